"""The conversation with oneself, held with the whole product as it runs on this machine."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

import boto3
import pytest

from chalicelib import settings, wiring
from chalicelib.aws import calling
from chalicelib.aws.calling import World
from chalicelib.chat import trial
from chalicelib.chat.errors import NotFound
from chalicelib.chat.people import Administrator
from chalicelib.chat.services import Services
from chalicelib.rooms.people import actions as administering
from chalicelib.rooms.people.wire import CreatePerson
from operations import smoke, stack
from operations.smoke import SmokeFailed, Times
from tests.browser.house import House, opened
from tests.operations.test_options import listed, statements

ADMINISTRATOR = Administrator("operator")


@pytest.fixture(scope="module")
def opened_house() -> Iterator[House]:
    with opened() as house:
        yield house


@pytest.fixture
def house(opened_house: House) -> House:
    opened_house.begin_anew()
    opened_house.cloud.clock.advance(3601)  # a new window for every limit
    return opened_house


@pytest.fixture
def services(house: House) -> Iterator[Services]:
    world = World(now=house.cloud.clock)
    with house.cloud.endpoint.own_calls():
        calling.begin(world, 300)
        yield wiring.build(settings.read(house.cloud.environment), world).asked_by("operators-command")


def held(house: House, services: Services, sockets: str | None = None) -> tuple[Times, list[str]]:
    said: list[str] = []
    ours = house.addresses.service.replace("http", "ws", 1) + "/socket"
    return smoke.run(house.addresses.service, ours if sockets is None else sockets, services, said.append), said


def kinds(house: House) -> set[str]:
    return {item["pk"].partition("#")[0] for item in house.cloud.items()}


def nothing_is_left(house: House, services: Services) -> bool:
    stored = json.dumps(house.cloud.items(), default=str)
    assert "conversation#" not in stored
    assert f"site#{trial.SITE}" not in stored
    assert services.people.get(smoke.PERSON) is None
    assert services.people.left(smoke.PERSON) is None
    assert services.agents.get(smoke.PERSON) is None
    assert services.sessions.of(smoke.PERSON) == []
    with pytest.raises(NotFound):
        services.accounts.get(smoke.PERSON)
    return True


def test_a_whole_conversation_is_held_and_timed_and_nothing_is_left_of_it(house: House, services: Services) -> None:
    before = kinds(house)

    times, said = held(house, services)

    assert [line.partition(" (")[0] for line in said] == [
        "✓ The chat's page, loader and console are served",
        "✓ A wrong password is refused",
        "✓ An agent signs in, with a second factor",
        "✓ A visitor's first message is stored",
        "✓ Both have a socket",
        "✓ Visitor → agent",
        "✓ Agent → visitor",
        "✓ The access log has who read it",
        "✓ The conversation is erased",
    ]
    assert 0 < times.to_agent < 10_000
    assert nothing_is_left(house, services)
    assert "waits" not in kinds(house) - before


def test_what_is_done_is_in_the_access_log_under_the_trials_own_name(house: House, services: Services) -> None:
    done = len(house.cloud.log_events())

    held(house, services)

    records = [json.loads(event["message"]) for event in house.cloud.log_events()[done:]]
    actions = [each["action"] for each in records if smoke.PERSON in (each["actor"], each["object"])]
    assert {
        "account_created",
        "sign_in_failed",
        "second_factor_enrolled",
        "sign_in",
        "commitment_accepted",
        "conversation_taken",
        "conversation_opened",
        "person_left",
    } <= set(actions)


def test_whoever_deploys_from_github_may_do_all_that_a_trial_does(house: House) -> None:
    world, called = World(now=house.cloud.clock), set[str]()
    session: Any = boto3.session.Session()

    def create(service: str, **options: Any) -> Any:
        client = session.client(service, **options)
        client.meta.events.register("provide-client-params", lambda model, **_: called.add(f"{service}:{model.name}"))
        return client

    with house.cloud.endpoint.own_calls():
        calling.begin(world, 300)
        held(house, wiring.build(settings.read(house.cloud.environment), world, create).asked_by("operators-command"))

    assert {"cognito-idp:AdminCreateUser", "dynamodb:PutItem", "logs:GetLogEvents"} < called
    assert called - {action for each in statements() for action in listed(each["Action"])} == set()


def test_trials_that_follow_each_other_within_the_hour_answer_the_check(house: House, services: Services) -> None:
    said = [held(house, services)[1] for _ in range(services.limits.conversations_an_hour + 1)]

    assert [any(line.startswith("  … waiting") for line in each) for each in said[-2:]] == [False, True]
    assert nothing_is_left(house, services)


def test_what_a_trial_has_left_that_was_cut_off_is_taken_away_by_the_next(house: House, services: Services) -> None:
    smoke._made(services)
    assert services.sites.get(trial.SITE) is not None

    held(house, services)

    assert nothing_is_left(house, services)


def test_a_trial_may_take_longer_than_one_use_of_the_service(house: House, services: Services) -> None:
    world = World(now=house.cloud.clock)
    calling.begin(world, 0)

    smoke.run(house.addresses.service, "", services, lambda _: None, begins=lambda: calling.begin(world, 50))

    calling.begin(world, 50)
    assert nothing_is_left(house, services)


def test_an_account_of_that_name_that_somebody_else_has_made_is_left_alone(house: House, services: Services) -> None:
    asked = CreatePerson(key="somebody-elses", person=smoke.PERSON, roles=("agent",))
    administering.create(services, ADMINISTRATOR, asked)

    with pytest.raises(SmokeFailed, match=r"^The trial conversation could not be prepared: There is an account"):
        held(house, services)

    assert services.accounts.get(smoke.PERSON).enabled
    administering.leave(services, ADMINISTRATOR, smoke.PERSON)


@pytest.mark.parametrize(
    ("service", "sockets", "told"),
    [
        ("/nowhere", "", "Serving the chat's page failed: /chat/trial answers 404."),
        ("", "wss://ws.chat.your.example", "Opening the sockets failed: the service names "),
    ],
)
def test_what_fails_is_said_in_a_sentence_and_cleaned_up(
    house: House, services: Services, service: str, sockets: str, told: str
) -> None:
    async def at_once(_: float) -> None:
        return None

    with pytest.raises(SmokeFailed) as failed:
        smoke.run(f"{house.addresses.service}{service}", sockets, services, lambda _: None, pause=at_once)

    assert str(failed.value).startswith(told)
    assert nothing_is_left(house, services)


def test_an_authenticator_shows_what_the_standard_says() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    # RFC 6238, appendix B, the last six digits.
    assert [smoke.code_at(secret, at) for at in (59, 1_111_111_109, 20_000_000_000)] == ["287082", "081804", "353130"]


def test_a_command_that_failed_says_where_the_cause_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> NoReturn:
        raise smoke.SmokeFailed("Serving the chat's page failed: /chat/trial answers 429.")

    monkeypatch.setattr(stack, "require", lambda *_: None)
    monkeypatch.setattr(smoke, "of_stage", fails)

    assert smoke.main(["--stage", "test"]) == 1
    assert capsys.readouterr().err == (
        "✗ Serving the chat's page failed: /chat/trial answers 429. What is wrong with the stage: `make doctor STAGE=test`.\n"
    )
