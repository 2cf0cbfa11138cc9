"""`python -m operations request`: what a person's request about their conversation needs, by two people and in a numbered case.

For those who have lost the key to their conversation, or ask by letter. A conversation is found by its reference; nothing else finds
it, for nothing else is known of a visitor. Each use is in the access log under both names, with the case, before anything is shown
or done, and the visitor sees it among those who have read.
"""

import argparse
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.chat import conversation as rules
from chalicelib.chat.access_events import in_case
from chalicelib.chat.actions import correcting, data_rights
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import ConversationOpen, NotFound, Refusal
from chalicelib.chat.services import Services
from chalicelib.chat.who import InCase
from chalicelib.chat.wire import Copy, Correct, Note, Reading
from operations import command
from operations.command import tells_trouble
from operations.stack import services_of_stage
from operations.trouble import Trouble

READ_ME: Final = """\
Conversation {reference}, case {case}, made on {made} by {by} and {beside}.

copy.html      What the person gets: all that is kept of the conversation, to be read in a browser.
copy.json      The same for a machine.
readings.json  When staff have read it and what for, under the names that its visitor saw.
notes.json     {notes} of staff for colleagues. LOOK THROUGH THEM FIRST: take out what is about anybody else, then hand them over.

The conversation is deleted on {expires}, with its notes. Hand this over by a way that only the person reads, and delete this folder then.
"""
"""What stands beside the files of a bundle."""


@tells_trouble
def main(arguments: Sequence[str] | None = None) -> int:
    """Carry a command out and return the exit code of the process."""
    asked = asked_for(arguments)
    for line in run(services_of_stage(asked.stage), asked):
        print(line)
    return 0


