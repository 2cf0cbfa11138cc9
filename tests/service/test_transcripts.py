"""The conversation to the visitor's own e-mail: offered, ordered, proved, sent once, and what became of it."""

import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from botocore.exceptions import ClientError

from chalicelib import settings, wiring
from chalicelib.aws.calling import World
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.orders import Orders
from chalicelib.chat import conversation as rules
from chalicelib.chat import transcript
from chalicelib.chat.actions import announcing, talking, transcripts
from chalicelib.chat.actions.transcripts import MailEvent
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import (
    AddressInvalid,
    CodeExpired,
    LogUnavailable,
    NotFound,
    NothingToConfirm,
    Refusal,
    RightsRefused,
    TranscriptLimit,
    TranscriptTooEarly,
    Unavailable,
    WrongCode,
)
from chalicelib.chat.ports import Job
from chalicelib.chat.site import OwnLimits, plain
from chalicelib.chat.transcript import Outcome, TranscriptOrder
from chalicelib.chat.who import Staff, Visitor
from chalicelib.chat.wire import Changed, Facts, Transcript
from chalicelib.entrypoints import jobs
from local.cloud.mail import SentMail
from local.dynamodb.table import Refused, Table
from tests.service.conftest import KEY, Desk, staff

TO = "maija@example.com"
NETWORK = "192.0.2.0/24"


class Talk:
    """A conversation of which a transcript may be ordered, both sides listening, and its mails."""

    def __init__(self, desk: Desk, key: str = KEY) -> None:
        self.desk = desk
        self.services = desk.services
        self.conversation, self.visitor, self.agent = desk.taken(key)
        self.id = self.conversation.id
        desk.say(self.agent, self.id, 1, "Hei, miten voin auttaa?")
        desk.say(self.visitor, self.id, 2, "Saisinko tämän sähköpostiin?")
        self.listen()
        self._mails_before = len(desk.cloud.mails)

    def listen(self) -> None:
        """Let both sides listen, on sockets that are not too old to be any."""
        for connection, who in (("visitor-1", "visitor"), ("agent-1", self.agent.person)):
            self.services.conversations.listen(self.stored, connection, who, self.services.milliseconds())

    @property
    def stored(self) -> Conversation:
        stored = self.services.conversations.get(self.id)
        assert stored is not None
        return stored

    @property
    def mails(self) -> list[SentMail]:
        return self.desk.cloud.mails[self._mails_before :]

    @property
    def order_stored(self) -> TranscriptOrder:
        newest = transcript.latest(self.services.orders.all(self.id))
        assert newest is not None
        return newest

    @property
    def state(self) -> str:
        return self.order_stored.state

    def order(self, address: str = TO, network: str = NETWORK) -> Transcript:
        return transcripts.order(self.services, self.visitor, self.stored, address, network)

    def confirm(self, code: str | None = None) -> Transcript:
        return transcripts.confirm(self.services, self.visitor, self.stored, self.code() if code is None else code)

    def offer(self, who: Staff | None = None) -> Transcript:
        return transcripts.offer(self.services, who or self.agent, self.id)

    def code(self) -> str:
        """Return the code in the newest mail, as its reader finds it."""
        part = self.mails[-1].message.get_body(("plain",))
        assert part is not None
        (found,) = re.findall(r"^(\d{6}) ", part.get_content(), re.MULTILINE)
        return str(found)

    def confirmed(self) -> Job:
        """Return the job of a transcript whose address has been proved, taken out of its queue."""
        self.order()
        self.work()
        self.confirm()
        (job,) = self.jobs()
        return job

    def jobs(self) -> list[Job]:
        """Take what waits out of the outbox, and return the jobs of mails; a start leaves others there."""
        url = self.services.settings.outbox_queue  # type: ignore[attr-defined]
        found = (msgspec.json.decode(body, type=Job) for body in take(self.desk, url))
        return [job for job in found if job.kind in ("code", "transcript")]

    def work(self) -> list[str]:
        """Do what waits in the outbox, and return what should come again."""
        url = self.services.settings.outbox_queue  # type: ignore[attr-defined]
        return failed(jobs.outbox(batch(take(self.desk, url)), self.services))

    def hear(self) -> list[str]:
        """Note what SES tells of the mails, and return what should come again."""
        self.desk.cloud.publish_mail_events()
        url, _ = self.desk.cloud.queues["juttu-dev-mail-events"]
        return failed(jobs.mail_events(batch(take(self.desk, url)), self.services))

    def shown(self, connection: str) -> list[str]:
        """Return the states of the newest order that a socket was told, in their order."""
        facts = [frame.facts for frame in self.desk.sockets.heard(connection, Changed)]
        return [each.transcripts[-1].state for each in facts if each.transcripts]

    def last_facts(self, connection: str) -> Facts:
        return self.desk.sockets.heard(connection, Changed)[-1].facts

    def actions(self) -> list[tuple[str, str]]:
        """Return who did what about transcripts, as the access log has it."""
        logged = [(actor, action) for actor, action, about in self.desk.logged() if about == self.id]
        return [(actor, action) for actor, action in logged if action.startswith("transcript_")]


