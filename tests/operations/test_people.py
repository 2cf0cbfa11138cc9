"""The operator's command: what it says, and what it does to the run on this machine."""

import json
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from chalicelib.chat.services import Services
from local import control, demo
from local.cloud import Cloud
from local.cloud.cloud import TEMPLATE
from operations import people, stack
from operations.people import Said
from operations.trouble import Trouble

Client = TestClient[web.Request, web.Application]


NOW = 1_796_000_010.0
DEMO = True
IN_MEMORY = True


def records(cloud: Cloud) -> list[tuple[str, str, str, str]]:
    found = [json.loads(event["message"]) for event in cloud.log_events()]
    return [(each["actor"], each["role"], each["action"], each["object"]) for each in found]


def test_the_list_has_everybody_with_their_roles(services: Services) -> None:
    said = people.run(["list"], services)

    assert said.code == 0
    assert said.text.splitlines()[0].split() == ["NAME", "GIVEN", "NAME", "ROLES"]
    assert {line.split()[0] for line in said.text.splitlines()[1:]} == {person.user for person in demo.PEOPLE}
    assert "administrator" in next(line for line in said.text.splitlines() if line.startswith("admin "))


def test_the_list_says_whose_temporary_password_has_run_out(cloud: Cloud, services: Services) -> None:
    people.run(["create", "uusi", "--role", "agent"], services)

    def line() -> str:
        return next(line for line in people.run(["list"], services).text.splitlines() if line.startswith("uusi "))

    assert line().endswith("  temporary password")
    cloud.clock.advance(3 * 24 * 3600)
    assert line().endswith("  temporary password, which has run out")


def test_somebody_comes_and_somebody_leaves(cloud: Cloud, services: Services) -> None:
    created = people.run(["--by", "maija.o", "create", "uusi", "--given-name", "Uusi", "--role", "agent"], services)
    password = created.text.splitlines()[-1]
    assert services.identity.password("uusi", password).next == "new_password"

    assert people.run(["--by", "maija.o", "disable", "uusi"], services) == Said(
        0, "uusi is disabled. No session was open."
    )

    assert "disabled" in next(line for line in people.run(["list"], services).text.splitlines() if "uusi" in line)
    assert records(cloud) == [
        ("maija.o", "operator", "account_created", "uusi"),
        ("maija.o", "operator", "account_disabled", "uusi"),
    ]


@pytest.mark.parametrize(
    ("given", "action", "told"),
    [
        (["enable", "agent.a"], "account_enabled", "agent.a may sign in again."),
        (["reset-password", "agent.a"], "password_reset", "temporary password"),
        (["reset-second-factor", "agent.a"], "second_factor_reset", "enrols another second factor"),
        (["roles", "agent.a", "agent", "reviewer"], "roles_changed", "agent, reviewer from now on"),
        (["roles", "agent.a"], "roles_changed", "without any role from now on"),
        (["end-sessions", "agent.a"], "sessions_revoked", "No session was open."),
    ],
)
def test_each_command_does_its_one_thing_and_says_so(
    given: list[str], action: str, told: str, cloud: Cloud, services: Services
) -> None:
    said = people.run(given, services)

    assert said.code == 0
    assert told in said.text
    assert records(cloud) == [("operator", "operator", action, "agent.a")]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["disable", "nobody"], "There is no account nobody: `make people STAGE=prod` names those there are."),
        (["disable", "admin"], "This is the last administrator: make another one first."),
        (["roles", "admin", "agent"], "This is the last administrator: make another one first."),
        (
            ["create", "agent.a"],
            "Somebody is called agent.a, or was and has left: nobody else gets that name while the access log keeps it. Choose another.",
        ),
        (["create", "visitor"], "No account may have this user name."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    given: list[str], told: str, cloud: Cloud, services: Services
) -> None:
    assert people.run(given, services) == Said(1, told)
    assert cloud.log_events() == []


