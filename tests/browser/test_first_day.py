"""A company's first day, from its first administrator on: nobody needs a command line any more."""

import re

from playwright.sync_api import Page, expect

from local.cloud import totp
from tests.browser.conftest import Look, NewPerson
from tests.browser.guest import Company, Guest
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow

OUT_WITHIN = 5_000
"""Milliseconds within which whoever was let go is out."""
OWN_PASSWORD = "kolme sanaa peräkkäin"


def made(admin: Page, user: str, name: str) -> str:
    """Have the administrator make an agent's account; return the temporary password."""
    admin.get_by_role("button", name="Lisää henkilö").click()
    admin.get_by_role("textbox", name="Käyttäjätunnus").fill(user)
    admin.get_by_role("textbox", name="Nimi", exact=True).fill(name)
    admin.get_by_role("textbox", name="Nimi, jonka kävijät näkevät").fill(name)
    admin.get_by_role("button", name="Luo tunnus").click()
    shown = admin.get_by_role("dialog", name=re.compile("^Tilapäinen salasana"))
    password = shown.locator("code").inner_text()
    shown.get_by_role("button", name="Valmis").click()
    admin.get_by_role("button", name="Takaisin luetteloon").click()
    return password


def comes_in(staff: StaffWindow, house: House, user: str, password: str) -> None:
    """Sign in for the first time: a password of one's own, a second factor, the commitment."""
    page = staff.page
    page.goto(f"{house.addresses.service}/console")
    page.get_by_role("textbox", name="Käyttäjätunnus").fill(user)
    page.get_by_label("Salasana", exact=True).fill(password)
    page.get_by_role("button", name="Kirjaudu").click()
    page.get_by_label("Uusi salasana").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Vaihda salasana").click()
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.get_by_role("textbox", name="Koodi").fill(totp.code_at(secret, house.cloud.clock()))
    page.get_by_role("button", name="Ota käyttöön").click()
    staff.commit()


def saves(admin: Page, title: str, fields: dict[str, str]) -> None:
    """Have the administrator change a part of the site's settings."""
    here = admin.get_by_role("region", name=title, exact=True)
    here.get_by_role("button", name=f"Muuta: {title}").click()
    for name, value in fields.items():
        here.get_by_role("textbox", name=name).fill(value)
    here.get_by_role("button", name="Tarkista muutokset").click()
    admin.get_by_role("dialog").get_by_role("button", name="Tallenna", exact=True).click()
    expect(here.locator("form")).to_have_count(0)


def site_made(admin: Page, origin: str) -> str:
    """Have the administrator make the company's site with brand and hours; return the tag that they copy."""
    admin.get_by_role("link", name="Asetukset").click()
    admin.get_by_role("button", name="Lisää sivusto").click()
    admin.get_by_role("textbox", name="Yrityksen nimi").fill("Uusi Oy")
    admin.get_by_role("textbox", name="Avain").fill("uusi")
    admin.get_by_role("textbox", name="Sivuston osoite").fill(origin)
    admin.get_by_role("button", name="Luo sivusto").click()
    expect(admin.get_by_role("heading", name="Uusi Oy", level=1)).to_be_visible()
    saves(admin, "Väri ja teema", {"Tunnusväri": "#8b1e3f"})
    saves(admin, "Tervehdys ja avauspainike", {"Tervehdys: Suomi": "Tervetuloa Uuteen!"})
    hours = admin.get_by_role("region", name="Palveluajat")
    hours.get_by_role("button", name="Muuta: Palveluajat").click()
    hours.get_by_role("combobox", name="Palveluajat").select_option("Palveluajat on asetettu")
    hours.get_by_role("combobox", name="Pyhäpäivät").select_option("Auki kuten muulloinkin")
    for day in ("Maanantai", "Tiistai", "Keskiviikko", "Torstai", "Perjantai", "Lauantai", "Sunnuntai"):
        hours.get_by_role("textbox", name=day).fill("0–24")
    hours.get_by_role("button", name="Tarkista muutokset").click()
    admin.get_by_role("dialog").get_by_role("button", name="Tallenna", exact=True).click()
    expect(hours.locator("form")).to_have_count(0)
    admin.context.grant_permissions(["clipboard-read", "clipboard-write"])
    admin.get_by_role("button", name="Kopioi teksti").click()
    return str(admin.evaluate("navigator.clipboard.readText()"))


def test_a_companys_first_day(everything: House, person: NewPerson, look: Look) -> None:
    admin = StaffWindow(person(), everything)
    admin.sign_in("admin")
    admin.commit()
    first, second = StaffWindow(person(), everything), StaffWindow(person(), everything)
    passwords = [made(admin.page, user, name) for user, name in (("agent.c", "Agent C"), ("agent.d", "Agent D"))]
    comes_in(first, everything, "agent.c", passwords[0])
    comes_in(second, everything, "agent.d", passwords[1])
    first.be_available()
    second.be_available()

    visitor = VisitorWindow(person(), everything)
    with Company.beside(everything) as company:
        tag = site_made(admin.page, company.origin)
        Guest(visitor.page, company).show(f"<main><h1>Uusi Oy</h1>{tag}</main>", path="/#juttu")
    expect(visitor.launcher).to_have_attribute("aria-expanded", "true")
    expect(visitor.chat.get_by_text("Tervetuloa Uuteen!")).to_be_visible()
    expect(visitor.launcher).to_have_css("background-color", "rgb(139, 30, 63)")
    look(visitor.page, "brand")
    visitor.say("Milloin olette auki?")
    expect(visitor.chat.get_by_role("log")).to_contain_text("Lähetetty")
    first.take()
    expect(first.messages).to_have_text(["Milloin olette auki?"])
    reference = first.reference
    first.say("Joka päivä kahdeksasta neljään.")
    expect(visitor.messages).to_have_text(["Milloin olette auki?", "Joka päivä kahdeksasta neljään."])
    second.page.get_by_role("navigation", name="Konsolin osat").get_by_role("link", name="Tilanne").click()
    expect(second.page.get_by_role("row").filter(has_text="Agent C").get_by_role("cell").nth(1)).to_have_text("1")
    look(second.page, "board")

    admin.page.get_by_role("link", name="Henkilöt").click()
    admin.page.get_by_role("row").filter(has_text="agent.c").get_by_role("link").click()
    admin.page.get_by_role("button", name="Henkilö lähtee").click()
    admin.page.get_by_role("dialog").get_by_role("button", name="Henkilö lähtee").click()
    expect(first.page.get_by_role("heading", name="Kirjaudu konsoliin")).to_be_visible(timeout=OUT_WITHIN)
    expect(admin.page.get_by_role("heading", name="Lähtenyt")).to_be_visible()
    look(admin.page, "left")

    second.page.get_by_role("navigation", name="Konsolin osat").get_by_role("link", name=re.compile("^Palvelu")).click()
    second.take()
    expect(second.messages).to_have_text(["Milloin olette auki?", "Joka päivä kahdeksasta neljään."])
    second.say("Agent C lähti, minä jatkan.")
    expect(visitor.messages.last).to_have_text("Agent C lähti, minä jatkan.")

    officer = StaffWindow(person(), everything)
    officer.sign_in("dpo")
    officer.commit()
    officer.page.get_by_role("textbox", name="Keskustelun viite").fill(reference)
    officer.page.get_by_role("button", name="Näytä").click()
    rows = officer.page.get_by_role("row")
    for who in ("agent.c", "agent.d"):
        expect(rows.filter(has_text=who).filter(has_text="Otti keskustelun").filter(has_text="Sallittu")).to_have_count(
            1
        )
    look(officer.page, "officer")
