"""The sweep takes everything that has expired, within its time, whatever cuts it off and whoever sweeps beside it."""

import contextvars
from collections import Counter
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from botocore.exceptions import ClientError

from chalicelib import wiring
from chalicelib.aws import calling, keys
from chalicelib.aws.calling import World
from chalicelib.aws.table.items import Items
from chalicelib.chat import conversation as rules
from chalicelib.chat import retention
from chalicelib.chat.actions import sweeping
from chalicelib.chat.conversation import Conversation, Line
from chalicelib.chat.errors import LogUnavailable, Unavailable
from chalicelib.chat.services import Services
from chalicelib.settings import Settings
from chaos.aws import Logs
from chaos.world import INDEXES
from local.dynamodb.table import Refused, Table
from tests.recorders import Metrics
from tests.service.conftest import Desk

NOW = 1_795_600_000
TWO_MONTHS = 62 * 24 * 3600
SECONDS_A_CALL = 0.02
"""More than DynamoDB takes for a query or a batch of deletes within its region."""


class Cut(Exception):
    """Raised instead of a call: the function has come to its end."""


class House:
    """The service over the simulation's table: whose calls are counted, take time, and may be cut off."""

    def __init__(self) -> None:
        self.now = float(NOW)
        self.spent = 0.0
        self.calls: Counter[str] = Counter()
        self.cut_after: int | None = None
        self.table = Table(INDEXES, lambda: self.now, lambda: 0.0)
        self.metrics = Metrics()
        self._backends: dict[str, Any] = {"dynamodb": self.table, "logs": Logs()}
        self.world = World(now=lambda: self.now, elapsed=lambda: self.spent)
        wired = wiring.build(Settings(table="juttu"), self.world, lambda service, **_: _Client(self, service))
        self.services: Services = msgspec.structs.replace(wired, metrics=self.metrics)

    def answer(self, service: str, operation: str, request: Any) -> Any:
        if self.cut_after is not None and sum(self.calls.values()) >= self.cut_after:
            raise Cut
        self.calls[f"{service}.{operation}"] += 1
        self.spent += SECONDS_A_CALL
        try:
            return self._backends[service].answer(operation, request)
        except Refused as refused:
            answered: Any = {"Error": {"Code": refused.code, "Message": ""}, **refused.members}
            raise ClientError(answered, operation) from None

    def start(self, number: int, pages: int = 1) -> Conversation:
        """Store a conversation with some pages of older lines, and return it."""
        key = f"{number:043}"
        expires_at = retention.expires_at(int(self.now), "Europe/Helsinki")
        conversation = rules.start(
            key=key,
            site="demo",
            language="fi",
            queue="general",
            line=Line(kind="said", by="visitor", at=int(self.now * 1000), text="Hei", id="message-1", n=1),
            now=int(self.now * 1000),
            expires_at=expires_at,
            expires_on=retention.expires_on(expires_at, "Europe/Helsinki"),
        )
        self.services.conversations.start(conversation)
        items = Items(_Client(self, "dynamodb"), "juttu", lambda: self.now)  # type: ignore[arg-type]
        for page in range(pages):
            items.put(keys.page(conversation.id, 1 + page), {"lines": [], "expires_at": expires_at})
        return conversation

    def sweep(self, seconds: float = 580) -> sweeping.Swept:
        """Sweep in an invocation of its own, which has so many seconds."""

        def invocation() -> sweeping.Swept:
            calling.begin(self.world, seconds)
            return sweeping.sweep(self.services)

        return contextvars.copy_context().run(invocation)

    def stored(self) -> list[str]:
        return [item["pk"]["S"] for item in self.table.items()]


class _Client:
    def __init__(self, house: House, service: str) -> None:
        self._house = house
        self._service = service

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        return lambda **request: self._house.answer(self._service, operation, request)


@pytest.fixture
def house() -> House:
    return House()


def test_ten_thousand_that_expire_on_one_day_are_deleted_in_one_run(house: House) -> None:
    for number in range(10_000):
        house.start(number)
    house.now += TWO_MONTHS
    house.spent, house.calls = 0.0, Counter()

    swept = house.sweep()

    assert (swept.conversations, swept.items) == (10_000, 20_000)
    assert house.stored() == []
    assert house.spent < 580 - sweeping.MARGIN_SECONDS
    assert house.calls["dynamodb.batch_write_item"] == 2 * 10_000 / 25
    assert sum(house.calls.values()) < 1.1 * 10_000


