"""What a browser loads of us: the launcher's files, what the launcher shows, and the chat in a frame or on its own page."""

import base64
import html
import json
import re
import struct
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

import msgspec
import pytest
from chalice.app import Request, Response

from chalicelib.chat.errors import NotFound
from chalicelib.chat.hours import Hours, Weekday
from chalicelib.chat.hours_told import week
from chalicelib.chat.people import Administrator
from chalicelib.chat.site import Contact, DayNotice, ServedSite, Site, Topic, logo_digest, version_of
from chalicelib.chat.wire import Language
from chalicelib.chat.words import NOTICE_IN, SITE_IN
from chalicelib.entrypoints import pages
from chalicelib.rooms.settings import stage
from tests.service.conftest import Desk

ORIGIN = "http://127.0.0.1:8601"
OFFICE = Hours(week=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("9-16",)))

WORDS: dict[Language, str] = {"fi": "Suomeksi", "sv": "På svenska"}
WHOLE: dict[str, Any] = {
    "theme": "dark",
    "greeting": {"fi": "Hei!"},
    "launcher": {"sv": "Fråga"},
    "privacy_notice": {"fi": f"{ORIGIN}/tietosuoja"},
    "contacts": (
        Contact(kind="phone", value="+358 8 123 456", words=WORDS),
        Contact(kind="mail", value="apu@demo.example"),
    ),
    "topics": tuple(Topic(key=key, words=WORDS) for key in ("orders", "invoices", "other")),
    "today": (DayNotice(since=date(2026, 11, 24), until=date(2026, 11, 26), words={"fi": "Ruuhkaa."}),),
    "logo": "5f0c2e1d5f0c2e1d",
}
"""All that a company can have of its own besides colour and hours."""
MIDNIGHT_AFTER = int(datetime(2026, 11, 27, tzinfo=ZoneInfo("Europe/Helsinki")).timestamp())


