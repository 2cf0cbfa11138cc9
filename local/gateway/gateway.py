"""One port on which all of API Gateway answers."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import NamedTuple

from aiohttp import web

from local.environments import Environments
from local.gateway.answers import GatewayAnswers
from local.gateway.moods import Honest, Mood
from local.gateway.rest import INTEGRATION_SECONDS, PAYLOAD_BYTES, Rest
from local.gateway.sockets import Sockets

_LOOK_EVERY = 1.0
"""Seconds between two looks for sockets that are overdue."""


class Settings(NamedTuple):
    """What `.chalice/config.json` says of the gateway. `compress_from`: bytes; None never compresses."""

    stage: str = "api"
    compress_from: int | None = None

    @classmethod
    def read(cls, config: Path) -> "Settings":
        """Return the settings in a Chalice configuration."""
        found = json.loads(config.read_text(encoding="utf-8"))
        return cls(found.get("api_gateway_stage", cls().stage), found.get("minimum_compression_size"))


class Gateway:
    """API Gateway around the functions of one `app.py`.

    The WebSocket API is at `/socket`, `@connections` beside it, and everything else is the REST API. `now` is the
    clock of the sockets' time-outs, `patience` the seconds for which a function is waited for. `answers_frames`: what a
    function returns for a frame is sent to its client.
    """

    def __init__(
        self,
        environments: Environments,
        *,
        answers: GatewayAnswers | None = None,
        settings: Settings | None = None,
        now: Callable[[], float] = time.time,
        mood: Mood | None = None,
        patience: float = INTEGRATION_SECONDS,
        answers_frames: bool = False,
    ) -> None:
        settings, mood = settings or Settings(), mood or Honest()
        self._rest = Rest(
            environments,
            answers or GatewayAnswers(),
            stage=settings.stage,
            now=now,
            mood=mood,
            compress_from=settings.compress_from,
            patience=patience,
        )
        self.sockets = Sockets(
            environments, stage=settings.stage, now=now, mood=mood, patience=patience, answers_frames=answers_frames
        )

    def application(self) -> web.Application:
        """Return what serves it."""
        application = web.Application(client_max_size=PAYLOAD_BYTES)
        application.router.add_get("/socket", self._socket, allow_head=False)
        application.router.add_post("/@connections/{connection}", self.sockets.push)
        application.router.add_get("/@connections/{connection}", self.sockets.describe, allow_head=False)
        application.router.add_delete("/@connections/{connection}", self.sockets.disconnect)
        application.router.add_route("*", r"/{path:[\s\S]*}", self._rest.answer)  # with line ends too (%0A)
        application.on_response_prepare.append(_unnamed)
        application.cleanup_ctx.append(self._watching)
        application.on_shutdown.append(self._shut_down)
        return application

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Upgrade", "").lower() != "websocket":
            return await self._rest.answer(request)
        return await self.sockets.accept(request)

    async def _watching(self, _application: web.Application) -> AsyncIterator[None]:
        watching = asyncio.create_task(self._watch())
        yield
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            await self.sockets.close_overdue()

    async def _shut_down(self, _application: web.Application) -> None:
        await self.sockets.close_all()


async def _unnamed(_request: web.Request, response: web.StreamResponse) -> None:
    """API Gateway does not say what it is made of."""
    response.headers.pop("Server", None)
