"""The conversation as a visitor sees it: long ones, what is new, what was typed, how texts are shown."""

import re
import statistics
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Frame, Locator, expect

from tests.browser import axe
from tests.browser.conftest import Look, NewPerson
from tests.browser.history import told
from tests.browser.house import House
from tests.browser.windows import READ_ALONE, StaffWindow, VisitorWindow, says_nothing

MOST_ELEMENTS = 800
WATCH_THE_LOG = """
    () => {
        window.added = [];
        const log = document.querySelector('[role=log]');
        new MutationObserver((changes) => {
            for (const {addedNodes} of changes) for (const node of addedNodes) {
                const text = node.textContent.replaceAll(String.fromCharCode(160), ' ');
                if (text && log.getAttribute('aria-live') !== 'off') window.added.push(text);
            }
        }).observe(log, {childList: true, subtree: true});
    }
"""
"""Notes what a screen reader is told: what is added to the log while the log is live."""
TYPE = """
    async () => {
        const input = document.querySelector('textarea');
        const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set;
        const times = [];
        for (let round = 0; round < 40; round += 1) {
            const before = performance.now();
            set.call(input, `sana ${round}`);
            input.dispatchEvent(new InputEvent('input', {bubbles: true}));
            await new Promise((drawn) => setTimeout(drawn));
            document.body.offsetHeight;
            times.push(performance.now() - before);
        }
        set.call(input, '');
        input.dispatchEvent(new InputEvent('input', {bubbles: true}));
        return times;
    }
"""
"""Types forty times and returns how long each drawing took."""
PASTE = """
    (input, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        const event = new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true});
        return input.dispatchEvent(event);
    }
"""
OVERFLOWING = """
    () => [...document.querySelectorAll('body *')].filter((node) => {
        const {right, left, width} = node.getBoundingClientRect();
        return width > 1 && (right > innerWidth + 1 || left < -1) && getComputedStyle(node).position !== 'absolute';
    }).map((node) => node.outerHTML.slice(0, 120))
"""
TEXT_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    "p { margin-block-end: 2em !important }"
)


def frame_of(visitor: VisitorWindow) -> Frame:
    return next(frame for frame in visitor.page.frames if "/widget/" in frame.url)


def started(one_house: House, person: NewPerson, **choices: object) -> VisitorWindow:
    """Return the window of a visitor who has said something."""
    return VisitorWindow(person(**choices), one_house).started("Hei")


def back_at(visitor: VisitorWindow, newest: str, *, shut: bool = False, patience: int = 20_000) -> Frame:
    """Let the visitor come back to the page; return the chat's frame once the newest message is in view.

    The chat comes along as it was left, but `shut` on a phone, too: then they open it.
    """
    visitor.arrive()
    if shut:
        visitor.open()
    else:
        visitor.followed()
    expect(visitor.messages.last).to_have_text(newest, timeout=patience)
    expect(visitor.messages.last).to_be_in_viewport()
    return frame_of(visitor)


@pytest.fixture
def agent(one_house: House, person: NewPerson) -> StaffWindow:
    agent = StaffWindow(person(), one_house).let_in()
    agent.page.clock.install()
    return agent


def talking(one_house: House, person: NewPerson, agent: StaffWindow) -> VisitorWindow:
    visitor = started(one_house, person)
    visitor.page.clock.install()
    agent.take()
    agent.say("Hei! Miten voin auttaa?")
    expect(visitor.messages).to_have_count(2)
    return visitor


# ------------------------------------------------------------------------------------------------- long conversations


