"""The walk: one conversation from the first click to its deletion, all sides of it in one test."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, WebSocket, expect

from chalicelib.chat.masking import MASK
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import READ_ALONE, StaffWindow, VisitorWindow, until

FIRST = "Hei! Sopiiko Havu 20 viidentoista kuution saunaan?"
ASKS = "Saisinko tämän sähköpostiin?"
ADDRESS = "kiukaan.ostaja@posti.example"
BOUNCES = "ei.ketaan@bounce.example"
CODE_SUBJECT = "Vahvistuskoodi keskustelun kopiota varten"
COPY_SUBJECT = "Kopio keskustelustasi"
# Invented, with valid checks: a person number from 900 on is nobody's, and the card is every tester's.
IDENTITY_CODE = "010190-900P"
CARD = "4111 1111 1111 1111"
REACH = """
    async (reference) => {
        const headers = {'X-Juttu': '1', 'Content-Type': 'application/json'};
        const taking = await fetch(`v1/conversations/${reference}/take`, {method: 'POST', headers, body: '{}'});
        const {code} = await taking.json();
        const asking = await fetch('v1/tickets', {method: 'POST', headers, body: '{}'});
        return [taking.status, code, asking.status, (await asking.json()).code];
    }
"""
"""What a page would do to reach a conversation with its person's own session, past the console's rooms."""


class Walk:
    """Who walks, and what is looked at wherever they come."""

    def __init__(self, everything: House, person: NewPerson, look: Look) -> None:
        self.everything = everything
        self.person = person
        self.look = look


@pytest.mark.timeout(600)
def test_a_conversation_from_the_first_click_to_its_deletion(
    as_in_make_run: House, person: NewPerson, look: Look
) -> None:
    walk = Walk(as_in_make_run, person, look)
    visitor = the_site_loads_and_the_chat_opens(walk)
    the_first_message_waits(walk, visitor)
    a, b = two_agents_come_to_work(walk)
    agent, _ = one_of_them_takes_it(walk, a, b)
    said = both_write(walk, visitor, agent)
    visitor = reloads_and_cuts_lose_nothing(walk, visitor, agent, said)
    said = agent.messages.all_inner_texts()
    codes_and_cards_are_masked(walk, visitor, agent, said)
    the_copy_is_offered_and_delivered(walk, visitor, agent)
    a_reviewer_finds_nothing_open(walk, agent.reference)
    reference, key = agent.reference, visitor.kept_key()
    the_agent_closes(walk, visitor, agent)
    officer = the_officer_reads_who_was_there(walk, reference, "Agent A" if agent is a else "Agent B")
    a_bounce_is_shown_as_one(walk, visitor, agent)
    two_months_leave_nothing(walk, visitor, agent, officer, reference=reference, key=key)


# ------------------------------------------------------------------------------------------------------ 1, 2: visitor


def the_site_loads_and_the_chat_opens(walk: Walk) -> VisitorWindow:
    page = walk.person()
    asked, sockets = heard_from(page, walk.everything)
    visitor = VisitorWindow(page, walk.everything)
    visitor.arrive()
    page.wait_for_load_state("networkidle")

    assert asked == ["/juttu.js?site=demo"]
    assert sockets == []
    stored = page.context.storage_state()
    assert (stored["cookies"], stored["origins"]) == ([], [])
    walk.look(page, "site")

    visitor.open()
    notice = visitor.chat.get_by_role("region", name="Ennen kuin kirjoitat")
    expect(notice.get_by_role("listitem")).to_have_text(
        [
            re.compile("tallentaa keskustelun voidakseen vastata sinulle"),
            re.compile("Poistamme sen 2.kuukauden kuluessa"),
            re.compile("Älä kirjoita henkilötunnusta"),
        ]
    )
    expect(notice.get_by_role("link", name="Tietosuojaseloste")).to_be_visible()
    expect(visitor.chat.get_by_text("Emme ole nyt paikalla.")).to_be_visible()
    stored = page.context.storage_state()
    assert (stored["cookies"], stored["origins"], sockets) == ([], [], [])
    walk.look(page, "opened")
    return visitor


def heard_from(page: Page, everything: House) -> tuple[list[str], list[str]]:
    """Return lists that fill with the paths asked of the service, and with the sockets opened."""
    asked: list[str] = []
    sockets: list[str] = []

    def note(request: Request) -> None:
        if request.url.startswith(everything.addresses.service):
            asked.append(request.url.removeprefix(everything.addresses.service))

    def note_socket(socket: WebSocket) -> None:
        sockets.append(socket.url)

    page.on("request", note)
    page.on("websocket", note_socket)
    return asked, sockets


def the_first_message_waits(walk: Walk, visitor: VisitorWindow) -> None:
    visitor.say(FIRST)
    expect(visitor.messages).to_have_text([FIRST])
    expect(visitor.chat.get_by_text("Lähetetty")).to_be_visible()
    expect(visitor.chat.get_by_text("Emme ole juuri nyt paikalla").first).to_be_visible()
    walk.look(visitor.page, "waiting")


# ------------------------------------------------------------------------------------------------------- 3: two agents


def two_agents_come_to_work(walk: Walk) -> tuple[StaffWindow, StaffWindow]:
    a, b = (StaffWindow(walk.person(), walk.everything) for _ in range(2))
    a.page.goto(f"{walk.everything.addresses.service}/console")
    expect(a.page.get_by_role("heading", name="Kirjaudu konsoliin")).to_be_visible()
    walk.look(a.page, "sign-in")
    a.sign_in("agent.a")
    expect(a.page.get_by_role("button", name="Annan sitoumuksen")).to_be_visible()
    walk.look(a.page, "commitment")
    a.commit()
    b.sign_in("agent.b")
    b.commit()
    for agent in (a, b):
        agent.be_available()
        expect(agent.queue).to_contain_text(FIRST)
        expect(agent.queue).to_contain_text("Juuri äsken")
        agent.page.wait_for_function("() => window.tones > 0")
    walk.look(a.page, "queue")
    return a, b


def one_of_them_takes_it(walk: Walk, a: StaffWindow, b: StaffWindow) -> tuple[StaffWindow, StaffWindow]:
    """Let both press take before either is answered. Return who got it, and the other."""
    held: list[Route] = []
    for agent in (a, b):
        agent.page.route("**/take", lambda route: held.append(route), times=1)  # noqa: PLW0108 - Playwright marks what it calls
        agent.take()
    until(a.page, lambda: len(held) == 2)
    for route in held:
        route.continue_()

    def refused(agent: StaffWindow) -> bool:
        return agent.page.get_by_text("ehti ottaa keskustelun ensin").count() > 0

    until(a.page, lambda: refused(a) or refused(b))
    mine, other = (b, a) if refused(a) else (a, b)
    alias = "Agent A" if mine is a else "Agent B"
    expect(other.page.get_by_text(f"{alias} ehti ottaa keskustelun ensin.")).to_be_visible()
    expect(mine.conversation.get_by_role("heading", level=1)).to_be_visible()
    expect(mine.messages).to_have_text([FIRST])
    expect(mine.input).to_be_focused()
    expect(mine.page.get_by_text("ehti ottaa keskustelun ensin")).to_have_count(0)
    expect(other.queue).to_contain_text("Kukaan ei odota.")
    walk.look(other.page, "too-late")
    walk.look(mine.page, "taken")
    return mine, other


# --------------------------------------------------------------------------------------------------- 4, 5: a conversation


def both_write(walk: Walk, visitor: VisitorWindow, agent: StaffWindow) -> list[str]:
    """Return what has been said, in order."""
    expect(visitor.chat.get_by_text(re.compile("Agent [AB] vastaa sinulle"))).to_be_visible()

    agent.input.press_sequentially("Hei! Kyllä mahtuu", delay=150)
    expect(visitor.chat.get_by_text(re.compile("Agent [AB] kirjoittaa"))).to_be_attached()
    agent.say("Hei! Kyllä mahtuu: Havu 20 on tehty 10–20 kuution saunaan.")
    expect(visitor.messages).to_have_count(2)
    expect(visitor.chat.get_by_text(re.compile("Agent [AB] kirjoittaa"))).to_have_count(0)

    visitor.input.press_sequentially("Entä kahdeksan", delay=150)
    expect(agent.log.get_by_text("Kirjoittaa…")).to_be_visible()
    visitor.say("Entä kahdeksan kuution sauna?")
    expect(agent.messages).to_have_count(3)
    expect(visitor.chat.get_by_text("Luettu").last).to_be_visible(timeout=READ_ALONE)
    agent.say("Siihen riittää Havu 12.")
    expect(agent.page.get_by_text("Luettu").last).to_be_visible(timeout=READ_ALONE)
    said = [
        FIRST,
        "Hei! Kyllä mahtuu: Havu 20 on tehty 10–20 kuution saunaan.",
        "Entä kahdeksan kuution sauna?",
        "Siihen riittää Havu 12.",
    ]
    same_for_both(visitor, agent, said)
    walk.look(visitor.page, "talking")
    walk.look(agent.page, "talking-agent")
    return said


def same_for_both(visitor: VisitorWindow, agent: StaffWindow, said: list[str]) -> None:
    """Hold both sides to this history: all of it, in this order, nothing twice."""
    expect(visitor.messages).to_have_text(said)
    expect(agent.messages).to_have_text(said)


def reloads_and_cuts_lose_nothing(
    walk: Walk, visitor: VisitorWindow, agent: StaffWindow, said: list[str]
) -> VisitorWindow:
    """Return the visitor's window after their browser was started anew with what it had kept."""
    visitor.arrive()
    visitor.followed()
    agent.page.reload()
    same_for_both(visitor, agent, said)

    walk.everything.cut_sockets()
    visitor.say("Kuinka pitkä toimitusaika on?")
    agent.say("Noin kolme viikkoa.")
    agent_first = [*said, "Noin kolme viikkoa.", "Kuinka pitkä toimitusaika on?"]
    visitor_first = [*said, "Kuinka pitkä toimitusaika on?", "Noin kolme viikkoa."]
    expect(visitor.messages).to_have_count(len(visitor_first))
    expect(agent.messages).to_have_count(len(visitor_first))
    expect(visitor.chat.get_by_text("Lähetetään")).to_have_count(0)
    expect(agent.page.get_by_text("Lähetetään")).to_have_count(0)
    said = agent.messages.all_inner_texts()
    assert said in (agent_first, visitor_first)
    same_for_both(visitor, agent, said)

    visitor.page.context.set_offline(True)
    walk.everything.cut_sockets()
    visitor.say("Entä asennus?")
    expect(
        visitor.chat.get_by_text(
            "Yhteys katkesi, yritetään uudelleen. Viestisi on tallessa ja lähtee, kun yhteys palaa."
        )
    ).to_be_visible()
    walk.look(visitor.page, "offline")
    agent.say("Asennamme kiukaan myös paikalleen.")
    expect(agent.messages).to_have_count(len(said) + 1)
    # Stored, and not only on the agent's screen: the agent's line was cut as well.
    expect(agent.page.get_by_text("Lähetetään")).to_have_count(0)
    visitor.page.context.set_offline(False)
    said += ["Asennamme kiukaan myös paikalleen.", "Entä asennus?"]
    same_for_both(visitor, agent, said)

    kept = visitor.page.context.storage_state()
    visitor.page.context.close()
    again = VisitorWindow(walk.person(storage_state=kept), walk.everything)
    again.arrive()
    again.open()
    same_for_both(again, agent, said)
    return again


