import asyncio
import json

import aiohttp
import boto3
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Origin

from local.cloud.clock import Clock
from local.gateway.frames import FRAME_BYTES, MESSAGE_BYTES
from local.gateway.moods import IDLE_SECONDS, LONGEST_SECONDS
from tests.local.conftest import Serve, Served
from tests.local.tiny import SIGNED, address, close_of, opened, refusal, tiny


@pytest.fixture
def clock() -> Clock:
    return Clock(stopped_at=1_800_000_000.0)


@pytest.fixture
async def served(serve: Serve, clock: Clock) -> Served:
    return await tiny(serve, now=clock)


# ------------------------------------------------------------------------------------------------------ connecting


async def test_the_connect_event_has_the_shape_of_api_gateways(served: Served, clock: Clock) -> None:
    async with connect(
        served.socket + "?q=1",
        additional_headers={"Wish": "tell"},
        origin=Origin("https://a.example"),
        proxy=None,
    ):
        event = (await served.hears(1))[0]
    context = event["requestContext"]

    assert event["headers"]["Origin"] == "https://a.example"
    assert event["multiValueHeaders"]["Wish"] == ["tell"]
    assert event["headers"]["Sec-WebSocket-Version"] == "13"
    assert "Upgrade" not in event["headers"]
    assert event["queryStringParameters"] == {"q": "1"}
    assert event["isBase64Encoded"] is False
    assert (context["routeKey"], context["eventType"]) == ("$connect", "CONNECT")
    assert context["connectedAt"] == context["requestTimeEpoch"] == clock() * 1000
    assert context["stage"] == "api"
    assert context["domainName"] == served.address.removeprefix("http://")
    assert context["identity"]["sourceIp"] == "127.0.0.1"
    assert len(context["connectionId"]) == 16
    assert context["connectionId"] != context["requestId"]


async def test_without_a_query_the_connect_event_has_none(served: Served) -> None:
    async with opened(served, "tell"):
        assert "queryStringParameters" not in (await served.hears(1))[0]


@pytest.mark.parametrize("wish", ["welcome", "text", "200", "204"])
async def test_anything_but_a_refusal_opens_the_socket(served: Served, wish: str) -> None:
    async with opened(served, wish) as socket:
        await socket.send("hello")

        assert await served.hears(1) == ["hello"]


@pytest.mark.parametrize(
    ("wish", "status", "message"),
    [
        ("401", 401, "Unauthorized"),
        ("403", 403, "Forbidden"),
        ("302", 302, "Refused"),
        ("raise", 502, "Internal server error"),
        ("malformed", 502, "Internal server error"),
    ],
)
async def test_a_refusing_or_failing_connect_refuses(served: Served, wish: str, status: int, message: str) -> None:
    answered, body = await refusal(served, wish)

    assert answered == status
    assert body["message"] == message
    assert body["connectionId"]
    assert served.gateway.sockets.connections == ()
    assert served.heard == []


async def test_a_connect_that_takes_too_long_refuses(serve: Serve) -> None:
    served = await tiny(serve, patience=0.05)

    assert (await refusal(served, "slow"))[0] == 502


async def test_the_subprotocol_is_the_one_that_the_function_returned(served: Served) -> None:
    async with opened(served, "protocol juttu.v1", "ticket.x", "juttu.v1") as socket:
        assert socket.subprotocol == "juttu.v1"


async def test_no_subprotocol_is_chosen_for_a_function_that_returned_none(served: Served) -> None:
    async with opened(served, "welcome", "ticket.x", "juttu.v1") as socket:
        assert socket.subprotocol is None


async def test_inside_its_own_connect_a_socket_is_gone(served: Served) -> None:
    async with opened(served, "push") as socket:
        assert await served.hears(1) == [410]
        await socket.send("echo later")
        assert await socket.recv() == "echo later"


