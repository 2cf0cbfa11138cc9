"""The largest of everything that is sent or stored, within our own limits, beside what AWS takes of it."""

import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Literal, get_args, get_origin

import msgspec
import pytest

from chalicelib import platform, settings
from chalicelib.aws import access_log, keys
from chalicelib.aws.table.conversations import _stored
from chalicelib.chat import conversation as rules
from chalicelib.chat import fitting, letters, wire
from chalicelib.chat.actions import informing
from chalicelib.chat.answers import Answer, Answers, kept_bytes
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.conversation import VISITOR, Conversation, Line
from chalicelib.chat.hours import WEEKDAYS, Hours
from chalicelib.chat.limits import LIMITS, SITE_LIMITS, STAGE_LIMITS
from chalicelib.chat.notice import of_staff
from chalicelib.chat.notice.differing import differences
from chalicelib.chat.notice.making import made
from chalicelib.chat.notice.rows import (
    ROW_LIMITS,
    Controller,
    Ground,
    Grounds,
    Officer,
    Processor,
    Register,
    Rows,
    mistakes,
    texts,
)
from chalicelib.chat.notice.rows import Contact as NoticeContact
from chalicelib.chat.ports import Job
from chalicelib.chat.site import LANGUAGES, Contact, DayNotice, OwnLimits, Site, Topic
from chalicelib.chat.stage import Stage
from chalicelib.chat.who import Role
from chalicelib.entrypoints import pages
from chalicelib.platform import Quota
from chalicelib.rooms.access_log import rules as looks
from chalicelib.rooms.access_log import wire as accesses
from chalicelib.rooms.answers import rules as answer_rules
from chalicelib.rooms.answers.wire import AnswersFile, AnswersPage, CannedAnswer, ImportAnswers
from chalicelib.rooms.notice import rules as notice_rules
from chalicelib.rooms.notice.wire import NoticeRows, ShownVersion
from chalicelib.rooms.people import wire as people
from chalicelib.rooms.settings import rules as settings_rules
from chalicelib.rooms.settings.wire import SitePreview, SiteSettings, StageSettings
from local import protocol
from local.refusals import of_the_product

WIDEST = "😀"
"""Four bytes in UTF-8, twelve as Lambda's runtime writes them."""
SHORT = 64
"""Names, addresses and states that the house gives itself have no more characters."""


def everywhere(characters: int, begin: str = "") -> dict[wire.Language, str]:
    return dict.fromkeys(LANGUAGES, begin + WIDEST * (characters - len(begin)))


_RANGES = tuple(f"{hour:02}:01-{hour:02}:02" for hour in range(SITE_LIMITS.ranges))
FULL_SITE: Final = Site(
    key="demo",
    company=WIDEST * SITE_LIMITS.company_characters,
    origins=(
        "http://127.0.0.1:8600",
        *(f"https://{n:0{SITE_LIMITS.origin_characters - 8}}" for n in range(SITE_LIMITS.origins - 1)),
    ),
    privacy_notice=everywhere(SITE_LIMITS.address_characters, "https://a/"),
    hours=Hours(
        week=dict.fromkeys(WEEKDAYS, _RANGES),
        dates={f"2{n:03}-01-01": _RANGES for n in range(SITE_LIMITS.dates)},
    ),
    contacts=tuple(
        Contact(
            kind="visit",
            value=WIDEST * SITE_LIMITS.contact_characters,
            words=everywhere(SITE_LIMITS.contact_words_characters),
        )
        for _ in range(SITE_LIMITS.contacts)
    ),
    theme="light",
    greeting=everywhere(SITE_LIMITS.greeting_characters),
    launcher=everywhere(SITE_LIMITS.launcher_characters),
    topics=tuple(
        Topic(key=f"{n:024}", words=everywhere(SITE_LIMITS.topic_characters, str(n))) for n in range(SITE_LIMITS.topics)
    ),
    today=tuple(
        DayNotice(
            since=date(2020 + 10 * n, 1, 1),
            until=date(2029 + 10 * n, 1, 1),
            words=everywhere(SITE_LIMITS.day_notice_characters),
        )
        for n in range(SITE_LIMITS.day_notices)
    ),
    logo="0" * 16,
    limits=OwnLimits(
        transcripts_a_site_a_day=SITE_LIMITS.transcripts_a_site_a_day.most,
        conversations_an_hour=SITE_LIMITS.conversations_an_hour.most,
        unanswered_a_network=SITE_LIMITS.unanswered_a_network.most,
    ),
)
"""As much of its own as a company may have."""
FULL_STAGE: Final = Stage(
    networks={
        role: ("192.0.2.0/24", *(f"2001:db8:ffff:ffff:ffff:ffff:ffff:ff{n:02}/128" for n in range(10, 59)))
        for role in get_args(Role)
    },
    told=tuple(f"{n}{'a' * 60}@{'b' * 60}.{'c' * 60}.example" for n in range(STAGE_LIMITS.told)),
    told_after_minutes=STAGE_LIMITS.told_after_minutes.least,
    veiled=dict.fromkeys(
        LANGUAGES,
        tuple(f"{n:03}{WIDEST * (STAGE_LIMITS.veiled_characters - 3)}" for n in range(STAGE_LIMITS.veiled_a_language)),
    ),
)
"""As much as may be set for the whole service."""


