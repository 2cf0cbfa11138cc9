"""The access log's vocabulary is closed: nothing that anybody wrote fits into a record."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat import access_events
from chalicelib.chat.access_events import access, checked

CONVERSATION = "7K3M9QWX0A1BC2D3"
NOW = 1_795_600_000.25


def fields(**changed: Any) -> dict[str, Any]:
    return {
        "now": NOW,
        "actor": "agent.a",
        "role": "agent",
        "action": "conversation_opened",
        "object": CONVERSATION,
        "purpose": "service",
        "outcome": "allowed",
        "request": "0a1b-2c3d",
        **changed,
    }


def test_a_record_tells_the_time_in_whole_milliseconds() -> None:
    assert access(**fields()).at == 1_795_600_000_250


@pytest.mark.parametrize(
    "changed",
    [
        {"actor": "visitor", "role": "visitor"},
        {"actor": "system", "role": "system", "action": "sweep_done", "object": "sweep", "purpose": "legal"},
        {"actor": "unknown", "role": "none", "action": "sign_in_failed", "object": "unknown", "outcome": "refused"},
        {"role": "agent,data-protection-officer,supervisor"},
        {"object": "queue", "action": "conversations_listed"},
        {"actor": "päivi.ä", "object": "päivi.ä", "action": "sign_in", "purpose": "security"},
        {"actor": "_maija:1", "object": "_maija:1", "action": "sign_in", "purpose": "security"},
        {"outcome": "unknown"},
        {"request": ""},
        {"action": "glass_broken", "purpose": "security", "reason": "Asiakas soitti ja pyysi tarkistamaan."},
    ],
    ids=str,
)
def test_what_happens_in_the_product_fits(changed: dict[str, Any]) -> None:
    record = access(**fields(**changed))

    assert {name: getattr(record, name) for name in changed} == changed


CANARY = "Salaisuus: kanarialintu, puh. 040 123"


@pytest.mark.parametrize("field", ["actor", "role", "action", "object", "purpose", "outcome", "request", "reason"])
def test_words_fit_into_no_field_and_are_not_repeated(field: str) -> None:
    with pytest.raises(ValueError, match=field) as refused:
        access(**fields(**{field: CANARY}))

    assert "kanarialintu" not in str(refused.value)


@pytest.mark.parametrize(
    "changed",
    [
        {"action": "looked"},
        {"purpose": "curiosity"},
        {"outcome": "maybe"},
        {"role": ""},
        {"role": "agent,"},
        {"role": "root"},
        {"actor": ""},
        {"actor": "a" * 129},
        {"actor": "agent.a\n"},
        {"object": "äiti on"},
        {"object": "äiti\u00a0on"},
        {"object": "a\u200bb"},
        {"request": "x" * 65},
        {"now": 0.0},
        {"action": "glass_broken", "reason": None},
        {"action": "glass_broken", "reason": "  "},
        {"action": "glass_broken", "reason": "a\nb"},
        {"action": "glass_broken", "reason": "a" * 501},
        {"reason": "because"},
    ],
    ids=str,
)
def test_what_is_not_of_its_form_does_not_fit(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not for the access log"):
        access(**fields(**changed))


def test_a_record_that_was_made_otherwise_is_checked_as_well() -> None:
    record = access(**fields())
    assert checked(record) == record
    with pytest.raises(ValueError, match="action"):
        checked(msgspec.structs.replace(record, action="looked"))


def test_every_event_that_must_be_logged_has_a_name() -> None:
    promised = {
        *("sign_in", "sign_in_failed", "sign_out", "roles_changed", "commitment_changed", "commitment_accepted"),
        *("conversation_opened", "conversations_listed", "conversations_searched", "conversation_taken"),
        *("conversation_transferred", "conversation_closed", "glass_broken"),
        *("transcript_offered", "transcript_ordered", "transcript_confirmed", "transcript_sent", "transcript_failed"),
        *("rights_requested", "correction_made", "objection_made", "erasure_done", "hold_placed", "hold_ended"),
        *("disclosure_made", "export_made", "settings_changed", "sweep_done", "access_log_read"),
    }

    assert promised <= access_events.ACTIONS


@pytest.mark.parametrize(
    ("name", "is_one"), [(CONVERSATION, True), (CONVERSATION.lower(), False), ("agent.a", False), ("queue", False)]
)
def test_a_conversation_is_told_from_other_objects(name: str, is_one: bool) -> None:
    assert access_events.is_conversation(name) is is_one


COGNITOS_NAMES = st.text(st.characters(categories=("L", "M", "S", "N", "P")), min_size=1, max_size=128)
"""What Cognito lets a user name be made of: `[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+`."""


@given(name=COGNITOS_NAMES)
def test_whatever_cognito_takes_for_a_user_name_fits(name: str) -> None:
    assert access(**fields(actor=name, object=name)).actor == name


@given(name=st.text(st.characters(categories=("Z", "C")), min_size=1, max_size=3), at=st.integers(0, 5))
def test_what_has_a_space_or_a_control_character_in_it_is_no_name(name: str, at: int) -> None:
    assert not access_events.is_name("agent.a"[:at] + name + "agent.a"[at:])


def records(*outcomes: str, **changed: Any) -> list[Any]:
    return [access(**fields(outcome=outcome, **changed)) for outcome in outcomes]


@pytest.mark.parametrize(
    ("newest_first", "told"),
    [
        ([], []),
        (["allowed"], ["allowed"]),
        (["failed", "allowed"], ["failed"]),
        (["unknown", "allowed"], ["unknown"]),
        (["allowed", "failed", "allowed"], ["allowed", "failed"]),
        (["failed", "allowed", "allowed"], ["failed", "allowed"]),
        (["failed", "failed", "allowed", "allowed"], ["failed", "failed"]),
        (["refused", "allowed"], ["refused", "allowed"]),
        (["failed"], ["failed"]),
    ],
)
def test_what_failed_is_told_once_and_takes_back_no_more_than_its_own_beginning(
    newest_first: list[str], told: list[str]
) -> None:
    assert [each.outcome for each in filter(access_events.Told(), records(*newest_first))] == told


@pytest.mark.parametrize(
    "other", [{"request": "other"}, {"actor": "agent.b"}, {"action": "conversation_taken"}, {"object": "other"}]
)
def test_what_failed_takes_nothing_else_back(other: dict[str, str]) -> None:
    mixed = [*records("failed"), *records("allowed", **other), *records("allowed")]

    assert list(filter(access_events.Told(), mixed)) == mixed[:2]
