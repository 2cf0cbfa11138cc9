"""Settings → AWS clients → services, made on first use and kept for the life of the process."""

import functools
import time
from collections.abc import Callable
from typing import Any

import botocore.session
from botocore.config import Config

from chalicelib import settings as environment
from chalicelib.aws.access_log import AccessLog
from chalicelib.aws.identity import Cognito
from chalicelib.aws.mail import SesMail
from chalicelib.aws.outbox import SqsOutbox
from chalicelib.aws.push import ApiGatewayPush
from chalicelib.aws.table.agents import Agents
from chalicelib.aws.table.conversations import Conversations
from chalicelib.aws.table.counters import Counters
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.orders import Orders
from chalicelib.aws.table.people import People, Sessions, SignInAttempts
from chalicelib.aws.table.sites import Sites
from chalicelib.aws.table.sockets import Sockets
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.services import Services
from chalicelib.settings import Settings

_PATIENT = Config(connect_timeout=2, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 4})
_ONCE = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 1})
"""For what cannot be repeated: SES has no idempotency token."""
_PUSHES = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 2})


def services(request: str) -> Services:
    """Return the services for one invocation."""
    return _services().asked_by(request)


def build(settings: Settings, now: Callable[[], float] = time.time) -> Services:
    """Return services over AWS clients of their own; a client is made when it is first called."""
    make = _Clients()
    items = Items(make("dynamodb"), settings.table, now)
    return Services(
        settings=settings,
        limits=LIMITS,
        now=now,
        conversations=Conversations(items),
        sockets=Sockets(items),
        agents=Agents(items),
        sites=Sites(items),
        people=People(items),
        sessions=Sessions(items, LIMITS, now),
        attempts=SignInAttempts(items, LIMITS, now),
        identity=Cognito(
            make("cognito-idp"),
            pool=settings.user_pool,
            pool_client=settings.user_pool_client,
            require_second_factor=settings.require_second_factor,
            password_characters=LIMITS.password_characters,
        ),
        counters=Counters(items, now),
        orders=Orders(items),
        access_log=AccessLog(make("logs"), settings.access_log_group),
        push=ApiGatewayPush(make("apigatewaymanagementapi", _PUSHES, settings.connections_endpoint)),
        outbox=SqsOutbox(make("sqs"), settings.outbox_queue),
        mail=SesMail(make("sesv2", _ONCE), settings.mail_from, settings.mail_configuration_set),
    )


class _Clients:
    """Clients of one botocore session; loading a service's model waits until the client is first used."""

    def __init__(self) -> None:
        self._session = functools.cache(botocore.session.get_session)

    def __call__(self, service: str, config: Config = _PATIENT, endpoint: str | None = None) -> Any:
        return _Lazy(lambda: self._session().create_client(service, config=config, endpoint_url=endpoint or None))


class _Lazy:
    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = functools.cache(make)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._make(), name)


clock: Callable[[], float] = time.time
"""What `services` goes by; the local run puts a clock here that can be moved."""


def _now() -> float:
    return clock()


@functools.cache
def _services() -> Services:
    return build(environment.read(), now=_now)
