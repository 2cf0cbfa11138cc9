"""Doors of the desk, open to agents who have accepted the commitment."""

from typing import Final

from chalice.app import Request

from chalicelib.chat.access import Right, Standing
from chalicelib.chat.actions import (
    correcting,
    desk,
    helping,
    hiding,
    holding,
    noting,
    passing,
    signing_in,
    talking,
    transcripts,
)
from chalicelib.chat.services import Services
from chalicelib.chat.wire import (
    Available,
    Close,
    Colleagues,
    ConversationId,
    Correct,
    Day,
    Desk,
    EndForAbuse,
    Facts,
    Hide,
    History,
    Invite,
    LetGo,
    Me,
    Message,
    Note,
    Notes,
    OnHold,
    PassOn,
    Said,
    Seen,
    Supervise,
    TakeBackNote,
    Taken,
    Transcript,
    Veiled,
    WriteNote,
)
from chalicelib.entrypoints import http, limits, saying
from chalicelib.entrypoints.limits import Row
from chalicelib.entrypoints.routes import Route


def show_desk(request: Request, services: Services) -> Desk:
    """`GET /v1/desk`: what waits and what is mine."""
    return desk.desk(services, http.staff(request, services, command=False, seen=False))


def show_day(request: Request, services: Services) -> Day:
    """`GET /v1/desk/day`: when the sites that one answers for are open."""
    return desk.day(services, http.staff(request, services, command=False, seen=False))


def show_veiled(request: Request, services: Services) -> Veiled:
    """`GET /v1/desk/veiled`: by which words messages are veiled from those who want that."""
    return desk.veiled(services, http.staff(request, services, command=False, seen=False))


def history(request: Request, services: Services) -> History:
    """`GET /v1/conversations/{conversation}?after=N`: what came after a place, without a socket."""
    staff = http.staff(request, services, command=False, seen=False)
    conversation, orders = services.conversations.with_orders(_conversation(request))
    return talking.history(services, staff, conversation, http.after(request), orders)


def say(request: Request, services: Services) -> Said:
    """`POST /v1/conversations/{conversation}/messages`: say something without a socket."""
    staff = http.staff(request, services, command=True)
    conversation = services.conversations.get(_conversation(request))
    return saying.over_https(services, staff, conversation, http.body(request, Message))


def seen(request: Request, services: Services) -> None:
    """`POST /v1/conversations/{conversation}/seen`: everything up to a place has been on screen."""
    staff = http.staff(request, services, command=True, seen=False)
    conversation = services.conversations.get(_conversation(request))
    talking.read(services, staff, conversation, None, http.body(request, Seen).seq)


def colleagues(request: Request, services: Services) -> Colleagues:
    """`GET /v1/colleagues`: who else is there to take a conversation over, and how much they have to do."""
    return passing.colleagues(services, http.staff(request, services, command=False))


