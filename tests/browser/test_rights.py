"""What a visitor may do with what is kept of them, and how a conversation can end, as the visitor sees it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chalicelib import wiring
from chalicelib.chat.actions import data_rights
from chalicelib.chat.conversation import as_written
from chalicelib.chat.who import InCase
from tests.browser import axe
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow, until

TO = "kiukaan.ostaja@posti.example"
ASKS, ANSWERS = "Hei! Onko Havu 20 varastossa?", "Hei! Pihalla on kolme."
A_LINE_AGAIN = 40_000
"""Milliseconds until a line is there again that was cut because more minutes went by than the browser noticed."""
IDENTITY_CODE = "010190-900P"


def answered(visitor: VisitorWindow, page: Page, one_house: House) -> StaffWindow:
    """Let an agent come to work in a page, take this visitor and answer. Return the agent's window."""
    agent = StaffWindow(page, one_house).let_in()
    agent.take()
    agent.say(ANSWERS)
    expect(visitor.messages.last).to_have_text(ANSWERS)
    return agent


def subjects(one_house: House) -> list[str]:
    return [str(mail.message["Subject"]) for mail in one_house.cloud.mails]


@pytest.mark.timeout(300)
def test_a_visitor_sees_saves_corrects_objects_learns_who_has_read_and_erases(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house)
    visitor.arrive()
    visitor.open()
    beforehand = visitor.chat.get_by_role("region", name="Ennen kuin kirjoitat").get_by_role("switch")
    expect(beforehand).not_to_be_checked()
    beforehand.check()
    look(visitor.page, "objecting-beforehand")
    visitor.say(ASKS)
    expect(visitor.chat.get_by_role("log")).to_contain_text("Lähetetty")
    assert "objected_at" in the_only(one_house)
    agent = answered(visitor, person(), one_house)
    visitor.chat.get_by_role("button", name="Valikko").click()
    look(visitor.page, "menu")
    visitor.page.keyboard.press("Escape")

    visitor.choose("Omat tietosi")
    own = visitor.dialog("Omat tietosi")
    expect(own).to_contain_text("Keskustelun viite on")
    look(visitor.page, "own-data")

    with visitor.page.expect_download() as page_saved:
        own.get_by_role("button", name="Luettavana sivuna").click()
    document = Path(page_saved.value.path()).read_text("utf-8")
    assert page_saved.value.suggested_filename.endswith(".html")
    assert ANSWERS in document
    with visitor.page.expect_download() as data_saved:
        own.get_by_role("button", name="Tiedostona muille ohjelmille (JSON)").click()
    data = json.loads(Path(data_saved.value.path()).read_text("utf-8"))
    assert [entry["text"] for entry in data["entries"] if entry["kind"] == "said"] == [
        ASKS,
        ANSWERS,
    ]

    objection = own.get_by_role(
        "switch", name="Kiellä käyttö laadun arviointiin, koulutukseen, kehittämiseen ja ohjeiden suunnitteluun"
    )
    expect(objection).to_be_checked()
    objection.click()
    expect(objection).not_to_be_checked()
    objection.click()
    expect(objection).to_be_checked()
    own.get_by_role("button", name="Kuka on lukenut keskustelun").click()
    readings = visitor.dialog("Kuka on lukenut keskustelun")
    expect(readings.get_by_role("listitem").first).to_contain_text("Agent A asiakaspalvelija")
    look(visitor.page, "readings")
    readings.get_by_role("button", name="Kaikki tietosi").click()

    own.get_by_role("button", name="Oikaise viestiäsi").click()
    correcting = visitor.dialog("Oikaise viestiäsi")
    expect(correcting.get_by_role("textbox", name="Oikaisu")).to_have_value(ASKS)
    correcting.get_by_role("textbox", name="Oikaisu").fill(f"Tarkoitin: Havu 12. Tunnus {IDENTITY_CODE}")
    look(visitor.page, "correcting")
    correcting.get_by_role("button", name="Tallenna oikaisu").click()
    expect(own).to_contain_text("Oikaisu on tallennettu viestisi viereen.")
    visitor.page.keyboard.press("Escape")
    expect(visitor.chat.get_by_role("log")).to_contain_text("Oikaisu: Tarkoitin: Havu 12. Tunnus ••••••")
    expect(agent.log).to_contain_text("Kävijä oikaisee viestiään: ”Tarkoitin: Havu 12. Tunnus ••••••”")
    expect(visitor.messages.first).to_have_text(ASKS)
    assert IDENTITY_CODE not in str(one_house.cloud.items())

    visitor.choose("Omat tietosi")
    own.get_by_role("button", name="Poista kaikki nyt").click()
    erasing = visitor.dialog("Poista kaikki nyt")
    look(visitor.page, "erasing")
    erasing.get_by_role("button", name="Poista kaikki", exact=True).click()
    erased = visitor.dialog("Keskustelu on poistettu")
    expect(erased).to_contain_text("Poistimme keskustelun. Varmuuskopiosta se häviää viikon kuluessa.")
    look(visitor.page, "erased")
    erased.locator(".actions").get_by_role("button", name="Sulje").click()
    expect(visitor.chat.get_by_text("Varmuuskopiosta se häviää viikon kuluessa. Voit aloittaa uuden.")).to_be_visible()
    expect(visitor.input).to_be_focused()

    expect(agent.page.get_by_text("Keskustelu ei ole enää saatavilla").first).to_be_visible()
    expect(agent.log).not_to_contain_text("Havu")
    assert [item for item in one_house.cloud.items() if item["pk"].startswith("conversation#")] == []
    assert visitor.chat.get_by_role("main").evaluate("() => localStorage.length") == 0


