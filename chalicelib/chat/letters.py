"""The mails that leave: the code that proves an address, the transcript, the word that nobody has answered. Text and
HTML, one recipient, the company's name as their sender. The first words are what the mail is about, for inboxes show
them; the last say where to go on, with the company's contacts and its privacy notice.

Whatever people wrote is escaped, isolated from the direction of the text around it where it has another, and never made
into a link. The HTML is made for Word too, in which Outlook shows mails: tables of one cell, attributes where Word reads
no style, and nothing that hangs on one property of CSS.
"""

import html
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.chat.conversation import OTHER_TOPIC, Conversation, Line, grouped, side_of
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.masking import normalize
from chalicelib.chat.ports import Choices
from chalicelib.chat.site import Site, contact_address, contact_lines
from chalicelib.chat.transcript import TranscriptOrder
from chalicelib.chat.wire import Language
from chalicelib.chat.words import IN, SITE_IN
from chalicelib.chat.words.mail import MailWords

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>{title}</title>
<!--[if mso]><style>h1,p,td{{font-family:Arial,sans-serif !important}}</style><![endif]--></head>
<body style="margin:0;padding:0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;table-layout:fixed">
<tr><td align="left" style="font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
{content}
</td></tr></table>
</td></tr></table>
</body>
</html>
"""
_TITLE = 'style="margin:0 0 12px;font-size:20px;line-height:1.3;font-weight:600"'
_FIRST = 'style="margin:0 0 16px"'
_META = 'style="margin:0;font-size:13px;opacity:.75"'
_SMALL = 'style="margin:16px 0 0;font-size:13px;opacity:.75"'
_APART = 'style="margin:28px 0 12px;font-weight:600"'
_WAY_ON = 'style="margin:28px 0 12px"'
_CODE = 'style="margin:0 0 16px;font-size:20px;line-height:1.3;font-weight:600"'
_DIGITS = 'style="font-size:32px;line-height:1.2;letter-spacing:.1em"'
_QUIET = 'style="margin:20px 0;text-align:center;font-size:13px;opacity:.75"'
_SAID = (
    'style="margin:2px 0 0;white-space:pre-wrap;overflow-wrap:anywhere;word-break:break-word;unicode-bidi:plaintext"'
)
_LINK = 'style="color:inherit"'
_BOX = (
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed">'
    '<tr>{before}<td bgcolor="{flat}" style="padding:10px 14px;border-radius:10px;background-color:{tint}">{said}</td>'
    '{after}</tr><tr><td colspan="2" height="12" style="font-size:0;line-height:12px"></td></tr></table>'
)
_INDENT = '<td width="40" style="width:40px"></td>'
_OWN, _THEIRS = ("#d9eef1", "rgba(30,140,160,.17)"), ("#eceeef", "rgba(128,140,150,.14)")
"""Tints with so little of a colour in them that they suit a light and a dark page, and no colour for any text; before
each the same as it is on white, for Word."""
_LEADS_ON = ("https:", "http:", "mailto:", "tel:")


class _Part(NamedTuple):
    """What a mail says in one place: the same as text and as HTML."""

    text: str
    html: str


def code(
    language: Language, site: Site | None, *, code: str, to: str, settings: Choices, answers: bool = False
) -> bytes:
    """Return the mail with a code: constant words but for the company's name, so that nobody can write through it.

    `answers`: the code is for the answer to a question that was left.
    """
    words = IN[language]
    subject = words.code_answer_subject if answers else words.code_subject
    write = (words.code_write_answer if answers else words.code_write).format(company=_company(site, settings))
    lasts = words.code_lasts.format(minutes=LIMITS.code_seconds // 60)
    digits = f"<span {_DIGITS}>{_safe(code)}</span>"
    parts = (
        _Part(words.code_is.format(code=code), f"<h1 {_CODE}>{_safe(words.code_is).format(code=digits)}</h1>"),
        _paragraph(f"{write} {lasts}"),
        _paragraph(words.code_not_you),
    )
    return _to_visitor(language, subject, (*parts, *_way_on(language, site, settings)), site, to=to, settings=settings)


def transcript(
    conversation: Conversation,
    lines: Mapping[int, Line],
    site: Site | None,
    *,
    to: str,
    settings: Choices,
    rights_code: str,
    answers: bool = False,
) -> bytes:
    """Return the mail with a conversation's lines, in the language of the conversation and the controller's zone.

    `rights_code`: made for this mail alone. `answers`: it is the answer to a question that was left, and is called so;
    it begins with the answer.
    """
    language, zone = conversation.language, ZoneInfo(settings.zone)
    words = IN[language]
    subject = words.answer_subject if answers else words.transcript_subject
    opening = words.answer_opening if answers else words.transcript_opening
    answer = _answer(lines) if answers else {}
    rest = {seq: line for seq, line in lines.items() if seq not in answer}
    until = _moment(words, lines[max(lines)].at, zone)
    parts = (
        *(
            _said(conversation, words, line, lines, zone, when=_moment(words, line.at, zone))
            for line in answer.values()
        ),
        _apart(words.question_title)
        if answer
        else _paragraph(opening.format(time=_moment(words, conversation.started_at, zone), until=until)),
        *_log(conversation, words, rest, zone),
    )
    return _about(conversation, subject, parts, site, to=to, settings=settings, rights_code=rights_code)


def unanswered(conversation: Conversation, site: Site | None, *, to: str, settings: Choices, rights_code: str) -> bytes:
    """Return the mail that says that nobody has answered a question that was left: nobody's words are in it."""
    words = IN[conversation.language]
    asked = _day(words, _local(conversation.started_at, ZoneInfo(settings.zone)).date())
    ended = words.unanswered_ended if conversation.closed_by == "visitor" else words.unanswered
    parts = (_paragraph(ended.format(date=asked)),)
    subject = words.unanswered_subject
    return _about(conversation, subject, parts, site, to=to, settings=settings, rights_code=rights_code)


