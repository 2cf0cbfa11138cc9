"""Embedding: the guide's own examples, attributes, policies, the pinned script, the page of its own, opening hours."""

import base64
import hashlib
import re
import struct
import subprocess
import zlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import expect

from chalicelib.chat.hours import WEEKDAYS, Hours
from chalicelib.chat.logo import logo_of
from chalicelib.chat.site import Contact
from operations import sites
from tests.browser.conftest import Look, NewPerson
from tests.browser.guest import INPUT, WORDS, Company, Guest
from tests.browser.house import ROOT, House
from tests.browser.windows import StaffWindow, until

GUIDE = (ROOT / "docs" / "embedding.md").read_text("utf-8")
SITE_GUIDE = (ROOT / "docs" / "site.md").read_text("utf-8")
EXAMPLES: dict[str, str] = dict(re.findall(r"<!-- example: ([\w-]+) -->\n```\w*\n(.*?)```", GUIDE, re.DOTALL))
RELEASED = sorted((ROOT / "web" / "loader" / "released").glob("juttu-*.js"))
NOTHING_ELSE = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"


def example(name: str) -> str:
    """Return an example of the guide, for the demo site."""
    return (
        EXAMPLES[name]
        .replace("https://chat.example", "{service}")
        .replace('"main"', '"demo"')
        .replace("/main", "/demo")
        .replace("site=main", "site=demo")
    )


def policy(name: str, house: House) -> dict[str, str]:
    """Return the headers of a page that allows what the guide says, and nothing else."""
    lines = " ".join(EXAMPLES[name].split()).replace("https://chat.example", house.addresses.service)
    return {"Content-Security-Policy": f"{NOTHING_ELSE}; {lines}"}


# ------------------------------------------------------------------------------------------------- the guide


def test_the_guide_has_an_example_for_everything() -> None:
    assert set(EXAMPLES) == {
        "plain",
        "attributes",
        "launcher",
        "script",
        "wordpress",
        "tag-manager",
        "react",
        "policy",
        "pinned",
        "pinned-policy",
    }


@pytest.mark.parametrize("name", ["plain", "tag-manager", "pinned"])
def test_the_guides_tag_opens_the_chat(name: str, guest: Guest) -> None:
    guest.show(f"<main><h1>Sivu</h1></main>{example(name)}")
    expect(guest.launcher).to_have_accessible_name("Kysy meiltä")
    guest.open()
    guest.say("Hei ohjeesta")

    assert guest.said == []


def test_a_tag_whose_address_names_its_site_asks_for_one_file_before_the_click(guest: Guest) -> None:
    guest.company.register("open", hours=Hours(week=dict.fromkeys(WEEKDAYS, ("0-24",))))
    guest.show(example("plain").replace("demo", "open"))
    expect(guest.launcher).to_have_accessible_name("Kysy meiltä Avoinna")
    guest.page.wait_for_load_state("networkidle")

    assert guest.asked == ["/juttu.js"]


def test_what_the_guides_wordpress_hook_prints_opens_the_chat(guest: Guest) -> None:
    printed = re.findall(r"\?>\n(.*?)<\?php", example("wordpress"), re.DOTALL)
    assert len(printed) == 1
    guest.show(printed[0])
    guest.open()


def test_the_guides_attributes_are_followed(guest: Guest) -> None:
    guest.show(example("attributes"))
    expect(guest.launcher).to_have_accessible_name("Fråga oss")
    box = guest.launcher.bounding_box()
    assert box is not None
    assert (box["x"], round(800 - box["y"] - box["height"])) == (24, 96)
    before = guest.launcher.evaluate("(button) => getComputedStyle(button).backgroundColor")
    guest.open()

    frame = guest.host.locator("iframe").bounding_box()
    assert frame is not None
    assert frame["x"] == 24
    # The brand is the page's: the launcher as it is, and text in the chat in its hue, at a lightness of ours.
    assert before == "rgb(122, 31, 162)"
    assert re.match(r"oklch\(0\.46 0\.13 31", accent_of(guest))
    expect(guest.chat.get_by_role("textbox", name=INPUT["sv"])).to_be_visible()


def accent_of(guest: Guest) -> str:
    """Return the accent of the chat in its frame, as the browser computes it."""
    found = guest.chat.locator("html").evaluate(
        "(html) => { const probe = document.createElement('i'); probe.style.color = 'var(--accent)'; html.append(probe);"
        " const color = getComputedStyle(probe).color; probe.remove(); return color; }"
    )
    return str(found)


