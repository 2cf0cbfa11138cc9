"""Two people in a real browser whose network fails them: in the end both have everything, once and in one order."""

import re
import time
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, WebSocket, expect

from chalicelib.chat.limits import LIMITS
from tests.browser.conftest import NewPerson
from tests.browser.history import asked
from tests.browser.house import House
from tests.browser.test_tabs import freeze, one_agent_takes_it
from tests.browser.windows import StaffWindow, VisitorWindow

CUT_SECONDS = 40
PATIENCE = 40_000
"""Milliseconds until a line that was lost is there again, pauses between the tries included."""

REFUSES_SOCKETS = """
    window.refused = 0;
    window.WebSocket = class extends EventTarget {
        readyState = 0;
        constructor() {
            super();
            window.refused += 1;
            setTimeout(() => {
                this.readyState = 3;
                for (const event of [new Event('error'), new CloseEvent('close', {code: 1006})]) {
                    this[`on${event.type}`]?.(event);
                    this.dispatchEvent(event);
                }
            });
        }
        send() {}
        close() {}
    };
"""
"""Sockets as a network answers for them that lets none through."""


@pytest.mark.timeout(300)
def test_forty_seconds_without_a_network_lose_nothing_on_either_side(one_house: House, person: NewPerson) -> None:
    visitor, agent = two_who_talk(one_house, person)
    asked, answered = ([f"{name} {n}" for n in range(1, 11)] for name in ("Kysymys", "Vastaus"))
    say(asked[:3], visitor, answered[:3], agent)
    for window in (visitor, agent):
        expect(window.messages).to_have_count(7)
    before = visitor.messages.all_inner_texts()

    for window in (visitor, agent):
        window.page.context.set_offline(True)
    one_house.cut_sockets()
    until = time.monotonic() + CUT_SECONDS
    say(asked[3:8], visitor, answered[3:8], agent)
    expect(visitor.chat.get_by_role("status").filter(has_text=re.compile("Yhteys"))).to_be_visible()
    expect(visitor.messages).to_have_text([*before, *asked[3:8]])
    visitor.page.wait_for_timeout(max(0.0, until - time.monotonic()) * 1000)
    for window in (visitor, agent):
        window.page.context.set_offline(False)

    say(asked[8:], visitor, answered[8:], agent)
    both_have(["Hei!", *asked], visitor, answered, agent)


@pytest.mark.timeout(300)
def test_where_no_socket_gets_through_people_talk_all_the_same(one_house: House, person: NewPerson) -> None:
    visitor, agent = VisitorWindow(person(), one_house), StaffWindow(person(), one_house)
    for window in (visitor, agent):
        window.page.context.add_init_script(REFUSES_SOCKETS)
    visitor.arrive()
    visitor.open()
    visitor.say("Hei!")
    agent.at_work()
    expect(agent.queue.get_by_role("button", name=re.compile("^Ota"))).to_be_visible(timeout=PATIENCE)
    agent.take()

    asked, answered = ([f"{name} {n}" for n in range(1, 6)] for name in ("Kysymys", "Vastaus"))
    say(asked, visitor, answered, agent)
    both_have(["Hei!", *asked], visitor, answered, agent)
    assert agent.page.evaluate("window.refused") > 0
    assert max(frame.evaluate("window.refused") for frame in visitor.page.frames) > 0


@pytest.mark.timeout(300)
def test_a_page_that_stood_still_catches_up(one_house: House, person: NewPerson) -> None:
    visitor, agent = two_who_talk(one_house, person)
    frost = freeze(visitor.page)
    answered = [f"Vastaus {n}" for n in range(1, 11)]
    say([], visitor, answered[:5], agent)
    one_house.cut_sockets()
    say([], visitor, answered[5:], agent)
    frost.send("Debugger.resume")

    visitor.say("Täällä taas.")
    both_have(["Hei!", "Täällä taas."], visitor, answered, agent)


def two_who_talk(one_house: House, person: NewPerson) -> tuple[VisitorWindow, StaffWindow]:
    visitor = VisitorWindow(person(), one_house).started()
    return visitor, one_agent_takes_it(one_house, person)


def say(asked: Sequence[str], visitor: VisitorWindow, answered: Sequence[str], agent: StaffWindow) -> None:
    """Let both write by turns, whatever their lines are like."""
    for turn in range(max(len(asked), len(answered))):
        if turn < len(asked):
            visitor.say(asked[turn])
        if turn < len(answered):
            agent.say(answered[turn])


def both_have(asked: Sequence[str], visitor: VisitorWindow, answered: Sequence[str], agent: StaffWindow) -> None:
    """Wait until both logs are complete: the same on both sides, each one's messages in the order typed."""
    for window in (visitor, agent):
        expect(window.messages).to_have_count(len(asked) + len(answered), timeout=PATIENCE)
    expect(visitor.chat.get_by_text("Lähetetään")).to_have_count(0, timeout=PATIENCE)
    expect(agent.log.get_by_text("Lähetetään")).to_have_count(0, timeout=PATIENCE)
    seen = visitor.messages.all_inner_texts()
    assert seen == agent.messages.all_inner_texts()
    assert [text for text in seen if text in asked] == list(asked)
    assert [text for text in seen if text in answered] == list(answered)


@pytest.mark.timeout(300)
def test_what_is_too_long_for_one_frame_comes_whole_and_cuts_nobody_off(one_house: House, person: NewPerson) -> None:
    _, agent = two_who_talk(one_house, person)
    second = VisitorWindow(person(), one_house).started("Hei taas!")
    texts = [f"{n} {'€' * (LIMITS.message_characters - 3)}" for n in range(10, 56)]
    asked(one_house, second.kept_key(), texts)
    staff_lines = lines_of(agent.page)
    agent.page.reload()

    agent.take()
    expect(agent.messages).to_have_count(1 + len(texts))
    assert agent.messages.all_inner_texts()[1:] == texts
    visitor_lines = lines_of(second.page)
    second.arrive()
    second.followed()
    expect(second.messages).to_have_count(1 + len(texts))
    second.say("Siinä kaikki.")
    expect(agent.messages).to_have_count(2 + len(texts))

    assert (staff_lines, visitor_lines) == (["opened"], ["opened"])


def lines_of(page: Page) -> list[str]:
    """Return a list that fills with each opening and each end of a socket of this page."""
    happened: list[str] = []

    def note(socket: WebSocket) -> None:
        happened.append("opened")
        socket.on("close", lambda _: happened.append("closed"))

    page.on("websocket", note)
    return happened
