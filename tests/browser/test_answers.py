"""Canned answers: written in their room, and put where an agent writes."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from chalicelib.aws.keys import Key
from chalicelib.aws.table.items import Items
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow

SHARED, OWN = "Yhteiset vastaukset", "Omat vastaukset"


def in_the_room(page: Page, house: House, user: str) -> StaffWindow:
    staff = StaffWindow(page, house).let_in(user, available=False)
    page.get_by_role("link", name="Vastaukset", exact=True).click()
    expect(page.get_by_role("heading", name="Valmiit vastaukset", level=1)).to_be_visible()
    expect(listed(page, SHARED)).to_be_visible()
    return staff


def listed(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def field(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def test_a_reviewer_writes_a_shared_answer_in_three_languages_and_an_agent_has_it(
    one_house: House, person: NewPerson, look: Look
) -> None:
    page = person()
    in_the_room(page, one_house, "reviewer")
    expect(listed(page, OWN)).to_have_count(0)
    look(page, "shared")
    listed(page, SHARED).get_by_role("button", name=re.compile("^Uusi vastaus")).click()
    expect(page.get_by_role("heading", name="Uusi yhteinen vastaus", level=1)).to_be_focused()

    page.get_by_role("button", name="Tallenna", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Tämä puuttuu.")).to_be_focused()
    look(page, "mistakes")
    field(page, "Vastaus").fill("Takuun ehdot")
    page.get_by_role("button", name="/takuun-ehdot").click()
    field(page, "Teksti: Suomi").fill("Takuu on kaksi vuotta. Terveisin ")
    page.get_by_role("button", name="Oma nimesi").click()
    expect(field(page, "Teksti: Suomi")).to_have_value("Takuu on kaksi vuotta. Terveisin {alias}")
    expect(field(page, "Teksti: Suomi")).to_be_focused()
    expect(page.get_by_text("Takuu on kaksi vuotta. Terveisin Aino")).to_be_visible()
    field(page, "Teksti: Svenska").fill("Garantin gäller {nimi} i två år.")
    field(page, "Teksti: English").fill("The warranty is two years.")
    page.get_by_role("button", name="Tallenna", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Muuttujaa {nimi} ei ole")).to_be_focused()
    field(page, "Teksti: Svenska").fill("Garantin gäller i två år.")
    look(page, "written")
    page.get_by_role("button", name="Tallenna", exact=True).click()

    expect(listed(page, SHARED).get_by_role("link", name="Takuun ehdot")).to_be_visible()
    agent = person(viewport={"width": 390, "height": 800})
    in_the_room(agent, one_house, "agent.a")
    expect(listed(agent, OWN)).to_contain_text("Ei vielä omia vastauksia")
    look(agent, "agents")
    listed(agent, SHARED).get_by_role("link", name="Takuun ehdot").click()
    expect(agent.get_by_text("Garantin gäller i två år.")).to_be_visible()
    expect(agent.get_by_role("button", name="Tallenna", exact=True)).to_have_count(0)
    agent.get_by_role("button", name="Kopioi omaksi").click()
    expect(field(agent, "Teksti: Svenska")).to_have_value("Garantin gäller i två år.")
    agent.get_by_role("button", name="Tallenna", exact=True).click()
    expect(listed(agent, OWN).get_by_role("link", name="Takuun ehdot")).to_be_visible()


def test_of_two_who_change_one_answer_the_second_sees_what_the_first_has_made_of_it(
    one_house: House, person: NewPerson, look: Look
) -> None:
    page = person()
    in_the_room(page, one_house, "reviewer")
    other = page.context.new_page()
    other.goto(page.url)
    for each in (page, other):
        listed(each, SHARED).get_by_role("link", name="Toimitusaika").click()
        expect(field(each, "Vastaus")).to_have_value("Toimitusaika")
    field(page, "Vastaus").fill("Milloin perillä")
    page.get_by_role("button", name="Tallenna", exact=True).click()
    expect(listed(page, SHARED).get_by_role("link", name="Milloin perillä")).to_be_visible()

    field(other, "Vastaus").fill("Toimitus")
    other.get_by_role("button", name="Tallenna", exact=True).click()
    expect(other.get_by_role("alert").filter(has_text="reviewer ehti muuttaa")).to_be_focused()
    expect(other.get_by_role("region", name="Nyt tallessa")).to_contain_text("Milloin perillä")
    look(other, "changed-meanwhile")
    other.get_by_role("button", name="Tallenna", exact=True).click()
    expect(listed(other, SHARED).get_by_role("link", name="Toimitus", exact=True)).to_be_visible()


def test_a_deleted_answer_comes_back_with_undo(one_house: House, person: NewPerson) -> None:
    page = person()
    in_the_room(page, one_house, "reviewer")
    link = listed(page, SHARED).get_by_role("link", name="Kivien vaihto")
    link.click()
    page.get_by_role("button", name="Poista vastaus").click()
    expect(listed(page, SHARED)).to_be_visible()
    expect(link).to_have_count(0)

    page.get_by_role("button", name="Palauta").click()

    expect(link).to_be_visible()


def test_a_file_is_exported_looked_at_and_brought_in(
    one_house: House, person: NewPerson, look: Look, tmp_path: Path
) -> None:
    page = person()
    in_the_room(page, one_house, "reviewer")
    with page.expect_download() as saved:
        listed(page, SHARED).get_by_role("button", name=re.compile("^Vie taulukkona")).click()
    text = Path(saved.value.path()).read_text("utf-8-sig")
    assert text.startswith('"key";"title";"sites";"fi";"sv";"en"\n"hei"')

    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_text("key;title;fi\nhei;;Hei {nimi}!\nhei;Toinen;Hei\n", "utf-8")
    right.write_text(text.replace("Tilauksen tila", "Missä tilaus on") + '"uusi";"Uusi";"";"Hei";"";""\n', "utf-8")
    listed(page, SHARED).get_by_role("button", name=re.compile("^Tuo taulukosta")).click()
    page.get_by_label("Tiedosto", exact=True).set_input_files(wrong)
    page.get_by_role("button", name="Tarkista tiedosto").click()
    alert = page.get_by_role("alert").filter(has_text="Mitään ei tallennettu")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("Rivi 2, sarake title: Tämä puuttuu.")
    expect(alert).to_contain_text("Rivi 3, sarake key: Tämä pikanimi on jo toisella vastauksella.")
    look(page, "file-mistakes")

    page.get_by_label("Tiedosto", exact=True).set_input_files(right)
    page.get_by_role("button", name="Tarkista tiedosto").click()
    asked = page.get_by_role("dialog", name="Tuodaanko vastaukset?")
    expect(asked).to_contain_text("/uusi")
    expect(asked).to_contain_text("/tilaus")
    look(page, "file-asked")
    asked.get_by_role("button", name="Tuo vastaukset").click()

    expect(listed(page, SHARED).get_by_role("link", name="Uusi", exact=True)).to_be_visible()
    expect(listed(page, SHARED).get_by_role("link", name="Missä tilaus on")).to_be_visible()


# ------------------------------------------------------------------------------------------------- at the desk


def panel(staff: StaffWindow) -> Locator:
    return staff.page.get_by_role("dialog", name="Valmiit vastaukset")


def finds(staff: StaffWindow) -> Locator:
    return panel(staff).get_by_role("combobox", name="Etsi vastausta")


def chosen(staff: StaffWindow) -> Locator:
    return panel(staff).get_by_role("option", selected=True)


def taken(house: House, person: NewPerson, **choices: Any) -> tuple[StaffWindow, VisitorWindow]:
    """Return an agent who has just taken the conversation of a visitor who speaks Swedish and has said who they are."""
    visitor = VisitorWindow(person(), house).started("Hej!")
    agent = StaffWindow(person(**choices), house).let_in("agent.a", available=False)
    said_who_they_are(house)
    agent.take()
    expect(agent.input).to_be_visible()
    return agent, visitor


def said_who_they_are(house: House) -> None:
    with house.cloud.endpoint.own_calls():
        items = Items(house.cloud.client("dynamodb"), house.cloud.environment["JUTTU_TABLE"], house.cloud.clock)
        (head,) = [item for item in house.cloud.items() if item["sk"] == "head"]
        spoken = {"language": "sv", "name": "Åsa"}
        items.update(Key(head["pk"], "head"), "SET #language = :language, #name = :name", spoken)


def test_two_answers_are_put_into_one_message_with_the_keys_alone_in_the_visitors_language(
    one_house: House, person: NewPerson, look: Look
) -> None:
    agent, visitor = taken(one_house, person)
    agent.input.press("/")
    expect(finds(agent)).to_be_focused()
    agent.page.keyboard.type("hei")
    expect(chosen(agent)).to_have_accessible_name(re.compile("^Tervehdys.*Hej Åsa! Det är Agent A"))
    look(agent.page, "panel")
    agent.page.keyboard.press("Enter")

    expect(agent.input).to_be_focused()
    expect(agent.input).to_have_value("Hej Åsa! Det är Agent A på Kiuaspaja. Hur kan jag hjälpa till?")
    agent.page.keyboard.type(" /toim")
    expect(chosen(agent)).to_contain_text("Toimitusaika")
    agent.page.keyboard.press("ArrowRight")
    expect(chosen(agent)).to_contain_text("Stoves that are in stock")
    expect(panel(agent).get_by_role("button", name="English")).to_have_attribute("aria-pressed", "true")
    agent.page.keyboard.press("Enter")
    text = (
        "Hej Åsa! Det är Agent A på Kiuaspaja. Hur kan jag hjälpa till? "
        "Stoves that are in stock leave on the next working day and arrive within 2–4 working days."
    )
    expect(agent.input).to_have_value(text)
    expect(visitor.messages).to_have_count(1)
    agent.page.keyboard.press("Enter")

    expect(visitor.messages.last).to_contain_text(text)


def test_escape_leaves_what_was_typed_and_a_slash_within_a_word_opens_nothing(
    one_house: House, person: NewPerson
) -> None:
    agent, _ = taken(one_house, person)
    agent.input.press_sequentially("24/7 ")
    expect(panel(agent)).to_have_count(0)
    agent.page.keyboard.type("/til")
    expect(finds(agent)).to_have_value("til")
    agent.page.keyboard.press("Escape")
    expect(panel(agent)).to_have_count(0)
    expect(agent.input).to_be_focused()
    expect(agent.input).to_have_value("24/7 /til")

    agent.page.keyboard.type(" / tai")
    expect(agent.input).to_have_value("24/7 /til / tai")
    expect(agent.input).to_be_focused()
    agent.page.keyboard.type(" /")
    expect(finds(agent)).to_be_focused()
    agent.page.keyboard.press("Backspace")
    expect(agent.input).to_have_value("24/7 /til / tai ")
    agent.page.keyboard.type("/hei")
    agent.page.keyboard.press("Enter")
    expect(agent.input).to_have_value(re.compile("^24/7 /til / tai Hej Åsa!"))
    agent.page.keyboard.press("Control+z")
    expect(agent.input).to_have_value(re.compile("^24/7 /til / tai /?$"))
    agent.page.keyboard.type(" /eimitään")
    expect(panel(agent).get_by_role("status")).to_contain_text("Mikään vastaus ei vastaa hakua.")
    agent.page.keyboard.press("Enter")
    expect(finds(agent)).to_be_focused()


def test_on_a_phone_an_answer_is_put_in_by_touch(one_house: House, person: NewPerson, look: Look) -> None:
    agent, visitor = taken(one_house, person, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    agent.page.get_by_role("button", name="Valmiit vastaukset").tap()
    expect(panel(agent)).to_be_visible()
    expect(panel(agent).get_by_role("option").first).to_contain_text("Hej Åsa!")
    look(agent.page, "phone")
    for width, height in ((320, 640), (390, 400)):
        agent.page.set_viewport_size({"width": width, "height": height})
        box = panel(agent).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
    panel(agent).get_by_role("button", name="Suomi").tap()
    panel(agent).get_by_role("option", name=re.compile("^Loppusanat")).tap()
    expect(panel(agent)).to_have_count(0)
    expect(agent.input).to_have_value(re.compile("^Kiitos yhteydenotosta ja mukavia löylyjä! Terveisin Agent A"))
    agent.page.get_by_role("button", name="Lähetä").tap()
    expect(visitor.messages.last).to_contain_text("Kiuaspaja Havukka")


def test_a_greeting_waits_in_the_empty_field_of_a_conversation_that_is_taken_and_is_not_sent(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house).started("Hej!")
    page = person()
    agent = in_the_room(page, one_house, "agent.a")
    listed(page, SHARED).get_by_role("link", name="Tervehdys").click()
    page.get_by_role("button", name="Aloita tällä").click()
    expect(page.get_by_role("button", name="Älä enää aloita tällä")).to_have_attribute("aria-pressed", "true")
    said_who_they_are(one_house)
    page.get_by_role("navigation", name="Konsolin osat").get_by_role("link", name=re.compile("^Palvelu")).click()
    agent.take()

    expect(agent.input).to_have_value(re.compile("^Hej Åsa! Det är Agent A"))
    expect(page.get_by_role("status").filter(has_text="Tervehdyksesi on kentässä")).to_be_visible()
    expect(agent.input).to_be_focused()
    look(page, "greeted")
    expect(visitor.messages).to_have_count(1)
    agent.page.keyboard.press("Enter")
    expect(visitor.messages.last).to_contain_text("Hej Åsa! Det är Agent A")


def test_a_greeting_that_cannot_be_fetched_is_said_so_and_put_there_when_asked_again(
    one_house: House, person: NewPerson, look: Look
) -> None:
    page = person()
    agent = in_the_room(page, one_house, "agent.a")
    listed(page, SHARED).get_by_role("link", name="Tervehdys").click()
    page.get_by_role("button", name="Aloita tällä").click()
    expect(page.get_by_role("button", name="Älä enää aloita tällä")).to_have_attribute("aria-pressed", "true")
    page.route("**/v1/answers*", lambda route: route.abort())
    VisitorWindow(person(), one_house).started("Hej!")
    page.get_by_role("navigation", name="Konsolin osat").get_by_role("link", name=re.compile("^Palvelu")).click()
    agent.take()
    missed = page.get_by_role("status").filter(has_text="Jos sinulla on tervehdys, se ei ole kentässä")
    expect(missed).to_be_visible()
    look(page, "not-greeted")
    agent.input.fill("Hetki")
    expect(missed).to_have_count(0)
    agent.input.fill("")
    page.unroute("**/v1/answers*")
    missed.get_by_role("button", name="Yritä uudelleen").click()

    expect(agent.input).to_have_value(re.compile("^He[ij]"))
    expect(agent.input).to_be_focused()
    expect(missed).to_have_count(0)


def test_whoever_has_answered_without_the_greeting_is_told_no_more_that_it_is_missing(
    one_house: House, person: NewPerson
) -> None:
    page = person()
    page.route("**/v1/answers*", lambda route: route.abort())
    visitor = VisitorWindow(person(), one_house).started("Hej!")
    agent = StaffWindow(page, one_house).let_in("agent.a", available=False)
    agent.take()
    missed = page.get_by_role("status").filter(has_text="Jos sinulla on tervehdys, se ei ole kentässä")
    expect(missed).to_be_visible()
    agent.input.fill("Hetki")
    agent.input.press("Enter")

    expect(visitor.messages.last).to_contain_text("Hetki")
    expect(agent.input).to_have_value("")
    expect(missed).to_have_count(0)


def test_answers_that_cannot_be_had_are_said_so_and_had_when_asked_again(one_house: House, person: NewPerson) -> None:
    agent, _ = taken(one_house, person)
    expect(agent.input).to_be_focused()
    agent.page.reload()
    agent.page.route("**/v1/answers*", lambda route: route.abort())
    agent.input.press("/")
    expect(panel(agent).get_by_role("alert")).to_be_visible()
    agent.page.unroute("**/v1/answers*")
    panel(agent).get_by_role("button", name="Yritä uudelleen").click()
    expect(panel(agent).get_by_role("option").first).to_be_visible()
