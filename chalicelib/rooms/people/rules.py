"""What may be said of a person, and how a person is shown."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Final

from chalicelib.chat import commitment, fitting, look_alikes, masking, people, presence, retention
from chalicelib.chat.errors import AliasTaken, Malformed, NameConfusable, NameTooLong
from chalicelib.chat.limits import Limits
from chalicelib.chat.people import Account, Left, Profile, Session
from chalicelib.chat.ports import AgentOnDuty
from chalicelib.chat.site import LANGUAGES
from chalicelib.chat.wire import Language
from chalicelib.rooms.people.wire import DescribePerson, Dialogue, OpenSession, People, Person

TEMPORARY_PASSWORD_DAYS: Final = 3
"""So long a password that was given lets its owner choose their own; the pool in the template says the same."""

_DAY: Final = 24 * 3600
_CHARACTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""None of them is mistaken for another when it is read out."""


def temporary_password() -> str:
    """Return twenty characters in groups of five: some 98 bits."""
    return "-".join("".join(secrets.choice(_CHARACTERS) for _ in range(5)) for _ in range(4))


def valid_until(now: int) -> int:
    """Return until when a temporary password that is given now (milliseconds) is good."""
    return now + TEMPORARY_PASSWORD_DAYS * _DAY * 1000


def password_until(account: Account, profile: Profile | None) -> int | None:
    """Return until when the temporary password of somebody who has not come in with it is good, None where that is not known."""
    if account.has_signed_in or profile is None or not profile.password_given_at:
        return None
    return valid_until(profile.password_given_at)


def described(given: DescribePerson, person: str, limits: Limits, *, had: Collection[str] = ()) -> DescribePerson:
    """Return a person's details in the form in which they are kept: names in one line, each language and site once, in order.

    `had`: the names that they have now, and may keep whatever they are. Raises NameTooLong with `limit` and `length`, NameConfusable, Malformed for more sites than are looked up at once, each with its
    place.
    """
    given_name = _name(given.given_name, limits, "$.given_name", had)
    if len(given.sites) > limits.desk_rows:
        raise Malformed(where="$.sites")
    return DescribePerson(
        given_name=given_name,
        alias=_name(given.alias, limits, "$.alias", had) or people.alias_of(given_name, person),
        languages=in_order(given.languages),
        sites=tuple(sorted(set(given.sites))),
    )


def in_order(languages: Collection[Language]) -> tuple[Language, ...]:
    """Return each language once, in the order in which they stand everywhere."""
    return tuple(each for each in LANGUAGES if each in languages)


def require_sites(wanted: Sequence[str], there: Collection[str]) -> None:
    """Return when every site is one of ours. Raises Malformed with the place of the first that is not."""
    for place, site in enumerate(wanted):
        if site not in there:
            raise Malformed(where=f"$.sites[{place}]")


def require_own_alias(alias: str, sites: Collection[str], others: Iterable[Profile]) -> None:
    """Return when nobody else who answers for one of these sites is shown to visitors under a name that looks the same.

    `others`: everybody else with an account. No sites stand for all of them. Raises AliasTaken.
    """
    for other in others:
        on_one_site = not sites or not other.sites or set(sites).intersection(other.sites)
        if on_one_site and look_alikes.look_alike(other.alias, alias):
            raise AliasTaken(where="$.alias")


def held_on(written: str, today: date) -> str:
    """Return the day of a dialogue that was held. Raises Malformed for what is no date, or still to come."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise Malformed(where="$.held_on") from None
    if day > today:
        raise Malformed(where="$.held_on")
    return day.isoformat()


def left(profile: Profile, now: int) -> Left:
    """Return what is kept of somebody who leaves now (milliseconds): for as long as the access log may name them."""
    return Left(
        person=profile.person,
        alias=profile.alias,
        left_at=now,
        expires_at=now // 1000 + retention.ACCESS_LOG_DAYS * _DAY,
        committed_version=profile.committed_version,
        committed_at=profile.committed_at,
    )


# ------------------------------------------------------------------------------------------------- shown


def profile_of(account: Account, profile: Profile | None) -> Profile:
    """Return somebody's profile, or the one that their first sign-in would make."""
    return profile or Profile(person=account.person, alias=people.alias_of(account.given_name, account.person))


def shown(account: Account, profile: Profile | None, agent: AgentOnDuty | None, now: int, limits: Limits) -> Person:
    """Return somebody with an account as administrators see them. `now` in milliseconds."""
    known = profile_of(account, profile)
    sockets = {} if agent is None else presence.living(agent.sockets, now, limits)
    until = password_until(account, profile)
    is_rung = agent is not None and agent.available and presence.is_there(agent, now, limits)
    return Person(
        reference=people.reference(account.person),
        person=account.person,
        given_name=account.given_name,
        alias=known.alias,
        roles=account.roles,
        languages=known.languages,
        sites=known.sites,
        enabled=account.enabled,
        has_signed_in=account.has_signed_in,
        password_until=until,
        password_over=until is not None and until <= now,
        signed_in_at=known.signed_in_at or None,
        committed_version=known.committed_version or None,
        committed_at=known.committed_at or None,
        committed=known.committed_hash == commitment.CURRENT.hash,
        available=is_rung,
        sockets=len(sockets),
    )


def shown_left(gone: Left) -> Person:
    """Return somebody who has left as administrators see them."""
    return Person(
        reference=people.reference(gone.person),
        person=gone.person,
        alias=gone.alias,
        committed_version=gone.committed_version or None,
        committed_at=gone.committed_at or None,
        left_at=gone.left_at,
        kept_until=gone.expires_at * 1000,
    )


def open_sessions(sessions: Sequence[Session], limits: Limits, this: str = "") -> tuple[OpenSession, ...]:
    """Return sessions as they are shown. `this`: the hash of the one that asks."""
    return tuple(
        OpenSession(
            session=each.hash,
            started_at=each.started_at * 1000,
            seen_at=each.seen_at * 1000,
            ends_at=people.ends_at(each, limits) * 1000,
            this=each.hash == this,
        )
        for each in sessions
    )


def page(everybody: Sequence[Person], after: str | None, room: int, dialogue: people.Dialogue | None = None) -> People:
    """Return as many people, by name, as have room in so many bytes, from the one after a reference on.

    Raises Malformed when nobody has that reference: whoever it was is forgotten, and the list begins anew.
    """
    ordered = sorted(everybody, key=lambda each: each.person)
    if after is not None:
        place = next((place for place, each in enumerate(ordered, 1) if each.reference == after), None)
        if place is None:
            raise Malformed(where="after")
        ordered = ordered[place:]
    fit = fitting.fitting(ordered, room, fitting.in_an_answer) if ordered else ()
    said = None if dialogue is None else Dialogue(held_on=dialogue.held_on, by=dialogue.by, at=dialogue.at)
    more = fit[-1].reference if len(fit) < len(ordered) else None
    return People(people=tuple(fit), more=more, dialogue=said)


def _name(typed: str, limits: Limits, where: str, had: Collection[str]) -> str:
    name = " ".join(masking.normalize(typed).split())
    if len(name) > limits.name_characters:
        raise NameTooLong(limit=limits.name_characters, length=len(name), where=where)
    if not any(map(masking.is_seen, name)):
        return ""
    if name not in had and not look_alikes.is_plain(name):
        raise NameConfusable(where=where)
    return name
