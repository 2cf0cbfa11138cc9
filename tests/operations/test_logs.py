"""The application's log in words: grouped by what happened, the newest, and what comes while one looks."""

import argparse
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from operations import logs
from operations.logs import Line
from operations.stack import Stack
from operations.trouble import Refused
from tests.operations.aws import Aws, Refusal

NOW = 1_796_000_010
GROUP = "/juttu/prod/application"
REFUSED = {
    "event": "aws",
    "service": "sesv2",
    "operation": "SendEmail",
    "code": "MessageRejected",
    "status": 400,
    "aws_request": "aws-1",
    "tries": 1,
    "request": "r-1",
}
FAILED = {
    "event": "failed",
    "error": "KeyError",
    "where": "POST /v1/conversations",
    "request": "r-2",
    "steps": ["a.py:1 a", "b.py:2 b"],
}


def event(number: int, fields: dict[str, Any] | str) -> dict[str, Any]:
    message = fields if isinstance(fields, str) else json.dumps({"level": "ERROR", "message": "x", **fields})
    return {"eventId": f"e{number}", "timestamp": (NOW + number) * 1000, "message": message, "logStreamName": "s"}


def test_a_refusal_of_awss_and_a_failure_of_ours_are_words() -> None:
    assert logs.of_event(1, json.dumps(REFUSED)) == Line(
        1, "AWS refused sesv2 SendEmail: MessageRejected (400)", "request r-1, aws aws-1, tries 1", "MessageRejected"
    )
    assert logs.of_event(1, json.dumps(FAILED)) == Line(
        1, "failed in POST /v1/conversations: KeyError at b.py:2 b", "request r-2", "KeyError"
    )


def test_a_wrong_setting_says_its_sentence() -> None:
    said = logs.of_event(1, json.dumps({**FAILED, "sentence": "JUTTU_ZONE is no zone."}))

    assert "KeyError “JUTTU_ZONE is no zone.” at" in said.what


@pytest.mark.parametrize("message", ["no json", "{", json.dumps({"event": "phones"})])
def test_what_is_no_such_line_is_shown_as_it_is(message: str) -> None:
    assert logs.of_event(1, message).what == message


def test_the_commonest_comes_first_with_what_it_mostly_means_and_then_the_newest() -> None:
    found = [logs.of_event((NOW + at) * 1000, json.dumps(REFUSED if at else FAILED)) for at in (0, 1, 2)]

    assert list(logs.told(found, "Europe/Helsinki", "prod")) == [
        "! AWS refused sesv2 SendEmail: MessageRejected (400), 2 times, last at 2026-11-30 02:53:32",
        "  → SES refuses the sender, or is in its sandbox: `make doctor STAGE=prod` says which.",
        "! failed in POST /v1/conversations: KeyError at b.py:2 b, once, last at 2026-11-30 02:53:30",
        "The newest:",
        "  2026-11-30 02:53:32  AWS refused sesv2 SendEmail: MessageRejected (400)  [request r-1, aws aws-1, tries 1]",
        "  2026-11-30 02:53:31  AWS refused sesv2 SendEmail: MessageRejected (400)  [request r-1, aws aws-1, tries 1]",
        "  2026-11-30 02:53:30  failed in POST /v1/conversations: KeyError at b.py:2 b  [request r-2]",
    ]


def test_where_nothing_failed_that_is_said() -> None:
    assert list(logs.told([], "UTC", "prod")) == ["✓ Nothing has failed, and AWS has refused nothing."]


def test_only_the_lines_that_tell_of_failures_are_asked_for_page_by_page() -> None:
    pages: Iterator[dict[str, Any]] = iter(
        [{"events": [event(1, REFUSED)], "nextToken": "more"}, {"events": [event(2, FAILED)]}]
    )
    aws = Aws({"logs.FilterLogEvents": lambda _: next(pages)})

    found = list(logs.lines(aws.account(), GROUP, 5))

    assert [each.code for each in found] == ["MessageRejected", "KeyError"]
    assert aws.said("logs.FilterLogEvents")[0] == {
        "logGroupName": GROUP,
        "startTime": 5,
        "filterPattern": '{ $.event = "aws" || $.event = "failed" }',
    }


def test_following_tells_each_line_once_and_asks_again_for_what_comes_late() -> None:
    answers = iter([[event(1, REFUSED)], [event(1, REFUSED), event(2, FAILED)]])
    aws = Aws({"logs.FilterLogEvents": lambda _: {"events": next(answers)}})
    clock = [float(NOW)]

    def pause(seconds: float) -> None:
        clock[0] += 100 * seconds

    following = logs.followed(aws.account(), GROUP, "UTC", now=lambda: clock[0], pause=pause)

    assert "MessageRejected" in next(following)
    assert "KeyError" in next(following)
    assert [each["startTime"] for each in aws.said("logs.FilterLogEvents")] == [NOW * 1000, (NOW + 440) * 1000]


def test_a_log_group_that_is_not_there_is_said() -> None:
    aws = Aws({"logs.FilterLogEvents": Refusal("ResourceNotFoundException")})

    with pytest.raises(Refused, match="ResourceNotFoundException"):
        list(logs.lines(aws.account(), GROUP, 0))


def test_what_aws_refuses_an_operators_own_command_is_said_in_the_logs_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = logging.getLogger("test_logs")
    log.propagate = False
    log.addHandler(logs.Spoken())
    log.error("mails_paused", extra={"event": "mail"})
    refused = {
        "event": "aws",
        "service": "cognito-idp",
        "operation": "AdminEnableUser",
        "code": "AccessDeniedException",
    }
    log.error("aws_refused", extra={**refused, "status": 400})

    assert capsys.readouterr() == ("", "! AWS refused cognito-idp AdminEnableUser: AccessDeniedException (400)\n")


def test_the_group_is_the_stages() -> None:
    assert logs.group_of(Stack(name="juttu-prod", status="")) == GROUP


@pytest.mark.parametrize(("written", "is_"), [("30m", 1800), ("2h", 7200), ("7d", 604_800)])
def test_a_time_is_written_with_its_unit(written: str, is_: int) -> None:
    assert logs.seconds(written) == is_


@pytest.mark.parametrize("written", ["2", "h", "0h", "-1h", "2w", "2h "])
def test_what_is_no_time_is_refused(written: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="such as 30m"):
        logs.seconds(written)
