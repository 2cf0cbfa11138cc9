"""What both doors of a message share: the socket's and the one over HTTPS."""

from chalicelib.chat.actions import talking
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff, Who
from chalicelib.chat.wire import Entry, Message, Said, Say
from chalicelib.entrypoints import http


def over_https(services: Services, who: Who, conversation: Conversation | None, message: Message) -> Said:
    """Store a message that came without a socket, tell the others, and return the answer that a socket would get."""
    about = "" if conversation is None else conversation.id
    frame = Say(conversation=about, id=message.id, n=message.n, text=message.text)
    entry, after = talking.say(services, who, conversation, frame)
    afterwards(services, who, after, entry, None)
    return Said(conversation=after.id, entry=entry)


def afterwards(services: Services, who: Who, after: Conversation, entry: Entry, connection: str | None) -> None:
    """Do what follows a stored message; whatever fails of it must not contradict the acknowledgement."""
    try:
        talking.tell_said(services, after, entry, connection)
        if isinstance(who, Staff) and connection is not None:
            services.sessions.check(who.session)  # a sign of life, noted where it keeps nobody waiting
    except Exception as error:  # noqa: BLE001 - the message is stored, and its sender must not hear otherwise
        http.failed(error, services.request, "after the answer")