def request(
    query: dict[str, list[str]] | None = None, headers: dict[str, str] | None = None, **parameters: str
) -> Request:
    return Request(
        {
            "multiValueQueryStringParameters": query,
            "headers": headers or {},
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


@pytest.mark.parametrize("week", [None, {}, {"mon": ("0-24",), "tue": ("0-24",)}])
def test_while_the_operator_has_closed_the_chat_the_launcher_says_so_for_an_hour_whatever_the_hours_are(
    week: dict[Weekday, tuple[str, ...]] | None, desk: Desk
) -> None:
    def sentences() -> list[Any]:
        shown = json.loads(pages.launcher(request(name="demo.json"), desk.services).body)
        return list(shown["sentences"])

    register(desk, hours=None if week is None else Hours(week=week))
    before = sentences()
    stage.close_chat(desk.services, Administrator("maija.o"), {"fi": "Palaamme klo 12."})

    until = int(desk.services.now()) + 3600
    words = {"fi": "Suljettu", "sv": "Stängt", "en": "Closed"}
    assert sentences() == [[until, False, words], *(each for each in before if each[0] > until)]

    stage.open_chat(desk.services, Administrator("maija.o"))
    assert sentences() == before


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
        privacy_notice={"sv": f"{ORIGIN}/dataskydd", "en": f"{ORIGIN}/privacy"},
        colour="#0a5c8a",
        hours=OFFICE,
    )
    document = pages.widget(request(site="demo"), desk.services).body
    known = written(document)
    own = json.loads(known.pop("own"))

    # By it goes whatever compares a time of the service's: the device's own clock may be hours off.
    assert int(known.pop("now")) == desk.services.milliseconds()
    assert '<html lang="sv"' in " ".join(document.replace("html\n", "html ").split())
    assert json.loads(known.pop("notice"))["controller"] == desk.services.settings.controller
    assert known == {"site": "demo", "company": "Demo Oy", "theme": "system", "logo": ""}
    assert own["privacy"] == {"sv": f"{ORIGIN}/dataskydd", "en": f"{ORIGIN}/privacy"}
    assert own["colour"] == "#0a5c8a"
    assert own["hours"]["week"]["en"].startswith("Open Mon")
    assert own["hours"]["offset"] == 120


def test_the_chat_gets_what_is_the_companys_own_in_every_language_so_that_it_can_change_its_own(desk: Desk) -> None:
    register(desk, **WHOLE)
    own = json.loads(written(pages.widget(request(site="demo"), desk.services).body)["own"])
    every = {"fi": "Suomeksi", "sv": "På svenska", "en": "Suomeksi"}

    assert own == {
        "colour": "",
        "hours": None,
        "greeting": {"fi": "Hei!"},
        "privacy": {"fi": f"{ORIGIN}/tietosuoja"},
        "contacts": [
            {"kind": "phone", "value": "+358 8 123 456", "words": every},
            {"kind": "mail", "value": "apu@demo.example"},
        ],
        "topics": [{"key": key, "words": every} for key in ("orders", "invoices", "other")],
        "today": {"until": MIDNIGHT_AFTER, "words": dict.fromkeys(("fi", "sv", "en"), "Ruuhkaa.")},
        "there": False,
    }


def test_the_chats_document_has_the_companys_theme_before_any_script_runs(desk: Desk) -> None:
    register(desk, **WHOLE)

    assert written(pages.widget(request(site="demo"), desk.services).body)["theme"] == "dark"


def test_the_launcher_says_the_companys_own_word_and_its_notice_of_the_day(desk: Desk) -> None:
    register(desk, **WHOLE)
    shown = json.loads(pages.launcher(request(name="demo.json"), desk.services).body)

    assert shown["launch"] == {"sv": "Fråga"}
    assert shown["today"] == {"until": MIDNIGHT_AFTER, "words": dict.fromkeys(("fi", "sv", "en"), "Ruuhkaa.")}


def test_a_site_with_nothing_of_its_own_has_nothing_of_it_in_its_document(desk: Desk) -> None:
    own = json.loads(written(pages.widget(request(site="demo"), desk.services).body)["own"])

    assert own == {"colour": "", "hours": None, "there": False}


def test_the_chat_knows_whether_somebody_is_there_so_it_is_fetched_each_time(desk: Desk) -> None:
    for later, on in enumerate((True, False)):
        desk.services.agents.note_staffed(desk.services.milliseconds() + later, on=on)
        document = pages.widget(request(site="demo"), desk.services)

        assert json.loads(written(document.body)["own"])["there"] is on
        assert document.headers["Cache-Control"] == "no-store"


def test_nothing_of_a_site_can_break_out_of_its_attribute(desk: Desk) -> None:
    register(
        desk,
        colour='"><script>alert(1)</script>',
        greeting={"fi": "{{contacts}}"},
        contacts=(Contact(kind="visit", value='<b>"'),),
    )
    document = pages.chat(request(site="demo"), desk.services).body

    assert "<script>alert" not in document
    assert "<b>" not in document
    assert json.loads(written(document)["own"])["greeting"] == {"fi": "{{contacts}}"}
    assert json.loads(written(document)["own"])["colour"] == '"><script>alert(1)</script>'


def test_a_companys_own_words_are_filled_in_and_not_looked_at_again(desk: Desk) -> None:
    plain = str(pages.chat(request(site="demo"), desk.services).body)
    for company in ("{{own}}", "{{own}}{{notice}}{{language}}", "{{contacts}}"):
        desk.services.sites.put(
            Site(key="demo", company=company, origins=(ORIGIN,), contacts=(Contact(kind="visit", value="{{own}}"),))
        )
        document = str(pages.chat(request(site="demo"), desk.services).body)

        assert company in document
        assert "{{own}}" in document.partition("<noscript")[2]
        assert json.loads(written(document)["own"]) is not None
        assert len(document) < len(plain) + 500


@pytest.mark.parametrize("document", [pages.widget, pages.chat])
@pytest.mark.parametrize(("asked", "language"), [("en", "en"), ("xx", "sv"), ("", "sv")])
def test_a_language_that_is_not_spoken_here_is_as_none(document: Any, asked: str, language: str, desk: Desk) -> None:
    register(desk, language="sv")

    assert f'lang="{language}"' in document(request({"language": [asked]}, site="demo"), desk.services).body


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fi", "on JavaScript käytössä"), ("sv", "kräver JavaScript"), ("en", "needs JavaScript")],
)
def test_without_scripts_the_page_says_so_in_the_sites_language_and_names_other_ways(
    language: Any, sentence: str, desk: Desk
) -> None:
    phone = Contact(kind="phone", value="08 123 456", words={language: "<Päivystys>"})
    hours = Hours(week={"mon": ("9-16",)})
    register(desk, language=language, contacts=(phone, Contact(kind="visit", value="Sepäntie 1")), hours=hours)
    document = pages.chat(request(site="demo"), desk.services).body
    without = document.rpartition("<noscript>")[2].partition("</noscript>")[0]

    assert without.startswith("<h1>Demo Oy</h1>")
    assert sentence in without
    assert week(SITE_IN[language], hours) in without
    assert f'<a href="../notice/demo?language={language}">{NOTICE_IN[language].title}</a>' in without
    assert '&lt;Päivystys&gt;: <a href="tel:08123456">08 123 456</a><br>Sepäntie 1' in without


