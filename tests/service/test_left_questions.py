"""A question that is left while nobody is there: ordered with its answer, kept open for it, sent once, or told of."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.chat import commitment, presence, transcript
from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import alerting, announcing, closing, signing_in, sweeping, talking, transcripts, watching
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import ConversationClosed, NotFound, TranscriptTooEarly, Unavailable, WrongCode
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Profile
from chalicelib.chat.ports import Job
from chalicelib.chat.site import Contact, Site
from chalicelib.chat.stage import Stage
from chalicelib.chat.who import Staff, Visitor
from chalicelib.chat.wire import Placed, Transcript
from chalicelib.entrypoints import jobs
from chalicelib.rooms.settings import stage
from local.cloud.mail import SentMail
from tests.service.conftest import KEY, Desk, staff

TO = "maija@example.com"
NETWORK = "192.0.2.0/24"
DAY = 24 * 3600
A = staff("agent.a")


class Left:
    """A visitor who was alone, and what they can do."""

    def __init__(self, desk: Desk, key: str = KEY) -> None:
        self.desk, self.services, self.key = desk, desk.services, key
        self.services.sites.put(
            Site(
                key="demo",
                company="Demo Oy",
                origins=("http://127.0.0.1:8601",),
                contacts=(Contact(kind="phone", value="08 123 456", words={"fi": "Päivystys"}),),
            )
        )
        desk.start(key, text="Milloin lähetätte kiukaan?")
        self.visitor, _ = talking.visitor(self.services, key)
        self._mails_before = len(desk.cloud.mails)

    @property
    def stored(self) -> Conversation:
        return talking.visitor(self.services, self.key)[1]

    @property
    def mails(self) -> list[SentMail]:
        return self.desk.cloud.mails[self._mails_before :]

    @property
    def state(self) -> str:
        newest = transcript.latest(self.services.orders.all(self.visitor.conversation))
        return "none" if newest is None else newest.state

    def order(self) -> Transcript:
        return transcripts.order(self.services, self.visitor, self.stored, TO, NETWORK, with_answer=True)

    def code(self) -> str:
        """Return the code in the newest mail."""
        return str(re.findall(r"\b\d{6}\b", text_of(self.mails[-1]))[0])

    def prove(self) -> Transcript:
        self.order()
        self.work()
        proved = transcripts.confirm(self.services, self.visitor, self.stored, self.code())
        self.desk.cloud.clock.advance(transcripts.NET_SECONDS + 1)
        self.work()  # each job is queued twice, and the second finds nothing to do
        return proved

    def answered(self, agent: Staff = A, text: str = "Huomenna.") -> None:
        talking.take(self.services, agent, self.visitor.conversation)
        self.desk.say(agent, self.visitor.conversation, 1, text)
        self.work()

    def work(self) -> None:
        """Do what is in the outbox now."""
        self.desk.work()


def text_of(mail: SentMail) -> str:
    body: Any = mail.message.get_body(("plain",))
    return str(body.get_content())


@pytest.fixture
def left(desk: Desk) -> Iterator[Left]:
    made = Left(desk)
    yield made
    desk.cloud.faults.clear()


def test_the_answer_is_mailed_once_when_the_agent_has_ended_it(left: Left) -> None:
    assert left.prove().with_answer
    assert left.state == "confirmed"
    assert len(left.mails) == 1  # the code: nothing is sent before the answer

    left.answered()
    left.work()
    assert len(left.mails) == 1  # nor before the agent has finished
    talking.close(left.services, A, left.stored)
    left.work()

    assert left.state in ("sent", "delivered")
    assert len(left.mails) == 2
    assert left.mails[-1].message["To"] == TO
    assert "Milloin lähetätte kiukaan?" in text_of(left.mails[-1])
    assert "Huomenna." in text_of(left.mails[-1])
    assert left.mails[-1].message["Subject"] == "Vastaus kysymykseesi"
    left.desk.cloud.clock.advance(transcripts.NET_SECONDS + 1)
    left.work()
    assert len(left.mails) == 2


def test_a_left_question_stays_open_seven_days_and_no_longer_kept_for_it(left: Left) -> None:
    expires_at = left.stored.expires_at
    left.prove()
    left.desk.cloud.clock.advance(2 * DAY)
    assert sweeping.sweep(left.services).closed == 0

    assert left.stored.status == "waiting"
    assert left.stored.left_until == left.stored.started_at + 7 * DAY * 1000
    assert left.stored.expires_at == expires_at
    left.answered()
    assert left.stored.answered


def test_without_a_proved_address_it_ends_like_any_other(left: Left) -> None:
    left.order()
    left.desk.cloud.clock.advance(DAY)

    assert sweeping.sweep(left.services).closed == 1
    assert left.stored.closed_for == "age"


def test_when_nobody_answers_the_mail_says_so_and_how_else_the_company_is_reached(left: Left) -> None:
    left.prove()
    left.desk.cloud.clock.advance(7 * DAY)
    assert sweeping.sweep(left.services).closed == 1
    left.work()

    assert left.stored.closed_for == "unanswered"
    said = text_of(left.mails[-1])
    assert left.mails[-1].message["Subject"] == "Kysymykseesi ei vastattu"
    assert "Emme ehtineet vastata" in said
    assert "Päivystys: 08 123 456" in said
    assert "kiukaan" not in str(left.mails[-1].message.get_body(("html",)))
    assert "kiukaan" not in said


def test_whoever_ends_it_before_an_answer_gets_no_words_mailed(left: Left) -> None:
    left.prove()
    talking.close(left.services, left.visitor, left.stored)
    left.work()

    assert left.state in ("sent", "delivered")
    assert "Päätit keskustelun, ennen kuin" in text_of(left.mails[-1])
    assert "kiukaan" not in text_of(left.mails[-1])


def test_an_agent_who_ends_it_without_a_word_has_not_answered(left: Left) -> None:
    left.prove()
    talking.take(left.services, A, left.visitor.conversation)
    talking.close(left.services, A, left.stored)
    left.work()

    assert left.mails[-1].message["Subject"] == "Kysymykseesi ei vastattu"
    assert "kiukaan" not in text_of(left.mails[-1])


def test_what_was_answered_and_never_ended_is_sent_after_seven_days_with_its_answer(left: Left) -> None:
    left.prove()
    left.answered()
    left.desk.cloud.clock.advance(7 * DAY)
    sweeping.sweep(left.services)
    left.work()

    assert left.stored.closed_for == "age"
    assert "Huomenna." in text_of(left.mails[-1])
    assert "Emme ehtineet" not in text_of(left.mails[-1])


def test_silence_after_the_answer_ends_and_sends_it(left: Left) -> None:
    left.prove()
    left.answered()
    ended = rules.close(left.stored, rules.SYSTEM, left.services.milliseconds(), "silence")
    assert ended is not None
    closing.closed(left.services, left.stored, lambda now: ended)
    left.work()

    assert left.state in ("sent", "delivered")


def test_whoever_dies_after_the_end_leaves_a_job_that_sends_it(left: Left) -> None:
    left.prove()
    left.answered()
    left.desk.cloud.fail("sqs", "SendMessage", times=10, when=lambda asked: asked["DelaySeconds"] == 0)
    talking.close(left.services, A, left.stored)
    left.work()
    assert len(left.mails) == 1
    left.desk.cloud.faults.clear()

    left.desk.cloud.clock.advance(transcripts.NET_SECONDS + 1)
    left.work()
    assert left.state in ("sent", "delivered")


def test_an_outbox_that_fails_lets_nothing_end(left: Left) -> None:
    left.prove()
    left.answered()
    left.desk.cloud.fail("sqs", "SendMessage", times=10)

    with pytest.raises(Unavailable):
        talking.close(left.services, A, left.stored)
    assert left.stored.status == "active"


def test_an_order_in_advance_needs_no_answer_and_any_other_does(left: Left) -> None:
    with pytest.raises(TranscriptTooEarly):
        transcripts.order(left.services, left.visitor, left.stored, TO, NETWORK)
    left.order()

    assert left.state == "ordered"


def test_once_an_agent_has_answered_ordering_in_advance_is_ordering(left: Left) -> None:
    assert left.order().with_answer
    left.answered()

    assert not left.order().with_answer


def test_a_question_is_left_while_the_queue_rings_nobody_though_an_agent_be_there(left: Left) -> None:
    """What the service takes is what the chat offers: both go by `staffed`."""
    agent = signed_in(left)
    left.services.agents.listen(agent, "socket-a", left.services.milliseconds())
    signing_in.set_available(left.services, agent, on=True)
    announcing.tell_staffed(left.services)
    assert announcing.facts(left.services, left.stored, left.visitor).staffed is True
    with pytest.raises(TranscriptTooEarly):
        left.order()
    assert left.state == "none"

    signing_in.set_available(left.services, agent, on=False)
    announcing.tell_staffed(left.services)
    there = left.services.agents.get("agent.a")
    assert presence.is_there(there, left.services.milliseconds(), left.services.limits)
    assert announcing.facts(left.services, left.stored, left.visitor).staffed is False
    assert left.order().with_answer


def test_an_agent_who_comes_before_the_code_is_given_is_waited_for_a_day_and_no_longer(left: Left) -> None:
    left.order()
    left.work()
    agent = signed_in(left)
    left.services.agents.listen(agent, "socket-a", left.services.milliseconds())
    signing_in.set_available(left.services, agent, on=True)
    announcing.tell_staffed(left.services)
    code = re.findall(r"\b\d{6}\b", text_of(left.mails[-1]))[0]
    transcripts.confirm(left.services, left.visitor, left.stored, code)

    assert left.stored.ends_at == left.stored.started_at + LIMITS.conversation_seconds * 1000
    left.desk.cloud.clock.advance(DAY)
    assert sweeping.sweep(left.services).closed == 1
    assert left.stored.closed_for == "unanswered"


def test_nothing_is_left_in_what_has_ended_or_by_somebody_else(left: Left) -> None:
    with pytest.raises(NotFound):
        transcripts.order(left.services, Visitor("0" * 16), left.stored, TO, NETWORK, with_answer=True)
    talking.close(left.services, left.visitor, left.stored)

    with pytest.raises(ConversationClosed):
        left.order()
    assert left.state == "none"


def test_a_wrong_code_leaves_nothing(left: Left) -> None:
    left.order()
    left.work()
    another = f"{(int(left.code()) + 1) % 1_000_000:06}"
    with pytest.raises(WrongCode):
        transcripts.confirm(left.services, left.visitor, left.stored, another)

    assert left.stored.left_until is None


def test_agents_see_in_the_queue_that_it_was_left(left: Left) -> None:
    left.prove()

    (listed,) = left.services.conversations.left_questions("general")
    assert (listed.conversation, listed.left_until) == (left.stored.id, left.stored.left_until)
    assert left.services.conversations.waiting("general") == []


# ------------------------------------------------------------------------------------------------------ alert


@pytest.fixture
def operator(left: Left) -> Left:
    told(left, "operator@example.com")
    return left


def told(left: Left, *addresses: str, minutes: int = 60) -> None:
    """Have these addresses be told of questions that have waited for so long."""
    stage = left.services.stage
    chosen = Stage(told=addresses, told_after_minutes=minutes)
    assert stage.change(stage.current(), chosen, "admin.a", left.services.milliseconds()) is not None


def test_the_operator_is_told_of_left_questions_that_nobody_opens_and_of_nothing_in_them(operator: Left) -> None:
    operator.prove()
    assert alerting.left_questions(operator.services) == 0
    operator.desk.cloud.clock.advance(3600)
    assert operator.desk.metrics.of("questions_unopened") == []
    assert alerting.left_questions(operator.services) == 1
    assert operator.desk.metrics.of("questions_unopened") == [1]
    operator.work()

    mail = operator.mails[-1]
    assert mail.message["To"] == "operator@example.com"
    said = str(mail.message)
    assert "Kävijä pyysi vastausta sähköpostiin" in text_of(mail)
    assert "odottanut tunnin" in text_of(mail)
    assert "kiukaan" not in said
    assert TO not in said
    assert operator.visitor.conversation not in said


def test_the_operator_is_not_told_again_and_again(operator: Left) -> None:
    operator.prove()
    operator.desk.cloud.clock.advance(4 * 3600)
    assert alerting.left_questions(operator.services) == 1
    assert alerting.left_questions(operator.services) == 0
    assert operator.desk.metrics.of("questions_unopened") == [1, 1]  # the figure is of the moment, whoever was told
    operator.desk.cloud.clock.advance(4 * 3600)
    assert alerting.left_questions(operator.services) == 1


def test_an_operator_who_could_not_be_told_is_told_at_the_next_look(operator: Left) -> None:
    operator.prove()
    operator.desk.cloud.clock.advance(3600)
    fault = operator.desk.cloud.fail("sqs", "SendMessage", times=100)
    with pytest.raises(Unavailable):
        alerting.left_questions(operator.services)
    fault.cancel()

    assert alerting.left_questions(operator.services) == 1


def test_what_somebody_has_opened_meanwhile_alerts_nobody(operator: Left) -> None:
    operator.prove()
    operator.desk.cloud.clock.advance(4 * 3600)
    assert alerting.left_questions(operator.services) == 1
    talking.take(operator.services, A, operator.visitor.conversation)
    operator.work()

    assert [mail.message["To"] for mail in operator.mails] == [TO]


@pytest.mark.parametrize(("minutes", "waited"), [(15, "15 minuuttia"), (60, "tunnin"), (24 * 60, "24 tuntia")])
def test_it_is_told_after_as_long_as_was_set_and_not_a_moment_sooner(minutes: int, waited: str, left: Left) -> None:
    told(left, "keeper@example.com", minutes=minutes)
    left.prove()
    begun = left.stored.started_at // 1000
    left.desk.cloud.clock.advance(begun + minutes * 60 - 1 - int(left.services.now()))
    assert alerting.left_questions(left.services) == 0
    left.desk.cloud.clock.advance(1)

    assert alerting.left_questions(left.services) == 1
    left.work()
    assert f"Vanhin on odottanut {waited}." in text_of(left.mails[-1])


def test_the_watch_looks_once_in_a_quarter_of_an_hour(operator: Left) -> None:
    operator.prove()
    operator.desk.cloud.clock.advance(3600)
    alerted = []
    for _ in range(32):
        operator.desk.cloud.clock.advance(60)
        alerted.append(watching.watch(operator.services).alerted)
        assert alerting.EVERY_SECONDS == 15 * 60

    assert sum(alerted) == 1
    assert alerted.index(1) <= 15


ALL = tuple(f"keeper-{number}@example.com" for number in range(5))


def recipients(left: Left) -> list[str]:
    """Return who was mailed, each mail's own recipient, without the visitor."""
    return [str(mail.message["To"]) for mail in left.mails if mail.message["To"] != TO]


