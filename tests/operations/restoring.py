"""A stage on the local cloud, for tests of restoring: its stack is told by the test, its table, accounts and logs are moto's."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import boto3
from botocore.exceptions import ClientError

from chalicelib.chat.services import Services
from local.cloud import Cloud
from operations import replay, restore, tables
from operations.account import Account
from operations.restore import Operator, Stage
from tests.operations.aws import Aws, Given

OWN = "juttu-dev"
TAGS = {"juttu:stage": "prod"}


_SESSION: Any = boto3.session.Session("a", "b")
_CLIENTS: dict[str, Any] = {}
"""Those of all stages here, each made once: that takes longer than most tests."""


class House:
    """A stage that is called `prod`, whose stack can be updated."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.in_use = ""
        self.status = "UPDATE_COMPLETE"
        self.said: list[str] = []
        self.asked: list[str] = []
        self.agrees = True
        self.fails: Callable[[str], bool] = lambda _: False
        """Whether an operation of DynamoDB's, or of CloudFormation's, fails in passing."""
        self.meanwhile: Callable[[], None] = lambda: None
        """What happens while the stack changes over."""
        self.stacks = Aws({"cloudformation.DescribeStacks": self._stack, "cloudformation.UpdateStack": self._updated})
        self._heard: list[tuple[Any, str, Callable[..., None]]] = []
        self.account = Account(cloud.region, self._client)
        self.hears("logs", "provide-client-params.cloudwatch-logs.FilterLogEvents", _without_pattern)
        self.hears("dynamodb", "before-call.dynamodb", self._failing)

    @property
    def stage(self) -> Stage:
        return restore.stage(self.account, "prod")

    @property
    def operator(self) -> Operator:
        return Operator(by="first.person", says=self.said.append, agrees=self._agrees, pause=self._paused)

    def services(self, table: str = OWN) -> Services:
        """Return the product's services over one of the tables."""
        return replay.place(self.account, self.stage.stack, table).services

    def time(self, seconds: float = 0) -> datetime:
        return datetime.fromtimestamp(self.cloud.clock() + seconds, UTC)

    def restored(self, table: str) -> None:
        """Have a table be restored from the stage's own as that is now. moto makes it; what is in it is not in moto."""
        tables.restore(self.account, OWN, table)
        client = self.cloud.client("dynamodb")
        for item in client.scan(TableName=OWN)["Items"]:
            client.put_item(TableName=table, Item=item)

    def ends(self) -> None:
        """Delete the tables that were made."""
        client = self.cloud.client("dynamodb")
        for name in client.list_tables()["TableNames"]:
            if name != OWN:
                client.update_table(TableName=name, DeletionProtectionEnabled=False)
                client.delete_table(TableName=name)
        for events, event, handler in self._heard:
            events.unregister(event, handler)

    def hears(self, service: str, event: str, handler: Callable[..., None]) -> None:
        """Have something be told of what the stage asks of a service, until the house ends."""
        events = self._client(service).meta.events
        events.register(event, handler)
        self._heard.append((events, event, handler))

    def _agrees(self, question: str) -> bool:
        self.asked.append(question)
        return self.agrees

    def _paused(self, seconds: float) -> None:
        self.cloud.clock.advance(seconds)

    def _client(self, service: str, **options: Any) -> Any:
        if service == "cloudformation":
            return self.stacks.account(self.cloud.region).client(service)
        if service not in _CLIENTS:
            _CLIENTS[service] = _SESSION.client(service, **options)
        return _CLIENTS[service]

    def _failing(self, model: Any, **_: Any) -> None:
        if self.fails(model.name):
            raise ClientError({"Error": {"Code": "InternalServerError", "Message": "Ordered by the test."}}, model.name)

    def _stack(self, _: Mapping[str, Any]) -> Given:
        environment = self.cloud.environment
        outputs = {
            "TableName": self.in_use or OWN,
            "OwnTableName": OWN,
            "UserPoolId": environment["JUTTU_USER_POOL"],
            "AccessLogGroup": environment["JUTTU_ACCESS_LOG_GROUP"],
            "Connections": "https://sockets.example/api",
            "OutboxJobs": environment["JUTTU_OUTBOX_QUEUE"],
        }
        parameters = {"Stage": "prod", "Zone": "Europe/Helsinki", "TableInUse": self.in_use}
        stack: Any = {
            "StackName": "juttu-prod",
            "CreationTime": datetime(2026, 11, 30, tzinfo=UTC),
            "StackStatus": self.status,
            "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()],
            "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
            "Tags": [{"Key": key, "Value": value} for key, value in TAGS.items()],
        }
        return {"Stacks": [stack]}

    def _updated(self, asked: Mapping[str, Any]) -> Given:
        self.meanwhile()
        given = {each["ParameterKey"]: each for each in asked["Parameters"]}
        assert asked["UsePreviousTemplate"] is True
        assert all(each.get("UsePreviousValue") for key, each in given.items() if key != "TableInUse")
        assert set(given) == {"Stage", "Zone", "TableInUse"}
        self.in_use = given["TableInUse"]["ParameterValue"]
        return {"StackId": "arn:aws:cloudformation:eu-north-1:123456789012:stack/juttu-prod/1"}


def _without_pattern(params: dict[str, Any], **_: Any) -> None:
    """Leave the pattern out: the local cloud knows none. What is found beyond it, whoever asks leaves aside."""
    assert '($.action = "erasure_requested")' in params.pop("filterPattern")
