"""What an operator does when something is wrong, each with its way back: freeze, end-sessions, stop-mails, close-chat.

Each is done as far as AWS lets it, recorded in the access log under the operator's name, and says what visitors and staff see
meanwhile. None needs the service itself to run.
"""

import argparse
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from chalicelib import wiring
from chalicelib.aws import calling
from chalicelib.chat.actions import accessing
from chalicelib.chat.errors import LogUnavailable, NotFound, Refusal
from chalicelib.chat.limits import SITE_LIMITS
from chalicelib.chat.people import Administrator
from chalicelib.chat.services import Services
from chalicelib.chat.site import CLOSED_SECONDS, LANGUAGES, LAUNCHER_SECONDS
from chalicelib.chat.site_mistakes import STAGE
from chalicelib.chat.stage import WITHIN_SECONDS
from chalicelib.chat.wire import Access, Language
from chalicelib.rooms.people import actions as administering
from chalicelib.rooms.settings import stage
from operations import parts, people
from operations.account import Account
from operations.command import Place, counted, over_stage, staff
from operations.parts import FUNCTION, QUEUE_OF_FUNCTION, SCHEDULE, Part
from operations.stack import REQUEST, SECONDS, Stack, settings_of
from operations.trouble import Refused, Trouble

STOPPED_MAIL_DAYS: Final = 30
"""So long no mail can be ordered after they were stopped, unless they are started or stopped again."""
TTL_ATTRIBUTE: Final = "expires_at"
FROZEN_DAYS: Final = 90
"""So far back it is looked for who has frozen a stage."""
RING_FROZEN: Final = ("service-fails", "throttled", "watch-silent", "oldest-expired")
"""The alarms that ring because a stage is frozen."""

FROZEN: Final = (
    "Nobody gets in: no page is served, and an open chat or console shows that it is not connected. Sockets that are open carry nothing.",
    "Nothing is changed: mails, erasures and the queue's jobs wait, up to 4 days; what SES tells of mails waits a day.",
    (
        "Nothing is deleted: what expires meanwhile is deleted late, by the first sweep after `unfreeze`. That is later than the privacy"
        " notice says: write down why and since when. A sweep that was running may go on for ten minutes, and DynamoDB may need an hour"
        " until it deletes nothing any more."
    ),
    f"Meanwhile the alarms {', '.join(RING_FROZEN)} ring. Your own commands work, `restore` and `access-log` too.",
)
STOPPED: Final = (
    "Whoever wants a copy by mail is told that none can be ordered now. The chat itself goes on.",
    (
        "What was ordered before waits: a copy for a day, a code for a quarter of an hour; then the order has failed, both sides see that,"
        " and it can be ordered again. Staff are not mailed about questions that wait. Each try is a refusal in the log, and the alarm of"
        " refusals rings."
    ),
)
CLOSED: Final = (
    "Within a minute visitors read the sentence instead of a greeting, and when they write all the same; launchers say Closed on pages"
    f" that are opened {(LAUNCHER_SECONDS + WITHIN_SECONDS) // 60} minutes later. What goes on goes on, and agents answer what waits: that nobody new comes is"
    " all they see. The console's Settings say it to administrators, who leave it as it is when they save."
)
OPENED: Final = (
    "On pages that were opened meanwhile launcher and chat may go on saying that it is closed, for"
    f" {CLOSED_SECONDS // 60} minutes at most; whoever writes there gets through."
)
SENTENCE_CHARACTERS: Final = SITE_LIMITS.day_notice_characters
ENDED: Final = (
    "Everybody signs in again, with password and second factor. Who is disabled stays out. Conversations that they had are in the queue"
    " again as soon as the watch of the next minute sees it; visitors notice nothing else."
)


class Deed(NamedTuple):
    """One thing to do, as it is named where it cannot be done."""

    what: str
    do: Callable[[], object]