def waits(left: Left, *addresses: str) -> str:
    """Return the job that tells these addresses of a question that has waited."""
    told(left, *addresses)
    left.prove()
    left.desk.cloud.clock.advance(3600)
    assert alerting.left_questions(left.services) == 1
    (body,) = (each for each in left.desk.jobs() if '"alert"' in each)
    assert not any(address in body for address in addresses)
    return body


def does(left: Left, body: str) -> bool:
    """Do a job, and return whether it comes again."""
    again = jobs.outbox({"Records": [{"messageId": "1", "body": body}]}, left.services)
    return bool(again["batchItemFailures"])


def test_each_address_gets_a_mail_of_its_own(left: Left) -> None:
    body = waits(left, *ALL)
    assert does(left, body) is False

    assert recipients(left) == list(ALL)
    assert [mail.to for mail in left.mails if mail.message["To"] != TO] == [(each,) for each in ALL]


def test_a_job_that_comes_again_mails_nobody_again_who_was_told(left: Left) -> None:
    body = waits(left, *ALL)
    third = left.desk.cloud.fail(
        "sesv2", "SendEmail", error="TooManyRequestsException", times=9, when=lambda asked: ALL[2] in str(asked)
    )
    assert does(left, body) is True
    assert recipients(left) == list(ALL[:2])
    third.cancel()

    assert does(left, body) is False
    assert recipients(left) == list(ALL)
    assert does(left, body) is False
    assert recipients(left) == list(ALL)


