"""`python -m operations doctor`: everything that may be wrong with a stage that runs, each in a sentence with the next command.

It changes nothing. With `--drift` it has CloudFormation look for what was changed by hand, which takes some minutes.
"""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.chat import retention
from chalicelib.chat.errors import Refusal
from chalicelib.chat.services import Services
from chalicelib.chat.wire import Access, Language
from operations import copies, figures, incident, parts, preflight, stages, updating
from operations.account import Account
from operations.command import Place, over_stage
from operations.figures import Dead
from operations.findings import Finding, Findings, told
from operations.parts import FUNCTION, QUEUE_OF_FUNCTION, ROLE, SCHEDULE, Part
from operations.stack import Stack
from operations.status import is_held, screen_figures
from operations.trouble import Trouble

POOL: Final = "AWS::Cognito::UserPool"
SWEEPS: Final = "SweepDeadLetters"
RUNTIME_DAYS: Final = 180
"""So long before a runtime ends it is said."""
NEW_HOURS: Final = 3
"""So long a stage is new: the figures of sweep and watch go as far back."""
ALARMS: Final = {"sweep": "oldest-expired", "watch": "watch-silent"}
"""Under which heading of the alarms' page it stands what to do where one does not run."""
LIVE: Final = ("ENABLED", "ENABLING")
"""How TTL stands where a table deletes by itself."""
LOOKS: Final = 120
PAUSE: Final = 5
"""So many looks, each after so many seconds, wait for CloudFormation to have looked for drift."""


