"""How little the chat weighs: what is fetched when, and what happens when a part of it cannot be had."""

import gzip
import json
import re
from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Browser, CDPSession, Page, Response, Route, expect

from tests.browser.conftest import NewPerson
from tests.browser.growing import grew
from tests.browser.house import House
from tests.browser.windows import VisitorWindow

AIM, MOST = 17 * 1024, 28 * 1024
TALK, LATER = re.compile(r"/static/talk-fi-\w+\.js$"), re.compile(r"/static/later-fi-\w+\.js$")


class Fetched:
    """What the chat's frame has loaded, as it travels from the service: gzipped, and without the company's own picture."""

    def __init__(self, page: Page, service: str) -> None:
        self._sizes: dict[str, int] = {}
        self._answers: list[Response] = []
        self._service = service
        page.on("response", lambda answer: self._answers.append(answer))  # noqa: PLW0108 - Playwright marks what it calls

    def names(self) -> set[str]:
        return {re.sub(r"-\w{8}(?=\.)", "", url.rpartition("/")[2].partition("?")[0]) for url in self._all()}

    def weight(self) -> int:
        return sum(self._all().values())

    def _all(self) -> dict[str, int]:
        while self._answers:
            answer = self._answers.pop()
            if (
                answer.url.startswith((f"{self._service}/static/", f"{self._service}/logo/"))
                or "/widget/" in answer.url
            ):
                ours = re.sub(rb'data-logo="data:[^"]*"', b"", answer.body())
                self._sizes[answer.url] = len(gzip.compress(ours, 9, mtime=0))
        return self._sizes


def test_the_chat_does_not_weigh_more_than_28_kilobytes_until_the_first_message_is_sent(
    one_house: House, person: NewPerson
) -> None:
    visitor = VisitorWindow(person(), one_house)
    fetched = Fetched(visitor.page, one_house.addresses.service)
    visitor.arrive()
    assert fetched.weight() == 0

    visitor.open()
    expect(visitor.chat.get_by_text("Emme ole nyt paikalla.")).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")
    assert fetched.names() == {"demo", "widget-fi.js"}
    assert fetched.weight() <= AIM

    visitor.input.press_sequentially("Hei")
    expect(visitor.chat.get_by_role("log", name="Viestit")).to_be_attached()
    visitor.page.wait_for_load_state("networkidle")
    assert fetched.names() == {"demo", "widget-fi.js", "talk-fi.js"}
    assert AIM / 2 < fetched.weight() <= MOST

    visitor.input.press("Enter")
    expect(visitor.messages).to_have_text(["Hei"])
    expect(visitor.chat.get_by_text("Lähetetty")).to_be_visible()
    assert fetched.names() == {"demo", "widget-fi.js", "talk-fi.js", "later-fi.js"}


def test_the_menu_opens_at_the_first_click_and_changes_the_language_before_anything_is_said(
    one_house: House, person: NewPerson
) -> None:
    visitor = VisitorWindow(person(), one_house)
    visitor.arrive()
    visitor.open()
    visitor.chat.get_by_role("button", name="Valikko").click()
    visitor.chat.get_by_role("button", name="Svenska").click()

    expect(visitor.chat.get_by_text("Vi är inte på plats just nu.")).to_be_visible()
    expect(visitor.chat.get_by_role("button", name="Svenska")).to_be_hidden()
    expect(visitor.chat.locator("html")).to_have_attribute("lang", "sv")


def test_a_message_is_kept_in_the_input_while_the_parts_it_needs_cannot_be_had(
    one_house: House, person: NewPerson
) -> None:
    visitor = VisitorWindow(person(), one_house)
    visitor.arrive()
    visitor.open()
    visitor.page.route(TALK, lambda route: route.abort())
    visitor.say("Tämä ei katoa")

    expect(visitor.chat.get_by_role("alert")).to_have_text(
        "Yhteyttä ei saatu. Tekstisi on tallessa. Yritä hetken kuluttua uudelleen."
    )
    expect(visitor.input).to_have_value("Tämä ei katoa")

    visitor.page.unroute(TALK)
    visitor.input.press("Enter")
    expect(visitor.messages).to_have_text(["Tämä ei katoa"])
    expect(visitor.input).to_have_value("")
    expect(visitor.chat.get_by_role("alert")).to_have_count(0)
    expect(visitor.chat.get_by_text("Lähetetty")).to_be_visible()


def test_a_message_that_is_on_its_way_is_sent_once_the_connection_can_be_loaded(
    one_house: House, person: NewPerson
) -> None:
    visitor = VisitorWindow(person(), one_house)
    visitor.arrive()
    visitor.open()
    visitor.page.route(LATER, lambda route: route.abort(), times=1)
    visitor.say("Hei")

    expect(visitor.messages).to_have_text(["Hei"])
    expect(visitor.chat.get_by_text("Lähetetty")).to_be_visible()
    expect(visitor.chat.get_by_role("alert")).to_have_count(0)