@pytest.mark.parametrize("error", ["MessageRejected", "ReadTimeout"])
def test_an_address_that_cannot_be_told_keeps_none_of_the_others_from_it(error: str, left: Left) -> None:
    body = waits(left, *ALL)
    left.desk.cloud.fail("sesv2", "SendEmail", error=error, times=9, when=lambda asked: ALL[0] in str(asked))

    assert does(left, body) is True
    assert recipients(left) == list(ALL[1:])
    assert does(left, body) is False
    assert recipients(left) == list(ALL[1:])


def test_four_hours_later_all_are_told_again(left: Left) -> None:
    does(left, waits(left, *ALL))
    left.desk.cloud.clock.advance(4 * 3600)
    assert alerting.left_questions(left.services) == 1
    left.work()

    assert recipients(left) == [*ALL, *ALL]


def event(mail: SentMail, kind: str = "Bounce", **more: Any) -> str:
    """Return what SES tells of a mail by its tags."""
    tags = {name: [value] for name, value in mail.tags.items()}
    told_of = {"bounce": {"bounceType": "Permanent", "bounceSubType": "General"}} if kind == "Bounce" else {}
    return json.dumps({"eventType": kind, "mail": {"messageId": "m", "tags": tags}, **told_of, **more})


def notes(left: Left, body: str) -> None:
    assert jobs.mail_events({"Records": [{"messageId": "1", "body": body}]}, left.services) == {"batchItemFailures": []}


