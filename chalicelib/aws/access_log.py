"""The access log over CloudWatch Logs: a stream for each conversation, and one for each person.

So "who has opened this conversation?" and "what has this person opened?" each read one stream and nothing else
(docs/decisions). Who has read these logs stands in streams beside them, and failed attempts to sign in share one a day.
Records are accepted before `record` returns; nothing here is retried later, kept in memory or dropped.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws.calling import Ordinary, Refused, in_turn, untold
from chalicelib.chat import access_events, people
from chalicelib.chat.errors import LogUnavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import About, AboutPerson, Each, Records, Wanted
from chalicelib.chat.wire import Access

if TYPE_CHECKING:
    from mypy_boto3_logs.client import CloudWatchLogsClient

PAGE: Final = LIMITS.access_rows
LOOKED_AT: Final = 10_000
"""So many records are looked at for a page of those that are wanted; as many as one call gives where they are short."""
_OF_LOGS: Final = frozenset({"access_log_read", "access_log_exported"})
_FAILED_SIGN_IN: Final = "sign_in_failed"
_FAILED_SIGN_INS: Final = "sign-in-failed"
_GLASS_BROKEN: Final = "glass_broken"
_GLASS: Final = "glass"

_NO_STREAM = "ResourceNotFoundException"
_IS_THERE = "ResourceAlreadyExistsException"


class AccessLog:
    """Every method raises LogUnavailable when CloudWatch Logs fails, throttles or rejects a record."""

    # That the whole group is gone, making a stream in it tells, or looking for one.
    ORDINARY: ClassVar[Ordinary] = {
        "put_log_events": {_NO_STREAM},
        "get_log_events": {_NO_STREAM},
        "create_log_stream": {_IS_THERE},
    }

    def __init__(
        self,
        client: "CloudWatchLogsClient",
        group: str,
        *,
        page: int = PAGE,
        looked_at: int = LOOKED_AT,
        refused: Refused = untold,
        each: Each = in_turn,
    ) -> None:
        """`refused`: that of the client's `Calls`, for what stands in the log and is no record. `each`: how streams are written."""
        self._client = client
        self._group = group
        self._size = page
        self._looked_at = looked_at
        self._refused = refused
        self._each = each

    def record(self, *accesses: Access) -> None:
        """Return once every record has been accepted: one call for each stream that they belong to, side by side.

        Raises ValueError for a record that is not of its form, before anything is sent.
        """
        streams: defaultdict[str, list[Access]] = defaultdict(list)
        for access in accesses:
            for stream in streams_of(access_events.checked(access)):
                streams[stream].append(access)
        self._each(lambda part: self._put(part[0], sorted(part[1], key=lambda access: access.at)), streams.items())

    def of_conversation(
        self,
        conversation: str,
        *,
        before: int | None = None,
        since: int = 0,
        about: About = "conversation",
        wanted: Wanted | None = None,
    ) -> Records:
        """Return a page of what is recorded about a conversation, or about its log, newest first.

        `before` and `since`: times (milliseconds); what is of the latter itself is there. `wanted`: only such records, and
        of them those among the newest ten thousand; `before` then says where to look on. A page ends between two
        milliseconds, so that its oldest record's time is where the next one goes on: it may have more than its size by
        what was recorded within one. CloudWatch shows an accepted record after a few seconds, so the very latest may not
        be here yet.
        """
        stream = _readings_stream(conversation) if about == "log" else _conversation_stream(conversation)
        return self._page(stream, before, since, wanted)

    def of_person(
        self,
        reference: str,
        *,
        before: int | None = None,
        since: int = 0,
        about: AboutPerson = "person",
        wanted: Wanted | None = None,
    ) -> Records:
        """Return a page of what somebody has done, or of who has read that (`about` the `log`), likewise.

        `reference`: `people.reference` of their user name, or of one of our own words (`system`).
        """
        stream = f"log-of-person/{reference}" if about == "log" else f"person/{reference}"
        return self._page(stream, before, since, wanted)

    def failed_sign_ins(self, day: date, *, before: int | None = None) -> Records:
        """Return a page of the failed attempts to sign in of a day (UTC), newest first."""
        return self._page(f"{_FAILED_SIGN_INS}/{day.isoformat()}", before, 0, None)

    def glass_broken(self, day: date, *, since: int = 0) -> Records:
        """Return a page of how the glass was broken on a day (UTC), since a time (milliseconds), newest first."""
        return self._page(f"{_GLASS}/{day.isoformat()}", None, since, None)

    def _page(self, stream: str, before: int | None, since: int, wanted: Wanted | None) -> Records:
        request: dict[str, Any] = {"startFromHead": False, "limit": self._size if wanted is None else self._looked_at}
        if before is not None:
            request["endTime"] = before
        if since:
            request["startTime"] = since
        size = self._size
        seen: list[Access] = []
        found: list[Access] = []
        while not self._is_enough(seen, found):
            answer = self._events(stream, request)
            if answer is None:
                return _cut(found, size)
            read = [self._access(event["message"]) for event in reversed(answer["events"])]
            read = [access for access in read if before is None or access.at < before]
            seen += read
            found += read if wanted is None else filter(wanted, read)
            token = answer["nextBackwardToken"]
            if token == request.get("nextToken"):  # an empty page is not the end; a repeated token is
                return _cut(found, size)
            request["nextToken"] = token
        if len(found) > size:
            return _cut(found, size)
        # Of the last millisecond that was looked at there may be more: it is looked at again.
        oldest = seen[-1].at
        return Records(records=tuple(_newest_first(each for each in found if each.at > oldest)), before=oldest + 1)

    def _is_enough(self, seen: list[Access], found: list[Access]) -> bool:
        """Return whether a page is full, or so much has been looked at for it that the next has to go on."""
        size = self._size
        if len(found) > size and found[-1].at != found[size - 1].at:
            return True
        return len(seen) >= max(self._looked_at, size + 1) and len(found) <= size and seen[-1].at != seen[0].at

    def _access(self, message: str) -> Access:
        try:
            return msgspec.json.decode(message, type=Access)
        except msgspec.DecodeError as error:
            # Something else stands in the log: a list that leaves it out would be no list.
            self._refused("get_log_events", "UnreadableRecord")
            raise LogUnavailable from error

    def _put(self, stream: str, records: list[Access]) -> None:
        events = [{"timestamp": record.at, "message": msgspec.json.encode(record).decode()} for record in records]
        try:
            answer = self._put_events(stream, events)
            if answer is None:
                self._create(stream)
                answer = self._put_events(stream, events)
        except (ClientError, BotoCoreError) as error:
            raise LogUnavailable from error
        if answer is None or answer.get("rejectedLogEventsInfo"):
            raise LogUnavailable

    def _put_events(self, stream: str, events: list[dict[str, Any]]) -> dict[str, Any] | None:
        """Return CloudWatch's answer, None when there is no such stream yet."""
        try:
            request: Any = {"logGroupName": self._group, "logStreamName": stream, "logEvents": events}
            return dict(self._client.put_log_events(**request))
        except ClientError as error:
            if _code(error) == _NO_STREAM:
                return None
            raise

    def _create(self, stream: str) -> None:
        try:
            self._client.create_log_stream(logGroupName=self._group, logStreamName=stream)
        except ClientError as error:
            if _code(error) != _IS_THERE:  # somebody else was first, which is as good
                raise

    def _events(self, stream: str, request: dict[str, Any]) -> dict[str, Any] | None:
        """Return CloudWatch's next page of a stream, None when there is no such stream."""
        try:
            return dict(self._client.get_log_events(logGroupName=self._group, logStreamName=stream, **request))
        except ClientError as error:
            if _code(error) == _NO_STREAM and self._group_exists(stream):
                return None
            raise LogUnavailable from error
        except BotoCoreError as error:
            raise LogUnavailable from error

    def _group_exists(self, stream: str) -> bool:
        """Return whether the log is there at all: "nobody has read this" must not be said of a log that is gone."""
        try:
            self._client.describe_log_streams(logGroupName=self._group, logStreamNamePrefix=stream, limit=1)
        except (ClientError, BotoCoreError):
            return False
        return True