@pytest.mark.parametrize("given", [[], ["dismiss", "agent.a"], ["roles", "agent.a", "king"], ["--by", "a b", "list"]])
def test_what_is_no_command_is_answered_with_how_one_is_written(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        people.main(given)

    assert ended.value.code == 2
    assert "usage: python -m operations people" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        people.main(["--help"])

    told = capsys.readouterr().out
    for command in ("list", "create", "disable", "enable", "reset-password", "reset-second-factor", "end-sessions"):
        assert command in told


# ------------------------------------------------------------------------------------------------- where


STACK: dict[str, Any] = {
    "StackName": "juttu-prod",
    "Outputs": [
        {"OutputKey": "TableName", "OutputValue": "juttu-prod"},
        {"OutputKey": "UserPoolId", "OutputValue": "eu-north-1_abc"},
        {"OutputKey": "AccessLogGroup", "OutputValue": "/juttu/prod/access"},
        {"OutputKey": "Connections", "OutputValue": "https://sockets.example/api"},
        {"OutputKey": "OutboxJobs", "OutputValue": "https://queue.example/outbox"},
        {"OutputKey": "Console", "OutputValue": "https://chat.example/console"},
    ],
    "Parameters": [{"ParameterKey": "Queue", "ParameterValue": "sales"}],
}


def test_a_stack_says_where_everything_is() -> None:
    found = stack.settings_of(stack.described(STACK))

    assert (found.table, found.user_pool, found.access_log_group) == (
        "juttu-prod",
        "eu-north-1_abc",
        "/juttu/prod/access",
    )
    assert (found.connections_endpoint, found.queue) == ("https://sockets.example/api", "sales")
    assert found.outbox_queue == "https://queue.example/outbox"


def test_a_stack_of_an_earlier_version_is_refused_with_the_way_out() -> None:
    earlier = {
        "StackName": "juttu-prod",
        "Outputs": [each for each in STACK["Outputs"] if each["OutputKey"] != "Connections"],
    }

    with pytest.raises(Trouble, match=r"no output Connections: deploy this version first\."):
        stack.settings_of(stack.described(earlier))


def test_what_a_command_does_is_done_with_what_the_company_has_chosen() -> None:
    chosen = {
        "Controller": "Your Company Ltd",
        "Zone": "Europe/Stockholm",
        "LeftQuestionDays": "3",
        "Firewall": "false",
    }
    told = {**STACK, "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in chosen.items()]}

    found = stack.settings_of(stack.described(told))

    assert (found.controller, found.zone) == ("Your Company Ltd", "Europe/Stockholm")
    assert (found.left_question_days, found.firewall) == (3, False)


def test_the_parameters_that_a_command_reads_are_in_the_template() -> None:
    parameters = TEMPLATE.read_text("utf-8").partition("\nParameters:")[2]

    for parameter in stack.PARAMETERS.values():
        assert f"\n  {parameter}:\n" in parameters


def test_the_outputs_that_the_command_reads_are_in_the_template() -> None:
    outputs = TEMPLATE.read_text("utf-8").partition("\nOutputs:")[2]

    for output in stack.OUTPUTS.values():
        assert f"\n  {output}:\n" in outputs


async def test_the_control_page_carries_out_a_command(cloud: Cloud, services: Services) -> None:
    async with client(cloud, services) as page:
        answer = await page.post("/people", json={"arguments": ["--local", "x", "disable", "agent.b"]})
        assert await answer.json() == {"code": 0, "text": "agent.b is disabled. No session was open."}
        assert (await page.post("/people", json={"arguments": "list"})).status == 422
        assert (await page.post("/people", json={"arguments": ["list"]}, headers={"Origin": "http://x"})).status == 403


def client(cloud: Cloud, services: Services) -> Client:
    return TestClient(TestServer(control.application(cloud, (), services.asked_by)))


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "no address"])
def test_where_nothing_runs_it_says_how_to_start(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert people.main(["--local", address, "list"]) == 1
    assert "start `make run`" in capsys.readouterr().err


def test_a_name_that_nobody_has_is_not_said_to_be_out_and_one_whose_account_is_gone_already_is(
    services: Services,
) -> None:
    services.sessions.start("gone.elsewhere", "Gone", ("agent",), "v")

    assert people.run(["end-sessions", "gone.elsewhere"], services) == Said(0, "Sessions ended: 1.")
    assert people.run(["end-sessions", "gone.elsewher"], services) == Said(
        1, "There is no account gone.elsewher: `make people STAGE=prod` names those there are."
    )


@pytest.mark.parametrize("day", ["2999-01-01", "yesterday"])
def test_a_dialogue_that_was_not_held_yet_is_refused_in_words_that_say_so(day: str, services: Services) -> None:
    assert people.run(["dialogue", day], services) == Said(
        1, f"{day} is no day on which a dialogue was held: write one that has been, such as 2026-11-30."
    )
    assert people.run(["dialogue", "2026-11-02"], services).code == 0


@pytest.mark.parametrize("given", [["disable", ""], ["reset-password", "two words"], ["end-sessions", "a" * 129]])
def test_what_can_be_no_user_name_is_asked_of_nobody(
    given: list[str], services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        people.run(given, services)

    assert "is no user name: one is first.admin" in capsys.readouterr().err
