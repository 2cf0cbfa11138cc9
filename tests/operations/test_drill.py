"""A drill proves that the back-up could serve, says where it could not, and leaves nothing, whatever becomes of it."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import pytest

from chalicelib import wiring
from chalicelib.aws.calling import World
from chalicelib.chat.actions import data_rights, talking
from chalicelib.chat.errors import Refusal as RefusedByTheProduct
from chalicelib.chat.services import Services
from chalicelib.chat.site import Site
from chalicelib.chat.who import Visitor
from chalicelib.chat.wire import Start
from local.cloud import Cloud
from operations import drill, replay, tables
from operations.drill import Looked
from operations.replay import Fit
from operations.trouble import Refused, Trouble
from tests.operations.aws import Aws, Given, Refusal
from tests.operations.restoring import OWN, House

NOW = 1_795_600_000
IN_MEMORY = True
NOTHING_WRONG = [
    "✓ 0 conversations are in it that were erased.",
    "✓ 0 items are in it that have expired.",
    "✓ 0 sessions, tickets and sockets are open in it.",
]


class Older(House):
    """A stage of which a back-up is, when it is restored, as the table was before an erasure."""

    def __init__(self, cloud: Cloud) -> None:
        super().__init__(cloud)
        self.back_up: list[dict[str, Any]] = []
        self._client("dynamodb").meta.events.register(
            "provide-client-params.dynamodb.RestoreTableToPointInTime", self._asked
        )
        self._client("dynamodb").meta.events.register("after-call.dynamodb.RestoreTableToPointInTime", self._fill)
        self._target = ""

    def keeps(self) -> None:
        """Have the back-up be as the table is now."""
        self.back_up = self.cloud.client("dynamodb").scan(TableName=OWN)["Items"]

    def _asked(self, params: Mapping[str, Any], **_: Any) -> None:
        self._target = params["TargetTableName"]

    def _fill(self, **_: Any) -> None:
        for item in self.back_up:
            self.cloud.client("dynamodb").put_item(TableName=self._target, Item=item)


@pytest.fixture
def house(opened_cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[Older]:
    opened_cloud.begin_anew()
    monkeypatch.setattr(wiring, "world", World(now=opened_cloud.clock, sleep=lambda _: None))
    made = Older(opened_cloud)
    services = made.services()
    services.sites.put(Site(key="demo", company="Demo Oy", origins=("http://127.0.0.1:8601",)))
    for key in "ab":
        start(services, key)
    made.keeps()
    opened_cloud.clock.advance(60)
    erased = start(services, "a")
    found = services.conversations.get(erased)
    assert found is not None
    data_rights.erase(services, Visitor(erased), found)
    yield made
    made.ends()


def start(services: Services, key: str) -> str:
    body = Start(site="demo", language="fi", id="message-1", text="Hei")
    return talking.start(services, key * 43, body, f"192.0.{ord(key)}.0/24").facts.conversation


def test_a_drill_makes_the_back_up_fit_to_serve_looks_through_it_and_destroys_it(house: Older) -> None:
    before = house.cloud.items()

    assert drill.drill(house.stage, house.operator, house.cloud.clock)

    assert house.cloud.client("dynamodb").list_tables()["TableNames"] == [OWN]
    assert house.cloud.items() == before
    said = [line.partition("  (")[0] for line in house.said]
    assert [line for line in said if line in NOTHING_WRONG] == NOTHING_WRONG
    assert "✓ Done again, as was asked for since: 1 conversations erased." in said
    assert said[-1] == f"✓ {OWN}-drill-{NOW + 60} destroyed; prod uses {OWN}, as before."
    assert house.in_use == ""


def test_a_drill_fails_where_what_was_erased_is_not_erased_again(house: Older, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "replay", lambda *_: ({}, []))

    assert not drill.drill(house.stage, house.operator, house.cloud.clock)

    said = [line.partition("  (")[0] for line in house.said]
    assert "✗ 1 conversations are in it that were erased." in said
    assert any(line.startswith("✗ It could not serve") for line in said)
    assert house.cloud.client("dynamodb").list_tables()["TableNames"] == [OWN]


def test_what_has_expired_is_seen_where_it_was_not_deleted(house: Older, monkeypatch: pytest.MonkeyPatch) -> None:
    house.cloud.clock.advance(70 * 24 * 3600)
    monkeypatch.setattr(replay, "sweep", lambda _: 0)

    assert not drill.drill(house.stage, house.operator, house.cloud.clock)
    assert any("items are in it that have expired" in line and line.startswith("✗") for line in house.said)


@pytest.mark.parametrize("operation", ["Scan", "DescribeTable", "Query"])
def test_a_drill_that_is_cut_off_leaves_nothing(house: Older, operation: str) -> None:
    calls = {"left": 2}

    def fails(name: str) -> bool:
        calls["left"] -= name == operation
        return name == operation and calls["left"] <= 0 and calls["left"] > -8

    house.fails = fails
    with pytest.raises((Trouble, RefusedByTheProduct)):
        drill.drill(house.stage, house.operator, house.cloud.clock)
    house.fails = lambda _: False

    assert drill.drill(house.stage, house.operator, house.cloud.clock)
    assert house.cloud.client("dynamodb").list_tables()["TableNames"] == [OWN]


def test_what_an_earlier_drill_has_left_is_destroyed_first(house: Older) -> None:
    house.restored(f"{OWN}-drill-1")

    drill.drill(house.stage, house.operator, house.cloud.clock)

    assert house.said[0].startswith(f"✓ {OWN}-drill-1 destroyed, which an earlier drill had left.")
    assert house.cloud.client("dynamodb").list_tables()["TableNames"] == [OWN]


def test_a_drills_table_is_none_that_the_stage_may_use(house: Older) -> None:
    house.restored(f"{OWN}-drill-1")

    assert house.stage.others(OWN) == []


def test_a_table_that_is_still_being_restored_is_deleted_when_that_is_done() -> None:
    states = iter(["CREATING", "CREATING", "CREATING", "ACTIVE", "DELETING", None])

    def told(_: Any) -> Any:
        state = next(states)
        if state is None:
            return Refusal("ResourceNotFoundException")
        return {"Table": {"TableName": "one", "TableArn": "arn:one", "TableStatus": state}}

    answers: Iterator[Given] = iter(
        [Refusal("ResourceInUseException"), Refusal("ResourceInUseException"), {}, Refusal("ResourceInUseException")]
    )
    aws = Aws(
        {
            "dynamodb.DescribeTable": told,
            "dynamodb.DescribeContinuousBackups": {
                "ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED"}
            },
            "dynamodb.DeleteTable": lambda _: next(answers),
        }
    )

    tables.delete(aws.account(), "one", lambda _: None)

    assert len(aws.said("dynamodb.DeleteTable")) == 4


def test_a_table_that_nobody_may_delete_is_said() -> None:
    table = {"TableName": "one", "TableArn": "arn:one", "TableStatus": "ACTIVE", "DeletionProtectionEnabled": True}
    aws = Aws({"dynamodb.DescribeTable": {"Table": table}, "dynamodb.UpdateTable": Refusal("AccessDeniedException")})

    with pytest.raises(Refused, match="AccessDeniedException"):
        tables.delete(aws.account(), "one", lambda _: None)


@pytest.mark.parametrize("what", ["erased", "expired", "open"])
def test_one_thing_that_must_not_come_back_is_enough(what: str) -> None:
    assert drill.can_serve(Looked())
    found = msgspec.structs.replace(Looked(), **{what: 1})
    assert not drill.can_serve(found)
    assert [line[0] for line in drill.looked_told(found, Fit())].count("✗") == 2