def streams_of(access: Access) -> tuple[str, ...]:
    """Return the streams that a record belongs to: its conversation's, and the one of whoever of staff has done it.

    Readings of a log have streams beside it, so that nobody can push a reading of the conversation out of sight by reading
    the log. Failed attempts to sign in share one a day: they are nobody's deeds yet, and the first of a day makes no stream
    whose making would tell that such an account exists. Where the glass was broken stands in one of its day as well, so that the
    officer's page can look how often by itself. A person's stream has their reference for a name, for it outlives
    its records.
    """
    if access.action == _FAILED_SIGN_IN:
        return (f"{_FAILED_SIGN_INS}/{_day(access)}",)
    streams: tuple[str, ...] = ()
    if access_events.is_conversation(access.object):
        reads_log = access.action in _OF_LOGS
        streams = (_readings_stream(access.object) if reads_log else _conversation_stream(access.object),)
        if access.actor in access_events.WITHOUT_ACCOUNT:
            return streams
    elif access.action in _OF_LOGS and people.is_reference(access.object):
        streams = (f"log-of-person/{access.object}",)
    glass = (f"{_GLASS}/{_day(access)}",) if access.action == _GLASS_BROKEN else ()
    return (*streams, f"person/{people.reference(access.actor)}", *glass)


def _day(access: Access) -> str:
    return datetime.fromtimestamp(access.at / 1000, UTC).date().isoformat()


def _cut(found: list[Access], size: int) -> Records:
    """Return all that was found, or a page of it when that is more."""
    ordered = _newest_first(found)
    if len(ordered) <= size:
        return Records(records=tuple(ordered), before=None)
    oldest = ordered[size - 1].at
    page = tuple(access for access in ordered if access.at >= oldest)
    return Records(records=page, before=oldest if len(page) < len(ordered) else None)


def _newest_first(found: Iterable[Access]) -> list[Access]:
    """Return records by their time; those of one millisecond as they came, which is as they were written, turned round."""
    return sorted(found, key=lambda access: -access.at)


def _conversation_stream(conversation: str) -> str:
    return f"conversation/{conversation}"


def _readings_stream(conversation: str) -> str:
    return f"log-of-conversation/{conversation}"


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])
