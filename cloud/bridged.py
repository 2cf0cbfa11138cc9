"""MiniStack as it comes, with bridges over its own faults; run by the Python of `.cloud/`, never imported by the product's.

A bridge makes the emulator do what AWS documents; it touches neither artefact nor policy. `JUTTU_CLOUD_WITHOUT` names bridges that are
left out, so that a probe sees each fault (`cloud/bridges.py`). Each decision about a role's permission is written, a line of JSON
each, to the file `JUTTU_CLOUD_DECISIONS`. While the folder `JUTTU_CLOUD_HELD` is there, each change of a function waits in it. Of a
template that is deployed, what the emulator lacks is left out (`cloud/lacking.py`), and what was compiled for another processor comes
from `JUTTU_CLOUD_INSTALLED`.
"""

import contextlib
import functools
import hashlib
import io
import json
import os
import pickle
import re
import secrets
import sys
import threading
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from ministack import app as emulator
from ministack.core import iam_actions, iam_evaluator, lambda_runtime
from ministack.core.responses import error_response_json, get_account_id
from ministack.services import apigateway, cloudwatch_logs, cognito, dynamodb, kms
from ministack.services.cloudformation import changesets, engine, provisioners, stacks

sys.path.append(str(Path(__file__).resolve().parent.parent))
from cloud.lacking import prepared

OK = 200
HELD_AT_MOST = 120.0
_writing = threading.Lock()


def log_streams() -> None:
    """Let an operation on a log group be one on `…:log-group:NAME:…`: the ARN of a group in a policy ends in `:*`."""
    resource = iam_actions.extract_resource_arn

    def with_stream(service: str, *request: Any, **more: Any) -> Any:
        found = resource(service, *request, **more)
        if service != "logs" or found.count(":") != 6:  # noqa: PLR2004 - arn:aws:logs:REGION:ACCOUNT:log-group:NAME
            return found
        body = request[3] if len(request) > 3 else b""  # noqa: PLR2004 - method, path, headers, body
        stream = json.loads(body or b"{}").get("logStreamName", "")
        return f"{found}:log-stream:{stream}"

    iam_actions.extract_resource_arn = with_stream


def mail_senders() -> None:
    """Ask for a mail as SES does: on the sender's identity and on the configuration set, with `ses:FromAddress`, raw ones twice."""
    enforce = emulator._enforce_ses_v2

    def enforced(*asked: Any) -> Any:
        method, path, headers, body, query, request = asked
        if (method, path) != ("POST", "/v2/email/outbound-emails"):
            return enforce(*asked)
        mail = json.loads(body)
        sender = mail["FromEmailAddress"]
        arn = f"arn:aws:ses:{emulator.extract_region(headers, query)}:{get_account_id()}"
        named = [f"identity/{sender.rpartition('@')[2]}"]
        named += [f"configuration-set/{mail['ConfigurationSetName']}"] if mail.get("ConfigurationSetName") else []
        actions = ["ses:SendEmail", *(["ses:SendRawEmail"] if "Raw" in mail["Content"] else [])]
        for action in actions:
            for each in named:
                resource = f"{arn}:{each}"
                denied = emulator._enforce_data_plane(
                    "sesv2",
                    action,
                    headers,
                    query,
                    request,
                    resource_arn=resource,
                    service_context={"ses:FromAddress": sender},
                    named_resource=resource,
                )
                if denied:
                    return denied
        return None

    emulator._enforce_ses_v2 = enforced


class SetUpFirst(Exception):
    """Raised instead of giving tokens to a user who has no second factor."""

    def __init__(self, user: dict[str, Any]) -> None:
        self.user = user