def codes_and_cards_are_masked(walk: Walk, visitor: VisitorWindow, agent: StaffWindow, said: list[str]) -> list[str]:
    """Return what has been said by then."""
    secrets = (IDENTITY_CODE, CARD)
    visitor.say(f"Tunnukseni on {IDENTITY_CODE}")
    expect(visitor.chat.get_by_text("Peitimme henkilötunnuksesi, ennen kuin viesti tallennettiin.")).to_be_visible()
    visitor.say(f"ja korttini {CARD}")
    expect(visitor.chat.get_by_text("Peitimme maksukorttisi numeron, ennen kuin viesti tallennettiin.")).to_be_visible()
    expect(agent.page.get_by_text("Henkilötunnus peitettiin ennen tallennusta")).to_be_visible()
    expect(agent.page.get_by_text("Maksukortin numero peitettiin ennen tallennusta")).to_be_visible()
    said = [*said, f"Tunnukseni on {MASK}", f"ja korttini {MASK}"]
    same_for_both(visitor, agent, said)
    held = f"{walk.everything.cloud.items()} {walk.everything.cloud.log_events()}"
    assert not [secret for secret in secrets if secret in held]
    walk.look(visitor.page, "masked")
    walk.look(agent.page, "masked-agent")
    return said


# --------------------------------------------------------------------------------------------------------- 6: the copy