def test_two_thousand_messages_are_as_light_as_a_hundred_and_are_all_there(one_house: House, person: NewPerson) -> None:
    visitor = started(one_house, person)
    key = visitor.kept_key()
    told(one_house, key, [f"viesti {n}" for n in range(1, 101)])
    frame = back_at(visitor, "viesti 100")
    at_hundred = statistics.median(frame.evaluate(TYPE))
    assert frame.evaluate("() => document.querySelectorAll('*').length") < MOST_ELEMENTS

    told(one_house, key, [f"viesti {n}" for n in range(101, 2001)])
    # They come in twenty answers.
    frame = back_at(visitor, "viesti 2000", patience=90_000)
    assert 100 <= visitor.messages.count() <= 125
    assert frame.evaluate("() => document.querySelectorAll('*').length") < MOST_ELEMENTS
    at_two_thousand = statistics.median(frame.evaluate(TYPE))
    assert at_two_thousand < 2 * at_hundred + 1, (at_hundred, at_two_thousand)

    frame.evaluate(WATCH_THE_LOG)
    seen: set[str] = set(visitor.messages.all_inner_texts())
    scroller = visitor.chat.locator(".scroller")
    for _ in range(60):
        above = visitor.messages.first.inner_text()
        scroller.evaluate("(box) => { box.scrollTop = 0 }")
        expect(visitor.messages.first).not_to_have_text(above)
        seen |= set(visitor.messages.all_inner_texts())
        if "Hei" in seen:
            break
    assert {f"viesti {n}" for n in range(1, 2001)} <= seen
    assert visitor.messages.count() <= 300
    # None of it was read out.
    assert frame.evaluate("window.added") == []

    visitor.chat.get_by_role("button", name="Uusimpiin viesteihin").click()
    expect(visitor.messages.last).to_have_text("viesti 2000")
    expect(visitor.messages.last).to_be_in_viewport()
    assert 100 <= visitor.messages.count() <= 125


def test_older_messages_put_before_do_not_move_what_one_reads(one_house: House, person: NewPerson) -> None:
    visitor = started(one_house, person)
    told(one_house, visitor.kept_key(), [f"viesti {n}" for n in range(1, 401)])
    back_at(visitor, "viesti 400")
    scroller = visitor.chat.locator(".scroller")
    mark = visitor.messages.filter(has_text=re.compile(r"^viesti 310$"))
    scroller.evaluate("(box) => { box.scrollTop = 900 }")
    visitor.page.wait_for_timeout(100)
    before = visitor.messages.count()
    place = y(mark)
    scroller.evaluate("(box) => { box.scrollTop -= 600 }")
    expect(visitor.messages).not_to_have_count(before)

    assert y(mark) - place == pytest.approx(600, abs=1)


def test_earlier_messages_are_had_by_keyboard_and_the_focus_is_not_lost(one_house: House, person: NewPerson) -> None:
    visitor = started(one_house, person)
    told(one_house, visitor.kept_key(), [f"viesti {n}" for n in range(1, 251)])
    back_at(visitor, "viesti 250")
    earlier = visitor.chat.get_by_role("button", name="Näytä aiemmat viestit")
    earlier.focus()
    for _ in range(10):
        if not earlier.count():
            break
        expect(earlier).to_be_focused()
        above = visitor.messages.first.inner_text()
        visitor.page.keyboard.press("Enter")
        expect(visitor.messages.first).not_to_have_text(above)

    expect(visitor.messages.first).to_have_text("Hei")
    expect(visitor.chat.get_by_role("log")).to_be_focused()


# ----------------------------------------------------------------------------------------------------- what is new


def test_a_line_stands_where_one_left_off_until_it_is_read_and_one_writes(
    one_house: House, person: NewPerson, agent: StaffWindow
) -> None:
    visitor = talking(one_house, person, agent)
    visitor.chat.get_by_role("button", name="Sulje ikkuna").click()
    agent.say("Katson.")
    agent.say("Löytyi.")
    expect(visitor.launcher).to_have_accessible_name(re.compile("2"))

    visitor.launcher.click()
    line = visitor.chat.get_by_text("Uudet viestit")
    expect(line).to_be_in_viewport()
    assert between(visitor, "Hei! Miten voin auttaa?", line, "Katson.")
    says_nothing(visitor.page)
    expect(agent.page.get_by_text("Luettu").last).to_be_visible(timeout=READ_ALONE)
    agent.say("Tässä.")
    expect(visitor.messages.last).to_have_text("Tässä.")
    expect(line).to_have_count(1)
    assert between(visitor, "Hei! Miten voin auttaa?", line, "Katson.")

    visitor.say("Kiitos")
    expect(line).to_have_count(0)


