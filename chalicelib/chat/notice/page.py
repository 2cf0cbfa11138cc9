"""The notice as a page: plain HTML that needs no script and no file, on a phone, in the dark, and on paper."""

import base64
import hashlib
import html
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from chalicelib.chat.notice.making import Document, Notice, date_in
from chalicelib.chat.wire import Language
from chalicelib.chat.words import NOTICE_IN

KEPT_SECONDS: Final = 300
"""So long a process takes what it has read for what is there, and a browser the page: then nobody's start costs a call of its own."""
STYLE: Final = """\
:root{color-scheme:light dark;background:Canvas;color:CanvasText}
body{margin:0 auto;max-width:42rem;padding:1.5rem 1rem 4rem;font:1rem/1.6 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;\
overflow-wrap:break-word}
h1{font-size:clamp(1.25rem,6vw,1.75rem);line-height:1.25;margin:1.5rem 0 1rem;hyphens:auto}
h2{font-size:1.125rem;line-height:1.35;margin:2.25rem 0 .5rem}
p,ul{margin:.5rem 0}
ul{padding-inline-start:1.25rem}
li{margin:.375rem 0}
footer a{display:inline-block;padding:.25rem 0}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:0;padding:0}
nav a{display:inline-block;padding:.625rem 0}
.summary{border-inline-start:4px solid;padding-inline-start:1rem}
footer{margin-block-start:3rem;font-size:.875rem}
@media print{nav{display:none}body{max-width:none;padding:0;font-size:10.5pt}h2{break-after:avoid}li,p{break-inside:avoid}}
"""
STYLE_SOURCE: Final = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
"""What a Content-Security-Policy has to say for this style sheet, and no other, to be taken."""

LISTED: Final = 50
"""So many of the other versions are linked to; each is read at its address, listed or not."""
_NAMES: Final[dict[Language, str]] = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def page(notice: Notice, language: Language, versions: Mapping[str, int], zone: str) -> str:
    """Return the notice in a language as a page. `versions`: since when each began to be shown, in milliseconds."""
    words = NOTICE_IN[language]
    document = notice.documents[language]
    links = "".join(_link(other, notice.version) for other in NOTICE_IN if other != language)
    others = "".join(_others(notice.version, language, versions, zone))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_safe(document.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<nav aria-label="{_safe(words.languages)}"><ul>{links}</ul></nav>\n'
        f"<main>\n<h1>{_safe(document.title)}</h1>\n"
        f'<div class="summary">{"".join(f"<p>{_safe(each)}</p>" for each in document.summary)}</div>\n'
        f"{''.join(_sections(document))}</main>\n"
        f"<footer><p>{_safe(_version(notice.version, language, versions, zone))}</p>{others}</footer>\n</body>\n</html>\n"
    )


def _sections(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield f'<section aria-labelledby="{section.key}">\n<h2 id="{section.key}">{_safe(section.title)}</h2>\n'
        for block in section.blocks:
            if isinstance(block, str):
                yield f"<p>{_safe(block)}</p>\n"
            else:
                yield f"<ul>{''.join(f'<li>{_safe(item)}</li>' for item in block)}</ul>\n"
        yield "</section>\n"


def _link(language: Language, version: str) -> str:
    """Return the way to the same version in another language."""
    shown = f"?language={language}&amp;version={version}"
    return f'<li><a href="{shown}" lang="{language}" hreflang="{language}">{_NAMES[language]}</a></li>'


def _others(version: str, language: Language, versions: Mapping[str, int], zone: str) -> Iterator[str]:
    """Yield the ways to the other versions, the newest first."""
    others = sorted(set(versions) - {version}, key=lambda each: versions[each], reverse=True)
    if others:
        yield f"<p>{_safe(NOTICE_IN[language].earlier)}</p><ul>"
        for other in others[:LISTED]:
            said = _safe(_version(other, language, versions, zone))
            yield f'<li><a href="?language={language}&amp;version={other}">{said}</a></li>'
        yield "</ul>"
    if len(others) > LISTED:
        yield f"<p>{_safe(NOTICE_IN[language].earlier_still.format(n=LISTED))}</p>"


def _version(version: str, language: Language, versions: Mapping[str, int], zone: str) -> str:
    words = NOTICE_IN[language]
    since = versions.get(version)
    if since is None:
        return version
    day = datetime.fromtimestamp(since / 1000, UTC).astimezone(ZoneInfo(zone)).date()
    return words.version.format(version=version, date=date_in(language, day))


def _safe(text: str) -> str:
    return html.escape(text, quote=True)