class SecondFactors:
    """Sign-in to pools that demand a second factor; `setting_up` has who sets one up, by their session."""

    def __init__(self) -> None:
        self.setting_up: dict[str, dict[str, Any]] = {}
        self._tokens = cognito._build_auth_result
        self._associate = cognito._associate_software_token
        self._verify = cognito._verify_software_token

    def tokens(self, pool: str, client: str, user: dict[str, Any], *more: Any, **options: Any) -> Any:
        """Give tokens to whoever has a second factor or needs none. Raises SetUpFirst."""
        demanded = cognito._user_pools[pool].get("MfaConfiguration") == "ON"
        if demanded and "SOFTWARE_TOKEN_MFA" not in user.get("_mfa_enabled", []):
            raise SetUpFirst(user)
        return self._tokens(pool, client, user, *more, **options)

    def challenged(self, ask: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
        """Return a step of the sign-in that is answered with MFA_SETUP where a second factor is missing."""

        def asked(data: dict[str, Any]) -> Any:
            try:
                return ask(data)
            except SetUpFirst as first:
                session = secrets.token_urlsafe(32)
                self.setting_up[session] = first.user
                parameters = {"MFAS_CAN_SETUP": '["SOFTWARE_TOKEN_MFA"]'}
                challenge = {"ChallengeName": "MFA_SETUP", "Session": session, "ChallengeParameters": parameters}
                return cognito.json_response(challenge)

        return asked

    def associate(self, data: dict[str, Any]) -> Any:
        """Give out a secret; its session is that of the same user."""
        status, headers, body = self._associate(data)
        user = self.setting_up.pop(data.get("Session", ""), None)
        if user is not None:
            self.setting_up[json.loads(body)["Session"]] = user
        return status, headers, body

    def verify(self, data: dict[str, Any]) -> Any:
        """Take a code of a secret, and let the user whose session it is have that as second factor."""
        session = data.get("Session", "")
        secret = cognito._totp_session_secrets.get(session)
        status, headers, body = self._verify(data)
        if status == OK and (user := self.setting_up.pop(session, None)) is not None:
            user["_totp_secret"] = secret
            user.setdefault("_mfa_enabled", []).append("SOFTWARE_TOKEN_MFA")
        return status, headers, body


def second_factors() -> None:
    """Let nobody in without a second factor where the pool demands one: whoever has none sets one up, and so has it afterwards."""
    factors = SecondFactors()
    cognito._build_auth_result = factors.tokens
    cognito._associate_software_token = factors.associate
    cognito._verify_software_token = factors.verify
    cognito._admin_initiate_auth = factors.challenged(cognito._admin_initiate_auth)
    cognito._admin_respond_to_auth_challenge = factors.challenged(cognito._admin_respond_to_auth_challenge)


def subprotocols() -> None:
    """Open a socket under the subprotocol that `$connect` answered, as AWS documents it; a browser refuses it without."""
    serve, invoke = apigateway.handle_websocket, apigateway._invoke_ws_lambda
    chosen: ContextVar[list[str]] = ContextVar("chosen")

    async def invoked(*given: Any, **more: Any) -> Any:
        found = await invoke(*given, **more)
        headers = (found or {}).get("headers") or {}
        chosen.get().extend(value for name, value in headers.items() if name.lower() == "sec-websocket-protocol")
        return found

    async def served(scope: Any, receive: Any, send: Any, *given: Any, **more: Any) -> Any:
        names: list[str] = []
        chosen.set(names)

        async def sent(message: dict[str, Any]) -> None:
            accepts = message["type"] == "websocket.accept" and names
            await send({**message, "subprotocol": names[-1]} if accepts else message)

        return await serve(scope, receive, sent, *given, **more)

    apigateway._invoke_ws_lambda = invoked
    apigateway.handle_websocket = served


def forgotten_factors() -> None:
    """Know AdminDeleteSoftwareToken: whoever had a second factor has none then, and sets up another."""
    dispatch = cognito._dispatch_idp

    async def dispatched(action: str, data: dict[str, Any]) -> Any:
        if action != "AdminDeleteSoftwareToken":
            return await dispatch(action, data)
        pool, refused = cognito._resolve_pool(data["UserPoolId"])
        if refused:
            return refused
        user, refused = cognito._resolve_user(pool, data["Username"])
        if refused:
            return refused
        user.pop("_totp_secret", None)
        cognito._apply_mfa_preference(user, {"SoftwareTokenMfaSettings": {"Enabled": False}})
        return cognito.json_response({})

    cognito._dispatch_idp = dispatched


LOGGING = """
def _log_as_lambda_does():
    import logging, os, sys
    from awslambdaric.lambda_runtime_log_utils import JsonFormatter

    class Written(logging.Handler):
        def emit(self, record):
            line = self.format(record)
            function = os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "")
            with open(os.environ["JUTTU_CLOUD_LOG"], "a", encoding="utf-8") as file:
                file.write(function + " " + line)
            sys.stderr.write(line)

    handler = Written()
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel("INFO")


_log_as_lambda_does()
"""
"""Goes before what the emulator starts a Python function with."""


def log_lines() -> None:
    """Let functions log by the formatter of Lambda's own runtime, and let that be read also of those that run for sockets."""
    lambda_runtime._PYTHON_WORKER_SCRIPT = LOGGING + lambda_runtime._PYTHON_WORKER_SCRIPT


class Recovery:
    """Point-in-time recovery of tables: each write to them, and since when each can be had as it was at any second."""

    def __init__(self) -> None:
        self._writes: defaultdict[str, list[tuple[float, Any, Any, bytes]]] = defaultdict(list)
        self._since: dict[str, float] = {}
        self._put = dynamodb._set_item
        self._remove = dynamodb._remove_item
        self._replaced = dynamodb._items_replaced
        self._turn = dynamodb._update_continuous_backups
        self._tell = dynamodb._describe_continuous_backups
        self._restore = dynamodb._restore_table_to_point_in_time

    def put(self, table: dict[str, Any], pk: Any, sk: Any, item: dict[str, Any]) -> Any:
        """Store an item, and note that."""
        self._note(table, pk, sk, item)
        return self._put(table, pk, sk, item)

    def remove(self, table: dict[str, Any], pk: Any, sk: Any) -> Any:
        """Delete an item, and note that."""
        self._note(table, pk, sk, None)
        return self._remove(table, pk, sk)

    def replaced(self, table: dict[str, Any]) -> None:
        """Count a table's items, all of which are others, and note those."""
        self._writes[table["TableId"]].clear()
        for pk, items in table["items"].items():
            for sk, item in items.items():
                self._note(table, pk, sk, item)
        self._replaced(table)

    def turn(self, data: dict[str, Any]) -> Any:
        """Turn recovery on or off; turned on, a table can be had as it was from now on."""
        answer = self._turn(data)
        if answer[0] == OK:
            table = dynamodb._tables[data["TableName"]]["TableId"]
            if data["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]:
                self._since.setdefault(table, time.time())
            else:
                self._since.pop(table, None)
        return answer

    def tell(self, data: dict[str, Any]) -> Any:
        """Say since when a table can be had as it was."""
        status, headers, body = self._tell(data)
        if status == OK and (since := self._since.get(dynamodb._tables[data["TableName"]]["TableId"])):
            told = json.loads(body)
            recovery = told["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
            recovery |= {"EarliestRestorableDateTime": since, "LatestRestorableDateTime": time.time()}
            body = json.dumps(told).encode()
        return status, headers, body

    def restore(self, data: dict[str, Any]) -> Any:
        """Make a new table of what another had in it at a time, the newest without one."""
        source, now = dynamodb._tables.get(data.get("SourceTableName", "")), time.time()
        if source is None:
            return self._restore(data)
        at, since = data.get("RestoreDateTime", now), self._since.get(source["TableId"])
        if since is None:
            return error_response_json("PointInTimeRecoveryUnavailableException", "Recovery is not enabled.", 400)
        if not since <= at <= now:
            return error_response_json("InvalidRestoreTimeException", "The time is not within the window.", 400)
        answer = self._restore(data)
        if answer[0] == OK:
            target = dynamodb._tables[data["TargetTableName"]]
            target["items"] = self._items(source["TableId"], at)
            dynamodb._items_replaced(target)
        return answer

    def _note(self, table: dict[str, Any], pk: Any, sk: Any, item: dict[str, Any] | None) -> None:
        self._writes[table["TableId"]].append((time.time(), pk, sk, pickle.dumps(item)))

    def _items(self, table: str, at: float) -> defaultdict[Any, dict[Any, Any]]:
        items: defaultdict[Any, dict[Any, Any]] = defaultdict(dict)
        for when, pk, sk, item in self._writes[table]:
            if when <= at:
                items[pk][sk] = pickle.loads(item)  # noqa: S301 - ours, of a moment ago
        there = {pk: {sk: each for sk, each in found.items() if each is not None} for pk, found in items.items()}
        return defaultdict(dict, {pk: found for pk, found in there.items() if found})


def point_in_time() -> None:
    """Restore a table as it was at the time that is asked for, within the time for which it has recovery on."""
    recovery = Recovery()
    dynamodb._set_item = recovery.put
    dynamodb._remove_item = recovery.remove
    dynamodb._items_replaced = recovery.replaced
    dynamodb._update_continuous_backups = recovery.turn
    dynamodb._describe_continuous_backups = recovery.tell
    dynamodb._restore_table_to_point_in_time = recovery.restore


def recovery_on() -> None:
    """Have a table that a template gives recovery have it."""
    handlers = provisioners._RESOURCE_HANDLERS["AWS::DynamoDB::Table"]
    create = handlers["create"]

    def created(logical_id: str, properties: dict[str, Any], *more: Any) -> Any:
        name, attributes = create(logical_id, properties, *more)
        if wanted := properties.get("PointInTimeRecoverySpecification"):
            dynamodb._update_continuous_backups({"TableName": name, "PointInTimeRecoverySpecification": wanted})
        return name, attributes

    handlers["create"] = created


def one_by_one() -> None:
    """Change a stack's resources one after another, and serve meanwhile; once a function is changed, for as long as it is held."""
    stacks._runs_on_worker_thread = lambda _: True
    folder = Path(os.environ["JUTTU_CLOUD_HELD"])
    handlers = provisioners._RESOURCE_HANDLERS["AWS::Lambda::Function"]
    create, update = handlers["create"], handlers["update"]

    def created(logical_id: str, *more: Any) -> Any:
        made = create(logical_id, *more)
        _hold(folder / logical_id)
        return made

    def updated(*given: Any) -> Any:
        made = update(*given)
        _hold(folder / given[-1])
        return made

    handlers |= {"create": created, "update": updated}


def _hold(mark: Path) -> None:
    """Wait in a folder, if it is there, until the mark that is left in it is gone."""
    with contextlib.suppress(FileNotFoundError):
        mark.touch()
    ends = time.monotonic() + HELD_AT_MOST
    while mark.exists() and time.monotonic() < ends:
        time.sleep(0.01)


def key_aliases() -> None:
    """Ask for a key on its own ARN, also where it is named by an alias, with the aliases that it has as `kms:ResourceAliases`."""
    resource, enforce = iam_actions.extract_resource_arn, iam_evaluator.enforce

    def of_key(service: str, *request: Any, **more: Any) -> Any:
        found = resource(service, *request, **more)
        key = kms._resolve_key(found) if service == "kms" else None
        return key["Arn"] if key else found

    def enforced(access_key: str, action: str, service: str, *more: Any, **options: Any) -> Any:
        key = kms._resolve_key(options.get("resource_arn", "")) if service == "kms" else None
        if key:
            aliases = [arn.split(":", 5)[5] for arn, of in kms._aliases.items() if of == key["KeyId"]]
            options["service_context"] = {**(options.get("service_context") or {}), "kms:ResourceAliases": aliases}
        return enforce(access_key, action, service, *more, **options)

    iam_actions.extract_resource_arn = of_key
    iam_evaluator.enforce = enforced


def log_patterns() -> None:
    """Find in a log what a pattern of JSON says, as far as it is of equal fields with `||` or `&&` between them."""
    compiled = cloudwatch_logs._compile_filter_pattern

    def compiles(pattern: str) -> Callable[[str], bool]:
        if not pattern.strip().startswith("{"):
            found: Callable[[str], bool] = compiled(pattern)
            return found
        wanted = [
            [re.fullmatch(r'[\s(]*\$\.(\w+)\s*=\s*"([^"]*)"[\s)]*', each) for each in one.split("&&")]
            for one in pattern.strip()[1:-1].split("||")
        ]

        def matches(message: str) -> bool:
            try:
                fields = json.loads(message)
            except ValueError:
                return False
            return any(all(each and fields.get(each[1]) == each[2] for each in one) for one in wanted)

        return matches

    cloudwatch_logs._compile_filter_pattern = compiles


REPLACED_BY: dict[str, tuple[str, ...]] = {
    "AWS::ApiGateway::RestApi": (),
    "AWS::Logs::LogGroup": ("LogGroupName",),
}
"""By a type that the emulator does not know so well: which of its properties another value of means another resource."""


def replacements() -> None:
    """Know of what keeps or is called which changes replace it, so that a change set does not say of each that it may."""
    for kind, properties in REPLACED_BY.items():
        provisioners._REPLACING_PROPERTIES.setdefault(kind, properties)


def asked_for() -> None:
    """Say of a stack's deletion that somebody has asked for it, by which one sees where the events of an operation begin."""
    add = stacks._add_event

    def added(*event: Any, **more: Any) -> None:
        *_, kind, status = event[:5]
        if (kind, status) == ("AWS::CloudFormation::Stack", "DELETE_IN_PROGRESS") and len(event) == 5:  # noqa: PLR2004 - without reason
            more = {"reason": "User Initiated", **more}
        add(*event, **more)

    stacks._add_event = added


def record_decisions(path: Path) -> None:
    """Write down what each role asked for, and whether its policy allowed it."""
    enforce = iam_evaluator.enforce

    def enforced(access_key: str, action: str, service: str, region: str, *more: Any, **options: Any) -> Any:
        denied = enforce(access_key, action, service, region, *more, **options)
        credential = iam_evaluator.resolve_credential(access_key or "")
        arn = str(getattr(credential, "principal_arn", ""))
        if ":assumed-role/" in arn:
            resource = options.get("resource_arn", more[0] if more else "*")
            line = {"role": arn.split("/")[1], "action": action, "resource": resource, "allowed": denied is None}
            with _writing, path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        return denied

    iam_evaluator.enforce = enforced


def event_ids() -> None:
    """Give each event that is found in a log an id of its own, which is the same whenever it is found: what functions log has none."""
    filtered = cloudwatch_logs._filter_log_events

    def with_ids(data: dict[str, Any]) -> Any:
        status, headers, body = filtered(data)
        if status != OK:
            return status, headers, body
        found = json.loads(body)
        seen: Counter[str] = Counter()
        for event in found["events"]:
            same = json.dumps(event, sort_keys=True)
            event.setdefault("eventId", hashlib.sha256(f"{same}{seen[same]}".encode()).hexdigest())
            seen[same] += 1
        return cloudwatch_logs.json_response(found)

    cloudwatch_logs._filter_log_events = with_ids


def templates(host: str) -> None:
    """Take the template of a change set without what the emulator lacks, and with the gateways at `host`."""
    resolve = changesets._resolve_template

    def resolved(parameters: Any) -> Any:
        body, refused = resolve(parameters)
        return (json.dumps(prepared(engine._parse_template(body), host)) if body else body), refused

    changesets._resolve_template = resolved


def processors(installed: Path) -> None:
    """Run functions that were packaged for another processor with this machine's compiled parts, from where they are installed."""
    start = lambda_runtime.Worker.__init__

    def started(self: Any, name: str, config: dict[str, Any], code: bytes) -> None:
        start(self, name, config, recompiled(code, installed))

    lambda_runtime.Worker.__init__ = started


@functools.lru_cache(maxsize=4)
def recompiled(code: bytes, installed: Path) -> bytes:
    """Return a function's zip with the compiled parts that are installed under the same names: itself where it has those."""
    with zipfile.ZipFile(io.BytesIO(code)) as archive:
        compiled = [name for name in archive.namelist() if name.endswith(".so")]
        ours = {
            str(each.relative_to(installed)): each
            for name in compiled
            for each in (installed / name).parent.glob(f"{Path(name).name.partition('.')[0]}.*so")
        }
        if not set(ours) - set(compiled):
            return code
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as written:
            for each in archive.infolist():
                if each.filename not in compiled:
                    written.writestr(each, archive.read(each))
            for name, path in ours.items():
                written.write(path, name)
    return made.getvalue()


BRIDGES: dict[str, Callable[[], None]] = {
    "log_streams": log_streams,
    "mail_senders": mail_senders,
    "second_factors": second_factors,
    "forgotten_factors": forgotten_factors,
    "subprotocols": subprotocols,
    "log_lines": log_lines,
    "event_ids": event_ids,
    "log_patterns": log_patterns,
    "replacements": replacements,
    "asked_for": asked_for,
    "point_in_time": point_in_time,
    "recovery_on": recovery_on,
    "one_by_one": one_by_one,
    "key_aliases": key_aliases,
}


def main() -> None:
    """Serve until somebody ends the process."""
    without = os.environ.get("JUTTU_CLOUD_WITHOUT", "").split()
    for name, bridge in BRIDGES.items():
        if name not in without:
            bridge()
    if decisions := os.environ.get("JUTTU_CLOUD_DECISIONS"):
        record_decisions(Path(decisions))
    if installed := os.environ.get("JUTTU_CLOUD_INSTALLED"):
        processors(Path(installed))
    templates(f"127.0.0.1:{os.environ['GATEWAY_PORT']}")
    emulator.main()


if __name__ == "__main__":
    main()
