"""What holds for the whole service: looked at, tried, changed, and what it then does, through the service over the local table."""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar, get_args

import msgspec
import pytest
from chalice.app import Request

from chalicelib import settings, wiring
from chalicelib.aws.calling import World
from chalicelib.aws.table.stage import StageSettings
from chalicelib.chat.actions import desk as desks
from chalicelib.chat.actions import signing_in, talking, watching
from chalicelib.chat.actions.guarding import Asker
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.errors import (
    ChangedMeanwhile,
    CommitmentMissing,
    LogUnavailable,
    NetworkRefused,
    NotFound,
    SettingsRefused,
    SignInRefused,
    Unavailable,
)
from chalicelib.chat.limits import STAGE_LIMITS
from chalicelib.chat.notice.making import sentences
from chalicelib.chat.notice.page import KEPT_SECONDS
from chalicelib.chat.people import Administrator
from chalicelib.chat.ports import AgentOnDuty, Listener
from chalicelib.chat.retention import ACCESS_LOG_DAYS
from chalicelib.chat.stage import WITHIN_SECONDS, ServedStage, Stage, roles_at, seeded
from chalicelib.chat.who import Role
from chalicelib.chat.wire import Credentials, Ended, NewPassword, QueueChanged, SecondFactor, ServerFrame, Told
from chalicelib.chat.words import VEILED_IN
from chalicelib.entrypoints import board, http, sign_in, sockets, visitor
from chalicelib.entrypoints import desk as desk_doors
from chalicelib.entrypoints import settings as doors
from chalicelib.rooms.settings import stage
from chalicelib.rooms.settings.wire import CheckStage, SaveStage, StagePage
from chalicelib.rooms.settings.wire import StageSettings as Settings
from local.cloud import totp
from local.cloud.faults import Fault
from operations import people as command
from tests.service.conftest import Desk, staff

T = TypeVar("T")
R = TypeVar("R")

ADMIN = staff("admin.a", "administrator")
OTHER = staff("admin.b", "administrator")
HERE = "192.0.2.7"
HOME = "198.51.100.9"
OFFICE = ("192.0.2.0/24", "2001:db8:1::/48")
PASSWORD = "a password of the agent's own"
SEED = "JBSWY3DPEHPK3PXP"
ORIGIN = "http://127.0.0.1:8600"


def page(desk: Desk, source: str = HERE) -> StagePage:
    return stage.page(desk.services, ADMIN, source)


def changed(before: Settings, **change: Any) -> Settings:
    networks = change.pop("networks", {})
    return msgspec.structs.replace(before, networks={**before.networks, **networks}, **change)


def save(desk: Desk, before: StagePage, who: Any = ADMIN, source: str = HERE, **change: Any) -> StagePage:
    asked = SaveStage(settings=changed(before.settings, **change), version=before.version)
    return stage.save(desk.services, who, asked, source)


def refused(desk: Desk, source: str = HERE, **change: Any) -> list[tuple[str, str, int | None, str | None]]:
    """Return every mistake of a check, which a save tells too."""
    shown = page(desk)
    with pytest.raises(SettingsRefused) as by_check:
        stage.check(desk.services, ADMIN, CheckStage(settings=changed(shown.settings, **change)), source)
    with pytest.raises(SettingsRefused) as by_save:
        save(desk, shown, source=source, **change)
    assert by_check.value.data == by_save.value.data
    assert page(desk) == shown
    assert desk.logged() == []
    return [(each.where, each.code, each.limit, each.meant) for each in by_save.value.data["mistakes"]]


def kept_to(desk: Desk, **networks: tuple[str, ...]) -> None:
    """Have roles be used from these networks only, as another process knows it by now."""
    by_role = {role.replace("_", "-"): of_role for role, of_role in networks.items()}
    before = desk.services.stage.current()
    after = Stage(networks=by_role, told=before.told, left_question_days=before.left_question_days)  # type: ignore[arg-type]
    assert desk.services.stage.change(before, after, "admin.a", desk.services.milliseconds()) is not None
    desk.cloud.clock.advance(WITHIN_SECONDS)


@contextlib.contextmanager
def failing(desk: Desk, service: str, operation: str, **trouble: Any) -> Iterator[Fault]:
    """Have calls fail within."""
    fault = desk.cloud.fail(service, operation, times=1_000, **trouble)
    yield fault
    fault.cancel()


# ------------------------------------------------------------------------------------------------- looking


def test_while_nobody_has_saved_anything_it_is_what_was_deployed(desk: Desk) -> None:
    shown = page(desk)

    assert shown.settings == Settings(
        networks=dict.fromkeys(get_args(Role), ()),
        told=(),
        told_after_minutes=60,
        left_question_days=7,
        remind_after_minutes=3,
        return_after_minutes=10,
        veiled=VEILED_IN,
    )
    assert (shown.version, shown.changed_at, shown.changed_by) == ("", None, "")
    assert (shown.own_address, shown.seen_within) == (HERE, WITHIN_SECONDS)
    assert shown.controller == desk.services.settings.controller
    chosen = msgspec.structs.replace(
        settings.read(desk.cloud.environment), alerts_to="keeper@example.com", left_question_days=3
    )
    assert seeded(chosen) == ServedStage(told=("keeper@example.com",), left_question_days=3)


def test_once_it_was_saved_what_is_deployed_later_changes_nothing(desk: Desk) -> None:
    save(desk, page(desk), left_question_days=5)
    chosen = msgspec.structs.replace(settings.read(desk.cloud.environment), left_question_days=3)
    world = World(now=desk.cloud.clock)

    assert wiring.build(chosen, world).stage.current().left_question_days == 5


@pytest.mark.parametrize(
    ("source", "shown"), [("::ffff:192.0.2.7", "192.0.2.7"), ("2001:DB8::1", "2001:db8::1"), ("", "")]
)
def test_whoever_looks_is_shown_from_where_they_come_and_it_is_kept_nowhere(
    source: str, shown: str, desk: Desk
) -> None:
    assert page(desk, source).own_address == shown
    save(desk, page(desk), source="192.0.2.77", told_after_minutes=30)

    everything = f"{desk.cloud.items()} {desk.cloud.log_events()}"
    assert "192.0.2.77" not in everything
    assert "told_after_minutes" in everything


