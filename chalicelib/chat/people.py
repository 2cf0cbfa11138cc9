"""People and their sessions: how long a session lives, who is committed, how attempts to sign in slow down."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Final, Literal, Protocol, get_args

import msgspec

from chalicelib.chat import access_events, passwords
from chalicelib.chat.attempts import Attempts
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.errors import NameInvalid, PasswordTooCommon, PasswordTooWeak
from chalicelib.chat.limits import Limits
from chalicelib.chat.who import Role, Staff
from chalicelib.chat.wire import Language

ROLES: Final[frozenset[Role]] = frozenset(get_args(Role))
_NEW_NAME: Final = r"[a-z0-9._@-]+"
_REFERENCE: Final = r"[0-9a-f]{64}"


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What the product knows of a person besides their account: the name visitors see, and what they accepted.

    Times are whole milliseconds; 0 for what has not been.
    """

    person: str
    alias: str
    languages: tuple[Language, ...] = ()
    """In which they answer."""
    sites: tuple[str, ...] = ()
    """By whose hours their day ends, and where nobody else has a name like theirs, by key; none stands for all.

    They narrow nothing of what an agent is rung for, sees or takes: every agent has the one queue (docs/decisions/one-queue.md).
    """
    signed_in_at: int = 0
    """When they were last let in."""
    made_with: str = ""
    """The word that came with the making of the account: who sends it again gets a password, too."""
    password_given_at: int = 0
    """When they were last given a temporary password."""
    committed_version: str = ""
    committed_hash: str = ""
    committed_at: int = 0
    committed_notice: str = ""
    """Which version of the notice for staff was shown with it."""


class Dialogue(msgspec.Struct, frozen=True, kw_only=True):
    """When the employer has held the dialogue with staff about what is recorded of them, as somebody has said."""

    held_on: str
    """ISO 8601."""
    by: str
    at: int
    """Whole milliseconds."""


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who has left, for as long as the access log may name them: nobody else is called so meanwhile."""

    person: str
    alias: str
    left_at: int
    """Whole milliseconds."""
    expires_at: int
    """Epoch seconds."""
    committed_version: str = ""
    committed_at: int = 0


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A console session as it is stored under its hash. Times are epoch seconds."""

    hash: str
    person: str
    alias: str
    roles: tuple[Role, ...]
    committed: str
    """The hash of the commitment that had been accepted when this was last written."""
    started_at: int
    seen_at: int


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account as whoever administers accounts sees it."""

    person: str
    given_name: str
    roles: tuple[Role, ...]
    enabled: bool
    has_signed_in: bool
    """Whether its owner has chosen a password of their own since they were last given one."""
    second_factor: bool | None = None
    """Whether it has one; None when that was not asked for."""


class Created(msgspec.Struct, frozen=True):
    """An account's name with its temporary password, which nobody can be told again."""

    person: str
    password: str


class Administrator(msgspec.Struct, frozen=True):
    """Who administers accounts, as the access log names them: an administrator with their roles, or an operator."""

    person: str
    role: str = "operator"
    session: str = ""
    """The hash of the administrator's session; an operator has none."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """How far somebody has come with signing in: what is asked next, or who they have proved to be."""

    next: Literal["new_password", "enrol", "code", "done"]
    challenge: str | None = None
    """What the next answer must bring along, unless `done`."""
    secret: str | None = None
    """While enrolling: the new second factor's secret in base 32."""
    person: str = ""
    """When `done`: the account's own name, whatever was typed."""
    roles: tuple[Role, ...] = ()
    given_name: str = ""


def enrols(challenge: str) -> bool:
    """Return whether a challenge, which names its kind, is answered with the first code of a new second factor."""
    return challenge.startswith("enrol.")


# ------------------------------------------------------------------------------------------------- what is needed


