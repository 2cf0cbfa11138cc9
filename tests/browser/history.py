"""Long conversations, written into the table as if people had talked for hours."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.keys import Key
from chalicelib.aws.table.conversations import Conversations
from chalicelib.aws.table.items import Items
from chalicelib.chat import conversation as rules
from chalicelib.chat.conversation import VISITOR, Conversation, Line, Sent
from tests.browser.house import House

PERSON, ALIAS = "agent.a", "Agent A"
_PAUSE = 4_000
"""Milliseconds between two messages: as fast as the limits let two people write."""


def asked(everything: House, key: str, texts: Sequence[str]) -> None:
    """Let the visitor with this key have said these texts while they waited."""
    items, conversations = _table(everything)
    found = conversations.get(rules.id_of(key))
    assert found is not None
    now = int(everything.cloud.clock() * 1000) - _PAUSE * len(texts)
    lines = [_line(VISITOR, n, text, now + _PAUSE * n) for n, text in enumerate(texts, found.sent[VISITOR].n + 1)]
    _stand(everything, items, found, [*found.newest, *lines], {VISITOR: lines[-1].n or 0})


def told(everything: House, key: str, texts: Sequence[str], *, read: bool = True) -> None:
    """Let an agent and the visitor with this key have said these texts in turns by now, the agent first.

    `read`: whether the visitor has had them on screen. What writing them one after the other would leave is written at
    once: pages of the older lines, and a head with the newest.
    """
    items, conversations = _table(everything)
    now = int(everything.cloud.clock() * 1000) - _PAUSE * len(texts)
    found = conversations.get(rules.id_of(key))
    assert found is not None
    taken = rules.take(found, PERSON, ALIAS, now)
    if taken is not None:
        found = conversations.write(found, taken)
    sent = {by: found.sent.get(by, Sent()).n for by in (VISITOR, PERSON)}
    lines = list(found.newest)
    for place, text in enumerate(texts):
        by = VISITOR if place % 2 else PERSON
        sent[by] += 1
        lines.append(_line(by, sent[by], text, now + _PAUSE * place))
    after = _stand(everything, items, found, lines, sent)
    if read:
        conversations.read_up_to(after, VISITOR, after.seq, now)


def _table(everything: House) -> tuple[Items, Conversations]:
    cloud = everything.cloud
    items = Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)
    return items, Conversations(items)


def _stand(
    everything: House, items: Items, found: Conversation, lines: list[Line], sent: Mapping[str, int]
) -> Conversation:
    """Write what saying these lines would leave: pages of the older ones, and a head with the newest."""
    first, grown = found.first, sum(map(rules.text_bytes, lines[len(found.newest) :]))
    while len(lines) > rules.PAGE_LINES:
        page, lines = lines[: rules.PAGE_LINES], lines[rules.PAGE_LINES :]
        stored = [
            {name: value for name, value in msgspec.to_builtins(line).items() if value is not None} for line in page
        ]
        items.put(keys.page(found.id, first), {"lines": stored, "expires_at": found.expires_at})
        first += len(page)
    after = msgspec.structs.replace(
        found,
        first=first,
        newest=tuple(lines),
        text_bytes=found.text_bytes + grown,
        sent={by: Sent(n, (lines[-1].at,), ()) for by, n in sent.items()},
    )
    cloud = everything.cloud
    Conversations(_Over(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)).start(after)
    return after


class _Over(Items):
    """Writes over what stands there, in one step: somebody may be looking at it."""

    def put(
        self, key: Key, item: Mapping[str, Any], *, unless_exists: bool = False, or_below: str | None = None
    ) -> None:
        super().put(key, item)


def _line(by: str, n: int, text: str, at: int) -> Line:
    return rules.said(by=by, id=f"{by[:7]:0<8}{n:012}", n=n, text=text, masked=(), asks_copy=False, now=at)
