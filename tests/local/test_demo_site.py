import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from local import site

SERVICE = "http://127.0.0.1:8600"
PAGES = {"/": "fi", "/kiukaan-valinta": "fi", "/pa-svenska": "sv"}
Client = TestClient[web.Request, web.Application]


class Page(HTMLParser):
    """A page's scripts, links and language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.links: list[str] = []
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self.scripts.append(given)
        if tag == "html":
            self.language = given["lang"] or ""
        self.links += [value for name in ("href", "src") if (value := given.get(name)) and tag != "script"]


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with TestClient(TestServer(site.application(SERVICE))) as client:
        yield client


async def page(client: Client, path: str) -> Page:
    async with client.get(path) as response:
        assert response.status == 200
        return Page(await response.text())


@pytest.mark.parametrize(("path", "language"), PAGES.items())
async def test_every_page_has_the_one_script_tag_and_its_language(client: Client, path: str, language: str) -> None:
    shown = await page(client, path)

    assert shown.scripts == [{"src": f"{SERVICE}/juttu.js?site=demo", "data-site": "demo", "async": None}]
    assert shown.language == language


async def test_one_page_has_hours_a_colour_and_a_launcher_of_its_own(client: Client) -> None:
    shown = await page(client, "/huolto")
    [script] = shown.scripts

    assert script["data-site"] == "huolto"
    assert script["data-launcher"] == ".ask"
    assert f"{SERVICE}/chat/huolto" in shown.links


@pytest.mark.parametrize("path", [*PAGES, "/huolto"])
async def test_every_link_leads_somewhere_on_the_site(client: Client, path: str) -> None:
    for link in (await page(client, path)).links:
        if link.startswith(SERVICE):
            continue
        target, _, fragment = link.partition("#")
        async with client.get(target or path) as response:
            assert response.status == 200, link
            assert not fragment or f'id="{fragment}"' in await response.text(), link


@pytest.mark.parametrize(
    ("path", "language"), [("/", "fi"), ("/kiukaan-valinta", "fi"), ("/huolto", "fi"), ("/pa-svenska", "sv")]
)
async def test_every_page_links_to_the_notice_that_the_service_makes(client: Client, path: str, language: str) -> None:
    assert f"{SERVICE}/notice/demo?language={language}" in (await page(client, path)).links


async def test_one_page_is_long(client: Client) -> None:
    async with client.get("/kiukaan-valinta") as response:
        words = re.sub(r"<[^>]+>", " ", await response.text()).split()

    assert len(words) > 600


async def test_what_is_not_there_is_404(client: Client) -> None:
    async with client.get("/elsewhere") as response:
        assert response.status == 404
