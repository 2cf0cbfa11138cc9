"""What visitors may do with what is kept of them, by key or by reference and rights code; whole on the server."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from chalice.app import Request

from chalicelib.aws import keys
from chalicelib.chat import access
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import Right
from chalicelib.chat.actions import correcting, data_rights, sweeping, talking, transcripts
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import (
    EmptyMessage,
    LogUnavailable,
    NotFound,
    RightsRefused,
    TooMany,
    Unauthenticated,
    Unavailable,
)
from chalicelib.chat.ledger import digest_of
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Job
from chalicelib.chat.who import Staff, Visitor
from chalicelib.chat.wire import Changed, Copy, Correct, Erased, Facts, Placed, Readings, Say, Start, Told
from chalicelib.entrypoints import jobs, visitor
from tests.service.conftest import KEY, Desk, staff

A, REVIEWER = staff("agent.a"), staff("reviewer.a", "reviewer")
NETWORK = "192.0.2.0/24"
TO = "maija@example.com"


class Had:
    """A conversation that an agent has taken and answered, with both sides listening."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.services = desk, desk.services
        conversation, self.visitor, self.agent = desk.taken()
        self.id = conversation.id
        desk.say(self.agent, self.id, 1, "Hei, mikä kiuas?")
        desk.say(self.visitor, self.id, 2, "Havu 20 <b>")
        for connection, who in (("visitor-1", "visitor"), ("agent-1", "agent.a")):
            self.services.conversations.listen(self.stored, connection, who, self.services.milliseconds())

    @property
    def stored(self) -> Conversation:
        found = self.services.conversations.get(self.id)
        assert found is not None
        return found

    def correct(self, about: int, text: str = "Tarkoitin: Havu 12", name: str = "correction-1") -> Facts:
        body = Correct(about=about, id=name, text=text)
        return correcting.correct(self.services, self.visitor, self.stored, body)

    def items(self) -> list[dict[str, Any]]:
        return [item for item in self.desk.cloud.items() if self.id in item["pk"]]

    def actions(self) -> list[str]:
        return [action for actor, action, about in self.desk.logged() if actor == "visitor" and about == self.id]


@pytest.fixture
def had(desk: Desk) -> Had:
    return Had(desk)


def request(authorization: str, body: object = None, query: dict[str, str] | None = None) -> Request:
    return Request(
        {
            "multiValueQueryStringParameters": {name: [value] for name, value in (query or {}).items()} or None,
            "headers": {"authorization": authorization},
            "pathParameters": {},
            "requestContext": {
                "httpMethod": "POST",
                "resourcePath": "/v1/conversation",
                "requestId": "request-1",
                "identity": {"sourceIp": "192.0.2.7"},
            },
            "body": None if body is None else json.dumps(body),
            "isBase64Encoded": False,
            "stageVariables": None,
        }
    )


BY_KEY = f"Bearer {KEY}"
BY_CODE = f"Rights {rules.id_of(KEY)} {rules.rights_code_of(KEY)}"


# ----------------------------------------------------------------------------------------------- see and download


@pytest.mark.parametrize("shown", [BY_KEY, BY_CODE])
def test_a_visitor_sees_all_that_is_kept_and_it_is_recorded(had: Had, shown: str) -> None:
    had.correct(4)
    copy = visitor.copy(request(shown), had.services)

    assert isinstance(copy, Copy)
    assert copy.reference == rules.grouped(had.id)
    assert [entry.kind for entry in copy.entries] == ["said", "joined", "said", "said", "corrected"]
    assert copy.entries[-1].about == 4
    assert copy.facts.expires_on == had.stored.expires_on
    assert copy.seen_at == had.stored.visitor_seen_at
    assert "rights_requested" in had.actions()


@pytest.mark.parametrize(
    ("language", "title"),
    [("fi", "Keskustelusi tiedot"), ("sv", "Uppgifterna i din chatt"), ("en", "What is kept of your chat")],
)
def test_the_same_is_had_as_a_page_to_save(had: Had, language: str, title: str) -> None:
    answered = visitor.page(request(BY_KEY, query={"language": language}), had.services)

    assert answered.headers["Content-Disposition"] == 'attachment; filename="juttu.html"'
    assert "default-src 'none'" in answered.headers["Content-Security-Policy"]
    assert f"<title>{title}</title>" in answered.body
    assert f'<html lang="{language}">' in answered.body
    assert "Havu 20 &lt;b&gt;" in answered.body
    assert "<b>" not in answered.body