def take(desk: Desk, url: str) -> list[str]:
    sqs, found = desk.cloud.client("sqs"), list[str]()
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        for message in messages:
            found.append(message["Body"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return found


def batch(bodies: list[str]) -> dict[str, Any]:
    return {"Records": [{"messageId": f"message-{number}", "body": body} for number, body in enumerate(bodies)]}


def failed(answer: dict[str, Any]) -> list[str]:
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


class Between:
    """Orders in which something happens, once, when one of them is about to be changed."""

    def __init__(self, talk: Talk, happens: Callable[[], object]) -> None:
        self.orders, self.happens = talk.services.orders, [happens]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.orders, name)

    def change(self, before: TranscriptOrder, after: TranscriptOrder) -> TranscriptOrder | None:
        while self.happens:
            self.happens.pop()()
        return self.orders.change(before, after)


@pytest.fixture
def talk(desk: Desk) -> Iterator[Talk]:
    made = Talk(desk)
    yield made
    desk.cloud.faults.clear()
    desk.cloud.publish_mail_events()
    desk.cloud.clock.advance(900)  # SQS's longest delay: what waits to be given out is taken out too
    for url, _ in desk.cloud.queues.values():
        take(desk, url)


# --------------------------------------------------------------------------------------------- the code in the copy


def rights_code(talk: Talk) -> str:
    """Return the rights code in the newest mail, as its reader finds it."""
    part = talk.mails[-1].message.get_body(("plain",))
    assert part is not None
    (found,) = re.findall(r"^Oma koodi: (\S+)\s*$", part.get_content(), re.MULTILINE)
    return str(found)


def opened(talk: Talk, code: str) -> str:
    """Return which conversation the reference opens with a rights code. Raises RightsRefused."""
    found, _ = talking.by_code(talk.services, talk.id, code, NETWORK)
    return found.conversation


def sent(talk: Talk) -> str:
    talk.order()
    talk.work()
    talk.confirm()
    talk.work()
    return rights_code(talk)


def test_each_copy_has_a_rights_code_of_its_own_which_opens_as_the_chats_does(talk: Talk) -> None:
    first = sent(talk)
    second = sent(talk)
    of_chat = rules.rights_code_of(KEY)

    assert len({first, second, of_chat}) == 3
    assert [opened(talk, code) for code in (first, second.lower().replace("-", ""), of_chat)] == [talk.id] * 3
    with pytest.raises(RightsRefused):
        opened(talk, "0000-0000-0000")


def test_a_copys_rights_code_is_kept_as_a_hash_only(talk: Talk) -> None:
    code = sent(talk)

    stored = str(talk.desk.cloud.items())
    assert code not in stored
    assert code.replace("-", "") not in stored
    assert talk.order_stored.rights_hash == rules.rights_hash_of(code)


def test_the_rights_code_of_a_copy_that_came_back_for_good_opens_nothing(talk: Talk) -> None:
    code = sent(talk)

    transcripts.mail_event(talk.services, event(talk, "bounced_softly", "transcript"))
    assert opened(talk, code) == talk.id  # it may arrive yet
    transcripts.mail_event(talk.services, event(talk, "delivered", "transcript"))
    assert opened(talk, code) == talk.id
    transcripts.mail_event(talk.services, event(talk, "bounced", "transcript"))
    with pytest.raises(RightsRefused):
        opened(talk, code)


# ------------------------------------------------------------------------------------------------- the straight way


def test_a_transcript_is_offered_ordered_proved_sent_and_delivered(talk: Talk) -> None:
    assert talk.offer() == Transcript(order=1, state="offered", at=talk.services.milliseconds())
    assert talk.order() == Transcript(
        order=1, state="ordered", at=talk.services.milliseconds(), address=TO, tries_left=5
    )
    assert talk.work() == []
    assert talk.confirm().state == "confirmed"
    assert talk.work() == []
    assert talk.state == "sent"
    assert talk.hear() == []

    assert [mail.to for mail in talk.mails] == [(TO,), (TO,)]
    assert talk.shown("visitor-1") == ["offered", "ordered", "confirmed", "sent", "delivered"]
    assert talk.shown("agent-1") == talk.shown("visitor-1")


def test_both_sides_see_the_states_and_only_the_visitor_the_whole_address(talk: Talk) -> None:
    talk.order()

    assert talk.last_facts("visitor-1").transcripts[0].address == TO
    assert talk.last_facts("agent-1").transcripts[0].address == "m•••@e•••.com"
    assert talk.offer().address == "m•••@e•••.com"


def test_every_step_is_in_the_access_log_before_it_is_done(talk: Talk) -> None:
    talk.offer()
    talk.confirmed()
    transcripts.send_transcript(talk.services, Job(kind="transcript", conversation=talk.id, order=1))

    assert talk.actions() == [
        ("agent.a", "transcript_offered"),
        ("visitor", "transcript_ordered"),
        ("visitor", "transcript_confirmed"),
        ("system", "transcript_sent"),
    ]
    assert TO not in str(talk.desk.cloud.log_events())


def test_the_transcript_has_what_was_said_and_the_code_mail_nothing_of_it(talk: Talk) -> None:
    talk.desk.say(talk.visitor, talk.id, 3, "Hetuni on 131052-308T")
    talk.confirmed()
    transcripts.send_transcript(talk.services, Job(kind="transcript", conversation=talk.id, order=1))

    code, copy = (str(mail.message.get_body(("plain",)).get_content()) for mail in talk.mails)  # type: ignore[union-attr]
    assert "Hei, miten voin auttaa?" in copy
    assert "••••••" in copy
    assert "308T" not in copy
    assert "auttaa" not in code


def test_both_sides_are_told_up_to_which_entry_the_copy_reaches_and_what_comes_later_changes_nothing(
    talk: Talk,
) -> None:
    talk.confirmed()
    assert talk.last_facts("visitor-1").transcripts[0].reaches is None
    newest = talk.stored.seq
    transcripts.send_transcript(talk.services, Job(kind="transcript", conversation=talk.id, order=1))
    talk.desk.say(talk.visitor, talk.id, 3, "Vielä yksi asia")
    talk.hear()

    for connection in ("visitor-1", "agent-1"):
        (order,) = talk.last_facts(connection).transcripts
        assert (order.state, order.reaches) == ("delivered", newest)
    copy = talk.mails[-1].message.get_body(("plain",))
    assert copy is not None
    assert "Vielä yksi asia" not in copy.get_content()


def test_no_queue_and_no_table_holds_the_code(talk: Talk) -> None:
    talk.order()
    (job,) = talk.jobs()
    transcripts.send_code(talk.services, job)

    assert msgspec.to_builtins(job) == {"kind": "code", "conversation": talk.id, "order": 1}
    assert talk.code() not in str(talk.desk.cloud.items())


def test_an_order_ends_with_its_conversation(talk: Talk) -> None:
    talk.order()

    expiries = {item["expires_at"] for item in talk.desk.cloud.items() if item["pk"] == f"conversation#{talk.id}"}
    assert expiries == {talk.conversation.expires_at}


# ------------------------------------------------------------------------------------------------- who and when


def test_only_the_agent_who_has_it_offers_a_transcript(talk: Talk) -> None:
    for other in (staff("agent.b"), staff("reviewer.a", "reviewer"), staff("admin.a", "administrator")):
        with pytest.raises(NotFound):
            talk.offer(other)
    assert talk.services.orders.all(talk.id) == []

    assert talk.offer().state == "offered"


def test_only_its_own_visitor_orders_a_transcript(talk: Talk) -> None:
    other = Visitor("0" * 16)
    with pytest.raises(NotFound):
        transcripts.order(talk.services, other, talk.stored, TO, NETWORK)
    with pytest.raises(NotFound):
        transcripts.confirm(talk.services, other, talk.stored, "123456")

    assert talk.order().state == "ordered"


def test_offering_again_changes_nothing_and_the_visitors_order_takes_the_offer_up(talk: Talk) -> None:
    first = talk.offer()
    talk.desk.cloud.clock.advance(5)
    assert talk.offer() == first

    assert talk.order().order == 1
    assert talk.offer().state == "ordered"
    assert len(talk.services.orders.all(talk.id)) == 1


def test_a_transcript_is_ordered_and_offered_once_there_is_a_conversation(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()

    def order() -> Transcript:
        stored = desk.services.conversations.get(conversation.id)
        assert stored is not None
        return transcripts.order(desk.services, visitor, stored, TO, NETWORK)

    def offer() -> Transcript:
        return transcripts.offer(desk.services, agent, conversation.id)

    for refused in (order, offer):
        with pytest.raises(TranscriptTooEarly):
            refused()
    desk.say(agent, conversation.id, 1)
    assert offer().state == "offered"
    assert order().state == "ordered"


def test_a_transcript_is_ordered_after_the_close_too(talk: Talk) -> None:
    talking.close(talk.services, talk.visitor, talk.stored)
    talk.confirmed()
    transcripts.send_transcript(talk.services, Job(kind="transcript", conversation=talk.id, order=1))

    assert talk.state == "sent"


@pytest.mark.parametrize("address", ["", "maija", "maija@example.com\r\nBcc: other@example.com", "a@b.fi, c@d.fi"])
def test_what_is_no_address_is_refused_and_costs_nothing(talk: Talk, address: str) -> None:
    with pytest.raises(AddressInvalid):
        talk.order(address)
    assert talk.jobs() == []
    assert talk.services.orders.all(talk.id) == []

    assert talk.order().state == "ordered"


# ------------------------------------------------------------------------------------------------- limits


def test_a_conversation_has_three_codes(talk: Talk) -> None:
    for number in range(3):
        assert talk.order(f"{number}@example.com").order == 1

    with pytest.raises(TranscriptLimit) as refused:
        talk.order("3@example.com")
    assert refused.value.data["of"] == "conversation"
    assert len(talk.jobs()) == 3


def test_a_conversation_is_sent_twice(talk: Talk) -> None:
    for number in (1, 2):
        transcripts.send_transcript(talk.services, talk.confirmed())
        assert (talk.order_stored.order, talk.state) == (number, "sent")

    for refused in (talk.order, talk.offer):
        with pytest.raises(TranscriptLimit):
            refused()
    assert len(talk.mails) == 4


@pytest.mark.parametrize(
    ("of", "most", "address", "network"),
    [
        ("address", 3, "Maija+{0}@example.com", "198.51.{0}.0/24"),
        ("network", 5, "visitor-{0}@example.com", NETWORK),
    ],
)
def test_an_address_and_a_network_have_their_limits(desk: Desk, of: str, most: int, address: str, network: str) -> None:
    talks = [Talk(desk, key=f"{number}" * 43) for number in range(5)]
    talks.append(talks[0])
    for number in range(most):
        talks[number].order(address.format(number), network.format(number))

    with pytest.raises(TranscriptLimit) as refused:
        talks[most].order(address.format(most), network.format(most))
    assert refused.value.data["of"] == of
    assert refused.value.data["retry_after"] > 0
    assert talks[most].order("somebody@example.org", "203.0.113.0/24").state == "ordered"
    talks[0].jobs()


def test_a_site_has_its_limit(talk: Talk) -> None:
    for _ in range(talk.services.limits.transcripts_a_site_a_day):
        talk.services.counters.count("transcript-site", "demo", 100, 24 * 3600)

    with pytest.raises(TranscriptLimit) as refused:
        talk.order()
    assert refused.value.data["of"] == "site"


def test_a_site_may_set_how_many_there_may_be_on_a_day(talk: Talk) -> None:
    site = talk.services.sites.current("demo")
    assert site is not None
    talk.services.sites.put(msgspec.structs.replace(plain(site), limits=OwnLimits(transcripts_a_site_a_day=10)))
    for _ in range(9):
        talk.services.counters.count("transcript-site", "demo", 10, 24 * 3600)
    assert talk.order().state == "ordered"

    with pytest.raises(TranscriptLimit) as refused:
        talk.order("somebody@example.org", "203.0.113.0/24")
    assert refused.value.data["of"] == "site"


# ------------------------------------------------------------------------------------------------- the code


def test_a_wrong_code_says_how_many_tries_are_left(talk: Talk) -> None:
    talk.order()
    talk.work()
    wrong = "000000" if talk.code() != "000000" else "111111"
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(WrongCode) as refused:
            talk.confirm(wrong)
        assert refused.value.data == {"tries_left": left}
        assert (TO in str(talk.desk.cloud.items())) is (left > 0)
    for connection in ("visitor-1", "agent-1"):
        (shown,) = talk.last_facts(connection).transcripts
        assert (shown.address, shown.tries_left) == (None, 0)
    with pytest.raises(CodeExpired):
        talk.confirm()
    assert talk.jobs() == []
    assert ("visitor", "transcript_confirmed") not in talk.actions()


def test_a_code_expires_and_another_is_ordered(talk: Talk) -> None:
    talk.order()
    talk.work()
    old = talk.code()
    talk.desk.cloud.clock.advance(talk.services.limits.code_seconds)
    with pytest.raises(CodeExpired):
        talk.confirm(old)

    talk.order()
    talk.work()
    assert talk.confirm().state == "confirmed"


def test_before_the_code_has_left_there_is_nothing_to_confirm(talk: Talk) -> None:
    with pytest.raises(NothingToConfirm) as refused:
        talk.confirm("123456")
    assert refused.value.data == {}
    talk.order()
    talk.work()
    old = talk.code()
    talk.order()

    with pytest.raises(NothingToConfirm) as refused:
        talk.confirm(old)  # whoever has a code now has it from the mail before
    assert refused.value.data == {"of": "code"}
    talk.work()
    assert talk.order_stored.tries == 0
    assert talk.confirm().state == "confirmed"


def test_confirming_again_changes_nothing(talk: Talk) -> None:
    talk.order()
    talk.work()
    code = talk.code()
    for wrong in another(code, 4):
        with pytest.raises(WrongCode):
            talk.confirm(wrong)
    first = talk.confirm(code)

    for _ in range(2 * talk.services.limits.code_tries):
        assert talk.confirm(f"{code[:3]} {code[3:]}") == first
    talk.work()
    talk.desk.cloud.clock.advance(2 * talk.services.limits.code_seconds)
    assert talk.confirm(code).state == "sent"
    assert len(talk.mails) == 2


def another(code: str, many: int) -> list[str]:
    """Return so many codes that are not this one."""
    return [f"{(int(code) + number) % 1_000_000:06}" for number in range(1, many + 1)]


@pytest.mark.parametrize("sent", [False, True], ids=["confirmed", "sent"])
def test_no_other_code_confirms_what_is_confirmed_and_none_can_be_guessed(talk: Talk, *, sent: bool) -> None:
    talk.order()
    talk.work()
    code = talk.code()
    first = talk.confirm(code)
    if sent:
        talk.work()
    for wrong in another(code, 4):
        with pytest.raises(NothingToConfirm) as refused:
            talk.confirm(wrong)
        assert refused.value.data == {"of": "confirmed"}
    assert talk.confirm(code).order == first.order

    ended = at_once(24, lambda number: talk.confirm(another(code, 24)[number]))
    assert ended == {"nothing_to_confirm": 24}
    assert talk.order_stored.tries == 5
    with pytest.raises(NothingToConfirm) as refused:
        talk.confirm(code)  # or it would tell, now, which of all codes it is
    assert refused.value.data == {"of": "confirmed"}
    assert [action for _, action in talk.actions()].count("transcript_confirmed") == 1


def test_a_code_given_again_while_its_mail_is_about_to_leave_holds_nothing_up(talk: Talk) -> None:
    talk.order()
    talk.work()
    code = talk.code()
    talk.confirm(code)
    (job,) = talk.jobs()

    transcripts.send_transcript(replace(talk, orders=Between(talk, lambda: talk.confirm(code))), job)

    assert talk.state == "sent"
    assert len(talk.mails) == 2


@pytest.mark.parametrize("written", ["", "12345", "1234567", "abcdef", "123.456"])
def test_what_cannot_be_a_code_costs_no_try_and_no_write(talk: Talk, written: str) -> None:
    talk.order()
    talk.work()
    before = talk.desk.cloud.items()
    for _ in range(6):
        with pytest.raises(WrongCode) as refused:
            talk.confirm(written)
        assert refused.value.data == {}

    assert talk.desk.cloud.items() == before
    assert talk.confirm().state == "confirmed"


def test_a_code_job_that_comes_twice_sends_one_code(talk: Talk) -> None:
    talk.order()
    (job,) = talk.jobs()
    for _ in range(3):
        transcripts.send_code(talk.services, job)

    assert len(talk.mails) == 1
    assert talk.confirm().state == "confirmed"


def test_two_code_jobs_at_once_send_one_code(talk: Talk) -> None:
    talk.order()
    (job,) = talk.jobs()
    together = threading.Barrier(2)

    def send(_: int) -> str:
        together.wait()
        try:
            transcripts.send_code(talk.services, job)
        except Unavailable:
            return "again"
        return "done"

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(send, range(2)))
    assert len(talk.mails) == 1
    assert talk.confirm().state == "confirmed"


def at_once(many: int, act: Callable[[int], object]) -> Counter[str]:
    """Return by what names so many requests ended that came at the same moment; what was done is called `done`."""
    together = threading.Barrier(many)

    def one(number: int) -> str:
        together.wait()
        try:
            act(number)
        except Refusal as refusal:
            return refusal.code
        return "done"

    with ThreadPoolExecutor(many) as pool:
        return Counter(pool.map(one, range(many)))


def test_of_many_codes_given_at_once_exactly_five_are_judged(talk: Talk) -> None:
    talk.order()
    talk.work()
    wrong = "000000" if talk.code() != "000000" else "111111"

    assert at_once(24, lambda _: talk.confirm(wrong)) == {"wrong_code": 5, "code_expired": 19}
    assert talk.order_stored.tries == 5
    with pytest.raises(CodeExpired):
        talk.confirm()


class AtOnce:
    """A client of the simulation's table, whose callers all have their first answer before any of them asks again."""

    def __init__(self, many: int, now: Callable[[], float]) -> None:
        self._table = Table({}, now, lambda: 0.0)
        self._one = threading.Lock()
        self._together = threading.Barrier(many)
        self._mine = threading.local()
        self.writes: Counter[str] = Counter()

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**request: Any) -> Any:
            if not self._first():
                return self._answer(operation, request)
            answer = self._answer(operation, request)
            self._together.wait()
            return answer

        return call

    def _first(self) -> bool:
        is_first, self._mine.has_asked = not hasattr(self._mine, "has_asked"), True
        return is_first and threading.current_thread() is not threading.main_thread()

    def _answer(self, operation: str, request: dict[str, Any]) -> Any:
        with self._one:
            try:
                answer = self._table.answer(operation, request)
            except Refused as refused:
                self.writes["refused"] += 1
                response: Any = {"Error": {"Code": refused.code, "Message": refused.code}, **refused.members}
                raise ClientError(response, operation) from None
            self.writes[operation] += 1
            return answer