def page(
    conversation: Conversation,
    lines: Mapping[int, Line],
    orders: Iterable[TranscriptOrder],
    language: Language,
    settings: Choices,
    *,
    rights: Iterable[str],
    site: Site | None = None,
) -> list[tuple[int, str]]:
    """Return all that is kept of a conversation as an HTML page that a visitor can save, in a language of theirs.

    In pieces that are the page one below the other: what stands above its lines, each line, what stands below. Each
    with a place: 0, the line's, and the next. `rights`: what Article 15(1) wants beside it, a paragraph each. `site` says
    what its topic is called.
    """
    words = IN[language]
    zone = ZoneInfo(settings.zone)
    facts = (
        *_facts(conversation, language, settings),
        *((f"{words.name}: {_isolated(conversation.name)}",) if conversation.name else ()),
        *((f"{words.topic}: {_topic(conversation.topic, site, language)}",) if conversation.topic else ()),
        *(_ordered(words, order, zone) for order in orders),
        *(
            template.format(time=_moment(words, at, zone))
            for template, at in (
                (words.copy_seen, conversation.visitor_seen_at),
                (words.copy_warned, conversation.warned_at),
                (words.copy_stayed, conversation.stayed_at),
            )
            if at
        ),
        *((words.copy_notice.format(version=conversation.notice),) if conversation.notice else ()),
        *((words.objected,) if conversation.objected_at is not None else ()),
        *_noted(conversation, words, site, language),
    )
    above, below = _PAGE.format(language=language, title=_safe(words.copy_title), content="\0").split("\0")
    opening = (
        f"{above}<h1 {_TITLE}>{_safe(words.copy_title)}</h1>",
        f"<p {_FIRST}>{_safe(words.copy_opening.format(controller=settings.controller))}</p>",
        f"<p {_META}>{'<br>'.join(_safe(fact) for fact in facts)}</p>",
    )
    ending = "\n".join(
        (
            f'<p style="margin:28px 0 4px">{_safe(_ending(conversation, words))}</p>',
            *(f"<p {_META}>{_safe(paragraph)}</p>" for paragraph in rights),
        )
    )
    said = _pieces(conversation, words, lines, zone)
    return [(0, "\n".join(opening)), *said, (conversation.seq + 1, f"{ending}{below}")]


