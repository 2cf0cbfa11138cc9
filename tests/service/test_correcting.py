"""An agent puts right what they said last: the original stays, everybody is told, and hiding takes both."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.chat import conversation as rules
from chalicelib.chat import letters
from chalicelib.chat.actions import correcting, data_rights, hiding, passing, talking
from chalicelib.chat.conversation import Conversation, Line
from chalicelib.chat.errors import (
    ConversationClosed,
    EmptyMessage,
    LogUnavailable,
    MessageTooLong,
    NotFound,
    NotNewest,
    TooMany,
)
from chalicelib.chat.hiding import DOTS
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Job
from chalicelib.chat.wire import Changed, Correct, Facts, Hide, Told
from tests.service.conftest import Desk, staff

WRONG, RIGHT = "Takuu on kaksi vuotta, kanarialintu", "Takuu on kolme vuotta, tunnus 131052-308T"


class Talk:
    """A conversation in which an agent has answered wrongly, with both sides listening."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.services = desk, desk.services
        conversation, self.visitor, self.agent = desk.taken()
        self.id = conversation.id
        self.said = desk.say(self.agent, self.id, 1, WRONG).seq
        for connection, who in (("visitor-1", "visitor"), ("agent-1", "agent.a")):
            self.services.conversations.listen(self.stored, connection, who, self.services.milliseconds())

    @property
    def stored(self) -> Conversation:
        found = self.services.conversations.get(self.id)
        assert found is not None
        return found

    @property
    def lines(self) -> dict[int, Line]:
        return self.services.conversations.lines(self.stored)

    def correct(self, text: str = RIGHT, *, about: int = 0, name: str = "correction-1", who: object = None) -> Facts:
        body = Correct(about=about or self.said, id=name, text=text)
        return correcting.correct(self.services, who or self.agent, self.stored, body)  # type: ignore[arg-type]

    def corrections(self) -> list[Line]:
        return [line for line in self.lines.values() if line.kind == "corrected"]

    def records(self) -> list[str]:
        return [action for _, action, about in self.desk.logged() if about == self.id]


@pytest.fixture
def talk(desk: Desk) -> Talk:
    return Talk(desk)


def test_the_original_stays_the_new_words_are_masked_and_both_sides_are_told(talk: Talk) -> None:
    facts = talk.correct()

    correction = talk.lines[facts.seq]
    assert talk.lines[talk.said].text == WRONG
    assert (correction.kind, correction.by, correction.about) == ("corrected", "agent.a", talk.said)
    assert correction.text == "Takuu on kolme vuotta, tunnus ••••••"
    assert correction.masked == ("identity_code",)
    for connection in ("visitor-1", "agent-1"):
        told = talk.desk.sockets.heard(connection, Told)[-1].entry
        assert told is not None
        assert (told.kind, told.by, told.about, told.alias) == ("corrected", "agent", talk.said, "Agent.A")
    assert "correction_made" in talk.records()


def test_what_was_corrected_comes_again_to_whoever_reads_later(talk: Talk) -> None:
    talk.correct("Takuu on kolme vuotta")

    for who in (talk.visitor, talk.agent):
        entries = talking.history(talk.services, who, talk.stored, 0).entries
        assert [(each.text, each.about) for each in entries[-2:]] == [
            (WRONG, None),
            ("Takuu on kolme vuotta", talk.said),
        ]


def test_a_repeated_correction_is_one_whatever_has_happened_since(talk: Talk) -> None:
    talk.correct()
    talk.correct("Jotain muuta")
    talk.desk.say(talk.agent, talk.id, 2, "Vielä yksi asia")
    talk.correct()
    talking.close(talk.services, talk.agent, talk.stored)
    talk.correct()

    assert len(talk.corrections()) == 1
    assert talk.records().count("correction_made") == 1