def test_of_a_thousand_wrong_codes_given_at_once_exactly_five_are_judged(talk: Talk) -> None:
    talk.order()
    talk.work()
    code, many = talk.code(), 1_000
    client: Any = AtOnce(many, talk.services.now)
    orders = Orders(Items(client, "table", talk.services.now))
    assert orders.create(talk.order_stored) is not None
    services, seen = msgspec.structs.replace(talk.services, orders=orders), talk.stored
    wrong = [f"{number:06}" for number in range(1_000_000 - many, 1_000_000) if f"{number:06}" != code]

    ended = at_once(many, lambda n: transcripts.confirm(services, talk.visitor, seen, wrong[n % len(wrong)]))

    assert ended == {"wrong_code": 5, "code_expired": many - 5}
    assert client.writes["update_item"] == 5
    assert client.writes["refused"] >= many - 5  # all had read the order before its first try was counted
    (order,) = orders.all(talk.id)
    assert order.tries == 5
    with pytest.raises(CodeExpired):
        transcripts.confirm(services, talk.visitor, seen, code)


def test_of_many_right_codes_given_at_once_one_confirms_and_the_mail_leaves_once(talk: Talk) -> None:
    talk.order()
    talk.work()
    code = talk.code()

    ended = at_once(8, lambda _: talk.confirm(code))
    assert ended["done"] >= 1
    # Of eight tries five can be under way; who comes too late is refused as after wrong ones, before or after the first.
    assert set(ended) <= {"done", "code_expired", "nothing_to_confirm"}
    assert talk.confirm(code).state == "confirmed"
    talk.work()
    assert len(talk.mails) == 2


