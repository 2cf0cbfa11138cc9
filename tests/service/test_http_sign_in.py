"""Signing in and out through the doors, over the real adapters: what a browser sends and what it gets."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import msgspec
import pytest
from chalice.app import Request, Response

from chalicelib import settings, wiring
from chalicelib.aws.access_log import AccessLog
from chalicelib.aws.calling import World
from chalicelib.aws.identity import Cognito
from chalicelib.chat.actions import signing_in
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import session_hash
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Ended, Me, Problem, ServerFrame, SignIn
from chalicelib.entrypoints import desk, http, sign_in
from local.cloud import totp
from local.cloud.clock import Clock
from local.cloud.cloud import Cloud
from tests.clients import client

TEMPORARY = "first-password-of-15"
CHOSEN = "oikein hevonen paristo niitti"
COMMAND = {
    "host": "127.0.0.1:8600",
    "x-forwarded-proto": "http",
    "x-juttu": "1",
    "origin": "http://127.0.0.1:8600",
    "sec-fetch-site": "same-origin",
}


class Pushes:
    """Sockets that only remember what they were told, and that they were closed."""

    def __init__(self) -> None:
        self.ended: list[tuple[str, str]] = []
        self.closed: list[str] = []

    def send(self, connection: str, frame: ServerFrame) -> bool:
        assert isinstance(frame, Ended)
        self.ended.append((connection, frame.why))
        return True

    def close(self, connection: str) -> bool:
        self.closed.append(connection)
        return True


class House:
    """The service as it is wired, over the local cloud, with recorded sockets."""

    def __init__(self, cloud: Cloud, wired: Services) -> None:
        self.cloud = cloud
        self.pushes = Pushes()
        chosen = settings.read(cloud.environment)
        self.services = msgspec.structs.replace(
            wired,
            push=self.pushes,
            # With clients that try once, so that an ordered failure is one failure and takes no time.
            access_log=AccessLog(cloud.client("logs"), chosen.access_log_group),
            identity=Cognito(
                cloud.client("cognito-idp"),
                pool=chosen.user_pool,
                pool_client=chosen.user_pool_client,
                require_second_factor=chosen.require_second_factor,
                password_characters=LIMITS.password_characters,
            ),
        )
        self.now = cloud.clock

    def listens(self, socket: str, cookie: str) -> None:
        """Remember a socket of the agent's, opened under the cookie's session."""
        self.services.agents.listen(self.agent(cookie), socket, self.services.milliseconds())

    def agent(self, cookie: str) -> Staff:
        """Return the agent under the cookie's session."""
        return Staff(
            person="agent.a", alias="Agent", roles=frozenset({"agent"}), session=session_hash(cookie), committed=True
        )

    def logged(self) -> list[tuple[str, str, str]]:
        """Return actor, action and outcome of every record, oldest first."""
        records = [json.loads(event["message"]) for event in self.cloud.log_events()]
        return [(record["actor"], record["action"], record["outcome"]) for record in records]


@pytest.fixture(scope="module")
def opened_cloud() -> Iterator[Cloud]:
    with Cloud.start(clock=Clock(stopped_at=1_795_600_000), in_memory=True) as cloud:
        yield cloud


@pytest.fixture(scope="module")
def wired(opened_cloud: Cloud) -> Services:
    return wiring.build(settings.read(opened_cloud.environment), World(now=opened_cloud.clock), client)


@pytest.fixture
def house(opened_cloud: Cloud, wired: Services) -> Iterator[House]:
    """The module's cloud, emptied, with the new account `agent.a`."""
    table, group = opened_cloud.environment["JUTTU_TABLE"], opened_cloud.environment["JUTTU_ACCESS_LOG_GROUP"]
    for item in opened_cloud.items():
        opened_cloud.client("dynamodb").delete_item(
            TableName=table, Key={"pk": {"S": item["pk"]}, "sk": {"S": item["sk"]}}
        )
    opened_cloud.client("logs").delete_log_group(logGroupName=group)
    opened_cloud.client("logs").create_log_group(logGroupName=group)
    account = {"UserPoolId": opened_cloud.user_pool, "Username": "agent.a"}
    cognito = opened_cloud.client("cognito-idp")
    cognito.admin_create_user(**account, TemporaryPassword=TEMPORARY, MessageAction="SUPPRESS")
    cognito.admin_add_user_to_group(**account, GroupName="agent")
    yield House(opened_cloud, wired)
    opened_cloud.faults.clear()
    cognito.admin_delete_user(**account)


