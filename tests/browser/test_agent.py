"""The agent's minute in the console: what an agent does there beside answering, and that it never writes to the wrong place."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from chalicelib.chat.limits import LIMITS
from tests.browser.conftest import Look, NewPerson
from tests.browser.history import told
from tests.browser.house import House
from tests.browser.test_rights import A_LINE_AGAIN, minutes_until, the_only
from tests.browser.windows import StaffWindow, VisitorWindow

ACCOUNT = "Tilinumeroni on FI12 3456"
NAMED = "Naapurinne Aino Esimerkki tilasi saman"
REFUSED = '{{"code": "{code}", "sentence": "Refused."{more}}}'


@pytest.fixture
def visitor(one_house: House, person: NewPerson) -> VisitorWindow:
    return VisitorWindow(person(), one_house).started(ACCOUNT)


def answering(visitor: VisitorWindow, page: Page, one_house: House, text: str = "Hei!") -> StaffWindow:
    """Let an agent take the visitor's conversation and say something there."""
    agent = StaffWindow(page, one_house).let_in()
    agent.take()
    agent.say(text)
    expect(visitor.messages).to_have_count(2)
    expect(agent.log.get_by_text("Lähetetty")).to_be_visible()
    return agent


def line(agent: StaffWindow, number: int) -> Locator:
    """Return the line of a message, by its place among the messages."""
    return agent.log.locator(".message").nth(number)


def hide(agent: StaffWindow, number: int) -> Locator:
    """Return the button that hides a message."""
    return line(agent, number).get_by_role("button", name="Piilota viesti")


def asking(agent: StaffWindow) -> Locator:
    return agent.page.get_by_role("dialog", name="Piilotetaanko viesti?")


def confirm(agent: StaffWindow) -> None:
    asking(agent).get_by_role("button", name="Piilota viesti").click()


def test_a_question_that_is_put_away_gives_the_focus_back(
    visitor: VisitorWindow, one_house: House, person: NewPerson
) -> None:
    agent = answering(visitor, person(), one_house)
    for verb in ("Siirrä", "Päätä"):
        button = agent.conversation.get_by_role("button", name=verb, exact=True)
        button.press("Enter")
        expect(agent.page.get_by_role("dialog")).to_be_visible()
        agent.page.keyboard.press("Escape")
        expect(agent.page.get_by_role("dialog")).to_have_count(0)
        expect(button).to_be_focused()


def test_the_menu_is_shut_once_it_has_led_to_the_keys(one_house: House, person: NewPerson) -> None:
    agent = StaffWindow(person(), one_house).let_in()
    keys = agent.page.get_by_role("dialog", name="Näppäimet")
    agent.page.get_by_role("button", name=re.compile("^Agent A")).click()
    agent.page.get_by_role("button", name="Näppäimet").click()
    expect(keys).to_be_visible()
    expect(agent.page.locator("#own-menu")).not_to_be_visible()
    agent.page.keyboard.press("Escape")
    expect(keys).to_have_count(0)