@pytest.mark.parametrize("role", [each for each in get_args(Role) if each != "administrator"])
def test_nobody_else_finds_any_of_it(role: Role, desk: Desk) -> None:
    shown = page(desk)
    who = staff("somebody.s", role)
    tries: list[Callable[[], object]] = [
        lambda: stage.page(desk.services, who, HERE),
        lambda: stage.check(desk.services, who, CheckStage(settings=shown.settings), HERE),
        lambda: save(desk, shown, who, left_question_days=3),
        lambda: stage.versions(desk.services, who),
        lambda: stage.earlier(desk.services, who, 0),
    ]

    for each in tries:
        with pytest.raises(NotFound):
            each()
    assert (page(desk), desk.logged()) == (shown, [])
    assert save(desk, shown, left_question_days=3).settings.left_question_days == 3


def test_before_the_commitment_there_is_nothing_to_see(desk: Desk) -> None:
    with pytest.raises(CommitmentMissing):
        stage.page(desk.services, staff("admin.a", "administrator", committed=False), HERE)


# ------------------------------------------------------------------------------------------------- changing


def test_a_save_is_recorded_first_and_holds(desk: Desk) -> None:
    after = save(desk, page(desk), networks={"administrator": OFFICE}, told=("keeper@example.com",))

    assert after == page(desk)
    assert after.settings.networks["administrator"] == OFFICE
    assert (after.changed_by, after.changed_at) == ("admin.a", desk.services.milliseconds())
    assert desk.logged() == [("admin.a", "settings_changed", "stage")]
    with failing(desk, "logs", "PutLogEvents"), pytest.raises(LogUnavailable):
        save(desk, after, left_question_days=3)
    assert page(desk) == after


def test_networks_are_kept_as_they_are_usually_written(desk: Desk) -> None:
    written = (" 192.0.2.7 ", "2001:DB8:0:0::/32", "10.0.0.0/255.0.0.0")
    after = save(desk, page(desk), networks={"administrator": written, "agent": ()})

    assert after.settings.networks["administrator"] == ("192.0.2.7/32", "2001:db8::/32", "10.0.0.0/8")
    assert dict(desk.services.stage.current().networks) == {"administrator": after.settings.networks["administrator"]}


def test_a_check_says_what_would_change_and_saves_nothing(desk: Desk) -> None:
    shown = page(desk)
    asked = changed(shown.settings, networks={"agent": OFFICE}, told=("a@example.com",), left_question_days=3)

    would = stage.check(desk.services, ADMIN, CheckStage(settings=asked), HERE)

    assert would.changed == ("networks.agent", "told", "left_question_days")
    assert set(would.notice) == {"fi", "sv", "en"}
    for changes in would.notice.values():
        ((gone,), (new,)) = changes[0].gone, changes[0].new
        assert ("7\u00a0" in gone, "3\u00a0" in new) == (True, True)
    assert (page(desk), desk.logged()) == (shown, [])
    same = stage.check(desk.services, ADMIN, CheckStage(settings=shown.settings), HERE)
    assert (same.changed, same.notice) == ((), {})


def test_what_the_notice_does_not_tell_changes_none_of_its_sentences(desk: Desk) -> None:
    asked = changed(page(desk).settings, networks={"agent": OFFICE}, told=("a@example.com",), told_after_minutes=15)

    assert stage.check(desk.services, ADMIN, CheckStage(settings=asked), HERE).notice == {}


def test_whoever_saves_what_others_have_changed_meanwhile_is_told_who(desk: Desk) -> None:
    shown = page(desk)
    save(desk, shown, OTHER, left_question_days=3)

    with pytest.raises(ChangedMeanwhile) as told:
        save(desk, shown, told_after_minutes=15)
    assert told.value.data == {"by": "admin.b", "at": desk.services.milliseconds()}
    assert page(desk).settings.told_after_minutes == 60
    desk.cloud.clock.advance(1)
    assert save(desk, page(desk), told_after_minutes=15).settings.left_question_days == 3


def test_whoever_saves_at_the_same_moment_loses_to_the_first(desk: Desk) -> None:
    shown = page(desk)
    was = desk.services.stage.current()

    class Late(StageSettings):
        """A reader to whom what was there before is still there."""

        def current(self) -> ServedStage:
            now = super().current()
            self.current = super().current  # type: ignore[method-assign]
            return was if now.version else now

    save(desk, shown, OTHER, left_question_days=3)
    late = Late(desk.services.stage._items, desk.services.now, was)  # type: ignore[attr-defined]
    desk.services = msgspec.structs.replace(desk.services, stage=late)
    with pytest.raises(ChangedMeanwhile) as told:
        save(desk, shown, told_after_minutes=15)
    assert told.value.data["by"] == "admin.b"
    records = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    assert [each["outcome"] for each in records if each["actor"] == "admin.a"] == ["allowed", "failed"]


def test_the_same_save_once_more_after_a_lost_answer_changes_nothing(desk: Desk) -> None:
    shown = page(desk)
    after = save(desk, shown, left_question_days=3)
    desk.cloud.clock.advance(5)

    assert save(desk, shown, left_question_days=3) == after
    assert len(stage.versions(desk.services, ADMIN).versions) == 2


def test_what_it_was_is_kept_for_two_years_with_who_and_when(desk: Desk) -> None:
    for days in (6, 5):
        desk.cloud.clock.advance(1)
        save(desk, page(desk), left_question_days=days)
    latest, before, first = stage.versions(desk.services, ADMIN).versions

    assert [each.by for each in (latest, before, first)] == ["admin.a", "admin.a", ""]
    assert [each.now for each in (latest, before, first)] == [True, False, False]
    assert first.at == 0
    old = stage.earlier(desk.services, ADMIN, before.at)
    assert (old.settings.left_question_days, old.changed) == (6, ("left_question_days",))
    with pytest.raises(NotFound):
        stage.earlier(desk.services, ADMIN, before.at + 1)
    desk.cloud.clock.advance(ACCESS_LOG_DAYS * 24 * 3600)
    assert (stage.versions(desk.services, ADMIN).versions, page(desk).changed_by) == ((), "")
    assert page(desk).settings.left_question_days == 5


