"""Cognito: whether somebody is who they say, by password and second factor. Tokens are read once and dropped.

The flow runs on the server (ADMIN_USER_PASSWORD_AUTH). What Cognito needs back with the next step travels through the
browser as an opaque challenge that names its kind, so that a code answers exactly what asked for one.
"""

import base64
import json
import re
from typing import TYPE_CHECKING, Any, ClassVar, Final, NoReturn

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws.calling import Ordinary, Refused, untold
from chalicelib.chat import access_events
from chalicelib.chat.errors import (
    PasswordNotAccepted,
    PasswordTooWeak,
    Refusal,
    SignInRefused,
    Unauthenticated,
    Unavailable,
)
from chalicelib.chat.people import Step, enrols, roles_of

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp.client import CognitoIdentityProviderClient

_NOT_ACCEPTED = frozenset(
    {
        "NotAuthorizedException",
        "UserNotFoundException",
        "UserNotConfirmedException",
        "PasswordResetRequiredException",
        "CodeMismatchException",
        "ExpiredCodeException",
        "EnableSoftwareTokenMFAException",
    }
)
"""One answer for all of them: which one it was is nobody's business but the account's owner's."""

_CHALLENGE_OVER = frozenset(
    {"NotAuthorizedException", "ResourceNotFoundException", "SoftwareTokenMFANotFoundException"}
)
"""What Cognito says of a challenge that is unknown, used or older than the pool's ten minutes, or asks for a second factor that
was taken away since."""

_OTHER_PASSWORD = frozenset({"PasswordHistoryPolicyViolationException", "InvalidParameterException"})
"""What Cognito says of a new password that it has seen before, or takes for none: with a space at either end."""

_TOO_WEAK = "InvalidPasswordException"

_SESSION: Final = r"\S{20,2048}"
_CODE: Final = r"[0-9]{6}"
_KINDS = {"NEW_PASSWORD_REQUIRED": "new_password", "MFA_SETUP": "enrol", "SOFTWARE_TOKEN_MFA": "code"}


