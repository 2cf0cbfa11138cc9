"""The access log over CloudWatch Logs: a stream for each conversation, and one for each person and day.

So "who has opened this conversation?" reads one stream and nothing else (docs/decisions). Who has read that log stands
in a stream beside it, and failed attempts to sign in share one a day. Records are accepted before `record` returns;
nothing here is retried later, kept in memory or dropped.
"""

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws.calling import Ordinary, Refused, untold
from chalicelib.chat import access_events
from chalicelib.chat.errors import LogUnavailable
from chalicelib.chat.ports import About, Records
from chalicelib.chat.wire import Access

if TYPE_CHECKING:
    from mypy_boto3_logs.client import CloudWatchLogsClient

PAGE = 1_000
"""Records in an answer: some 200 KB, and more than nearly every conversation will ever have."""
_READING: Final = "access_log_read"
_FAILED_SIGN_IN: Final = "sign_in_failed"
_ESCAPED: Final = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "%:*/"})
"""What a stream's name may not hold (`:` and `*`), and what would make two names one."""

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
        self, client: "CloudWatchLogsClient", group: str, *, page: int = PAGE, refused: Refused = untold
    ) -> None:
        """`refused`: that of the client's `Calls`, for what stands in the log and is no record."""
        self._client = client
        self._group = group
        self._size = page
        self._refused = refused

    def record(self, *accesses: Access) -> None:
        """Return once every record has been accepted: one call for each stream that they belong to.

        Raises ValueError for a record that is not of its form, before anything is sent.
        """
        streams: defaultdict[str, list[Access]] = defaultdict(list)
        for access in accesses:
            streams[stream_of(access_events.checked(access))].append(access)
        for stream, records in streams.items():
            self._put(stream, sorted(records, key=lambda access: access.at))

    def of_conversation(
        self, conversation: str, *, before: int | None = None, about: About = "conversation"
    ) -> Records:
        """Return a page of what is recorded about a conversation, or about its log; `before` a time (milliseconds).

        A page ends between two milliseconds, so that its oldest record's time is where the next one goes on. CloudWatch
        shows an accepted record after a few seconds, so the very latest may not be here yet.
        """
        stream = _readings_stream(conversation) if about == "log" else _conversation_stream(conversation)
        request: dict[str, Any] = {"startFromHead": False, "limit": self._size}
        if before is not None:
            request["endTime"] = before
        found: list[Access] = []
        while len(found) <= self._size or found[-1].at == found[self._size - 1].at:
            answer = self._events(stream, request)
            if answer is None:
                break
            read = (self._access(event["message"]) for event in reversed(answer["events"]))
            found += [access for access in read if before is None or access.at < before]
            token = answer["nextBackwardToken"]
            if token == request.get("nextToken"):  # an empty page is not the end; a repeated token is
                break
            request["nextToken"] = token
        # Records of one millisecond keep the order in which they were written, turned round with the rest.
        found.sort(key=lambda access: -access.at)
        oldest = found[min(len(found), self._size) - 1].at if found else 0
        page = tuple(access for access in found if access.at >= oldest)
        return Records(records=page, before=oldest if len(page) < len(found) else None)

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


def stream_of(access: Access) -> str:
    """Return the stream that a record belongs to: its conversation's, else its actor's of that day (UTC).

    Readings of a conversation's log have a stream of their own, so that nobody can push a reading of the conversation
    out of sight by reading the log. Failed attempts to sign in share one, so that the first of a day makes no stream
    whose making would tell that such an account exists.
    """
    if access_events.is_conversation(access.object):
        reads_log = access.action == _READING
        return _readings_stream(access.object) if reads_log else _conversation_stream(access.object)
    day = datetime.fromtimestamp(access.at / 1000, UTC).date().isoformat()
    if access.action == _FAILED_SIGN_IN:
        return f"sign-in-failed/{day}"
    return f"person/{access.actor.translate(_ESCAPED)}/{day}"


def _conversation_stream(conversation: str) -> str:
    return f"conversation/{conversation}"


def _readings_stream(conversation: str) -> str:
    return f"log-of-conversation/{conversation}"


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])
