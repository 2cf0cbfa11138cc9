"""Everything that may go wrong between a client and the functions, each beside its honest counterpart."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import aiohttp
import pytest
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

from local.cloud.clock import Clock
from local.gateway import Contrary, GatewayAnswers, Honest, Limits, Mood, Ways
from local.gateway.moods import Answer, Frame, Handshake, Push, Request
from tests.local.conftest import Serve, Served
from tests.local.tiny import SIGNED, address, close_of, opened, tiny

REST = """
    app = Chalice('tiny')

    @app.route('/things', methods=['POST'])
    def things():
        app.heard.append(app.current_request.json_body)
        return {'made': True}
"""


class Scripted(Honest):
    """Honest, but for what it is told to do at the first occasions."""

    def __init__(
        self,
        *,
        handshakes: Sequence[Handshake] = (),
        frames: Sequence[Frame] = (),
        answers: Sequence[Answer] = (),
        pushes: Sequence[Push] = (),
        requests: Sequence[Request] = (),
        limits: Limits | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._handshakes, self._frames = list(handshakes), list(frames)
        self._answers, self._pushes, self._requests = list(answers), list(pushes), list(requests)

    def handshake(self) -> Handshake:
        return self._handshakes.pop(0) if self._handshakes else "asked"

    def frame(self) -> Frame:
        return self._frames.pop(0) if self._frames else "handed"

    def answer(self) -> Answer:
        return self._answers.pop(0) if self._answers else "sent"

    def push(self) -> Push:
        return self._pushes.pop(0) if self._pushes else "sent"

    def request(self) -> Request:
        return self._requests.pop(0) if self._requests else "served"


async def pushed(served: Served, client: aiohttp.ClientSession, text: str) -> int:
    """Push to the only socket as a function does, and return the status of the answer."""
    async with client.post(address(served), data=text, headers=SIGNED) as response:
        return response.status


async def ends(served: Served) -> list[Any]:
    """Return the status codes of the ends that were told, once there is one."""
    return [each["requestContext"]["disconnectStatusCode"] for each in await served.hears(1, dict)]


# ------------------------------------------------------------------------------------------------------ handshakes


async def test_a_network_that_blocks_sockets_hangs_up_on_the_handshake(serve: Serve) -> None:
    served = await tiny(serve, mood=Scripted(handshakes=["refused"]))
    with pytest.raises((InvalidMessage, ConnectionError)):
        async with opened(served, "tell"):
            pass

    assert (served.heard, served.gateway.sockets.connections) == ([], ())
    async with opened(served, "tell"):
        assert len(await served.hears(1)) == 1


async def test_too_many_handshakes_are_throttled(serve: Serve) -> None:
    served = await tiny(serve, mood=Scripted(handshakes=["throttled"]))
    with pytest.raises(InvalidStatus) as caught:
        async with opened(served, "tell"):
            pass

    assert caught.value.response.status_code == 429
    assert json.loads(caught.value.response.body or b"")["message"] == "Too Many Requests"
    assert served.heard == []
    async with opened(served, "tell"):
        assert len(await served.hears(1)) == 1


async def test_a_client_may_be_let_in_and_never_hear_of_it(serve: Serve) -> None:
    served = await tiny(serve, mood=Scripted(handshakes=["unheard"]))
    with pytest.raises((InvalidMessage, ConnectionError)):
        async with opened(served, "tell"):
            pass
    let_in, ended = await served.hears(2)

    assert let_in["requestContext"]["eventType"] == "CONNECT"
    assert ended["requestContext"]["disconnectStatusCode"] == 1006
    assert served.gateway.sockets.connections == ()


# ------------------------------------------------------------------------------------------------------ frames


async def test_a_socket_may_be_cut_before_its_frame_is_handed_over(serve: Serve) -> None:
    served = await tiny(serve, mood=Scripted(frames=["handed", "cut before"]))
    async with opened(served) as socket:
        await socket.send("first")
        await served.hears(1)
        await socket.send("second")

        assert (await close_of(socket))[0] == 1006
    assert await ends(served) == [1006]
    assert served.heard[0] == "first"


async def test_a_socket_may_be_cut_after_its_frame_was_handed_over(serve: Serve) -> None:
    served = await tiny(serve, mood=Scripted(frames=["cut after"]))
    async with opened(served) as socket:
        await socket.send("only")

        assert (await close_of(socket))[0] == 1006
    heard = await served.hears(2)
    assert "only" in heard


async def test_a_frame_may_fail_without_reaching_the_function(serve: Serve) -> None:
    served = await tiny(serve, mood=Scripted(frames=["failed"]))
    async with opened(served) as socket:
        await socket.send("echo lost")
        told = json.loads(await socket.recv())

        assert (told["message"], served.heard) == ("Internal server error", [])
        await socket.send("echo heard")
        assert await socket.recv() == "echo heard"


async def test_a_silenced_socket_looks_open_from_both_ends(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await tiny(serve, mood=Scripted(frames=["handed", "silenced"]))
    async with opened(served) as socket:
        await socket.send("echo heard")
        assert await socket.recv() == "echo heard"
        await socket.send("echo lost")
        await socket.send("echo lost too")

        assert await pushed(served, client, "nobody gets this") == 200
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await socket.recv()
        assert served.heard == ["echo heard"]
    # The client has gone, and nobody here has heard of it.
    assert await pushed(served, client, "nobody gets this either") == 200
    assert served.heard == ["echo heard"]


async def test_a_silenced_socket_ends_when_it_is_overdue(serve: Serve, client: aiohttp.ClientSession) -> None:
    clock = Clock(stopped_at=1_800_000_000.0)
    served = await tiny(serve, mood=Scripted(frames=["silenced"], limits=Limits(idle=60)), now=clock)
    async with opened(served) as socket:
        await socket.send("lost")
        await (await socket.ping())  # the gateway has read what came before
    gone = address(served)
    clock.advance(60)
    await served.gateway.sockets.close_overdue()

    assert await ends(served) == [1001]
    async with client.post(gone, data="x", headers=SIGNED) as response:
        assert response.status == 410


# ------------------------------------------------------------------------------------------------------ pushes


@pytest.mark.parametrize(
    ("fate", "status", "kind"),
    [("gone", 410, "GoneException"), ("throttled", 429, "LimitExceededException")],
)
async def test_a_push_to_a_living_socket_may_be_refused(
    serve: Serve, client: aiohttp.ClientSession, fate: Push, status: int, kind: str
) -> None:
    served = await tiny(serve, mood=Scripted(pushes=[fate]))
    async with opened(served) as socket:
        async with client.post(address(served), data="lost", headers=SIGNED) as response:
            assert (response.status, response.headers["x-amzn-ErrorType"]) == (status, kind)

        assert await pushed(served, client, "heard") == 200
        assert await socket.recv() == "heard"


async def test_a_socket_may_be_cut_before_an_accepted_push_reaches_its_client(
    serve: Serve, client: aiohttp.ClientSession
) -> None:
    served = await tiny(serve, mood=Scripted(pushes=["sent", "cut"]))
    async with opened(served) as socket:
        assert [await pushed(served, client, text) for text in ("heard", "lost")] == [200, 200]

        assert await socket.recv() == "heard"
        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert await ends(served) == [1006]


async def test_an_answer_may_be_lost_with_its_socket(serve: Serve) -> None:
    served = await tiny(serve, mood=Scripted(answers=["sent", "cut"]), answers_frames=True)
    async with opened(served) as socket:
        await socket.send("heard")
        assert await socket.recv() == "nobody gets this"
        await socket.send("lost")

        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert await ends(served) == [1006]


# ------------------------------------------------------------------------------------------------------ limits


@pytest.mark.parametrize(("limits", "reason"), [(Limits(idle=5), "Idle timeout"), (Limits(longest=5), "Going away")])
async def test_two_hours_and_ten_minutes_may_be_seconds(serve: Serve, limits: Limits, reason: str) -> None:
    clock = Clock(stopped_at=1_800_000_000.0)
    short, honest = [await tiny(serve, mood=mood, now=clock) for mood in (Scripted(limits=limits), Honest())]
    async with opened(short) as ends_soon, opened(honest) as goes_on:
        clock.advance(5)
        for each in (short, honest):
            await each.gateway.sockets.close_overdue()

        assert await close_of(ends_soon) == (1001, reason)
        await goes_on.send("echo")
        assert await goes_on.recv() == "echo"


# ------------------------------------------------------------------------------------------------------ requests


async def test_a_request_may_be_throttled(serve: Serve, client: aiohttp.ClientSession) -> None:
    declared = {"THROTTLED": {"ResponseTemplates": {"application/json": '{"code":"too_many"}'}}}
    served = await serve(REST, mood=Scripted(requests=["throttled"]), answers=GatewayAnswers(declared))
    async with client.post(f"{served.address}/things", json=1) as response:
        assert (response.status, await response.json()) == (429, {"code": "too_many"})

    async with client.post(f"{served.address}/things", json=2) as response:
        assert (response.status, served.heard) == (200, [2])


@pytest.mark.parametrize(("fate", "heard"), [("dropped", []), ("unheard", [1])])
async def test_a_request_may_be_lost_on_its_way_there_or_back(
    serve: Serve, client: aiohttp.ClientSession, fate: Request, heard: list[int]
) -> None:
    served = await serve(REST, mood=Scripted(requests=[fate]))
    with pytest.raises(aiohttp.ClientError):
        await client.post(f"{served.address}/things", json=1)

    assert served.heard == heard
    async with client.post(f"{served.address}/things", json=2) as response:
        assert (response.status, served.heard) == (200, [*heard, 2])


# ------------------------------------------------------------------------------------------------------ chance


async def test_a_contrary_gateway_doubles_frames(serve: Serve) -> None:
    served = await tiny(serve, mood=Contrary(1, Ways(twice=1)))
    async with opened(served) as socket:
        await socket.send("hello")

        assert await served.hears(2) == ["hello", "hello"]


async def test_a_contrary_gateway_delays_and_so_reorders_frames(serve: Serve) -> None:
    served = await tiny(serve, mood=Contrary(3, Ways(late=0.5, longest_delay=0.3)))
    sent = [f"frame {number}" for number in range(8)]
    async with opened(served) as socket:
        for each in sent:
            await socket.send(each)
        heard = list(await served.hears(8))

    assert sorted(heard) == sent
    assert heard != sent


async def test_a_contrary_gateway_forgets_to_tell_the_end(serve: Serve) -> None:
    forgetful, honest = Contrary(1, Ways(untold=1)), Honest()

    assert not forgetful.tells_disconnect()
    assert honest.tells_disconnect()
    served = await tiny(serve, mood=forgetful)
    async with opened(served) as socket:
        await socket.send("hello")
        await served.hears(1)
    await served.gateway.sockets.close_all()
    assert served.heard == ["hello"]


def asked(mood: Mood, times: int = 60) -> list[object]:
    """Return what a mood decides at so many occasions of each kind."""
    kinds = (
        mood.handshake,
        mood.frame,
        mood.deliveries,
        mood.answer,
        mood.push,
        mood.request,
        mood.tells_disconnect,
    )
    return [[kind() for _ in range(times)] for kind in kinds]


EVERY_WAY = Ways(
    late=0.3,
    twice=0.2,
    untold=0.5,
    failed=0.1,
    cut_before=0.1,
    cut_after=0.1,
    silenced=0.1,
    answer_cut=0.1,
    push_gone=0.1,
    push_throttled=0.1,
    push_cut=0.1,
    handshake_refused=0.1,
    handshake_throttled=0.1,
    handshake_unheard=0.1,
    request_throttled=0.1,
    request_dropped=0.1,
    request_unheard=0.1,
)


def test_the_same_seed_goes_wrong_in_the_same_way() -> None:
    first, again, other = (asked(Contrary(seed, EVERY_WAY)) for seed in (7, 7, 8))

    assert first == again
    assert first != other


def test_how_often_one_kind_was_asked_for_changes_no_other() -> None:
    some, many = Contrary(7, EVERY_WAY), Contrary(7, EVERY_WAY)
    for _ in range(30):
        many.frame()

    assert [some.push() for _ in range(60)] == [many.push() for _ in range(60)]


def test_every_way_of_going_wrong_is_counted_and_honesty_knows_none() -> None:
    mood = Contrary(7, EVERY_WAY)
    asked(mood, 300)

    assert len(mood.counted) == len(set(Ways.__struct_fields__) - {"longest_delay", "refused_in_a_row"})
    assert asked(Honest()) == asked(Contrary(7, Ways()))


def test_a_network_that_blocks_one_socket_blocks_the_next() -> None:
    mood = Contrary(7, Ways(handshake_refused=0.05, refused_in_a_row=4))
    decided = "".join("x" if mood.handshake() == "refused" else "." for _ in range(400))

    assert "xxxx" in decided
    assert {len(run) % 4 for run in decided.split(".") if run} == {0}


def test_whoever_calms_down_does_nothing_wrong_any_more() -> None:
    mood = Contrary(7, EVERY_WAY)
    asked(mood)
    mood.calm_down()

    assert asked(mood) == asked(Honest())
