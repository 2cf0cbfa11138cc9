"""A drill proves that the back-up could serve, says where it could not, and leaves nothing, whatever becomes of it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import pytest

from chalicelib import wiring
from chalicelib.aws.calling import World
from chalicelib.chat.actions import data_rights, talking
from chalicelib.chat.errors import LogUnavailable
from chalicelib.chat.errors import Refusal as RefusedByTheProduct
from chalicelib.chat.services import Services
from chalicelib.chat.site import Site
from chalicelib.chat.who import Visitor
from chalicelib.chat.wire import Start
from local.cloud import Cloud
from operations import drill, replay, restore, tables
from operations.drill import Looked
from operations.replay import Fit
from operations.trouble import Refused, Trouble
from tests.operations.aws import Aws, Given, Refusal
from tests.operations.restoring import OWN, House

NOW = 1_795_600_000
IN_MEMORY = True
RESTORED = f"{OWN}-20260101T000000"
NOTHING_WRONG = [
    "✓ Conversations in it that were erased: 0.",
    "✓ Items in it that have expired: 0.",
    "✓ Sessions, tickets and sockets open in it: 0.",
]


class Older(House):
    """A stage of which a back-up is, when it is restored, as the table was before an erasure."""

    def __init__(self, cloud: Cloud) -> None:
        super().__init__(cloud)
        self.back_up: list[dict[str, Any]] = []
        self.hears("dynamodb", "provide-client-params.dynamodb.RestoreTableToPointInTime", self._asked)
        self.hears("dynamodb", "after-call.dynamodb.RestoreTableToPointInTime", self._fill)
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


def told(house: Older) -> list[str]:
    """What was said, without how long it took."""
    return [line.partition("  (")[0] for line in house.said]


def test_a_drill_makes_the_back_up_fit_to_serve_looks_through_it_and_destroys_it(house: Older) -> None:
    before = house.cloud.items()

    assert drill.drill(house.stage, house.operator, house.cloud.clock)

    assert house.cloud.client("dynamodb").list_tables()["TableNames"] == [OWN]
    assert house.cloud.items() == before
    said = told(house)
    assert [line for line in said if line in NOTHING_WRONG] == NOTHING_WRONG
    assert "✓ Done again, as was asked for since: conversations erased: 1." in said
    assert said[-1] == f"✓ {OWN}-drill-{NOW + 60} destroyed; prod uses {OWN}, as before."
    assert house.in_use == ""


def test_the_access_log_says_that_there_was_a_drill_and_nothing_of_what_was_done_to_the_copy(house: Older) -> None:
    before = len(house.cloud.log_events())

    assert drill.drill(house.stage, house.operator, house.cloud.clock)

    assert "✓ Done again, as was asked for since: conversations erased: 1." in told(house)
    records = [json.loads(each["message"]) for each in house.cloud.log_events()[before:]]
    assert [[each[name] for name in ("actor", "role", "action", "object")] for each in records] == [
        ["first.person", "operator", "drill_done", "stage"]
    ]


def test_a_drill_gives_the_stage_that_goes_on_no_jobs_as_a_restore_does(house: Older) -> None:
    asked: list[str] = []
    house.hears("sqs", "before-call", lambda model, **_: asked.append(model.name))

    assert drill.drill(house.stage, house.operator, house.cloud.clock)

    assert asked == []
    tables.restore(house.account, OWN, RESTORED)
    restore.made_fit(house.stage, RESTORED)
    assert asked == ["SendMessage"]


def test_where_the_access_log_takes_no_record_nothing_is_restored(house: Older) -> None:
    fault = house.cloud.fail("logs", "PutLogEvents", times=50)
    with pytest.raises(LogUnavailable):
        drill.drill(house.stage, house.operator, house.cloud.clock)
    fault.cancel()

    assert house.said == []
    assert drill.drill(house.stage, house.operator, house.cloud.clock)


def test_a_drill_fails_where_what_was_erased_is_not_erased_again(house: Older, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "replay", lambda *_: ({}, []))

    assert not drill.drill(house.stage, house.operator, house.cloud.clock)

    said = told(house)
    assert "✗ Conversations in it that were erased: 1." in said
    assert any(line.startswith("✗ It could not serve") for line in said)
    assert house.cloud.client("dynamodb").list_tables()["TableNames"] == [OWN]


def test_what_has_expired_is_seen_where_it_was_not_deleted(house: Older, monkeypatch: pytest.MonkeyPatch) -> None:
    house.cloud.clock.advance(70 * 24 * 3600)
    monkeypatch.setattr(replay, "sweep", lambda _: 0)

    assert not drill.drill(house.stage, house.operator, house.cloud.clock)
    assert any(line.startswith("✗ Items in it that have expired: ") for line in house.said)


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
