"""Parts of a day: each prepares what it needs, yields, and acts. Whoever is in one is in no other."""

from collections.abc import Callable, Generator
from typing import Final

from cloud.removing import Scene
from cloud.scenes import by_themselves, people, sockets, visits
from cloud.scenes.staff import Staff
from cloud.walk import Stage

SCENES: Final[tuple[Callable[[Staff], Generator[None]], ...]] = (
    visits.opens_a_page,
    visits.starts,
    visits.comes_back,
    visits.is_on_the_desk,
    visits.is_taken,
    visits.is_answered,
    visits.is_let_go,
    visits.reads_who_has_read,
    visits.orders_a_copy,
    visits.proves_the_address,
    visits.closes,
    visits.erases,
    sockets.opens_a_socket,
    sockets.opens_a_socket_of_staff,
    sockets.comes_when_nobody_is_there,
    sockets.comes_while_nothing_is_queued,
    sockets.comes_from_elsewhere,
    sockets.joins,
    sockets.is_here_again,
    sockets.opens_page_after_page,
    sockets.reads_on_after_long,
    sockets.says,
    sockets.says_what_no_longer_fits,
    sockets.answers,
    sockets.reads,
    sockets.leaves,
    sockets.leaves_while_waiting,
    sockets.leaves_one_page_while_nothing_is_queued,
    sockets.leaves_the_desk,
    people.signs_in_first,
    people.signs_out,
    people.looks_at_people,
    people.looks_after_somebody,
    people.forgets_a_second_factor,
    people.lets_somebody_go,
    people.reads_the_access_log,
    people.sets_the_stage,
    people.tries_a_phone,
    by_themselves.watches,
    by_themselves.watches_over_the_left,
    by_themselves.watches_over_sessions,
    by_themselves.sweeps,
    by_themselves.ends_what_has_lived_its_day,
    by_themselves.erases_what_is_left,
    by_themselves.calls_a_phone,
    by_themselves.bounces,
    by_themselves.bounces_of_who_is_gone,
)
QUEUE_DOWN: Final = (sockets.comes_while_nothing_is_queued, sockets.leaves_one_page_while_nothing_is_queued)
"""Acted while nobody may queue anything, so that what is usually a job is done at once."""


def of(stage: Stage) -> list[Scene]:
    """Return the scenes, with the staff that they share. Raises Failed."""
    staff = Staff(stage)
    return [_with(staff, scene) for scene in SCENES]


def _with(staff: Staff, scene: Callable[[Staff], Generator[None]]) -> Scene:
    def played() -> Generator[None]:
        staff.begin()
        return scene(staff)

    lacks = "sqs:SendMessage" if scene in QUEUE_DOWN else ""
    return Scene(scene.__name__, played, lacks)
