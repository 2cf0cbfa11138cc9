"""`python -m bench.memory`: what each function costs, and how long its users wait, with more memory or less.

Lambda gives a function of 1,769 MB one processor and a smaller one its share of it
(https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html), so what a run computes for a
millisecond here takes 1,769 / MB milliseconds there, and what it waits for AWS's answers is the same with any memory. Processor time is
measured here, on this machine: of the handler and of the AWS client within it, without what the local cloud does in AWS's place, and with what sending
a call over a connection that is open costs. Nothing is slower than it would be alone, because threads are charged only for what they compute.
What is not measured: encryption, Lambda's own processors, and how long AWS takes to answer, which is taken as given below.
"""

import argparse
import asyncio
import http.server
import logging
import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Any, Final, NamedTuple

import aiohttp
import urllib3

from bench.conversation import Counter_, Walk
from bench.storage import NOW
from local.addresses import Addresses, listening
from local.cloud.clock import Clock
from local.environments import REST
from local.running import Running
from operations.cost import PRICES, SECOND

ROOT: Final = Path(__file__).parents[1]
SIZES: Final = (512, 1024, 1769)
PROCESSOR: Final = 1769
"""So many megabytes are one processor."""
WAITS: Final = {"dynamodb": 5.0, "logs": 15.0, "apigatewaymanagementapi": 15.0, "sqs": 10.0, "sesv2": 100.0}
"""So many milliseconds AWS takes to answer a call. Taken as given: DynamoDB says single digits, of the others nothing is known here."""
OTHERS_WAIT: Final = 20.0
ROUNDS: Final = 3
"""So many conversations are measured, after one that only warms up."""
_BODY: Final = b"{}" * 300
_SENT: Final = 300
_DELIVERED: Final = (
    '{"eventType": "Delivery", "mail": {"messageId": "m", "destination": ["maija@example.com"], '
    '"tags": {"conversation": ["0000000000000000"], "order": ["1"], "mail": ["transcript"]}}}'
)
_START: Final = """
import app, resource
from pathlib import Path
from chalicelib import wiring
from chalicelib.chat.errors import Unavailable
try:
    wiring.services("start").sites.get("main")
except Unavailable:  # nothing listens there, but the client was made
    used = resource.getrusage(resource.RUSAGE_SELF)
    (peak,) = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    print(used.ru_utime + used.ru_stime, peak)
"""


class Run(NamedTuple):
    """One run of a function: what it computed and what it waited for, in milliseconds."""

    computed: float
    calls: int
    waited: float


class Typical(NamedTuple):
    """The medians of one function's runs of one kind."""

    name: str
    runs: int
    computed: float
    calls: float
    waited: float

    def lasts(self, megabytes: int) -> float:
        """Return for how many milliseconds it runs: a run computes and waits in turn."""
        return self.computed * PROCESSOR / megabytes + self.waited

    def dollars(self, megabytes: int, second: float) -> float:
        """Return what a million such runs cost, with a gigabyte's `second`."""
        return 1e6 * (PRICES["run"] + self.lasts(megabytes) / 1000 * megabytes / 1024 * second)


class Stopwatch:
    """What functions compute and whom they ask, by function and, of the REST API, by route."""

    def __init__(self, running: Running, send: float) -> None:
        """`send`: the milliseconds of processor that one call takes to be sent."""
        self.runs: dict[str, list[Run]] = defaultdict(list)
        self._here = threading.local()
        self._send = send
        run, receive = running.environments._run, running.cloud.endpoint.receive  # noqa: SLF001 - to look on

        def ran(function: str, event: dict[str, Any]) -> Any:
            here = self._here
            here.away, here.calls, here.waited = 0.0, 0, 0.0
            began = thread_time()
            try:
                return run(function, event)
            finally:
                computed = (thread_time() - began - here.away) * 1000 + here.calls * self._send
                self.runs[_kind(function, event)].append(Run(computed, here.calls, here.waited))

        def received(call: Any) -> Any:
            here = self._here
            began = thread_time()
            try:
                return receive(call)
            finally:
                if hasattr(here, "away"):
                    here.away += thread_time() - began
                    here.calls += 1
                    here.waited += WAITS.get(call.service, OTHERS_WAIT)

        setattr(running.environments, "_run", ran)  # noqa: B010 - to look on without a place made for it
        setattr(running.cloud.endpoint, "receive", received)  # noqa: B010 - as above


def _kind(function: str, event: dict[str, Any]) -> str:
    return f"api_handler: {event['httpMethod']} {event['resource']}" if function == REST else function


