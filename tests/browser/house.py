"""The whole product in a thread beside the test: everything that `make run` starts, with the built widget and console."""

import asyncio
import contextlib
import re
import socket
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

from local import demo
from local.addresses import Addresses, listening
from local.cloud import Clock, Cloud
from local.running import Running

ROOT = Path(__file__).parents[2]


class House:
    """What runs, and what a test may do to it from outside."""

    def __init__(self, running: Running, loop: asyncio.AbstractEventLoop) -> None:
        self._running = running
        self._loop = loop

    @property
    def addresses(self) -> Addresses:
        return self._running.addresses

    @property
    def cloud(self) -> Cloud:
        return self._running.cloud

    def code_of(self, user: str) -> str:
        """Return what a demo person's authenticator shows now."""
        code = next(person.code for person in demo.shown(self.cloud) if person.user == user)
        assert code is not None
        return code

    def newest_mail(self) -> str:
        """Return the text of the mail that was sent last."""
        body = self.cloud.mails[-1].message.get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def code_mailed(self) -> str:
        """Return the code in the mail that was sent last."""
        return str(re.findall(r"\b\d{6}\b", self.newest_mail())[0])

    def forget_counts(self) -> None:
        """Let everybody begin anew: all tests come from one network, which may start five conversations an hour."""
        with self.cloud.endpoint.own_calls():
            for item in self.cloud.items():
                if item["pk"].startswith("counter#"):
                    key = {name: {"S": item[name]} for name in ("pk", "sk")}
                    self.cloud.client("dynamodb").delete_item(TableName=self.cloud.environment["JUTTU_TABLE"], Key=key)

    def cut_sockets(self) -> None:
        """Close every WebSocket from the gateway's side."""
        closing = asyncio.run_coroutine_threadsafe(self._running.gateway.sockets.close_all(), self._loop)
        closing.result(timeout=10)


@contextlib.contextmanager
def opened() -> Iterator[House]:
    """Have a house of one's own, on free ports."""
    with listening() as sockets, Running.started(ROOT / "app.py", Addresses.of(sockets), clock=Clock()) as running:
        ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()
        thread = threading.Thread(target=lambda: asyncio.run(_serve(running, sockets, ready)), name="house")
        thread.start()
        try:
            loop, over = ready.result(timeout=30)
            try:
                yield House(running, loop)
            finally:
                loop.call_soon_threadsafe(over.set)
        finally:
            thread.join(timeout=30)


async def _serve(
    running: Running, sockets: Sequence[socket.socket], ready: "Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]"
) -> None:
    over = asyncio.Event()
    try:
        async with running.listening(sockets):
            ready.set_result((asyncio.get_running_loop(), over))
            await over.wait()
    except BaseException as failure:
        if not ready.done():
            ready.set_exception(failure)
        raise