class Here(NamedTuple):
    """A stage as it is looked at."""

    account: Account
    stack: Stack
    services: Services
    made_of: Sequence[Part]
    now: float
    folder: Path = stages.FOLDER
    """Where the stage's file is, if there is one."""
    held: int = 0
    """How many functions may not run."""

    @property
    def stage(self) -> str:
        """The stage's name."""
        return self.stack.stage

    @property
    def frozen(self) -> bool:
        """Whether no function may run, so that everything else which a freeze stops is as it has to be."""
        return 0 < len(list(parts.of_type(self.made_of, FUNCTION))) == self.held

    @property
    def zone(self) -> str:
        """The controller's time zone."""
        return self.stack.parameters.get("Zone", "UTC")

    @property
    def is_protected(self) -> bool:
        """Whether it is the stage that nobody deletes by accident."""
        return self.stage == updating.PROTECTED


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out `doctor`, and return 1 where something is in the way."""
    found: list[Finding] = []

    def add(parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--drift", action="store_true", help="have CloudFormation look for what was changed by hand"
        )

    def do(at: Place, asked: argparse.Namespace) -> Iterator[str]:
        if asked.drift:
            yield "  … CloudFormation looks for what was changed by hand"
            found.extend(of_detection(detect_drift(at.account, at.stack.name)))
        here = Here(*at, parts.of_stack(at.account, at.stack.name), time.time())
        found.extend(examine(here))
        found.extend(before_a_deploy(here))
        wrong = [each for each in found if each.level != "ok"]
        yield from told(Findings(tuple(wrong)))
        yield f"✓ {len(found) - len(wrong)} other things were looked at, and are as they have to be."

    return over_stage("doctor", "what is wrong with a stage, and what to do", do, arguments, add) or int(
        any(each.level == "stop" for each in found)
    )


def examine(here: Here) -> Iterator[Finding]:
    """Yield what was found, one by one; what AWS does not let one look at is said, too.

    That a stage is frozen is said once; what is off by that is nothing wrong, and what is not off is.
    """
    here = here._replace(held=held(here))
    looks: Sequence[tuple[str, Callable[[], Iterable[Finding]]]] = (
        ("the stack", lambda: of_stack(here.stack, here.account.region, protected=here.is_protected)),
        ("the freeze", lambda: _freeze(here)),
        ("changes by hand", lambda: of_drift(here.made_of)),
        ("the functions", lambda: _functions(here)),
        ("the queues' functions", lambda: _queues(here)),
        ("the schedules", lambda: _schedules(here)),
        ("the table", lambda: _table(here)),
        (
            "restored tables",
            lambda: copies.told(copies.of_stage(here.account, here.stack), here.stage, here.account.region, here.zone),
        ),
        ("the user pool", lambda: _pool(here)),
        ("the access log", lambda: _access_log(here)),
        ("mail", lambda: _mail(here)),
        ("whether the chat is open", lambda: of_closed(here.services.stage.current().closed, here.stage)),
        (
            "alarms",
            lambda: of_alarms(figures.alarms(here.account, here.stack), here.account.region, frozen=here.frozen),
        ),
        ("whom alarms tell", lambda: _told(here)),
        (
            "dead letters",
            lambda: of_dead_letters(figures.dead_letters(here.account, here.made_of), here.account.region, here.stage),
        ),
        (
            "sweep and watch",
            lambda: of_runs(
                screen_figures(here.account, here.stack, here.made_of, here.now),
                here.stage,
                new=here.stack.made_at is not None and here.now - here.stack.made_at.timestamp() < NEW_HOURS * 3600,
                frozen=here.frozen,
            ),
        ),
    )
    for what, look in looks:
        try:
            yield from look()
        except Trouble as trouble:
            yield Finding("note", f"Nothing could be seen of {what}. {trouble}")
        except Refusal as refusal:
            yield Finding("note", f"Nothing could be seen of {what}. {refusal.sentence}")


def before_a_deploy(here: Here) -> Iterator[Finding]:
    """Yield what the next deploy would meet, certificate, DNS and mail among it; that there is no file of the stage, too."""
    try:
        stage = stages.read(here.stage, here.folder)
        yield from preflight.look(here.stage, stage, here.account).found
    except Trouble as trouble:
        yield Finding("note", f"What the next deploy would meet could not be looked at. {trouble}")


# ------------------------------------------------------------------------------------------------- what is said of what was found


def of_stack(stack: Stack, region: str, *, protected: bool) -> Iterator[Finding]:
    """Yield what is to be said of how the stack stands."""
    if stack.status in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"):
        yield Finding("ok", f"{stack.name} is {stack.status}.")
    else:
        yield Finding(
            "stop",
            f"{stack.name} is {stack.status}: look at its newest events, mend what they say, and deploy again.",
            f"aws cloudformation describe-stack-events --stack-name {stack.name} --region {region} --max-items 20",
        )
    if protected and not stack.protected:
        yield Finding(
            "do",
            f"Anybody with credentials can delete {stack.name}: its termination protection is off.",
            f"aws cloudformation update-termination-protection --stack-name {stack.name} --region {region}"
            " --enable-termination-protection",
        )
    table = stack.parameters.get("TableInUse", "")
    if table:
        yield Finding(
            "do",
            f"The stage works on the restored table {table}, and its own is kept: every day until one of them is gone, erasures have to be"
            " done again there; with BACK=1 instead of TIDY=1 it works on its own again.",
            f"make restore STAGE={stack.name.removeprefix('juttu-')} TIDY=1",
        )


def of_freeze(stage: str, record: Access | None, zone: str) -> Finding:
    """Return that a stage is frozen: since when and by whom, as far as the access log says it."""
    if record is None:
        since = "the access log does not say since when and by whom"
    else:
        at = datetime.fromtimestamp(record.at / 1000, UTC).astimezone(ZoneInfo(zone))
        since = f"since {at:%Y-%m-%d %H:%M %Z}, by {record.actor}"
    return Finding(
        "do",
        f"The stage is frozen ({since}): no page is served, and nothing is changed or deleted. Functions, queues, schedules, TTL and the alarms"
        f" {', '.join(incident.RING_FROZEN)} are as the freeze has them, and not named below. To switch any of them on alone would delete what the"
        " freeze keeps; when it is no longer needed:",
        f"make unfreeze STAGE={stage}",
    )


def of_detection(failed: str) -> Iterator[Finding]:
    """Yield that CloudFormation could not look everywhere for what was changed by hand; nothing where it could."""
    if failed:
        yield Finding("note", f"CloudFormation could not look everywhere for what was changed by hand: {failed}")


def of_drift(made_of: Iterable[Part]) -> Iterator[Finding]:
    """Yield which parts were changed by hand, as far as somebody has looked."""
    changed = sorted(each.name for each in made_of if each.drift in ("MODIFIED", "DELETED"))
    if changed:
        yield Finding(
            "do",
            f"Changed by hand since the deploy: {', '.join(changed)}. Undo that by hand: a deploy changes only what differs from the"
            " last one.",
        )
    else:
        yield Finding("ok", "No part of the stack is known to have been changed by hand.")


def of_function(
    part: Part, about: Mapping[str, Any], limit: int | None, roles: Iterable[str], stage: str, *, frozen: bool = False
) -> Iterator[Finding]:
    """Yield what is to be said of one function: `about` as Lambda describes it, `limit`: how many may run at once of it alone."""
    if limit == 0 and frozen:
        yield Finding("ok", f"{part.name} does not run, as long as the stage is frozen.")
    elif limit == 0:
        yield Finding(
            "stop",
            f"{part.name} is held at no run at once, and others are not: half of the stage is frozen.",
            f"make unfreeze STAGE={stage}",
        )
    elif limit is not None:
        yield Finding("note", f"{part.name} may run at most {limit} times at once: beyond that callers are refused.")
    role = str(about.get("Role", "")).rpartition("/")[2]
    if role not in set(roles):
        yield Finding(
            "do",
            f"{part.name} runs under the role {role}, which the stack has not made: give it its own again with a deploy of another"
            " version, or by hand.",
        )
    if about.get("LastUpdateStatus") == "Failed" or about.get("State") == "Failed":
        yield Finding(
            "stop", f"{part.name} cannot run: {about.get('StateReason') or about.get('LastUpdateStatusReason')}"
        )


def of_runtime(name: str, ends: date, today: date) -> Iterator[Finding]:
    """Yield for how long the functions' runtime is kept."""
    days = (ends - today).days
    if days < 0:
        yield Finding(
            "do", f"{name} gets no security updates since {ends}: upgrade to a release that declares a newer one."
        )
    elif days < RUNTIME_DAYS:
        yield Finding(
            "note", f"{name} ends on {ends}, in {days} days: plan an upgrade to a release that declares a newer one."
        )
    else:
        yield Finding("ok", f"{name} is kept until {ends}.")


