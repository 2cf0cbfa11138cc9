"""What is wrong with a site's values: for whoever registers a file, and for whoever changes settings in the console."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.chat import access_events, trial
from chalicelib.chat.hours import range_of
from chalicelib.chat.limits import SITE_LIMITS
from chalicelib.chat.site import Contact, OwnLimits, Site
from chalicelib.chat.wire import Mistake, SiteKey

STAGE: Final = "stage"
"""How the access log names the whole service, where it names a site by its key."""
ORIGINS: Final = '["https://www.your.example"]'
"""How they are written."""
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_DIALLED: Final = r"\+?[(]?[0-9][0-9 ()\u00a0-]*[0-9]"
_DIGITS: Final = range(3, 16)
"""Of a number that can be dialled: emergency numbers have the fewest, E.164 allows the most."""
_ADDRESS: Final = r"(?i)[a-z0-9._+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
"""A plain one: whatever else stands in a link to it, as `?` and `%` do, would say what is written there."""
_HOST: Final = r"(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::[1-9][0-9]*)?"
"""Host and port as browsers write them; what is in them goes into a header."""
RESERVED: Final = access_events.RESERVED | {STAGE}
"""Words that stand where the access log names a site by its key, for something else."""
_TOPIC_KEY: Final = r"[a-z0-9-]{1,24}"


def mistakes(site: Site) -> Iterator[Mistake]:
    """Yield all that is wrong with a site's values."""
    try:
        msgspec.convert(site.key, SiteKey)
    except msgspec.ValidationError:
        said = "up to 32 of a to z, 0 to 9 and hyphens, the first of them no hyphen"
        yield Mistake(where="key", code="key", sentence=f"{site.key!r} is no key of a site: {said}.")
    if site.key in RESERVED:
        said = "the access log has that word for something else"
        yield Mistake(where="key", code="key", sentence=f"{site.key!r} is no key of a site: {said}.")
    if site.key == trial.SITE:
        said = "a trial of the service has that word"
        yield Mistake(where="key", code="key", sentence=f"{site.key!r} is no key of a site: {said}.")
    yield from _text("company", site.company, SITE_LIMITS.company_characters)
    yield from _origins(site.origins)
    for language, address in site.privacy_notice.items():
        yield from _page(f"privacy_notice.{language}", address)
    yield from _words(site, "greeting", site.greeting, SITE_LIMITS.greeting_characters, optional=True)
    yield from _words(site, "launcher", site.launcher, SITE_LIMITS.launcher_characters, optional=True)
    if len(site.colour) > SITE_LIMITS.colour_characters:
        yield _too_long("colour", site.colour, SITE_LIMITS.colour_characters)
    if len(site.contacts) > SITE_LIMITS.contacts:
        yield _too_many(
            "contacts", SITE_LIMITS.contacts, f"{len(site.contacts)} are too many to choose from; there may be"
        )
    for number, contact in enumerate(site.contacts):
        yield from _contact(site, f"contacts[{number}]", contact)
    yield from _topics(site)
    yield from _days(site)
    yield from _limits(site.limits)
    if site.hours is not None:
        yield from _sizes(site.hours.week, site.hours.dates)
        yield from _overlaps(site.hours.week, site.hours.dates)


def mistakes_of_hours(
    week: Mapping[Any, Sequence[str]], dates: Mapping[str, Sequence[str]], zone: str
) -> list[Mistake]:
    """Return what keeps hours from being any, each with its place; `Hours` itself tells only of the first."""
    found: list[Mistake] = []
    for where, days in (("week", week), ("dates", dates)):
        for day, ranges in days.items():
            for number, written in enumerate(ranges):
                try:
                    range_of(written)
                except ValueError as error:
                    found.append(
                        Mistake(where=f"hours.{where}.{day}[{number}]", code="range", sentence=_sentence(error))
                    )
    for written in dates:
        if not is_date(written):
            sentence = f"{written!r} is no date; one is 2026-12-23."
            found.append(Mistake(where=f"hours.dates.{written}", code="date", sentence=sentence))
    try:
        ZoneInfo(zone)
    except (KeyError, OSError, ValueError):
        sentence = f"{zone!r} is no time zone; one is Europe/Helsinki."
        found.append(Mistake(where="hours.zone", code="zone", sentence=sentence))
    return found


