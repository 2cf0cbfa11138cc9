import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from local import control, demo
from local.cloud import Cloud, totp

NOW = 1_796_000_010.0
CONVERSATION = "7K3M9QWX0A1BC2D3"
Client = TestClient[web.Request, web.Application]


DEMO = True


@pytest.fixture
async def client(cloud: Cloud) -> AsyncIterator[Client]:
    app = control.application(cloud, [("Demo site", "http://127.0.0.1:8601")])
    async with TestClient(TestServer(app)) as client:
        yield client


async def read(client: Client, path: str) -> Any:
    async with client.get(path) as response:
        assert response.status == 200
        return await response.json()


def log(cloud: Cloud, *records: dict[str, Any]) -> None:
    logs, group = cloud.client("logs"), cloud.environment["JUTTU_ACCESS_LOG_GROUP"]
    logs.create_log_stream(logGroupName=group, logStreamName="s")
    events = [{"timestamp": record["at"], "message": json.dumps(record)} for record in records]
    logs.put_log_events(logGroupName=group, logStreamName="s", logEvents=events)


def record(at: int, action: str, about: str) -> dict[str, Any]:
    return {"at": at, "actor": "agent.a", "role": "agent", "action": action, "object": about, "outcome": "done"}


# ------------------------------------------------------------------------------------------------------- people


async def test_the_people_come_with_their_codes_of_this_moment(cloud: Cloud, client: Client) -> None:
    people = await read(client, "/people.json")
    agent = next(person for person in people if person["user"] == "agent.a")

    assert agent["password"] == "demo password of agent.a"
    assert agent["code"] == totp.code_at(demo.secret_of("agent.a"), NOW)
    assert agent["seconds_left"] == 30 - int(NOW) % 30

    cloud.clock.advance(30)
    later = next(person for person in await read(client, "/people.json") if person["user"] == "agent.a")
    assert later["code"] != agent["code"]


# ------------------------------------------------------------------------------------------------------- clock


@pytest.mark.parametrize(
    ("button", "ahead"), [("ten-minutes", 600), ("one-hour", 3600), ("two-months", (30 + 31) * 86400)]
)
async def test_a_button_moves_the_clock_and_leads_back(cloud: Cloud, client: Client, button: str, ahead: float) -> None:
    async with client.post("/clock", data={"move": button}, allow_redirects=False) as response:
        assert response.status == 303
        assert response.headers["Location"] == "/#clock"

    assert cloud.clock.ahead == ahead


@pytest.mark.parametrize(("far", "ahead"), [({"seconds": 90.5}, 90.5), ({"months": 1}, 30 * 86400)])
async def test_a_script_moves_the_clock_and_is_told_the_time(
    cloud: Cloud, client: Client, far: dict[str, float], ahead: float
) -> None:
    async with client.post("/clock", json=far) as response:
        told = await response.json()

    assert told == {"now": NOW + ahead, "ahead": ahead, "iso": told["iso"]}
    assert (await read(client, "/clock.json"))["now"] == cloud.clock() == NOW + ahead


@pytest.mark.parametrize(
    "far",
    [
        {},
        {"seconds": -1},
        {"seconds": 366 * 86400 + 1},
        {"months": 0},
        {"months": 13},
        {"seconds": 1, "months": 1},
        [1],
    ],
)
async def test_a_clock_moves_neither_back_nor_out_of_sight(cloud: Cloud, client: Client, far: Any) -> None:
    async with client.post("/clock", json=far) as response:
        assert response.status == 422
        assert "only one of" in await response.text()

    assert cloud.clock.ahead == 0


async def test_another_page_cannot_move_the_clock(cloud: Cloud, client: Client) -> None:
    own = f"http://{client.host}:{client.port}"

    async with client.post("/clock", json={"seconds": 1}, headers={"Origin": "http://127.0.0.1:8601"}) as response:
        assert response.status == 403
    async with client.post("/clock", json={"seconds": 1}, headers={"Sec-Fetch-Site": "cross-site"}) as response:
        assert response.status == 403
    async with client.post("/clock", json={"seconds": 1}, headers={"Host": "evil.example"}) as response:
        assert response.status == 421
    assert cloud.clock.ahead == 0

    async with client.post("/clock", json={"seconds": 1}, headers={"Origin": own}) as response:
        assert response.status == 200
    assert cloud.clock.ahead == 1


# ------------------------------------------------------------------------------------------------------- log and table


async def test_the_access_log_is_shown_newest_first_and_by_conversation(cloud: Cloud, client: Client) -> None:
    at = int(NOW * 1000)
    log(
        cloud,
        record(at, "taken", CONVERSATION),
        record(at + 1, "signed_out", "agent.a"),
        record(at + 2, "closed", CONVERSATION),
    )

    everything = await read(client, "/access-log.json")
    of_one = await read(client, f"/access-log.json?conversation={CONVERSATION}")

    assert [one["action"] for one in everything] == ["closed", "signed_out", "taken"]
    assert [one["action"] for one in of_one] == ["closed", "taken"]
    assert everything[0]["stream"] == "s"


async def test_the_table_is_shown_as_it_is(cloud: Cloud, client: Client) -> None:
    item = {
        "pk": {"S": f"conversation#{CONVERSATION}"},
        "sk": {"S": "head"},
        "expires_at": {"N": str(int(NOW) - 1)},
        "key": {"B": b"\x01\xff"},
        "listeners": {"SS": ["a"]},
        "open": {"BOOL": True},
    }
    cloud.client("dynamodb").put_item(TableName=cloud.environment["JUTTU_TABLE"], Item=item)

    table = await read(client, "/table.json")
    one = await read(client, f"/table.json?pk=conversation%23{CONVERSATION}")

    # Two sites with their logos and places in the list, the dialogue, the canned answers with who changed them, and the item.
    assert table["count"] == len(demo.PEOPLE) + 10
    assert one["items"] == [
        {
            "pk": f"conversation#{CONVERSATION}",
            "sk": "head",
            "expires_at": int(NOW) - 1,
            "key": "01ff",
            "listeners": ["a"],
            "open": True,
        }
    ]


async def test_the_page_shows_all_of_it(cloud: Cloud, client: Client) -> None:
    log(cloud, record(int(NOW * 1000), "taken", "<b>not bold</b>"))
    async with client.get("/") as response:
        page = await response.text()
        policy = response.headers["Content-Security-Policy"]

    for shown in ("agent.new", "demo password of dpo", "Two months ahead", "&lt;b&gt;not bold&lt;/b&gt;", "site#demo"):
        assert shown in page
    assert "'unsafe-inline'" not in policy
    assert "frame-ancestors 'none'" in policy


async def test_an_empty_access_log_says_what_would_be_there(client: Client) -> None:
    async with client.get("/") as response:
        assert "No record yet." in await response.text()


async def test_what_the_page_asks_for_is_not_counted_as_the_services_calls(cloud: Cloud, client: Client) -> None:
    for path in ("/", "/table.json", "/access-log.json"):
        async with client.get(path) as response:
            assert response.status == 200

    assert not cloud.meter.calls