def of_queue(part: Part, state: str, stage: str, *, frozen: bool = False) -> Iterator[Finding]:
    """Yield whether a queue's function is woken."""
    if frozen:
        yield _off(part.name, stage, off=state in ("Disabled", "Disabling"))
    elif state in ("Enabled", "Enabling", "Updating", "Creating"):
        yield Finding("ok", f"{part.name} is on.")
    else:
        yield Finding(
            "stop",
            f"{part.name} is {state}: what waits in the queue is lost after 4 days, mail events after 1.",
            f"make unfreeze STAGE={stage}",
        )


def of_schedule(part: Part, state: str, stage: str, *, frozen: bool = False) -> Iterator[Finding]:
    """Yield whether what runs by itself is called."""
    if frozen:
        yield _off(f"The schedule {part.name}", stage, off=state == "DISABLED")
    elif state == "DISABLED":
        yield Finding(
            "stop",
            f"The schedule {part.name} is off: nothing is deleted in time, or nobody looks for agents who are away.",
            f"make unfreeze STAGE={stage}",
        )
    else:
        yield Finding("ok", f"The schedule {part.name} is on.")


def of_table(
    table: str,
    about: Mapping[str, Any],
    time_to_live: str,
    recovery: Mapping[str, Any],
    region: str,
    *,
    stage: str,
    protected: bool,
    frozen: bool = False,
    half: bool = False,
) -> Iterator[Finding]:
    """Yield what is to be said of the table as `DescribeTable`, `DescribeTimeToLive` and `DescribeContinuousBackups` have it.

    `frozen`, `half`: whether the stage is frozen, or only half of it is.
    """
    if frozen:
        yield _off(f"TTL of {table}", stage, off=time_to_live not in LIVE)
    elif time_to_live not in LIVE and half:
        yield Finding(
            "note",
            f"TTL of {table} is {time_to_live}, as long as half of the stage is frozen: to switch it on alone would delete what the freeze"
            " keeps.",
            f"make unfreeze STAGE={stage}",
        )
    elif time_to_live not in LIVE:
        yield Finding(
            "do",
            f"TTL of {table} is {time_to_live}: what the sweep does not reach is kept for ever.",
            f"aws dynamodb update-time-to-live --table-name {table} --region {region} --time-to-live-specification"
            " Enabled=true,AttributeName=expires_at",
        )
    point = recovery.get("PointInTimeRecoveryDescription", {})
    days = point.get("RecoveryPeriodInDays", retention.BACK_UP_DAYS)
    if point.get("PointInTimeRecoveryStatus") != "ENABLED" or days != retention.BACK_UP_DAYS:
        state = f"goes {days} days back" if point.get("PointInTimeRecoveryStatus") == "ENABLED" else "is off"
        yield Finding(
            "do",
            f"Recovery of {table} {state}, and the privacy notice says {retention.BACK_UP_DAYS} days.",
            f"aws dynamodb update-continuous-backups --table-name {table} --region {region} --point-in-time-recovery-specification"
            f" PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays={retention.BACK_UP_DAYS}",
        )
    if protected and not about.get("DeletionProtectionEnabled"):
        yield Finding(
            "do",
            f"Anybody with credentials can delete {table}: its deletion protection is off.",
            f"aws dynamodb update-table --table-name {table} --region {region} --deletion-protection-enabled",
        )
    if about.get("TableStatus") != "ACTIVE":
        yield Finding("note", f"{table} is {about.get('TableStatus')}.")
    yield Finding("ok", f"{table} was looked at.")


