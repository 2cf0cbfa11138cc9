"""What the example of a stage's file says where everybody has to say something else, and who still says it: pure, but for that file."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from operations import stages

FILE: Final = Path(stages.FOLDER.name, f"{stages.EXAMPLE}.toml")
"""Where the example is, in the project."""
FILLED_IN: Final = ("your", "123456789012")
"""The example speaks of *yours*, or of the account in AWS's own examples."""


def left_over(said: Any, root: Path = stages.FOLDER.parent) -> list[str]:
    """Return each field, and what it says, that has something of the example of a stage's file which nobody can have for their own.

    `said`: as JSON has it. `root`: the project, in whose example a line counts also where it is commented out.
    """
    try:
        written = (root / FILE).read_text("utf-8")
    except FileNotFoundError:  # whoever knows all of it may have deleted it
        return []
    example = tomllib.loads(re.sub(r"^# ([a-z_]+ = )", r"\1", written, flags=re.MULTILINE))
    nobodys = {each.casefold() for _, each in _texts(example) if any(sign in each.casefold() for sign in FILLED_IN)}
    return [
        f"{where} = {json.dumps(text, ensure_ascii=False)}"
        for where, text in _texts(said)
        if any(each in text.casefold() for each in nobodys)
    ]


def _texts(said: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of something as JSON or TOML has it, each with its place: `seeds.site`, `origins[0]`."""
    if isinstance(said, str):
        yield where, said
    elif isinstance(said, dict):
        for name, each in said.items():
            yield from _texts(each, f"{where}.{name}".lstrip("."))
    elif isinstance(said, list | tuple):
        for number, each in enumerate(said):
            yield from _texts(each, f"{where}[{number}]")
