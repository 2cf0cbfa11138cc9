"""What a stage is to be: `stages/<name>.toml`, which is kept in git and holds no secret."""

import json
import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from operations.trouble import Trouble

FOLDER: Final = Path(__file__).resolve().parents[1] / "stages"
EXAMPLE: Final = "example"
"""The file that is there to be read: no stage is called so."""
REGION: Final = "eu-north-1"
"""Where nothing says otherwise."""
EU: Final[Mapping[str, str]] = {
    "eu-central-1": "Frankfurt",
    "eu-north-1": "Stockholm",
    "eu-south-1": "Milan",
    "eu-west-1": "Ireland",
    "eu-west-3": "Paris",
}
"""The regions of the EU that have every service, as the template's rule has them. London (`eu-west-2`) and Zürich (`eu-central-2`) are
called alike and are not in it."""

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
Domain = Annotated[
    str, Meta(pattern=rf"^({_LABEL}\.)+[a-z]{{2,63}}$(?!\n)", description="a domain such as your.example")
]
Address = Annotated[
    str,
    Meta(
        pattern=rf"^[A-Za-z0-9._+-]+@({_LABEL}\.)+[a-z]{{2,63}}$(?!\n)",
        description="an address such as chat@your.example",
    ),
]
Network = Annotated[str, Meta(pattern=r"^[0-9a-f.:]+/\d{1,3}$(?!\n)", description='a network such as "192.0.2.0/24"')]
Line = Annotated[
    str,
    Meta(
        # Neither blank nor of several lines, nor with signs that turn the direction of what people read.
        pattern=r"^(?=.*\w)[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+$(?!\n)",
        max_length=200,
        description="some words in one line",
    ),
]
Name = Annotated[
    str, Meta(pattern=r"^[a-z][a-z0-9]{1,15}$(?!\n)", description="a short word of small letters and digits")
]
MOST: Final = 1_000_000
"""So much at most, which is more than AWS gives anybody: a slip of the key is no size."""
Count = Annotated[int, Meta(ge=1, le=MOST, description="a whole number from 1 to 1,000,000")]
COMMON_NAME: Final = 64
"""So many characters the first name of a certificate may have (RFC 5280); the others may have 253."""
SHOWN: Final = 80
"""So many characters of a wrong value are shown."""


class Sizes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much a stage lets through; what is left out is as the template has it."""

    requests_per_address: (
        Annotated[int, Meta(ge=100, le=MOST, description="a whole number from 100 to 1,000,000")] | None
    ) = None
    rest_requests_per_second: Count | None = None
    rest_burst: Count | None = None
    socket_requests_per_second: Count | None = None
    socket_burst: Count | None = None


class Seeds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an empty stage begins with. It changes nothing of a stage that has it."""

    administrator: Annotated[
        str, Meta(pattern=r"^[a-z0-9._@-]{1,128}$(?!\n)", description="a user name such as first.admin")
    ]
    given_name: Line
    dialogue: Annotated[date, Meta(description="a date such as 2026-11-02")]
    """When the dialogue of the Co-operation Act was held (section 21 of Act 759/2004): no account is made before."""
    site: str
    """The file of the first site, beside the stage's: docs/site.md."""


class Stage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a stage is to be; what is None is as the template has it."""

    region: Annotated[str, Meta(pattern=r"^[a-z]{2,4}(-[a-z]+)+-\d$(?!\n)", description="a region such as eu-north-1")]
    controller: Line
    """The company that is responsible for the personal data, as visitors read it."""
    mail_from: Address
    """The address that transcripts come from."""
    account: (
        Annotated[str, Meta(pattern=r"^\d{12}$(?!\n)", description='the number of an account, such as "123456789012"')]
        | None
    ) = None
    """The only account to which it is deployed; None: whichever the credentials are of."""
    domain: Domain | None = None
    """The chat is at `chat.` and its sockets at `ws.chat.` of it; without it at the gateways' own names."""
    mail_domain: Domain | None = None
    """The domain that SES verifies; None: that of `mail_from`."""
    alerts_to: Address | None = None
    zone: Line | None = None
    queue: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,31}$(?!\n)", description="a short name")] | None = None
    left_question_days: Annotated[int, Meta(ge=1, le=7, description="a whole number from 1 to 7")] | None = None
    require_second_factor: bool | None = None
    pushes: bool | None = None
    firewall: bool | None = None
    staff_networks: tuple[Network, ...] = ()
    """Whose requests the firewall does not count: the offices of staff, each as a CIDR."""
    budget: Count | None = None
    """US dollars a month, from 80 % of which `alerts_to` is told."""
    table_key: (
        Annotated[
            str,
            Meta(
                pattern=r"^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key/(mrk-)?[a-f0-9-]+$(?!\n)",
                description="the ARN of a key of KMS",
            ),
        ]
        | None
    ) = None
    """A key of the operator's own for the table; None: AWS's."""
    permissions_boundary: (
        Annotated[
            str,
            Meta(
                pattern=r"^arn:[a-z-]+:iam::(\d{12}|aws):policy/[A-Za-z0-9+=,.@_/-]+$(?!\n)",
                description="the ARN of a policy of IAM",
            ),
        ]
        | None
    ) = None
    """The policy beyond which no policy of a function reaches; None: there is none."""
    sizes: Sizes = Sizes()
    artefact_bucket: (
        Annotated[
            str,
            Meta(
                pattern=r"^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$(?!\n)",
                description="a bucket's name of small letters, digits and hyphens",
            ),
        ]
        | None
    ) = None
    """Where what is deployed is kept; None: in a bucket that is made for the stage."""
    tags: Mapping[str, str] = {}
    seeds: Seeds | None = None


