"""What the privacy notice says, as a document with holes: `chalicelib/chat/notice/making.py` fills them with what is so."""

from collections.abc import Mapping

import msgspec

Block = str | tuple[str, ...]
"""A paragraph, or a list's items. `{*name}` alone stands for as many paragraphs or items as there are of that name."""


class SectionWords(msgspec.Struct, frozen=True, kw_only=True):
    """One section. Its key is the same in every language."""

    title: str
    blocks: tuple[Block, ...]


class DocumentWords(msgspec.Struct, frozen=True, kw_only=True):
    """A document of sections. Times come with their unit: in Finnish in the genitive, `2 kuukauden`."""

    title: str
    summary: tuple[str, ...]
    sections: Mapping[str, SectionWords]


class StaffNoticeWords(DocumentWords, frozen=True, kw_only=True):
    """One language's notice for staff."""

    stored: Mapping[str, str]
    """What is stored of staff and how long, by the `of_staff` of the data map."""
    dialogue: str
    """When it was held: `{date}`."""
    no_dialogue: str


class NoticeWords(DocumentWords, frozen=True, kw_only=True):
    """One language's notice for visitors."""

    copy: tuple[str, ...]
    """What Article 15(1) wants beside a copy of one's data, at the end of a saved copy."""
    units: Mapping[str, tuple[str, str]]
    """Each unit of time for one and for many; `{n}`."""
    bases: Mapping[str, str]
    """The legal bases by their names in the rows."""
    purposes: Mapping[str, str]
    stored: Mapping[str, str]
    """What is stored and how long, by the `told` of the data map."""
    swept: str
    """Of what is kept in the table and is no conversation's: when it is gone from there, and from the back-up."""
    business_id: str
    """Of a company in Finland: `{number}`."""
    registration_number: str
    """Of a company elsewhere: `{number}`."""
    officer: str
    no_officer: str
    weighing: str
    """Of what rests on legitimate interests: `{purpose}`, `{interests}`, `{balancing}`."""
    law: str
    """Of what rests on a law: `{purpose}`, `{text}`."""
    processor: str
    second_factor: str
    phones: str
    """Where phones in pockets are called: through whom, and that nothing of visitors is in it."""
    firewall: str
    no_firewall: str
    portability: str
    version: str
    """`{version}`, `{date}`."""
    languages: str
    """What the links to the other languages are called together."""
    earlier: str
    earlier_still: str
    """Where more were shown than are listed."""
    """What the links to the other versions are called together."""
    date: str
