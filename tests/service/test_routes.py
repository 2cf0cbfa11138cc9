"""Every line of routes: what it says is what its door asks for, and each role meets it as the two tables say."""

import ast
import functools
from collections.abc import Callable, Iterator
from typing import get_args

import pytest

import app as declared
from chalicelib.chat import commitment
from chalicelib.chat.access import ROLES, STANDING, TABLE, Relation, Right, Standing, Terms
from chalicelib.chat.people import Profile
from chalicelib.chat.who import Role
from chalicelib.chat.wire import Status
from chalicelib.entrypoints.routes import Open, Route
from local import costs
from local.cloud import Cloud
from local.cloud.clock import Clock
from local.refusals import Code, Place, of_the_product
from tests.chat.test_access import MET

STAFFS = [
    each for each in declared.ROUTES if each.right in (Open.STAFF, *Standing) or "/conversations/{conv" in each.path
]
OF_ONE = [each for each in STAFFS if isinstance(each.right, Right)]
WITH_BODIES = [each for each in declared.ROUTES if costs.SAMPLES[each.name].body is not None]
STATUS: dict[str, Status] = {
    "taken": "active",
    "waiting": "waiting",
    "closed": "closed",
    "uncommitted": "waiting",
    "somebody else's": "active",
    "people": "waiting",
    "own": "waiting",
    "the officer's": "waiting",
    "settings": "waiting",
    "phones": "waiting",
    "reviewing": "waiting",
    "a supervisor's": "waiting",
    "supervising": "waiting",
    "taken, a colleague is there": "active",
    "taken, a colleague is invited": "active",
}
"""Of the conversation in a sample's state."""
PERSON = "somebody.s"

MakeHouse = Callable[[str], costs.House]
Asking = Callable[[costs.House], str]


@pytest.fixture(scope="module")
def code() -> Code:
    return of_the_product()


@pytest.fixture(scope="module")
def named(code: Code) -> Callable[[Place], set[str]]:
    """Return the rights and standings that a function names, looked up once for all doors that reach it."""

    def found(place: Place) -> set[str]:
        every = (node for node in ast.walk(code.functions[place]) if isinstance(node, ast.Attribute))
        return {ast.unparse(node) for node in every if ast.unparse(node.value) in ("Right", "Standing")}

    return functools.cache(found)


@pytest.fixture(scope="module")
def untouched() -> dict[str, costs.House]:
    """The house that was made last, by its state, while nothing but refusals has happened in it."""
    return {}


@pytest.fixture(scope="module")
def make_house(untouched: dict[str, costs.House]) -> Iterator[MakeHouse]:
    with Cloud.start(clock=Clock(stopped_at=costs.NOW), in_memory=True) as cloud:
        make = costs.houses(cloud)

        def made(state: str) -> costs.House:
            untouched.clear()  # each house empties the cloud of the one before
            return make(state)

        yield made


@pytest.fixture(scope="module")
def ask_in(make_house: MakeHouse, untouched: dict[str, costs.House]) -> Callable[[str, Asking], str]:
    """Return what asks in a house of a state: in the one before when that has refused all it was asked, else in a new one."""

    def asked(state: str, asking: Asking) -> str:
        house = untouched.pop(state, None) or make_house(state)
        code = asking(house)
        if code:
            untouched[state] = house
        return code

    return asked


@pytest.fixture(scope="module")
def met(make_house: MakeHouse) -> Callable[[Route], str]:
    """Return what a route answers whom its sample is about, each asked once: beside it stands every role's refusal."""
    return functools.cache(lambda route: ask(make_house(costs.SAMPLES[route.name].state), route))


@pytest.mark.parametrize("route", declared.ROUTES, ids=lambda route: route.name)
def test_a_door_asks_for_what_its_line_names(route: Route, code: Code, named: Callable[[Place], set[str]]) -> None:
    places = code.reached(Place(route.door.__module__, route.door.__name__))
    asked = set[str]().union(*map(named, places))

    if route.right is Open.EITHER:
        assert asked == {"Standing.DESK"}
    else:
        assert str(route.right) in asked or (isinstance(route.right, Open) and not asked - {"Right.READ_ACCESSES"})


