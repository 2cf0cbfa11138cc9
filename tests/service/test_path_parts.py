"""What stands in a path becomes a key of the table only when it has the form of one: longer than 2,048 bytes DynamoDB takes none."""

from collections.abc import Iterator

import pytest

from tests.functions import Functions, functions

ODD = ("a" * 3_000, "A" * 3_000, "ä" * 1_500, "..", "demo\n", "0123456789ABCDEU", "0123456789ABCDEF0")
BODIES = {"messages": {"id": "message-1", "n": 1, "text": "Hei"}, "seen": {"seq": 1}, "close": {}, "transfer": {}}


@pytest.fixture(scope="module")
def house() -> Iterator[Functions]:
    with functions() as opened:
        yield opened


@pytest.fixture(scope="module")
def agent(house: Functions) -> dict[str, str]:
    """What an agent's page sends who has signed in and accepted the commitment."""
    headers = house.signed_in("agent.a")
    commitment = house.rest("GET", "/v1/me", **headers).body["commitment"]
    accepted = {name: commitment[name] for name in ("version", "hash")}
    house.rest("POST", "/v1/me/commitment", accepted, **headers)
    return headers


@pytest.fixture(scope="module")
def conversation(house: Functions, agent: dict[str, str]) -> str:
    """The id of a conversation that the agent has taken."""
    body = {"site": "demo", "language": "fi", "id": "message-1", "text": "Hei"}
    started = house.rest("POST", "/v1/conversations", body, authorization=f"Bearer {'k' * 43}")
    found = str(started.body["facts"]["conversation"])
    house.rest("POST", f"/v1/conversations/{found}/take", **agent)
    return found


def ask(house: Functions, agent: dict[str, str], route: tuple[str, str], part: str) -> int:
    """Return the status of a route that has this in its path."""
    method, path = route
    filled = path.replace("{name}", f"{part}.js").replace("{site}", part).replace("{conversation}", part)
    body = BODIES.get(path.rpartition("/")[2]) if method == "POST" else None
    return house.rest(method, filled, body, **agent).status


def routes_with_parts(house: Functions) -> list[tuple[str, str]]:
    """Return them, last the one after which an agent has no more to do with a conversation."""
    return sorted((each for each in house.routes if "{" in each[1]), key=lambda route: route[1].endswith("/transfer"))


def test_every_route_with_a_part_in_its_path_says_not_found_to_what_is_none_and_asks_no_table(
    house: Functions, agent: dict[str, str]
) -> None:
    routes = routes_with_parts(house)
    assert len(routes) > 8

    answered = {(route, part): ask(house, agent, route, part) for route in routes for part in ODD}

    assert {asked: status for asked, status in answered.items() if status != 404} == {}


def test_the_same_routes_find_what_is_there(house: Functions, agent: dict[str, str], conversation: str) -> None:
    """A name of the right form gets past the form; what the door then says of it is the door's own."""
    known = {"{name}": "demo", "{site}": "demo", "{conversation}": conversation}
    missing = {
        route: status
        for route in routes_with_parts(house)
        if route != ("GET", "/static/{name}")  # its files are not in the table
        if not route[1].endswith("/stop")  # for those who are let in: whoever has it has nothing to leave
        if not route[1].startswith(("/v1/access-log/", "/v1/settings/"))  # the officer's, the administrator's
        for part, name in known.items()
        if part in route[1]
        if (status := ask(house, agent, route, name)) in (404, 500, 503)
    }

    assert missing == {}
