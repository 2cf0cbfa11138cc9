"""Manners of a guest: nothing before the click, odd and hostile pages, no trace, and a wall between page and chat."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPerson
from tests.browser.growing import grew
from tests.browser.guest import Company, Guest
from tests.browser.windows import StaffWindow

CORNER = {"x": 1280 - 20, "y": 800 - 20}
"""Where the launcher's far corner is in a window of the tests' size."""


def far_corner(guest: Guest) -> dict[str, int]:
    box = guest.launcher.bounding_box()
    assert box is not None
    return {"x": round(box["x"] + box["width"]), "y": round(box["y"] + box["height"])}


# ------------------------------------------------------------------------------------------------- before the click

_WATCHES = """
    window.shifts = [];
    new PerformanceObserver((seen) => shifts.push(...seen.getEntries().map((entry) => entry.value)))
        .observe({type: 'layout-shift', buffered: true});
"""


def test_cookies_before_a_click_not_here(company: Company, person: NewPerson) -> None:
    """No cookie, storage, socket or identifier, and no request but for two files that are the same for everybody."""
    guests = [Guest(person(), company) for _ in range(2)]
    sockets: list[str] = []
    answers: list[tuple[str, str]] = []
    for guest in guests:
        guest.page.on("websocket", lambda socket: sockets.append(socket.url))
        guest.page.on("request", lambda request: answers.append((request.url, request.post_data or "")))
        guest.show(f"<main>Sivu</main>{guest.tag}")
        expect(guest.launcher).to_be_visible()
        guest.page.wait_for_load_state("networkidle")

        assert guest.asked == ["/juttu.js", "/launcher/demo.js"]
        state = guest.page.context.storage_state(indexed_db=True)
        assert (state["cookies"], state["origins"], sockets) == ([], [], [])
    half = len(answers) // 2
    assert answers[:half] == answers[half:]


def test_nothing_moves_when_the_launcher_appears(guest: Guest) -> None:
    guest.page.add_init_script(_WATCHES)
    guest.show(f"<main>{'<p>Sivun tekstiä.</p>' * 60}</main>{guest.tag}")
    expect(guest.launcher).to_be_visible()
    guest.page.wait_for_load_state("networkidle")

    assert guest.page.evaluate("shifts") == []


# ------------------------------------------------------------------------------------------------- odd pages


@pytest.mark.parametrize(
    ("oddity", "head", "body"),
    [
        ("all unset", "<style>* { all: unset !important }</style>", ""),
        ("ten-pixel rem", "<style>html { font-size: 62.5% } * { font-size: 8px; line-height: 1 }</style>", ""),
        ("hidden overflow", "<style>html, body { overflow: hidden; height: 100%; margin: 0 }</style>", ""),
        ("transformed body", "<style>body { transform: translateX(80px) scale(0.5); filter: blur(0) }</style>", ""),
        ("grid of everything", "<style>html { display: grid; gap: 40px } body > * { contain: strict }</style>", ""),
        (
            "war of z-indexes",
            "<style>#war { position: fixed; inset: 0; z-index: 2147483647; background: white } body { isolation: isolate }</style>",
            '<div id="war">Ylin</div>',
        ),
        ("base", '<base href="https://elsewhere.example/deep/" target="_top">', ""),
        (
            "extended arrays",
            "<script>Array.prototype.last = function () {}; Object.prototype.extra = 1; Array.prototype.remove = () => 0</script>",
            "",
        ),
        (
            "its own standard library",
            (
                "<script>window.URL = window.URLSearchParams = window.fetch = null; String.prototype.startsWith = null;"
                "Array.prototype.includes = () => { throw 1 }; Array.from = () => []</script>"
            ),
            "",
        ),
        ("an element of our name", "", '<div id="Juttu"></div><div id="juttu"></div>'),
        ("right to left", "<style>html { direction: rtl }</style>", ""),
        ("nothing shown that is not defined", "<style>:not(:defined) { display: none }</style>", ""),
    ],
    ids=lambda each: each if isinstance(each, str) and "<" not in each else "",
)
def test_the_chat_opens_where_it_should_on_a_page_with(oddity: str, head: str, body: str, guest: Guest) -> None:
    guest.show(f"<main>Sivu</main>{body}{guest.tag}", head=head)
    expect(guest.launcher).to_be_visible()
    box = guest.launcher.bounding_box()
    assert box is not None
    assert far_corner(guest) == CORNER
    assert box["height"] == 46
    assert 130 < box["width"] < 220
    on_top = "([x, y]) => document.elementFromPoint(x, y).localName"
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert guest.page.evaluate(on_top, middle) == "juttu-chat"
    guest.open()
    guest.say(f"Hei sivulta: {oddity}")

    frame = guest.host.locator("iframe").bounding_box()
    assert frame == {"x": 1280 - 20 - 384, "y": 80, "width": 384, "height": 640}
    assert guest.page.evaluate(on_top, [frame["x"] + 10, frame["y"] + 10]) == "juttu-chat"
    assert guest.said == []


@pytest.mark.parametrize("zoom", [1.5, 0.75])
def test_on_a_zoomed_page_all_of_the_panel_is_in_the_window(zoom: float, guest: Guest) -> None:
    guest.show(f"<main>Sivu</main>{guest.tag}", head=f"<style>html {{ zoom: {zoom} }}</style>")
    guest.open()
    frame = guest.host.locator("iframe").bounding_box()
    assert frame is not None
    assert 0 <= frame["y"] <= frame["y"] + frame["height"] <= 800
    assert 0 <= frame["x"] <= frame["x"] + frame["width"] <= 1280

    guest.page.set_viewport_size({"width": 390, "height": 844})
    covers = (
        "(frame) => ((at) => Math.round(at.top) === 0 && Math.round(at.height) === 844)(frame.getBoundingClientRect())"
    )
    guest.page.wait_for_function(covers, arg=guest.host.locator("iframe").element_handle())


@pytest.mark.parametrize("isolated", ["require-corp", "credentialless"])
def test_a_page_that_isolates_itself_from_others_shows_the_chat(isolated: str, guest: Guest) -> None:
    headers = {"Cross-Origin-Embedder-Policy": isolated, "Cross-Origin-Opener-Policy": "same-origin"}
    guest.show(f"<main>Sivu</main>{guest.tag}", headers=headers)
    assert guest.page.evaluate("crossOriginIsolated") is True
    guest.open()
    guest.say("Hei")

    assert guest.said == []


@pytest.mark.parametrize(
    "own",
    [
        "<button class=ask onclick='event.stopPropagation()'><svg width=40 height=40><rect width=40 height=40 /></svg></button>",
        "<div onclick='event.stopPropagation()'><button class=ask>Kysy</button></div>",
        "<script>addEventListener('click', (event) => event.stopPropagation(), true)</script><button class=ask>Kysy</button>",
    ],
    ids=["stops its clicks", "is within what stops them", "is on a page that stops all"],
)
def test_a_launcher_of_the_pages_own_opens_the_chat_where_it(own: str, guest: Guest) -> None:
    guest.show(f"<main>{own}</main>{guest.tag_of(launcher='.ask')}")
    expect(guest.page.locator(".ask")).to_have_attribute("aria-expanded", "false")
    expect(guest.page.get_by_role("region")).to_have_count(0)
    guest.page.locator(".ask").click(position={"x": 10, "y": 10})

    expect(guest.input).to_be_focused()


def test_a_page_that_minds_its_own_title_goes_on_answering(guest: Guest, company: Company, person: NewPerson) -> None:
    guest.show(
        f"<main><button onclick='this.textContent = 1'>Paina</button></main>{guest.tag}"
        "<script>new MutationObserver(() => { if (document.title !== 'Kauppa') document.title = 'Kauppa' })"
        ".observe(document.head, {childList: true, subtree: true, characterData: true}); document.title = 'Kauppa'</script>"
    )
    guest.open()
    guest.say("Onko joku paikalla?")
    agent = StaffWindow(person(), company.house).let_in()
    agent.take()
    guest.input.press("Escape")
    agent.say("On.")

    expect(guest.launcher).to_have_accessible_name("Kysy meiltä, 1 uusi viesti")
    guest.page.get_by_role("button", name="Paina").click()
    expect(guest.page.get_by_role("button", name="1", exact=True)).to_be_visible()
    expect(guest.page).to_have_title("Kauppa")


def test_a_tag_that_the_page_writes_while_it_loads_is_a_tag(guest: Guest) -> None:
    written = guest.tag.replace("<", "\\x3c").replace('"', '\\"')
    guest.show(f'<main>Sivu</main><script>document.write("{written}")</script>')
    guest.open()

    assert guest.said == []


def test_a_page_that_writes_itself_anew_gets_the_chat_back(guest: Guest) -> None:
    guest.show(f"<main>Sivu</main>{guest.tag}")
    guest.open()
    guest.say("Hei vanhalta sivulta")
    guest.page.evaluate(
        "() => { document.open(); document.write('<title>Uusi</title><main>Uusi</main>'); document.close(); }"
    )
    expect(guest.chat.get_by_role("log")).to_contain_text("Hei vanhalta sivulta")
    guest.input.press("Escape")
    expect(guest.launcher).to_have_attribute("aria-expanded", "false")

    guest.open()
    assert guest.said == []


def test_a_modal_dialogue_of_the_pages_own_is_above_the_chat(guest: Guest) -> None:
    guest.show(f"<dialog style='width:100vw;height:100vh;max-width:none;max-height:none'>Sivun oma</dialog>{guest.tag}")
    expect(guest.launcher).to_be_visible()
    box = guest.launcher.bounding_box()
    assert box is not None
    guest.page.evaluate("document.querySelector('dialog').showModal()")

    on_top = guest.page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).localName", [box["x"] + 20, box["y"] + 20]
    )
    assert on_top == "dialog"


def test_the_page_may_hide_the_launcher(guest: Guest) -> None:
    guest.show(guest.tag, head="<style>@media (max-width: 600px) { juttu-chat { display: none } }</style>")
    expect(guest.launcher).to_be_visible()
    guest.page.set_viewport_size({"width": 500, "height": 800})

    expect(guest.launcher).to_be_hidden()


# ------------------------------------------------------------------------------------------------- no trace

_COUNTS = """
    const counted = {};
    for (const target of [EventTarget.prototype]) {
        const {addEventListener, removeEventListener} = target;
        target.addEventListener = function (type, call, ...more) {
            if (this === window || this === document || this === window.visualViewport) (counted[type] ??= new Set()).add(call);
            return addEventListener.call(this, type, call, ...more);
        };
        target.removeEventListener = function (type, call, ...more) {
            counted[type]?.delete(call);
            return removeEventListener.call(this, type, call, ...more);
        };
    }
    window.listening = () => Object.keys(counted).filter((type) => counted[type].size > 0);