def test_by_keyboard_an_agent_hides_what_a_visitor_wrote_too_much_and_goes_on_at_its_line(
    visitor: VisitorWindow, one_house: House, person: NewPerson, look: Look
) -> None:
    agent = answering(visitor, person(), one_house)
    expect(agent.input).to_be_focused()
    agent.page.keyboard.press("Shift+Tab")
    expect(hide(agent, 1)).to_be_focused()
    expect(hide(agent, 1)).to_have_accessible_description(re.compile("^Hei! Siirry nuolilla muihin viesteihin$"))
    agent.page.keyboard.press("ArrowUp")
    expect(hide(agent, 0)).to_be_focused()
    expect(hide(agent, 0)).to_have_css("opacity", "1")
    look(agent.page, "hide-button")
    agent.page.keyboard.press("Enter")
    expect(asking(agent)).to_contain_text(ACCOUNT)
    expect(asking(agent)).to_contain_text("Piilotus kirjataan käyttölokiin, eikä sitä voi perua.")
    expect(asking(agent).get_by_role("button", name="Älä piilota")).to_be_focused()
    look(agent.page, "hiding")
    agent.page.keyboard.press("Escape")
    expect(asking(agent)).to_have_count(0)
    expect(hide(agent, 0)).to_be_focused()
    agent.page.keyboard.press("Enter")
    expect(asking(agent).get_by_role("button", name="Älä piilota")).to_be_focused()
    agent.page.keyboard.press("Shift+Tab")
    agent.page.keyboard.press("Enter")

    expect(asking(agent)).to_have_count(0)
    expect(agent.messages).to_have_text(["••••••", "Hei!"])
    expect(line(agent, 0)).to_contain_text("Asiakaspalvelija piilotti viestin")
    expect(line(agent, 0)).to_be_focused()
    expect(agent.page.get_by_role("status").filter(has_text="Viesti on piilotettu")).to_be_visible()
    look(agent.page, "hidden")
    expect(visitor.messages).to_have_text(["••••••", "Hei!"])
    agent.page.reload()
    expect(line(agent, 0)).to_contain_text("Asiakaspalvelija piilotti viestin")
    expect(hide(agent, 0)).to_have_count(0)
    assert "FI12" not in str(one_house.cloud.items())
    assert '"message_hidden"' in str(one_house.cloud.log_events())


def test_by_mouse_the_caret_is_given_back_to_the_answer_that_one_was_writing(
    visitor: VisitorWindow, one_house: House, person: NewPerson
) -> None:
    agent = answering(visitor, person(), one_house)
    expect(hide(agent, 0)).to_have_css("opacity", "0")
    agent.input.press_sequentially("Piilotan  nyt")
    for _ in range(4):
        agent.page.keyboard.press("ArrowLeft")
    line(agent, 0).hover()
    expect(hide(agent, 0)).to_have_css("opacity", "1")
    hide(agent, 0).click()
    asking(agent).get_by_role("button", name="Älä piilota").click()
    expect(agent.input).to_be_focused()
    hide(agent, 0).click()
    confirm(agent)
    expect(agent.messages.first).to_have_text("••••••")
    expect(agent.input).to_be_focused()
    agent.page.keyboard.type("tilinumeron")

    expect(agent.input).to_have_value("Piilotan tilinumeron nyt")
    expect(agent.messages).to_have_count(2)


def test_what_the_visitor_hides_meanwhile_needs_no_hiding_and_takes_no_caret(
    visitor: VisitorWindow, one_house: House, person: NewPerson
) -> None:
    agent = answering(visitor, person(), one_house)
    line(agent, 0).hover()
    hide(agent, 0).click()
    expect(asking(agent)).to_be_visible()
    visitor.chat.get_by_role("button", name="Piilota viesti").click()
    visitor.dialog("Piilotetaanko viesti?").get_by_role("button", name="Piilota viesti").click()

    expect(asking(agent)).to_have_count(0)
    expect(agent.input).to_be_focused()
    expect(line(agent, 0)).to_contain_text("Viesti piilotettu")
    agent.page.reload()
    expect(line(agent, 0)).to_contain_text("Kävijä piilotti viestin")


def test_of_ones_own_only_somebodys_personal_data_are_hidden_and_of_a_colleagues_nothing(
    visitor: VisitorWindow, one_house: House, person: NewPerson, look: Look
) -> None:
    agent = answering(visitor, person(), one_house, NAMED)
    line(agent, 1).hover()
    hide(agent, 1).click()
    expect(asking(agent)).to_contain_text(
        "Väärän vastauksen korjaat kirjoittamalla uuden viestin. Uusimman viestisi voit myös korjata"
    )
    confirm(agent)
    expect(asking(agent).get_by_role("alert")).to_have_text("Valitse ensin, että viestissä on henkilötietoja.")
    look(agent.page, "hiding-without-a-ground")
    asking(agent).get_by_role("checkbox", name="Viestissä on jonkun henkilötietoja").check()
    expect(asking(agent).get_by_role("alert")).to_be_empty()
    look(agent.page, "hiding-ones-own")
    asking(agent).get_by_role("button", name="Älä piilota").click()
    agent.page.get_by_role("button", name="Siirrä").click()
    agent.page.get_by_role("dialog").get_by_role("radio", name="Takaisin jonoon").check()
    agent.page.get_by_role("dialog").get_by_role("button", name="Siirrä").click()
    expect(agent.page.get_by_text("Palautit keskustelun jonoon.")).to_be_visible()
    expect(agent.log.get_by_role("button", name="Piilota viesti")).to_have_count(0)

    colleague = StaffWindow(person(), one_house).let_in("agent.b")
    colleague.take()
    expect(colleague.messages).to_have_text([ACCOUNT, NAMED])
    expect(hide(colleague, 0)).to_have_count(1)
    expect(hide(colleague, 1)).to_have_count(0)

    colleague.close()
    expect(colleague.page.get_by_text("Keskustelu päättyi klo")).to_be_visible()
    line(colleague, 0).hover()
    hide(colleague, 0).click()
    confirm(colleague)
    expect(colleague.messages.first).to_have_text("••••••")