def of_pool(about: Mapping[str, Any], *, protected: bool) -> Iterator[Finding]:
    """Yield what is to be said of the user pool."""
    if protected and about.get("DeletionProtection") != "ACTIVE":
        yield Finding(
            "do",
            "Anybody with credentials can delete the user pool: its deletion protection is off. Switch it on in the Cognito console"
            " (the command line would reset what it is not told).",
        )
    if about.get("MfaConfiguration") != "ON":
        yield Finding(
            "do" if protected else "note",
            "Staff sign in without a second factor: deploy with require_second_factor = true in the stage's file.",
        )
    yield Finding("ok", "The user pool was looked at.")


def of_access_log(group: str, found: Mapping[str, Any] | None, region: str) -> Iterator[Finding]:
    """Yield what is to be said of the access log's group, None where there is none."""
    wanted = retention.ACCESS_LOG_DAYS
    which = f"--log-group-name {group} --region {region}"
    command_ = f"aws logs put-retention-policy {which} --retention-in-days {wanted}"
    if found is None:
        yield Finding(
            "stop",
            f"There is no log group {group}: nobody can read or change anything until it is made again.",
            f"aws logs create-log-group {which}\n{command_}",
        )
    elif found.get("retentionInDays") != wanted:
        days = found.get("retentionInDays")
        kept = f"{days} days" if days else "for ever"
        yield Finding("do", f"{group} keeps its records {kept}, and the privacy notice says {wanted} days.", command_)
    else:
        yield Finding("ok", f"{group} keeps its records {wanted} days.")