DOORS: dict[str, tuple[str, http.Door]] = {
    "sign_in": ("/v1/sign-in", sign_in.sign_in),
    "new_password": ("/v1/sign-in/password", sign_in.new_password),
    "code": ("/v1/sign-in/code", sign_in.code),
    "sign_out": ("/v1/sign-out", sign_in.sign_out),
    "me": ("/v1/me", sign_in.me),
    "accept_commitment": ("/v1/me/commitment", sign_in.accept_commitment),
    "available": ("/v1/me/available", desk.available),
}


def ask(
    house: House,
    name: str,
    body: Any = None,
    *,
    cookie: str = "",
    browser: str = "",
    ip: str = "",
    query: dict[str, list[str]] | None = None,
    **headers: str,
) -> Response:
    """Return what a door answers to a body from our own page; `headers` replace the page's."""
    path, door = DOORS[name]
    cookies = {"juttu": cookie, "juttu-browser": browser}
    sent = {**COMMAND, "cookie": "; ".join(f"{name}={value}" for name, value in cookies.items() if value), **headers}
    event = {
        "multiValueQueryStringParameters": query,
        "headers": sent,
        "pathParameters": {},
        "requestContext": {
            "httpMethod": "POST",
            "resourcePath": path,
            "requestId": "request-1",
            "identity": {"sourceIp": ip or "192.0.2.7"},
        },
        "body": None if body is None else json.dumps(body),
        "stageVariables": None,
    }
    return http.answer(Request(event), door, house.services.asked_by)


def step(response: Response) -> SignIn:
    assert response.status_code == 200, response.body
    return msgspec.json.decode(response.body, type=SignIn)


def me(response: Response) -> Me:
    assert response.status_code == 200, response.body
    return msgspec.json.decode(response.body, type=Me)


def assert_refused(response: Response, status: int, code: str) -> Problem:
    problem = msgspec.json.decode(response.body, type=Problem)
    assert (response.status_code, problem.code) == (status, code)
    return problem


def cookies_of(response: Response) -> dict[str, str]:
    """Return what a browser is told to keep, by name, with all that is said of each."""
    told: Any = response.headers["Set-Cookie"]
    each = [told] if isinstance(told, str) else told
    return {cookie.partition("=")[0]: cookie.partition("=")[2] for cookie in each}


def cookie_of(response: Response) -> str:
    return cookies_of(response)["juttu"].partition(";")[0]


def next_code(house: House, secret: str) -> str:
    house.cloud.clock.advance(totp.STEP_SECONDS)
    return totp.code_at(secret, house.now())


def credentials(password: str = CHOSEN, user: str = "agent.a") -> dict[str, str]:
    return {"user": user, "password": password}


def first_time(house: House) -> tuple[str, str]:
    """Return the cookie and the second factor's secret after somebody's first sign-in."""
    asked = step(ask(house, "sign_in", credentials(TEMPORARY)))
    enrolling = step(ask(house, "new_password", {"user": "agent.a", "challenge": asked.challenge, "password": CHOSEN}))
    assert enrolling.secret is not None
    given = {"user": "agent.a", "challenge": enrolling.challenge, "code": next_code(house, enrolling.secret)}
    return cookie_of(ask(house, "code", given)), enrolling.secret


def again(house: House, secret: str, *, cookie: str = "") -> str:
    """Return the cookie after signing in another time."""
    asked = step(ask(house, "sign_in", credentials(), cookie=cookie))
    given = {"user": "agent.a", "challenge": asked.challenge, "code": next_code(house, secret)}
    return cookie_of(ask(house, "code", given, cookie=cookie))


def accepted(house: House, cookie: str) -> None:
    assert me(ask(house, "accept_commitment", commitment(), cookie=cookie)).commitment.accepted_at


def commitment(**changed: str) -> dict[str, str]:
    return {"version": CURRENT.version, "hash": CURRENT.hash, **changed}


# ------------------------------------------------------------------------------------------------- signing in


