"""WebKitGTK, the engine of Safari as Debian builds it, driven by plain WebDriver (https://www.w3.org/TR/webdriver2/).

Playwright drives only a WebKit of its own. Everybody has a driver, a browser and a screen to themselves: a driver
leads one browser, and only one window on a screen has the focus.
"""

import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.engines.window import PATIENCE, NoFrame, Window

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c"}
_FRAME = "return document.querySelector('juttu-chat')?.shadowRoot.querySelector('iframe') ?? null"
_NEEDED = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}


class WebDriverRefused(Exception):
    """Raised when the driver does not do something. Carries its own words."""


class WebKitWindow(Window):
    def __init__(self, port: int) -> None:
        self._driver = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE * 2)
        self._session = ""
        options = {"binary": str(_browser()), "args": ["--automation"]}
        began = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}})
        self._session = f"/session/{began['sessionId']}"
        self._ask("POST", "/window/rect", {"width": 1280, "height": 1000})

    def close(self) -> None:
        with contextlib.closing(self._driver):
            self._ask("DELETE", "", {})

    def go(self, address: str) -> None:
        self._ask("POST", "/frame", {"id": None})
        self._ask("POST", "/url", {"url": address})

    def run(self, function: str, *arguments: Any, chat: bool = False) -> Any:
        self._enter(chat=chat)
        return self._script(f"return ({function})(...arguments)", *arguments)

    def press(self, *keys: str) -> None:
        strokes = [{"type": stroke, "value": _KEYS.get(key, key)} for key in keys for stroke in ("keyDown", "keyUp")]
        self._ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def _click_found(self, function: str, *arguments: Any, chat: bool) -> None:
        self._ask("POST", f"/element/{self._found(function, *arguments, chat=chat)}/click", {})

    def _fill_found(self, text: str, function: str, *arguments: Any, chat: bool) -> None:
        element = self._found(function, *arguments, chat=chat)
        self._ask("POST", f"/element/{element}/value", {"text": text.replace("\n", "\ue008\ue007\ue008")})

    def _found(self, function: str, *arguments: Any, chat: bool) -> str:
        found = self.run(function, *arguments, chat=chat)
        assert found is not None, arguments
        return str(found[_ELEMENT])

    def _enter(self, *, chat: bool) -> None:
        """Let what comes next happen in the page, or in the chat's frame."""
        self._ask("POST", "/frame", {"id": None})
        if chat:
            frame = self._script(_FRAME)
            if frame is None:
                raise NoFrame
            self._ask("POST", "/frame", {"id": frame})

    def _script(self, script: str, *arguments: Any) -> Any:
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def _ask(self, method: str, path: str, body: dict[str, Any]) -> Any:
        self._driver.request(method, self._session + path, json.dumps(body), {"Content-Type": "application/json"})
        answer = self._driver.getresponse()
        value = json.loads(answer.read())["value"]
        if answer.status == http.client.OK:
            return value
        if value["error"] in {"no such frame", "stale element reference", "javascript error"}:
            raise NoFrame(value["message"])
        raise WebDriverRefused(f"{method} {path}: {value['error']}: {value['message']}")


def _browser() -> Path:
    """Return where the browser is that lies beside the library."""
    return next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))


@contextlib.contextmanager
def opened() -> Iterator[Callable[[], Window]]:
    """Have WebKit; what is given opens the window of somebody new, with nothing stored."""
    if missing := [package for command, package in _NEEDED.items() if shutil.which(command) is None]:
        raise FileNotFoundError(f"the tests in WebKit need WebKitGTK: apt-get install {' '.join(missing)}")
    with contextlib.ExitStack() as running:

        def new() -> Window:
            display = running.enter_context(_screen())
            window = WebKitWindow(running.enter_context(_driver(display)))
            running.callback(window.close)
            return window

        yield new


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    """Have a screen that nobody looks at; return its name, which it chooses itself."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with _process(command, pass_fds=(writing,)):
        os.close(writing)
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"


@contextlib.contextmanager
def _driver(display: str) -> Iterator[int]:
    """Have a driver; return its port, once it listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = {**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11"}
    with _process(["WebKitWebDriver", "--host=127.0.0.1", f"--port={port}"], env=environment):
        _until_it_listens(port)
        yield port


def _until_it_listens(port: int) -> None:
    given_up = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > given_up:
                raise
            time.sleep(0.05)
        else:
            return


@contextlib.contextmanager
def _process(command: list[str], **choices: Any) -> Iterator[None]:
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **choices)
    try:
        yield
    finally:
        running.terminate()
        running.wait(timeout=PATIENCE)