def many(number: int) -> tuple[str, ...]:
    return tuple(f"10.0.{n}.0/24" for n in range(number))


NETWORKS = "networks.agent"
WRONG: list[tuple[dict[str, Any], list[tuple[str, str, int | None, str | None]]]] = [
    ({"networks": {"agent": ("192.0.2.7/24",)}}, [(f"{NETWORKS}[0]", "network_meant", None, "192.0.2.0/24")]),
    ({"networks": {"agent": ("2001:db8::1/32",)}}, [(f"{NETWORKS}[0]", "network_meant", None, "2001:db8::/32")]),
    ({"networks": {"agent": ("::ffff:192.0.2.0/120",)}}, [(f"{NETWORKS}[0]", "network_meant", None, "192.0.2.0/24")]),
    ({"networks": {"agent": ("office", "192.0.2.0/33", "1.2.3", "")}}, [(f"{NETWORKS}[{n}]", "network", None, None) for n in range(4)]),
    ({"networks": {"agent": ("fe80::%eth0/64", "fe80::%\x1b\u202e\n/64", f"fe80::%{'x' * 50_000}/64", "fe80::%/64")}}, [(f"{NETWORKS}[{n}]", "network", None, None) for n in range(4)]),
    ({"networks": {"agent": ("192.0.2.0/24", "192.0.2.0/255.255.255.0")}}, [(f"{NETWORKS}[1]", "twice", None, None)]),
    ({"networks": {"agent": many(51)}}, [(NETWORKS, "too_many", 50, None)]),
    ({"told": ("help",)}, [("told[0]", "mail", None, None)]),
    ({"told": ("a@example.com\r\nBcc: b@example.com",)}, [("told[0]", "mail", None, None)]),
    ({"told": ("help@ääkkönen.example",)}, [("told[0]", "mail", None, "help@xn--kknen-fraa0m.example")]),
    ({"told": ("o\u200bk@example.com",)}, [("told[0]", "mail", None, None)]),
    ({"told": ("\uff4fk@example.com",)}, [("told[0]", "mail", None, None)]),
    ({"told": ("a@example.com", "a@ex\u200bample.com")}, [("told[1]", "twice", None, None)]),
    ({"told": ("a@example.com", "A@example.com")}, [("told[1]", "twice", None, None)]),
    ({"told": tuple(f"a{n}@example.com" for n in range(6))}, [("told", "too_many", 5, None)]),
    ({"told_after_minutes": 14}, [("told_after_minutes", "too_small", 15, None)]),
    ({"told_after_minutes": 1441}, [("told_after_minutes", "too_large", 1440, None)]),
    ({"left_question_days": 0}, [("left_question_days", "too_small", 1, None)]),
    ({"left_question_days": 8}, [("left_question_days", "too_large", 7, None)]),
    ({"networks": {"agent": ("x",)}, "told": ("x",), "left_question_days": 9}, [(f"{NETWORKS}[0]", "network", None, None), ("told[0]", "mail", None, None), ("left_question_days", "too_large", 7, None)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (" Help@Example.COM ", "Help@example.com"),
        ("ok@ex\u200bample.com\u200b", "ok@example.com"),
        ("ok@\uff45xample\u3002com", "ok@example.com"),
        ("ok@XN--kknen-fraa0m.example", "ok@xn--kknen-fraa0m.example"),
    ],
)
def test_who_is_told_is_stored_and_shown_as_the_address_that_was_checked(written: str, stored: str, desk: Desk) -> None:
    assert save(desk, page(desk), told=(written,)).settings.told == (stored,)
    assert desk.services.stage.lately().told == page(desk).settings.told == (stored,)


@pytest.mark.parametrize(("change", "mistakes"), WRONG)
def test_what_cannot_be_taken_is_refused_all_at_once_each_with_its_place(
    change: dict[str, Any], mistakes: list[Any], desk: Desk
) -> None:
    assert refused(desk, **change) == mistakes


def test_as_much_as_there_may_be_is_taken(desk: Desk) -> None:
    networks = dict.fromkeys(get_args(Role), ("192.0.2.0/24", *many(STAGE_LIMITS.networks_a_role - 1)))
    told = tuple(f"a{n}@example.com" for n in range(STAGE_LIMITS.told))
    each = (
        STAGE_LIMITS.told_after_minutes,
        STAGE_LIMITS.left_question_days,
        STAGE_LIMITS.remind_after_minutes,
        STAGE_LIMITS.return_after_minutes,
    )
    for minutes, days, remind, back in zip(*each, strict=True):
        desk.cloud.clock.advance(1)
        wanted = Settings(
            networks=networks,
            told=told,
            told_after_minutes=minutes,
            left_question_days=days,
            remind_after_minutes=remind,
            return_after_minutes=back,
            veiled={language: words_to_veil(STAGE_LIMITS.veiled_a_language) for language in VEILED_IN},
        )
        assert save(desk, page(desk), **msgspec.structs.asdict(wanted)).settings == wanted


def test_a_conversation_goes_back_later_than_its_agent_is_reminded_or_never(desk: Desk) -> None:
    for remind, back, wrong in (
        (0, 10, ("remind_after_minutes", "too_small", 1, None)),
        (61, 240, ("remind_after_minutes", "too_large", 60, None)),
        (10, 10, ("return_after_minutes", "too_small", 11, None)),
        (1, 1, ("return_after_minutes", "too_small", 2, None)),
        (1, 241, ("return_after_minutes", "too_large", 240, None)),
    ):
        assert refused(desk, remind_after_minutes=remind, return_after_minutes=back) == [wrong]
    for remind, back in ((60, 0), (9, 10)):
        kept = save(desk, page(desk), remind_after_minutes=remind, return_after_minutes=back).settings
        assert (kept.remind_after_minutes, kept.return_after_minutes) == (remind, back)


@pytest.mark.parametrize("source", [HOME, "2001:db8:2::1", "::ffff:198.51.100.9", ""])
def test_one_cannot_shut_oneself_out(source: str, desk: Desk) -> None:
    shut = [("networks.administrator", "shut_out", None, None)]

    assert refused(desk, source, networks={"administrator": OFFICE}) == shut
    assert save(desk, page(desk), source=source, networks={"agent": OFFICE}).settings.networks["agent"] == OFFICE
    after = save(desk, page(desk), source="::ffff:192.0.2.7", networks={"administrator": OFFICE})
    assert after.settings.networks["administrator"] == OFFICE


# ------------------------------------------------------------------------------------------------- networks


@pytest.mark.parametrize(
    ("source", "inside"),
    [
        ("192.0.2.0", True),
        ("192.0.2.255", True),
        ("192.0.3.0", False),
        ("::ffff:192.0.2.1", True),
        ("::ffff:c000:201", True),
        ("2001:db8:1:ffff::1", True),
        ("2001:db8:2::1", False),
        ("fe80::1%eth0", False),
        ("", False),
        ("unknown", False),
    ],
)
def test_a_role_may_be_used_from_its_networks_and_from_nowhere_else(source: str, inside: bool) -> None:
    networks: dict[Role, tuple[str, ...]] = {"agent": OFFICE}
    roles: tuple[Role, ...] = ("agent", "reviewer")

    assert ("agent" in roles_at(networks, roles, source)) is inside
    assert "reviewer" in roles_at(networks, roles, source)
    assert roles_at({}, roles, source) == {"agent", "reviewer"}


def enters(desk: Desk, *roles: Role, person: str = "mixed.m") -> str:
    """Return the cookie of somebody with these roles who is in."""
    cookie, _ = desk.services.sessions.start(person, "Mixed", roles, CURRENT.hash)
    return cookie


def ask(desk: Desk, door: http.Door, cookie: str, source: str = HOME, body: Any = None, **path: str) -> tuple[int, Any]:
    """Return status and body of what a door answers from an address."""
    event = {
        "multiValueQueryStringParameters": None,
        "headers": {
            "host": "127.0.0.1:8600",
            "x-juttu": "1",
            "origin": ORIGIN,
            "content-type": "application/json",
            "cookie": f"juttu={cookie}",
        },
        "pathParameters": path,
        "requestContext": {
            "httpMethod": "POST",
            "resourcePath": "/v1",
            "requestId": "request-1",
            "identity": {"sourceIp": source},
        },
        "body": None if body is None else json.dumps(body),
        "stageVariables": None,
    }
    answered = http.answer(Request(event), door, desk.services.asked_by)
    return answered.status_code, json.loads(answered.body or "null")


def test_an_administrator_who_also_answers_may_do_only_that_from_home(desk: Desk) -> None:
    cookie = enters(desk, "administrator", "agent")
    kept_to(desk, administrator=OFFICE)

    status, me = ask(desk, sign_in.me, cookie)
    assert (status, me["roles"]) == (200, ["agent"])
    assert "desk" in me["may"]
    assert "settings" not in me["may"]
    assert ask(desk, desk_doors.colleagues, cookie)[0] == 200
    assert ask(desk, doors.whole, cookie) == ask(desk, doors.site, cookie, site="missing")  # as what is not there
    assert ask(desk, doors.whole, cookie)[0] == 404
    _, me = ask(desk, sign_in.me, cookie, HERE)
    assert "settings" in me["may"]
    assert ask(desk, doors.whole, cookie, HERE)[0] == 200
    assert ask(desk, doors.whole, cookie, "::ffff:192.0.2.9")[0] == 200
    assert ask(desk, doors.whole, cookie, "2001:db8:1::9")[0] == 200


DOORS: list[http.Door] = [
    sign_in.me,
    sign_in.staff_notice,
    desk_doors.colleagues,
    board.board,
    doors.sites,
    visitor.ticket,
]


@pytest.mark.parametrize("door", DOORS)
def test_where_no_role_is_left_every_door_says_so_but_the_way_out(door: http.Door, desk: Desk) -> None:
    cookie = enters(desk, "agent", "supervisor", "administrator")
    kept_to(desk, agent=OFFICE, supervisor=OFFICE, administrator=OFFICE)

    status, problem = ask(desk, door, cookie)
    assert (status, problem["code"]) == (403, "network")
    assert ask(desk, door, cookie, HERE)[0] == 200
    assert ask(desk, sign_in.sign_out, cookie)[0] == 204
    assert ask(desk, door, cookie, HERE)[0] == 401


def test_a_session_that_is_used_from_elsewhere_is_recorded_once_in_ten_minutes_and_is_not_kept_alive(
    desk: Desk,
) -> None:
    cookie = enters(desk, "agent")
    kept_to(desk, agent=OFFICE)
    before = desk.services.sessions.of("mixed.m")
    for _ in range(3):
        desk.cloud.clock.advance(200)
        assert ask(desk, sign_in.me, cookie)[0] == 403

    record = ("mixed.m", "network_refused", "mixed.m")
    assert desk.logged() == [record]
    assert desk.services.sessions.of("mixed.m") == before
    assert HOME not in f"{desk.cloud.items()} {desk.cloud.log_events()}"
    desk.cloud.clock.advance(400)
    assert ask(desk, sign_in.me, cookie)[0] == 403
    assert desk.logged() == [record, record]
    assert ask(desk, sign_in.me, cookie, HERE)[0] == 200
    assert desk.services.sessions.of("mixed.m") != before
    desk.cloud.clock.advance(29 * 60)
    assert ask(desk, sign_in.me, cookie)[0] == 403
    desk.cloud.clock.advance(60)
    assert ask(desk, sign_in.me, cookie, HERE)[0] == 401
    assert {each["outcome"] for each in map(json.loads, (event["message"] for event in desk.cloud.log_events()))} == {
        "refused"
    }


def test_a_ticket_that_is_used_from_elsewhere_is_recorded_and_keeps_no_session_alive(desk: Desk) -> None:
    cookie = enters(desk, "agent", "reviewer")
    kept_to(desk, agent=OFFICE)
    desk.cloud.clock.advance(200)
    _, ticket = ask(desk, visitor.ticket, cookie, HERE)
    before = desk.services.sessions.of("mixed.m")
    assert desk.logged() == []

    assert connects(desk, ticket["ticket"], HOME)[1] == 403
    assert desk.logged() == [("mixed.m", "network_refused", "mixed.m")]
    assert desk.services.sessions.of("mixed.m") == before


def test_a_refusal_by_the_network_stands_while_the_log_or_the_counters_fail(desk: Desk) -> None:
    cookie = enters(desk, "agent")
    kept_to(desk, agent=OFFICE)
    desk.services.stage.lately()
    for service, operation in (("logs", "PutLogEvents"), ("dynamodb", "UpdateItem")):
        with failing(desk, service, operation):
            assert ask(desk, sign_in.me, cookie)[0] == 403
    assert desk.logged() == []
    assert ask(desk, sign_in.me, cookie)[0] == 403
    assert desk.logged() == [("mixed.m", "network_refused", "mixed.m")]


def test_whoever_has_no_role_at_all_is_as_before(desk: Desk) -> None:
    kept_to(desk, agent=OFFICE)

    assert ask(desk, sign_in.me, enters(desk))[0] == 200


def test_a_change_holds_everywhere_within_a_minute_and_at_once_where_it_was_made(desk: Desk) -> None:
    cookie = enters(desk, "agent")
    other = wiring.build(settings.read(desk.cloud.environment), World(now=desk.cloud.clock))
    elsewhere = msgspec.structs.replace(desk.services, stage=other.stage)
    elsewhere.stage.lately()
    save(desk, page(desk), networks={"agent": OFFICE})

    assert ask(desk, sign_in.me, cookie)[0] == 403
    assert elsewhere.stage.lately().networks == {}
    desk.cloud.clock.advance(WITHIN_SECONDS)
    assert elsewhere.stage.lately().networks["agent"] == OFFICE


def test_while_the_table_fails_what_was_read_last_holds_and_without_any_nobody_is_let_in(desk: Desk) -> None:
    kept_to(desk, agent=OFFICE)
    desk.services.stage.lately()
    desk.cloud.clock.advance(WITHIN_SECONDS)
    new = wiring.build(settings.read(desk.cloud.environment), World(now=desk.cloud.clock)).stage
    with failing(desk, "dynamodb", "GetItem"):
        assert desk.services.stage.lately().networks["agent"] == OFFICE
        with pytest.raises(Unavailable):
            new.lately()
    assert new.lately().networks["agent"] == OFFICE


# ------------------------------------------------------------------------------------------------- sockets


def opens(desk: Desk, cookie: str, source: str) -> tuple[str, int]:
    """Return a socket under a cookie's session, opened from an address, and what opening it was answered."""
    _, ticket = ask(desk, visitor.ticket, cookie, HERE)
    return connects(desk, ticket["ticket"], source)


def connects(desk: Desk, ticket: str, source: str) -> tuple[str, int]:
    """Return a socket that this ticket opens from an address, and what opening it was answered."""
    connection = f"of-{source}"
    event = {
        "headers": {"Sec-WebSocket-Protocol": f"juttu.v1, ticket.{ticket}", "Origin": ORIGIN},
        "requestContext": {"connectionId": connection, "identity": {"sourceIp": source}},
    }
    return connection, sockets.connect(event, desk.services)["statusCode"]


def test_a_socket_opens_only_from_where_one_may_answer(desk: Desk) -> None:
    kept_to(desk, agent=OFFICE)
    cookie = enters(desk, "agent", "reviewer")

    assert opens(desk, cookie, HOME)[1] == 403
    assert opens(desk, cookie, "::ffff:192.0.2.8")[1] == 200
    assert opens(desk, cookie, "2001:db8:1::8")[1] == 200


def hears(desk: Desk, connection: str, conversation: str, n: int = 2) -> list[ServerFrame]:
    """Return what a socket is told when the visitor speaks on one of their own, and when somebody else comes to the queue."""
    desk.work()
    desk.services.sockets.open("visitor", Listener(conversation=conversation), int(desk.services.now()))
    so_far = len(desk.sockets.told)
    said = {"do": "say", "conversation": conversation, "id": f"message-{n}", "n": n, "text": f"Hei {n}"}
    answer = json.loads(sockets.message("visitor", json.dumps(said), desk.services, "203.0.113.5")["body"])
    assert answer["entry"]["text"] == f"Hei {n}"
    desk.start(key=str(n) * 43, network=f"203.0.{n}.0/24")
    desk.work()
    told = [frame for to, frame in desk.sockets.told[so_far:] if to == connection]
    return [frame for frame in told if isinstance(frame, Told | QueueChanged)]


FRAMES: list[dict[str, Any]] = [
    {"do": "ping"},
    {"do": "ping", "quiet": True},
    {"do": "join"},
    {"do": "say", "id": "message-1", "n": 1, "text": "Hei"},
    {"do": "typing", "on": True},
    {"do": "read", "seq": 1},
    {"do": "leave"},
]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda each: "_".join(map(str, list(each.values())[:2])))
def test_whoever_lost_the_agents_role_by_a_change_hears_nothing_more_at_the_next_frame(
    frame: dict[str, Any], desk: Desk
) -> None:
    cookie = enters(desk, "agent", "administrator")
    connection, _ = opens(desk, cookie, HOME)
    started = desk.start()
    talking.take(desk.services, staff("mixed.m"), started.facts.conversation)
    body = json.dumps(frame if frame["do"] == "ping" else {**frame, "conversation": started.facts.conversation})
    joining = json.dumps({"do": "join", "conversation": started.facts.conversation})
    sockets.message(connection, joining, desk.services, HOME)
    assert desk.sockets.heard(connection, Ended) == []
    kept_to(desk, agent=OFFICE)

    assert sockets.message(connection, body, desk.services, HOME) == {"statusCode": 200}

    assert desk.sockets.heard(connection, Ended) == [Ended(why="network")]
    head = desk.services.conversations.get(started.facts.conversation)
    agent = desk.services.agents.get("mixed.m")
    assert head is not None
    assert agent is not None
    assert (connection in head.sockets, connection in agent.sockets) == (False, False)
    assert "Hei" not in [line.text for line in head.newest if line.by == "mixed.m"]
    assert hears(desk, connection, started.facts.conversation) == []