"""


def test_removed_it_leaves_no_trace(guest: Guest) -> None:
    guest.page.add_init_script(_COUNTS)
    trace = (
        "() => ({names: Object.getOwnPropertyNames(window), listening: listening(), title: document.title,"
        " children: [...document.documentElement.children].map((each) => each.localName),"
        " head: document.head.innerHTML, body: document.body.innerHTML})"
    )
    guest.show('<main><button id="ask">Kysy</button></main>')
    before = guest.page.evaluate(trace)
    guest.show(f'<main><button id="ask">Kysy</button></main>{guest.tag_of(launcher="#ask")}')
    guest.page.get_by_role("button", name="Kysy").click()
    expect(guest.input).to_be_focused()
    assert guest.page.evaluate("listening()") != []
    guest.page.evaluate("() => { Juttu.remove(); document.querySelector('script').remove(); }")

    assert guest.page.evaluate(trace) == before
    assert guest.said == []


def test_two_hundred_openings_leave_nothing_behind(guest: Guest) -> None:
    guest.show(guest.tag)
    guest.open()
    session = guest.page.context.new_cdp_session(guest.page)
    session.send("Performance.enable")

    def held() -> dict[str, float]:
        session.send("HeapProfiler.collectGarbage")
        metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        return {name: metrics[name] for name in ("JSEventListeners", "Nodes", "Documents", "JSHeapUsedSize")}

    rounds = "(count) => { for (let round = 0; round < count; round += 1) { Juttu.close(); Juttu.open(); } }"

    def after(count: int) -> dict[str, float]:
        guest.page.evaluate(rounds, count)
        expect(guest.input).to_be_focused()
        return held()

    looks = [after(20), after(200), after(200), after(200)]

    # A tenth of what one thing kept by each opening would be.
    most = {"JSEventListeners": 20, "Nodes": 20, "Documents": 0, "JSHeapUsedSize": 200_000}
    grown = grew(*looks)
    assert {name: by for name, by in grown.items() if by > most[name]} == {}, looks


# ------------------------------------------------------------------------------------------------- the wall

_LISTENS = """
    window.heard = [];
    window.keys = [];
    for (const type of ['keydown', 'keyup', 'keypress', 'input', 'beforeinput', 'compositionend', 'paste', 'copy']) {
        addEventListener(type, (event) => keys.push([type, event.key ?? event.data]), true);
    }
    addEventListener('message', ({data, origin}) => heard.push([origin, data]), true);