def test_a_right_code_that_the_access_log_does_not_let_through_costs_no_try(talk: Talk) -> None:
    talk.order()
    talk.work()
    fault = talk.desk.cloud.fail("logs", "PutLogEvents", times=99)
    for _ in range(6):
        with pytest.raises(LogUnavailable):
            talk.confirm()
    fault.cancel()

    assert talk.confirm().state == "confirmed"


def test_orders_that_come_at_once_are_taken_up_to_the_limit_and_only_those_are_counted(talk: Talk) -> None:
    ended = at_once(8, lambda number: talk.order(f"visitor{number}@example.com"))

    assert ended == {"done": 3, "transcript_limit": 5}
    assert talk.order_stored.codes == 3
    counted = [item["times"] for item in talk.desk.cloud.items() if "#transcript-network#" in item["pk"]]
    assert [len(times) for times in counted] == [3]


def test_of_many_orders_at_once_those_beyond_the_conversations_codes_are_told_of_that_and_of_nothing_that_ends(
    talk: Talk,
) -> None:
    few = msgspec.structs.replace(talk.services.limits, transcripts_a_network_an_hour=3)
    talk.services = msgspec.structs.replace(talk.services, limits=few)
    told = list[dict[str, Any]]()

    def orders(number: int) -> None:
        try:
            talk.order(f"visitor{number}@example.com")
        except TranscriptLimit as refusal:
            told.append(refusal.data)
            raise

    assert at_once(8, orders) == {"done": 3, "transcript_limit": 5}
    assert told == [{"of": "conversation"}] * 5