_LONG_ADDRESS: Final = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.example"
"""As long as a line of the notice may be."""


def _full_rows() -> Rows:
    most, line = ROW_LIMITS, WIDEST * ROW_LIMITS.line
    ground = Ground(
        basis="legitimate_interests",
        interests=everywhere(most.interests),
        balancing=everywhere(most.balancing),
        law=everywhere(most.law),
    )
    processor = Processor(
        name=line, task=everywhere(most.task), place=everywhere(most.task), secrecy=everywhere(most.secrecy)
    )
    return Rows(
        controller=Controller(business_id=line, postal_address=line, visiting_address=line),
        contact=NoticeContact(name=everywhere(most.name), phone=line, email=_LONG_ADDRESS),
        officer=Officer(appointed=True, name=everywhere(most.name), phone=line, email=_LONG_ADDRESS),
        register=Register(name=everywhere(most.name)),
        bases=Grounds(service=ground, improvement=ground, security=ground),
        processors=(processor,) * most.processors,
        transfers=everywhere(most.transfers),
        premises=(everywhere(most.safeguard),) * most.premises,
        measures=(everywhere(most.safeguard),) * most.measures,
        disclosures=everywhere(most.disclosures),
    )


FULL_ROWS: Final = _full_rows()
"""As much as a company may say of itself in the privacy notice."""

OTHER_ROWS: Final = notice_rules.rows_in(msgspec.json.encode(FULL_ROWS).decode().replace(WIDEST, "\U0010fffd"))
"""The same with not one sentence in common."""

BOUNDS = {
    "text": LIMITS.message_characters,
    "first_line": LIMITS.first_line_characters,
    "challenge": 4_096,
    "picture": 60_000,
}


def full_answers(number: int, room: int, begin: str = "") -> Answers:
    """Return as many canned answers as there may be, which take all the room that they have."""
    bare = Answer(id="0" * 32, key=f"{begin}{0:022}", title="t", text={"fi": ""}, changed_at=10**13)
    left = room - kept_bytes(Answers(answers=(bare,) * number))
    said = left // number // len(WIDEST.encode())
    return Answers(
        answers=tuple(
            msgspec.structs.replace(bare, id=f"{n:032}", key=f"{begin}{n:022}", text={"fi": WIDEST * said})
            for n in range(number)
        ),
        changed_at=10**13,
    )


FULL_SHARED: Final = full_answers(LIMITS.shared_answers, LIMITS.shared_answers_bytes, "s")
FULL_OWN: Final = full_answers(LIMITS.own_answers, LIMITS.own_answers_bytes, "o")