def the_copy_is_offered_and_delivered(walk: Walk, visitor: VisitorWindow, agent: StaffWindow) -> None:
    visitor.say(ASKS)
    asked = agent.log.locator(".copy-asked")
    expect(asked).to_contain_text("Kävijä pyytää kopiota sähköpostiinsa.")
    walk.look(agent.page, "copy-asked-agent")
    asked.get_by_role("button", name="Tarjoa kopiota").click()
    expect(agent.facts.get_by_text("Tarjottu")).to_be_visible()

    expect(visitor.copy_card).to_contain_text(re.compile("Agent [AB] voi lähettää kopion keskustelusta sähköpostiisi."))
    walk.look(visitor.page, "copy-offered")
    visitor.copy_card.get_by_role("button", name="Tilaa").click()
    walk.look(visitor.page, "copy-address")
    visitor.order(ADDRESS)
    walk.look(visitor.page, "copy-code")
    visitor.confirm(code_in_the_mailbox(walk, ADDRESS))
    expect(visitor.chat.get_by_role("log")).to_contain_text(f"Kopio on toimitettu osoitteeseen {ADDRESS}.")
    expect(visitor.copy_card).to_have_count(0)
    expect(agent.facts.get_by_text("Perillä", exact=True)).to_be_visible()
    walk.look(visitor.page, "copy-delivered")
    walk.look(agent.page, "copy-delivered-agent")

    [copy] = [mail for mail in walk.everything.cloud.mails if str(mail.message["Subject"]) == COPY_SUBJECT]
    assert copy.to == (ADDRESS,)
    body = copy.message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert ASKS in text
    assert IDENTITY_CODE not in text


