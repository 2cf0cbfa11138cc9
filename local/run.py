"""Starts everything in one process: the cloud, the gateway around `app.py`, and the three pages that help to try it.

Nothing leaves this machine: every address is on loopback, and AWS is played in memory.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from chalicelib.chat.notice.demo import of_the_demo
from chalicelib.chat.notice.rows import Rows, read
from local import log_lines
from local.addresses import FIRST_PORT, Addresses, CannotStart, listening
from operations import notice
from operations import sites as site_files

ROOT = Path(__file__).parents[1]

_BUILT = ("juttu.js", "panel.js", "widget.en.html", "console.html")


class Own(NamedTuple):
    """Where a site of the user's own is to be seen."""

    tag: str
    """What embeds it."""
    chat: str
    notice: str

    @classmethod
    def at(cls, service: str, key: str) -> Self:
        """Return where the site of this key is, as this service has it."""
        tag = f'<script async src="{service}/juttu.js?site={key}" data-site="{key}"></script>'
        return cls(tag, f"{service}/chat/{key}", f"{service}/notice/{key}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until Ctrl-C. Return the exit code of the process."""
    parser = argparse.ArgumentParser(prog="make run", description="Runs the whole product on this machine.")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="the service's port; the other three follow it")
    parser.add_argument(
        "--site",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a site of your own, as docs/site.md shows one",
    )
    parser.add_argument(
        "--notice", type=Path, metavar="FILE", help="rows of a privacy notice, as docs/notice.md shows them"
    )
    parser.add_argument("--controller", help="who answers for the data; otherwise the company of your first site")
    given = parser.parse_args(arguments)
    log_lines.begin()
    try:
        need_built(ROOT / "chalicelib" / "static")
        sites = sites_in(given.site)
        rows = rows_in(given.notice) if given.notice else None
        controller = given.controller or next((site.company for site, _ in sites), None)
        asyncio.run(_until_ended(given.port, sites, rows, controller))
    except CannotStart as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        # Before everything ran, so there is nothing to end.
        return 130
    return 0


def need_built(static: Path) -> None:
    """Return when the web part has been built. Raises CannotStart."""
    if not all((static / name).exists() for name in _BUILT):
        raise CannotStart("The widget and the console are not built yet: `make run` builds them and starts.")


def sites_in(files: Iterable[Path]) -> list[site_files.Registered]:
    """Return the sites that files describe, with their logos. Raises CannotStart."""
    sites = []
    for file in files:
        try:
            sites.append(site_files.read(file))
        except (OSError, site_files.CannotRegister) as trouble:
            raise CannotStart(f"{file} cannot be registered.\n{trouble}") from trouble
    return sites


def rows_in(file: Path) -> Rows:
    """Return the rows of a privacy notice that a file has. Raises CannotStart."""
    try:
        return read(file.read_text("utf-8"))
    except (OSError, ValueError) as trouble:
        raise CannotStart(f"{file} makes no privacy notice.\n{trouble}") from trouble


def screen(
    places: Mapping[str, str],
    people: Mapping[str, str],
    seconds: float,
    table: str | None = None,
    own: Iterable[Own] = (),
    *,
    demo: Iterable[str] = (),
) -> str:
    """Return what is printed when everything runs.

    `places`: what to open in a browser. `people`: who can sign in, with their roles. `table`: the address of a
    DynamoDB of the user's own. `own`: the user's own sites. `demo`: rows of the user's own notice that are still the demo's.
    """
    listed, signing_in = (
        "\n".join(f"    {name:<16}{what}" for name, what in pairs.items()) for pairs in (places, people)
    )
    kept = (
        "Conversations, accounts, mails and logs are"
        if table is None
        else f"Conversations are kept in the DynamoDB at {table}. Accounts, mails and logs are"
    )
    still = ", ".join(demo)
    return f"""\
Juttu runs on this machine (started in {seconds:.1f} s). Ctrl-C ends it.

{listed}
                    passwords and one-time codes, the clock, the access log, what is stored

Who can sign in:
{signing_in}
{
        "".join(
            f'''
For pages of your own:
    {each.tag}
    alone           {each.chat}
    its notice      {each.notice}
'''
            for each in own
        )
    }{
        f'''
Still the demo's in your notice: {still}.
'''
        if still
        else ""
    }
{kept} kept in memory only: gone when this ends.
"""


async def _until_ended(
    first_port: int, sites: Sequence[site_files.Registered], rows: Rows | None, controller: str | None
) -> None:
    began = time.monotonic()
    async with contextlib.AsyncExitStack() as stack:
        sockets = stack.enter_context(listening(first_port))
        addresses = Addresses.of(sockets)
        with _progress() as tell:
            tell("loading")
            # Loading takes most of a start, so what can be in the way was asked for before.
            from local.running import Running

            tell("making the cloud of .chalice/resources.yaml")
            everything = stack.enter_context(Running.started(ROOT / "app.py", addresses, controller=controller))
            if rows is not None:
                everything.publish(rows)
            for site in sites:
                everything.register(*site)
            tell("opening the ports")
            await stack.enter_async_context(everything.listening(sockets))
        print(
            screen(
                everything.places,
                everything.people,
                time.monotonic() - began,
                os.environ.get("AWS_ENDPOINT_URL_DYNAMODB"),
                [Own.at(addresses.service, site.key) for site, _ in sites],
                demo=() if rows is None else of_the_demo(rows, notice.shipped()),
            ),
            flush=True,  # whoever reads it through a pipe waits for it
        )
        await _ended()
        print("\nEnding.", flush=True)


async def _ended() -> None:
    """Return at Ctrl-C, or when the process is asked to end."""
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await ended.wait()


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Have one line that says what is being done; on a screen each step takes the place of the one before."""
    on_screen = sys.stdout.isatty()

    def tell(step: str) -> None:
        if on_screen:
            print(f"\r\033[K{step and f'Starting: {step} …'}", end="", flush=True)

    try:
        yield tell
    finally:
        tell("")
