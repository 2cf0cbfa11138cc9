import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import aiohttp
import pytest

from local.addresses import Addresses, CannotStart, listening
from local.run import need_built, rows_in, screen, sites_in
from local.running import Running
from tests.chat.notices import WRITTEN

ROOT = Path(__file__).parents[2]

TINY = """
    import os
    from chalice import Chalice

    app = Chalice('tiny')
    app.experimental_feature_flags.add('WEBSOCKETS')
    ran = []

    @app.route('/')
    def index():
        return {name: os.environ[name] for name in ('JUTTU_SOCKET_URL', 'JUTTU_CONNECTIONS_ENDPOINT', 'JUTTU_TABLE')}

    @app.schedule('rate(1 hour)')
    def sweep(event):
        app.swept.set()
"""

SITE = """
    {"key": "own", "company": "Own Ltd", "origins": ["http://localhost:8000"], "language": "en",
     "privacy_notice": {"en": "http://localhost:8000/privacy"}}
"""


def test_four_ports_in_a_row_are_opened() -> None:
    with listening() as sockets:
        assert len(set(Addresses.of(sockets))) == 4
        assert Addresses.of(sockets).service == f"http://127.0.0.1:{sockets[0].getsockname()[1]}"


def test_a_taken_port_is_told_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"Port {port} \(for the service\) is taken: .* make run PORT=9000\."):
            listening(port).__enter__()


@pytest.mark.parametrize("port", [-1, 65533, 100_000])
def test_a_number_that_is_no_port_is_told_with_the_way_out(port: int) -> None:
    with pytest.raises(CannotStart, match="make run PORT=9000"):
        listening(port).__enter__()


def test_a_web_part_that_is_not_built_is_told_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="`make run` builds them"):
        need_built(tmp_path)
    for name in ("juttu.js", "panel.js", "widget.en.html", "console.html"):
        (tmp_path / name).touch()
    need_built(tmp_path)


def test_the_screen_says_where_who_and_what_is_kept() -> None:
    printed = screen({"Console": "http://127.0.0.1:1/console"}, {"agent.a": "agent"}, 1.26)

    assert "Console         http://127.0.0.1:1/console" in printed
    assert "agent.a         agent" in printed
    assert "started in 1.3 s" in printed
    assert "kept in memory only" in printed


def test_the_screen_names_a_table_that_outlives_the_run() -> None:
    printed = screen({}, {}, 1, "http://127.0.0.1:8000")

    assert "Conversations are kept in the DynamoDB at http://127.0.0.1:8000." in printed


def test_the_screen_names_the_rows_of_ones_own_notice_that_are_still_the_demos() -> None:
    assert "Still the demo's in your notice: contact.phone, measures.1.\n" in screen(
        {}, {}, 1, demo=["contact.phone", "measures.1"]
    )
    assert "demo's" not in screen({}, {}, 1)


async def test_everything_runs_in_one_process_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(textwrap.dedent(TINY))
    before = dict(os.environ)
    with listening() as sockets, Running.started(tmp_path / "app.py", Addresses.of(sockets)) as everything:
        swept = asyncio.Event()
        loop = asyncio.get_running_loop()
        for instance in everything.environments.instances:
            setattr(instance, "swept", _Telling(loop, swept))  # noqa: B010 - not an attribute that Chalice knows
        async with everything.listening(sockets), aiohttp.ClientSession() as client:
            async with client.get(everything.addresses.service) as response:
                settings = await response.json()
            for address in (everything.addresses.site, everything.addresses.mailbox, everything.addresses.control):
                async with client.get(address) as response:
                    assert response.status == 200
            everything.cloud.clock.advance(3600)
            async with asyncio.timeout(5):
                await swept.wait()

        assert settings["JUTTU_SOCKET_URL"] == everything.addresses.service.replace("http", "ws") + "/socket"
        assert settings["JUTTU_CONNECTIONS_ENDPOINT"] == everything.addresses.service
        assert settings["JUTTU_TABLE"] == "juttu-dev"
    before.pop("AWS_EXECUTION_ENV", None)
    os.environ.pop("AWS_EXECUTION_ENV", None)
    assert dict(os.environ) == before


def test_a_file_that_describes_no_site_is_told_and_one_that_does_is_read(tmp_path: Path) -> None:
    file = tmp_path / "site.json"
    with pytest.raises(CannotStart, match=rf"^{file} cannot be registered\.\n.*No such file"):
        sites_in([file])
    file.write_text(SITE.replace("origins", "pages"))
    with pytest.raises(CannotStart, match="origins: it is missing"):
        sites_in([file])
    file.write_text(SITE)

    assert [site.key for site, _ in sites_in([file])] == ["own"]


def test_a_file_that_makes_no_notice_is_told_and_one_that_does_is_read(tmp_path: Path) -> None:
    file = tmp_path / "notice.toml"
    with pytest.raises(CannotStart, match=rf"^{file} makes no privacy notice\.\n.*No such file"):
        rows_in(file)
    file.write_text(WRITTEN.replace('business_id = "0000000-0"', ""), "utf-8")
    with pytest.raises(CannotStart, match=r"The row controller\.business_id of the notice is missing\."):
        rows_in(file)
    file.write_text(WRITTEN, "utf-8")

    assert rows_in(file).demo


async def test_the_product_starts_with_a_site_and_notice_of_ones_own_says_so_and_ends_at_ctrl_c(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "site.json").write_text(SITE)
    (tmp_path / "notice.toml").write_text(WRITTEN.replace("Pajatie 0, 00000", "Ownstreet 7, 90100"), "utf-8")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "local", "--port", str(port), "--site", str(tmp_path / "site.json")),
        *("--notice", str(tmp_path / "notice.toml")),
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(100):
            printed = await process.stdout.readuntil(b"gone when this ends.")
        async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{port}/v1/me") as response:
            refused = await response.json()
        async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{port}/widget/own") as framed:
            policy = framed.headers["Content-Security-Policy"]
        async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{port}/notice/own") as told:
            notice = await told.text()
        process.send_signal(signal.SIGINT)
        async with asyncio.timeout(60):
            _, complaints = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

    assert f"http://127.0.0.1:{port}/console".encode() in printed
    assert (response.status, refused["code"]) == (401, "unauthenticated")
    tag = f'<script async src="http://127.0.0.1:{port}/juttu.js?site=own" data-site="own"></script>'
    assert tag.encode() in printed
    assert "frame-ancestors http://localhost:8000" in policy
    for place in ("/notice/demo", "/notice/own", "/chat/demo", "/chat/own"):
        assert f"http://127.0.0.1:{port}{place}".encode() in printed
    assert "Ownstreet 7" in notice
    assert (
        b"Still the demo's in your notice: demo, controller.business_id, controller.postal_address, contact.phone,"
        in printed
    )
    assert "The controller is Own Ltd." in notice
    assert (process.returncode, complaints) == (0, b"")


def free_port() -> int:
    """Return the first of four ports in a row that nothing uses just now."""
    for port in range(20_000, 60_000, 4):
        with contextlib.suppress(CannotStart), listening(port):
            return port
    raise AssertionError("no four free ports in a row")


class _Telling:
    """Sets an event of the loop from a function's thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
        self._loop = loop
        self._event = event

    def set(self) -> None:
        self._loop.call_soon_threadsafe(self._event.set)
