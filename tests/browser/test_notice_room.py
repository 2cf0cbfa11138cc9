"""The room of the privacy notice: a part is changed, what changes is told sentence by sentence, and visitors are told it from then on."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow

PHONE = "+358 40 765 4321"
BALANCING = "Kunden hör själv av sig och vill ha ett svar."


def in_the_room(page: Page, house: House, user: str = "admin") -> Page:
    StaffWindow(page, house).let_in(user, available=False)
    page.get_by_role("link", name="Tietosuoja", exact=True).click()
    expect(page.get_by_role("heading", name="Näkyvissä nyt")).to_be_visible()
    return page


def change(page: Page, part: str) -> None:
    page.get_by_role("button", name=f"Muuta: {part}", exact=True).click()
    expect(page.get_by_role("heading", name=f"Muuta: {part}", level=1, exact=True)).to_be_focused()


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def check(page: Page) -> Locator:
    page.get_by_role("button", name="Katso, mikä muuttuu").click()
    asked = page.get_by_role("dialog", name="Julkaistaanko seloste?")
    expect(asked).to_be_visible()
    return asked


def test_two_parts_are_changed_and_published_together_and_visitors_are_told_it(
    everything: House, person: NewPerson, look: Look
) -> None:
    page = in_the_room(person(), everything)
    expect(page.get_by_text("Selosteessa on vielä esimerkkiyrityksen tietoja")).to_be_visible()
    look(page, "room")

    change(page, "Yhteyshenkilö")
    phone = page.get_by_role("textbox", name="Puhelin")
    phone.fill("")
    page.get_by_role("button", name="Katso, mikä muuttuu").click()
    expect(page.get_by_role("alert").filter(has_text="Tässä ei saa olla tyhjää.")).to_be_focused()
    expect(phone).to_have_attribute("aria-invalid", "true")
    look(page, "mistake")
    phone.fill(PHONE)
    asked = check(page)
    expect(asked.get_by_role("deletion").filter(has_text="+358 8 123 456")).not_to_have_count(0)
    look(page, "asked")
    asked.get_by_role("button", name="Älä julkaise vielä").click()
    page.get_by_role("button", name="Takaisin selosteeseen").click()
    expect(card(page, "Julkaisematta")).to_contain_text("Yhteyshenkilö")
    look(page, "begun")

    change(page, "Asian hoitamisen peruste")
    page.get_by_role("textbox", name="Miksi kävijän edut eivät syrjäytä sitä: Svenska").fill(BALANCING)
    look(page, "change")
    asked = check(page)
    asked.get_by_text("Svenska: ").click()
    expect(asked.get_by_role("insertion").filter(has_text=BALANCING)).to_be_visible()
    expect(asked.get_by_role("insertion").filter(has_text=PHONE).first).to_be_visible()
    look(page, "asked-in-swedish")
    asked.get_by_role("button", name="Julkaise", exact=True).click()

    expect(page.get_by_role("heading", name="Tietosuojaseloste", level=1)).to_be_focused()
    expect(card(page, "Julkaisematta")).to_have_count(0)
    versions = card(page, "Versiot").get_by_role("listitem")
    expect(versions).to_have_count(2)
    expect(versions.first).to_contain_text(re.compile(r"admin \(näkyvissä nyt\)"))
    expect(card(page, "Yhteyshenkilö")).to_contain_text(PHONE)

    everything.cloud.clock.advance(301)  # by then every process shows it
    with page.expect_popup() as opened:
        page.get_by_role("link", name="/notice/demo").click()
    expect(opened.value.get_by_role("main")).to_contain_text(PHONE)
    opened.value.get_by_role("link", name="Svenska").click()
    expect(opened.value.get_by_role("main")).to_contain_text(BALANCING)
    visitor = VisitorWindow(person(), everything)
    visitor.arrive()
    visitor.open()
    with visitor.page.expect_popup() as linked:
        visitor.chat.get_by_role("link", name=re.compile("ietosuojaselost")).first.click()
    expect(linked.value.get_by_role("main")).to_contain_text(PHONE)


def test_an_earlier_version_is_read_whole_in_each_language(everything: House, person: NewPerson, look: Look) -> None:
    page = in_the_room(person(color_scheme="dark"), everything)
    change(page, "Siirrot EU:n ulkopuolelle")
    page.get_by_role("textbox", name="Teksti: Suomi").fill("Tietoja ei siirretä mihinkään.")
    check(page).get_by_role("button", name="Julkaise", exact=True).click()
    expect(card(page, "Versiot").get_by_role("listitem")).to_have_count(2)

    card(page, "Versiot").get_by_role("link").last.click()
    expect(page.get_by_role("heading", name=re.compile("^Versio "), level=1)).to_be_focused()
    page.get_by_role("link", name="English").press("Enter")
    expect(page.get_by_role("heading", name="Privacy notice: customer service chat")).to_be_visible()
    expect(page.get_by_text("The data are kept in the EU")).to_be_visible()
    look(page, "version")
    page.go_back()
    expect(page.get_by_role("article")).to_have_attribute("lang", "fi")

    page.get_by_role("button", name="Palauta tämä versio").click()
    asked = page.get_by_role("dialog", name="Palautetaanko tämä versio?")
    look(page, "restore")
    asked.get_by_role("button", name="Palauta tämä versio").click()
    expect(card(page, "Julkaisematta")).to_contain_text("Siirrot EU:n ulkopuolelle")
    check(page).get_by_role("button", name="Julkaise", exact=True).click()
    expect(card(page, "Julkaisematta")).to_have_count(0)
    expect(card(page, "Versiot").get_by_role("listitem")).to_have_count(2)
    expect(card(page, "Siirrot EU:n ulkopuolelle")).not_to_contain_text("Tietoja ei siirretä mihinkään.")


def test_a_list_is_added_to_moved_and_taken_from(everything: House, person: NewPerson, look: Look) -> None:
    page = in_the_room(person(), everything)
    change(page, "Käsittelijät")
    look(page, "processors")
    page.get_by_role("button", name="Takaisin selosteeseen").click()
    change(page, "Suojatoimet")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="Lisää suojatoimi").click()
    for language in ("Suomi", "Svenska", "English"):
        page.get_by_role("group", name="4. suojatoimi").get_by_role("textbox", name=f"Teksti: {language}").fill(
            language
        )
    page.get_by_role("button", name="Siirrä ylemmäs: 4. suojatoimi").click()
    page.get_by_role("button", name="Poista: 1. suojatoimi").click()
    look(page, "list")
    check(page).get_by_role("button", name="Julkaise", exact=True).click()

    said = card(page, "Suojatoimet").get_by_role("definition")
    expect(said).to_have_count(3)
    expect(said.nth(1)).to_have_text("Suomi")


def test_whoever_was_second_is_told_who_was_first_and_loses_nothing_of_either(
    everything: House, person: NewPerson, look: Look
) -> None:
    one = in_the_room(person(), everything)
    other = one.context.new_page()
    other.goto(one.url)
    change(one, "Yhteyshenkilö")
    one.get_by_role("textbox", name="Puhelin").fill(PHONE)
    change(other, "Rekisteri")
    other.get_by_role("textbox", name="Nimi: Suomi").fill("Keskustelut")
    asked = check(other)
    check(one).get_by_role("button", name="Julkaise", exact=True).click()
    expect(card(one, "Yhteyshenkilö")).to_contain_text(PHONE)

    asked.get_by_role("button", name="Julkaise", exact=True).click()
    expect(asked.get_by_role("alert")).to_contain_text("admin ehti muuttaa")
    look(other, "second")
    asked.get_by_role("button", name="Julkaise", exact=True).click()  # from what is not there any more
    expect(asked.get_by_role("alert")).to_contain_text("admin ehti muuttaa")
    asked.get_by_role("button", name="Älä julkaise vielä").click()
    asked = check(other)
    expect(asked.get_by_role("insertion").filter(has_text="Keskustelut")).not_to_have_count(0)
    expect(asked.get_by_text(PHONE)).to_have_count(0)
    asked.get_by_role("button", name="Julkaise", exact=True).click()
    expect(card(other, "Rekisteri")).to_contain_text("Keskustelut")
    expect(card(other, "Yhteyshenkilö")).to_contain_text(PHONE)


def test_the_officer_reads_it_and_changes_nothing(everything: House, person: NewPerson, look: Look) -> None:
    page = in_the_room(person(viewport={"width": 390, "height": 844}), everything, "dpo")
    expect(card(page, "Yhteyshenkilö")).to_contain_text("+358 8 123 456")
    expect(page.get_by_text("Selostetta muuttaa ylläpitäjä.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Muuta"))).to_have_count(0)
    page.goto(f"{everything.addresses.service}/console#/notice/change/contact")
    expect(page.get_by_role("heading", name="Näkyvissä nyt")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    look(page, "officer")
