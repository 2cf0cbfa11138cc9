"""The visitor's minute for everybody: in three languages at 320 pixels, by keyboard alone, and on whose device what stays."""

import json
import tomllib
from collections.abc import Mapping

import pytest
from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect

from local.refusals import ROOT
from tests.browser import axe
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import VisitorWindow

WORDS = {
    "fi": {
        "launch": "Kysy meiltä",
        "write": "Kirjoita viesti",
        "menu": "Valikko",
        "shut": "Takaisin keskusteluun",
        "sheets": ["Omat tietosi", "Unohda tämä laite", "Saavutettavuus"],
        "rows": ["Oikaise jotakin, mitä kirjoitit", "Kuka on lukenut keskustelun", "Poista kaikki nyt"],
        "back": "Kaikki tietosi",
        "leave": "Jätä kysymys",
        "end": "Lopeta keskustelu",
        "ended": "Keskustelu on päättynyt",
    },
    "sv": {
        "launch": "Fråga oss",
        "write": "Skriv ett meddelande",
        "menu": "Meny",
        "shut": "Tillbaka till chatten",
        "sheets": ["Dina uppgifter", "Glöm den här enheten", "Tillgänglighet"],
        "rows": ["Rätta något du skrev", "Vem har läst chatten", "Radera allt nu"],
        "back": "Alla dina uppgifter",
        "leave": "Lämna frågan",
        "end": "Avsluta konversationen",
        "ended": "Konversationen är avslutad",
    },
    "en": {
        "launch": "Ask us",
        "write": "Write a message",
        "menu": "Menu",
        "shut": "Back to the conversation",
        "sheets": ["Your data", "Forget this device", "Accessibility"],
        "rows": ["Correct something you wrote", "Who has read the conversation", "Erase everything now"],
        "back": "All your data",
        "leave": "Leave the question",
        "end": "End the conversation",
        "ended": "The conversation has ended",
    },
}
TOO_WIDE = """
() => {
    const wide = [...document.querySelectorAll('body *')].filter((one) => {
        if (one.closest('.only-heard, svg') || one.matches('h1, input, textarea, legend, .excerpt')) return false;
        const place = one.getBoundingClientRect();
        return place.width > 0 && (place.right > innerWidth + 1 || place.left < -1 || one.scrollWidth > one.clientWidth + 1 &&
            getComputedStyle(one).display !== 'inline');
    });
    return wide.map((one) => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 60)}`);
}
"""
"""Elements that run out of the panel, or whose text runs out of them; a company's name may be cut, and inputs scroll."""


def chat_of(page: Page, one_house: House, words: Mapping[str, object], language: str) -> FrameLocator:
    page.goto(one_house.addresses.site)
    page.wait_for_function("() => window.Juttu?.remove")
    page.evaluate("Juttu.remove()")
    page.evaluate(
        """([service, language]) => {
            for (const old of document.querySelectorAll('script[data-site]')) old.remove();
            const script = document.createElement('script');
            Object.assign(script, {src: `${service}/juttu.js`, async: true});
            Object.assign(script.dataset, {site: 'demo', language});
            document.head.append(script);
        }""",
        [one_house.addresses.service, language],
    )
    page.get_by_role("button", name=str(words["launch"])).click()
    chat = page.frame_locator("juttu-chat iframe")
    expect(chat.get_by_role("textbox", name=str(words["write"]))).to_be_focused()
    return chat


def frame_of(page: Page) -> Frame:
    return next(frame for frame in page.frames if "/widget/" in frame.url)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", WORDS)