def alert(questions: int, *, minutes: int, to: str, language: Language, settings: Choices) -> bytes:
    """Return the mail that tells somebody of questions that nobody has opened; it holds nothing of them."""
    words = IN[language]
    many = questions > 1
    hours = minutes // 60
    waited = words.alert_times[0 if hours == 0 else 1 if hours == 1 else 2].format(n=hours or minutes)
    subject, said = words.alert_subject[many], words.alert_said[many].format(n=questions)
    waits = words.alert_waits.format(time=waited)
    content = f"<h1 {_TITLE}>{_safe(subject)}</h1><p {_FIRST}>{_safe(said)}</p><p {_FIRST}>{_safe(waits)}</p>"
    sender = _company(None, settings)
    return _mail(language, subject, f"{said}\n{waits}\n", content, sender=sender, to=to, settings=settings)


def _noted(conversation: Conversation, words: MailWords, site: Site | None, language: Language) -> Iterator[str]:
    """Yield what its agent noted with the end."""
    about = conversation.closed_topic
    if about is not None:
        yield f"{words.closed_topic}: {words.other_topic if about == OTHER_TOPIC else _topic(about, site, language)}"
    if conversation.guidance is not None:
        yield words.guidance[conversation.guidance]
    if conversation.abuse is not None:
        yield words.abuse[conversation.abuse]


def _topic(key: str, site: Site | None, language: Language) -> str:
    """Return what a topic is called; the key itself where the site does not have it any more."""
    topic = None if site is None else site.topic(key)
    return key if site is None or topic is None else site.words_of(topic.words)[language]


def _ordered(words: MailWords, order: TranscriptOrder, zone: ZoneInfo) -> str:
    state = f"{words.order}: {words.order_states[order.state]} ({_moment(words, order.at, zone)})"
    return f"{state}, {order.address}" if order.address else state


def _facts(conversation: Conversation, language: Language, settings: Choices) -> tuple[str, ...]:
    words = IN[language]
    zone = SITE_IN[language].zones.get(settings.zone) or words.zone_elsewhere.format(zone=settings.zone)
    return (
        f"{words.reference}: {grouped(conversation.id)}",
        f"{words.started}: {_moment(words, conversation.started_at, ZoneInfo(settings.zone))}",
        words.times_in.format(zone=zone),
        *((words.restricted,) if conversation.restricted_at is not None else ()),
    )


def _ending(conversation: Conversation, words: MailWords) -> str:
    return words.deleted_on.format(date=_day(words, date.fromisoformat(conversation.expires_on)))


def _answer(lines: Mapping[int, Line]) -> dict[int, Line]:
    """Return what staff said, with how they put it right, if that was after all that the visitor said.

    Else it was a talk, and stays in its order.
    """
    said = [(seq, line) for seq, line in sorted(lines.items()) if line.kind in ("said", "corrected")]
    answer = {seq: line for seq, line in said if side_of(line.by) == "agent"}
    asked = [seq for seq, line in said if line.kind == "said" and seq not in answer]
    return answer if answer and max(asked, default=0) < min(answer) else {}


def _log(conversation: Conversation, words: MailWords, lines: Mapping[int, Line], zone: ZoneInfo) -> Iterator[_Part]:
    """Yield each day and each line of it."""
    for day, of_day in _by_day(lines, zone):
        yield _quiet(_day(words, day))
        for line in of_day:
            when = _time(words, line.at, zone)
            if line.text is not None:
                yield _said(conversation, words, line, lines, zone, when=when)
            else:
                happened = _happened(conversation, words, line)
                yield _Part(f"- {happened}, {when} -", _quiet(f"{happened} · {when}").html)


def _said(
    conversation: Conversation, words: MailWords, line: Line, lines: Mapping[int, Line], zone: ZoneInfo, *, when: str
) -> _Part:
    """Return what somebody wrote, with who, when, and what is to be said of it."""
    who, remarks = _speaker(conversation, words, line), _remarks(words, line, lines, zone)
    # Indented, so that nobody can write what looks like the next speaker's line.
    indented = "\n".join(f"    {_isolated(part)}" if part else "" for part in _text(line).split("\n"))
    meta = f"<p {_META}><strong>{_safe(who)}</strong> · {_safe(when)}{_safe(remarks)}</p>"
    own = side_of(line.by) == "visitor"
    flat, tint = _OWN if own else _THEIRS
    box = _BOX.format(
        before=_INDENT if own else "",
        after="" if own else _INDENT,
        flat=flat,
        tint=tint,
        said=f'{meta}<p dir="auto" {_SAID}>{_broken(_text(line))}</p>',
    )
    return _Part(f"{who}, {when}{remarks}\n{indented}", box)


