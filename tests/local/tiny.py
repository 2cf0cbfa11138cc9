"""A small app of sockets, without the product, and what a client of it does."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from tests.local.conftest import Serve, Served

TINY = """
    import json
    import time
    import urllib.request

    app = Chalice('tiny')
    app.experimental_feature_flags.add('WEBSOCKETS')

    def push(connection, text):
        headers = {'Authorization': 'AWS4-HMAC-SHA256 signed'}
        request = urllib.request.Request(f'{app.gateway}/@connections/{connection}', text.encode(), headers)
        try:
            return urllib.request.urlopen(request).status
        except urllib.error.HTTPError as error:
            with error:
                return error.status

    @app.on_ws_connect()
    def on_connect(event):
        wish = event.to_dict()['headers'].get('Wish', 'welcome')
        if wish == 'push':
            app.heard.append(push(event.connection_id, 'too early'))
        elif wish == 'raise':
            raise ValueError('no')
        elif wish == 'slow':
            time.sleep(0.3)
        elif wish == 'malformed':
            return {'statusCode': 'perhaps'}
        elif wish.startswith('protocol '):
            return {'statusCode': 200, 'headers': {'Sec-WebSocket-Protocol': wish.removeprefix('protocol ')}}
        elif wish.startswith('text'):
            return wish
        elif wish.isdigit():
            return Response('', status_code=int(wish))
        elif wish == 'tell':
            app.heard.append(event.to_dict())

    @app.on_ws_message()
    def on_message(event):
        if event.body == 'raise':
            raise ValueError('no')
        if event.body == 'slow':
            time.sleep(0.2)
        app.heard.append(event.body if event.body != 'tell' else event.to_dict())
        if event.body.startswith('echo'):
            push(event.connection_id, event.body)
        return {'statusCode': 200, 'body': 'nobody gets this'}

    @app.on_ws_disconnect()
    def on_disconnect(event):
        app.heard.append(event.to_dict())
"""

SIGNED = {"Authorization": "AWS4-HMAC-SHA256 signed"}

Connect = Callable[..., AbstractAsyncContextManager[ClientConnection]]


async def tiny(serve: Serve, **choices: Any) -> Served:
    """Return the small app, whose functions know where the gateway is."""
    served = await serve(TINY, **choices)
    for instance in served.instances:
        setattr(instance, "gateway", served.address)  # noqa: B010 - not an attribute that Chalice knows
    return served


@asynccontextmanager
async def opened(served: Served, wish: str = "welcome", *protocols: str) -> AsyncIterator[ClientConnection]:
    async with connect(
        served.socket,
        additional_headers={"Wish": wish},
        subprotocols=[Subprotocol(each) for each in protocols] or None,
        compression=None,
        ping_interval=None,
        proxy=None,
        max_size=None,
    ) as socket:
        yield socket


async def refusal(served: Served, wish: str) -> tuple[int, dict[str, Any]]:
    with pytest.raises(InvalidStatus) as caught:
        async with opened(served, wish):
            pass
    return caught.value.response.status_code, json.loads(caught.value.response.body or b"{}")


async def close_of(socket: ClientConnection) -> tuple[int | None, str | None]:
    """Return the code and words with which the other side closes."""
    async with asyncio.timeout(5):
        with contextlib.suppress(ConnectionClosed):
            while True:
                await socket.recv()
    return socket.close_code, socket.close_reason


def address(served: Served, connection: str | None = None) -> str:
    return f"{served.address}/@connections/{connection or served.gateway.sockets.connections[0]}"
