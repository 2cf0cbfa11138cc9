"""People's profiles, their console sessions, and how often signing in has failed."""

import contextlib
import secrets
from collections.abc import Callable, Collection

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.keys import Key
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat import people
from chalicelib.chat.errors import Unauthenticated
from chalicelib.chat.limits import Limits
from chalicelib.chat.people import Dialogue, Left, Profile, Session
from chalicelib.chat.who import Role, Staff
from chalicelib.chat.wire import Language

SEEN_SECONDS = 180
"""A session's last use is written down at most so often: reading a desk must not cost a write a time."""

ENDING_NOTED_SECONDS = 16 * 60
"""Longer than what proves the right password is good for (`guarding.PROOF_SECONDS`), for clocks that differ."""


class People:
    """Profiles: how visitors see a person, and which commitment that person has accepted. Raises Unavailable."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def get(self, person: str) -> Profile | None:
        """Return a person's profile, None when they have never been here and nobody made one."""
        item = self._items.get(keys.person(person))
        return None if item is None else _profile(item)

    def of_reference(self, reference: str) -> Profile | None:
        """Return the profile of whoever has this reference (`people.reference`), None when there is none."""
        item = self._items.get(keys.person_of(reference))
        return None if item is None else _profile(item)

    def many(self, persons: Collection[str], *, consistent: bool = True) -> dict[str, Profile]:
        """Return the profiles that there are of these people, by name, in a call for each hundred."""
        wanted = (keys.person(each) for each in sorted(set(persons)))
        items = self._items.get_many(wanted, consistent=consistent)
        return {item["person"]: _profile(item) for item in items.values()}

    def put(self, profile: Profile) -> None:
        """Write a whole profile, for whoever administers people."""
        self._items.put(keys.person(profile.person), msgspec.structs.asdict(profile))

    def describe(self, person: str, alias: str, languages: Collection[Language], sites: Collection[str]) -> Profile:
        """Write how visitors see a person, in which languages and for which sites they answer; what they accepted stays."""
        expression = "SET #person = :person, #alias = :alias, #languages = :languages, #sites = :sites"
        values = {"person": person, "alias": alias, "languages": list(languages), "sites": list(sites)}
        return _profile(self._items.update(keys.person(person), expression, values, creates=True))

    def signed_in(self, person: str, alias: str, at: int) -> Profile:
        """Note when a person was let in (whole milliseconds); a new profile gets this alias, an old one keeps its own."""
        expression = "SET #alias = if_not_exists(#alias, :alias), #person = :person, #signed_in_at = :at"
        values = {"alias": alias, "person": person, "at": at}
        return _profile(self._items.update(keys.person(person), expression, values, creates=True))

    def given_password(self, person: str, alias: str, at: int) -> Profile:
        """Note when a person was given a temporary password, likewise."""
        expression = "SET #alias = if_not_exists(#alias, :alias), #person = :person, #password_given_at = :at"
        values = {"alias": alias, "person": person, "at": at}
        return _profile(self._items.update(keys.person(person), expression, values, creates=True))

    def leave(self, left: Left) -> Left:
        """Keep of a person only what their time after leaving is for, and return what stands: the first leaving counts."""
        try:
            self._items.put(keys.left(left.person), msgspec.structs.asdict(left), unless_exists=True)
        except ConditionFailed as failed:
            left = left if failed.item is None else _left(failed.item)
        self._items.delete(keys.person(left.person))
        return left

    def forget(self, person: str) -> None:
        """Keep nothing of a person."""
        self._items.delete(keys.person(person))

    def left(self, person: str) -> Left | None:
        """Return somebody of this name who has left, None when nobody has, or when their time is over."""
        item = self._items.get(keys.left(person))
        return None if item is None else _left(item)

    def all_left(self) -> list[Left]:
        """Return everybody who has left and whose time is not over, by name."""
        return [_left(item) for item in self._items.query("left")]

    def settle(self, person: str) -> None:
        """Forget with which key an account was made: what was decided of it since is not undone by whoever repeats that."""
        with contextlib.suppress(ConditionFailed):  # of whom nothing is kept
            self._items.update(keys.person(person), "REMOVE #made_with", {})

    def accept(self, person: str, version: str, commitment_hash: str, at: int, notice: str = "") -> Profile:
        """Remember which commitment a person has accepted, and when (whole milliseconds), and which notice they were shown.

        Raises Unauthenticated when the person is no longer one of ours.
        """
        expression = "SET #committed_version = :version, #committed_hash = :hash, #committed_at = :at, #committed_notice = :notice"
        values = {"version": version, "hash": commitment_hash, "at": at, "notice": notice}
        try:
            return _profile(self._items.update(keys.person(person), expression, values))
        except ConditionFailed as failed:
            raise Unauthenticated from failed

    def dialogue(self) -> Dialogue | None:
        """Return when the dialogue with staff was held, None while nobody has said."""
        item = self._items.get(keys.dialogue())
        return None if item is None else Dialogue(held_on=item["held_on"], by=item["by"], at=item["at"])

    def note_dialogue(self, dialogue: Dialogue) -> None:
        """Note when the dialogue with staff was held; what was said last counts."""
        self._items.put(keys.dialogue(), msgspec.structs.asdict(dialogue))


