"""An agent checks something, is reminded and late: what both sides see of it; and who ends one goes on to the next."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.test_rights import A_LINE_AGAIN, minutes_until, the_only
from tests.browser.windows import StaffWindow, VisitorWindow

ASKS = "Missä tilaukseni viipyy?"
DRAFT = "Katsoin asiaa, ja paketti"


@pytest.mark.timeout(300)
def test_a_hold_is_seen_by_both_and_an_answer_that_does_not_come_gives_the_chat_back(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house).started(ASKS)
    agent = StaffWindow(person(), one_house).let_in()
    agent.take()
    expect(agent.input).to_be_focused()
    agent.log.focus()  # a key right after writing is taken for a word that somebody writes on
    agent.page.keyboard.press("h")
    asked = agent.page.get_by_role("dialog", name="Kuinka kauan tarkistat asiaa?")
    expect(asked.get_by_role("button", name="5\u00a0min", exact=True)).to_be_focused()
    look(agent.page, "hold-asked")
    agent.page.keyboard.press("Enter")
    expect(asked).to_have_count(0)
    expect(agent.conversation.get_by_text("Tarkistat asiaa, vielä 5\u00a0min")).to_be_visible()
    expect(agent.page.locator(".row .row-time").first).to_contain_text("Tarkistat")
    expect(visitor.chat.get_by_role("log")).to_contain_text("Agent A tarkistaa asiaa, noin 5\u00a0minuuttia")
    expect(visitor.chat.get_by_text("Vielä noin 5\u00a0min")).to_be_visible()
    look(agent.page, "on-hold")
    look(visitor.page, "on-hold")

    minutes_until(one_house, agent, lambda: "reminded" in the_only(one_house))
    assert "held_until" in the_only(one_house)
    expect(agent.conversation.get_by_text("Kävijä odottaa vastaustasi.").first).to_be_visible(timeout=A_LINE_AGAIN)
    agent.input.fill(DRAFT)
    look(agent.page, "reminded")

    minutes_until(one_house, agent, lambda: the_only(one_house)["status"] == "waiting")
    expect(visitor.chat.get_by_role("log")).to_contain_text(
        "Vastaus viipyi, ja keskustelu palasi jonoon", timeout=A_LINE_AGAIN
    )
    look(visitor.page, "given-back")
    look(agent.page, "given-back")


def test_a_hold_is_over_with_the_agents_word_or_answer(one_house: House, person: NewPerson) -> None:
    visitor = VisitorWindow(person(), one_house).started(ASKS)
    agent = StaffWindow(person(), one_house).let_in()
    agent.take()
    held = agent.conversation.get_by_text(re.compile("Tarkistat asiaa"))
    for ends in ("back", "answer"):
        agent.conversation.get_by_role("button", name="Tarkistan", exact=True).click()
        agent.page.get_by_role("dialog").get_by_role("button", name="2\u00a0min", exact=True).click()
        expect(held).to_be_visible()
        if ends == "back":
            agent.conversation.get_by_role("button", name="Olen palannut").click()
            expect(visitor.chat.get_by_role("log")).to_contain_text("Agent A palasi keskusteluun")
        else:
            agent.say("Se on matkalla.")
        expect(held).to_have_count(0)
        expect(visitor.chat.get_by_text("Vielä noin 2\u00a0min")).to_have_count(0)


def test_who_ends_a_chat_with_that_command_goes_on_to_who_waits_for_an_answer_and_else_is_shown_the_queue(
    one_house: House, person: NewPerson
) -> None:
    VisitorWindow(person(), one_house).started("Ensimmäinen kysymys")
    agent = StaffWindow(person(), one_house).let_in()
    agent.take()
    expect(agent.log).to_contain_text("Ensimmäinen kysymys")
    VisitorWindow(person(), one_house).started("Toinen kysymys")
    agent.take()
    expect(agent.log).to_contain_text("Toinen kysymys")
    expect(agent.input).to_be_focused()
    for shown in ("Ensimmäinen kysymys", None):
        agent.log.focus()
        agent.page.keyboard.press("e")
        agent.page.get_by_role("dialog").get_by_role("button", name="Päätä ja avaa seuraava").click()
        if shown is not None:
            expect(agent.log).to_contain_text(shown)
            expect(agent.input).to_be_focused()
        else:
            expect(agent.page.get_by_text("Keskustelu päättyi klo")).to_be_visible()
