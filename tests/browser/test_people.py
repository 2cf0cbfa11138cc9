"""The administrator's room: accounts are made, changed, shut out and let go, and what is open closes at once."""

import re

from playwright.sync_api import Dialog, Page, expect

from chalicelib import wiring
from chalicelib.aws import keys
from chalicelib.aws.table.items import Items
from tests.browser import axe
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow


def items(house: House) -> Items:
    cloud = house.cloud
    return Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)


def administrator(page: Page, house: House) -> StaffWindow:
    staff = StaffWindow(page, house).let_in("admin", available=False)
    expect(page.get_by_role("table")).to_be_visible()
    return staff


def test_somebody_new_is_made_and_comes_in_and_is_out_at_once_when_they_are_shut_out(
    everything: House, person: NewPerson, look: Look
) -> None:
    admin = administrator(person(), everything).page
    look(admin, "people")
    admin.get_by_role("button", name="Lisää henkilö").click()
    look(admin, "new")
    admin.get_by_role("button", name="Luo tunnus").click()
    expect(admin.get_by_role("alert").filter(has_text="Anna käyttäjätunnus")).to_be_focused()
    assert axe.violations(admin) == []
    admin.get_by_role("textbox", name="Käyttäjätunnus").fill("agent.c")
    admin.get_by_role("textbox", name="Nimi", exact=True).fill("Agent C")
    agent = admin.get_by_role("checkbox", name=re.compile("^Asiakaspalvelija"))
    agent.uncheck()
    admin.get_by_role("button", name="Luo tunnus").click()
    asked = admin.get_by_role("dialog", name="Luodaanko tunnus ilman roolia?")
    expect(asked).to_contain_text("mikään muu ei avaudu hänelle")
    look(admin, "no-role")
    asked.get_by_role("button", name="Palaa valitsemaan").click()
    agent.check()
    admin.get_by_role("button", name="Luo tunnus").click()
    made = admin.get_by_role("dialog", name=re.compile("^Tilapäinen salasana"))
    expect(made).to_be_visible()
    look(admin, "password")
    password = made.locator("code").inner_text()
    made.get_by_role("button", name="Valmis").click()
    expect(admin.get_by_role("heading", name="agent.c")).to_be_visible()
    expect(admin.get_by_text(password)).to_have_count(0)
    look(admin, "person")
    of_one = admin.get_by_role("region", name="Roolit")
    of_one.get_by_role("checkbox", name=re.compile("^Asiakaspalvelija")).uncheck()
    of_one.get_by_role("button", name="Tallenna roolit").click()
    admin.get_by_role("dialog", name="Jääkö agent.c ilman roolia?").get_by_role("button", name="Palaa").click()
    of_one.get_by_role("checkbox", name=re.compile("^Asiakaspalvelija")).check()
    admin.get_by_role("button", name="Takaisin luetteloon").click()
    expect(admin.get_by_role("row").filter(has_text="agent.c")).to_contain_text("Asiakaspalvelija")

    new = person()
    new.goto(f"{everything.addresses.service}/console")
    new.get_by_role("textbox", name="Käyttäjätunnus").fill("agent.c")
    new.get_by_label("Salasana", exact=True).fill(password)
    new.get_by_role("button", name="Kirjaudu").click()
    expect(new.get_by_role("heading", name="Vaihda salasana")).to_be_visible()


