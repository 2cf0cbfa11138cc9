"""An agent's day, which two of them have with three visitors: once by mouse and once by keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Response, WebSocket, expect

from local import demo
from tests.browser import axe
from tests.browser.conftest import NewPerson
from tests.browser.hands import Hands, Keyboard, Mouse
from tests.browser.house import House
from tests.browser.test_shield import ABUSE
from tests.browser.windows import StaffWindow, VisitorWindow

ASKS, ASKS_TOO = "Missä tilaukseni viipyy?", "Mikä kiuas sopii kymmenen kuution saunaan?"
WRONG, RIGHT = "Paketti tulee tiistaina.", "Paketti tulee keskiviikkona."
NOTE, ALONG = "Kanarialintu: kysyi samaa jo eilen", "Kanarialintu: paketti on lastattu"
TO = "kiukaan.ostaja@posti.example"


class Received:
    """What the service has sent to a page: the bodies of its answers, once they were looked through, and its sockets' frames."""

    def __init__(self, page: Page, service: str) -> None:
        self.bodies: list[str] = []
        self.frames: list[str] = []
        self._api = f"{service}/v1/"
        self._answers: list[Response] = []
        page.on("response", self._answered)
        page.on("websocket", self._opened)

    def look_through(self) -> None:
        """Read the answers that came since. A page that is left takes its own with it: before that it has to be done."""
        self.bodies += [answer.text() for answer in self._answers]
        self._answers.clear()

    def _answered(self, answer: Response) -> None:
        if answer.url.startswith(self._api):
            self._answers.append(answer)

    def _opened(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(str(frame)))


class Agent(StaffWindow):
    """An agent's console, worked by their hands."""

    def __init__(self, page: Page, house: House, hands: Hands) -> None:
        super().__init__(page, house)
        self.hands = hands

    def comes(self, user: str) -> None:
        """Come on duty."""
        hands, page = self.hands, self.page
        password = next(person.password for person in demo.PEOPLE if person.user == user)
        page.goto(f"{self._house.addresses.service}/console")
        hands.write(page.get_by_role("textbox", name="Käyttäjätunnus"), user)
        hands.write(page.get_by_label("Salasana", exact=True), password)
        hands.send(self.button("Kirjaudu"))
        hands.write(page.get_by_role("textbox", name="Koodi"), self._house.code_of(user))
        hands.send(self.button("Kirjaudu"))
        hands.press(self.button("Annan sitoumuksen"))
        expect(self.switch).to_be_visible()
        hands.command("ilmoittaudu paikalle", self.switch)
        expect(self.switch).to_be_checked()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def of_menu(self, name: str) -> tuple[Locator, Locator]:
        """Return the ways to what stands in the menu under one's name."""
        return self.page.get_by_role("button", name=re.compile("^Agent [AB].*oma valikko")), self.button(name)

    def room(self, name: str) -> Locator:
        return self.page.get_by_role("navigation", name="Konsolin osat").get_by_role(
            "link", name=re.compile(f"^{name}")
        )

    def dialog(self, name: str) -> Locator:
        return self.page.get_by_role("dialog", name=name)

    def verb(self, name: str) -> Locator:
        """Return the button by which something is done with the conversation that is open."""
        return self.conversation.get_by_role("button", name=name, exact=True)

    def row(self, text: str) -> Locator:
        return self.list.get_by_role("link").filter(has_text=text)

    @property
    def switch(self) -> Locator:
        return self.page.get_by_role("switch", name="Paikalla")

    @property
    def notes(self) -> Locator:
        return self.log.get_by_role("article")

    @property
    def note(self) -> Locator:
        """The field for a note."""
        return self.page.get_by_role("textbox", name=re.compile("^Muistiinpano kollegoille"))

    def takes(self) -> None:
        self.hands.command("t", self.queue.get_by_role("button", name=re.compile("^Ota")))
        expect(self.input).to_be_focused()

    def sends(self) -> None:
        """Send what stands in the field for an answer, until it is stored."""
        before = self.messages.count()
        self.hands.send(self.button("Lähetä"))
        expect(self.messages).to_have_count(before + 1)
        expect(self.log.locator("[data-tick=sending]")).to_have_count(0)

    def says(self, text: str) -> None:
        self.hands.write(self.input, text)
        self.sends()


