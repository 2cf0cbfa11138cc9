"""Whoever waits, and whom nobody takes, has the phones of those on duty ring: once, and without a word of anybody."""

import json
from typing import Any

import msgspec
import pytest

from chalicelib import settings
from chalicelib.chat import people
from chalicelib.chat.actions import data_rights, phoning, talking
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.errors import PhonesOff, PushServiceUnknown, TooMany, Unauthenticated, Unavailable
from chalicelib.chat.hours import Hours
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.phones import Phones, name_of, service_of
from chalicelib.chat.ports import Job, Pushed
from chalicelib.chat.site import Site
from chalicelib.chat.stage import plain
from chalicelib.chat.who import Staff
from chalicelib.rooms.people import phones as own
from chalicelib.rooms.people.wire import AddPhone
from tests.service.conftest import Desk, staff

ONE = "https://fcm.googleapis.com/fcm/send/one"
TWO = "https://web.push.apple.com/two"


class Services:
    """Push services that remember whom they called, and answer as they are told."""

    def __init__(self) -> None:
        self.called: list[str] = []
        self.says: dict[str, Pushed] = {}
        self.fails: set[str] = set()

    def key(self) -> str:
        return "B" * 87

    def require_known(self, endpoint: str) -> None:
        service_of(endpoint)

    def call(self, endpoint: str) -> Pushed:
        self.called.append(endpoint)
        if endpoint in self.fails:
            raise Unavailable(retry_after=1)
        return self.says.get(endpoint, "taken")


@pytest.fixture
def pushes(desk: Desk) -> Services:
    """A service in which phones are called."""
    pushes = Services()
    chosen = msgspec.structs.replace(settings.read(desk.cloud.environment), push_key="alias/push")
    desk.services = msgspec.structs.replace(desk.services, settings=chosen, web_push=pushes)
    switch(desk, on=True)
    return pushes


def switch(desk: Desk, *, on: bool) -> None:
    desk.cloud.clock.advance(1)
    before = desk.services.stage.current()
    after = msgspec.structs.replace(plain(before), phones=on)
    desk.services.stage.change(before, after, "admin", desk.services.milliseconds())


def working(desk: Desk, person: str) -> Staff:
    """Return an agent who is signed in."""
    _, session = desk.services.sessions.start(person, person, ("agent",), CURRENT.hash)
    return people.staff(session, LIMITS)


def give(desk: Desk, person: str = "agent.a", endpoint: str = ONE, *, when: str = "available", **more: bool) -> None:
    given = msgspec.convert({"endpoint": endpoint, "when": when, **more}, AddPhone)
    own.add(desk.services, working(desk, person), given)


def available(desk: Desk, person: str = "agent.a") -> None:
    desk.services.agents.set_available(person, person, True)


def look(desk: Desk, conversation: str) -> None:
    phoning.call(desk.services, Job(kind="phone", conversation=conversation))


def test_after_a_minute_in_which_nobody_took_whoever_waits_those_on_duty_are_called(
    desk: Desk, pushes: Services
) -> None:
    give(desk)
    available(desk)
    conversation = desk.start().facts.conversation
    desk.work()
    desk.cloud.clock.advance(LIMITS.phone_after_seconds - 1)
    desk.services.conversations.visitor_seen(conversation, desk.services.milliseconds(), polled=True)
    desk.work()
    assert pushes.called == []
    desk.cloud.clock.advance(2)
    desk.work()

    assert pushes.called == [ONE]


def test_nobody_is_called_for_who_was_taken_left_a_question_or_is_erased(desk: Desk, pushes: Services) -> None:
    give(desk)
    available(desk)
    taken = desk.start("a" * 43).facts.conversation
    talking.take(desk.services, staff("agent.b"), taken)
    gone = desk.start("g" * 43).facts.conversation
    head = desk.services.conversations.get(gone)
    assert head is not None
    desk.services.conversations.gone(head, desk.services.milliseconds() + 60_000)
    left = desk.start("c" * 43).facts.conversation
    head = desk.services.conversations.get(left)
    assert head is not None
    desk.services.conversations.left(head, desk.services.milliseconds() + 86_400_000)
    erased = desk.start("d" * 43).facts.conversation
    data_rights.erase(desk.services, *talking.visitor(desk.services, "d" * 43))
    for each in (taken, gone, left, erased):
        look(desk, each)
    assert pushes.called == []
    waits = desk.start("e" * 43).facts.conversation
    look(desk, waits)

    assert pushes.called == [ONE]