"""


def looked_at(page: Page, code: str) -> Any:
    """Return what a script of the page gets of the chat's frame, or the name of what it is refused with."""
    return page.evaluate(
        f"() => {{ const frame = document.querySelector('juttu-chat').shadowRoot.querySelector('iframe');"
        f" try {{ return {code} }} catch (refused) {{ return refused.name }} }}"
    )


def test_a_hostile_page_reads_neither_messages_nor_keystrokes_nor_the_key(guest: Guest) -> None:
    guest.page.add_init_script(_LISTENS)
    guest.show(f"<main>Sivu</main>{guest.tag}")
    guest.page.evaluate("() => { window.keys.length = 0 }")
    guest.open()
    guest.input.press_sequentially("Salaisuus 123")
    guest.input.press("Enter")
    expect(guest.chat.get_by_text("Lähetetty")).to_be_visible()
    key = guest.page.frames[1].evaluate("JSON.parse(localStorage.getItem('juttu demo'))[0].key")
    assert len(key) == 43

    for reach in (
        "frame.contentWindow.document.body.innerText",
        "frame.contentWindow.localStorage['juttu demo']",
        "frame.contentWindow.location.href",
        "frame.contentWindow.name",
        "frame.contentWindow.fetch",
        "frame.contentWindow.eval('1')",
    ):
        assert looked_at(guest.page, reach) == "SecurityError", reach
    assert looked_at(guest.page, "frame.contentDocument") is None
    assert guest.page.evaluate("keys") == []
    told = guest.page.evaluate("heard")
    assert {origin for origin, _ in told} == {guest.house.addresses.service}
    assert {data["juttu"] for _, data in told} <= {"here", "open", "close", "unread", "underway", "preview"}
    everything = json.dumps(
        guest.page.evaluate(
            "async () => [document.documentElement.outerHTML, document.querySelector('juttu-chat').shadowRoot.innerHTML,"
            " {...localStorage}, {...sessionStorage}, document.cookie, (await indexedDB.databases()).length,"
            " performance.getEntriesByType('resource').map(({name}) => name), heard]"
        )
    )
    for secret in ("Salaisuus", key):
        assert secret not in everything


