"""The house of rooms: each room for exactly those whom the service lets in, readable on every screen, empty, loading, refused."""

import re
from typing import get_args

import pytest
from playwright.sync_api import Page, Route, expect

from chalicelib.chat import access
from chalicelib.chat.wire import Language, RoomName
from local import demo
from operations.package import ROOT
from tests import browser_words
from tests.browser import axe
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow

NAMES = browser_words.rooms("fi")
"""How each room is called in Finnish."""
LISTED = re.findall(
    r"(\w+)",
    re.findall(r"ROOMS: readonly Room\[\] = \[([^\]]*)\]", (ROOT / "web/console/rooms.ts").read_text("utf-8"))[0],
)
RAIL = [{"accessLog": "access_log"}.get(name, name) for name in LISTED]
"""The rooms as they stand in the rail."""

ENTERED = [person for person in demo.PEOPLE if person.enrolled]
ROOMS_OF = {person.user: access.rooms(person.roles) for person in ENTERED}
WHO_OPENS = {room: next(user for user, rooms in ROOMS_OF.items() if room in rooms) for room in get_args(RoomName)}
LANGUAGES: dict[Language, str] = {"sv": "Svenska", "en": "English", "fi": "Suomi"}
SMALL = [(320, 640), (320, 256)]
"""The narrowest phone, and 400 % of a laptop's 1280 × 1024 (WCAG 1.4.10)."""


def at_work(page: Page, house: House, user: str) -> StaffWindow:
    return StaffWindow(page, house).let_in(user, available=False)


def opened(staff: StaffWindow, room: RoomName) -> None:
    """Go to a room by its link, and wait until it is there."""
    staff.page.get_by_role("navigation", name="Konsolin osat").get_by_role("link", name=NAMES[room]).click()
    expect(staff.page).to_have_title(re.compile(f"{NAMES[room]} – Juttu$"))
    expect(staff.page.locator("main h1").first).to_have_count(1)
    expect(staff.page.locator("main .loading")).to_have_count(0)


def too_wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("user", ROOMS_OF)
def test_somebody_has_exactly_the_rooms_that_the_service_opens_to_them(
    user: str, one_house: House, person: NewPerson
) -> None:
    staff = at_work(person(), one_house, user)
    links = staff.page.get_by_role("navigation", name="Konsolin osat").get_by_role("link")

    expect(links).to_have_text([NAMES[room] for room in RAIL if room in ROOMS_OF[user]])
    for room in get_args(RoomName):
        if room not in ROOMS_OF[user]:
            staff.page.goto(f"{one_house.addresses.service}/console#/{room}")
            expect(staff.page.get_by_text("Se konsolin osa ei ole avoinna roolillesi.")).to_be_visible()
            expect(staff.page).not_to_have_title(re.compile(NAMES[room]))
            staff.page.get_by_role("button", name="Sulje ilmoitus").click()


@pytest.mark.parametrize("room", get_args(RoomName))
def test_a_room_is_readable_on_every_screen_and_in_every_language(
    room: RoomName, one_house: House, person: NewPerson, look: Look
) -> None:
    staff = at_work(person(), one_house, WHO_OPENS[room])
    opened(staff, room)
    look(staff.page, f"room-{room}")
    for width, height in SMALL:
        staff.page.set_viewport_size({"width": width, "height": height})
        assert too_wide(staff.page) <= 0, (room, width, height)
    assert axe.violations(staff.page) == []
    staff.page.set_viewport_size({"width": 1280, "height": 800})
    for language, name in LANGUAGES.items():
        staff.page.locator("button.person").click()
        staff.page.get_by_role("button", name=name).click()
        staff.page.keyboard.press("Escape")
        expect(staff.page.locator("html")).to_have_attribute("lang", language)
        expect(staff.page.locator(".rail a[aria-current]")).to_have_text(browser_words.rooms(language)[room])
    expect(staff.page).to_have_title(re.compile(NAMES[room]))


@pytest.mark.parametrize("room", get_args(RoomName))
def test_a_room_that_cannot_be_fetched_says_so_and_the_way_on(
    room: RoomName, one_house: House, person: NewPerson, look: Look
) -> None:
    page = person()
    held: list[Route] = []
    words = re.compile(rf"/static/{room}-\w+\.js$")
    staff = StaffWindow(page, one_house)
    staff.sign_in(WHO_OPENS[room])
    page.route(words, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    staff.commit()
    if room != ROOMS_OF[WHO_OPENS[room]][0]:
        page.get_by_role("link", name=NAMES[room]).click()
    expect(page.get_by_role("status").filter(has_text="Haetaan")).to_have_count(1)
    look(page, f"room-{room}-loading")
    for route in held:
        route.abort()
    expect(page.get_by_role("alert").filter(has_text="Tätä konsolin osaa ei saatu ladattua.")).to_be_visible()
    look(page, f"room-{room}-refused")

    page.unroute(words)
    page.get_by_role("button", name="Lataa sivu uudelleen").click()
    expect(page.locator("main h1").first).to_have_count(1)
    expect(page.locator("main .loading")).to_have_count(0)


def test_the_palette_finds_what_can_be_done_and_does_it(one_house: House, person: NewPerson, look: Look) -> None:
    staff = at_work(person(), one_house, "agent.a")
    page = staff.page
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    expect(page.get_by_role("option", name=re.compile("Ota keskustelu|Ota pisimpään"))).to_have_count(0)
    look(page, "palette")
    field.fill("kaytto")
    expect(page.get_by_role("option")).to_have_text(["Siirry: Käyttöloki"])
    field.press("Enter")

    expect(page).to_have_title(re.compile("^Käyttöloki"))
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_another_room_and_back_finds_what_was_open_and_the_desk_goes_on_meanwhile(
    one_house: House, person: NewPerson
) -> None:
    staff = at_work(person(), one_house, "admin")
    page = staff.page
    page.get_by_role("button", name="Lisää henkilö").click()
    page.get_by_role("textbox", name="Käyttäjätunnus").fill("puolikas")
    page.get_by_role("button", name=re.compile("^Demo Admin")).click()
    page.keyboard.press("Escape")
    page.goto(f"{one_house.addresses.service}/console#/people")
    expect(page.get_by_role("table")).to_be_visible()
    page.go_back()

    expect(page.get_by_role("textbox", name="Käyttäjätunnus")).to_have_value("puolikas")


def test_whoever_is_signed_out_while_nothing_can_be_fetched_comes_back_in_and_finds_what_they_wrote(
    one_house: House, person: NewPerson
) -> None:
    page = at_work(person(), one_house, "admin").page
    with page.expect_response(re.compile(r"/static/door-\w+\.js$")):
        page.reload()
    page.get_by_role("button", name="Lisää henkilö").click()
    page.route(re.compile("/static/"), lambda route: route.abort())
    page.context.clear_cookies()
    page.get_by_role("textbox", name="Käyttäjätunnus").fill("puolikas")
    page.get_by_role("button", name="Luo tunnus").click()

    expect(page.get_by_role("heading", name="Kirjaudu konsoliin")).to_be_visible()
    expect(page.get_by_text("Istuntosi päättyi.")).to_be_visible()
