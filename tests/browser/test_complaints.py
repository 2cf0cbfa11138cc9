"""What people who chat complain of elsewhere, and that it is not so here: the complaints that concern visitors.

Others of the list are held by tests of their own: cookies before a click (test_guest.py), an idle chat that closes without a
warning (test_rights.py), weight and policies (test_weight.py, test_embedding.py), what a copy needs (test_transcripts.py).
"""

import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from chalicelib.chat.limits import LIMITS
from tests.browser import house
from tests.browser.conftest import NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow

TO = "kiukaan.ostaja@posti.example"


@pytest.fixture(scope="module")
def one_house() -> Iterator[House]:
    with house.opened() as opened:
        yield opened


@pytest.fixture(autouse=True)
def another_hour(one_house: House) -> None:
    """A network starts five conversations an hour, and all tests here are one."""
    one_house.cloud.clock.advance(3600)


def visitor_of(one_house: House, page: Page) -> VisitorWindow:
    window = VisitorWindow(page, one_house)
    window.arrive()
    window.open()
    return window


def agent_of(one_house: House, person: NewPerson, user: str = "agent.a") -> StaffWindow:
    window = StaffWindow(person(), one_house)
    window.sign_in(user)
    window.commit()
    window.be_available()
    return window


@pytest.mark.timeout(200)
def test_no_notice_in_the_widget_not_here(one_house: House, person: NewPerson) -> None:
    visitor = visitor_of(one_house, person())
    notice = visitor.chat.get_by_role("region", name="Ennen kuin kirjoitat")

    expect(notice.get_by_role("listitem")).to_have_count(3)
    expect(notice.get_by_role("link", name="Tietosuojaseloste")).to_have_attribute("href", re.compile("/tietosuoja"))
    assert notice.evaluate("(one) => one.getBoundingClientRect().bottom") < visitor.input.evaluate(
        "(one) => one.getBoundingClientRect().top"
    )


@pytest.mark.timeout(200)
def test_no_place_in_the_queue_not_here(one_house: House, person: NewPerson) -> None:
    agent = agent_of(one_house, person)
    first, second = (visitor_of(one_house, person()) for _ in range(2))
    first.say("Hei, ensimmäinen")
    expect(first.chat.get_by_text("Olet jonossa seuraavana").first).to_be_visible()
    second.say("Hei, toinen")
    expect(second.chat.get_by_text("Olet jonossa sijalla 2").first).to_be_visible()
    agent.queue.get_by_role("button", name=re.compile("^Ota")).first.click()

    expect(first.chat.get_by_text("Agent A liittyi keskusteluun")).to_be_visible()
    expect(second.chat.get_by_text("Olet jonossa seuraavana").first).to_be_visible()
    second.chat.get_by_role("button", name="Valikko").click()
    second.chat.get_by_role("button", name="Lopeta keskustelu").click()
    second.chat.get_by_role("dialog").get_by_role("button", name="Lopeta keskustelu").click()


@pytest.mark.timeout(200)
def test_too_many_without_a_word_or_a_way_on_not_here(one_house: House, person: NewPerson) -> None:
    visitor = visitor_of(one_house, person())
    for number in range(LIMITS.conversations_an_hour):
        visitor.page.request.post(
            f"{one_house.addresses.service}/v1/conversations",
            headers={"Authorization": f"Bearer {secrets.token_urlsafe(32)}"},
            data={"site": "demo", "language": "fi", "id": f"message-{number}", "text": "Hei samasta toimistosta"},
        )
    visitor.say("Hei, mahtuuko vielä?")
    told = visitor.chat.get_by_text("Samasta verkosta on juuri aloitettu monta keskustelua.")
    expect(told).to_be_visible()
    expect(visitor.messages).to_have_text(["Hei, mahtuuko vielä?"])

    expect(visitor.chat.get_by_role("log")).to_contain_text("Lähetetty", timeout=60_000)
    expect(told).not_to_be_visible()
    expect(visitor.messages).to_have_text(["Hei, mahtuuko vielä?"])