def alerts(left: Left) -> list[SentMail]:
    return [mail for mail in left.mails if mail.message["To"] != TO]


@pytest.mark.parametrize("kind", ["Bounce", "Complaint"])
def test_alerts_that_come_back_pause_no_visitors_mail_and_go_to_that_address_no_more(kind: str, left: Left) -> None:
    does(left, waits(left, *ALL[:2]))
    wrong, right = alerts(left)
    for _ in range(LIMITS.bounces_that_count + LIMITS.complaints_that_count):
        notes(left, event(wrong, kind))
    notes(left, event(right, "Delivery"))

    assert left.services.mail_health.paused_until() is None
    health = left.services.mail_health.count("sent")
    assert (health.bounced, health.complained) == (0, 0)
    page = stage.page(left.services, staff("admin.a", "administrator"), "192.0.2.7")
    assert page.came_back == (ALL[0],)
    left.desk.cloud.clock.advance(4 * 3600)
    assert alerting.left_questions(left.services) == 1
    left.work()
    assert recipients(left) == [ALL[0], ALL[1], ALL[1]]

    told(left, *ALL[:2], minutes=30)
    assert stage.page(left.services, staff("admin.a", "administrator"), "192.0.2.7").came_back == ()
    left.desk.cloud.clock.advance(4 * 3600)
    assert alerting.left_questions(left.services) == 1
    left.work()
    assert recipients(left)[3:] == [ALL[0], ALL[1]]