def test_the_page_has_name_address_objection_and_rating_too(had: Had) -> None:
    talking.call_me(had.services, had.visitor, had.stored, "Maija")
    transcripts.order(had.services, had.visitor, had.stored, TO, NETWORK)
    data_rights.objects(had.services, had.visitor, had.stored, on=True)
    talking.close(had.services, had.visitor, had.stored)
    talking.rate(had.services, had.visitor, had.stored, 5, "Kiitos")
    document = visitor.page(request(BY_KEY, query={"language": "en"}), had.services).body

    for said in (
        "Your browser was last in touch on",
        "review the quality and the correctness of answers",
        "Amazon Web Services",
        "from the back-up 7\u00a0days later",
        "Data Protection Ombudsman",
    ):
        assert said in document
    for said in (
        "Maija",
        TO,
        "You have objected to the use of the chat for quality review, training, development and planning of guidance",
        "Your rating: it went very well",
        "Kiitos",
    ):
        assert said in document


@pytest.mark.parametrize(
    ("asked", "language"),
    [({}, "fi"), ({"language": "sv"}, "sv"), ({"language": "xx"}, "fi"), ({"language": ""}, "fi")],
)
def test_the_page_is_in_the_conversations_language_unless_another_of_ours_is_asked_for(
    had: Had, asked: dict[str, str], language: str
) -> None:
    assert f'<html lang="{language}">' in visitor.page(request(BY_KEY, query=asked), had.services).body


def test_without_the_access_log_nothing_is_shown_or_done(had: Had) -> None:
    had.desk.cloud.fail("logs", "PutLogEvents", times=20)
    before = had.items()
    for act in (
        lambda: data_rights.copy(had.services, had.visitor, had.stored),
        lambda: data_rights.page(had.services, had.visitor, had.stored, "fi"),
        lambda: data_rights.readings(had.services, had.visitor, had.stored),
        lambda: had.correct(1),
        lambda: data_rights.objects(had.services, had.visitor, had.stored, on=True),
        lambda: data_rights.erase(had.services, had.visitor, had.stored),
    ):
        with pytest.raises(LogUnavailable):
            act()

    assert had.items() == before


def test_nobody_else_has_these_rights(had: Had) -> None:
    for who in (
        A,
        staff("agent.b"),
        REVIEWER,
        staff("admin", "administrator"),
        staff("dpo", "data-protection-officer"),
    ):
        with pytest.raises(NotFound):
            access.require(Right.DATA_RIGHTS, who, had.stored, had.services.milliseconds())
    with pytest.raises(NotFound):
        data_rights.erase(had.services, Visitor("0" * 16), had.stored)

    assert had.stored.status == "active"


# ------------------------------------------------------------------------------------------------ the rights code


@pytest.mark.parametrize(
    "written",
    [
        rules.rights_code_of(KEY),
        rules.rights_code_of(KEY).replace("-", ""),
        rules.rights_code_of(KEY).lower(),
        rules.rights_code_of(KEY).replace("0", "O").replace("1", "l"),
    ],
)
def test_reference_and_code_open_the_rights_however_they_were_written_down(had: Had, written: str) -> None:
    reference = rules.grouped(had.id).lower().replace("0", "o").replace("1", "i")
    found = visitor.copy(request(f"Rights {reference} {written}"), had.services)

    assert found.facts.conversation == had.id


def test_a_wrong_code_and_an_unknown_reference_look_alike(had: Had) -> None:
    for shown in (f"Rights {had.id} 0000-0000-0000", f"Rights {'0' * 16} {rules.rights_code_of(KEY)}"):
        with pytest.raises(RightsRefused):
            visitor.copy(request(shown), had.services)
        with pytest.raises(RightsRefused):
            visitor.erase(request(shown), had.services)

    assert had.stored.status == "active"


def test_only_what_is_wrong_counts_against_a_network_and_the_right_code_is_always_heard(had: Had) -> None:
    for _ in range(LIMITS.rights_failures_an_hour):
        with pytest.raises(RightsRefused):
            visitor.erase(request(f"Rights {had.id} 0"), had.services)

    with pytest.raises(TooMany):
        visitor.erase(request(f"Rights {had.id} 0"), had.services)
    assert visitor.copy(request(BY_CODE), had.services).facts.conversation == had.id
    visitor.erase(request(BY_CODE), had.services)
    with pytest.raises(TooMany):
        visitor.erase(request(BY_CODE), had.services)


def test_looking_at_ones_own_by_code_uses_nothing_up_for_the_network(had: Had) -> None:
    for _ in range(LIMITS.rights_failures_an_hour + 1):
        visitor.objects(request(BY_CODE, {"on": False}), had.services)

    with pytest.raises(RightsRefused):
        visitor.copy(request(f"Rights {had.id} 0"), had.services)