class Day:
    """Whoever meets on it."""

    def __init__(self, house: House, person: NewPerson, hands: Callable[[Page], Hands]) -> None:
        self.house = house
        self.received: list[Received] = []
        self._person = person
        pages = [person() for _ in range(2)]
        self.a, self.b = (Agent(page, house, hands(page)) for page in pages)

    def visitor(self, text: str) -> VisitorWindow:
        """Let somebody come and say something."""
        page = self._person()
        self.received.append(Received(page, self.house.addresses.service))
        return VisitorWindow(page, self.house).started(text)

    def heads(self) -> list[dict[str, object]]:
        return [item for item in self.house.cloud.items() if item["sk"] == "head"]


def log(visitor: VisitorWindow) -> Locator:
    return visitor.chat.get_by_role("log")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("hands", [Mouse, Keyboard])
def test_two_agents_have_a_day_with_three_visitors(
    ten_to_four: House, person: NewPerson, hands: Callable[[Page], Hands]
) -> None:
    day = Day(ten_to_four, person, hands)
    both_come_on_duty_and_settle(day)
    first = the_first_visitor_is_taken_and_greeted(day)
    second = nothing_moves_while_one_writes_and_another_comes(day, first)
    a_note_a_correction_and_a_hold(day, first)
    a_colleague_helps(day, first)
    the_colleague_carries_on(day, first)
    a_third_abuses_and_is_ended(day)
    one_is_ended_undone_and_ended_with_the_next_in_sight(day, second)
    a_reload_keeps_what_is_begun_and_ends_what_was_ended(day, second)
    a_copy_is_had(day, first)
    the_day_ends_and_nobody_is_left_alone(day, first)
    no_visitor_was_sent_a_note(day)


def both_come_on_duty_and_settle(day: Day) -> None:
    a, b = day.a, day.b
    a.comes("agent.a")
    b.comes("agent.b")
    a.hands.command("?", *a.of_menu("Näppäimet"))
    keys = a.dialog("Näppäimet")
    expect(keys).to_contain_text("Kirjoita muistiinpano kollegoille")
    a.hands.press(keys.get_by_role("button", name="Sulje"))
    expect(keys).to_have_count(0)

    a.hands.command("siirry: vastaukset", a.room("Vastaukset"))
    a.hands.press(a.page.get_by_role("link", name="Tervehdys"))
    a.hands.press(a.button("Aloita tällä"))
    expect(a.button("Älä enää aloita tällä")).to_be_visible()
    b.hands.command("siirry: oma sivu", *b.of_menu("Oma sivu"))
    veil = b.page.get_by_role("switch", name="Peitä loukkaavat viestit")
    b.hands.press(veil)
    expect(veil).to_be_checked()
    for agent in (a, b):
        agent.hands.command("siirry: palvelu", agent.room("Palvelu"))
        expect(agent.queue).to_contain_text("Kukaan ei odota.")


def the_first_visitor_is_taken_and_greeted(day: Day) -> VisitorWindow:
    a, b = day.a, day.b
    visitor = day.visitor(ASKS)
    for agent in (a, b):
        expect(agent.queue).to_contain_text(ASKS)
        expect(agent.page).to_have_title("(1) Palvelu – Juttu")
        agent.page.wait_for_function("() => window.tones > 0")
    a.takes()
    expect(a.input).to_have_value(re.compile("^Hei! Täällä Agent A Kiuaspajalta"))
    expect(visitor.messages).to_have_text([ASKS])
    a.sends()

    expect(visitor.messages.last).to_contain_text("Hei! Täällä Agent A Kiuaspajalta")
    expect(visitor.chat.get_by_text("Agent A vastaa sinulle")).to_be_visible()
    for agent in (a, b):
        expect(agent.queue).to_contain_text("Kukaan ei odota.")
        expect(agent.page).to_have_title("Palvelu – Juttu")
    return visitor


