"""A chat that is under way follows its visitor from page to page, and is heard of while it is shut."""

import re

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.guest import Company, Guest
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow, until

ANSWER = "Havu 20 sopii teille hyvin."
NEWS = "Uutta keskustelussa"
MARK = "() => ({...sessionStorage})"
ONE_NEW = re.compile("^Kysy meiltä, .*1 uusi viesti$")
PHONE = ViewportSize(width=390, height=844)


def preview(visitor: VisitorWindow) -> Locator:
    """Return what is shown beside the launcher."""
    return visitor.chat.get_by_role("region", name=NEWS)


def heard(visitor: VisitorWindow) -> Locator:
    """Return what a screen reader is told while the chat is shut."""
    return visitor.chat.locator("#chat > div > [role=status]")


def frame(page: Page) -> Locator:
    return page.locator("juttu-chat iframe")


def follow_link(visitor: VisitorWindow, name: str) -> None:
    """Go to another page by a link of the page's own."""
    visitor.page.get_by_role("navigation", name="Sivut").get_by_role("link", name=name, exact=True).click()
    expect(visitor.launcher).to_be_visible()


def shut(visitor: VisitorWindow) -> None:
    visitor.chat.get_by_role("button", name="Sulje ikkuna").click()
    expect(visitor.launcher).to_have_attribute("aria-expanded", "false")


@pytest.fixture
def agent(one_house: House, person: NewPerson) -> StaffWindow:
    return StaffWindow(person(), one_house).let_in()


# ------------------------------------------------------------------------------------------------- from page to page


@pytest.mark.timeout(300)
def test_asked_on_one_page_and_answered_on_the_third(
    one_house: House, person: NewPerson, agent: StaffWindow, look: Look
) -> None:
    """Badge, title, preview and announcement; opened, the answer is in sight."""
    visitor = VisitorWindow(person(), one_house).started("Mikä kiuas 15 kuution saunaan?")
    shut(visitor)
    agent.take()
    follow_link(visitor, "Kiukaan valinta")
    follow_link(visitor, "Kiukaat")
    page = visitor.page
    title = page.title()
    agent.say(ANSWER)

    expect(visitor.launcher).to_have_accessible_name(ONE_NEW)
    expect(page).to_have_title(f"(1) {title}")
    expect(preview(visitor)).to_contain_text(ANSWER)
    expect(preview(visitor)).to_contain_text("Agent A")
    expect(heard(visitor)).to_have_text(f"Agent A: {ANSWER}")
    expect(frame(page)).to_have_css("opacity", "1")
    assert ANSWER not in page.evaluate(
        "() => document.documentElement.outerHTML + document.querySelector('juttu-chat').shadowRoot.innerHTML"
    )
    expect(page.locator("body")).to_be_focused()
    look(page, "preview")

    preview(visitor).get_by_role("button", name=re.compile(ANSWER)).click()
    expect(visitor.messages.last).to_have_text(ANSWER)
    expect(visitor.messages.last).to_be_in_viewport()
    expect(visitor.input).to_be_focused()
    expect(page).to_have_title(title)
    expect(preview(visitor)).to_have_count(0)
    visitor.input.press("Escape")
    expect(visitor.launcher).to_be_focused()


@pytest.mark.timeout(200)
def test_open_it_goes_on_open_and_leaves_the_focus_to_the_page(one_house: House, person: NewPerson) -> None:
    visitor = VisitorWindow(person(), one_house).started()
    follow_link(visitor, "Kiukaan valinta")
    visitor.followed()
    expect(visitor.messages).to_have_text(["Hei!"])
    expect(visitor.page.locator("body")).to_be_focused()
    assert visitor.page.evaluate(MARK) == {"juttu demo": "open"}

    visitor.page.reload()
    visitor.followed()
    visitor.say("Kolmannelta sivulta")
    expect(visitor.messages).to_have_text(["Hei!", "Kolmannelta sivulta"])