def of_mail(
    account: Mapping[str, Any], configuration: Mapping[str, Any], paused_until: int | None, stage: str
) -> Iterator[Finding]:
    """Yield what is to be said of mail: SES's account (nothing where that is said elsewhere), the stage's configuration set, the pause of ordering (epoch seconds)."""
    if not configuration.get("SendingOptions", {}).get("SendingEnabled", True):
        yield Finding("do", "Mails are stopped: none leaves this stage.", f"make start-mails STAGE={stage}")
    if not account.get("SendingEnabled", True):
        yield Finding("stop", "AWS has paused the account's mails: answer its mail about that, in the Support console.")
    if account.get("EnforcementStatus", "HEALTHY") != "HEALTHY":
        yield Finding(
            "do", f"SES says of this account: {account['EnforcementStatus']}. Look at its reputation dashboard."
        )
    if not account.get("ProductionAccessEnabled", True):
        yield Finding(
            "do",
            "SES is in its sandbox: mails go to proved addresses only. The look before a deploy has the text for AWS's form.",
            f"make preflight STAGE={stage}",
        )
    if paused_until is not None:
        until = datetime.fromtimestamp(paused_until, UTC)
        yield Finding(
            "note",
            f"No mail can be ordered until {until:%Y-%m-%d %H:%M} UTC: too many came back, or somebody has stopped them.",
            f"make start-mails STAGE={stage}",
        )
    yield Finding("ok", "Mail was looked at.")


def of_closed(words: Mapping[Language, str], stage: str) -> Iterator[Finding]:
    """Yield whether conversations may begin: the words with which they are refused."""
    if words:
        sentence = next(iter(words.values()))
        yield Finding(
            "note", f"No new conversation can begin: visitors read “{sentence}”", f"make open-chat STAGE={stage}"
        )
    else:
        yield Finding("ok", "Conversations may begin.")


def of_alarms(found: Sequence[Mapping[str, Any]], region: str, *, frozen: bool = False) -> Iterator[Finding]:
    """Yield which alarms ring, and which tell nobody."""
    if not found:
        yield Finding("do", "There are no alarms: deploy this version.")
    for each in found:
        name = each["AlarmName"]
        if each.get("StateValue") == "ALARM" and frozen and name.endswith(incident.RING_FROZEN):
            yield Finding("ok", f"{name} rings, as long as the stage is frozen.")
        elif each.get("StateValue") == "ALARM":
            yield Finding("do", f"{name} rings: {each.get('AlarmDescription', 'see docs/operations/alarms.md')}")
        elif not each.get("ActionsEnabled", True):
            yield Finding(
                "note",
                f"{name} tells nobody any more.",
                f"aws cloudwatch enable-alarm-actions --alarm-names {name} --region {region}",
            )
        else:
            yield Finding("ok", f"{name} does not ring.")


def of_told(subscriptions: Sequence[Mapping[str, Any]] | None) -> Iterator[Finding]:
    """Yield whether somebody is told of alarms: the subscriptions of their topic, None where there is no topic."""
    if subscriptions is None:
        yield Finding("note", "Nobody is told of alarms: name an address in the stage's file, alerts_to, and deploy.")
        return
    waiting = [each["Endpoint"] for each in subscriptions if each["SubscriptionArn"] == "PendingConfirmation"]
    if waiting or not subscriptions:
        whom = ", ".join(waiting) or "alerts_to"
        yield Finding(
            "do",
            f"Alarms do not reach {whom}: the mail with which AWS asks for consent was not answered. It is good for two days; for another,"
            " choose *Request confirmation* in the SNS console.",
        )
    else:
        yield Finding("ok", "Somebody is told of alarms.")