async def test_whoever_goes_while_the_function_is_asked_is_told_of_as_gone(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    host, port = served.address.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        b"GET /socket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nWish: slow\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    await writer.drain()
    await asyncio.sleep(0.1)
    writer.close()
    event = (await served.hears(1))[0]

    assert event["requestContext"]["eventType"] == "DISCONNECT"
    assert event["requestContext"]["disconnectStatusCode"] == 1006
    assert served.gateway.sockets.connections == ()
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


# ------------------------------------------------------------------------------------------------------ messages


async def test_the_message_event_has_the_shape_of_api_gateways(served: Served, clock: Clock) -> None:
    async with opened(served) as socket:
        clock.advance(5)
        await socket.send("tell")
        event = (await served.hears(1))[0]
        context = event["requestContext"]

        assert event.keys() == {"requestContext", "body", "isBase64Encoded"}
        assert (event["body"], event["isBase64Encoded"]) == ("tell", False)
        assert (context["routeKey"], context["eventType"]) == ("$default", "MESSAGE")
        assert context["connectionId"] == served.gateway.sockets.connections[0]
        assert context["messageId"]
        assert context["requestTimeEpoch"] - context["connectedAt"] == 5000


async def test_what_the_function_returns_is_dropped(served: Served) -> None:
    async with opened(served) as socket:
        await socket.send("hello")
        await served.hears(1)
        await socket.send("echo only this")

        assert await socket.recv() == "echo only this"


async def test_what_the_function_returns_is_sent_where_the_route_is_a_two_way_one(serve: Serve, clock: Clock) -> None:
    served = await tiny(serve, answers_frames=True, now=clock)
    async with opened(served) as socket:
        clock.advance(5)
        await socket.send("hello")

        assert await socket.recv() == "nobody gets this"
        await socket.send("raise")
        assert json.loads(await socket.recv())["message"] == "Internal server error"


async def test_each_frame_is_an_invocation_of_its_own(served: Served) -> None:
    async with opened(served) as socket:
        await socket.send("slow")
        await socket.send("quick")

        assert await served.hears(2) == ["quick", "slow"]


async def test_a_failing_message_is_told_to_the_client(served: Served) -> None:
    async with opened(served) as socket:
        await socket.send("raise")
        told = json.loads(await socket.recv())

        assert told.keys() == {"message", "connectionId", "requestId"}
        assert told["message"] == "Internal server error"
        assert told["connectionId"] == served.gateway.sockets.connections[0]
        await socket.send("echo and on it goes")
        assert await socket.recv() == "echo and on it goes"


async def test_a_message_that_takes_too_long_is_told_to_the_client(serve: Serve) -> None:
    served = await tiny(serve, patience=0.1)
    async with opened(served) as socket:
        await socket.send("slow")

        assert json.loads(await socket.recv())["message"] == "Endpoint request timed out"


async def test_a_message_may_have_128_kilobytes_in_frames_of_32(served: Served) -> None:
    async with opened(served) as socket:
        await socket.send(["x" * FRAME_BYTES] * 4)

        assert await served.hears(1) == ["x" * MESSAGE_BYTES]


async def test_a_longer_message_closes_the_socket(served: Served) -> None:
    async with opened(served) as socket:
        await socket.send([*["x" * FRAME_BYTES] * 4, "x"])

        assert (await close_of(socket))[0] == 1009
    assert (await served.hears(1))[0]["requestContext"]["disconnectStatusCode"] == 1009


async def test_a_longer_frame_closes_the_socket(served: Served) -> None:
    async with opened(served) as socket:
        await socket.send("x" * FRAME_BYTES)
        await served.hears(1)
        await socket.send("x" * (FRAME_BYTES + 1))

        assert (await close_of(socket))[0] == 1009
    assert (await served.hears(2))[1]["requestContext"]["disconnectStatusCode"] == 1009


async def test_binary_frames_close_the_socket(served: Served) -> None:
    async with opened(served) as socket:
        await socket.send(b"bytes")

        assert (await close_of(socket))[0] == 1003


async def test_a_frame_that_is_no_utf_8_reaches_no_function_and_closes_the_socket(served: Served) -> None:
    async with opened(served) as socket:
        await socket.send('{"text": "caf\xe9"}'.encode("latin-1"), text=True)

        assert (await close_of(socket))[0] == 1007
    assert (await served.hears(1))[0]["requestContext"]["disconnectStatusCode"] == 1007


# ------------------------------------------------------------------------------------------------------ the end


async def test_the_disconnect_event_says_how_it_ended(served: Served) -> None:
    async with opened(served) as socket:
        connection = served.gateway.sockets.connections[0]
        await socket.close(4000, "had enough")
    context = (await served.hears(1))[0]["requestContext"]

    assert (context["routeKey"], context["eventType"]) == ("$disconnect", "DISCONNECT")
    assert context["connectionId"] == connection
    assert (context["disconnectStatusCode"], context["disconnectReason"]) == (4000, "had enough")
    assert served.gateway.sockets.connections == ()


async def test_a_cut_wire_is_an_abnormal_end(served: Served) -> None:
    async with opened(served) as socket:
        socket.transport.abort()
        context = (await served.hears(1))[0]["requestContext"]

        assert context["disconnectStatusCode"] == 1006


@pytest.mark.parametrize("silence", [IDLE_SECONDS - 1, IDLE_SECONDS])
async def test_a_socket_may_be_silent_for_ten_minutes(served: Served, clock: Clock, silence: int) -> None:
    async with opened(served) as socket:
        clock.advance(100)
        await socket.send("hello")
        await served.hears(1)
        clock.advance(silence)
        await served.gateway.sockets.close_overdue()

        if silence < IDLE_SECONDS:
            await socket.send("echo")
            assert await socket.recv() == "echo"
        else:
            assert await close_of(socket) == (1001, "Idle timeout")


async def test_what_is_sent_to_a_client_keeps_its_socket_awake(
    served: Served, clock: Clock, client: aiohttp.ClientSession
) -> None:
    async with opened(served) as socket:
        clock.advance(IDLE_SECONDS - 1)
        await client.post(address(served), data="news", headers=SIGNED)
        clock.advance(IDLE_SECONDS - 1)
        await served.gateway.sockets.close_overdue()
        await socket.send("echo")

        assert [await socket.recv(), await socket.recv()] == ["news", "echo"]


async def test_a_socket_may_be_open_for_two_hours(served: Served, clock: Clock) -> None:
    async with opened(served) as socket:
        for _ in range(LONGEST_SECONDS // 100):
            await socket.send("echo")
            await socket.recv()
            clock.advance(100)
        await served.gateway.sockets.close_overdue()

        assert (await close_of(socket))[0] == 1001


# ------------------------------------------------------------------------------------------------ @connections


async def test_a_push_reaches_the_client(served: Served, client: aiohttp.ClientSession) -> None:
    async with opened(served) as socket:
        async with client.post(address(served), data="hyvää päivää".encode(), headers=SIGNED) as response:
            assert (response.status, await response.read()) == (200, b"")

        assert await socket.recv() == "hyvää päivää"


@pytest.mark.parametrize(("length", "status"), [(MESSAGE_BYTES, 200), (MESSAGE_BYTES + 1, 413)])
async def test_a_push_may_have_128_kilobytes(
    served: Served, client: aiohttp.ClientSession, length: int, status: int
) -> None:
    async with opened(served), client.post(address(served), data=b"x" * length, headers=SIGNED) as response:
        assert response.status == status


async def test_a_connection_is_described(served: Served, client: aiohttp.ClientSession, clock: Clock) -> None:
    async with opened(served) as socket:
        clock.advance(1.5)
        await socket.send("hello")
        await served.hears(1)
        async with client.get(address(served), headers=SIGNED) as response:
            described = await response.json()

        assert described["connectedAt"] == "2027-01-15T08:00:00.000Z"
        assert described["lastActiveAt"] == "2027-01-15T08:00:01.500Z"
        assert described["identity"]["sourceIp"] == "127.0.0.1"


async def test_a_connection_is_closed(served: Served, client: aiohttp.ClientSession) -> None:
    async with opened(served) as socket:
        gone = address(served)
        async with client.delete(gone, headers=SIGNED) as response:
            assert response.status == 204
        async with client.post(gone, data="too late", headers=SIGNED) as response:
            assert response.status == 410

        assert (await close_of(socket))[0] == 1000
    assert (await served.hears(1))[0]["requestContext"]["eventType"] == "DISCONNECT"


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_a_connection_that_is_gone_is_410(served: Served, client: aiohttp.ClientSession, method: str) -> None:
    async with opened(served):
        gone = address(served)
    await served.hears(1)
    async with client.request(method, gone, headers=SIGNED) as response:
        assert response.status == 410
        assert response.headers["x-amzn-ErrorType"] == "GoneException"


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_only_signed_calls_are_heard(served: Served, client: aiohttp.ClientSession, method: str) -> None:
    async with opened(served) as socket:
        async with client.request(method, address(served), data="forged") as response:
            assert response.status == 403
        await socket.send("echo")

        assert await socket.recv() == "echo"


async def test_boto3_finds_its_way(served: Served) -> None:
    boto = boto3.client("apigatewaymanagementapi", endpoint_url=served.address, region_name="eu-north-1")
    try:
        async with opened(served) as socket:
            connection = served.gateway.sockets.connections[0]
            await asyncio.to_thread(boto.post_to_connection, ConnectionId=connection, Data=b"hello")

            assert await socket.recv() == "hello"
            described = await asyncio.to_thread(boto.get_connection, ConnectionId=connection)
            assert described["ConnectedAt"].timestamp() == 1_800_000_000
            await asyncio.to_thread(boto.delete_connection, ConnectionId=connection)
            with pytest.raises(boto.exceptions.GoneException):
                await asyncio.to_thread(boto.post_to_connection, ConnectionId=connection, Data=b"hello")
    finally:
        boto.close()
