"""The console as an app: its manifest, and its worker while no page is open. Pushes come from the browser's own tools here, not
from a push service.
"""

import json
import re
from typing import Any

import msgspec
import pytest
from playwright.sync_api import BrowserContext, CDPSession, Locator, Page, expect

from chalicelib import wiring
from chalicelib.chat.actions import talking
from chalicelib.chat.site import plain as plain_site
from chalicelib.chat.stage import plain
from chalicelib.chat.wire import Start
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, until

_SHOWS = """() => {
    // The headless shell lets no page notify: what would be shown is kept instead.
    self.shown = [];
    self.registration.showNotification = async (title, { body, tag }) => void self.shown.push({ title, body, tag });
}"""
_TAPPED = """() => {
    const tap = new ExtendableEvent("notificationclick");
    tap.notification = { close() {} };
    self.dispatchEvent(tap);
}"""
WAITING = {"title": "Joku odottaa", "body": "Avaa jono napauttamalla.", "tag": "waiting"}


class Workers:
    """The workers of a browser context, by the browser's own tools."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._tools: CDPSession = page.context.new_cdp_session(page)
        self._registrations: list[dict[str, Any]] = []
        self._tools.on("ServiceWorker.workerRegistrationUpdated", self._updated)
        self._tools.send("ServiceWorker.enable")

    def _updated(self, told: dict[str, Any]) -> None:
        self._registrations += [each for each in told["registrations"] if not each["isDeleted"]]

    def push(self, content: str = "") -> None:
        """Have the worker be told of a push, as by a push service."""
        one = self._registrations[-1]
        origin = "/".join(one["scopeURL"].split("/")[:3])
        self._tools.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": origin, "registrationId": one["registrationId"], "data": content},
        )


@pytest.fixture
def staff(everything: House, person: NewPerson) -> StaffWindow:
    window = StaffWindow(person(expected=("This document requires", "Creating a TrustedTypePolicy")), everything)
    window.sign_in("agent.a")
    window.commit()
    return window


def register(page: Page) -> Any:
    """Register the worker as the console does, by its own policy, and return the context's worker once it is active."""
    # The console's own page is the only place where its policy may be made, and it is made once.
    page.evaluate(
        """async () => {
            const policy = trustedTypes.createPolicy("juttu-worker", { createScriptURL: () => "worker.js?language=fi" });
            await navigator.serviceWorker.register(policy.createScriptURL(""), { scope: "console" });
            await navigator.serviceWorker.ready;
        }"""
    )


def worker_of(context: BrowserContext) -> Any:
    return context.service_workers[0]


def test_the_browser_finds_nothing_that_keeps_the_console_from_being_installed(staff: StaffWindow) -> None:
    tools = staff.page.context.new_cdp_session(staff.page)
    told = tools.send("Page.getAppManifest")

    assert told["errors"] == []
    assert json.loads(told["data"])["name"] == "Juttu"
    assert tools.send("Page.getInstallabilityErrors")["installabilityErrors"] in (
        [],
        [{"errorId": "in-incognito", "errorArguments": []}],  # a context of a test is one
    )


def test_no_other_script_becomes_a_worker_and_no_other_policy_is_made(staff: StaffWindow) -> None:
    refused = staff.page.evaluate(
        """async () => {
            const said = [];
            await navigator.serviceWorker.register("worker.js").catch((error) => said.push(error.name));
            try { trustedTypes.createPolicy("mine", {}); } catch (error) { said.push(error.name); }
            return said;
        }"""
    )

    assert refused == ["TypeError", "TypeError"]


def test_a_push_shows_the_same_words_whatever_it_carries(staff: StaffWindow) -> None:
    workers = Workers(staff.page)
    register(staff.page)
    worker = worker_of(staff.page.context)
    worker.evaluate(_SHOWS)
    workers.push()
    workers.push("what a stranger would like to be shown")

    until(staff.page, lambda: worker.evaluate("self.shown.length") == 2)
    assert worker.evaluate("self.shown") == [WAITING, WAITING]


def test_a_tap_goes_to_the_queue_of_the_console_that_is_open(staff: StaffWindow) -> None:
    page = staff.page
    register(page)
    page.reload()
    page.locator("button.person").click()
    page.get_by_role("button", name="Oma sivu").click()
    expect(page.get_by_role("heading", name="Oma sivu")).to_be_visible()
    worker_of(page.context).evaluate(_TAPPED)

    expect(page.get_by_role("heading", name="Oma sivu")).to_have_count(0)
    assert page.url.endswith("#/desk")
    assert len(page.context.pages) == 1