def test_ones_own_is_hidden_for_its_ground_and_the_visitor_sees_dots(
    visitor: VisitorWindow, one_house: House, person: NewPerson
) -> None:
    agent = answering(visitor, person(), one_house, NAMED)
    line(agent, 1).hover()
    hide(agent, 1).click()
    asking(agent).get_by_role("checkbox").check()
    confirm(agent)

    expect(visitor.messages).to_have_text([ACCOUNT, "••••••"])
    expect(line(agent, 1)).to_contain_text("Asiakaspalvelija piilotti viestin")
    assert "Aino" not in str(one_house.cloud.items())


@pytest.mark.parametrize(
    ("status", "code", "more", "told"),
    [
        (429, "too_many", ', "of": "conversation"', "Tästä keskustelusta ei voi piilottaa enempää viestejä."),
        (429, "too_many", ', "retry_after": 7', "Yritä uudelleen 7 sekunnin kuluttua."),
        (404, "not_found", "", "Tätä viestiä ei voi piilottaa."),
        (503, "log_unavailable", "", "Yritä hetken kuluttua uudelleen."),
    ],
)
def test_why_it_is_not_hidden_is_told_beside_it_and_it_can_be_tried_again(  # noqa: PLR0917 - what is refused, and who is there
    status: int,
    code: str,
    more: str,
    told: str,
    visitor: VisitorWindow,
    one_house: House,
    person: NewPerson,
    look: Look,
) -> None:
    agent = answering(visitor, person(), one_house)
    body = REFUSED.format(code=code, more=more)
    agent.page.route(
        "**/hide", lambda route: route.fulfill(status=status, content_type="application/json", body=body), times=1
    )
    line(agent, 0).hover()
    hide(agent, 0).click()
    confirm(agent)
    expect(asking(agent).get_by_role("alert")).to_contain_text(told)
    look(agent.page, f"not-hidden-{code}")
    expect(agent.messages.first).to_have_text(ACCOUNT)
    confirm(agent)

    expect(agent.messages.first).to_have_text("••••••")


def test_without_a_connection_the_question_stays_and_says_so(
    visitor: VisitorWindow, one_house: House, person: NewPerson
) -> None:
    agent = answering(visitor, person(), one_house)
    line(agent, 0).hover()
    hide(agent, 0).click()
    agent.page.context.set_offline(True)
    confirm(agent)
    expect(asking(agent).get_by_role("alert")).to_contain_text("Palveluun ei saada yhteyttä.")
    agent.page.context.set_offline(False)
    confirm(agent)

    expect(agent.messages.first).to_have_text("••••••")


