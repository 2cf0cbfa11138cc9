"""A restored table serves only when nothing in it undoes what people have asked for since; and everything goes back again."""

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import wiring
from chalicelib.aws.calling import World
from chalicelib.chat import commitment
from chalicelib.chat.actions import correcting, data_rights, hiding, noting, talking
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import Refusal as RefusedByTheProduct
from chalicelib.chat.people import Left, Profile
from chalicelib.chat.ports import Listener
from chalicelib.chat.services import Services
from chalicelib.chat.site import Site
from chalicelib.chat.stage import Stage as Settings
from chalicelib.chat.who import InCase, Staff, Visitor
from chalicelib.chat.wire import Access, Correct, Hide, Say, Start, WriteNote
from local.cloud import Cloud
from local.cloud.cloud import TEMPLATE
from operations import replay, restore, tables
from operations.replay import Fit, Missing
from operations.restore import Operator
from operations.stack import Stack
from operations.trouble import Trouble
from tests.operations.aws import Aws, Given, Refusal
from tests.operations.restoring import OWN, TAGS, House

NOW = 1_795_600_000
CANARY = "Kanarialintu laulaa"
IN_MEMORY = True
DAY = 24 * 3600
AGENT = Staff(person="agent.a", alias="A", roles=frozenset({"agent"}), session="s", committed=True, ends_at=2**53)
TAKEN_BACK = ("erased", "objected", "allowed", "restricted", "lifted", "hidden", "note", "corrected")


