"""The console as an app: its manifest, and its worker while no page is open. Pushes come from the browser's own tools here, not
from a push service.
"""

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow

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
