"""MiniStack in a process of its own on loopback, ended with whoever started it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import boto3
from botocore.config import Config

from operations.account import Account
from operations.package import ROOT
from operations.trouble import Trouble

PYTHON: Final = ROOT / ".cloud" / "bin" / "python"
REGION: Final = "eu-north-1"
ACCOUNT: Final = "000000000000"
KEY: Final = "emulators-root"
SECRET: Final = "not-a-secret"  # noqa: S105 - the emulator's own, and it lives on loopback for minutes
STARTED_WITHIN: Final = 60.0
"""Seconds."""
ENDED_WITHIN: Final = 10.0

_LEFT_OUT: Final = ("AWS_", "JUTTU_", "PYTHON", "LOCALSTACK")


class Decision(NamedTuple):
    """That a role asked for something, as IAM's evaluator saw it."""

    role: str
    action: str
    resource: str
    allowed: bool


class Changes:
    """Functions that CloudFormation has changed, and that it goes on from only when told to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def next(self, within: float) -> str | None:
        """Return the function that was changed last, by its name in the template; None where none is in so many seconds."""
        ends = time.monotonic() + within
        while time.monotonic() < ends:
            for mark in self._folder.iterdir():
                return mark.name
            time.sleep(0.02)
        return None

    def go_on(self, function: str) -> None:
        """Have the next thing changed."""
        (self._folder / function).unlink()


class Emulator:
    """A running emulator. Every address is on loopback."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        self._decisions = folder / "decisions.jsonl"
        self._application = folder / "application.jsonl"
        self._held = folder / "held"
        self.log = folder / "emulator.log"
        self._clients: dict[str, Any] = {}

    def account(self) -> Account:
        """Return the emulated account, as the operators' commands reach one."""
        return Account(REGION, self.client)

    def client(self, service: str, **options: Any) -> Any:
        """Return a client with the root's credentials, made once, or one with those in `options`."""
        if not options and service in self._clients:
            return self._clients[service]
        session: Any = boto3.session.Session()
        given = {
            "aws_access_key_id": KEY,
            "aws_secret_access_key": SECRET,
            "endpoint_url": self.address,
            "region_name": REGION,
            "config": Config(retries={"total_max_attempts": 1}, read_timeout=60),
        }
        wanted = {name: value for name, value in options.items() if value is not None}
        made = session.client(service, **(given | wanted))
        return made if options else self._clients.setdefault(service, made)

    def decisions(self, after: int = 0) -> list[Decision]:
        """Return what roles asked for, beginning with the so-manyth time."""
        if not self._decisions.exists():
            return []
        lines = self._decisions.read_text("utf-8").splitlines()[after:]
        return [Decision(**json.loads(line)) for line in lines]

    def lines(self, after: int = 0) -> list[tuple[str, dict[str, Any]]]:
        """Return what functions logged, beginning with the so-manyth line: the function's name and the line."""
        if not self._application.exists():
            return []
        written = [line.partition(" ") for line in self._application.read_text("utf-8").splitlines()[after:]]
        return [(function, json.loads(line)) for function, _, line in written]

    def mails(self) -> list[dict[str, Any]]:
        """Return every mail that was handed over, oldest first."""
        return [mail for mails in self._asked("/_ministack/ses/messages").values() for mail in mails]

    @contextmanager
    def held(self) -> Iterator[Changes]:
        """Have each change of a function wait for what is said to it; none does afterwards."""
        self._held.mkdir()
        try:
            yield Changes(self._held)
        finally:
            shutil.rmtree(self._held)

    def _asked(self, path: str) -> Any:
        with urllib.request.urlopen(self.address + path, timeout=10) as answer:  # noqa: S310 - loopback
            found = json.load(answer)
        return found.get("messages", found)


@contextmanager
def running(without: Iterable[str] = ()) -> Iterator[Emulator]:
    """Give an emulator that enforces IAM, and end it. Raises Trouble when it does not start.

    `without`: the bridges that are left out.
    """
    if not PYTHON.exists():
        raise Trouble(
            "The emulator is not installed: run `make cloud`, which makes .cloud/ from requirements-cloud.txt."
        )
    folder = Path(tempfile.mkdtemp(prefix="juttu-cloud-"))
    port = _free_port()
    emulator = Emulator(port, folder)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(_LEFT_OUT)},
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",  # it would listen to the whole network
        "LAMBDA_EXECUTOR": "local",
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "LOG_LEVEL": "WARNING",
        "TMPDIR": str(folder),
        "S3_DATA_DIR": str(folder / "s3"),
        "STATE_DIR": str(folder / "state"),
        "JUTTU_CLOUD_DECISIONS": str(folder / "decisions.jsonl"),
        "JUTTU_CLOUD_HELD": str(folder / "held"),
        "JUTTU_CLOUD_LOG": str(folder / "application.jsonl"),
        "JUTTU_CLOUD_WITHOUT": " ".join(without),
        "JUTTU_CLOUD_INSTALLED": sysconfig.get_path("platlib"),
    }
    with emulator.log.open("wb") as log:
        process = subprocess.Popen(
            [PYTHON, ROOT / "cloud" / "bridged.py"],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
            start_new_session=True,
        )
    try:
        _wait(process, emulator)
        yield emulator
    finally:
        _end(process)
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _end_with_parent() -> None:
    """Have the kernel end this process when whoever started it is gone, however that ended."""
    import ctypes

    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _wait(process: "subprocess.Popen[bytes]", emulator: Emulator) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{emulator.address}/_ministack/health", timeout=2).close()  # noqa: S310
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise Trouble("The emulator did not start:\n" + emulator.log.read_text("utf-8", "replace")[-2000:])


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the emulator and the functions that it runs: they are a group of their own."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, kind)
        except ProcessLookupError:
            break
        try:
            process.wait(ENDED_WITHIN)
        except subprocess.TimeoutExpired:
            continue
    process.wait()
