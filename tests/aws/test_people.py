"""Profiles and sessions in the table."""

import json

import msgspec
import pytest

from chalicelib.aws import keys
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.people import SEEN_SECONDS, People, Sessions
from chalicelib.chat.errors import Unauthenticated, Unavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Profile, Session, session_hash
from local.cloud.cloud import Cloud

IDLE = LIMITS.session_idle_seconds
ABSOLUTE = LIMITS.session_seconds


NOW = 1_795_600_000


@pytest.fixture
def items(cloud: Cloud) -> Items:
    return Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)


@pytest.fixture
def sessions(cloud: Cloud, items: Items) -> Sessions:
    return Sessions(items, LIMITS, cloud.clock)


def started(sessions: Sessions, person: str = "agent.a") -> tuple[str, Session]:
    return sessions.start(person, "Aino", ("agent",), "commitment-hash")


def writes(cloud: Cloud) -> int:
    return cloud.meter.calls["dynamodb.PutItem"] + cloud.meter.calls["dynamodb.UpdateItem"]


# ------------------------------------------------------------------------------------------------- profiles


def test_a_profile_keeps_the_alias_it_was_given_first(items: Items) -> None:
    people = People(items)
    assert people.get("agent.a") is None

    assert people.signed_in("agent.a", "Aino", 1) == Profile(person="agent.a", alias="Aino", signed_in_at=1)
    assert people.signed_in("agent.a", "Somebody", 2) == Profile(person="agent.a", alias="Aino", signed_in_at=2)


def test_a_profile_remembers_what_was_accepted_and_when(items: Items) -> None:
    people = People(items)
    people.put(Profile(person="agent.a", alias="Aino"))

    accepted = people.accept("agent.a", "1", "hash", 1_795_600_000_123)

    assert accepted == people.get("agent.a")
    assert (accepted.alias, accepted.committed_version, accepted.committed_hash) == ("Aino", "1", "hash")
    assert accepted.committed_at == 1_795_600_000_123


def test_nobody_accepts_for_somebody_who_is_not_here(items: Items) -> None:
    people = People(items)
    people.put(Profile(person="agent.a", alias="Aino"))
    people.accept("agent.a", "1", "hash", 1)
    with pytest.raises(Unauthenticated):
        people.accept("agent.b", "1", "hash", 1)

    assert people.get("agent.b") is None


# ------------------------------------------------------------------------------------------------- sessions


def test_a_session_opens_by_the_hash_of_its_id(sessions: Sessions) -> None:
    session_id, session = started(sessions)

    staff = sessions.check(session_hash(session_id))

    assert (staff.person, staff.alias, set(staff.roles)) == ("agent.a", "Aino", {"agent"})
    assert staff.session == session.hash == session_hash(session_id)


def test_the_id_of_a_session_has_256_bits_and_is_stored_nowhere(cloud: Cloud, sessions: Sessions) -> None:
    first, _ = started(sessions)
    second, _ = started(sessions)

    assert len(first) == 43
    assert first != second
    assert first not in json.dumps(cloud.items())


@pytest.mark.parametrize("digest", ["", "0" * 64, "agent.a"])
def test_an_unknown_session_lets_nobody_in(digest: str, sessions: Sessions) -> None:
    started(sessions)

    with pytest.raises(Unauthenticated):
        sessions.check(digest)


def test_a_session_ends_after_thirty_idle_minutes(cloud: Cloud, sessions: Sessions) -> None:
    _, session = started(sessions)
    cloud.clock.advance(IDLE - 1)
    assert sessions.check(session.hash).person == "agent.a"

    cloud.clock.advance(IDLE)

    with pytest.raises(Unauthenticated):
        sessions.check(session.hash)