def test_the_first_sign_in_goes_by_new_password_and_enrolment_to_a_session(house: House) -> None:
    asked = step(ask(house, "sign_in", credentials(TEMPORARY)))
    enrolling = step(ask(house, "new_password", {"user": "agent.a", "challenge": asked.challenge, "password": CHOSEN}))
    assert (asked.next, enrolling.next) == ("new_password", "enrol")
    assert enrolling.secret is not None
    given = {"user": "agent.a", "challenge": enrolling.challenge, "code": next_code(house, enrolling.secret)}

    done = ask(house, "code", given)

    assert step(done) == SignIn(next="done")
    cookies = cookies_of(done)
    assert cookies["juttu"].endswith("; Path=/; HttpOnly; SameSite=Strict")
    assert cookies["juttu-browser"].endswith("; Path=/; Max-Age=7776000; HttpOnly; SameSite=Strict")
    assert me(ask(house, "me", cookie=cookie_of(done))).person == "agent.a"


def test_until_the_last_step_there_is_no_cookie(house: House) -> None:
    _, secret = first_time(house)

    response = ask(house, "sign_in", credentials())

    assert step(response).next == "code"
    assert step(response).secret is None
    assert "Set-Cookie" not in response.headers
    assert again(house, secret)


def test_the_picture_is_the_secret_as_authenticators_read_it(house: House) -> None:
    asked = step(ask(house, "sign_in", credentials(TEMPORARY)))
    enrolling = step(ask(house, "new_password", {"user": "Agent.A", "challenge": asked.challenge, "password": CHOSEN}))

    assert enrolling.picture is not None
    picture = ET.fromstring(enrolling.picture)  # noqa: S314 - our own document
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert not [name for element in picture.iter() for name in element.attrib if name in ("style", "class")]
    assert {element.tag.partition("}")[2] for element in picture.iter()} == {"svg", "g", "path"}


def test_the_address_in_the_picture_names_service_account_and_secret() -> None:
    address = urlsplit(sign_in.otpauth("agent.a", "ABC234"))

    assert (address.scheme, address.netloc, address.path) == ("otpauth", "totp", "/Juttu:agent.a")
    assert parse_qs(address.query) == {"secret": ["ABC234"], "issuer": ["Juttu"]}


def test_a_code_may_be_typed_in_two_groups(house: House) -> None:
    _, secret = first_time(house)
    asked = step(ask(house, "sign_in", credentials()))
    typed = next_code(house, secret)

    done = ask(house, "code", {"user": "agent.a", "challenge": asked.challenge, "code": f" {typed[:3]} {typed[3:]}"})

    assert step(done).next == "done"


def test_a_new_password_below_the_minimum_is_refused_and_costs_no_wait(house: House) -> None:
    asked = step(ask(house, "sign_in", credentials(TEMPORARY)))
    given = {"user": "agent.a", "challenge": asked.challenge, "password": "åkerbär på myr"}

    assert assert_refused(ask(house, "new_password", given), 422, "password_too_weak").minimum == 15
    assert step(ask(house, "new_password", {**given, "password": "åkerbär på myra"})).next == "enrol"


@pytest.mark.parametrize("common", ["agent.a.agent.a.agent.a", "Demo Oy Demo Oy Demo", "passwordpassword"])
def test_a_new_password_that_is_guessed_first_is_refused_and_costs_no_wait(common: str, house: House) -> None:
    asked = step(ask(house, "sign_in", credentials(TEMPORARY)))
    given = {"user": "agent.a", "challenge": asked.challenge, "password": common}

    assert_refused(ask(house, "new_password", given), 422, "password_too_common")
    assert step(ask(house, "new_password", {**given, "password": CHOSEN})).next == "enrol"


@pytest.mark.parametrize(
    "given", [credentials("wrong"), credentials("wrong", "agent.x"), credentials("", "agent.a"), credentials(user="")]
)
def test_who_is_not_accepted_is_told_the_same_whoever_they_are(given: dict[str, str], house: House) -> None:
    first_time(house)

    problem = assert_refused(ask(house, "sign_in", given), 401, "sign_in_refused")

    assert problem == Problem(code=problem.code, sentence=problem.sentence, retry_after=1)