PARAMETERS: Final[Mapping[str, str]] = {
    "controller": "Controller",
    "mail_from": "MailFrom",
    "mail_domain": "MailDomain",
    "alerts_to": "AlertsTo",
    "zone": "Zone",
    "queue": "Queue",
    "left_question_days": "LeftQuestionDays",
    "require_second_factor": "RequireSecondFactor",
    "pushes": "Pushes",
    "firewall": "Firewall",
    "table_key": "TableKey",
    "permissions_boundary": "PermissionsBoundary",
    "requests_per_address": "RequestsPerAddress",
    "rest_requests_per_second": "RestRequestsPerSecond",
    "rest_burst": "RestBurst",
    "socket_requests_per_second": "SocketRequestsPerSecond",
    "socket_burst": "SocketBurst",
}
"""Which field of a stage, or of its sizes, is which parameter of the template."""


class Question(msgspec.Struct, frozen=True):
    """Something that a stage lacks: the field (that of a table as `table.field`), what to ask, and how an answer looks."""

    field: str
    asks: str
    example: str


QUESTIONS: Final = (
    Question("region", "In which region of the EU?", REGION),
    Question(
        "controller",
        "Which company is responsible for the personal data, as visitors are to read it?",
        "Your Company Ltd",
    ),
    Question(
        "domain",
        "Under which domain (the chat will be at chat. and ws.chat. of it; empty: at AWS's own names)?",
        "your.example",
    ),
    Question("mail_from", "From which address do transcripts come?", "chat@your.example"),
    Question("alerts_to", "Who is told of alarms (empty: nobody)?", "operations@your.example"),
    Question("seeds.administrator", "Under which user name does the first administrator sign in?", "first.admin"),
    Question("seeds.given_name", "What is their given name?", "Anna"),
    Question(
        "seeds.dialogue", "When was the dialogue with staff held (docs/operations/ says what that is)?", "2026-11-02"
    ),
    Question("seeds.site", "In which file is the first site, beside this one (docs/site.md)?", "site.json"),
)
OPTIONAL: Final = frozenset(("domain", "alerts_to"))
"""What may be left out. Where it is written as "", it is decided that there is none, and nobody is asked again."""


def is_name(name: str) -> bool:
    """Return whether a stage can be called so."""
    try:
        msgspec.convert(name, Name)
    except msgspec.ValidationError:
        return False
    return True


def named(folder: Path = FOLDER) -> list[str]:
    """Return the stages that have a file in a folder."""
    found = (each.stem for each in folder.glob("*.toml"))
    return sorted(each for each in found if is_name(each) and each != EXAMPLE)


def others(folder: Path = FOLDER) -> str:
    """Return in a few words which stages have a file in a folder, for whoever has named one that has none; nothing where none has."""
    found = named(folder)
    return f" (there is a file of {', '.join(found)})" if found else ""


def path_of(name: str, folder: Path = FOLDER) -> Path:
    """Return where a stage's file is, or would be. Raises Trouble when no stage can be called so."""
    if not is_name(name):
        raise Trouble(
            f"No stage can be called {name!r}: a stage's name is 2 to 16 small letters and digits, a letter first, such as prod."
        )
    return folder / f"{name}.toml"