def test_the_line_is_there_after_a_reload_too_and_a_long_absence_begins_at_it(
    one_house: House, person: NewPerson, agent: StaffWindow, look: Look
) -> None:
    visitor = talking(one_house, person, agent)
    says_nothing(visitor.page)
    expect(agent.page.get_by_text("Luettu").last).to_be_visible(timeout=READ_ALONE)
    key = visitor.kept_key()
    visitor.page.goto("about:blank")
    told(one_house, key, [f"uusi {n}" for n in range(1, 41)], read=False)
    visitor.arrive()
    visitor.followed()

    line = visitor.chat.get_by_text("Uudet viestit")
    expect(line).to_be_in_viewport()
    assert between(visitor, "Hei! Miten voin auttaa?", line, "uusi 1")
    expect(visitor.messages.last).not_to_be_in_viewport()
    look(visitor.page, "new-messages")
    visitor.chat.get_by_role("button", name=re.compile("uutta viestiä")).click()
    expect(visitor.messages.last).to_be_in_viewport()
    expect(visitor.messages.last).to_have_text("uusi 40")


def test_a_new_message_does_not_move_what_one_reads_further_up(
    one_house: House, person: NewPerson, agent: StaffWindow
) -> None:
    visitor = talking(one_house, person, agent)
    visitor.page.set_viewport_size({"width": 1280, "height": 500})
    for n in range(1, 5):
        agent.say(f"Kohta {n}.\nEnsimmäinen rivi\ntoinen rivi\nkolmas rivi")
    expect(visitor.messages).to_have_count(6)
    mark = visitor.messages.filter(has_text="Kohta 1.")
    mark.scroll_into_view_if_needed()
    visitor.page.wait_for_timeout(100)
    place = y(mark)
    agent.say("Vielä yksi asia.")
    button = visitor.chat.get_by_role("button", name="1 uusi viesti")
    expect(button).to_be_visible()

    assert y(mark) == pytest.approx(place, abs=1)
    button.click()
    expect(visitor.messages.last).to_be_in_viewport()
    expect(visitor.messages.last).to_have_text("Vielä yksi asia.")


def test_each_new_message_is_announced_once_with_speaker_and_time(
    one_house: House, person: NewPerson, agent: StaffWindow
) -> None:
    visitor = talking(one_house, person, agent)
    frame = frame_of(visitor)
    frame.evaluate(WATCH_THE_LOG)
    agent.say("Selvitän asian.")
    expect(visitor.messages.last).to_have_text("Selvitän asian.")
    visitor.say("Kiitos!")
    # Its own mark: the message before has been read already.
    thanks = visitor.chat.locator(".message").filter(has_text="Kiitos!")
    expect(agent.messages.last).to_have_text("Kiitos!")
    says_nothing(agent.page)
    expect(thanks.get_by_text("Luettu")).to_be_visible(timeout=READ_ALONE)
    heard = frame.evaluate("window.added")

    assert len([text for text in heard if "Selvitän asian." in text]) == 1
    assert len([text for text in heard if "Kiitos!" in text]) == 1
    assert any(re.match(r"Agent A, klo \d{1,2}\.\d\d: Selvitän asian\.", text) for text in heard)
    assert any(re.match(r"Sinä, klo \d{1,2}\.\d\d: Kiitos!", text) for text in heard)

    frame = back_at(visitor, "Kiitos!")
    frame.wait_for_selector("[role=log][aria-live=polite]")
    frame.evaluate(WATCH_THE_LOG)
    visitor.choose("Svenska")
    expect(visitor.chat.get_by_role("textbox", name="Skriv ett meddelande")).to_be_visible()
    assert frame.evaluate("window.added") == []