def freeze(account: Account, stack: Stack, services: Services, by: str) -> Iterator[str]:
    """Have nobody get in and nothing be changed or deleted, and yield what that means. Safe to run again.

    Every function is held at no run at once, which a deployment does not undo; before that its queues and schedules are stopped,
    so that nothing ends among the dead letters. Raises Trouble with all that could not be done, after the rest was.
    """
    made_of = parts.of_stack(account, stack.name)
    functions = list(parts.of_type(made_of, FUNCTION))
    table = settings_of(stack).table
    limits: dict[str, int] = {}

    def hold(function: Part) -> None:
        found = account.ask("lambda", "get_function_concurrency", FunctionName=function.is_)
        limits[function.is_] = found.get("ReservedConcurrentExecutions", 0)
        account.ask("lambda", "put_function_concurrency", FunctionName=function.is_, ReservedConcurrentExecutions=0)

    deeds = [
        *queues_and_schedules(account, made_of, on=False),
        *(Deed(f"function {each.name}", functools.partial(hold, each)) for each in functions),
        Deed(f"TTL of {table}", lambda: _time_to_live(account, table, on=False)),
    ]
    yield from _recorded(services, by, "stage_frozen", deeds)
    for name, limit in limits.items():
        if limit:
            yield (
                f"! {name} had a limit of its own, {limit} at once: after `unfreeze` set it again with `aws lambda"
                f" put-function-concurrency --function-name {name} --reserved-concurrent-executions {limit} --region {account.region}`."
            )
    yield f"✓ {stack.name} is frozen: {len(functions)} functions run no more."
    yield from FROZEN
    yield _way_back("unfreeze", services.settings.stage)


def unfreeze(account: Account, stack: Stack, services: Services, by: str) -> Iterator[str]:
    """Undo `freeze`. Safe to run again. Raises Trouble with all that could not be done, after the rest was."""
    made_of = parts.of_stack(account, stack.name)
    functions = list(parts.of_type(made_of, FUNCTION))
    table = settings_of(stack).table

    def let_run(function: Part) -> None:
        account.ask("lambda", "delete_function_concurrency", FunctionName=function.is_)

    deeds = [
        *(Deed(f"function {each.name}", functools.partial(let_run, each)) for each in functions),
        *queues_and_schedules(account, made_of, on=True),
        Deed(f"TTL of {table}", lambda: _time_to_live(account, table, on=True)),
    ]
    yield from _recorded(services, by, "stage_unfrozen", deeds)
    yield f"✓ {stack.name} runs again. Within an hour the sweep deletes what has expired meanwhile; `make sweep STAGE={services.settings.stage}` does it now."


def frozen_by(account: Account, group: str, now: float) -> Access | None:
    """Return the record by which a stage was frozen, and not since unfrozen; None where the access log has none of the last 90 days.

    It is asked for those records alone, which tell of operators and of nobody's conversation. Raises Refused, Trouble.
    """
    found = account.pages(
        "logs",
        "filter_log_events",
        "events",
        logGroupName=group,
        startTime=int(now - FROZEN_DAYS * 24 * 3600) * 1000,
        filterPattern='{ ($.action = "stage_frozen") || ($.action = "stage_unfrozen") }',
    )
    first: Access | None = None
    for each in sorted((msgspec.json.decode(event["message"], type=Access) for event in found), key=lambda one: one.at):
        if each.outcome == "allowed" and each.action == "stage_frozen":
            first = first or each
        elif each.outcome == "allowed" and each.action == "stage_unfrozen":
            first = None
    return first


def end_all_sessions(services: Services, by: str, *, renew: Callable[[], None] = lambda: None) -> Iterator[str]:
    """End every session of staff, and yield how many there were. `renew`: gives the services time for one more person.

    Raises LogUnavailable, Unavailable.
    """
    ended = 0
    # Also of those whose account was deleted elsewhere, as long as they have the console open.
    people = {each.person for each in administering.accounts(services)} | {
        each.person for each in services.agents.all()
    }
    unrecorded: LogUnavailable | None = None
    for person in sorted(people):
        renew()
        try:
            ended += administering.end_sessions(services, Administrator(by), person)
        except LogUnavailable as trouble:  # theirs are ended all the same
            unrecorded = trouble
    if unrecorded is not None:
        raise Trouble(
            "Every session of staff is ended, but the access log did not take every record: run this again."
        ) from unrecorded
    yield f"✓ {counted(len(people), 'account')}: every session is ended, {ended} of them open."
    yield ENDED