@pytest.fixture
def house(opened_cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    opened_cloud.begin_anew()
    monkeypatch.setattr(wiring, "world", World(now=opened_cloud.clock, sleep=lambda _: None))
    made = House(opened_cloud)
    made.services().sites.put(Site(key="demo", company="Demo Oy", origins=("http://127.0.0.1:8601",)))
    yield made
    made.ends()


def started(services: Services, key: str, text: str = CANARY) -> Conversation:
    """A conversation that agent A has taken, with a line of the visitor's in third place and a note."""
    body = Start(site="demo", language="fi", id="message-1", text="Hei")
    conversation = talking.start(services, key * 43, body, f"192.0.{ord(key)}.0/24").facts.conversation
    talking.take(services, AGENT, conversation)
    says(services, conversation, 2, text)
    noting.write(services, AGENT, stored(services, conversation), WriteNote(id="note-0001", text=CANARY))
    return stored(services, conversation)


def says(services: Services, conversation: str, n: int, text: str) -> None:
    frame = Say(conversation=conversation, id=f"message-{n}", n=n, text=text)
    talking.say(services, Visitor(conversation), stored(services, conversation), frame)


def stored(services: Services, conversation: str) -> Conversation:
    found = services.conversations.get(conversation)
    assert found is not None
    return found


class Week:
    """Eight conversations of which the table was kept as it was then, and what was done to each since, one thing each."""

    def __init__(self, house: House) -> None:
        self.house = house
        services = house.services()
        self.ids = {name: started(services, key).id for name, key in zip(TAKEN_BACK, "abcdefgh", strict=True)}
        self._objects("allowed", on=True)
        for name in ("restricted", "lifted"):
            talking.close(services, self._visitor(name), self._of(name))
        data_rights.restrict(services, self._in_case("lifted"), self._of("lifted"))
        self.at = house.time()
        self.table = f"{OWN}-{self.at:%Y%m%dT%H%M%S}"
        house.restored(self.table)
        house.cloud.clock.advance(300)
        data_rights.erase(services, self._visitor("erased"), self._of("erased"))
        self._objects("objected", on=True)
        self._objects("allowed", on=False)
        data_rights.restrict(services, self._in_case("restricted"), self._of("restricted"))
        data_rights.lift_restriction(services, self._in_case("lifted"), self._of("lifted"), house.time().date())
        hiding.hide(services, self._visitor("hidden"), self._of("hidden"), Hide(seq=3))
        noting.take_back(services, AGENT, self._of("note"), 1)
        body = Correct(about=3, id="correction-1", text="Tarkoitin varista")
        correcting.correct(services, self._visitor("corrected"), self._of("corrected"), body)

    def shows(self, table: str = "") -> dict[str, Any]:
        """What a table says of each."""
        services = self.house.services(table or self.table)
        of = {name: services.conversations.get(each) for name, each in self.ids.items()}
        there = {name: found for name, found in of.items() if found is not None}
        return {
            "erased": of["erased"] is None,
            "objected": there["objected"].objected_at is not None,
            "allowed": there["allowed"].objected_at is None,
            "restricted": there["restricted"].restricted_at is not None,
            "lifted": there["lifted"].restricted_at is None,
            "hidden": services.conversations.lines(there["hidden"])[3].text != CANARY,
            "note": services.notes.all(self.ids["note"])[0].text != CANARY,
        }

    def _visitor(self, name: str) -> Visitor:
        return Visitor(self.ids[name])

    def _in_case(self, name: str) -> InCase:
        return InCase(conversation=self.ids[name], by="first.person", beside="second.person", case="2026-7")

    def _of(self, name: str) -> Conversation:
        return stored(self.house.services(), self.ids[name])

    def _objects(self, name: str, *, on: bool) -> None:
        data_rights.objects(self.house.services(), self._visitor(name), self._of(name), on=on)


@pytest.fixture
def week(house: House) -> Week:
    return Week(house)


SO_AGAIN = dict.fromkeys(("erased", "objected", "allowed", "restricted", "lifted", "hidden", "note"), True)


# ------------------------------------------------------------------------------------------------- nothing comes back


def test_nothing_that_was_undone_since_is_in_a_restored_table_when_it_serves(week: Week) -> None:
    house = week.house
    # As it comes from DynamoDB it would bring everything back.
    assert week.shows() == dict.fromkeys(SO_AGAIN, False)

    restore.to(house.stage, house.operator, week.at)

    assert house.in_use == week.table
    assert week.shows() == SO_AGAIN
    assert (
        "✓ Done again, as was asked for since: conversations erased: 1, lines hidden: 1, notes taken back: 1, objected to: 1, allowed again: 1, restricted: 1, restricted no more: 1."
        in house.said
    )


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("erasure", "erased"),
        ("objection", "objected"),
        ("objection-withdrawn", "allowed"),
        ("restriction", "restricted"),
        ("restriction-lifted", "lifted"),
        ("hidden", "hidden"),
        ("note-taken-back", "note"),
    ],
)
def test_a_kind_that_were_not_done_again_would_be_seen(
    week: Week, kind: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted mistake for each kind: the ledger and the access log keep it to themselves."""
    since = replay.since

    def without(*given: Any) -> replay.Since:
        found = since(*given)
        return msgspec.structs.replace(found, noted=[each for each in found.noted if each.kind != kind])

    monkeypatch.setattr(replay, "since", without)
    restore.to(week.house.stage, week.house.operator, week.at)

    assert week.shows() == {**SO_AGAIN, name: False}


def test_what_is_asked_for_while_the_stack_changes_over_is_done_too(week: Week) -> None:
    house, services = week.house, week.house.services()
    also = week.ids["corrected"]

    def erased() -> None:
        data_rights.erase(services, Visitor(also), stored(services, also))

    house.meanwhile = erased
    restore.to(house.stage, house.operator, week.at)

    assert house.services(week.table).conversations.get(also) is None


def test_corrections_that_are_lost_are_listed_for_the_officer(week: Week) -> None:
    restore.to(week.house.stage, week.house.operator, week.at)

    told = week.house.said.index(
        "! A correction of the visitor's is not in 1 conversation: tell the data-protection officer these references."
    )
    assert week.house.said[told + 1] == f"    {week.ids['corrected']}"
    assert "varista" not in str(tables.walk(week.house.account, week.table, "newest"))


def test_where_the_old_table_is_lost_the_access_log_knows_what_was_erased_and_what_cannot_be_told(week: Week) -> None:
    house = week.house
    house.cloud.client("dynamodb").update_table(TableName=OWN, DeletionProtectionEnabled=False)
    log = replay.records(house.account, house.cloud.environment["JUTTU_ACCESS_LOG_GROUP"], 0)
    known = replay.since([], log)

    fit = replay.make_fit(replay.place(house.account, house.stage.stack, week.table), known)

    assert fit.again == {
        "erasure": 1,
        "objection": 1,
        "objection-withdrawn": 1,
        "restriction": 1,
        "restriction-lifted": 1,
    }
    assert fit.corrections == [week.ids["corrected"]]
    assert fit.unplaced == sorted([week.ids["hidden"], week.ids["note"]])
    assert week.shows() == {**SO_AGAIN, "hidden": False, "note": False}


@pytest.mark.parametrize(
    ("action", "actor", "outcomes", "found"),
    [
        ("erasure_requested", "visitor", ["allowed"], ["erasure"]),
        ("erasure_requested", "first.person", ["allowed", "failed"], ["erasure"]),
        ("objection_made", "visitor", ["allowed"], ["objection"]),
        ("objection_made", "visitor", ["allowed", "failed"], []),
        ("objection_made", "system", ["allowed"], []),
        ("restriction_placed", "first.person", ["allowed"], ["restriction"]),
        ("restriction_placed", "first.person", ["allowed", "failed"], ["restriction"]),
        ("restriction_lifted", "first.person", ["allowed"], ["restriction-lifted"]),
        ("restriction_lifted", "first.person", ["allowed", "failed"], []),
        ("correction_made", "visitor", ["allowed"], ["correction"]),
        ("correction_made", "agent.a", ["allowed"], []),
    ],
)
def test_the_access_log_is_believed_as_far_as_it_tells_what_was_asked_for(
    action: str, actor: str, outcomes: list[str], found: list[str]
) -> None:
    records = [
        Access(
            at=at,
            actor=actor,
            role="visitor",
            action=action,
            object="C",
            purpose="request",
            outcome=outcome,
            request="r",
            reason=f"case 2026-7{' told 2026-11-26' if action == 'restriction_lifted' else ''}",
        )
        for at, outcome in enumerate(outcomes, 1)
    ]

    noted = replay.since([], records).noted
    assert [each.kind for each in noted] == found
    assert {each.case for each in noted} <= ({"2026-7"} if action.startswith("restriction") else {None})


# ------------------------------------------------------------------------------------------------- before it serves


def test_nobody_is_in_who_was_in_then(house: House) -> None:
    services = house.services()
    conversation = started(services, "a")
    cookie, session = services.sessions.start("agent.a", "A", ("agent",), commitment.CURRENT.hash)
    services.sockets.open("socket-1", Listener(session=session.hash, person="agent.a"), int(services.now()))
    services.sockets.issue(Listener(conversation=conversation.id), "http://127.0.0.1:8601", int(services.now()) + 30)
    services.conversations.listen(conversation, "socket-2", "visitor", services.milliseconds())
    services.agents.set_available("agent.a", "A", on=True)
    services.agents.listen(AGENT, "socket-1", services.milliseconds())
    at = replay.place(house.account, house.stage.stack, OWN)

    assert replay.end_everything(at) == 4

    assert services.sessions.of("agent.a") == []
    assert services.sockets.get("socket-1") is None
    assert stored(services, conversation.id).sockets == {}
    agent = services.agents.get("agent.a")
    assert agent is not None
    assert (agent.sockets, agent.available) == ({}, False)
    assert [item for item in house.cloud.items() if item["pk"].startswith(("session#", "ticket#", "socket#"))] == []
    assert cookie
    assert replay.end_everything(at) == 0


def test_nothing_has_outlived_its_time_however_long_ago_that_ended(house: House) -> None:
    services = house.services()
    old = started(services, "a").id
    house.cloud.clock.advance(40 * DAY)
    kept = started(services, "b").id
    house.cloud.clock.advance(30 * DAY)
    at = replay.place(house.account, house.stage.stack, OWN)

    assert replay.sweep(at) > 0

    assert list(replay.conversations(at)) == [kept]
    assert old != kept
    assert all(int(item.get("expires_at", 2**53)) > services.now() for item in house.cloud.items())
    assert replay.sweep(at) == 0


def test_it_has_what_a_restored_table_lacks_as_the_own_one_has_it(week: Week) -> None:
    house, client = week.house, week.house.cloud.client("dynamodb")
    client.update_table(TableName=OWN, DeletionProtectionEnabled=True)
    own = client.describe_table(TableName=OWN)["Table"]["TableArn"]
    client.tag_resource(ResourceArn=own, Tags=[{"Key": "owner", "Value": "service"}])
    try:
        restore.to(house.stage, house.operator, week.at)
    finally:
        client.update_table(TableName=OWN, DeletionProtectionEnabled=False)

    table = client.describe_table(TableName=week.table)["Table"]
    living = client.describe_time_to_live(TableName=week.table)["TimeToLiveDescription"]
    backups = client.describe_continuous_backups(TableName=week.table)["ContinuousBackupsDescription"]
    tags = client.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"]
    assert living == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    assert table["DeletionProtectionEnabled"] is True
    assert {each["Key"]: each["Value"] for each in tags} == {**TAGS, "owner": "service"}


def test_a_table_without_its_indexes_is_not_used(week: Week) -> None:
    whole = tables.find(week.house.account, week.table)
    assert whole is not None
    lacking = msgspec.structs.replace(whole, indexes=frozenset({"desk"}))

    with pytest.raises(Trouble, match="has no index expiry"):
        restore._use(week.house.stage, week.house.operator, lacking, week.at)
    assert week.house.in_use == ""


def test_whoever_has_left_is_forgotten_again(house: House) -> None:
    services = house.services()
    services.people.put(Profile(person="agent.x", alias="X"))
    house.restored(f"{OWN}-20261125T000000")
    left = Left(
        person="agent.x", alias="X", left_at=NOW * 1000, expires_at=NOW + DAY, committed_version="", committed_at=0
    )
    services.people.leave(left)
    restored = house.services(f"{OWN}-20261125T000000")
    assert restored.people.get("agent.x") is not None

    at = replay.place(house.account, house.stage.stack, f"{OWN}-20261125T000000")
    assert replay.forget_left(at, replay.since([replay.place(house.account, house.stage.stack, OWN)], [])) == 1

    assert restored.people.get("agent.x") is None
    assert restored.people.left("agent.x") == left


# ------------------------------------------------------------------------------------------------- what is told


def test_what_is_missing_is_said_in_numbers_and_not_read(house: House) -> None:
    services = house.services()
    first = started(services, "a").id
    house.restored("juttu-dev-older")
    says(services, first, 3, CANARY)
    says(services, first, 4, CANARY)
    started(services, "b")
    now = services.stage.current()
    assert services.stage.change(now, Settings(remind_after_minutes=3), "admin.a", services.milliseconds()) is not None

    at = replay.place(house.account, house.stage.stack, OWN)

    assert replay.missing(at, "juttu-dev-older") == Missing(conversations=1, went_on=1, messages=2, settings=1)
    assert replay.missing(at, OWN) == Missing()


def test_lines_say_what_was_done_and_what_has_to_be_told() -> None:
    fit = Fit(ended=3, expired=7, again={"erasure": 2, "hidden": 1}, corrections=["C1"], unplaced=["C2"], left=1)

    assert list(restore.fit_told(fit)) == [
        "✓ Sessions, tickets and sockets ended: 3; items deleted that had expired: 7.",
        "✓ Done again, as was asked for since: conversations erased: 2, lines hidden: 1.",
        "✓ Forgotten again, of those who have left: 1.",
        "! A correction of the visitor's is not in 1 conversation: tell the data-protection officer these references.",
        "    C1",
        (
            "! In 1 conversation a line was hidden or a note taken back, and nobody knows any more which: tell the data-protection"
            " officer these references."
        ),
        "    C2",
    ]
    assert list(restore.fit_told(Fit()))[1] == "✓ Done again, as was asked for since: nothing."


def test_the_switch_is_in_the_access_log_under_who_did_it(week: Week) -> None:
    restore.to(week.house.stage, week.house.operator, week.at)

    records = [json.loads(event["message"]) for event in week.house.cloud.log_events()]
    assert [
        (each["actor"], each["role"], each["object"]) for each in records if each["action"] == "settings_changed"
    ] == [("first.person", "operator", "stage")]


# ------------------------------------------------------------------------------------------------- switching, and back


def test_nothing_is_switched_that_nobody_agrees_to(week: Week) -> None:
    week.house.agrees = False
    restore.to(week.house.stage, week.house.operator, week.at)

    assert week.house.in_use == ""
    assert week.house.asked == [f"Have prod use {week.table} instead of {OWN}? Everybody has to sign in again."]
    assert week.house.said[-2].startswith("→ Nothing was switched.")
    assert week.house.said[-1].startswith(
        f"→ Until it is deleted, {week.table} costs its storage and back-up each month"
    )


def test_nothing_of_the_old_table_is_destroyed_and_the_way_back_brings_what_was_asked_for_meanwhile(week: Week) -> None:
    house = week.house
    before = {each["pk"] for each in house.cloud.items() if each["pk"].startswith("conversation#")}
    restore.to(house.stage, house.operator, week.at)
    assert {each["pk"] for each in house.cloud.items() if each["pk"].startswith("conversation#")} == before

    restored = house.services(week.table)
    also = week.ids["note"]
    data_rights.erase(restored, Visitor(also), stored(restored, also))
    leads_back = f"→ The way back to {OWN}: `make restore STAGE=prod BACK=1`."
    assert house.said.count(leads_back) == 1
    restore.back(house.stage, house.operator)

    assert house.in_use == ""
    assert house.said.count(leads_back) == 1  # where it leads, nothing says so again
    assert f"→ {week.table} is kept as it was." in house.said
    assert house.services().conversations.get(also) is None
    assert (
        house.services().conversations.lines(stored(house.services(), week.ids["corrected"]))[4].text
        == "Tarkoitin varista"
    )
    assert any(
        f"update-continuous-backups --table-name {week.table}" in line.partition("delete-table --table-name")[0]
        for line in house.said
    )  # a table with recovery on would leave a back-up for 35 days


def test_what_is_erased_in_the_table_in_use_goes_from_the_other_by_tidying(week: Week) -> None:
    house = week.house
    restore.to(house.stage, house.operator, week.at)
    restored = house.services(week.table)
    also = week.ids["hidden"]
    data_rights.erase(restored, Visitor(also), stored(restored, also))
    assert house.services().conversations.get(also) is not None

    restore.tidy(house.stage, house.operator)

    assert house.services().conversations.get(also) is None
    assert house.in_use == week.table


def test_a_stage_that_uses_its_own_table_is_left_alone_by_the_way_back_unless_somebody_wants_it_made_fit(
    week: Week,
) -> None:
    house = week.house
    house.agrees = False
    restore.back(house.stage, house.operator)
    assert house.said == ["→ Nothing was done: prod uses its own table."]
    assert house.stacks.said("cloudformation.UpdateStack") == []


@pytest.mark.parametrize(
    "operation",
    [
        "UpdateTimeToLive",
        "UpdateContinuousBackups",
        "TagResource",
        "Scan",
        "BatchWriteItem",
        "PutItem",
        "DescribeTable",
    ],
)
def test_the_same_command_goes_on_after_any_call_has_failed(week: Week, operation: str) -> None:
    house = week.house
    failures = {"left": 40}

    def fails(name: str) -> bool:
        failures["left"] -= name == operation
        return name == operation and failures["left"] > 30

    house.fails = fails
    with pytest.raises(Exception, match=r"AWS refused|unavailable") as failed:
        restore.to(house.stage, house.operator, week.at)
    assert isinstance(failed.value, Trouble | RefusedByTheProduct)
    assert house.in_use == ""

    house.fails = lambda _: False
    restore.to(house.stage, house.operator, week.at)

    assert house.in_use == week.table
    assert week.shows() == SO_AGAIN


def test_a_run_that_was_cut_off_after_the_switch_does_the_rest(week: Week) -> None:
    house, services = week.house, week.house.services()
    restore.to(house.stage, house.operator, week.at)
    also = week.ids["corrected"]
    data_rights.erase(services, Visitor(also), stored(services, also))  # by a function that had the old table still

    house.asked.clear()
    restore.to(house.stage, house.operator, week.at)

    assert house.services(week.table).conversations.get(also) is None
    assert house.asked == []


def test_a_stack_that_does_not_change_over_is_told_and_nothing_is_switched(week: Week) -> None:
    house = week.house

    def rolled_back() -> None:
        house.status = "UPDATE_ROLLBACK_COMPLETE"

    house.meanwhile = rolled_back
    with pytest.raises(Trouble, match=r"did not change over \(UPDATE_ROLLBACK_COMPLETE\)"):
        restore.to(house.stage, house.operator, week.at)


# ------------------------------------------------------------------------------------------------- before anything


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-11-30T08:00", "2026-11-30T06:00:00+00:00"),
        ("2026-07-30T08:00:30", "2026-07-30T05:00:30+00:00"),
        ("2026-11-30T08:00+01:00", "2026-11-30T07:00:00+00:00"),
    ],
)
def test_a_time_is_the_controllers_unless_it_says_its_offset(text: str, told: str) -> None:
    assert restore.moment(text, "Europe/Helsinki").isoformat() == told


@pytest.mark.parametrize("text", ["yesterday", "", "0001-01-01", "9999-12-31T23:59-23:59"])
def test_what_is_no_time_is_answered_with_how_one_is_written(text: str) -> None:
    with pytest.raises(Trouble, match="write it as 2026-11-30T08:00, in Europe/Helsinki"):
        restore.moment(text, "Europe/Helsinki")


AT = datetime(2026, 11, 30, 6, tzinfo=UTC)


def window(earliest: datetime | None) -> Any:
    about = (
        {}
        if earliest is None
        else {"EarliestRestorableDateTime": earliest, "LatestRestorableDateTime": AT + timedelta(hours=1)}
    )
    status = "DISABLED" if earliest is None else "ENABLED"
    told = {"PointInTimeRecoveryStatus": status, **about}
    return {
        "ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": told}
    }


def at_tables(own: Any, in_use: Any) -> restore.Stage:
    answers: Callable[[Any], Any] = lambda asked: own if asked["TableName"] == OWN else in_use  # noqa: E731
    account = Aws({"dynamodb.DescribeContinuousBackups": answers}).account()
    stack = Stack(name="juttu-prod", status="UPDATE_COMPLETE", parameters={"Zone": "Europe/Helsinki"})
    return restore.Stage(account, "prod", stack, OWN, "juttu-dev-20261129T000000")


def test_it_is_restored_from_the_table_that_was_in_use_then() -> None:
    day = timedelta(days=1)

    assert restore.source_of(at_tables(window(AT - day), window(AT - day)), AT) == "juttu-dev-20261129T000000"
    assert restore.source_of(at_tables(window(AT - day), window(AT + timedelta(minutes=1))), AT) == OWN


def test_a_time_of_which_there_is_no_back_up_is_refused_with_those_of_which_there_is() -> None:
    with pytest.raises(Trouble) as refused:
        restore.source_of(at_tables(window(AT - timedelta(days=7)), window(None)), AT - timedelta(days=8))

    assert str(refused.value) == (
        "There is no back-up of 2026-11-22T08:00:00: there is one of juttu-dev from 2026-11-23T08:00:00 to 2026-11-30T09:00:00, in"
        " Europe/Helsinki. Name a time in between."
    )


def test_where_no_table_has_a_back_up_the_way_to_aws_own_is_named() -> None:
    gone = Refusal("TableNotFoundException")

    with pytest.raises(Trouble, match="restore-table-from-backup --target-table-name juttu-dev"):
        restore.source_of(at_tables(gone, gone), AT)


def test_a_stack_that_cannot_use_another_table_is_refused_with_the_way_out(house: House) -> None:
    described = house.stacks.answers["cloudformation.DescribeStacks"]
    assert callable(described)
    stack: Any = described({})
    stack["Stacks"][0]["Outputs"] = [
        each for each in stack["Stacks"][0]["Outputs"] if each["OutputKey"] != "OwnTableName"
    ]
    house.stacks.answers["cloudformation.DescribeStacks"] = stack

    with pytest.raises(Trouble, match="`make deploy STAGE=prod` first"):
        _ = house.stage


def test_a_table_is_waited_for_until_it_and_its_indexes_are_ready() -> None:
    states = iter([("CREATING", "CREATING"), ("ACTIVE", "CREATING"), ("ACTIVE", "ACTIVE")])
    arn = "arn:aws:dynamodb:eu-north-1:123456789012:table/one"

    def told(_: Any) -> Any:
        table, index = next(states)
        return {
            "Table": {
                "TableName": "one",
                "TableArn": arn,
                "TableStatus": table,
                "GlobalSecondaryIndexes": [{"IndexName": "desk", "IndexStatus": index}],
            }
        }

    said: list[str] = []
    paused: list[float] = []
    account = Aws({"dynamodb.DescribeTable": told}).account()

    assert tables.wait(account, "one", said.append, paused.append).ready
    assert (len(paused), said) == (2, ["  one is being restored, since 0 min …"])


def test_a_table_is_restored_to_the_second_that_was_asked_for_and_only_once() -> None:
    there: list[str] = []

    def described(asked: Mapping[str, Any]) -> Given:
        if asked["TableName"] not in there:
            return Refusal("ResourceNotFoundException")
        return {"Table": {"TableName": "one", "TableArn": "arn:one", "TableStatus": "CREATING"}}

    def restored(asked: Mapping[str, Any]) -> Given:
        there.append(asked["TargetTableName"])
        return {}

    aws = Aws({"dynamodb.DescribeTable": described, "dynamodb.RestoreTableToPointInTime": restored})
    for _ in range(2):
        tables.restore(aws.account(), OWN, "one", AT)
    tables.restore(aws.account(), OWN, "two")

    assert aws.said("dynamodb.RestoreTableToPointInTime") == [
        {"SourceTableName": OWN, "TargetTableName": "one", "RestoreDateTime": AT},
        {"SourceTableName": OWN, "TargetTableName": "two", "UseLatestRestorableTime": True},
    ]


def test_the_command_says_what_it_does_and_ends_with_0_or_tells_what_is_in_the_way_and_ends_with_1(
    week: Week, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(restore, "Account", lambda _: week.house.account)

    assert restore.main(["--stage", "prod", "--to", week.at.isoformat(), "--yes"]) == 0
    assert f"✓ prod uses {week.table}." in capsys.readouterr().out
    assert week.shows() == SO_AGAIN
    assert restore.main(["--stage", "prod", "--to", "yesterday"]) == 1
    assert capsys.readouterr().err.startswith("✗ 'yesterday' is no time")
    week.house.cloud.fail("logs", "PutLogEvents", times=20)
    assert restore.main(["--stage", "prod", "--tidy"]) == 1
    assert "Run the same command again: it goes on where it stopped." in capsys.readouterr().err


@pytest.mark.parametrize("given", [["--to", "x", "--back"], ["--back", "--by", "a b"]])
def test_what_is_no_command_is_answered_with_how_one_is_written(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        restore.main(given)
    assert "usage: python -m operations restore" in capsys.readouterr().err


@pytest.mark.usefixtures("without_credentials")
def test_without_a_time_it_is_said_what_else_may_be_typed_and_nothing_is_asked_of_aws(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert restore.main(["--stage", "test"]) == 1
    assert capsys.readouterr().err.startswith(
        "✗ Say to which time, in the controller's zone: `make restore STAGE=test TO=2026-11-30T08:00`. With BACK=1 in its place"
    )


def test_a_back_up_that_cannot_be_had_yet_is_asked_for_again() -> None:
    early = Refusal("ContinuousBackupsUnavailableException")
    done: Given = {"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED"}}
    answers: Iterator[Given] = iter([early, early, done])
    aws = Aws({"dynamodb.UpdateContinuousBackups": lambda _: next(answers)})
    paused: list[float] = []

    tables.back_up(aws.account(), "one", paused.append)

    asked = aws.said("dynamodb.UpdateContinuousBackups")
    assert [each["PointInTimeRecoverySpecification"]["RecoveryPeriodInDays"] for each in asked] == [7, 7, 7]
    assert len(paused) == 2


def test_a_back_up_that_is_refused_for_good_is_said_at_once_or_after_ten_minutes() -> None:
    for code, times in (("AccessDeniedException", 1), ("ContinuousBackupsUnavailableException", 40)):
        aws = Aws({"dynamodb.UpdateContinuousBackups": Refusal(code)})
        with pytest.raises(Trouble, match=code):
            tables.back_up(aws.account(), "one", lambda _: None)
        assert len(aws.said("dynamodb.UpdateContinuousBackups")) == times


def test_the_template_takes_the_name_of_a_restored_table_and_has_what_a_restore_reads() -> None:
    template = TEMPLATE.read_text("utf-8")
    parameters, _, rest = template.partition("\nConditions:")
    parameter = re.split(r"\n  \w", parameters.partition(f"\n  {restore.PARAMETER}:\n")[2])[0]
    pattern = re.search(r"AllowedPattern: (\".*\")", parameter)
    assert pattern is not None
    assert re.fullmatch(json.loads(pattern[1]), f"juttu-prod-{AT:%Y%m%dT%H%M%S}")
    for output in (restore.OWN, restore.IN_USE):
        assert f"\n  {output}:\n" in rest.partition("\nOutputs:")[2]


def test_whoever_is_at_no_terminal_agrees_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)

    assert restore._at_terminal("Switch?") is False


def test_who_ends_what_they_type_has_not_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = io.StringIO("y\n")
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", typed)

    assert restore._at_terminal("Switch?") is True
    assert restore._at_terminal("Switch?") is False
    assert Operator().agrees("Switch?") is False
