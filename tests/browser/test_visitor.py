"""The visitor's minute for everybody: in three languages at 320 pixels, by keyboard alone, and on whose device what stays."""

import json
import re
import tomllib
from collections.abc import Mapping

import pytest
from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect

from local.refusals import ROOT
from tests.browser import axe
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow

WORDS = {
    "fi": {
        "launch": "Kysy meiltä",
        "write": "Kirjoita viesti",
        "menu": "Valikko",
        "shut": "Takaisin keskusteluun",
        "sheets": ["Omat tietosi", "Poista keskustelu tältä laitteelta", "Saavutettavuus"],
        "rows": ["Oikaise viestiäsi", "Kuka on lukenut keskustelun", "Poista kaikki nyt"],
        "back": "Kaikki tietosi",
        "leave": "Pyydä vastaus sähköpostiin",
        "end": "Päätä keskustelu",
        "ended": "Keskustelu on päättynyt",
    },
    "sv": {
        "launch": "Fråga oss",
        "write": "Skriv ett meddelande",
        "menu": "Meny",
        "shut": "Tillbaka till chatten",
        "sheets": ["Dina uppgifter", "Ta bort chatten från den här enheten", "Tillgänglighet"],
        "rows": ["Rätta ditt meddelande", "Vem har läst chatten", "Radera allt nu"],
        "back": "Alla dina uppgifter",
        "leave": "Få svaret per e-post",
        "end": "Avsluta chatten",
        "ended": "Chatten är avslutad",
    },
    "en": {
        "launch": "Ask us",
        "write": "Write a message",
        "menu": "Menu",
        "shut": "Back to the chat",
        "sheets": ["Your data", "Remove the chat from this device", "Accessibility"],
        "rows": ["Correct your message", "Who has read the chat", "Erase everything now"],
        "back": "All your data",
        "leave": "Get the answer by e-mail",
        "end": "End the chat",
        "ended": "The chat has ended",
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
    expect(own.get_by_role("button", name="Luettavana sivuna")).to_be_focused()
    tab_to(page, own.get_by_role("switch"), "Tab")
    press("Space")
    expect(own.get_by_role("switch")).to_be_checked()
    press("Escape")
    expect(own).not_to_be_visible()
    expect(write).to_be_focused()

    tab_to(page, chat.get_by_role("button", name="Valikko"), "Shift+Tab")
    press("Enter")
    tab_to(page, chat.get_by_role("button", name="Päätä keskustelu"), "Tab")
    press("Enter")
    ending = chat.get_by_role("dialog")
    expect(ending.get_by_role("button", name="Pyydä vastaus sähköpostiin")).to_be_focused()
    tab_to(page, ending.get_by_role("button", name="Päätä keskustelu"), "Tab")
    press("Enter")
    expect(chat.get_by_role("heading", name="Keskustelu on päättynyt")).to_be_focused()
    tab_to(page, chat.get_by_role("button", name="Uusi keskustelu"), "Tab")
    press("Enter")
    expect(write).to_be_focused()


def arrived(person: NewPerson, one_house: House) -> VisitorWindow:
    visitor = VisitorWindow(person(), one_house)
    visitor.arrive()
    visitor.open()
    return visitor


def test_before_one_writes_one_is_told_whether_somebody_is_there_and_how_else_to_reach_the_company(
    one_house: House, person: NewPerson, look: Look
) -> None:
    alone = arrived(person, one_house)
    expect(alone.chat.get_by_role("banner")).to_contain_text("Emme ole juuri nyt paikalla")
    expect(alone.chat.get_by_text("Kirjoita ja anna sähköpostiosoitteesi, niin vastaamme sinne.")).to_be_visible()
    expect(alone.chat.get_by_role("link", name="+358 8 123 456")).to_have_attribute("href", "tel:+3588123456")
    expect(alone.chat.get_by_role("link", name="paja@kiuaspaja.example")).to_have_attribute(
        "href", "mailto:paja@kiuaspaja.example"
    )
    look(alone.page, "nobody-there-before-writing")

    StaffWindow(person(), one_house).let_in()
    served = arrived(person, one_house)
    expect(served.chat.get_by_role("banner")).to_contain_text("Paikalla nyt")
    expect(served.chat.get_by_text("Kerro saunastasi")).to_be_visible()
    expect(served.chat.get_by_role("link", name="+358 8 123 456")).to_have_count(0)
    look(served.page, "somebody-there-before-writing")


def test_whether_somebody_is_there_is_looked_up_anew_when_the_chat_is_opened_anew(
    one_house: House, person: NewPerson
) -> None:
    """Without a socket, and not more often than once a minute."""
    page = person()
    page.clock.install()
    visitor = VisitorWindow(page, one_house)
    visitor.arrive()
    visitor.open()
    expect(visitor.chat.get_by_role("banner")).to_contain_text("Emme ole juuri nyt paikalla")
    StaffWindow(person(), one_house).let_in()
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    for minutes, said in ((0, "Emme ole juuri nyt paikalla"), (1, "Paikalla nyt")):
        visitor.launcher.click()
        expect(visitor.launcher).to_have_attribute("aria-expanded", "false")
        page.clock.fast_forward(minutes * 60_000)
        visitor.open()
        page.wait_for_load_state("networkidle")
        expect(visitor.chat.get_by_role("banner")).to_contain_text(said)
    assert sockets == []


@pytest.mark.parametrize("language", ["Suomi", "Svenska", "English"])
def test_the_first_row_of_topics_is_in_sight_in_the_smallest_panel_under_the_notice_of_the_day(
    one_house: House, person: NewPerson, language: str
) -> None:
    visitor = VisitorWindow(person(viewport={"width": 1280, "height": 736}), one_house)
    visitor.arrive()
    visitor.open()
    visitor.choose(language)

    expect(visitor.chat.locator("html")).to_have_attribute(
        "lang", {"Svenska": "sv", "English": "en"}.get(language, "fi")
    )
    expect(visitor.chat.locator(".remark")).to_be_in_viewport(ratio=1)
    expect(visitor.chat.locator(".topics label").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)], ids=["desktop", "phone"])