@pytest.mark.parametrize("by", ["save", "watch"])
def test_a_socket_from_elsewhere_that_sends_nothing_hears_nothing_after_a_change_either(by: str, desk: Desk) -> None:
    cookie = enters(desk, "agent")
    conversation = desk.start().facts.conversation
    talking.take(desk.services, staff("mixed.m"), conversation)
    connection = opens(desk, cookie, HOME)[0]
    joining = json.dumps({"do": "join", "conversation": conversation})
    sockets.message(connection, joining, desk.services, HOME)
    ask(desk, desk_doors.available, cookie, body={"on": True})
    watching.watch(desk.services)  # one that comes long after the one before does nothing
    assert len(hears(desk, connection, conversation)) == 2
    if by == "save":
        save(desk, page(desk), networks={"agent": OFFICE})
    else:
        kept_to(desk, agent=OFFICE)
        watching.watch(desk.services)

    assert desk.sockets.heard(connection, Ended) == [Ended(why="network")]
    assert desk.sockets.closed == [connection]
    assert hears(desk, connection, conversation, n=3) == []
    inside, answered = opens(desk, cookie, HERE)
    sockets.message(inside, joining, desk.services, HERE)
    assert answered == 200
    assert len(hears(desk, inside, conversation, n=4)) == 2
    assert hears(desk, connection, conversation, n=5) == []


