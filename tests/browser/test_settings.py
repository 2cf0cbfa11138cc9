"""The room of settings: what a site says is looked at, changed after it was told what would change, and refused beside its field."""

import re

from playwright.sync_api import Locator, Page, expect

from operations.package import ROOT
from tests.browser import axe
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow

SAVED = "Asetukset on tallennettu"


def in_settings(page: Page, house: House) -> Page:
    StaffWindow(page, house).let_in("admin", available=False)
    page.get_by_role("link", name="Asetukset").click()
    expect(page.get_by_role("heading", name="Sivustot", level=1)).to_be_visible()
    return page


def on_the_page_of_the_site(page: Page, house: House) -> Page:
    in_settings(page, house).get_by_role("row").filter(has_text="demo").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Sivuille liitettävä koodi")).to_be_visible()
    return page


def section(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def changing(page: Page, title: str) -> Locator:
    """Begin to change a section, whose first field has the focus then."""
    here = section(page, title)
    here.get_by_role("button", name=f"Muuta: {title}").click()
    expect(here.locator("form :is(input, select, button)").first).to_be_focused()
    return here


def saved(here: Locator, changes: list[str]) -> None:
    """Check a section's changes, which are these, and save them."""
    here.get_by_role("button", name="Tarkista muutokset").click()
    asked = here.page.get_by_role("dialog", name="Tallennetaanko muutokset?")
    expect(asked.get_by_role("listitem")).to_have_text([re.compile(f"^{each}") for each in changes])
    asked.get_by_role("button", name="Tallenna", exact=True).click()
    expect(here.page.get_by_text(SAVED)).to_be_visible()
    expect(here.locator("form")).to_have_count(0)


def test_a_greeting_is_changed_after_it_was_told_what_would_change(
    everything: House, person: NewPerson, look: Look
) -> None:
    page = on_the_page_of_the_site(person(), everything)
    expect(page.locator("pre")).to_contain_text('juttu.js?site=demo" data-site="demo"')
    look(page, "settings-site")
    here = changing(page, "Tervehdys ja avauspainike")
    greeting, launcher = (
        here.get_by_role("textbox", name=name) for name in ("Tervehdys: Suomi", "Avauspainikkeen teksti: Suomi")
    )
    launcher.fill("y" * 25)
    greeting.fill("x" * 201)
    here.get_by_role("button", name="Tarkista muutokset").click()
    expect(page.locator(".summary")).to_be_focused()
    for field in (greeting, launcher):
        expect(field).to_have_attribute("aria-invalid", "true")
    look(page, "mistakes")

    launcher.fill("")
    greeting.fill("Moi kaikille!")
    here.get_by_role("button", name="Tarkista muutokset").click()
    asked = page.get_by_role("dialog", name="Tallennetaanko muutokset?")
    expect(asked.get_by_role("listitem")).to_have_text(["Tervehdys"])
    look(page, "asked")
    asked.get_by_text("Katso, miltä keskustelu näyttäisi").click()
    preview = asked.frame_locator("iframe")
    expect(preview.get_by_text("Moi kaikille!")).to_be_visible()
    expect(preview.locator("body")).to_have_attribute("inert", "")
    look(page, "preview")
    asked.get_by_role("button", name="Svenska").click()
    expect(preview.get_by_text("Hej! Berätta om din bastu")).to_be_visible()
    asked.get_by_role("button", name="Kun ketään ei ole").click()
    expect(preview.get_by_text("+358 8 123 456").first).to_be_visible()
    expect(preview.get_by_text("Hej! Berätta om din bastu")).to_have_count(0)
    asked.get_by_role("button", name="Tallenna", exact=True).click()

    expect(here.get_by_text("Moi kaikille!")).to_be_visible()
    expect(here.get_by_role("button", name="Muuta: Tervehdys ja avauspainike")).to_be_focused()
    expect(section(page, "Muutokset")).to_contain_text("admin (voimassa nyt)")
    page.reload()
    expect(section(page, "Tervehdys ja avauspainike")).to_contain_text("Moi kaikille!")


def test_whoever_was_second_is_told_who_was_first_and_keeps_what_they_typed(
    everything: House, person: NewPerson
) -> None:
    one = on_the_page_of_the_site(person(), everything)
    other = one.context.new_page()
    other.goto(one.url)
    for page, title, name in (
        (one, "Yritys ja osoitteet", "Yrityksen nimi"),
        (other, "Tervehdys ja avauspainike", "Avauspainikkeen teksti: Suomi"),
    ):
        here = changing(page, title)
        here.get_by_role("textbox", name=name).fill("Jotain muuta")
        here.get_by_role("button", name="Tarkista muutokset").click()
        expect(page.get_by_role("dialog")).to_be_visible()
    one.get_by_role("button", name="Tallenna", exact=True).click()
    expect(one.get_by_role("heading", name="Jotain muuta")).to_be_visible()

    other.get_by_role("button", name="Tallenna", exact=True).click()
    expect(other.get_by_role("dialog").get_by_role("alert")).to_contain_text("admin ehti muuttaa")
    other.get_by_role("button", name="Tallenna", exact=True).click()  # from what is not there any more
    expect(other.get_by_role("button", name="Tallenna", exact=True)).to_have_attribute("aria-disabled", "false")
    expect(other.get_by_role("dialog").get_by_role("alert")).to_contain_text("admin ehti muuttaa")
    other.get_by_role("button", name="Älä tallenna").click()
    saved(section(other, "Tervehdys ja avauspainike"), ["Avauspainikkeen teksti"])

    expect(other.get_by_role("heading", name="Jotain muuta", level=1)).to_be_visible()


def test_hours_are_set_and_told_for_the_coming_weeks(everything: House, person: NewPerson, look: Look) -> None:
    page = on_the_page_of_the_site(person(), everything)
    here = changing(page, "Palveluajat")
    here.get_by_role("combobox", name="Palveluajat").select_option("Palveluajat on asetettu")
    here.get_by_role("textbox", name="Maanantai").fill("9–12, kolmesta viiteen")
    here.get_by_role("textbox", name="Lauantai").fill("")
    here.get_by_role("button", name="Lisää päivä").click()
    day = here.get_by_label("Päivä", exact=True).last
    expect(day).to_be_focused()
    here.get_by_role("button", name="Tarkista muutokset").click()
    no_day = "Päivä 1, Päivä: Tässä ei saa olla tyhjää."
    no_time = "Maanantai: Tämä ei ole kellonaika. Kirjoita esimerkiksi 9–16 tai 9.30–16."
    expect(page.locator(".summary").get_by_role("link")).to_have_text([no_time, no_day])
    day.fill("2026-12-23")
    here.get_by_role("button", name="Tarkista muutokset").click()
    expect(page.locator(".summary").get_by_role("link")).to_have_text([no_time])
    page.locator(".summary").get_by_role("link").click()
    expect(here.get_by_role("textbox", name="Maanantai")).to_be_focused()
    look(page, "hours")
    here.get_by_role("textbox", name="Maanantai").fill("9–12, 11–17")
    here.get_by_role("button", name="Tarkista muutokset").click()
    expect(page.locator(".summary")).to_contain_text("Maanantai: Ajat menevät päällekkäin.")
    here.get_by_role("textbox", name="Maanantai").fill("9–12, 15–17")
    here.get_by_role("textbox", name="Tiistai").fill("16–9")
    here.get_by_role("button", name="Tarkista muutokset").click()
    asked = page.get_by_role("dialog", name="Tallennetaanko muutokset?")
    expect(asked).to_contain_text("Tiistai: 16–9 jatkuu keskiyön yli seuraavaan päivään.")
    look(page, "over-midnight")
    asked.get_by_role("button", name="Älä tallenna").click()
    here.get_by_role("textbox", name="Tiistai").fill("9–16")
    saved(here, ["Palveluajat"])

    expect(here.get_by_role("definition").first).to_have_text(re.compile("9.12.+15.17"))
    expect(here.get_by_role("listitem").filter(has_text="23.12.")).to_contain_text("suljettu (poikkeava päivä)")


def test_contacts_topics_and_notices_are_lists_that_grow_and_shrink(
    everything: House, person: NewPerson, look: Look
) -> None:
    page = on_the_page_of_the_site(person(), everything)
    contacts = changing(page, "Muut yhteystiedot")
    while (remove := contacts.get_by_role("button", name=re.compile("^Poista"))).count() > 0:
        remove.first.click()
    for value, name in (("+358 8 123 456", "Päivystys"), ("040 soita", "Vaihde")):
        contacts.get_by_role("button", name="Lisää yhteystieto").click()
        one = contacts.get_by_role("group", name=re.compile("^Yhteystieto")).last
        one.get_by_role("textbox", name="Puhelin").fill(value)
        one.get_by_role("textbox", name="Nimi: Suomi").fill(name)
    contacts.get_by_role("button", name="Siirrä ylemmäs: Yhteystieto 2").click()
    contacts.get_by_role("button", name="Tarkista muutokset").click()
    wrong = contacts.get_by_role("group", name="Yhteystieto 1").get_by_role("textbox", name="Puhelin")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    look(page, "contacts")
    wrong.fill("040 123 4567")
    saved(contacts, ["Muut yhteystiedot"])
    expect(contacts.get_by_role("listitem").filter(has_text="Puhelin:")).to_have_text(
        [re.compile("040 123 4567.*Vaihde"), re.compile("8 123 456.*Päivystys")]
    )

    topics = changing(page, "Aiheet")
    while (remove := topics.get_by_role("button", name=re.compile("^Poista"))).count() > 1:
        remove.first.click()
    topics.get_by_role("button", name="Tarkista muutokset").click()
    expect(page.locator(".summary")).to_contain_text("tarvitaan vähintään 3")
    topics.get_by_role("button", name="Lisää aihe").click()
    topics.get_by_role("textbox", name="Teksti: Suomi").last.fill("Työpaikat")
    topics.get_by_role("button", name="Lisää aihe").click()
    topics.get_by_role("textbox", name="Teksti: Suomi").last.fill("Kaikki muu")
    saved(topics, ["Aiheet"])
    expect(topics).to_contain_text("Työpaikat")

    today = changing(page, "Päivän tiedotteet")
    while (remove := today.get_by_role("button", name=re.compile("^Poista"))).count() > 0:
        remove.first.click()
    today.get_by_role("button", name="Lisää tiedote").click()
    today.get_by_label("Ensimmäinen päivä").fill("2026-12-24")
    today.get_by_label("Viimeinen päivä").fill("2026-12-23")
    today.get_by_role("textbox", name="Teksti: Suomi").fill("Hyvää joulua!")
    today.get_by_role("button", name="Tarkista muutokset").click()
    expect(page.locator(".summary")).to_contain_text("Loppu on ennen alkua.")
    today.get_by_label("Ensimmäinen päivä").fill("2020-12-24")
    today.get_by_label("Viimeinen päivä").fill("2020-12-26")
    today.get_by_role("button", name="Tarkista muutokset").click()
    asked = page.get_by_role("dialog", name="Tallennetaanko muutokset?")
    expect(asked).to_contain_text(
        "Tiedote ei näy kenellekään, koska sen päivät ovat jo menneet: 24.12.2020–26.12.2020."
    )
    asked.get_by_role("button", name="Älä tallenna").click()
    today.get_by_label("Ensimmäinen päivä").fill("2026-12-24")
    today.get_by_label("Viimeinen päivä").fill("2026-12-26")
    saved(today, ["Päivän tiedotteet"])
    expect(today).to_contain_text("Hyvää joulua!")


def test_a_logo_is_looked_at_before_it_is_the_sites_and_what_is_none_is_refused(
    everything: House, person: NewPerson, look: Look
) -> None:
    page = on_the_page_of_the_site(person(), everything)
    here = section(page, "Logo")
    here.get_by_label("Valitse kuva").set_input_files(
        {
            "name": "logo.svg",
            "mimeType": "image/svg+xml",
            "buffer": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        }
    )
    asked = page.get_by_role("dialog")
    asked.get_by_role("button", name="Tallenna", exact=True).click()
    expect(here.get_by_label("Valitse kuva")).to_be_focused()
    expect(here.locator(".mistake")).to_have_text(re.compile(".+"))
    for picture, told in (
        (b"<svg>" + b" " * 9_000, "enintään 8\u00a0kt"),
        (b"\x89PNG" + b"x" * 60_000, "Tästä ei synny kuvaa"),
        (b"not a picture", "Tästä ei synny kuvaa"),
    ):
        kind = "image/png" if picture.startswith(b"\x89") else "image/svg+xml"
        here.get_by_label("Valitse kuva").set_input_files({"name": "logo", "mimeType": kind, "buffer": picture})
        expect(here.locator(".mistake")).to_contain_text(told)

    here.get_by_label("Valitse kuva").set_input_files(ROOT / "local/site/kiuas.svg")
    expect(asked.get_by_role("img", name="Uusi logo")).to_be_visible()
    look(page, "logo")
    asked.get_by_role("button", name="Tallenna", exact=True).click()
    now = here.get_by_role("img", name="Nykyinen logo")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert now.evaluate("(picture) => picture.decode().then(() => picture.naturalWidth)") > 0
    expect(here.locator(".mistake")).to_have_count(0)
    large = page.screenshot()
    assert len(large) > 30_000
    here.get_by_label("Valitse kuva").set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": large})
    asked.get_by_role("button", name="Tallenna", exact=True).click()
    expect(asked).to_have_count(0)
    expect(here.locator(".mistake")).to_have_count(0)
    here.get_by_role("button", name="Poista logo").click()
    page.get_by_role("dialog", name="Poistetaanko logo?").get_by_role("button", name="Tallenna", exact=True).click()
    expect(here).to_contain_text("Ei ole")


def test_a_limit_is_a_number_between_its_bounds(everything: House, person: NewPerson) -> None:
    page = on_the_page_of_the_site(person(), everything)
    here = changing(page, "Rajat")
    starts = here.get_by_role("textbox", name="Uusia keskusteluja samasta verkosta tunnissa")
    for typed, told in (("viisi", "Kirjoita kokonaisluku."), ("201", "enintään 200")):
        starts.fill(typed)
        here.get_by_role("button", name="Tarkista muutokset").click()
        expect(page.locator(".summary")).to_contain_text(told)
        expect(starts).to_have_attribute("aria-invalid", "true")
    starts.fill("200")
    saved(here, ["Rajat"])
    expect(here.get_by_role("definition").first).to_have_text("200")


def test_what_a_site_was_can_be_so_again(everything: House, person: NewPerson) -> None:
    page = on_the_page_of_the_site(person(), everything)
    here = changing(page, "Väri ja teema")
    here.get_by_role("textbox", name="Tunnusväri").fill("punainen")
    here.get_by_role("button", name="Tarkista muutokset").click()
    expect(page.locator(".summary")).to_contain_text("Selain ei tunne tällaista väriä.")
    here.get_by_role("textbox", name="Tunnusväri").fill("#8b1e3f")
    here.get_by_role("button", name="Tarkista muutokset").click()
    page.get_by_text("Katso, miltä keskustelu näyttäisi").click()
    preview = page.get_by_role("dialog").frame_locator("iframe")
    expect(preview.locator("html")).to_have_attribute("style", re.compile("#8b1e3f"))
    page.get_by_role("button", name="Älä tallenna").click()
    saved(here, ["Tunnusväri"])
    expect(here).to_contain_text("#8b1e3f")

    section(page, "Muutokset").get_by_role("button", name=re.compile("^Katso ja palauta")).first.click()
    asked = page.get_by_role("dialog", name=re.compile("^Palautetaanko tämä?"))
    expect(asked.get_by_role("listitem")).to_have_text(["Tunnusväri"])
    asked.get_by_role("button", name="Palauta", exact=True).click()
    expect(here).not_to_contain_text("#8b1e3f")


def test_what_is_typed_is_there_after_another_room_and_gone_when_it_is_given_up(
    everything: House, person: NewPerson
) -> None:
    page = on_the_page_of_the_site(person(), everything)
    changing(page, "Väri ja teema").get_by_role("textbox", name="Tunnusväri").fill("#8b1e3f")
    page.get_by_role("link", name="Henkilöt").click()
    expect(page.get_by_role("heading", name="Henkilöt", level=1)).to_be_visible()
    page.go_back()

    here = section(page, "Väri ja teema")
    expect(here.get_by_role("textbox", name="Tunnusväri")).to_have_value("#8b1e3f")
    page.get_by_role("button", name=re.compile("oma valikko")).click()
    page.get_by_role("button", name="Kirjaudu ulos").click()
    page.get_by_role("dialog", name="Kirjaudutko ulos?").get_by_role("button", name="Jatka muokkausta").click()
    expect(here.get_by_role("textbox", name="Tunnusväri")).to_have_value("#8b1e3f")
    here.get_by_role("button", name="Peru").click()
    expect(here.get_by_role("button", name="Muuta: Väri ja teema")).to_be_focused()
    changing(page, "Väri ja teema")
    expect(here.get_by_role("textbox", name="Tunnusväri")).not_to_have_value("#8b1e3f")


def test_another_site_is_made_and_seen_at_work_on_its_page(everything: House, person: NewPerson, look: Look) -> None:
    page = in_settings(person(), everything)
    page.get_by_role("button", name="Lisää sivusto").click()
    page.get_by_role("button", name="Luo sivusto").click()
    expect(page.locator(".summary").get_by_role("link")).to_have_text(
        [
            "Yrityksen nimi: Tässä ei saa olla tyhjää.",
            re.compile("^Avain: Avaimessa saa olla"),
            re.compile("^Tämä ei ole sivuston osoite"),
        ]
    )
    look(page, "empty")
    page.get_by_role("textbox", name="Yrityksen nimi").fill("Toinen Oy")
    page.get_by_role("textbox", name="Sivuston osoite").fill(everything.addresses.site)
    page.get_by_role("textbox", name="Avain").fill("demo")
    page.get_by_role("button", name="Luo sivusto").click()
    expect(page.get_by_role("textbox", name="Avain")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("textbox", name="Avain").fill("Toinen!")
    page.get_by_role("button", name="Luo sivusto").click()
    expect(page.locator(".summary")).to_contain_text("Avaimessa saa olla")
    look(page, "new")
    page.get_by_role("textbox", name="Avain").fill("toinen")
    page.get_by_role("button", name="Luo sivusto").click()
    expect(page.get_by_role("heading", name="Toinen Oy", level=1)).to_be_visible()
    expect(page.locator("pre")).to_contain_text('data-site="toinen"')

    tag = section(page, "Sivuille liitettävä koodi")
    with page.context.expect_page() as opened:
        tag.get_by_role("link", name=re.compile("^Avaa ")).click()
    shown = VisitorWindow(opened.value, everything)
    expect(shown.launcher).to_have_attribute("aria-expanded", "true")
    expect(shown.input).to_be_visible()
    expect(tag.get_by_text("koodi puuttuu sivulta")).to_be_visible()
    assert axe.violations(page) == []
