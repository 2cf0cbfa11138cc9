"""The notice as it is served, kept and named: one of a stage, the same for everybody, its rows the table's once they are there."""

import functools
import json
import re
from typing import Any, get_args

import msgspec
import pytest

from chalicelib import wiring
from chalicelib.aws import keys
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.notices import Notices
from chalicelib.aws.table.stage import StageSettings
from chalicelib.chat.actions import data_rights, talking
from chalicelib.chat.errors import NotFound, Unavailable
from chalicelib.chat.notice import page
from chalicelib.chat.notice.making import Notice
from chalicelib.chat.notice.page import KEPT_SECONDS
from chalicelib.chat.notice.rows import Rows, WrongRow
from chalicelib.chat.site import Site
from chalicelib.chat.stage import seeded
from chalicelib.chat.wire import Language, Start
from chalicelib.chat.words import NOTICE_IN
from chalicelib.entrypoints import notice, pages
from chalicelib.settings import read
from tests.chat.notices import changed
from tests.service.conftest import KEY, Desk
from tests.service.test_pages import request, written

NETWORK = "192.0.2.0/24"
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Stage:
    """The notices of a stage as another process has them, made by its settings."""

    def __init__(self, desk: Desk, seed: Rows | None = None, **settings: Any) -> None:
        chosen = msgspec.structs.replace(read(desk.cloud.environment), **settings)
        self.items = Items(desk.cloud.client("dynamodb"), chosen.table, desk.cloud.clock)
        self.notices = Notices(
            self.items,
            desk.cloud.clock,
            functools.partial(wiring.notice, chosen),
            lambda: seed or changed("demo", value=True),
            lambda: changed("demo", value=True),
            stage=StageSettings(self.items, desk.cloud.clock, seeded(chosen)),
        )

    def stored(self) -> dict[str, Any]:
        item = self.items.get(keys.notice())
        assert item is not None
        return item


def served(desk: Desk, **query: str) -> Any:
    return notice.notice(request({name: [value] for name, value in query.items()}, site="demo"), desk.services)


def said(document: str) -> str:
    return document.partition("<main>")[2].partition("</main>")[0]


def start(desk: Desk, version: str | None = None, key: str = KEY) -> str:
    body = Start(site="demo", language="fi", id="message-1", text="Hei", notice=version)
    started = talking.start(desk.services, key, body, NETWORK)
    found = desk.services.conversations.get(started.facts.conversation)
    assert found is not None
    return found.notice


# -------------------------------------------------------------------------------------------------------- the page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_is_served_in_each_language_as_a_page_without_scripts(desk: Desk, language: Language) -> None:
    answer = served(desk, language=language)

    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"] == (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src {page.STYLE_SOURCE}; frame-ancestors 'none'"
    )
    assert f'<html lang="{language}">' in answer.body
    assert NOTICE_IN[language].title in answer.body
    assert desk.services.settings.controller in answer.body


def test_without_a_language_the_notice_speaks_the_sites(desk: Desk) -> None:
    desk.services.sites.put(Site(key="demo", company="Demo Oy", origins=("http://127.0.0.1:8601",), language="sv"))

    assert '<html lang="sv">' in served(desk).body
    assert '<html lang="sv">' in served(desk, language="da").body


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("sv-FI,sv;q=0.9,en;q=0.8", "sv"),
        ("de, en;q=0.5, sv;q=0.7", "sv"),
        ("en;q=0, SV", "sv"),
        ("de", "fi"),
        ("*;q=,<b>", "fi"),
        ("", "fi"),
    ],
)
def test_without_a_language_the_notice_and_the_chats_own_page_speak_the_browsers(
    accepted: str, language: str, desk: Desk
) -> None:
    for door in (notice.notice, pages.chat):
        answer = door(request(headers={"accept-language": accepted}, site="demo"), desk.services)

        assert f'lang="{language}"' in str(answer.body).partition("<head>")[0]
        assert answer.headers["Vary"] == "Accept-Language"


def test_a_language_that_is_asked_for_goes_before_the_browsers(desk: Desk) -> None:
    for door in (notice.notice, pages.chat):
        answer = door(request({"language": ["en"]}, {"accept-language": "sv"}, site="demo"), desk.services)

        assert 'lang="en"' in str(answer.body).partition("<head>")[0]


def test_a_site_that_is_not_there_has_no_notice(desk: Desk) -> None:
    with pytest.raises(NotFound):
        notice.notice(request(site="other"), desk.services)


def test_the_chat_links_to_the_notice_where_the_company_has_none_of_its_own(desk: Desk) -> None:
    told = json.loads(written(str(pages.widget(request(site="demo"), desk.services).body))["notice"])

    assert told == {
        "version": desk.services.notices.current().notice.version,
        "controller": desk.services.settings.controller,
        "months": 2,
        "days": 7,
    }


# --------------------------------------------------------------------------------------- what a conversation keeps