def test_a_colour_may_be_a_variable_of_the_pages_own(guest: Guest, look: Look) -> None:
    guest.show(
        f"<main><h1>Sivu</h1></main>{guest.tag_of(colour='var(--house)')}",
        head="<style>:root { --house: #7a1fa2 }</style>",
    )
    expect(guest.launcher).to_be_visible()
    launcher = guest.launcher.evaluate("(button) => getComputedStyle(button).backgroundColor")
    guest.open()

    assert launcher == "rgb(122, 31, 162)"
    assert re.match(r"oklch\(0\.46 0\.13 31", accent_of(guest))
    look(guest.page, "own-colour")


def test_the_guides_own_launcher_opens_the_chat_and_gets_the_focus_back(guest: Guest) -> None:
    guest.show(example("launcher"))
    own = guest.page.get_by_role("link", name="Ask us")
    expect(own).to_have_attribute("aria-expanded", "false")
    expect(guest.host.get_by_role("button")).to_have_count(0)
    own.click()
    expect(guest.input).to_be_focused()
    expect(own).to_have_attribute("aria-expanded", "true")
    assert guest.page.url.endswith("/own")
    guest.input.press("Escape")

    expect(own).to_be_focused()
    expect(own).to_have_attribute("aria-expanded", "false")


def test_the_guides_own_launcher_leads_to_the_chats_page_where_scripts_are_blocked(guest: Guest) -> None:
    guest.page.route("**/juttu.js", lambda route: route.abort())
    guest.show(example("launcher"))
    guest.page.get_by_role("link", name="Ask us").click()

    expect(guest.page.get_by_role("textbox", name="Kirjoita viesti")).to_be_focused()


def test_the_guides_script_hears_of_unread_messages_and_of_nothing_else(company: Company, person: NewPerson) -> None:
    guest = Guest(person(), company)
    page = '<b id="unread"></b><button id="help">Apua</button><button id="later">Ei nyt</button>'
    guest.show(f"{page}<script>{example('script')}</script>{guest.tag}")
    expect(guest.launcher).to_be_visible()
    guest.page.get_by_role("button", name="Apua").click()
    expect(guest.input).to_be_focused()
    guest.say("Kuuleeko sivu tämän?")
    agent = StaffWindow(person(), company.house).let_in("agent.a", available=False)
    waiting = agent.queue.get_by_role("listitem").filter(has_text="Kuuleeko sivu tämän?")
    waiting.get_by_role("button", name=re.compile("^Ota")).click()
    expect(agent.input).to_be_focused()
    guest.input.press("Escape")
    agent.say("Ei kuule")

    expect(guest.page.locator("#unread")).to_have_text("1")
    expect(guest.launcher).to_have_accessible_name("Kysy meiltä, 1 uusi viesti")
    expect(guest.page).to_have_title("(1) Oma sivu")
    guest.page.get_by_role("button", name="Ei nyt").click()
    guest.open()
    expect(guest.page).to_have_title("Oma sivu")
    expect(guest.launcher).to_have_accessible_name("Sulje")
    expect(guest.page.locator("#unread")).to_have_text("1")


