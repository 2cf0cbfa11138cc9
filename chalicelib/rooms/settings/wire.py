"""What the settings room's doors take and answer."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.chat.who import Role
from chalicelib.chat.wire import Frozen, Language, NoticeChange, SiteKey

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SiteVersionName = Annotated[str, Meta(max_length=16, description="a digest of settings")]


class HoursSettings(Frozen):
    """When somebody is there to answer."""

    week: dict[Weekday, tuple[str, ...]]
    """The ranges of each weekday, `9-16` or `9:30-16:00`; without any it is closed."""
    dates: dict[str, tuple[str, ...]]
    """Dates with ranges of their own, `2026-12-23`; without any the date is closed."""
    holidays: Literal["", "FI"]
    """Whose public holidays are closed."""
    zone: str


class ContactSettings(Frozen):
    """Another way to reach the company."""

    kind: Literal["phone", "mail", "page", "visit"]
    value: str
    words: dict[Language, str]
    """What it is called."""


class TopicSettings(Frozen):
    """Something that visitors write about."""

    key: str
    words: dict[Language, str]


class DayNoticeSettings(Frozen):
    """What the chat says on some days; both days belong to it."""

    since: str
    until: str
    words: dict[Language, str]


class SiteLimitSettings(Frozen):
    """What a site may set of the limits; whatever it has not set is what everybody has."""

    transcripts_a_site_a_day: int
    """So many mailed copies may be ordered on the site within any 24 hours; 10 to 1,000."""
    conversations_an_hour: int
    """So many one network may start within any hour without a check; 5 to 200."""
    unanswered_a_network: int
    """So many of one network may wait for their first answer at once; 40 to 400."""


class SiteSettings(Frozen):
    """All that a site has of its own but its logo, which is uploaded by itself."""

    company: str
    origins: tuple[str, ...]
    """The origins whose pages may show the chat."""
    language: Language
    privacy_notice: dict[Language, str]
    """Addresses of the company's own privacy notice; a language without one gets ours."""
    hours: HoursSettings | None
    """Without any it is always open."""
    contacts: tuple[ContactSettings, ...]
    colour: str
    theme: Literal["light", "dark", "system"]
    greeting: dict[Language, str]
    launcher: dict[Language, str]
    topics: tuple[TopicSettings, ...]
    today: tuple[DayNoticeSettings, ...]
    limits: SiteLimitSettings | None = None
    """Null, in what is sent: what everybody has."""


class SiteRow(Frozen):
    """A site in the list of them."""

    key: SiteKey
    company: str
    language: Language
    now: dict[Language, str]
    """What its hours say now: `Avoinna klo 16 asti`; nothing where it has none and is always open."""
    changed_at: int | None = None
    changed_by: str = ""
    """The user name of whoever did; nothing where a file was registered, or it is no longer known."""
    open: bool | None = None
    """Whether it is open now; null where it has no hours."""


class ClosedChat(Frozen):
    """That the operator lets no new conversation begin, on any site; those under way go on."""

    words: dict[Language, str]
    """What visitors read instead of beginning."""
    since: int | None = None
    """Since when, in milliseconds; null where that is known no longer."""
    by: str = ""
    """The name that the operator gave who closed it then; nothing where that is known no longer."""


class Sites(Frozen):
    """`GET /v1/settings/sites`: every site of the stage, by key."""

    sites: tuple[SiteRow, ...]
    closed: ClosedChat | None = None
    """Null while conversations can begin; a minute later than the whole service's settings know it."""


class CalendarDay(Frozen):
    """A date as the hours have it."""

    date: str
    why: Literal["week", "own", "holiday"]
    """What says so: the usual week, hours of its own, or that it is a public holiday."""
    words: dict[Language, str]
    """`9–12 ja 13–16`; nothing where it is closed."""


class ShownColour(Frozen):
    """What becomes of the brand's colour."""

    on: Literal["black", "white"]
    """The colour of the text on it."""
    contrast: str
    """Between the two: `4.5`."""
    light: str
    """Of text and links on a light page."""
    dark: str
    outlined: bool = False
    """Whether a line is drawn around it on a light page."""


class SiteTold(Frozen):
    """What settings say to visitors, in words."""

    week: dict[Language, str]
    """`Avoinna ma–pe 9–16`; nothing where no day is open, or every day is."""
    calendar: tuple[CalendarDay, ...] = ()
    """The coming four weeks."""
    colour: ShownColour | None = None
    """Null without a colour, or for one whose shades only a browser knows."""


class SiteMost(Frozen):
    """How many of each there may be."""

    origins: int
    contacts: int
    topics_least: int
    """None, or so many at least."""
    topics: int
    today: int
    dates: int
    svg_bytes: int
    """Of a logo, like the following."""
    png_bytes: int


class SitePage(Frozen):
    """`GET /v1/settings/sites/{site}`, and what a site is after a command."""

    row: SiteRow
    settings: SiteSettings
    version: SiteVersionName
    """Goes back with what is saved: if it is another by then, nothing is."""
    told: SiteTold
    tag: str
    """The script tag to put into the company's pages."""
    seen_within: int
    """After so many seconds every page shows what was changed."""
    most: SiteMost
    logo: str = ""
    """The digest of its picture; nothing without one."""


