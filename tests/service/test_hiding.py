"""A hidden message is gone from everything that is kept and shown, both sides are told, and it is recorded before."""

import email
import email.policy
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest

from chalicelib.aws.table.conversations import Conversations
from chalicelib.chat import hiding as rules_of_hiding
from chalicelib.chat import letters
from chalicelib.chat.actions import data_rights, hiding, talking
from chalicelib.chat.actions import desk as desks
from chalicelib.chat.conversation import Conversation, Line
from chalicelib.chat.errors import LogUnavailable, NotFound, TooMany, Unavailable
from chalicelib.chat.ledger import digest_of
from chalicelib.chat.ports import Conflict, Job
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
    assert {"visitor": "(piilotit viestin)", "agent": "(asiakaspalvelija piilotti viestin)"}[by] in page
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


def test_the_mail_that_comes_later_says_that_and_by_whom_a_message_was_hidden(talk: Talk) -> None:
    talk.is_answered()
    hiding.hide(talk.services, talk.visitor, talk.stored, Hide(seq=1))
    conversation = talk.stored
    raw = letters.transcript(
        conversation,
        talk.services.conversations.lines(conversation),
        None,
        to="maija@example.com",
        settings=talk.services.settings,
        rights_code="AAAA-BBBB-CCCC",
    )
    text = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))

    assert text is not None
    assert "(piilotit viestin)" in text.get_content()
    assert CANARY not in text.get_content()
    assert "Hyvä" in text.get_content()


def test_at_once_too_no_more_than_the_limit_are_hidden(talk: Talk) -> None:
    few = msgspec.structs.replace(
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


def test_as_many_as_come_at_once_are_hidden_while_the_limit_lets_them(talk: Talk) -> None:
    many = 40
    for n in range(2, many + 1):
        talk.desk.cloud.clock.advance(10)
        talk.desk.say(talk.visitor, talk.id, n, CANARY)
    seen, together = talk.stored, threading.Barrier(many)

    def hides(seq: int) -> tuple[int, ...]:
        together.wait()
        return hiding.hide(talk.services, talk.visitor, seen, Hide(seq=seq)).hidden

    with ThreadPoolExecutor(many) as threads:
        each = list(threads.map(hides, range(1, many + 1)))

    assert all(seq in hidden for seq, hidden in enumerate(each, 1))
    assert sorted(talk.stored.hidden) == list(range(1, many + 1))
    assert CANARY not in talk.kept()


def test_whoever_loses_to_others_waits_ever_longer_looks_anew_and_hides_at_last(talk: Talk) -> None:
    store, waited = talk.services.conversations, list[int]()

    class Contended:
        """Conversations whose lines somebody moves whenever one is about to be hidden."""

        def __init__(self) -> None:
            self.looks = self.lost = 0

        def __getattr__(self, name: str) -> Any:
            return getattr(store, name)

        def get(self, conversation: str) -> Conversation | None:
            self.looks += 1
            return store.get(conversation)

        def hide(self, conversation: Conversation, seq: int, line: Line, most: int) -> Conversation:
            if self.lost < 16:
                self.lost += 1
                raise Conflict(talk.stored)
            return store.hide(conversation, seq, line, most)

    contended: Any = Contended()
    services = msgspec.structs.replace(talk.services, conversations=contended, pause=waited.append)
    assert 1 in hiding.hide(services, talk.visitor, talk.stored, Hide(seq=1)).hidden

    assert waited == list(range(1, 15))  # sixteen were lost, the first two without a pause
    assert contended.looks == len(waited)
    assert CANARY not in talk.kept()


@pytest.mark.parametrize("in_pages", [False, True], ids=["on the head", "in a page"])
def test_of_two_who_hide_one_message_at_once_the_first_has_hidden_it(talk: Talk, *, in_pages: bool) -> None:
    talk.is_answered()
    if in_pages:
        talk.are_moved_to_pages()
    seen = talk.stored
    hiding.hide(talk.services, talk.visitor, seen, Hide(seq=1))
    first = talk.services.conversations.lines(talk.stored)[1]
    stale = rules_of_hiding.hidden(msgspec.structs.replace(first, hidden_by=None, hidden_at=None), "agent.a", None, 1)
    after = hiding._hidden(talk.services, seen, 1, stale)

    assert after.hidden == (1,)
    assert talk.services.conversations.lines(after)[1] == first


def test_as_many_as_the_limit_are_hidden_and_one_more_is_refused(talk: Talk) -> None:
    few = msgspec.structs.replace(
        talk.services, limits=msgspec.structs.replace(talk.services.limits, hides_a_conversation=2)
    )
    talk.is_answered()
    for seq in (1, 4):
        hiding.hide(few, talk.visitor, talk.stored, Hide(seq=seq))
    talk.desk.say(talk.visitor, talk.id, 3, CANARY)
    with pytest.raises(TooMany) as refused:
        hiding.hide(few, talk.visitor, talk.stored, Hide(seq=5))
    assert refused.value.data == {"of": "conversation"}
    hiding.hide(few, talk.visitor, talk.stored, Hide(seq=4))

    assert CANARY in talk.kept()


class _DiesBetween(Conversations):
    """Whoever hides a line that stands in a page dies once its place is on the head."""

    def _hide_in_page(self, conversation: Conversation, seq: int, line: Line) -> None:
        raise Unavailable(retry_after=1)


@pytest.fixture
def cut_off(talk: Talk) -> Talk:
    """A conversation whose first message is in a page, and was being hidden when its process died."""
    talk.is_answered()
    talk.are_moved_to_pages()
    store = talk.services.conversations
    assert isinstance(store, Conversations)
    dying = msgspec.structs.replace(talk.services, conversations=_DiesBetween(store._items))
    with pytest.raises(Unavailable):
        hiding.hide(dying, talk.visitor, talk.stored, Hide(seq=1))
    assert talk.stored.hidden == (1,)
    assert CANARY in talk.kept()
    return talk


def test_what_was_cut_off_between_head_and_page_is_hidden_from_every_reader_who_finishes_it(cut_off: Talk) -> None:
    assert CANARY not in cut_off.shown(cut_off.agent)
    assert CANARY not in cut_off.kept()
    assert rules_of_hiding.DOTS in cut_off.shown(cut_off.visitor)


def test_what_was_cut_off_is_finished_by_its_job_though_nobody_reads_it(cut_off: Talk) -> None:
    cut_off.desk.cloud.clock.advance(hiding.FINISHED_AFTER)
    cut_off.desk.work()

    assert CANARY not in cut_off.kept()
    assert CANARY not in cut_off.shown(cut_off.visitor)
    hiding.finish(cut_off.services, Job(kind="hide", conversation="0" * 16))


def test_whoever_finishes_it_for_somebody_does_not_overwrite_by_whom_it_was_hidden(cut_off: Talk) -> None:
    store, before = cut_off.services.conversations, cut_off.stored
    assert isinstance(store, Conversations)
    (_, read), *_ = store._older(before, 0, None)
    hiding.hide(cut_off.services, cut_off.visitor, before, Hide(seq=1))
    store._as_hidden(before, 1, 1, read[0])

    assert read[0].text == CANARY
    assert store.lines(before)[1].hidden_by == "visitor"
