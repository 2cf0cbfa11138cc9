"""What the figures of `make bench` may be trusted for: the conversations behind them are whole, and counted exactly."""

import asyncio
import gzip
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import async_playwright

from bench import bill, binding, conversation, counted, growth, hands, long, memory, tasks
from chalicelib.chat.limits import LIMITS
from local.addresses import Addresses, listening
from local.running import Running
from operations import cost
from operations.cost import Part


def calls_each(counted: conversation.Counted, name: str) -> float:
    """Return how many AWS calls the steps of a name make on average, all that follow the answer included."""
    steps = counted.named(name)
    return sum(sum(step.calls.values()) for step in steps) / len(steps)


async def test_a_message_is_one_run_and_three_frames() -> None:
    """The whole conversation through app.py: 20 messages, of which the first starts it."""
    counted = await conversation.counted()
    messages = counted.named("message by ")

    assert len(messages) == 19
    assert {(step.runs, step.socket_in, step.socket_out) for step in messages} == {(1, 1, 2)}
    # Once a minute, before an agent's, the process asks from where roles may be used.
    asking = [step for step in messages if "dynamodb.GetItem" in step.before_told]
    assert max(len(step.before_told) for step in messages if step not in asking) <= 3
    assert len(asking) <= 3
    assert {step.name for step in asking} == {"message by agent"}
    assert sorted(len(step.before_told) for step in messages)[len(messages) // 4] == 2
    assert calls_each(counted, "message by visitor") <= 3.5
    assert calls_each(counted, "message by agent") <= 5
    assert sum(counted.calls.values()) == sum(sum(step.calls.values()) for step in counted.steps)


async def test_what_is_asked_while_nobody_says_anything_is_one_run_each_and_writes_one_item_at_most() -> None:
    counted = await conversation.counted(at_rest=True)
    steps = counted.named("at rest")

    assert len(steps) == 6
    assert {step.runs for step in steps} == {1}
    assert max(step.calls["dynamodb.UpdateItem"] + step.calls["dynamodb.PutItem"] for step in steps) == 1
    assert max(step.write_units for step in steps) <= 2, "the newest line, where it is long, stands in a KB of its own"
    (again,) = counted.named("at rest: visitor's next poll")
    assert (sum(again.calls.values()), again.write_units, again.read_units) == (1, 0, 1)


def test_a_bill_is_the_sum_of_what_its_parts_were_counted_to_take() -> None:
    parts = {"opening": Part(static=7, runs=7), "talk": Part(frames_in=20, frames_out=40, runs=20, write_units=40)}
    found = bill.Counted(parts, Counter(), Counter(), Part(), Part())
    sockets = Part(socket_minutes=2 * bill.MINUTES)

    assert found.whole.runs == 27
    assert found.whole.dollars() == pytest.approx(sum(each.dollars() for each in (*parts.values(), sockets)))


async def test_what_travels_to_a_browser_is_weighed_as_it_travels() -> None:
    """The stage compresses an answer, and its headers weigh as well; what another server answers is none of ours."""
    path = next(filter(None, map(shutil.which, bill.BROWSERS)))
    with (
        listening() as sockets,
        Running.started(bill.ROOT / "app.py", Addresses.of(sockets), in_memory=True) as running,
    ):
        counting = bill.Counting(running)
        async with running.listening(sockets), async_playwright() as playwright:
            page = await (await playwright.chromium.launch(executable_path=path, args=list(bill.FLAGS))).new_page()
            counting.listen(page)
            async with counting.part("ours"):
                answer = await page.goto(f"{running.addresses.service}/panel.js")
            assert answer is not None
            body = await answer.body()
            async with counting.part("another's"):
                await page.goto(running.addresses.mailbox)
    packed = len(gzip.compress(body, 6, mtime=0))

    assert counting.parts["ours"].static == 1
    assert packed + 500 < counting.parts["ours"].bytes_out < packed + 1_500 < len(body)
    assert counting.parts["another's"] == Part()


@pytest.mark.parametrize(
    ("part", "times", "told"),
    [
        ("watch", 1.10, []),
        ("watch", 1.12, ["watch"]),
        ("message", 1.04, []),
        ("message", 1.11, ["a whole conversation"]),
        ("message", 2.0, ["a whole conversation", "message"]),
    ],
)
def test_what_is_multiplied_with_prices_is_held_to_what_is_counted_today(
    part: str, times: float, told: list[str]
) -> None:
    """Within a twentieth of what a conversation costs, and a tenth of each part's; beyond it is to be counted anew."""
    kept = cost.counted()
    today = kept._replace(**{part: getattr(kept, part).times(times)})

    assert list(counted.stale(kept, today)) == told


def test_what_was_counted_is_read_as_it_was_written(tmp_path: Path) -> None:
    found = cost.counted()
    (tmp_path / "counted.toml").write_text("\n".join(counted.page(found)), "utf-8")

    assert cost.counted(tmp_path / "counted.toml") == found


@pytest.mark.parametrize(("frames", "within"), [(100, True), (1_000, False)])
def test_a_bill_above_the_target_is_called_so(frames: int, *, within: bool) -> None:
    one = Part(calls=3)
    parts = {"talk": Part(frames_in=frames), "message by visitor": one, "message by agent": one}
    found = bill.Counted(parts, Counter(), Counter(), Part(), Part())

    assert bill.is_within(found) is within
    assert ("ABOVE" in "\n".join(bill.report(found))) is not within


def paid(calls: float, frames: int = 100) -> bill.Counted:
    """Return a conversation in which each of the visitor's messages makes so many AWS calls, and the agent's few."""
    parts = {
        "talk": Part(frames_in=frames),
        "message by visitor": Part(calls=calls * (bill.EACH - 1)),
        "message by agent": Part(calls=3),
    }
    return bill.Counted(parts, Counter(), Counter(), Part(), Part())


def test_of_several_conversations_the_dearest_is_judged_and_the_calls_on_average() -> None:
    one, other = paid(3.3), paid(3.7)

    assert bill.are_within([one, other])
    assert not bill.are_within([one, other, other, other])
    assert not bill.are_within([one, paid(3.3, frames=1_000)])
    assert "visitor: 3.50, 3.30 to 3.70" in "\n".join(bill.spread([one, other]))


@pytest.fixture(scope="module")
def grid() -> growth.Grid:
    """A small house and a larger one, before queues of which the larger are longer than anything that is looked at."""
    return growth.counted(waiting=(1, LIMITS.desk_rows + 2, LIMITS.desk_rows + 6), agents=(1, 4))


def test_nothing_grows_that_must_not(grid: growth.Grid) -> None:
    assert list(growth.broken(grid)) == []


def test_an_answer_waits_for_no_agent_and_each_is_told_after_it(grid: growth.Grid) -> None:
    assert [grid[1, agents]["start"].pushes for agents in (1, 4)] == [0, 0]
    assert [grid[1, agents]["start, after the answer"].pushes for agents in (1, 4)] == [1, 4]


@pytest.mark.parametrize(
    ("step", "size"), [("start", (1, 4)), ("poll of who waits", (LIMITS.desk_rows + 6, 1)), ("watch", (1, 4))]
)
def test_a_promise_that_is_broken_is_noticed(grid: growth.Grid, step: str, size: tuple[int, int]) -> None:
    costs = grid[size]
    worse = {**grid, size: {**costs, step: costs[step]._replace(calls=costs[step].calls + 10)}}

    assert [sentence.split(" with")[0] for sentence in growth.broken(worse)] == [step]


def test_how_soon_a_long_conversation_is_on_screen_is_measured_over_lines_that_hold() -> None:
    found = asyncio.run(long.measured(messages=3))

    assert (found.agents_lines, found.visitors_lines) == (1, 1)
    assert min(found.taken, found.reloaded) > 0


SERVICE = "https://chat.example"


def traced(name: str, began: float, took: float, *, thread: int = 1, **args: Any) -> dict[str, Any]:
    """Return an event as a browser writes it down: in microseconds."""
    return {"name": name, "ph": "X", "pid": 1, "tid": thread, "ts": began, "dur": took, "tdur": took, "args": args}


def draws(began: float, took: float, *, thread: int = 1) -> dict[str, Any]:
    return traced("FunctionCall", began, took, thread=thread, data={"url": f"{SERVICE}/static/widget.js"})


def through(interface: str, began: float, took: float) -> dict[str, Any]:
    return traced("Receive mojo message", began, took, chrome_mojo_event_info={"mojo_interface_tag": interface})


def test_a_task_counts_whole_if_the_service_s_scripts_run_in_it_and_nobody_watches_through_it() -> None:
    """Of one that puts a page in another's place only the script counts, and the page's own tasks not at all."""
    events = [
        *(traced("RunTask", 0, 30_000), draws(5_000, 2_000)),
        *(traced("RunTask", 40_000, 90_000), traced("FunctionCall", 50_000, 60_000)),
        *(traced("RunTask", 140_000, 80_000), through("blink.mojom.DevToolsSession", 140_000, 80_000)),
        draws(150_000, 9_000),
        *(traced("RunTask", 240_000, 70_000), through("content.mojom.NavigationClient", 240_000, 70_000)),
        draws(250_000, 1_000),
        *(traced("RunTask", 0, 20_000, thread=2), draws(19_000, 1_000, thread=2)),
    ]

    assert list(tasks.tasks_of(events, SERVICE)) == [30, 1, 20]


@pytest.mark.parametrize(("longest", "within"), [([50.0, 90.0], True), ([50.1, 90.0], False), ([0.0], False)])
def test_the_shortest_of_the_tries_is_held_against_the_limit_and_none_at_all_is_no_find(
    longest: list[float], *, within: bool
) -> None:
    found = tasks.Found("opening it", longest)

    assert found.is_within is within
    assert ("ABOVE" in "\n".join(tasks.report([found]))) is not within


def test_how_long_the_chat_keeps_a_browser_busy_is_measured_where_its_scripts_run() -> None:
    found = asyncio.run(tasks.measured(tries=1))

    assert [each.what for each in found] == ["opening it", "following with 5 messages"]
    assert min(each.longest[0] for each in found) > 0


def test_an_answer_to_a_key_is_all_that_its_page_does_until_the_next_frame() -> None:
    events = [
        *(traced("RunTask", 0, 9_000), traced("EventDispatch", 1_000, 2_000, data={"type": "keydown"})),
        *(traced("RunTask", 10_000, 5_000), traced("RunTask", 10_000, 70_000, thread=2)),
        *(traced("RunTask", 20_000, 80_000), through("blink.mojom.DevToolsSession", 20_000, 80_000)),
        *(traced("RunTask", 110_000, 7_000), traced("Commit", 116_000, 1_000)),
        *(traced("RunTask", 120_000, 60_000), traced("EventDispatch", 125_000, 1_000, data={"type": "mousemove"})),
        *(traced("RunTask", 200_000, 4_000), traced("EventDispatch", 201_000, 1_000, data={"type": "click"})),
        *(traced("RunTask", 210_000, 2_000), traced("Commit", 211_000, 500)),
    ]

    assert list(hands.answers_of(events)) == [9 + 5 + 7, 4 + 2]


@pytest.mark.parametrize(("longest", "within"), [([100.0, 300.0], True), ([100.1, 300.0], False), ([0.0], False)])
def test_the_shortest_of_the_tries_tells_whether_an_agent_waits(longest: list[float], *, within: bool) -> None:
    found = hands.Found("sending it", longest)

    assert found.is_within is within
    assert ("ABOVE" in "\n".join(hands.report([found]))) is not within


def test_how_soon_the_console_answers_is_measured_of_every_key() -> None:
    found = asyncio.run(hands.measured(tries=1, waiting=3, messages=30))

    assert len(found) == 8
    assert min(each.longest[0] for each in found) > 0


def test_what_is_computed_takes_longer_with_less_memory_and_what_is_waited_for_does_not() -> None:
    run = memory.Typical("watch", runs=3, computed=10, calls=2, waited=10)

    assert [run.lasts(size) for size in (1769, 1769 // 2)] == [20, pytest.approx(30, abs=0.02)]
    assert run.dollars(1024, 0.00001) == pytest.approx(0.2 + (10 * 1769 / 1024 + 10) / 1000 * 0.00001 * 1e6)


def test_of_a_function_s_runs_the_median_is_told_at_each_size() -> None:
    runs = [memory.Run(1, 1, 5), memory.Run(8, 3, 15), memory.Run(2, 2, 10)]
    typical = memory._typical("watch", runs)
    told = list(memory.report([typical], memory.Start(computed=100, megabytes=80), second=0.00001))

    assert typical == memory.Typical("watch", 3, 2, 2, 10)
    assert told[1].split()[:9] == ["watch", "3", "2.0", "2", "10", "17", "ms", "$0.28", "13"]
    assert "80 MB once started" in told[-1]


async def test_what_every_function_computes_is_measured_without_what_plays_aws() -> None:
    found = {each.name: each for each in await memory.measured(rounds=1)}

    assert {name.split(":")[0] for name in found} == {
        "api_handler",
        *("websocket_connect", "websocket_message", "websocket_disconnect"),
        *("sweep", "watch", "outbox", "mail_events"),
    }
    assert min(each.computed for each in found.values()) > 0
    # Moto alone takes more than a second for a sweep's hundred queries.
    assert found["sweep"].computed < 1000


def test_the_page_of_limits_says_what_is_used_today() -> None:
    page = binding.DOCUMENT.read_text("utf-8")

    assert binding.document(page, cost.counted()) == page, "python -m bench.binding --write"


def test_a_limit_is_reached_where_all_of_it_is_used_and_never_where_nothing_uses_it() -> None:
    found = cost.counted()
    half = binding.Limit("half", "", 500, lambda load: load.conversations / 2, "", "")
    never = half._replace(used=lambda _: 0.0)

    assert binding.reached(half, found) == pytest.approx(1000, abs=1)
    assert binding.reached(never, found) == float("inf")


def test_what_binds_first_is_what_the_template_sets() -> None:
    template = (bill.ROOT / ".chalice" / "resources.yaml").read_text("utf-8")
    most = {limit.name: limit.most for limit in binding.LIMITS}
    parameters = {
        "RequestsPerAddress": "the firewall",
        "RestRequestsPerSecond": "REST throttle",
        "SocketRequestsPerSecond": "sockets' throttle",
    }

    for parameter, name in parameters.items():
        (default,) = re.findall(rf"^  {parameter}:\n(?:    .*\n)*?    Default: (\d+)", template, re.MULTILINE)
        assert int(default) == most[name], parameter
    assert set(re.findall(r"MaximumConcurrency: (\d+)", template)) == {str(most["the outbox"])}