@pytest.mark.timeout(200)
def test_another_tab_joins_at_its_first_click(one_house: House, person: NewPerson) -> None:
    first = VisitorWindow(person(), one_house).started()
    second = VisitorWindow(first.page.context.new_page(), one_house)
    second.arrive()
    second.page.wait_for_load_state("networkidle")
    assert second.page.evaluate(MARK) == {}
    expect(frame(second.page)).to_have_count(0)

    second.open()
    expect(second.messages).to_have_text(["Hei!"])
    expect(second.launcher).to_have_attribute("aria-expanded", "true")
    until(second.page, lambda: second.page.evaluate(MARK) == {"juttu demo": "open"})


@pytest.mark.timeout(200)
def test_before_something_is_said_nothing_is_left_on_the_page_and_nothing_follows(
    one_house: House, person: NewPerson
) -> None:
    visitor = VisitorWindow(person(), one_house)
    visitor.arrive()
    visitor.open()
    visitor.input.fill("Kesken")
    assert visitor.page.evaluate(MARK) == {}
    visitor.input.fill("")
    follow_link(visitor, "Kiukaan valinta")
    visitor.page.wait_for_load_state("networkidle")

    expect(frame(visitor.page)).to_have_count(0)


@pytest.mark.timeout(200)
@pytest.mark.parametrize("state", ["open", "shut"])
def test_a_mark_without_a_conversation_goes_with_its_frame(state: str, one_house: House, person: NewPerson) -> None:
    visitor = VisitorWindow(person(), one_house)
    visitor.arrive()
    visitor.page.evaluate("(state) => { sessionStorage['juttu demo'] = state }", state)
    with visitor.page.expect_response(lambda answer: "/widget/demo" in answer.url):
        visitor.page.reload()

    expect(frame(visitor.page)).to_have_count(0)
    expect(visitor.launcher).to_have_attribute("aria-expanded", "false")
    expect(visitor.page.locator("body")).to_be_focused()
    assert visitor.page.evaluate(MARK) == {}


@pytest.mark.timeout(200)
def test_what_is_ended_and_seen_or_forgotten_follows_no_more(one_house: House, person: NewPerson) -> None:
    ended, forgotten = (VisitorWindow(person(), one_house).started() for _ in range(2))
    ended.end()
    forgotten.choose("Poista keskustelu tältä laitteelta")
    forgotten.chat.get_by_role("dialog").get_by_role("button", name="Poista laitteelta").click()
    for visitor in (ended, forgotten):
        page = visitor.page
        until(page, lambda page=page: page.evaluate(MARK) == {})  # type: ignore[misc]
        page.reload()
        expect(visitor.launcher).to_be_visible()
        page.wait_for_load_state("networkidle")
        expect(frame(page)).to_have_count(0)