def test_the_guides_react_component_puts_the_chat_on_and_takes_it_off(guest: Guest, tmp_path: Path) -> None:
    component = example("react").replace("{service}", guest.house.addresses.service)
    (tmp_path / "chat.jsx").write_text(component, "utf-8")
    (tmp_path / "app.jsx").write_text(
        'import { h, render } from "preact"; import { Chat } from "./chat";'
        "window.mount = () => render(h(Chat), document.querySelector('main'));"
        "window.unmount = () => render(null, document.querySelector('main'));",
        "utf-8",
    )
    # Preact stands in for React: its hooks are the same.
    command = [
        "node_modules/.bin/esbuild",
        str(tmp_path / "app.jsx"),
        "--bundle",
        "--alias:react=preact/hooks",
        "--jsx=automatic",
    ]
    environment = {"PATH": "/usr/bin:/bin", "NODE_PATH": str(ROOT / "web" / "node_modules")}
    built = subprocess.run(
        [*command, "--jsx-import-source=preact", "--log-level=error"],
        cwd=ROOT / "web", env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    guest.show(f"<main></main><script>{built.stdout}</script>")
    guest.page.evaluate("mount()")
    guest.open()
    guest.page.evaluate("unmount()")
    expect(guest.host).to_have_count(0)
    assert guest.page.evaluate("typeof Juttu") == "undefined"

    guest.page.evaluate("mount()")
    guest.open()


def test_the_guides_site_can_be_registered(guest: Guest, tmp_path: Path) -> None:
    examples = dict(re.findall(r"<!-- example: (\w+) -->\n```\w+\n(.*?)```", SITE_GUIDE, re.DOTALL))
    (tmp_path / "logo.svg").write_text(examples["logo"], "utf-8")
    (tmp_path / "site.json").write_text(examples["site"], "utf-8")
    site, logo = sites.read(tmp_path / "site.json")
    origins = (guest.company.origin, *site.origins)
    guest.house.register(msgspec.structs.replace(site, key="shown", origins=origins), logo)
    guest.show(guest.tag_of("shown"))

    expect(guest.launcher).to_contain_text(re.compile("Suljettu|Avoinna"))
    guest.open()
    expect(guest.chat.get_by_text("Avoinna ma–⁠ti 9–⁠16")).to_be_visible()


def png_of(red: int, green: int, blue: int, more: int = 0) -> bytes:
    """Return a picture of one dot, with so many bytes more that nobody sees."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = zlib.compress(bytes((0, red, green, blue)))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"tEXt", bytes(more))
        + chunk(b"IDAT", dot)
        + chunk(b"IEND", b"")
    )


STYLED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><style>rect{fill:#c81e3c}</style><rect width="1" height="1"/></svg>'


@pytest.mark.parametrize(
    ("picture", "kind"),
    [
        (png_of(200, 30, 60), "data:image"),
        (png_of(200, 30, 60, more=4096), "../logo/"),
        (STYLED.encode(), "data:image"),
    ],
)
def test_a_logo_is_seen_in_the_chat_within_the_document_or_fetched(picture: bytes, kind: str, guest: Guest) -> None:
    """One with a style sheet of its own, too, which the document's policy has nothing to say about."""
    guest.company.register("shown", logo=logo_of(picture))
    guest.show(guest.tag_of("shown"))
    guest.open()

    chat = next(frame for frame in guest.page.frames if "/widget/" in frame.url)
    seen = chat.evaluate(
        """async (kind) => {
            const image = document.querySelector("header img");
            await image.decode();
            if (!image.getAttribute("src").startsWith(kind)) return image.src;
            const canvas = document.createElement("canvas");
            const draw = canvas.getContext("2d");
            draw.drawImage(image, 0, 0, 1, 1);
            return [...draw.getImageData(0, 0, 1, 1).data];
        }""",
        kind,
    )

    assert seen == [200, 30, 60, 255]


def test_even_a_script_that_stands_in_a_logo_does_not_run_where_the_logo_is_opened(
    company: Company, person: NewPerson
) -> None:
    """`operations.sites` refuses it; whoever writes the table by hand may not."""
    run = "document.documentElement.setAttribute('data-ran', '')"
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="{run}"><script>{run}</script></svg>'
    company.register("shown", logo=drawn)
    page = person(expected=("Blocked script", "Executing inline", "Refused to execute"))
    page.goto(f"{company.house.addresses.service}/logo/shown")

    expect(page.locator("svg")).to_have_count(1)
    expect(page.locator("svg[data-ran]")).to_have_count(0)


# ------------------------------------------------------------------------------------------------- policies


@pytest.mark.parametrize(("tag", "lines"), [("plain", "policy"), ("pinned", "pinned-policy")])
def test_the_guides_policy_is_enough_and_nothing_is_refused_under_it(tag: str, lines: str, guest: Guest) -> None:
    guest.company.register("open", hours=Hours(week=dict.fromkeys(WEEKDAYS, ("0-24",))))
    guest.show(example(tag).replace("demo", "open"), headers=policy(lines, guest.house))
    expect(guest.launcher).to_have_accessible_name("Kysy meiltä Avoinna")
    guest.open()
    guest.say("Hei tiukan säännön takaa")

    assert guest.said == []


def test_without_the_line_for_data_a_pinned_launcher_says_nothing_of_hours_and_works(
    company: Company, person: NewPerson
) -> None:
    guest = Guest(person(expected=("Connecting to", "Fetch API cannot load")), company)
    guest.company.register("open", hours=Hours(week=dict.fromkeys(WEEKDAYS, ("0-24",))))
    guest.show(example("pinned").replace('"demo"', '"open"'), headers=policy("policy", guest.house))
    expect(guest.launcher).to_have_accessible_name("Kysy meiltä")
    guest.open()


def test_a_nonce_with_strict_dynamic_is_enough_for_scripts(guest: Guest) -> None:
    strict = f"default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; frame-src {guest.house.addresses.service}"
    guest.show(guest.tag.replace("<script", '<script nonce="abc"'), headers={"Content-Security-Policy": strict})
    guest.open()

    assert guest.said == []


# ------------------------------------------------------------------------------------------------- pinned


def test_the_guide_names_a_release_with_its_hash() -> None:
    [name] = set(re.findall(r"juttu-[0-9a-f]{10}\.js", GUIDE))
    [integrity] = set(re.findall(r"sha384-[\w+/=]+", GUIDE))
    script = (ROOT / "web" / "loader" / "released" / name).read_bytes()

    assert integrity == f"sha384-{base64.b64encode(hashlib.sha384(script).digest()).decode()}"


def test_a_release_is_called_by_its_hash_and_never_changed() -> None:
    assert RELEASED
    for path in RELEASED:
        assert path.name == f"juttu-{hashlib.sha256(path.read_bytes()).hexdigest()[:10]}.js"


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.name)
def test_every_release_still_opens_the_chat(released: Path, guest: Guest) -> None:
    guest.company.register("open", hours=Hours(week=dict.fromkeys(WEEKDAYS, ("0-24",))))
    guest.show(
        f'<script async src="{{service}}/static/{released.name}" data-site="open" crossorigin="anonymous"></script>'
    )
    expect(guest.launcher).to_have_accessible_name("Kysy meiltä Avoinna")
    guest.open()
    guest.say("Hei vanhasta skriptistä")
    guest.input.press("Escape")

    expect(guest.launcher).to_be_focused()
    assert {path for path in guest.asked if path.endswith(".js")} >= {f"/static/{released.name}"}
    assert "/panel.js" not in guest.asked


