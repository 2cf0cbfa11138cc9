import base64
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.cloud import Cloud, totp

PASSWORD = "a password of agent a"
Answer = dict[str, Any]


class SigningIn:
    """Somebody before Cognito, by the calls that a sign-in makes."""

    def __init__(self, cloud: Cloud, user: str) -> None:
        self.cloud = cloud
        self.user = user
        self.accounts = cloud.client("cognito-idp")
        self.client = cloud.environment["JUTTU_USER_POOL_CLIENT"]

    def create(self, password: str = PASSWORD, *, temporary: bool = False) -> None:
        who = {"UserPoolId": self.cloud.user_pool, "Username": self.user}
        self.accounts.admin_create_user(**who, TemporaryPassword=password, MessageAction="SUPPRESS")
        if not temporary:
            self.accounts.admin_set_user_password(**who, Password=password, Permanent=True)

    def enrol(self) -> str:
        secret = totp.new_secret()
        self.cloud.cognito.enrol(self.cloud.user_pool, self.user, secret)
        return secret

    def password(self, password: str = PASSWORD, *, user: str | None = None) -> Answer:
        answer: Answer = self.accounts.admin_initiate_auth(
            UserPoolId=self.cloud.user_pool,
            ClientId=self.client,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": user or self.user, "PASSWORD": password},
        )
        return answer

    def respond(self, name: str, session: str, **responses: str) -> Answer:
        answer: Answer = self.accounts.admin_respond_to_auth_challenge(
            UserPoolId=self.cloud.user_pool,
            ClientId=self.client,
            ChallengeName=name,
            Session=session,
            ChallengeResponses={"USERNAME": self.user, **responses},
        )
        return answer

    def code(self, session: str, code: str) -> Answer:
        return self.respond("SOFTWARE_TOKEN_MFA", session, SOFTWARE_TOKEN_MFA_CODE=code)

    def refused(self, attempt: Any, *given: Any, **named: Any) -> tuple[str, str]:
        with pytest.raises(ClientError) as refusal:
            attempt(*given, **named)
        error = refusal.value.response["Error"]
        return error["Code"], error["Message"]


NOW = 1_796_000_010.0


@pytest.fixture
def agent(cloud: Cloud) -> SigningIn:
    agent = SigningIn(cloud, "agent.a")
    agent.create()
    return agent


# ----------------------------------------------------------------------------------------------------- the codes


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()

    assert totp.code_at(secret, seconds) == code


