"""A supervisor looks into a conversation openly: who sees that, who does not, and what they do there."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow


def supervisor(house: House, page: Page) -> Page:
    """Come to the board as somebody who supervises."""
    with house.cloud.endpoint.own_calls():
        house.cloud.client("cognito-idp").admin_add_user_to_group(
            UserPoolId=house.cloud.user_pool, Username="reviewer", GroupName="supervisor"
        )
    StaffWindow(page, house).let_in("reviewer", available=False)
    page.get_by_role("link", name="Tilanne").click()
    expect(page.get_by_role("heading", name="Tilanne", level=1)).to_be_visible()
    return page


def looks_in(page: Page, purpose: str) -> None:
    page.get_by_label("Tarkoitus", exact=True).select_option(purpose)
    page.get_by_role("button", name="Seuraa", exact=True).click()


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="Viestit")


def too_wide(page: Page) -> int:
    """Return by how much the room is wider than its place, which would be scrolled sideways."""
    return int(page.locator(".room-page").evaluate("room => room.scrollWidth - room.clientWidth"))


def test_a_supervisor_looks_in_with_a_purpose_which_the_agent_the_visitor_and_the_officer_see_and_passes_it_on(
    everything: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), everything).started("Kiuas ei lämpene")
    agent = StaffWindow(person(), everything).let_in()
    colleague = StaffWindow(person(), everything).let_in("agent.b")
    agent.take()
    agent.say("Katsotaan yhdessä")
    expect(visitor.messages).to_have_text(["Kiuas ei lämpene", "Katsotaan yhdessä"])
    reference = agent.page.url.rpartition("/")[2]
    page = supervisor(everything, person())
    row = page.get_by_role("row").filter(has_text=reference)
    expect(row).to_contain_text("Agent A")
    expect(page.locator("main")).not_to_contain_text("Kiuas")
    look(page, "ongoing")
    row.get_by_role("link", name=f"Seuraa: {reference}").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name=reference, level=1)).to_be_focused()
    page.get_by_role("button", name="Seuraa", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Valitse tarkoitus")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Kiuas")
    look(page, "purpose")
    looks_in(page, "Valitus tai reklamaatio")
    expect(log(page)).to_contain_text("Katsotaan yhdessä")
    expect(
        page.get_by_text(re.compile(r"Tarkoitus: valitus tai reklamaatio\. Näet keskustelun klo \d"))
    ).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    here = agent.conversation.get_by_role("list", name="Keitä muita keskustelussa on")
    expect(here).to_contain_text(
        re.compile("Esihenkilö Demo Reviewer seuraa keskustelua.* Tarkoitus: valitus tai reklamaatio")
    )
    visitor.say("Kiitos jo nyt")
    expect(log(page)).to_contain_text("Kiitos jo nyt")
    look(page, "inside")
    expect(visitor.chat.get_by_role("log")).not_to_contain_text("Demo Reviewer")
    expect(visitor.chat.get_by_role("log")).not_to_contain_text(re.compile("seura|esihenkilö", re.IGNORECASE))

    page.get_by_role("button", name="Siirrä", exact=True).click()
    dialog = page.get_by_role("dialog", name="Kenelle keskustelu siirretään?")
    choice = dialog.get_by_label("Kuka jatkaa").get_by_role("option", name=re.compile("^Agent B"))
    expect(choice).to_have_count(1)
    dialog.get_by_label("Kuka jatkaa").select_option(label=choice.inner_text())
    dialog.get_by_label("Syy").select_option("Liian monta keskustelua")
    look(page, "passing-on")
    dialog.get_by_role("button", name="Siirrä", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".facts-list")).to_contain_text("Agent B")
    colleague.mine.get_by_role("link").click()
    expect(colleague.conversation).to_contain_text("Syy: Liian monta keskustelua")
    expect(colleague.conversation).to_contain_text("Esihenkilö Demo Reviewer seuraa keskustelua")

    visitor.choose("Omat tietosi")
    visitor.dialog("Omat tietosi").get_by_role("button", name="Kuka on lukenut keskustelun").click()
    readings = visitor.dialog("Kuka on lukenut keskustelun")
    expect(readings.get_by_role("listitem").filter(has_text="esihenkilö")).to_contain_text("Asian hoitaminen")

    page.get_by_role("button", name="Poistu keskustelusta").click()
    expect(page.get_by_role("heading", name="Tilanne", level=1)).to_be_visible()
    expect(colleague.conversation.get_by_text("seuraa keskustelua")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("Kiuas")

    officer = StaffWindow(person(), everything).let_in("dpo", available=False)
    officer.page.get_by_role("textbox", name="Keskustelun viite").fill(reference)
    officer.page.get_by_role("textbox", name="Keskustelun viite").press("Enter")
    rows = officer.page.locator("tbody").get_by_role("row")
    expect(rows.filter(has_text="Alkoi seurata keskustelua esihenkilönä")).to_contain_text("Valitus tai reklamaatio")
    expect(rows.filter(has_text="Siirsi keskustelun")).to_contain_text("Liian monta keskustelua")
    expect(rows.filter(has_text="Avasi keskustelun").filter(has_text="reviewer")).to_contain_text("Esihenkilönä")
    look(officer.page, "officer")


def test_on_a_phone_a_supervisor_goes_back_to_what_they_look_into_and_ends_it_for_abuse(
    everything: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), everything).started("Kiuas ei lämpene")
    agent = StaffWindow(person(), everything).let_in()
    agent.take()
    agent.say("Katsotaan yhdessä")
    page = supervisor(everything, person(viewport={"width": 390, "height": 800}))
    expect(page.get_by_role("link", name=re.compile("^Seuraa: "))).to_be_visible()
    look(page, "phone-ongoing")
    assert too_wide(page) <= 0
    page.get_by_role("link", name=re.compile("^Seuraa: ")).click()
    expect(page.get_by_label("Tarkoitus", exact=True)).to_be_visible()
    look(page, "phone-purpose")
    looks_in(page, "Turvallisuus")
    expect(log(page)).to_contain_text("Katsotaan yhdessä")
    look(page, "phone-inside")
    page.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(page) <= 0
    page.get_by_role("button", name="Takaisin tilanteeseen").click()
    page.get_by_role("link", name=re.compile("^Jatka seuraamista: ")).click()
    expect(log(page)).to_contain_text("Katsotaan yhdessä")

    page.get_by_role("button", name="Päätä väärinkäytön vuoksi…").click()
    dialog = page.get_by_role("dialog", name="Päätetäänkö väärinkäytön vuoksi?")
    dialog.get_by_role("button", name="Päätä heti", exact=True).click()
    expect(dialog.get_by_role("alert").filter(has_text="Valitse, mitä kävijä teki")).to_be_visible()
    dialog.get_by_label("Mitä kävijä teki?").select_option("Uhkasi väkivallalla tai muulla")
    look(page, "phone-abuse")
    dialog.get_by_role("button", name="Päätä heti", exact=True).click()
    expect(page.get_by_text("Keskustelu on päättynyt.")).to_be_visible()
    expect(page.get_by_role("button", name="Siirrä", exact=True)).to_have_count(0)
    expect(agent.page.locator("footer.end")).to_be_visible()
    expect(visitor.chat.get_by_text(re.compile("koska siinä käyttäydyttiin asiattomasti"))).to_be_visible()