def test_the_accessibility_tree_tells_who_said_what_and_when(
    one_house: House, person: NewPerson, agent: StaffWindow
) -> None:
    visitor = talking(one_house, person, agent)

    expect(visitor.chat.get_by_role("log", name="Viestit")).to_match_aria_snapshot(
        """
        - log "Viestit":
          - text: /^Sinä, klo \\d{1,2}\\.\\d\\d:/
          - paragraph: Hei
          - paragraph: Agent A liittyi keskusteluun
          - text: /^Agent A, klo \\d{1,2}\\.\\d\\d:/
          - paragraph: Hei! Miten voin auttaa?
        """
    )
    assert axe.violations(visitor.page) == []


# ------------------------------------------------------------------------------------- the answer is never hidden


def test_an_answer_that_comes_with_the_end_stays_before_the_eyes_of_whoever_looks(
    one_house: House, person: NewPerson, agent: StaffWindow, look: Look
) -> None:
    visitor = talking(one_house, person, agent)
    visitor.input.focus()
    agent.say("Kolme kappaletta pihalla.")
    agent.close()
    ended = visitor.chat.get_by_role("status").filter(has_text="Keskustelu on päättynyt")
    expect(ended).to_be_visible()

    expect(visitor.messages.last).to_have_text("Kolme kappaletta pihalla.")
    expect(visitor.messages.last).to_be_in_viewport(ratio=1)
    assert ended.evaluate("(one) => one === document.activeElement")
    look(visitor.page, "answered-and-ended")
    visitor.page.keyboard.press("Enter")
    expect(visitor.messages.last).to_be_in_viewport(ratio=1)
    visitor.go_on()
    look(visitor.page, "the-end")
    visitor.chat.get_by_role("button", name="Näytä viestit").click()
    expect(visitor.messages.last).to_be_in_viewport(ratio=1)


def test_an_answer_that_comes_with_the_end_is_what_the_badge_leads_to_and_seeing_it_empties_the_badge(
    one_house: House, person: NewPerson, agent: StaffWindow
) -> None:
    visitor = talking(one_house, person, agent)
    visitor.chat.get_by_role("button", name="Sulje ikkuna").click()
    agent.say("Kolme kappaletta pihalla.")
    agent.close()
    expect(visitor.chat.get_by_text("Keskustelu on päättynyt").first).to_be_attached()
    expect(visitor.launcher).to_contain_text("1")

    visitor.launcher.click()
    expect(visitor.messages.last).to_have_text("Kolme kappaletta pihalla.")
    expect(visitor.messages.last).to_be_in_viewport(ratio=1)
    expect(visitor.launcher).not_to_contain_text("1")
    visitor.go_on()


# -------------------------------------------------------------------------------------------------------- drafts


def test_a_draft_is_kept_over_closing_a_change_of_language_and_the_end(
    one_house: House, person: NewPerson, agent: StaffWindow
) -> None:
    visitor = talking(one_house, person, agent)
    visitor.input.fill("Kesken jäänyt ajatus")
    visitor.chat.get_by_role("button", name="Sulje ikkuna").click()
    visitor.launcher.click()
    expect(visitor.input).to_have_value("Kesken jäänyt ajatus")

    visitor.choose("English")
    expect(visitor.chat.get_by_role("textbox", name="Write a message")).to_have_value("Kesken jäänyt ajatus")
    visitor.chat.get_by_role("button", name="Menu").click()
    visitor.chat.get_by_role("button", name="Suomi").click()

    agent.close()
    expect(visitor.chat.get_by_text("Kesken jäänyt ajatus")).to_be_visible()
    visitor.go_on()
    expect(visitor.chat.get_by_text("Kesken jäänyt ajatus")).to_be_visible()
    visitor.chat.get_by_role("button", name="Uusi keskustelu").click()
    expect(visitor.input).to_have_value("Kesken jäänyt ajatus")