def test_while_one_waits_cognito_is_not_asked_even_with_the_right_password(house: House) -> None:
    first_time(house)
    waits = [ask(house, "sign_in", credentials("wrong")).headers["Retry-After"] for _ in range(3)]
    asked = house.cloud.meter.calls["cognito-idp.AdminInitiateAuth"]

    refused = assert_refused(ask(house, "sign_in", credentials()), 401, "sign_in_refused")

    assert (waits, refused.retry_after) == (["1", "1", "960"], 960)
    assert house.cloud.meter.calls["cognito-idp.AdminInitiateAuth"] == asked
    house.cloud.clock.advance(960)
    assert step(ask(house, "sign_in", credentials())).next == "code"


def test_the_right_password_does_not_wipe_out_the_wait_for_wrong_codes(house: House) -> None:
    _, secret = first_time(house)
    waits = []
    for _ in range(4):
        asked = step(ask(house, "sign_in", credentials()))
        wrong = f"{(int(next_code(house, secret)) + 1) % 10**6:06}"
        given = {"user": "agent.a", "challenge": asked.challenge, "code": wrong}
        waits.append(assert_refused(ask(house, "code", given), 401, "sign_in_refused").retry_after)
        house.cloud.clock.advance(waits[-1] or 0)

    assert waits == [1, 2, 4, 8]
    assert again(house, secret)
    assert ask(house, "sign_in", credentials("wrong")).headers["Retry-After"] == "1"


def test_an_old_challenge_sends_back_to_the_start_and_costs_no_wait(house: House) -> None:
    _, secret = first_time(house)
    asked = step(ask(house, "sign_in", credentials()))
    house.cloud.clock.advance(600)

    given = {"user": "agent.a", "challenge": asked.challenge, "code": next_code(house, secret)}
    assert_refused(ask(house, "code", given), 401, "unauthenticated")

    assert again(house, secret)


@pytest.mark.parametrize("error", ["TooManyRequestsException", "ReadTimeout"])
def test_when_cognito_fails_nobody_is_made_to_wait_for_it(error: str, house: House) -> None:
    first_time(house)
    house.cloud.fail("cognito-idp", "AdminInitiateAuth", error=error)

    assert_refused(ask(house, "sign_in", credentials()), 503, "unavailable")

    assert step(ask(house, "sign_in", credentials())).next == "code"


@pytest.mark.parametrize("about", ["door#", "sessions"])
def test_an_attempt_that_the_table_does_not_let_be_made_counts_for_no_network(about: str, house: House) -> None:
    first_time(house)
    fault = house.cloud.fail(
        "dynamodb", "GetItem", error="AccessDeniedException", times=100, when=lambda call: about in str(call)
    )
    assert_refused(ask(house, "sign_in", credentials()), 503, "unavailable")
    fault.cancel()
    assert fault.happened

    counted = [item["times"] for item in house.cloud.items() if "#network-sign-in#" in item["pk"]]
    assert [times for times in counted if times] == []
    assert step(ask(house, "sign_in", credentials())).next == "code"


@pytest.mark.parametrize("name", ["sign_in", "new_password", "code", "sign_out", "accept_commitment", "available"])
def test_a_command_from_another_page_does_nothing(name: str, house: House) -> None:
    cookie, _ = first_time(house)
    before = house.logged()

    assert_refused(ask(house, name, {}, cookie=cookie, origin="https://evil.example"), 403, "wrong_origin")

    assert house.logged() == before
    assert me(ask(house, "me", cookie=cookie)).person == "agent.a"


@pytest.mark.parametrize("name", ["sign_in", "new_password", "code"])
def test_a_body_that_is_not_of_the_form_is_refused_with_the_place(name: str, house: House) -> None:
    problem = assert_refused(ask(house, name, {**credentials(), "role": "administrator"}), 400, "malformed")

    assert problem.where is not None


# ------------------------------------------------------------------------------------------------- the access log


def test_signing_in_and_out_is_logged(house: House) -> None:
    cookie, _ = first_time(house)
    ask(house, "sign_out", cookie=cookie)

    actions = ("password_changed", "second_factor_enrolled", "sign_in", "sign_out")
    assert house.logged() == [("agent.a", action, "allowed") for action in actions]


def test_a_failure_is_logged_under_an_account_that_is_known(house: House) -> None:
    first_time(house)
    ask(house, "sign_in", credentials("wrong", "AGENT.A"))

    assert house.logged()[-1] == ("agent.a", "sign_in_failed", "refused")


