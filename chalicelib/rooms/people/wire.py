"""What the people room's doors take and answer."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.chat.who import Role
from chalicelib.chat.wire import ClientId, Frozen, Language, Reference, SiteKey

Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)", description="a date, ISO 8601")]
UserName = Annotated[str, Meta(max_length=256)]
Name = Annotated[str, Meta(max_length=1_024)]


class Person(Frozen):
    """Somebody with an account, or who had one and has left."""

    reference: Reference
    """Stands in addresses where the user name must not."""
    person: str
    """The user name."""
    given_name: str = ""
    alias: str = ""
    """How visitors see them."""
    roles: tuple[Role, ...] = ()
    languages: tuple[Language, ...] = ()
    """In which they answer; none stands for all."""
    sites: tuple[SiteKey, ...] = ()
    """By whose hours their day ends, and where nobody else has a name like theirs; none stands for all. The queue is that of all sites."""
    enabled: bool = False
    """Whether they may sign in."""
    has_signed_in: bool = False
    """Whether they have chosen a password since they were last given one."""
    password_until: int | None = None
    """Until when they come in with the one that they were given; left out when they have, or when it was given elsewhere."""
    password_over: bool = False
    """It opens nothing any more: they need another."""
    signed_in_at: int | None = None
    """When they were last let in."""
    committed_version: str | None = None
    """Which confidentiality commitment they accepted."""
    committed_at: int | None = None
    committed: bool = False
    """Whether it is the one that is asked for now."""
    available: bool = False
    """They are there, and the queue rings them."""
    sockets: int = 0
    """How many of their consoles are on line."""
    left_at: int | None = None
    """When they left. Then nothing of the account is there any more."""
    kept_until: int | None = None
    """Until when their name is kept after that, because the access log may name them."""


class Dialogue(Frozen):
    """When the dialogue with staff about what is recorded of them was held, or they were heard, as an administrator has said."""

    held_on: Day
    by: str
    at: int


class HoldDialogue(Frozen):
    """`POST /v1/people/dialogue`: no account is made before this was said once. Saying it again puts it right."""

    held_on: Day


class People(Frozen):
    """`GET /v1/people`: everybody with an account and everybody who has left and is not forgotten yet, by user name."""

    people: tuple[Person, ...]
    more: Reference | None = None
    """There are more after the last of these: ask again `after` this."""
    dialogue: Dialogue | None = None
    """Left out, nobody has said yet, and creating is refused as `dialogue_missing`."""


class OpenSession(Frozen):
    """A session that lets somebody in."""

    session: str
    """By which name it can be ended; it opens nothing."""
    started_at: int
    seen_at: int
    """When it was last used, to within three minutes."""
    ends_at: int
    """When it ends unless it is used."""
    this: bool = False
    """It is the one that asks."""


class PersonPage(Frozen):
    """`GET /v1/people/{person}`, and what has become of somebody after a command: all that is known of them here."""

    person: Person
    second_factor: bool = False
    """Whether the account has one."""
    sessions: tuple[OpenSession, ...] = ()
    """The last begun first."""


class TemporaryPassword(Frozen):
    """An account with a temporary password, which is told here and never again."""

    person: Person
    password: str
    valid_until: int
    """Whoever has not signed in by then needs another."""


class CreatePerson(Frozen):
    """`POST /v1/people`: an account. No mail is sent: the temporary password in the answer is for the administrator to hand over."""

    key: ClientId
    """Sent again with what has not been answered: the account is there once, and the answer has a new temporary password."""
    person: UserName
    """The user name: letters from a to z, digits, `.`, `-`, `_` and `@`, taken in small letters."""
    given_name: Name = ""
    alias: Name = ""
    """Left out, it is the first of the given names."""
    roles: tuple[Role, ...] = ()
    languages: tuple[Language, ...] = ()
    sites: tuple[SiteKey, ...] = ()


class DescribePerson(Frozen):
    """`POST /v1/people/{person}/details`: all of this is as it is given here from now on."""

    given_name: Name = ""
    alias: Name = ""
    """Left out, it is the first of the given names."""
    languages: tuple[Language, ...] = ()
    sites: tuple[SiteKey, ...] = ()


class ChangeRoles(Frozen):
    """`POST /v1/people/{person}/roles`: exactly these."""

    roles: tuple[Role, ...]


# ----------------------------------------------------------------------------------------- one's own account


class OwnSessions(Frozen):
    """`GET /v1/me/sessions`, and what is left of them after a command."""

    sessions: tuple[OpenSession, ...]
    """The last begun first."""


class EndSession(Frozen):
    """`POST /v1/me/sessions/end`: one of one's own."""

    session: Annotated[str, Meta(max_length=64)]


class ChangePassword(Frozen):
    """`POST /v1/me/password`."""

    current: Annotated[str, Meta(max_length=256)]
    password: Annotated[str, Meta(max_length=256)]


class ChangeSecondFactor(Frozen):
    """`POST /v1/me/second-factor`: proves who one is by the password and the second factor that is to go."""

    password: Annotated[str, Meta(max_length=256)]
    code: Annotated[str, Meta(max_length=16)] = ""
    """Of the second factor that is to go; left out by whoever has begun before and has none."""


class OwnPhone(Frozen):
    """A browser of one's own that may be called."""

    phone: str
    """By which name it can be taken away; it opens nothing."""
    service: str
    """Whose push service calls it, by its host."""
    made_at: int
    until: int
    """Then it is forgotten, unless it is given again."""
    till_sign_out: bool = False


class OwnPhones(Frozen):
    """`GET /v1/me/phones`, and what they are after a command."""

    on: bool
    """Whether phones are called in this service."""
    key: str | None = None
    """With which a browser asks its push service, in base64url; left out while none are called."""
    when: Literal["available", "nobody"] = "available"
    phones: tuple[OwnPhone, ...] = ()


class AddPhone(Frozen):
    """`POST /v1/me/phones`: this browser may be called; given again, it is changed."""

    endpoint: Annotated[str, Meta(min_length=1, max_length=1000)]
    """As its push service has given it; only those of browser makers are taken."""
    when: Literal["available", "nobody"]
    """While one is available; or also when nobody is there. For all of one's phones."""
    till_sign_out: bool = False
    """Signing out on it takes it away."""


class RemovePhone(Frozen):
    """`POST /v1/me/phones/remove`: one of one's own."""

    phone: Annotated[str, Meta(max_length=64)]


class PhonesRang(Frozen):
    """`POST /v1/me/phones/test`: how many of one's phones were called."""

    rang: int
    page: OwnPhones


class ConfirmSecondFactor(Frozen):
    """`POST /v1/me/second-factor/confirm`: the first code of the new one."""

    challenge: Annotated[str, Meta(max_length=4096)]
    """As it came with the secret, for ten minutes."""
    code: Annotated[str, Meta(max_length=16)]


class OwnLanguages(Frozen):
    """`POST /v1/me/languages`: in which one answers; none stands for all."""

    languages: tuple[Language, ...]
