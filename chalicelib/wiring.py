"""Settings → AWS clients → services, made on first use and kept for the life of the process."""

import functools
import threading
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import botocore.session
import msgspec
from botocore.config import Config

from chalicelib import settings as environment
from chalicelib.aws import calling
from chalicelib.aws.access_log import AccessLog
from chalicelib.aws.accounts import Accounts
from chalicelib.aws.calling import Calls, Ordinary, World
from chalicelib.aws.identity import Cognito
from chalicelib.aws.mail import SesMail
from chalicelib.aws.metrics import EmbeddedMetrics
from chalicelib.aws.outbox import SqsOutbox
from chalicelib.aws.push import ApiGatewayPush
from chalicelib.aws.table.agents import Agents
from chalicelib.aws.table.answers import CannedAnswers
from chalicelib.aws.table.attempts import SignInAttempts
from chalicelib.aws.table.conversations import Conversations
from chalicelib.aws.table.counters import Counters
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.leases import Leases
from chalicelib.aws.table.ledger import Ledger
from chalicelib.aws.table.leftovers import Leftovers
from chalicelib.aws.table.mail_health import MailHealths
from chalicelib.aws.table.notes import Notes
from chalicelib.aws.table.notices import Notices
from chalicelib.aws.table.orders import Orders
from chalicelib.aws.table.people import People, Sessions
from chalicelib.aws.table.phones import PhoneBook
from chalicelib.aws.table.sites import Sites
from chalicelib.aws.table.sockets import Sockets
from chalicelib.aws.table.stage import StageSettings
from chalicelib.aws.table.waits import Waits
from chalicelib.aws.web_push import WebPush
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.notice import rows
from chalicelib.chat.notice.making import Notice, made
from chalicelib.chat.notice.rows import Rows
from chalicelib.chat.pacing import Pace
from chalicelib.chat.ports import Each, Metrics
from chalicelib.chat.services import Services
from chalicelib.chat.stage import Stage, seeded
from chalicelib.settings import Settings

INVOCATION_SECONDS = 12.0
"""What one invocation may spend on AWS before it begins no further call; with the last call's own time-outs it ends
within `lambda_timeout` (20 s) and so within API Gateway's 29 s."""

NOTICE = Path(__file__).with_name("notice.toml")
"""What the company says of itself: for a stage that has no notice yet."""
DEMO_NOTICE = Path(__file__).with_name("demo_notice.toml")
"""The demo's rows as they are shipped, for comparing with."""

_CONNECTIONS = 64
"""As many as calls of one process may be under way at once, so that none is thrown away when its answer is there. Lambda
needs few; the local run has all its environments in one process, and whoever broadcasts calls from several threads."""

TABLE_SECONDS = 3
"""So long an answer of the table's is waited for: it takes milliseconds."""

_TABLE = Config(
    connect_timeout=1,
    read_timeout=TABLE_SECONDS,
    retries={"total_max_attempts": 1},
    max_pool_connections=_CONNECTIONS,
)
_PUSHES = Config(
    connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1}, max_pool_connections=_CONNECTIONS
)
"""A push is a courtesy that takes milliseconds, and a message's answer waits for it."""
_MAIL = Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 1})


def services(request: str, seconds: float = INVOCATION_SECONDS) -> Services:
    """Return the services for one invocation, which from now on has `seconds` for its calls to AWS."""
    calling.begin(world, seconds, request)
    return provide().asked_by(request)