def test_an_alert_that_is_refused_for_now_is_sent_again_and_a_visitors_mail_counts_as_ever(left: Left) -> None:
    does(left, waits(left, ALL[0]))
    soft = {"bounce": {"bounceType": "Transient", "bounceSubType": "MailboxFull"}}
    notes(left, event(alerts(left)[0], "Bounce", **soft))
    assert left.services.stage.came_back(left.services.stage.current()) == frozenset()

    (code, *_) = (mail for mail in left.mails if mail.message["To"] == TO)
    for _ in range(LIMITS.bounces_that_count):
        notes(left, event(code))
    assert left.services.mail_health.paused_until() is not None


def test_a_job_that_the_queue_took_without_an_answer_mails_nobody_twice(left: Left) -> None:
    told(left, *ALL)
    left.prove()
    left.desk.cloud.clock.advance(3600)
    lost = left.desk.cloud.fail("sqs", "SendMessage", times=100, before=False)
    for _ in range(3):
        with pytest.raises(Unavailable):
            alerting.left_questions(left.services)
        left.desk.cloud.clock.advance(alerting.EVERY_SECONDS)
    lost.cancel()
    assert alerting.left_questions(left.services) == 1
    bodies = [each for each in left.desk.jobs() if '"alert"' in each]
    assert len(bodies) > 1
    for body in bodies:
        assert does(left, body) is False

    assert recipients(left) == list(ALL)


