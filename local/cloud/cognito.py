"""Makes true what moto fakes of Cognito: second factors, the order of challenges, the delay after wrong passwords.

Accounts, groups and tokens stay moto's; signing in is done here. What cannot be checked here (SRP, mailed reset codes)
is refused rather than let through. Behaviour as in the Cognito developer guide; the lock-out:
https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow.html
"""

import json
import re
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from botocore.awsrequest import AWSResponse
from moto.cognitoidp.exceptions import InvalidPasswordException
from moto.cognitoidp.models import CognitoIdpUserPoolAttribute, cognitoidp_backends
from moto.core.models import DEFAULT_ACCOUNT_ID

from local.cloud import totp
from local.cloud.answers import AwsError, Call

Json = dict[str, Any]

_FREE_FAILURES = 5
_LONGEST_LOCK = 900
_FORGET_FAILURES = 900
_DAY = 24 * 3600
_USUAL_DAYS = 7
"""https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html"""

_FLOWS = {
    "USER_PASSWORD_AUTH": "ALLOW_USER_PASSWORD_AUTH",
    "ADMIN_USER_PASSWORD_AUTH": "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ADMIN_NO_SRP_AUTH": "ALLOW_ADMIN_USER_PASSWORD_AUTH",
}
_PASSWORD = re.compile(r"\S|\S.{0,254}\S", re.DOTALL)
"""No space at either end: https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html"""
_UNCHECKED_HERE = "The local cloud cannot check this, so it does not let it pass."


class _Session(msgspec.Struct, kw_only=True):
    """One step of somebody's sign-in, under the opaque text that the next step must bring."""

    user: str
    pool: str
    client: str
    challenge: str
    ends_at: float
    verified: bool = False
    """Whether a second factor was enrolled in this session."""


class _Factor(msgspec.Struct, kw_only=True):
    """Somebody's software token."""

    secret: str
    used: int = -1
    """The newest step whose code was accepted."""


class _Failures(msgspec.Struct, kw_only=True):
    count: int = 0
    last: float = 0.0
    locked_until: float = 0.0