def test_on_a_phone_a_finger_finds_the_button_and_hits_it(
    visitor: VisitorWindow, one_house: House, person: NewPerson, look: Look
) -> None:
    page = person(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    agent = StaffWindow(page, one_house).let_in()
    above_the_button = page.get_by_text("Ääni ei kuulu ennen kuin painat jotakin")
    expect(above_the_button).to_be_visible()
    agent.take()
    agent.input.fill("Hei! " * 40)
    agent.page.get_by_role("button", name="Lähetä").click()
    expect(visitor.messages).to_have_count(2)
    for number in (0, 1):
        expect(hide(agent, number)).to_have_css("opacity", "1")
        box = hide(agent, number).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    look(page, "hide-by-finger")
    page.set_viewport_size({"width": 320, "height": 640})
    assert agent.log.evaluate("(log) => log.scrollWidth <= log.clientWidth")
    page.set_viewport_size({"width": 390, "height": 844})
    hide(agent, 0).tap()
    look(page, "hiding-by-finger")
    confirm(agent)
    expect(agent.messages.first).to_have_text("••••••")


# ------------------------------------------------------------------------------------- who waits, and the line to them


RINGS_AGAIN = 11_000
"""Milliseconds after which somebody who waits has been rung for once more."""
_LOOKS_ELSEWHERE = """
    document.hasFocus = () => false;
    window.notified = [];
    window.Notification = class {
        static permission = "granted";
        constructor(title, { body }) { window.notified.push(`${title}. ${body}`); }
    };
"""
"""Whoever works in another window, with notifications allowed."""


def test_who_waits_is_rung_for_again_and_again_and_counted_in_the_title_until_they_have_gone(
    one_house: House, person: NewPerson, look: Look
) -> None:
    page = person()
    page.clock.install()
    page.add_init_script(_LOOKS_ELSEWHERE)
    agent = StaffWindow(page, one_house).at_work()
    visitor = VisitorWindow(person(), one_house).started(ACCOUNT)
    expect(page).to_have_title("(1) Palvelu – Juttu")
    page.wait_for_function("() => window.notified.length > 0")
    expect(agent.queue.get_by_role("listitem")).to_contain_text("Juuri äsken")
    for _ in range(2):
        rung = page.evaluate("window.tones")
        page.clock.fast_forward(RINGS_AGAIN)
        page.wait_for_function("(rung) => window.tones > rung", arg=rung)

    assert page.evaluate("window.notified") == ["Uusi keskustelu odottaa. Avaa jono ja ota se."]

    visitor.page.context.close()
    while _visitor_listens(one_house):  # from when the service knows of it on, whoever is away has gone
        page.wait_for_timeout(50)
    one_house.cloud.clock.advance(LIMITS.visitor_gone_seconds + 5)
    expect(agent.queue.get_by_role("listitem")).to_contain_text(re.compile(r"Poistui \d"))
    expect(page).to_have_title("Palvelu – Juttu")
    look(page, "gone-from-the-queue")
    rung = page.evaluate("window.tones")
    page.clock.fast_forward(RINGS_AGAIN)
    assert page.evaluate("window.tones") == rung


def _visitor_listens(house: House) -> bool:
    (head,) = [item for item in house.cloud.items() if item["sk"] == "head"]
    return "visitor" in str(head["sockets"])


def test_one_line_says_until_when_all_is_here_and_what_has_not_left_yet(
    visitor: VisitorWindow, one_house: House, person: NewPerson, look: Look
) -> None:
    agent = answering(visitor, person(), one_house)
    line = agent.page.locator(".line-state")
    expect(line).to_have_text(re.compile(r"^Ajan tasalla \d+\.\d\d\.\d\d$"))
    agent.page.context.set_offline(True)
    one_house.cut_sockets()
    agent.say("Tulee kun pääsee.")
    expect(line).to_have_text(re.compile("^(Yhteys poikki|Yhdistetään).*, 1\u00a0lähettämättä"))
    look(agent.page, "reconnecting")
    agent.page.context.set_offline(False)

    expect(line).to_have_text(re.compile(r"^Ajan tasalla \d+\.\d\d\.\d\d$"))
    expect(visitor.messages.last).to_have_text("Tulee kun pääsee.")


@pytest.mark.timeout(300)
def test_who_vanishes_loses_their_visitor_to_the_queue_and_the_visitor_is_told(
    visitor: VisitorWindow, one_house: House, person: NewPerson
) -> None:
    agent = answering(visitor, person(), one_house)
    colleague = StaffWindow(person(), one_house).let_in("agent.b")
    expect(colleague.queue).to_contain_text("Kukaan ei odota.")
    agent.page.context.close()
    minutes_until(one_house, colleague, lambda: the_only(one_house)["status"] == "waiting")

    told = "Agent A joutui poistumaan, ja keskustelu palasi jonoon"
    expect(visitor.chat.get_by_role("log")).to_contain_text(told, timeout=A_LINE_AGAIN)
    expect(colleague.queue).to_contain_text(ACCOUNT, timeout=A_LINE_AGAIN)


# ------------------------------------------------------------------------------------- to whom one writes


BALANCE = ("Hei, laskunne 4711 summa 1 250,00 ", "euroa on kirjattu tilillenne.")


def another_asks(agent: StaffWindow, one_house: House, page: Page) -> VisitorWindow:
    """Let somebody else wait in the queue."""
    other = VisitorWindow(page, one_house).started("Onko teillä löylykauhoja?")
    expect(waiting(agent, "löylykauhoja")).to_be_visible()
    return other


def waiting(agent: StaffWindow, text: str) -> Locator:
    """Return the row of one that waits, by its first line."""
    return agent.queue.get_by_role("listitem").filter(has_text=text)


def test_whoever_writes_on_while_a_slow_take_is_under_way_writes_to_the_same_visitor(
    visitor: VisitorWindow, one_house: House, person: NewPerson
) -> None:
    agent = answering(visitor, person(), one_house)
    other = another_asks(agent, one_house, person())
    held: list[Route] = []
    agent.page.route("**/take", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    agent.take(waiting(agent, "löylykauhoja"))
    agent.input.click()
    agent.page.keyboard.type(BALANCE[0])
    held[0].continue_()
    toast = agent.page.get_by_role("status").filter(has_text=re.compile("^Kävijä .* on nyt sinulla"))
    expect(toast).to_be_visible()
    agent.page.keyboard.type(BALANCE[1])
    agent.page.keyboard.press("Enter")

    expect(visitor.messages).to_have_text([ACCOUNT, "Hei!", "".join(BALANCE)])
    expect(other.messages).to_have_text(["Onko teillä löylykauhoja?"])
    toast.get_by_role("button", name="Näytä").click()
    expect(agent.messages).to_have_text(["Onko teillä löylykauhoja?"])
    expect(agent.input).to_be_focused()


def test_enter_sends_and_with_shift_it_breaks_the_line(
    visitor: VisitorWindow, one_house: House, person: NewPerson
) -> None:
    agent = answering(visitor, person(), one_house)
    agent.page.keyboard.type(BALANCE[0])
    agent.page.keyboard.press("Shift+Enter")
    agent.page.keyboard.type(BALANCE[1])
    expect(agent.input).to_have_value("\n".join(BALANCE))
    expect(agent.messages).to_have_count(2)
    agent.page.keyboard.press("Enter")

    expect(visitor.messages).to_have_text([ACCOUNT, "Hei!", re.compile(r"4711 .*\s+euroa")])
    expect(agent.input).to_have_value("")


_TYPES_ON = """(letters) => document.addEventListener("focusin", () => {
    for (const key of letters) document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    document.body.dataset.typedOn = letters;
}, { once: true })"""
"""Types in the moment in which the focus is moved, as a hand that is under way does."""


def test_nothing_that_arrives_moves_whoever_types(visitor: VisitorWindow, one_house: House, person: NewPerson) -> None:
    agent = answering(visitor, person(), one_house)
    other = another_asks(agent, one_house, person())
    agent.take(waiting(agent, "löylykauhoja"))
    expect(agent.messages).to_have_text(["Onko teillä löylykauhoja?"])
    agent.mine.get_by_role("link").filter(has_text="Hei!").click()
    expect(agent.messages.first).to_have_text(ACCOUNT)
    expect(agent.input).to_be_focused()
    arriving: dict[str, Callable[[], object]] = {
        "the visitor writes": lambda: visitor.say("Kiitos!"),
        "another visitor of mine writes": lambda: other.say("Millaisia?"),
        "somebody comes into the queue": lambda: VisitorWindow(person(), one_house).started("Huomenta"),
        "another visitor of mine ends it": other.end,
        "the line is cut": one_house.cut_sockets,
    }
    where = agent.page.url
    typed = ""
    for event, happens in arriving.items():
        agent.page.keyboard.type(f"{event}, ")
        typed += f"{event}, "
        happens()
        expect(agent.input).to_be_focused()
        expect(agent.input).to_have_value(typed)
        assert agent.page.url == where, event

    agent.page.keyboard.type("the visitor ends it")
    agent.page.wait_for_timeout(1100)  # to think: longer than what makes a letter a command again
    agent.page.evaluate(_TYPES_ON, "otan t")
    visitor.end()
    expect(agent.conversation.locator("footer.end")).to_be_focused()
    # What is typed on is no command, and what was written is not lost.
    expect(agent.page.locator("body")).to_have_attribute("data-typed-on", "otan t")
    expect(agent.mine.get_by_role("link")).to_have_count(0)
    expect(waiting(agent, "Huomenta")).to_have_count(1)
    assert agent.page.url == where
    expect(agent.conversation.locator(".leftover q")).to_have_text(f"{typed}the visitor ends it")


def test_what_is_written_and_not_sent_is_said_before_the_end_and_kept_after_it(
    visitor: VisitorWindow, one_house: House, person: NewPerson
) -> None:
    agent = answering(visitor, person(), one_house)
    agent.input.fill("Palaan asiaan huomenna.")
    agent.conversation.get_by_role("button", name="Päätä").click()
    question = agent.page.get_by_role("dialog", name="Päätetäänkö keskustelu?")
    expect(question).to_contain_text("Tätä vastausta et ole lähettänyt: Palaan asiaan huomenna.")
    question.get_by_role("button", name="Päätä keskustelu").click()
    agent.conversation.get_by_role("button", name="Päätä heti").click()

    expect(agent.conversation.locator(".leftover q")).to_have_text("Palaan asiaan huomenna.")
    expect(agent.conversation.locator("footer.end")).to_be_focused()


def test_who_waits_for_my_answer_stands_above_and_no_row_moves_under_the_pointer(
    visitor: VisitorWindow, one_house: House, person: NewPerson
) -> None:
    agent = answering(visitor, person(), one_house)
    other = another_asks(agent, one_house, person())
    agent.take(waiting(agent, "löylykauhoja"))
    agent.log.hover()
    owed = agent.list.get_by_role("region", name=re.compile("^Odottaa vastaustasi"))
    rest = agent.list.get_by_role("region", name=re.compile("^Omat"))
    expect(owed.get_by_role("listitem")).to_have_count(1)
    expect(owed.get_by_role("listitem")).to_contain_text("löylykauhoja")
    expect(rest.get_by_role("listitem")).to_contain_text("Hei!")

    rest.get_by_role("link").hover()
    visitor.say("Kiitos!")
    expect(rest.get_by_role("listitem")).to_contain_text("Kiitos!")
    agent.log.hover()
    expect(owed.get_by_role("listitem")).to_have_count(2)
    expect(owed.get_by_role("listitem").first).to_contain_text("löylykauhoja")
    other.say("Haloo?")
    expect(owed.get_by_role("listitem").first).to_contain_text("Haloo?")


def test_at_four_times_the_size_the_conversation_can_be_read_and_nothing_lies_beside_the_window(
    visitor: VisitorWindow, one_house: House, person: NewPerson
) -> None:
    agent = answering(visitor, person(), one_house)
    for width, height in ((320, 256), (320, 640), (640, 400)):
        agent.page.set_viewport_size({"width": width, "height": height})
        wide, log = agent.page.evaluate(
            "[document.documentElement.scrollWidth, document.querySelector('.log').clientHeight]"
        )
        assert wide == width
        assert log >= min(150, height / 2.5)
        agent.messages.last.scroll_into_view_if_needed()
        expect(agent.messages.last).to_be_in_viewport()


CRAMPED = """
() => {
    const place = (each) => each.getBoundingClientRect();
    const all = (selector) => [...document.querySelectorAll(selector)];
    const name = place(document.querySelector('.pane-head h1'));
    const facts = place(document.querySelector('.pane-head h1').parentElement);
    const over = (one) => one.left < facts.right - 1 && one.right > facts.left + 1
        && one.top < facts.bottom - 1 && one.bottom > facts.top + 1;
    const named = (each) => each.textContent || each.ariaLabel;
    const buttons = all('.pane-head button');
    return [
        ...document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [],
        ...facts.width < 150 ? ['name and facts are narrow'] : [],
        ...name.height > 24 ? ['the name is broken'] : [],
        ...buttons.filter((each) => over(place(each))).map((each) => `${named(each)} lies over the facts`),
        ...buttons.filter((each) => each.offsetHeight > 44).map((each) => `${named(each)} is broken`),
        ...all('.rail a').filter((each) => place(each.querySelector('span')).width > place(each).width)
            .map((each) => `${named(each)} is wider than its place`),
    ];
}
"""


@pytest.mark.parametrize("language", ["Suomi", "Svenska", "English"])
def test_in_a_window_of_any_width_the_name_and_facts_of_whom_one_answers_can_be_read_beside_what_can_be_done(
    visitor: VisitorWindow, one_house: House, person: NewPerson, look: Look, language: str
) -> None:
    agent = answering(visitor, person(), one_house)
    agent.page.get_by_role("button", name=re.compile("^Agent A")).click()
    chosen = agent.page.get_by_role("button", name=language)
    chosen.click()
    expect(chosen).to_have_attribute("aria-pressed", "true")
    agent.page.keyboard.press("Escape")
    look(agent.page, f"head-{language}")
    for width in (1280, 1100, 900, 720, 390, 320):
        agent.page.set_viewport_size({"width": width, "height": 800})

        assert agent.page.evaluate(CRAMPED) == [], width


@pytest.mark.parametrize("language", ["Suomi", "Svenska", "English"])
def test_whoever_has_waited_too_long_stands_in_the_list_beside_how_long(
    visitor: VisitorWindow, one_house: House, person: NewPerson, language: str
) -> None:
    page = person()
    page.clock.install()
    agent = StaffWindow(page, one_house).let_in()
    expect(agent.queue.get_by_role("listitem")).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Agent A")).click()
    page.get_by_role("button", name=language).click()
    page.clock.fast_forward(18 * 60_000)
    head = page.locator(".list .row-head")
    expect(head.locator("[data-long]")).to_contain_text(re.compile("1[89]\\smin"))

    # At one moment: a line above the list may come or go meanwhile.
    name, time = head.evaluate(
        "(head) => ['name', 'time'].map((part) => head.querySelector(`.row-${part}`).getBoundingClientRect().toJSON())"
    )
    assert name["right"] <= time["left"]
    assert time["top"] < name["bottom"]
    assert head.locator(".row-name").evaluate("(name) => name.scrollWidth <= name.clientWidth")


def test_nobody_is_left_alone_unasked_by_whoever_goes_away_or_signs_out(
    visitor: VisitorWindow, one_house: House, person: NewPerson, look: Look
) -> None:
    agent = answering(visitor, person(), one_house)
    switch = agent.page.get_by_role("switch", name="Paikalla")
    switch.click()
    question = agent.page.get_by_role("dialog", name="Lähdetkö jonosta?")
    expect(question).to_contain_text("Sinulla on yksi keskustelu auki.")
    look(agent.page, "going-away")
    question.get_by_role("button", name="Poissa, jatkan avoimia").click()
    expect(switch).not_to_be_checked()
    agent.say("Olen täällä vielä.")
    expect(visitor.messages.last).to_have_text("Olen täällä vielä.")

    agent.page.get_by_role("button", name=re.compile("^Agent A")).click()
    agent.page.get_by_role("button", name="Kirjaudu ulos").click()
    question = agent.page.get_by_role("dialog", name="Kirjaudutaanko ulos?")
    question.get_by_role("button", name="Jää paikalle").click()
    expect(agent.input).to_be_visible()
    agent.page.get_by_role("button", name=re.compile("^Agent A")).click()
    agent.page.get_by_role("button", name="Kirjaudu ulos").click()
    question.get_by_role("button", name="Kirjaudu ulos").click()
    expect(agent.page.get_by_role("textbox", name="Käyttäjätunnus")).to_be_visible()
    expect(visitor.chat.get_by_role("log")).to_contain_text("Agent A joutui poistumaan")
    agent.page.context.close()


def test_whoever_is_to_be_rung_and_would_hear_nothing_is_told_so_until_a_click(
    one_house: House, person: NewPerson
) -> None:
    page = person()
    page.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    agent = StaffWindow(page, one_house).at_work()
    silenced = agent.page.get_by_role("status").get_by_text("Ääni ei kuulu ennen kuin painat jotakin")
    expect(silenced).to_have_count(0)
    agent.page.reload()
    expect(silenced).to_be_visible()
    silenced.click()
    expect(silenced).to_have_count(0)

    agent.page.get_by_role("button", name=re.compile("^Agent A")).click()
    expect(page.get_by_text("Ilmoitukset on estetty tässä selaimessa.")).to_be_visible()
    page.get_by_role("button", name="Kokeile ääntä ja ilmoitusta").click()
    agent.page.wait_for_function("() => window.tones > 0")


def y(of: Locator) -> float:
    box = of.bounding_box()
    assert box is not None
    return box["y"]


def test_of_a_long_conversation_the_end_is_drawn_and_more_as_one_reads_further_up(
    visitor: VisitorWindow, one_house: House, person: NewPerson
) -> None:
    agent = answering(visitor, person(), one_house)
    agent.page.goto("about:blank")
    told(one_house, visitor.kept_key(), [f"viesti {n}" for n in range(1, 201)])
    agent.page.goto(f"{one_house.addresses.service}/console")
    agent.mine.get_by_role("link").click()
    expect(agent.messages.last).to_have_text("viesti 200")
    expect(agent.messages.last).to_be_in_viewport()
    assert agent.messages.count() < 50

    before = agent.messages.count()
    mark = agent.messages.filter(has_text=re.compile(r"^viesti 185$"))
    agent.log.evaluate("(log) => { log.scrollTop = 700 }")
    place = y(mark)
    agent.log.evaluate("(log) => { log.scrollTop -= 300 }")
    expect(agent.messages).not_to_have_count(before)
    assert y(mark) - place == pytest.approx(300, abs=1)
    # What is said meanwhile takes nothing away from whoever reads further up.
    drawn = agent.messages.count()
    visitor.page.reload()
    visitor.say("Vielä yksi asia.")
    expect(agent.messages.last).to_have_text("Vielä yksi asia.")
    assert agent.messages.count() == drawn + 1
    assert y(mark) - place == pytest.approx(300, abs=1)

    agent.log.focus()
    agent.page.keyboard.press("Home")
    expect(agent.messages.first).to_have_text(ACCOUNT)
    expect(agent.messages.first).to_be_in_viewport()
    expect(agent.messages).to_have_count(203)
    agent.page.get_by_role("button", name="Uusimpiin viesteihin").click()
    expect(agent.messages.last).to_be_in_viewport()
    expect(agent.messages).not_to_have_count(203)

    earlier = agent.log.get_by_role("button", name="Näytä aiemmat viestit")
    earlier.focus()
    for _ in range(10):
        if not earlier.count():
            break
        agent.page.keyboard.press("Enter")
        agent.page.wait_for_timeout(50)
    expect(agent.messages.first).to_have_text(ACCOUNT)
    expect(agent.log).to_be_focused()


def test_whoever_tries_to_send_more_than_fits_is_told_why_it_is_not_sent(
    one_house: House, person: NewPerson, look: Look
) -> None:
    VisitorWindow(person(), one_house).started()
    agent = StaffWindow(person(), one_house).let_in()
    agent.take()
    why = agent.conversation.get_by_role("alert").filter(has_text="Viesti on liian pitkä")
    too_long = "ä" * 2001
    agent.input.fill(too_long)
    expect(why).to_have_count(0)
    agent.input.press("Enter")
    expect(why).to_be_visible()
    expect(agent.input).to_have_value(too_long)
    look(agent.page, "too-long")
    agent.input.fill("ä" * 2000)
    expect(why).to_have_count(0)

    agent.page.get_by_role("button", name="Muistiinpano").click()
    note = agent.page.get_by_role("textbox", name="Muistiinpano")
    note.fill(too_long)
    note.press("Enter")
    expect(why).to_be_visible()
    expect(note).to_have_value(too_long)
