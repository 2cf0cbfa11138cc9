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
    agent = StaffWindow(person(), one_house).let_in()
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
    agent.log.get_by_role("button", name="Korjaa viesti").click()
    correction(agent).fill(RIGHT)
    agent.conversation.locator("form").get_by_role("button", name="Korjaa viesti").click()
    expect(agent.messages.last).to_have_text(RIGHT)
    expect(agent.input).to_be_focused()
    expect(agent.input).to_have_value("Kesken")


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


def test_the_list_of_keys_has_those_that_are_no_commands_too_and_says_whose_emoji_there_are(
    agent: StaffWindow, look: Look
) -> None:
    agent.page.get_by_role("button", name=re.compile("^Agent A")).click()
    agent.page.get_by_role("button", name="Näppäimet").click()
    keys = agent.page.get_by_role("dialog", name="Näppäimet")
    for key in ("↑", "/", "Ctrl + K", "1", "A"):
        expect(keys.get_by_role("term").filter(has_text=re.compile(f"^{re.escape(key)}$"))).to_have_count(1)
    for cap in keys.locator("kbd").all():
        assert cap.evaluate("(cap) => cap.getClientRects().length") == 1
    expect(keys).to_contain_text("Viestit ovat pelkkää tekstiä.")
    look(agent.page, "keys")


# ----------------------------------------------------------------------------------------------------- the end


def ending(agent: StaffWindow) -> Locator:
    """Where one answered, while the end waits."""
    return agent.conversation.locator("footer.end")


def heads(house: House) -> list[dict[str, object]]:
    return [item for item in house.cloud.items() if item["sk"] == "head"]


def test_by_keyboard_it_is_ended_with_a_mark_in_two_keys_and_the_visitor_is_told_only_then(
    visitor: VisitorWindow, agent: StaffWindow, one_house: House, look: Look
) -> None:
    agent.page.keyboard.press("Escape")
    expect(agent.list.locator("[aria-current=true], :focus").first).to_be_visible()
    agent.page.wait_for_function("() => document.activeElement?.tagName !== 'TEXTAREA'")
    agent.conversation.get_by_role("button", name="Päätä", exact=True).focus()
    agent.page.keyboard.press("Enter")
    question = agent.page.get_by_role("dialog", name="Päätetäänkö keskustelu?")
    expect(question.get_by_role("button", name="Päätä keskustelu")).to_be_focused()
    agent.page.keyboard.press("2")
    expect(question.get_by_role("button", name="Epäselvä")).to_have_attribute("aria-pressed", "true")
    question.get_by_label("Aihe").select_option("Jokin muu")
    look(agent.page, "close-question")
    question.get_by_role("button", name="Päätä keskustelu").press("Enter")

    expect(ending(agent)).to_contain_text("Kävijä ei tiedä siitä vielä.")
    expect(ending(agent)).to_be_focused()
    expect(agent.page.get_by_role("status").filter(has_text="Päätetään:")).to_be_visible()
    look(agent.page, "ending")
    expect(visitor.chat.get_by_text("päätti keskustelun")).to_have_count(0)
    assert [item["status"] for item in heads(one_house)] == ["active"]
    ending(agent).get_by_role("button", name="Päätä heti").click()
    expect(visitor.chat.get_by_text("Agent A päätti keskustelun")).to_be_visible()
    (head,) = heads(one_house)
    assert (head["closed_topic"], head["guidance"]) == ("_other", "unclear")


def test_an_end_is_undone_and_one_answers_on(visitor: VisitorWindow, agent: StaffWindow, one_house: House) -> None:
    agent.ask_to_close()
    ending(agent).get_by_role("button", name="Peru päättäminen").click()
    expect(agent.input).to_be_focused()
    expect(agent.page.get_by_text("Päätetään:")).to_have_count(0)
    agent.say("Vielä yksi asia.")
    expect(visitor.messages.last).to_have_text("Vielä yksi asia.")
    assert [item["status"] for item in heads(one_house)] == ["active"]


def test_an_end_is_taken_back_by_whoever_writes_meanwhile(visitor: VisitorWindow, agent: StaffWindow) -> None:
    agent.ask_to_close()
    expect(ending(agent)).to_be_visible()
    visitor.say("Odota, vielä yksi!")

    expect(agent.page.get_by_role("status").filter(has_text="keskustelua ei päätetty")).to_be_visible()
    expect(agent.messages.last).to_have_text("Odota, vielä yksi!")
    agent.say("Kysy vain.")
    expect(visitor.messages.last).to_have_text("Kysy vain.")


def test_an_end_is_not_lost_with_its_page(visitor: VisitorWindow, agent: StaffWindow) -> None:
    agent.ask_to_close()
    expect(ending(agent)).to_be_visible()
    agent.page.goto("about:blank")

    expect(visitor.chat.get_by_text("Agent A päätti keskustelun")).to_be_visible()


def test_whoever_signs_out_ends_first_what_they_were_ending(visitor: VisitorWindow, agent: StaffWindow) -> None:
    agent.ask_to_close()
    expect(ending(agent)).to_be_visible()
    agent.page.get_by_role("button", name=re.compile("^Agent A")).click()
    agent.page.get_by_role("button", name="Kirjaudu ulos").click()

    expect(agent.page.get_by_role("textbox", name="Käyttäjätunnus")).to_be_visible()
    expect(visitor.chat.get_by_text("Agent A päätti keskustelun")).to_be_visible()