def is_date(written: str) -> bool:
    """Return whether this is a date as settings write it: 2026-12-23."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def twice(values: Iterable[str]) -> list[str]:
    """Return those that are there more than once."""
    return [value for value, times in Counter(values).items() if times > 1]


def _origins(origins: Sequence[str]) -> Iterator[Mistake]:
    if not origins:
        sentence = f"without one no page may show the chat. They are written {ORIGINS}."
        yield Mistake(where="origins", code="empty", sentence=sentence)
    if len(origins) > SITE_LIMITS.origins:
        yield _too_many("origins", SITE_LIMITS.origins, f"{len(origins)} are too many; there may be")
    for number, origin in enumerate(origins):
        where = f"origins[{number}]"
        if len(origin) > SITE_LIMITS.origin_characters:
            yield _too_long(where, origin, SITE_LIMITS.origin_characters)
        try:
            parts = urlsplit(origin)
            usual = {"https": 443, "http": 80}.get(parts.scheme) == parts.port
        except ValueError:
            parts, usual = urlsplit(""), False
        if f"{parts.scheme}://{parts.netloc}" != origin or parts.scheme not in ("https", "http") or not parts.netloc:
            sentence = f"{origin!r} is no origin; one is https://www.your.example, without a path or slash."
            yield Mistake(where=where, code="origin", sentence=sentence)
        elif not parts.netloc.isascii() or parts.netloc != parts.netloc.lower():
            sentence = f"{origin!r} never matches: browsers write a name in small letters, and ä as xn--."
            yield Mistake(where=where, code="origin_unmatched", sentence=sentence)
        elif not re.fullmatch(_HOST, parts.netloc):
            sentence = f"{origin!r} is no origin; each is named by itself, as the browser's address line has it."
            yield Mistake(where=where, code="origin", sentence=sentence)
        elif usual:
            sentence = f"{origin!r} never matches: browsers leave out the port that is usual."
            yield Mistake(where=where, code="origin_unmatched", sentence=sentence)


def _page(where: str, address: str) -> Iterator[Mistake]:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    if not host or not secure or re.search(r"[\s<>\"\x00-\x1f\x7f]", address):
        sentence = f"{address!r} is no address of a page; one begins with https://."
        yield Mistake(where=where, code="page", sentence=sentence)
    if len(address) > SITE_LIMITS.address_characters:
        most = SITE_LIMITS.address_characters
        yield Mistake(where=where, code="too_long", sentence=f"an address may have {most} characters.", limit=most)


def _text(where: str, text: str, most: int) -> Iterator[Mistake]:
    if not text.strip():
        yield Mistake(where=where, code="empty", sentence="there is nothing in it.")
    elif not text.isprintable() and not text.replace("\u00a0", " ").replace("\u00ad", "").isprintable():
        yield Mistake(where=where, code="one_line", sentence="it is one line, without tabs and line ends.")
    if len(text) > most:
        yield _too_long(where, text, most)


def _words(site: Site, where: str, words: Mapping[Any, str], most: int, *, optional: bool = False) -> Iterator[Mistake]:
    """Yield what is wrong with words in some languages; those of the site's own language say what others lack."""
    if site.language not in words and not (optional and not words):
        sentence = f"it has no words in the site's own language, {site.language}."
        yield Mistake(where=where, code="own_language", sentence=sentence)
    for language, text in words.items():
        yield from _text(f"{where}.{language}", text, most)


def _contact(site: Site, where: str, contact: Contact) -> Iterator[Mistake]:
    value = contact.value
    yield from _text(f"{where}.value", value, SITE_LIMITS.contact_characters)
    yield from _words(
        site, f"{where}.words", contact.words, SITE_LIMITS.contact_words_characters, optional=contact.kind != "page"
    )
    digits = sum(each.isdigit() for each in value)
    dialled = re.fullmatch(_DIALLED, value) and digits in _DIGITS and not (value.startswith("+") and "(0)" in value)
    if contact.kind == "phone" and not dialled:
        sentence = f"{value!r} cannot be dialled; a number is +358 8 123 456, and what it is goes into words."
        yield Mistake(where=f"{where}.value", code="phone", sentence=sentence)
    if contact.kind == "mail" and not re.fullmatch(_ADDRESS, value):
        sentence = f"{value!r} is no mail address; one is help@your.example."
        yield Mistake(where=f"{where}.value", code="mail", sentence=sentence)
    if contact.kind == "page":
        yield from _page(f"{where}.value", value)