def test_a_hostile_page_forges_nothing_but_opening_and_closing(guest: Guest) -> None:
    guest.show(f"<main>Sivu</main>{guest.tag}")
    guest.open()
    guest.say("Hei")
    guest.input.fill("kesken")
    before = guest.chat.get_by_role("log").inner_text()
    asked = len(guest.asked)
    guest.page.evaluate(
        """(service) => {
            const frame = document.querySelector('juttu-chat').shadowRoot.querySelector('iframe').contentWindow;
            const forged = [
                {do: 'say', text: 'Petos', n: 2, id: 'x'}, {juttu: 'say', text: 'Petos'}, {juttu: 'end'}, {juttu: 'open', text: 'Petos'},
                {juttu: 'unread', count: 99}, {is: 'said', entry: {text: 'Petos', by: 'agent'}}, 'open', null, 7, [], {juttu: {}},
                {juttu: 'open', focus: '<img src=x onerror=alert(1)>'}, {__proto__: {juttu: 'end'}},
            ];
            for (const message of forged) frame.postMessage(message, service);
        }""",
        guest.house.addresses.service,
    )
    guest.page.evaluate("(service) => postMessage({juttu: 'unread', count: 99}, '*')", guest.house.addresses.service)
    guest.page.wait_for_timeout(500)

    assert guest.chat.get_by_role("log").inner_text() == before
    expect(guest.input).to_have_value("kesken")
    expect(guest.launcher).to_have_accessible_name("Sulje")
    assert [path for path in guest.asked[asked:] if path.startswith("/v1/conversation/")] == []