def test_two_looks_at_once_and_ten_who_wait_call_somebody_once_in_five_minutes(desk: Desk, pushes: Services) -> None:
    give(desk)
    available(desk)
    for number in range(10):
        conversation = desk.start(str(number) * 43, network=f"192.0.{number}.0/24").facts.conversation
        look(desk, conversation)
        look(desk, conversation)
    assert pushes.called == [ONE]
    desk.cloud.clock.advance(LIMITS.phone_again_seconds)
    desk.start("z" * 43, network="198.51.100.0/24")
    look(desk, desk.services.conversations.waiting("general")[-1].conversation)

    assert pushes.called == [ONE, ONE]


def test_whoever_answers_at_an_open_console_is_not_called_and_whoever_only_has_it_open_is(
    desk: Desk, pushes: Services
) -> None:
    give(desk, "agent.a", ONE)
    give(desk, "agent.b", TWO)
    for person in ("agent.a", "agent.b"):
        available(desk, person)
        desk.services.agents.listen(staff(person), f"{person}-1", desk.services.milliseconds())
    desk.taken("t" * 43)
    look(desk, desk.start().facts.conversation)

    assert pushes.called == [TWO]


def test_outside_the_hours_of_the_site_nobody_is_called(desk: Desk, pushes: Services) -> None:
    give(desk, when="nobody")
    conversation = desk.start().facts.conversation
    hours = Hours(week={}, zone="Europe/Helsinki")
    site = Site(key="demo", company="Demo Oy", origins=("http://127.0.0.1:8601",))
    desk.services.sites.put(msgspec.structs.replace(site, hours=hours))
    look(desk, conversation)
    assert pushes.called == []
    desk.services.sites.put(site)
    look(desk, conversation)

    assert pushes.called == [ONE]


def test_a_phone_that_is_gone_is_forgotten_with_a_record_and_what_failed_in_passing_is_called_again(
    desk: Desk, pushes: Services
) -> None:
    give(desk, endpoint=ONE)
    give(desk, endpoint=TWO)
    available(desk)
    pushes.says = {ONE: "gone", TWO: "later"}
    conversation = desk.start().facts.conversation
    look(desk, conversation)
    its = desk.services.phones.of("agent.a")
    assert its is not None
    assert [each.endpoint for each in its.phones] == [TWO]
    pushes.says = {}
    look(desk, conversation)

    assert pushes.called == [ONE, TWO, TWO]
    assert [(each["actor"], each["object"]) for each in recorded(desk, "phone_removed")] == [("system", "agent.a")]


def test_while_an_administrator_has_not_wanted_it_or_there_is_no_key_nobody_is_called_and_no_phone_taken(
    desk: Desk, pushes: Services
) -> None:
    give(desk)
    available(desk)
    conversation = desk.start().facts.conversation
    switch(desk, on=False)
    look(desk, conversation)
    with pytest.raises(PhonesOff):
        give(desk, endpoint=TWO)
    assert not own.page(desk.services, staff("agent.a")).on
    switch(desk, on=True)
    chosen = settings.read(desk.cloud.environment)
    services = msgspec.structs.replace(desk.services, settings=chosen)
    phoning.call(services, Job(kind="phone", conversation=conversation))

    assert pushes.called == []
    assert not own.page(services, staff("agent.a")).on


def test_switched_off_nothing_is_put_aside_for_later(desk: Desk) -> None:
    before = desk.cloud.delayed
    desk.start()
    desk.work()

    assert desk.cloud.delayed <= before + 1  # the look whether whoever waits has gone


