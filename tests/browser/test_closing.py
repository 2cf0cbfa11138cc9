"""Right and wrong, and the end of a conversation, as an agent does it and its visitor sees it."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.test_conversation import WATCH_THE_LOG
from tests.browser.windows import StaffWindow, VisitorWindow

WRONG, RIGHT = "Takuu on kaksi vuotta.", "Takuu on kolme vuotta."


@pytest.fixture
def visitor(one_house: House, person: NewPerson) -> VisitorWindow:
    return VisitorWindow(person(), one_house).started("Onko takuuta?")


@pytest.fixture
def agent(visitor: VisitorWindow, one_house: House, person: NewPerson) -> StaffWindow:
    """An agent who has answered the visitor."""
    agent = StaffWindow(person(), one_house).at_work()
    agent.take()
    agent.say(WRONG)
    expect(visitor.messages.last).to_have_text(WRONG)
    expect(agent.log.locator("[data-tick=sent], [data-tick=read]").first).to_be_visible()
    return agent


def correction(agent: StaffWindow) -> Locator:
    return agent.page.get_by_role("textbox", name="Korjaa viestisi")


# ----------------------------------------------------------------------------------------------------- right and wrong


def test_by_arrow_up_an_agent_corrects_their_last_message_and_the_visitor_sees_it_in_its_place(
    visitor: VisitorWindow, agent: StaffWindow, look: Look
) -> None:
    frame = visitor.page.frames[-1]
    frame.evaluate(WATCH_THE_LOG)
    expect(agent.input).to_be_focused()
    agent.page.keyboard.press("ArrowUp")
    expect(correction(agent)).to_be_focused()
    expect(correction(agent)).to_have_value(WRONG)
    look(agent.page, "correcting")
    correction(agent).fill(RIGHT)
    agent.page.keyboard.press("Enter")

    expect(agent.messages).to_have_text(["Onko takuuta?", RIGHT])
    expect(agent.input).to_be_focused()
    expect(agent.page.get_by_role("status").filter(has_text="Viesti on korjattu")).to_be_visible()
    expect(visitor.messages).to_have_text(["Onko takuuta?", RIGHT])
    for side in (visitor.chat, agent.log):
        mark = side.locator("details.was")
        expect(mark.get_by_text(WRONG)).not_to_be_visible()
        mark.get_by_text("Korjattu").click()
        expect(mark.get_by_text(WRONG)).to_be_visible()
    expect(visitor.chat.get_by_text("Agent A korjasi viestinsä")).to_be_visible()
    look(visitor.page, "corrected")
    look(agent.page, "corrected-agent")
    heard = [text for text in frame.evaluate("window.added") if RIGHT in text]
    assert heard == [f"Agent A korjasi viestinsä: {RIGHT}"]

    visitor.page.reload()
    expect(visitor.messages).to_have_text(["Onko takuuta?", RIGHT])
    expect(visitor.chat.locator("details.was")).to_contain_text("Korjattu")
    agent.page.reload()
    expect(agent.messages).to_have_text(["Onko takuuta?", RIGHT])


def test_a_correction_is_left_by_escape_and_begun_by_the_button_and_a_draft_stays_where_it_was(
    visitor: VisitorWindow, agent: StaffWindow
) -> None:
    agent.input.fill("Kesken")
    agent.page.keyboard.press("ArrowUp")
    expect(correction(agent)).to_have_count(0)
    agent.log.get_by_role("button", name="Korjaa viesti").click()
    expect(correction(agent)).to_be_focused()
    correction(agent).fill("Jotain muuta")
    agent.page.keyboard.press("Escape")
    expect(agent.input).to_be_focused()
    expect(agent.input).to_have_value("Kesken")
    expect(agent.messages).to_have_text(["Onko takuuta?", WRONG])
    expect(visitor.chat.get_by_text("korjasi")).to_have_count(0)


def test_hiding_a_corrected_message_takes_what_it_was_and_what_it_became(
    visitor: VisitorWindow, agent: StaffWindow, one_house: House
) -> None:
    agent.page.keyboard.press("ArrowUp")
    correction(agent).fill(RIGHT)
    agent.page.keyboard.press("Enter")
    expect(visitor.messages.last).to_have_text(RIGHT)
    agent.log.get_by_role("button", name="Piilota viesti").last.click()
    asking = agent.page.get_by_role("dialog", name="Piilotetaanko viesti?")
    expect(asking).to_contain_text(RIGHT)
    asking.get_by_role("checkbox").check()
    asking.get_by_role("button", name="Piilota viesti").click()

    for messages in (agent.messages, visitor.messages):
        expect(messages.last).to_have_text("••••••")
    expect(visitor.chat.locator("details.was")).to_have_count(0)
    assert WRONG not in str(one_house.cloud.items())
    assert RIGHT not in str(one_house.cloud.items())


def test_the_list_of_keys_says_how_to_correct_and_whose_emoji_there_are(agent: StaffWindow) -> None:
    agent.page.get_by_role("button", name=re.compile("^Agent A")).click()
    agent.page.get_by_role("button", name="Näppäimet").click()
    keys = agent.page.get_by_role("dialog", name="Näppäimet")
    expect(keys).to_contain_text(re.compile("tyhjässä kentässä"))
    expect(keys).to_contain_text("Viestit ovat pelkkää tekstiä.")
