"""What limits every route and every frame: a row each, from which `docs/limits.md` is made and against which tests measure.

Numbers are names of `chat/limits.py` in braces. A route or frame without a row fails a test, and so does a row without one.
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


_KEY = "{visitor_requests_a_minute} requests a minute with one key"
_SESSION = "{staff_requests_a_minute} requests a minute with one session"
_FRAMES = "{frames_a_minute} frames a minute on one socket, which is then closed"
_ITSELF = "whoever has the same key"
_SELF = "the same person"

_FOR_ANYBODY = "the operator, for anybody"
_FOR_KEYS = "the operator, for whoever has started a conversation"
_FOR_STAFF = "the operator, for staff"
_FOR_BOTH = "the operator, for whoever has started a conversation, and for staff"

_PAGE = Row(
    limit="none: a file of the release, the same for everybody", pays="the operator, for anybody: a run, no call"
)
_SITE = Row(limit="none: one read of a small item; the answer is the same for everybody", pays=_FOR_ANYBODY)
_VISITOR = Row(limit=_KEY, pays=_FOR_KEYS, kept="process", burnt=_ITSELF)
_STAFF = Row(limit=_SESSION, pays=_FOR_STAFF, kept="process", burnt=_SELF)
_SAYING = (
    "{messages_in_a_burst} messages in {burst_seconds} s and {messages_a_minute} a minute of one sender; "
    "{messages_a_conversation} and {text_bytes_a_conversation} bytes of text a conversation"
)
_AT_THE_DOOR = Row(
    limit="failures of browsers that are not known: {sign_in_failures_a_name} of one name, {sign_in_failures_a_network_and_name} of them "
    "from one network, then none for {sign_in_quiet_seconds} s; {sign_in_failures_a_network} an hour of one network over all names; of a "
    "known browser: in a row, after a wait that doubles to {sign_in_delay_longest_seconds} s",
    pays=_FOR_ANYBODY,
    kept="table",
    burnt="new browsers of the same name, and of everybody behind the same network; never one that has signed in before",
)
_AFTER_THE_PASSWORD = Row(
    limit="failures in a row of one name, after a wait that doubles to {sign_in_delay_longest_seconds} s",
    pays="the operator, for whoever has the right password",
    kept="table",
    burnt=_SELF,
)

ROUTES: Final[dict[str, Row]] = {
    "GET /": _PAGE,
    "GET /juttu.js": Row(
        limit="none: a file of the release; where its address names a site, one read of a small item; the same for everybody",
        pays=_FOR_ANYBODY,
    ),
    "GET /panel.js": _PAGE,
    "GET /launcher/{name}": _SITE,
    "GET /static/{name}": _PAGE,
    "GET /widget/{site}": _SITE,
    "GET /chat/{site}": _SITE,
    "GET /console": _PAGE,
    "POST /v1/conversations": Row(
        limit="{conversations_an_hour} an hour free of one network (/24, /56), then each after a wait and some work that grow "
        "to {check_seconds_most} s and {check_bits_most} bits; {unanswered_a_network} unanswered at once of one network; the same "
        "first message {starts_a_minute} times a minute",
        pays="the operator, for anybody; beyond the free ones the asker too, by waiting and working",
        kept="both",
        burnt="neighbours behind the same network wait and work; with {unanswered_a_network} unanswered, until one is answered",
    ),
    "POST /v1/tickets": Row(
        limit="{tickets_a_minute} a minute of one conversation or session, with those that a repeated start brings",
        pays=_FOR_BOTH,
        kept="both",
        burnt=_ITSELF,
    ),
    "GET /v1/conversation": _VISITOR,
    "POST /v1/conversation/messages": Row(limit=f"{_SAYING}; {_KEY}", pays=_FOR_KEYS, kept="both", burnt=_ITSELF),
    "POST /v1/conversation/seen": _VISITOR,
    "GET /v1/conversation/rights": _VISITOR,
    "POST /v1/conversation/close": Row(limit=f"once; {_KEY}", pays=_FOR_KEYS, kept="both", burnt=_ITSELF),
    "POST /v1/conversation/stay": Row(
        limit=f"noted and told once in {{visitor_seen_seconds}} s, and after each warning; {_KEY}",
        pays=_FOR_KEYS,
        kept="process",
        burnt=_ITSELF,
    ),
    "POST /v1/conversation/name": Row(
        limit="{names_an_hour} an hour of one conversation, when it changes", pays=_FOR_KEYS, kept="both", burnt=_ITSELF
    ),
    "POST /v1/conversation/rating": Row(limit=f"once; {_KEY}", pays=_FOR_KEYS, kept="both", burnt=_ITSELF),
    "GET /v1/conversation/copy": Row(
        limit="{copies_an_hour} an hour of one conversation, with the page below",
        pays=_FOR_KEYS,
        kept="both",
        burnt=_ITSELF,
    ),
    "GET /v1/conversation/copy.html": Row(
        limit="{copies_an_hour} an hour of one conversation, with the one above",
        pays=_FOR_KEYS,
        kept="both",
        burnt=_ITSELF,
    ),
    "GET /v1/conversation/readings": Row(
        limit="{readings_an_hour} an hour of one conversation", pays=_FOR_KEYS, kept="both", burnt=_ITSELF
    ),
    "POST /v1/conversation/corrections": Row(
        limit="{corrections_a_conversation} a conversation", pays=_FOR_KEYS, kept="both", burnt=_ITSELF
    ),
    "POST /v1/conversation/hide": Row(
        limit="{hides_a_conversation} a conversation", pays=_FOR_KEYS, kept="both", burnt=_ITSELF
    ),
    "POST /v1/conversation/objection": Row(
        limit="{withdrawals_an_hour} withdrawals an hour of one conversation; objecting is never refused",
        pays=_FOR_KEYS,
        kept="both",
        burnt=_ITSELF,
    ),
    "POST /v1/conversation/erase": Row(limit=f"once; {_KEY}", pays=_FOR_KEYS, kept="both"),
    "POST /v1/conversation/transcript": Row(
        limit="{codes_a_conversation} codes and {transcripts_a_conversation} sendings a conversation, {transcripts_an_address_a_day} a "
        "day of one address, {transcripts_a_network_an_hour} an hour of one network, {transcripts_a_site_a_day} a day of one site",
        pays="the operator, for whoever has started a conversation; whoever reads the address, by a mail with a code",
        kept="both",
        burnt="neighbours behind the same network for an hour; with a site's used up, everybody there until the day (UTC) ends",
    ),
    "POST /v1/conversation/transcript/confirm": Row(
        limit="{code_tries} tries of one code", pays=_FOR_KEYS, kept="both", burnt=_ITSELF
    ),
    "POST /v1/sign-in": _AT_THE_DOOR,
    "POST /v1/sign-in/password": _AFTER_THE_PASSWORD,
    "POST /v1/sign-in/code": _AFTER_THE_PASSWORD,
    "POST /v1/sign-out": _STAFF,
    "GET /v1/me": _STAFF,
    "POST /v1/me/commitment": _STAFF,
    "POST /v1/me/available": _STAFF,
    "GET /v1/desk": _STAFF,
    "GET /v1/colleagues": _STAFF,
    "GET /v1/conversations/{conversation}": _STAFF,
    "POST /v1/conversations/{conversation}/messages": Row(
        limit=f"{_SAYING}; {_SESSION}", pays=_FOR_STAFF, kept="both", burnt=_SELF
    ),
    "POST /v1/conversations/{conversation}/seen": _STAFF,
    "POST /v1/conversations/{conversation}/transfer": _STAFF,
    "POST /v1/conversations/{conversation}/take": _STAFF,
    "POST /v1/conversations/{conversation}/close": Row(
        limit=f"once; {_SESSION}", pays=_FOR_STAFF, kept="both", burnt=_SELF
    ),
    "POST /v1/conversations/{conversation}/hide": Row(
        limit="{hides_a_conversation} a conversation", pays=_FOR_STAFF, kept="both", burnt=_SELF
    ),
    "POST /v1/conversations/{conversation}/transcript/offer": Row(
        limit="{codes_a_conversation} codes and {transcripts_a_conversation} sendings a conversation",
        pays=_FOR_STAFF,
        kept="both",
        burnt=_SELF,
    ),
    "GET /v1/conversations/{conversation}/accesses": Row(
        limit="{accesses_an_hour} an hour of one person", pays=_FOR_STAFF, kept="both", burnt=_SELF
    ),
}

FRAMES: Final[dict[str, Row]] = {
    "$connect": Row(
        limit="a ticket, which serves once; {unjoined_sockets} sockets of a visitor that have not joined, the oldest is closed; "
        "{agent_sockets} of an agent, the oldest is replaced",
        pays=_FOR_BOTH,
        kept="table",
        burnt=_ITSELF,
    ),
    "$disconnect": Row(limit="none: one for each socket that was opened", pays=_FOR_BOTH),
    "join": Row(
        limit=f"{{joins_a_minute}} a minute of one conversation on one socket; {{visitor_sockets}} sockets of a visitor follow, the "
        f"oldest is replaced; {_FRAMES}",
        pays=_FOR_BOTH,
        kept="both",
        burnt=_ITSELF,
    ),
    "leave": Row(limit=_FRAMES, pays=_FOR_BOTH, kept="process", burnt=_ITSELF),
    "say": Row(limit=f"{_SAYING}; {_FRAMES}", pays=_FOR_BOTH, kept="both", burnt=_ITSELF),
    "typing": Row(
        limit=f"one in {{typing_seconds}} s of one sender, the rest is dropped; {_FRAMES}",
        pays=_FOR_BOTH,
        kept="process",
        burnt=_ITSELF,
    ),
    "read": Row(limit=f"when it is further than before; {_FRAMES}", pays=_FOR_BOTH, kept="both", burnt=_ITSELF),
    "ping": Row(limit=_FRAMES, pays=_FOR_BOTH, kept="process", burnt=_ITSELF),
}
