"""The mails that leave: the code that proves an address, the transcript, the word that nobody has answered. Text and
HTML, one recipient, the company's name as their sender, its contacts and its privacy notice at their end.

Whatever people wrote is escaped, isolated from the direction of the text around it, and never made into a link.
"""

import html
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from itertools import groupby
from zoneinfo import ZoneInfo

from chalicelib.chat.conversation import Conversation, Line, grouped, side_of
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.masking import normalize
from chalicelib.chat.ports import Choices, Site
from chalicelib.chat.transcript import TranscriptOrder
from chalicelib.chat.wire import Language
from chalicelib.chat.words import IN
from chalicelib.chat.words.mail import MailWords

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>{title}</title></head>
<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:600px;margin:0 auto">
{content}
</div>
</body>
</html>
"""
_SEVEN_BITS = SMTP.clone(cte_type="7bit")
"""SES asks that whatever is no ASCII be encoded."""
_TITLE = 'style="margin:0 0 12px;font-size:20px;line-height:1.3;font-weight:600"'
_FIRST = 'style="margin:0 0 16px"'
_META = 'style="margin:0;font-size:13px;opacity:.75"'
_CODE = (
    'style="margin:0 0 20px;padding:16px;border-radius:10px;background-color:rgba(30,140,160,.17);'
    'font-size:32px;line-height:1.2;font-weight:600;letter-spacing:.15em;text-align:center"'
)
_QUIET = 'style="margin:20px 0;text-align:center;font-size:13px;opacity:.75"'
_SAID = 'style="margin:2px 0 0;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext"'
_OWN = 'style="margin:0 0 12px 40px;padding:10px 14px;border-radius:10px;background-color:rgba(30,140,160,.17)"'
_THEIRS = 'style="margin:0 40px 12px 0;padding:10px 14px;border-radius:10px;background-color:rgba(128,140,150,.14)"'
"""Tints with so little of a colour in them that they suit a light and a dark page, and no colour for any text."""


def code(language: Language, site: Site | None, *, code: str, to: str, settings: Choices) -> bytes:
    """Return the mail with a code: constant words but for the company's name, so that nobody can write through it."""
    words = IN[language]
    why = words.code_asked.format(controller=settings.controller)
    lasts = words.code_lasts.format(minutes=LIMITS.code_seconds // 60)
    text = f"{why}\n\n{words.code_is}\n\n    {code}\n\n{lasts}\n{words.code_not_you}\n"
    content = (
        f"<p {_FIRST}>{_safe(why)}</p>",
        f"<p {_FIRST}>{_safe(words.code_is)}</p>",
        f"<p {_CODE}>{_safe(code)}</p>",
        f"<p {_FIRST}>{_safe(lasts)}</p>",
        f"<p {_FIRST}>{_safe(words.code_not_you)}</p>",
    )
    return _to_visitor(language, words.code_subject, text, content, site, to=to, settings=settings)


def transcript(
    conversation: Conversation,
    lines: Mapping[int, Line],
    site: Site | None,
    *,
    to: str,
    settings: Choices,
    answers: bool = False,
) -> bytes:
    """Return the mail with a conversation's lines, in the language of the conversation and the controller's zone.

    `answers`: it is the answer to a question that was left, and is called so.
    """
    words = IN[conversation.language]
    zone = ZoneInfo(settings.zone)
    subject = words.answer_subject if answers else words.transcript_subject
    opening = (words.answer_ordered if answers else words.transcript_ordered).format(controller=settings.controller)
    facts = _facts(conversation, words, zone, settings)
    ending = _ending(conversation, words)
    text = "\n".join((opening, "", *facts, "", *_as_text(conversation, words, lines, zone), ending, ""))
    content = (
        f"<p {_FIRST}>{_safe(opening)}</p>",
        f"<p {_META}>{'<br>'.join(_safe(fact) for fact in facts)}</p>",
        *_as_html(conversation, words, lines, zone),
        f'<p style="margin:28px 0 4px">{_safe(ending)}</p>',
    )
    return _to_visitor(conversation.language, subject, text, content, site, to=to, settings=settings)


def unanswered(conversation: Conversation, site: Site | None, *, to: str, settings: Choices) -> bytes:
    """Return the mail that says that nobody has answered a question that was left: nobody's words are in it."""
    words = IN[conversation.language]
    zone = ZoneInfo(settings.zone)
    ended = words.unanswered_ended if conversation.closed_by == "visitor" else words.unanswered
    opening = f"{ended} {words.sent_by.format(controller=settings.controller)}"
    facts = _facts(conversation, words, zone, settings)
    ending = _ending(conversation, words)
    text = "\n".join((opening, "", *facts, "", ending, ""))
    content = (
        f"<p {_FIRST}>{_safe(opening)}</p>",
        f"<p {_META}>{'<br>'.join(_safe(fact) for fact in facts)}</p>",
        f'<p style="margin:28px 0 4px">{_safe(ending)}</p>',
    )
    subject = words.unanswered_subject
    return _to_visitor(conversation.language, subject, text, content, site, to=to, settings=settings)


def page(
    conversation: Conversation,
    lines: Mapping[int, Line],
    orders: Iterable[TranscriptOrder],
    language: Language,
    settings: Choices,
) -> list[tuple[int, str]]:
    """Return all that is kept of a conversation as an HTML page that a visitor can save, in a language of theirs.

    In pieces that are the page one below the other: what stands above its lines, each line, what stands below. Each
    with a place: 0, the line's, and the next.
    """
    words = IN[language]
    zone = ZoneInfo(settings.zone)
    facts = (
        *_facts(conversation, words, zone, settings),
        *((f"{words.name}: {_isolated(conversation.name)}",) if conversation.name else ()),
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
        *((words.objected,) if conversation.objected_at is not None else ()),
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
            *(f"<p {_META}>{_safe(paragraph)}</p>" for paragraph in words.copy_rights),
        )
    )
    said = _pieces(conversation, words, lines, zone)
    return [(0, "\n".join(opening)), *said, (conversation.seq + 1, f"{ending}{below}")]


def alert(questions: int, *, hours: int, to: str, settings: Choices) -> bytes:
    """Return the mail that tells an operator of questions that nobody has opened; it holds nothing of them."""
    many = f"{questions} questions were" if questions > 1 else "A question was"
    waited = f"{hours} hours" if hours > 1 else "an hour"
    subject = "Questions wait for an answer by e-mail" if questions > 1 else "A question waits for an answer by e-mail"
    said = f"{many} left while nobody was there, and nobody has opened {'them' if questions > 1 else 'it'} yet."
    waits = f"The oldest has waited for {waited}. Please see to it that somebody answers in the console."
    content = f"<h1 {_TITLE}>{_safe(subject)}</h1><p {_FIRST}>{_safe(said)}</p><p {_FIRST}>{_safe(waits)}</p>"
    return _mail("en", subject, f"{said}\n{waits}\n", content, to=to, settings=settings)


def _ordered(words: MailWords, order: TranscriptOrder, zone: ZoneInfo) -> str:
    state = f"{words.order}: {words.order_states[order.state]} ({_moment(words, order.at, zone)})"
    return f"{state}, {order.address}" if order.address else state


def _facts(conversation: Conversation, words: MailWords, zone: ZoneInfo, settings: Choices) -> tuple[str, ...]:
    return (
        f"{words.reference}: {grouped(conversation.id)}",
        f"{words.started}: {_moment(words, conversation.started_at, zone)}",
        words.times_in.format(zone=settings.zone),
    )


def _ending(conversation: Conversation, words: MailWords) -> str:
    return words.deleted_on.format(date=_day(words, date.fromisoformat(conversation.expires_on)))


def _as_text(conversation: Conversation, words: MailWords, lines: Mapping[int, Line], zone: ZoneInfo) -> Iterable[str]:
    for day, of_day in _by_day(lines, zone):
        yield f"{_day(words, day)}\n"
        for line in of_day:
            when = _time(words, line.at, zone)
            if line.text is not None:
                # Indented, so that nobody can write what looks like the next speaker's line.
                said = "\n".join(f"    {_isolated(part)}" if part else "" for part in _text(line).split("\n"))
                yield f"{_speaker(conversation, words, line)}, {when}{_remarks(words, line, lines, zone)}\n{said}\n"
            else:
                yield f"- {_happened(conversation, words, line)}, {when} -\n"


def _as_html(conversation: Conversation, words: MailWords, lines: Mapping[int, Line], zone: ZoneInfo) -> Iterable[str]:
    for day, of_day in _by_day(lines, zone):
        yield f"<p {_QUIET}>{_safe(_day(words, day))}</p>"
        for line in of_day:
            when = _safe(_time(words, line.at, zone))
            if line.text is not None:
                box = _OWN if side_of(line.by) == "visitor" else _THEIRS
                who = f"<strong>{_safe(_speaker(conversation, words, line))}</strong>"
                meta = f"{who} · {when}{_safe(_remarks(words, line, lines, zone))}"
                yield f'<div {box}><p {_META}>{meta}</p><p dir="auto" {_SAID}>{_broken(_text(line))}</p></div>'
            else:
                yield f"<p {_QUIET}>{_safe(_happened(conversation, words, line))} · {when}</p>"


def _pieces(
    conversation: Conversation, words: MailWords, lines: Mapping[int, Line], zone: ZoneInfo
) -> Iterator[tuple[int, str]]:
    """Yield each line in HTML with its place, the first of a day below its date."""
    places, pieces = iter(sorted(lines)), iter(_as_html(conversation, words, lines, zone))
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
    # Between first-strong isolates, what is written from right to left turns nothing around it.
    return f"\u2068{text}\u2069"


def _alias(conversation: Conversation, person: str) -> str:
    return _isolated(normalize(conversation.aliases.get(person, "")))


def _speaker(conversation: Conversation, words: MailWords, line: Line) -> str:
    return words.you if side_of(line.by) == "visitor" else _alias(conversation, line.by)


def _happened(conversation: Conversation, words: MailWords, line: Line) -> str:
    alias = _alias(conversation, line.by)
    if line.kind == "joined":
        return words.joined.format(alias=alias)
    if line.kind == "left":
        return words.left.format(alias=alias)
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
    if line.hidden_at is not None:
        remarks.append(words.hidden)
    about = lines.get(line.about or 0)
    if about is not None:
        remarks.insert(0, words.corrected.format(time=_moment(words, about.at, zone)))
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
    return _local(at, zone).strftime(words.time)


def _day(words: MailWords, day: date) -> str:
    return day.strftime(words.date.format(day=day.day, month=day.month))


def _safe(text: str) -> str:
    return html.escape(text, quote=True)


def _broken(text: str) -> str:
    # A line feed as an element: not every mail program honours `white-space`.
    return _safe(text).replace("\n", "<br>")


def _to_visitor(
    language: Language,
    subject: str,
    text: str,
    content: Iterable[str],
    site: Site | None,
    *,
    to: str,
    settings: Choices,
) -> bytes:
    """Return a mail to a visitor, with its title, and at its end how else the company is reached and its notice."""
    words = IN[language]
    contacts = site.contacts.get(language, "") if site else ""
    notice = site.privacy_notice if site else ""
    foot = (
        *((words.contacts.format(contacts=contacts),) if contacts else ()),
        *((words.notice.format(address=notice),) if notice else ()),
        words.no_reply,
    )
    page = (
        f"<h1 {_TITLE}>{_safe(subject)}</h1>",
        *content,
        *(f"<p {_META}>{_safe(each)}</p>" for each in foot),
    )
    whole = "\n".join((text, *foot, ""))
    return _mail(language, subject, whole, "\n".join(page), to=to, settings=settings)


def _mail(language: Language, subject: str, text: str, content: str, *, to: str, settings: Choices) -> bytes:
    message = EmailMessage(policy=_SEVEN_BITS)
    message["From"] = Address(" ".join(settings.controller.split()), addr_spec=settings.mail_from)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    page = _PAGE.format(language=language, title=_safe(subject), content=content)
    message.add_alternative(page, subtype="html")
    # After the parts: what is named Content-… before would move into the first of them.
    message["Content-Language"] = language
    return message.as_bytes()