def _pieces(
    conversation: Conversation, words: MailWords, lines: Mapping[int, Line], zone: ZoneInfo
) -> Iterator[tuple[int, str]]:
    """Yield each line in HTML with its place, the first of a day below its date."""
    places, pieces = iter(sorted(lines)), (part.html for part in _log(conversation, words, lines, zone))
    for _, of_day in _by_day(lines, zone):
        above = f"{next(pieces)}\n"
        for _ in of_day:
            yield next(places), above + next(pieces)
            above = ""


def _by_day(lines: Mapping[int, Line], zone: ZoneInfo) -> Iterable[tuple[date, Iterable[Line]]]:
    return groupby((lines[seq] for seq in sorted(lines)), lambda line: _local(line.at, zone).date())


def _text(line: Line) -> str:
    # Normal as it was stored: what ends an isolate, or cannot be encoded, is not in it whatever the table holds.
    return normalize(line.text or "")


def _isolated(text: str) -> str:
    # Between first-strong isolates, what is written from right to left turns nothing around it. What is not needs none,
    # and they would be copied along with an address or a code.
    turns = any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text)
    return f"\u2068{text}\u2069" if turns else text


def _alias(conversation: Conversation, person: str) -> str:
    return _isolated(normalize(conversation.aliases.get(person, "")))


def _speaker(conversation: Conversation, words: MailWords, line: Line) -> str:
    return words.you if side_of(line.by) == "visitor" else _alias(conversation, line.by)


def _happened(conversation: Conversation, words: MailWords, line: Line) -> str:
    alias = _alias(conversation, line.by)
    hands = {"joined": words.joined, "helping": words.helping, "helped": words.helped, "resumed": words.resumed}
    if line.kind in hands:
        return hands[line.kind].format(alias=alias)
    if line.kind == "left":
        return words.left.format(alias=alias) if line.why is None else words.delayed
    if line.kind == "held":
        return words.held.format(alias=alias, minutes=line.minutes)
    if line.kind == "rated":
        return _rated(words, line)
    if conversation.closed_for == "silence":
        return words.closed_for_silence
    if conversation.closed_for == "full":
        return words.closed_for_full
    closed = {
        "visitor": words.closed_by_visitor,
        "agent": words.closed_by_agent.format(alias=alias),
        "system": words.closed_by_system,
    }
    return closed[side_of(line.by)]


def _remarks(words: MailWords, line: Line, lines: Mapping[int, Line], zone: ZoneInfo) -> str:
    """Return what is said in brackets beside a text: what kind of line it is, and what was masked in it."""
    remarks = [words.masked[kind] for kind in line.masked]
    if line.hidden_by is not None:
        remarks.append(words.hidden[line.hidden_by])
    about = lines.get(line.about or 0)
    if about is not None:
        corrected = words.corrected if side_of(line.by) == "visitor" else words.corrected_by_agent
        remarks.insert(0, corrected.format(time=_moment(words, about.at, zone)))
    if line.kind == "rated":
        remarks.insert(0, _rated(words, line))
    return f" ({', '.join(remarks)})" if remarks else ""


def _rated(words: MailWords, line: Line) -> str:
    return words.rated.format(score=words.scores[(line.score or 1) - 1])


def _local(at: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)


def _moment(words: MailWords, at: int, zone: ZoneInfo) -> str:
    return f"{_day(words, _local(at, zone).date())} {_time(words, at, zone)}"


def _time(words: MailWords, at: int, zone: ZoneInfo) -> str:
    local = _local(at, zone)
    first, again = local.replace(fold=0), local.replace(fold=1)
    comes_twice = first.utcoffset() != again.utcoffset()
    which = (words.winter_time if local.fold else words.summer_time) if comes_twice else ""
    return f"{local.strftime(words.time)}{which}"


def _day(words: MailWords, day: date) -> str:
    return day.strftime(words.date.format(day=day.day, month=day.month))


def _safe(text: str) -> str:
    return html.escape(text, quote=True)


def _broken(text: str) -> str:
    # A line feed as an element: not every mail program honours `white-space`.
    return _safe(text).replace("\n", "<br>")


def _company(site: Site | None, settings: Choices) -> str:
    return " ".join((site.company if site else settings.controller).split())