def asked_for(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Return what two people ask for. Raises Trouble where they are one, or the reference can be none: nothing is asked of AWS then."""
    asked = _parser().parse_args(arguments)
    if asked.by.casefold() == asked.beside.casefold():
        raise Trouble(
            f"Two people answer a request, and both are called {asked.by}: name another one (WITH=, or --with)."
        )
    return asked


def run(services: Services, asked: argparse.Namespace) -> Iterator[str]:
    """Carry a command out over these services and yield what it has to say. Raises Trouble."""
    reference: str = asked.reference
    who = InCase(conversation=reference, by=asked.by, beside=asked.beside, case=asked.case)
    try:
        conversation = services.conversations.get(reference)
        if conversation is None:
            raise NotFound
        yield from asked.do(services, who, conversation, asked)
    except NotFound:
        raise Trouble(
            f"Nothing is kept under {rules.grouped(reference)}: the reference is mistyped, or the conversation was erased or has had its"
            f" time. What is known of it still: `make access-log STAGE={asked.stage} CONVERSATION={reference}`."
        ) from None
    except ConversationOpen:
        raise Trouble(
            f"{rules.grouped(reference)} is still open: its agent needs it to answer, and what is restricted nobody may answer. Let it be"
            " closed first (by its visitor or its agent at once, by itself after 24 hours, a question that was left after some days),"
            " then run the same command again."
        ) from None
    except Refusal as refusal:
        raise Trouble(
            f"{refusal.sentence} Run the same command again; if it says the same, `make doctor STAGE={asked.stage}`."
        ) from refusal


def find(services: Services, who: InCase, conversation: Conversation, _asked: Any) -> Iterator[str]:
    """Yield what may be told of a conversation without reading it."""
    services.access_log.record(*data_rights.recorded(services, who, conversation, "rights_requested"))
    zone = services.settings.zone
    notes = len(services.notes.all(conversation.id))
    yield f"✓ {rules.grouped(conversation.id)}: {conversation.status}, on the site {conversation.site}, in {conversation.language}."
    yield f"  Started {_at(conversation.started_at, zone)}, deleted on {conversation.expires_on}."
    ordered = len(services.orders.all(conversation.id))
    told = (command.counted(conversation.messages, "message"), f"{command.counted(notes, 'note')} of staff")
    yield f"  {', '.join(told)}, ordered by mail: {ordered}."
    objected = conversation.objected_at
    yield f"  Used for quality and training: {'yes' if objected is None else f'no, since {_at(objected, zone)}'}."
    by_time = sorted(conversation.restrictions.items(), key=lambda each: each[1])
    restricted = [f"in case {case} since {_at(since, zone)}" for case, since in by_time]
    yield f"  Restricted: {', '.join(restricted) or 'no'}."


def bundle(services: Services, who: InCase, conversation: Conversation, asked: Any) -> Iterator[str]:
    """Write everything that a person has a right to a copy of, with notes to be looked through, and yield where that is."""
    out: Path = asked.out
    if out.exists() and any(out.iterdir()):
        raise Trouble(f"There is something in {out} already: name an empty folder, or a new one (OUT=, or --out).")
    parts = list(_parts(services, who, conversation))
    page = "".join(_pages(services, who, conversation))
    readings = _readings(services, who, conversation)
    notes = data_rights.notes(services, who, conversation)
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole = msgspec.structs.replace(
        parts[0], entries=tuple(each for part in parts for each in part.entries), more=False
    )
    about = READ_ME.format(
        reference=rules.grouped(conversation.id),
        case=who.case,
        made=_at(whole.made_at, services.settings.zone),
        by=who.by,
        beside=who.beside,
        notes=command.counted(len(notes), "note"),
        expires=conversation.expires_on,
    )
    for name, content in (
        ("README.txt", about.encode()),
        ("copy.html", page.encode()),
        ("copy.json", _json(whole)),
        ("readings.json", _json(readings)),
        ("notes.json", _json(notes)),
    ):
        _write(out / name, content)
    held = ((len(whole.entries), "line"), (len(readings), "reading"), (len(notes), "note"))
    yield f"✓ {out}: {', '.join(command.counted(*each) for each in held)}. Only you can read it."
    yield f"→ Begin with {out / 'README.txt'}: notes are looked through before they are handed over."


def correct(services: Services, who: InCase, conversation: Conversation, asked: Any) -> Iterator[str]:
    """Put a correction beside a line of the visitor's, as they could themselves."""
    try:
        text = asked.text.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(
            f"{asked.text} cannot be read: write the correction into a file in UTF-8, and name that (TEXT=, or --text)."
        ) from error
    # The same again is the same correction, and another text another one.
    name = hashlib.sha256(f"{who.case} {asked.line} {text}".encode()).hexdigest()[:24]
    body = Correct(about=asked.line, id=f"case-{name}", text=text)
    try:
        correcting.correct(services, who, conversation, body)
    except NotFound:
        raise Trouble(
            f"Line {asked.line} of {rules.grouped(conversation.id)} is no message of its visitor's, or they have hidden it: a line's number"
            " is its `seq` in the `copy.json` of the bundle (DO=bundle)."
        ) from None
    told = (
        "both sides are told"
        if conversation.restricted_at is None
        else "its visitor is told; staff are not, for it is restricted"
    )
    yield f"✓ Beside line {asked.line} stands the correction; the line stays, and {told}."


def objects(services: Services, who: InCase, conversation: Conversation, asked: Any) -> Iterator[str]:
    """Take a conversation out of quality review and training, or allow it again."""
    data_rights.objects(services, who, conversation, on=not asked.withdraw)
    yield (
        "✓ It may be used for quality and training again."
        if asked.withdraw
        else "✓ It is used for quality and training no more."
    )


def restrict(services: Services, who: InCase, conversation: Conversation, asked: Any) -> Iterator[str]:
    """Have a conversation be kept for its visitor and for nobody else, or end that in this case once its person was told."""
    if asked.lift:
        yield from _lift(services, who, conversation, asked)
        return
    if asked.told is not None:
        raise Trouble(
            "TOLD= (--told) goes with LIFT=1 (--lift): on which day the person was told that the restriction ends."
        )
    data_rights.restrict(services, who, conversation)
    yield f"✓ {rules.grouped(conversation.id)} is restricted: its visitor sees it, nobody else reads it or uses it for anything."
    yield (
        f"! It is deleted on {conversation.expires_on} as ever: a restriction keeps nothing longer. Whoever needs it for a legal claim, or"
        " wants it kept rather than erased (Article 18(1)(b) and (c)), has to be told that day, and needs the copy (DO=bundle) before it."
    )
    yield f"→ Before it ends tell the person (Article 18(3)); then, with the day on which you did: `{_lifting(services, who, asked.stage)}`."


def _lift(services: Services, who: InCase, conversation: Conversation, asked: Any) -> Iterator[str]:
    told: date | None = asked.told
    if told is None:
        raise Trouble(
            "The person is told before a restriction ends (Article 18(3)): tell them, then, with the day on which you did:"
            f" `{_lifting(services, who, asked.stage)}`."
        )
    since = conversation.restrictions.get(who.case)
    if since is None:
        yield from _lifted(conversation, who.case)
        return
    zone = services.settings.zone
    first, last = _day(since, zone), _day(services.milliseconds(), zone)
    if not first <= told <= last:
        raise Trouble(
            f"{told} is no day on which the person can have been told: it is restricted since {first}, and today is {last}."
        )
    yield from _lifted(data_rights.lift_restriction(services, who, conversation, told), who.case)


def _lifted(after: Conversation, case: str) -> Iterator[str]:
    reference, others = rules.grouped(after.id), sorted(after.restrictions)
    if not others:
        yield f"✓ {reference} is not restricted: staff may read and use it as their rights allow."
        return
    yield f"✓ {reference} is not restricted in case {case}."
    yield f"! It stays restricted in {', '.join(f'case {each}' for each in others)}: each is lifted with its own CASE=."


def _lifting(services: Services, who: InCase, stage: str) -> str:
    today = _day(services.milliseconds(), services.settings.zone)
    return (
        f"make request STAGE={stage} BY={who.by} WITH={who.beside} CASE={who.case} DO=restrict REFERENCE={who.conversation}"
        f" LIFT=1 TOLD={today}"
    )


def erase(services: Services, who: InCase, conversation: Conversation, _asked: Any) -> Iterator[str]:
    """Erase a conversation with all that belongs to it."""
    data_rights.erase(services, who, conversation)
    yield f"✓ {rules.grouped(conversation.id)} is erased, with its notes and mails. The access log has that it was asked for, and within minutes that it is done."
    yield "! It can be restored from the back-up for 7 days, and a restore erases it again before it serves. Mails that were sent remain."


def _parts(services: Services, who: InCase, conversation: Conversation) -> Iterator[Copy]:
    after = 0
    while True:
        part = data_rights.copy(services, who, conversation, after)
        yield part
        if not part.more:
            return
        after = part.entries[-1].seq


def _pages(services: Services, who: InCase, conversation: Conversation) -> Iterator[str]:
    after = 0
    while True:
        page = data_rights.page(services, who, conversation, conversation.language, after)
        text, mark, rest = page.rpartition("<!-- more: ")
        if not mark:
            yield page
            return
        yield text
        after = int(rest.partition(" ")[0])


def _readings(services: Services, who: InCase, conversation: Conversation) -> list[Reading]:
    found: list[Reading] = []
    before: int | None = None
    while True:
        page = data_rights.readings(services, who, conversation, before=before)
        found += page.readings
        if page.before is None:
            return found
        before = page.before


def _json(value: Copy | Sequence[Reading] | Sequence[Note]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _write(path: Path, content: bytes) -> None:
    """Write a file that nobody else on this machine can read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _at(milliseconds: int, zone: str) -> str:
    return f"{_moment(milliseconds, zone):%Y-%m-%d %H:%M} {zone}"


def _day(milliseconds: int, zone: str) -> date:
    return _moment(milliseconds, zone).date()


def _moment(milliseconds: int, zone: str) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(ZoneInfo(zone))


def _case(text: str) -> str:
    try:
        in_case(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            "a number such as 2026-14: letters, digits, full stops, hyphens, slashes"
        ) from None
    return text


def _told(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; one is 2026-11-30") from None


def _parser() -> argparse.ArgumentParser:
    parser = command.parser(
        "request", "What a person's request about their conversation needs, by two people and in a numbered case."
    )
    command.signed(parser, required=True)
    parser.add_argument(
        "--with",
        type=command.operator,
        required=True,
        dest="beside",
        metavar="NAME",
        help="who answers the request with you",
    )
    parser.add_argument("--case", type=_case, required=True, metavar="NUMBER", help="the number of the request's case")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def one(name: str, do: Callable[..., Iterator[str]], what: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.set_defaults(do=do)
        made.add_argument(
            "reference", type=command.reference, metavar="REFERENCE", help="the conversation's, as its visitor has it"
        )
        return made

    one("find", find, "what may be told of it without reading it")
    out = one("bundle", bundle, "the copy that a person has a right to, with notes to be looked through first")
    out.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="an empty folder, or a new one")
    put_right = one("correct", correct, "put a correction beside a line of the visitor's")
    put_right.add_argument("--line", type=int, required=True, metavar="NUMBER", help="its place, as the copy has it")
    put_right.add_argument("--text", type=Path, required=True, metavar="FILE", help="what it has to say, in UTF-8")
    allowed = one("object", objects, "take it out of quality review and training")
    allowed.add_argument("--withdraw", action="store_true", help="allow that again")
    kept = one("restrict", restrict, "keep it for its visitor, and have nobody else read or use it")
    kept.add_argument("--lift", action="store_true", help="end that, once the person was told")
    kept.add_argument(
        "--told",
        type=_told,
        metavar="DAY",
        help="with --lift: the day on which the person was told, such as 2026-11-30",
    )
    one("erase", erase, "erase it with all that belongs to it")
    return parser
