"""Several tabs of one person in a real browser: one line for all, whatever happens to the tab that has it."""

import contextlib
import re

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Dialog, Error, Page, WebSocket, expect

from tests.browser.conftest import NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow, until


class Lines:
    """The sockets that are open in all tabs of one person."""

    def __init__(self) -> None:
        self.open: list[tuple[Page, WebSocket]] = []

    def watch(self, page: Page) -> None:
        page.on("websocket", lambda socket: self._opened(page, socket))
        page.on("close", self._gone)

    @property
    def pages(self) -> list[Page]:
        return [page for page, _ in self.open]

    def _opened(self, page: Page, socket: WebSocket) -> None:
        opened = (page, socket)
        self.open.append(opened)
        socket.on("close", lambda _: self.open.remove(opened) if opened in self.open else None)

    def _gone(self, closed: Page) -> None:
        self.open = [(page, socket) for page, socket in self.open if page is not closed]


@pytest.mark.timeout(300)
def test_three_tabs_share_a_line_and_outlive_the_one_that_has_it(one_house: House, person: NewPerson) -> None:
    lines = Lines()
    first = VisitorWindow(person(), one_house)
    lines.watch(first.page)
    first.started()
    agent = one_agent_takes_it(one_house, person)
    second, third = (another_tab(first.page.context, one_house, lines) for _ in range(2))

    agent.say("Päivää, kuinka voin auttaa?")
    second.say("Toisesta välilehdestä.")
    third.say("Kolmannesta.")
    said = ["Hei!", "Päivää, kuinka voin auttaa?", "Toisesta välilehdestä.", "Kolmannesta."]
    for window in (first, second, third, agent):
        expect(window.messages).to_have_text(said)
    assert lines.pages == [first.page]

    said += ["Heti perään."]
    first.page.close()
    second.say(said[-1])
    for window in (second, third, agent):
        expect(window.messages).to_have_text(said)
    assert len(lines.pages) == 1

    frost = freeze(leader := lines.pages[0])
    other, frozen = (third, second) if leader is second.page else (second, third)
    said += ["Kuuleeko kukaan?", "Kuulee."]
    other.say(said[-2])
    expect(agent.messages).to_have_text(said[:-1])
    agent.say(said[-1])
    expect(other.messages).to_have_text(said)
    assert other.page in lines.pages

    frost.send("Debugger.resume")
    expect(frozen.messages).to_have_text(said)
    said += ["Nyt taas molemmat."]
    frozen.say(said[-1])
    for window in (other, frozen, agent):
        expect(window.messages).to_have_text(said)
    assert lines.pages == [other.page]


@pytest.mark.timeout(300)
def test_two_tabs_of_an_agent_show_the_same_desk_over_one_line(one_house: House, person: NewPerson) -> None:
    lines = Lines()
    visitor = VisitorWindow(person(), one_house).started()
    agent = one_agent_takes_it(one_house, person)
    second = StaffWindow(agent.page.context.new_page(), one_house)
    lines.watch(second.page)
    second.page.goto(f"{one_house.addresses.service}/console")
    second.mine.get_by_role("button", name=re.compile("^Kävijä")).or_(second.mine.get_by_role("link")).first.click()
    expect(second.messages).to_have_text(["Hei!"])
    assert lines.pages == []

    second.say("Toisesta ikkunasta.")
    expect(agent.messages).to_have_text(["Hei!", "Toisesta ikkunasta."])
    agent.page.close()
    visitor.say("Vielä yksi asia.")
    expect(second.messages).to_have_text(["Hei!", "Toisesta ikkunasta.", "Vielä yksi asia."])
    assert lines.pages == [second.page]


@pytest.mark.timeout(300)
def test_a_page_with_unsent_text_asks_before_it_is_left(one_house: House, person: NewPerson) -> None:
    visitor = VisitorWindow(person(), one_house).started()
    agent = one_agent_takes_it(one_house, person)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    for page in (visitor.page, agent.page):
        page.on("dialog", stay)

    for window in (visitor, agent):
        window.input.press_sequentially("Kesken")
        leave(window.page)
        until(window.page, lambda: bool(asked))
        expect(window.input).to_have_value("Kesken")
        assert asked.pop() == "beforeunload"
        window.input.press("Enter")
        expect(window.messages.last).to_have_text("Kesken")

    expect(visitor.messages).to_have_text(["Hei!", "Kesken", "Kesken"])
    expect(visitor.chat.get_by_text(re.compile("^(Lähetetty|Luettu)"))).to_be_visible()
    visitor.page.reload()
    agent.page.reload()
    assert asked == []


def leave(page: Page) -> None:
    """Try to go elsewhere, as by a link on the page."""
    with contextlib.suppress(Error):
        page.goto("about:blank", timeout=2000)


def one_agent_takes_it(one_house: House, person: NewPerson) -> StaffWindow:
    agent = StaffWindow(person(), one_house).let_in()
    agent.take()
    expect(agent.messages).to_have_text(["Hei!"])
    return agent


def another_tab(context: BrowserContext, one_house: House, lines: Lines) -> VisitorWindow:
    window = VisitorWindow(context.new_page(), one_house)
    lines.watch(window.page)
    window.arrive()
    window.launcher.click()
    expect(window.messages.first).to_have_text("Hei!")
    return window


def freeze(page: Page) -> CDPSession:
    """Let nothing run in a page, as a browser does to tabs that nobody looks at; `Debugger.resume` lets it run on.

    Headless Chromium calls every page visible, and does not freeze what is.
    """
    devtools = page.context.new_cdp_session(page)
    devtools.send("Debugger.enable")
    devtools.send("Debugger.pause")
    return devtools
