"""What a browser loads of us: the launcher's files, what the launcher shows, and the chat in a frame or on its own page."""

import html
import json
import re
from typing import Any

import msgspec
import pytest
from chalice.app import Request

from chalicelib.chat.errors import NotFound
from chalicelib.chat.hours import Hours
from chalicelib.chat.ports import Site
from chalicelib.entrypoints import pages
from tests.service.conftest import Desk

ORIGIN = "http://127.0.0.1:8601"
OFFICE = Hours(week=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("9-16",)))


def request(query: dict[str, list[str]] | None = None, **parameters: str) -> Request:
    return Request(
        {
            "multiValueQueryStringParameters": query,
            "headers": {},
            "pathParameters": parameters,
            "requestContext": {
                "httpMethod": "GET",
                "resourcePath": "/",
                "requestId": "request-1",
                "identity": {"sourceIp": "192.0.2.77"},
            },
            "body": None,
            "isBase64Encoded": False,
            "stageVariables": None,
        }
    )


def register(desk: Desk, **more: Any) -> None:
    desk.services.sites.put(Site(key="demo", company="Demo Oy", origins=(ORIGIN,), **more))


def written(document: str) -> dict[str, str]:
    """Return what the service has written into a document for its script."""
    return {name: html.unescape(value) for name, value in re.findall(r'data-(\w+)="([^"]*)"', document)}


# ------------------------------------------------------------------------------------------------- files


@pytest.mark.parametrize("door", [pages.loader, pages.panel])
def test_every_site_may_load_the_launchers_files_and_check_their_integrity(door: Any, desk: Desk) -> None:
    response = door(request(), desk.services)

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"


def test_a_document_is_for_nobody_elses_scripts(desk: Desk) -> None:
    for response in (
        pages.widget(request(site="demo"), desk.services),
        pages.chat(request(site="demo"), desk.services),
    ):
        assert "Access-Control-Allow-Origin" not in response.headers


# ------------------------------------------------------------------------------------------------- the launcher


def test_what_the_launcher_shows_is_a_module_and_data_alike(desk: Desk) -> None:
    register(desk, colour="#0a5c8a", hours=OFFICE)
    module = pages.launcher(request(name="demo.js"), desk.services)
    data = pages.launcher(request(name="demo.json"), desk.services)

    assert module.body == f"export default {data.body}"
    assert module.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert data.headers["Content-Type"] == "application/json; charset=utf-8"
    shown = json.loads(data.body)
    assert set(shown) == {"colour", "sentences", "failed"}
    assert shown["colour"] == "#0a5c8a"
    assert set(shown["failed"]) == {"fi", "sv", "en"}
    until, is_open, words = shown["sentences"][0]
    assert until > desk.services.now()
    assert is_open in (True, False)
    assert set(words) == {"fi", "sv", "en"}


@pytest.mark.parametrize("wished", [None, "unknown", "a b", "'}"])
def test_the_loader_brings_what_the_launcher_shows_where_its_address_names_the_site(wished: Any, desk: Desk) -> None:
    register(desk, colour="</script>__SHOWN__", hours=OFFICE)
    named = pages.loader(request({"site": ["demo"]}), desk.services)
    other = pages.loader(request({"site": [wished]} if wished else None), desk.services)
    data = pages.launcher(request(name="demo.json"), desk.services).body
    script = (pages.STATIC / "juttu.js").read_text("utf-8")

    assert script.count("__SHOWN__") == 1
    assert named.body == script.replace("__SHOWN__", f"{{default:{data}}}")
    assert other.body == script.replace("__SHOWN__", "null")
    assert named.headers == other.headers


def test_what_the_launcher_shows_is_the_same_to_everybody_for_five_minutes(desk: Desk) -> None:
    response = pages.launcher(request(name="demo.js"), desk.services)

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in response.headers


def test_a_site_without_hours_says_nothing_of_them(desk: Desk) -> None:
    assert json.loads(pages.launcher(request(name="demo.json"), desk.services).body)["sentences"] == []


def test_a_key_may_have_hyphens_and_no_dot_because_no_chat_of_such_a_site_could_start(desk: Desk) -> None:
    for key in ("demo-shop", "demo.shop"):
        desk.services.sites.put(Site(key=key, company="Demo Oy", origins=(ORIGIN,)))

    assert pages.launcher(request(name="demo-shop.js"), desk.services).status_code == 200
    with pytest.raises(NotFound):
        pages.launcher(request(name="demo.shop.js"), desk.services)


