"""What odd devices and browsers do to a visitor: two companies in one browser, two tabs at once, clocks, keyboards, releases."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from chalicelib.chat.site import Site
from tests.browser.conftest import NewPerson
from tests.browser.house import House
from tests.browser.windows import VisitorWindow, until


def chat_page(context: BrowserContext, house: House, site: str = "demo") -> Page:
    """Open a site's chat on a page of its own."""
    page = context.new_page()
    page.goto(f"{house.addresses.service}/chat/{site}")
    expect(page.get_by_role("textbox")).to_be_visible()
    return page


def say(chat: Page, text: str) -> None:
    chat.get_by_role("textbox").fill(text)
    chat.get_by_role("textbox").press("Enter")


def starts_held(page: Page) -> list[Route]:
    """Hold what starts a conversation from now on, and return what is held."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/v1/conversations", hold)
    return held


def texts(house: House) -> dict[str, list[str]]:
    """Return what the visitors have said, by the conversation."""
    found: dict[str, list[str]] = {}
    for item in house.cloud.items():
        if item["sk"] == "head":
            found[str(item["pk"])] = [str(line["text"]) for line in item["newest"] if line.get("text")]
    return found


# ------------------------------------------------------------------------------------------------- two companies


@pytest.mark.timeout(300)
def test_another_companys_chat_in_the_same_browser_shows_and_sends_nothing_of_the_first(
    one_house: House, person: NewPerson
) -> None:
    service = one_house.addresses.service
    one_house.register(Site(key="toinen", company="Toinen Yritys Oy", origins=(service,)))
    context = person().context
    first = chat_page(context, one_house)
    say(first, "Asiani Kiuaspajalle")
    expect(first.get_by_role("log")).to_contain_text("Lähetetty")

    second = chat_page(context, one_house, "toinen")
    expect(second.get_by_role("heading", level=1)).to_have_text("Toinen Yritys Oy")
    expect(second.get_by_role("log")).to_have_count(0)
    say(second, "Asiani toiselle")
    expect(second.get_by_role("log")).to_contain_text("Lähetetty")
    assert sorted(texts(one_house).values()) == [["Asiani Kiuaspajalle"], ["Asiani toiselle"]]

    for page, said, other in ((first, "Kiuaspajalle", "toiselle"), (second, "toiselle", "Kiuaspajalle")):
        page.reload()
        expect(page.get_by_role("log")).to_contain_text(f"Asiani {said}")
        expect(page.get_by_role("log")).not_to_contain_text(other)


# ------------------------------------------------------------------------------------------------- two tabs


@pytest.mark.timeout(300)
def test_two_tabs_that_start_at_once_have_one_conversation_and_lose_nothing(
    one_house: House, person: NewPerson
) -> None:
    context = person().context
    one, other = (chat_page(context, one_house) for _ in range(2))
    held = starts_held(one)
    say(one, "Ensimmäinen")
    until(one, lambda: bool(held))
    say(other, "Toinen")
    expect(other.get_by_role("log")).to_contain_text("Lähetetään")
    other.wait_for_timeout(500)
    assert texts(one_house) == {}

    held.pop().continue_()
    both = re.compile("Ensimmäinen.*Toinen", re.DOTALL)
    for page in (one, other):
        expect(page.get_by_role("log")).to_contain_text(both)
        expect(page.get_by_role("log")).to_contain_text("Lähetetty")
        page.reload()
        expect(page.get_by_role("log")).to_contain_text(both)
    assert list(texts(one_house).values()) == [["Ensimmäinen", "Toinen"]]


@pytest.mark.timeout(300)
def test_two_tabs_that_cannot_wait_for_each_other_keep_a_conversation_each(one_house: House, person: NewPerson) -> None:
    context = person().context
    context.add_init_script("delete Navigator.prototype.locks;")
    one, other = (chat_page(context, one_house) for _ in range(2))
    held = starts_held(one)
    say(one, "Ensimmäinen")
    until(one, lambda: bool(held))
    say(other, "Toinen")
    expect(other.get_by_role("log")).to_contain_text("Lähetetty")
    held.pop().continue_()
    expect(one.get_by_role("log")).to_contain_text("Lähetetty")

    for page, said in ((one, "Ensimmäinen"), (other, "Toinen")):
        expect(page.get_by_text("ei enää löydy")).to_have_count(0)
        assert page.get_by_role("log").locator(".bubble").all_inner_texts() == [said]
    kept = one.evaluate("JSON.parse(localStorage.getItem('juttu demo')).map(({ conversation }) => conversation)")
    assert {f"conversation#{each}" for each in kept} == set(texts(one_house))


# ------------------------------------------------------------------------------------------------- clocks


@pytest.mark.timeout(300)
@pytest.mark.parametrize("hours", [-30, 3, 30])
def test_a_wrong_clock_of_the_device_neither_loses_the_conversation_nor_counts_hours_of_waiting(
    one_house: House, person: NewPerson, hours: int
) -> None:
    context = person().context
    service = datetime.fromtimestamp(one_house.cloud.clock()).astimezone()
    context.clock.install(time=service + timedelta(hours=hours))
    page = chat_page(context, one_house)
    say(page, "Hei")
    expect(page.get_by_role("log")).to_contain_text("Lähetetty")

    page.reload()
    expect(page.get_by_role("log")).to_contain_text("Hei")
    waiting = page.locator(".waiting")
    expect(waiting).to_be_visible()
    expect(waiting).not_to_contain_text("minuut")
    expect(page.get_by_text("Selain estää tallennuksen")).to_have_count(0)


# ------------------------------------------------------------------------------------------------- keyboards


def test_on_a_phone_enter_breaks_the_line_and_the_button_sends(one_house: House, person: NewPerson) -> None:
    context = person(is_mobile=True, has_touch=True, viewport={"width": 390, "height": 844}).context
    page = chat_page(context, one_house)
    field = page.get_by_role("textbox")
    expect(field).to_have_attribute("enterkeyhint", "enter")
    field.press_sequentially("Osoite:")
    field.press("Enter")
    field.press_sequentially("Esimerkkikatu 1")
    expect(field).to_have_value("Osoite:\nEsimerkkikatu 1")

    page.get_by_role("button", name="Lähetä").click()
    expect(page.get_by_role("log")).to_contain_text("Lähetetty")
    assert list(texts(one_house).values()) == [["Osoite:\nEsimerkkikatu 1"]]


def test_where_nothing_has_the_focus_a_letter_is_written_and_escape_closes(one_house: House, person: NewPerson) -> None:
    visitor = VisitorWindow(person(), one_house)
    visitor.arrive()
    visitor.open()
    visitor.chat.get_by_role("heading", level=1).click()
    expect(visitor.input).not_to_be_focused()
    visitor.page.keyboard.type("abc")
    expect(visitor.input).to_have_value("abc")

    visitor.chat.get_by_role("heading", level=1).click()
    visitor.page.keyboard.press("Escape")
    expect(visitor.launcher).to_have_attribute("aria-expanded", "false")
    expect(visitor.launcher).to_be_focused()


# ------------------------------------------------------------------------------------------------- releases


def open_before_release(context: BrowserContext, gone: str) -> None:
    """Let the next page be a chat from before a release, whose parts had other names; the release has taken one of them away."""
    opened: list[str] = []

    def document(route: Route) -> None:
        answer = route.fetch()
        text = answer.text() if opened else re.sub(r"(/static/widget-fi-\w+)\.js", r"\1-older.js", answer.text())
        opened.append(route.request.url)
        route.fulfill(response=answer, body=text)

    def part(route: Route) -> None:
        if f"/static/{gone}-" in route.request.url:
            route.fulfill(status=404)
            return
        answer = route.fetch(url=route.request.url.replace("-older.js", ".js"))
        route.fulfill(response=answer, body=re.sub(r"(\./\w+-fi-\w+)\.js", r"\1-older.js", answer.text()))

    context.route(re.compile(r"/chat/"), document)
    context.route(re.compile(r"/static/\w+-fi-\w+-older\.js"), part)


@pytest.mark.timeout(300)
def test_a_chat_that_was_open_before_a_release_takes_what_was_written_into_the_new_one(
    one_house: House, person: NewPerson
) -> None:
    context = person().context
    open_before_release(context, "talk")
    page = chat_page(context, one_house)
    page.get_by_role("textbox").press_sequentially("Ennen julkaisua", delay=50)
    expect(page.locator("script[src*=older]")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_value("Ennen julkaisua")
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Lähetetty")
    assert list(texts(one_house).values()) == [["Ennen julkaisua"]]


@pytest.mark.timeout(300)
def test_a_first_message_that_a_release_falls_upon_is_sent_once_and_its_conversation_goes_on(
    one_house: House, person: NewPerson
) -> None:
    context = person().context
    open_before_release(context, "later")
    page = chat_page(context, one_house)
    say(page, "Kesken julkaisun")
    expect(page.locator("script[src*=older]")).to_have_count(0)
    expect(page.get_by_role("log")).to_contain_text("Kesken julkaisun")
    expect(page.locator(".waiting")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("")
    assert list(texts(one_house).values()) == [["Kesken julkaisun"]]