def code_in_the_mailbox(walk: Walk, address: str) -> str:
    """Return the code of the newest mail to an address, read as a person does."""
    page = walk.person()
    page.goto(walk.everything.addresses.mailbox)
    page.get_by_role("link", name=address).filter(has_text=CODE_SUBJECT).first.click()
    expect(page.get_by_role("heading", name=CODE_SUBJECT)).to_be_visible()
    walk.look(page, "mailbox")
    found = re.search(r"\b\d{6}\b", page.locator("pre.text").inner_text())
    assert found is not None
    page.context.close()
    return found[0]


# ---------------------------------------------------------------------------------------------------------- 7, 8, 9: the end


def a_reviewer_finds_nothing_open(walk: Walk, reference: str) -> None:
    """Hold a reviewer's reaching for an open conversation to the answer for one that never was."""
    reviewer = StaffWindow(walk.person(), walk.everything)
    reviewer.sign_in("reviewer")
    reviewer.commit()
    real, invented = reference.replace("-", ""), "0" * 16
    assert reviewer.page.evaluate(REACH, real) == reviewer.page.evaluate(REACH, invented)
    assert reviewer.page.evaluate(REACH, real) == [404, "not_found", 404, "not_found"]
    reviewer.page.context.close()


def the_agent_closes(walk: Walk, visitor: VisitorWindow, agent: StaffWindow) -> str:
    """Return the date on which it is deleted."""
    agent.conversation.get_by_role("button", name="Päätä").click()
    question = agent.page.get_by_role("dialog", name="Päätetäänkö keskustelu?")
    walk.look(agent.page, "close-question")
    question.get_by_role("button", name="Päätä keskustelu").click()
    walk.look(agent.page, "closing")
    agent.conversation.get_by_role("button", name="Päätä heti").click()
    ended = agent.page.get_by_role("status").filter(has_text="Keskustelu päättyi klo")
    expect(ended).to_be_visible()

    visitor.go_on()
    told = visitor.chat.get_by_text(re.compile(r"Keskustelu poistetaan .*\d{4}\."))
    expect(told).to_be_visible()
    date = told.inner_text().removeprefix("Keskustelu poistetaan ").removesuffix(".")
    expect(ended).to_contain_text(f"Se poistetaan {date}.")
    expect(visitor.chat.get_by_text(agent.reference)).to_be_visible()
    expect(visitor.chat.get_by_role("definition").nth(1)).to_have_text(re.compile("^[0-9A-Z]{4}(.[0-9A-Z]{4}){2}$"))
    walk.look(visitor.page, "ended")
    walk.look(agent.page, "ended-agent")
    return date