class Cognito:
    """Signing in, in this process; every method is called under the cloud's lock."""

    def __init__(self, region: str, now: Callable[[], float]) -> None:
        self._region = region
        self._now = now
        self._sessions: dict[str, _Session] = {}
        self._spent: set[str] = set()
        self._factors: dict[tuple[str, str], _Factor] = {}
        self._pending: dict[tuple[str, str], str] = {}
        self._failures: dict[tuple[str, str], _Failures] = {}
        self._given: dict[tuple[str, str], float] = {}
        """When somebody was last given a temporary password."""
        self._operations: dict[str, Callable[[Json], Json]] = {
            "InitiateAuth": self._initiate,
            "AdminInitiateAuth": self._initiate,
            "RespondToAuthChallenge": self._respond,
            "AdminRespondToAuthChallenge": self._respond,
            "AssociateSoftwareToken": self._associate,
            "VerifySoftwareToken": self._verify,
            "SignUp": self._sign_up,
            "ForgotPassword": self._forgot_password,
            "ConfirmForgotPassword": self._forgot_password,
            "AdminDeleteSoftwareToken": self._delete_software_token,
        }

    def answer(self, call: Call, do: Callable[[], AWSResponse]) -> AWSResponse:
        """Return what Cognito answers."""
        operation = self._operations.get(call.operation)
        if operation is not None:
            return call.succeed(operation(call.parameters))
        self._fold_username(call)
        if call.operation == "AdminSetUserPassword":
            _check_form(call.parameters["Password"])
        response = do()
        asked = call.parameters
        if call.operation == "AdminDeleteUser":
            self._forget(asked["UserPoolId"], asked["Username"])
        elif response.status_code == HTTPStatus.OK and (
            call.operation == "AdminCreateUser"
            or (call.operation == "AdminSetUserPassword" and not asked.get("Permanent", False))
        ):
            self._given[asked["UserPoolId"], asked["Username"]] = self._now()
        return response

    def clear(self) -> None:
        """Forget every account, and whoever was signing in; pools and groups stay."""
        for pool in self._backend().user_pools.values():
            pool.users.clear()
            for group in pool.groups.values():
                group.users.clear()
        for held in (self._sessions, self._spent, self._factors, self._pending, self._failures, self._given):
            held.clear()

    def enrol(self, pool: str, user: str, secret: str) -> None:
        """Give somebody a second factor, as if they had enrolled it."""
        self._factors[pool, user] = _Factor(secret=secret)
        self._enable(pool, user)

    def secret(self, pool: str, user: str) -> str | None:
        """Return the secret of somebody's second factor (or the one being enrolled), None when they have none."""
        factor = self._factors.get((pool, user))
        return self._pending.get((pool, user)) if factor is None else factor.secret

    def enrolled(self, pool: str, user: str) -> bool:
        """Return whether somebody has a second factor that they have proved."""
        return (pool, user) in self._factors

    # ------------------------------------------------------------------------------------------------- first step

    def _initiate(self, asked: Json) -> Json:
        pool, client = self._pool_of(asked["ClientId"])
        allowed = client.extended_config.get("ExplicitAuthFlows", ())
        flow = asked["AuthFlow"]
        if flow not in _FLOWS:
            raise AwsError("InvalidParameterException", f"{flow}: {_UNCHECKED_HERE}")
        if _FLOWS[flow] not in allowed:
            raise AwsError("InvalidParameterException", f"{flow} flow not enabled for this client")
        given = asked["AuthParameters"]
        name = self._folded(pool, given.get("USERNAME", ""))
        self._refuse_while_locked(pool.id, name)
        account = pool.users.get(name)
        if account is None or account.password != given.get("PASSWORD"):
            self._failed(pool.id, name)
            raise self._unknown(client) if account is None else _not_accepted()
        if not account.enabled:
            raise AwsError("NotAuthorizedException", "User is disabled.")
        return self._after_password(pool, client, account)

    def _after_password(self, pool: Any, client: Any, account: Any) -> Json:
        status = _status(account)
        if status == "RESET_REQUIRED":
            raise AwsError("PasswordResetRequiredException", "Password reset required for the user")
        if status == "UNCONFIRMED":
            raise AwsError("UserNotConfirmedException", "User is not confirmed.")
        if status == "FORCE_CHANGE_PASSWORD":
            self._refuse_when_over(pool, account.username)
            attributes = {entry["Name"]: entry["Value"] for entry in account.attributes}
            extra = {"requiredAttributes": "[]", "userAttributes": json.dumps(attributes)}
            return self._challenge("NEW_PASSWORD_REQUIRED", pool, client, account, extra)
        return self._after_new_password(pool, client, account)

    def _refuse_when_over(self, pool: Any, user: str) -> None:
        days = pool.extended_config["Policies"]["PasswordPolicy"].get("TemporaryPasswordValidityDays", _USUAL_DAYS)
        if self._now() >= self._given.get((pool.id, user), self._now()) + days * _DAY:
            raise AwsError(
                "NotAuthorizedException", "Temporary password has expired and must be reset by an administrator."
            )

    def _after_new_password(self, pool: Any, client: Any, account: Any) -> Json:
        # Where the pool requires a second factor, nobody's preference turns it off:
        # https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SoftwareTokenMfaSettingsType.html
        wanted = pool.mfa_config == "ON" or account.software_token_mfa_enabled
        if (pool.id, account.username) in self._factors and wanted:
            return self._challenge("SOFTWARE_TOKEN_MFA", pool, client, account, {})
        if pool.mfa_config == "ON":
            return self._challenge("MFA_SETUP", pool, client, account, {"MFAS_CAN_SETUP": '["SOFTWARE_TOKEN_MFA"]'})
        return self._let_in(pool, client, account)

    def _challenge(self, name: str, pool: Any, client: Any, account: Any, extra: Mapping[str, str]) -> Json:
        session = _Session(user=account.username, pool=pool.id, client=client.id, challenge=name, ends_at=0)
        text = self._remember(session, client)
        return {
            "ChallengeName": name,
            "Session": text,
            "ChallengeParameters": {"USER_ID_FOR_SRP": account.username, **extra},
        }

    def _let_in(self, pool: Any, client: Any, account: Any) -> Json:
        self._failures.pop((pool.id, account.username), None)
        # Unless it names some, Cognito lets a client read every standard attribute; moto then none.
        client.extended_config.setdefault("ReadAttributes", list(CognitoIdpUserPoolAttribute.STANDARD_SCHEMA))
        found: Json = self._backend()._log_user_in(pool, client, account.username)  # noqa: SLF001 - moto's only way
        return found

    # ------------------------------------------------------------------------------------------------- later steps

    def _respond(self, asked: Json) -> Json:
        name, given = asked["ChallengeName"], asked.get("ChallengeResponses", {})
        pool, client = self._pool_of(asked["ClientId"])
        session = self._session(asked.get("Session", ""), name, client.id)
        if self._folded(pool, given.get("USERNAME", "")) != session.user:
            raise AwsError("NotAuthorizedException", "Invalid session for the user.")
        account = pool.users.get(session.user)
        if account is None or not account.enabled:
            raise AwsError("NotAuthorizedException", "User is disabled.")
        match name:
            case "NEW_PASSWORD_REQUIRED":
                self._set_password(pool, account, given.get("NEW_PASSWORD", ""))
                next_step = self._after_new_password
            case "SOFTWARE_TOKEN_MFA":
                self._check_code(pool.id, account.username, given.get("SOFTWARE_TOKEN_MFA_CODE", ""))
                next_step = self._let_in
            case _:
                if not session.verified:
                    raise AwsError("InvalidParameterException", "User has not verified software token mfa")
                next_step = self._let_in
        self._spend(asked["Session"])
        return next_step(pool, client, account)

    def _set_password(self, pool: Any, account: Any, password: str) -> None:
        _check_form(password)
        try:
            self._backend()._validate_password(pool.id, password)  # noqa: SLF001 - the pool's own policy
        except InvalidPasswordException:
            raise AwsError("InvalidPasswordException", "Password does not conform to policy") from None
        account.password = password
        account.status = "CONFIRMED"

    def _check_code(self, pool: str, user: str, given: str) -> None:
        factor = self._factors.get((pool, user))
        if factor is None:  # taken away since the challenge was given
            raise _no_factor()
        step = totp.matching_step(factor.secret, given, self._now())
        if step is None:
            raise AwsError("CodeMismatchException", "Invalid code received for user")
        if step <= factor.used:
            raise AwsError("ExpiredCodeException", "Your software token has already been used once.")
        factor.used = step

    # ------------------------------------------------------------------------------------------------- enrolment

    def _associate(self, asked: Json) -> Json:
        pool, user, session = self._enrolling(asked)
        secret = self._pending[pool, user] = totp.new_secret()
        return {"SecretCode": secret} if session is None else {"SecretCode": secret, "Session": self._renew(asked)}

    def _verify(self, asked: Json) -> Json:
        pool, user, session = self._enrolling(asked)
        secret = self._pending.get((pool, user))
        if secret is None:
            raise _no_factor()
        step = totp.matching_step(secret, asked.get("UserCode", ""), self._now())
        if step is None:
            raise AwsError("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA")
        del self._pending[pool, user]
        self._factors[pool, user] = _Factor(secret=secret, used=step)
        self._enable(pool, user)
        if session is None:
            return {"Status": "SUCCESS"}
        session.verified = True
        return {"Status": "SUCCESS", "Session": self._renew(asked)}

    def _enrolling(self, asked: Json) -> tuple[str, str, _Session | None]:
        if "Session" in asked:
            session = self._session(asked["Session"], "MFA_SETUP")
            return session.pool, session.user, session
        for pool in self._backend().user_pools.values():
            if asked.get("AccessToken") in pool.access_tokens:
                return pool.id, pool.access_tokens[asked["AccessToken"]][1], None
        raise AwsError("NotAuthorizedException", "Invalid Access Token")

    def _enable(self, pool: str, user: str) -> None:
        account = self._backend().user_pools[pool].users[user]
        account.token_verified = True
        account.software_token_mfa_enabled = True
        account.preferred_mfa_setting = "SOFTWARE_TOKEN_MFA"

    def _delete_software_token(self, asked: Json) -> Json:
        pool = self._backend().user_pools[asked["UserPoolId"]]
        user = self._folded(pool, asked["Username"])
        account = pool.users.get(user)
        if account is None:
            raise AwsError("UserNotFoundException", "User does not exist.")
        self._factors.pop((pool.id, user), None)
        self._pending.pop((pool.id, user), None)
        account.token_verified = account.software_token_mfa_enabled = False
        account.preferred_mfa_setting = ""
        return {}

    # ------------------------------------------------------------------------------------------------- shut doors

    def _sign_up(self, _asked: Json) -> Json:
        # Administrators create the accounts; moto would create one for anybody, whatever the pool says.
        raise AwsError("NotAuthorizedException", "SignUp is not permitted for this user pool")

    def _forgot_password(self, _asked: Json) -> Json:
        raise AwsError("NotAuthorizedException", f"Contact administrator to reset password. {_UNCHECKED_HERE}")

    # ------------------------------------------------------------------------------------------------- wrong passwords

    def _failed(self, pool: str, user: str) -> None:
        now = self._now()
        failures = self._failures.setdefault((pool, user), _Failures())
        if now - max(failures.last, failures.locked_until) >= _FORGET_FAILURES:
            failures.count = 0
        failures.count += 1
        failures.last = now
        if failures.count >= _FREE_FAILURES:
            failures.locked_until = now + min(2 ** (failures.count - _FREE_FAILURES), _LONGEST_LOCK)

    def _refuse_while_locked(self, pool: str, user: str) -> None:
        failures = self._failures.get((pool, user))
        if failures is not None and self._now() < failures.locked_until:
            raise AwsError("NotAuthorizedException", "Password attempts exceeded")

    # ------------------------------------------------------------------------------------------------- sessions

    def _remember(self, session: _Session, client: Any) -> str:
        session.ends_at = self._now() + 60 * int(client.extended_config.get("AuthSessionValidity", 3))
        text = secrets.token_urlsafe(96)
        self._sessions[text] = session
        return text

    def _session(self, text: str, challenge: str, client: str | None = None) -> _Session:
        if text in self._spent:
            raise AwsError("NotAuthorizedException", "Invalid session for the user, session can only be used once.")
        session = self._sessions.get(text)
        if session is None or session.challenge != challenge or client not in (None, session.client):
            raise AwsError("NotAuthorizedException", "Invalid session for the user.")
        if self._now() >= session.ends_at:
            raise AwsError("NotAuthorizedException", "Invalid session for the user, session is expired.")
        return session

    def _renew(self, asked: Json) -> str:
        """Return a new text for a session that goes on; the old one is spent."""
        session = self._sessions[asked["Session"]]
        self._spend(asked["Session"])
        text = secrets.token_urlsafe(96)
        self._sessions[text] = session
        return text

    def _spend(self, text: str) -> None:
        del self._sessions[text]
        self._spent.add(text)

    # ------------------------------------------------------------------------------------------------- moto's pools

    def _backend(self) -> Any:
        return cognitoidp_backends[DEFAULT_ACCOUNT_ID][self._region]

    def _pool_of(self, client: str) -> tuple[Any, Any]:
        for pool in self._backend().user_pools.values():
            if client in pool.clients:
                return pool, pool.clients[client]
        raise AwsError("ResourceNotFoundException", f"User pool client {client} does not exist.")

    def _folded(self, pool: Any, name: str) -> str:
        sensitive = pool.extended_config.get("UsernameConfiguration", {}).get("CaseSensitive", True)
        return name if sensitive else name.lower()

    def _fold_username(self, call: Call) -> None:
        """Make moto's accounts as indifferent to upper and lower case as the pool is."""
        asked = call.parameters
        pool = self._backend().user_pools.get(asked.get("UserPoolId"))
        if pool is not None and "Username" in asked:
            asked["Username"] = self._folded(pool, asked["Username"])
            call.request.body = json.dumps(asked).encode()
            call.request.headers["Content-Length"] = str(len(call.request.body))

    def _forget(self, pool: str, user: str) -> None:
        self._factors.pop((pool, user), None)
        self._pending.pop((pool, user), None)
        self._failures.pop((pool, user), None)
        self._given.pop((pool, user), None)

    def _unknown(self, client: Any) -> AwsError:
        if client.extended_config.get("PreventUserExistenceErrors") == "ENABLED":
            return _not_accepted()
        return AwsError("UserNotFoundException", "User does not exist.")


def _check_form(password: str) -> None:
    if not _PASSWORD.fullmatch(password):
        raise AwsError("InvalidParameterException", "Value at 'password' failed to satisfy constraint")


def _not_accepted() -> AwsError:
    return AwsError("NotAuthorizedException", "Incorrect username or password.")


def _no_factor() -> AwsError:
    return AwsError("SoftwareTokenMFANotFoundException", "Software token TOTP multi-factor is not set up.")


def _status(account: Any) -> str:
    status = account.status
    return str(getattr(status, "value", status))