def test_a_rights_code_opens_the_rights_and_nothing_else(had: Had) -> None:
    for door in (visitor.history, visitor.close, visitor.rights, visitor.ticket, visitor.stay):
        with pytest.raises(Unauthenticated):
            door(request(BY_CODE, {}), had.services)


def test_what_has_expired_has_no_rights_code(had: Had) -> None:
    had.desk.cloud.clock.advance_months(3)
    with pytest.raises(RightsRefused):
        visitor.copy(request(BY_CODE), had.services)
    with pytest.raises(Unauthenticated):
        visitor.copy(request(BY_KEY), had.services)


# --------------------------------------------------------------------------------------------------------- correct


def test_a_correction_stands_beside_what_was_said_and_everybody_is_told(had: Had) -> None:
    had.correct(had.stored.seq, "Tarkoitin: Havu 12. Tunnus 131052-308T.")

    stored = had.stored
    said, correction = stored.newest[-2:]
    assert said.text == "Havu 20 <b>"
    assert (correction.kind, correction.about, correction.by) == ("corrected", stored.seq - 1, "visitor")
    assert correction.text == "Tarkoitin: Havu 12. Tunnus ••••••."
    for connection in ("visitor-1", "agent-1"):
        told = had.desk.sockets.heard(connection, Told)[-1]
        assert told.entry is not None
        assert told.entry.kind == "corrected"
    assert had.actions().count("correction_made") == 1


def test_a_correction_may_follow_the_end_and_no_message_may(had: Had) -> None:
    talking.close(had.services, had.visitor, had.stored)
    had.correct(1)

    assert [line.kind for line in had.stored.newest][-2:] == ["closed", "corrected"]
    assert had.stored.status == "closed"
    frame = Say(conversation=had.id, id="message-9", n=3, text="Vielä yksi")
    with pytest.raises(Exception, match="conversation_closed"):
        talking.say(had.services, had.visitor, had.stored, frame)


def test_a_repeated_correction_is_one(had: Had) -> None:
    had.correct(1)
    had.correct(1, "Jotain muuta")

    assert [line.kind for line in had.stored.newest].count("corrected") == 1
    assert had.actions().count("correction_made") == 1


def test_only_what_one_has_said_oneself_is_corrected(had: Had) -> None:
    for about in (2, 3, 99):  # the joining, the agent's, nothing
        with pytest.raises(NotFound):
            had.correct(about)
    with pytest.raises(EmptyMessage):
        had.correct(1, "   ")

    assert "correction_made" not in had.actions()


def test_a_conversation_has_twenty_corrections(had: Had) -> None:
    for n in range(LIMITS.corrections_a_conversation):
        had.correct(1, f"Korjaus {n} " + "x" * 200, f"correction-{n}")
    with pytest.raises(TooMany) as refused:
        had.correct(1, "Vielä", "correction-x")
    assert refused.value.data == {"of": "conversation"}

    lines = had.services.conversations.lines(had.stored)
    assert [line.kind for line in lines.values()].count("corrected") == LIMITS.corrections_a_conversation
    assert sorted(lines) == list(range(1, len(lines) + 1))


def test_as_many_corrections_as_the_limit_lets_through_at_once_are_all_there(had: Had) -> None:
    before, most = had.stored, LIMITS.corrections_a_conversation
    together = threading.Barrier(most)

    def corrects(n: int) -> Facts:
        together.wait()
        correction = Correct(about=1, id=f"correction-{n}", text=f"Korjaus {n}")
        return correcting.correct(had.services, had.visitor, before, correction)

    with ThreadPoolExecutor(most) as threads:
        list(threads.map(corrects, range(most)))

    lines = had.services.conversations.lines(had.stored).values()
    corrected = [line.text or "" for line in lines if line.kind == "corrected"]
    assert sorted(corrected) == sorted(f"Korjaus {n}" for n in range(most))


# ---------------------------------------------------------------------------------------------------------- object


def test_an_objection_takes_it_out_of_review_and_can_be_taken_back(had: Had) -> None:
    talking.close(had.services, had.visitor, had.stored)
    access.require(Right.READ, REVIEWER, had.stored, had.services.milliseconds())
    facts = data_rights.objects(had.services, had.visitor, had.stored, on=True)

    assert facts.objected
    assert had.desk.sockets.heard("visitor-1", Changed)[-1].facts.objected
    with pytest.raises(NotFound):
        access.require(Right.READ, REVIEWER, had.stored, had.services.milliseconds())
    assert not data_rights.objects(had.services, had.visitor, had.stored, on=False).objected
    access.require(Right.READ, REVIEWER, had.stored, had.services.milliseconds())
    assert [each for each in had.actions() if each.startswith("objection")] == ["objection_made", "objection_withdrawn"]


