"""Canned answers: what agents say often, written once, in every language of the visitors.

Those that all share, and those of each agent's own, are kept whole: one value that is changed only as it was read, so that how
many there are, that no two have one key, and that an import is done or not done at all, is decided by the write itself.
"""

import msgspec

from chalicelib.chat.wire import Language


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of them."""

    id: str
    key: str
    """What is typed after `/` to find it first; another for each."""
    title: str
    text: dict[Language, str]
    """In at least one language, with `{variables|and what stands there without them}`."""
    sites: tuple[str, ...] = ()
    """For which it is meant, by key; none stands for all."""
    changed_at: int = 0
    """Whole milliseconds; whoever changes it names it."""


class Answers(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Those that all share, or those of one person."""

    answers: tuple[Answer, ...] = ()
    greeting: str = ""
    """Of a person: the id of the answer with which they begin, their own or a shared one."""
    changed_at: int = 0
    """Whole milliseconds; 0: nobody has written any. Each change has another, which is later."""


def kept_bytes(answers: Answers) -> int:
    """Return how many bytes these take where they are kept."""
    return len(stored(answers.answers).encode())


def stored(answers: tuple[Answer, ...]) -> str:
    """Return answers as the table keeps them."""
    return msgspec.json.encode(answers, order="deterministic").decode()