@pytest.mark.timeout(200)
def test_the_notice_opens_beside_the_chat_and_reads_well_on_a_phone_in_each_language(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house)
    visitor.arrive()
    visitor.open()
    with visitor.page.expect_popup() as opened:
        visitor.chat.get_by_role("link", name="Tietosuojaseloste").click()
    notice = opened.value
    look(notice, "notice")
    notice.set_viewport_size({"width": 320, "height": 640})
    # The page as it is at first, then the ways to the other two from it and on.
    for language, following in (("fi", "Svenska"), ("sv", "English"), ("en", "")):
        expect(notice.locator("html")).to_have_attribute("lang", language)
        assert axe.violations(notice) == [], language
        assert notice.evaluate("() => document.documentElement.scrollWidth") == 320, language
        if following:
            notice.get_by_role("link", name=following).click()


@pytest.mark.timeout(300)
def test_a_question_is_left_while_nobody_is_there_and_answered_by_mail(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house).started(ASKS)
    expect(visitor.chat.get_by_text("Emme ole juuri nyt paikalla").first).to_be_visible()
    look(visitor.page, "nobody-there")
    visitor.chat.get_by_role("button", name="Pyydä vastaus sähköpostiin").click()
    leaving = visitor.dialog("Pyydä vastaus sähköpostiin")
    leaving.get_by_role("textbox", name="Sähköpostiosoite").fill(TO)
    look(visitor.page, "leaving")
    before = len(one_house.cloud.mails)
    leaving.get_by_role("button", name="Lähetä koodi").click()
    expect(leaving).to_contain_text("Lähetimme kuusinumeroisen koodin")
    until(visitor.page, lambda: len(one_house.cloud.mails) > before)
    leaving.get_by_role("textbox", name="Vahvistuskoodi").fill(one_house.code_mailed())
    leaving.get_by_role("button", name="Vahvista").click()
    expect(leaving).to_contain_text(f"Vastaus lähtee osoitteeseen {TO}.")
    leaving.locator(".actions").get_by_role("button", name="Takaisin keskusteluun").click()
    expect(visitor.chat.get_by_text("Vastaamme sähköpostiisi")).to_be_visible()
    expect(visitor.chat.locator(".waiting .rights dd").nth(1)).to_have_text(
        re.compile(r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$")
    )
    look(visitor.page, "question-left")
    visitor.choose("Päätä keskustelu")
    expect(visitor.dialog("Päätetäänkö keskustelu?")).to_contain_text("Jos päätät keskustelun nyt, siihen ei vastata.")
    look(visitor.page, "ending-a-left-question")
    visitor.dialog("Päätetäänkö keskustelu?").get_by_role("button", name="Jatka keskustelua").click()
    visitor.page.close()

    one_house.cloud.clock.advance(2 * 24 * 3600)
    agent = StaffWindow(person(), one_house).let_in()
    expect(agent.left).to_contain_text("Pyytää vastauksen sähköpostiinsa")
    expect(agent.queue).to_contain_text("Kukaan ei odota")
    look(agent.page, "left-questions-apart")
    agent.take(agent.left)
    expect(agent.facts).to_contain_text("Vastaus lähtee, kun keskustelu päättyy.")
    ending = agent.page.get_by_role("dialog", name="Päätetäänkö keskustelu?")
    agent.page.get_by_role("button", name="Päätä", exact=True).click()
    expect(ending).to_contain_text("etkä ole vielä vastannut")
    ending.get_by_role("button", name="Jatka keskustelua").click()
    agent.say("Hei! Kolme kappaletta pihalla.")
    expect(agent.facts).to_contain_text("Kävijä on pyytänyt vastauksen sähköpostiinsa.")
    look(agent.page, "left-question-in-the-console")
    before = len(subjects(one_house))
    agent.page.get_by_role("button", name="Päätä", exact=True).click()
    expect(ending).to_contain_text("Vastauksesi ja koko keskustelu lähtevät nyt kävijän sähköpostiin.")
    ending.get_by_role("button", name="Päätä keskustelu").click()
    until(agent.page, lambda: len(subjects(one_house)) > before)

    assert subjects(one_house)[before:] == ["Vastaus kysymykseesi"]
    assert one_house.cloud.mails[-1].to == (TO,)
    assert "Kolme kappaletta pihalla." in one_house.newest_mail()


@pytest.mark.timeout(300)
def test_silence_is_warned_of_extended_and_ends_and_the_end_can_be_rated(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house).started(ASKS)
    agent = answered(visitor, person(), one_house)
    minutes_until(one_house, agent, lambda: the_only(one_house).get("warned_at", 0) > 0)
    # In the chat itself: the same words stand beside the launcher until the page has opened it.
    warning = visitor.chat.locator(".panel").get_by_text(re.compile("Oletko vielä siellä"))
    expect(warning).to_be_visible(timeout=A_LINE_AGAIN)
    look(visitor.page, "silence")
    visitor.chat.get_by_role("button", name="Olen täällä").click()
    expect(warning).not_to_be_visible()

    # Whoever has closed the chat meanwhile is called back.
    visitor.chat.get_by_role("button", name="Sulje ikkuna").click()
    stayed_at = the_only(one_house)["stayed_at"]
    minutes_until(one_house, agent, lambda: the_only(one_house)["warned_at"] > stayed_at)
    expect(visitor.launcher).to_contain_text("1", timeout=A_LINE_AGAIN)
    beside = visitor.chat.get_by_role("region", name="Uutta keskustelussa")
    expect(beside).to_contain_text("Oletko vielä siellä")
    beside.get_by_role("button").first.click()
    expect(warning).to_be_visible()
    expect(visitor.launcher).not_to_contain_text("1")
    minutes_until(one_house, agent, lambda: the_only(one_house)["status"] == "closed")
    why = visitor.chat.get_by_text("koska viestejä ei ollut tullut pitkään aikaan")
    expect(why).to_be_visible(timeout=A_LINE_AGAIN)
    visitor.go_on()
    expect(why).to_be_visible()
    expect(
        agent.page.get_by_role("status").filter(has_text="Kävijältä ei ollut tullut viestejä pitkään aikaan.")
    ).to_be_visible()
    look(visitor.page, "ended-by-silence")


@pytest.mark.timeout(300)
def test_who_ends_it_can_say_how_it_went_and_the_agent_sees_it(one_house: House, person: NewPerson, look: Look) -> None:
    visitor = VisitorWindow(person(), one_house).started(ASKS)
    agent = answered(visitor, person(), one_house)
    visitor.end()
    visitor.chat.get_by_role("radio", name="Erittäin hyvin").check()
    visitor.chat.get_by_role("textbox", name="Haluatko kertoa lisää?").fill("Nopea vastaus")
    look(visitor.page, "rating")
    visitor.chat.get_by_role("button", name="Lähetä arvio").click()
    expect(visitor.chat.get_by_text("Kiitos arviosta. Vastasit: erittäin hyvin.")).to_be_visible()
    expect(visitor.chat.locator(".rated")).to_be_focused()
    expect(agent.log).to_contain_text("Kävijän arvio: erittäin hyvin · Nopea vastaus")
    look(visitor.page, "rated")


@pytest.mark.timeout(300)
def test_an_end_for_abuse_is_said_civilly_and_rights_open_on_another_device(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house).started(ASKS)
    agent = StaffWindow(person(), one_house).let_in()
    agent.take()
    agent.page.get_by_role("button", name="Päätä", exact=True).click()
    agent.page.get_by_role("button", name="Päätä väärinkäytön vuoksi").click()
    agent.page.get_by_role("dialog").get_by_role("button", name="Päätä heti").click()
    expect(agent.page.get_by_role("alert").filter(has_text="Valitse ensin, mitä kävijä teki.")).to_be_visible()
    agent.page.get_by_role("radio", name="Loukkasi tai haukkui").check()
    look(agent.page, "closing-for-abuse")
    agent.page.get_by_role("dialog").get_by_role("button", name="Päätä heti").click()
    expect(visitor.chat.get_by_text("koska siinä käyttäydyttiin asiattomasti")).to_be_visible()
    visitor.go_on()
    expect(visitor.chat.get_by_role("radio")).to_have_count(0)
    look(visitor.page, "ended-for-abuse")
    figures = visitor.chat.locator(".rights dd")
    expect(figures.nth(1)).to_have_text(re.compile(r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$"))
    reference, code = figures.all_inner_texts()

    elsewhere = VisitorWindow(person(), one_house)
    elsewhere.arrive()
    elsewhere.open()
    elsewhere.choose("Aiempi keskustelu")
    earlier = elsewhere.dialog("Aiempi keskustelu")
    earlier.get_by_role("textbox", name="Viite").fill(reference)
    earlier.get_by_role("textbox", name="Oma koodi").fill("0000-0000-0000")
    earlier.get_by_role("button", name="Avaa").click()
    expect(earlier).to_contain_text("Tällä viitteellä ja koodilla ei löydy keskustelua.")
    look(elsewhere.page, "earlier-refused")
    earlier.get_by_role("textbox", name="Oma koodi").fill(code.lower().replace("-", " "))
    earlier.get_by_role("button", name="Avaa").click()
    own = elsewhere.dialog("Omat tietosi")
    own.get_by_text("Näytä viesti").click()
    expect(own).to_contain_text("Onko Havu 20 varastossa?")
    look(elsewhere.page, "earlier")
    own.get_by_role("button", name="Poista kaikki nyt").click()
    elsewhere.dialog("Poista kaikki nyt").get_by_role("button", name="Poista kaikki", exact=True).click()
    expect(elsewhere.dialog("Keskustelu on poistettu")).to_be_visible()

    assert [item for item in one_house.cloud.items() if item["pk"].startswith("conversation#")] == []
    expect(visitor.chat.get_by_text("Edellinen keskustelusi on päättynyt tai poistettu.")).to_be_visible()


@pytest.mark.timeout(300)
def test_this_device_forgets_and_the_text_grows(one_house: House, person: NewPerson, look: Look) -> None:
    visitor = VisitorWindow(person(), one_house).started(ASKS)
    visitor.chat.get_by_role("button", name="Valikko").click()
    visitor.chat.get_by_role("button", name="Suurin teksti").click()
    visitor.page.keyboard.press("Escape")
    look(visitor.page, "largest-text")
    visitor.page.reload()
    visitor.followed()
    expect(visitor.messages.first).to_be_visible()
    assert visitor.chat.locator("html").get_attribute("data-size") == "2"

    visitor.choose("Saavutettavuus")
    expect(visitor.dialog("Saavutettavuus")).to_contain_text("Mitä ei ole kokeiltu")
    assert visitor.dialog("Saavutettavuus").evaluate("(sheet) => sheet.scrollTop") == 0
    look(visitor.page, "accessibility")
    visitor.page.keyboard.press("Escape")
    visitor.choose("Poista keskustelu tältä laitteelta")
    forgetting = visitor.dialog("Poistetaanko keskustelu tältä laitteelta?")
    expect(forgetting.locator("dd").nth(1)).to_have_text(re.compile(r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$"))
    look(visitor.page, "forgetting")
    forgetting.get_by_role("button", name="Poista laitteelta").click()
    expect(visitor.chat.get_by_text("Keskustelu on poistettu tältä laitteelta.")).to_be_visible()

    assert visitor.chat.get_by_role("main").evaluate("() => localStorage.length") == 0
    assert [item["sk"] for item in one_house.cloud.items() if item["pk"].startswith("conversation#")] == ["head"]


def minutes_until(one_house: House, agent: StaffWindow, happened: Callable[[], bool]) -> None:
    """Let minutes pass one by one until something has happened, for an hour at most, with the agent at work.

    The service looks once in each. A look that comes long after the one before does nothing, so how many it takes depends
    on how busy this machine is. The browser does not notice them: what it would tell of its agent is told for it.
    """
    for minute in range(60):
        if happened():
            return
        one_house.cloud.clock.advance(60)
        agent.page.evaluate("async () => void (await fetch('v1/desk'), await fetch('v1/colleagues'))")
        if minute % 10 == 9:
            agent.page.reload()  # as every key does: the console hears until when its session lasts now
        now = one_house.cloud.clock()
        until(agent.page, lambda now=now: looked_at(one_house) >= now - 5)  # type: ignore[misc]
    raise AssertionError("it did not happen within an hour")


def the_only(one_house: House) -> dict[str, Any]:
    """Return the head of the one conversation that there is."""
    (head,) = [item for item in one_house.cloud.items() if item["sk"] == "head"]
    return head


def looked_at(one_house: House) -> float:
    """Return when the service last looked for those who give no sign of life."""
    return max((item["at"] / 1000 for item in one_house.cloud.items() if item["pk"] == "watch"), default=0)


def restrict(reference: str) -> None:
    """Have a conversation's processing be restricted, as two people do it in a case."""
    services = wiring.services("test")
    both = InCase(conversation=as_written(reference), by="first.person", beside="second.person", case="2026-7")
    conversation = services.conversations.get(both.conversation)
    assert conversation is not None
    data_rights.restrict(services, both, conversation)


@pytest.mark.timeout(300)
def test_what_is_restricted_leaves_the_agents_screen_and_its_visitor_reads_that_it_is(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house).started(ASKS)
    agent = answered(visitor, person(), one_house)
    reference = agent.reference
    visitor.end()
    expect(agent.page.get_by_text("Keskustelu päättyi klo").first).to_be_visible()
    expect(agent.log).to_contain_text("Havu")
    expect(agent.facts).to_be_visible()
    reader = agent.page.context.new_page()
    reader.goto(f"{one_house.addresses.service}/console#/history/{reference}")
    expect(reader.get_by_text(ANSWERS)).to_be_visible()

    restrict(reference)

    # No line tells the history: it looks when its reader comes back to it.
    reader.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(reader.get_by_role("alert").filter(has_text="Keskustelu on otettu pois näytöltä")).to_be_visible()
    expect(reader.get_by_role("heading", name="Tätä keskustelua ei saa lukea")).to_be_visible()
    expect(reader.locator("main")).not_to_contain_text("Havu")
    look(reader, "restricted-while-it-was-read")
    expect(agent.log).not_to_contain_text("Havu")
    expect(agent.facts).to_have_count(0)
    expect(agent.page.locator(".to-facts")).to_have_count(0)
    expect(agent.conversation.get_by_role("status").first).to_have_text("Keskustelu ei ole enää saatavilla.")
    look(agent.page, "restricted-at-the-desk")
    visitor.choose("Omat tietosi")
    expect(visitor.dialog("Omat tietosi")).to_contain_text("Keskustelun käsittely on rajoitettu")
    look(visitor.page, "restricted-own-data")
    agent.page.goto(f"{one_house.addresses.service}/console#/history/{reference}")
    expect(agent.page.get_by_role("heading", name="Tätä keskustelua ei saa lukea")).to_be_visible()
    expect(agent.page.locator("main")).not_to_contain_text("Havu")
    look(agent.page, "restricted-in-the-history")


@pytest.mark.timeout(300)
def test_what_was_restricted_while_the_agent_had_no_line_leaves_the_screen_when_there_is_one_again(
    one_house: House, person: NewPerson
) -> None:
    visitor = VisitorWindow(person(), one_house).started(ASKS)
    agent = answered(visitor, person(), one_house)
    reference = agent.reference
    visitor.end()
    expect(agent.page.get_by_text("Keskustelu päättyi klo").first).to_be_visible()
    agent.page.context.set_offline(True)
    one_house.cut_sockets()
    restrict(reference)
    expect(agent.log).to_contain_text("Havu")

    agent.page.context.set_offline(False)
    expect(agent.log).not_to_contain_text("Havu", timeout=60_000)
    expect(agent.facts).to_have_count(0)
