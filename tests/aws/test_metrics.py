"""Figures for CloudWatch: each a line in its Embedded Metric Format, with one dimension and never ten names."""

import logging
from typing import Any, get_args

import pytest

from chalicelib.aws.metrics import EmbeddedMetrics
from chalicelib.chat.ports import Metric

NOW = 1_795_600_000.25
OF_PYTHON = set(vars(logging.makeLogRecord({}))) | {"message"}


@pytest.fixture
def metrics() -> EmbeddedMetrics:
    return EmbeddedMetrics("prod", lambda: NOW)


def only(caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    """Return what was given with the one line of the log."""
    (record,) = caplog.records
    return {name: value for name, value in vars(record).items() if name not in OF_PYTHON}


def test_a_figure_is_one_line_that_cloudwatch_reads_as_a_metric_of_the_stage(
    metrics: EmbeddedMetrics, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        metrics.put("oldest_expired_hours", 3.5)

    assert only(caplog) == {
        "_aws": {
            "Timestamp": 1_795_600_000_250,
            "CloudWatchMetrics": [
                {"Namespace": "Juttu", "Dimensions": [["Stage"]], "Metrics": [{"Name": "oldest_expired_hours"}]}
            ],
        },
        "Stage": "prod",
        "oldest_expired_hours": 3.5,
    }


def test_fields_stand_in_the_line_and_are_no_dimensions(
    metrics: EmbeddedMetrics, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        metrics.put("mails_of_site_percent", 50, site="demo")

    line = only(caplog)
    assert line["site"] == "demo"
    assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["Stage"]]


@pytest.mark.parametrize(("name", "level"), [("aws_refused", "ERROR"), ("oldest_expired_hours", "INFO")])
def test_what_happens_only_in_trouble_is_an_error_in_the_log(
    metrics: EmbeddedMetrics, caplog: pytest.LogCaptureFixture, name: Metric, level: str
) -> None:
    with caplog.at_level(logging.INFO):
        metrics.put(name, 1)

    assert caplog.records[0].levelname == level


def test_there_are_at_most_ten_because_each_is_paid_for() -> None:
    assert 1 <= len(get_args(Metric)) <= 10
