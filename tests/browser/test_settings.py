"""The room of settings: what a site says is looked at, changed after it was told what would change, and refused beside its field."""

from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow


def on_the_page_of_the_site(page: Page, house: House) -> Page:
    staff = StaffWindow(page, house)
    staff.sign_in("admin")
    staff.commit()
    page.get_by_role("link", name="Asetukset").click()
    page.get_by_role("row").filter(has_text="demo").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Sivuille liitettävä koodi")).to_be_visible()
    return page


def test_a_greeting_is_changed_after_it_was_told_what_would_change(
    everything: House, person: NewPerson, look: Look
) -> None:
    page = on_the_page_of_the_site(person(), everything)
    expect(page.locator("pre")).to_contain_text('juttu.js?site=demo" data-site="demo"')
    look(page, "site")
    greeting, company = (page.get_by_role("textbox", name=name) for name in ("Tervehdys: Suomi", "Yrityksen nimi"))
    company.fill("")
    greeting.fill("x" * 201)
    page.get_by_role("button", name="Tarkista muutokset").click()
    expect(page.get_by_role("alert").filter(has_text="Tässä ei saa olla tyhjää.")).to_be_focused()
    expect(greeting).to_have_attribute("aria-invalid", "true")
    expect(company).to_have_attribute("aria-invalid", "true")
    look(page, "mistakes")
    assert axe.violations(page) == []

    company.fill("Demo Oy")
    greeting.fill("Moi kaikille!")
    page.get_by_role("button", name="Tarkista muutokset").click()
    asked = page.get_by_role("dialog", name="Tallennetaanko muutokset?")
    expect(asked.get_by_role("listitem")).to_have_text(["Yrityksen nimi", "Tervehdys"])
    look(page, "asked")
    assert axe.violations(page) == []
    asked.get_by_role("button", name="Tallenna", exact=True).click()

    expect(page.get_by_role("heading", name="Demo Oy")).to_be_visible()
    expect(page.locator("#versions").locator("..")).to_contain_text("admin (voimassa nyt)")
    page.reload()
    expect(page.get_by_role("textbox", name="Tervehdys: Suomi")).to_have_value("Moi kaikille!")


def test_whoever_was_second_is_told_who_was_first_and_keeps_what_they_typed(
    everything: House, person: NewPerson
) -> None:
    one = on_the_page_of_the_site(person(), everything)
    other = one.context.new_page()
    other.goto(one.url)
    for page, name in ((one, "Yrityksen nimi"), (other, "Avauspainikkeen teksti: Suomi")):
        page.get_by_role("textbox", name=name).fill("Jotain muuta")
        page.get_by_role("button", name="Tarkista muutokset").click()
        expect(page.get_by_role("dialog")).to_be_visible()
    one.get_by_role("button", name="Tallenna", exact=True).click()
    expect(one.get_by_role("heading", name="Jotain muuta")).to_be_visible()

    other.get_by_role("button", name="Tallenna", exact=True).click()
    expect(other.get_by_role("dialog").get_by_role("alert")).to_contain_text("admin ehti muuttaa")
    other.get_by_role("button", name="Älä tallenna").click()
    other.get_by_role("button", name="Tarkista muutokset").click()
    asked = other.get_by_role("dialog")
    expect(asked.get_by_role("listitem")).to_have_text(["Avauspainikkeen teksti"])
    asked.get_by_role("button", name="Tallenna", exact=True).click()

    expect(asked).to_have_count(0)
    expect(other.get_by_role("heading", name="Jotain muuta", level=1)).to_be_visible()
