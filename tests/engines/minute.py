"""The visitor's minute and the agent's side of it, in an engine that Juttu is not made in: what people see of it."""

from collections.abc import Callable

from local import demo
from tests.browser.house import House
from tests.engines.window import Window

LAUNCHER, INPUT = "Kysy meiltä", "Kirjoita viesti"
ADDRESS = "kiukaan.ostaja@posti.example"
FIRST = "hei, sopiiko havu 20 meille"
FIVE_LINES = "Hei!\nKyllä sopii.\nMitat ovat sivulla.\nToimitus kestää viikon.\nKiitos!"
_HEARS_AUDIO = """
() => {
    window.woken = 0;
    window.tones = 0;
    const {resume} = AudioContext.prototype;
    const {start} = OscillatorNode.prototype;
    AudioContext.prototype.resume = function () { window.woken += 1; return resume.call(this); };
    OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
}
"""


def walked(house: House, new: Callable[[], Window], *, audible: bool) -> None:
    """Walk it with two windows; `audible`: the engine's audio runs without a device for it."""
    visitor, agent = new(), new()
    what_one_types_after_opening_lands(house, visitor)
    escape_closes_wherever_the_focus_is(visitor)
    the_first_message_is_sent(visitor)
    an_agent_signs_in_and_takes_it(house, agent)
    dialogs_are_as_high_as_what_is_in_them(agent)
    the_answer_grows_with_its_lines_and_arrives(visitor, agent)
    the_visitor_writes_back_and_sees_what_was_read(visitor, agent)
    a_reload_goes_on_with_the_conversation(house, visitor)
    the_language_is_switched_and_back(visitor)
    the_sound_rings_on_the_next_page_too(house, visitor, agent, audible=audible)
    what_was_too_much_is_hidden_and_the_caret_stays_in_the_answer(visitor, agent)
    the_copy_arrives(house, visitor)
    the_end_is_rated(visitor)
    agent.reads("Kävijä päätti keskustelun")


def what_one_types_after_opening_lands(house: House, visitor: Window) -> None:
    visitor.go(house.addresses.site)
    visitor.sees("button", LAUNCHER)
    for _ in range(40):
        visitor.press("Tab")
        if visitor.run("() => document.activeElement.localName") == "juttu-chat":
            break
    visitor.press("Enter")
    visitor.sees("textbox", INPUT, chat=True)
    visitor.type(FIRST)
    visitor.until(lambda: visitor.value(INPUT, chat=True) == FIRST, "not all that was typed", chat=True)
    visitor.press("Escape")
    is_shut(visitor)
    visitor.has_focus("button", LAUNCHER)


def escape_closes_wherever_the_focus_is(visitor: Window) -> None:
    opens(visitor)
    visitor.has_focus("textbox", INPUT, chat=True)
    visitor.click_on(".header h1", chat=True)
    visitor.press("Escape")
    is_shut(visitor)


def the_first_message_is_sent(visitor: Window) -> None:
    opens(visitor)
    visitor.has_focus("textbox", INPUT, chat=True)
    assert visitor.value(INPUT, chat=True) == FIRST
    visitor.press("Enter")
    visitor.reads("Lähetetty", chat=True)


def an_agent_signs_in_and_takes_it(house: House, agent: Window) -> None:
    person = next(person for person in demo.PEOPLE if person.user == "agent.a")
    agent.go(f"{house.addresses.service}/console")
    agent.has_focus("textbox", "Käyttäjätunnus")
    agent.fill("Käyttäjätunnus", person.user)
    agent.fill("Salasana", person.password)
    agent.click("button", "Kirjaudu")
    agent.fill("Koodi", house.code_of(person.user))
    agent.click("button", "Kirjaudu")
    agent.click("button", "Annan sitoumuksen")
    agent.click("switch", "Paikalla")
    agent.reads(FIRST)
    agent.click("button", "Ota")
    agent.has_focus("textbox", "Vastaus")


def dialogs_are_as_high_as_what_is_in_them(agent: Window) -> None:
    agent.click("button", "Agent A")
    assert agent.height("dialog", "Agent A") < 450
    agent.click("button", "Näppäimet")
    assert agent.height("dialog", "Näppäimet") < 850
    agent.press("Escape")
    agent.sees_none("dialog", "Näppäimet")
    for verb, question in (("Siirrä", "Kenelle keskustelu siirretään?"), ("Päätä", "Päätetäänkö keskustelu?")):
        agent.click("button", verb)
        assert agent.height("dialog", question) < 750
        agent.press("Escape")
        agent.sees_none("dialog", question)


def the_answer_grows_with_its_lines_and_arrives(visitor: Window, agent: Window) -> None:
    low = agent.height("textbox", "Vastaus")
    agent.fill("Vastaus", FIVE_LINES)
    agent.until(lambda: agent.height("textbox", "Vastaus") > 2 * low, "the field does not grow")
    agent.press("Enter")
    visitor.reads("Toimitus kestää viikon.", chat=True)
    visitor.reads("Agent A vastaa sinulle", chat=True)


def the_visitor_writes_back_and_sees_what_was_read(visitor: Window, agent: Window) -> None:
    visitor.fill(INPUT, "Kiitos, tilaan sen", chat=True)
    visitor.press("Enter")
    agent.reads("Kiitos, tilaan sen")
    agent.reads("Luettu")
    agent.fill("Vastaus", "Hienoa!")
    agent.press("Enter")
    visitor.reads("Hienoa!", chat=True)
    visitor.reads("Luettu", chat=True)


