"""Canned answers: written in their room, and put where an agent writes."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow

SHARED, OWN = "Yhteiset vastaukset", "Omat vastaukset"


def in_the_room(page: Page, house: House, user: str) -> StaffWindow:
    staff = StaffWindow(page, house)
    staff.sign_in(user)
    staff.commit()
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