def test_a_conversation_keeps_the_version_that_its_visitor_was_shown(desk: Desk) -> None:
    before = desk.services.notices.current().notice.version
    Stage(desk).notices.publish(changed("contact.phone", "+358 40 1"))
    desk.cloud.clock.advance(KEPT_SECONDS)
    now = desk.services.notices.current().notice.version

    assert before != now
    assert start(desk, before, "a" * 43) == before
    assert start(desk, now, "b" * 43) == now


@pytest.mark.parametrize("version", [None, "0123456789"])
def test_whatever_is_unknown_counts_as_the_current_version(desk: Desk, version: str | None) -> None:
    assert start(desk, version) == desk.services.notices.current().notice.version


def test_what_a_version_said_can_be_found_again(desk: Desk) -> None:
    first = served(desk, language="sv").body
    version = start(desk)
    Stage(desk).notices.publish(changed("contact.phone", "+358 40 1"))
    desk.cloud.clock.advance(KEPT_SECONDS)

    now = served(desk, language="sv").body
    assert said(now) != said(first)
    assert f'<a href="?language=sv&amp;version={version}">' in now.rpartition("<footer>")[2]
    assert said(served(desk, language="sv", version=version).body) == said(first)
    for unknown in ("0123456789", "current", "<b>"):
        with pytest.raises(NotFound):
            served(desk, version=unknown)


def test_the_copy_of_a_conversation_says_which_version_was_shown_and_ends_with_the_notices_own_lines(
    desk: Desk,
) -> None:
    version = start(desk)
    visitor, conversation = talking.visitor(desk.services, KEY)

    saved = data_rights.page(desk.services, visitor, conversation, "fi")
    lines = desk.services.notices.current().notice.copy["fi"]
    assert data_rights.copy(desk.services, visitor, conversation).notice == version
    assert version in saved
    assert re.findall(r"<p [^>]*>([^<]*)</p>", saved)[-len(lines) :] == list(lines)


# ------------------------------------------------------------------------------------------- one notice of a stage


def test_a_file_seeds_an_empty_stage_and_never_one_that_has_rows(desk: Desk) -> None:
    seeded, later = changed("contact.phone", "1"), changed("contact.phone", "2")

    first = Stage(desk, seeded).notices.current().notice
    assert Stage(desk, later).notices.current().notice == first
    assert Stage(desk, later).notices.rows() == seeded

    Stage(desk).notices.publish(later)
    assert Stage(desk, seeded).notices.rows() == later


def test_a_changed_setting_makes_a_version_that_is_kept_beside_the_one_before(desk: Desk) -> None:
    before = Stage(desk).notices.current().notice
    desk.cloud.clock.advance(60)
    stage = Stage(desk, left_question_days=3)
    after = stage.notices.current()

    assert set(after.versions) == {before.version, after.notice.version}
    assert after.versions[after.notice.version] - after.versions[before.version] == 60_000
    assert stage.notices.version(before.version) == before
    assert stage.notices.version(after.notice.version) == after.notice


def test_a_version_that_comes_back_keeps_its_first_day(desk: Desk) -> None:
    first = Stage(desk).notices.current()
    desk.cloud.clock.advance(60)
    Stage(desk, left_question_days=3).notices.current()
    desk.cloud.clock.advance(60)

    assert Stage(desk).notices.current().versions[first.notice.version] == first.versions[first.notice.version]


def test_a_process_asks_for_the_notice_once_in_five_minutes(desk: Desk) -> None:
    stage = Stage(desk)
    shown = stage.notices.current()
    Stage(desk).notices.publish(changed("contact.phone", "1"))

    desk.cloud.clock.advance(KEPT_SECONDS - 1)
    assert stage.notices.current() is shown
    desk.cloud.clock.advance(1)
    assert stage.notices.current().notice.version != shown.notice.version


def test_while_the_table_fails_a_process_goes_on_with_what_it_has_read(desk: Desk) -> None:
    stage, fresh = Stage(desk), Stage(desk)
    shown = stage.notices.current()
    desk.cloud.clock.advance(KEPT_SECONDS)
    desk.cloud.fail("dynamodb", "BatchGetItem", times=2)

    assert stage.notices.current() == shown
    with pytest.raises(Unavailable):
        fresh.notices.current()


def test_rows_that_a_newer_service_cannot_use_leave_what_was_shown_last(desk: Desk) -> None:
    shown = Stage(desk).notices.current().notice
    stage = Stage(desk)
    stage.items.update(keys.notice(), "SET #rows = :rows", {"rows": "{}"})

    assert stage.notices.current().notice == shown
    with pytest.raises(WrongRow):
        stage.notices.rows()


def test_the_file_of_this_service_seeds_its_stages(desk: Desk) -> None:
    kept = desk.services.notices.current().notice

    assert isinstance(kept, Notice)
    assert Stage(desk).notices.rows() == changed("demo", value=True)
    assert wiring.NOTICE.name == "notice.toml"