class Identity(Protocol):
    """Where accounts live. Every method raises SignInRefused, which never says why, or Unavailable."""

    def password(self, user: str, password: str) -> Step:
        """Return what follows when this is the account's password."""

    def new_password(self, user: str, challenge: str, password: str) -> Step:
        """Return what follows the choice of a new password. Raises PasswordTooWeak, Unauthenticated."""

    def code(self, user: str, challenge: str, code: str) -> Step:
        """Return what follows the second factor's code. Raises Unauthenticated when the challenge is too old."""


class Accounts(Protocol):
    """Accounts as they are administered; `chalicelib/aws/accounts.py` says what each method gives."""

    def all(self) -> list[Account]: ...
    def get(self, person: str) -> Account: ...
    def names_in(self, role: Role) -> list[str]: ...
    def enabled_in(self, role: Role) -> list[Account]: ...
    def create(self, person: str, given_name: str, password: str) -> None: ...
    def rename(self, person: str, given_name: str) -> None: ...
    def delete(self, person: str) -> None: ...
    def disable(self, person: str) -> None: ...
    def enable(self, person: str) -> None: ...
    def set_temporary_password(self, person: str, password: str) -> None: ...
    def set_password(self, person: str, password: str) -> None: ...
    def forget_second_factor(self, person: str) -> None: ...
    def give(self, person: str, role: Role) -> None: ...
    def take(self, person: str, role: Role) -> None: ...


class Leases(Protocol):
    """What one at a time may do; `chalicelib/aws/table/leases.py` says what each method gives."""

    def take(self, what: str, holder: str, seconds: int) -> int: ...
    def give_back(self, what: str, holder: str) -> None: ...


class People(Protocol):
    """Stored profiles; `chalicelib/aws/table/people.py` says what each method gives."""

    def get(self, person: str) -> Profile | None: ...
    def of_reference(self, reference: str) -> Profile | None: ...
    def many(self, persons: Collection[str], *, consistent: bool = True) -> dict[str, Profile]: ...
    def put(self, profile: Profile) -> None: ...
    def settle(self, person: str) -> None: ...
    def given_password(self, person: str, alias: str, at: int) -> Profile: ...
    def describe(self, person: str, alias: str, languages: Collection[Language], sites: Collection[str]) -> Profile: ...
    def signed_in(self, person: str, alias: str, at: int) -> Profile: ...
    def leave(self, left: Left) -> Left: ...
    def forget(self, person: str) -> None: ...
    def left(self, person: str) -> Left | None: ...
    def all_left(self) -> list[Left]: ...
    def accept(self, person: str, version: str, commitment_hash: str, at: int, notice: str = ...) -> Profile: ...
    def dialogue(self) -> Dialogue | None: ...
    def note_dialogue(self, dialogue: Dialogue) -> None: ...


class Sessions(Protocol):
    """Stored sessions; `chalicelib/aws/table/people.py` says what each method gives."""

    def start(self, person: str, alias: str, roles: tuple[Role, ...], committed: str) -> tuple[str, Session]: ...
    def check(self, digest: str, *, seen: bool = True) -> Staff: ...
    def get(self, digest: str, *, seen: bool = True) -> Session: ...
    def living(self, digests: Collection[str]) -> set[str]: ...
    def of(self, person: str) -> list[Session]: ...
    def seen(self, session: Session) -> Session: ...
    def commit(self, person: str, committed: str) -> None: ...
    def call(self, person: str, alias: str) -> None: ...
    def end(self, digest: str) -> Session | None: ...
    def revoke(self, person: str, *, but: str = ...) -> list[str]: ...
    def last_ending(self, person: str) -> str | None: ...
    def ended_at(self, person: str) -> int | None: ...


class SignInAttempts(Protocol):
    """Stored attempts and known browsers; `chalicelib/aws/table/attempts.py` says what each method gives."""

    def begin(self, whose: str) -> Attempts: ...
    def restore(self, whose: str, before: Attempts) -> None: ...
    def forget(self, whose: str) -> None: ...
    def knock(self, user: str, network: str) -> None: ...
    def comes_again(self, user: str, network: str) -> int: ...
    def not_failed(self, user: str, network: str) -> None: ...
    def open(self, user: str) -> None: ...
    def know(self, user: str) -> str: ...
    def knows(self, browser: str, user: str) -> bool: ...
    def forget_browser(self, browser: str) -> None: ...


