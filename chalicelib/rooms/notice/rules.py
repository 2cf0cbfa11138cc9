"""What the notice's rows say on the wire, and what becomes of what is written there. What is wrong with rows: `chat/notice/rows.py`."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, get_args, get_origin

import msgspec

from chalicelib.chat import masking
from chalicelib.chat.errors import SettingsRefused
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.notice.demo import of_the_demo
from chalicelib.chat.notice.rows import Rows, mistakes, place
from chalicelib.chat.ports import HeldRows, NoticeChanged
from chalicelib.chat.site import Site
from chalicelib.chat.wire import Language, Mistake
from chalicelib.rooms.notice.wire import NoticeOfSite, NoticeRows, ShownVersion

_SOFT_HYPHEN: Final = "\u00ad"
"""Of the characters that are not seen the one that serves: it says where a long word may be broken."""
PROTECTED: Final = "prod"
"""The stage whose visitors are never told what only the demo's company can say."""

# ------------------------------------------------------------------------------------------------- rows


def rows_in(stored: str) -> Rows:
    """Return rows that were stored: what they lack says nothing, and what nobody knows any more is left out."""
    return msgspec.convert(_formed(Rows, msgspec.json.decode(stored), str), Rows)


def rows_of(written: NoticeRows) -> Rows:
    """Return the rows that were written, each text as the page shows it: in one paragraph, without what could not be seen."""
    return msgspec.convert(_formed(Rows, msgspec.to_builtins(written), _paragraph), Rows)


def shown(rows: Rows) -> NoticeRows:
    """Return rows as they are changed: every text is there in every language."""
    return msgspec.convert(_formed(NoticeRows, msgspec.to_builtins(rows), str), NoticeRows)


def require_right(rows: Rows, shipped: Rows, stage: str) -> None:
    """Return when a notice of these rows may be shown in a stage. Raises SettingsRefused with everything that is wrong."""
    found = list(mistakes(rows))
    if stage == PROTECTED:
        sentence = f"the demo's company says so, and {PROTECTED} needs the company's own."
        found += [Mistake(where=each, code="demo", sentence=sentence) for each in demo(rows, shipped)]
    if found:
        raise SettingsRefused(mistakes=tuple(found[: LIMITS.mistakes_told]))


def demo(rows: Rows, shipped: Rows) -> tuple[str, ...]:
    """Return the places of the rows that are still the demo's."""
    return tuple(place(each) for each in of_the_demo(msgspec.structs.replace(rows, demo=False), shipped))


def _formed(kind: Any, value: Any, text: Callable[[str], str]) -> Any:
    """Return a value in the form of a type of rows, with nothing where it has nothing of that form."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        given = value if isinstance(value, Mapping) else {}
        fields = msgspec.structs.fields(kind)
        return {each.encode_name: _formed(each.type, given.get(each.name), text) for each in fields}
    if get_origin(kind) is tuple:
        return [_formed(get_args(kind)[0], each, text) for each in value] if isinstance(value, Sequence) else []
    if get_origin(kind) is Literal:
        return value if value in get_args(kind) else "legitimate_interests"
    if kind is bool:
        return value is True
    if kind is str:
        return text(value) if isinstance(value, str) else ""
    return _in_every(
        kind, {language: _formed(str, (value or {}).get(language), text) for language in get_args(Language)}
    )


def _in_every(kind: Any, said: dict[str, str]) -> dict[str, str]:
    """Return a text in every language; in rows one that says nothing in any of them is none, on the wire it is there."""
    return said if get_origin(kind) is dict or any(said.values()) else {}


def _paragraph(text: str) -> str:
    seen = "".join(
        each for each in masking.normalize(text) if each == _SOFT_HYPHEN or unicodedata.category(each) != "Cf"
    )
    return re.sub(r"[ \t\n]+", " ", seen).strip()


# ------------------------------------------------------------------------------------------------- shown


def versions(held: HeldRows, changes: Iterable[NoticeChanged]) -> tuple[ShownVersion, ...]:
    """Return the versions that were shown, the newest first, with who published each last."""
    who = {each.at: each.by for each in changes}
    by = {version: who.get(at, "") for version, at in held.published_at.items()}
    since, now = held.published.versions, held.published.notice.version
    newest = sorted(since, key=lambda version: since[version], reverse=True)
    return tuple(
        ShownVersion(version=version, since=since[version], by=by.get(version, ""), now=version == now)
        for version in newest[: LIMITS.notice_versions_listed]
    )


def sites(found: Iterable[Site], base: str) -> tuple[NoticeOfSite, ...]:
    """Return where the notice is read on each site. `base`: where the service is, with a slash at its end."""
    return tuple(
        NoticeOfSite(
            site=each.key, company=each.company, address=f"{base}notice/{each.key}", own=bool(each.privacy_notice)
        )
        for each in found
    )