def written(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """Return what a stage's file says, checked by nobody; nothing where there is none. Raises Trouble."""
    path = path_of(name, folder)
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Trouble(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Trouble(f"{path} cannot be read: {error}.") from error


def read(name: str, folder: Path = FOLDER) -> Stage:
    """Return a stage as its file says. Raises Trouble with everything that is wrong with it."""
    found = written(name, folder)
    path = path_of(name, folder)
    if not found:
        raise Trouble(
            f"There is no {path}{others(folder)}: `make deploy STAGE={name}` asks for what it has to say, and writes it."
        )
    refuse(path, mistakes(found))
    return msgspec.convert(dict(_decided(found)), Stage)


def other_account(expected: str | None, found: str) -> str:
    """Return in a sentence that credentials are of another account than a stage's; empty when they are not."""
    if expected in (None, found):
        return ""
    return (
        f"These credentials are of the account {found}, and the stage's file says account = {expected}: choose others, for instance with"
        " AWS_PROFILE."
    )


def refuse(path: Path, sentences: Iterable[str]) -> None:
    """Return when nothing is wrong with a stage's file. Raises Trouble with all the sentences that say what is."""
    if listed := "\n".join(f"- {each}" for each in sentences):
        raise Trouble(f"{path} cannot be used:\n{listed}")


def mistakes(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong with what a stage's file says."""
    for asked in lacking(found):
        if asked.field not in OPTIONAL:
            yield f"{asked.field} is missing: {asked.asks} For example {asked.example!r}."
    yield from wrong(found)


def wrong(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each thing that a stage's file says and that cannot be."""
    for where, value, kind in _fields(dict(_decided(found)), Stage, ""):
        if kind is None:
            yield f"{where} is nothing that a stage has."
        elif sentence := mistake(where, value, kind):
            yield sentence


def mistake(field: str, value: Any, kind: Any) -> str:
    """Return in a sentence what is wrong with a value of a field's type; empty when nothing is."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return f"{field} has to be {_form(kind)}, and is {_shown(value)}."
    found = _FURTHER.get(field)
    return found(value) if found else ""


def outside_of_the_eu(region: str) -> str:
    """Return in a sentence that a region is none of those; empty when it is one."""
    if region in EU:
        return ""
    return f"region has to be one of the EU with every service ({', '.join(f'{each} {place}' for each, place in EU.items())}), and is {region}."


def beyond_a_certificate(domain: str) -> str:
    """Return in a sentence that ACM makes no certificate for a domain's chat; empty when it does."""
    name = f"chat.{domain}"
    if len(name) <= COMMON_NAME:
        return ""
    return f"domain is too long: ACM takes {COMMON_NAME} characters for a certificate's first name, and {name} has {len(name)}."


_FURTHER: Final[Mapping[str, Callable[[str], str]]] = {"region": outside_of_the_eu, "domain": beyond_a_certificate}
"""What a field of the right form has to be besides."""


def kind_of(field: str) -> Any:
    """Return the type of a field that is asked for."""
    table, _, name = field.rpartition(".")
    return next(each.type for each in msgspec.structs.fields(Seeds if table else Stage) if each.name == name)


def lacking(found: Mapping[str, Any]) -> Iterator[Question]:
    """Yield what would have to be asked to complete a stage's file."""
    for each in QUESTIONS:
        place: Any = found
        for part in each.field.split("."):
            place = place.get(part) if isinstance(place, Mapping) else None
        if place is None:
            yield each


def region_of(name: str, folder: Path = FOLDER) -> str:
    """Return in which region a stage is: as its file says, else as AWS's own variables do. Raises Trouble, also where it cannot be."""
    found = written(name, folder).get("region")
    if found is not None:
        wrong = mistake("region", found, kind_of("region"))
        refuse(path_of(name, folder), [wrong] if wrong else [])
        return str(found)
    return os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or REGION


def parameters_of(name: str, stage: Stage) -> dict[str, str]:
    """Return the template's parameters that a stage's file decides, as CloudFormation takes them."""
    values = {
        **_told(stage),
        **_told(stage.sizes),
        "mail_domain": stage.mail_domain or stage.mail_from.partition("@")[2],
    }
    chosen = {PARAMETERS[field]: value for field, value in values.items() if field in PARAMETERS}
    chosen |= _networks(stage)
    return {"Stage": name, **{parameter: _parameter(value) for parameter, value in sorted(chosen.items())}}


def _decided(found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for field, value in found.items():
        if value != "" or field not in OPTIONAL:
            yield field, value


def _networks(stage: Stage) -> dict[str, tuple[str, ...]]:
    """Return the networks by the version of their addresses: a set of the firewall holds one only."""
    six = tuple(each for each in stage.staff_networks if ":" in each)
    four = tuple(each for each in stage.staff_networks if ":" not in each)
    return {name: found for name, found in (("StaffNetworks", four), ("StaffNetworks6", six)) if found}


def _told(part: msgspec.Struct) -> dict[str, Any]:
    found = {field: getattr(part, field) for field in part.__struct_fields__}
    return {field: value for field, value in found.items() if value is not None and value != ()}


def _parameter(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _fields(found: Mapping[str, Any], kind: Any, prefix: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield each field that is written, its value and its type, None where there is no such field."""
    types = {field.name: field.type for field in msgspec.structs.fields(kind)}
    for name, value in found.items():
        inner = {"sizes": Sizes, "seeds": Seeds}.get(f"{prefix}{name}")
        if inner is not None and isinstance(value, dict):
            yield from _fields(value, inner, f"{name}.")
        else:
            yield f"{prefix}{name}", value, types.get(name)


def _shown(value: Any) -> str:
    # Without signs that are no letters: a terminal would do what they say.
    written = json.dumps(value, ensure_ascii=False, default=str)
    plain = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in written)
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"


def _form(kind: Any) -> str:
    """Return what a field has to be, in words."""
    schema = msgspec.json.schema(kind)
    items = schema.get("items", {})
    if "description" in items:
        return f"a list, each {items['description']}"
    either = (schema, *schema.get("anyOf", ()))
    described = [str(each["description"]) for each in either if "description" in each]
    kinds = {"object" if "$ref" in each else each.get("type") for each in either}
    plain = [words for each, words in _PLAIN.items() if each in kinds]
    return [*described, *plain, "of another form"][0]


_PLAIN: Final = {"boolean": "true or false", "object": "a table", "array": "a list", "string": "some words"}
