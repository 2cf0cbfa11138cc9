"""One's own page: what everybody can do about their account, whatever their roles."""

import re

from playwright.sync_api import Page, expect

from local import demo
from local.cloud import totp
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow

A_CODE = 31
"""Seconds after which an authenticator shows the next code: each is taken once."""


def on_own_page(page: Page, house: House, user: str, *, commits: bool = True) -> Page:
    staff = StaffWindow(page, house)
    staff.sign_in(user)
    if commits:
        staff.commit()
    page.locator("button.person").click()
    page.get_by_role("button", name="Oma sivu").click()
    expect(page.get_by_role("heading", name="Oma sivu")).to_be_visible()
    return page


def test_another_session_of_ones_own_is_seen_and_ended_and_its_console_closes(
    everything: House, person: NewPerson, look: Look
) -> None:
    other = StaffWindow(person(), everything)
    other.sign_in("agent.a")
    other.commit()
    everything.cloud.clock.advance(A_CODE)
    page = on_own_page(person(), everything, "agent.a", commits=False)
    sessions = page.get_by_role("region", name="Avoimet istunnot").get_by_role("listitem")
    expect(sessions).to_have_count(2)
    expect(sessions.filter(has_text="Tämä istunto").get_by_role("button")).to_have_count(0)
    look(page, "own")
    sessions.get_by_role("button", name=re.compile("^Päätä istunto")).click()

    expect(sessions).to_have_count(1)
    expect(page.get_by_text("Muita istuntoja ei ole.")).to_be_visible()
    expect(other.page.get_by_role("heading", name="Kirjaudu konsoliin")).to_be_visible(timeout=5_000)


def test_ones_password_is_changed_by_who_knows_it_and_the_new_one_lets_in(
    everything: House, person: NewPerson, look: Look
) -> None:
    page = on_own_page(person(), everything, "reviewer")
    old = next(each.password for each in demo.PEOPLE if each.user == "reviewer")
    form = page.get_by_role("region", name="Salasana")
    form.get_by_label("Nykyinen salasana").fill("not that one at all")
    form.get_by_label("Uusi salasana").fill("lyhyt")
    form.get_by_role("button", name="Vaihda salasana").click()
    expect(form.get_by_role("alert")).to_contain_text("Vähintään 15 merkkiä")
    look(page, "password-too-short")
    form.get_by_label("Uusi salasana").fill("kolme sanaa peräkkäin")
    form.get_by_role("button", name="Vaihda salasana").click()
    expect(form.get_by_role("alert")).to_contain_text("Nykyinen salasana ei kelpaa")
    everything.cloud.clock.advance(A_CODE)
    form.get_by_label("Nykyinen salasana").fill(old)
    form.get_by_role("button", name="Vaihda salasana").click()

    expect(page.get_by_role("status").filter(has_text="Salasana on vaihdettu")).to_be_visible()
    expect(form.get_by_label("Nykyinen salasana")).to_have_value("")


def test_a_new_second_factor_takes_the_old_ones_place(everything: House, person: NewPerson, look: Look) -> None:
    page = on_own_page(person(), everything, "agent.b")
    everything.cloud.clock.advance(A_CODE)
    card = page.get_by_role("region", name="Toinen tunnistautumistapa")
    card.get_by_label("Salasanasi").fill(next(each.password for each in demo.PEOPLE if each.user == "agent.b"))
    card.get_by_role("textbox", name="Vanhan sovelluksen koodi").fill(everything.code_of("agent.b"))
    card.get_by_role("button", name="Vaihda uuteen").click()
    expect(card.get_by_role("img")).to_be_visible()
    look(page, "enrol")
    secret = card.locator("code.secret").inner_text().replace(" ", "")
    card.get_by_role("textbox", name="Koodi").fill(totp.code_at(secret, everything.cloud.clock()))
    card.get_by_role("button", name="Ota käyttöön").click()

    expect(page.get_by_role("status").filter(has_text="Uusi tunnistautumistapa on käytössä")).to_be_visible()