@pytest.mark.parametrize("role", [*get_args(Role), None])
@pytest.mark.parametrize("route", STAFFS, ids=lambda route: route.name)
def test_a_role_meets_a_route_as_the_tables_say(
    ask_in: Callable[[str, Asking], str], met: Callable[[Route], str], route: Route, role: Role | None
) -> None:
    state = costs.SAMPLES[route.name].state

    def asking(house: costs.House) -> str:
        sign_in(house, (role,) if role else (), commitment.CURRENT.hash)
        return ask(house, route)

    assert met(route) == ""
    assert ask_in(state, asking) == expected(route, role, STATUS[state])


@pytest.mark.parametrize("route", OF_ONE, ids=lambda route: route.name)
def test_what_is_restricted_is_open_to_nobody_of_staff(make_house: MakeHouse, route: Route) -> None:
    """Whoever may, by the test above, may not; whatever roles they have besides."""
    sample = costs.SAMPLES[route.name]
    house = make_house(sample.state)
    body = None if sample.body is None else sample.body(house, 0)  # some are made of what somebody does before
    house.services.conversations.note(house.about, restrictions={"2026-7": 1})  # type: ignore[arg-type]  # of what is open, too
    own = house.ask(route.name, route.door, 0, body)
    sign_in(house, get_args(Role), commitment.CURRENT.hash)
    others = house.ask(route.name, route.door, 0, body)

    assert (own, others) == (("", "") if route.right is Right.READ_ACCESSES else ("not_found", "not_found"))


@pytest.mark.parametrize("route", STAFFS, ids=lambda route: route.name)
def test_before_the_commitment_only_ones_own_account_is_open(
    ask_in: Callable[[str, Asking], str], route: Route
) -> None:
    def asking(house: costs.House) -> str:
        sign_in(house, get_args(Role), "")
        return ask(house, route)

    assert ask_in(costs.SAMPLES[route.name].state, asking) == (
        "" if route.right is Open.STAFF else "commitment_missing"
    )


@pytest.mark.parametrize("route", WITH_BODIES, ids=lambda route: route.name)
def test_an_empty_word_is_no_outage(make_house: MakeHouse, ask_in: Callable[[str, Asking], str], route: Route) -> None:
    """DynamoDB takes no empty key: what gets so far is answered as if the table were away, with the advice to try again."""
    sample = costs.SAMPLES[route.name]
    assert sample.body is not None
    words = [name for name, value in sample.body(make_house(sample.state), 0).items() if isinstance(value, str | None)]

    def asking(house: costs.House, name: str) -> str:
        assert sample.body is not None
        return house.ask(route.name, route.door, 0, {**sample.body(house, 0), name: ""})

    answered = {name: ask_in(sample.state, functools.partial(asking, name=name)) for name in words}

    assert "unavailable" not in answered.values(), answered


def sign_in(house: costs.House, roles: tuple[Role, ...], committed: str) -> None:
    """Have somebody ask from now on who has these roles and has never had the conversation."""
    accounts = house.services.accounts
    if house.person != PERSON:
        house.have_own(PERSON)
    had = set(accounts.get(PERSON).roles)
    for role in had.difference(roles):
        accounts.take(PERSON, role)
    for role in set(roles).difference(had):
        accounts.give(PERSON, role)
    house.services.people.put(Profile(person=PERSON, alias="S"))
    house.cookie, _ = house.services.sessions.start(PERSON, "S", roles, committed)


def ask(house: costs.House, route: Route) -> str:
    body = costs.SAMPLES[route.name].body
    return house.ask(route.name, route.door, 0, None if body is None else body(house, 0))


def expected(route: Route, role: Role | None, status: Status) -> str:
    """Return with which code somebody with a role is refused, nothing when they are not."""
    if isinstance(route.right, Open):
        return ""
    if isinstance(route.right, Standing):
        return "" if role in STANDING[route.right] else "not_found"
    agent = Relation.QUEUE if status == "waiting" else Relation.OTHER
    columns = [agent] if role == "agent" else [each for each, by in ROLES.items() if by == role]
    terms = [TABLE[route.right][each] for each in columns if each in TABLE[route.right]]
    if not any(status in MET[each] for each in terms):
        return "not_found"
    return "already_taken" if Terms.TOLD_WHO in terms else ""