@pytest.mark.timeout(200)
def test_messages_lost_or_doubled_after_a_reconnect_not_here(one_house: House, person: NewPerson) -> None:
    visitor = visitor_of(one_house, person())
    texts = [f"Viesti {number}" for number in range(1, 6)]
    visitor.say(texts[0])
    expect(visitor.chat.get_by_role("log")).to_contain_text("Lähetetty")
    for text in texts[1:]:
        one_house.cut_sockets()
        visitor.say(text)
    expect(visitor.chat.get_by_text("Lähetetty")).to_have_count(1, timeout=30_000)
    visitor.page.reload()
    visitor.launcher.click()

    expect(visitor.messages).to_have_text(texts)


@pytest.mark.timeout(200)
def test_an_input_under_the_keyboard_not_here(one_house: House, person: NewPerson) -> None:
    page = person(has_touch=True, is_mobile=True)
    page.set_viewport_size({"width": 390, "height": 844})
    visitor = visitor_of(one_house, page)
    # A keyboard leaves so much of the screen: Chromium without one is told so by its visual viewport.
    page.evaluate(
        """() => {
            Object.defineProperties(visualViewport, {height: {value: 480}, offsetTop: {value: 0}});
            visualViewport.dispatchEvent(new Event('resize'));
        }"""
    )
    frame = page.locator("juttu-chat iframe")
    expect(frame).to_have_js_property("clientHeight", 480)
    place = visitor.input.bounding_box()
    assert place is not None
    assert place["y"] + place["height"] <= 480
    assert visitor.input.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") >= 16


@pytest.mark.timeout(300)
def test_a_copy_without_a_trace_or_in_a_strange_zone_not_here(one_house: House, person: NewPerson) -> None:
    agent = agent_of(one_house, person, "agent.b")
    visitor = visitor_of(one_house, person(timezone_id="America/New_York"))
    visitor.say("Hei, haluaisin tämän talteen")
    expect(agent.queue.get_by_role("button", name=re.compile("^Ota"))).not_to_have_count(0)
    agent.queue.get_by_role("listitem").filter(has_text="haluaisin tämän talteen").get_by_role("button").click()
    agent.say("Selvä")
    expect(visitor.messages.last).to_have_text("Selvä")
    visitor.say("Kiitos")
    before = len(one_house.cloud.mails)
    visitor.choose("Tilaa keskustelu sähköpostiin")
    visitor.order(TO)
    mail_after(visitor.page, one_house, before)
    assert "haluaisin" not in text_of(one_house.cloud.mails[-1].message)  # nothing of it before the address is proved
    visitor.confirm(re.findall(r"\b\d{6}\b", text_of(one_house.cloud.mails[-1].message))[0])
    mail_after(visitor.page, one_house, before + 1)

    expect(visitor.copy_card).to_contain_text(TO)
    text = text_of(one_house.cloud.mails[-1].message)
    here = datetime.fromtimestamp(one_house.cloud.clock(), ZoneInfo("Europe/Helsinki"))
    assert "Europe/Helsinki" in text
    assert f"klo\u00a0{here:%H}." in text
    expect(agent.facts).to_contain_text("k•••@p•••.example")


@pytest.mark.timeout(200)
def test_chats_that_nobody_closed_are_kept_for_ever_not_here(one_house: House, person: NewPerson) -> None:
    visitor = visitor_of(one_house, person())
    visitor.say("Hei, tätä ei kukaan sulje")
    expect(visitor.chat.get_by_role("log")).to_contain_text("Lähetetty")
    visitor.page.close()
    one_house.cloud.clock.advance_months(2)
    one_house.cloud.clock.advance(25 * 3600)
    page = person()
    for _ in range(150):
        if not conversations(one_house):
            break
        page.wait_for_timeout(200)

    assert conversations(one_house) == []


def conversations(one_house: House) -> list[str]:
    return [item["sk"] for item in one_house.cloud.items() if item["pk"].startswith("conversation#")]


def mail_after(page: Page, one_house: House, count: int) -> None:
    for _ in range(100):
        if len(one_house.cloud.mails) > count:
            return
        page.wait_for_timeout(100)
    raise AssertionError("no mail came")


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
