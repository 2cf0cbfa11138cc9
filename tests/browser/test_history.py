"""Looking back in a browser: one's own of long ago for a purpose, a colleague's by breaking the glass, and who sees that."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow, until

TEN_DAYS = 10 * 24 * 3600
PHONE = {"width": 390, "height": 800}


def had(house: House, person: NewPerson, *, ends: bool) -> tuple[VisitorWindow, str]:
    """Have agent A answer a visitor, and return the visitor's window and the conversation's reference."""
    agent = StaffWindow(person(), house).let_in()
    visitor = VisitorWindow(person(), house).started("Kiuas ei lämpene")
    agent.take()
    agent.say("Katsotaan yhdessä")
    expect(visitor.messages).to_have_text(["Kiuas ei lämpene", "Katsotaan yhdessä"])
    agent.conversation.get_by_role("button", name="Muistiinpano", exact=True).click()
    agent.page.get_by_role("textbox", name=re.compile("^Muistiinpano kollegoille")).fill("Takuu on voimassa")
    agent.page.keyboard.press("Enter")
    expect(agent.log.get_by_role("article")).to_contain_text("Takuu on voimassa")
    reference = agent.page.url.rpartition("/")[2]
    if ends:
        agent.close()
        # What is about to end stands there, too, until the service has ended it.
        expect(agent.page.locator("footer.end")).to_contain_text("Keskustelu päättyi klo")
    return visitor, reference


def goes(page: Page, house: House, user: str, *, commits: bool = True) -> Page:
    """Come to the history as somebody."""
    staff = StaffWindow(page, house)
    if commits:
        staff.let_in(user, available=False)
    else:
        staff.sign_in(user)
    page.get_by_role("link", name="Historia").click()
    expect(page.get_by_role("heading", name="Historia", level=1)).to_be_visible()
    return page


def too_wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_an_agent_finds_their_own_of_ten_days_ago_says_what_for_and_reads_by_the_keyboard_alone(
    everything: House, person: NewPerson, look: Look
) -> None:
    _, reference = had(everything, person, ends=True)
    everything.cloud.clock.advance(TEN_DAYS)
    page = goes(person(), everything, "agent.a", commits=False)
    expect(page.get_by_role("link", name=reference)).to_be_visible()
    look(page, "list")
    page.get_by_role("link", name=reference).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name=reference, level=1)).to_be_focused()
    purpose = page.get_by_label("Tarkoitus", exact=True)
    expect(page.get_by_text("Katsotaan yhdessä")).to_have_count(0)
    look(page, "purpose")
    purpose.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    mistakes = page.get_by_role("alert").filter(has_text="Valitse tarkoitus")
    expect(mistakes).to_be_visible()
    # The form shows what is wrong by taking the focus there, a moment later.
    page.wait_for_function("() => document.activeElement?.closest('[role=alert]')")
    purpose.focus()
    page.keyboard.type("Asiakkaan a")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Katsotaan yhdessä")).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text("Takuu on voimassa")
    expect(page.get_by_text(re.compile(r"Voit lukea tätä klo \d+\.\d\d asti\."))).to_be_visible()
    expect(page.get_by_role("textbox", name="Vastaus")).to_have_count(0)
    look(page, "read")
    page.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(page) <= 0
    page.reload()
    expect(page.get_by_text("Katsotaan yhdessä")).to_be_visible()


def test_a_colleagues_is_read_by_breaking_the_glass_which_the_officer_and_the_visitor_see(
    everything: House, person: NewPerson, look: Look
) -> None:
    visitor, reference = had(everything, person, ends=False)
    officer = StaffWindow(person(), everything).let_in("dpo", available=False)
    page = goes(person(viewport=PHONE), everything, "agent.b")
    expect(page.get_by_role("heading", name="Ei päättyneitä keskusteluja")).to_be_visible()
    page.get_by_role("textbox", name="Keskustelun viite").fill(reference.lower())
    page.get_by_role("textbox", name="Keskustelun viite").press("Enter")

    expect(page.get_by_text(re.compile("hoitaa tai hoiti Agent A"))).to_be_visible()
    expect(page.get_by_text("Kiuas ei lämpene")).to_have_count(0)
    look(page, "glass")
    assert too_wide(page) <= 0
    page.get_by_label("Syy", exact=True).select_option("Valitusta selvitetään")
    page.get_by_label("Syy omin sanoin").fill("Koska")
    page.get_by_role("button", name="Avaa poikkeusluvalla").click()
    expect(page.locator(".field .mistake")).to_contain_text("Syyssä on oltava 10")
    page.get_by_label("Syy omin sanoin").fill("Asiakas valittaa saamastaan neuvosta")
    page.get_by_role("button", name="Avaa poikkeusluvalla").click()
    expect(page.get_by_text("Katsotaan yhdessä")).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text("Muistiinpano kollegoille: Agent A")
    expect(page.get_by_role("article")).to_contain_text("Takuu on voimassa")
    look(page, "glass-read")
    visitor.say("Kiitos jo nyt")
    until(page, lambda: "Lähetetty" in visitor.chat.get_by_role("log").inner_text())
    page.get_by_role("button", name="Katso uudelleen").click()
    expect(page.get_by_text("Kiitos jo nyt")).to_be_visible()

    seen = officer.page
    seen.reload()
    expect(seen.get_by_role("link", name=re.compile("1 avaus poikkeusluvalla tänään"))).to_be_visible()
    seen.get_by_role("link", name="Tavallisesta poikkeava").click()
    found = seen.get_by_role("region", name="agent.b")
    expect(found).to_contain_text(re.compile("Avasi poikkeusluvalla 1.keskustelun"))
    expect(found).to_contain_text("Syy: Valitusta selvitetään")
    expect(seen.get_by_role("link", name=re.compile("poikkeusluvalla tänään"))).to_have_count(0)
    look(seen, "officer")
    found.get_by_role("link", name=re.compile("^Näytä merkinnät: agent.b")).click()
    expect(seen.get_by_text("Valitusta selvitetään: Asiakas valittaa saamastaan neuvosta")).to_be_visible()

    visitor.choose("Omat tietosi")
    visitor.dialog("Omat tietosi").get_by_role("button", name="Kuka on lukenut keskustelun").click()
    readings = visitor.dialog("Kuka on lukenut keskustelun")
    expect(readings.get_by_role("listitem").first).to_contain_text("avasi sen poikkeusluvalla")
    expect(readings.get_by_role("listitem").first).to_contain_text("Valitusta selvitetään")
    expect(readings).not_to_contain_text("neuvosta")
    look(visitor.page, "visitor")
