"""The manners of the pages that exist only on this machine: they answer to nobody else, and to no other page."""

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_HOSTS: Final = ("127.0.0.1", "localhost", "::1")
_SAFE: Final = ("GET", "HEAD")
_HEADERS: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store"}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what was addressed to another name (a rebound one), and what another page sends."""
    if urlsplit(f"//{request.headers.get('Host', '')}").hostname not in _HOSTS:
        return web.Response(status=421, text="This page answers to 127.0.0.1 and localhost only.\n")
    if request.method not in _SAFE and not _from_itself(request):
        return web.Response(status=403, text="This page takes commands from itself only.\n")
    try:
        response = await handler(request)
    except web.HTTPException as answered:
        answered.headers.update(_HEADERS)
        raise
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _from_itself(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == f"http://{request.headers['Host']}"
    # A browser always says where a command comes from; a script on this machine need not.
    return request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