@pytest.mark.parametrize(("away", "accepted"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_code_counts_one_step_before_and_after_its_time(agent: SigningIn, away: int, accepted: bool) -> None:
    secret = agent.enrol()
    session = agent.password()["Session"]
    code = totp.code_at(secret, agent.cloud.clock() + away)

    if accepted:
        assert "AuthenticationResult" in agent.code(session, code)
    else:
        assert agent.refused(agent.code, session, code)[0] == "CodeMismatchException"


def test_a_wrong_code_leaves_the_challenge_standing_for_the_right_one(agent: SigningIn) -> None:
    secret = agent.enrol()
    session = agent.password()["Session"]
    right = totp.code_at(secret, agent.cloud.clock())
    wrong = f"{(int(right) + 1) % 1_000_000:06}"

    refusal = agent.refused(agent.code, session, wrong)

    assert refusal[0] == "CodeMismatchException"
    assert "AuthenticationResult" in agent.code(session, right)


def test_a_used_code_is_refused(agent: SigningIn) -> None:
    code = totp.code_at(agent.enrol(), agent.cloud.clock())
    agent.code(agent.password()["Session"], code)

    refusal = agent.refused(agent.code, agent.password()["Session"], code)

    assert refusal[0] == "ExpiredCodeException"


def test_a_session_is_good_for_one_step_and_for_its_minutes(agent: SigningIn) -> None:
    secret = agent.enrol()
    spent = agent.password()["Session"]
    agent.code(spent, totp.code_at(secret, agent.cloud.clock()))
    late = agent.password()["Session"]
    agent.cloud.clock.advance(10 * 60)
    code = totp.code_at(secret, agent.cloud.clock())

    assert agent.refused(agent.code, spent, code) == (
        "NotAuthorizedException",
        "Invalid session for the user, session can only be used once.",
    )
    assert agent.refused(agent.code, late, code) == (
        "NotAuthorizedException",
        "Invalid session for the user, session is expired.",
    )
    assert "AuthenticationResult" in agent.code(agent.password()["Session"], code)


def test_a_session_opens_only_its_own_challenge_and_person(agent: SigningIn) -> None:
    secret = agent.enrol()
    session = agent.password()["Session"]
    code = totp.code_at(secret, agent.cloud.clock())
    other = SigningIn(agent.cloud, "agent.b")

    assert agent.refused(agent.respond, "MFA_SETUP", session)[0] == "NotAuthorizedException"
    assert other.refused(other.code, session, code)[0] == "NotAuthorizedException"
    assert "AuthenticationResult" in agent.code(session, code)


# ----------------------------------------------------------------------------------------------------- first sign-in


def test_the_first_sign_in_is_a_new_password_then_enrolment_then_tokens(cloud: Cloud) -> None:
    agent = SigningIn(cloud, "agent.new")
    agent.create("first password of agent.new", temporary=True)

    first = agent.password("first password of agent.new")
    second = agent.respond("NEW_PASSWORD_REQUIRED", first["Session"], NEW_PASSWORD=PASSWORD)
    enrolment = agent.accounts.associate_software_token(Session=second["Session"])
    code = totp.code_at(enrolment["SecretCode"], cloud.clock())
    verified = agent.accounts.verify_software_token(Session=enrolment["Session"], UserCode=code)
    done = agent.respond("MFA_SETUP", verified["Session"])

    assert [first["ChallengeName"], second["ChallengeName"]] == ["NEW_PASSWORD_REQUIRED", "MFA_SETUP"]
    assert len(base64.b32decode(enrolment["SecretCode"] + "====")) == 32
    assert "AuthenticationResult" in done
    assert agent.password()["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


def test_enrolment_with_a_wrong_code_is_refused_and_may_be_tried_again(agent: SigningIn) -> None:
    enrolment = agent.accounts.associate_software_token(Session=agent.password()["Session"])
    right = totp.code_at(enrolment["SecretCode"], agent.cloud.clock())
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    verify = agent.accounts.verify_software_token

    refusal = agent.refused(verify, Session=enrolment["Session"], UserCode=wrong)

    assert refusal[0] == "EnableSoftwareTokenMFAException"
    assert agent.password()["ChallengeName"] == "MFA_SETUP"
    assert verify(Session=enrolment["Session"], UserCode=right)["Status"] == "SUCCESS"


def test_enrolment_cannot_be_skipped(agent: SigningIn) -> None:
    setup = agent.password()
    enrolment = agent.accounts.associate_software_token(Session=setup["Session"])

    refusal = agent.refused(agent.respond, "MFA_SETUP", enrolment["Session"])

    assert setup["ChallengeName"] == "MFA_SETUP"
    assert refusal[0] == "InvalidParameterException"


def test_the_code_that_enrolled_does_not_sign_in_again(agent: SigningIn) -> None:
    enrolment = agent.accounts.associate_software_token(Session=agent.password()["Session"])
    code = totp.code_at(enrolment["SecretCode"], agent.cloud.clock())
    agent.accounts.verify_software_token(Session=enrolment["Session"], UserCode=code)

    assert agent.refused(agent.code, agent.password()["Session"], code)[0] == "ExpiredCodeException"


@pytest.mark.parametrize(("length", "accepted"), [(14, False), (15, True)])
def test_a_new_password_follows_the_pools_policy(cloud: Cloud, length: int, accepted: bool) -> None:
    agent = SigningIn(cloud, "agent.new")
    agent.create("first password of agent.new", temporary=True)
    session = agent.password("first password of agent.new")["Session"]

    if accepted:
        assert (
            agent.respond("NEW_PASSWORD_REQUIRED", session, NEW_PASSWORD="p" * length)["ChallengeName"] == "MFA_SETUP"
        )
    else:
        refusal = agent.refused(agent.respond, "NEW_PASSWORD_REQUIRED", session, NEW_PASSWORD="p" * length)
        assert refusal[0] == "InvalidPasswordException"


def test_the_token_says_who_it_is(agent: SigningIn) -> None:
    secret = agent.enrol()
    named = [{"Name": "given_name", "Value": "Anna"}]
    agent.accounts.admin_update_user_attributes(
        UserPoolId=agent.cloud.user_pool, Username=agent.user, UserAttributes=named
    )
    done = agent.code(agent.password()["Session"], totp.code_at(secret, agent.cloud.clock()))

    _, payload, _ = done["AuthenticationResult"]["IdToken"].split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))

    assert claims["cognito:username"] == "agent.a"
    assert claims["given_name"] == "Anna"


# ----------------------------------------------------------------------------------------------------- refusals


def test_an_unknown_name_looks_like_a_wrong_password(agent: SigningIn) -> None:
    wrong = agent.refused(agent.password, "not the password")
    unknown = agent.refused(agent.password, user="nobody")

    assert wrong == unknown == ("NotAuthorizedException", "Incorrect username or password.")


def test_names_are_indifferent_to_upper_case(agent: SigningIn) -> None:
    assert agent.password(user="Agent.A")["ChallengeName"] == "MFA_SETUP"
    found = agent.accounts.admin_get_user(UserPoolId=agent.cloud.user_pool, Username="AGENT.A")
    assert found["Username"] == "agent.a"


def test_a_disabled_person_is_refused_and_an_enabled_one_let_in(agent: SigningIn) -> None:
    who = {"UserPoolId": agent.cloud.user_pool, "Username": agent.user}
    agent.accounts.admin_disable_user(**who)

    assert agent.refused(agent.password) == ("NotAuthorizedException", "User is disabled.")

    agent.accounts.admin_enable_user(**who)
    assert agent.password()["ChallengeName"] == "MFA_SETUP"


def test_the_fifth_wrong_password_locks_for_a_second_and_each_further_one_for_twice_as_long(agent: SigningIn) -> None:
    exceeded = ("NotAuthorizedException", "Password attempts exceeded")
    for _ in range(5):
        assert agent.refused(agent.password, "wrong")[1] == "Incorrect username or password."
    for seconds in (1, 2, 4, 8):
        assert agent.refused(agent.password) == exceeded
        agent.cloud.clock.advance(seconds - 0.01)
        assert agent.refused(agent.password) == exceeded
        agent.cloud.clock.advance(0.01)
        assert agent.refused(agent.password, "wrong")[1] == "Incorrect username or password."

    agent.cloud.clock.advance(900)
    assert agent.password()["ChallengeName"] == "MFA_SETUP"


def test_signing_in_forgets_the_wrong_passwords(agent: SigningIn) -> None:
    secret = agent.enrol()
    for _ in range(4):
        agent.refused(agent.password, "wrong")
    agent.code(agent.password()["Session"], totp.code_at(secret, agent.cloud.clock()))

    refusals = [agent.refused(agent.password, "wrong")[1] for _ in range(5)]

    assert refusals == ["Incorrect username or password."] * 5
    assert agent.refused(agent.password)[1] == "Password attempts exceeded"


def test_what_cannot_be_checked_here_does_not_pass(agent: SigningIn) -> None:
    accounts, client = agent.accounts, agent.client
    srp = {"ClientId": client, "AuthFlow": "USER_SRP_AUTH", "AuthParameters": {"USERNAME": agent.user, "SRP_A": "1"}}
    reset = {"ClientId": client, "Username": agent.user, "ConfirmationCode": "123456", "Password": "another password"}

    assert agent.refused(accounts.initiate_auth, **srp)[0] == "InvalidParameterException"
    assert agent.refused(accounts.confirm_forgot_password, **reset)[0] == "NotAuthorizedException"
    assert (
        agent.refused(accounts.sign_up, ClientId=client, Username="x", Password=PASSWORD)[0] == "NotAuthorizedException"
    )


def test_a_flow_that_the_client_does_not_allow_is_refused(agent: SigningIn) -> None:
    given = {"USERNAME": agent.user, "PASSWORD": PASSWORD}
    attempt = {"ClientId": agent.client, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": given}

    assert agent.refused(agent.accounts.initiate_auth, **attempt)[0] == "InvalidParameterException"


# ------------------------------------------------------------------------------------------------ administrators


def test_where_a_second_factor_is_required_nobodys_preference_turns_it_off(agent: SigningIn) -> None:
    agent.enrol()

    agent.accounts.admin_set_user_mfa_preference(
        UserPoolId=agent.cloud.user_pool, Username="agent.a", SoftwareTokenMfaSettings={"Enabled": False}
    )

    assert agent.password()["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


def test_a_second_factor_that_an_administrator_deletes_is_enrolled_anew(agent: SigningIn) -> None:
    agent.enrol()

    agent.accounts.admin_delete_software_token(UserPoolId=agent.cloud.user_pool, Username="Agent.A")

    assert agent.password()["ChallengeName"] == "MFA_SETUP"
    refusal = agent.refused(
        agent.accounts.admin_delete_software_token, UserPoolId=agent.cloud.user_pool, Username="nobody"
    )
    assert refusal[0] == "UserNotFoundException"


def test_a_code_for_a_second_factor_that_was_deleted_since_finds_none(agent: SigningIn) -> None:
    secret = agent.enrol()
    session = agent.password()["Session"]
    agent.accounts.admin_delete_software_token(UserPoolId=agent.cloud.user_pool, Username="agent.a")

    refusal = agent.refused(agent.code, session, totp.code_at(secret, agent.cloud.clock()))

    assert refusal[0] == "SoftwareTokenMFANotFoundException"
    assert agent.password()["ChallengeName"] == "MFA_SETUP"


def test_a_temporary_password_is_good_for_as_long_as_the_pool_says_and_another_begins_anew(cloud: Cloud) -> None:
    newcomer = SigningIn(cloud, "Newcomer")
    newcomer.create(temporary=True)
    cloud.clock.advance(3 * 24 * 3600 - 1)
    assert newcomer.password()["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    cloud.clock.advance(1)

    assert newcomer.refused(newcomer.password) == (
        "NotAuthorizedException",
        "Temporary password has expired and must be reset by an administrator.",
    )
    assert newcomer.refused(newcomer.password, "a wrong one")[1] == "Incorrect username or password."

    who = {"UserPoolId": cloud.user_pool, "Username": "newcomer"}
    cloud.client("cognito-idp").admin_set_user_password(**who, Password="another for a while", Permanent=False)
    assert newcomer.password("another for a while")["ChallengeName"] == "NEW_PASSWORD_REQUIRED"


def test_a_password_of_ones_own_does_not_run_out(agent: SigningIn) -> None:
    agent.cloud.clock.advance(400 * 24 * 3600)

    assert agent.password()["ChallengeName"] == "MFA_SETUP"


@pytest.mark.parametrize("password", [" begins with a space", "ends with a space "])
def test_a_new_password_has_no_space_at_its_ends(cloud: Cloud, password: str) -> None:
    newcomer = SigningIn(cloud, "newcomer")
    newcomer.create(temporary=True)
    session = newcomer.password()["Session"]

    refusal = newcomer.refused(newcomer.respond, "NEW_PASSWORD_REQUIRED", session, NEW_PASSWORD=password)

    assert refusal[0] == "InvalidParameterException"
    assert newcomer.respond("NEW_PASSWORD_REQUIRED", session, NEW_PASSWORD=password.strip())