def test_what_was_typed_as_an_unknown_name_is_logged_and_stored_nowhere(house: House) -> None:
    canary = "kanarialintu-7f3a"
    ask(house, "sign_in", credentials("wrong", canary))

    assert house.logged() == [("unknown", "sign_in_failed", "refused")]
    kept = json.dumps([house.cloud.log_events(), house.cloud.items()])
    assert canary not in kept


def test_no_password_code_challenge_or_session_is_kept(house: House) -> None:
    cookie, secret = first_time(house)
    again(house, secret)
    ask(house, "sign_in", credentials("wrong password of theirs"))

    kept = json.dumps([house.cloud.log_events(), house.cloud.items()])
    assert "agent.a" in kept
    for canary in (TEMPORARY, CHOSEN, "wrong password of theirs", secret, cookie):
        assert canary not in kept


def test_without_the_access_log_nobody_gets_a_session(house: House) -> None:
    _, secret = first_time(house)
    asked = step(ask(house, "sign_in", credentials()))
    house.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException")
    given = {"user": "agent.a", "challenge": asked.challenge, "code": next_code(house, secret)}

    response = ask(house, "code", given)

    assert_refused(response, 503, "log_unavailable")
    assert "Set-Cookie" not in response.headers
    assert again(house, secret)


# ------------------------------------------------------------------------------------------------- signing out


def test_signing_out_ends_the_session_with_its_sockets_and_no_others(house: House) -> None:
    cookie, secret = first_time(house)
    other = again(house, secret)
    house.listens("socket-1", cookie)
    house.listens("socket-2", other)

    response = ask(house, "sign_out", cookie=cookie)

    assert (response.status_code, response.headers["Set-Cookie"]) == (
        204,
        "juttu=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0",
    )
    assert (house.pushes.ended, house.pushes.closed) == ([("socket-1", "signed_out")], ["socket-1"])
    assert_refused(ask(house, "me", cookie=cookie), 401, "unauthenticated")
    assert me(ask(house, "me", cookie=other)).person == "agent.a"


@pytest.mark.parametrize("elsewhere", [True, False])
def test_who_signs_out_is_rung_no_more_unless_they_are_signed_in_elsewhere(elsewhere: bool, house: House) -> None:
    cookie, secret = first_time(house)
    if elsewhere:
        again(house, secret)
    accepted(house, cookie)
    ask(house, "available", {"on": True}, cookie=cookie)
    house.services.agents.seen(house.agent(cookie), house.services.milliseconds())

    ask(house, "sign_out", cookie=cookie)

    assert me(ask(house, "me", cookie=again(house, secret))).available is elsewhere


@pytest.mark.parametrize("cookie", ["", "unknown"])
def test_who_is_out_already_may_sign_out(cookie: str, house: House) -> None:
    response = ask(house, "sign_out", cookie=cookie)

    assert response.status_code == 204
    assert str(response.headers["Set-Cookie"]).endswith("Max-Age=0")
    assert house.logged() == []


def test_signing_out_does_not_depend_on_the_access_log(house: House) -> None:
    cookie, _ = first_time(house)
    house.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException")

    assert ask(house, "sign_out", cookie=cookie).status_code == 204
    assert_refused(ask(house, "me", cookie=cookie), 401, "unauthenticated")


def test_signing_in_again_ends_the_session_that_the_browser_had(house: House) -> None:
    earlier, secret = first_time(house)

    later = again(house, secret, cookie=earlier)

    assert_refused(ask(house, "me", cookie=earlier), 401, "unauthenticated")
    assert me(ask(house, "me", cookie=later)).person == "agent.a"


def test_revoking_a_person_ends_every_session_and_socket(house: House) -> None:
    first, secret = first_time(house)
    second = again(house, secret)
    for cookie, socket in ((first, "socket-1"), (second, "socket-2")):
        house.listens(socket, cookie)
    house.listens("socket-3", "of a session that was ended by somebody who was cut off then")

    assert signing_in.revoke(house.services, "agent.a") == 2

    assert sorted(house.pushes.ended) == [(f"socket-{number}", "signed_out") for number in (1, 2, 3)]
    for cookie in (first, second):
        assert_refused(ask(house, "me", cookie=cookie), 401, "unauthenticated")


# ------------------------------------------------------------------------------------------------- who one is