COUNTS = {
    "openings": 5 * 24 * 30,  # a minute open and a minute shut, over all sites
    "phones": LIMITS.phones_a_person,
    "masked": len(get_args(wire.Masked)),
    "transcripts": LIMITS.codes_a_conversation + 1,
    "waiting": LIMITS.desk_rows,
    "let_in": LIMITS.let_in_a_conversation,
    "helping": LIMITS.desk_rows,
    "ongoing": LIMITS.desk_rows,
    "left": LIMITS.desk_rows,
    "mine": LIMITS.desk_rows,
    "closed": LIMITS.closed_rows,
    "roles": 8,
    "languages": len(get_args(wire.Language)),
    "sites": LIMITS.desk_rows,
    "sessions": 200,
    "may": len(get_args(wire.RoomName)),
    "tasks": len(get_args(wire.TaskName)),
    "colleagues": 1_000,
    "agents": 1_000,
    "people": 1_000,
    "signs": 7 + 4,
    "conversations": looks.SHOWN,
    "glass": len(get_args(wire.GlassReason)),
    "past": LIMITS.history_at_once + LIMITS.history_rows - 1,
    "cut": LIMITS.looked_at_people,
    "readings": access_log.PAGE,
    "hidden": LIMITS.messages_a_conversation,
    "notes": LIMITS.notes_a_conversation,
    "entries": 1,
    "calendar": settings_rules.CALENDAR_DAYS,
    "versions": LIMITS.versions_listed,
    "demo": len(list(texts(FULL_ROWS))),
    "lacking": len(list(texts(FULL_ROWS))),
    "changed": LIMITS.shared_answers,
    "added": LIMITS.shared_answers,
    "told": STAGE_LIMITS.told,
    "came_back": STAGE_LIMITS.told,
    "doubts": LIMITS.mistakes_told,
}
"""How long each list of the wire may be. `entries` are pages: cut by `push_bytes` and `answer_bytes`, whatever they hold."""
A_DOCUMENT = wire.NoticeBlock(text=WIDEST * 4_000)
"""As much as a notice says in a language, and three times that."""
MADE: Mapping[Any, Any] = {
    wire.Access: wire.Access(
        at=10**13,
        actor="n" * 128,
        role=",".join(["data_protection_officer"] * 8),
        action="a" * 32,
        object="n" * 128,
        purpose="p" * 16,
        outcome="allowed",
        request="r" * 64,
        reason=WIDEST * 500,
    ),
    dict[str, dict[str, dict[wire.Language, str]]]: {
        f"{n:032}": {
            f"{m:024}": dict.fromkeys(get_args(wire.Language), WIDEST * SITE_LIMITS.topic_characters)
            for m in range(SITE_LIMITS.topics)
        }
        for n in range(LIMITS.desk_rows)
    },
    wire.StaffNotice: wire.StaffNotice(
        version="0" * 10,
        documents={
            language: wire.NoticeDocument(
                title="t", summary=(), sections=(wire.NoticeSection(key="k", title="t", blocks=(A_DOCUMENT,)),)
            )
            for language in get_args(wire.Language)
        },
    ),
    NoticeRows: notice_rules.shown(FULL_ROWS),
    dict[wire.Language, wire.NoticeDocument]: informing.documents(made(FULL_ROWS, settings.Settings(), LIMITS)),
    tuple[ShownVersion, ...]: (ShownVersion(version="0" * 10, since=10**13, by="n" * 128, now=True),)
    * LIMITS.notice_versions_listed,
    dict[wire.Language, tuple[wire.NoticeChange, ...]]: dict(
        differences(made(FULL_ROWS, settings.Settings(), LIMITS), made(OTHER_ROWS, settings.Settings(), LIMITS))
    ),
    SiteSettings: settings_rules.settings_of(FULL_SITE),
    StageSettings: settings_rules.settings_of_stage(FULL_STAGE),
    wire.Veiled: wire.Veiled(words=dict(FULL_STAGE.veiled)),
    SitePreview: SitePreview(
        company=WIDEST * SITE_LIMITS.company_characters,
        theme="system",
        logo="l" * pages.LOGO_WITHIN,
        own="o" * LIMITS.settings_bytes * 2,
        notice=WIDEST * 500,
        now="1" * 13,
    ),
    AnswersPage: AnswersPage(
        version="v" * 16,
        shared=answer_rules.shown(FULL_SHARED),
        own=answer_rules.shown(FULL_OWN),
        greeting="g" * 32,
        sites=(answer_rules.of_site(msgspec.structs.replace(FULL_SITE, key="s" * 32)),) * LIMITS.sites_a_stage,
        most=answer_rules.most(),
    ),
    AnswersFile: AnswersFile(csv=answer_rules.file(FULL_SHARED)),
    CannedAnswer: CannedAnswer(
        id="0" * 32,
        key="k" * LIMITS.answer_key_characters,
        title=WIDEST * LIMITS.answer_title_characters,
        text=everywhere(LIMITS.message_characters),
        sites=("s" * 32,) * LIMITS.sites_a_stage,
        changed_at=10**13,
    ),
    dict[wire.Language, str]: dict.fromkeys(get_args(wire.Language), WIDEST * 100),
    wire.Commitment: wire.Commitment(version="1", hash="0" * 64, text=dict(CURRENT.text), accepted_at=10**13),
}
"""What is of a narrower form than its type says."""
COUNTS["accesses"] = min(access_log.PAGE, platform.LOG_ANSWER.most // fitting.as_json(MADE[wire.Access]))
PAGED = {
    wire.History: LIMITS.push_bytes,
    wire.Copy: LIMITS.answer_bytes,
    people.People: LIMITS.answer_bytes,
    accesses.Accesses: LIMITS.answer_bytes,
    accesses.Deeds: LIMITS.answer_bytes,
    accesses.AccessFile: LIMITS.answer_bytes,
}
ANSWERED = {**PAGED, wire.History: 3 * LIMITS.push_bytes}
"""The same over HTTPS: where we count bytes of UTF-8, Lambda's runtime writes three at most for each."""
FILES = {
    "a line of text",
    "JavaScript",
    "JavaScript or JSON",
    "SVG",
    "the file",
    "HTML",
    "a web app manifest",
    "an HTML page to save",
}
"""What a release holds, and the page to save, which is cut by `answer_bytes`."""


def largest(kind: Any, name: str = "") -> Any:
    """Return the largest value of a type of the wire. Raises KeyError for a list of which nobody has said how long it is."""
    if kind in MADE:
        return MADE[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if kind == tuple[accesses.UnusualOfPerson, ...]:
        return (largest(accesses.UnusualOfPerson),) * LIMITS.looked_at_people
    if origin is typing.Annotated:
        meta = next((each for each in inner[1:] if isinstance(each, msgspec.Meta)), msgspec.Meta())
        if inner[0] is str:
            return WIDEST * min(meta.max_length or SHORT, BOUNDS.get(name, SHORT))
        return largest(inner[0], name)
    if origin in (types.UnionType, typing.Union):
        return max((largest(each, name) for each in inner if each is not type(None)), key=fitting.as_json)
    if origin is Literal:
        return max(inner, key=len)
    if origin is tuple:
        return (largest(inner[0], name),) * COUNTS[name]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = typing.get_type_hints(kind, include_extras=True)
        return kind(**{field: largest(hint, field) for field, hint in hints.items()})
    values: dict[Any, Callable[[], Any]] = {
        str: lambda: WIDEST * BOUNDS.get(name, SHORT),
        int: lambda: 10**13,
        bool: lambda: True,
    }
    return values[kind]()


@pytest.mark.parametrize("frame", get_args(wire.ServerFrame), ids=lambda kind: kind.__name__)
def test_every_frame_at_its_largest_is_one_that_api_gateway_takes(frame: type[msgspec.Struct]) -> None:
    size = PAGED.get(frame) or fitting.as_json(largest(frame))

    assert size <= LIMITS.push_bytes < platform.SOCKET_MESSAGE.most


def test_the_largest_frame_that_a_browser_may_send_is_refused_by_us_and_not_by_a_closed_socket() -> None:
    assert LIMITS.frame_bytes < platform.SOCKET_FRAME.most


ROUTES = {f"{route.method} {route.path}": route.answer for route in protocol.routes(of_the_product())}
STRUCTS = {kind.__name__: kind for kind in protocol.structs()}


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_at_its_largest_answers_what_lambda_takes(route: str) -> None:
    answer = re.sub(r"^`\d+` ?", "", ROUTES[route]).partition(";")[0].removeprefix(", and the cookie is taken away")
    named = re.match(r"\[(\w+)\]", answer)
    if named is None:
        assert answer in {"", *FILES}, f"{route} answers what nobody has measured"
        return
    kind = STRUCTS[named[1]]
    size = ANSWERED.get(kind) or fitting.in_an_answer(largest(kind))

    assert size <= LIMITS.answer_bytes
    assert LIMITS.answer_bytes + platform.REST_HEADERS.most < platform.LAMBDA_ANSWER.most < platform.REST_PAYLOAD.most


def test_a_list_of_which_nobody_has_said_how_long_it_is_fails() -> None:
    class Unmeasured(msgspec.Struct):
        things: tuple[int, ...]

    assert len(largest(wire.Desk).waiting) == LIMITS.desk_rows
    with pytest.raises(KeyError):
        largest(Unmeasured)


# ------------------------------------------------------------------------------------- what is stored, queued, mailed


def line(n: int, text: str) -> Line:
    masked = get_args(wire.Masked)
    return rules.said(by=VISITOR, id="i" * 36, n=n, text=text, masked=masked, asks_copy=True, now=10**13)


def full(text: str) -> tuple[Conversation, dict[int, Line]]:
    """Return the largest conversation of messages with this text, with its lines."""
    count = min(LIMITS.messages_a_conversation, LIMITS.text_bytes_a_conversation // len(text.encode()))
    begun = rules.start(
        key="k" * 43,
        site="demo",
        language="fi",
        queue="general",
        line=line(1, text),
        now=1_795_600_000_000,
        expires_at=1_800_000_000,
        expires_on="2027-01-25",
    )
    return begun, {seq: line(seq, text) for seq in range(1, count + 1)}


def test_a_page_of_the_longest_lines_is_an_item_that_the_table_takes() -> None:
    longest = [_stored(line(n, WIDEST * LIMITS.message_characters)) for n in range(rules.PAGE_LINES)]

    assert fitting.as_json(longest) < platform.TABLE_ITEM.most


def test_the_fullest_notice_and_its_rows_are_items_that_the_table_takes_with_room_to_spare() -> None:
    assert list(mistakes(FULL_ROWS)) == []
    for stored in (
        FULL_ROWS,
        made(FULL_ROWS, settings.Settings(), LIMITS),
        of_staff.made(FULL_ROWS, settings.Settings(), LIMITS, None),
    ):
        assert fitting.as_json(stored) < platform.TABLE_ITEM.most * 0.75


def test_as_many_canned_answers_as_there_may_be_are_an_item_that_the_table_takes_with_room_to_spare() -> None:
    for full, room in ((FULL_SHARED, LIMITS.shared_answers_bytes), (FULL_OWN, LIMITS.own_answers_bytes)):
        assert room * 0.95 < kept_bytes(full) <= room < platform.TABLE_ITEM.most * 0.75
        assert fitting.as_json(ImportAnswers(csv=answer_rules.file(full))) < LIMITS.answers_file_bytes


def test_the_fullest_rows_can_be_sent() -> None:
    assert fitting.as_json(notice_rules.shown(FULL_ROWS)) < LIMITS.notice_bytes


def test_the_longest_keys_are_keys_that_the_table_takes() -> None:
    person, digest, conversation = "n" * 128, "0" * 64, "0" * 16
    longest = [
        keys.page(conversation, 10**6),
        keys.order(conversation, 10**6),
        keys.session_of(person, digest),
        keys.agent(person),
        keys.site("s" * 32),
        keys.ledger("2027-01-25", "objection-withdrawn", digest),
        keys.counter("conversations-checked", digest, 3600),
    ]

    assert max(len(key.pk.encode()) for key in longest) < platform.TABLE_PARTITION_KEY.most
    assert max(len(key.sk.encode()) for key in longest) < platform.TABLE_SORT_KEY.most


def test_the_largest_job_and_the_largest_record_fit() -> None:
    job = Job(kind="transcript", conversation="0" * 16, order=10**6)
    record = fitting.as_json(MADE[wire.Access])

    assert fitting.as_json(job) < platform.QUEUE_MESSAGE.most
    assert record < platform.LOG_EVENT.most
    assert 2 * (record + 26) < platform.LOG_BATCH.most


@pytest.mark.parametrize("text", [WIDEST * LIMITS.message_characters, '"' * 524], ids=["emoji", "quotes"])
def test_the_mail_of_the_largest_conversation_is_one_that_ses_takes_at_once(text: str) -> None:
    conversation, lines = full(text)
    mail = letters.transcript(
        conversation, lines, None, to="a@example.com", settings=settings.Settings(), rights_code="AAAA-BBBB-CCCC"
    )

    assert len(mail) * 4 / 3 < platform.MAIL.most


@pytest.mark.parametrize(
    "quota", [each for each in vars(platform).values() if isinstance(each, Quota)], ids=lambda quota: str(quota.most)
)
def test_every_quota_names_awss_own_page(quota: Quota) -> None:
    assert quota.source.startswith("https://docs.aws.amazon.com/")