def nothing_moves_while_one_writes_and_another_comes(day: Day, first: VisitorWindow) -> VisitorWindow:
    a, b = day.a, day.b
    first.say("Tilasin varastossa olevan kiukaan.")
    expect(a.messages).to_have_count(3)
    panel = a.dialog("Valmiit vastaukset")
    a.hands.insert(
        a.button("Valmiit vastaukset"), "toim", panel.get_by_role("option", name=re.compile("^Toimitusaika"))
    )
    expect(a.input).to_be_focused()
    a.hands.write(a.input, " Katson vielä")
    where, begun = a.page.url, a.input.input_value()
    assert begun.startswith("Varastossa olevat kiukaat lähtevät")

    second = day.visitor(ASKS_TOO)
    expect(a.queue).to_contain_text(ASKS_TOO)
    b.takes()
    expect(b.messages).to_have_text([ASKS_TOO])
    expect(a.queue).not_to_contain_text(ASKS_TOO)
    expect(a.input).to_be_focused()
    expect(a.input).to_have_value(begun)
    assert a.page.url == where
    a.page.keyboard.type(" omasi.")
    a.sends()
    expect(first.messages.last).to_have_text(f"{begun} omasi.")
    b.says("Havu 12 riittää.")
    expect(second.messages).to_have_text([ASKS_TOO, "Havu 12 riittää."])
    second.say("Entä kaksikymmentä kuutiota?")
    expect(b.messages).to_have_count(3)
    return second


def a_note_a_correction_and_a_hold(day: Day, visitor: VisitorWindow) -> None:
    a = day.a
    a.hands.command("n", a.verb("Muistiinpano"))
    expect(a.note).to_be_focused()
    a.hands.write(a.note, NOTE)
    a.hands.send(a.button("Tallenna muistiinpano"))
    expect(a.notes).to_contain_text(NOTE)
    expect(a.notes.get_by_role("button", name="Peru muistiinpano")).to_be_visible()
    a.hands.command("r", a.verb("Vastaus"))
    a.says(WRONG)
    expect(visitor.messages.last).to_have_text(WRONG)
    a.hands.correct(a.log.get_by_role("button", name="Korjaa viesti"))
    correction = a.page.get_by_role("textbox", name="Korjaa viestisi")
    expect(correction).to_be_focused()
    a.hands.rewrite(correction, RIGHT)
    a.hands.send(a.conversation.locator("form").get_by_role("button", name="Korjaa viesti"))
    expect(a.messages.last).to_have_text(RIGHT)
    expect(a.input).to_be_focused()
    expect(visitor.messages.last).to_have_text(RIGHT)
    expect(visitor.chat.locator("details.was")).to_contain_text("Korjattu")
    assert axe.violations(a.page) == []

    a.hands.command("h", a.verb("Tarkistan"))
    a.hands.press(a.dialog("Kuinka kauan tarkistat asiaa?").get_by_role("button", name="5\u00a0min", exact=True))
    expect(a.conversation.get_by_text("Tarkistat asiaa, vielä 5\u00a0min")).to_be_visible()
    expect(log(visitor)).to_contain_text("Agent A tarkistaa asiaa, noin 5\u00a0minuuttia")
    a.says("Kysyn vielä kollegalta.")
    expect(visitor.messages.last).to_have_text("Kysyn vielä kollegalta.")
    expect(visitor.chat.get_by_text("Vielä noin 5\u00a0min")).to_have_count(0)
    expect(a.conversation.get_by_text("Tarkistat asiaa")).to_have_count(0)


def a_colleague_helps(day: Day, visitor: VisitorWindow) -> None:
    a, b = day.a, day.b
    a.hands.command("a", a.verb("Pyydä avuksi"))
    asked = a.dialog("Kuka pyydetään avuksi?")
    a.hands.mark(asked.get_by_role("radio", name=re.compile("^Agent B")))
    a.hands.press(asked.get_by_role("button", name="Pyydä avuksi"))
    here = a.conversation.get_by_role("list", name="Keitä muita keskustelussa on")
    expect(here).to_contain_text("Agent B on kutsuttu auttamaan klo")
    expect(log(visitor)).to_contain_text("Agent B kutsuttiin mukaan auttamaan")

    helping = b.list.get_by_role("region", name=re.compile("^Autettavana"))
    b.hands.open(helping.get_by_role("link"))
    expect(b.messages.first).to_have_text(ASKS)
    expect(b.notes).to_contain_text(NOTE)
    expect(b.input).to_be_focused()
    b.says("Se on jo autossa.")
    expect(visitor.messages.last).to_have_text("Se on jo autossa.")
    expect(a.messages.last).to_have_text("Se on jo autossa.")
    expect(here).to_contain_text("Agent B on mukana auttamassa")
    b.hands.press(b.verb("Poistu keskustelusta"))
    expect(helping).to_have_count(0)
    expect(log(visitor)).to_contain_text("Agent B ei ole enää mukana auttamassa")
    expect(b.page.locator("body")).not_to_contain_text(NOTE)


