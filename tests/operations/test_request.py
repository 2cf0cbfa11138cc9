"""A person's request, answered by two people: each use is recorded under both names before anything is shown or done."""

import json
import stat
from datetime import date
from pathlib import Path

import msgspec
import pytest

from chalicelib import settings, wiring
from chalicelib.aws.calling import World
from chalicelib.chat import access, access_events
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import Right
from chalicelib.chat.actions import data_rights, noting, talking
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import NotFound
from chalicelib.chat.services import Services
from chalicelib.chat.site import Site
from chalicelib.chat.who import InCase, Staff, Visitor
from chalicelib.chat.wire import Access, Copy, Say, Start, WriteNote
from local.cloud import Cloud
from operations import request
from operations.trouble import Trouble
from tests.clients import client

NOW = 1_795_600_000
IN_MEMORY = True
CANARY = "Kanarialintu laulaa"
ON_NOTES = "Soittaa huomenna"
AGENT = Staff(person="agent.a", alias="A", roles=frozenset({"agent"}), session="s", committed=True, ends_at=2**53)
BOTH = ["first.person", "second.person"]
CASE = "2026/14"
LIFTING = "make request STAGE=prod BY=first.person WITH=second.person CASE=2026/14 DO=restrict REFERENCE={} LIFT=1 TOLD=2026-11-25"