def _topics(site: Site) -> Iterator[Mistake]:
    topics, least, most = site.topics, SITE_LIMITS.topics_least, SITE_LIMITS.topics
    counted = f"there are {len(topics)}; a site has none, or {least} to {most}."
    if topics and len(topics) < least:
        yield Mistake(where="topics", code="too_few", sentence=counted, limit=least)
    if len(topics) > most:
        yield Mistake(where="topics", code="too_many", sentence=counted, limit=most)
    for number, topic in enumerate(topics):
        where = f"topics[{number}]"
        if not re.fullmatch(_TOPIC_KEY, topic.key):
            sentence = f"{topic.key!r} is no key of a topic: up to 24 of a to z, 0 to 9 and hyphens."
            yield Mistake(where=f"{where}.key", code="topic_key", sentence=sentence)
        yield from _words(site, f"{where}.words", topic.words, SITE_LIMITS.topic_characters)
    for key in twice(topic.key for topic in topics):
        yield Mistake(where="topics", code="twice", sentence=f"{key!r} is the key of two of them.")
    for language in sorted({language for topic in topics for language in topic.words}):
        for words in twice(topic.words.get(language, "").casefold() for topic in topics):
            if words:
                sentence = f"in {language} two of them are called {words!r}."
                yield Mistake(where="topics", code="twice", sentence=sentence)


def _days(site: Site) -> Iterator[Mistake]:
    if len(site.today) > SITE_LIMITS.day_notices:
        yield _too_many("today", SITE_LIMITS.day_notices, f"{len(site.today)} are too many; there may be")
    for number, notice in enumerate(site.today):
        if notice.since > notice.until:
            sentence = f"it ends on {notice.until}, before it begins on {notice.since}."
            yield Mistake(where=f"today[{number}]", code="ends_before", sentence=sentence)
        yield from _words(site, f"today[{number}].words", notice.words, SITE_LIMITS.day_notice_characters)
    ordered = sorted(site.today, key=lambda notice: notice.since)
    for earlier, later in itertools.pairwise(ordered):
        if later.since <= earlier.until:
            sentence = f"two of them are for {later.since}, and only one can be shown."
            yield Mistake(where="today", code="same_day", sentence=sentence)


def _limits(limits: OwnLimits) -> Iterator[Mistake]:
    for name in OwnLimits.__struct_fields__:
        value, (least, most) = getattr(limits, name), getattr(SITE_LIMITS, name)
        if value is None or least <= value <= most:
            continue
        sentence = f"{value} is not from {least} to {most}."
        if value < least:
            yield Mistake(where=f"limits.{name}", code="too_small", sentence=sentence, limit=least)
        else:
            yield Mistake(where=f"limits.{name}", code="too_large", sentence=sentence, limit=most)


def _sizes(week: Mapping[Any, Sequence[str]], dates: Mapping[str, Sequence[str]]) -> Iterator[Mistake]:
    if len(dates) > SITE_LIMITS.dates:
        yield _too_many("hours.dates", SITE_LIMITS.dates, f"{len(dates)} are too many; there may be")
    for where, days in (("week", week), ("dates", dates)):
        for day, ranges in days.items():
            if len(ranges) > SITE_LIMITS.ranges:
                place = f"hours.{where}.{day}"
                yield _too_many(place, SITE_LIMITS.ranges, f"{len(ranges)} are too many; there may be")


def _overlaps(week: Mapping[Any, Sequence[str]], dates: Mapping[str, Sequence[str]]) -> Iterator[Mistake]:
    """Yield where two ranges of one day have a time in common: one of them was meant otherwise."""
    for where, days in (("week", week), ("dates", dates)):
        for day, ranges in days.items():
            ordered = sorted((range_of(written), number, written) for number, written in enumerate(ranges))
            for (earlier, _, first), (later, number, second) in itertools.pairwise(ordered):
                if later.start < earlier.end:
                    sentence = (
                        f"{second} begins before {first} is over; write one range, or two without a time in common."
                    )
                    yield Mistake(where=f"hours.{where}.{day}[{number}]", code="overlaps", sentence=sentence)


def _too_long(where: str, text: str, most: int) -> Mistake:
    sentence = f"{len(text)} characters are too many; there may be {most}."
    return Mistake(where=where, code="too_long", sentence=sentence, limit=most)


def _too_many(where: str, most: int, sentence: str) -> Mistake:
    return Mistake(where=where, code="too_many", sentence=f"{sentence} {most}.", limit=most)


def _sentence(error: ValueError) -> str:
    return f"{error}."