# ------------------------------------------------------------------------------------------------- sessions


def session_hash(session_id: str) -> str:
    """Return the hash under which a session is stored; the id itself is kept nowhere.

    128 bits in 22 characters: it stands with every socket of staff in each conversation's head, which every message writes.
    """
    digest = hashlib.sha256(session_id.encode()).digest()[:16]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def ends_at(session: Session, limits: Limits) -> int:
    """Return the second from which a session is over: 30 minutes after it was last seen, 12 hours after it began."""
    idle = session.seen_at + limits.session_idle_seconds
    return min(idle, session.started_at + limits.session_seconds)


def alive(session: Session, now: float, limits: Limits) -> bool:
    """Return whether a session still lets its holder in."""
    return now < ends_at(session, limits)


def staff(session: Session, limits: Limits) -> Staff:
    """Return the person who holds a session, with what the session says they may be, and until when."""
    return Staff(
        person=session.person,
        alias=session.alias,
        roles=frozenset(session.roles),
        session=session.hash,
        committed=session.committed == CURRENT.hash,
        ends_at=ends_at(session, limits) * 1000,
    )


def roles_of(groups: Iterable[str]) -> tuple[Role, ...]:
    """Return the roles among the groups of an account, in order; a group that is no role is none of ours."""
    wanted = set(groups)
    return tuple(sorted(role for role in ROLES if role in wanted))


# ------------------------------------------------------------------------------------------------- names and passwords


def reference(person: str) -> str:
    """Return by what an address or a key names a person: what somebody typed as a name, a password perhaps, is in neither."""
    return hashlib.sha256(f"person:{person}".encode()).hexdigest()


def is_reference(text: str) -> bool:
    """Return whether this has the form of one."""
    return re.fullmatch(_REFERENCE, text) is not None


def user_name(typed: str) -> str:
    """Return a user name as accounts have it, however it was typed: `Agent.A ` is `agent.a`.

    In small letters and no further: `ß` is not `ss` to Cognito.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", typed).strip().lower())


def new_name(typed: str) -> str:
    """Return the user name of a new account: of letters that no others are taken for. Raises NameInvalid."""
    name = own_name(user_name(typed))
    if re.fullmatch(_NEW_NAME, name) is None:
        raise NameInvalid
    return name


def own_name(name: str) -> str:
    """Return the name of an account that signs in, whatever Cognito took where it was made. Raises NameInvalid for what
    stands for something else here.
    """
    if not access_events.is_name(name) or name in access_events.RESERVED or access_events.is_conversation(name):
        raise NameInvalid
    return name


def alias_of(given_name: str, person: str) -> str:
    """Return how visitors see somebody whose profile has no alias: by first name, else by the name's first part."""
    first = given_name.strip().partition(" ")[0]
    return first or person.partition("@")[0].partition(".")[0].capitalize()


def password_as_kept(typed: str) -> str:
    """Return a password in NFC, as it was set: keyboards write `ä` in two ways."""
    return unicodedata.normalize("NFC", typed)


def new_password(typed: str, limits: Limits, names: Iterable[str]) -> str:
    """Return a new password that is long enough and not guessed first, in the form in which it is kept.

    `names`: of its owner and the company. Raises PasswordTooWeak with `minimum`, PasswordTooCommon. There are no rules about
    kinds of characters (NIST 800-63B).
    """
    password = password_as_kept(typed)
    if len(password) < limits.password_characters:
        raise PasswordTooWeak(minimum=limits.password_characters)
    if passwords.is_guessed_first(password, names):
        raise PasswordTooCommon
    return password


# ------------------------------------------------------------------------------------------------- attempts


def attempts_hash(whose: str) -> str:
    """Return under what attempts are counted: of a user name, whether there is such an account or not, or a browser."""
    return hashlib.sha256(f"attempts:{whose}".encode()).hexdigest()