class Doubt(Frozen):
    """What may be meant, and rarely is: it is asked before it is saved."""

    where: str
    """The place of the value: `hours.week.mon[0]`, `today[1]`."""
    code: Literal["over_midnight", "over"]
    """That a day's range ends on the next day; that the days are over, and nobody is ever shown it."""


class SiteCheck(Frozen):
    """What saving would change, where nothing of it is refused."""

    changed: tuple[str, ...]
    """Which of the settings: `greeting`."""
    told: SiteTold
    doubts: tuple[Doubt, ...] = ()
    """The first of what changes."""


class CheckSite(Frozen):
    """`POST /v1/settings/sites/{site}/check`, and its `/preview`: nothing is saved."""

    settings: SiteSettings


class SitePreview(Frozen):
    """`POST /v1/settings/sites/{site}/preview`: what the chat's document would say, by its `data-` attributes, with settings that are
    not saved.
    """

    company: str
    theme: str
    logo: str
    """Its address, or the picture itself."""
    own: str
    """What is the site's own, as the chat's document has it; like the following in JSON."""
    notice: str
    now: str


class SaveSite(Frozen):
    """`POST /v1/settings/sites/{site}`: all settings are as they are given here from now on."""

    settings: SiteSettings
    version: SiteVersionName
    """That they were read at."""


class CreateSite(Frozen):
    """`POST /v1/settings/sites`: a site under a key that no other has."""

    key: Annotated[str, Meta(max_length=256)]
    """A key of a site; what is wrong with it is told with all else that is."""
    settings: SiteSettings


class PutLogo(Frozen):
    """`POST /v1/settings/sites/{site}/logo`."""

    content: Annotated[str, Meta(max_length=32_768)]
    """A PNG or SVG in base 64; nothing takes the logo away."""
    version: SiteVersionName


class VersionRow(Frozen):
    """What a site was since a moment."""

    at: int
    """0 where it is not known since when."""
    by: str = ""
    """The user name of whoever made it so; nothing where a file was registered."""
    now: bool = False
    """Whether it is so still."""


class SiteVersions(Frozen):
    """`GET /v1/settings/sites/{site}/versions`: the newest first."""

    versions: tuple[VersionRow, ...]


class EarlierSite(Frozen):
    """`GET /v1/settings/sites/{site}/versions/{at}`: to be looked at, and saved anew. The logo stays what it is."""

    row: VersionRow
    settings: SiteSettings
    changed: tuple[str, ...]
    """In which settings it is another than the site is now."""


class StageSettings(Frozen):
    """What holds for the whole service."""

    networks: dict[Role, tuple[str, ...]]
    """From which networks each role may be used, `192.0.2.0/24` or `2001:db8::/32`, 50 a role at most; a role without any, from
    anywhere."""
    told: tuple[str, ...]
    """Mail addresses that are told, without any content, of questions that were left and that nobody has opened; 5 at most."""
    told_after_minutes: int
    """Of that, after so many minutes: 15 to 1,440."""
    left_question_days: int
    """How long a question that was left stays open for its answer: 1 to 7."""
    remind_after_minutes: int
    """An agent whose visitor has waited so long for an answer is reminded: 1 to 60."""
    return_after_minutes: int
    """After so long the conversation goes back to the queue: more than `remind_after_minutes`, 240 at most; 0: never."""
    veiled: dict[Language, tuple[str, ...]]
    """By which words and phrases messages are veiled from agents who want that, 150 a language at most; with a `*` behind it, by
    every word that begins so."""
    phones: bool = False
    """Whether phones in pockets are called, without any content, when nobody takes whoever waits."""


class StagePage(Frozen):
    """`GET /v1/settings/stage`, and what holds after a command."""

    settings: StageSettings
    version: SiteVersionName
    """Goes back with what is saved: if it is another by then, nothing is. Empty while nobody has saved any."""
    own_address: str
    """The address that the asker comes from; it is kept nowhere."""
    controller: str
    """The name of the company that is responsible, as it was deployed."""
    seen_within: int
    """After so many seconds a change holds everywhere."""
    changed_at: int | None = None
    changed_by: str = ""
    """The user name of whoever did; nothing where nobody has, or it is no longer known."""
    phones_possible: bool = False
    """Whether the operator has made the key without which no phone is called, whatever is set."""
    came_back: tuple[str, ...] = ()
    """Those of `told` from whom a mail came back: they are mailed no more until this is saved anew."""
    closed: ClosedChat | None = None
    """Null while conversations can begin."""


class CheckStage(Frozen):
    """`POST /v1/settings/stage/check`: nothing is saved."""

    settings: StageSettings


class StageCheck(Frozen):
    """What saving would change, where nothing of it is refused."""

    changed: tuple[str, ...]
    """Which of the settings: `networks.agent`, `told`."""
    notice: dict[Language, tuple[NoticeChange, ...]]
    """Which sentences of the privacy notice; nothing in a language in which it stays what it is."""


class SaveStage(Frozen):
    """`POST /v1/settings/stage`: all settings are as they are given here from now on."""

    settings: StageSettings
    version: SiteVersionName
    """That they were read at."""


class StageVersions(Frozen):
    """`GET /v1/settings/stage/versions`: the newest first; the oldest is what was deployed."""

    versions: tuple[VersionRow, ...]


class EarlierStage(Frozen):
    """`GET /v1/settings/stage/versions/{at}`: to be looked at, and saved anew."""

    row: VersionRow
    settings: StageSettings
    changed: tuple[str, ...]
    """In which settings it is another than what holds now."""
