"""The application's log as people read it on this machine: the fields of a record stand in its line, as `name=value`.

Lambda's runtime has the same fields at the top level of a line of JSON (docs/decisions/telling.md).
"""

import json
import logging
from typing import Any, Final

_OWN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
_FOR_CLOUDWATCH: Final = frozenset({"_aws", "Stage"})
"""What tells CloudWatch which of the fields is a figure, and of which stage."""


class LogLines(logging.Formatter):
    """A line for each record: its level, its logger, its message, its fields."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Return a record's line, to which `logging` adds a traceback if there is one."""
        fields = {name: each for name, each in vars(record).items() if name not in _OWN | _FOR_CLOUDWATCH}
        return " ".join([super().formatMessage(record), *(f"{name}={_shown(each)}" for name, each in fields.items())])


def begin() -> None:
    """Write the log of this process in such lines from now on: warnings of everybody, figures too of the application."""
    handler = logging.StreamHandler()
    handler.setFormatter(LogLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("juttu").setLevel(logging.INFO)
    # It finds it worth a warning that a client offers its ticket as a subprotocol.
    logging.getLogger("aiohttp.websocket").setLevel(logging.ERROR)


def _shown(value: Any) -> str:
    """Return a value so that one sees where it ends."""
    if isinstance(value, str) and value and not any(sign in value for sign in ' "=\n'):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