def test_a_name_that_is_taken_for_another_is_refused_beside_its_field_and_a_password_that_has_run_out_is_seen(
    everything: House, person: NewPerson, look: Look
) -> None:
    admin = administrator(person(), everything).page
    admin.get_by_role("button", name="Lisää henkilö").click()
    name = admin.get_by_role("textbox", name="Käyttäjätunnus")
    alias = admin.get_by_role("textbox", name="Nimi, jonka kävijät näkevät")
    name.fill("\u0430gent.c")
    admin.get_by_role("button", name="Luo tunnus").click()
    expect(name).to_have_accessible_description(re.compile("a–z"))
    name.fill("agent.c")
    sites = admin.get_by_role("textbox", name="Sivustot")
    sites.fill("demo, Kiuaspaja")
    admin.get_by_role("button", name="Luo tunnus").click()
    expect(sites).to_have_accessible_description(re.compile("Tällaista sivustoa ei ole"))
    sites.fill("")
    for typed, sentence in (
        ("Agent \u0410", "merkki, jota siinä ei voi olla"),
        ("agent a", "näkyy kävijöille jo tällä nimellä"),
    ):
        alias.fill(typed)
        admin.get_by_role("button", name="Luo tunnus").click()
        expect(alias).to_have_accessible_description(re.compile(sentence))
    look(admin, "alias-taken")
    alias.fill("Agent C")
    admin.get_by_role("button", name="Luo tunnus").click()
    admin.get_by_role("dialog", name=re.compile("^Tilapäinen salasana")).get_by_role("button", name="Valmis").click()
    expect(admin.get_by_text("Tilapäinen salasana kelpaa")).to_be_visible()

    with everything.cloud.endpoint.own_calls():
        long_ago = int(everything.cloud.clock() * 1000) - 4 * 24 * 3600 * 1000
        items(everything).update(keys.person("agent.c"), "SET #password_given_at = :at", {"at": long_ago})
    admin.get_by_role("button", name="Takaisin luetteloon").click()
    row = admin.get_by_role("row").filter(has_text="agent.c")
    expect(row).to_contain_text("tilapäinen salasana on vanhentunut")
    look(admin, "password-over")
    row.get_by_role("link").click()
    expect(admin.get_by_text("Uuden saa kohdasta ”Vaihda salasana tilapäiseen”.")).to_be_visible()
    look(admin, "person-password-over")
    admin.get_by_role("button", name="Vaihda salasana tilapäiseen").click()
    admin.get_by_role("dialog").get_by_role("button", name="Vaihda salasana tilapäiseen").click()
    admin.get_by_role("dialog", name=re.compile("^Tilapäinen salasana")).get_by_role("button", name="Valmis").click()
    expect(admin.get_by_text("Tilapäinen salasana kelpaa")).to_be_visible()


def test_whoever_is_shut_out_is_out_at_once(everything: House, person: NewPerson, look: Look) -> None:
    agent = StaffWindow(person(), everything).let_in()
    admin = administrator(person(), everything).page
    row = admin.get_by_role("row").filter(has_text="agent.a")
    expect(row).to_contain_text("Paikalla")
    row.get_by_role("link").click()
    admin.get_by_role("button", name="Sulje tunnus").click()
    asked = admin.get_by_role("dialog", name=re.compile("^Suljetaanko tunnus"))
    expect(asked.get_by_role("button", name="Älä muuta mitään")).to_be_focused()
    look(admin, "disable")
    asked.get_by_role("button", name="Sulje tunnus").click()

    expect(agent.page.get_by_role("heading", name="Kirjaudu konsoliin")).to_be_visible(timeout=5_000)
    expect(agent.page.get_by_text("Sinut kirjattiin ulos.")).to_be_visible()
    expect(admin.get_by_role("button", name="Avaa tunnus")).to_be_visible()


def test_the_last_administrator_cannot_shut_themselves_out(everything: House, person: NewPerson) -> None:
    admin = administrator(person(), everything).page
    admin.get_by_role("row").filter(has_text="Demo Admin").get_by_role("link").click()
    admin.get_by_role("button", name="Sulje tunnus").click()
    asked = admin.get_by_role("dialog")
    asked.get_by_role("button", name="Sulje tunnus").click()

    expect(asked.get_by_role("alert")).to_contain_text("ylläpitäj")
    expect(asked).to_be_visible()


def test_before_the_first_account_the_administrator_says_when_staff_were_heard(
    everything: House, person: NewPerson, look: Look
) -> None:
    with everything.cloud.endpoint.own_calls():
        items(everything).delete(keys.dialogue())
    page = administrator(person(), everything).page
    card = page.get_by_role("region", name="Ennen ensimmäistä tunnusta")
    expect(card).to_contain_text("759/2004")
    look(page, "dialogue")
    page.get_by_role("button", name="Lisää henkilö").click()
    page.get_by_role("textbox", name="Käyttäjätunnus").fill("agent.c")
    page.get_by_role("button", name="Luo tunnus").click()
    expect(page.get_by_role("alert").filter(has_text="Tarkista tämä")).to_be_visible()
    look(page, "refused")
    page.get_by_role("button", name="Takaisin luetteloon").click()
    card.get_by_role("button", name="Kirjaa päivä").click()
    expect(card.get_by_role("alert")).to_contain_text("Anna päivä")
    card.get_by_label("Päivä").fill("2026-11-02")
    card.get_by_role("button", name="Kirjaa päivä").click()

    expect(card).to_have_count(0)
    expect(page.get_by_text("Vuoropuhelu henkilöstön kanssa käytiin 2.11.2026 (kirjasi admin).")).to_be_visible()
    page.get_by_role("button", name="Lisää henkilö").click()
    expect(page.get_by_role("textbox", name="Käyttäjätunnus")).to_have_value("agent.c")
    page.get_by_role("button", name="Luo tunnus").click()
    expect(page.get_by_role("dialog", name=re.compile("^Tilapäinen salasana"))).to_be_visible()