async def measured(rounds: int = ROUNDS) -> list[Typical]:
    """Return the medians of everything that ran in some conversations, by the name of its kind."""
    send = sending()
    with (
        listening() as sockets,
        Running.started(ROOT / "app.py", Addresses.of(sockets), clock=Clock(stopped_at=NOW), in_memory=True) as running,
    ):
        async with (
            running.listening(sockets),
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), skip_auto_headers=("Content-Type",)) as client,
        ):
            watch = Stopwatch(running, send)
            for number in range(1 + rounds):
                walk = Walk(running, client, Counter_(running), seed=number)
                await walk.sign_in()
                if number == 1:
                    watch.runs.clear()
                await _visit(running, client)
                await walk.talk(typing_and_reading=True, at_rest=True)
                for function in ("watch", "sweep"):
                    await asyncio.to_thread(running.ticker.run_scheduled, function)
                running.cloud.clock.advance(3600)
            event = {"Records": [{"messageId": "1", "body": _DELIVERED}]}
            for _ in range(rounds):
                await asyncio.to_thread(running.environments.run, "mail_events", event)
    return [_typical(name, runs) for name, runs in sorted(watch.runs.items())]


async def _visit(running: Running, client: aiohttp.ClientSession) -> None:
    """See a page with the launcher, and open the chat."""
    for path in ("/launcher/demo.json", "/widget/demo"):
        async with client.get(running.addresses.service + path) as answer:
            await answer.read()


def _typical(name: str, runs: Sequence[Run]) -> Typical:
    computed, calls, waited = (median(values) for values in zip(*runs, strict=True))
    return Typical(name, len(runs), computed, calls, waited)


def sending() -> float:
    """Return how many milliseconds of processor it takes to send a call over a connection that is open, and hear the answer."""

    class Echo(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", str(len(_BODY)))
            self.end_headers()
            self.wfile.write(_BODY)

        def log_message(self, *_: Any) -> None:
            """Say nothing of requests."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        pool = urllib3.HTTPConnectionPool("127.0.0.1", server.server_port)
        took = []
        for _ in range(_SENT):
            began = thread_time()
            pool.urlopen("POST", "/", body=_BODY)
            took.append((thread_time() - began) * 1000)
        pool.close()
        return median(took)
    finally:
        server.shutdown()
        server.server_close()


class Start(NamedTuple):
    """What a process computes until it can serve, in milliseconds, and what it then needs of memory."""

    computed: float
    megabytes: float


def starting(package: Path | None = None, times: int = 3) -> Start:
    """Return the median of a few starts of a function, up to its first call, by the packed zip or, without one, by this folder."""
    with tempfile.TemporaryDirectory(prefix="juttu-start-") as folder:
        if package is not None:
            with zipfile.ZipFile(package) as packed:
                packed.extractall(folder)
        project = ROOT if package is None else Path(folder)
        # In the packed one, nothing of this environment is to be found.
        alone = [] if package is None else ["-S"]
        found = [_started(project, alone) for _ in range(1 + times)][1:]
    return Start(*(median(values) for values in zip(*found, strict=True)))


def _started(project: Path, options: Sequence[str]) -> Start:
    environment = {
        **os.environ,
        "PYTHONPATH": str(project),
        "AWS_DEFAULT_REGION": PRICES.region,
        "AWS_ACCESS_KEY_ID": "start",
        "AWS_SECRET_ACCESS_KEY": "start",
        "AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:9",
    }
    printed = subprocess.run(  # noqa: S603 - this interpreter, and the code above
        [sys.executable, *options, "-c", _START],
        cwd=project,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, kilobytes = map(float, printed.stdout.split()[-2:])
    return Start(seconds * 1000, kilobytes / 1024)


# ------------------------------------------------------------------------------------------------- in words


def report(found: Sequence[Typical], start: Start, second: float) -> Iterator[str]:
    """Yield the lines of the table: of each kind of run its time and its price at each size."""
    sizes = "".join(f"{f'{size:,} MB':>22}" for size in SIZES)
    yield f"{'':54}{'runs':>5}{'CPU ms':>8}{'calls':>6}{'waits':>7}{sizes}"
    for each in found:
        at = "".join(f"{f'{each.lasts(size):.0f} ms ${each.dollars(size, second):.2f}':>22}" for size in SIZES)
        yield f"{each.name:54}{each.runs:>5}{each.computed:>8.1f}{each.calls:>6.0f}{each.waited:>7.0f}{at}"
    starts = "".join(f"{f'{start.computed * PROCESSOR / size:.0f} ms':>22}" for size in SIZES)
    yield f"{'a process starts':54}{'':>5}{start.computed:>8.0f}{'':>13}{starts}"
    yield f"  (ms: how long a run lasts; $: of a million runs; it needs {start.megabytes:.0f} MB once started)"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.memory", description=main.__doc__)
    parser.add_argument(
        "--zip", type=Path, help="whose start is measured: build/deployment.zip; without it this folder's"
    )
    given = parser.parse_args()
    logging.getLogger("aiohttp.websocket").setLevel(logging.ERROR)
    found = asyncio.run(measured())
    print("\n".join(report(found, starting(given.zip), PRICES[SECOND])))


if __name__ == "__main__":
    main()