class Sessions:
    """Console sessions under the hash of their id; the id itself is in the cookie and nowhere else.

    Reads are strongly consistent: what is ended is over with the next request or frame. Raises Unavailable.
    """

    def __init__(self, items: Items, limits: Limits, now: Callable[[], float]) -> None:
        self._items = items
        self._limits = limits
        self._now = now

    def start(self, person: str, alias: str, roles: tuple[Role, ...], committed: str) -> tuple[str, Session]:
        """Start a session and return its id, for the cookie, with what is stored. Every one is new, none is renewed."""
        session_id = secrets.token_urlsafe(32)
        now = int(self._now())
        session = Session(
            hash=people.session_hash(session_id),
            person=person,
            alias=alias,
            roles=roles,
            committed=committed,
            started_at=now,
            seen_at=now,
        )
        # The person's list first: a session that is in no list could not be revoked.
        expires_at = now + self._limits.session_seconds
        self._items.put(keys.session_of(person, session.hash), {"expires_at": expires_at})
        self._items.put(keys.session(session.hash), self._item(session))
        return session_id, session

    def check(self, digest: str, *, seen: bool = True) -> Staff:
        """Return who holds a session. Raises Unauthenticated when it is unknown, ended or over.

        `seen`: this is a sign of life. A frame that the page sends by itself (a ping) is none.
        """
        return people.staff(self.get(digest, seen=seen), self._limits)

    def get(self, digest: str, *, seen: bool = True) -> Session:
        """Return a session as it now stands. Raises Unauthenticated."""
        item = self._items.get(keys.session(digest))
        if item is None:
            raise Unauthenticated
        session = session_of(item)
        if not people.alive(session, self._now(), self._limits):
            raise Unauthenticated
        return self.seen(session) if seen else session

    def seen(self, session: Session) -> Session:
        """Note a sign of life of a session that was just read, once in three minutes. Raises Unauthenticated when it has ended."""
        now = int(self._now())
        if now - session.seen_at < SEEN_SECONDS:
            return session
        seen = msgspec.structs.replace(session, seen_at=now)
        values = {"seen_at": now, "expires_at": people.ends_at(seen, self._limits)}
        try:
            item = self._items.update(
                keys.session(session.hash), "SET #seen_at = :seen_at, #expires_at = :expires_at", values
            )
        except ConditionFailed as failed:
            raise Unauthenticated from failed
        return session_of(item)

    def living(self, digests: Collection[str]) -> set[str]:
        """Return those among session hashes that still let their holders in, in a call for each hundred."""
        return {each.hash for each in self._living(digests)}

    def of(self, person: str) -> list[Session]:
        """Return a person's sessions that still let them in, the last begun first."""
        found = self._living([_digest(key) for key in self._of(person)])
        return sorted(found, key=lambda each: (-each.started_at, each.hash))

    def commit(self, person: str, committed: str) -> None:
        """Tell every session of a person that the commitment with this hash is accepted."""
        self._tell(person, "SET #committed = :told", committed)

    def call(self, person: str, alias: str) -> None:
        """Tell every session of a person how visitors see them from now on."""
        self._tell(person, "SET #alias = :told", alias)

    def _tell(self, person: str, expression: str, told: str) -> None:
        for key in self._of(person):
            with contextlib.suppress(ConditionFailed):  # ended meanwhile
                self._items.update(keys.session(_digest(key)), expression, {"told": told})

    def end(self, digest: str) -> Session | None:
        """End a session and return it as it was; None when it had ended before."""
        item = self._items.delete(keys.session(digest))
        if item is None:
            return None
        session = session_of(item)
        self._items.delete(keys.session_of(session.person, digest))
        return session

    def revoke(self, person: str, *, but: str = "") -> list[str]:
        """End every session of a person and return their hashes, so that their sockets are closed as well.

        `but`: the hash of one that goes on.
        That this was done is noted first, for whoever is signing in meanwhile and whose session is not there yet.
        """
        now = int(self._now())
        note = {"id": secrets.token_urlsafe(12), "at": now, "expires_at": now + ENDING_NOTED_SECONDS}
        self._items.put(keys.ending_of_sessions(person), note)
        ended = [_digest(key) for key in self._of(person) if _digest(key) != but]
        for digest in ended:
            self._items.delete(keys.session(digest))
            self._items.delete(keys.session_of(person, digest))
        return ended

    def ended_at(self, person: str) -> int | None:
        """Return at which second all sessions of a person were ended last, None when that is longer ago than a sign-in lasts."""
        item = self._items.get(keys.ending_of_sessions(person))
        return None if item is None else int(item["at"])

    def last_ending(self, person: str) -> str | None:
        """Return which ending of all sessions of a person was the last, None when that is longer ago than a sign-in lasts."""
        item = self._items.get(keys.ending_of_sessions(person))
        return None if item is None else str(item["id"])

    def _item(self, session: Session) -> Item:
        item = msgspec.structs.asdict(session)
        del item["hash"]
        return {**item, "roles": list(session.roles), "expires_at": people.ends_at(session, self._limits)}

    def _living(self, digests: Collection[str]) -> list[Session]:
        """Return those among sessions that still let their holders in, in a call for each hundred."""
        items = self._items.get_many(keys.session(each) for each in sorted(set(digests)))
        return [each for each in map(session_of, items.values()) if people.alive(each, self._now(), self._limits)]

    def _of(self, person: str) -> list[Key]:
        listed = self._items.query(keys.person(person).pk, prefix="session#")
        return [Key(item["pk"], item["sk"]) for item in listed]


def _profile(item: Item) -> Profile:
    return Profile(
        person=item["person"],
        alias=item.get("alias", ""),
        languages=tuple(item.get("languages", ())),
        sites=tuple(item.get("sites", ())),
        signed_in_at=item.get("signed_in_at", 0),
        made_with=item.get("made_with", ""),
        password_given_at=item.get("password_given_at", 0),
        committed_version=item.get("committed_version", ""),
        committed_hash=item.get("committed_hash", ""),
        committed_at=item.get("committed_at", 0),
        committed_notice=item.get("committed_notice", ""),
    )


def _left(item: Item) -> Left:
    return Left(**{field: item[field] for field in Left.__struct_fields__})


def session_of(item: Item) -> Session:
    """Return the session that an item holds."""
    return Session(
        hash=item["pk"].removeprefix("session#"),
        person=item["person"],
        alias=item["alias"],
        roles=tuple(item["roles"]),
        committed=item["committed"],
        started_at=item["started_at"],
        seen_at=item["seen_at"],
    )


def _digest(key: Key) -> str:
    return key.sk.removeprefix("session#")