def test_a_script_that_is_not_what_was_pinned_does_not_run(guest: Guest) -> None:
    pinned = example("pinned")
    guest.show(pinned)
    expect(guest.launcher).to_be_visible()

    other = Guest(guest.page.context.new_page(), guest.company)
    other.show(re.sub(r"sha384-[^\"]+", f"sha384-{'A' * 64}", pinned), path="/other")
    other.page.wait_for_load_state("networkidle")
    expect(other.host).to_have_count(0)


# ------------------------------------------------------------------------------------------------- languages


@pytest.mark.parametrize(
    ("attribute", "lang", "locale", "expected"),
    [
        ("sv", "fi", "en-GB", "sv"),
        ("", "sv-FI", "en-GB", "sv"),
        ("", "de", "sv-SE", "sv"),
        ("", "de", "et-EE", "en"),
        ("ru", "fi", "en-GB", "fi"),
    ],
)
def test_the_language_is_the_tags_then_the_pages_then_the_browsers(
    attribute: str, lang: str, locale: str, expected: str, *, company: Company, person: NewPerson
) -> None:
    guest = Guest(person(locale=locale), company)
    guest.show(guest.tag_of(**({"language": attribute} if attribute else {})), lang=lang)
    expect(guest.launcher).to_have_accessible_name(WORDS[expected])
    guest.open()

    expect(guest.chat.get_by_role("textbox", name=INPUT[expected])).to_be_visible()


# ------------------------------------------------------------------------------------------------- opening hours


def test_closed_is_said_in_words_before_the_click_and_after_it(company: Company, guest: Guest, look: Look) -> None:
    company.register("closed", hours=Hours(week={}, dates={"2099-01-07": ("9-16",)}))
    guest.show(f"<main><h1>Sivu</h1></main>{guest.tag_of('closed')}")
    expect(guest.launcher).to_have_accessible_name(re.compile("^Kysy meiltä Suljettu"))
    look(guest.page, "closed-now")
    guest.open()

    expect(guest.chat.get_by_role("banner")).to_contain_text("Suljettu")
    look(guest.page, "opened-while-closed")


