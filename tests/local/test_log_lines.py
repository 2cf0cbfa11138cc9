"""The log of the local run: one line a record, with its fields."""

import logging
from collections.abc import Iterator

import pytest

from chalicelib.aws.metrics import EmbeddedMetrics
from chalicelib.entrypoints import http
from local.log_lines import LogLines


class Written(logging.Handler):
    """A log that keeps its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(LogLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def written() -> Iterator[Written]:
    handler, log = Written(), logging.getLogger("juttu")
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield handler
    log.removeHandler(handler)
    log.setLevel(before)


def test_what_aws_refuses_is_one_line_with_its_fields(written: Written) -> None:
    about = {"event": "aws", "service": "sqs", "operation": "SendMessage", "code": "AccessDenied"}
    EmbeddedMetrics("dev", lambda: 0.0).put("aws_refused", 1, **about, status=403, tries=1)

    (line,) = written.lines
    fields = "event=aws service=sqs operation=SendMessage code=AccessDenied status=403 tries=1"
    assert line == f"ERROR juttu: aws_refused {fields} aws_refused=1"


def test_a_figure_is_one_line_with_what_stands_beside_it(written: Written) -> None:
    EmbeddedMetrics("dev", lambda: 0.0).put("mails_of_site_percent", 3.0, site="demo")

    assert written.lines == ["INFO juttu: mails_of_site_percent site=demo mails_of_site_percent=3.0"]


def test_a_failure_is_one_line_that_says_where(written: Written) -> None:
    try:
        raise ValueError("what somebody wrote")
    except ValueError as error:
        http.failed(error, "request-1", "/v1/desk")

    (line,) = written.lines
    assert line.startswith("ERROR juttu: failed event=failed error=ValueError request=request-1 where=/v1/desk steps=[")
    assert "test_a_failure_is_one_line_that_says_where" in line
    assert "what somebody wrote" not in line


@pytest.mark.parametrize(
    ("value", "shown"), [("", '""'), ("two words", '"two words"'), ("a=b", '"a=b"'), ("ä", "ä"), (None, "null")]
)
def test_one_sees_where_a_value_ends(value: str | None, shown: str, written: Written) -> None:
    logging.getLogger("juttu").warning("said", extra={"first": value, "then": 1})

    assert written.lines == [f"WARNING juttu: said first={shown} then=1"]


def test_a_line_without_fields_is_the_message_alone(written: Written) -> None:
    logging.getLogger("juttu").warning("said")

    assert written.lines == ["WARNING juttu: said"]