def the_colleague_carries_on(day: Day, visitor: VisitorWindow) -> None:
    a, b = day.a, day.b
    a.hands.command("p", a.verb("Siirrä"))
    asked = a.dialog("Kenelle keskustelu siirretään?")
    a.hands.mark(asked.get_by_role("radio", name=re.compile("^Agent B")))
    a.hands.choose(asked.get_by_label("Syy"), "Liian monta keskustelua")
    a.hands.write(asked.get_by_label("Muistiinpano sille, joka jatkaa"), ALONG)
    a.hands.press(asked.get_by_role("button", name="Siirrä"))
    expect(a.conversation.get_by_text("Siirsit keskustelun: Agent B jatkaa.")).to_be_visible()
    expect(visitor.chat.get_by_text("Agent B vastaa sinulle")).to_be_visible()

    b.hands.open(b.mine.get_by_role("link").filter(has_text="Se on jo autossa."))
    expect(b.conversation).to_contain_text("Agent A siirsi keskustelun sinulle. Syy: Liian monta keskustelua")
    expect(b.notes.first).to_contain_text(NOTE)
    expect(b.notes.last).to_contain_text(ALONG)
    expect(visitor.chat.locator("body")).not_to_contain_text("Liian monta")
    visitor.say("Hienoa! Saisinko tämän sähköpostiin?")
    expect(b.messages.last).to_contain_text("Saisinko tämän sähköpostiin?")
    expect(a.page.locator("body")).not_to_contain_text("Saisinko")


def a_third_abuses_and_is_ended(day: Day) -> None:
    a, b = day.a, day.b
    visitor = day.visitor(ABUSE)
    expect(a.queue).to_contain_text(ABUSE)
    expect(b.queue).to_contain_text("Peitetty viesti")
    b.takes()
    expect(b.messages).to_have_count(1)
    expect(b.page.locator("body")).not_to_contain_text(ABUSE)
    b.hands.press(b.log.get_by_role("button", name="Näytä viesti"))
    expect(b.messages).to_have_text([ABUSE])
    b.hands.command("c", b.verb("Päätä"))
    b.hands.press(b.button("Päätä väärinkäytön vuoksi…"))
    asked = b.dialog("Päätetäänkö väärinkäytön vuoksi?")
    b.hands.mark(asked.get_by_role("radio", name="Loukkasi tai haukkui"))
    b.hands.press(asked.get_by_role("button", name="Päätä heti"))
    expect(b.conversation.get_by_text("Syy oli asiaton käytös.")).to_be_visible()
    expect(visitor.chat.get_by_text("koska siinä käyttäydyttiin asiattomasti")).to_be_visible()
    expect(a.queue).to_contain_text("Kukaan ei odota.")


def one_is_ended_undone_and_ended_with_the_next_in_sight(day: Day, visitor: VisitorWindow) -> None:
    b = day.b
    b.hands.open(b.row("Entä kaksikymmentä kuutiota?"))
    expect(b.messages.first).to_have_text(ASKS_TOO)
    b.says("Siihen Havu 20.")
    expect(visitor.messages.last).to_have_text("Siihen Havu 20.")
    question = b.dialog("Päätetäänkö keskustelu?")
    b.hands.command("c", b.verb("Päätä"))
    expect(question).to_be_visible()
    assert axe.violations(b.page) == []
    b.hands.press(question.get_by_role("button", name="Päätä keskustelu"))
    b.hands.press(b.verb("Peru päättäminen"))
    expect(b.input).to_be_focused()

    in_palette = b.page.get_by_role("option", name="Päätä ja avaa seuraava (kysyy ensin)")
    b.hands.command("e", *b.of_menu("Etsi komento"), in_palette)
    unclear = question.get_by_role("button", name="Epäselvä")
    expect(question).to_be_visible()
    b.hands.command("2", unclear)
    expect(unclear).to_have_attribute("aria-pressed", "true")
    b.hands.choose(question.get_by_label("Aihe"), "Kiukaan valinta")
    b.hands.press(question.get_by_role("button", name="Päätä ja avaa seuraava"))
    expect(b.messages.first).to_have_text(ASKS)
    expect(b.input).to_be_focused()
    expect(visitor.chat.get_by_text("päätti keskustelun")).to_have_count(0)