def test_ordering_again_while_the_code_is_being_written_is_ordering_again(talk: Talk) -> None:
    talk.order()
    (job,) = talk.jobs()

    racing = replace(talk, orders=Between(talk, lambda: transcripts.send_code(talk.services, job)))
    again = transcripts.order(racing, talk.visitor, talk.stored, "second@example.com", NETWORK)
    assert (again.state, again.address, talk.order_stored.codes) == ("ordered", "second@example.com", 2)
    talk.work()
    assert [mail.to for mail in talk.mails] == [(TO,), ("second@example.com",)]
    assert talk.confirm().state == "confirmed"


def test_an_order_that_was_not_stored_is_counted_nowhere(talk: Talk) -> None:
    for _ in range(4):
        fault = talk.desk.cloud.fail("dynamodb", "PutItem", times=99, when=lambda call: "order#" in str(call))
        with pytest.raises(Unavailable):
            talk.order()
        fault.cancel()

    for _ in range(3):
        assert talk.order().state == "ordered"


def test_ordering_to_another_address_voids_the_code_before(talk: Talk) -> None:
    talk.order("wrong@example.com")
    talk.work()
    old = talk.code()
    talk.order("right@example.com")
    talk.work()
    assert talk.mails[-1].to == ("right@example.com",)

    if talk.code() != old:
        with pytest.raises(WrongCode):
            talk.confirm(old)
    assert talk.confirm().address == "right@example.com"


def test_a_throttled_code_is_sent_when_its_job_comes_again(talk: Talk) -> None:
    talk.order()
    (job,) = talk.jobs()
    talk.desk.cloud.fail("sesv2", "SendEmail", error="TooManyRequestsException")
    with pytest.raises(Unavailable):
        transcripts.send_code(talk.services, job)
    assert talk.mails == []

    transcripts.send_code(talk.services, job)
    assert talk.confirm().state == "confirmed"


def test_a_refused_code_ends_its_order_and_another_can_be_ordered(talk: Talk) -> None:
    talk.desk.cloud.fail("sesv2", "SendEmail", error="MessageRejected")
    talk.order()
    assert talk.work() == []
    assert talk.state == "failed"

    assert talk.order("other@example.com").order == 2


@pytest.mark.parametrize("before", [True, False])
def test_a_code_of_which_nobody_knows_is_not_sent_again(talk: Talk, before: bool) -> None:
    talk.desk.cloud.fail("sesv2", "SendEmail", error="ReadTimeout", before=before)
    talk.order()
    (job,) = talk.jobs()
    for _ in range(2):
        transcripts.send_code(talk.services, job)

    assert len(talk.mails) == (0 if before else 1)
    assert talk.state == "ordered"
    if not before:
        assert talk.confirm().state == "confirmed"


# ------------------------------------------------------------------------------------------------- sent once


def test_a_transcript_job_that_comes_again_sends_nothing_more(talk: Talk) -> None:
    job = talk.confirmed()
    for _ in range(3):
        transcripts.send_transcript(talk.services, job)

    assert len(talk.mails) == 2
    assert talk.state == "sent"


def test_two_transcript_jobs_at_once_send_one_mail(talk: Talk) -> None:
    job = talk.confirmed()
    together = threading.Barrier(4)

    def send(run: int) -> None:
        together.wait()
        transcripts.send_transcript(talk.services.asked_by(f"run-{run}"), job)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(4)))
    assert len(talk.mails) == 2
    assert talk.state == "sent"


def test_a_process_that_died_while_sending_leaves_an_unknown_that_an_event_settles(talk: Talk) -> None:
    job = talk.confirmed()

    class Dies:
        def send(self, raw: bytes, **rest: Any) -> str:
            talk.services.mail.send(raw, **rest)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        transcripts.send_transcript(replace(talk, mail=Dies()), job)
    assert talk.state == "sending"

    transcripts.send_transcript(talk.services, job)
    assert talk.state == "unknown"
    assert len(talk.mails) == 2
    assert talk.hear() == []
    assert talk.state == "delivered"


def replace(talk: Talk, **services: Any) -> Any:
    return msgspec.structs.replace(talk.services, **services)


@pytest.mark.parametrize("error", ["ReadTimeout", "ConnectionClosed", "InternalServerError"])
@pytest.mark.parametrize("before", [True, False])
def test_without_a_clear_answer_it_is_unknown_and_never_sent_again(talk: Talk, error: str, before: bool) -> None:
    job = talk.confirmed()
    talk.desk.cloud.fail("sesv2", "SendEmail", error=error, before=before)
    for _ in range(3):
        transcripts.send_transcript(talk.services, job)
    assert talk.state == "unknown"
    assert len(talk.mails) == (1 if before else 2)

    talk.hear()
    assert talk.state == ("unknown" if before else "delivered")