def test_open_is_said_in_words_in_each_language(company: Company, person: NewPerson) -> None:
    company.register("open", hours=Hours(week=dict.fromkeys(WEEKDAYS, ("0-24",))))
    StaffWindow(person(), company.house).let_in()
    for language, words in {"fi": "Avoinna", "sv": "Öppet", "en": "Open"}.items():
        guest = Guest(person(), company)
        guest.show(guest.tag_of("open"), lang=language)
        expect(guest.launcher).to_have_accessible_name(f"{WORDS[language]} {words}")
        guest.open()
        expect(guest.chat.get_by_role("banner")).to_contain_text(words)


def test_whoever_is_in_another_zone_is_told_whose_time_the_hours_are_in(company: Company, person: NewPerson) -> None:
    company.register("open", hours=Hours(week=dict.fromkeys(WEEKDAYS, ("0-24",))))
    for zone, told in (("Europe/Helsinki", 0), ("Europe/Berlin", 1)):
        guest = Guest(person(timezone_id=zone), company)
        guest.show(guest.tag_of("open"))
        guest.open()
        expect(guest.chat.get_by_text("Avoinna ma–⁠su")).to_be_visible()
        expect(guest.chat.get_by_text("(Suomen aikaa)")).to_have_count(told)


def test_where_the_hours_cannot_be_fetched_nothing_is_said_of_them(guest: Guest) -> None:
    guest.page.route("**/launcher/demo.js", lambda route: route.abort())
    guest.show(guest.tag)
    expect(guest.launcher).to_have_accessible_name("Kysy meiltä")
    guest.open()


# ------------------------------------------------------------------------------------------------- when it fails


def test_a_chat_that_cannot_be_fetched_says_so_and_can_be_tried_again(guest: Guest, look: Look) -> None:
    guest.page.route("**/panel.js", lambda route: route.abort(), times=1)
    guest.show(f"<main><h1>Sivu</h1></main>{guest.tag}")
    guest.launcher.click()
    other_way = guest.host.get_by_role("link", name="Chat ei auennut. Avaa se uuteen välilehteen")
    expect(other_way).to_be_focused()
    expect(other_way).to_have_attribute("href", f"{guest.house.addresses.service}/chat/demo")
    look(guest.page, "not-fetched")

    guest.open()
    expect(other_way).to_have_count(0)