def the_officer_reads_who_was_there(walk: Walk, reference: str, alias: str) -> StaffWindow:
    officer = StaffWindow(walk.person(), walk.everything)
    officer.sign_in("dpo")
    officer.commit()
    officer.page.get_by_role("textbox", name="Keskustelun viite").fill(reference.lower())
    officer.page.get_by_role("button", name="Näytä").click()
    rows = officer.page.get_by_role("row")
    person = alias.lower().replace(" ", ".")
    for action in ("Otti keskustelun", "Avasi keskustelun", "Tarjosi kopiota", "Päätti keskustelun"):
        row = rows.filter(has_text=person).filter(has_text=action).first
        expect(row).to_contain_text("Asian hoitaminen")
        expect(row).to_contain_text("Sallittu")
    walk.look(officer.page, "access-log")
    return officer


def a_bounce_is_shown_as_one(walk: Walk, visitor: VisitorWindow, agent: StaffWindow) -> None:
    """Begin a second conversation, and order it to an address that takes no mail."""
    visitor.chat.get_by_role("button", name="Uusi keskustelu").click()
    expect(visitor.input).to_be_focused()
    visitor.say("Hei taas!")
    expect(visitor.messages).to_have_text(["Hei taas!"])
    agent.take()
    expect(agent.messages).to_have_text(["Hei taas!"])
    agent.say("Hei! Mitä tuli mieleen?")
    visitor.say("Ei muuta, kiitos.")
    expect(agent.messages).to_have_count(3)

    visitor.choose("Tilaa kopio sähköpostiin")
    visitor.order(BOUNCES)
    visitor.copy_sheet.get_by_role("button", name="Takaisin keskusteluun").click()
    expect(visitor.copy_card).to_contain_text("Viesti ei mennyt perille: osoite ei ota sitä vastaan.")
    expect(visitor.copy_card.get_by_role("button", name="Tilaa uudelleen")).to_be_visible()
    expect(agent.facts.get_by_text("Palautui")).to_be_visible()
    walk.look(visitor.page, "bounced")
    walk.look(agent.page, "bounced-agent")

    visitor.end()
    expect(visitor.chat.get_by_text(re.compile("^Päätit keskustelun klo"))).to_be_visible()
    expect(agent.log.get_by_text("Kävijä päätti keskustelun")).to_be_visible()


def two_months_leave_nothing(
    walk: Walk, visitor: VisitorWindow, agent: StaffWindow, officer: StaffWindow, *, reference: str, key: str
) -> None:
    cloud = walk.everything.cloud
    conversation = reference.replace("-", "")
    assert [item for item in cloud.items() if conversation in str(item)]
    assert visitor.status_of_history(key) == 200

    cloud.clock.advance_months(2)
    # Its key opens as much as one that never was.
    assert visitor.status_of_history(key) == visitor.status_of_history("A" * 43) == 401
    until(visitor.page, lambda: not [item for item in cloud.items() if conversation in str(item)])

    # By the service's clock what was kept on the device is past its time, too: it is forgotten, and one begins anew.
    visitor.arrive()
    visitor.open()
    expect(visitor.chat.get_by_role("region", name="Ennen kuin kirjoitat")).to_be_visible()
    expect(visitor.messages).to_have_count(0)
    assert visitor.chat.get_by_role("main").evaluate("() => localStorage.length") == 0
    walk.look(visitor.page, "gone")

    agent.sign_in(agent.user)
    expect(agent.list).to_be_visible()
    agent.page.goto(f"{walk.everything.addresses.service}/console#/desk/{reference}")
    expect(agent.page.get_by_role("heading", name="Tätä keskustelua ei ole täällä")).to_be_visible()
    walk.look(agent.page, "gone-agent")

    officer.sign_in("dpo")
    officer.page.get_by_role("textbox", name="Keskustelun viite").fill(reference)
    officer.page.get_by_role("button", name="Näytä").click()
    # Who has read it is known for longer than what it said.
    expect(officer.page.get_by_role("rowheader", name=agent.user).first).to_be_visible()
    walk.look(officer.page, "gone-officer")