def a_reload_keeps_what_is_begun_and_ends_what_was_ended(day: Day, ended: VisitorWindow) -> None:
    b = day.b
    b.hands.write(b.input, "Kyllä, tarjoan sitä")
    b.page.reload()
    expect(ended.chat.get_by_text("Agent B päätti keskustelun")).to_be_visible()
    [noted] = [(head["closed_topic"], head["guidance"]) for head in day.heads() if "guidance" in head]
    assert noted == ("choosing", "unclear")
    expect(b.messages.first).to_have_text(ASKS)
    expect(b.input).to_have_value("Kyllä, tarjoan sitä")
    b.hands.command("r", b.verb("Vastaus"))
    expect(b.input).to_be_focused()
    b.says(" heti.")


def a_copy_is_had(day: Day, visitor: VisitorWindow) -> None:
    b = day.b
    expect(visitor.messages.last).to_have_text("Kyllä, tarjoan sitä heti.")
    b.hands.press(b.log.locator(".copy-asked").get_by_role("button", name="Tarjoa kopiota"))
    visitor.copy_card.get_by_role("button", name="Tilaa").click()
    visitor.order(TO)
    visitor.confirm(day.house.code_mailed())
    expect(log(visitor)).to_contain_text(f"Kopio on toimitettu osoitteeseen {TO}.")
    expect(b.facts.get_by_text("Perillä", exact=True)).to_be_visible()
    # The whole history is sent anew.
    day.received[0].look_through()
    visitor.page.reload()
    visitor.followed()
    expect(visitor.messages).to_have_count(b.messages.count())


def the_day_ends_and_nobody_is_left_alone(day: Day, visitor: VisitorWindow) -> None:
    a, b = day.a, day.b
    told = b.list.get_by_role("status").filter(has_text="Aukioloaika päättyy klo 16.00.")
    expect(told).to_contain_text("Jonossa 0, sinulla 1.")
    b.hands.command("päivän päätös", told.get_by_role("button", name="Päivän päätös"))
    look = b.dialog("Päivän päätös")
    expect(look).to_contain_text("Sinulla on yksi keskustelu auki")
    expect(look).to_contain_text("Paikalle jää Agent A.")
    assert axe.violations(b.page) == []
    b.hands.press(look.get_by_role("button", name="Jatka töitä"))
    b.hands.command("siirry tauolle", b.switch)
    b.hands.press(b.dialog("Lähdetkö jonosta?").get_by_role("button", name="Poissa, avoimet jonoon"))
    expect(b.switch).not_to_be_checked()
    expect(log(visitor)).to_contain_text("Agent B joutui poistumaan, ja keskustelu palasi jonoon")
    b.hands.command("kirjaudu ulos", *b.of_menu("Kirjaudu ulos"))
    expect(b.page.get_by_role("textbox", name="Käyttäjätunnus")).to_be_visible()

    expect(a.queue.get_by_role("listitem")).to_have_count(1)
    a.takes()
    expect(a.messages.first).to_have_text(ASKS)
    expect(a.notes.last).to_contain_text(ALONG)
    a.hands.rewrite(a.input, "Hyvää illanjatkoa!")
    a.sends()
    expect(visitor.messages.last).to_have_text("Hyvää illanjatkoa!")
    a.hands.command("c", a.verb("Päätä"))
    a.hands.press(a.dialog("Päätetäänkö keskustelu?").get_by_role("button", name="Päätä keskustelu"))
    expect(a.conversation.get_by_text("Kävijä ei tiedä siitä vielä.")).to_be_visible()
    a.hands.command("kirjaudu ulos", *a.of_menu("Kirjaudu ulos"))
    expect(visitor.chat.get_by_text("Agent A päätti keskustelun")).to_be_visible()
    expect(a.page.get_by_role("textbox", name="Käyttäjätunnus")).to_be_visible()
    assert [head["status"] for head in day.heads()] == ["closed"] * 3


def no_visitor_was_sent_a_note(day: Day) -> None:
    bodies = [mail.message.get_body((kind,)) for mail in day.house.cloud.mails for kind in ("plain", "html")]
    mails = [body.get_content() for body in bodies if body is not None]
    for received in day.received:
        received.look_through()
    for note in (NOTE, ALONG):
        assert note in str(day.house.cloud.items())
        assert note not in str([(received.bodies, received.frames) for received in day.received])
        assert note not in str(mails)
    # What was sent beside it is there: where a note would be was looked.
    first = day.received[0]
    assert ASKS in str(first.bodies)
    assert RIGHT in str(first.frames)
    assert RIGHT in str(mails)