def test_a_socket_let_in_by_networks_that_a_process_still_held_ends_once_the_change_holds_everywhere(
    desk: Desk,
) -> None:
    cookie = enters(desk, "agent")
    watching.watch(desk.services)
    save(desk, page(desk), networks={"agent": OFFICE})
    stale = wiring.build(settings.read(desk.cloud.environment), World(now=desk.cloud.clock))
    stale.stage._read = (desk.services.now(), ServedStage())  # type: ignore[attr-defined]
    desk.cloud.clock.advance(WITHIN_SECONDS - 1)
    current, desk.services = desk.services, msgspec.structs.replace(desk.services, stage=stale.stage)
    late, answered = opens(desk, cookie, HOME)
    desk.services = current
    assert answered == 200
    watching.watch(desk.services)
    desk.cloud.clock.advance(WITHIN_SECONDS)
    early = desk.sockets.heard(late, Ended)
    inside, _ = opens(desk, cookie, HERE)
    watching.watch(desk.services)

    assert (early, desk.sockets.heard(late, Ended)) == ([], [Ended(why="network")])
    assert desk.sockets.heard(inside, Ended) == []


def test_the_sockets_of_many_people_are_ended_side_by_side_and_those_of_one_after_one_another(desk: Desk) -> None:
    begun: list[str] = []

    def side_by_side(do: Callable[[T], R], values: Iterable[T]) -> list[R]:
        people = list(values)
        begun.extend(each.person for each in people if isinstance(each, AgentOnDuty))
        return [do(each) for each in reversed(people)]

    people = ("mixed.m", "agent.b", "agent.c")
    lines = [
        opens(desk, enters(desk, "agent", person=person), f"203.0.113.{n}")[0]
        for n, person in enumerate((*people, "mixed.m"))
    ]
    desk.cloud.clock.advance(1)
    desk.services = msgspec.structs.replace(desk.services, each=side_by_side)
    save(desk, page(desk), networks={"agent": OFFICE})

    assert sorted(begun) == sorted(people)
    assert sorted(desk.sockets.closed) == sorted(lines)