def of_dead_letters(found: Iterable[Dead], region: str, stage: str) -> Iterator[Finding]:
    """Yield what was given up, with how to look, and how to have it tried again; a sweep's is done again each hour anyway."""
    for each in found:
        if not each.count:
            yield Finding("ok", f"{each.name} is empty.")
            continue
        look = f"make logs STAGE={stage} SINCE=4d"
        if each.name == SWEEPS:  # they were never in a queue to which SQS could move them back
            yield Finding(
                "do",
                f"{each.name} has {each.count}: sweeps that failed. Look for why in the log; the next hour's does the same work, so then"
                " delete them.",
                f"{look}\naws sqs purge-queue --queue-url {each.url} --region {region}",
            )
            continue
        yield Finding(
            "do",
            f"{each.name} has {each.count}: look for why in the log first; they may hold addresses, so look at them only if you must;"
            " then have them tried again.",
            f"{look}\naws sqs start-message-move-task --source-arn {arn_of(each.url, region)} --region {region}",
        )


def of_runs(found: Mapping[str, float | str], stage: str, *, new: bool, frozen: bool = False) -> Iterator[Finding]:
    """Yield whether sweep and watch do their work, by the last three hours. `new`: the stage is not as old as that."""
    for name, what in (("sweep", "what has expired is not deleted"), ("watch", "nobody looks for who is away")):
        ran, failed = found.get(f"runs_{name}"), found.get(f"errors_{name}")
        if isinstance(ran, str) or isinstance(failed, str) or ran is None or failed is None:
            yield Finding(
                "note", f"Whether the {name} runs is not known: {ran or failed or 'CloudWatch does not say'}."
            )
        elif ran == 0 and frozen:
            yield Finding("ok", f"The {name} does not run, as long as the stage is frozen.")
        elif ran == 0 and new:
            yield Finding(
                "note",
                f"The {name} has not run yet: a new stage's first watch comes within minutes, its first sweep within an hour. Look again then.",
                f"make doctor STAGE={stage}",
            )
        elif ran == 0:
            yield Finding(
                "stop",
                f"The {name} has not run for three hours: {what}. What to do: docs/operations/alarms.md, {ALARMS[name]}.",
                f"make logs STAGE={stage} SINCE=4h",
            )
        elif failed >= ran:
            yield Finding(
                "stop", f"Each {name} of the last three hours has failed: {what}.", f"make logs STAGE={stage}"
            )
        elif failed:
            yield Finding(
                "note",
                f"Of {ran:.0f} runs of the {name} in three hours {failed:.0f} failed.",
                f"make logs STAGE={stage}",
            )
        else:
            yield Finding("ok", f"The {name} runs.")


def arn_of(url: str, region: str) -> str:
    """Return the ARN of a queue, by its address, which ends in account and name."""
    *_host, account, name = url.split("/")
    return f"arn:aws:sqs:{region}:{account}:{name}"


# ------------------------------------------------------------------------------------------------- looking


def detect_drift(account: Account, stack: str, pause: Callable[[float], object] = time.sleep) -> str:
    """Have CloudFormation look for what was changed by hand, and return why it could not look everywhere; empty where it could.

    Raises Trouble, Refused.
    """
    token = account.ask("cloudformation", "detect_stack_drift", StackName=stack)["StackDriftDetectionId"]
    for _ in range(LOOKS):
        answer = account.ask("cloudformation", "describe_stack_drift_detection_status", StackDriftDetectionId=token)
        if answer["DetectionStatus"] == "DETECTION_FAILED":
            return str(answer.get("DetectionStatusReason", "it does not say why"))
        if answer["DetectionStatus"] != "DETECTION_IN_PROGRESS":
            return ""
        pause(PAUSE)
    raise Trouble("CloudFormation still looks for changes by hand: run the same command again in some minutes.")


def held(here: Here) -> int:
    """Return how many of a stage's functions may not run; 0 also where AWS does not tell, which the look at each says."""
    try:
        return sum(is_held(here.account, each) for each in parts.of_type(here.made_of, FUNCTION))
    except Trouble:
        return 0


def _freeze(here: Here) -> Iterator[Finding]:
    if not here.frozen:
        yield Finding("ok", "The stage is not frozen.")
        return
    try:
        record = incident.frozen_by(here.account, here.stack.outputs["AccessLogGroup"], here.now)
    except Trouble:  # that it is frozen is what counts
        record = None
    yield of_freeze(here.stage, record, here.zone)