def test_what_is_typed_and_sent_faster_than_it_loads_is_sent_once_and_what_follows_stays(
    one_house: House, person: NewPerson
) -> None:
    visitor = VisitorWindow(person(), one_house)
    visitor.arrive()
    visitor.open()
    held: list[Route] = []
    visitor.page.route(TALK, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    visitor.input.press_sequentially("Hei")
    visitor.input.press("Enter")
    visitor.input.press_sequentially(" ja vielä")
    for route in held:
        route.continue_()

    expect(visitor.messages).to_have_text(["Hei"])
    expect(visitor.input).to_have_value("ja vielä")


# ------------------------------------------------------------------------------------- what it costs while it runs


class Held(NamedTuple):
    """What the page and the chat hold after their garbage has been collected."""

    heap: float
    listeners: float
    nodes: float


def held(devtools: CDPSession) -> Held:
    devtools.send("HeapProfiler.collectGarbage")
    found = {each["name"]: each["value"] for each in devtools.send("Performance.getMetrics")["metrics"]}
    return Held(found["JSHeapUsedSize"], found["JSEventListeners"], found["Nodes"])


def test_two_hundred_rounds_of_opening_and_closing_leave_nothing_behind(one_house: House, person: NewPerson) -> None:
    visitor = VisitorWindow(person(), one_house)
    visitor.started("Hei")
    devtools = visitor.page.context.new_cdp_session(visitor.page)
    devtools.send("Performance.enable")
    devtools.send("HeapProfiler.enable")

    def rounds(count: int) -> Held:
        # In the page: each click of Playwright's leaves something of its own behind.
        visitor.page.evaluate(CLOSE_AND_OPEN, count)
        expect(visitor.input).to_be_visible()
        return held(devtools)

    looks = [rounds(200) for _ in range(3)]
    grown = grew(*(each._asdict() for each in looks))

    # A tenth of what one thing kept by each round would be.
    assert grown["listeners"] <= 20, looks
    assert grown["nodes"] <= 20, looks
    # 750 bytes a round, over all of them: what is held back adds up, and the engine's own caches and compiled code do not.
    assert looks[-1].heap <= looks[0].heap + 300_000, looks


def test_the_script_is_read_in_one_task_and_the_chat_that_opens_is_drawn_in_another(
    one_house: House, browser: Browser, person: NewPerson
) -> None:
    """How long each takes depends on the machine, so `python -m bench` prints it beside its limit."""
    visitor = VisitorWindow(person(), one_house)

    def opens() -> None:
        visitor.arrive()
        visitor.open()
        expect(visitor.chat.get_by_text("Emme ole nyt paikalla.")).to_be_visible()

    tasks = tasks_while(browser, visitor.page, opens)

    assert {"read"} in tasks
    assert {"field"} in tasks
    assert max(map(len, tasks)) == 1, tasks


def test_following_to_the_next_page_draws_field_log_menu_and_messages_in_a_task_each(
    one_house: House, browser: Browser, person: NewPerson
) -> None:
    """Open as it was, with what has been said."""
    visitor = VisitorWindow(person(), one_house).started("Viesti 1")
    for number in range(2, 6):
        visitor.say(f"Viesti {number}")
    expect(visitor.messages).to_have_count(5)
    expect(visitor.chat.get_by_text("Lähetetään")).to_have_count(0)

    def follows() -> None:
        visitor.arrive()
        visitor.followed()
        expect(visitor.messages).to_have_count(5)

    tasks = tasks_while(browser, visitor.page, follows)

    assert [task for task in tasks if task != {"read"}] == [{"field"}, {"log"}, {"menu"}, {"message"}]


def tasks_while(browser: Browser, page: Page, act: Callable[[], None]) -> list[set[str]]:
    """Return what the chat did in each task of the browser's in which it read a script or drew one of its parts anew."""
    page.add_init_script(MARKS_WHAT_IS_DRAWN)
    browser.start_tracing(page=page, categories=["disabled-by-default-devtools.timeline", "v8", "blink.user_timing"])
    act()
    events = json.loads(browser.stop_tracing())["traceEvents"]
    tasks = [event for event in events if event["name"] == "RunTask" and "dur" in event]
    found = [event for event in events if event["name"] == READ or event["name"].startswith(DREW)]
    done = [
        {
            "read" if each["name"] == READ else str(each["name"]).removeprefix(DREW)
            for each in found
            if (each["pid"], each["tid"]) == (task["pid"], task["tid"]) and 0 <= each["ts"] - task["ts"] <= task["dur"]
        }
        for task in sorted(tasks, key=lambda task: float(task["ts"]))
    ]
    return [task for task in done if task]


READ, DREW = "v8.evaluateModule", "drew "
MARKS_WHAT_IS_DRAWN = """
    const parts = {field: 'textarea', log: '.log', menu: '#menu', message: '.message'};
    const drawn = new Set();
    if (window !== top) new MutationObserver(() => {
        for (const [name, selector] of Object.entries(parts)) {
            if (drawn.has(name) || document.querySelector(selector) === null) continue;
            drawn.add(name);
            performance.mark(`drew ${name}`);
        }
    }).observe(document, {childList: true, subtree: true});
"""
CLOSE_AND_OPEN = """
    async (rounds) => {
        const launcher = document.querySelector('juttu-chat').shadowRoot.querySelector('button');
        for (let click = 0; click < 2 * rounds; click += 1) {
            launcher.click();
            await new Promise((drawn) => setTimeout(drawn, 15));
        }
    }
"""