def test_other_changes_end_no_sockets(desk: Desk) -> None:
    opens(desk, enters(desk, "agent"), HOME)
    watching.watch(desk.services)
    save(desk, page(desk), networks={"administrator": OFFICE}, left_question_days=3)
    for _ in range(3):
        desk.cloud.clock.advance(WITHIN_SECONDS)
        watching.watch(desk.services)

    assert desk.sockets.closed == []


def test_a_change_of_networks_is_saved_also_where_a_socket_cannot_be_ended_and_the_watch_ends_it(desk: Desk) -> None:
    connection, _ = opens(desk, enters(desk, "agent"), HOME)
    watching.watch(desk.services)
    with failing(desk, "dynamodb", "DeleteItem"):
        save(desk, page(desk), networks={"agent": OFFICE})
    assert page(desk).settings.networks["agent"] == OFFICE
    assert desk.services.sockets.get(connection) is not None
    desk.cloud.clock.advance(WITHIN_SECONDS)
    watching.watch(desk.services)

    assert desk.services.sockets.get(connection) is None
    agent = desk.services.agents.get("mixed.m")
    assert agent is not None
    assert agent.sockets == {}


@pytest.mark.parametrize("role", [None, *(each for each in get_args(Role) if each != "agent")])
def test_whoever_answers_nobody_gets_no_socket_and_hears_nothing_of_the_queue(role: Role | None, desk: Desk) -> None:
    cookie = enters(desk, *(() if role is None else (role,)))
    held = desk.services.sessions.of("mixed.m")[0]
    old = desk.services.sockets.issue(
        Listener(session=held.hash, person="mixed.m"), ORIGIN, int(desk.services.now()) + 30
    )
    agent, _ = opens(desk, enters(desk, "agent", person="agent.b"), HERE)

    assert ask(desk, visitor.ticket, cookie)[0] == 404
    assert connects(desk, old, HOME)[1] == 403
    assert desk.services.agents.get("mixed.m") is None
    desk.start()
    desk.work()
    assert {to for to, frame in desk.sockets.told if isinstance(frame, QueueChanged)} == {agent}