def _off(what: str, stage: str, *, off: bool) -> Finding:
    """Return whether something is off, as a freeze has it."""
    if off:
        return Finding("ok", f"{what} is off, as long as the stage is frozen.")
    return Finding(
        "stop",
        f"{what} is on, although the stage is frozen: what the freeze keeps is lost by that. Freeze it again.",
        f"make freeze STAGE={stage}",
    )


def _functions(here: Here) -> Iterator[Finding]:
    roles = [each.is_ for each in parts.of_type(here.made_of, ROLE)]
    runtimes: set[str] = set()
    for each in parts.of_type(here.made_of, FUNCTION):
        about = here.account.ask("lambda", "get_function_configuration", FunctionName=each.is_)
        limit = here.account.ask("lambda", "get_function_concurrency", FunctionName=each.is_)
        at_once = limit.get("ReservedConcurrentExecutions")
        yield from of_function(each, about, at_once, roles, here.stage, frozen=here.frozen)
        runtimes.add(about["Runtime"])
    today = datetime.fromtimestamp(here.now, UTC).date()
    for name in sorted(runtimes):
        yield from of_runtime(name, figures.runtime_ends(name), today)


def _queues(here: Here) -> Iterator[Finding]:
    for each in parts.of_type(here.made_of, QUEUE_OF_FUNCTION):
        state = here.account.ask("lambda", "get_event_source_mapping", UUID=each.is_)["State"]
        yield from of_queue(each, state, here.stage, frozen=here.frozen)


def _schedules(here: Here) -> Iterator[Finding]:
    for each in parts.of_type(here.made_of, SCHEDULE):
        state = here.account.ask("events", "describe_rule", Name=each.is_)["State"]
        yield from of_schedule(each, state, here.stage, frozen=here.frozen)


def _table(here: Here) -> Iterator[Finding]:
    table = here.stack.outputs["TableName"]
    ask = here.account.ask
    live = ask("dynamodb", "describe_time_to_live", TableName=table)["TimeToLiveDescription"]
    yield from of_table(
        table,
        ask("dynamodb", "describe_table", TableName=table)["Table"],
        live.get("TimeToLiveStatus", "DISABLED"),
        ask("dynamodb", "describe_continuous_backups", TableName=table)["ContinuousBackupsDescription"],
        here.account.region,
        stage=here.stage,
        protected=here.is_protected,
        frozen=here.frozen,
        half=bool(here.held) and not here.frozen,
    )


def _pool(here: Here) -> Iterator[Finding]:
    for each in parts.of_type(here.made_of, POOL):
        about = here.account.ask("cognito-idp", "describe_user_pool", UserPoolId=each.is_)["UserPool"]
        yield from of_pool(about, protected=here.is_protected)


def _access_log(here: Here) -> Iterator[Finding]:
    group = here.stack.outputs["AccessLogGroup"]
    listed = here.account.pages("logs", "describe_log_groups", "logGroups", logGroupNamePrefix=group)
    found = next((each for each in listed if each["logGroupName"] == group), None)
    yield from of_access_log(group, found, here.account.region)


def _mail(here: Here) -> Iterator[Finding]:
    configuration = here.stack.outputs.get("MailConfiguration", here.stack.name)
    # Where the stage has its file, the look before a deploy says the account's part.
    is_told = bool(stages.written(here.stage, here.folder))
    yield from of_mail(
        {} if is_told else here.account.ask("sesv2", "get_account"),
        here.account.ask("sesv2", "get_configuration_set", ConfigurationSetName=configuration),
        here.services.mail_health.paused_until(),
        here.stage,
    )


def _told(here: Here) -> Iterator[Finding]:
    topic = parts.named(here.made_of, "AlarmTopic")
    if topic is None:
        yield from of_told(None)
        return
    found = here.account.pages("sns", "list_subscriptions_by_topic", "Subscriptions", TopicArn=topic.is_)
    yield from of_told(list(found))