def test_what_is_queued_again_mails_nobody_twice_though_the_oldest_question_be_opened_meanwhile(left: Left) -> None:
    told(left, *ALL)
    left.prove()
    left.desk.cloud.clock.advance(1800)
    Left(left.desk, "l" * 43).prove()
    left.desk.cloud.clock.advance(3600)
    lost = left.desk.cloud.fail("sqs", "SendMessage", times=100, before=False)
    with pytest.raises(Unavailable):
        alerting.left_questions(left.services)
    lost.cancel()
    (first,) = {each for each in left.desk.jobs() if '"alert"' in each}
    assert does(left, first) is False
    talking.take(left.services, A, left.visitor.conversation)
    left.desk.cloud.clock.advance(alerting.EVERY_SECONDS)
    assert alerting.left_questions(left.services) == 1
    left.work()
    assert recipients(left) == list(ALL)

    left.desk.cloud.clock.advance(4 * 3600)
    assert alerting.left_questions(left.services) == 1
    left.work()
    assert recipients(left) == [*ALL, *ALL]


def test_without_an_operators_address_nobody_is_told(left: Left) -> None:
    left.prove()
    left.desk.cloud.clock.advance(4 * 3600)

    assert alerting.left_questions(left.services) == 0
    jobs.outbox({"Records": [{"messageId": "1", "body": '{"kind":"alert","conversation":""}'}]}, left.services)
    assert len(left.mails) == 1
    assert Job(kind="alert", conversation="").order == 0


# ---------------------------------------------------------------------------------------------- is anybody there


def signed_in(left: Left) -> Staff:
    left.services.people.put(Profile(person="agent.a", alias="Agent A"))
    _, session = left.services.sessions.start("agent.a", "Agent A", ("agent",), commitment.CURRENT.hash)
    return left.services.sessions.check(session.hash)


def test_who_waits_learns_whether_anybody_is_there_and_when_that_changes(left: Left) -> None:
    left.services.conversations.listen(left.stored, "visitor-1", "visitor", left.services.milliseconds())
    told = left.desk.sockets.heard
    assert announcing.facts(left.services, left.stored, left.visitor).staffed is False

    agent = signed_in(left)
    left.services.agents.listen(agent, "socket-a", left.services.milliseconds())
    signing_in.set_available(left.services, agent, on=True)
    left.work()
    assert [each.staffed for each in told("visitor-1", Placed)] == [True]
    assert announcing.facts(left.services, left.stored, left.visitor).staffed is True
    signing_in.set_available(left.services, agent, on=False)
    left.work()
    assert [each.staffed for each in told("visitor-1", Placed)] == [True, False]
    assert announcing.facts(left.services, left.stored, left.visitor).staffed is False


def test_an_agent_who_is_away_is_not_there_however_available(left: Left) -> None:
    left.services.conversations.listen(left.stored, "visitor-1", "visitor", left.services.milliseconds())
    agent = signed_in(left)
    left.services.agents.listen(agent, "socket-a", left.services.milliseconds())
    signing_in.set_available(left.services, agent, on=True)
    left.work()

    for _ in range(LIMITS.agent_away_seconds // 50):
        assert announcing.facts(left.services, left.stored, left.visitor).staffed is True
        left.desk.cloud.clock.advance(50)
        watching.watch(left.services)

    assert announcing.facts(left.services, left.stored, left.visitor).staffed is False
    assert [each.staffed for each in left.desk.sockets.heard("visitor-1", Placed)] == [True, False]


def test_nobody_else_and_nobody_who_waits_no_longer_is_told(left: Left) -> None:
    left.answered()

    assert announcing.facts(left.services, left.stored, left.visitor).staffed is None
    assert announcing.facts(left.services, left.stored, A).staffed is None