def test_characters_are_counted_near_the_end_and_the_last_that_fits_is_sent(
    one_house: House, person: NewPerson
) -> None:
    visitor = started(one_house, person)
    counter = visitor.chat.locator("#counter")
    visitor.input.fill("ä" * 1800)
    expect(counter).to_have_text("")
    visitor.input.fill("ä" * 2001)
    expect(counter).to_have_text("1 merkkiä liikaa. Lyhennä viestiä tai jaa se osiin.")
    visitor.input.press("Enter")
    expect(visitor.messages).to_have_count(1)
    visitor.input.fill("ä" * 2000)
    expect(counter).to_have_text("2000 / 2000 merkkiä")
    visitor.input.press("Enter")

    expect(visitor.messages).to_have_text(["Hei", "ä" * 2000])
    expect(visitor.chat.get_by_text("Lähetetty")).to_be_visible()


def test_a_long_draft_can_be_sent_as_several_messages_in_their_order(
    one_house: House, person: NewPerson, look: Look
) -> None:
    visitor = started(one_house, person)
    paragraphs = [f"{n}. kappale. {'sana ' * 300}".strip() for n in range(1, 4)]
    visitor.input.fill("\n\n".join(paragraphs))
    expect(visitor.chat.get_by_role("button", name="Lähetä 3 viestinä")).to_be_visible()
    look(visitor.page, "too-long")
    visitor.chat.get_by_role("button", name="Lähetä 3 viestinä").click()

    expect(visitor.messages).to_have_text(["Hei", *paragraphs])
    expect(visitor.chat.get_by_text("Lähetetty")).to_be_visible()
    expect(visitor.input).to_have_value("")
    expect(visitor.input).to_be_focused()


def test_a_book_is_not_pasted_and_nothing_is_lost(one_house: House, person: NewPerson, look: Look) -> None:
    visitor = started(one_house, person)
    visitor.input.fill("Tässä:")
    taken = visitor.input.evaluate(PASTE, "Alussa oli suo, kuokka ja Jussi. " * 4000)

    assert not taken
    expect(visitor.chat.get_by_role("alert")).to_have_text(
        re.compile(r"^Tekstissä on 132.000.merkkiä, ja viestiin mahtuu 2.000\. Tekstiä ei liitetty")
    )
    expect(visitor.input).to_have_value("Tässä:")
    look(visitor.page, "book-refused")
    visitor.input.press("End")
    visitor.input.press_sequentially(" ei mahdu")
    expect(visitor.chat.get_by_role("alert")).to_have_count(0)
    assert visitor.input.evaluate(PASTE, "mahtuu kyllä")


# ------------------------------------------------------------------------------------------- how texts are shown


def test_links_say_whose_page_they_open_and_tell_it_nothing(
    one_house: House, person: NewPerson, agent: StaffWindow
) -> None:
    visitor = talking(one_house, person, agent)
    agent.say(f"Ohje: https://pohjola.example/{'osa/' * 40}loppu")
    agent.say("ja https://\u0430\u0440\u0440\u04cf\u0435.example/ sekä https://pankki.example@evil.example/x")
    links = visitor.messages.get_by_role("link")
    expect(links).to_have_count(2)

    expect(links.first).to_contain_text("https://pohjola.example/osa/osa/osa/osa/osa/osa…sa/osa/loppu")
    expect(links.last).to_contain_text("(sivusto xn--80ak6aa92e.example)")
    for link in links.all():
        assert link.get_attribute("rel") == "noopener noreferrer nofollow"
        assert link.get_attribute("target") == "_blank"


