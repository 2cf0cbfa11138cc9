"""People's profiles, their console sessions, and how often signing in has failed."""

import secrets
from collections.abc import Callable, Collection

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.keys import Key
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat import people
from chalicelib.chat.errors import Unauthenticated
from chalicelib.chat.limits import Limits
from chalicelib.chat.people import Profile, Session
from chalicelib.chat.who import Role, Staff

SEEN_SECONDS = 180
"""A session's last use is written down at most so often: reading a desk must not cost a write a time."""

ENDING_NOTED_SECONDS = 60
"""Three times as long as a function that signs somebody in may run (`lambda_timeout`), for clocks that differ."""

MOST_AT_ONCE = 100
"""So many items DynamoDB reads in one call."""


class People:
    """Profiles: how visitors see a person, and which commitment that person has accepted. Raises Unavailable."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def get(self, person: str) -> Profile | None:
        """Return a person's profile, None when they have never been here and nobody made one."""
        item = self._items.get(keys.person(person))
        return None if item is None else _profile(item)

    def ensure(self, person: str, alias: str) -> Profile:
        """Return a person's profile; a new one gets this alias, an old one keeps its own."""
        expression = "SET #alias = if_not_exists(#alias, :alias), #person = :person"
        values = {"alias": alias, "person": person}
        return _profile(self._items.update(keys.person(person), expression, values, creates=True))

    def put(self, profile: Profile) -> None:
        """Write a whole profile, for whoever administers people."""
        self._items.put(keys.person(profile.person), msgspec.structs.asdict(profile))

    def accept(self, person: str, version: str, commitment_hash: str, at: int) -> Profile:
        """Remember which commitment a person has accepted, and when (whole milliseconds).

        Raises Unauthenticated when the person is no longer one of ours.
        """
        expression = "SET #committed_version = :version, #committed_hash = :hash, #committed_at = :at"
        values = {"version": version, "hash": commitment_hash, "at": at}
        try:
            return _profile(self._items.update(keys.person(person), expression, values))
        except ConditionFailed as failed:
            raise Unauthenticated from failed


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
        wanted, found = sorted(set(digests)), set[str]()
        for first in range(0, len(wanted), MOST_AT_ONCE):
            items = self._items.get_many(keys.session(each) for each in wanted[first : first + MOST_AT_ONCE])
            sessions = map(session_of, items.values())
            found |= {each.hash for each in sessions if people.alive(each, self._now(), self._limits)}
        return found

    def of(self, person: str) -> set[str]:
        """Return the hashes of a person's sessions that still let them in."""
        return self.living([_digest(key) for key in self._of(person)])

    def commit(self, person: str, committed: str) -> None:
        """Tell every session of a person that the commitment with this hash is accepted."""
        for key in self._of(person):
            try:
                self._items.update(keys.session(_digest(key)), "SET #committed = :hash", {"hash": committed})
            except ConditionFailed:
                continue  # ended meanwhile

    def end(self, digest: str) -> Session | None:
        """End a session and return it as it was; None when it had ended before."""
        item = self._items.delete(keys.session(digest))
        if item is None:
            return None
        session = session_of(item)
        self._items.delete(keys.session_of(session.person, digest))
        return session

    def revoke(self, person: str) -> list[str]:
        """End every session of a person and return their hashes, so that their sockets are closed as well.

        That this was done is noted first, for whoever is signing in meanwhile and whose session is not there yet.
        """
        note = {"id": secrets.token_urlsafe(12), "expires_at": int(self._now()) + ENDING_NOTED_SECONDS}
        self._items.put(keys.ending_of_sessions(person), note)
        ended = [_digest(key) for key in self._of(person)]
        for digest in ended:
            self._items.delete(keys.session(digest))
            self._items.delete(keys.session_of(person, digest))
        return ended

    def last_ending(self, person: str) -> str | None:
        """Return which ending of all sessions of a person was the last, None when none was within the last minute."""
        item = self._items.get(keys.ending_of_sessions(person))
        return None if item is None else str(item["id"])

    def _item(self, session: Session) -> Item:
        item = msgspec.structs.asdict(session)
        del item["hash"]
        return {**item, "roles": list(session.roles), "expires_at": people.ends_at(session, self._limits)}

    def _of(self, person: str) -> list[Key]:
        listed = self._items.query(keys.person(person).pk, prefix="session#")
        return [Key(item["pk"], item["sk"]) for item in listed]


def _profile(item: Item) -> Profile:
    return Profile(
        person=item["person"],
        alias=item.get("alias", ""),
        committed_version=item.get("committed_version", ""),
        committed_hash=item.get("committed_hash", ""),
        committed_at=item.get("committed_at", 0),
    )


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
