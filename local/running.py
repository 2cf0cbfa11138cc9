"""The parts of a local run, put together. Importing this loads all of them."""

import asyncio
import contextlib
import functools
import importlib
import os
import pkgutil
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Self

import msgspec
from aiohttp import web

from chalicelib import rooms, settings, wiring
from chalicelib.aws.calling import World
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.sites import Sites
from chalicelib.chat import wire
from chalicelib.chat.notice.rows import Rows
from chalicelib.chat.site import Site
from local import control, demo, mailbox, site
from local.addresses import Addresses
from local.cloud import TEMPLATE, Clock, Cloud, Ticker
from local.environments import Environments
from local.gateway import Gateway, GatewayAnswers, Mood, Settings, frames_are_answered
from operations import notice


class Running:
    """A cloud, `app.py` in its execution environments, and the gateway before them; `listening` opens the ports."""

    def __init__(
        self, addresses: Addresses, cloud: Cloud, environments: Environments, mood: Mood | None = None
    ) -> None:
        self.addresses = addresses
        self.cloud = cloud
        self.environments = environments
        self.ticker: Ticker = cloud.ticker(environments.app, environments.run)
        self.gateway = Gateway(
            environments,
            answers=GatewayAnswers.read(TEMPLATE),
            answers_frames=frames_are_answered(TEMPLATE),
            settings=Settings.read(TEMPLATE.with_name("config.json")),
            now=cloud.clock,
            mood=mood,
        )

    @classmethod
    @contextlib.contextmanager
    def started(
        cls,
        app: Path,
        addresses: Addresses,
        *,
        clock: Clock | None = None,
        mood: Mood | None = None,
        in_memory: bool = False,
        controller: str | None = None,
    ) -> Iterator[Self]:
        """Have a cloud with the demo's site and people, and the functions of `app` in it.

        `mood`: the gateway's. `in_memory`: as in Cloud.start. `controller`: who answers for the data, if not the demo.
        """
        parameters = demo.PARAMETERS | ({"Controller": controller} if controller else {})
        with (
            Cloud.start(clock=clock, parameters=parameters, in_memory=in_memory) as cloud,
            _environment(cloud, addresses),
            _clock(cloud.clock),
        ):
            demo.seed(cloud, [addresses.site, addresses.site.replace("127.0.0.1", "localhost")])
            environments = Environments(app)
            learn_forms()
            try:
                yield cls(addresses, cloud, environments, mood)
            finally:
                environments.close()

    def register(self, site: Site, logo: str = "") -> None:
        """Register a site with its logo, or change the one with its key."""
        with self.cloud.endpoint.own_calls():
            items = Items(self.cloud.client("dynamodb"), self.cloud.environment["JUTTU_TABLE"], self.cloud.clock)
            Sites(items).put(site, logo)

    def publish(self, rows: Rows) -> None:
        """Have the privacy notice show these rows."""
        with self.cloud.endpoint.own_calls():
            chosen = settings.read(self.cloud.environment)
            items = Items(self.cloud.client("dynamodb"), chosen.table, self.cloud.clock)
            notice.store(items, chosen).publish(rows)

    @property
    def places(self) -> dict[str, str]:
        """What there is to open in a browser, in words, with its address."""
        return {
            "Demo site": self.addresses.site,
            "Chat alone": f"{self.addresses.service}/chat/{demo.SITE}",
            "Privacy notice": f"{self.addresses.service}/notice/{demo.SITE}",
            "Console": f"{self.addresses.service}/console",
            "Mailbox": self.addresses.mailbox,
            "Control page": self.addresses.control,
        }

    @property
    def people(self) -> dict[str, str]:
        """Who can sign in, with their roles."""
        return {person.user: ", ".join(person.roles) for person in demo.PEOPLE}

    @contextlib.asynccontextmanager
    async def listening(self, sockets: Sequence[socket.socket]) -> AsyncIterator[None]:
        """Have everything answer on these sockets, in the order of the addresses, and the ticker tick."""
        applications = (
            self.gateway.application(),
            site.application(self.addresses.service),
            mailbox.application(self.cloud),
            control.application(self.cloud, self.places.items(), origin=self.addresses.control),
        )
        async with contextlib.AsyncExitStack() as stack:
            for application, each in zip(applications, sockets, strict=True):
                runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
                await runner.setup()
                stack.push_async_callback(runner.cleanup)
                await web.SockSite(runner, each).start()
            ticking = asyncio.create_task(self.ticker.run())
            stack.push_async_callback(_cancelled, ticking)
            yield


def learn_forms() -> None:
    """Let msgspec learn now how everything that the product reads is made.

    It learns a form when that is first read, and two threads that make it learn the same at once end the process with
    a segmentation fault. Lambda runs one invocation at a time in a process, and needs none of this.
    """
    for module in pkgutil.walk_packages(rooms.__path__, f"{rooms.__name__}."):
        importlib.import_module(module.name)  # which otherwise waits for the room's first visitor
    ours = (each for each in _structs(msgspec.Struct) if each.__module__.startswith("chalicelib."))
    for form in (*ours, wire.ClientFrame):
        # What holds values of no written form, or names of the type checker's alone, is never read.
        with contextlib.suppress(TypeError, NameError):
            msgspec.json.Decoder(form)


def _structs(parent: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for each in parent.__subclasses__():
        yield each
        yield from _structs(each)


@contextlib.contextmanager
def _environment(cloud: Cloud, addresses: Addresses) -> Iterator[None]:
    """Set the functions' environment, and put back what was there before."""
    own = {
        **cloud.environment,
        "JUTTU_SOCKET_URL": addresses.service.replace("http", "ws", 1) + "/socket",
        "JUTTU_CONNECTIONS_ENDPOINT": addresses.service,
        "JUTTU_PUSH_SERVICES": addresses.control,
    }
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _clock(clock: Clock) -> Iterator[None]:
    """Let the functions go by this clock, with services and clients of this cloud only."""
    before = wiring.world, wiring.provide
    wiring.world = World(now=clock)
    # A process in Lambda has one cloud all its life, this one may not.
    wiring.provide = functools.cache(lambda: wiring.build(settings.read(), wiring.world))
    try:
        yield
    finally:
        wiring.world, wiring.provide = before


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
