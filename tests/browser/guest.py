"""Somebody's page with the chat on it: any HTML, under any headers, on an origin of its own."""

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
from playwright.sync_api import FrameLocator, Locator, Page, Request, expect

from chalicelib.chat.site import logo_digest
from local import demo
from tests.browser.house import House

WORDS = {"fi": "Kysy meiltä", "sv": "Fråga oss", "en": "Ask us"}
INPUT = {"fi": "Kirjoita viesti", "sv": "Skriv ett meddelande", "en": "Write a message"}


class Company:
    """Somebody else's web server, with whatever pages a test puts on it; the house's sites may be on them."""

    def __init__(self, house: House, origin: str) -> None:
        self.house = house
        self.origin = origin
        self.pages: dict[str, tuple[bytes, Mapping[str, str]]] = {}

    @classmethod
    @contextlib.contextmanager
    def beside(cls, house: House) -> Iterator["Company"]:
        """Have one; what it needs it has to register."""
        with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
            company = cls(house, f"http://127.0.0.1:{server.server_address[1]}")
            server.RequestHandlerClass = _handler(company)
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="company")
            thread.start()
            try:
                yield company
            finally:
                server.shutdown()
                thread.join()

    def register(self, key: str, *, origins: Sequence[str] | None = None, logo: str = "", **more: Any) -> None:
        """Register a site, otherwise as the demo's, for this origin unless for others; its logo is an SVG."""
        always, _ = demo.sites([self.house.addresses.site])
        origins = (self.origin, *always.origins) if origins is None else tuple(origins)
        digest = logo_digest(logo) if logo else ""
        self.house.register(msgspec.structs.replace(always, key=key, origins=origins, logo=digest, **more), logo)


def _handler(company: Company) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, headers = company.pages.get(self.path, (b"", {}))
            self.send_response(200 if self.path in company.pages else 204)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the parameter's name is Python's
            pass

    return Handler


class Guest:
    """The chat as a guest on a page that a test writes."""

    def __init__(self, page: Page, company: Company) -> None:
        self.page = page
        self.company = company
        self.house = company.house
        self.asked: list[str] = []
        """What was asked of the service, in order, as paths."""
        self.said: list[str] = []
        """Everything that was written to the browser's console."""
        page.on("request", self._note)
        page.on("console", lambda message: self.said.append(message.text))

    def show(
        self,
        body: str,
        *,
        head: str = "",
        lang: str = "fi",
        headers: Mapping[str, str] | None = None,
        path: str = "/own",
    ) -> None:
        """Open a page with this in it; `{service}` becomes the service's address."""
        document = (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Oma sivu</title>'
            f"{head}</head><body>{body}</body></html>"
        )
        text = document.replace("{service}", self.house.addresses.service)
        self.company.pages[path.partition("#")[0]] = (text.encode(), headers or {})
        self.page.goto(f"{self.company.origin}{path}")

    @property
    def tag(self) -> str:
        return self.tag_of()

    def tag_of(self, site: str = "demo", **attributes: str) -> str:
        """Return the script tag of a site, with more `data-` attributes."""
        more = "".join(f' data-{name}="{value}"' for name, value in attributes.items())
        return f'<script async src="{{service}}/juttu.js" data-site="{site}"{more}></script>'

    @property
    def host(self) -> Locator:
        return self.page.locator("juttu-chat")

    @property
    def launcher(self) -> Locator:
        return self.host.get_by_role("button")

    @property
    def chat(self) -> FrameLocator:
        return self.page.frame_locator("juttu-chat iframe")

    @property
    def input(self) -> Locator:
        return self.chat.get_by_role("textbox")

    def open(self) -> None:
        self.launcher.click()
        expect(self.input).to_be_focused()

    def say(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")
        expect(self.chat.get_by_role("log")).to_contain_text(text)
        # Until it is stored, a page that goes away takes it along.
        expect(self.chat.get_by_text("Lähetetty").last).to_be_visible()

    def _note(self, request: Request) -> None:
        service = self.house.addresses.service
        if request.url.startswith(service):
            self.asked.append(request.url.removeprefix(service).partition("#")[0].partition("?")[0])
