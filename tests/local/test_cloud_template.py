from pathlib import Path

import pytest

from local.cloud.template import Template, Unresolved

TEXT = """
Parameters:
  Stage: { Type: String, Default: dev }
Conditions:
  Protected: !Equals [!Ref Stage, prod]
  Open: !Not [!Condition Protected]
Globals:
  Function:
    Environment:
      Variables:
        STAGE: !Ref Stage
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub "juttu-${Stage}"
      Arn: !GetAtt Queue.Arn
      Nested: { Named: !Sub ["${A}-${!B}", { A: !Ref Queue }], Gone: !Ref AWS::NoValue }
      Choice: !If [Protected, yes it is, no it is not]
      Joined: !Join [":", [a, !Ref AWS::Region]]
  OnlyProtected:
    Type: AWS::SQS::Queue
    Condition: Protected
  OnlyOpen:
    Type: AWS::SQS::Queue
    Condition: Open
"""


def template(tmp_path: Path, **parameters: str) -> Template:
    file = tmp_path / "resources.yaml"
    file.write_text(TEXT)
    return Template.read(file, parameters, {"AWS::Region": "eu-north-1"})


def attribute(name: str, which: str) -> str:
    return f"<{name}.{which}>"


def test_everything_that_refers_is_replaced_by_what_it_refers_to(tmp_path: Path) -> None:
    read = template(tmp_path)

    resolved = read.resolve(read.resources("AWS::DynamoDB::Table")["Table"]["Properties"], attribute)

    assert resolved == {
        "TableName": "juttu-dev",
        "Arn": "<Queue.Arn>",
        "Nested": {"Named": "<Queue.Ref>-${B}"},
        "Choice": "no it is not",
        "Joined": "a:eu-north-1",
    }


@pytest.mark.parametrize(("stage", "queue"), [("dev", "OnlyOpen"), ("prod", "OnlyProtected")])
def test_a_resource_is_there_only_while_its_condition_holds(tmp_path: Path, stage: str, queue: str) -> None:
    read = template(tmp_path, Stage=stage)

    assert list(read.resources("AWS::SQS::Queue")) == [queue]


def test_a_parameter_that_the_template_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unresolved, match="Stagee"):
        template(tmp_path, Stagee="dev")


def test_the_functions_variables_are_those_of_globals(tmp_path: Path) -> None:
    read = template(tmp_path, Stage="prod")

    assert read.resolve(read.environment(), attribute) == {"STAGE": "prod"}
