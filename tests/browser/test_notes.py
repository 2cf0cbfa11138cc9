"""Notes for colleagues in the console: nobody takes one for an answer, and no visitor sees anything of it."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow

CANARY = "Kanarialintu: soitti jo eilen"


@pytest.fixture
def visitor(one_house: House, person: NewPerson) -> VisitorWindow:
    return VisitorWindow(person(), one_house).started("Hei, kiuas ei lämpene")


@pytest.fixture
def agent(visitor: VisitorWindow, one_house: House, person: NewPerson) -> StaffWindow:
    agent = StaffWindow(person(), one_house).let_in()
    agent.take()
    agent.say("Katson asiaa")
    expect(visitor.messages).to_have_count(2)
    return agent


def field(agent: StaffWindow) -> Locator:
    return agent.page.get_by_role("textbox", name=re.compile("^Muistiinpano kollegoille"))


def notes(agent: StaffWindow) -> Locator:
    return agent.log.get_by_role("article")


def switch(agent: StaffWindow, name: str) -> Locator:
    return agent.page.get_by_role("group", name="Mitä kirjoitat").get_by_role("button", name=name, exact=True)


def test_a_note_is_written_by_key_stands_among_the_messages_and_no_visitor_sees_it(
    agent: StaffWindow, visitor: VisitorWindow, one_house: House, look: Look
) -> None:
    switch(agent, "Muistiinpano").click()
    expect(field(agent)).to_be_focused()
    expect(agent.input).to_have_count(0)
    expect(agent.page.get_by_text("Kävijä saa sen, jos hän pyytää tietonsa.")).to_be_visible()
    look(agent.page, "writing-a-note")
    agent.page.keyboard.type(CANARY)
    agent.page.keyboard.press("Enter")

    expect(notes(agent)).to_have_count(1)
    expect(notes(agent)).to_contain_text(CANARY)
    expect(notes(agent).get_by_role("heading")).to_contain_text("Muistiinpanosi kollegoille")
    expect(field(agent)).to_have_value("")
    expect(field(agent)).to_be_focused()
    switch(agent, "Vastaus").click()
    expect(agent.input).to_be_focused()
    agent.say("Nyt on selvitetty")
    look(agent.page, "a-note-in-the-log")
    expect(visitor.messages).to_have_text(["Hei, kiuas ei lämpene", "Katson asiaa", "Nyt on selvitetty"])
    assert CANARY not in visitor.page.content()
    assert CANARY in str(one_house.cloud.items())
    agent.page.reload()
    expect(notes(agent)).to_contain_text(CANARY)


def test_what_is_begun_as_a_note_is_no_answer_and_the_other_way_round(
    agent: StaffWindow, visitor: VisitorWindow
) -> None:
    agent.input.fill("Kesken oleva vastaus")
    switch(agent, "Muistiinpano").click()
    expect(field(agent)).to_have_value("")
    field(agent).fill("Kesken oleva muistiinpano")
    switch(agent, "Vastaus").click()
    expect(agent.input).to_have_value("Kesken oleva vastaus")
    switch(agent, "Muistiinpano").click()
    expect(field(agent)).to_have_value("Kesken oleva muistiinpano")
    expect(switch(agent, "Muistiinpano")).to_have_attribute("aria-pressed", "true")

    agent.page.get_by_role("button", name="Tallenna muistiinpano").click()
    expect(notes(agent)).to_contain_text("Kesken oleva muistiinpano")
    expect(visitor.messages).to_have_count(2)
    switch(agent, "Vastaus").click()
    expect(agent.input).to_have_value("Kesken oleva vastaus")


def test_the_palette_and_the_list_of_keys_have_it_and_both_ways_lead_to_their_fields(agent: StaffWindow) -> None:
    page = agent.page
    palette = page.get_by_role("combobox")
    for words, there in (("muistiinpano", field(agent)), ("kirjoita vastaus", agent.input)):
        page.keyboard.press("Control+k")
        palette.fill(words)
        palette.press("Enter")
        expect(there).to_be_focused()
        expect(there).to_have_value("")
    page.get_by_role("button", name=re.compile("^Agent A")).click()
    page.get_by_role("button", name="Näppäimet").click()
    keys = page.get_by_role("dialog", name="Näppäimet")
    expect(keys).to_contain_text("Kirjoita muistiinpano kollegoille")


def test_with_no_letter_typed_for_a_second_its_key_leads_to_the_note(agent: StaffWindow) -> None:
    agent.page.reload()
    expect(agent.messages).to_have_count(2)
    agent.log.focus()
    agent.page.keyboard.press("n")

    expect(field(agent)).to_be_focused()
    expect(field(agent)).to_have_value("")


def test_a_note_is_taken_back_after_a_question_and_only_that_there_was_one_stays(
    agent: StaffWindow, one_house: House, look: Look
) -> None:
    switch(agent, "Muistiinpano").click()
    field(agent).fill(CANARY)
    field(agent).press("Enter")
    notes(agent).get_by_role("button", name="Peru muistiinpano").click()
    asking = agent.page.get_by_role("dialog", name="Perutaanko muistiinpano?")
    expect(asking.get_by_role("button", name="Älä peru")).to_be_focused()
    look(agent.page, "taking-a-note-back")
    agent.page.keyboard.press("Escape")
    expect(notes(agent)).to_contain_text(CANARY)
    notes(agent).get_by_role("button", name="Peru muistiinpano").click()
    asking.get_by_role("button", name="Peru muistiinpano").click()

    expect(asking).to_have_count(0)
    expect(notes(agent)).to_contain_text("Muistiinpano peruttiin.")
    expect(notes(agent)).to_be_focused()
    expect(notes(agent)).not_to_contain_text(CANARY)
    look(agent.page, "a-note-taken-back")
    assert CANARY not in str(one_house.cloud.items())


def test_without_a_connection_a_note_stays_says_so_and_is_saved_once_by_hand(agent: StaffWindow) -> None:
    switch(agent, "Muistiinpano").click()
    agent.page.route("**/notes", lambda route: route.abort())
    field(agent).fill(CANARY)
    field(agent).press("Enter")
    expect(notes(agent)).to_contain_text("Muistiinpanoa ei tallennettu.")
    agent.page.unroute("**/notes")
    notes(agent).get_by_role("button", name="Yritä uudelleen").click()

    expect(notes(agent).get_by_role("button", name="Peru muistiinpano")).to_be_visible()
    expect(notes(agent)).to_have_count(1)
    expect(notes(agent)).not_to_contain_text("ei tallennettu")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_there_is_room_for_both_and_a_finger_hits_them(
    visitor: VisitorWindow, one_house: House, person: NewPerson, look: Look, scheme: str
) -> None:
    page = person(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True, color_scheme=scheme)
    agent = StaffWindow(page, one_house).let_in()
    agent.take()
    switch(agent, "Muistiinpano").tap()
    for button in (
        switch(agent, "Muistiinpano"),
        switch(agent, "Vastaus"),
        page.get_by_role("button", name="Tallenna muistiinpano"),
    ):
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    field(agent).fill(CANARY)
    page.get_by_role("button", name="Tallenna muistiinpano").tap()
    expect(notes(agent)).to_contain_text(CANARY)
    look(page, f"note-on-a-phone-{scheme}")
    expect(visitor.messages).to_have_count(1)
