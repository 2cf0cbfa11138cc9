"""What both doors of a message share: the socket's and the one over HTTPS."""

from chalicelib.chat.actions import talking
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import Refusal
from chalicelib.chat.people import Session
from chalicelib.chat.services import Services
from chalicelib.chat.who import Who
from chalicelib.chat.wire import Entry, Message, Said, Say
from chalicelib.entrypoints import http

AFTERWARDS_SECONDS = 5.0
"""What follows a stored message begins no further call after so long: its answer waits for it, and a browser waits ten
seconds. A socket that hangs costs one call's own time-out; only a table or a log that is slow as well takes longer, and whoever
is not told then catches up."""


def over_https(services: Services, who: Who, conversation: Conversation | None, message: Message) -> Said:
    """Store a message that came without a socket, tell the others, and return the answer that a socket would get."""
    about = "" if conversation is None else conversation.id
    frame = Say(conversation=about, id=message.id, n=message.n, text=message.text, read=message.read)
    entry, after = talking.say(services, who, conversation, frame)
    afterwards(services, after, entry)
    return Said(conversation=after.id, entry=entry)


def afterwards(
    services: Services,
    after: Conversation,
    entry: Entry,
    connection: str | None = None,
    session: Session | None = None,
) -> Session | None:
    """Do what follows a stored message, in the time that its answer may wait for: telling the others, a sign of work.

    `connection`: the socket that it came from, `session`: the one behind that, which was read for this message; it is
    returned as it then is. Whatever fails of it must not contradict the acknowledgement.
    """
    services.hurry(AFTERWARDS_SECONDS)
    try:
        talking.tell_said(services, after, entry, connection)
        if session is not None:
            return services.sessions.seen(session)
    except Refusal as refusal:
        # No mistake of ours: a session that has ended, or what AWS refused, which is counted as such.
        http.failed(refusal, services.request, "after the answer")
    except Exception as error:  # noqa: BLE001 - the message is stored, and its sender must not hear otherwise
        http.failed_unseen(error, services, "after the answer")
    return session
