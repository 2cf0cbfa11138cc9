"""Watches the bytes that a WebSocket client sends for frames over API Gateway's limit; aiohttp knows messages only."""

from collections.abc import Callable
from typing import Any

_SHORTEST_HEADER = 2

FRAME_BYTES = 32 * 1024
MESSAGE_BYTES = 128 * 1024
"""From the quotas of WebSocket APIs: a larger message has to be sent in frames of at most 32 KB."""


class FrameMeter:
    """Reads frame headers (RFC 6455, section 5.2) from a stream of bytes and says when a payload is too long."""

    def __init__(self, limit: int = FRAME_BYTES) -> None:
        self._limit = limit
        self._header = bytearray()
        self._payload_left = 0

    def exceeded(self, data: bytes) -> bool:
        """Take the next bytes and return whether a frame among them is over the limit."""
        place = 0
        while place < len(data):
            skipped = min(self._payload_left, len(data) - place)
            self._payload_left -= skipped
            place += skipped
            if self._payload_left or place == len(data):
                continue
            self._header.append(data[place])
            place += 1
            length = payload_length(self._header)
            if length is None:
                continue
            if length > self._limit:
                return True
            self._header.clear()
            self._payload_left = length
        return False


def payload_length(header: bytes | bytearray) -> int | None:
    """Return the payload's length that a frame's header states, None while the header is not complete."""
    if len(header) < _SHORTEST_HEADER:
        return None
    masked, short = header[1] >> 7, header[1] & 0x7F
    extended = {126: 2, 127: 8}.get(short, 0)
    if len(header) < 2 + extended + 4 * masked:
        return None
    return int.from_bytes(header[2 : 2 + extended]) if extended else short


class FrameTap:
    """Stands before aiohttp's frame parser and calls `exceeded` once, when a frame is over the limit."""

    def __init__(self, parser: Any, exceeded: Callable[[], None]) -> None:
        self._parser = parser
        self._meter: FrameMeter | None = FrameMeter()
        self._exceeded = exceeded

    def feed_data(self, data: bytes) -> tuple[bool, bytes]:
        """Pass bytes on."""
        if self._meter is not None and self._meter.exceeded(data):
            self._meter = None
            self._exceeded()
        answered: tuple[bool, bytes] = self._parser.feed_data(data)
        return answered

    def feed_eof(self) -> None:
        """Pass the end on."""
        self._parser.feed_eof()