def test_all_that_one_may_choose_from_is_in_sight_when_the_chat_opens(
    one_house: House, person: NewPerson, width: int, height: int
) -> None:
    """With the notice of the day, a greeting of the company's own, and whoever is there or not."""
    for there in (False, True):
        if there:
            StaffWindow(person(), one_house).let_in()
        visitor = VisitorWindow(person(viewport={"width": width, "height": height}), one_house)
        visitor.arrive()
        visitor.open()
        chat = visitor.chat
        greeting = "Hei! Kerro saunastasi" if there else "Emme ole nyt paikalla."
        for wanted in (
            chat.get_by_role("banner").get_by_text("Paikalla nyt" if there else "Emme ole juuri nyt paikalla"),
            chat.get_by_text("Pajalla on nyt kiirettä"),
            chat.get_by_text(greeting),
            chat.get_by_text("Käytämme keskusteluja myös"),
            chat.get_by_text("Kiellä tämä käyttö"),
            chat.get_by_text("Mistä on kyse?"),
            chat.get_by_text("Kiukaan valinta", exact=True),
            chat.get_by_text("Tilaus ja toimitus", exact=True),
        ):
            expect(wanted).to_be_in_viewport(ratio=1)


def test_a_topic_is_chosen_by_keyboard_or_not_at_all_and_the_agent_sees_it(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = arrived(person, one_house)
    choices = visitor.chat.get_by_role("group", name="Mistä on kyse?")
    expect(choices.get_by_role("radio")).to_have_count(4)
    expect(choices.get_by_role("radio", checked=True)).to_have_count(0)
    tab_to(visitor.page, choices.get_by_role("radio", name="Jokin muu"), "Shift+Tab")
    for _ in range(2):
        visitor.page.keyboard.press("ArrowUp")
    expect(choices.get_by_role("radio", name="Tilaus ja toimitus")).to_be_checked()
    expect(visitor.input).to_have_value("")
    look(visitor.page, "topic-chosen")
    visitor.say("Missä tilaukseni on?")
    expect(visitor.chat.get_by_role("log")).to_contain_text("Lähetetty")

    agent = StaffWindow(person(), one_house).let_in()
    agent.take()
    expect(agent.facts).to_contain_text("Tilaus ja toimitus")


BROKEN_WORDS = """
() => [...document.querySelectorAll('.scores label')].flatMap((label) => {
    const text = label.querySelector('span').firstChild;
    return [...text.data.matchAll(/\\S+/g)].filter(({0: word, index}) => {
        const range = new Range();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return range.getClientRects().length > 1;
    }).map(([word]) => word);
})
"""


PLACES = "() => [...document.querySelectorAll('.scores label')].map((label) => label.getBoundingClientRect().top)"


def test_no_word_of_a_rating_is_broken_whatever_size_the_text_has(one_house: House, person: NewPerson) -> None:
    visitor = VisitorWindow(person(viewport={"width": 360, "height": 740}), one_house).started("Hei")
    agent = StaffWindow(person(), one_house).let_in()
    agent.take()
    agent.say("Hei!")
    expect(visitor.messages).to_have_count(2)
    visitor.end()
    expect(visitor.chat.get_by_role("radio", name="Kohtalaisesti")).to_be_visible()

    for size in ("Tavallinen teksti", "Suurempi teksti", "Suurin teksti"):
        visitor.choose(size)
        visitor.page.keyboard.press("Escape")
        assert frame_of(visitor.page).evaluate(BROKEN_WORDS) == [], size
        assert frame_of(visitor.page).evaluate(TOO_WIDE) == [], size
        for width in (320, 384, 600, 1280):
            visitor.page.set_viewport_size({"width": width, "height": 740})
            assert len(set(frame_of(visitor.page).evaluate(PLACES))) in {1, 5}, (size, width)
            assert frame_of(visitor.page).evaluate(BROKEN_WORDS) == [], (size, width)


def test_a_message_is_hidden_by_keyboard_and_both_sides_see_dots(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house).started("Tilinumeroni on FI12 3456")
    visitor.say("Kiitos")
    agent = StaffWindow(person(), one_house).let_in()
    agent.take()
    agent.say("Hei!")
    expect(visitor.messages).to_have_count(3)
    look(visitor.page, "an-agent-with-initials")
    hide = visitor.chat.get_by_role("button", name="Piilota viesti")
    tab_to(visitor.page, hide.last, "Shift+Tab")
    expect(hide.last).to_be_in_viewport(ratio=1)
    look(visitor.page, "hide-button")
    visitor.page.keyboard.press("ArrowUp")
    expect(hide.first).to_be_focused()
    visitor.page.keyboard.press("Enter")
    asking = visitor.dialog("Piilotetaanko viesti?")
    expect(asking).to_contain_text("Jo lähetetyissä sähköposteissa viesti säilyy")
    expect(asking.get_by_role("button", name="Älä piilota")).to_be_focused()
    look(visitor.page, "hiding")
    asking.get_by_role("button", name="Piilota viesti").click()
    expect(asking).to_have_count(0)

    expect(visitor.messages.first).to_have_text("••••••")
    expect(visitor.chat.get_by_role("log")).to_contain_text("Piilotit viestin")
    expect(agent.messages.first).to_have_text("••••••")
    assert "FI12" not in str(one_house.cloud.items())
    assert not frame_of(visitor.page).evaluate(FOCUSED).startswith("<body")


def test_reference_and_code_open_a_conversation_from_the_chats_own_page_on_another_device(
    one_house: House, person: NewPerson
) -> None:
    visitor = VisitorWindow(person(), one_house).started("Onko Havu 20 varastossa?")
    visitor.choose("Omat tietosi")
    figures = visitor.dialog("Omat tietosi").locator(".rights dd")
    expect(figures.nth(1)).to_have_text(re.compile(r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$"))
    reference, code = figures.all_inner_texts()

    page = person()
    page.goto(f"{one_house.addresses.service}/chat/demo")
    page.get_by_role("button", name="Valikko").click()
    page.get_by_role("button", name="Aiempi keskustelu").click()
    earlier = page.get_by_role("dialog", name="Aiempi keskustelu")
    earlier.get_by_role("textbox").first.fill(reference)
    earlier.get_by_role("textbox").last.fill(code)
    earlier.get_by_role("button", name="Avaa").click()
    own = page.get_by_role("dialog", name="Omat tietosi")
    own.get_by_text("Näytä viesti").click()
    expect(own).to_contain_text("Onko Havu 20 varastossa?")


FOCUSED = "() => document.activeElement.outerHTML.slice(0, 100)"


@pytest.mark.timeout(300)
def test_by_keyboard_the_focus_is_lost_in_no_dialogue_and_at_no_step(one_house: House, person: NewPerson) -> None:
    visitor = VisitorWindow(person(), one_house).started("Hei")
    agent = StaffWindow(person(), one_house).let_in()
    page, chat, press = visitor.page, visitor.chat, visitor.page.keyboard.press

    def kept() -> None:
        # Two frames drawn: what goes away has gone.
        frame_of(page).evaluate("() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")
        assert not frame_of(page).evaluate(FOCUSED).startswith("<body")

    def push(button: Locator) -> None:
        button.focus()
        press("Enter")

    def choose(name: str) -> Locator:
        push(chat.get_by_role("button", name="Valikko"))
        push(chat.locator("#menu").get_by_role("button", name=name))
        opened = chat.get_by_role("dialog")
        expect(opened.locator("h2")).to_be_visible()
        kept()
        return opened

    def escape(sheet: Locator) -> None:
        press("Escape")
        expect(sheet).to_have_count(0)
        kept()

    push(chat.get_by_role("button", name="Kerro nimesi"))
    page.keyboard.type("Maija")
    press("Enter")
    expect(chat.get_by_text("Nimesi: Maija.")).to_be_visible()
    kept()
    agent.take()
    agent.say("Hei!")
    expect(visitor.messages).to_have_count(2)
    kept()
    own = choose("Omat tietosi")
    for row in WORDS["fi"]["rows"]:
        push(own.get_by_role("button", name=row))
        back = own.get_by_role("button", name="Kaikki tietosi")
        expect(back).to_be_visible()
        kept()
        push(back)
        expect(own.get_by_role("button", name=row)).to_be_visible()
        kept()
    push(own.get_by_role("button", name=WORDS["fi"]["rows"][0]))
    own.get_by_role("textbox", name="Oikaisu").fill("Hei hei")
    push(own.get_by_role("button", name="Tallenna oikaisu"))
    expect(own.get_by_text("Oikaisu on tallennettu")).to_be_visible()
    kept()
    escape(own)
    for name in (
        "Tilaa kopio sähköpostiin",
        "Poista keskustelu tältä laitteelta",
        "Saavutettavuus",
        "Päätä keskustelu",
    ):
        escape(choose(name))
    agent.facts.get_by_role("button", name="Tarjoa kopiota").click()
    push(visitor.copy_card.get_by_role("button", name="Ei kiitos"))
    expect(visitor.copy_card).to_have_count(0)
    kept()

    ending = choose("Päätä keskustelu")
    push(ending.get_by_role("button", name="Päätä keskustelu"))
    expect(chat.get_by_role("heading", name="Keskustelu on päättynyt")).to_be_focused()
    visitor.chat.get_by_role("radio", name="Hyvin", exact=True).focus()
    press("Space")
    push(chat.get_by_role("button", name="Lähetä arvio"))
    expect(chat.locator(".rated")).to_be_focused()
    push(chat.get_by_role("button", name="Tilaa kopio sähköpostiin"))
    expect(chat.get_by_role("textbox", name="Sähköpostiosoite")).to_be_focused()
    escape(chat.get_by_role("dialog"))
    push(chat.get_by_role("button", name="Näytä viestit"))
    expect(chat.get_by_role("status").filter(has_text="Keskustelu on päättynyt")).to_be_focused()
    push(chat.get_by_role("button", name="Arvioi ja katso oma koodisi"))
    expect(chat.get_by_role("heading", name="Keskustelu on päättynyt")).to_be_focused()
    push(chat.get_by_role("button", name="Uusi keskustelu"))
    expect(visitor.input).to_be_focused()


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
    assert list(local) == ["juttu demo"]
    [kept] = json.loads(local["juttu demo"])
    assert set(kept) == mapped
    own = (one_house.addresses.site, one_house.addresses.service, one_house.addresses.service.replace("http", "ws"))
    assert [address for address in requests if not address.startswith(own)] == []

    chat.get_by_role("button", name="Valikko").click()
    chat.get_by_role("button", name="Päätä keskustelu").click()
    chat.get_by_role("dialog").get_by_role("button", name="Päätä keskustelu").click()
    expect(chat.get_by_role("heading", name="Keskustelu on päättynyt")).to_be_visible()
    assert list(stored(page)[0]) == ["juttu demo"]
    # The service's clock has been moved ahead, and by it the end is told.
    page.clock.fast_forward(int(one_house.cloud.clock.ahead + 31 * 60) * 1000)
    page.wait_for_timeout(500)
    assert stored(page) == [{}, {}, ""]
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


@pytest.mark.timeout(300)
def test_what_could_not_be_sent_outlives_a_reload_and_goes_by_itself_once_the_network_is_back(
    one_house: House, person: NewPerson
) -> None:
    page = person()
    page.clock.install()
    page.goto(one_house.addresses.site)
    launcher = page.get_by_role("button", name="Kysy meiltä")
    launcher.click()
    chat = page.frame_locator("juttu-chat iframe")
    write = chat.get_by_role("textbox", name="Kirjoita viesti")
    write.press_sequentially("Pyörä ei vaihda")
    expect(write).to_have_value("Pyörä ei vaihda")
    page.on("dialog", lambda dialog: dialog.accept())
    for _ in range(2):
        page.reload()
        launcher.click()
        expect(write).to_have_value("Pyörä ei vaihda")
        assert stored(page) == [{}, {}, ""]
        page.wait_for_load_state("networkidle")

    page.context.set_offline(True)
    page.keyboard.press("Enter")
    for _ in range(12):
        page.clock.run_for(5000)
    expect(chat.get_by_role("log")).to_contain_text("Ei lähetetty")
    page.context.set_offline(False)
    expect(chat.get_by_role("log")).to_contain_text("Lähetetty")
    expect(chat.get_by_role("log")).to_contain_text("Pyörä ei vaihda")


def test_a_first_message_that_failed_goes_by_itself_once_the_chat_is_opened_again(
    one_house: House, person: NewPerson
) -> None:
    page = person()
    page.clock.install()
    page.route("**/v1/conversations", lambda route: route.abort())
    page.goto(one_house.addresses.site)
    launcher = page.get_by_role("region", name="Chat", exact=True).get_by_role("button")
    launcher.click()
    chat = page.frame_locator("juttu-chat iframe")
    chat.get_by_role("textbox", name="Kirjoita viesti").fill("Pyörä ei vaihda")
    page.keyboard.press("Enter")
    for _ in range(12):
        page.clock.run_for(5000)
    expect(chat.get_by_role("log")).to_contain_text("Ei lähetetty")
    launcher.click()
    expect(launcher).to_have_attribute("aria-expanded", "false")
    page.unroute("**/v1/conversations")
    launcher.click()

    expect(chat.get_by_role("log")).to_contain_text("Lähetetty")
    expect(chat.get_by_role("log")).to_contain_text("Pyörä ei vaihda")


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
    expect(
        chat.get_by_text("Selain estää tallennuksen, joten voit jatkaa keskustelua vain niin kauan kuin")
    ).to_be_visible()
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
          - paragraph: Odottaa asiakaspalvelijaa
          - button "Valikko"
          - button "Sulje ikkuna"
        - main:
          - region "Keskustelu tallennetaan":
            - heading "Keskustelu tallennetaan" [level=2]
            - button "Näytä"
          - log "Viestit":
            - text: /Sinä, klo \\d+\\.\\d\\d/
            - paragraph: Hei
            - button "Piilota viesti"
            - paragraph: Lähetetty
          - status: Emme ole juuri nyt paikalla
          - paragraph: /Viestisi on tallessa/
          - list:
            - listitem:
              - link "+358 8 123 456"
            - listitem:
              - link "paja@kiuaspaja.example"
          - paragraph:
            - button "Kerro nimesi"
          - button "Pyydä vastaus sähköpostiin"
          - textbox "Kirjoita viesti"
          - button "Lähetä"
    """)
