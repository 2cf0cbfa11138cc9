"""Signing in over Cognito: passwords, enrolment, codes, and one answer for everything that is not accepted.

The cloud here is the local one, which checks passwords, codes and challenges as Cognito's documentation says; what it
cannot show is Cognito itself.
"""

from typing import Any

import pytest

from chalicelib.aws.calling import Refused, untold
from chalicelib.aws.identity import Cognito
from chalicelib.chat.errors import PasswordTooWeak, Refusal, SignInRefused, Unauthenticated, Unavailable
from chalicelib.chat.people import Step
from local.cloud import totp
from local.cloud.cloud import Cloud
from tests.recorders import Refusals

NOW = 1_795_600_000
TEMPORARY = "first-password-of-15"
CHOSEN = "oikein hevonen paristo niitti"


@pytest.fixture
def cloud(opened_cloud: Cloud) -> Cloud:
    """A cloud with the one account `agent.a`, new and still with its first password."""
    opened_cloud.begin_anew()
    cognito = opened_cloud.client("cognito-idp")
    cognito.admin_create_user(
        UserPoolId=opened_cloud.user_pool,
        Username="agent.a",
        TemporaryPassword=TEMPORARY,
        MessageAction="SUPPRESS",
        UserAttributes=[{"Name": "given_name", "Value": "Aino"}],
    )
    for group in ("reviewer", "agent"):
        cognito.admin_add_user_to_group(UserPoolId=opened_cloud.user_pool, Username="agent.a", GroupName=group)
    return opened_cloud


@pytest.fixture
def identity(cloud: Cloud) -> Cognito:
    return made(cloud)


def made(cloud: Cloud, *, require_second_factor: bool = True, refused: Refused = untold) -> Cognito:
    return Cognito(
        cloud.client("cognito-idp"),
        pool=cloud.user_pool,
        pool_client=cloud.environment["JUTTU_USER_POOL_CLIENT"],
        require_second_factor=require_second_factor,
        password_characters=15,
        refused=refused,
    )


def challenge(step: Step) -> str:
    assert step.challenge is not None
    return step.challenge


def secret(step: Step) -> str:
    assert step.secret is not None
    return step.secret


def code(cloud: Cloud, key: str) -> str:
    """Return the next code of an authenticator: every code opens once."""
    cloud.clock.advance(totp.STEP_SECONDS)
    return totp.code_at(key, cloud.clock())


def wrong(right: str) -> str:
    return f"{(int(right) + 1) % 10**6:06}"


def enrolled(cloud: Cloud, identity: Cognito) -> str:
    """Return the secret of the account after its first sign-in."""
    step = identity.new_password("agent.a", challenge(identity.password("agent.a", TEMPORARY)), CHOSEN)
    assert identity.code("agent.a", challenge(step), code(cloud, secret(step))).next == "done"
    return secret(step)


def enrol(cloud: Cloud, identity: Cognito, step: Step) -> Step:
    return identity.code("agent.a", challenge(step), code(cloud, secret(step)))


# ------------------------------------------------------------------------------------------------- the flows


def test_the_first_time_asks_for_a_new_password_then_enrols_then_lets_in(cloud: Cloud, identity: Cognito) -> None:
    first = identity.password("agent.a", TEMPORARY)
    second = identity.new_password("agent.a", challenge(first), CHOSEN)
    third = identity.code("agent.a", challenge(second), code(cloud, secret(second)))

    assert [first.next, second.next, third.next] == ["new_password", "enrol", "done"]
    assert (third.person, third.roles) == ("agent.a", ("agent", "reviewer"))
    assert (third.challenge, third.secret) == (None, None)


def test_later_times_ask_for_a_code(cloud: Cloud, identity: Cognito) -> None:
    key = enrolled(cloud, identity)

    step = identity.password("agent.a", CHOSEN)
    done = identity.code("agent.a", challenge(step), code(cloud, key))

    assert (step.next, step.secret) == ("code", None)
    assert (done.next, done.person, done.roles) == ("done", "agent.a", ("agent", "reviewer"))


def test_an_account_keeps_its_own_name_however_it_was_typed(cloud: Cloud, identity: Cognito) -> None:
    key = enrolled(cloud, identity)

    step = identity.password("AGENT.A", CHOSEN)

    assert identity.code("Agent.A", challenge(step), code(cloud, key)).person == "agent.a"


