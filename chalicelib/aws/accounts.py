"""Cognito: the accounts of staff, as whoever administers them changes them. Signing in is `identity.py`'s."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws.calling import Ordinary
from chalicelib.chat.errors import AccountExists, Malformed, NotFound, PasswordNotAccepted, Unavailable
from chalicelib.chat.people import ROLES, Account, roles_of
from chalicelib.chat.who import Role

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp.client import CognitoIdentityProviderClient


_OTHER_PASSWORD = frozenset(
    {"InvalidPasswordException", "PasswordHistoryPolicyViolationException", "InvalidParameterException"}
)
"""What Cognito says of a password that it does not take: too short, used before, or with a space at either end."""


class Accounts:
    """Accounts of one user pool.

    Every method raises NotFound when there is no such account, and Unavailable when Cognito fails or throttles.
    """

    ORDINARY: ClassVar[Ordinary] = {
        "admin_get_user": {"UserNotFoundException"},
        "admin_delete_user": {"UserNotFoundException"},
        "admin_disable_user": {"UserNotFoundException"},
        "admin_create_user": {"UsernameExistsException", "InvalidPasswordException", "InvalidParameterException"},
        "admin_set_user_password": _OTHER_PASSWORD,
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

    def names_in(self, role: Role) -> list[str]:
        """Return who has a role."""
        return [each.person for each in self._in(role)]

    def enabled_in(self, role: Role) -> list[Account]:
        """Return the accounts with a role that are enabled; of their roles only that one is said."""
        return [each for each in self._in(role) if each.enabled]

    def _in(self, role: Role) -> list[Account]:
        users = self._pages("list_users_in_group", "Users", "NextToken", GroupName=role)
        return [_account(user, [role]) for user in users]

    def create(self, person: str, given_name: str, password: str) -> None:
        """Make an account with a temporary password; no mail is sent. Raises AccountExists, Malformed."""
        attributes = [{"Name": "given_name", "Value": given_name}] if given_name else []
        try:
            self._asked(
                "admin_create_user",
                Username=person,
                TemporaryPassword=password,
                MessageAction="SUPPRESS",
                UserAttributes=attributes,
            )
        except ClientError as error:
            match _code(error):
                case "UsernameExistsException":
                    raise AccountExists from error
                case "InvalidPasswordException":
                    raise PasswordNotAccepted from error
                case "InvalidParameterException":
                    raise Malformed from error
                case _:
                    raise Unavailable(retry_after=1) from error

    def rename(self, person: str, given_name: str) -> None:
        """Give an account another given name."""
        attributes = [{"Name": "given_name", "Value": given_name}]
        self._call("admin_update_user_attributes", Username=person, UserAttributes=attributes)

    def delete(self, person: str) -> None:
        """Delete an account with its password and second factor."""
        self._call("admin_delete_user", Username=person)

    def disable(self, person: str) -> None:
        """Let nobody in under an account any more."""
        self._call("admin_disable_user", Username=person)

    def enable(self, person: str) -> None:
        """Let an account's owner in again."""
        self._call("admin_enable_user", Username=person)

    def set_temporary_password(self, person: str, password: str) -> None:
        """Put a password in the place of an account's own; signing in with it asks for another."""
        self._set_password(person, password, permanent=False)

    def set_password(self, person: str, password: str) -> None:
        """Put another password of its owner's in the place of an account's own. Raises PasswordNotAccepted."""
        self._set_password(person, password, permanent=True)

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

    def _set_password(self, person: str, password: str, *, permanent: bool) -> None:
        try:
            self._asked("admin_set_user_password", Username=person, Password=password, Permanent=permanent)
        except ClientError as error:
            if _code(error) == "UserNotFoundException":
                raise NotFound from error
            if _code(error) in _OTHER_PASSWORD:
                raise PasswordNotAccepted from error
            raise Unavailable(retry_after=1) from error

    def _pages(self, operation: str, what: str, token: str, **request: Any) -> Iterator[dict[str, Any]]:
        while True:
            answer = self._call(operation, **request)
            yield from answer[what]
            if not answer.get(token):
                return
            request[token] = answer[token]

    def _call(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            return self._asked(operation, **request)
        except ClientError as error:
            if _code(error) == "UserNotFoundException":
                raise NotFound from error
            raise Unavailable(retry_after=1) from error

    def _asked(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(UserPoolId=self._pool, **request)
        except BotoCoreError as error:
            raise Unavailable(retry_after=1) from error
        return answer


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])


def _account(user: dict[str, Any], groups: list[str]) -> Account:
    attributes = {each["Name"]: each["Value"] for each in user.get("Attributes", [])}
    return Account(
        person=user["Username"],
        given_name=attributes.get("given_name", ""),
        roles=roles_of(groups),
        enabled=user["Enabled"],
        has_signed_in=user["UserStatus"] != "FORCE_CHANGE_PASSWORD",
        second_factor=user.get("second_factor"),
    )
