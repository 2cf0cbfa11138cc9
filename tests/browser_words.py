"""The browser's words, as their files have them."""

import re
from pathlib import Path

from chalicelib.chat.wire import Language
from operations.package import ROOT

WORDS: Path = ROOT / "web" / "words"


def source(language: Language) -> str:
    """Return all that the browser says in a language, file after file."""
    return "\n".join(path.read_text("utf-8") for path in sorted((WORDS / language).glob("*.ts")))


def rooms(language: Language) -> dict[str, str]:
    """Return what each room of the console is called in a language, by its name."""
    console = (WORDS / language / "console.ts").read_text("utf-8")
    (named,) = re.findall(r"^ {2}rooms: \{([^}]*)\}", console, re.MULTILINE)
    return dict(re.findall(r'(\w+): "([^"]*)"', named))
