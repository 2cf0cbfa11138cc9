"""The cloud on this machine: everything that the template declares, in this process, on a clock that can be moved."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import boto3
import moto.core.utils
import moto.logs.models
from botocore.config import Config
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.logs.models import logs_backends
from moto.sqs.models import sqs_backends

from local.cloud import endpoint
from local.cloud.answers import plain
from local.cloud.clock import Clock
from local.cloud.cognito import Cognito
from local.cloud.dynamodb import DynamoDb
from local.cloud.endpoint import Endpoint, Truth
from local.cloud.faults import Fault, Faults, denial
from local.cloud.logs import Logs
from local.cloud.mail import Mail, SentMail
from local.cloud.meter import Meter
from local.cloud.provision import Provision
from local.cloud.template import Template
from local.cloud.ticking import Invoke, Ticker, sources_of
from local.dynamodb.table import Table

TEMPLATE = Path(__file__).parents[2] / ".chalice" / "resources.yaml"
REGION = "eu-north-1"

PARAMETERS: Mapping[str, str] = {"Controller": "Demo Oy", "MailFrom": "chat@example.com", "MailDomain": "example.com"}
"""What the template has no default for, where nobody says otherwise: an invented company's."""

_TTL_LATE_BY = 48 * 3600
"""DynamoDB deletes what has expired within a few days; never sooner here, so that nothing leans on it."""

_MOTO_CLOCKS: tuple[Any, ...] = (moto.core.utils, moto.logs.models)
"""The modules whose `utcnow` decides when moto thinks it is: for queues, and for how new a log event may be."""


