"""What is a company's own: a website that may show the chat, and all that its visitors see of the company in it.

A file of the same form is what `python -m operations site` checks and takes; there `logo` is the name of a picture beside it.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Final, Literal, get_args
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from chalicelib.chat.hours import Hours
from chalicelib.chat.limits import SITE_LIMITS, Bounds, Limits
from chalicelib.chat.versions import digest_of
from chalicelib.chat.wire import Language

Theme = Literal["light", "dark", "system"]
ContactKind = Literal["phone", "mail", "page", "visit"]

LAUNCHER_SECONDS: Final = 300
"""So long a launcher's file is kept on the way: by then every page shows what was changed."""
CLOSED_SECONDS: Final = 3600
"""So long a page that stays open says that no conversation can begin; a try then is told anew."""
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


def _at_most(characters: int) -> Meta:
    """For the schema only: what stands in the table is read whatever was allowed when it was registered."""
    return Meta(extra_json_schema={"maxLength": characters})


def _items(least: int, most: int) -> Meta:
    return Meta(extra_json_schema={"minItems": least, "maxItems": most})


def _between(bounds: Bounds) -> Meta:
    return Meta(extra_json_schema={"minimum": bounds.least, "maximum": bounds.most})


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Another way to reach the company."""

    kind: ContactKind
    value: Annotated[str, _at_most(SITE_LIMITS.contact_characters)]
    """A telephone number, a mail address, a page's address, or where to come."""
    words: Mapping[Language, Annotated[str, _at_most(SITE_LIMITS.contact_words_characters)]] = {}
    """What it is called: `Päivystys`. Without any, its value stands alone."""


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """Something that visitors write about, which they may choose before they do."""

    key: Annotated[str, Meta(extra_json_schema={"pattern": "^[a-z0-9-]{1,24}$"})]
    words: Mapping[Language, Annotated[str, _at_most(SITE_LIMITS.topic_characters)]]


class DayNotice(msgspec.Struct, frozen=True, kw_only=True):
    """What the chat says on some days: that answers take longer, that the shop is closed. Both days belong to it."""

    since: date = msgspec.field(name="from")
    until: date
    words: Mapping[Language, Annotated[str, _at_most(SITE_LIMITS.day_notice_characters)]]


class OwnLimits(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Limits that a site has set for itself, each under its name in `Limits`; without one it has that of everybody."""

    transcripts_a_site_a_day: Annotated[int, _between(SITE_LIMITS.transcripts_a_site_a_day)] | None = None
    """So many mailed copies may be ordered within any 24 hours."""
    conversations_an_hour: Annotated[int, _between(SITE_LIMITS.conversations_an_hour)] | None = None
    """So many one network may start within any hour without a check."""
    unanswered_a_network: Annotated[int, _between(SITE_LIMITS.unanswered_a_network)] | None = None
    """So many of one network may wait for their first answer at once."""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A website that may show the widget, and only from these origins."""

    key: str
    company: str
    origins: tuple[str, ...]
    language: Language = "fi"
    """What is spoken when neither the page nor the browser says otherwise; whatever has words has them in this one."""
    privacy_notice: Mapping[Language, str] = {}
    """Addresses of the company's own privacy notice; a language without one gets ours."""
    hours: Hours | None = None
    """When somebody is there to answer; without any, always."""
    contacts: Annotated[tuple[Contact, ...], _items(0, SITE_LIMITS.contacts)] = ()
    """The company's other ways of contact, the best first: shown while nobody answers, without scripts, and in mails."""
    colour: str = ""
    """The brand's colour, as CSS writes it: the launcher's and the buttons'. Text and links have its hue, as can be read."""
    theme: Theme = "system"
    """Light or dark, or as the visitor's system has it."""
    greeting: Mapping[Language, Annotated[str, _at_most(SITE_LIMITS.greeting_characters)]] = {}
    """The chat's first words; a language without any gets ours."""
    launcher: Mapping[Language, Annotated[str, _at_most(SITE_LIMITS.launcher_characters)]] = {}
    """The launcher's word; a language without one gets ours."""
    topics: Annotated[tuple[Topic, ...], _items(SITE_LIMITS.topics_least, SITE_LIMITS.topics)] = ()
    today: Annotated[tuple[DayNotice, ...], _items(0, SITE_LIMITS.day_notices)] = ()
    """Notices of the day, no two on the same."""
    logo: str = ""
    """The digest of the picture that `/logo/{site}` serves; nothing without one."""
    limits: OwnLimits = OwnLimits()
    """What of the limits it has set for itself. Networks are counted over all sites."""

    def limits_over(self, limits: Limits) -> Limits:
        """Return the limits that hold on this site: these, but for what it has set for itself."""
        own = {name: value for name, value in msgspec.structs.asdict(self.limits).items() if value is not None}
        return msgspec.structs.replace(limits, **own)

    def words_of(self, words: Mapping[Language, str]) -> dict[Language, str]:
        """Return words in every language: what a language lacks is said in the site's own."""
        own = words.get(self.language, "")
        return {language: words.get(language, own) for language in LANGUAGES} if own else {}

    def topic(self, key: str | None) -> Topic | None:
        """Return one of its topics, None when it has none under this key."""
        return next((topic for topic in self.topics if topic.key == key), None)


class ServedSite(Site, frozen=True, kw_only=True):
    """A site as it is served: with what the service has learnt of it."""

    usually: int | None = None
    """Within how many minutes visitors are usually answered; None where too little is known."""
    version: str = ""
    """The digest of its settings, written with them; nothing where an older release wrote them."""
    changed_at: int | None = None
    """When they were last changed, in milliseconds."""


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """The notice of a day, for pages that may stay open longer than it."""

    until: int
    """When it stops being true, in epoch seconds."""
    words: dict[Language, str]


def notice_of(site: Site, zone: ZoneInfo, now: float) -> Today | None:
    """Return what the site has to say today, as days are counted in the controller's zone."""
    today = datetime.fromtimestamp(now, zone).date()
    found = next((each for each in site.today if each.since <= today <= each.until), None)
    if found is None:
        return None
    after = datetime.combine(found.until + timedelta(days=1), datetime.min.time(), zone)
    return Today(until=int(after.timestamp()), words=site.words_of(found.words))


def contact_lines(site: Site, language: Language) -> list[str]:
    """Return its contacts in words, a line each: `Päivystys: +358 8 123 456`."""
    return [
        f"{name}: {each.value}" if (name := contact_name(site, each, language)) else each.value
        for each in site.contacts
    ]


def contact_name(site: Site, contact: Contact, language: Language) -> str:
    """Return what a contact is called in a language; nothing where it was given no name."""
    return site.words_of(contact.words).get(language, "")


def contact_address(contact: Contact) -> str | None:
    """Return where a link to a contact leads, None when it is a place to come to."""
    match contact.kind:
        case "phone":
            return f"tel:{''.join(each for each in contact.value if each in '+0123456789')}"
        case "mail":
            return f"mailto:{contact.value}"
        case "page":
            return contact.value
        case "visit":
            return None


def plain(site: Site) -> Site:
    """Return a site's settings without what the service has learnt of it."""
    return Site(**{name: getattr(site, name) for name in Site.__struct_fields__})


def version_of(site: Site) -> str:
    """Return the digest of a site's settings."""
    return digest_of(plain(site))


def logo_digest(svg: str) -> str:
    """Return what a logo's address is told apart by when another takes its place."""
    return hashlib.sha256(svg.encode()).hexdigest()[:16]