def stop_mails(account: Account, stack: Stack, services: Services, by: str) -> Iterator[str]:
    """Have no mail leave and none be ordered, and yield what that means. Safe to run again. Raises Trouble."""
    deeds = [
        Deed("sending by SES", lambda: _sending(account, stack, on=False)),
        Deed("ordering", lambda: services.mail_health.pause(STOPPED_MAIL_DAYS * 24 * 3600)),
    ]
    yield from _recorded(services, by, "mails_stopped", deeds)
    yield f"✓ No mail leaves {stack.name}, and none can be ordered, for at most {STOPPED_MAIL_DAYS} days."
    yield from STOPPED
    yield _way_back("start-mails", services.settings.stage)


def start_mails(account: Account, stack: Stack, services: Services, by: str) -> Iterator[str]:
    """Undo `stop_mails`, and also the pause that the service makes when mails come back. Raises Trouble."""
    deeds = [
        Deed("sending by SES", lambda: _sending(account, stack, on=True)),
        Deed("ordering", services.mail_health.resume),
    ]
    yield from _recorded(services, by, "mails_started", deeds)
    yield f"✓ Mails leave {stack.name} again: what waits, within the next eight minutes."


def queues_and_schedules(account: Account, made_of: Iterable[Part], *, on: bool) -> Iterator[Deed]:
    """Yield what has a stack's functions be woken, or no more: its queues and its schedules. Each may raise Refused, Trouble."""

    def pull(queue: Part) -> None:
        account.ask("lambda", "update_event_source_mapping", UUID=queue.is_, Enabled=on)

    def schedule(rule: Part) -> None:
        account.ask("events", "enable_rule" if on else "disable_rule", Name=rule.is_)

    made_of = list(made_of)
    for queue in parts.of_type(made_of, QUEUE_OF_FUNCTION):
        yield Deed(f"queue of {queue.name}", functools.partial(pull, queue))
    for rule in parts.of_type(made_of, SCHEDULE):
        yield Deed(f"schedule {rule.name}", functools.partial(schedule, rule))


def close_chat(services: Services, by: str, words: Mapping[Language, str]) -> Iterator[str]:
    """Let no new conversation begin: visitors read the words of their language. Safe to run again, also with other words.

    Raises Trouble where the words are none, ChangedMeanwhile, LogUnavailable, Unavailable.
    """
    for language, sentence in words.items():
        if not sentence.strip() or not sentence.isprintable() or len(sentence) > SENTENCE_CHARACTERS:
            which = f" ({language})" if len(set(words.values())) > 1 else ""
            raise Trouble(
                f"The sentence{which} has to be one line of 1 to {SENTENCE_CHARACTERS} characters: `make close-chat"
                f' STAGE={services.settings.stage} SENTENCE="…"`.'
            )
    stage.close_chat(services, Administrator(by), words)
    yield f"✓ No new conversation begins. Visitors read: {' / '.join(dict.fromkeys(words.values()))}"
    yield CLOSED
    yield _way_back("open-chat", services.settings.stage)


def open_chat(services: Services, by: str) -> Iterator[str]:
    """Undo `close_chat`. Raises ChangedMeanwhile, LogUnavailable, Unavailable."""
    if stage.open_chat(services, Administrator(by)):
        yield "✓ Conversations begin again, everywhere within a minute."
        yield OPENED
    else:
        yield "✓ The chat was not closed."


# ------------------------------------------------------------------------------------------------- within


def _way_back(command: str, stage_: str) -> str:
    return f"→ The way back: `make {command} STAGE={stage_}`."


def _time_to_live(account: Account, table: str, *, on: bool) -> None:
    found = account.ask("dynamodb", "describe_time_to_live", TableName=table)
    status = found["TimeToLiveDescription"].get("TimeToLiveStatus", "DISABLED")
    if status in (("ENABLED", "ENABLING") if on else ("DISABLED", "DISABLING")):
        return
    try:
        account.ask(
            "dynamodb",
            "update_time_to_live",
            TableName=table,
            TimeToLiveSpecification={"Enabled": on, "AttributeName": TTL_ATTRIBUTE},
        )
    except Refused as refused:
        if refused.code == "ValidationException":  # it changes once an hour
            raise Trouble("DynamoDB changes it once an hour: run this again in an hour") from refused
        raise


