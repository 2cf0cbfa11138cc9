"""An AWS account, as the credentials of an operator reach it."""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    LoginError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)

from operations.trouble import Refused, Trouble

_CONFIG: Final = Config(connect_timeout=10, read_timeout=60, retries={"mode": "standard", "max_attempts": 5})

NO_CREDENTIALS: Final = "There are no AWS credentials here: run `aws configure sso` (or `aws configure`), or name a profile with AWS_PROFILE."

EXPIRED: Final = frozenset(("ExpiredToken", "ExpiredTokenException", "RequestExpired"))
"""What services say of credentials that have run out, also in the middle of a command."""
_SKEWED: Final = ("Signature expired", "Signature not yet current")
"""How services begin to say that the clock of whoever signs is a quarter of an hour off, under the code of a wrong signature."""
WRONG_CLOCK: Final = "The clock of this machine is more than a quarter of an hour wrong, so that AWS takes nothing it signs: set it, then run this again."
_UNUSABLE: Final = (CredentialRetrievalError, LoginError, PartialCredentialsError, SSOError, TokenRetrievalError)
"""What botocore raises where there are credentials that have run out, or cannot be had."""
_LAST: Final = 10
"""So many profiles are followed from one to the one whose credentials it takes."""


class Account:
    """An account in one region: every call that a command makes goes through `ask` or `pages`."""

    def __init__(self, region: str, make: Callable[..., Any] | None = None, config: Config = _CONFIG) -> None:
        self.region = region
        self._make = make
        self._config = config
        self._clients: dict[str, Any] = {}

    def elsewhere(self, region: str) -> "Account":
        """Return the same account in another region."""
        return Account(region, self._make)

    def waiting(self, seconds: int) -> "Account":
        """Return the same account for calls that are answered within so many seconds, and that are not made again meanwhile."""
        once = Config(connect_timeout=10, read_timeout=seconds, retries={"total_max_attempts": 1})
        return Account(self.region, self._make, once)

    def client(self, service: str) -> Any:
        """Return the one client of a service that `ask` and `pages` use. Raises Trouble for an unknown profile."""
        if service not in self._clients:
            self._clients[service] = self.create(service, config=self._config)
        return self._clients[service]

    def create(self, service: str, **options: Any) -> Any:
        """Return a new client of a service in the account's region. Raises Trouble for an unknown profile."""
        if self._make is None:
            self._make = _session().client
        try:
            return self._make(service, region_name=self.region, **options)
        except BotoCoreError:
            raise
        except ValueError as error:  # what AWS_ENDPOINT_URL says, for instance
            raise Trouble(f"{service} could not be asked: {error}. Is one of the variables AWS_… set wrong?") from error

    def ask(self, service: str, operation: str, /, **parameters: Any) -> dict[str, Any]:
        """Call an operation, named as boto3 names its method, and return its answer. Raises Refused, Trouble."""
        answer: dict[str, Any] = _called(
            service, operation, lambda: getattr(self.client(service), operation)(**parameters)
        )
        return answer

    def pages(self, service: str, operation: str, list_: str, /, **parameters: Any) -> Iterator[Any]:
        """Yield everything that an operation lists under a name, page by page. Raises Refused, Trouble."""
        pages = iter(
            _called(service, operation, lambda: self.client(service).get_paginator(operation).paginate(**parameters))
        )
        while (page := _called(service, operation, lambda: next(pages, None))) is not None:
            yield from page.get(list_, ())


def login(profiles: Mapping[str, Mapping[str, Any]], environment: Mapping[str, str]) -> str:
    """Return the command that makes an operator's credentials good again: by what their profiles, or variables, say of them."""
    if environment.get("AWS_ACCESS_KEY_ID"):
        return (
            "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN"
            "   # then set new ones, from where you have these"
        )
    name = environment.get("AWS_PROFILE") or environment.get("AWS_DEFAULT_PROFILE") or "default"
    for _ in range(_LAST):
        profile = profiles.get(name, {})
        if not (source := profile.get("source_profile")) or source == name:
            break
        name = source
    chosen = "" if name == "default" else f" --profile {name}"
    profile = profiles.get(name, {})
    if "sso_session" in profile or "sso_start_url" in profile:
        return f"aws sso login{chosen}"
    if "login_session" in profile:
        return f"aws login{chosen}"
    if "credential_process" in profile:
        return f"aws configure export-credentials{chosen}   # shows why its credential_process gives none"
    return f"aws configure{chosen}"


def login_here() -> str:
    """Return the command that makes those credentials good again that commands use on this machine."""
    session: Any = botocore.session.Session()
    try:
        profiles: Mapping[str, Mapping[str, Any]] = session.full_config["profiles"]
    except BotoCoreError:  # a file of profiles that cannot be read
        profiles = {}
    return login(profiles, os.environ)


def by_clock(code: str, words: str) -> bool:
    """Return whether a call was refused because the clock of this machine is wrong."""
    return code == "RequestTimeTooSkewed" or words.startswith(_SKEWED)


def _session() -> Any:
    try:
        return boto3.session.Session()
    except ProfileNotFound as error:
        raise Trouble(
            f"{error}: `aws configure list-profiles` lists those that there are; choose one with AWS_PROFILE."
        ) from error
    except BotoCoreError as error:
        raise Trouble(f"The settings of AWS on this machine cannot be used: {error}") from error


def _called(service: str, operation: str, call: Callable[[], Any]) -> Any:
    try:
        return call()
    except ClientError as error:
        code, words = error.response["Error"]["Code"], error.response["Error"].get("Message", "")
        if by_clock(code, words):
            words += f" {WRONG_CLOCK}"
        elif code in EXPIRED:
            words += f" Get new credentials by `{login_here()}`, then run this again."
        raise Refused(service, operation, code, words) from error
    except NoCredentialsError as error:
        raise Trouble(NO_CREDENTIALS) from error
    except _UNUSABLE as error:
        raise Trouble(
            f"The AWS credentials here cannot be used: run `{login_here()}`, then this again. ({error})"
        ) from error
    except BotoCoreError as error:
        raise Trouble(f"{service} {operation} could not be asked: {error}") from error
