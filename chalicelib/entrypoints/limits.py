"""What limits a route or a frame, as rows from which `docs/limits.md` is made and against which tests measure.

A route has its row on its own line; what several share stands here, with the frames. Numbers are names of
`chat/limits.py` in braces. A frame without a row fails a test, and so does a row without one.
"""

from typing import Final, Literal

import msgspec

Kept = Literal["table", "conversation", "process", "both", "nowhere"]
KEPT: Final[dict[Kept, str]] = {
    "table": "exactly, by a write of its own",
    "conversation": "exactly, by the condition of the write that it limits",
    "process": "in the memory of each process",
    "both": "exactly, and in the memory of each process",
    "nowhere": "–",
}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What limits one route or frame."""

    limit: str
    """How many, in which window, of whom; or why none is needed."""
    pays: str
    """Who pays for what it costs, and on whose behalf."""
    kept: Kept = "nowhere"
    burnt: str = "nobody"
    """Whom else it refuses when an attacker uses it up."""


KEY = "{visitor_requests_a_minute} requests a minute with one key"
SESSION = "{staff_requests_a_minute} requests a minute with one session"
FRAMES_A_MINUTE = "{frames_a_minute} frames a minute on one socket, which is then closed"
ITSELF = "whoever has the same key"
SELF = "the same person"

FOR_ANYBODY = "the operator, for anybody"
FOR_KEYS = "the operator, for whoever has started a conversation"
FOR_STAFF = "the operator, for staff"
FOR_BOTH = "the operator, for whoever has started a conversation, and for staff"

PAGE = Row(
    limit="none: a file of the release, the same for everybody", pays="the operator, for anybody: a run, no call"
)
SITE = Row(
    limit="none: one read of a small item, and in each process one more a minute; the answer is the same for everybody",
    pays=FOR_ANYBODY,
)
DOCUMENT = Row(
    limit="none: two reads of small items, and the logo's once a process; the answer is the same for everybody at that moment",
    pays=FOR_ANYBODY,
)
VISITOR = Row(limit=KEY, pays=FOR_KEYS, kept="process", burnt=ITSELF)
STAFF = Row(limit=SESSION, pays=FOR_STAFF, kept="process", burnt=SELF)
SAYING = (
    "{messages_in_a_burst} messages in {burst_seconds} s and {messages_a_minute} a minute of one sender; "
    "{messages_a_conversation} and {text_bytes_a_conversation} bytes of text a conversation"
)
AT_THE_DOOR = Row(
    limit="failures of browsers that are not known: {sign_in_failures_a_name} of one name, {sign_in_failures_a_network_and_name} of them "
    "from one network, then none for {sign_in_quiet_seconds} s; {sign_in_failures_a_network} an hour of one network over all names; of a "
    "known browser: in a row, after a wait that doubles to {sign_in_delay_longest_seconds} s",
    pays=FOR_ANYBODY,
    kept="table",
    burnt="new browsers of the same name, and of everybody behind the same network; never one that has signed in before",
)
AFTER_THE_PASSWORD = Row(
    limit="failures in a row of one name, after a wait that doubles to {sign_in_delay_longest_seconds} s",
    pays="the operator, for whoever has the right password",
    kept="table",
    burnt=SELF,
)


def of_key(limit: str) -> Row:
    """Return the row of what is limited exactly, of whoever shows a visitor's key."""
    return Row(limit=limit, pays=FOR_KEYS, kept="both", burnt=ITSELF)


def of_session(limit: str) -> Row:
    """Return the row of what is limited exactly, of whoever shows a session."""
    return Row(limit=limit, pays=FOR_STAFF, kept="both", burnt=SELF)


FRAMES: Final[dict[str, Row]] = {
    "$connect": Row(
        limit="a ticket, which serves once; {unjoined_sockets} sockets of a visitor that have not joined, the oldest is closed; "
        "{agent_sockets} of an agent, the oldest is replaced",
        pays=FOR_BOTH,
        kept="table",
        burnt=ITSELF,
    ),
    "$disconnect": Row(limit="none: one for each socket that was opened", pays=FOR_BOTH),
    "join": Row(
        limit=f"{{joins_a_minute}} a minute of one conversation on one socket; {{visitor_sockets}} sockets of a visitor follow, the "
        f"oldest is replaced; {FRAMES_A_MINUTE}",
        pays=FOR_BOTH,
        kept="both",
        burnt=ITSELF,
    ),
    "leave": Row(limit=FRAMES_A_MINUTE, pays=FOR_BOTH, kept="process", burnt=ITSELF),
    "say": Row(limit=f"{SAYING}; {FRAMES_A_MINUTE}", pays=FOR_BOTH, kept="both", burnt=ITSELF),
    "typing": Row(
        limit=f"one in {{typing_seconds}} s of one sender, the rest is dropped; {FRAMES_A_MINUTE}",
        pays=FOR_BOTH,
        kept="process",
        burnt=ITSELF,
    ),
    "read": Row(limit=f"when it is further than before; {FRAMES_A_MINUTE}", pays=FOR_BOTH, kept="both", burnt=ITSELF),
    "ping": Row(limit=FRAMES_A_MINUTE, pays=FOR_BOTH, kept="process", burnt=ITSELF),
}