def test_a_session_in_use_ends_after_twelve_hours(cloud: Cloud, sessions: Sessions) -> None:
    _, session = started(sessions)
    step = 20 * 60
    for _ in range(ABSOLUTE // step - 1):
        cloud.clock.advance(step)
        assert sessions.check(session.hash).person == "agent.a"

    cloud.clock.advance(step)

    with pytest.raises(Unauthenticated):
        sessions.check(session.hash)


def test_limits_that_are_shortened_hold_for_sessions_that_are_open(
    cloud: Cloud, sessions: Sessions, items: Items
) -> None:
    _, session = started(sessions)
    cloud.clock.advance(61)
    stricter = Sessions(items, msgspec.structs.replace(LIMITS, session_idle_seconds=60), cloud.clock)

    with pytest.raises(Unauthenticated):
        stricter.check(session.hash)
    assert sessions.check(session.hash).person == "agent.a"


def test_what_the_page_does_by_itself_is_no_sign_of_life(cloud: Cloud, sessions: Sessions) -> None:
    _, session = started(sessions)
    for _ in range(3):
        cloud.clock.advance(IDLE // 3 - 1)
        assert sessions.check(session.hash, seen=False).person == "agent.a"

    cloud.clock.advance(IDLE // 3)

    with pytest.raises(Unauthenticated):
        sessions.check(session.hash, seen=False)


def test_a_sign_of_life_is_written_at_most_once_in_three_minutes(cloud: Cloud, sessions: Sessions) -> None:
    _, session = started(sessions)
    before = writes(cloud)
    for _ in range(SEEN_SECONDS - 1):
        cloud.clock.advance(1)
        sessions.check(session.hash)
    assert writes(cloud) == before

    cloud.clock.advance(1)
    seen = sessions.get(session.hash)

    assert writes(cloud) == before + 1
    assert seen.seen_at == session.started_at + SEEN_SECONDS


def test_every_item_of_a_session_expires_with_it(cloud: Cloud, sessions: Sessions) -> None:
    _, session = started(sessions)
    cloud.clock.advance(10 * 60)
    sessions.check(session.hash)

    expiries = {item["pk"].partition("#")[0]: item["expires_at"] - session.started_at for item in cloud.items()}

    assert expiries == {"session": 10 * 60 + IDLE, "person": ABSOLUTE}


def test_an_ended_session_is_over_at_once_and_others_are_not(cloud: Cloud, sessions: Sessions) -> None:
    _, ended = started(sessions)
    _, other = started(sessions)

    assert sessions.end(ended.hash) == ended
    assert sessions.end(ended.hash) is None
    with pytest.raises(Unauthenticated):
        sessions.check(ended.hash)
    assert sessions.check(other.hash).person == "agent.a"
    assert not [item for item in cloud.items() if ended.hash in (item["pk"] + item["sk"])]


def test_a_session_that_ends_while_it_is_looked_at_is_over(cloud: Cloud, sessions: Sessions, items: Items) -> None:
    _, session = started(sessions)
    cloud.clock.advance(SEEN_SECONDS)

    class EndedMeanwhile(Items):
        """A table in which somebody ends the session between our reading and our writing."""

        def update(self, key: keys.Key, *arguments: object, **more: object) -> dict[str, object]:
            items.delete(key)
            return super().update(key, *arguments, **more)  # type: ignore[arg-type]

    racing = EndedMeanwhile(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)
    with pytest.raises(Unauthenticated):
        Sessions(racing, LIMITS, cloud.clock).check(session.hash)

    assert items.get(keys.session(session.hash)) is None


def test_revoking_a_person_ends_all_their_sessions_and_nobody_elses(sessions: Sessions) -> None:
    own = {started(sessions)[1].hash for _ in range(3)}
    _, other = started(sessions, "agent.b")

    assert set(sessions.revoke("agent.a")) == own
    for digest in own:
        with pytest.raises(Unauthenticated):
            sessions.check(digest)
    assert sessions.check(other.hash).person == "agent.b"
    assert sessions.revoke("agent.a") == []


def test_accepting_the_commitment_reaches_every_session_of_the_person(sessions: Sessions) -> None:
    own = [started(sessions)[1].hash for _ in range(2)]
    _, other = started(sessions, "agent.b")

    sessions.commit("agent.a", "new-hash")

    assert {sessions.get(digest).committed for digest in own} == {"new-hash"}
    assert sessions.get(other.hash).committed == "commitment-hash"


def test_a_session_that_ended_does_not_come_back_by_accepting(sessions: Sessions, items: Items) -> None:
    _, session = started(sessions)
    items.delete(keys.session(session.hash))

    sessions.commit("agent.a", "new-hash")

    with pytest.raises(Unauthenticated):
        sessions.check(session.hash)


@pytest.mark.parametrize("error", ["ProvisionedThroughputExceededException", "InternalServerError", "ReadTimeout"])
def test_a_table_that_fails_signs_nobody_out(error: str, cloud: Cloud, sessions: Sessions) -> None:
    _, session = started(sessions)
    cloud.fail("dynamodb", "GetItem", error=error)
    with pytest.raises(Unavailable):
        sessions.check(session.hash)

    assert sessions.check(session.hash).person == "agent.a"