def test_only_the_newest_message_of_ones_own_is_corrected(talk: Talk) -> None:
    talk.desk.say(talk.visitor, talk.id, 2, "Ahaa")
    talk.correct()  # what the visitor says does not make it older

    for about in (1, 2, 99):  # the visitor's, the joining, nothing
        with pytest.raises(NotFound):
            talk.correct(about=about, name=f"correction-{about:02}")
    newer = talk.desk.say(talk.agent, talk.id, 2, "Vielä yksi asia").seq
    with pytest.raises(NotNewest):
        talk.correct(name="correction-2")
    talk.correct("Vielä toinen asia", about=newer, name="correction-3")
    assert len(talk.corrections()) == 2


def test_a_correction_that_is_overtaken_by_the_next_message_is_refused(talk: Talk) -> None:
    before = talk.stored
    talk.desk.say(talk.agent, talk.id, 2, "Vielä yksi asia")
    body = Correct(about=talk.said, id="correction-1", text=RIGHT)

    with pytest.raises(NotNewest):
        correcting.correct(talk.services, talk.agent, before, body)
    assert talk.corrections() == []


@pytest.mark.parametrize("who", [staff("agent.b"), staff("reviewer", "reviewer")], ids=["another agent", "a reviewer"])
def test_nobody_else_corrects_it(talk: Talk, who: object) -> None:
    with pytest.raises(NotFound):
        talk.correct(who=who)
    with pytest.raises(NotFound):
        talk.correct(who=talk.visitor)
    assert talk.corrections() == []


def test_whoever_has_passed_it_on_corrects_nothing_more(talk: Talk) -> None:
    passing.pass_on(talk.services, talk.agent, talk.id, None)

    with pytest.raises(NotFound):
        talk.correct()


def test_after_the_end_the_visitor_corrects_and_the_agent_does_not(talk: Talk) -> None:
    talking.close(talk.services, talk.agent, talk.stored)

    with pytest.raises(ConversationClosed):
        talk.correct()
    talk.correct("Tarkoitin Havua", about=1, who=talk.visitor)
    assert [line.by for line in talk.corrections()] == ["visitor"]


