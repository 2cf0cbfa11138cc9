"""A hidden message is gone from everything that is kept and shown, both sides are told, and it is recorded before."""

import dataclasses
import email
import email.policy
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest

from chalicelib.aws.table.ledger import digest_of
from chalicelib.chat import hiding as rules_of_hiding
from chalicelib.chat import letters
from chalicelib.chat.actions import data_rights, hiding, talking
from chalicelib.chat.actions import desk as desks
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import LogUnavailable, NotFound, TooMany
from chalicelib.chat.wire import Changed, Hide, QueueChanged
from tests.service.conftest import KEY, Desk, staff

CANARY = "Tilinumeroni on kanarialintu"


class Talk:
    """A conversation in which a visitor wrote one thing too much, with both sides listening."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.services = desk, desk.services
        self.id = desk.start(text=CANARY).facts.conversation
        self.visitor, _ = talking.visitor(self.services, KEY)
        self.agent = staff("agent.a")

    @property
    def stored(self) -> Conversation:
        found = self.services.conversations.get(self.id)
        assert found is not None
        return found

    def is_answered(self) -> None:
        talking.take(self.services, self.agent, self.id)
        self.desk.say(self.agent, self.id, 1, "Kiitos, kanarialintu on häkissä")
        self.desk.say(self.visitor, self.id, 2, "Hyvä")
        for connection, who in (("visitor-1", "visitor"), ("agent-1", "agent.a")):
            self.services.conversations.listen(self.stored, connection, who, self.services.milliseconds())

    def are_moved_to_pages(self) -> None:
        for n in range(3, 8):
            self.desk.cloud.clock.advance(10)
            self.desk.say(self.visitor, self.id, n, "täytettä " * 60)
        assert self.stored.first > 1

    def kept(self) -> str:
        own = [item for item in self.desk.cloud.items() if self.id in item["pk"]]
        return json.dumps(own, default=str, ensure_ascii=False)

    def shown(self, who: Any) -> list[str | None]:
        history = talking.history(self.services, who, self.stored, 0)
        return [entry.text for entry in history.entries]


@pytest.fixture
def talk(desk: Desk) -> Talk:
    return Talk(desk)


def test_in_the_queue_its_first_line_goes_too(talk: Talk) -> None:
    assert desks.desk(talk.services, talk.agent).waiting[0].first_line == CANARY
    hiding.hide(talk.services, talk.visitor, talk.stored, Hide(seq=1))

    assert "kanarialintu" not in talk.kept()
    assert desks.desk(talk.services, talk.agent).waiting[0].first_line == rules_of_hiding.DOTS


@pytest.mark.parametrize("left", [False, True], ids=["in the queue", "left"])
def test_desks_that_show_its_first_line_are_told_to_fetch_anew_and_nothing_rings(talk: Talk, *, left: bool) -> None:
    talk.services.agents.set_available("agent.a", "A", on=True)
    talk.services.agents.listen(talk.agent, "desk-1", talk.services.milliseconds())
    if left:
        talk.services.conversations.left(talk.stored, talk.stored.ends_at)
    talk.desk.work()
    before = len(talk.desk.sockets.heard("desk-1", QueueChanged))
    hiding.hide(talk.services, talk.visitor, talk.stored, Hide(seq=1))
    hiding.hide(talk.services, talk.visitor, talk.stored, Hide(seq=1))
    talk.desk.work()

    (told,) = talk.desk.sockets.heard("desk-1", QueueChanged)[before:]
    assert told.came is not None
    assert (told.came.conversation, told.came.first_line, told.went, told.rings) == (talk.id, None, None, False)


def test_of_what_no_longer_waits_no_desk_is_told(talk: Talk) -> None:
    talk.services.agents.listen(staff("agent.b"), "desk-1", talk.services.milliseconds())
    hiding.hide(talk.services, talk.visitor, talk.stored, Hide(seq=1))
    talking.take(talk.services, talk.agent, talk.id)
    talk.desk.work()

    assert [each.came for each in talk.desk.sockets.heard("desk-1", QueueChanged)] == [None] * 2


@pytest.mark.parametrize("in_pages", [False, True], ids=["on the head", "in a page"])
@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
@pytest.mark.parametrize("by", ["visitor", "agent"])
def test_it_is_gone_from_the_table_the_screens_the_copy_and_the_mail(
    talk: Talk, by: str, *, in_pages: bool, closed: bool
) -> None:
    talk.is_answered()
    if in_pages:
        talk.are_moved_to_pages()
    if closed:
        talking.close(talk.services, talk.visitor, talk.stored)
    who = talk.visitor if by == "visitor" else talk.agent
    answered = hiding.hide(talk.services, who, talk.stored, Hide(seq=1))

    assert answered.hidden == (1,)
    assert CANARY not in talk.kept()
    for reader in (talk.visitor, talk.agent):
        texts = talk.shown(reader)
        assert texts[0] == rules_of_hiding.DOTS
        assert "Hyvä" in texts
    assert CANARY not in str(data_rights.copy(talk.services, talk.visitor, talk.stored))
    page = data_rights.page(talk.services, talk.visitor, talk.stored, "fi")
    assert CANARY not in page
    assert "viesti piilotettu" in page
    entry = talking.history(talk.services, talk.visitor, talk.stored, 0).entries[0]
    assert (entry.hidden_by, entry.masked) == (by, ())
    for connection in ("visitor-1", "agent-1"):
        assert talk.desk.sockets.heard(connection, Changed)[-1].facts.hidden == (1,)


def test_an_agent_hides_what_they_wrote_only_for_somebodys_personal_data(talk: Talk) -> None:
    talk.is_answered()
    with pytest.raises(Exception, match="malformed"):
        hiding.hide(talk.services, talk.agent, talk.stored, Hide(seq=3))
    assert "häkissä" in talk.kept()
    hiding.hide(talk.services, talk.agent, talk.stored, Hide(seq=3, ground="personal_data"))

    assert "häkissä" not in talk.kept()


def test_nobody_else_hides_anything(talk: Talk) -> None:
    talk.is_answered()
    other, _ = talking.visitor(talk.services, "k" * 43)
    for who, seq in (
        (staff("agent.b"), 1),
        (staff("reviewer", "reviewer"), 1),
        (staff("officer", "data-protection-officer"), 1),
        (talk.visitor, 3),
        (other, 2),
        (other, 99),
    ):
        with pytest.raises(NotFound):
            hiding.hide(talk.services, who, talk.stored, Hide(seq=seq))
    assert CANARY in talk.kept()
    assert ("visitor", "message_hidden", talk.id) not in talk.desk.logged()


def test_it_is_recorded_before_and_noted_in_the_ledger_and_repeating_it_is_neither(talk: Talk) -> None:
    talk.desk.cloud.fail("logs", "PutLogEvents", times=20)
    with pytest.raises(LogUnavailable):
        hiding.hide(talk.services, talk.visitor, talk.stored, Hide(seq=1))
    assert CANARY in talk.kept()
    talk.desk.cloud.faults.clear()

    first = hiding.hide(talk.services, talk.visitor, talk.stored, Hide(seq=1))
    talk.desk.cloud.clock.advance(60)
    again = hiding.hide(talk.services, talk.visitor, talk.stored, Hide(seq=1))

    assert again.hidden == first.hidden == (1,)
    assert talk.desk.logged().count(("visitor", "message_hidden", talk.id)) == 1
    (noted,) = (item for item in talk.desk.cloud.items() if item["sk"].startswith("hidden#"))
    assert (noted["sk"], int(noted["place"])) == (f"hidden#{digest_of(talk.id)}#00000001", 1)


def test_the_mail_that_comes_later_says_that_a_message_was_hidden(talk: Talk) -> None:
    talk.is_answered()
    hiding.hide(talk.services, talk.visitor, talk.stored, Hide(seq=1))
    conversation = talk.stored
    raw = letters.transcript(
        conversation,
        talk.services.conversations.lines(conversation),
        None,
        to="maija@example.com",
        settings=talk.services.settings,
    )
    text = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))

    assert text is not None
    assert "(viesti piilotettu)" in text.get_content()
    assert CANARY not in text.get_content()
    assert "Hyvä" in text.get_content()


def test_at_once_too_no_more_than_the_limit_are_hidden(talk: Talk) -> None:
    few = dataclasses.replace(
        talk.services, limits=msgspec.structs.replace(talk.services.limits, hides_a_conversation=3)
    )
    for n in range(2, 9):
        talk.desk.cloud.clock.advance(10)
        talk.desk.say(talk.visitor, talk.id, n, CANARY)
    seen, together = talk.stored, threading.Barrier(8)

    def hides(seq: int) -> bool:
        together.wait()
        try:
            hiding.hide(few, talk.visitor, seen, Hide(seq=seq))
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(hides, range(1, 9))) == 3

    assert len(talk.stored.hidden) == len(set(talk.stored.hidden)) == 3
    assert sum(text == CANARY for text in talk.shown(talk.visitor)) == 5


def test_as_many_as_the_limit_are_hidden_and_one_more_is_refused(talk: Talk) -> None:
    few = dataclasses.replace(
        talk.services, limits=msgspec.structs.replace(talk.services.limits, hides_a_conversation=2)
    )
    talk.is_answered()
    for seq in (1, 4):
        hiding.hide(few, talk.visitor, talk.stored, Hide(seq=seq))
    talk.desk.say(talk.visitor, talk.id, 3, CANARY)
    with pytest.raises(TooMany):
        hiding.hide(few, talk.visitor, talk.stored, Hide(seq=5))
    hiding.hide(few, talk.visitor, talk.stored, Hide(seq=4))

    assert CANARY in talk.kept()