def test_the_launcher_shows_that_it_is_busy(guest: Guest) -> None:
    held: list[Any] = []
    guest.page.route("**/panel.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    guest.show(guest.tag)
    guest.launcher.click()
    expect(guest.launcher).to_have_attribute("aria-busy", "true")
    until(guest.page, lambda: bool(held))
    held[0].continue_()

    expect(guest.launcher).to_have_attribute("aria-busy", "false")
    expect(guest.input).to_be_focused()


def test_a_frame_that_the_service_refuses_is_not_left_empty(company: Company, person: NewPerson) -> None:
    guest = Guest(person(expected=("Framing",)), company)
    guest.company.register("elsewhere", origins=("https://www.other.example",))
    guest.show(guest.tag_of("elsewhere"))
    guest.launcher.click()

    expect(guest.host.get_by_role("link", name="Chat ei auennut")).to_be_focused()
    expect(guest.host.locator("iframe")).to_have_count(0)
    expect(guest.launcher).to_have_attribute("aria-expanded", "false")


# ------------------------------------------------------------------------------------------------- starting open


def test_a_chat_that_starts_open_takes_no_focus_and_stays_closed_on_a_phone(
    company: Company, person: NewPerson
) -> None:
    guest = Guest(person(), company)
    # Looked at only when all is loaded: to the browser, whoever looks is a person at the keyboard.
    with guest.page.expect_request_finished(lambda request: "/static/widget-" in request.url):
        guest.show(f"<input autofocus>{guest.tag_of(open='open')}")
    expect(guest.input).to_be_visible()
    expect(guest.page.locator("body > input")).to_be_focused()
    guest.input.click()
    guest.input.press("Escape")
    expect(guest.launcher).to_have_attribute("aria-expanded", "false")
    guest.open()

    phone = Guest(person(is_mobile=True, has_touch=True, viewport={"width": 390, "height": 844}), company)
    phone.show(phone.tag_of(open="open"), head='<meta name="viewport" content="width=device-width">')
    expect(phone.launcher).to_have_attribute("aria-expanded", "false")
    phone.page.wait_for_load_state("networkidle")
    assert phone.asked == ["/juttu.js", "/launcher/demo.js"]


# ------------------------------------------------------------------------------------------------- a page of its own


def test_the_chat_on_its_own_page_is_whole_and_cannot_be_framed(
    company: Company, person: NewPerson, look: Look
) -> None:
    page = person()
    page.goto(f"{company.house.addresses.service}/chat/demo")
    expect(page.get_by_role("textbox", name="Kirjoita viesti")).to_be_focused()
    expect(page.get_by_role("button", name="Sulje ikkuna")).to_have_count(0)
    # What it looks like has come with it, not with what is loaded later.
    panel = page.locator(".panel")
    box = panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (280, 720)
    for element, style in ((panel, "boxShadow"), (page.locator("body"), "backgroundColor")):
        assert element.evaluate(f"(it) => getComputedStyle(it).{style}") not in ("none", "rgba(0, 0, 0, 0)")
    page.get_by_role("textbox", name="Kirjoita viesti").fill("Hei linkistä")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Lähetetty")).to_be_visible()
    look(page, "page-of-its-own")
    page.reload()
    expect(page.get_by_role("log")).to_contain_text("Hei linkistä")

    other = Guest(person(expected=("Framing",)), company)
    other.show('<iframe src="{service}/chat/demo"></iframe>')
    other.page.wait_for_load_state("networkidle")
    assert [frame.url for frame in other.page.frames[1:]] == ["chrome-error://chromewebdata/"]


def test_without_scripts_the_page_says_so_and_names_other_ways(company: Company, person: NewPerson) -> None:
    company.register("contacts", contacts=(Contact(kind="phone", value="08 123 456", words={"fi": "Päivystys"}),))
    guest = Guest(person(java_script_enabled=False), company)
    guest.show(example("plain").replace("demo", "contacts"))
    guest.page.get_by_role("link", name="Other ways to reach us").click()

    lines = guest.page.locator("noscript p")
    expect(lines.first).to_be_in_viewport(ratio=1)
    expect(lines.last).to_be_in_viewport(ratio=1)
    expect(lines).to_have_text(
        [
            "Chat toimii vain, jos selaimessa on JavaScript käytössä.",
            "Päivystys: 08 123 456",
            "Tietosuojaseloste: asiakaspalvelun chat",
        ]
    )
    expect(guest.page.locator("noscript a").first).to_have_attribute("href", "tel:08123456")
    guest.page.locator("noscript a").last.click()
    expect(guest.page.get_by_role("heading", level=1)).to_have_text("Tietosuojaseloste: asiakaspalvelun chat")


# ------------------------------------------------------------------------------------------------- pages that change


def test_a_page_that_swaps_its_body_leaves_the_chat_as_it_is(guest: Guest) -> None:
    guest.show(f"<main>Ensimmäinen</main>{guest.tag}")
    guest.open()
    guest.say("Hei")
    guest.input.fill("kesken")
    guest.page.evaluate(
        "() => { const body = document.createElement('body'); body.textContent = 'Toinen'; document.body.replaceWith(body); }"
    )

    expect(guest.input).to_have_value("kesken")
    expect(guest.chat.get_by_role("log")).to_contain_text("Hei")
    assert guest.asked.count("/widget/demo") == 1


def test_a_page_that_throws_the_chat_out_gets_it_back_where_it_was(guest: Guest) -> None:
    guest.show(f"<main>Ensimmäinen</main>{guest.tag}")
    guest.open()
    guest.say("Hei")
    guest.page.evaluate(
        "() => { document.documentElement.innerHTML = '<head></head><body><h1 tabindex=-1>Toinen</h1></body>'; document.querySelector('h1').focus(); }"
    )

    expect(guest.chat.get_by_role("log")).to_contain_text("Hei")
    expect(guest.page.get_by_role("heading", name="Toinen")).to_be_focused()
    expect(guest.launcher).to_have_attribute("aria-expanded", "true")
    guest.launcher.click()
    expect(guest.launcher).to_have_attribute("aria-expanded", "false")


def test_two_tags_by_mistake_are_one_chat(guest: Guest) -> None:
    guest.show(guest.tag + guest.tag + guest.tag_of(side="left"))
    guest.open()

    assert guest.host.count() == 1
    assert guest.asked.count("/launcher/demo.js") == 1