class Cognito:
    """Accounts of one user pool.

    Every method raises SignInRefused when what was given is not accepted, and Unavailable when Cognito fails,
    throttles, or would let somebody in without the second factor that is required.
    """

    ORDINARY: ClassVar[Ordinary] = {
        "admin_initiate_auth": _NOT_ACCEPTED,
        "admin_respond_to_auth_challenge": _NOT_ACCEPTED | _CHALLENGE_OVER | _OTHER_PASSWORD | {_TOO_WEAK},
        "associate_software_token": _NOT_ACCEPTED | _CHALLENGE_OVER,
        "verify_software_token": _NOT_ACCEPTED | _CHALLENGE_OVER,
    }

    def __init__(
        self,
        client: "CognitoIdentityProviderClient",
        *,
        pool: str,
        pool_client: str,
        require_second_factor: bool,
        password_characters: int,
        refused: Refused = untold,
    ) -> None:
        """`refused`: that of the client's `Calls`, for a pool that is set up otherwise than the product needs it."""
        self._client = client
        self._pool = pool
        self._pool_client = pool_client
        self._require_second_factor = require_second_factor
        self._password_characters = password_characters
        self._refused = refused

    def password(self, user: str, password: str) -> Step:
        """Return what follows when this is the account's password."""
        if not access_events.is_name(user) or not password:
            raise SignInRefused  # Cognito would call it a wrong parameter, which is a fault of ours and rings an alarm
        answer = self._call(
            "admin_initiate_auth",
            UserPoolId=self._pool,
            ClientId=self._pool_client,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": user, "PASSWORD": password},
        )
        return self._step(answer, second_factor=False)

    def new_password(self, user: str, challenge: str, password: str) -> Step:
        """Return what follows the choice of a new password.

        Raises PasswordTooWeak by the pool's own policy, PasswordNotAccepted for what Cognito takes as no password or
        has seen before, Unauthenticated when the challenge is over.
        """
        session = _session(challenge, "new_password")
        given = {"USERNAME": user, "NEW_PASSWORD": password}
        answer = self._respond("NEW_PASSWORD_REQUIRED", session, given, refused=_OTHER_PASSWORD)
        return self._step(answer, second_factor=False)

    def code(self, user: str, challenge: str, code: str) -> Step:
        """Return what follows the second factor's code, for its first time or any later one.

        Raises Unauthenticated when the challenge is over.
        """
        if re.fullmatch(_CODE, code) is None:
            raise SignInRefused
        if enrols(challenge):
            return self._enrolled(user, _session(challenge, "enrol"), code)
        session = _session(challenge, "code")
        answer = self._respond("SOFTWARE_TOKEN_MFA", session, {"USERNAME": user, "SOFTWARE_TOKEN_MFA_CODE": code})
        return self._step(answer, second_factor=True)

    def _enrolled(self, user: str, session: str, code: str) -> Step:
        answer = self._call("verify_software_token", over=_CHALLENGE_OVER, Session=session, UserCode=code)
        if answer.get("Status") != "SUCCESS":
            raise SignInRefused
        return self._step(self._respond("MFA_SETUP", answer["Session"], {"USERNAME": user}), second_factor=True)

    def _respond(
        self, name: str, session: str, responses: dict[str, str], *, refused: frozenset[str] = frozenset()
    ) -> dict[str, Any]:
        return self._call(
            "admin_respond_to_auth_challenge",
            over=_CHALLENGE_OVER,
            refused=refused,
            UserPoolId=self._pool,
            ClientId=self._pool_client,
            ChallengeName=name,
            Session=session,
            ChallengeResponses=responses,
        )

    def _step(self, answer: dict[str, Any], *, second_factor: bool) -> Step:
        if "AuthenticationResult" in answer:
            return self._done(answer["AuthenticationResult"], second_factor=second_factor)
        kind = _KINDS.get(answer.get("ChallengeName", ""))
        match kind:
            case "new_password" | "code":
                return Step(next=kind, challenge=f"{kind}.{answer['Session']}")
            case "enrol":
                return self._enrolment(answer["Session"])
            case _:
                # A challenge that this product does not ask for (SMS, a custom one): the pool is set up otherwise.
                self._refused("admin_initiate_auth", "UnknownChallenge")
                raise Unavailable

    def _enrolment(self, session: str) -> Step:
        answer = self._call("associate_software_token", over=_CHALLENGE_OVER, Session=session)
        return Step(next="enrol", challenge=f"enrol.{answer['Session']}", secret=answer["SecretCode"])

    def _done(self, tokens: dict[str, Any], *, second_factor: bool) -> Step:
        if self._require_second_factor and not second_factor:
            # The pool lets in on a password alone although the stage demands more: nobody gets in that way.
            self._refused("admin_initiate_auth", "NoSecondFactor")
            raise Unavailable
        claims = _claims(tokens["IdToken"])
        person = str(claims["cognito:username"])
        given_name = str(claims.get("given_name") or claims.get("name") or "")
        return Step(next="done", person=person, roles=roles_of(self._groups(person)), given_name=given_name)

    def _groups(self, person: str) -> list[str]:
        found: list[str] = []
        more: dict[str, Any] = {}
        while True:
            answer = self._call("admin_list_groups_for_user", UserPoolId=self._pool, Username=person, **more)
            found += [group["GroupName"] for group in answer["Groups"]]
            if not answer.get("NextToken"):
                return found
            more = {"NextToken": answer["NextToken"]}

    def _call(
        self,
        operation: str,
        *,
        over: frozenset[str] = frozenset(),
        refused: frozenset[str] = frozenset(),
        **request: Any,
    ) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(**request)
        except ClientError as error:
            self._refuse(error, over, refused)
        except BotoCoreError as error:
            raise Unavailable(retry_after=1) from error
        return answer

    def _refuse(self, error: ClientError, over: frozenset[str], refused: frozenset[str]) -> NoReturn:
        code = error.response["Error"]["Code"]
        if code in refused:
            raise PasswordNotAccepted from None
        refusal: Refusal = Unavailable(retry_after=1)
        if code == "InvalidPasswordException":
            refusal = PasswordTooWeak(minimum=self._password_characters)
        elif code in over:
            refusal = Unauthenticated()
        elif code in _NOT_ACCEPTED:
            refusal = SignInRefused()
        # "from None": Cognito's own words name the user and say what was wrong.
        raise refusal from None


def _session(challenge: str, kind: str) -> str:
    """Return Cognito's part of a challenge of this kind. Raises Unauthenticated when it is of another."""
    found, _, session = challenge.partition(".")
    if found != kind or re.fullmatch(_SESSION, session) is None:
        raise Unauthenticated
    return session


def _claims(token: str) -> dict[str, Any]:
    """Return what an ID token says.

    It came from Cognito itself over TLS a moment ago, so its signature proves nothing more; it is taken from nobody else.
    """
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims
