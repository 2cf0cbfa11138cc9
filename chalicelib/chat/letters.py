"""The two mails that leave: the code that proves an address, and the transcript. Text and HTML, one recipient.

Whatever people wrote is escaped, isolated from the direction of the text around it, and never made into a link.
"""

import html
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from zoneinfo import ZoneInfo

from chalicelib.chat.conversation import Conversation, Line, grouped, side_of
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Choices
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
_META = 'style="margin:0;font-size:13px;opacity:.75"'
_QUIET = 'style="margin:20px 0;text-align:center;font-size:14px;opacity:.75"'
_SAID = 'style="margin:2px 0 0;white-space:pre-wrap;overflow-wrap:anywhere"'
_VISITOR = "margin:0 0 16px;padding:10px 14px;border-radius:10px;border-left:3px solid #0b6b7a"
_AGENT = "margin:0 0 16px;padding:10px 14px;border-radius:10px;border-left:3px solid #8a94a0"


def code(language: Language, *, code: str, to: str, settings: Choices) -> bytes:
    """Return the mail with a code: constant words but for the company's name, so that nobody can write through it."""
    words = IN[language]
    why = words.code_asked.format(controller=settings.controller)
    lasts = words.code_lasts.format(minutes=LIMITS.code_seconds // 60)
    text = f"{why}\n\n{words.code_is}\n\n    {code}\n\n{lasts}\n{words.code_not_you}\n\n{words.no_reply}\n"
    content = "\n".join(
        (
            f"<p>{_safe(why)}</p>",
            f"<p>{_safe(words.code_is)}</p>",
            f'<p style="font-size:32px;line-height:1.2;letter-spacing:.15em;font-weight:600;margin:24px 0">{code}</p>',
            f"<p>{_safe(lasts)} {_safe(words.code_not_you)}</p>",
            f"<p {_META}>{_safe(words.no_reply)}</p>",
        )
    )
    return _mail(language, words.code_subject, text, content, to=to, settings=settings)


def transcript(conversation: Conversation, lines: Mapping[int, Line], *, to: str, settings: Choices) -> bytes:
    """Return the mail with a conversation's lines, in the language of the conversation and the controller's zone."""
    words = IN[conversation.language]
    zone = ZoneInfo(settings.zone)
    opening = words.transcript_ordered.format(controller=settings.controller)
    facts = (
        f"{words.reference}: {grouped(conversation.id)}",
        f"{words.started}: {_moment(words, conversation.started_at, zone)}",
        words.times_in.format(zone=settings.zone),
    )
    ending = words.deleted_on.format(date=_day(words, date.fromisoformat(conversation.expires_on)))
    ordered = [lines[seq] for seq in sorted(lines)]
    text = "\n".join(
        (opening, "", *facts, "", *_as_text(conversation, words, ordered, zone), ending, words.no_reply, "")
    )
    content = "\n".join(
        (
            f'<p style="margin-top:0">{_safe(opening)}</p>',
            *(f"<p {_META}>{_safe(fact)}</p>" for fact in facts),
            '<hr style="border:0;border-top:1px solid #8a94a0;margin:20px 0">',
            *_as_html(conversation, words, ordered, zone),
            '<hr style="border:0;border-top:1px solid #8a94a0;margin:20px 0">',
            f"<p {_META}>{_safe(ending)}</p>",
            f"<p {_META}>{_safe(words.no_reply)}</p>",
        )
    )
    return _mail(conversation.language, words.transcript_subject, text, content, to=to, settings=settings)


def _as_text(conversation: Conversation, words: MailWords, lines: Iterable[Line], zone: ZoneInfo) -> Iterable[str]:
    for line in lines:
        when = _moment(words, line.at, zone)
        if line.kind == "said":
            # First-strong isolates: what somebody wrote from right to left stays within its own lines.
            said = "\n".join(f"\u2068{part}\u2069" for part in (line.text or "").split("\n"))
            yield f"{_speaker(conversation, words, line)}, {when}{_masked(words, line)}\n{said}\n"
        else:
            yield f"- {_happened(conversation, words, line)}, {when} -\n"


def _as_html(conversation: Conversation, words: MailWords, lines: Iterable[Line], zone: ZoneInfo) -> Iterable[str]:
    for line in lines:
        when = _safe(_moment(words, line.at, zone))
        if line.kind == "said":
            box = _VISITOR if side_of(line.by) == "visitor" else _AGENT
            who = f"<strong>{_safe(_speaker(conversation, words, line))}</strong> · {when}{_safe(_masked(words, line))}"
            yield f'<div style="{box}"><p {_META}>{who}</p><p dir="auto" {_SAID}>{_safe(line.text or "")}</p></div>'
        else:
            yield f"<p {_QUIET}>{_safe(_happened(conversation, words, line))} · {when}</p>"


def _speaker(conversation: Conversation, words: MailWords, line: Line) -> str:
    return words.you if side_of(line.by) == "visitor" else conversation.aliases.get(line.by, "")


def _happened(conversation: Conversation, words: MailWords, line: Line) -> str:
    alias = conversation.aliases.get(line.by, "")
    if line.kind == "joined":
        return words.joined.format(alias=alias)
    closed = {
        "visitor": words.closed_by_visitor,
        "agent": words.closed_by_agent.format(alias=alias),
        "system": words.closed_by_system,
    }
    return closed[side_of(line.by)]


def _masked(words: MailWords, line: Line) -> str:
    return f" ({', '.join(words.masked[kind] for kind in line.masked)})" if line.masked else ""


def _moment(words: MailWords, at: int, zone: ZoneInfo) -> str:
    local = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)
    return f"{_day(words, local.date())} {local.strftime(words.time)}"


def _day(words: MailWords, day: date) -> str:
    return day.strftime(words.date.format(day=day.day, month=day.month))


def _safe(text: str) -> str:
    return html.escape(text, quote=True)


def _mail(language: Language, subject: str, text: str, content: str, *, to: str, settings: Choices) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.mail_from
    message["To"] = to
    message["Subject"] = subject
    message["Content-Language"] = language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    message.add_alternative(_PAGE.format(language=language, title=_safe(subject), content=content), subtype="html")
    return message.as_bytes()
