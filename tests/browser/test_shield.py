"""The shield: an agent who wants it sees abuse only when they press for it; what the visitor wrote is never altered."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow

ABUSE = "Olette kusipäitä"


def test_abuse_is_veiled_from_an_agent_who_wants_that_until_one_click_and_a_civil_end_is_beside_it(
    one_house: House, person: NewPerson, look: Look
) -> None:
    agent = StaffWindow(person(), one_house).let_in()
    agent.page.get_by_role("button", name=re.compile("^Agent A")).click()
    agent.page.get_by_role("button", name="Oma sivu").click()
    switch = agent.page.get_by_role("switch", name="Peitä loukkaavat viestit")
    expect(switch).not_to_be_checked()
    switch.click()
    expect(switch).to_be_checked()
    look(agent.page, "veiling")
    agent.page.get_by_role("link", name="Palvelu").click()

    visitor = VisitorWindow(person(), one_house).started(ABUSE)
    row = agent.queue.get_by_role("listitem")
    expect(row).to_contain_text("Peitetty viesti")
    agent.take()
    expect(agent.messages).to_have_count(1)
    expect(agent.messages.first).to_contain_text("Viesti on peitetty")
    visitor.say("Missä tilaukseni on?")
    expect(agent.messages.last).to_have_text("Missä tilaukseni on?")
    look(agent.page, "veiled")
    expect(agent.page.locator("body")).not_to_contain_text("kusipäitä")

    agent.messages.first.get_by_role("button", name="Näytä viesti").press("Enter")
    expect(agent.messages.first).to_have_text(ABUSE)
    expect(agent.messages.first.get_by_text(ABUSE)).to_be_focused()
    agent.log.get_by_role("button", name="Päätä keskustelu asiallisesti").click()
    dialog = agent.page.get_by_role("dialog", name="Päätetäänkö väärinkäytön vuoksi?")
    expect(dialog.get_by_role("radio").first).to_be_focused()
    look(agent.page, "civil-end")
    agent.page.keyboard.press("Escape")
    expect(visitor.messages.first).to_have_text(ABUSE)

    # Nobody else is spared by it, and it outlives a reload in this browser.
    agent.page.reload()
    expect(agent.messages.first).to_contain_text("Viesti on peitetty")
