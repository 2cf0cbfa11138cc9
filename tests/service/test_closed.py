"""The chat closed by an operator: nobody begins, whoever has begun goes on, and everybody reads why."""

import json

import msgspec
import pytest

from chalicelib.chat.actions import talking
from chalicelib.chat.errors import ChatClosed
from chalicelib.chat.people import Administrator
from chalicelib.chat.wire import Language, Start
from chalicelib.entrypoints import pages
from chalicelib.rooms.settings import actions, stage
from chalicelib.rooms.settings.wire import ClosedChat, SaveStage
from tests.service.conftest import KEY, Desk, staff

NOW = 1_796_000_010.0
WORDS: dict[Language, str] = {"fi": "Palaamme klo 12.", "sv": "Vi är här kl. 12.", "en": "We are back at 12."}
OPERATOR = Administrator("maija.o")
ADMIN = staff("admin.a", "administrator")
HERE = "192.0.2.7"
OTHER = "visitor-2".ljust(43, "x")


def close(desk: Desk) -> None:
    stage.close_chat(desk.services, OPERATOR, WORDS)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_nobody_begins_and_everybody_reads_why_in_their_language(language: Language, desk: Desk) -> None:
    close(desk)

    with pytest.raises(ChatClosed) as refused:
        talking.start(
            desk.services, KEY, Start(site="demo", language=language, id="message-1", text="Hei"), "192.0.2.0/24"
        )

    assert refused.value.data == {"words": WORDS[language]}
    assert desk.services.conversations.waiting("general") == []


def test_a_language_without_words_has_the_first(desk: Desk) -> None:
    stage.close_chat(desk.services, OPERATOR, {"en": "We are back at 12."})

    with pytest.raises(ChatClosed) as refused:
        desk.start()
    assert refused.value.data == {"words": "We are back at 12."}


def test_what_has_begun_goes_on_and_its_start_can_be_repeated(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    close(desk)

    assert desk.say(visitor, conversation.id, 2, "Vielä").seq == 3
    assert desk.say(agent, conversation.id, 1, "Hetki").seq == 4
    assert desk.start().facts.conversation == conversation.id
    with pytest.raises(ChatClosed):
        desk.start(OTHER)


def test_it_is_opened_again_and_both_are_recorded_under_who_did(desk: Desk) -> None:
    close(desk)
    assert stage.open_chat(desk.services, OPERATOR) is True
    assert stage.open_chat(desk.services, OPERATOR) is False

    assert desk.start().facts.status == "waiting"
    assert desk.logged()[:2] == [("maija.o", "chat_closed", "stage"), ("maija.o", "chat_opened", "stage")]


def test_the_chat_says_it_first_for_an_hour_and_then_the_days_notice_again(desk: Desk) -> None:
    site = desk.services.sites.get("demo")
    assert site is not None
    before = json.loads(pages.data_of(site, desk.services)["own"])
    close(desk)

    until = int(desk.services.now()) + 3600
    closed = {"until": until, "words": WORDS}
    assert json.loads(pages.data_of(site, desk.services)["own"]) == {**before, "closed": closed}

    stage.open_chat(desk.services, OPERATOR)
    assert json.loads(pages.data_of(site, desk.services)["own"]) == before


def test_the_settings_say_since_when_by_whom_and_what_is_read_whatever_is_saved_meanwhile(desk: Desk) -> None:
    def told() -> ClosedChat | None:
        on_page, in_list = stage.page(desk.services, ADMIN, HERE).closed, actions.sites(desk.services, ADMIN).closed
        assert on_page == in_list
        return on_page

    assert told() is None
    close(desk)
    since = desk.services.milliseconds()
    assert told() == ClosedChat(words=dict(WORDS), since=since, by="maija.o")

    desk.cloud.clock.advance(600)
    shown = stage.page(desk.services, ADMIN, HERE)
    stage.save(desk.services, ADMIN, SaveStage(settings=shown.settings, version=shown.version), HERE)
    after = msgspec.structs.replace(shown.settings, told_after_minutes=90)
    stage.save(desk.services, ADMIN, SaveStage(settings=after, version=shown.version), HERE)
    assert told() == ClosedChat(words=dict(WORDS), since=since, by="maija.o")

    desk.cloud.clock.advance(600)
    stage.close_chat(desk.services, Administrator("pekka.o"), {"fi": "Palaamme klo 14."})
    desk.cloud.clock.advance(60)
    assert told() == ClosedChat(words={"fi": "Palaamme klo 14."}, since=since, by="maija.o")

    stage.open_chat(desk.services, OPERATOR)
    desk.cloud.clock.advance(60)
    assert told() is None
    close(desk)
    desk.cloud.clock.advance(60)
    again = told()
    assert again is not None
    assert (again.since, again.by) == (desk.services.milliseconds() - 60_000, "maija.o")


def test_since_when_is_not_told_where_too_much_was_saved_since_to_know_it(desk: Desk) -> None:
    close(desk)
    for minutes in range(20, 19 + desk.services.limits.versions_listed):
        desk.cloud.clock.advance(60)
        shown = stage.page(desk.services, ADMIN, HERE)
        assert shown.closed is not None
        assert shown.closed.since is not None
        after = msgspec.structs.replace(shown.settings, told_after_minutes=minutes)
        stage.save(desk.services, ADMIN, SaveStage(settings=after, version=shown.version), HERE)

    assert stage.page(desk.services, ADMIN, HERE).closed == ClosedChat(words=dict(WORDS))
