"""A conversation holds 2,000 messages and a megabyte of text: told before, ended kindly, and another may be begun."""

from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from chalicelib.chat import conversation as rules
from chalicelib.chat import letters
from chalicelib.chat.actions import correcting, talking
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import ConversationClosed
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.who import Staff, Visitor
from chalicelib.chat.wire import Correct, Entry, Facts, Say
from tests.service.conftest import Desk, staff

LONGEST = "😀" * LIMITS.message_characters
MOST = LIMITS.messages_a_conversation
FILLED = {
    "messages": ["ok"] * (MOST - 3),
    "text": [LONGEST] * (LIMITS.text_bytes_a_conversation // len(LONGEST.encode()) - 2),
}
"""What its visitor has said after the first message, so that two more of the longest fit into it."""

AGENT = staff("agent.a")


def stored(desk: Desk, conversation: str) -> Conversation:
    found = desk.services.conversations.get(conversation)
    assert found is not None
    return found


def say(desk: Desk, who: Visitor | Staff, conversation: str, text: str = LONGEST) -> Entry:
    """Say something as the next, and tell the others as a door does."""
    name = "visitor" if isinstance(who, Visitor) else who.person
    before = stored(desk, conversation)
    n = before.sent[name].n + 1 if name in before.sent else 1
    frame = Say(conversation=conversation, id=f"{name}-{n:04}", n=n, text=text)
    entry, after = talking.say(desk.services, who, before, frame)
    talking.tell_said(desk.services, after, entry, None)
    return entry


def told(desk: Desk, socket: str) -> Facts:
    return desk.sockets.facts(socket)


@pytest.fixture(params=FILLED)
def nearly(request: pytest.FixtureRequest, desk: Desk) -> tuple[str, Visitor]:
    """A conversation that its visitor has nearly filled, with both sides listening."""
    conversation = desk.filled(*FILLED[request.param])
    visitor = Visitor(conversation.id)
    talking.take(desk.services, AGENT, conversation.id)
    talking.join(desk.services, visitor, stored(desk, conversation.id), conversation.seq, "visitor-1")
    talking.join(desk.services, AGENT, stored(desk, conversation.id), conversation.seq, "agent-1")
    return conversation.id, visitor


def test_the_last_message_is_taken_and_the_conversation_then_ends_for_everybody(
    desk: Desk, nearly: tuple[str, Visitor]
) -> None:
    conversation, visitor = nearly
    assert say(desk, visitor, conversation).text == LONGEST
    assert [told(desk, socket).messages_left for socket in ("visitor-1", "agent-1")] == [1, 1]
    assert stored(desk, conversation).status == "active"

    assert say(desk, AGENT, conversation).text == LONGEST

    full = stored(desk, conversation)
    assert (full.status, full.closed_by, full.closed_for) == ("closed", "system", "full")
    assert full.messages <= MOST
    assert full.text_bytes <= LIMITS.text_bytes_a_conversation
    assert [told(desk, socket).closed_for for socket in ("visitor-1", "agent-1")] == ["full", "full"]
    assert told(desk, "visitor-1").messages_left is None
    assert ("system", "conversation_closed", conversation) in desk.logged()
    for who in (visitor, AGENT):
        with pytest.raises(ConversationClosed):
            say(desk, who, conversation, "a")


def test_of_two_who_say_the_last_at_once_one_is_taken(desk: Desk, nearly: tuple[str, Visitor]) -> None:
    conversation, visitor = nearly
    say(desk, visitor, conversation)

    def attempt(who: Visitor | Staff) -> bool:
        try:
            say(desk, who, conversation)
        except ConversationClosed:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        taken = list(both.map(attempt, (visitor, AGENT)))

    assert sorted(taken) == [False, True]
    assert stored(desk, conversation).closed_for == "full"


def test_what_was_filled_by_a_process_that_died_is_ended_by_the_next_who_says_something(
    desk: Desk, nearly: tuple[str, Visitor]
) -> None:
    conversation, visitor = nearly
    say(desk, visitor, conversation)
    desk.say(AGENT, conversation, 1, LONGEST)  # stored, and told to nobody
    assert stored(desk, conversation).status == "active"

    with pytest.raises(ConversationClosed):
        say(desk, visitor, conversation, "a")

    assert stored(desk, conversation).closed_for == "full"


def test_a_repeated_last_message_gets_its_original_after_the_end(desk: Desk, nearly: tuple[str, Visitor]) -> None:
    conversation, visitor = nearly
    say(desk, visitor, conversation)
    last = say(desk, AGENT, conversation)

    assert desk.say(AGENT, conversation, 1, "another text", "agent.a-0001") == last


def test_the_copy_the_correction_and_a_new_conversation_are_to_be_had_after_it(
    desk: Desk, nearly: tuple[str, Visitor]
) -> None:
    conversation, visitor = nearly
    say(desk, visitor, conversation)
    say(desk, visitor, conversation)
    body = Correct(about=1, id="correction-1", text="Hei, tarkoitin terve")

    facts = correcting.correct(desk.services, visitor, stored(desk, conversation), body)

    assert facts.seq == stored(desk, conversation).seq
    assert desk.start("n" * 43, network="198.51.100.0/24").facts.status == "waiting"


def test_the_mail_says_why_it_ended(desk: Desk) -> None:
    conversation = desk.filled("Terve")
    limits = msgspec.structs.replace(LIMITS, messages_a_conversation=3)
    desk.services = msgspec.structs.replace(desk.services, limits=limits)
    say(desk, Visitor(conversation.id), conversation.id)

    full = stored(desk, conversation.id)
    mail = letters.transcript(
        full,
        desk.services.conversations.lines(full),
        None,
        to="a@example.com",
        settings=desk.services.settings,
        rights_code="AAAA-BBBB-CCCC",
    )

    assert full.closed_for == "full"
    assert "ei mahtunut enemp" in mail.decode()


@pytest.mark.parametrize("before", [LIMITS.messages_left_told + 1, LIMITS.messages_left_told])
def test_both_sides_are_told_from_the_last_fifty_messages_on(desk: Desk, before: int) -> None:
    conversation = desk.filled(*["ok"] * (MOST - before - 1))

    facts = talking.history(desk.services, Visitor(conversation.id), conversation, conversation.seq).facts

    assert rules.messages_left(conversation, LIMITS) == before
    assert facts.messages_left == (None if before > LIMITS.messages_left_told else before)