@pytest.mark.parametrize(("text", "refusal"), [("  ", EmptyMessage), ("a" * 2_001, MessageTooLong)])
def test_a_correction_is_a_message(talk: Talk, text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        talk.correct(text)
    talk.correct("a" * 2_000)


def test_a_conversation_has_twenty_of_its_agents_and_the_visitors_own_besides(talk: Talk) -> None:
    for n in range(LIMITS.corrections_a_conversation):
        talk.correct(f"Korjaus {n}", name=f"correction-{n}")
    with pytest.raises(TooMany) as refused:
        talk.correct(name="correction-x")
    assert refused.value.data == {"of": "conversation"}

    talk.correct("Havu 12", about=1, name="correction-v", who=talk.visitor)
    assert len(talk.corrections()) == LIMITS.corrections_a_conversation + 1


def test_of_as_many_windows_as_correct_at_once_none_loses_to_another(talk: Talk) -> None:
    before, together = talk.stored, threading.Barrier(5)

    def corrects(n: int) -> Facts:
        together.wait()
        body = Correct(about=talk.said, id=f"correction-{n}", text=f"Korjaus {n}")
        return correcting.correct(talk.services, talk.agent, before, body)

    with ThreadPoolExecutor(5) as threads:
        list(threads.map(corrects, range(5)))

    assert sorted(line.text or "" for line in talk.corrections()) == [f"Korjaus {n}" for n in range(5)]


def test_without_its_record_nothing_is_corrected(talk: Talk) -> None:
    talk.desk.cloud.fail("logs", "PutLogEvents", times=20)

    with pytest.raises(LogUnavailable):
        talk.correct()
    assert talk.corrections() == []


def test_silence_begins_anew_with_what_was_put_right(talk: Talk) -> None:
    talk.desk.cloud.clock.advance(25 * 60)
    at = talk.services.milliseconds()
    talk.correct()

    assert rules.quiet_since(talk.stored) == at


# ------------------------------------------------------------------------------------------------------ copies


def test_the_copy_and_the_mail_have_both_and_say_which_corrects_which(talk: Talk) -> None:
    talk.desk.cloud.clock.advance(60)
    talk.correct("Takuu on kolme vuotta")

    copy = data_rights.copy(talk.services, talk.visitor, talk.stored)
    assert [(each.kind, each.about) for each in copy.entries[-2:]] == [("said", None), ("corrected", talk.said)]
    page = data_rights.page(talk.services, talk.visitor, talk.stored, "fi")
    assert WRONG in page
    assert "Takuu on kolme vuotta" in page
    assert "korjaus viestiin, jonka hän kirjoitti" in page
    assert "jonka kirjoitit" not in page


def test_the_answer_to_a_left_question_has_what_puts_it_right_beside_it(talk: Talk) -> None:
    talk.correct("Takuu on kolme vuotta")

    mail = letters.transcript(
        talk.stored,
        talk.lines,
        None,
        to="visitor@example.com",
        settings=talk.services.settings,
        rights_code="0000-0000-0000",
        answers=True,
    ).decode()

    assert mail.index("kaksi vuotta") < mail.index("kolme vuotta") < mail.index("Hei")


# ------------------------------------------------------------------------------------------------------ hiding


@pytest.mark.parametrize("place", ["the original", "the correction"])
@pytest.mark.parametrize("in_pages", [False, True], ids=["on the head", "in a page"])
def test_hiding_either_takes_both(talk: Talk, place: str, *, in_pages: bool) -> None:
    correction = talk.correct("Kanarialintu on kolme vuotta").seq
    if in_pages:
        for n in range(2, 7):
            talk.desk.cloud.clock.advance(10)
            talk.desk.say(talk.visitor, talk.id, n, "täytettä " * 60)
        assert talk.stored.first > correction
    seq = talk.said if place == "the original" else correction
    facts = hiding.hide(talk.services, talk.agent, talk.stored, Hide(seq=seq, ground="personal_data"))

    assert facts.hidden == (talk.said, correction)
    for each in (talk.said, correction):
        line = talk.lines[each]
        assert (line.text, line.masked, line.hidden_by) == (DOTS, (), "agent")
    kept = [item for item in talk.desk.cloud.items() if talk.id in item["pk"]]
    assert "anarialintu" not in str(kept)
    for connection in ("visitor-1", "agent-1"):
        assert talk.desk.sockets.heard(connection, Changed)[-1].facts.hidden == facts.hidden
    assert talk.records().count("message_hidden") == 1


def test_a_visitor_who_hides_what_they_corrected_hides_the_correction_too(talk: Talk) -> None:
    correction = talk.correct("Havu 12", about=1, who=talk.visitor).seq

    assert hiding.hide(talk.services, talk.visitor, talk.stored, Hide(seq=1)).hidden == (1, correction)


def test_nothing_puts_right_what_is_hidden_but_a_repetition_is_answered(talk: Talk) -> None:
    talk.correct()
    hiding.hide(talk.services, talk.agent, talk.stored, Hide(seq=talk.said, ground="personal_data"))

    with pytest.raises(NotFound):
        talk.correct(name="correction-2")
    before = talk.stored
    talk.correct()
    assert talk.stored == before


def test_a_correction_that_was_begun_before_its_message_was_hidden_is_not_stored(talk: Talk) -> None:
    before = talk.stored
    hiding.hide(talk.services, talk.agent, before, Hide(seq=talk.said, ground="personal_data"))

    with pytest.raises(NotFound):
        correcting.correct(talk.services, talk.agent, before, Correct(about=talk.said, id="correction-1", text=RIGHT))
    assert talk.corrections() == []


def test_what_was_cut_off_between_the_two_is_finished_by_the_job(talk: Talk) -> None:
    correction = talk.correct("Kanarialintu").seq
    line = talk.lines[talk.said]
    hidden = Line(
        kind="said", by="agent.a", at=line.at, id=line.id, n=line.n, text=DOTS, hidden_by="agent", hidden_at=line.at
    )
    talk.services.conversations.hide(talk.stored, talk.said, hidden, LIMITS.hides_a_conversation)
    assert talk.lines[correction].text == "Kanarialintu"

    hiding.finish(talk.services, Job(kind="hide", conversation=talk.id))

    assert talk.lines[correction].text == DOTS
    assert talk.stored.hidden == (talk.said, correction)
    assert talk.desk.sockets.heard("visitor-1", Changed)[-1].facts.hidden == (talk.said, correction)
