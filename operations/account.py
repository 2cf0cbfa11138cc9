"""An AWS account, as the credentials of an operator reach it."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from operations.trouble import Refused, Trouble

_CONFIG: Final = Config(connect_timeout=10, read_timeout=60, retries={"mode": "standard", "max_attempts": 5})

NO_CREDENTIALS: Final = "There are no AWS credentials here: run `aws configure sso` (or `aws configure`), or name a profile with AWS_PROFILE."


class Account:
    """An account in one region: every call that a command makes goes through `ask` or `pages`."""

    def __init__(self, region: str, make: Callable[..., Any] | None = None) -> None:
        self.region = region
        session: Any = boto3.session.Session()  # its own types know a method for every service
        self._make = make or session.client
        self._clients: dict[str, Any] = {}

    def client(self, service: str) -> Any:
        """Return the one client of a service that `ask` and `pages` use."""
        if service not in self._clients:
            self._clients[service] = self.create(service, config=_CONFIG)
        return self._clients[service]

    def create(self, service: str, **options: Any) -> Any:
        """Return a new client of a service in the account's region."""
        return self._make(service, region_name=self.region, **options)

    def ask(self, service: str, operation: str, /, **parameters: Any) -> dict[str, Any]:
        """Call an operation, named as boto3 names its method, and return its answer. Raises Refused, Trouble."""
        answer: dict[str, Any] = _called(
            service, operation, lambda: getattr(self.client(service), operation)(**parameters)
        )
        return answer

    def pages(self, service: str, operation: str, list_: str, /, **parameters: Any) -> Iterator[Any]:
        """Yield everything that an operation lists under a name, page by page. Raises Refused, Trouble."""
        pages = iter(self.client(service).get_paginator(operation).paginate(**parameters))
        while (page := _called(service, operation, lambda: next(pages, None))) is not None:
            yield from page.get(list_, ())


def _called(service: str, operation: str, call: Callable[[], Any]) -> Any:
    try:
        return call()
    except ClientError as error:
        refusal = error.response["Error"]
        raise Refused(service, operation, refusal["Code"], refusal.get("Message", "")) from error
    except NoCredentialsError as error:
        raise Trouble(NO_CREDENTIALS) from error
    except BotoCoreError as error:
        raise Trouble(f"{service} {operation} could not be asked: {error}") from error
