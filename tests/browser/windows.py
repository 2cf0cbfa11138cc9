"""The visitor's and the staff's windows, worked by the roles and names that people meet."""

import json
import re
from collections.abc import Callable
from typing import Any, Self

from playwright.sync_api import FrameLocator, Locator, Page, expect

from chalicelib.chat.commitment import CURRENT
from local import demo
from tests.browser.house import House

READ_ALONE = 40_000
"""Milliseconds: how far one has read goes with one's next message, and alone only after a while without any."""
_READ_ALONE_AFTER = 25_000
"""Milliseconds of that while."""

_BUBBLES = ".bubble [dir=auto], .bubble[dir=auto]"


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Let the browser go on until something holds that no page shows. Raises AssertionError after 15 s."""
    for _ in range(300):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to hold")


def says_nothing(page: Page) -> None:
    """Let a while go by on a page whose clock is installed, so that what was read is told alone."""
    page.clock.fast_forward(_READ_ALONE_AFTER)


class VisitorWindow:
    """The demo site with the chat on it, in Finnish."""

    def __init__(self, page: Page, house: House) -> None:
        self.page = page
        self._house = house

    def arrive(self) -> None:
        self.page.goto(self._house.addresses.site)
        expect(self.launcher).to_be_visible()

    def open(self) -> None:
        self.launcher.click()
        expect(self.input).to_be_focused()

    def followed(self) -> None:
        """Wait until the chat has followed, open as it was, to the page that one has come to."""
        expect(self.launcher).to_have_attribute("aria-expanded", "true")
        expect(self.input).to_be_visible()

    def started(self, text: str = "Hei!") -> Self:
        """Come, open and say something; return once it is stored."""
        self.arrive()
        self.open()
        self.say(text)
        expect(self.chat.get_by_role("log")).to_contain_text("Lähetetty")
        return self

    @property
    def launcher(self) -> Locator:
        return self.page.get_by_role("region", name="Chat", exact=True).get_by_role("button")

    @property
    def chat(self) -> FrameLocator:
        return self.page.frame_locator("juttu-chat iframe")

    @property
    def input(self) -> Locator:
        return self.chat.get_by_role("textbox", name="Kirjoita viesti")

    @property
    def messages(self) -> Locator:
        return self.chat.get_by_role("log", name="Viestit").locator(_BUBBLES)

    def dialog(self, name: str) -> Locator:
        return self.chat.get_by_role("dialog", name=name)

    @property
    def copy_card(self) -> Locator:
        return self.chat.get_by_role("region", name="Kopio sähköpostiin")

    @property
    def copy_sheet(self) -> Locator:
        return self.dialog("Kopio sähköpostiin")

    def say(self, text: str) -> None:
        self.input.fill(text)
        if self.input.evaluate("() => matchMedia('(pointer: coarse)').matches"):  # there Enter breaks the line
            self.chat.get_by_role("button", name="Lähetä").click()
        else:
            self.input.press("Enter")

    def choose(self, name: str) -> None:
        """Choose from the menu."""
        self.chat.get_by_role("button", name="Valikko").click()
        self.chat.get_by_role("button", name=name).click()

    def end(self) -> None:
        """End the conversation, from the menu."""
        self.choose("Päätä keskustelu")
        self.dialog("Päätetäänkö keskustelu?").get_by_role("button", name="Päätä keskustelu").click()

    def go_on(self) -> None:
        """Go on from the messages to the page of the end."""
        self.chat.get_by_role("button", name=re.compile("katso oma koodisi", re.IGNORECASE)).click()
        expect(self.chat.get_by_role("heading", name="Keskustelu on päättynyt")).to_be_focused()

    def order(self, address: str) -> None:
        """Give an address in the sheet that is open; return once the code has been mailed, which is done after the answer."""
        mails = len(self._house.cloud.mails)
        self.copy_sheet.get_by_role("textbox", name="Sähköpostiosoite").fill(address)
        self.copy_sheet.get_by_role("button", name="Lähetä koodi").click()
        expect(self.copy_sheet).to_contain_text(f"Lähetimme kuusinumeroisen koodin osoitteeseen {address}")
        until(self.page, lambda: len(self._house.cloud.mails) > mails)

    def confirm(self, code: str) -> None:
        """Give the code in the sheet that is open, and go back."""
        self.copy_sheet.get_by_role("textbox", name="Vahvistuskoodi").fill(code)
        self.copy_sheet.get_by_role("button", name="Vahvista").click()
        self.copy_sheet.locator(".actions").get_by_role("button", name="Takaisin keskusteluun").click()

    def kept_key(self) -> str:
        """Return the key that the browser keeps for the conversation."""
        kept = self.chat.get_by_role("main").evaluate("() => localStorage.getItem('juttu demo')")
        return str(json.loads(kept)[0]["key"])

    def status_of_history(self, key: str) -> int:
        """Return the status with which the service answers whoever asks for a conversation by its key."""
        answer = self.page.request.get(
            f"{self._house.addresses.service}/v1/conversation", headers={"Authorization": f"Bearer {key}"}
        )
        return answer.status


class StaffWindow:
    """The console, in Finnish."""

    def __init__(self, page: Page, house: House) -> None:
        self.page = page
        self.user = ""
        self._house = house

    def sign_in(self, user: str) -> None:
        """Sign in with password and code, up to whatever comes then."""
        self.user = user
        person = next(person for person in demo.PEOPLE if person.user == user)
        self.page.goto(f"{self._house.addresses.service}/console")
        self.page.get_by_role("textbox", name="Käyttäjätunnus").fill(user)
        self.page.get_by_label("Salasana", exact=True).fill(person.password)
        self.page.get_by_role("button", name="Kirjaudu").click()
        self.page.get_by_role("textbox", name="Koodi").fill(self._house.code_of(user))
        self.page.get_by_role("button", name="Kirjaudu").click()

    def commit(self) -> None:
        self.page.get_by_role("button", name="Annan sitoumuksen").click()
        expect(self.page.get_by_role("navigation", name="Konsolin osat")).to_be_visible()

    def be_available(self) -> None:
        switch = self.page.get_by_role("switch", name="Paikalla")
        switch.click()
        expect(switch).to_be_checked()

    def at_work(self, user: str = "agent.a") -> Self:
        """Come to work: everything up to being available for those who wait."""
        self.sign_in(user)
        self.commit()
        self.be_available()
        return self

    def let_in(self, user: str = "agent.a", *, available: bool = True) -> Self:
        """Be at work at once, asked of the doors as the page asks them: for tests of what comes later, in half the time of `at_work`.

        Whoever does not answer those who wait is not `available`.
        """
        self.user = user
        password = next(person.password for person in demo.PEOPLE if person.user == user)
        step = self._asks("sign-in", user=user, password=password)
        self._asks("sign-in/code", user=user, challenge=step["challenge"], code=self._house.code_of(user))
        self._asks("me/commitment", version=CURRENT.version, hash=CURRENT.hash)
        if available:
            self._asks("me/available", on=True)
        self.page.goto(f"{self._house.addresses.service}/console")
        expect(self.page.get_by_role("navigation", name="Konsolin osat")).to_be_visible()
        if available:
            expect(self.page.get_by_role("switch", name="Paikalla")).to_be_checked()
        return self

    def _asks(self, what: str, **body: Any) -> Any:
        service = self._house.addresses.service
        page = {"x-juttu": "1", "origin": service, "sec-fetch-site": "same-origin"}
        answer = self.page.context.request.post(f"{service}/v1/{what}", data=body, headers=page)
        assert answer.ok, answer.text()
        return answer.json()

    @property
    def list(self) -> Locator:
        return self.page.get_by_role("region", name="Keskustelut")

    @property
    def queue(self) -> Locator:
        return self.list.get_by_role("region", name=re.compile("^Jono"))

    @property
    def left(self) -> Locator:
        return self.list.get_by_role("region", name=re.compile("^Vastaus sähköpostiin"))

    @property
    def mine(self) -> Locator:
        """What is theirs, whoever is to write next."""
        return self.list.get_by_role("list").filter(has=self.page.locator("[data-group=answer], [data-group=mine]"))

    @property
    def conversation(self) -> Locator:
        return self.page.locator("section.conversation")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log", name="Viestit")

    @property
    def messages(self) -> Locator:
        return self.log.locator(_BUBBLES)

    @property
    def facts(self) -> Locator:
        return self.page.get_by_role("complementary", name="Tiedot")

    @property
    def input(self) -> Locator:
        return self.page.get_by_role("textbox", name="Vastaus")

    def take(self, of: Locator | None = None) -> None:
        """Press take at the only one that waits, or that is `of` another list."""
        (of or self.queue).get_by_role("button", name=re.compile("^Ota")).click()

    def say(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    def close(self) -> None:
        """Close the conversation that is on screen, without waiting whether that is undone."""
        self.ask_to_close()
        self.conversation.get_by_role("button", name="Päätä heti").click()

    def ask_to_close(self) -> None:
        """Close it, which waits to be undone."""
        self.conversation.get_by_role("button", name="Päätä").click()
        self.page.get_by_role("dialog").get_by_role("button", name="Päätä keskustelu").click()

    @property
    def reference(self) -> str:
        return self.facts.locator("code").inner_text()