class Asked:
    """A conversation about which somebody has sent a letter."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.services: Services = wiring.build(
            settings.read(cloud.environment), World(now=cloud.clock, sleep=lambda _: None), client
        ).asked_by("operators-command")
        self.services.sites.put(Site(key="demo", company="Demo Oy", origins=("http://127.0.0.1:8601",)))
        body = Start(site="demo", language="fi", id="message-1", text=CANARY)
        self.id = talking.start(self.services, "k" * 43, body, "192.0.2.0/24").facts.conversation
        talking.take(self.services, AGENT, self.id)
        noting.write(self.services, AGENT, self.stored, WriteNote(id="note-0001", text=ON_NOTES))
        self.before = len(cloud.log_events())

    @property
    def stored(self) -> Conversation:
        found = self.services.conversations.get(self.id)
        assert found is not None
        return found

    def closes(self) -> None:
        """Have its visitor end it, which is no part of what is done in a case."""
        talking.close(self.services, Visitor(self.id), self.stored)
        self.before = len(self.cloud.log_events())

    def does(self, *command: str, beside: str = "second.person", reference: str = "", case: str = CASE) -> list[str]:
        given = [
            "--by",
            "first.person",
            "--with",
            beside,
            "--case",
            case,
            command[0],
            reference or rules.grouped(self.id),
        ]
        return list(request.run(self.services, request.asked_for([*given, *command[1:]])))

    def records(self) -> list[tuple[str, str, str, str | None]]:
        """What the access log has had since, each with purpose and reason."""
        found = [json.loads(event["message"]) for event in self.cloud.log_events()[self.before :]]
        assert {each["object"] for each in found} <= {self.id}
        return [(each["actor"], each["action"], each["purpose"], each.get("reason")) for each in found]


@pytest.fixture
def asked(cloud: Cloud) -> Asked:
    return Asked(cloud)


def both(action: str) -> list[tuple[str, str, str, str]]:
    return [(person, action, "request", f"case {CASE}") for person in BOTH]


def test_a_conversation_is_found_by_its_reference_however_it_is_written_and_no_word_of_it_is_told(asked: Asked) -> None:
    said = asked.does("find", reference=rules.grouped(asked.id).lower())

    assert said[0] == f"✓ {rules.grouped(asked.id)}: active, on the site demo, in fi."
    assert said[2] == "  1 message, 1 note of staff, ordered by mail: 0."
    assert CANARY not in str(said)
    assert asked.records() == both("rights_requested")


def test_a_bundle_holds_what_the_person_gets_and_the_notes_apart_for_this_user_alone(
    asked: Asked, tmp_path: Path
) -> None:
    out = tmp_path / "bundle"
    said = asked.does("bundle", "--out", str(out))

    held = {path.name: path.read_text("utf-8") for path in out.iterdir()}
    assert set(held) == {"README.txt", "copy.html", "copy.json", "readings.json", "notes.json"}
    assert msgspec.json.decode(held["copy.json"], type=Copy).entries[0].text == CANARY
    assert CANARY in held["copy.html"]
    assert held["copy.html"].rstrip().endswith("</html>")
    assert ON_NOTES in held["notes.json"]
    assert ON_NOTES not in held["copy.html"] + held["copy.json"]
    assert "agent.a" not in held["copy.html"] + held["copy.json"] + held["readings.json"]
    assert f"case {CASE}" in held["README.txt"]
    assert "1 note of staff" in held["README.txt"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert said[0].startswith(f"✓ {out}: ")
    assert asked.records()[:2] == both("conversation_opened")
    assert {record[0] for record in asked.records()} == set(BOTH)


def test_a_long_conversation_is_bundled_whole(asked: Asked, tmp_path: Path) -> None:
    small = msgspec.structs.replace(asked.services.limits, answer_bytes=6_000)
    for n in range(2, 12):
        asked.cloud.clock.advance(30)
        frame = Say(conversation=asked.id, id=f"message-{n}", n=n, text=f"{n} " + "ä" * 200)
        talking.say(asked.services, Visitor(asked.id), asked.stored, frame)
    asked.services = msgspec.structs.replace(asked.services, limits=small)
    out = tmp_path / "bundle"
    asked.does("bundle", "--out", str(out))

    copy = msgspec.json.decode((out / "copy.json").read_bytes(), type=Copy)
    page = (out / "copy.html").read_text("utf-8")
    assert [entry.seq for entry in copy.entries] == list(range(1, asked.stored.seq + 1))
    assert copy.more is False
    assert all(f"{n} " + "ä" * 200 in page for n in range(2, 12))
    assert "<!-- more" not in page


def test_nothing_is_written_over(asked: Asked, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("before")

    with pytest.raises(Trouble, match="There is something in"):
        asked.does("bundle", "--out", str(tmp_path))
    assert asked.records() == []


def test_a_correction_stands_beside_the_line_as_the_visitors_and_under_both_names(asked: Asked, tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("Tarkoitin varista\n", "utf-8")
    for _ in range(2):
        asked.does("correct", "--line", "1", "--text", str(text))

    line = asked.services.conversations.lines(asked.stored)[asked.stored.seq]
    assert (line.kind, line.by, line.about, line.text) == ("corrected", "visitor", 1, "Tarkoitin varista")
    assert asked.records() == both("correction_made")
    noted = [item["sk"].partition("#")[0] for item in asked.cloud.items() if item["pk"].startswith("ledger#")]
    assert noted == ["correction"]


def test_a_correction_that_cannot_be_read_is_said(asked: Asked, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="cannot be read"):
        asked.does("correct", "--line", "1", "--text", str(tmp_path / "none"))


def test_only_what_the_visitor_has_said_is_corrected(asked: Asked, tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("Tarkoitin varista", "utf-8")

    with pytest.raises(Trouble, match=r"^Line 2 of .* is no message of its visitor's.*`seq` in the `copy\.json`"):
        asked.does("correct", "--line", "2", "--text", str(text))
    assert asked.stored.corrected == ()
    asked.does("correct", "--line", "1", "--text", str(text))
    assert len(asked.stored.corrected) == 1


def test_an_objection_is_made_and_withdrawn(asked: Asked) -> None:
    objected = []
    for withdraw in ([], ["--withdraw"]):
        asked.does("object", *withdraw)
        objected.append(asked.stored.objected_at is not None)

    assert objected == [True, False]
    assert asked.records() == [*both("objection_made"), *both("objection_withdrawn")]


def test_what_is_no_reference_is_refused_before_anything_is_recorded(asked: Asked) -> None:
    asked.does("find")
    asked.id = "abc"
    before = len(asked.cloud.log_events())

    with pytest.raises(Trouble, match="'abc' is no conversation's reference: it has 16 letters and digits"):
        asked.does("find")
    assert len(asked.cloud.log_events()) == before


def test_erasing_is_recorded_before_and_takes_everything(asked: Asked) -> None:
    asked.does("erase")

    assert [item for item in asked.cloud.items() if asked.id in item["pk"]] == []
    assert asked.records() == both("erasure_requested")
    with pytest.raises(Trouble, match=r"was erased or has had its time\..*make access-log STAGE=prod CONVERSATION="):
        asked.does("find")


def test_what_has_ended_is_restricted_and_it_is_said_until_when_it_is_kept_and_what_comes_before_the_end_of_that(
    asked: Asked,
) -> None:
    asked.closes()
    kept = asked.stored.expires_at
    said = asked.does("restrict")

    assert asked.stored.restricted_at == NOW * 1000
    assert asked.stored.expires_at == kept
    assert said[0].startswith(f"✓ {rules.grouped(asked.id)} is restricted")
    assert f"deleted on {asked.stored.expires_on} as ever" in said[1]
    assert said[2].endswith(f": `{LIFTING.format(asked.id)}`.")
    assert asked.records() == both("restriction_placed")
    assert asked.does("find")[-1] == "  Restricted: in case 2026/14 since 2026-11-25 11:46 Europe/Helsinki."


def test_it_is_restricted_in_each_case_that_asks_and_a_lift_says_in_which_it_stays_so(asked: Asked) -> None:
    asked.closes()
    asked.does("restrict")
    asked.cloud.clock.advance(60)
    asked.does("restrict", case="2026-8")
    asked.does("restrict", case="2026-8")

    again = [(person, "restriction_placed", "request", "case 2026-8") for person in BOTH]
    assert asked.records() == [*both("restriction_placed"), *again, *again]
    assert (
        asked.does("find")[-1]
        == "  Restricted: in case 2026/14 since 2026-11-25 11:46 Europe/Helsinki, in case 2026-8 since 2026-11-25 11:47 Europe/Helsinki."
    )
    lifts = ("restrict", "--lift", "--told", "2026-11-25")
    stays = [
        f"✓ {rules.grouped(asked.id)} is not restricted in case {CASE}.",
        "! It stays restricted in case 2026-8: each is lifted with its own CASE=.",
    ]
    assert (asked.does(*lifts), asked.does(*lifts)) == (stays, stays)
    assert asked.stored.restricted_at == (NOW + 60) * 1000
    (free,) = asked.does(*lifts, case="2026-8")
    assert "is not restricted: staff may read" in free
    assert asked.stored.restricted_at is None


def test_what_is_open_is_not_restricted_and_the_way_on_is_said(asked: Asked) -> None:
    with pytest.raises(Trouble, match=r"is still open: .* Let it be closed first .* then run the same command again"):
        asked.does("restrict")
    assert asked.stored.restricted_at is None
    assert asked.records() == []

    asked.closes()
    asked.does("restrict")
    assert asked.stored.restricted_at is not None


def test_a_restriction_is_lifted_with_the_day_on_which_its_person_was_told(asked: Asked) -> None:
    asked.closes()
    asked.does("restrict")
    asked.cloud.clock.advance(2 * 24 * 3600)
    said = asked.does("restrict", "--lift", "--told", "2026-11-26")

    assert asked.stored.restricted_at is None
    free = f"✓ {rules.grouped(asked.id)} is not restricted: staff may read and use it as their rights allow."
    assert said == [free]
    told = [(person, "restriction_lifted", "request", f"case {CASE} told 2026-11-26") for person in BOTH]
    assert asked.records() == [*both("restriction_placed"), *told]
    assert asked.does("restrict", "--lift", "--told", "2026-11-26") == [free]
    assert len(asked.records()) == 4


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([], "tell them, then, with the day on which you did: `make request .* LIFT=1 TOLD=2026-11-25`"),
        (["--told", "2026-11-24"], "is restricted since 2026-11-25, and today is 2026-11-25"),
        (["--told", "2026-11-26"], "is no day on which the person can have been told"),
    ],
)
def test_nothing_is_lifted_of_which_the_person_was_not_told(asked: Asked, given: list[str], says: str) -> None:
    asked.closes()
    asked.does("restrict")

    with pytest.raises(Trouble, match=says):
        asked.does("restrict", "--lift", *given)
    assert asked.stored.restricted_at is not None
    assert asked.records() == both("restriction_placed")
    asked.does("restrict", "--lift", "--told", "2026-11-25")
    assert asked.stored.restricted_at is None


def test_whom_somebody_told_is_asked_only_where_something_is_lifted(asked: Asked) -> None:
    asked.closes()
    with pytest.raises(Trouble, match=r"TOLD= \(--told\) goes with LIFT=1"):
        asked.does("restrict", "--told", "2026-11-25")
    assert asked.stored.restricted_at is None


def test_what_is_restricted_is_found_bundled_corrected_objected_to_and_erased_in_a_case(
    asked: Asked, tmp_path: Path
) -> None:
    asked.closes()
    asked.does("restrict")
    out, text = tmp_path / "bundle", tmp_path / "text"
    text.write_text("Tarkoitin varista", "utf-8")
    asked.does("find")
    asked.does("bundle", "--out", str(out))
    (corrected,) = asked.does("correct", "--line", "1", "--text", str(text))
    asked.does("object")

    assert "its visitor is told; staff are not" in corrected
    assert CANARY in (out / "copy.html").read_text("utf-8")
    assert "rajoitettu" in (out / "copy.html").read_text("utf-8")
    assert msgspec.json.decode((out / "copy.json").read_bytes(), type=Copy).facts.restricted
    assert ON_NOTES in (out / "notes.json").read_text("utf-8")
    assert asked.stored.restricted_at is not None
    asked.does("erase")
    assert asked.services.conversations.get(asked.id) is None


@pytest.mark.parametrize("command", [["find"], ["bundle", "--out"], ["object"], ["restrict"], ["erase"]])
def test_where_the_access_log_takes_no_record_nothing_is_shown_or_done(
    asked: Asked, command: list[str], tmp_path: Path
) -> None:
    asked.closes()
    before = asked.cloud.items()
    asked.cloud.fail("logs", "PutLogEvents", times=10)
    out = tmp_path / "bundle"

    with pytest.raises(Trouble, match="Run the same command again"):
        asked.does(*command, *([str(out)] if command[0] == "bundle" else []))

    assert not out.exists()
    kept = [item for item in asked.cloud.items() if asked.id in item["pk"]]
    assert kept == [item for item in before if asked.id in item["pk"]]


def test_nobody_answers_a_request_alone(asked: Asked) -> None:
    with pytest.raises(Trouble, match=r"Two people answer a request, and both are called first\.person"):
        asked.does("find", beside="first.person")
    alone = InCase(conversation=asked.id, by="first.person", beside="first.person", case=CASE)
    asked.closes()
    with pytest.raises(NotFound):
        data_rights.erase(asked.services, alone, asked.stored)
    with pytest.raises(NotFound):
        data_rights.restrict(asked.services, alone, asked.stored)
    with pytest.raises(NotFound):
        data_rights.lift_restriction(asked.services, alone, asked.stored, date(2026, 11, 25))
    assert asked.records() == []


@pytest.mark.parametrize("right", list(Right))
def test_a_case_gives_what_the_table_says_of_an_officer_in_one_and_nothing_else(asked: Asked, right: Right) -> None:
    who = InCase(conversation=asked.id, by="first.person", beside="second.person", case=CASE)
    other = msgspec.structs.replace(who, conversation="0" * 16)

    if right in (Right.READ, Right.DATA_RIGHTS, Right.READ_NOTES, Right.RESTRICT):
        assert access.require_in_case(right, who, asked.stored) == asked.stored
    else:
        with pytest.raises(NotFound):
            access.require_in_case(right, who, asked.stored)
    with pytest.raises(NotFound):
        access.require_in_case(right, other, asked.stored)


@pytest.mark.parametrize(
    "change",
    [
        {"role": "agent"},
        {"purpose": "service"},
        {"reason": "case a b"},
        {"reason": "case a told yesterday"},
        {"reason": "told 2026-11-25"},
        {"reason": f"case {CASE} told 2026-11-25"},
        {"action": "restriction_lifted"},
    ],
)
def test_only_an_operators_record_of_a_request_names_a_case_and_a_lifted_restriction_the_day_on_which_it_was_told(
    change: dict[str, str],
) -> None:
    fields = {"role": "operator", "purpose": "request", "action": "rights_requested", "reason": f"case {CASE}"}
    record = Access(at=1, actor="first.person", object="0" * 16, outcome="allowed", request="", **{**fields, **change})

    with pytest.raises(ValueError, match="not for the access log: reason"):
        access_events.checked(record)


@pytest.mark.usefixtures("without_credentials")
@pytest.mark.parametrize(
    ("beside", "reference", "said"),
    [
        ("First.person", "0" * 16, "Two people answer a request, and both are called first.person"),
        ("second.person", "abc", "'abc' is no conversation's reference"),
        ("second.person", "0" * 16, "The config profile (nobody) could not be found"),
    ],
)
def test_who_and_what_a_request_is_of_is_looked_at_before_anything_is_asked_of_aws(
    beside: str, reference: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert request.main(["--by", "first.person", "--with", beside, "--case", CASE, "find", reference]) == 1
    assert capsys.readouterr().err.startswith(f"✗ {said}")


@pytest.mark.parametrize("case", ["", "a b", "x" * 33, "-1", "1\n2", "2026-7 told 2026-11-25"])
def test_what_is_no_number_of_a_case_is_refused(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        request.main(["--by", "first.person", "--with", "second.person", "--case", case, "find", "0" * 16])
    assert "a number such as 2026-14" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["25.11.2026", "2026-02-30", ""])
def test_what_is_no_day_is_refused_with_one_that_is(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--by", "first.person", "--with", "second.person", "--case", CASE]
    with pytest.raises(SystemExit):
        request.main([*given, "restrict", "0" * 16, "--lift", "--told", day])
    assert f"{day!r} is no day; one is 2026-11-30" in capsys.readouterr().err


def test_the_visitor_sees_that_it_was_read_in_answer_to_a_request(asked: Asked, tmp_path: Path) -> None:
    asked.does("bundle", "--out", str(tmp_path / "bundle"))

    seen = data_rights.readings(asked.services, Visitor(asked.id), asked.stored).readings
    assert [(each.role, each.purpose) for each in seen if each.role == "operator"][:2] == [("operator", "request")] * 2