class Paging:
    """A client that hands out an account's groups one by one, as Cognito may and moto never does."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def admin_list_groups_for_user(self, *, NextToken: str = "0", **request: Any) -> dict[str, Any]:  # noqa: N803
        groups = self._client.admin_list_groups_for_user(**request)["Groups"]
        place = int(NextToken)
        more = {"NextToken": str(place + 1)} if place + 1 < len(groups) else {}
        return {"Groups": groups[place : place + 1], **more}


def test_all_pages_of_groups_are_read_and_those_that_are_no_roles_left_out(cloud: Cloud, identity: Cognito) -> None:
    key = enrolled(cloud, identity)
    cognito = cloud.client("cognito-idp")
    cognito.create_group(UserPoolId=cloud.user_pool, GroupName="choir")
    cognito.admin_add_user_to_group(UserPoolId=cloud.user_pool, Username="agent.a", GroupName="choir")
    paged = Cognito(
        Paging(cognito),  # type: ignore[arg-type]
        pool=cloud.user_pool,
        pool_client=cloud.environment["JUTTU_USER_POOL_CLIENT"],
        require_second_factor=True,
        password_characters=15,
    )

    done = paged.code("agent.a", challenge(paged.password("agent.a", CHOSEN)), code(cloud, key))

    assert done.roles == ("agent", "reviewer")


def test_a_weak_new_password_is_refused_and_another_may_follow(cloud: Cloud, identity: Cognito) -> None:
    asked = challenge(identity.password("agent.a", TEMPORARY))
    with pytest.raises(PasswordTooWeak) as refused:
        identity.new_password("agent.a", asked, "short")

    assert refused.value.data == {"minimum": 15}
    assert identity.new_password("agent.a", asked, CHOSEN).next == "enrol"


# ------------------------------------------------------------------------------------------------- not accepted


def refusal(attempt: str, cloud: Cloud, identity: Cognito) -> SignInRefused:
    """Return how an account that has enrolled, or none, is refused."""
    key = enrolled(cloud, identity)
    if attempt == "disabled":
        cloud.client("cognito-idp").admin_disable_user(UserPoolId=cloud.user_pool, Username="agent.a")
    given = {
        "unknown": ("agent.x", CHOSEN),
        "wrong password": ("agent.a", TEMPORARY),
        "no password": ("agent.a", ""),
        "no name": ("", CHOSEN),
        "disabled": ("agent.a", CHOSEN),
    }
    codes = {
        "wrong code": wrong(totp.code_at(key, cloud.clock() + totp.STEP_SECONDS)),
        "used code": totp.code_at(key, cloud.clock()),
        "old code": totp.code_at(key, cloud.clock() - 300),
        "letters": "abcdef",
        "short code": "12345",
        "other digits": "１２３４５６",
    }
    asked = challenge(identity.password("agent.a", CHOSEN)) if attempt in codes else ""
    with pytest.raises(SignInRefused) as refused:
        identity.code("agent.a", asked, codes[attempt]) if asked else identity.password(*given[attempt])
    return refused.value


@pytest.mark.parametrize(
    "attempt",
    [
        "unknown",
        "wrong password",
        "no password",
        "no name",
        "disabled",
        "wrong code",
        "used code",
        "old code",
        "letters",
        "short code",
        "other digits",
    ],
)
def test_everything_that_is_not_accepted_is_refused_alike(attempt: str, cloud: Cloud, identity: Cognito) -> None:
    refused = refusal(attempt, cloud, identity)

    assert (type(refused), refused.data) == (SignInRefused, {})
    assert refused.__cause__ is None
    assert refused.__suppress_context__ or refused.__context__ is None


@pytest.mark.parametrize(
    "given", [("", CHOSEN), ("agent.a", ""), ("agent a", CHOSEN), ("agent.a\x00", CHOSEN), ("\u200b", CHOSEN)]
)
def test_what_is_no_name_or_no_password_is_never_asked_of_cognito(
    identity: Cognito, cloud: Cloud, given: tuple[str, str]
) -> None:
    fault = cloud.fail("cognito-idp", "AdminInitiateAuth", error="InvalidParameterException")
    with pytest.raises(SignInRefused):
        identity.password(*given)
    assert fault.happened == 0

    with pytest.raises(Unavailable):
        identity.password("agent.x", CHOSEN)


@pytest.mark.parametrize(
    "error",
    ["NotAuthorizedException", "UserNotFoundException", "UserNotConfirmedException", "PasswordResetRequiredException"],
)
def test_whatever_cognito_has_against_an_account_is_one_refusal(error: str, cloud: Cloud, identity: Cognito) -> None:
    cloud.fail("cognito-idp", "AdminInitiateAuth", error=error)

    with pytest.raises(SignInRefused) as refused:
        identity.password("agent.a", TEMPORARY)
    assert refused.value.data == {}
    assert identity.password("agent.a", TEMPORARY).next == "new_password"


def test_after_a_wrong_code_the_right_one_is_still_heard(cloud: Cloud, identity: Cognito) -> None:
    key = enrolled(cloud, identity)
    asked = challenge(identity.password("agent.a", CHOSEN))
    right = code(cloud, key)
    with pytest.raises(SignInRefused):
        identity.code("agent.a", asked, wrong(right))

    assert identity.code("agent.a", asked, right).next == "done"


def test_a_wrong_code_does_not_enrol_and_the_right_one_does(cloud: Cloud, identity: Cognito) -> None:
    asked = identity.new_password("agent.a", challenge(identity.password("agent.a", TEMPORARY)), CHOSEN)
    right = code(cloud, secret(asked))
    with pytest.raises(SignInRefused):
        identity.code("agent.a", challenge(asked), wrong(right))

    assert identity.code("agent.a", challenge(asked), right).next == "done"


# ------------------------------------------------------------------------------------------------- challenges


def test_a_challenge_that_is_too_old_must_be_begun_anew(cloud: Cloud, identity: Cognito) -> None:
    key = enrolled(cloud, identity)
    asked = challenge(identity.password("agent.a", CHOSEN))
    cloud.clock.advance(10 * 60)

    with pytest.raises(Unauthenticated):
        identity.code("agent.a", asked, code(cloud, key))
    again = challenge(identity.password("agent.a", CHOSEN))

    assert identity.code("agent.a", again, code(cloud, key)).next == "done"


def test_a_challenge_for_a_second_factor_that_was_taken_away_must_be_begun_anew(
    cloud: Cloud, identity: Cognito
) -> None:
    key = enrolled(cloud, identity)
    asked = challenge(identity.password("agent.a", CHOSEN))
    cloud.client("cognito-idp").admin_delete_software_token(UserPoolId=cloud.user_pool, Username="agent.a")

    with pytest.raises(Unauthenticated):
        identity.code("agent.a", asked, code(cloud, key))
    assert enrol(cloud, identity, identity.password("agent.a", CHOSEN)).next == "done"


def test_a_challenge_opens_once(cloud: Cloud, identity: Cognito) -> None:
    key = enrolled(cloud, identity)
    asked = challenge(identity.password("agent.a", CHOSEN))
    identity.code("agent.a", asked, code(cloud, key))

    with pytest.raises(Unauthenticated):
        identity.code("agent.a", asked, code(cloud, key))


@pytest.mark.parametrize("forged", ["", "code", "code.", "code.short", "code." + "x" * 40, "enrol." + "x" * 40, "x.y"])
def test_a_challenge_that_is_none_of_ours_opens_nothing(forged: str, cloud: Cloud, identity: Cognito) -> None:
    key = enrolled(cloud, identity)

    with pytest.raises(Unauthenticated):
        identity.code("agent.a", forged, code(cloud, key))


def test_a_code_does_not_answer_the_demand_for_a_new_password(cloud: Cloud, identity: Cognito) -> None:
    asked = challenge(identity.password("agent.a", TEMPORARY))

    with pytest.raises(Unauthenticated):
        identity.code("agent.a", asked, "123456")
    for renamed in ("code.", "enrol."):
        with pytest.raises(Unauthenticated):
            identity.code("agent.a", asked.replace("new_password.", renamed), "123456")
    assert identity.new_password("agent.a", asked, CHOSEN).next == "enrol"


def test_a_challenge_lets_in_only_whom_it_was_made_for(cloud: Cloud, identity: Cognito) -> None:
    key = enrolled(cloud, identity)
    cognito = cloud.client("cognito-idp")
    cognito.admin_create_user(UserPoolId=cloud.user_pool, Username="agent.b", TemporaryPassword=TEMPORARY)
    asked = challenge(identity.password("agent.a", CHOSEN))
    right = code(cloud, key)

    with pytest.raises(Unauthenticated):
        identity.code("agent.b", asked, right)
    assert identity.code("agent.a", asked, right).person == "agent.a"
    cognito.admin_delete_user(UserPoolId=cloud.user_pool, Username="agent.b")


# ------------------------------------------------------------------------------------------------- the second factor


def test_a_pool_that_asks_for_no_second_factor_lets_nobody_in_where_one_is_required(cloud: Cloud) -> None:
    told = Refusals()
    cognito = cloud.client("cognito-idp")
    cognito.admin_set_user_password(UserPoolId=cloud.user_pool, Username="agent.a", Password=CHOSEN, Permanent=True)
    factor = {"UserPoolId": cloud.user_pool, "SoftwareTokenMfaConfiguration": {"Enabled": True}}
    cognito.set_user_pool_mfa_config(**factor, MfaConfiguration="OPTIONAL")
    try:
        assert made(cloud, require_second_factor=False, refused=told).password("agent.a", CHOSEN).next == "done"
        assert told == []
        with pytest.raises(Unavailable):
            made(cloud, require_second_factor=True, refused=told).password("agent.a", CHOSEN)
    finally:
        cognito.set_user_pool_mfa_config(**factor, MfaConfiguration="ON")
    assert told == [("admin_initiate_auth", "NoSecondFactor")]


class AsksForSms:
    """A pool that is set up to send codes by SMS."""

    def admin_initiate_auth(self, **_: object) -> dict[str, str]:
        return {"ChallengeName": "SMS_MFA", "Session": "s" * 20}


def test_a_pool_that_asks_what_the_product_does_not_is_told_the_operator(cloud: Cloud) -> None:
    told = Refusals()
    identity = made(cloud, refused=told)
    identity._client = AsksForSms()  # type: ignore[assignment]

    with pytest.raises(Unavailable):
        identity.password("agent.a", CHOSEN)
    assert told == [("admin_initiate_auth", "UnknownChallenge")]


# ------------------------------------------------------------------------------------------------- trouble


@pytest.mark.parametrize(
    "error",
    ["TooManyRequestsException", "LimitExceededException", "InternalErrorException", "ReadTimeout", "ConnectionClosed"],
)
@pytest.mark.parametrize("operation", ["AdminInitiateAuth", "AdminRespondToAuthChallenge", "AdminListGroupsForUser"])
def test_when_cognito_fails_or_throttles_nobody_is_said_to_be_wrong(
    operation: str, error: str, cloud: Cloud, identity: Cognito
) -> None:
    key = enrolled(cloud, identity)
    fault = cloud.fail("cognito-idp", operation, error=error)

    with pytest.raises(Unavailable):
        identity.code("agent.a", challenge(identity.password("agent.a", CHOSEN)), code(cloud, key))
    assert fault.happened == 1
    again = identity.code("agent.a", challenge(identity.password("agent.a", CHOSEN)), code(cloud, key))

    assert again.next == "done"


@pytest.mark.parametrize("operation", ["AssociateSoftwareToken", "VerifySoftwareToken"])
def test_when_enrolling_fails_it_can_be_begun_again(operation: str, cloud: Cloud, identity: Cognito) -> None:
    asked = challenge(identity.password("agent.a", TEMPORARY))
    cloud.fail("cognito-idp", operation, error="InternalErrorException")
    with pytest.raises(Unavailable):
        enrol(cloud, identity, identity.new_password("agent.a", asked, CHOSEN))

    assert enrol(cloud, identity, identity.password("agent.a", CHOSEN)).next == "done"


def test_a_pool_that_does_not_exist_is_a_fault_of_ours(cloud: Cloud) -> None:
    nowhere = Cognito(
        cloud.client("cognito-idp"),
        pool="eu-north-1_nowhere",
        pool_client="nowhere",
        require_second_factor=True,
        password_characters=15,
    )

    with pytest.raises(Unavailable):
        nowhere.password("agent.a", TEMPORARY)


def test_what_cognito_says_of_an_account_is_in_no_refusal(cloud: Cloud, identity: Cognito) -> None:
    cloud.fail("cognito-idp", "AdminInitiateAuth", error="NotAuthorizedException", message="canary-7f3a")
    with pytest.raises(Refusal) as refused:
        identity.password("agent.a", TEMPORARY)

    assert "canary" not in str(refused.value)
