"""When an agent's day ends: by the hours of the sites that they answer for."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from chalicelib.chat.actions import desk as desks
from chalicelib.chat.errors import NotFound
from chalicelib.chat.hours import WEEKDAYS, Hours
from chalicelib.chat.site import Site
from chalicelib.chat.wire import Day, Opening
from tests.service.conftest import Desk, staff

A = staff("agent.a")


def at(written: str) -> int:
    return int(datetime.fromisoformat(written).replace(tzinfo=ZoneInfo("Europe/Helsinki")).timestamp()) * 1000


def opens(desk: Desk, site: str, written: str | None) -> None:
    """Let a site be open at these times on every day of the week; at all times without any."""
    hours = None if written is None else Hours(week=dict.fromkeys(WEEKDAYS, (written,)))
    desk.services.sites.put(Site(key=site, company="Demo Oy", origins=("http://127.0.0.1:8601",), hours=hours))


def is_now(desk: Desk, written: str) -> None:
    desk.cloud.clock.advance(at(written) / 1000 - desk.services.now())


def today(day: Day) -> list[Opening]:
    return [each for each in day.openings if each.start <= day.now < each.end + 12 * 3_600_000]


def test_the_day_is_that_of_all_sites_and_is_known_before_and_after_its_end(desk: Desk) -> None:
    opens(desk, "demo", "9-16")
    opens(desk, "shop", "12-18")
    is_now(desk, "2030-11-27T15:50")

    open_now = desks.day(desk.services, A)
    assert today(open_now) == [Opening(start=at("2030-11-27T09:00"), end=at("2030-11-27T18:00"))]
    assert open_now.openings[-1].start > open_now.now
    assert not open_now.always

    desk.cloud.clock.advance(3 * 3600)
    assert today(desks.day(desk.services, A)) == today(open_now)


def test_whoever_answers_for_some_sites_has_the_day_of_these(desk: Desk) -> None:
    opens(desk, "demo", "9-16")
    opens(desk, "shop", "12-18")
    is_now(desk, "2030-11-27T15:50")
    desk.services.people.describe("agent.a", "Anna", ["fi"], ["demo"])

    assert today(desks.day(desk.services, A)) == [Opening(start=at("2030-11-27T09:00"), end=at("2030-11-27T16:00"))]


def test_where_a_site_is_always_open_no_day_ends(desk: Desk) -> None:
    opens(desk, "demo", "9-16")
    assert not desks.day(desk.services, A).always
    opens(desk, "shop", None)
    assert desks.day(desk.services, A).always


def test_only_agents_have_a_day(desk: Desk) -> None:
    assert desks.day(desk.services, A).now == desk.services.milliseconds()
    with pytest.raises(NotFound):
        desks.day(desk.services, staff("reviewer.a", "reviewer"))
