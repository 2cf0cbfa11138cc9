"""Makes the notice: the words of each language, filled with the company's rows and with what is set and kept."""

import functools
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import msgspec

from chalicelib.chat import retention
from chalicelib.chat.limits import Limits
from chalicelib.chat.notice.rows import DIGEST_CHARACTERS, PURPOSES, Ground, InEvery, Rows, is_business_id
from chalicelib.chat.notice.stored import LONGEST, STORED
from chalicelib.chat.wire import Language
from chalicelib.chat.words import NOTICE_IN, SITE_IN
from chalicelib.chat.words.notice import DocumentWords, NoticeWords

if TYPE_CHECKING:
    from chalicelib.chat.ports import Choices

DAY: Final = 24 * 3600
_OF_A_YEAR: Final = 365
_EXPANDS, _END = "{*", "}"


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A section as it is read: a text is a paragraph, several are a list."""

    key: str
    title: str
    blocks: tuple[str | tuple[str, ...], ...]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """The notice in one language."""

    title: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the notice."""

    version: str
    documents: Mapping[Language, Document]
    copy: Mapping[Language, tuple[str, ...]]
    """What stands at the end of a saved copy of a conversation."""


def made(rows: Rows, settings: "Choices", limits: Limits) -> Notice:
    """Return the notice as the company, the settings and the limits make it; its version is a digest of what it says."""
    documents: dict[Language, Document] = {}
    copy: dict[Language, tuple[str, ...]] = {}
    for language, words in NOTICE_IN.items():
        values = values_of(rows, settings, limits, language)
        documents[language] = document(words, values, several_of(rows, settings, language, values))
        copy[language] = tuple(each.format_map(values) for each in words.copy)
    return Notice(version=version_of(documents), documents=documents, copy=copy)


def document(words: DocumentWords, values: Mapping[str, str], several: Mapping[str, tuple[str, ...]]) -> Document:
    """Return a document with everything in its holes."""
    return Document(
        title=words.title.format_map(values),
        summary=tuple(each.format_map(values) for each in words.summary),
        sections=tuple(
            Section(
                key=key, title=section.title.format_map(values), blocks=tuple(_filled(section.blocks, values, several))
            )
            for key, section in words.sections.items()
        ),
    )


def version_of(documents: Mapping[Language, Document]) -> str:
    """Return the name of what a notice says, in all languages together."""
    text = msgspec.json.encode(documents, order="deterministic")
    return hashlib.sha256(text).hexdigest()[:DIGEST_CHARACTERS]


def sentences(document: Document) -> Iterator[str]:
    """Yield everything that a document says, in its order."""
    yield from (said for _, said in placed(document))