def _paragraph(said: str) -> _Part:
    return _Part(said, f"<p {_FIRST}>{_safe(said)}</p>")


def _quiet(said: str) -> _Part:
    return _Part(said, f"<p {_QUIET}>{_safe(said)}</p>")


def _apart(said: str) -> _Part:
    return _Part(said, f"<p {_APART}>{_safe(said)}</p>")


def _small(*said: str) -> _Part:
    return _Part("\n".join(said), f"<p {_SMALL}>{'<br>'.join(_safe(each) for each in said)}</p>")


def _linked(shown: str, address: str | None) -> str:
    """Return something of the company's own as HTML, as a link where it leads anywhere."""
    if address is None or not address.startswith(_LEADS_ON):
        return _safe(shown)
    return f'<a href="{_safe(address)}" {_LINK}>{_safe(shown)}</a>'


def _way_on(language: Language, site: Site | None, settings: Choices) -> Iterator[_Part]:
    """Yield where to write instead, and how else the company is reached."""
    words = IN[language]
    chat = _chat(site, settings)
    if chat is None:
        yield _paragraph(words.no_reply)
    else:
        said = f"{words.no_reply} {words.write_here}"
        linked = _safe(said).format(address=_linked(chat, chat))
        yield _Part(said.format(address=chat), f"<p {_WAY_ON}>{linked}</p>")
    if site and site.contacts:
        shown = [
            _linked(line, contact_address(contact))
            for contact, line in zip(site.contacts, contact_lines(site, language), strict=True)
        ]
        text = "\n".join((words.contacts, *(f"    {line}" for line in contact_lines(site, language))))
        yield _Part(text, f"<p {_FIRST}>{'<br>'.join((_safe(words.contacts), *shown))}</p>")


def _chat(site: Site | None, settings: Choices) -> str | None:
    """Return where a visitor can write: the chat's own page where the service has an address of its own, else the site."""
    if site is None:
        return None
    if settings.origins:
        return f"{settings.origins[0]}/chat/{site.key}"
    return next(iter(site.origins), None)


def _notice(language: Language, site: Site | None, settings: Choices) -> Iterator[_Part]:
    """Yield where the notice is: the company's own, else ours where the service has an address of its own."""
    key = site.key if site else ""
    ours = f"{settings.origins[0]}/notice/{key}?language={language}" if settings.origins and key else ""
    address = site.privacy_notice.get(language, ours) if site else ""
    if address:
        said = IN[language].notice
        linked = _safe(said).format(address=_linked(address, address))
        yield _Part(said.format(address=address), f"<p {_SMALL}>{linked}</p>")


def _about(
    conversation: Conversation,
    subject: str,
    parts: Iterable[_Part],
    site: Site | None,
    *,
    to: str,
    settings: Choices,
    rights_code: str,
) -> bytes:
    """Return a mail about a conversation: after what it has to say, where to go on, and what one can do about the rest."""
    language = conversation.language
    words = IN[language]
    reference, *facts = _facts(conversation, language, settings)
    about = (
        *parts,
        *_way_on(language, site, settings),
        _small(reference, f"{words.rights_code}: {rights_code}", *facts),
        _small(words.rights_help, _ending(conversation, words)),
    )
    return _to_visitor(language, subject, about, site, to=to, settings=settings)


def _to_visitor(
    language: Language, subject: str, parts: Iterable[_Part], site: Site | None, *, to: str, settings: Choices
) -> bytes:
    """Return a mail to a visitor, with the company's privacy notice as its last line."""
    whole = (*parts, *_notice(language, site, settings))
    text = "\n\n".join(part.text for part in whole)
    content = "\n".join(part.html for part in whole)
    return _mail(language, subject, f"{text}\n", content, sender=_company(site, settings), to=to, settings=settings)


def _mail(
    language: Language, subject: str, text: str, content: str, *, sender: str, to: str, settings: Choices
) -> bytes:
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    # SES asks that whatever is no ASCII be encoded.
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = Address(sender, addr_spec=settings.mail_from)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    page = _PAGE.format(language=language, title=_safe(subject), content=content)
    message.add_alternative(page, subtype="html")
    # After the parts: what is named Content-… before would move into the first of them.
    message["Content-Language"] = language
    return message.as_bytes()
