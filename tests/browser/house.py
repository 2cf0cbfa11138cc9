"""The whole product in a thread beside the test: everything that `make run` starts, with the built widget and console."""

import asyncio
import contextlib
import re
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from boto3.dynamodb.types import TypeSerializer

from chalicelib.chat.notice.page import KEPT_SECONDS
from chalicelib.chat.site import Site
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
        self._at_first = self.cloud.items()

    @property
    def addresses(self) -> Addresses:
        return self._running.addresses

    @property
    def cloud(self) -> Cloud:
        return self._running.cloud

    def register(self, site: Site, logo: str = "") -> None:
        """Register a site with its logo, or change the one with its key."""
        self._running.register(site, logo)

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

    def begin_anew(self) -> None:
        """Let the table be as it was when the house was opened: nobody has said anything, signed in or committed.

        A minute later by the service's clock: a code of an authenticator serves once, and whom a process has just seen
        it does not write down again.
        """
        with self.cloud.endpoint.own_calls():
            table, dynamodb = self.cloud.environment["JUTTU_TABLE"], self.cloud.client("dynamodb")
            for item in self.cloud.items():
                if item not in self._at_first:
                    dynamodb.delete_item(TableName=table, Key=_stored({name: item[name] for name in ("pk", "sk")}))
            for item in self._at_first:
                dynamodb.put_item(TableName=table, Item=_stored(item))
        self.cloud.clock.advance(61)

    def open_anew(self) -> None:
        """Let the whole house be as it was when it was opened: accounts, mails, the access log and queues as well as the table.

        Some minutes later by the service's clock: by then no process shows a notice that was published before.
        """
        self.cloud.begin_anew()
        with self.cloud.endpoint.own_calls():
            demo.open_accounts(self.cloud)
        self.cloud.clock.advance(KEPT_SECONDS)
        self.begin_anew()

    def cut_sockets(self) -> None:
        """Close every WebSocket from the gateway's side."""
        closing = asyncio.run_coroutine_threadsafe(self._running.gateway.sockets.close_all(), self._loop)
        closing.result(timeout=10)


def _stored(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: TypeSerializer().serialize(value) for name, value in item.items()}


@contextlib.contextmanager
def opened(*, in_memory: bool = True) -> Iterator[House]:
    """Have a house of one's own, on free ports; its items lie in the simulation's table, unless in moto's."""
    app, clock = ROOT / "app.py", Clock()
    with (
        listening() as sockets,
        Running.started(app, Addresses.of(sockets), clock=clock, in_memory=in_memory) as running,
    ):
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