def build(
    settings: Settings, world: World, create: Callable[..., Any] | None = None, each: Each = calling.side_by_side
) -> Services:
    """Return services over AWS clients of their own; a client is made when it is first called.

    `create`: makes a client instead of botocore's session; the simulation has its own. `each`: how what concerns many
    is done.
    """
    now = world.now
    metrics = EmbeddedMetrics(settings.stage, now)
    make = _Clients(world, metrics, create)
    dynamodb = make("dynamodb", ordinary=Items.ORDINARY)
    items = Items(dynamodb, settings.table, now, dynamodb.pause)
    stage = StageSettings(items, now, seeded(settings))
    cognito = make("cognito-idp", ordinary=Cognito.ORDINARY)
    logs = make("logs", ordinary=AccessLog.ORDINARY)
    ses = make("sesv2", _MAIL, tries=1, keeps_connections=False)
    return Services(
        settings=settings,
        limits=LIMITS,
        now=now,
        conversations=Conversations(items),
        sockets=Sockets(items),
        agents=Agents(items, LIMITS, now),
        sites=Sites(items),
        stage=stage,
        waits=Waits(items, now),
        phones=PhoneBook(items, now),
        web_push=WebPush(
            make("kms"),
            settings.push_key,
            settings.mail_from,
            now,
            also=settings.push_services,
        ),
        notices=Notices(
            items,
            now,
            functools.partial(notice, settings),
            lambda: rows.read(NOTICE.read_text("utf-8")),
            lambda: rows.read(DEMO_NOTICE.read_text("utf-8")),
            stage=stage,
        ),
        answers=CannedAnswers(items),
        people=People(items),
        sessions=Sessions(items, LIMITS, now),
        attempts=SignInAttempts(items, LIMITS, now),
        identity=Cognito(
            cognito,
            pool=settings.user_pool,
            pool_client=settings.user_pool_client,
            require_second_factor=settings.require_second_factor,
            password_characters=LIMITS.password_characters,
            refused=cognito.refused,
        ),
        accounts=Accounts(make("cognito-idp", ordinary=Accounts.ORDINARY), settings.user_pool),
        leases=Leases(items, now),
        counters=Counters(items, now),
        pace=Pace(now),
        orders=Orders(items),
        notes=Notes(items),
        ledger=Ledger(items),
        leftovers=Leftovers(items),
        access_log=AccessLog(logs, settings.access_log_group, refused=logs.refused, each=each),
        push=ApiGatewayPush(
            make(
                "apigatewaymanagementapi",
                _PUSHES,
                tries=2,
                endpoint=settings.connections_endpoint,
                ordinary=ApiGatewayPush.ORDINARY,
            )
        ),
        outbox=SqsOutbox(make("sqs"), settings.outbox_queue),
        hurry=functools.partial(calling.hurry, world),
        pause=functools.partial(calling.pause, world),
        mail=SesMail(ses, settings.mail_from, settings.mail_configuration_set, refused=ses.refused),
        mail_health=MailHealths(items, now),
        metrics=metrics,
        each=each,
        left=functools.partial(calling.left, world),
    )


def notice(settings: Settings, rows: Rows, stage: Stage) -> Notice:
    """Return the notice that rows make, where this was deployed and that is set for the whole service."""
    chosen = msgspec.structs.replace(
        settings, left_question_days=stage.left_question_days, phones=stage.phones and bool(settings.push_key)
    )
    return made(rows, chosen, LIMITS)


class _Clients:
    """Clients of one botocore session; loading a service's model waits until the client is first used."""

    def __init__(self, world: World, metrics: Metrics, create: Callable[..., Any] | None) -> None:
        self._world = world
        self._metrics = metrics
        self._session = functools.cache(botocore.session.get_session)
        self._create = create
        self._making = threading.Lock()
        """Clients may be used by several threads at once, their session may not."""

    def __call__(
        self,
        service: str,
        config: Config = _TABLE,
        *,
        tries: int = 4,
        endpoint: str = "",
        ordinary: Ordinary = MappingProxyType({}),
        keeps_connections: bool = True,
    ) -> Any:
        def make() -> Any:
            with self._making:
                create = self._create or self._session().create_client
                return create(service, config=config, endpoint_url=endpoint or None)

        return Calls(
            make,
            self._world,
            self._metrics,
            service=service,
            tries=tries,
            ordinary=ordinary,
            keeps_connections=keeps_connections,
        )


world = World()
"""What this process has of time and chance; the local run and the simulation put their own here."""

provide: Callable[[], Services] = functools.cache(lambda: build(environment.read(), world))
"""Gives this process its services; the local run and the simulation give others."""
