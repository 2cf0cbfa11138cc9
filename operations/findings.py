"""What was found before a deploy: a sentence each, and what the operator does about it."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

import msgspec

Level = Literal["ok", "note", "do", "stop"]
"""`ok`: as it has to be. `note`: worth knowing. `do`: the operator has something to do, now or after the deploy. `stop`: in the way."""

SIGNS: Final[Mapping[Level, str]] = {"ok": "✓", "note": "!", "do": "→", "stop": "✗"}
INDENT: Final = "    "


class Finding(msgspec.Struct, frozen=True):
    """One thing that was found, in one sentence, and the next command or lines to copy; empty where there is nothing to do."""

    level: Level
    sentence: str
    command: str = ""


class Findings(msgspec.Struct, frozen=True):
    """Everything that was found, and the parameters of the template that it decides."""

    found: tuple[Finding, ...] = ()
    parameters: Mapping[str, str] = {}
    """`ManageMailIdentity`, `Domain`, `Certificate`, as far as they are decided."""

    @property
    def stops(self) -> bool:
        """Return whether a deploy must not go on."""
        return any(each.level == "stop" for each in self.found)


def told(findings: Findings) -> Iterator[str]:
    """Yield what was found, line by line: a sentence with its sign, and under it what to do."""
    for each in findings.found:
        yield f"{SIGNS[each.level]} {each.sentence}"
        for line in each.command.splitlines():
            yield INDENT + line
