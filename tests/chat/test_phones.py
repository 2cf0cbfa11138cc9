"""Phones in pockets: which push services are called, and who is on duty."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalicelib.chat import phones
from chalicelib.chat.conversation import OpenSocket
from chalicelib.chat.errors import PushServiceUnknown
from chalicelib.chat.hours import Hours
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.phones import Phone, Phones, When
from chalicelib.chat.ports import AgentOnDuty

NOW = 1_795_600_000_000
LOCAL = "http://127.0.0.1:8603"
NONE: Mapping[str, OpenSocket] = {}


@pytest.mark.parametrize(
    ("endpoint", "service"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc:DEF_1-2", "https://fcm.googleapis.com"),
        ("https://updates.push.services.mozilla.com/wpush/v2/gAAA", "https://updates.push.services.mozilla.com"),
        ("https://web.push.apple.com/QHdU", "https://web.push.apple.com"),
        ("https://wns2-db5p.notify.windows.com/w/?token=BQYAAA%3d", "https://wns2-db5p.notify.windows.com"),
        ("https://fcm.googleapis.com:443/fcm/send/abc", "https://fcm.googleapis.com"),
    ],
)
def test_the_push_services_of_browser_makers_are_called(endpoint: str, service: str) -> None:
    assert phones.service_of(endpoint) == service


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "abc",
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8443/fcm/send/abc",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com/",
        "https://fcm.googleapis.com./fcm/send/abc",
        "https://fcm.googleapis.com.evil.example/fcm/send/abc",
        "https://evilfcm.googleapis.com/fcm/send/abc",
        f"https://{'a' * 64}.push.apple.com/abc",
        f"https://{'a.' * 127}push.apple.com/abc",
        "https://-a.push.apple.com/abc",
        "https://a-.push.apple.com/abc",
        "https://push.apple.com.evil.example/abc",
        "https://evilpush.apple.com/abc",
        "https://push.apple.com/abc",
        "https://fcm.googleapis.com@evil.example/abc",
        "https://somebody@fcm.googleapis.com/abc",
        "https://evil.example\\.push.apple.com/abc",
        "https://evil.example/#.push.apple.com/abc",
        "https://web.push.apple.com/abc#part",
        "https://web.push.apple.com/a b",
        "https://web.push.apple.com/a\r\nHost: evil.example",
        "https://web.push.apple.com/ä",
        "https://web.push.apple.com/" + "a" * phones.ENDPOINT_CHARACTERS,
        "https://[::1]/abc",
        "https://127.0.0.1/abc",
        "https://web.push.apple.com:abc/abc",
        f"{LOCAL}/push/one",
    ],
)
def test_no_other_address_is_called(endpoint: str) -> None:
    with pytest.raises(PushServiceUnknown):
        phones.service_of(endpoint)


def test_a_stand_in_on_this_machine_is_called_only_where_it_is_named() -> None:
    assert phones.service_of(f"{LOCAL}/push/one", (LOCAL,)) == LOCAL
    with pytest.raises(PushServiceUnknown):
        phones.service_of("http://127.0.0.1:8604/push/one", (LOCAL,))


@given(some.text(max_size=60))
def test_whatever_is_taken_is_https_at_one_of_these_names(text: str) -> None:
    for endpoint in (text, f"https://{text}", f"https://fcm.googleapis.com{text}", f"https://{text}.push.apple.com/a"):
        try:
            host = phones.service_of(endpoint).removeprefix("https://")
        except PushServiceUnknown:
            continue
        assert host in phones.HOSTS or host.endswith(tuple(f".{each}" for each in phones.DOMAINS))
        assert set(host) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")


def phone(name: str, *, until: int = NOW // 1000 + 60) -> Phone:
    return Phone(endpoint=f"https://web.push.apple.com/{name}", made_at=NOW, until=until)


def test_a_phone_that_is_given_again_keeps_its_beginning_and_is_the_newest() -> None:
    one, two = phone("one"), phone("two")
    again = Phone(endpoint=one.endpoint, made_at=NOW + 5, until=NOW, till_sign_out=True)

    first, last = phones.with_phone((one, two), again, NOW)

    assert first == two
    assert (last.made_at, last.until, last.till_sign_out) == (NOW, NOW, True)


def test_a_phone_whose_time_is_over_is_none() -> None:
    assert phones.living((phone("one", until=NOW // 1000), phone("two")), NOW) == (phone("two"),)
    assert phones.without((phone("one"), phone("two")), [phones.name_of(phone("one").endpoint)], NOW) == (phone("two"),)


def agent(person: str, *, available: bool, there: bool) -> AgentOnDuty:
    seen_at = NOW if there else NOW - LIMITS.agent_away_seconds * 1000
    return AgentOnDuty(person=person, alias=person, available=available, sockets=NONE, seen_at=seen_at)


@pytest.mark.parametrize(
    ("when", "agents", "called"),
    [
        ("available", [agent("a", available=True, there=False)], True),
        ("available", [agent("a", available=True, there=True)], True),
        ("available", [agent("a", available=False, there=False)], False),
        ("available", [], False),
        ("nobody", [], True),
        ("nobody", [agent("a", available=False, there=False)], True),
        ("nobody", [agent("b", available=True, there=False)], True),
        ("nobody", [agent("b", available=True, there=True)], False),
        ("nobody", [agent("b", available=False, there=True)], True),
        ("nobody", [agent("a", available=True, there=False), agent("b", available=True, there=True)], True),
    ],
)
def test_on_duty_is_who_is_available_and_who_said_so_when_nobody_is_there(
    when: When, agents: list[AgentOnDuty], called: bool
) -> None:
    its = Phones(person="a", when=when, phones=(phone("one"),))

    assert [each.person for each, _ in phones.on_duty([its], agents, NOW, LIMITS)] == (["a"] if called else [])


def test_without_a_phone_nobody_is_called_and_an_open_console_is_told_apart() -> None:
    without = Phones(person="b", when="nobody", phones=(phone("old", until=0),))
    its = Phones(person="a", when="available", phones=(phone("one"),))
    agents = [agent("a", available=True, there=True), agent("b", available=True, there=False)]

    assert phones.on_duty([its, without], agents, NOW, LIMITS) == [(its, True)]


def test_a_site_is_open_within_its_hours_and_always_without_any() -> None:
    hours = Hours(week={"wed": ("9-16",)})
    wednesday_noon = 1_795_600_000 // 86400 * 86400 + 10 * 3600
    days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

    assert phones.is_open(None, wednesday_noon)
    assert sum(phones.is_open(hours, wednesday_noon + day * 86400) for day in range(7)) == 1
    assert phones.is_open(Hours(week=dict.fromkeys(sorted(days), ("9-16",))), wednesday_noon)  # type: ignore[arg-type]
    assert not phones.is_open(Hours(week=dict.fromkeys(sorted(days), ("9-16",))), wednesday_noon + 12 * 3600)  # type: ignore[arg-type]