def test_what_there_was_no_time_for_is_the_next_runs_and_the_oldest_goes_first(house: House) -> None:
    old = [house.start(number) for number in range(100)]
    house.now += 24 * 3600
    young = [house.start(1_000 + number) for number in range(100)]
    house.now += TWO_MONTHS

    first = house.sweep(seconds=sweeping.MARGIN_SECONDS + 110 * SECONDS_A_CALL)
    left = {name for name in house.stored() if name.startswith("conversation#")}

    assert 0 < first.conversations < 200
    assert {keys.conversation(each.id) for each in young} <= left or not left & {
        keys.conversation(each.id) for each in old
    }
    assert house.sweep().conversations == 200 - first.conversations
    assert house.stored() == []


def test_a_sweep_that_is_cut_off_at_any_call_is_finished_by_the_next() -> None:
    def expired() -> House:
        house = House()
        for number in range(3):
            house.start(number, pages=2)
        house.services.ledger.note("erasure", "0" * 16, NOW * 1000)
        house.services.attempts.begin("agent.a")
        house.now += TWO_MONTHS - 47 * 3600
        house.services.attempts.begin("agent.b")
        house.now += 47 * 3600
        house.spent, house.calls = 0.0, Counter()
        return house

    whole = expired()
    whole.sweep()
    for calls in range(1, sum(whole.calls.values()), 3):
        house = expired()
        house.cut_after = calls
        with pytest.raises(Cut):
            house.sweep()
        house.cut_after = None
        house.sweep()

        assert [name for name in house.stored() if name.startswith("conversation#")] == []
        assert house.stored() == whole.stored()


def test_two_sweeps_at_once_delete_each_thing_once(house: House) -> None:
    for number in range(30):
        house.start(number)
    house.now += TWO_MONTHS
    others: list[sweeping.Swept] = []
    listing = house.services.conversations.expiring_on

    class Overtaken:
        """Another sweep does everything between this one's listing and its deleting."""

        def __getattr__(self, name: str) -> Any:
            return getattr(house.services.conversations, name)

        def expiring_on(self, date: str) -> list[str]:
            found = listing(date)
            if found and not others:
                others.append(house.sweep())
            return found

    swept = sweeping.sweep(msgspec.structs.replace(house.services, conversations=Overtaken()))

    assert [each.conversations for each in (*others, swept)] == [30, 0]
    assert house.stored() == []


def test_what_was_written_anew_since_it_expired_stays(house: House) -> None:
    house.services.attempts.begin("agent.a")
    item = house.table.items()[0]
    key = keys.Key(item["pk"]["S"], item["sk"]["S"])
    items = Items(_Client(house, "dynamodb"), "juttu", lambda: house.now)  # type: ignore[arg-type]
    house.now += 25 * 3600
    house.services.attempts.begin("agent.a")

    assert not items.delete_expired(key)
    assert house.stored() == [key.pk]
    house.now += 25 * 3600
    assert items.delete_expired(key)
    assert house.stored() == []


def test_the_age_of_the_oldest_is_published_and_the_sweep_recorded_also_when_nothing_has_expired(desk: Desk) -> None:
    desk.start()
    assert sweeping.sweep(desk.services).oldest_expired_hours == 0
    assert desk.metrics.of("oldest_expired_hours") == [0]

    desk.cloud.clock.advance(TWO_MONTHS + 13 * 3600)
    swept = sweeping.sweep(desk.services)

    assert swept.conversations == 1
    assert swept.oldest_expired_hours >= 13
    assert desk.metrics.of("oldest_expired_hours") == [0, swept.oldest_expired_hours]
    assert [record for record in desk.logged() if record[1] == "sweep_done"] == [("system", "sweep_done", "sweep")] * 2


def test_without_the_log_everything_is_deleted_all_the_same_and_the_run_has_failed(desk: Desk) -> None:
    desk.start()
    desk.cloud.clock.advance(TWO_MONTHS)
    desk.cloud.fail("logs", "PutLogEvents", times=20)

    with pytest.raises(LogUnavailable):
        sweeping.sweep(desk.services)
    assert [item for item in desk.cloud.items() if item["pk"].startswith("conversation#")] == []


def test_without_the_table_no_figure_says_that_all_is_well(desk: Desk) -> None:
    desk.cloud.fail("dynamodb", "Query", times=20)

    with pytest.raises(Unavailable):
        sweeping.sweep(desk.services)
    assert desk.metrics.of("oldest_expired_hours") == []