def test_me_tells_who_one_is_and_what_is_to_be_accepted(house: House) -> None:
    cookie, _ = first_time(house)

    found = me(ask(house, "me", cookie=cookie))

    assert (found.person, found.alias, found.roles, found.available) == ("agent.a", "Agent", ("agent",), False)
    assert (found.commitment.version, found.commitment.hash) == (CURRENT.version, CURRENT.hash)
    assert set(found.commitment.text) == {"fi", "sv", "en"}
    assert found.commitment.accepted_at is None
    assert found.session_ends_at == (int(house.now()) + LIMITS.session_idle_seconds) * 1000


def test_without_a_session_nobody_is_anybody(house: House) -> None:
    first_time(house)

    assert_refused(ask(house, "me"), 401, "unauthenticated")


def test_accepting_the_commitment_opens_what_needs_it_and_is_logged_once(house: House) -> None:
    cookie, secret = first_time(house)
    other = again(house, secret)
    assert_refused(ask(house, "available", {"on": True}, cookie=cookie), 403, "commitment_missing")

    found = me(ask(house, "accept_commitment", commitment(), cookie=cookie))
    ask(house, "accept_commitment", commitment(), cookie=cookie)

    assert found.commitment.accepted_at == int(house.now()) * 1000
    assert house.logged().count(("agent.a", "commitment_accepted", "allowed")) == 1
    for each in (cookie, other):
        assert me(ask(house, "available", {"on": True}, cookie=each)).available is True


def test_what_was_accepted_once_is_not_asked_at_the_next_sign_in(house: House) -> None:
    cookie, secret = first_time(house)
    accepted(house, cookie)

    later = again(house, secret)

    assert me(ask(house, "available", {"on": False}, cookie=later)).commitment.accepted_at is not None


@pytest.mark.parametrize(("changed", "where"), [({"hash": "0" * 64}, "$.hash"), ({"version": "0"}, "$.version")])
def test_only_the_text_as_it_now_reads_can_be_accepted(changed: dict[str, str], where: str, house: House) -> None:
    cookie, _ = first_time(house)

    problem = assert_refused(ask(house, "accept_commitment", commitment(**changed), cookie=cookie), 400, "malformed")

    assert problem.where == where
    assert me(ask(house, "me", cookie=cookie)).commitment.accepted_at is None
    accepted(house, cookie)


def test_without_the_access_log_nothing_is_accepted(house: House) -> None:
    cookie, _ = first_time(house)
    house.cloud.fail("logs", "PutLogEvents", error="ThrottlingException")

    assert_refused(ask(house, "accept_commitment", commitment(), cookie=cookie), 503, "log_unavailable")

    assert me(ask(house, "me", cookie=cookie)).commitment.accepted_at is None
    accepted(house, cookie)


def test_only_agents_can_be_available(house: House) -> None:
    account = {"UserPoolId": house.cloud.user_pool, "Username": "agent.a", "GroupName": "agent"}
    cookie, secret = first_time(house)
    accepted(house, cookie)
    assert me(ask(house, "available", {"on": True}, cookie=cookie)).available is True

    house.cloud.client("cognito-idp").admin_remove_user_from_group(**account)
    house.cloud.client("cognito-idp").admin_add_user_to_group(**{**account, "GroupName": "reviewer"})
    cookie = again(house, secret)

    assert_refused(ask(house, "available", {"on": True}, cookie=cookie), 404, "not_found")


def test_a_page_that_asks_by_itself_learns_until_when_and_keeps_nothing_alive(house: House) -> None:
    cookie, session = house.services.sessions.start("agent.a", "A", ("agent",), "")
    by_page = {"by": ["page"]}
    house.cloud.clock.advance(LIMITS.session_idle_seconds - 60)
    looked = me(ask(house, "me", cookie=cookie, query=by_page))
    assert looked.session_ends_at == (session.seen_at + LIMITS.session_idle_seconds) * 1000
    asked = me(ask(house, "me", cookie=cookie))
    assert asked.session_ends_at == int(house.now() + LIMITS.session_idle_seconds) * 1000
    house.cloud.clock.advance(LIMITS.session_idle_seconds - 1)
    me(ask(house, "me", cookie=cookie, query=by_page))
    house.cloud.clock.advance(2)

    assert_refused(ask(house, "me", cookie=cookie, query=by_page), 401, "unauthenticated")
