"""What the doors of canned answers take and answer."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.chat.wire import Frozen, Language, SiteKey

AnswerId = Annotated[
    str, Meta(pattern=r"^[0-9A-Za-z_-]{16,32}$(?!\n)", max_length=32, description="made by whoever writes it first")
]
AnswersVersion = Annotated[str, Meta(max_length=64, description="of all that `GET /v1/answers` told")]
Whose = Literal["own", "shared"]


class CannedAnswer(Frozen):
    """An answer that is written once and used often."""

    id: AnswerId
    key: str
    """What is typed after `/` to find it first, of a to z, å, ä, ö, digits, `-` and `_`."""
    title: str
    text: dict[Language, str]
    """In at least one language. `{name|there}` stands for the visitor's name, or `there` where they gave none."""
    sites: tuple[SiteKey, ...] = ()
    """For which it is meant; none stands for all."""
    changed_at: int = 0
    """When it was changed last; 0: it is not kept yet."""


class AnswersOfSite(Frozen):
    """What a site gives to the variables of canned answers."""

    site: SiteKey
    company: str
    contact: str = ""
    """Its first contact; nothing where it has none."""


class MostAnswers(Frozen):
    """How many there may be, and how long."""

    shared: int
    own: int
    key: int
    title: int
    text: int
    """Characters, in each language."""


class AnswersPage(Frozen):
    """`GET /v1/answers`: every canned answer that one may use, by key."""

    version: AnswersVersion
    shared: tuple[CannedAnswer, ...] = ()
    own: tuple[CannedAnswer, ...] = ()
    greeting: AnswerId | None = None
    """With which one begins."""
    sites: tuple[AnswersOfSite, ...] = ()
    most: MostAnswers | None = None
    same: bool = False
    """All is as it was at the version that was named: nothing of it is told again."""


class SaveAnswer(Frozen):
    """`POST /v1/answers/own` and `/shared`: an answer is so from now on, or there is one more."""

    answer: CannedAnswer
    """With `changed_at` as it was read: if it is another by then, nothing is saved."""


class DeleteAnswer(Frozen):
    """`POST /v1/answers/own/delete` and `/shared/delete`."""

    id: AnswerId
    changed_at: int
    """As it was read."""


class ChooseGreeting(Frozen):
    """`POST /v1/answers/own/greeting`: with which answer one begins."""

    answer: AnswerId | None = None
    """One's own or a shared one; null: with none."""


class AnswersFile(Frozen):
    """`GET /v1/answers/own/csv` and `/shared/csv`: all of them for a spreadsheet, whose formulas they cannot be."""

    csv: str


class ImportAnswers(Frozen):
    """`POST /v1/answers/own/csv` and `/shared/csv`, and before it `/csv/check`, which saves nothing."""

    csv: Annotated[str, Meta(max_length=512 * 1024)]
    """As it was exported: a row with a key that there is changes that answer, one with another adds one; none is taken away."""
    read: int | None = None
    """When they were changed last, as the check said: if that is another by then, nothing is saved."""


class AnswersImport(Frozen):
    """What an import would do, or has done."""

    read: int
    """When they were changed last."""
    added: tuple[str, ...] = ()
    """By key."""
    changed: tuple[str, ...] = ()
    same: int = 0
    """How many rows say what is there already."""