def placed(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the same, each after the title of the section that it stands in; before the first that is the document's."""
    yield document.title, document.title
    yield from ((document.title, each) for each in document.summary)
    for section in document.sections:
        yield section.title, section.title
        for block in section.blocks:
            yield from ((section.title, each) for each in ((block,) if isinstance(block, str) else block))


def _filled(
    blocks: tuple[str | tuple[str, ...], ...], values: Mapping[str, str], several: Mapping[str, tuple[str, ...]]
) -> Iterator[str | tuple[str, ...]]:
    for block in blocks:
        if isinstance(block, str):
            yield from _each(block, values, several)
        else:
            yield tuple(text for item in block for text in _each(item, values, several))


def _each(text: str, values: Mapping[str, str], several: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if text.startswith(_EXPANDS):
        return several[text.removeprefix(_EXPANDS).removesuffix(_END)]
    return (text.format_map(values),)


def values_of(rows: Rows, settings: "Choices", limits: Limits, language: Language) -> dict[str, str]:
    """Return what stands in the words' holes."""
    words = NOTICE_IN[language]
    site = SITE_IN[language]
    time, days = functools.partial(time_in, language), functools.partial(days_in, language)
    bases = {f"{purpose}_basis": words.bases[getattr(rows.bases, purpose).basis] for purpose in PURPOSES}
    return bases | {
        "controller": settings.controller,
        "registered_as": _registered_as(rows.controller.business_id.strip(), words),
        "postal_address": rows.controller.postal_address,
        "visiting_address": rows.controller.visiting_address,
        "contact": rows.contact.name[language],
        "contact_phone": rows.contact.phone,
        "contact_email": rows.contact.email,
        "register": rows.register.name[language],
        "transfers": rows.transfers[language],
        "disclosures": rows.disclosures[language],
        "processor_names": ", ".join(each.name for each in rows.processors),
        "mail_from": settings.mail_from,
        "zone": site.zones.get(settings.zone, settings.zone.rpartition("/")[2].replace("_", " ")),
        "password": str(limits.password_characters),
        "months": time("months", retention.MONTHS),
        "back_up": days(retention.BACK_UP_DAYS),
        "log": days(retention.ACCESS_LOG_DAYS),
        "application_log": days(retention.APPLICATION_LOG_DAYS),
        "jobs": days(retention.OUTBOX_DAYS),
        "jobs_failed": days(retention.OUTBOX_FAILED_DAYS),
        "mail_events": days(retention.MAIL_EVENTS_DAYS),
        "mail_events_failed": days(retention.MAIL_EVENTS_FAILED_DAYS),
        "ledger": days(LONGEST["ledger"] // DAY),
        "limits": time("hours", LONGEST["limits"] // 3600),
        "swept": time("hours", retention.SWEPT_HOURS),
        "covers": time("minutes", limits.access_record_covers_seconds // 60),
        "code": time("minutes", limits.code_seconds // 60),
        "connection": time("minutes", LONGEST["connection"] // 60),
        "left_question": days(settings.left_question_days),
        "session_idle": time("minutes", limits.session_idle_seconds // 60),
        "session": time("hours", limits.session_seconds // 3600),
        "device": time("minutes", retention.DEVICE_MINUTES),
    }


def time_in(language: Language, unit: str, number: int) -> str:
    """Return so many of a unit as the notices write it; in Finnish in the genitive."""
    one, many = NOTICE_IN[language].units[unit]
    return one if number == 1 else many.format(n=number)


def days_in(language: Language, number: int) -> str:
    """Return so many days, as years where they are that and a leap day each at most."""
    years, rest = divmod(number, _OF_A_YEAR)
    return time_in(language, "years", years) if years and rest <= years else time_in(language, "days", number)


def date_in(language: Language, day: date) -> str:
    """Return a date as it is written."""
    month = SITE_IN[language].months[day.month - 1]
    return NOTICE_IN[language].date.format(day=day.day, month=month, year=day.year)


def _registered_as(number: str, words: NoticeWords) -> str:
    return (words.business_id if is_business_id(number) else words.registration_number).format(number=number)


def several_of(
    rows: Rows, settings: "Choices", language: Language, values: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return what stands where the words have room for as many as there are."""
    words = NOTICE_IN[language]
    officer = rows.officer
    named = {"officer": officer.name.get(language, ""), "officer_phone": officer.phone, "officer_email": officer.email}
    return {
        "officer": (words.officer.format_map(named) if officer.appointed else words.no_officer,),
        "grounds": tuple(_grounds(rows, words, language)),
        "stored": tuple(_stored(words, kind).format_map(values) for kind in words.stored if kind in STORED),
        "processors": tuple(
            words.processor.format(
                name=each.name, **_in(language, task=each.task, place=each.place, secrecy=each.secrecy)
            )
            for each in rows.processors
        ),
        "premises": tuple(each[language] for each in rows.premises),
        "measures": tuple(each[language] for each in rows.measures),
        "second_factor": (words.second_factor,) if settings.require_second_factor else (),
        "phones": (words.phones,) if settings.phones else (),
        "firewall": (words.firewall if settings.firewall else words.no_firewall,),
        "portability": (words.portability,) if _rests_on_contract(rows) else (),
    }


def _stored(words: NoticeWords, kind: str) -> str:
    """Return what is said of what is stored; of what has a time of its own in the table, also when it has gone from there."""
    return f"{words.stored[kind]} {words.swept}" if kind in LONGEST else words.stored[kind]


def _grounds(rows: Rows, words: NoticeWords, language: Language) -> Iterator[str]:
    for purpose in PURPOSES:
        ground: Ground = getattr(rows.bases, purpose)
        name = words.purposes[purpose]
        if ground.basis == "legitimate_interests":
            yield words.weighing.format(
                purpose=name, **_in(language, interests=ground.interests, balancing=ground.balancing)
            )
        if ground.law:
            yield words.law.format(purpose=name, text=ground.law[language])


def _rests_on_contract(rows: Rows) -> bool:
    return any(getattr(rows.bases, purpose).basis == "contract" for purpose in PURPOSES)


def _in(language: Language, **texts: InEvery) -> dict[str, Any]:
    return {name: text[language] for name, text in texts.items()}