def test_a_throttled_transcript_comes_again(talk: Talk) -> None:
    job = talk.confirmed()
    talk.desk.cloud.fail("sesv2", "SendEmail", error="TooManyRequestsException", times=2)
    for _ in range(2):
        with pytest.raises(Unavailable):
            transcripts.send_transcript(talk.services, job)
        assert talk.state == "confirmed"

    transcripts.send_transcript(talk.services, job)
    assert talk.state == "sent"
    assert len(talk.mails) == 2


def test_a_refused_transcript_has_failed_and_another_can_be_ordered(talk: Talk) -> None:
    job = talk.confirmed()
    talk.desk.cloud.fail("sesv2", "SendEmail", error="MessageRejected")
    transcripts.send_transcript(talk.services, job)
    assert talk.state == "failed"
    assert talk.actions()[-1] == ("system", "transcript_failed")

    transcripts.send_transcript(talk.services, talk.confirmed())
    assert talk.state == "sent"


def test_whoever_sent_it_settles_what_another_has_given_up(talk: Talk) -> None:
    job = talk.confirmed()

    class Meanwhile:
        def send(self, raw: bytes, **rest: Any) -> str:
            transcripts.send_transcript(talk.services, job)
            assert talk.state == "unknown"
            return talk.services.mail.send(raw, **rest)

    transcripts.send_transcript(replace(talk, mail=Meanwhile()), job)

    assert talk.state == "sent"
    assert len(talk.mails) == 2


def test_what_was_certainly_not_sent_and_given_up_elsewhere_has_failed(talk: Talk) -> None:
    job = talk.confirmed()

    class Meanwhile:
        def send(self, raw: bytes, **rest: Any) -> str:
            transcripts.send_transcript(talk.services, job)
            raise Unavailable(retry_after=1)

    with pytest.raises(Unavailable):
        transcripts.send_transcript(replace(talk, mail=Meanwhile()), job)

    assert talk.state == "failed"


def test_that_a_transcript_was_refused_is_recorded_before_its_order_says_so(talk: Talk) -> None:
    job = talk.confirmed()
    talk.desk.cloud.fail("sesv2", "SendEmail", error="MessageRejected", times=2)
    records = talk.desk.cloud.fail("logs", "PutLogEvents", times=99, when=lambda call: "transcript_failed" in str(call))
    with pytest.raises(LogUnavailable):
        transcripts.send_transcript(talk.services, job)
    assert talk.state == "confirmed"
    records.cancel()

    transcripts.send_transcript(talk.services, job)
    assert talk.state == "failed"
    assert talk.actions()[-1] == ("system", "transcript_failed")


# ------------------------------------------------------------------------------------------------- fail closed


def test_without_the_access_log_nothing_is_offered_ordered_or_confirmed(talk: Talk) -> None:
    fault = talk.desk.cloud.fail("logs", "PutLogEvents", times=99)
    for refused in (talk.offer, talk.order):
        with pytest.raises(LogUnavailable):
            refused()
    assert talk.services.orders.all(talk.id) == []
    fault.cancel()
    talk.order()
    talk.work()

    fault = talk.desk.cloud.fail("logs", "PutLogEvents", times=99)
    with pytest.raises(LogUnavailable):
        talk.confirm()
    assert talk.state == "ordered"
    assert talk.jobs() == []
    fault.cancel()
    assert talk.confirm().state == "confirmed"


def test_without_the_access_log_no_transcript_leaves_and_its_job_comes_again(talk: Talk) -> None:
    job = talk.confirmed()
    fault = talk.desk.cloud.fail("logs", "PutLogEvents", times=99)
    with pytest.raises(LogUnavailable):
        transcripts.send_transcript(talk.services, job)
    assert len(talk.mails) == 1
    assert talk.state == "confirmed"
    fault.cancel()

    transcripts.send_transcript(talk.services, job)
    assert talk.state == "sent"


def test_a_failing_table_before_the_sending_sends_nothing_and_the_job_comes_again(talk: Talk) -> None:
    job = talk.confirmed()
    for operation in ("GetItem", "UpdateItem"):
        fault = talk.desk.cloud.fail("dynamodb", operation, error="InternalServerError", times=99)
        with pytest.raises(Unavailable):
            transcripts.send_transcript(talk.services, job)
        fault.cancel()
        assert (talk.state, len(talk.mails)) == ("confirmed", 1)

    transcripts.send_transcript(talk.services, job)
    assert talk.state == "sent"


def test_an_outbox_that_fails_is_told_changes_nothing_and_confirming_again_sends(talk: Talk) -> None:
    talk.order()
    talk.work()
    code = talk.code()
    fault = talk.desk.cloud.fail("sqs", "SendMessage", error="ServiceUnavailable", times=99)
    with pytest.raises(Unavailable):
        talk.confirm(code)
    fault.cancel()
    assert talk.state == "ordered"

    assert talk.confirm(code).state == "confirmed"
    talk.work()
    assert talk.state == "sent"


def test_a_job_that_could_not_be_queued_at_once_is_done_half_a_minute_later(talk: Talk) -> None:
    for act, state in ((talk.order, "ordered"), (talk.confirm, "sent")):
        at_once = talk.desk.cloud.fail(
            "sqs", "SendMessage", error="ServiceUnavailable", times=99, when=lambda call: not call.get("DelaySeconds")
        )
        act()
        at_once.cancel()
        assert talk.jobs() == []
        talk.desk.cloud.clock.advance(transcripts.NET_SECONDS)
        assert talk.work() == []
        assert talk.state == state
    assert [mail.message["Subject"] is not None for mail in talk.mails] == [True, True]


def test_jobs_of_an_order_that_was_never_written_find_nothing_to_do(talk: Talk) -> None:
    fault = talk.desk.cloud.fail("dynamodb", "PutItem", times=99, when=lambda call: "order#" in str(call))
    with pytest.raises(Unavailable):
        talk.order()
    fault.cancel()
    talk.desk.cloud.clock.advance(transcripts.NET_SECONDS)

    assert talk.work() == []
    assert talk.mails == []


def test_the_second_job_of_an_order_sends_nothing_more(talk: Talk) -> None:
    talk.order()
    talk.work()
    talk.confirm()
    talk.work()
    talk.desk.cloud.clock.advance(transcripts.NET_SECONDS)

    assert talk.work() == []
    assert len(talk.mails) == 2
    assert talk.state == "sent"


def test_a_sending_that_was_noted_and_reported_lost_is_still_sent_once(talk: Talk) -> None:
    job = talk.confirmed()
    talk.desk.cloud.fail("dynamodb", "UpdateItem", error="ReadTimeout", before=False)

    transcripts.send_transcript(talk.services, job)

    assert talk.state == "sent"
    assert len(talk.mails) == 2