@pytest.mark.parametrize("name", ["unknown.js", "demo", "demo.html", ".js", "demo.js.map"])
def test_a_launcher_of_a_site_that_is_none_is_not_found(name: str, desk: Desk) -> None:
    assert pages.launcher(request(name="demo.js"), desk.services).status_code == 200
    with pytest.raises(NotFound):
        pages.launcher(request(name=name), desk.services)


# ------------------------------------------------------------------------------------------------- the chat


def test_the_chat_knows_its_site(desk: Desk) -> None:
    register(
        desk,
        language="sv",
        privacy_notice=f"{ORIGIN}/privacy",
        colour="#0a5c8a",
        hours=OFFICE,
        contacts={"sv": "Telefon"},
    )
    document = pages.widget(request(site="demo"), desk.services).body
    known = written(document)
    own = json.loads(known.pop("own"))

    assert '<html lang="sv"' in " ".join(document.replace("html\n", "html ").split())
    assert known == {
        "site": "demo",
        "company": "Demo Oy",
        "privacy": f"{ORIGIN}/privacy",
    }
    assert own["colour"] == "#0a5c8a"
    assert own["hours"]["week"]["en"].startswith("Open Mon")
    assert own["hours"]["offset"] == 120


def test_a_site_with_nothing_of_its_own_has_nothing_of_it_in_its_document(desk: Desk) -> None:
    assert written(pages.widget(request(site="demo"), desk.services).body)["own"] == ""
    register(desk, colour="teal")
    own = json.loads(written(pages.widget(request(site="demo"), desk.services).body)["own"])

    assert own == {"colour": "teal", "hours": None}


def test_nothing_of_a_site_can_break_out_of_its_attribute(desk: Desk) -> None:
    register(desk, colour='"><script>alert(1)</script>', contacts={"fi": "<b>"})
    document = pages.chat(request(site="demo"), desk.services).body

    assert "<script>alert" not in document
    assert "<b>" not in document
    assert json.loads(written(document)["own"])["colour"] == '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    ("language", "sentence"), [("fi", "JavaScriptin"), ("sv", "behöver JavaScript"), ("en", "needs JavaScript")]
)
def test_without_scripts_the_page_says_so_in_the_sites_language_and_names_other_ways(
    language: Any, sentence: str, desk: Desk
) -> None:
    register(desk, language=language, contacts={language: "08 123 456 <ma–pe>"})
    document = pages.chat(request(site="demo"), desk.services).body
    without = document.rpartition("<noscript>")[2].partition("</noscript>")[0]

    assert sentence in without
    assert "08 123 456 &lt;ma–pe&gt;" in without


def test_a_language_that_we_do_not_speak_gets_english_without_scripts(desk: Desk) -> None:
    register(desk, language="et")

    assert "needs JavaScript" in pages.chat(request(site="demo"), desk.services).body


@pytest.mark.parametrize(("wished", "language"), [("sv", "sv"), ("et", "fi"), ('"><b>', "fi")])
def test_the_chat_begins_in_the_language_that_its_launcher_speaks_otherwise_in_the_sites(
    wished: str, language: str, desk: Desk
) -> None:
    document = pages.widget(request({"language": [wished]}, site="demo"), desk.services).body

    assert f'lang="{language}"' in document
    assert re.search(rf'src="\.\./static/widget-{language}-\w+\.js"', document)


def test_the_chat_may_be_framed_by_its_site_only_and_its_own_page_by_nobody(desk: Desk) -> None:
    framed = pages.widget(request(site="demo"), desk.services)
    alone = pages.chat(request(site="demo"), desk.services)

    assert f"frame-ancestors {ORIGIN}" in framed.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in alone.headers["Content-Security-Policy"]
    assert alone.headers["X-Frame-Options"] == "DENY"
    assert written(framed.body) == written(alone.body)
    assert "<noscript>" not in framed.body
    with pytest.raises(NotFound):
        pages.chat(request(site="unknown"), desk.services)


# ------------------------------------------------------------------------------------------------- the table


def test_a_site_comes_back_from_the_table_as_it_was_registered(desk: Desk) -> None:
    hours = Hours(week={"mon": ("9-12", "13-16")}, dates={"2026-12-24": ()}, holidays="FI", zone="Europe/Stockholm")
    register(desk, colour="teal", hours=hours, contacts={"fi": "Puhelin", "en": "Phone"})

    site = desk.services.sites.get("demo")
    assert site is not None
    assert (site.hours, site.colour, site.contacts) == (hours, "teal", {"fi": "Puhelin", "en": "Phone"})


def test_a_site_that_was_registered_before_there_were_hours_is_always_open(desk: Desk) -> None:
    assert msgspec.convert({"key": "old", "company": "Old Oy", "origins": [ORIGIN]}, Site).hours is None