def test_whoever_may_not_answer_from_there_gets_no_ticket_there(desk: Desk) -> None:
    cookie = enters(desk, "agent", "reviewer")
    kept_to(desk, agent=OFFICE)

    assert ask(desk, visitor.ticket, cookie)[0] == 404
    assert ask(desk, visitor.ticket, cookie, HERE)[0] == 200


def test_whoever_may_still_answer_from_there_hears_on(desk: Desk) -> None:
    connection, _ = opens(desk, enters(desk, "agent", "administrator"), HOME)
    kept_to(desk, agent=("198.51.100.0/24",), administrator=OFFICE)

    answer = sockets.message(connection, '{"do": "ping"}', desk.services, HOME)
    assert json.loads(answer["body"]) == {"is": "pong"}
    assert desk.sockets.heard(connection, Ended) == []


def test_a_visitor_may_come_from_anywhere_and_costs_no_read_more(desk: Desk) -> None:
    kept_to(desk, **{role.replace("-", "_"): OFFICE for role in get_args(Role)})
    started = desk.start(network="198.51.100.0/24")
    desk.services.sockets.open("v", Listener(conversation=started.facts.conversation), int(desk.services.now()))

    with failing(desk, "dynamodb", "GetItem", when=lambda asked: "stage" in str(asked)) as fault:
        for frame in ({"do": "join"}, {"do": "say", "id": "message-2", "n": 2, "text": "Hei"}):
            body = json.dumps({**frame, "conversation": started.facts.conversation})
            assert "refused" not in str(sockets.message("v", body, desk.services, HOME))
    assert not fault.happened


# ------------------------------------------------------------------------------------------------- signing in


@pytest.fixture
def account(desk: Desk) -> Desk:
    """An account with a password and a second factor."""
    desk.services.accounts.create("agent.a", "Aino", "a temporary password")
    desk.services.accounts.set_password("agent.a", PASSWORD)
    desk.services.accounts.give("agent.a", "agent")
    desk.cloud.cognito.enrol(desk.cloud.user_pool, "agent.a", SEED)
    return desk


def signs_in(desk: Desk, source: str, typed: str = "") -> Any:
    """Return what the second factor's code is answered, after the right password."""
    asker = Asker("198.51.100.0/24", "", source)
    step = signing_in.password(desk.services, Credentials(user="agent.a", password=PASSWORD), asker).step
    desk.cloud.clock.advance(totp.STEP_SECONDS)
    shown = typed or totp.code_at(SEED, desk.services.now())
    given = SecondFactor(user="agent.a", challenge=step.challenge or "", code=shown)
    return signing_in.code(desk.services, given, asker)


def test_from_elsewhere_the_right_code_lets_nobody_in_and_is_recorded(account: Desk) -> None:
    kept_to(account, agent=OFFICE)

    with pytest.raises(NetworkRefused):
        signs_in(account, HOME)
    assert account.logged() == [("agent.a", "sign_in_network_refused", "agent.a")]
    assert account.services.sessions.of("agent.a") == []
    assert account.services.people.get("agent.a") is None
    assert HOME not in f"{account.cloud.items()} {account.cloud.log_events()}"
    assert signs_in(account, HERE).session
    assert account.logged()[-1] == ("agent.a", "sign_in", "agent.a")


def begins(desk: Desk, source: str) -> tuple[Asker, Any]:
    """Return what somebody with a temporary password is asked from an address, and who asks from there."""
    asker = Asker("198.51.100.0/24", "", source)
    return asker, signing_in.password(
        desk.services, Credentials(user="agent.b", password="a temporary password"), asker
    ).step


def chooses(desk: Desk, asker: Asker, challenge: str) -> Any:
    given = NewPassword(user="agent.b", challenge=challenge, password=PASSWORD)
    return signing_in.new_password(desk.services, given, asker).step


@pytest.fixture
def invited(desk: Desk) -> Desk:
    """An account with a temporary password."""
    desk.services.accounts.create("agent.b", "Bo", "a temporary password")
    desk.services.accounts.give("agent.b", "agent")
    return desk


def test_from_elsewhere_nobody_sets_a_first_password_or_factor_and_from_here_both_are_recorded(invited: Desk) -> None:
    kept_to(invited, agent=OFFICE)
    with pytest.raises(NetworkRefused):
        begins(invited, HOME)
    assert invited.logged() == [("agent.b", "sign_in_network_refused", "agent.b")]

    asker, step = begins(invited, HERE)
    assert step.next == "new_password"
    step = chooses(invited, asker, step.challenge)
    assert step.next == "enrol"
    given = SecondFactor(
        user="agent.b", challenge=step.challenge, code=totp.code_at(step.secret, invited.services.now())
    )
    assert signing_in.code(invited.services, given, asker).session
    actions = [action for _, action, _ in invited.logged()]
    assert actions == ["sign_in_network_refused", "password_changed", "second_factor_enrolled", "sign_in"]


def test_from_elsewhere_nobody_enrols_who_has_a_password_but_no_factor_yet(invited: Desk) -> None:
    invited.services.accounts.set_password("agent.b", "a temporary password")
    kept_to(invited, agent=OFFICE)

    with pytest.raises(NetworkRefused):
        begins(invited, HOME)
    assert begins(invited, HERE)[1].next == "enrol"


def test_whoever_has_gone_elsewhere_in_the_middle_sets_nothing_there(invited: Desk) -> None:
    _, step = begins(invited, HOME)
    kept_to(invited, agent=OFFICE)
    outside, inside = (Asker("198.51.100.0/24", "", source) for source in (HOME, HERE))
    with pytest.raises(NetworkRefused):
        chooses(invited, outside, step.challenge)
    assert not invited.services.accounts.get("agent.b").has_signed_in
    enrolment = chooses(invited, inside, step.challenge)
    shown = totp.code_at(enrolment.secret, invited.services.now())
    given = SecondFactor(user="agent.b", challenge=enrolment.challenge, code=shown)
    with pytest.raises(NetworkRefused):
        signing_in.code(invited.services, given, outside)
    assert not invited.services.accounts.get("agent.b").second_factor
    assert signing_in.code(invited.services, given, inside).session


