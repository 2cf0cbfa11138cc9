"""What people who chat complain of elsewhere, and that it is not so here: the complaints that concern visitors.

Others of the list are held by tests of their own: cookies before a click (test_guest.py), an idle chat that closes without a
warning (test_rights.py), weight and policies (test_weight.py, test_embedding.py), what a copy needs (test_transcripts.py).
"""

import re
import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from chalicelib.chat.limits import LIMITS
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow, until

TO = "kiukaan.ostaja@posti.example"


@pytest.mark.timeout(200)
def test_no_notice_in_the_widget_not_here(one_house: House, person: NewPerson) -> None:
    visitor = VisitorWindow(person(), one_house)
    visitor.arrive()
    visitor.open()
    notice = visitor.chat.get_by_role("region", name="Ennen kuin kirjoitat")

    expect(notice.get_by_role("listitem")).to_have_count(3)
    expect(notice.get_by_role("link", name="Tietosuojaseloste")).to_have_attribute("href", "../notice/demo?language=fi")
    assert notice.evaluate("(one) => one.getBoundingClientRect().bottom") < visitor.input.evaluate(
        "(one) => one.getBoundingClientRect().top"
    )


@pytest.mark.timeout(200)
def test_no_place_in_the_queue_not_here(one_house: House, person: NewPerson, look: Look) -> None:
    agent = StaffWindow(person(), one_house).let_in()
    first = VisitorWindow(person(), one_house).started("Hei, ensimmäinen")
    expect(first.chat.get_by_text("Olet vuorossa seuraavana").first).to_be_visible()
    second = VisitorWindow(person(), one_house).started("Hei, toinen")
    expect(second.chat.get_by_text("Edelläsi on 1 keskustelu").first).to_be_visible()
    look(second.page, "second-in-line")
    agent.queue.get_by_role("button", name=re.compile("^Ota")).first.click()

    expect(first.chat.get_by_text("Agent A liittyi keskusteluun")).to_be_visible()
    expect(second.chat.get_by_text("Olet vuorossa seuraavana").first).to_be_visible()
    second.end()


@pytest.mark.timeout(200)
def test_too_many_without_a_word_or_a_way_on_not_here(one_house: House, person: NewPerson, look: Look) -> None:
    visitor = VisitorWindow(person(), one_house)
    visitor.arrive()
    visitor.open()
    for number in range(LIMITS.conversations_an_hour):
        visitor.page.request.post(
            f"{one_house.addresses.service}/v1/conversations",
            headers={"Authorization": f"Bearer {secrets.token_urlsafe(32)}"},
            data={"site": "demo", "language": "fi", "id": f"message-{number}", "text": "Hei samasta toimistosta"},
        )
    visitor.say("Hei, mahtuuko vielä?")
    told = visitor.chat.get_by_text("Tästä verkosta uusi keskustelu alkaa lyhyen tarkistuksen jälkeen.")
    expect(told).to_be_visible()
    look(visitor.page, "busy-network")
    expect(visitor.messages).to_have_text(["Hei, mahtuuko vielä?"])

    expect(visitor.chat.get_by_role("log")).to_contain_text("Lähetetty", timeout=60_000)
    expect(told).not_to_be_visible()
    expect(visitor.messages).to_have_text(["Hei, mahtuuko vielä?"])


@pytest.mark.timeout(200)
def test_messages_lost_or_doubled_after_a_reconnect_not_here(one_house: House, person: NewPerson) -> None:
    texts = [f"Viesti {number}" for number in range(1, 6)]
    visitor = VisitorWindow(person(), one_house).started(texts[0])
    for text in texts[1:]:
        one_house.cut_sockets()
        visitor.say(text)
    expect(visitor.chat.get_by_text("Lähetetty")).to_have_count(1, timeout=30_000)
    visitor.page.reload()
    visitor.followed()

    expect(visitor.messages).to_have_text(texts)


@pytest.mark.timeout(200)
def test_an_input_under_the_keyboard_not_here(one_house: House, person: NewPerson) -> None:
    page = person(has_touch=True, is_mobile=True)
    page.set_viewport_size({"width": 390, "height": 844})
    visitor = VisitorWindow(page, one_house)
    visitor.arrive()
    visitor.open()
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
    agent = StaffWindow(person(), one_house).let_in("agent.b")
    visitor = VisitorWindow(person(timezone_id="America/New_York"), one_house).started("Hei, haluaisin tämän talteen")
    expect(agent.queue.get_by_role("button", name=re.compile("^Ota"))).not_to_have_count(0)
    agent.queue.get_by_role("listitem").filter(has_text="haluaisin tämän talteen").get_by_role("button").click()
    agent.say("Selvä")
    expect(visitor.messages.last).to_have_text("Selvä")
    visitor.say("Kiitos")
    before = len(one_house.cloud.mails)
    visitor.choose("Tilaa kopio sähköpostiin")
    visitor.order(TO)
    until(visitor.page, lambda: len(one_house.cloud.mails) == before + 1)
    assert "haluaisin" not in one_house.newest_mail()  # nothing of it before the address is proved
    visitor.confirm(one_house.code_mailed())
    until(visitor.page, lambda: len(one_house.cloud.mails) == before + 2)

    expect(visitor.chat.get_by_role("log")).to_contain_text(f"Kopio on toimitettu osoitteeseen {TO}.")
    text = one_house.newest_mail()
    here = datetime.fromtimestamp(one_house.cloud.clock(), ZoneInfo("Europe/Helsinki"))
    assert "Kellonajat ovat Suomen aikaa." in text
    assert f"klo\u00a0{here:%H}." in text
    expect(agent.facts).to_contain_text("k•••@p•••.example")


@pytest.mark.timeout(200)
def test_chats_that_nobody_closed_are_kept_for_ever_not_here(one_house: House, person: NewPerson) -> None:
    VisitorWindow(person(), one_house).started("Hei, tätä ei kukaan sulje").page.close()
    one_house.cloud.clock.advance_months(2)
    one_house.cloud.clock.advance(25 * 3600)

    until(person(), lambda: conversations(one_house) == [])


def conversations(one_house: House) -> list[str]:
    return [item["sk"] for item in one_house.cloud.items() if item["pk"].startswith("conversation#")]