def transfer(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/transfer`: to a colleague, or back to the queue."""
    staff = http.staff(request, services, command=True)
    body = http.body(request, PassOn)
    return passing.pass_on(services, staff, _conversation(request), body.to, body.why)


def invite(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/invite`: ask a colleague to read and write along."""
    staff = http.staff(request, services, command=True)
    return helping.invite(services, staff, _conversation(request), http.body(request, Invite).person)


def let_go(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/let-go`: a colleague reads and writes along no longer."""
    staff = http.staff(request, services, command=True)
    return helping.let_go(services, staff, _conversation(request), http.body(request, LetGo).person)


def stop(request: Request, services: Services) -> None:
    """`POST /v1/conversations/{conversation}/stop`: leave what one was invited into, or looks into."""
    helping.stop(services, http.staff(request, services, command=True), _conversation(request))


def supervise(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/supervise`: a supervisor looks in openly."""
    staff = http.staff(request, services, command=True)
    return helping.supervise(services, staff, _conversation(request), http.body(request, Supervise).why)


def take(request: Request, services: Services) -> Taken:
    """`POST /v1/conversations/{conversation}/take`: one agent gets it."""
    return talking.take(services, http.staff(request, services, command=True), _conversation(request))


def close(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/close`: the agent ends the conversation."""
    staff = http.staff(request, services, command=True)
    conversation = services.conversations.get(_conversation(request))
    return talking.close(services, staff, conversation, http.body(request, Close))


def end_for_abuse(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/end-for-abuse`: the agent or a supervisor ends it at once, for a reason."""
    staff = http.staff(request, services, command=True)
    conversation = services.conversations.get(_conversation(request))
    return talking.end_for_abuse(services, staff, conversation, http.body(request, EndForAbuse).reason)


def correct(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/corrections`: put one's newest message right; the original stays."""
    staff = http.staff(request, services, command=True)
    conversation = services.conversations.get(_conversation(request))
    return correcting.correct(services, staff, conversation, http.body(request, Correct))


def hold(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/hold`: the agent is checking something, or has."""
    staff = http.staff(request, services, command=True)
    return holding.hold(services, staff, _conversation(request), http.body(request, OnHold).minutes)


def hide(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/hide`: replace the text of a message by dots."""
    staff = http.staff(request, services, command=True)
    return hiding.hide(services, staff, services.conversations.get(_conversation(request)), http.body(request, Hide))


def show_notes(request: Request, services: Services) -> Notes:
    """`GET /v1/conversations/{conversation}/notes`: what staff have written to each other beside it."""
    staff = http.staff(request, services, command=False, seen=False)
    return noting.read(services, staff, services.conversations.get(_conversation(request)))


def write_note(request: Request, services: Services) -> Note:
    """`POST /v1/conversations/{conversation}/notes`: write a note for colleagues."""
    staff = http.staff(request, services, command=True)
    conversation = services.conversations.get(_conversation(request))
    return noting.write(services, staff, conversation, http.body(request, WriteNote))


def take_back_note(request: Request, services: Services) -> Note:
    """`POST /v1/conversations/{conversation}/notes/take-back`: take back a note of one's own."""
    staff = http.staff(request, services, command=True)
    conversation = services.conversations.get(_conversation(request))
    return noting.take_back(services, staff, conversation, http.body(request, TakeBackNote).number)


def offer_transcript(request: Request, services: Services) -> Transcript:
    """`POST /v1/conversations/{conversation}/transcript/offer`: a card in the visitor's chat."""
    return transcripts.offer(services, http.staff(request, services, command=True), _conversation(request))


def available(request: Request, services: Services) -> Me:
    """`POST /v1/me/available`: whether the queue rings."""
    staff = http.staff(request, services, command=True)
    return signing_in.set_available(services, staff, on=http.body(request, Available).on)


def _conversation(request: Request) -> str:
    return http.in_path(request, "conversation", ConversationId)


# ------------------------------------------------------------------------------------------------- routes

_SAY = limits.of_session(f"{limits.SAYING}; {limits.SESSION}")
_COLLEAGUES = Row(
    limit=f"{limits.SESSION}; each is one query more for each colleague who is there, and one call for their profiles",
    pays=limits.FOR_STAFF,
    kept="process",
    burnt=limits.SELF,
)
_INVITE = limits.of_session(f"{{invited_a_conversation}} at once of one conversation; {limits.SESSION}")
_SUPERVISE = limits.of_session(f"{{let_in_a_conversation}} at once of one conversation; {limits.SESSION}")
_CLOSE = limits.of_session(f"once; {limits.SESSION}")
_CORRECT = limits.of_session("{corrections_a_conversation} a conversation, of all its agents")
_HIDE = limits.of_session("{hides_a_conversation} a conversation")
_HOLD = limits.of_session(f"{{holds_an_hour}} an hour of one conversation; {limits.SESSION}")
_NOTE = limits.of_session(f"{{notes_a_conversation}} a conversation; {limits.SESSION}")
_OFFER_TRANSCRIPT = limits.of_session(
    "{codes_a_conversation} codes and {transcripts_a_conversation} sendings a conversation"
)

ROUTES: Final = (
    Route("POST", "/v1/me/available", available, Standing.DESK, limits.STAFF),
    Route("GET", "/v1/desk", show_desk, Standing.DESK, limits.STAFF),
    Route("GET", "/v1/desk/day", show_day, Standing.DESK, limits.STAFF),
    Route("GET", "/v1/desk/veiled", show_veiled, Standing.DESK, limits.STAFF),
    Route("GET", "/v1/colleagues", colleagues, Standing.DESK, _COLLEAGUES),
    Route("GET", "/v1/conversations/{conversation}", history, Right.READ, limits.STAFF),
    Route("POST", "/v1/conversations/{conversation}/messages", say, Right.SEND, _SAY),
    Route("POST", "/v1/conversations/{conversation}/seen", seen, Right.SEND, limits.STAFF),
    Route("POST", "/v1/conversations/{conversation}/transfer", transfer, Right.TRANSFER, limits.STAFF),
    Route("POST", "/v1/conversations/{conversation}/invite", invite, Right.INVITE, _INVITE),
    Route("POST", "/v1/conversations/{conversation}/let-go", let_go, Right.INVITE, limits.STAFF),
    Route("POST", "/v1/conversations/{conversation}/stop", stop, Right.STOP, limits.STAFF),
    Route("POST", "/v1/conversations/{conversation}/supervise", supervise, Right.SUPERVISE, _SUPERVISE),
    Route("POST", "/v1/conversations/{conversation}/take", take, Right.TAKE, limits.STAFF),
    Route("POST", "/v1/conversations/{conversation}/close", close, Right.CLOSE, _CLOSE),
    Route("POST", "/v1/conversations/{conversation}/end-for-abuse", end_for_abuse, Right.END_FOR_ABUSE, _CLOSE),
    Route("POST", "/v1/conversations/{conversation}/hold", hold, Right.SEND, _HOLD),
    Route("POST", "/v1/conversations/{conversation}/corrections", correct, Right.SEND, _CORRECT),
    Route("POST", "/v1/conversations/{conversation}/hide", hide, Right.HIDE, _HIDE),
    Route("GET", "/v1/conversations/{conversation}/notes", show_notes, Right.READ_NOTES, limits.STAFF),
    Route("POST", "/v1/conversations/{conversation}/notes", write_note, Right.NOTE, _NOTE),
    Route("POST", "/v1/conversations/{conversation}/notes/take-back", take_back_note, Right.NOTE, _NOTE),
    Route(
        "POST",
        "/v1/conversations/{conversation}/transcript/offer",
        offer_transcript,
        Right.OFFER_TRANSCRIPT,
        _OFFER_TRANSCRIPT,
    ),
)
