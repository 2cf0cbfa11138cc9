"""Whoever knows a user name keeps nobody out, learns nothing, and tries no names by the dozen: in virtual time."""

from collections import Counter

import pytest
from chalice.app import Response

from chalicelib.chat.actions import guarding
from chalicelib.chat.errors import Unauthenticated
from chalicelib.chat.limits import LIMITS
from tests.service import test_http_sign_in
from tests.service.test_http_sign_in import (
    House,
    ask,
    assert_refused,
    cookies_of,
    credentials,
    first_time,
    next_code,
    step,
)

house, wired, opened_cloud = test_http_sign_in.house, test_http_sign_in.wired, test_http_sign_in.opened_cloud

QUIET = LIMITS.sign_in_quiet_seconds
OFFICE, HOTEL = "192.0.2.7", "203.0.113.9"


def wait_of(response: Response) -> int:
    """Return after how many seconds whoever was refused is to come again."""
    told = assert_refused(response, 401, "sign_in_refused").retry_after
    assert told is not None
    return told


class Attack:
    """Somebody who sends a wrong password from each of their networks whenever its wait ends, before everybody else."""

    def __init__(self, house: House, networks: int, user: str = "agent.a") -> None:
        self.house = house
        self.user = user
        self.due = {f"198.51.{number}.1": house.now() for number in range(networks)}

    def go_on(self, seconds: int) -> None:
        """Let so much time pass under attack, and be first when it is over."""
        end = self.house.now() + seconds
        while (due := min(self.due.values())) <= end:
            self.house.cloud.clock.advance(max(0, due - self.house.now()))
            for network in [each for each, at in self.due.items() if at <= self.house.now()]:
                refused = ask(self.house, "sign_in", credentials("wrong", self.user), ip=network)
                self.due[network] = self.house.now() + wait_of(refused)
        self.house.cloud.clock.advance(end - self.house.now())


def known_browser(house: House) -> tuple[str, str]:
    """Return the name of the browser in which the agent has signed in, and their second factor's secret."""
    _, secret = first_time(house)
    asked = step(ask(house, "sign_in", credentials(), ip=OFFICE))
    given = {"user": "agent.a", "challenge": asked.challenge, "code": next_code(house, secret)}
    done = ask(house, "code", given, ip=OFFICE)
    return cookies_of(done)["juttu-browser"].partition(";")[0], secret


def signs_in(house: House, secret: str, *, browser: str = "", ip: str = OFFICE) -> bool:
    """Try the right password, and then the code; return whether that let them in."""
    answer = ask(house, "sign_in", credentials(), browser=browser, ip=ip)
    if answer.status_code != 200:
        return False
    given = {"user": "agent.a", "challenge": step(answer).challenge, "code": next_code(house, secret)}
    return step(ask(house, "code", given, browser=browser, ip=ip)).next == "done"


@pytest.mark.parametrize("networks", [1, 20])
def test_a_browser_that_is_known_lets_its_person_in_at_once(networks: int, house: House) -> None:
    browser, secret = known_browser(house)
    attack = Attack(house, networks)

    for _ in range(4):
        attack.go_on(60)
        assert signs_in(house, secret, browser=browser, ip=HOTEL)


def test_one_network_that_attacks_keeps_no_other_browser_out(house: House) -> None:
    _, secret = known_browser(house)

    Attack(house, 1).go_on(250)

    assert signs_in(house, secret, ip=HOTEL)


@pytest.mark.parametrize(("networks", "rounds"), [(3, 1), (4, 1), (8, 3)])
def test_an_unknown_browser_is_let_in_after_the_wait_that_it_was_told(
    networks: int,
    rounds: int,
    house: House,
) -> None:
    _, secret = known_browser(house)
    attack = Attack(house, networks)
    attack.go_on(250)

    refused = ask(house, "sign_in", credentials(), ip=HOTEL)
    told = wait_of(refused)
    attack.go_on(told)

    assert told <= rounds * QUIET
    assert signs_in(house, secret, ip=HOTEL)


def test_between_password_and_code_strangers_keep_nobody_out(house: House) -> None:
    _, secret = known_browser(house)
    asked = step(ask(house, "sign_in", credentials(), ip=HOTEL))
    Attack(house, 20).go_on(250)
    for _ in range(20):
        made_up = {"user": "agent.a", "challenge": f"code.{'x' * 40}~{int(house.now())}..{'0' * 64}", "code": "000000"}
        assert_refused(ask(house, "code", made_up, ip="198.51.7.1"), 401, "unauthenticated")

    given = {"user": "agent.a", "challenge": asked.challenge, "code": next_code(house, secret)}

    assert step(ask(house, "code", given, ip=HOTEL)).next == "done"


