"""The access log for operators: what is shown of whom, and that looking is recorded before anything is shown."""

import json

import pytest

from chalicelib.chat import access_events, people
from chalicelib.chat.errors import LogUnavailable, NotFound
from chalicelib.chat.people import Administrator, Left
from chalicelib.chat.services import Services
from chalicelib.rooms.access_log import actions
from local import demo
from local.cloud import Cloud
from operations import access_log
from operations.trouble import Trouble

NOW = 1_796_000_010.0
PARAMETERS = demo.PARAMETERS
IN_MEMORY = True
CONVERSATION = "0123456789ABCDEF"


def note(services: Services, actor: str, action: str, at: float = 0, **changed: str) -> None:
    record = {"role": "agent", "object": CONVERSATION, "purpose": "service", "outcome": "allowed", "request": "r"}
    services.access_log.record(
        access_events.access(now=NOW - 100 + at, actor=actor, action=action, **{**record, **changed})
    )


def records(cloud: Cloud) -> list[tuple[str, str, str, str]]:
    found = [json.loads(event["message"]) for event in cloud.log_events()]
    return [(each["actor"], each["role"], each["action"], each["object"]) for each in found]


def test_who_has_opened_a_conversation_is_a_table_newest_first(services: Services) -> None:
    note(services, "agent.a", "conversation_opened")
    note(services, "agent.b", "conversation_taken", 60)

    assert list(access_log.shown(services, "maija.o", conversation_id="0123-4567-89ab-cdef")) == [
        "WHEN                 WHO      AS     DID                  ABOUT             FOR      OUTCOME  REASON",
        "2026-11-30 02:52:50  agent.b  agent  conversation taken   0123456789ABCDEF  service  allowed",
        "2026-11-30 02:51:50  agent.a  agent  conversation opened  0123456789ABCDEF  service  allowed",
    ]


def test_what_failed_is_told_once(services: Services) -> None:
    note(services, "agent.a", "conversation_taken")
    note(services, "agent.a", "conversation_taken", 1, outcome="failed")

    lines = list(access_log.shown(services, "o", conversation_id=CONVERSATION))

    assert ["failed" in line for line in lines[1:]] == [True]


def test_what_somebody_has_done_is_found_by_their_user_name_however_it_is_typed(services: Services) -> None:
    note(services, "agent.a", "conversation_opened")
    note(services, "agent.b", "conversation_opened")

    _, *lines = access_log.shown(services, "o", person=" Agent.A")

    assert [line.split()[2] for line in lines] == ["agent.a"]


def test_looking_is_recorded_and_can_itself_be_looked_at(services: Services, cloud: Cloud) -> None:
    note(services, "agent.a", "conversation_opened")
    list(access_log.shown(services, "maija.o", conversation_id=CONVERSATION))

    assert ("maija.o", "operator", "access_log_read", CONVERSATION) in records(cloud)
    _, *lines = access_log.shown(services, "pekka.o", conversation_id=CONVERSATION, of_log=True)
    assert [line.split()[2] for line in lines] == ["pekka.o", "maija.o"]


def test_nothing_is_shown_that_cannot_be_recorded(services: Services, cloud: Cloud) -> None:
    note(services, "agent.a", "conversation_opened")
    cloud.deny("logs", "PutLogEvents", times=9)

    with pytest.raises(LogUnavailable):
        list(access_log.shown(services, "o", conversation_id=CONVERSATION))


def test_only_so_many_are_shown_and_that_there_are_more_is_said(services: Services) -> None:
    for number in range(5):
        note(services, "agent.a", "conversation_opened", number)

    lines = list(access_log.shown(services, "o", conversation_id=CONVERSATION, most=3))

    assert len(lines) == 5
    assert lines[-1] == "! There are older ones: ask for more with MOST=30 (--most)."


def test_a_conversation_of_which_nothing_is_recorded_says_so(services: Services) -> None:
    [line] = access_log.shown(services, "o", conversation_id=CONVERSATION)

    assert line.startswith("Nobody is recorded.")

    [line] = access_log.shown(services, "o", person="nobody.here")

    assert line.startswith("Nothing of theirs is recorded.")


def test_what_is_no_conversation_is_refused_before_anything_is_asked(services: Services, cloud: Cloud) -> None:
    with pytest.raises(Trouble, match="is no conversation's reference"):
        list(access_log.shown(services, "o", conversation_id="4711"))
    with pytest.raises(NotFound):
        actions.by_operator(services, Administrator("o"), "queue")
    assert records(cloud) == []


def test_a_persons_reference_may_be_given_for_their_name(services: Services) -> None:
    note(services, "agent.a", "conversation_opened")

    assert len(list(access_log.shown(services, "o", person=people.reference("agent.a")))) == 2


def test_whose_records_were_read_is_said_by_name_and_where_nobody_knows_it_how_it_is_found(
    services: Services,
) -> None:
    services.people.leave(Left(person="agent.gone", alias="G", left_at=int(NOW * 1000), expires_at=int(NOW) + 86_400))
    for whose in ("agent.gone", "long.gone"):
        note(services, "officer.a", "access_log_read", object=people.reference(whose))
    unknown = people.reference("long.gone")[:8]

    _, *lines, hint = access_log.shown(services, "o", person="officer.a")

    told = "\n".join(lines)
    assert (len(lines), told.count(f"  records of {unknown}…  "), told.count("  records of agent.gone  ")) == (2, 1, 1)
    assert hint.startswith(
        f"! Whom {unknown}… are of, nobody knows here any more. Think of a name: PERSON=NAME (--person)"
    )


def test_a_name_that_is_asked_for_needs_no_account_to_be_shown(services: Services) -> None:
    note(services, "officer.a", "access_log_read", object=people.reference("long.gone"))

    _, *lines = access_log.shown(services, "maija.o", person="long.gone", of_log=True)

    assert ["records of long.gone" in line for line in lines] == [True, True]


def test_one_of_the_two_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        access_log.main(["--stage", "prod"])

    assert ended.value.code == 2
    assert "--conversation --person is required" in capsys.readouterr().err