def test_whoever_comes_in_reads_what_is_recorded_of_them_before_they_give_the_commitment(
    everything: House, person: NewPerson, look: Look
) -> None:
    staff = StaffWindow(person(), everything)
    staff.sign_in("reviewer")
    page = staff.page
    notice = page.get_by_role("article").filter(has_text="henkilöstö")
    expect(notice.first).to_be_visible()
    look(page, "staff-notice")
    page.get_by_role("group").nth(1).locator("summary").click()
    staff.commit()
    with everything.cloud.endpoint.own_calls():
        kept = items(everything).get(keys.person("reviewer"))
    assert kept is not None
    assert kept["committed_notice"]


def test_whoever_looks_after_accounts_is_out_as_soon_as_their_sessions_are_ended(
    everything: House, person: NewPerson
) -> None:
    page = administrator(person(), everything).page
    with everything.cloud.endpoint.own_calls():
        wiring.provide().sessions.revoke("admin")

    expect(page.get_by_role("heading", name="Kirjaudu konsoliin")).to_be_visible(timeout=6_000)


def test_what_is_typed_of_people_is_there_after_another_room_and_a_reload_asks_first(
    everything: House, person: NewPerson
) -> None:
    page = administrator(person(), everything).page
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("button", name="Lisää henkilö").click()
    page.get_by_role("textbox", name="Käyttäjätunnus").fill("agent.c")
    page.get_by_role("checkbox", name="Laadunarvioija").check()
    rail = page.get_by_role("navigation", name="Konsolin osat")
    rail.get_by_role("link", name="Asetukset").click()
    expect(page.get_by_role("heading", name="Sivustot", level=1)).to_be_visible()
    rail.get_by_role("link", name="Henkilöt").click()

    expect(page.get_by_role("textbox", name="Käyttäjätunnus")).to_have_value("agent.c")
    expect(page.get_by_role("checkbox", name="Laadunarvioija")).to_be_checked()
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => location.reload())")
    assert asked == ["beforeunload"]
    expect(page.get_by_role("textbox", name="Käyttäjätunnus")).to_have_value("agent.c")

    page.get_by_role("button", name="Takaisin luetteloon").click()
    page.get_by_role("row").filter(has_text="agent.a").get_by_role("link").click()
    alias = page.get_by_role("textbox", name="Nimi, jonka kävijät näkevät")
    alias.fill("Agentti A")
    page.get_by_role("button", name="Takaisin luetteloon").click()
    page.get_by_role("row").filter(has_text="agent.a").get_by_role("link").click()
    expect(alias).to_have_value("Agentti A")
    page.get_by_role("button", name="Tallenna tiedot").click()
    expect(page.get_by_text("Tiedot on tallennettu")).to_be_visible()


def test_nothing_is_asked_on_leaving_once_it_is_sent_and_passwords_are_not_kept(
    everything: House, person: NewPerson
) -> None:
    page = administrator(person(), everything).page
    page.get_by_role("button", name="Lisää henkilö").click()
    page.get_by_role("textbox", name="Käyttäjätunnus").fill("agent.c")
    page.get_by_role("textbox", name="Nimi", exact=True).fill("C")
    page.get_by_role("button", name="Luo tunnus").click()
    page.get_by_role("dialog", name=re.compile("^Tilapäinen salasana")).get_by_role("button", name="Valmis").click()
    expect(page.get_by_role("heading", name="agent.c")).to_be_visible()
    page.goto(f"{everything.addresses.service}/console#/own")
    current = page.get_by_label("Nykyinen salasana", exact=True).first
    current.fill("a secret of the administrator")
    rail = page.get_by_role("navigation", name="Konsolin osat")
    rail.get_by_role("link", name="Henkilöt").click()
    expect(page.get_by_role("heading", name="agent.c", level=1)).to_be_visible()
    page.go_back()

    expect(current).to_have_value("")
    page.reload()
    expect(current).to_have_value("")
