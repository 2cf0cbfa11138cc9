"""The protocol's document and the front-end's types are made from the code, and are fresh."""

import ast
import re
import sys
import unicodedata
from typing import Any, get_args

import msgspec
import pytest

import app as declared
from chalicelib.chat import errors, masking, wire
from chalicelib.entrypoints import decoding
from local import protocol
from local.refusals import CODES, Code, Place, of_the_product


@pytest.fixture(scope="module")
def code() -> Code:
    return of_the_product()


@pytest.fixture(scope="module")
def routes(code: Code) -> dict[str, protocol.Route]:
    return {f"{route.method} {route.path}": route for route in protocol.routes(code)}


# ------------------------------------------------------------------------------------------------- the files


def test_what_is_made_is_fresh() -> None:
    stale = [path.name for path, text in protocol.made().items() if text != path.read_text("utf-8")]

    assert stale == [], "they are not what the code says: python -m local.protocol"


def test_every_part_is_in_one_document_once() -> None:
    written = protocol.DOCUMENT.read_text("utf-8") + protocol.PRIVACY.read_text("utf-8")
    named = re.findall(r"<!-- made: (\w+) -->", written)

    assert sorted(named) == sorted(protocol._PARTS)


def test_what_is_written_by_hand_stays() -> None:
    written = "By hand.\n<!-- made: limits -->\nold\n<!-- end -->\nBy hand too."
    made = protocol.document(written)

    assert made.startswith("By hand.\n<!-- made: limits -->\n\n| limit | value |")
    assert made.endswith("<!-- end -->\nBy hand too.")
    assert "\nold\n" not in made


def test_a_part_that_nobody_makes_is_told() -> None:
    with pytest.raises(KeyError, match="jokes"):
        protocol.document("<!-- made: jokes -->\n<!-- end -->")


def test_a_text_is_changed_as_the_document_says_and_no_otherwise() -> None:
    text = protocol.DOCUMENT.read_text("utf-8")
    ends, left_out = re.findall(
        r"^  - (every end of a line|what could not be shown)(.*?);$", text, re.MULTILINE | re.DOTALL
    )
    line_ends = {"\r\n", "\r", *(chr(int(each, 16)) for each in re.findall(r"U\+(\w+)", ends[1]))}
    ranges = re.findall(r"U\+(\w+)–U\+(\w+)", left_out[1])
    gone = {chr(code) for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1)} - line_ends
    for each in [*line_ends, *map(chr, range(sys.maxunicode + 1))]:
        if "\ud800" <= each <= "\udfff":
            continue  # no text has halves of surrogate pairs

        expected = "\n" if each in line_ends else "" if each in gone else unicodedata.normalize("NFC", each)
        assert masking.normalize(f"a{each} b") == unicodedata.normalize("NFC", f"a{expected} b"), ascii(each)
    assert masking.normalize("  a\t ") == "  a\t "
    assert masking.mask("131052-308T").text == "\u2022" * 6


def test_every_link_within_the_document_leads_somewhere() -> None:
    text = protocol.DOCUMENT.read_text("utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    anchors |= set(re.findall(r'<a id="([\w-]+)">', text))

    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) - anchors == set()


# ------------------------------------------------------------------------------------------------- routes


def test_every_route_of_the_app_is_described(routes: dict[str, protocol.Route]) -> None:
    text = protocol.DOCUMENT.read_text("utf-8")
    there = {f"{method} {path}" for path, methods in declared.app.routes.items() for method in methods}

    assert set(routes) == there
    assert [each for each in there if f"### `{each}`" not in text] == []
    assert all(route.summary and route.answer for route in routes.values())


def test_a_doors_docstring_names_the_route_that_opens_it(routes: dict[str, protocol.Route], code: Code) -> None:
    wrong = [
        name
        for name, route in routes.items()
        if f"`{route.method} {re.sub(r'[?].*', '', route.path)}" not in (documented(code, route.door))
    ]

    assert wrong == []


def documented(code: Code, door: Place) -> str:
    return ast.get_docstring(code.functions[door]) or ""


def test_a_route_that_a_struct_names_is_there(routes: dict[str, protocol.Route]) -> None:
    named = {
        " ".join(each)
        for kind in protocol.structs()
        for each in re.findall(r"`(GET|POST) (/[^`]*)`", kind.__doc__ or "")
    }

    assert {each.replace("{id}", "{conversation}") for each in named} - set(routes) == set()


def test_every_frame_and_body_is_used(routes: dict[str, protocol.Route]) -> None:
    """As a frame, as a route's body or answer, as every refusal's body, or inside one of these."""
    spoken = " ".join(f"{route.body} {route.answer}" for route in routes.values())
    used = {kind for kind in protocol.structs() if f"[{kind.__name__}]" in spoken} | {wire.Problem}
    used |= {kind for kinds in protocol.unions().values() for kind in kinds}
    for kind in list(used):
        used |= within(kind)

    assert {kind.__name__ for kind in set(protocol.structs()) - used} == set()