def test_what_has_expired_is_sent_to_nobody(talk: Talk) -> None:
    job = talk.confirmed()
    then = wiring.build(settings.read(talk.desk.cloud.environment), World(now=lambda: talk.conversation.expires_at))
    transcripts.send_transcript(then, job)
    transcripts.mail_event(then, event(talk, "delivered"))
    assert len(talk.mails) == 1
    assert talk.state == "confirmed"

    transcripts.send_transcript(talk.services, job)
    assert len(talk.mails) == 2


# ------------------------------------------------------------------------------------------------- what became of it


# ------------------------------------------------------------------------------------------------- what waits too long


def later(talk: Talk, seconds: int) -> None:
    """Let time pass, and do what comes out of the outbox meanwhile."""
    for _ in range(0, seconds, 300):
        talk.desk.cloud.clock.advance(300)
        assert talk.work() == []


@pytest.mark.parametrize("error", ["LimitExceededException", "SendingPausedException"])
def test_a_mail_service_that_is_throttled_or_stopped_is_asked_again_for_hours_with_growing_pauses(
    error: str, talk: Talk
) -> None:
    talk.order()
    talk.work()
    talk.confirm()
    fault = talk.desk.cloud.fail("sesv2", "SendEmail", error=error, times=999)
    later(talk, 3600)
    assert talk.state == "confirmed"
    assert fault.happened < 20
    fault.cancel()
    later(talk, 600)

    assert talk.state == "sent"
    assert len(talk.mails) == 2


@pytest.mark.parametrize("error", ["LimitExceededException", "SendingPausedException"])
def test_a_transcript_that_has_waited_a_day_has_failed_and_can_be_ordered_again(error: str, talk: Talk) -> None:
    job = talk.confirmed()
    net = msgspec.structs.replace(job, net=True)
    fault = talk.desk.cloud.fail("sesv2", "SendEmail", error=error, times=999)
    talk.desk.cloud.clock.advance(talk.services.limits.transcript_waits_seconds - 1)
    transcripts.do(talk.services, net)
    assert talk.state == "confirmed"
    talk.desk.cloud.clock.advance(1)
    transcripts.do(talk.services, net)
    fault.cancel()

    assert talk.state == "failed"
    facts = announcing.facts(talk.services, talk.stored, talk.visitor)
    assert [each.state for each in facts.transcripts] == ["failed"]
    assert talk.actions()[-1] == ("system", "transcript_failed")
    assert talk.order().order == 2
    talk.work()
    assert talk.confirm().state == "confirmed"


def test_what_the_queue_has_given_up_is_shown_as_failed_and_never_sent_after_all(talk: Talk) -> None:
    job = talk.confirmed()
    talk.desk.cloud.clock.advance(talk.services.limits.transcript_waits_seconds)
    facts = announcing.facts(talk.services, talk.stored, talk.visitor)
    assert [each.state for each in facts.transcripts] == ["failed"]
    assert talk.order().order == 2
    talk.jobs()
    transcripts.send_transcript(talk.services, job)

    assert len(talk.mails) == 1


@pytest.mark.parametrize("error", ["LimitExceededException", "SendingPausedException"])
def test_a_code_that_could_not_be_mailed_in_a_quarter_of_an_hour_has_failed_and_was_none(
    error: str, talk: Talk
) -> None:
    fault = talk.desk.cloud.fail("sesv2", "SendEmail", error=error, times=999)
    for number in range(4):  # one more than the codes of a conversation
        talk.order(f"visitor{number}@example.com")
        later(talk, 1500)
        assert (talk.state, talk.order_stored.address) == ("failed", None)
    fault.cancel()

    assert talk.order().state == "ordered"


def test_an_address_that_nobody_has_proved_is_dropped_when_its_code_is_over(talk: Talk) -> None:
    talk.order()
    talk.work()
    later(talk, talk.services.limits.code_seconds - 300)
    assert talk.order_stored.address == TO
    later(talk, 600)

    assert TO not in str(talk.desk.cloud.items())
    assert talk.last_facts("visitor-1").transcripts[-1].tries_left == 0
    with pytest.raises(CodeExpired):
        talk.confirm()
    assert talk.order().order == 1


def test_confirming_again_queues_what_should_have_left_by_now(talk: Talk) -> None:
    talk.confirmed()
    code = talk.code()
    talk.confirm(code)
    assert talk.jobs() == []
    talk.desk.cloud.clock.advance(transcripts.NET_SECONDS + 1)
    talk.jobs()

    talk.confirm(code)
    talk.work()
    assert talk.state == "sent"


# ------------------------------------------------------------------------------------------------- mails that come back


def test_when_too_many_mails_come_back_no_more_can_be_ordered_for_a_day(talk: Talk) -> None:
    limits = talk.services.limits
    for _ in range(limits.bounces_that_count - 1):
        transcripts.mail_event(talk.services, event(talk, "bounced", "code-9"))
    assert talk.order().state == "ordered"
    transcripts.mail_event(talk.services, event(talk, "bounced", "code-9"))

    with pytest.raises(TranscriptLimit) as refused:
        talk.order()
    assert refused.value.data == {"of": "pause", "retry_after": limits.mail_pause_seconds}
    assert talk.desk.metrics.of("mails_paused") == [1]
    assert talk.order_stored.codes == 1
    talk.desk.cloud.clock.advance(limits.mail_pause_seconds)
    assert talk.order().state == "ordered"


def test_how_much_of_a_sites_mails_is_used_is_told_the_operator(talk: Talk) -> None:
    talk.order()
    talk.order()

    assert talk.desk.metrics.of("mails_of_site_percent") == [1, 2]


def event(talk: Talk, outcome: Outcome, mail: str = "transcript", order: int = 1) -> MailEvent:
    return MailEvent(conversation=talk.id, order=order, mail=mail, outcome=outcome)


def test_a_bounced_code_is_shown_as_a_bounce_and_another_address_can_be_ordered(talk: Talk) -> None:
    talk.order("maija@bounce.example")
    talk.work()
    assert talk.hear() == []
    assert talk.state == "bounced"
    assert talk.shown("visitor-1")[-1] == "bounced"
    with pytest.raises(NothingToConfirm):
        talk.confirm()

    assert talk.order(TO).order == 2


def test_a_mistyped_addresss_late_bounce_does_not_end_the_right_order(talk: Talk) -> None:
    talk.order("maija@bounce.example")
    talk.work()
    talk.order(TO)
    talk.work()
    assert talk.hear() == []

    assert talk.state == "ordered"
    assert talk.confirm().state == "confirmed"