def test_without_scripts_the_page_links_to_the_companys_own_notice(desk: Desk) -> None:
    register(desk, language="fi", privacy_notice={"fi": 'https://www.your.example/"'})

    assert '<a href="https://www.your.example/&quot;">' in pages.chat(request(site="demo"), desk.services).body


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


def test_how_soon_visitors_are_usually_answered_is_told_by_launcher_and_chat_without_another_read(desk: Desk) -> None:
    def told() -> tuple[object, object, int]:
        before = desk.cloud.meter.calls
        shown = json.loads(pages.launcher(request(name="demo.json"), desk.services).body)
        calls = (desk.cloud.meter.calls - before).total()
        own = json.loads(written(pages.widget(request(site="demo"), desk.services).body)["own"])
        return shown.get("usually"), own.get("usually"), calls

    desk.services.stage.lately()  # which a process reads once a minute
    assert told() == (None, None, 1)
    desk.services.sites.note_usually("demo", 5)
    assert told() == (5, 5, 1)
    desk.services.sites.note_usually("demo", None)
    assert told() == (None, None, 1)


# ------------------------------------------------------------------------------------------------- the logo


def test_the_preview_is_framed_by_the_console_only_which_frames_nothing_else_and_says_nothing_of_a_site(
    desk: Desk,
) -> None:
    shown = pages.preview(request(language="sv"), desk.services)
    console = pages.console(request(), desk.services)

    assert str(shown.headers["Content-Security-Policy"]).endswith("; frame-ancestors 'self'")
    assert "; frame-src 'self'; " in str(console.headers["Content-Security-Policy"])
    assert "frame-src" not in str(pages.chat(request(site="demo"), desk.services).headers["Content-Security-Policy"])
    assert 'lang="sv"' in str(shown.body)
    assert "<body inert>" in str(shown.body)
    assert "{{" not in str(shown.body)
    with pytest.raises(NotFound):
        pages.preview(request(language="de"), desk.services)


def test_the_console_is_an_app_whose_one_policy_and_worker_no_other_page_has(desk: Desk) -> None:
    def policy_of(response: Response) -> list[str]:
        return str(response.headers["Content-Security-Policy"]).split("; ")

    console = policy_of(pages.console(request(), desk.services))
    chat = policy_of(pages.chat(request(site="demo"), desk.services))

    assert {"manifest-src 'self'", "worker-src 'self'", "trusted-types juttu-worker"} <= set(console)
    assert "require-trusted-types-for 'script'" in console
    assert "trusted-types 'none'" in chat
    assert not [each for each in chat if each.startswith(("manifest-src", "worker-src"))]


def test_the_worker_is_fetched_anew_each_time_and_may_connect_to_nothing_but_us(desk: Desk) -> None:
    worker = pages.worker(request(), desk.services)

    assert worker.headers["Cache-Control"] == "no-store"
    assert worker.headers["Content-Type"] == "text/javascript; charset=utf-8"
    policy = str(worker.headers["Content-Security-Policy"]).split("; ")
    assert policy[:2] == ["default-src 'none'", "connect-src 'self'"]
    assert "caches" not in str(worker.body)
    assert "indexedDB" not in str(worker.body)


def test_the_manifest_says_where_the_app_begins_and_ends_and_brings_its_icons(desk: Desk) -> None:
    answered = pages.manifest(request(), desk.services)
    manifest = json.loads(str(answered.body))

    assert answered.headers["Content-Type"] == "application/manifest+json; charset=utf-8"
    assert (manifest["display"], manifest["start_url"], manifest["scope"]) == ("standalone", "console", "console")
    drawn, *pictures = manifest["icons"]
    assert (pages.STATIC / drawn["src"]).is_file()
    for icon in pictures:
        picture = base64.b64decode(icon["src"].removeprefix("data:image/png;base64,"), validate=True)
        assert picture.startswith(b"\x89PNG\r\n")
        assert icon["sizes"] == "{}x{}".format(*struct.unpack(">II", picture[16:24]))
    assert {icon["purpose"] for icon in pictures} == {"any", "maskable"}


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def test_a_logo_is_a_picture_of_which_nothing_runs_wherever_it_is_opened(desk: Desk) -> None:
    with_logo(desk, SVG)
    response = pages.logo(request(site="demo"), desk.services)
    policy = str(response.headers["Content-Security-Policy"]).split("; ")

    assert response.body == SVG
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert {"default-src 'none'", "sandbox", "frame-ancestors 'none'"} <= set(policy)
    assert not [each for each in policy if each.startswith(("script", "sandbox allow"))]


