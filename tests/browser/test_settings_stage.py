"""What holds for the whole service: changed after it was told what would, and what whoever is on another network sees."""

import re

import msgspec
import pytest
from playwright.sync_api import Locator, Page, expect

from chalicelib.aws.table.items import Items
from chalicelib.aws.table.stage import StageSettings
from chalicelib.chat.stage import WITHIN_SECONDS, ServedStage, mark_of, plain
from chalicelib.chat.wire import Language
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "color_scheme": "dark"}
REFUSED = "Konsoliin ei pääse tästä verkosta"


def on_the_page(page: Page, house: House) -> Page:
    StaffWindow(page, house).let_in("admin", available=False)
    page.goto(f"{house.addresses.service}/console#/settings")
    page.get_by_role("link", name="Koko palvelun asetukset").click()
    expect(page.get_by_role("heading", name="Koko palvelu", level=1)).to_be_focused()
    expect(page.get_by_text("Osoitteesi on nyt 127.0.0.1.")).to_be_visible()
    return page


def networks(page: Page, role: str) -> Locator:
    return page.get_by_role("textbox", name=role, exact=True)


def checked(page: Page) -> None:
    page.get_by_role("button", name="Tarkista muutokset").click()


def saved(page: Page) -> None:
    checked(page)
    page.get_by_role("dialog").get_by_role("button", name="Tallenna", exact=True).click()
    expect(page.get_by_text("Asetukset on tallennettu")).to_be_visible()


def test_from_whom_mails_came_back_is_read_on_the_narrowest_phone(
    everything: House, person: NewPerson, look: Look
) -> None:
    page = on_the_page(person(), everything)
    addresses = [f"{letter * 60}@{letter * 50}.example" for letter in "ab"]
    page.get_by_role("textbox", name="Sähköpostiosoitteet").fill("\n".join(addresses))
    saved(page)
    cloud = everything.cloud
    items = Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)
    for address in addresses:
        StageSettings(items, cloud.clock, ServedStage()).note_came_back(mark_of(address), int(cloud.clock() * 1000) + 1)
    page.set_viewport_size({"width": 320, "height": 640})
    page.reload()

    expect(page.locator(".mistake")).to_contain_text(", ".join(addresses))
    page.locator(".mistake").scroll_into_view_if_needed()
    look(page, "came-back")
    wider = (
        "(main) => [...main.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > 320).length"
    )
    assert page.locator("main").evaluate(wider) == 0


def test_that_the_operator_has_closed_the_chat_is_said_in_the_list_and_here(
    everything: House, person: NewPerson, look: Look
) -> None:
    page = on_the_page(person(), everything)
    note = page.get_by_role("region", name=re.compile("^Chat on suljettu"))
    expect(note).to_have_count(0)
    cloud = everything.cloud
    items = Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)
    held = StageSettings(items, cloud.clock, ServedStage())
    before = held.current()
    words: dict[Language, str] = {"fi": "Palaamme klo 12.", "en": "We are back at 12."}
    closed = msgspec.structs.replace(plain(before), closed=words)
    assert held.change(before, closed, "maija.o", int(cloud.clock() * 1000)) is not None
    page.reload()

    expect(note).to_contain_text("Sulkija: maija.o.")
    expect(note.locator("blockquote")).to_have_text("Palaamme klo 12.")
    look(page, "chat-closed")
    page.get_by_role("button", name="Kaikki sivustot").click()
    cloud.clock.advance(WITHIN_SECONDS)
    page.reload()
    expect(note).to_contain_text("Palaamme klo 12.")
    look(page, "chat-closed-in-the-list")


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desktop", "phone"])
def test_it_is_changed_after_it_was_told_what_would_change_in_the_notice_too(
    device: dict[str, object], everything: House, person: NewPerson, look: Look
) -> None:
    kind = "-phone" if device else ""
    page = on_the_page(person(**device), everything)
    look(page, f"stage{kind}")
    agents, told = networks(page, "Asiakaspalvelija"), page.get_by_role("textbox", name="Sähköpostiosoitteet")
    agents.fill("192.0.2.7/24\n\ntoimisto")
    told.fill("keeper")
    checked(page)
    expect(page.locator(".summary")).to_be_focused()
    expect(agents).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".summary")).to_contain_text(
        "Asiakaspalvelija, rivi 1: Tämä ei ole verkon osoite. Tarkoititko 192.0.2.0/24?"
    )
    expect(page.locator(".summary")).to_contain_text("Asiakaspalvelija, rivi 3: Tämä ei ole verkko.")
    look(page, f"mistakes{kind}")

    agents.fill("127.0.0.0/8")
    told.fill("keeper@example.com")
    page.get_by_role("combobox", name="Odotusaika").select_option("3\u00a0päivää")
    checked(page)
    asked = page.get_by_role("dialog", name="Tallennetaanko muutokset?")
    expect(asked.get_by_text("Asiakaspalvelija: vain 1\u00a0verkossa")).to_be_visible()
    expect(asked.locator("del[lang=fi]:visible")).to_contain_text("7\u00a0päivän")
    expect(asked.locator("ins[lang=fi]:visible")).to_contain_text("3\u00a0päivän")
    expect(asked.locator("details")).to_have_count(2)
    look(page, f"asked{kind}")
    asked.get_by_role("button", name="Tallenna", exact=True).click()

    expect(page.get_by_text("Asetukset on tallennettu")).to_be_visible()
    versions = page.get_by_role("region", name="Muutokset", exact=True)
    expect(versions).to_contain_text("admin (voimassa nyt)")
    page.reload()
    expect(agents).to_have_value("127.0.0.0/8")
    versions.get_by_role("button", name=re.compile("käyttöönoton asetukset")).click()
    expect(page.get_by_role("dialog").get_by_text("Asiakaspalvelija: missä tahansa verkossa")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Tallenna", exact=True).click()
    expect(agents).to_have_value("")


def test_what_the_notice_does_not_tell_does_not_change_it_and_nobody_shuts_themselves_out(
    everything: House, person: NewPerson
) -> None:
    page = on_the_page(person(), everything)
    networks(page, "Ylläpitäjä").fill("192.0.2.0/24")
    checked(page)
    expect(networks(page, "Ylläpitäjä")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".summary")).to_contain_text("Menettäisit ylläpitäjän oikeudet")

    networks(page, "Ylläpitäjä").fill("127.0.0.0/8")
    checked(page)
    expect(page.get_by_role("dialog")).to_contain_text("Tietosuojaseloste ei muutu.")


