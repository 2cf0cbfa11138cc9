"""The access log holds what happened: whatever fails, in whichever order, and however often it is tried again."""

import json
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import pytest

from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import accessing, closing, correcting, data_rights, hiding, passing, talking, transcripts
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import AlreadyTaken, LogUnavailable, Refusal, Unavailable
from chalicelib.chat.ports import Job
from chalicelib.chat.wire import Correct, Hide
from tests.service.conftest import Desk, staff

A, B = staff("agent.a"), staff("agent.b")
OFFICER = staff("officer", "data-protection-officer")


class Talk:
    """A conversation, and what people do with it by one word each."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.services = desk, desk.services
        self.id = desk.start().facts.conversation
        self.visitor, _ = talking.visitor(self.services, "k" * 43)
        for agent in (A, B):
            self.services.agents.seen(agent, self.services.milliseconds())

    @property
    def stored(self) -> Conversation | None:
        return self.services.conversations.get(self.id)

    @property
    def living(self) -> Conversation:
        assert self.stored is not None
        return self.stored

    def is_taken(self) -> None:
        talking.take(self.services, A, self.id)

    def is_answered(self) -> None:
        self.is_taken()
        self.desk.say(A, self.id, 1)
        self.desk.say(self.visitor, self.id, 2)

    def is_too_old(self) -> None:
        self.desk.cloud.clock.advance(24 * 3600)

    def is_objected_to(self) -> None:
        data_rights.objects(self.services, self.visitor, self.living, on=True)

    def erase(self) -> None:
        if self.stored is not None:
            data_rights.erase(self.services, self.visitor, self.living)
        data_rights.finish_erasing(self.services, Job(kind="erase", conversation=self.id))

    def outcomes(self, action: str) -> Counter[str]:
        """Return how often an action was recorded with each outcome."""
        records = [json.loads(event["message"]) for event in self.desk.cloud.log_events()]
        return Counter(each["outcome"] for each in records if (each["object"], each["action"]) == (self.id, action))

    def trouble(self, *services: str, before: bool = True) -> None:
        """Let everything fail that these services are asked for, until `cloud.faults` is cleared."""
        for service in services:
            self.desk.cloud.fail(service, "*", times=1_000, before=before, when=_changes)


def _changes(parameters: object) -> bool:
    """Return whether a call changes something: who is watched, and what a limit counts, is not what is recorded."""
    written = str(parameters)
    return (
        "'agents'" not in written and "counter#" not in written and not ("Get" in written and "Update" not in written)
    )


class Deed(NamedTuple):
    """Something that is recorded: how it comes to it, what is done, and how one sees that it was."""

    action: str
    first: Callable[[Talk], None]
    do: Callable[[Talk], object]
    done: Callable[[Talk], bool]


def _nothing(_: Talk) -> None:
    return


DEEDS = {
    "taken": Deed(
        "conversation_taken",
        _nothing,
        lambda talk: talking.take(talk.services, A, talk.id),
        lambda talk: talk.living.owner == "agent.a",
    ),
    "closed by its agent": Deed(
        "conversation_closed",
        Talk.is_taken,
        lambda talk: talking.close(talk.services, A, talk.stored),
        lambda talk: talk.living.status == "closed",
    ),
    "closed by its visitor": Deed(
        "conversation_closed",
        _nothing,
        lambda talk: talking.close(talk.services, talk.visitor, talk.stored),
        lambda talk: talk.living.status == "closed",
    ),
    "ended for abuse": Deed(
        "conversation_ended_for_abuse",
        Talk.is_taken,
        lambda talk: talking.end_for_abuse(talk.services, A, talk.stored, "threat"),
        lambda talk: talk.living.closed_for == "abuse",
    ),
    "ended by its age": Deed(
        "conversation_closed",
        Talk.is_too_old,
        lambda talk: closing.close_overdue(talk.services),
        lambda talk: talk.living.status == "closed",
    ),
    "passed on": Deed(
        "conversation_transferred",
        Talk.is_taken,
        lambda talk: passing.pass_on(talk.services, A, talk.id, "agent.b"),
        lambda talk: talk.living.owner == "agent.b",
    ),
    "given back": Deed(
        "conversation_transferred",
        Talk.is_taken,
        lambda talk: passing.pass_on(talk.services, A, talk.id, None),
        lambda talk: talk.living.status == "waiting",
    ),
    "corrected": Deed(
        "correction_made",
        _nothing,
        lambda talk: correcting.correct(
            talk.services, talk.visitor, talk.living, Correct(about=1, id="correction-1", text="Havu 12")
        ),
        lambda talk: "corrected" in {line.kind for line in talk.services.conversations.lines(talk.living).values()},
    ),
    "objected to": Deed(
        "objection_made",
        _nothing,
        lambda talk: data_rights.objects(talk.services, talk.visitor, talk.living, on=True),
        lambda talk: talk.living.objected_at is not None,
    ),
    "allowed again": Deed(
        "objection_withdrawn",
        Talk.is_objected_to,
        lambda talk: data_rights.objects(talk.services, talk.visitor, talk.living, on=False),
        lambda talk: talk.living.objected_at is None,
    ),
    "offered": Deed(
        "transcript_offered",
        Talk.is_answered,
        lambda talk: transcripts.offer(talk.services, A, talk.id),
        lambda talk: bool(talk.services.orders.all(talk.id)),
    ),
    "ordered": Deed(
        "transcript_ordered",
        Talk.is_answered,
        lambda talk: transcripts.order(talk.services, talk.visitor, talk.living, "maija@example.com", "192.0.2.0/24"),
        lambda talk: bool(talk.services.orders.all(talk.id)),
    ),
    "hidden": Deed(
        "message_hidden",
        _nothing,
        lambda talk: hiding.hide(talk.services, talk.visitor, talk.living, Hide(seq=1)),
        lambda talk: talk.living.hidden == (1,),
    ),
    "erased": Deed("erasure_done", _nothing, Talk.erase, lambda talk: talk.stored is None),
}


@pytest.fixture
def talk(desk: Desk) -> Talk:
    return Talk(desk)


def _recorded_deeds(talk: Talk, action: str) -> range:
    """Return how many deeds the log can mean: what nobody could tell counts both ways."""
    found = talk.outcomes(action)
    done = found["allowed"] - found["failed"]
    return range(done - found["unknown"], done + 1)


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_without_the_log_nothing_is_done_and_the_repetition_does_and_records_it(talk: Talk, deed: Deed) -> None:
    deed.first(talk)
    before = talk.outcomes(deed.action)
    talk.trouble("logs")
    with pytest.raises(LogUnavailable):
        deed.do(talk)
    assert not deed.done(talk)

    talk.desk.cloud.faults.clear()
    deed.do(talk)

    assert deed.done(talk)
    assert talk.outcomes(deed.action) - before == Counter(allowed=1)


@pytest.mark.parametrize("before", [True, False], ids=["not written", "written and reported lost"])
@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_when_the_table_fails_the_log_says_that_nobody_knows_and_the_repetition_is_recorded(
    talk: Talk, deed: Deed, *, before: bool
) -> None:
    deed.first(talk)
    talk.trouble("dynamodb", before=before)
    with pytest.raises(Unavailable):
        deed.do(talk)
    talk.desk.cloud.faults.clear()
    assert int(deed.done(talk)) in _recorded_deeds(talk, deed.action)

    deed.do(talk)

    assert deed.done(talk)
    assert 1 in _recorded_deeds(talk, deed.action)


def test_who_comes_second_is_recorded_as_having_failed_and_is_no_reading(talk: Talk) -> None:
    conversations = talk.services.conversations
    seen = talk.living
    talking.take(talk.services, A, talk.id)

    with pytest.raises(AlreadyTaken):  # as it stood before the other's taking was seen
        accessing.recorded(
            talk.services,
            lambda: closing.appended(talk.services, seen, lambda now: rules.take(now, "agent.b", "B", 1)),
            accessing.event(talk.services, B, "conversation_taken", talk.id, "service"),
        )

    assert talk.outcomes("conversation_taken") == Counter(allowed=2, failed=1)
    assert [each.alias for each in data_rights.readings(talk.services, talk.visitor, talk.living).readings] == [
        "Agent.A"
    ]
    assert conversations.get(talk.id) is not None


def test_an_erasure_that_is_refused_is_a_request_and_no_erasure(talk: Talk) -> None:
    talk.desk.cloud.fail("sqs", "SendMessage", times=20)
    with pytest.raises(Refusal):
        data_rights.erase(talk.services, talk.visitor, talk.living)

    assert talk.stored is not None
    assert talk.outcomes("erasure_requested") == Counter(allowed=1)
    assert talk.outcomes("erasure_done") == Counter()
