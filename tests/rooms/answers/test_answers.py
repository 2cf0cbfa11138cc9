"""Canned answers through the service: who has which, who is told what, and how many there may be when all write at once."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest

from chalicelib.chat.actions import accessing
from chalicelib.chat.answers import Answers
from chalicelib.chat.errors import (
    ChangedMeanwhile,
    CommitmentMissing,
    LogUnavailable,
    NotFound,
    SettingsRefused,
    Unauthenticated,
)
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Profile
from chalicelib.chat.who import Role, Staff
from chalicelib.rooms.answers import actions
from chalicelib.rooms.answers.wire import (
    AnswersPage,
    CannedAnswer,
    DeleteAnswer,
    ImportAnswers,
    SaveAnswer,
    Whose,
)
from chalicelib.rooms.people import rules as people
from tests.rooms.answers.test_rules import canned
from tests.service.conftest import Desk, staff
from tests.test_platform import FULL_OWN, FULL_SHARED

AGENT = staff("agent.a")
COLLEAGUE = staff("agent.b")
REVIEWER = staff("reviewer.a", "reviewer")
SUPERVISOR = staff("supervisor.a", "supervisor")
FILE = "key;title;fi\r\nhei;Tervehdys;Hei!\r\n"


def page(desk: Desk, who: Staff) -> AnswersPage:
    return actions.page(desk.services, who)


def save(desk: Desk, who: Staff, whose: Whose, key: str = "hei", **said: Any) -> CannedAnswer:
    return actions.save(desk.services, who, whose, SaveAnswer(answer=canned(key, **said)))


def again(desk: Desk, who: Staff, whose: Whose, read: CannedAnswer, **change: Any) -> CannedAnswer:
    return actions.save(desk.services, who, whose, SaveAnswer(answer=msgspec.structs.replace(read, **change)))


def recorded(desk: Desk) -> list[tuple[str, str, str, str]]:
    events = [json.loads(each["message"]) for each in desk.cloud.log_events()]
    return [(each["actor"], each["action"], each["object"], each["outcome"]) for each in events]


# ------------------------------------------------------------------------------------------------- who has which


def test_ones_own_are_seen_by_nobody_else_and_the_shared_ones_by_all_who_answer(desk: Desk) -> None:
    mine, ours = save(desk, AGENT, "own", "oma"), save(desk, REVIEWER, "shared", "hei")

    assert (page(desk, AGENT).own, page(desk, AGENT).shared) == ((mine,), (ours,))
    for who in (COLLEAGUE, REVIEWER, SUPERVISOR):
        assert (page(desk, who).own, page(desk, who).shared) == ((), (ours,))


@pytest.mark.parametrize("role", ["reviewer", "supervisor"])
def test_shared_ones_are_written_by_reviewers_and_supervisors_and_not_by_agents(role: Role, desk: Desk) -> None:
    writer = staff("somebody", role)
    ours = save(desk, writer, "shared")
    file = actions.file(desk.services, writer, "shared")

    for refused in (
        lambda: save(desk, AGENT, "shared", "hej"),
        lambda: actions.delete(desk.services, AGENT, "shared", DeleteAnswer(id=ours.id, changed_at=ours.changed_at)),
        lambda: actions.file(desk.services, AGENT, "shared"),
        lambda: actions.check_import(desk.services, AGENT, "shared", ImportAnswers(csv=file.csv)),
        lambda: actions.bring(desk.services, AGENT, "shared", ImportAnswers(csv=file.csv)),
        lambda: save(desk, writer, "own"),
        lambda: actions.choose_greeting(desk.services, writer, None),
    ):
        with pytest.raises(NotFound):
            refused()
    assert page(desk, AGENT).shared == (ours,)


@pytest.mark.parametrize("role", ["trainer", "administrator", "data-protection-officer"])
def test_nobody_else_has_any(role: Role, desk: Desk) -> None:
    with pytest.raises(NotFound):
        page(desk, staff("somebody", role))
    with pytest.raises(CommitmentMissing):
        page(desk, staff("agent.new", "agent", committed=False))


def test_of_what_is_known_already_only_that_is_told(desk: Desk) -> None:
    save(desk, REVIEWER, "shared")
    known = page(desk, AGENT).version

    assert actions.page(desk.services, AGENT, known) == AnswersPage(version=known, same=True)
    save(desk, COLLEAGUE, "own")
    assert actions.page(desk.services, AGENT, known).same
    save(desk, REVIEWER, "shared", "kiitos")
    assert len(actions.page(desk.services, AGENT, known).shared) == 2


# ------------------------------------------------------------------------------------------------- changing


def test_whoever_saves_what_another_has_changed_is_told_who_and_when_and_nothing_is_lost(desk: Desk) -> None:
    read = save(desk, REVIEWER, "shared")
    theirs = again(desk, SUPERVISOR, "shared", read, title="Toisen")

    with pytest.raises(ChangedMeanwhile) as refused:
        again(desk, REVIEWER, "shared", read, title="Minun")
    assert refused.value.data == {"by": "supervisor.a", "at": theirs.changed_at}
    with pytest.raises(ChangedMeanwhile):
        actions.delete(desk.services, REVIEWER, "shared", DeleteAnswer(id=read.id, changed_at=read.changed_at))
    assert page(desk, REVIEWER).shared == (theirs,)
    assert again(desk, REVIEWER, "shared", theirs, title="Minun").title == "Minun"


def test_what_is_done_to_shared_ones_is_recorded_first_and_what_is_ones_own_is_not(desk: Desk) -> None:
    save(desk, AGENT, "own")
    assert recorded(desk) == []

    kept = save(desk, REVIEWER, "shared")
    actions.file(desk.services, REVIEWER, "shared")
    actions.delete(desk.services, REVIEWER, "shared", DeleteAnswer(id=kept.id, changed_at=kept.changed_at))
    assert recorded(desk) == [("reviewer.a", "answers_changed", "answers", "allowed")] * 2

    desk.cloud.fail("logs", "PutLogEvents", times=20)
    with pytest.raises(LogUnavailable):
        save(desk, REVIEWER, "shared")
    assert page(desk, REVIEWER).shared == ()


def test_a_save_that_was_reported_lost_is_done_once_when_it_is_sent_again(desk: Desk) -> None:
    kept = save(desk, REVIEWER, "shared")

    assert save(desk, REVIEWER, "shared") == kept
    assert recorded(desk) == [("reviewer.a", "answers_changed", "answers", "allowed")]
    fault = desk.cloud.fail("dynamodb", "UpdateItem", error="InternalServerError", before=False)
    assert again(desk, REVIEWER, "shared", kept, title="Toinen").title == "Toinen"
    assert fault.happened == 1


def test_a_deleted_answer_comes_back_as_it_was(desk: Desk) -> None:
    kept = save(desk, AGENT, "own")
    actions.delete(desk.services, AGENT, "own", DeleteAnswer(id=kept.id, changed_at=kept.changed_at))
    with pytest.raises(NotFound):
        again(desk, AGENT, "own", kept, title="Toinen")

    back = again(desk, AGENT, "own", kept, changed_at=0)
    assert msgspec.structs.replace(back, changed_at=kept.changed_at) == kept


def test_a_site_that_there_is_not_is_refused(desk: Desk) -> None:
    with pytest.raises(SettingsRefused) as refused:
        save(desk, REVIEWER, "shared", sites=("elsewhere",))
    assert [(each.where, each.code) for each in refused.value.data["mistakes"]] == [("sites", "no_site")]
    assert save(desk, REVIEWER, "shared", sites=("demo",)).sites == ("demo",)


def test_one_begins_with_an_answer_for_as_long_as_it_is_there(desk: Desk) -> None:
    ours = save(desk, REVIEWER, "shared")
    actions.choose_greeting(desk.services, AGENT, ours.id)
    assert (page(desk, AGENT).greeting, page(desk, COLLEAGUE).greeting) == (ours.id, None)

    actions.delete(desk.services, REVIEWER, "shared", DeleteAnswer(id=ours.id, changed_at=ours.changed_at))
    assert page(desk, AGENT).greeting is None
    with pytest.raises(NotFound):
        actions.choose_greeting(desk.services, COLLEAGUE, ours.id)


# ------------------------------------------------------------------------------------------------- files


def test_what_a_file_would_do_is_told_before_it_is_done_and_a_change_between_is_told(desk: Desk) -> None:
    told = actions.check_import(desk.services, AGENT, "own", ImportAnswers(csv=FILE))
    assert (told.added, told.read, page(desk, AGENT).own) == (("hei",), 0, ())

    done = actions.bring(desk.services, AGENT, "own", ImportAnswers(csv=FILE, read=told.read))
    assert (done.added, [each.key for each in page(desk, AGENT).own]) == (("hei",), ["hei"])
    assert actions.bring(desk.services, AGENT, "own", ImportAnswers(csv=FILE, read=told.read)).same == 1

    other = actions.check_import(desk.services, AGENT, "own", ImportAnswers(csv=FILE.replace("Hei!", "Moi!")))
    save(desk, AGENT, "own", "kiitos")
    with pytest.raises(ChangedMeanwhile):
        actions.bring(desk.services, AGENT, "own", ImportAnswers(csv=FILE.replace("Hei!", "Moi!"), read=other.read))


def test_of_a_file_with_a_mistake_nothing_is_saved(desk: Desk) -> None:
    with pytest.raises(SettingsRefused):
        actions.bring(desk.services, REVIEWER, "shared", ImportAnswers(csv=FILE + "kiitos;;Kiitos\r\n"))
    assert page(desk, REVIEWER).shared == ()
    assert recorded(desk) == []


def test_the_exported_file_brings_all_of_it_back(desk: Desk) -> None:
    save(
        desk, REVIEWER, "shared", "hei", text={"fi": '=1+1; "lainaus"\nToinen rivi', "en": "'-quoted"}, sites=("demo",)
    )
    save(desk, REVIEWER, "shared", "kiitos")
    before, file = page(desk, REVIEWER).shared, actions.file(desk.services, REVIEWER, "shared").csv
    for each in before:
        actions.delete(desk.services, REVIEWER, "shared", DeleteAnswer(id=each.id, changed_at=each.changed_at))

    actions.bring(desk.services, REVIEWER, "shared", ImportAnswers(csv=file))

    said = [(each.key, each.title, each.text, each.sites) for each in page(desk, REVIEWER).shared]
    assert said == [(each.key, each.title, each.text, each.sites) for each in before]


# ------------------------------------------------------------------------------------------------- how many


@pytest.mark.parametrize(
    ("who", "whose", "full"), [(AGENT, "own", FULL_OWN), (REVIEWER, "shared", FULL_SHARED)], ids=["own", "shared"]
)
def test_so_many_there_may_be_and_no_more(desk: Desk, who: Staff, whose: Whose, full: Answers) -> None:
    few = msgspec.structs.replace(
        full, answers=tuple(msgspec.structs.replace(each, text={"fi": "Hei"}) for each in full.answers[:-1])
    )
    assert desk.services.answers.change(who.person if whose == "own" else None, Answers(), few, who.person) is not None

    save(desk, who, whose, "viimeinen")
    with pytest.raises(SettingsRefused) as refused:
        save(desk, who, whose, "liikaa")
    with pytest.raises(SettingsRefused):
        actions.bring(desk.services, who, whose, ImportAnswers(csv=FILE))
    assert [each.code for each in refused.value.data["mistakes"]] == ["too_many"]
    assert len(getattr(page(desk, who), whose)) == getattr(LIMITS, f"{whose}_answers")


def test_so_much_room_they_take_together_and_no_more(desk: Desk) -> None:
    fuller = msgspec.structs.replace(FULL_OWN, answers=FULL_OWN.answers[:-1])
    assert desk.services.answers.change(AGENT.person, Answers(), fuller, AGENT.person) is not None
    longest = len(FULL_OWN.answers[-1].text["fi"])

    with pytest.raises(SettingsRefused) as refused:
        save(desk, AGENT, "own", text={"fi": "😀" * (longest + 60)})
    assert [(each.code, each.limit) for each in refused.value.data["mistakes"]] == [
        ("too_large", LIMITS.own_answers_bytes)
    ]
    assert save(desk, AGENT, "own", text={"fi": "😀" * (longest - 60)}).key == "hei"


def test_of_many_who_write_at_once_as_many_have_done_so_as_there_may_be(desk: Desk) -> None:
    room = 3
    few = msgspec.structs.replace(
        FULL_SHARED,
        answers=tuple(msgspec.structs.replace(each, text={"fi": "Hei"}) for each in FULL_SHARED.answers[:-room]),
    )
    assert desk.services.answers.change(None, Answers(), few, "reviewer.a") is not None
    together = threading.Barrier(8)

    def writes(n: int) -> bool:
        together.wait()
        try:
            save(desk, staff(f"reviewer.{n}", "reviewer"), "shared", f"uusi-{n}")
        except SettingsRefused:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(writes, range(8))) == room
    assert len(page(desk, AGENT).shared) == LIMITS.shared_answers


def test_two_who_change_different_answers_at_once_both_do_and_of_one_answer_only_one_does(desk: Desk) -> None:
    one, other = save(desk, REVIEWER, "shared", "yksi"), save(desk, REVIEWER, "shared", "kaksi")
    together = threading.Barrier(3)

    def changes(what: tuple[CannedAnswer, str]) -> bool:
        together.wait()
        try:
            again(desk, staff(f"reviewer.{what[1]}", "reviewer"), "shared", what[0], title=what[1])
        except ChangedMeanwhile:
            return False
        return True

    with ThreadPoolExecutor(3) as threads:
        done = list(threads.map(changes, [(one, "a"), (one, "b"), (other, "c")]))
    assert sorted(done[:2]) == [False, True]
    assert done[2]
    titles = {each.key: each.title for each in page(desk, AGENT).shared}
    assert titles == {"yksi": "a" if done[0] else "b", "kaksi": "c"}


# ------------------------------------------------------------------------------------------------- whoever leaves


def leaves(desk: Desk, person: str) -> None:
    profile = Profile(person=person, alias="A")
    desk.services.people.leave(people.left(profile, desk.services.milliseconds()))


def test_whoever_has_left_saves_nothing_that_would_stay(desk: Desk) -> None:
    leaves(desk, COLLEAGUE.person)

    with pytest.raises(Unauthenticated):
        save(desk, COLLEAGUE, "own")
    assert desk.services.answers.kept(COLLEAGUE.person) == Answers()
    save(desk, AGENT, "own")
    assert page(desk, AGENT).own


def test_a_record_names_nobodys_words(desk: Desk) -> None:
    save(desk, REVIEWER, "shared", title="Salaisuus")

    assert "Salaisuus" not in str(desk.cloud.log_events())
    assert accessing.event(desk.services, REVIEWER, "answers_changed", "answers", "guidance").object == "answers"
