"""Cognito: the accounts of staff, as whoever administers them changes them. Signing in is `identity.py`'s."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws.calling import Ordinary
from chalicelib.chat.errors import AccountExists, Malformed, NotFound, PasswordNotAccepted, Unavailable
from chalicelib.chat.people import ROLES, Account, roles_of
from chalicelib.chat.who import Role

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp.client import CognitoIdentityProviderClient


class Accounts:
    """Accounts of one user pool.

    Every method raises NotFound when there is no such account, and Unavailable when Cognito fails or throttles.
    """

    ORDINARY: ClassVar[Ordinary] = {
        "admin_get_user": {"UserNotFoundException"},
        "admin_create_user": {"UsernameExistsException", "InvalidPasswordException", "InvalidParameterException"},
        "admin_set_user_password": {"InvalidPasswordException", "PasswordHistoryPolicyViolationException"},
    }

    def __init__(self, client: "CognitoIdentityProviderClient", pool: str) -> None:
        self._client = client
        self._pool = pool

    def all(self) -> list[Account]:
        """Return every account, by name: a call for each sixty of them and one for each role."""
        roles: dict[str, list[str]] = {}
        for role in sorted(ROLES):
            for person in self.names_in(role):
                roles.setdefault(person, []).append(role)
        users = self._pages("list_users", "Users", "PaginationToken")
        return sorted((_account(user, roles.get(user["Username"], [])) for user in users), key=lambda each: each.person)

    def get(self, person: str) -> Account:
        """Return an account, under the name that it has in the pool."""
        user = self._call("admin_get_user", Username=person)
        groups = self._pages("admin_list_groups_for_user", "Groups", "NextToken", Username=user["Username"])
        factors = user.get("UserMFASettingList", [])
        given = {**user, "Attributes": user.get("UserAttributes", []), "second_factor": bool(factors)}
        return _account(given, [group["GroupName"] for group in groups])

    def names_in(self, role: Role, *, enabled: bool = False) -> list[str]:
        """Return who has a role; `enabled`: only those whose account is."""
        users = self._pages("list_users_in_group", "Users", "NextToken", GroupName=role)
        return [user["Username"] for user in users if user["Enabled"] or not enabled]

    def create(self, person: str, given_name: str, password: str) -> None:
        """Make an account with a temporary password; no mail is sent. Raises AccountExists, Malformed."""
        attributes = [{"Name": "given_name", "Value": given_name}] if given_name else []
        self._call(
            "admin_create_user",
            Username=person,
            TemporaryPassword=password,
            MessageAction="SUPPRESS",
            UserAttributes=attributes,
        )

    def disable(self, person: str) -> None:
        """Let nobody in under an account any more."""
        self._call("admin_disable_user", Username=person)

    def enable(self, person: str) -> None:
        """Let an account's owner in again."""
        self._call("admin_enable_user", Username=person)

    def set_temporary_password(self, person: str, password: str) -> None:
        """Put a password in the place of an account's own; signing in with it asks for another."""
        self._call("admin_set_user_password", Username=person, Password=password, Permanent=False)

    def forget_second_factor(self, person: str) -> None:
        """Take an account's second factor away: the next sign-in enrols another.

        Setting the preference would do nothing: a pool that requires a second factor takes no notice of it.
        https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteSoftwareToken.html
        """
        self._call("admin_delete_software_token", Username=person)

    def give(self, person: str, role: Role) -> None:
        """Give an account a role; having it already changes nothing."""
        self._call("admin_add_user_to_group", Username=person, GroupName=role)

    def take(self, person: str, role: Role) -> None:
        """Take a role from an account; not having it changes nothing."""
        self._call("admin_remove_user_from_group", Username=person, GroupName=role)

    def _pages(self, operation: str, what: str, token: str, **request: Any) -> Iterator[dict[str, Any]]:
        while True:
            answer = self._call(operation, **request)
            yield from answer[what]
            if not answer.get(token):
                return
            request[token] = answer[token]

    def _call(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(UserPoolId=self._pool, **request)
        except ClientError as error:
            _refuse(error)
        except BotoCoreError as error:
            raise Unavailable(retry_after=1) from error
        return answer


def _refuse(error: ClientError) -> NoReturn:
    match error.response["Error"]["Code"]:
        case "UserNotFoundException":
            raise NotFound from error
        case "UsernameExistsException":
            raise AccountExists from error
        case "InvalidPasswordException" | "PasswordHistoryPolicyViolationException":
            raise PasswordNotAccepted from error
        case "InvalidParameterException":
            raise Malformed from error
        case _:
            raise Unavailable(retry_after=1) from error


def _account(user: dict[str, Any], groups: list[str]) -> Account:
    attributes = {each["Name"]: each["Value"] for each in user["Attributes"]}
    return Account(
        person=user["Username"],
        given_name=attributes.get("given_name", ""),
        roles=roles_of(groups),
        enabled=user["Enabled"],
        has_signed_in=user["UserStatus"] != "FORCE_CHANGE_PASSWORD",
        second_factor=user.get("second_factor"),
    )