def test_every_word_fits_at_320_pixels(one_house: House, person: NewPerson, language: str) -> None:
    words = WORDS[language]
    page = person()
    page.set_viewport_size({"width": 320, "height": 640})
    chat = chat_of(page, one_house, words, language)

    def fits(where: str) -> None:
        assert frame_of(page).evaluate(TOO_WIDE) == [], f"{where} in {language}"

    def shut(sheet: Locator) -> None:
        sheet.locator(".sheet-head button").click()
        expect(sheet).not_to_be_visible()

    fits("opened")
    chat.get_by_role("textbox", name=str(words["write"])).fill("Hei")
    page.keyboard.press("Enter")
    expect(chat.get_by_role("button", name=str(words["leave"]))).to_be_visible()
    fits("waiting")
    chat.get_by_role("button", name=str(words["leave"])).click()
    fits("leaving the question")
    shut(chat.get_by_role("dialog"))
    for sheet in words["sheets"]:
        chat.get_by_role("button", name=str(words["menu"])).click()
        fits("menu")
        chat.get_by_role("button", name=sheet).click()
        opened = chat.get_by_role("dialog")
        expect(opened.locator("h2")).to_be_visible()
        expect(opened.get_by_role("button").nth(1)).to_be_visible()
        fits(sheet)
        for row in words["rows"] if opened.get_by_role("switch").count() else ():
            opened.get_by_role("button", name=row).click()
            expect(opened.get_by_role("button", name=str(words["back"]))).to_be_visible()
            fits(row)
            opened.get_by_role("button", name=str(words["back"])).click()
        shut(opened)
    chat.get_by_role("button", name=str(words["menu"])).click()
    chat.get_by_role("button", name=str(words["end"])).click()
    chat.get_by_role("dialog").get_by_role("button", name=str(words["end"])).click()
    expect(chat.get_by_role("heading", name=str(words["ended"]))).to_be_visible()
    fits("the end")
    assert frame_of(page).evaluate("document.documentElement.lang") == language
    assert axe.violations(page) == []


@pytest.mark.timeout(300)
def test_by_keyboard_alone_one_asks_looks_at_ones_data_and_ends(one_house: House, person: NewPerson) -> None:
    page = person()
    page.goto(one_house.addresses.site)
    launcher = VisitorWindow(page, one_house).launcher
    expect(launcher).to_be_visible()
    press = page.keyboard.press
    for _ in range(60):
        press("Tab")
        if launcher.evaluate("(one) => one === one.getRootNode().activeElement"):
            break
    press("Enter")
    chat = page.frame_locator("juttu-chat iframe")
    write = chat.get_by_role("textbox", name="Kirjoita viesti")
    expect(write).to_be_focused()
    press("Escape")
    expect(launcher).to_be_focused()
    assert launcher.get_attribute("aria-expanded") == "false"
    press("Enter")
    expect(write).to_be_focused()

    page.keyboard.type("Hei, onko Havu 20 varastossa?")
    press("Enter")
    expect(chat.get_by_role("log")).to_contain_text("Lähetetty")
    expect(write).to_be_focused()
    tab_to(page, chat.get_by_role("button", name="Valikko"), "Shift+Tab")
    press("Enter")
    tab_to(page, chat.get_by_role("button", name="Omat tietosi"), "Tab")
    press("Enter")
    own = chat.get_by_role("dialog", name="Omat tietosi")
    expect(own.get_by_role("button", name="Sivuna")).to_be_focused()
    tab_to(page, own.get_by_role("switch"), "Tab")
    press("Space")
    expect(own.get_by_role("switch")).to_be_checked()
    press("Escape")
    expect(own).not_to_be_visible()
    expect(write).to_be_focused()

    tab_to(page, chat.get_by_role("button", name="Valikko"), "Shift+Tab")
    press("Enter")
    tab_to(page, chat.get_by_role("button", name="Lopeta keskustelu"), "Tab")
    press("Enter")
    expect(chat.get_by_role("dialog").get_by_role("button", name="Lopeta keskustelu")).to_be_focused()
    press("Enter")
    expect(chat.get_by_role("heading", name="Keskustelu on päättynyt")).to_be_focused()
    tab_to(page, chat.get_by_role("button", name="Uusi keskustelu"), "Tab")
    press("Enter")
    expect(write).to_be_focused()


def tab_to(page: Page, wanted: Locator, key: str) -> None:
    for _ in range(40):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to it")


