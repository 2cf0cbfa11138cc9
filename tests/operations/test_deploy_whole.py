"""The command as an operator runs it: from nothing to the trial and the budget; refused at any call, it is finished by the next run."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.model import OperationModel

from chalicelib.chat import errors
from local.cloud import Cloud
from operations.account import Account
from operations.deploy import Here, main
from operations.preflight import Around
from operations.stack import Stack, services_of
from operations.updating import Operator
from tests.operations.aws import Answer, Aws, Refusal, refused
from tests.operations.desk import packs
from tests.operations.formation import Asked, Formation

NOW = time.time()
"""A command's services have this machine's clock, and CloudWatch takes no record of another day."""
NAME = "test"
OWN = ("cognito-idp", "dynamodb", "logs", "sqs")
"""The services that the cloud of the tests has; for all others it is said what AWS answers."""
ADVISES = {
    "dynamodb.DescribeTable",
    "lambda.GetAccountSettings",
    "logs.DescribeLogGroups",
    "sesv2.GetAccount",
    "sesv2.GetConfigurationSet",
    "sqs.ListQueues",
}
"""What only advises: where it is refused, a deploy says that nothing could be seen of it, and goes on."""
STAGE = """\
region = "eu-north-1"
controller = "Our Company Ltd"
domain = ""
mail_from = "chat@ours.example"
alerts_to = "operations@ours.example"
budget = 40
[seeds]
administrator = "first.admin"
given_name = "Anna"
dialogue = 2026-11-02
site = "site.json"
"""
SITE = {"key": "main", "company": "Our Company Ltd", "origins": ["https://www.ours.example"]}

_SESSION: Any = boto3.session.Session("a", "b")
_AWS = Aws()
_CLIENTS: dict[str, Any] = {}
"""All places share their clients, which take longer to make than a deploy."""


@pytest.fixture(scope="module", autouse=True)
def _clients_of_its_own() -> None:
    _CLIENTS.clear()


class Budgets:
    """One budget."""

    def __init__(self) -> None:
        self.budget: Any = None
        self.addresses: list[str] = []

    def answers(self) -> dict[str, Answer]:
        """Return what AWS answers."""
        missing = Refusal("NotFoundException")
        return {
            "budgets.DescribeBudget": lambda _: {"Budget": self.budget} if self.budget else missing,
            "budgets.DescribeSubscribersForNotification": lambda _: {
                "Subscribers": [{"SubscriptionType": "EMAIL", "Address": each} for each in self.addresses]
            },
            "budgets.DeleteBudget": self._deleted,
            "budgets.CreateBudget": self._created,
        }

    def _deleted(self, _: Asked) -> Any:
        before, self.budget = self.budget, None
        return {} if before else Refusal("NotFoundException")

    def _created(self, asked: Asked) -> Any:
        self.budget = asked["Budget"]
        told = asked["NotificationsWithSubscribers"]
        self.addresses = [each["Address"] for notice in told for each in notice["Subscribers"]]
        return {}


class Place:
    """An account in which nothing is, and an operator before it who goes on unasked."""

    def __init__(self, cloud: Cloud, folder: Path) -> None:
        self.cloud = cloud
        cloud.begin_anew()
        environment = cloud.environment
        self.formation = Formation(
            {
                "Console": "https://chat.ours.example/console",
                "Loader": "https://chat.ours.example/juttu.js",
                "TableName": environment["JUTTU_TABLE"],
                "UserPoolId": environment["JUTTU_USER_POOL"],
                "AccessLogGroup": environment["JUTTU_ACCESS_LOG_GROUP"],
                "Connections": "https://sockets.example/api",
                "OutboxJobs": environment["JUTTU_OUTBOX_QUEUE"],
            }
        )
        self.budgets = Budgets()
        self.calls: list[str] = []
        self.fails_at: int | None = None
        self.said: list[str] = []
        self.tried: list[str] = []
        _AWS.answers = {
            **self.formation.answers(),
            **self.budgets.answers(),
            "cloudformation.DescribeStackResource": Refusal("ValidationError"),
            "lambda.GetAccountSettings": {"AccountLimit": {"ConcurrentExecutions": 1000}},
            "sesv2.GetAccount": {
                "ProductionAccessEnabled": True,
                "SendingEnabled": True,
                "SendQuota": {"Max24HourSend": 50_000},
            },
            "sesv2.GetConfigurationSet": Refusal("NotFoundException"),
            "sesv2.GetEmailIdentity": Refusal("NotFoundException"),
        }
        self.account = Account("eu-north-1", self._client)
        _PLACE[:] = [self]
        self.here = Here(
            around=Around(folder=folder, answers=lambda name, kind: ()),
            account=lambda region: self.account,
            packages=packs(),
            operator=self._operator,
            tries=lambda deployed, account, says: self.tried.append(deployed.name),
        )

    def deploys(self) -> int:
        """Run the command, and return its exit status."""
        self.said.clear()
        return main(["--stage", NAME, "--yes"], self.here)

    def image(self) -> Any:
        """Return everything that a deploy leaves, to compare with."""
        services = services_of(Stack(name="juttu-test", status="", outputs=self.formation.outputs), self.account)
        accounts = [(each.person, each.given_name, each.roles, each.enabled) for each in services.accounts.all()]
        held = services.people.dialogue()
        return (
            self.formation.image(),
            accounts,
            held and held.held_on,
            [(each.key, each.origins) for each in services.sites.all()],
            (self.budgets.budget, self.budgets.addresses),
        )

    def _operator(self, account: Account, *, yes: bool) -> Operator:
        time = iter(range(1_796_000_000, 1_797_000_000))
        return Operator(
            account=account,
            says=self.said.append,
            asks=lambda _: "",
            yes=yes,
            sleep=lambda _: None,
            now=lambda: float(next(time)),
        )

    def _client(self, service: str, **options: Any) -> Any:
        if service not in _CLIENTS:
            made = _SESSION.client(service, **options) if service in OWN else _AWS.account().create(service)
            made.meta.events.register_first("before-call", _called)
            _CLIENTS[service] = made
        return _CLIENTS[service]

    def called(self, model: OperationModel, **_: Any) -> tuple[Any, Any] | None:
        """Note a call, and refuse the one that is to be refused."""
        number = len(self.calls)
        self.calls.append(f"{model.service_model.service_name}.{model.name}")
        return refused(Refusal("ServiceUnavailable")) if number == self.fails_at else None


_PLACE: list[Place] = []
"""The one that is deployed to."""


def _called(**of: Any) -> tuple[Any, Any] | None:
    return _PLACE[0].called(**of)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / f"{NAME}.toml").write_text(STAGE, "utf-8")
    (tmp_path / "site.json").write_text(json.dumps(SITE), "utf-8")
    return tmp_path


def test_the_command_looks_deploys_seeds_tries_and_has_aws_tell_of_a_dear_month(cloud: Cloud, folder: Path) -> None:
    place = Place(cloud, folder)

    assert place.deploys() == 0

    assert place.formation.status == "CREATE_COMPLETE"
    assert place.image()[1:4] == (
        [("first.admin", "Anna", ("administrator",), True)],
        "2026-11-02",
        [("main", ("https://www.ours.example",))],
    )
    assert place.tried == ["juttu-test"]
    assert place.budgets.addresses == ["operations@ours.example"]
    told = "\n".join(place.said)
    order = [
        "✓ no stack juttu-test yet",
        "✓ Packaged: version 1.0.0",
        "✓ Table made",
        "✓ Staff sign in at https://chat.ours.example/console",
        "✓ first.admin is the first administrator",
        "✓ main is there now.",
        "A trial conversation",
        "✓ From now on AWS tells operations@ours.example",
    ]
    assert [told.find(each) for each in order] == sorted(told.find(each) for each in order)
    assert all(each in told for each in order)


def test_the_same_again_changes_nothing(cloud: Cloud, folder: Path) -> None:
    place = Place(cloud, folder)
    place.deploys()
    before = place.image()

    assert place.deploys() == 0

    assert place.image() == before
    assert "✓ The stack is as it is wanted already: nothing changes." in place.said
    assert "✓ AWS tells operations@ours.example when the account's month has cost 80 % of $40." in place.said


def refused_once(cloud: Cloud, folder: Path) -> Iterator[tuple[str, Place, int]]:
    """Yield, for the first and the last call of each kind, that call, the account and the status of a run in which it was refused.

    The deploy itself is refused at each of its calls in test_deploy.py.
    """
    whole = Place(cloud, folder)
    whole.deploys()
    last = {call: number for number, call in enumerate(whole.calls)}
    first = {call: number for number, call in reversed(list(enumerate(whole.calls)))}
    for number in sorted({*first.values(), *last.values()}):
        place = Place(cloud, folder)
        place.fails_at = number
        yield whole.calls[number], place, place.deploys()


def test_refused_at_any_call_the_command_says_so_or_does_without_and_the_next_run_finishes(
    cloud: Cloud, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = Place(cloud, folder)
    whole.deploys()
    wanted = whole.image()
    stopped: set[str] = set()
    without: set[str] = set()

    for call, place, status in refused_once(cloud, folder):
        said = capsys.readouterr().err
        if status:
            stopped.add(call)
            assert said.startswith("✗ "), call
        else:
            without.add(call)
            assert place.image() == wanted, call
        assert place.deploys() == 0, call
        assert place.image() == wanted, call

    assert without - stopped == ADVISES
    assert stopped | without == set(whole.calls)


def test_a_table_that_does_not_answer_is_told_as_the_products_refusal(
    cloud: Cloud, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(cloud, folder)
    place.deploys()
    seeds = place.calls.index("dynamodb.GetItem")
    capsys.readouterr()
    again = Place(cloud, folder)
    again.fails_at = seeds

    assert again.deploys() == 1

    assert errors.Unavailable().sentence in capsys.readouterr().err
