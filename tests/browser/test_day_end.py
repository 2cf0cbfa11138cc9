"""The end of an agent's day: told before the hours are over, with a last look; and nobody who waits is left without a word."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow


def test_before_the_hours_end_an_agent_is_told_and_looks_once_more_at_what_is_open(
    ten_to_four: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), ten_to_four).started("Ehdittekö vielä vastata?")
    agent = StaffWindow(person(), ten_to_four).let_in()
    told = agent.list.get_by_role("status").filter(has_text="Aukioloaika päättyy klo 16.00.")
    expect(told).to_contain_text("Jonossa 1, sinulla 0.")
    agent.take()
    expect(told).to_contain_text("Jonossa 0, sinulla 1.")
    agent.input.fill("Kyllä ehditään")
    look(agent.page, "day-ending")
    expect(agent.input).to_be_focused()

    VisitorWindow(person(), ten_to_four).started("Entä minulle?")
    told.get_by_role("button", name="Päivän päätös").click()
    dialog = agent.page.get_by_role("dialog", name="Päivän päätös")
    expect(dialog).to_contain_text("Sinulla on yksi keskustelu auki")
    expect(dialog).to_contain_text("odottaa vastaustasi")
    expect(dialog).to_contain_text("Jonossa odottaa yksi kävijä.")
    expect(dialog).to_contain_text("Yhdessä keskustelussa on luonnos kesken.")
    expect(dialog).to_contain_text("Kukaan muu ei ole paikalla.")
    look(agent.page, "day-end")
    dialog.get_by_role("button", name="Avaa").click()
    expect(agent.input).to_be_focused()
    agent.input.press("Enter")
    expect(visitor.messages.last).to_have_text("Kyllä ehditään")
    agent.close()

    ten_to_four.cloud.clock.advance(660)
    agent.page.reload()
    over = agent.list.get_by_role("status").filter(has_text="Aukioloaika päättyi klo 16.00.")
    expect(over).to_contain_text("Jonossa 1, sinulla 0.")


def test_whoever_goes_as_the_last_is_told_who_waits_and_who_stays(
    one_house: House, person: NewPerson, look: Look
) -> None:
    agent = StaffWindow(person(), one_house).let_in()
    VisitorWindow(person(), one_house).started("Onko siellä ketään?")
    expect(agent.queue.get_by_role("listitem")).to_have_count(1)
    switch = agent.page.get_by_role("switch", name="Paikalla")
    switch.click()
    question = agent.page.get_by_role("dialog", name="Lähdetkö jonosta?")
    expect(question).to_contain_text("Jonossa odottaa yksi kävijä.")
    expect(question).to_contain_text("Kukaan muu ei ole paikalla.")
    question.get_by_role("button", name="Jää paikalle").click()
    expect(switch).to_be_checked()

    StaffWindow(person(), one_house).let_in("agent.b")
    agent.page.get_by_role("button", name=re.compile("^Agent A")).click()
    agent.page.get_by_role("button", name="Kirjaudu ulos").click()
    leaving = agent.page.get_by_role("dialog", name="Kirjaudutaanko ulos?")
    expect(leaving).to_contain_text("Paikalle jää Agent B.")
    look(agent.page, "leaving-with-somebody-there")
    leaving.get_by_role("button", name="Kirjaudu ulos").click()
    expect(agent.page.get_by_role("textbox", name="Käyttäjätunnus")).to_be_visible()


def test_signing_out_says_what_was_typed_and_not_sent_even_with_nothing_open(
    one_house: House, person: NewPerson, look: Look
) -> None:
    VisitorWindow(person(), one_house).started("Ehditkö vielä?")
    agent = StaffWindow(person(), one_house).let_in()
    agent.take()
    agent.input.fill("Kyllä ehditään")
    agent.close()
    expect(agent.conversation.locator(".leftover q")).to_have_text("Kyllä ehditään")
    agent.page.get_by_role("button", name=re.compile("^Agent A")).click()
    agent.page.get_by_role("button", name="Kirjaudu ulos").click()
    leaving = agent.page.get_by_role("dialog", name="Kirjaudutaanko ulos?")
    expect(leaving).to_contain_text("Yhdessä keskustelussa on luonnos kesken.")
    expect(leaving).to_contain_text("Kun kirjaudut ulos, luonnokset häviävät.")
    look(agent.page, "leaving-with-a-draft")
    leaving.get_by_role("button", name="Kirjaudu ulos").click()
    expect(agent.page.get_by_role("textbox", name="Käyttäjätunnus")).to_be_visible()


def test_whoever_is_away_already_is_asked_nothing(one_house: House, person: NewPerson) -> None:
    agent = StaffWindow(person(), one_house).let_in()
    switch = agent.page.get_by_role("switch", name="Paikalla")
    switch.click()
    expect(switch).not_to_be_checked()
    VisitorWindow(person(), one_house).started("Onko siellä ketään?")
    expect(agent.queue.get_by_role("listitem")).to_have_count(1)
    agent.page.get_by_role("button", name=re.compile("^Agent A")).click()
    agent.page.get_by_role("button", name="Kirjaudu ulos").click()
    expect(agent.page.get_by_role("textbox", name="Käyttäjätunnus")).to_be_visible()