def test_what_is_typed_outlives_a_walk_through_another_room_and_a_save_of_somebody_else(
    everything: House, person: NewPerson
) -> None:
    one = on_the_page(person(), everything)
    other = one.context.new_page()
    other.goto(one.url)
    networks(one, "Kouluttaja").fill("192.0.2.0/24")
    one.get_by_role("link", name="Henkilöt").click()
    one.get_by_role("link", name="Asetukset").click()
    expect(networks(one, "Kouluttaja")).to_have_value("192.0.2.0/24")
    other.get_by_role("combobox", name="Odotusaika").select_option("5\u00a0päivää")
    saved(other)

    checked(one)
    one.get_by_role("button", name="Tallenna", exact=True).click()
    expect(one.get_by_role("dialog").get_by_role("alert")).to_contain_text("admin ehti muuttaa")
    one.get_by_role("button", name="Älä tallenna").click()
    saved(one)
    expect(networks(one, "Kouluttaja")).to_have_value("192.0.2.0/24")
    expect(one.get_by_role("combobox", name="Odotusaika")).to_have_value("5")


def test_whoever_is_on_another_network_is_told_so_with_a_way_to_try_again_and_one_out(
    everything: House, person: NewPerson, look: Look
) -> None:
    forbidden = "Failed to load resource: the server responded with a status of 403"
    agent = person(expected=(forbidden,))
    StaffWindow(agent, everything).let_in()
    admin = on_the_page(person(), everything)
    networks(admin, "Asiakaspalvelija").fill("192.0.2.0/24")
    saved(admin)

    agent.reload()
    expect(agent.get_by_role("heading", name=REFUSED)).to_be_visible()
    look(agent, "refused")
    agent.get_by_role("button", name="Yritä uudelleen").click()
    expect(agent.get_by_role("alert")).to_have_text("Tarkistettiin juuri: tästä verkosta ei vieläkään pääse.")
    agent.get_by_role("button", name="Kirjaudu ulos").click()
    expect(agent.get_by_role("heading", name="Kirjaudu konsoliin")).to_be_visible()

    late = person(expected=(forbidden,), **PHONE)
    everything.cloud.clock.advance(30)
    StaffWindow(late, everything).sign_in("agent.a")
    expect(late.get_by_role("heading", name=REFUSED)).to_be_visible()
    look(late, "refused-phone")
    networks(admin, "Asiakaspalvelija").fill("")
    saved(admin)
    late.get_by_role("button", name="Yritä uudelleen").click()
    expect(late.get_by_role("heading", name="Kirjaudu konsoliin")).to_be_visible()
