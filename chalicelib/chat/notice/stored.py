"""What is stored, made by `python -m local.protocol` from the data map: the notices for visitors and staff tell all of it."""

from collections.abc import Mapping
from typing import Final

STORED: Final = (
    "conversation",
    "copy",
    "notes",
    "connection",
    "ledger",
    "limits",
    "access_log",
    "jobs",
    "device",
    "mail",
    "operators",
    "back_up",
)
"""By what the map calls `told`, in its order."""

LONGEST: Final[Mapping[str, int]] = {
    "connection": 7800,
    "ledger": 691200,
    "limits": 86400,
}
"""How many seconds the longest of them is kept, where it is no conversation's."""

OF_STAFF: Final[Mapping[str, int]] = {
    "conversation": 0,
    "presence": 777600,
    "session": 43200,
    "attempts": 86400,
    "browser": 7776000,
    "profile": 0,
    "phones": 15552000,
    "left": 63158400,
    "settings": 63158400,
    "answers": 0,
    "dialogue": 0,
    "access_log": 0,
    "device": 0,
    "account": 0,
    "back_up": 0,
    "operators": 0,
}
"""The same of what is stored of staff; 0 where it has no time of its own in the table."""