def test_a_proof_of_the_password_is_of_one_name_and_for_a_quarter_of_an_hour(house: House) -> None:
    _, secret = known_browser(house)
    asked = step(ask(house, "sign_in", credentials()))

    other = {"user": "agent.b", "challenge": asked.challenge, "code": "000000"}
    assert_refused(ask(house, "code", other), 401, "unauthenticated")

    given = {"user": "agent.a", "challenge": asked.challenge, "code": next_code(house, secret)}
    assert step(ask(house, "code", given)).next == "done"

    proved = guarding.with_proof(house.services, "agent.a", "code.session")
    house.cloud.clock.advance(guarding.PROOF_SECONDS - 1)
    assert guarding.proven(house.services, "agent.a", proved) == ("code.session", "")
    house.cloud.clock.advance(1)
    with pytest.raises(Unauthenticated):
        guarding.proven(house.services, "agent.a", proved)


def test_cognito_never_locks_the_account_for_strangers(house: House) -> None:
    browser, secret = known_browser(house)
    attack = Attack(house, 30)
    for _ in range(6):
        attack.go_on(QUIET)

    assert house.cloud.client("cognito-idp").admin_initiate_auth(
        UserPoolId=house.cloud.user_pool,
        ClientId=house.cloud.environment["JUTTU_USER_POOL_CLIENT"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "agent.a", "PASSWORD": credentials()["password"]},
    )["ChallengeName"]
    assert signs_in(house, secret, browser=browser)


def test_a_known_browser_has_its_own_failures_and_is_forgotten_after_ten(house: House) -> None:
    browser, secret = known_browser(house)
    waits = []
    for _ in range(LIMITS.known_browser_failures):
        refused = ask(house, "sign_in", credentials("wrong"), browser=browser)
        waits.append(wait_of(refused))
        assert_refused(ask(house, "sign_in", credentials(), browser=browser), 401, "sign_in_refused")
        house.cloud.clock.advance(waits[-1])

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert not house.services.attempts.knows(browser, "agent.a")
    house.cloud.clock.advance(900)  # Cognito has locked the account meanwhile, for its own failures
    assert signs_in(house, secret, browser=browser)


def test_a_browser_is_known_for_the_name_that_signed_in_there(house: House) -> None:
    browser, _ = known_browser(house)

    for _ in range(LIMITS.sign_in_failures_a_network_and_name):
        ask(house, "sign_in", credentials("wrong", "agent.b"), browser=browser)

    refused = ask(house, "sign_in", credentials("wrong", "agent.b"), browser=browser)
    assert refused.headers["Retry-After"] == str(QUIET)


def test_one_network_tries_a_password_under_few_names(house: House) -> None:
    browser, secret = known_browser(house)
    heard = house.cloud.meter.calls["cognito-idp.AdminInitiateAuth"]

    answers = [ask(house, "sign_in", credentials("wrong", f"agent.{number}"), ip=OFFICE) for number in range(60)]

    asked = house.cloud.meter.calls["cognito-idp.AdminInitiateAuth"] - heard
    assert asked == LIMITS.sign_in_failures_a_network
    assert {answer.status_code for answer in answers} == {401}
    assert 0 < wait_of(answers[-1]) <= 3600
    assert signs_in(house, secret, browser=browser, ip=OFFICE)
    assert signs_in(house, secret, ip=HOTEL)


def calls(house: House, user: str) -> list[Counter[str]]:
    """Return the calls to AWS of each of some failing sign-ins under a name, with their writes and reads counted."""
    found = []
    for ip in ("198.51.100.1", "198.51.100.1", "198.51.101.1", "198.51.102.1", "198.51.103.1"):
        before = Counter(house.cloud.meter.calls)
        ask(house, "sign_in", credentials("wrong", user), ip=ip)
        found.append(Counter(house.cloud.meter.calls) - before)
    return found


def test_a_name_that_is_an_accounts_costs_the_same_calls_as_one_that_is_not(house: House) -> None:
    first_time(house)
    house.cloud.clock.advance(24 * 3600)  # the first failure of a day makes what the others find
    ask(house, "sign_in", credentials("wrong", "somebody"))

    known, unknown = calls(house, "agent.a"), calls(house, "agent.x")

    assert known == unknown
    assert known[0]["cognito-idp.AdminInitiateAuth"] == 1


def test_a_password_that_was_typed_as_a_name_is_in_no_call_to_the_table(house: House) -> None:
    typed = "correct-horse-battery"
    seen: list[str] = []
    items = house.services.people._items  # type: ignore[attr-defined]
    client = items._client

    class Overheard:
        def __getattr__(self, operation: str) -> object:
            def call(**request: object) -> object:
                seen.append(str(request))
                return getattr(client, operation)(**request)

            return call

    items._client = Overheard()
    try:
        ask(house, "sign_in", credentials("wrong", typed))
    finally:
        items._client = client

    assert seen
    assert typed not in "".join(seen)