@pytest.mark.parametrize(
    "size", [(320, 568), (390, 844), (844, 390), (320, 256)], ids=["small", "phone", "landscape", "zoom-400"]
)
def test_nothing_runs_over_the_edge_whatever_is_written_on_any_screen(
    one_house: House, person: NewPerson, size: tuple[int, int], look: Look
) -> None:
    visitor = started(one_house, person, viewport={"width": size[0], "height": size[1]}, has_touch=True)
    texts = [
        "pitkä" * 80,
        "```\nif (x) { console.log('" + "x" * 200 + "') }\n```",
        f"https://{'pitka.' * 30}example/{'a' * 400}",
        "مرحبا! كيف يمكنني المساعدة؟ ABC",
        "👩🏽‍🚒🇫🇮👍🏿",
        "Aja `npm ci` ja `npm run build`",
        "<img src=x onerror=alert(1)>",
    ]
    told(one_house, visitor.kept_key(), texts)
    frame = back_at(visitor, texts[-1], shut=True)
    look(visitor.page, f"odd-texts-{size[0]}")
    for spaced in (False, True):
        if spaced:
            frame.evaluate(
                """(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
                document.adoptedStyleSheets.push(sheet); }""",
                TEXT_SPACING,
            )
        assert frame.evaluate(OVERFLOWING) == []
        assert frame.evaluate("() => document.querySelector('.scroller').scrollWidth <= innerWidth")
        expect(visitor.input).to_be_in_viewport()
        expect(visitor.chat.get_by_role("button", name="Lähetä")).to_be_in_viewport(ratio=1)
        expect(visitor.chat.get_by_role("button", name="Sulje ikkuna")).to_be_in_viewport(ratio=1)
    assert visitor.input.evaluate("(input) => parseFloat(getComputedStyle(input).fontSize)") >= 16
    expect(visitor.chat.locator("code.block")).to_have_count(1)
    assert visitor.messages.nth(4).evaluate("(bubble) => getComputedStyle(bubble).direction") == "rtl"
    assert visitor.messages.locator("img").count() == 0


def test_times_and_days_are_told_on_the_visitors_own_clock(one_house: House, person: NewPerson) -> None:
    visitor = started(one_house, person, timezone_id="America/New_York")
    shown = visitor.chat.get_by_role("log").locator("time").inner_text()
    there = datetime.fromtimestamp(one_house.cloud.clock(), ZoneInfo("America/New_York"))
    hours, minutes = (int(part) for part in shown.split("."))

    assert (there.hour * 60 + there.minute - (hours * 60 + minutes)) % 1440 <= 2


def y(mark: Locator) -> float:
    box = mark.bounding_box()
    assert box is not None
    return box["y"]


def between(visitor: VisitorWindow, before: str, line: Locator, after: str) -> bool:
    first, last = (visitor.messages.filter(has_text=re.compile(f"^{re.escape(text)}$")) for text in (before, after))
    return y(first) < y(line) < y(last)


# --------------------------------------------------------------------------------------------------------- sound


def test_it_rings_only_where_one_has_asked_for_it_and_does_not_look(
    one_house: House, person: NewPerson, agent: StaffWindow
) -> None:
    visitor = talking(one_house, person, agent)
    frame = frame_of(visitor)

    def rings() -> int:
        return int(frame.evaluate("window.tones"))

    def rung(notes: int) -> None:
        for _ in range(100):
            if rings() >= notes:
                return
            visitor.page.wait_for_timeout(50)
        pytest.fail("it did not ring")

    visitor.chat.get_by_role("button", name="Sulje ikkuna").click()
    agent.say("Ensimmäinen")
    expect(visitor.launcher).to_have_accessible_name(re.compile("1"))
    visitor.launcher.click()
    assert rings() == 0

    visitor.chat.get_by_role("button", name="Valikko").click()
    switch = visitor.chat.get_by_role("switch", name="Merkkiääni viesteistä")
    expect(switch).not_to_be_checked()
    switch.click()
    expect(switch).to_be_checked()
    rung(2)
    visitor.page.keyboard.press("Escape")
    agent.say("Toinen")
    expect(visitor.messages.last).to_have_text("Toinen")

    visitor.page.wait_for_timeout(2000)
    visitor.chat.get_by_role("button", name="Sulje ikkuna").click()
    agent.say("Kolmas")
    rung(4)
    visitor.page.wait_for_timeout(500)
    assert rings() == 4

    frame = back_at(visitor, "Kolmas", shut=True)
    visitor.chat.get_by_role("button", name="Valikko").click()
    expect(switch).to_be_checked()
    assert rings() == 0
