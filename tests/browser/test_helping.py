"""Helping each other: a colleague is asked in, reads and writes along, and goes again; a conversation is passed on with its reason."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.test_rights import A_LINE_AGAIN, minutes_until, the_only
from tests.browser.windows import StaffWindow, VisitorWindow


def test_a_colleague_who_is_asked_in_reads_and_writes_along_and_goes_again(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house).started("Miten kiuas kytketään?")
    agent = StaffWindow(person(), one_house).let_in()
    helper = StaffWindow(person(), one_house).let_in("agent.b")
    agent.take()
    agent.say("Kysyn kollegalta.")
    agent.conversation.get_by_role("button", name="Pyydä avuksi").click()
    dialog = agent.page.get_by_role("dialog", name="Kuka pyydetään avuksi?")
    expect(dialog.get_by_role("radio", name=re.compile("^Agent B"))).to_be_visible()
    look(agent.page, "inviting")
    dialog.get_by_role("radio", name=re.compile("^Agent B")).check()
    dialog.get_by_role("button", name="Pyydä avuksi").click()
    expect(dialog).to_have_count(0)
    here = agent.conversation.get_by_role("list", name="Keitä muita keskustelussa on")
    expect(here).to_contain_text("Agent B on kutsuttu auttamaan klo")
    expect(visitor.chat.get_by_role("log")).to_contain_text("Agent B kutsuttiin mukaan auttamaan")
    look(agent.page, "helped")

    asked = helper.list.get_by_role("region", name=re.compile("^Autettavana"))
    expect(asked).to_contain_text("Agent A pyytää apua")
    asked.get_by_role("link").click()
    expect(asked).not_to_contain_text("Agent A pyytää apua")
    expect(helper.messages.first).to_have_text("Miten kiuas kytketään?")
    expect(helper.conversation).to_contain_text("Keskustelu on asiakaspalvelijalla Agent A")
    what = helper.page.get_by_role("group", name="Mitä kirjoitat")
    what.get_by_role("button", name="Muistiinpano").click()
    helper.page.keyboard.type("Kaavio on luvussa kolme")
    helper.page.keyboard.press("Enter")
    expect(agent.log.get_by_role("article")).to_contain_text("Kaavio on luvussa kolme")
    what.get_by_role("button", name="Vastaus").click()
    helper.say("Kolmivaihekytkennällä.")
    look(helper.page, "helping")
    expect(visitor.messages.last).to_have_text("Kolmivaihekytkennällä.")
    expect(agent.messages.last).to_have_text("Kolmivaihekytkennällä.")
    expect(here).to_contain_text("Agent B on mukana auttamassa")
    for window, colleague in ((agent, "Agent B"), (helper, "Agent A")):
        seen_names = window.log.locator("h3:not(.only-heard)")
        expect(seen_names.filter(has_not_text="Muistiinpano")).to_have_text([colleague])
        expect(window.log.get_by_role("heading", level=3, name=colleague, exact=True)).to_be_visible()
    look(agent.page, "who-wrote-what")
    agent.say("Kiitos!")
    expect(visitor.messages.last).to_have_text("Kiitos!")

    helper.conversation.get_by_role("button", name="Poistu keskustelusta").click()
    expect(asked).to_have_count(0)
    expect(here).to_have_count(0)
    expect(visitor.chat.get_by_role("log")).to_contain_text("Agent B ei ole enää mukana auttamassa")
    visitor.say("Hyvä.")
    expect(agent.messages.last).to_have_text("Hyvä.")
    expect(helper.page.locator("body")).not_to_contain_text("Hyvä.")


def test_whoever_gets_a_conversation_sees_why_it_was_passed_on_and_the_visitor_does_not(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house).started("Talar ni svenska?")
    agent = StaffWindow(person(), one_house).let_in()
    colleague = StaffWindow(person(), one_house).let_in("agent.b")
    agent.take()
    agent.conversation.get_by_role("button", name="Siirrä").click()
    dialog = agent.page.get_by_role("dialog", name="Kenelle keskustelu siirretään?")
    dialog.get_by_role("radio", name=re.compile("^Agent B")).check()
    dialog.get_by_label("Syy").select_option(label="Toinen kieli")
    dialog.get_by_label("Muistiinpano sille, joka jatkaa").fill("Soitti jo eilen, puhuu ruotsia.")
    look(agent.page, "passing-on-with-a-reason")
    dialog.get_by_role("button", name="Siirrä").click()
    colleague.mine.get_by_role("link").click()
    expect(colleague.conversation).to_contain_text("Agent A siirsi keskustelun sinulle. Syy: Toinen kieli")
    expect(visitor.chat.get_by_role("log")).to_contain_text("Agent B")
    expect(colleague.log).to_contain_text("Soitti jo eilen, puhuu ruotsia.")
    for what in ("Toinen kieli", "Soitti jo eilen"):
        expect(visitor.chat.locator("body")).not_to_contain_text(what)


@pytest.mark.timeout(300)
def test_what_was_passed_on_and_is_not_opened_in_time_goes_back_to_whoever_had_it(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = VisitorWindow(person(), one_house).started("Talar ni svenska?")
    agent = StaffWindow(person(), one_house).let_in()
    colleague = StaffWindow(person(), one_house).let_in("agent.b")
    agent.take()
    agent.conversation.get_by_role("button", name="Siirrä").click()
    dialog = agent.page.get_by_role("dialog", name="Kenelle keskustelu siirretään?")
    dialog.get_by_role("radio", name=re.compile("^Agent B")).check()
    dialog.get_by_role("button", name="Siirrä").click()
    expect(colleague.mine.get_by_role("link")).to_have_count(1)
    expect(colleague.mine.get_by_role("link")).to_contain_text("Agent A siirsi tämän sinulle.")
    minutes_until(one_house, agent, lambda: the_only(one_house)["owner"] == "agent.a")

    # Without a reload, and without a press on what was passed on.
    expect(agent.mine.get_by_role("link")).to_have_count(1, timeout=A_LINE_AGAIN)
    expect(agent.log).to_contain_text("Siirto ei ehtinyt perille, joten Agent A jatkaa", timeout=A_LINE_AGAIN)
    expect(visitor.chat.get_by_role("log")).to_contain_text("Agent A", timeout=A_LINE_AGAIN)
    colleague.list.get_by_role("link").click()
    expect(colleague.conversation).to_contain_text("et ehtinyt avata sitä kahdessa minuutissa")
    look(colleague.page, "not-taken-up")


def test_what_a_helper_was_writing_is_kept_for_them_with_the_reason_when_their_help_is_over(
    one_house: House, person: NewPerson, look: Look
) -> None:
    VisitorWindow(person(), one_house).started("Miten kiuas kytketään?")
    agent = StaffWindow(person(), one_house).let_in()
    helper = StaffWindow(person(), one_house).let_in("agent.b")
    agent.take()

    def ask() -> None:
        agent.conversation.get_by_role("button", name="Pyydä avuksi").click()
        dialog = agent.page.get_by_role("dialog", name="Kuka pyydetään avuksi?")
        dialog.get_by_role("radio", name=re.compile("^Agent B")).check()
        dialog.get_by_role("button", name="Pyydä avuksi").click()
        expect(dialog).to_have_count(0)

    ask()
    toast = helper.page.get_by_text("työkaveri pyytää sinua avuksi")
    expect(toast).to_be_visible()
    helper.list.get_by_role("region", name=re.compile("^Autettavana")).get_by_role("link").click()
    helper.input.fill("Kytkentä on helppo, kun")
    agent.conversation.get_by_role("button", name="Vapauta Agent B").click()
    over = helper.conversation
    expect(over).to_contain_text("Sinut vapautettiin: keskustelu jatkuu ilman sinua.")
    expect(over.locator(".leftover q")).to_have_text("Kytkentä on helppo, kun")
    expect(over.get_by_role("button", name="Kopioi teksti")).to_be_visible()
    expect(over).not_to_contain_text("kiuas")
    expect(toast).to_have_count(0)
    look(helper.page, "let-go")

    ask()
    expect(helper.input).to_have_value("Kytkentä on helppo, kun")
    agent.close()
    expect(over).to_contain_text("Keskustelu päättyi.")
    expect(over.locator(".leftover q")).to_have_text("Kytkentä on helppo, kun")