@pytest.mark.parametrize("objects", [True, False])
def test_a_conversation_starts_objected_to_with_the_same_traces_as_a_later_objection(
    desk: Desk, *, objects: bool
) -> None:
    body = Start(site="demo", language="fi", id="message-1", text="Hei", objects=objects)
    started = talking.start(desk.services, KEY, body, NETWORK)

    traces = [action for _, action, about in desk.logged() if about == started.facts.conversation]
    ledger = [item["sk"].partition("#")[0] for item in desk.cloud.items() if item["pk"].startswith("ledger#")]
    assert started.facts.objected is objects
    assert (traces, ledger) == ((["objection_made"], ["objection"]) if objects else ([], []))


def test_a_start_with_an_objection_that_cannot_be_recorded_starts_nothing_and_can_be_repeated(desk: Desk) -> None:
    body = Start(site="demo", language="fi", id="message-1", text="Hei", objects=True)
    desk.cloud.fail("logs", "PutLogEvents", times=1)
    with pytest.raises(LogUnavailable):
        talking.start(desk.services, KEY, body, NETWORK)
    assert desk.services.conversations.get(rules.id_of(KEY)) is None

    assert talking.start(desk.services, KEY, body, NETWORK).facts.objected


def test_objecting_twice_is_objecting_once(had: Had) -> None:
    for _ in range(2):
        assert data_rights.objects(had.services, had.visitor, had.stored, on=True).objected

    assert had.actions().count("objection_made") == 1


def test_objecting_is_never_refused_and_allowing_it_again_is_when_done_too_often(had: Had) -> None:
    for _ in range(LIMITS.withdrawals_an_hour):
        data_rights.objects(had.services, had.visitor, had.stored, on=True)
        data_rights.objects(had.services, had.visitor, had.stored, on=False)
    data_rights.objects(had.services, had.visitor, had.stored, on=True)

    with pytest.raises(TooMany) as refused:
        data_rights.objects(had.services, had.visitor, had.stored, on=False)
    assert had.actions().count("objection_withdrawn") == LIMITS.withdrawals_an_hour
    had.desk.cloud.clock.advance(refused.value.data["retry_after"])
    assert not data_rights.objects(had.services, had.visitor, had.stored, on=False).objected


