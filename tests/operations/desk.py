"""An operator at a stage whose AWS is stood in for, for tests of what deploys."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from operations.deploy import Release, deploy
from operations.stages import Stage
from operations.updating import Operator
from tests.operations.aws import Aws
from tests.operations.formation import Formation

STAGE = Stage(region="eu-north-1", controller="Your Company Ltd", mail_from="chat@your.example", tags={"team": "web"})
OUTPUTS = {
    "Console": "https://chat.your.example/console",
    "Loader": "https://chat.your.example/juttu.js",
    "TableName": "juttu-prod",
}
BUCKET = "juttu-prod-artefacts-111122223333-eu-north-1"
TABLE = "AWS::DynamoDB::Table"


def template(*, memory: int = 512, table: str = "juttu") -> str:
    function = {
        "Type": "AWS::Serverless::Function",
        "Properties": {"CodeUri": "./deployment.zip", "MemorySize": memory},
    }
    parameters = {
        "Stage": {"Type": "String"},
        "Controller": {"Type": "String"},
        "MailFrom": {"Type": "String"},
        "MailDomain": {"Type": "String"},
        "TableInUse": {"Type": "String", "Default": ""},
    }
    resources = {"Table": {"Type": TABLE, "Properties": {"TableName": table}}, "APIHandler": function}
    return yaml.safe_dump({"Parameters": parameters, "Resources": resources})


def packs(zip_: bytes = b"zip 1", version: str = "1.0.0", **of_template: Any) -> Callable[[str, Path | None], Release]:
    return lambda stage, previous: Release(zip=zip_, template=template(**of_template), version=version)


_AWS = Aws()
_ACCOUNT = _AWS.account()


class Desk:
    """An operator at a stage whose AWS is stood in for; all share its clients, which take longer to make than a test."""

    def __init__(self, *, looks: int = 1, name: str = "prod") -> None:
        self.name = name
        self.formation = Formation(OUTPUTS, looks)
        self.aws = _AWS
        self.aws.answers, self.aws.fails_at = self.formation.answers(), None
        self.aws.calls.clear()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.answers: dict[str, str] = {}
        self.time = 1_796_000_000.0

    def operator(self, *, yes: bool = True) -> Operator:
        def passes(seconds: float = 0) -> float:
            self.time += seconds
            return self.time

        def asks(question: str) -> str:
            self.asked.append(question)
            return next((given for part, given in self.answers.items() if part in question), "")

        return Operator(
            account=_ACCOUNT, says=self.said.append, asks=asks, yes=yes, sleep=passes, now=lambda: passes(1)
        )

    def deploys(self, packages: Callable[[str, Path | None], Release] | None = None, *, yes: bool = True) -> None:
        self.said.clear()
        deploy(self.operator(yes=yes), self.name, STAGE, packages or packs())