def test_adding_and_removing_are_recorded_and_the_log_knows_no_address(desk: Desk, pushes: Services) -> None:
    give(desk)
    (phone,) = own.page(desk.services, staff("agent.a")).phones
    assert (phone.phone, phone.service) == (name_of(ONE), "fcm.googleapis.com")
    assert own.remove(desk.services, staff("agent.b"), phone.phone).phones == ()
    assert own.page(desk.services, staff("agent.a")).phones == (phone,)
    assert own.remove(desk.services, staff("agent.a"), phone.phone).phones == ()

    assert [each["actor"] for each in recorded(desk, "phone_added")] == ["agent.a"]
    assert sorted(each["actor"] for each in recorded(desk, "phone_removed")) == ["agent.a", "agent.b"]
    assert ONE not in json.dumps(desk.cloud.log_events())
    assert not [each for each in desk.cloud.items() if each["pk"] == "phones" and each["phones"]]


def test_only_browser_makers_services_are_taken_and_of_too_many_the_oldest_goes(desk: Desk, pushes: Services) -> None:
    with pytest.raises(PushServiceUnknown):
        give(desk, endpoint="https://evil.example/one")
    for number in range(LIMITS.phones_a_person + 1):
        give(desk, endpoint=f"{ONE}-{number}")
    its = desk.services.phones.of("agent.a")
    assert its is not None

    assert [each.endpoint for each in its.phones] == [f"{ONE}-{n}" for n in range(1, LIMITS.phones_a_person + 1)]


def test_signing_out_takes_away_the_phone_of_that_device_where_that_was_wanted(desk: Desk, pushes: Services) -> None:
    give(desk, endpoint=ONE, till_sign_out=True)
    give(desk, endpoint=TWO)
    phoning.signing_out(desk.services, staff("agent.a"), TWO)
    phoning.signing_out(desk.services, staff("agent.a"), ONE)
    its = desk.services.phones.of("agent.a")
    assert its is not None

    assert [each.endpoint for each in its.phones] == [TWO]


def test_ones_own_phones_are_tried_ten_times_an_hour(desk: Desk, pushes: Services) -> None:
    give(desk)
    for _ in range(LIMITS.phone_tests_an_hour):
        assert own.ring(desk.services, staff("agent.a")).rang == 1
    with pytest.raises(TooMany):
        own.ring(desk.services, staff("agent.a"))

    assert len(pushes.called) == LIMITS.phone_tests_an_hour


def test_a_phone_is_forgotten_when_its_time_is_over(desk: Desk, pushes: Services) -> None:
    give(desk, when="nobody")
    desk.cloud.clock.advance(LIMITS.phone_days * 86_400)
    look(desk, desk.start().facts.conversation)

    assert desk.services.phones.all() == []
    assert pushes.called == []


def recorded(desk: Desk, action: str) -> list[dict[str, str]]:
    records = [json.loads(each["message"]) for each in desk.cloud.log_events()]
    return [each for each in records if each["action"] == action]


def test_whoever_cannot_be_called_keeps_nobody_else_from_it(desk: Desk, pushes: Services) -> None:
    for person, endpoint in (("agent.a", ONE), ("agent.b", TWO)):
        give(desk, person, endpoint)
        available(desk, person)
    pushes.fails = {ONE}
    conversation = desk.start().facts.conversation
    with pytest.raises(Unavailable):
        look(desk, conversation)
    assert sorted(pushes.called) == [ONE, TWO]

    pushes.fails = set()
    look(desk, conversation)
    assert sorted(pushes.called) == [ONE, ONE, TWO]


def test_a_phone_that_is_added_while_its_person_is_shut_out_is_not_kept(
    desk: Desk, pushes: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = working(desk, "agent.a")
    own.add(desk.services, who, AddPhone(endpoint=ONE, when="available"))
    change = phoning.changed

    def late(*arguments: Any) -> Phones:
        # Somebody disables the account in the moment before the phone is written down.
        desk.services.sessions.revoke("agent.a")
        desk.services.phones.forget("agent.a")
        return change(*arguments)

    monkeypatch.setattr(phoning, "changed", late)
    with pytest.raises(Unauthenticated):
        own.add(desk.services, who, AddPhone(endpoint=TWO, when="available"))

    assert desk.services.phones.of("agent.a") is None
