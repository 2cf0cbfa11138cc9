"""What a visitor may be sent holds no note for colleagues: walked through the types, and held by the type checker."""

import typing
from collections.abc import Iterator
from types import UnionType
from typing import Any, get_args

import msgspec
import pytest

import app as declared
from chalicelib.chat.access import TABLE, Relation, Right
from chalicelib.chat.ports import Push, StaffSocket
from chalicelib.chat.wire import Entry, Facts, Note, Noted, Notes, ServerFrame, StaffFrame, VisitorFrame
from chalicelib.entrypoints.routes import Open, Route

FOR_STAFF_ALONE = {Note, Noted, Notes}


def reached(kind: Any, seen: set[Any] | None = None) -> set[Any]:
    """Every struct that a value of a type may hold, itself among them."""
    found = set() if seen is None else seen
    for inner in parts(kind):
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            if inner not in found:
                found.add(inner)
                for hint in typing.get_type_hints(inner, include_extras=True).values():
                    reached(hint, found)
        elif inner is not kind:
            reached(inner, found)
    return found


def parts(kind: Any) -> Iterator[Any]:
    yield kind
    if isinstance(kind, UnionType) or typing.get_origin(kind) is not None:
        yield from (each for each in get_args(kind) if not isinstance(each, str | int | msgspec.Meta))


def visitors_doors() -> list[Route]:
    """Every route that somebody may open who is not of staff."""
    return [
        each
        for each in declared.ROUTES
        if each.right in (Open.ANYBODY, Open.EITHER)
        or (isinstance(each.right, Right) and Relation.OWN in TABLE[each.right])
    ]


@pytest.mark.parametrize("frame", get_args(VisitorFrame), ids=lambda kind: kind.__name__)
def test_no_frame_that_a_visitor_may_be_sent_can_hold_a_note(frame: Any) -> None:
    assert not reached(frame) & FOR_STAFF_ALONE


def test_a_frame_of_staffs_can() -> None:
    assert set(get_args(ServerFrame)) == set(get_args(VisitorFrame)) | set(get_args(StaffFrame))
    assert {kind for kind in get_args(ServerFrame) if reached(kind) & FOR_STAFF_ALONE} == {Noted}
    assert Note in reached(Noted)


def test_the_walk_goes_into_lists_choices_and_tables() -> None:
    class Told(msgspec.Struct):
        lines: tuple[Entry | None, ...]
        by_name: dict[str, tuple[Note, ...] | Facts]

    assert {Entry, Note, Facts} <= reached(Told)


@pytest.mark.parametrize("route", visitors_doors(), ids=lambda route: route.name)
def test_no_door_that_a_visitor_may_open_answers_with_a_note(route: Route) -> None:
    answer = typing.get_type_hints(route.door)["return"]

    assert not reached(answer) & FOR_STAFF_ALONE


def test_the_doors_of_notes_are_not_among_them() -> None:
    opened = {route.name for route in visitors_doors()}
    doors = {
        route.name
        for route in declared.ROUTES
        if reached(typing.get_type_hints(route.door)["return"]) & FOR_STAFF_ALONE
    }

    assert {name.partition(" ")[2].rpartition("/notes")[2] for name in doors} == {"", "/take-back"}
    assert not doors & opened


def test_the_type_checker_refuses_a_note_to_any_socket_that_is_not_known_to_be_of_staff() -> None:
    """`make check` fails on a line here that should be refused and is not: an ignored error that is none is one."""

    def sends(push: Push, connection: str, staff: StaffSocket, note: Noted, frame: StaffFrame) -> None:
        push.send(staff, note)
        push.send(connection, note)  # type: ignore[call-overload]
        push.send(connection, frame)  # type: ignore[arg-type]

    assert "staff" in sends.__annotations__