def a_reload_goes_on_with_the_conversation(house: House, visitor: Window) -> None:
    visitor.go(house.addresses.site)
    opens(visitor)
    for said in (FIRST, "Toimitus kestää viikon.", "Kiitos, tilaan sen", "Hienoa!"):
        visitor.reads(said, chat=True)


def the_language_is_switched_and_back(visitor: Window) -> None:
    visitor.click("button", "Valikko", chat=True)
    visitor.click("button", "Svenska", chat=True)
    visitor.sees("textbox", "Skriv ett meddelande", chat=True)
    visitor.click("button", "Meny", chat=True)
    visitor.click("button", "Suomi", chat=True)
    visitor.sees("textbox", INPUT, chat=True)


def the_sound_rings_on_the_next_page_too(house: House, visitor: Window, agent: Window, *, audible: bool) -> None:
    """After a reload one has touched nothing in the chat before one writes: that is when the browser lets audio begin."""
    visitor.click("button", "Valikko", chat=True)
    visitor.click("switch", "Merkkiääni", chat=True)
    visitor.go(house.addresses.site)
    opens(visitor)
    visitor.reads("Hienoa!", chat=True)
    visitor.run(_HEARS_AUDIO, chat=True)
    visitor.click("textbox", INPUT, chat=True)
    visitor.fill(INPUT, "Yksi asia vielä", chat=True)
    visitor.press("Enter")
    agent.reads("Yksi asia vielä")
    visitor.press("Escape")
    is_shut(visitor)
    assert visitor.run("() => window.woken", chat=True) > 0
    agent.fill("Vastaus", "Kerro vain")
    agent.press("Enter")
    if audible:
        visitor.until(lambda: visitor.run("() => window.tones", chat=True) > 0, "no sound", chat=True)
    opens(visitor)
    visitor.reads("Kerro vain", chat=True)


def what_was_too_much_is_hidden_and_the_caret_stays_in_the_answer(visitor: Window, agent: Window) -> None:
    visitor.fill(INPUT, "Tilini on FI12 3456", chat=True)
    visitor.press("Enter")
    agent.reads("FI12 3456")
    agent.fill("Vastaus", "Piilotan ")
    agent.click("button", "Piilota viesti")
    agent.sees("dialog", "Piilotetaanko viesti?")
    agent.click("button", "Piilota viesti")
    agent.sees_none("dialog", "Piilotetaanko viesti?")
    agent.reads("Asiakaspalvelija piilotti viestin")
    agent.has_focus("textbox", "Vastaus")
    agent.type("sen")
    agent.press("Enter")
    visitor.reads("Piilotan sen", chat=True)
    visitor.reads("Viesti piilotettu", chat=True)


def the_copy_arrives(house: House, visitor: Window) -> None:
    visitor.click("button", "Valikko", chat=True)
    visitor.click("button", "Tilaa kopio sähköpostiin", chat=True)
    visitor.fill("Sähköpostiosoite", ADDRESS, chat=True)
    visitor.click("button", "Lähetä koodi", chat=True)
    visitor.until(lambda: house.cloud.mails, "no mail", chat=True)
    visitor.fill("Vahvistuskoodi", house.code_mailed(), chat=True)
    visitor.click("button", "Vahvista", chat=True)
    visitor.reads(f"Kopio on toimitettu osoitteeseen {ADDRESS}", chat=True)
    visitor.press("Escape")
    assert "Toimitus kestää viikon." in house.newest_mail()


def the_end_is_rated(visitor: Window) -> None:
    visitor.click("button", "Valikko", chat=True)
    visitor.click("button", "Päätä keskustelu", chat=True)
    # The menu's own button of this name is gone once the question is there.
    visitor.reads("Voit silti tilata kopion sähköpostiisi.", chat=True)
    visitor.click("button", "Päätä keskustelu", chat=True)
    ended, unread = ("heading", "Keskustelu on päättynyt"), ("button", "Arvioi ja katso oma koodisi")
    # What has not been scrolled to yet is kept in sight, and one goes on to the end by oneself, if one is quick enough.
    visitor.until(
        lambda: visitor.has(*ended, chat=True) or visitor.pressed(*unread, chat=True),
        "no end to be seen",
        chat=True,
    )
    visitor.click("radio", "Hyvin", chat=True)
    visitor.click("button", "Lähetä arvio", chat=True)
    visitor.reads("Kiitos arviosta", chat=True)


def opens(visitor: Window) -> None:
    """Open it, unless it is open already, as it may be where one comes back to a page."""
    visitor.until(lambda: visitor.run(_STATE) is not None, "no launcher")
    if visitor.run(_STATE) == "false":
        visitor.click("button", LAUNCHER)
    visitor.sees("textbox", INPUT, chat=True)


def is_shut(visitor: Window) -> None:
    visitor.until(lambda: visitor.run(_STATE) == "false", "the chat is open")


_STATE = """
() => {
    const launcher = document.querySelector('juttu-chat')?.shadowRoot.querySelector('button');
    return launcher?.ariaBusy === 'false' ? launcher.ariaExpanded : null;
}
"""
"""Whether the launcher says that it is open; nothing while that is being settled."""
