"""Figures for CloudWatch, each a line of the log in its Embedded Metric Format: no call, no permission, no waiting.

CloudWatch takes from a line whatever its `_aws` member names; the rest of the line stays a line, to be searched. So codes,
operations and sites stand beside a figure and are no dimensions: each new value of a dimension would be a metric of its
own, with its own price.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import logging
from collections.abc import Callable
from typing import Any

from chalicelib.chat.ports import Metric

NAMESPACE = "Juttu"
DIMENSION = "Stage"

_TROUBLE: frozenset[Metric] = frozenset({"aws_refused", "mails_paused"})
"""What happens only when something is wrong, and so is logged as an error."""

_log = logging.getLogger("juttu")


class EmbeddedMetrics:
    """Metrics over the log. Lambda's runtime puts what is given as `extra` at the top level of a line."""

    def __init__(self, stage: str, now: Callable[[], float]) -> None:
        self._stage = stage
        self._now = now

    def put(self, name: Metric, value: float, **fields: str | int | None) -> None:
        """Log one figure, with those `fields` beside it in the same line that are not None."""
        level = logging.ERROR if name in _TROUBLE else logging.INFO
        beside = {field: each for field, each in fields.items() if each is not None}
        _log.log(level, name, extra={**beside, **self._embedded(name, value)})

    def _embedded(self, name: Metric, value: float) -> dict[str, Any]:
        directive = {"Namespace": NAMESPACE, "Dimensions": [[DIMENSION]], "Metrics": [{"Name": name}]}
        about = {"Timestamp": int(self._now() * 1000), "CloudWatchMetrics": [directive]}
        return {"_aws": about, DIMENSION: self._stage, name: value}