def within(kind: Any) -> set[Any]:
    found: set[Any] = set()
    for each in (field.type for field in msgspec.structs.fields(kind)) if isinstance(kind, type) else get_args(kind):
        if isinstance(each, type) and issubclass(each, msgspec.Struct):
            found |= {each} | within(each)
        elif get_args(each):
            found |= within(each)
    return found


# ------------------------------------------------------------------------------------------------- refusals


def test_refusals_are_read_through_every_layer(routes: dict[str, protocol.Route]) -> None:
    """A few that were looked up by hand: from the door, the action, the rule, the adapter and the table."""
    start = routes["POST /v1/conversations"].refusals
    take = routes["POST /v1/conversations/{conversation}/take"].refusals

    assert set(start) == {
        "malformed",
        "too_large",
        "unauthenticated",
        "not_found",
        "too_many",
        "message_empty",
        "message_too_long",
        "out_of_order",
        "unavailable",
        "log_unavailable",
        "check_needed",
        "too_many_waiting",
        "chat_closed",
    }
    assert {"already_taken", "conversation_closed", "commitment_missing", "wrong_origin", "log_unavailable"} <= set(
        take
    )


def test_what_somebody_catches_is_not_refused_beyond(routes: dict[str, protocol.Route]) -> None:
    assert "too_many" not in routes["POST /v1/conversation/transcript"].refusals
    assert "transcript_limit" in routes["POST /v1/conversation/transcript"].refusals
    assert "unauthenticated" not in routes["POST /v1/sign-out"].refusals
    assert "network" in routes["GET /v1/me"].refusals
    assert "too_many" not in routes["GET /v1/me"].refusals  # of the record of that, which is made where it can be


def test_what_staff_ask_is_refused_for_where_it_comes_from(routes: dict[str, protocol.Route]) -> None:
    refused = {name for name, route in routes.items() if "wrong_origin" in route.refusals}
    of_staff = {name for name, route in routes.items() if "staff" in route.who or "console's page" in route.who}

    assert refused == of_staff


def test_every_code_can_come_out_of_a_route_or_a_frame(routes: dict[str, protocol.Route], code: Code) -> None:
    refused = {each for route in routes.values() for each in route.refusals}
    refused |= {each for codes in protocol.frame_refusals(code).values() for each in codes}
    by_command = [place for place in code.functions if place.module == "chalicelib.rooms.people.actions"]
    refused |= {CODES[each] for place in by_command for each in code.refusals(place)}

    assert refused == set(CODES.values())


def test_every_frame_says_how_it_may_be_refused(code: Code) -> None:
    refused = protocol.frame_refusals(code)

    assert set(refused) == {protocol._tag(kind)[1] for kind in get_args(wire.ClientFrame)}
    assert {"message_empty", "message_too_long", "out_of_order", "conversation_closed", "too_many"} <= set(
        refused["say"]
    )
    assert {"log_unavailable", "too_many"} <= set(refused["join"])


def test_a_refusals_data_has_a_place_in_the_body_that_carries_it() -> None:
    fields = {field.name for field in msgspec.structs.fields(wire.Problem)}
    named = {
        name
        for kind in errors.Refusal.__subclasses__()
        for name in re.findall(r"`(\w+)`", (kind.__doc__ or "").partition("Data:")[2].partition(":")[0])
    }

    assert named
    assert named <= fields


# ------------------------------------------------------------------------------------------------- the schema


def test_the_examples_of_the_document_are_frames_of_the_protocol() -> None:
    short = protocol.DOCUMENT.read_text("utf-8").partition("## In short")[2].partition("```\n\n")[0]
    asked = re.findall(r'^  (\{"do".*?\}) ', short, re.MULTILINE)
    filled = [each.replace('"conversation":…', '"conversation":"0123456789ABCDEF"') for each in asked]
    filled = [each.replace('"id":…', '"id":"abcdefgh"').replace('"text":…', '"text":"Hei"') for each in filled]

    assert len(filled) == 2
    assert [type(decoding.decode(each, wire.ClientFrame)) for each in filled] == [wire.Join, wire.Say]


def test_typescript_has_a_name_for_every_struct_and_set_of_words() -> None:
    text = protocol.typescript()
    names = [kind.__name__ for kind in protocol.structs()] + list(protocol.unions()) + list(protocol.aliases())

    assert sorted(re.findall(r"^export (?:interface|type) (\w+)", text, re.MULTILINE)) == sorted(names)


def test_a_field_with_a_default_is_optional_in_typescript() -> None:
    text = protocol.typescript()

    assert "\n  seq: number;\n" in text
    assert "\n  tries_left?: number | null;\n" in text
    assert '\n  do: "say";\n' in text
    assert "\n  text: Record<string, string>;\n" in text