def test_neither_is_set_while_the_log_takes_no_record(invited: Desk) -> None:
    asker, step = begins(invited, HERE)
    with failing(invited, "logs", "PutLogEvents"), pytest.raises(LogUnavailable):
        chooses(invited, asker, step.challenge)
    assert not invited.services.accounts.get("agent.b").has_signed_in
    enrolment = chooses(invited, asker, step.challenge)
    shown = totp.code_at(enrolment.secret, invited.services.now())
    given = SecondFactor(user="agent.b", challenge=enrolment.challenge, code=shown)
    with failing(invited, "logs", "PutLogEvents"), pytest.raises(LogUnavailable):
        signing_in.code(invited.services, given, asker)
    assert not invited.services.accounts.get("agent.b").second_factor


def test_nobody_learns_of_it_who_has_not_proved_who_they_are(account: Desk) -> None:
    kept_to(account, agent=OFFICE)
    wrong = Credentials(user="agent.a", password="something else of theirs")
    with pytest.raises(SignInRefused):
        signing_in.password(account.services, wrong, Asker("198.51.100.0/24", "", HOME))
    with pytest.raises(SignInRefused):
        signs_in(account, HOME, typed="000000")
    assert {action for _, action, _ in account.logged()} == {"sign_in_failed"}


def test_while_the_log_takes_no_record_nobody_is_let_in_either(account: Desk) -> None:
    kept_to(account, agent=OFFICE)
    with failing(account, "logs", "PutLogEvents"), pytest.raises(LogUnavailable):
        signs_in(account, HOME)
    assert account.services.sessions.of("agent.a") == []


def test_who_signs_in_from_home_with_one_role_left_has_that_one(account: Desk) -> None:
    account.services.accounts.give("agent.a", "administrator")
    kept_to(account, administrator=OFFICE)
    entered = signs_in(account, HOME)

    status, me = ask(account, sign_in.me, entered.session)
    assert (status, me["roles"]) == (200, ["agent"])
    assert set(ask(account, sign_in.me, entered.session, HERE)[1]["roles"]) == {"agent", "administrator"}


def test_an_operator_opens_the_networks_when_all_else_fails(desk: Desk) -> None:
    assert command.run(["--by", "keeper", "open-networks"], desk.services).text == "No role was kept to networks."
    save(desk, page(desk), networks={"administrator": OFFICE}, told=("keeper@example.com",))
    desk.cloud.clock.advance(1)
    cookie = enters(desk, "administrator")
    assert ask(desk, doors.whole, cookie)[0] == 403

    said = command.run(["--by", "keeper", "open-networks"], desk.services)

    assert said == (0, "Every role may be used from anywhere, within a minute.")
    assert ask(desk, doors.whole, cookie)[0] == 200
    shown = page(desk)
    assert (shown.settings.networks["administrator"], shown.settings.told) == ((), ("keeper@example.com",))
    assert shown.changed_by == "keeper"
    assert ("keeper", "settings_changed", "stage") in desk.logged()
    with failing(desk, "logs", "PutLogEvents"), pytest.raises(LogUnavailable):
        save(desk, shown, networks={"administrator": OFFICE})
    assert stage.open_networks(desk.services, Administrator("keeper")) is False


def test_who_saves_settings_leaves_the_chat_closed_as_the_operator_has_it(desk: Desk) -> None:
    stage.close_chat(desk.services, Administrator("keeper"), {"fi": "Palaamme klo 12."})
    desk.cloud.clock.advance(1)

    save(desk, page(desk), told=("keeper@example.com",))

    there = desk.services.stage.current()
    assert (there.told, there.closed) == (("keeper@example.com",), {"fi": "Palaamme klo 12."})


# ------------------------------------------------------------------------------------------------- the notice


def test_the_notice_that_is_shown_says_how_long_a_question_waits(desk: Desk) -> None:
    before = desk.services.notices.current().notice
    save(desk, page(desk), left_question_days=3)
    desk.cloud.clock.advance(KEPT_SECONDS)
    after = desk.services.notices.current().notice

    assert before.version != after.version
    assert any("enintään 3\u00a0päivän ajan" in said for said in sentences(after.documents["fi"]))
    assert desk.services.notices.make(desk.services.notices.shown_rows(), desk.services.stage.current()) == after


# ------------------------------------------------------------------------------------------------- veiled words


def words_to_veil(count: int) -> tuple[str, ...]:
    """Return so many different words, each as long as one may be."""
    return tuple(f"{number:x<{STAGE_LIMITS.veiled_characters}}" for number in range(count))


def test_a_language_has_our_words_until_others_are_saved_and_ours_are_not_kept(desk: Desk) -> None:
    own = {**VEILED_IN, "fi": ("hölmö*", "lyön sinut"), "sv": ()}

    assert save(desk, page(desk), veiled=own).settings.veiled == own
    assert desk.services.stage.current().veiled == {"fi": ("hölmö*", "lyön sinut"), "sv": ()}
    assert desks.veiled(desk.services, staff("agent.a")).words == own


def test_words_that_would_veil_too_much_or_are_too_many_are_refused(desk: Desk) -> None:
    most, characters = STAGE_LIMITS.veiled_a_language, STAGE_LIMITS.veiled_characters
    for words, wrong in (
        (("*",), ("veiled.fi[0]", "too_few", 2, None)),
        (("ab", "a*"), ("veiled.fi[1]", "too_few", 2, None)),
        (("x" * (characters + 1),), ("veiled.fi[0]", "too_long", characters, None)),
        (("ab", "AB"), ("veiled.fi[1]", "twice", None, None)),
        (words_to_veil(most + 1), ("veiled.fi", "too_many", most, None)),
    ):
        assert refused(desk, veiled={**VEILED_IN, "fi": words}) == [wrong]


def test_only_agents_have_the_words(desk: Desk) -> None:
    assert desks.veiled(desk.services, staff("agent.a")).words == VEILED_IN
    with pytest.raises(NotFound):
        desks.veiled(desk.services, staff("admin.a", "administrator"))