class Cloud:
    """One local cloud; only one may be open in a process. `Cloud.start` opens it, `stop` closes it."""

    def __init__(
        self, template: Path, clock: Clock, parameters: Mapping[str, str], region: str, *, in_memory: bool
    ) -> None:
        self.clock = clock
        self.region = region
        self.meter = Meter()
        self.faults = Faults()
        self.cognito = Cognito(region, clock)
        self._dynamodb = DynamoDb(region, clock, self.meter, in_memory=in_memory)
        self._mail = Mail(region, clock)
        truths: dict[str, Truth] = {
            "dynamodb": self._dynamodb,
            "cognito-idp": self.cognito,
            "sesv2": self._mail,
            "logs": Logs(),
        }
        self.endpoint = Endpoint(truths, self.meter, self.faults, is_signed=not in_memory)
        self._parameters = parameters
        self._session = _session(region)
        self._clients: dict[str, Any] = {}
        self._provision = Provision(self._read(template), self.client, stack="juttu-dev")
        self._moto_clocks = [module.utcnow for module in _MOTO_CLOCKS]

    @classmethod
    def start(
        cls,
        template: Path = TEMPLATE,
        *,
        clock: Clock | None = None,
        parameters: Mapping[str, str] | None = None,
        region: str = REGION,
        in_memory: bool = False,
    ) -> Self:
        """Return an open cloud with everything that the template declares, empty.

        `parameters` are the template's, beside PARAMETERS. The functions of `app.py` wait for the queues of its default stage.
        `in_memory`: items lie in the simulation's table instead of moto's, and calls of them are not signed, for tests that ask much of it.
        """
        cloud = cls(template, clock or Clock(), {**PARAMETERS, **(parameters or {})}, region, in_memory=in_memory)
        cloud._open()
        return cloud

    def stop(self) -> None:
        """Close the cloud; everything in it is gone."""
        endpoint.close()
        for module, utcnow in zip(_MOTO_CLOCKS, self._moto_clocks, strict=True):
            module.utcnow = utcnow
        BackendDict.reset()
        reset_model_data()

    def begin_anew(self) -> None:
        """Be as it was when it was opened: what was put in is gone, a stopped clock stands where it stood."""
        with self.endpoint.lock:
            self.faults.clear()
            self.meter.begin_anew()
            self.clock.begin_anew()
            self._dynamodb.clear()
            self._mail.clear()
            self.cognito.clear()
            for group in logs_backends[DEFAULT_ACCOUNT_ID][self.region].groups.values():
                group.streams.clear()
            queues = sqs_backends[DEFAULT_ACCOUNT_ID][self.region]
            for name, queue in queues.queues.items():
                queue.last_purged_at = None  # AWS allows one in a minute
                queues.purge_queue(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    # ------------------------------------------------------------------------------------------------- for the service

    @property
    def environment(self) -> dict[str, str]:
        """The functions' environment: what the template gives them, and AWS's own with credentials that open nothing.

        The addresses of the WebSocket API are not in it: the gateway adds its own.
        """
        return {
            "AWS_DEFAULT_REGION": self.region,
            "AWS_REGION": self.region,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_EC2_METADATA_DISABLED": "true",
            **self._variables,
        }

    def client(self, service: str) -> Any:
        """Return a boto3 client of this cloud; its calls count as the service's do."""
        with self.endpoint.lock:
            if service not in self._clients:
                once = Config(retries={"total_max_attempts": 1})
                self._clients[service] = self._session.client(service, config=once)  # type: ignore[call-overload]
            return self._clients[service]

    def fail(self, service: str, operation: str, **trouble: Any) -> Fault:
        """Order a failure of the next calls of an operation (`*`: any); see Fault for what may be said of it.

        Services and operations are named as in boto3: `cloud.fail("dynamodb", "UpdateItem", times=2)`.
        """
        fault = Fault(service=service, operation=operation, **trouble)
        if service == "apigatewaymanagementapi" and not fault.before:
            raise ValueError("calls to the gateway can only fail before they are made")
        return self.faults.order(fault)

    def deny(self, service: str, operation: str, **trouble: Any) -> Fault:
        """Take the permission for an operation away, as `fail` orders a failure."""
        return self.faults.order(denial(service, operation, **trouble))

    def ticker(self, app: Any, invoke: Invoke) -> Ticker:
        """Return what brings this cloud's queues and schedules to a Chalice app's functions."""
        queues, schedules = sources_of(app, self.queues, self.clock)
        return Ticker(self, invoke, queues, schedules)

    # ------------------------------------------------------------------------------------------------- what is in it

    @property
    def user_pool(self) -> str:
        """The id of the user pool."""
        return self._variables["JUTTU_USER_POOL"]

    @property
    def delayed(self) -> int:
        """How many messages of all queues are not due yet."""
        with self.endpoint.lock:
            queues = sqs_backends[DEFAULT_ACCOUNT_ID][self.region].queues.values()
            return sum(int(queue.approximate_number_of_messages_delayed) for queue in queues)

    @property
    def queues(self) -> dict[str, tuple[str, str]]:
        """URL and ARN of every queue, by its name."""
        made = (self._provision.physical("AWS::SQS::Queue", attribute) for attribute in ("QueueName", "Ref", "Arn"))
        names, urls, arns = made
        return {names[logical]: (urls[logical], arns[logical]) for logical in names}

    @property
    def left_out(self) -> set[str]:
        """Types of resources that the template declares and only the real cloud has."""
        return self._provision.left_out

    @property
    def mails(self) -> list[SentMail]:
        """Every mail that SES accepted, oldest first."""
        with self.endpoint.lock:
            return list(self._mail.sent)

    def items(self) -> list[dict[str, Any]]:
        """Return everything in the table, expired or not, in the order of its keys."""
        with self.endpoint.own_calls():
            scan = self.client("dynamodb").get_paginator("scan")
            pages = scan.paginate(TableName=self._variables["JUTTU_TABLE"], ConsistentRead=True)
            found = [{name: plain(value) for name, value in item.items()} for page in pages for item in page["Items"]]
        return sorted(found, key=lambda item: (item["pk"], item["sk"]))

    @property
    def table(self) -> Table:
        """The simulation's table, of a cloud whose items lie in memory."""
        return self._dynamodb.memory_of(self._variables["JUTTU_TABLE"])

    def log_events(self, group: str | None = None, *, copies: bool = False) -> list[dict[str, Any]]:
        """Return the events of a log group (the access log), oldest first: `stream`, `at` in milliseconds, `message`.

        Without `copies` what stands about a conversation stands here once, although it stands with its doer, or its day, too.
        """
        name = group or self._variables["JUTTU_ACCESS_LOG_GROUP"]
        with self.endpoint.own_calls():
            pages = self.client("logs").get_paginator("filter_log_events").paginate(logGroupName=name)
            events = [event for page in pages for event in page["events"]]
        found = [
            {"stream": event["logStreamName"], "at": event["timestamp"], "message": event["message"]}
            for event in events
        ]
        copied = ("person/", "glass/")
        elsewhere = {(each["at"], each["message"]) for each in found if not each["stream"].startswith(copied)}
        if not copies:
            found = [
                each
                for each in found
                if not each["stream"].startswith(copied) or (each["at"], each["message"]) not in elsewhere
            ]
        return sorted(found, key=lambda event: event["at"])

    # ------------------------------------------------------------------------------------------------- what time does

    def publish_mail_events(self) -> None:
        """Tell the topics of the configuration sets what became of the mails since the last time."""
        with self.endpoint.lock:
            untold = self._mail.untold()
        with self.endpoint.own_calls():
            for configuration_set, kind, event in untold:
                for destination in self._provision.event_destinations:
                    if destination.configuration_set == configuration_set and kind in destination.kinds:
                        self.client("sns").publish(
                            TopicArn=destination.topic,
                            Subject="Amazon SES Email Event Notification",
                            Message=json.dumps(event),
                        )

    def delete_expired(self, late_by: float = _TTL_LATE_BY) -> int:
        """Delete items as DynamoDB's TTL does, some time after they have expired. Return how many that was."""
        with self.endpoint.lock:
            return self._dynamodb.delete_expired(late_by)

    # ------------------------------------------------------------------------------------------------- opening

    def _open(self) -> None:
        endpoint.open_to(self.endpoint)
        try:
            BackendDict.reset()
            for module in _MOTO_CLOCKS:
                module.utcnow = self._utcnow
            with self.endpoint.own_calls():
                self._provision.all()
                self._variables = self._provision.environment()
        except BaseException:
            self.stop()
            raise

    def _read(self, template: Path) -> Template:
        pseudo = {
            "AWS::Region": self.region,
            "AWS::AccountId": DEFAULT_ACCOUNT_ID,
            "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::StackName": "juttu-dev",
        }
        return Template.read(template, self._parameters, pseudo)

    def _utcnow(self) -> datetime:
        # moto reckons with times that carry no zone.
        return datetime.fromtimestamp(self.clock(), UTC).replace(tzinfo=None)


@cache
def _session(region: str) -> boto3.Session:
    # One for all clouds of a process: reading the services' models is most of what opening a cloud takes.
    return boto3.Session(aws_access_key_id="local", aws_secret_access_key="local", region_name=region)  # noqa: S106