def _sending(account: Account, stack: Stack, *, on: bool) -> None:
    configuration = stack.outputs.get("MailConfiguration", stack.name)
    account.ask("sesv2", "put_configuration_set_sending_options", ConfigurationSetName=configuration, SendingEnabled=on)


def _recorded(services: Services, by: str, action: str, deeds: Iterable[Deed]) -> Iterator[str]:
    """Record an action, do all its deeds that can be done, and yield a line where the log does not take it.

    What is urgent waits for no log. Raises Trouble with every deed that could not be done; the record then says so.
    """
    record = accessing.by_administrator(services, Administrator(by), action, STAGE)
    try:
        services.access_log.record(record)
    except LogUnavailable:
        yield "! The access log does not take the record of this: write down who did it and when, and run this again later."
    failed: list[str] = []
    for deed in deeds:
        try:
            deed.do()
        except Trouble as trouble:
            failed.append(f"- {deed.what}: {trouble}")
        except Refusal as refusal:
            failed.append(f"- {deed.what}: {refusal.sentence}")
    if failed:
        try:
            services.access_log.record(msgspec.structs.replace(record, at=services.milliseconds(), outcome="failed"))
        except LogUnavailable:
            yield "! The access log does not take the record that it failed."
        raise Trouble("\n".join(("Not everything could be done; the rest is. Run this again.", *failed)))


# ------------------------------------------------------------------------------------------------- from the command line


def main_freeze(arguments: Sequence[str] | None = None) -> int:
    """Carry out `freeze`."""
    what = "let nobody in, and have nothing be changed or deleted"
    return over_stage("freeze", what, lambda at, asked: freeze(at.account, at.stack, at.services, asked.by), arguments)


def main_unfreeze(arguments: Sequence[str] | None = None) -> int:
    """Carry out `unfreeze`."""
    what = "have a frozen stage run again"
    return over_stage(
        "unfreeze", what, lambda at, asked: unfreeze(at.account, at.stack, at.services, asked.by), arguments
    )


def main_stop_mails(arguments: Sequence[str] | None = None) -> int:
    """Carry out `stop-mails`."""
    what = "have no mail leave, and none be ordered"
    return over_stage(
        "stop-mails", what, lambda at, asked: stop_mails(at.account, at.stack, at.services, asked.by), arguments
    )


def main_start_mails(arguments: Sequence[str] | None = None) -> int:
    """Carry out `start-mails`."""
    what = "have mails leave again"
    return over_stage(
        "start-mails", what, lambda at, asked: start_mails(at.account, at.stack, at.services, asked.by), arguments
    )


def main_end_sessions(arguments: Sequence[str] | None = None) -> int:
    """Carry out `end-sessions`: of one person, or of all."""

    def add(parser: argparse.ArgumentParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--all", action="store_true", help="of everybody")
        whose.add_argument("name", nargs="?", type=staff, metavar="NAME", help="a user name")

    def do(at: Place, asked: argparse.Namespace) -> Iterator[str]:
        if asked.all:
            yield from end_all_sessions(
                at.services, asked.by, renew=lambda: calling.begin(wiring.world, SECONDS, REQUEST)
            )
        else:
            try:
                yield f"✓ {people.end_sessions(at.services, asked.by, asked.name)}"
            except NotFound:
                raise Trouble(people.nobody(asked.name, f"make people STAGE={asked.stage}")) from None

    return over_stage("end-sessions", "end every session of staff, who may sign in again", do, arguments, add)


def main_close_chat(arguments: Sequence[str] | None = None) -> int:
    """Carry out `close-chat`: one sentence for all languages, or one for each."""

    def add(parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "sentence", help="what visitors read instead of starting, in every language that has no own"
        )
        for language in LANGUAGES:
            parser.add_argument(f"--{language}", metavar="SENTENCE", help=f"the same in {language}")

    def do(at: Place, asked: argparse.Namespace) -> Iterator[str]:
        words = {language: getattr(asked, language) or asked.sentence for language in LANGUAGES}
        return close_chat(at.services, asked.by, words)

    return over_stage("close-chat", "let no new conversation begin; visitors read a sentence", do, arguments, add)


def main_open_chat(arguments: Sequence[str] | None = None) -> int:
    """Carry out `open-chat`."""
    what = "let conversations begin again"
    return over_stage("open-chat", what, lambda at, asked: open_chat(at.services, asked.by), arguments)