def test_a_logo_is_kept_for_a_year_under_its_own_digest_only(desk: Desk) -> None:
    with_logo(desk, SVG)

    def kept(*digests: str) -> str:
        query = {"v": list(digests)} if digests else None
        return str(pages.logo(request(query, site="demo"), desk.services).headers["Cache-Control"])

    assert kept(logo_digest(SVG)) == "public, max-age=31536000, immutable"
    assert kept("0" * 16) == kept() == "public, max-age=300"


def with_logo(desk: Desk, svg: str, digest: str = "") -> None:
    logo = digest or logo_digest(svg)
    desk.services.sites.put(Site(key="demo", company="Demo Oy", origins=(ORIGIN,), logo=logo), svg)


def logo_in_document(desk: Desk) -> str:
    return written(pages.widget(request(site="demo"), desk.services).body)["logo"]


def padded(characters: int) -> str:
    """Return a picture that takes so many characters of a document."""
    bare = SVG.replace("/>", "><desc>\u00e4 \" ' &lt; # % ? {{site}}\n</desc></svg>")
    return bare.replace("<desc>", f"<desc>{'a' * (characters - len(within(bare)))}")


def within(svg: str) -> str:
    return f"data:image/svg+xml,{quote(svg, safe='/:;,=()')}"


def test_a_small_logo_is_in_the_chats_document_to_the_letter_and_a_larger_one_is_fetched_by_its_digest(
    desk: Desk,
) -> None:
    for svg in (SVG, padded(pages.LOGO_WITHIN)):
        with_logo(desk, svg)
        kind, _, picture = logo_in_document(desk).partition(",")

        assert kind == "data:image/svg+xml"
        assert unquote(picture) == svg

    larger = padded(pages.LOGO_WITHIN + 1)
    with_logo(desk, larger)
    assert logo_in_document(desk) == f"../logo/demo?v={logo_digest(larger)}"


def test_a_logo_is_read_once_by_a_process_and_once_more_when_it_is_another(desk: Desk) -> None:
    def reads(svg: str) -> int:
        before = desk.cloud.meter.calls["dynamodb.GetItem"]
        assert logo_in_document(desk) == within(svg)
        return desk.cloud.meter.calls["dynamodb.GetItem"] - before

    desk.services.notices.current()
    other = SVG.replace("1 1", "2 2")
    with_logo(desk, SVG)
    assert [reads(SVG), reads(SVG)] == [3, 2]

    with_logo(desk, other)
    assert [reads(other), reads(other)] == [3, 2]


def test_the_chat_opens_where_its_logo_is_not_the_one_that_the_site_names_or_cannot_be_read(desk: Desk) -> None:
    with_logo(desk, SVG, digest="0" * 16)
    assert logo_in_document(desk) == f"../logo/demo?v={'0' * 16}"

    with_logo(desk, SVG)
    fault = desk.cloud.fail(
        "dynamodb", "GetItem", times=9, when=lambda asked: asked["Key"]["sk"]["S"].startswith("logo#")
    )
    assert logo_in_document(desk) == f"../logo/demo?v={logo_digest(SVG)}"
    fault.cancel()
    assert logo_in_document(desk) == within(SVG)


def test_a_site_without_a_logo_has_none_to_show(desk: Desk) -> None:
    for key in ("demo", "unknown", "Demo", "x" * 3000):
        with pytest.raises(NotFound):
            pages.logo(request(site=key), desk.services)


# ------------------------------------------------------------------------------------------------- the table


def test_a_site_comes_back_from_the_table_as_it_was_registered(desk: Desk) -> None:
    hours = Hours(week={"mon": ("9-12", "13-16")}, dates={"2026-12-24": ()}, holidays="FI", zone="Europe/Stockholm")
    register(desk, colour="teal", hours=hours, **WHOLE)

    site = Site(key="demo", company="Demo Oy", origins=(ORIGIN,), colour="teal", hours=hours, **WHOLE)
    assert desk.services.sites.get("demo") == ServedSite(**msgspec.structs.asdict(site), version=version_of(site))


def test_a_site_that_was_registered_before_there_were_hours_is_always_open(desk: Desk) -> None:
    assert msgspec.convert({"key": "old", "company": "Old Oy", "origins": [ORIGIN]}, Site).hours is None
