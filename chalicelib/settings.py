"""The environment, read once into one frozen value. Nothing else reads it.

In the cloud the variables come from `.chalice/resources.yaml`; the local run sets the same ones.
"""

import os
from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where everything is, and what the operator has chosen. Each field is read from `JUTTU_<FIELD>`."""

    stage: str = "dev"
    table: str = "juttu-dev"
    user_pool: str = ""
    """The id of the Cognito user pool."""
    user_pool_client: str = ""
    access_log_group: str = "/juttu/dev/access"
    outbox_queue: str = ""
    """URL of the SQS queue of mails to send."""
    mail_from: str = "chat@example.com"
    mail_configuration_set: str = ""
    socket_url: str = ""
    """`wss://…`, the address that browsers open."""
    connections_endpoint: str = ""
    """`https://…`, where API Gateway takes `@connections` calls."""
    origins: tuple[str, ...] = ()
    """Origins that may command beside the service's own (a custom domain before it), separated by spaces."""
    zone: str = "Europe/Helsinki"
    controller: str = "Demo Oy"
    queue: str = "general"
    """The name of the queue that new conversations join."""
    require_second_factor: bool = True
    left_question_days: Annotated[int, Meta(ge=1, le=7)] = 7
    """How long a question that was left while nobody was there stays open for its answer."""
    alerts_to: str = ""
    """The operator's address, for what somebody must see outside the console; empty when nobody wants it."""


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings in `environment`; what is not set has its default.

    Raises msgspec.ValidationError when a value is not of its field's type.
    """
    values: dict[str, object] = {}
    for field in msgspec.structs.fields(Settings):
        value = environment.get(f"JUTTU_{field.name.upper()}")
        if value is None:
            continue
        values[field.name] = tuple(value.split()) if field.name == "origins" else value
    return msgspec.convert(values, Settings, strict=False)
