"""What only time brings, put into the table as of earlier, by the product's own adapters: the emulator's clock is this machine's."""

from collections.abc import Mapping
from typing import Final

from chalicelib.aws.table import attribute_values
from chalicelib.aws.table.sizes import item_size
from chalicelib.chat import conversation as rules
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Listener
from chalicelib.chat.services import Services
from cloud import walk
from cloud.scenes.staff import Staff

KILOBYTE: Final = 1024
LEFT: Final = 16
"""Bytes of a KB that are left: fewer than any line has."""
OF_THE_QUEUE: Final = len("first_line") + LIMITS.first_line_characters
"""Bytes that the table keeps free on the head of a conversation that is nobody's."""


def overdue(services: Services, conversation: str) -> None:
    """Let a conversation have begun more than a day ago."""
    began = services.milliseconds() - (LIMITS.conversation_seconds + 3600) * 1000
    services.conversations.note(conversation, started_at=began, desk_at=began)


def read_long_ago(services: Services, conversation: str, person: str) -> None:
    """Let the record that its agent reads a conversation be so old that it covers nothing more."""
    then = services.milliseconds() - 2 * LIMITS.access_record_covers_seconds * 1000
    services.conversations.opened(conversation, rules.reading(person, "service"), then)


def sessions_in_doubt(services: Services, conversation: str) -> None:
    """Let the sessions of staff who follow a conversation be over by what was known of them when they joined."""
    found = services.conversations.get(conversation)
    for connection, its in {} if found is None else found.sockets.items():
        if found is not None and its.session:
            services.conversations.listen(found, connection, its.who, its.since, session=its.session, ends_at=its.since)


def gone_unheard(services: Services, conversation: str) -> None:
    """Let a visitor follow on a socket that has gone without anybody having been told."""
    found = services.conversations.get(conversation)
    if found is not None:
        services.conversations.listen(found, "a-socket-that-is-gone", rules.VISITOR, services.milliseconds())


def ticket_over(services: Services) -> None:
    """Leave a ticket behind that nobody has used in its time, which ended hours ago."""
    ended = int(services.now()) - 2 * 3600
    services.sockets.issue(Listener(conversation="nobodys"), "http://127.0.0.1", ended)


def nearly_another_kilobyte(staff: Staff, conversation: str) -> None:
    """Give a visitor so long a name that the next short line begins another KB of their conversation's head.

    Of whatever else is put as of earlier this comes last: the head has to stay as it is until that line.
    """
    (head,) = [each for each in walk.items_of(staff.stage, conversation) if each["sk"]["S"] == "head"]
    staff.services.conversations.note(conversation, name=filling(head))


def filling(head: Mapping[str, attribute_values.Typed]) -> str:
    """Return a name with which so few bytes of a head's last KB are left that any line begins another one."""
    others = {name: attribute_values.plain(value) for name, value in head.items() if name not in ("first_line", "name")}
    taken = item_size(others) + len("name") + LEFT + (0 if "owner" in others else OF_THE_QUEUE)
    return "M" * (-taken % KILOBYTE or KILOBYTE)