def test_without_a_network_the_app_says_so_and_that_it_has_kept_nothing(staff: StaffWindow, look: Look) -> None:
    page = staff.page
    register(page)
    page.reload()
    page.context.set_offline(True)
    page.reload()

    expect(page.get_by_role("heading", name="Verkkoyhteyttä ei ole")).to_be_visible()
    look(page, "offline")
    assert page.evaluate("caches.keys()") == []
    page.context.set_offline(False)
    page.get_by_role("link", name="Yritä uudelleen").click()
    expect(page.get_by_role("navigation").first).to_be_visible()


# ------------------------------------------------------------------------------------------------- being called

_CALLABLE = """([endpoint]) => {
    // The headless shell allows no notifications and knows no push service: what a person allows, and what a service gives, is said here.
    Object.defineProperty(Notification, "permission", { get: () => "granted" });
    Notification.requestPermission = async () => "granted";
    let held = null;
    const unsubscribe = async () => { held = null; return true; };
    PushManager.prototype.getSubscription = async () => held;
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
        if (applicationServerKey.length !== 87) throw new DOMException("no key", "InvalidAccessError");
        held = { endpoint, unsubscribe };
        return held;
    };
}"""


def switch_on(house: House) -> None:
    services = wiring.services("test")
    before = services.stage.current()
    services.stage.change(before, msgspec.structs.replace(plain(before), phones=True), "admin", services.milliseconds())


def on_own_page(page: Page) -> Locator:
    page.locator("button.person").click()
    page.get_by_role("button", name="Oma sivu").click()
    return page.get_by_role("region", name="Puhelin taskussa")


def test_while_nobody_is_called_here_ones_own_page_says_so(staff: StaffWindow) -> None:
    phones = on_own_page(staff.page)

    expect(phones).to_contain_text("Herätykset eivät ole täällä käytössä")
    expect(phones.get_by_role("button")).to_have_count(0)


def test_where_the_browser_lets_no_notification_through_that_is_said(
    everything: House, staff: StaffWindow, look: Look
) -> None:
    switch_on(everything)
    phones = on_own_page(staff.page)

    expect(phones).to_contain_text("Selain ei salli ilmoituksia")
    look(staff.page, "blocked")


def test_a_browser_is_added_tried_and_removed_and_the_worker_speaks_its_language(
    everything: House, staff: StaffWindow, look: Look
) -> None:
    switch_on(everything)
    page, control = staff.page, everything.addresses.control
    # The stand-in knows a phone of this name from now on; the service forgets it, for the browser gives it anew.
    page.request.post(f"{control}/phones", form={"person": "agent.a"}, max_redirects=0)
    wiring.services("test").phones.forget("agent.a")
    page.evaluate(_CALLABLE, [f"{control}/push/phone-1"])
    phones = on_own_page(page)
    phones.get_by_label("Milloin sinut saa herättää").select_option("nobody")
    phones.get_by_role("button", name="Ota herätykset käyttöön tässä selaimessa").click()
    expect(phones.get_by_role("listitem")).to_contain_text("Tämä selain")
    phones.get_by_role("button", name="Kokeile herätystä").click()
    expect(page.get_by_text("Herätys lähetettiin (1)")).to_be_visible()
    look(page, "added")
    ((pushed),) = page.request.get(f"{control}/pushes.json").json()
    assert (pushed["phone"], pushed["status"], pushed["urgency"]) == ("phone-1", 201, "high")
    assert worker_of(page.context).url.endswith("/worker.js?language=fi")
    phones.get_by_role("button", name=re.compile("^Poista selain")).click()

    expect(phones).to_contain_text("Yhtään selainta ei herätetä.")


def test_whoever_waits_for_a_minute_has_the_phone_of_whoever_is_on_duty_ring_at_the_stand_in(
    everything: House, staff: StaffWindow, person: NewPerson
) -> None:
    switch_on(everything)
    services, control = wiring.services("test"), everything.addresses.control
    site = services.sites.get("demo")
    assert site is not None
    everything.register(msgspec.structs.replace(plain_site(site), hours=None))
    staff.page.request.post(f"{control}/phones", form={"person": "agent.a"}, max_redirects=0)
    start = Start(site="demo", language="fi", id="message-1", text="Hei")
    about = talking.start(services, "k" * 43, start, "192.0.2.0/24").facts.conversation
    services.conversations.visitor_seen(about, services.milliseconds() + 61_000, polled=True)
    expect(staff.page.get_by_text("Hei", exact=True)).to_be_visible()
    # The desk may show it before that somebody is called later is in hand.
    until(staff.page, lambda: (told := services.conversations.get(about)) is not None and bool(told.announced_at))
    everything.cloud.clock.advance(61)
    shown = person(locale="en-GB")
    shown.goto(f"{control}/#phones")

    expect(shown.locator("#pushes-rows").get_by_role("row").filter(has_text="phone-1")).to_contain_text("201")
