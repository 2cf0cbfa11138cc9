"""Incidents: what is stopped and in which order, what comes back, who is recorded to have done it, and what cannot be done."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.chat.services import Services
from local import demo
from local.cloud import Cloud
from operations import __main__ as commands
from operations import command, incident
from operations.stack import Stack
from operations.trouble import Trouble
from tests.operations.aws import Aws, Refusal
from tests.operations.stacks import resource

NOW = 1_796_000_010.0
DEMO = True
IN_MEMORY = True

UUID = "11111111-2222-3333-4444-555555555555"
STACK = Stack(
    name="juttu-prod",
    status="UPDATE_COMPLETE",
    outputs={
        "TableName": "juttu-prod",
        "UserPoolId": "eu-north-1_abc",
        "AccessLogGroup": "/juttu/prod/access",
        "Connections": "https://sockets.example/api",
        "OutboxJobs": "https://queue.example/outbox",
    },
)
RESOURCES = {
    "StackResourceSummaries": [
        resource("APIHandler", "AWS::Lambda::Function", "juttu-prod-APIHandler-1"),
        resource("Sweep", "AWS::Lambda::Function", "juttu-prod-Sweep-1"),
        resource("OutboxOutboxSqsEventSource", "AWS::Lambda::EventSourceMapping", UUID),
        resource("SweepSweepEvent", "AWS::Events::Rule", "juttu-prod-SweepSweepEvent-1"),
        resource("Table", "AWS::DynamoDB::Table", "juttu-prod"),
        resource("Old", "AWS::Lambda::Function", "gone", status="DELETE_COMPLETE"),
    ]
}
QUIET: dict[str, Any] = {
    "cloudformation.ListStackResources": RESOURCES,
    "lambda.GetFunctionConcurrency": {},
    "lambda.PutFunctionConcurrency": {"ReservedConcurrentExecutions": 0},
    "lambda.DeleteFunctionConcurrency": {},
    "lambda.UpdateEventSourceMapping": {},
    "events.DisableRule": {},
    "events.EnableRule": {},
    "dynamodb.DescribeTimeToLive": {
        "TimeToLiveDescription": {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}
    },
    "dynamodb.UpdateTimeToLive": {},
    "sesv2.PutConfigurationSetSendingOptions": {},
}
OFF = {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}


@pytest.fixture
def aws() -> Aws:
    return Aws(QUIET)


def records(cloud: Cloud) -> list[tuple[str, str, str, str, str]]:
    found = [json.loads(event["message"]) for event in cloud.log_events()]
    return [(each["actor"], each["role"], each["action"], each["object"], each["outcome"]) for each in found]


def until_trouble(lines: Iterator[str]) -> tuple[list[str], str]:
    said: list[str] = []
    try:
        said.extend(lines)
    except Trouble as trouble:
        return said, str(trouble)
    return said, ""


# ------------------------------------------------------------------------------------------------- freeze


def test_a_frozen_stage_runs_nothing_and_deletes_nothing_and_nothing_ends_among_the_dead_letters(
    aws: Aws, services: Services, cloud: Cloud
) -> None:
    said = list(incident.freeze(aws.account(), STACK, services, "maija.o"))

    assert [call for call in aws.calls if not call.operation.split(".")[1].startswith(("Get", "List", "Describe"))] == [
        ("lambda.UpdateEventSourceMapping", {"UUID": UUID, "Enabled": False}),
        ("events.DisableRule", {"Name": "juttu-prod-SweepSweepEvent-1"}),
        (
            "lambda.PutFunctionConcurrency",
            {"FunctionName": "juttu-prod-APIHandler-1", "ReservedConcurrentExecutions": 0},
        ),
        ("lambda.PutFunctionConcurrency", {"FunctionName": "juttu-prod-Sweep-1", "ReservedConcurrentExecutions": 0}),
        (
            "dynamodb.UpdateTimeToLive",
            {
                "TableName": "juttu-prod",
                "TimeToLiveSpecification": {"Enabled": False, "AttributeName": "expires_at"},
            },
        ),
    ]
    assert said == [
        "✓ juttu-prod is frozen: 2 functions run no more.",
        *incident.FROZEN,
        f"→ The way back: `make unfreeze STAGE={services.settings.stage}`.",
    ]
    assert records(cloud) == [("maija.o", "operator", "stage_frozen", "stage", "allowed")]


def test_a_limit_that_a_function_had_is_said_because_unfreezing_does_not_bring_it_back(
    aws: Aws, services: Services
) -> None:
    aws.answers["lambda.GetFunctionConcurrency"] = lambda asked: (
        {"ReservedConcurrentExecutions": 5} if "Sweep" in asked["FunctionName"] else {}
    )

    [told] = [line for line in incident.freeze(aws.account(), STACK, services, "o") if line.startswith("!")]

    assert "--function-name juttu-prod-Sweep-1 --reserved-concurrent-executions 5" in told


def test_the_way_back_lets_all_of_it_run_again(aws: Aws, services: Services, cloud: Cloud) -> None:
    aws.answers["dynamodb.DescribeTimeToLive"] = OFF

    said = list(incident.unfreeze(aws.account(), STACK, services, "maija.o"))

    assert [each["FunctionName"] for each in aws.said("lambda.DeleteFunctionConcurrency")] == [
        "juttu-prod-APIHandler-1",
        "juttu-prod-Sweep-1",
    ]
    assert aws.said("lambda.UpdateEventSourceMapping") == [{"UUID": UUID, "Enabled": True}]
    assert aws.said("events.EnableRule") == [{"Name": "juttu-prod-SweepSweepEvent-1"}]
    assert aws.said("dynamodb.UpdateTimeToLive")[0]["TimeToLiveSpecification"]["Enabled"] is True
    assert said[0].startswith("✓ juttu-prod runs again.")
    assert records(cloud) == [("maija.o", "operator", "stage_unfrozen", "stage", "allowed")]


def test_what_is_so_already_is_not_changed_again(aws: Aws, services: Services) -> None:
    list(incident.unfreeze(aws.account(), STACK, services, "o"))
    aws.answers["dynamodb.DescribeTimeToLive"] = OFF
    list(incident.freeze(aws.account(), STACK, services, "o"))

    assert aws.said("dynamodb.UpdateTimeToLive") == []


def test_that_dynamodb_changes_its_ttl_once_an_hour_is_said_and_the_rest_is_done(
    aws: Aws, services: Services, cloud: Cloud
) -> None:
    aws.answers["dynamodb.DescribeTimeToLive"] = OFF
    aws.answers["dynamodb.UpdateTimeToLive"] = Refusal("ValidationException")

    _, trouble = until_trouble(incident.unfreeze(aws.account(), STACK, services, "o"))

    assert trouble.splitlines() == [
        "Not everything could be done; the rest is. Run this again.",
        "- TTL of juttu-prod: DynamoDB changes it once an hour: run this again in an hour",
    ]
    assert len(aws.said("lambda.DeleteFunctionConcurrency")) == 2
    assert [outcome for *_, outcome in records(cloud)] == ["allowed", "failed"]


def test_whatever_call_fails_the_others_are_made_and_the_next_run_finishes(aws: Aws, services: Services) -> None:
    account = aws.account()
    list(incident.freeze(account, STACK, services, "o"))
    whole = {call.operation for call in aws.calls}
    for number in range(1, len(aws.calls)):
        before = len(aws.calls)
        aws.fails_at = before + number

        _, trouble = until_trouble(incident.freeze(account, STACK, services, "o"))
        assert trouble.startswith("Not everything could be done"), number
        left_out = whole - {call.operation for call in aws.calls[before:]}
        assert left_out <= {"dynamodb.UpdateTimeToLive"}, number

        assert until_trouble(incident.freeze(account, STACK, services, "o"))[1] == ""


def test_what_is_urgent_waits_for_no_log(aws: Aws, services: Services, cloud: Cloud) -> None:
    cloud.deny("logs", "*", times=100)

    said = list(incident.freeze(aws.account(), STACK, services, "o"))

    assert said[0].startswith("! The access log does not take the record of this")
    assert len(aws.said("lambda.PutFunctionConcurrency")) == 2


# ------------------------------------------------------------------------------------------------- sessions


def test_every_session_of_staff_ends_and_each_ending_is_recorded(services: Services, cloud: Cloud) -> None:
    sessions = [services.sessions.start(person, person, ("agent",), "v")[0] for person in ("agent.a", "agent.b")]

    said = list(incident.end_all_sessions(services, "maija.o"))

    assert said == [f"✓ {len(demo.PEOPLE)} accounts: every session is ended, 2 of them open.", incident.ENDED]
    assert len(sessions) == 2
    assert services.sessions.of("agent.a") == services.sessions.of("agent.b") == []
    assert {(actor, action) for actor, _, action, _, _ in records(cloud)} == {("maija.o", "sessions_revoked")}
    assert {about for *_, about, _ in records(cloud)} == {person.user for person in demo.PEOPLE}


def test_whoever_has_the_console_open_is_out_also_when_their_account_was_deleted_elsewhere(
    services: Services, cloud: Cloud
) -> None:
    services.sessions.start("gone.elsewhere", "Gone", ("agent",), "v")
    services.agents.set_available("gone.elsewhere", "Gone", on=True)

    [said, _] = incident.end_all_sessions(services, "maija.o")

    assert said == f"✓ {len(demo.PEOPLE) + 1} accounts: every session is ended, 1 of them open."
    assert ("maija.o", "operator", "sessions_revoked", "gone.elsewhere", "allowed") in records(cloud)


def test_sessions_end_also_where_the_log_takes_no_record_and_that_is_said(services: Services, cloud: Cloud) -> None:
    services.sessions.start("agent.a", "A", ("agent",), "v")
    cloud.deny("logs", "*", times=1000)

    said, trouble = until_trouble(incident.end_all_sessions(services, "o"))

    assert (said, "the access log did not take every record" in trouble) == ([], True)
    assert services.sessions.of("agent.a") == []


# ------------------------------------------------------------------------------------------------- mails


def test_stopped_mails_neither_leave_nor_can_be_ordered_until_they_are_started(
    aws: Aws, services: Services, cloud: Cloud
) -> None:
    said = list(incident.stop_mails(aws.account(), STACK, services, "maija.o"))

    assert aws.said("sesv2.PutConfigurationSetSendingOptions") == [
        {"ConfigurationSetName": "juttu-prod", "SendingEnabled": False}
    ]
    assert services.mail_health.paused_until() == int(NOW) + 30 * 24 * 3600
    assert said == [
        "✓ No mail leaves juttu-prod, and none can be ordered, for at most 30 days.",
        *incident.STOPPED,
        f"→ The way back: `make start-mails STAGE={services.settings.stage}`.",
    ]
    services.mail_health.pause(3600)
    assert services.mail_health.paused_until() == int(NOW) + 30 * 24 * 3600

    list(incident.start_mails(aws.account(), STACK, services, "maija.o"))

    assert aws.said("sesv2.PutConfigurationSetSendingOptions")[-1]["SendingEnabled"] is True
    assert services.mail_health.paused_until() is None
    assert [action for _, _, action, _, _ in records(cloud)] == ["mails_stopped", "mails_started"]


def test_the_configuration_set_is_the_one_that_the_stack_names(aws: Aws, services: Services) -> None:
    stack = Stack(name="juttu-prod", status="", outputs={**STACK.outputs, "MailConfiguration": "juttu-prod-mails"})

    list(incident.stop_mails(aws.account(), stack, services, "o"))

    assert aws.said("sesv2.PutConfigurationSetSendingOptions")[0]["ConfigurationSetName"] == "juttu-prod-mails"


def test_ordering_stops_also_where_ses_refuses_and_that_is_said(aws: Aws, services: Services) -> None:
    aws.answers["sesv2.PutConfigurationSetSendingOptions"] = Refusal("NotFoundException")

    _, trouble = until_trouble(incident.stop_mails(aws.account(), STACK, services, "o"))

    assert "- sending by SES: AWS refused sesv2 put_configuration_set_sending_options (NotFoundException)" in trouble
    assert services.mail_health.paused_until() is not None


# ------------------------------------------------------------------------------------------------- the chat


def test_a_closed_chat_says_its_sentence_and_is_opened_again(services: Services, cloud: Cloud) -> None:
    words = {"fi": "Palaamme klo 12.", "sv": "We are back at 12.", "en": "We are back at 12."}

    assert list(incident.close_chat(services, "maija.o", words)) == [  # type: ignore[arg-type]
        "✓ No new conversation begins. Visitors read: Palaamme klo 12. / We are back at 12.",
        incident.CLOSED,
        f"→ The way back: `make open-chat STAGE={services.settings.stage}`.",
    ]
    assert services.stage.current().closed == words

    assert list(incident.open_chat(services, "maija.o")) == [
        "✓ Conversations begin again, everywhere within a minute.",
        incident.OPENED,
    ]
    assert list(incident.open_chat(services, "maija.o")) == ["✓ The chat was not closed."]
    assert services.stage.current().closed == {}
    assert [action for _, _, action, _, _ in records(cloud)] == ["chat_closed", "chat_opened"]


@pytest.mark.parametrize("sentence", ["", "  ", "two\nlines", "x" * 201])
def test_what_is_no_sentence_is_refused_before_anything_is_closed(
    sentence: str, services: Services, cloud: Cloud
) -> None:
    with pytest.raises(
        Trouble, match=r"^The sentence has to be one line of 1 to 200 characters: `make close-chat STAGE="
    ):
        list(incident.close_chat(services, "o", {"fi": sentence, "sv": sentence}))
    with pytest.raises(Trouble, match=r"^The sentence \(sv\) has to be one line"):
        list(incident.close_chat(services, "o", {"fi": "Palaamme klo 12.", "sv": sentence}))

    assert services.stage.current().closed == {}
    assert records(cloud) == []


# ------------------------------------------------------------------------------------------------- commands


def test_a_stack_that_never_stood_is_said_to_stand_so_and_one_that_stands_has_its_services() -> None:
    about = {"StackName": "juttu-prod", "CreationTime": "2026-11-30T00:00:00Z"}
    aws = Aws({"cloudformation.DescribeStacks": {"Stacks": [{**about, "StackStatus": "ROLLBACK_COMPLETE"}]}})

    with pytest.raises(Trouble, match=r"juttu-prod is ROLLBACK_COMPLETE\. The stack has no output AccessLogGroup"):
        command.place(aws.account(), "prod")

    outputs = [{"OutputKey": key, "OutputValue": value} for key, value in STACK.outputs.items()]
    aws.answers["cloudformation.DescribeStacks"] = {
        "Stacks": [{**about, "StackStatus": "CREATE_COMPLETE", "Outputs": outputs}]
    }
    assert command.place(aws.account(), "prod").services.settings.queue == "general"


@pytest.mark.parametrize(
    "name", ["freeze", "unfreeze", "stop-mails", "start-mails", "end-sessions", "close-chat", "open-chat"]
)
def test_each_is_a_command_that_says_how_it_is_written(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        commands.main([name, "--help"])

    assert ended.value.code == 0
    assert f"usage: python -m operations {name}" in capsys.readouterr().out