def test_what_was_objected_to_and_corrected_is_in_the_ledger_by_hash_only(had: Had) -> None:
    data_rights.objects(had.services, had.visitor, had.stored, on=True)
    had.correct(1)
    noted = [item for item in had.desk.cloud.items() if item["pk"].startswith("ledger#")]

    assert sorted(item["sk"].partition("#")[0] for item in noted) == ["correction", "objection"]
    assert {item["sk"].partition("#")[2] for item in noted} == {digest_of(had.id)}
    assert all(int(item["expires_at"]) - int(item["at"]) // 1000 == 8 * 24 * 3600 for item in noted)


# ----------------------------------------------------------------------------------------------------------- erase


def test_erasing_removes_everything_at_once_and_tells_everybody(had: Had) -> None:
    for n in (3, 4, 5):
        had.desk.say(had.visitor, had.id, n, "Saisinko tämän sähköpostiin? " * 15)
    transcripts.order(had.services, had.visitor, had.stored, TO, NETWORK)
    assert {item["sk"].partition("#")[0] for item in had.items()} == {"head", "page", "order"}

    visitor.erase(request(BY_KEY), had.services)

    assert had.items() == []
    assert TO not in str(had.desk.cloud.items())
    assert [frame.conversation for frame in had.desk.sockets.heard("visitor-1", Erased)] == [had.id]
    assert [frame.conversation for frame in had.desk.sockets.heard("agent-1", Erased)] == [had.id]
    assert "erasure_requested" in had.actions()
    assert had.services.conversations.mine("agent.a") == []
    with pytest.raises(Unauthenticated):
        visitor.history(request(BY_KEY), had.services)
    ledger = keys.ledger("2026-11-25", "erasure", digest_of(had.id))
    assert any(item["sk"] == ledger.sk for item in had.desk.cloud.items())


def test_what_waits_in_the_queue_leaves_it_and_the_places_move(desk: Desk) -> None:
    first = desk.start().facts.conversation
    second = desk.start("m" * 43).facts.conversation
    head = desk.services.conversations.get(second)
    assert head is not None
    desk.services.conversations.listen(head, "visitor-2", "visitor", desk.services.milliseconds())
    data_rights.erase(desk.services, *talking.visitor(desk.services, KEY))

    assert [each.conversation for each in desk.services.conversations.waiting("general")] == [second]
    desk.work()
    assert desk.sockets.heard("visitor-2", Placed)[-1].place == 1
    assert first != second


def test_a_mail_that_was_queued_goes_to_nobody(had: Had) -> None:
    transcripts.order(had.services, had.visitor, had.stored, TO, NETWORK)
    mails = len(had.desk.cloud.mails)
    data_rights.erase(had.services, had.visitor, had.stored)
    transcripts.send_code(had.services, Job(kind="code", conversation=had.id, order=1))
    transcripts.send_transcript(had.services, Job(kind="transcript", conversation=had.id, order=1))

    assert len(had.desk.cloud.mails) == mails
    assert had.items() == []


def test_an_erasure_that_was_cut_off_is_finished_by_its_job(had: Had) -> None:
    had.desk.say(had.visitor, had.id, 3, "x" * 1600)
    had.desk.cloud.fail("dynamodb", "BatchWriteItem", times=20)
    with pytest.raises(Unavailable):
        data_rights.erase(had.services, had.visitor, had.stored)
    assert had.items()

    had.desk.cloud.faults.clear()
    job = msgspec.json.encode(Job(kind="erase", conversation=had.id)).decode()
    assert ("system", "erasure_done", had.id) not in had.desk.logged()
    assert jobs.outbox({"Records": [{"messageId": "1", "body": job}]}, had.services) == {"batchItemFailures": []}
    assert had.items() == []
    assert had.desk.logged()[-1] == ("system", "erasure_done", had.id)


def test_what_somebody_was_just_writing_goes_with_the_job(had: Had) -> None:
    before = had.stored
    data_rights.erase(had.services, had.visitor, before)
    items = had.services.orders
    items.create(transcripts._new(had.services, before, 1))
    assert len(had.items()) == 1

    data_rights.finish_erasing(had.services, Job(kind="erase", conversation=had.id))
    assert had.items() == []


def test_a_first_message_that_comes_again_brings_nothing_back_that_was_erased(desk: Desk) -> None:
    conversation = desk.start().facts.conversation
    data_rights.erase(desk.services, *talking.visitor(desk.services, KEY))

    with pytest.raises(Unauthenticated):
        desk.start()
    data_rights.finish_erasing(desk.services, Job(kind="erase", conversation=conversation))
    with pytest.raises(Unauthenticated):
        desk.start()
    assert desk.services.conversations.get(conversation) is None
    assert desk.start("n" * 43).facts.conversation != conversation


def test_what_is_remembered_of_an_erasure_is_a_hash_of_its_id_and_is_swept_after_a_day(had: Had) -> None:
    data_rights.erase(had.services, had.visitor, had.stored)
    left = [item for item in had.desk.cloud.items() if item["sk"] == "erased"]
    assert [set(item) for item in left] == [{"pk", "sk", "expires_at", "expires_on"}]

    had.desk.cloud.clock.advance(LIMITS.erased_seconds + 2 * 3600)
    sweeping.sweep(had.services)
    assert not [item for item in had.desk.cloud.items() if item["sk"] == "erased"]


def test_an_agent_who_goes_on_writing_is_told_that_there_is_nothing(had: Had) -> None:
    data_rights.erase(had.services, had.visitor, had.stored)
    frame = Say(conversation=had.id, id="message-9", n=2, text="Hei")
    with pytest.raises(NotFound):
        talking.say(had.services, had.agent, had.services.conversations.get(had.id), frame)

    assert had.items() == []


# -------------------------------------------------------------------------------------------------------- readings


def test_a_visitor_sees_who_has_read_it_when_and_why_by_alias_and_role_only(had: Had) -> None:
    talking.close(had.services, had.visitor, had.stored)
    had.desk.cloud.clock.advance(3600)
    talking.history(had.services, REVIEWER, had.stored, 0)
    found = visitor.readings(request(BY_KEY), had.services)

    assert isinstance(found, Readings)
    assert [(each.alias, each.role, each.purpose) for each in found.readings] == [
        (None, "reviewer", "quality"),
        ("Agent.A", "agent", "service"),
    ]
    assert "reviewer.a" not in str(found)
    assert "rights_requested" in had.actions()


def test_staff_have_no_door_to_it(had: Had) -> None:
    someone: Staff = had.agent
    with pytest.raises(NotFound):
        data_rights.readings(had.services, someone, had.stored)  # type: ignore[arg-type]