def test_a_codes_delivery_is_not_taken_for_the_transcripts(talk: Talk) -> None:
    job = talk.confirmed()
    talk.desk.cloud.fail("sesv2", "SendEmail", error="ReadTimeout")
    transcripts.send_transcript(talk.services, job)
    assert talk.hear() == []

    assert talk.state == "unknown"


def test_a_complaint_follows_the_delivery(talk: Talk) -> None:
    talk.order("maija@complaint.example")
    talk.work()
    talk.confirm()
    talk.work()
    talk.hear()

    assert talk.state == "complained"


def test_a_bounced_transcript_is_in_the_access_log_as_failed(talk: Talk) -> None:
    transcripts.send_transcript(talk.services, talk.confirmed())
    transcripts.mail_event(talk.services, event(talk, "bounced"))

    assert talk.state == "bounced"
    assert talk.actions()[-1] == ("system", "transcript_failed")


def test_events_that_come_twice_late_or_for_nobody_change_nothing(talk: Talk) -> None:
    transcripts.send_transcript(talk.services, talk.confirmed())
    transcripts.mail_event(talk.services, event(talk, "bounced"))
    for late in (event(talk, "delivered"), event(talk, "bounced"), event(talk, "bounced", "code-1")):
        transcripts.mail_event(talk.services, late)
    transcripts.mail_event(talk.services, event(talk, "delivered", order=7))
    stranger = MailEvent(conversation="0" * 16, order=1, mail="transcript", outcome="delivered")
    transcripts.mail_event(talk.services, stranger)

    assert talk.state == "bounced"


def told(talk: Talk, kind: str, **more: Any) -> str:
    tags = {"conversation": [talk.id], "order": ["1"], "mail": ["transcript"]}
    return json.dumps({"eventType": kind, "mail": {"messageId": "m", "destination": [TO], "tags": tags}, **more})


@pytest.mark.parametrize(
    ("kind", "more", "state"),
    [
        ("Delivery", {}, "delivered"),
        ("Bounce", {"bounce": {"bounceType": "Permanent"}}, "bounced"),
        ("Bounce", {"bounce": {"bounceType": "Transient", "bounceSubType": "MailboxFull"}}, "bounced"),
        ("Bounce", {"bounce": {"bounceType": "Transient", "bounceSubType": "General"}}, "sent"),
        ("Bounce", {"bounce": {"bounceType": "Undetermined", "bounceSubType": "Undetermined"}}, "sent"),
        ("Complaint", {}, "complained"),
        ("Complaint", {"complaint": {"complaintFeedbackType": "abuse"}}, "complained"),
        ("Complaint", {"complaint": {"complaintFeedbackType": None}}, "complained"),
        ("Complaint", {"complaint": {"complaintFeedbackType": "not-spam"}}, "sent"),
        ("Reject", {}, "failed"),
        ("Rendering Failure", {}, "failed"),
        ("Send", {}, "sent"),
        ("DeliveryDelay", {}, "sent"),
    ],
)
def test_the_door_reads_what_ses_tells_raw_or_in_an_envelope(
    talk: Talk, kind: str, more: dict[str, Any], state: str
) -> None:
    transcripts.send_transcript(talk.services, talk.confirmed())
    body = told(talk, kind, **more)
    envelope = json.dumps({"Type": "Notification", "Message": body})

    assert failed(jobs.mail_events(batch([envelope, body]), talk.services)) == []
    assert talk.state == state


def test_an_absent_readers_answer_to_the_code_leaves_the_code_good(talk: Talk) -> None:
    talk.order()
    talk.work()
    answer = json.loads(told(talk, "Bounce", bounce={"bounceType": "Transient", "bounceSubType": "General"}))
    answer["mail"]["tags"]["mail"] = ["code-1"]

    assert failed(jobs.mail_events(batch([json.dumps(answer)]), talk.services)) == []
    assert talk.state == "ordered"
    assert talk.confirm().state == "confirmed"


def test_a_full_mailbox_that_was_told_before_its_delivery_is_put_right(talk: Talk) -> None:
    transcripts.send_transcript(talk.services, talk.confirmed())
    full = told(talk, "Bounce", bounce={"bounceType": "Transient", "bounceSubType": "MailboxFull"})
    jobs.mail_events(batch([full, told(talk, "Delivery")]), talk.services)

    assert (talk.state, talk.order_stored.address) == ("delivered", TO)


@pytest.mark.parametrize(
    "body",
    [
        "null",
        "[]",
        "7",
        '"text"',
        "{}",
        json.dumps({"eventType": 7}),
        json.dumps({"eventType": "Delivery", "mail": {"tags": None}}),
        json.dumps({"eventType": "Delivery", "mail": {"tags": {"conversation": [], "order": [], "mail": []}}}),
        json.dumps({"eventType": "Delivery", "mail": {"tags": {"conversation": ["a"], "order": ["x"], "mail": ["b"]}}}),
    ],
)
def test_what_is_no_event_of_ours_does_not_come_again(talk: Talk, body: str) -> None:
    transcripts.send_transcript(talk.services, talk.confirmed())

    assert failed(jobs.mail_events(batch([body, told(talk, "Delivery")]), talk.services)) == []
    assert talk.state == "delivered"


def test_an_absent_readers_answer_takes_nothing_back(talk: Talk) -> None:
    transcripts.send_transcript(talk.services, talk.confirmed())
    answer = told(talk, "Bounce", bounce={"bounceType": "Transient", "bounceSubType": "General"})
    jobs.mail_events(batch([told(talk, "Delivery"), answer]), talk.services)

    assert talk.state == "delivered"


def test_ses_greeting_and_mails_of_others_are_no_failures(talk: Talk) -> None:
    greeting = "Successfully validated SNS topic for Amazon SES event publishing."
    others = json.dumps({"eventType": "Delivery", "mail": {"tags": {"ses:operation": ["SendEmail"]}}})

    answer = jobs.mail_events(batch([greeting, json.dumps({"Message": greeting}), others]), talk.services)
    assert failed(answer) == []


def test_one_bad_job_does_not_bring_back_the_good_ones_beside_it(talk: Talk) -> None:
    talk.order()
    (job,) = talk.jobs()
    bodies = ["{}", msgspec.json.encode(job).decode(), "no job"]

    assert failed(jobs.outbox(batch(bodies), talk.services)) == ["message-0", "message-2"]
    assert len(talk.mails) == 1