@pytest.mark.timeout(300)
def test_on_the_device_is_what_the_data_map_says_and_after_the_end_nothing(one_house: House, person: NewPerson) -> None:
    said = tomllib.loads((ROOT / "docs" / "data_map.toml").read_text("utf-8"))
    mapped = set(said["elsewhere"]["visitors_device"]["attributes"])
    page = person()
    page.clock.install()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(one_house.addresses.site)
    page.get_by_role("button", name="Kysy meiltä").click()
    chat = page.frame_locator("juttu-chat iframe")
    write = chat.get_by_role("textbox", name="Kirjoita viesti")
    expect(write).to_be_visible()
    assert stored(page) == [{}, {}, ""]
    assert page.context.cookies() == []

    write.fill("Hei")
    page.keyboard.press("Enter")
    expect(chat.get_by_role("log")).to_contain_text("Lähetetty")
    local, session, cookies = stored(page)
    assert [session, cookies, page.context.cookies()] == [{}, "", []]
    assert list(local) == ["juttu"]
    assert set(json.loads(local["juttu"])) == mapped
    own = (one_house.addresses.site, one_house.addresses.service, one_house.addresses.service.replace("http", "ws"))
    assert [address for address in requests if not address.startswith(own)] == []

    chat.get_by_role("button", name="Valikko").click()
    chat.get_by_role("button", name="Lopeta keskustelu").click()
    chat.get_by_role("dialog").get_by_role("button", name="Lopeta keskustelu").click()
    expect(chat.get_by_role("heading", name="Keskustelu on päättynyt")).to_be_visible()
    assert list(stored(page)[0]) == ["juttu"]
    # The service's clock has been moved ahead, and by it the end is told.
    page.clock.fast_forward(int(one_house.cloud.clock.ahead + 31 * 60) * 1000)
    page.wait_for_timeout(500)
    assert stored(page) == [{}, {}, ""]
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def stored(page: Page) -> list[dict[str, str]]:
    return list(frame_of(page).evaluate("[{...localStorage}, {...sessionStorage}, document.cookie]"))


@pytest.mark.timeout(300)
def test_where_storage_is_blocked_the_chat_works_for_the_life_of_the_page_and_says_so(
    one_house: House, person: NewPerson, look: Look
) -> None:
    page = person()
    page.context.add_init_script(
        """for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, {
            get() { throw new DOMException('The request was denied for this document.', 'SecurityError'); },
        });"""
    )
    page.goto(one_house.addresses.site)
    page.get_by_role("button", name="Kysy meiltä").click()
    chat = page.frame_locator("juttu-chat iframe")
    write = chat.get_by_role("textbox", name="Kirjoita viesti")
    for text in ("Hei", "Vielä yksi"):
        write.fill(text)
        page.keyboard.press("Enter")
    expect(chat.get_by_role("log")).to_contain_text("Lähetetty")
    expect(chat.get_by_text("Selain estää tallennuksen, joten keskustelu säilyy vain niin kauan kuin")).to_be_visible()
    look(page, "storage-blocked")

    page.reload()
    page.get_by_role("button", name="Kysy meiltä").click()
    expect(write).to_be_focused()
    expect(chat.get_by_role("log")).to_have_count(0)


@pytest.mark.timeout(300)
def test_a_screen_reader_finds_the_parts_by_their_names(one_house: House, person: NewPerson) -> None:
    page = person()
    page.goto(one_house.addresses.site)
    page.get_by_role("button", name="Kysy meiltä").click()
    chat = page.frame_locator("juttu-chat iframe")
    chat.get_by_role("textbox", name="Kirjoita viesti").fill("Hei")
    page.keyboard.press("Enter")
    expect(chat.get_by_role("log")).to_contain_text("Lähetetty")

    expect(chat.locator("body")).to_match_aria_snapshot("""
        - banner:
          - heading "Kiuaspaja Havukka" [level=1]
          - paragraph: Odottaa vastaajaa
          - button "Valikko"
          - button "Sulje ikkuna"
        - main:
          - region "Keskustelu tallennetaan":
            - heading "Keskustelu tallennetaan" [level=2]
            - button "Näytä"
          - log "Viestit":
            - text: /Sinä, klo \\d+\\.\\d\\d/
            - paragraph: Hei
            - paragraph: Lähetetty
          - status: Kukaan ei ole nyt vastaamassa
          - paragraph: Odotus alkoi juuri
          - paragraph: /Viestisi on tallessa/
          - paragraph:
            - button "Kerro nimesi"
          - button "Jätä kysymys"
          - textbox "Kirjoita viesti"
          - button "Lähetä"
    """)
