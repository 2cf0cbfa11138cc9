"""Which rows of a privacy notice are still the demo's: a company that shows them says what an invented one would say."""

import re
from typing import Final

from chalicelib.chat.notice.rows import LANGUAGE, Rows, texts

MAY_STAY: Final = (
    "contact.name",
    "officer.appointed",
    "register.name",
    "bases.service.basis",
    "bases.improvement.basis",
    "bases.security.basis",
    "processors.1",
    "transfers",
    "premises.2",
    "disclosures",
)
"""What is so for whoever runs this on AWS as the template has it: a role, a kind of register, what binds AWS and what a
law may demand. Everything else is particular to a company: who and where it is, how it has weighed, locked and agreed."""
_NOBODYS: Final = r"\.example\b|\b00000\b|\b0000000-0\b"
"""What can belong to nobody: the demo's mail domain, postal code and business id."""
RULE: Final = (
    "a row is the demo's if it says, in any language, what chalicelib/demo_notice.toml says of its company,"
    " or has .example, 00000 or 0000000-0 in it"
)
"""The end of the sentence in which somebody is told that rows are still the demo's."""


def of_the_demo(rows: Rows, shipped: Rows) -> list[str]:
    """Return the names of the rows that say, in any language, what only the demo's company can say, or what nobody can.

    `shipped`: the demo's rows, as they are shipped.
    """
    demos = frozenset(_plain(text) for name, text in texts(shipped) if not _may_stay(name))
    told = (
        (name, _plain(text)) for name, text in texts(rows) if rows.officer.appointed or not name.startswith("officer.")
    )
    still = [name for name, text in told if text in demos or re.search(_NOBODYS, text)]
    return [*(["demo"] if rows.demo else []), *dict.fromkeys(re.sub(LANGUAGE, "", name) for name in still)]


def _may_stay(name: str) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in MAY_STAY)


def _plain(text: str) -> str:
    """Return a text as it is compared: spaces make no other one."""
    return " ".join(text.split())