@pytest.mark.timeout(200)
def test_where_the_page_may_store_nothing_the_chat_goes_on_at_the_next_click(
    company: Company, person: NewPerson
) -> None:
    guest = Guest(person(), company)
    guest.page.add_init_script(
        "if (top === window) Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    guest.show(f"<main>Sivu</main>{guest.tag}")
    guest.open()
    guest.say("Hei")
    guest.page.reload()
    guest.open()

    expect(guest.chat.get_by_role("log")).to_contain_text("Hei")
    assert guest.said == []


@pytest.mark.timeout(300)
def test_on_a_phone_it_does_not_cover_the_next_page_and_says_what_is_new(
    one_house: House, person: NewPerson, agent: StaffWindow, look: Look
) -> None:
    visitor = VisitorWindow(person(is_mobile=True, has_touch=True, viewport=PHONE), one_house).started()
    agent.take()
    visitor.page.reload()
    visitor.followed()
    visitor.page.goto(f"{one_house.addresses.site}/kiukaan-valinta")
    expect(visitor.launcher).to_be_visible()
    until(visitor.page, lambda: visitor.page.evaluate(MARK) == {"juttu demo": "shut"})
    agent.say(ANSWER)

    expect(preview(visitor)).to_contain_text(ANSWER)
    expect(frame(visitor.page)).to_have_css("opacity", "1")
    box, launcher = frame(visitor.page).bounding_box(), visitor.launcher.bounding_box()
    assert box is not None
    assert launcher is not None
    assert box["x"] >= 20
    assert box["x"] + box["width"] <= PHONE["width"] - 20
    assert box["height"] < 160
    assert box["y"] + box["height"] <= launcher["y"]
    look(visitor.page, "preview-phone")


# ------------------------------------------------------------------------------------------------- while it is shut


@pytest.mark.timeout(300)
def test_the_preview_is_reached_by_keys_put_away_and_comes_back_with_what_is_newer(
    one_house: House, person: NewPerson, agent: StaffWindow
) -> None:
    visitor = VisitorWindow(person(), one_house).started()
    agent.take()
    visitor.input.press("Escape")
    expect(visitor.launcher).to_be_focused()
    agent.say("pitkä " * 40)
    expect(preview(visitor)).to_be_visible()
    expect(visitor.launcher).to_be_focused()
    expect(preview(visitor).get_by_role("button").first).to_contain_text("…")
    assert len(preview(visitor).inner_text()) < 150

    visitor.page.keyboard.press("Tab")
    expect(preview(visitor).get_by_role("button").first).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(preview(visitor)).to_have_count(0)
    expect(visitor.launcher).to_be_focused()
    expect(visitor.launcher).to_have_accessible_name(ONE_NEW)
    visitor.page.keyboard.press("Tab")
    expect(visitor.launcher).not_to_be_focused()
    assert visitor.page.evaluate("document.activeElement.localName") != "juttu-chat"

    agent.say("Vielä yksi asia.")
    expect(preview(visitor)).to_contain_text("Vielä yksi asia.")
    expect(heard(visitor)).to_have_text("Agent A: Vielä yksi asia.")
    preview(visitor).get_by_role("button", name="Piilota ilmoitus").click()
    expect(preview(visitor)).to_have_count(0)
    expect(visitor.launcher).to_have_accessible_name(re.compile("^Kysy meiltä, .*2 uutta viestiä$"))


@pytest.mark.timeout(300)
def test_what_is_read_in_another_tab_is_not_shown_in_this_one(
    one_house: House, person: NewPerson, agent: StaffWindow
) -> None:
    first = VisitorWindow(person(), one_house).started()
    agent.take()
    shut(first)
    agent.say(ANSWER)
    expect(preview(first)).to_contain_text(ANSWER)
    second = VisitorWindow(first.page.context.new_page(), one_house)
    second.arrive()
    second.open()
    expect(second.messages.last).to_have_text(ANSWER)

    expect(preview(first)).to_have_count(0)
    expect(first.launcher).not_to_have_accessible_name(ONE_NEW)


@pytest.mark.timeout(300)
def test_the_end_is_told_beside_the_launcher_and_who_comes_and_goes_is_not(
    one_house: House, person: NewPerson, agent: StaffWindow, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house).started()
    shut(visitor)
    agent.take()
    until(visitor.page, lambda: visitor.chat.locator(".event", has_text="liittyi").count() > 0)
    expect(preview(visitor)).to_have_count(0)
    agent.say(ANSWER)
    agent.close()

    expect(preview(visitor)).to_contain_text(ANSWER)
    expect(preview(visitor)).to_contain_text("Keskustelu on päättynyt")
    expect(heard(visitor)).to_have_text(f"Agent A: {ANSWER} Keskustelu on päättynyt")
    look(visitor.page, "preview-end")
    visitor.page.reload()
    expect(visitor.launcher).to_have_accessible_name(ONE_NEW)


@pytest.mark.timeout(200)
def test_what_is_shut_covers_nothing_of_the_page(one_house: House, person: NewPerson) -> None:
    visitor = VisitorWindow(person(), one_house).started()
    shut(visitor)
    launcher = visitor.launcher.bounding_box()
    assert launcher is not None
    on_top = "([x, y]) => document.elementFromPoint(x, y).localName"
    for above in range(1, 40):
        place = [launcher["x"] + launcher["width"] / 2, launcher["y"] - above]
        assert visitor.page.evaluate(on_top, place) != "juttu-chat"