def test_another_frame_of_the_page_is_not_heard(guest: Guest) -> None:
    guest.show(f'<iframe id="other" srcdoc="x"></iframe>{guest.tag}')
    guest.open()
    guest.say("Hei")
    script = (
        "(service) => { const chat = parent.document.querySelector('juttu-chat').shadowRoot.querySelector('iframe');"
        " chat.contentWindow.postMessage({juttu: 'close'}, service);"
        " parent.postMessage({juttu: 'close'}, '*'); parent.postMessage({juttu: 'unread', count: 9}, '*'); }"
    )
    other = next(frame for frame in guest.page.frames if frame.url == "about:srcdoc")
    other.evaluate(script, guest.house.addresses.service)
    guest.page.wait_for_timeout(300)

    expect(guest.launcher).to_have_attribute("aria-expanded", "true")
    expect(guest.launcher).to_have_accessible_name("Sulje")


def test_the_chat_cannot_touch_the_page(guest: Guest) -> None:
    guest.show(f"<main>Sivu</main>{guest.tag}")
    guest.open()
    chat = guest.page.frames[1]
    for reach in (
        "parent.document.body",
        "parent.localStorage",
        "parent.Juttu",
        "parent.location.href",
        "top.document.title",
        "frameElement.remove()",
        "window.frameElement.parentNode",
    ):
        refused = chat.evaluate(
            f"() => {{ try {{ return String({reach}) }} catch (refused) {{ return refused.name }} }}"
        )
        assert refused in ("SecurityError", "TypeError"), reach
    assert chat.evaluate("window.frameElement") is None


def test_the_chat_runs_no_script_but_its_own(company: Company, person: NewPerson) -> None:
    guest = Guest(person(expected=("This document requires", "Connecting to", "Fetch API cannot load")), company)
    guest.show(f"<main>Sivu</main>{guest.tag}")
    guest.open()
    chat = guest.page.frames[1]
    outcomes = chat.evaluate(
        """async () => {
            const refused = async (act) => { try { await act(); return 'done' } catch (failure) { return failure.name } };
            return {
                markup: await refused(() => { document.body.innerHTML = '<b>x</b>' }),
                source: await refused(() => { document.createElement('script').src = 'https://evil.example/x.js' }),
                away: await refused(() => fetch('https://evil.example/')),
            };
        }"""
    )

    assert outcomes == {"markup": "TypeError", "source": "TypeError", "away": "TypeError"}
