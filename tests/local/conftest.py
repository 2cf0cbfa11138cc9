"""A small Chalice app on a gateway of its own, so that the gateway is tested without the product."""

import asyncio
import contextlib
import textwrap
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from chalice.app import Chalice

from local.environments import Environments
from local.gateway import Gateway


class Served:
    """A gateway that listens, with what its functions noted down in `heard`."""

    def __init__(self, gateway: Gateway, instances: tuple[Chalice, ...], address: str, heard: list[Any]) -> None:
        self.gateway = gateway
        self.instances = instances
        self.address = address
        self.socket = address.replace("http", "ws", 1) + "/socket"
        self.heard = heard

    async def hears(self, count: int, kind: type = object) -> list[Any]:
        """Return what was noted down of a kind once there are so many notes of it. Raises TimeoutError after 5 s."""
        async with asyncio.timeout(5):
            while len(found := [each for each in self.heard if isinstance(each, kind)]) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.005)  # functions run in threads and know of no event
        return found


Serve = Callable[..., Awaitable[Served]]


@pytest.fixture
async def serve(tmp_path: Path) -> AsyncIterator[Serve]:
    """Return a function that serves a Chalice app, given as source, in which `app.heard` is a list to note things in."""
    async with contextlib.AsyncExitStack() as stack:

        async def start(source: str, *, environments: int = 4, **choices: Any) -> Served:
            path = tmp_path / "app.py"
            path.write_text("from chalice import Chalice, Response, CORSConfig\n" + textwrap.dedent(source))
            made = Environments(path, environments)
            stack.callback(made.close)
            heard: list[Any] = []
            for instance in made.instances:
                setattr(instance, "heard", heard)  # noqa: B010 - not an attribute that Chalice knows
            gateway = Gateway(made, **choices)
            runner = web.AppRunner(gateway.application(), access_log=None, shutdown_timeout=1)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            host, port = runner.addresses[0]
            return Served(gateway, made.instances, f"http://{host}:{port}", heard)

        yield start


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    """Return an HTTP client that sends only what it is told to and decompresses nothing."""
    async with aiohttp.ClientSession(auto_decompress=False, skip_auto_headers=("Accept-Encoding",)) as session:
        yield session
