"""The environment, read once into one frozen value. Nothing else reads it.

In the cloud the variables come from `.chalice/resources.yaml`; the local run sets the same ones.
"""

import os
from collections.abc import Mapping
from typing import Annotated, Any, get_args
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

_ADDRESS = r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_LOOPBACK = r"(127\.0\.0\.1|localhost|\[::1\])"


def _written(pattern: str, form: str) -> Meta:
    """Return that a setting has to match a pattern as a whole; `form` completes the sentence "it has to be …"."""
    return Meta(pattern=rf"^({pattern})$(?!\n)", description=form)


class WrongSetting(ValueError):
    """Raised when a variable holds what its setting cannot be. Its sentence names both and never the value, so it is logged."""


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
    mail_from: Annotated[str, _written(_ADDRESS, "a plain mail address")] = "chat@example.com"
    mail_configuration_set: str = ""
    socket_url: Annotated[
        str, _written(rf"|wss://\S+|ws://{_LOOPBACK}(:\d+)?(/\S*)?", "an address that begins with wss:")
    ] = ""
    """`wss://…`, the address that browsers open."""
    connections_endpoint: Annotated[
        str, _written(rf"|https://\S+|http://{_LOOPBACK}(:\d+)?(/\S*)?", "an address that begins with https:")
    ] = ""
    """`https://…`, where API Gateway takes `@connections` calls."""
    origins: tuple[
        Annotated[str, _written(r"https://[^/\s]+", "origins that begin with https:, without a path")], ...
    ] = ()
    """Origins that may command beside the service's own (a custom domain before it), separated by spaces."""
    zone: str = "Europe/Helsinki"
    controller: str = "Demo Oy"
    queue: str = "general"
    """The name of the queue that new conversations join."""
    require_second_factor: Annotated[bool, Meta(description="true or false")] = True
    left_question_days: Annotated[int, Meta(ge=1, le=7, description="a number of days from 1 to 7")] = 7
    """How long a question that was left while nobody was there stays open for its answer, until an administrator sets it."""
    firewall: Annotated[bool, Meta(description="true or false")] = True
    """Whether AWS WAF stands before the REST API: the notice says so."""
    push_key: str = ""
    """The KMS key by which push services know us; empty where the operator has made none, and then no phone is called."""
    push_services: tuple[
        Annotated[str, _written(rf"http://{_LOOPBACK}(:\d+)?", "origins on loopback, for a local run")], ...
    ] = ()
    """Push services that are called besides browser makers', separated by spaces: stand-ins on this machine, and nothing else."""
    phones: bool = False
    """Whether phones in pockets are called; an administrator decides."""
    alerts_to: Annotated[str, _written(f"|{_ADDRESS}", "a plain mail address, or nothing")] = ""
    """Who is told that questions wait which nobody opens, until an administrator sets it; empty when nobody is."""


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings in `environment`; what is not set has its default.

    Raises WrongSetting.
    """
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(Settings):
        name = f"JUTTU_{field.name.upper()}"
        if name not in environment:
            continue
        written = environment[name]
        try:
            held = tuple(written.split()) if field.name in ("origins", "push_services") else written
            values[field.name] = msgspec.convert(held, field.type, strict=False)
        except msgspec.ValidationError:
            raise WrongSetting(f"{name} has to be {_form(field.type)}.") from None
    found = Settings(**values)
    if not _is_zone(found.zone):
        raise WrongSetting("JUTTU_ZONE has to be a time zone as the IANA database names it.")
    return found


def _form(kind: Any) -> str:
    """Return what a field has to be, in words."""
    descriptions = [each.description for each in getattr(kind, "__metadata__", ()) if isinstance(each, Meta)]
    return next(filter(None, (*descriptions, *(_form(part) for part in get_args(kind)))), "")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # unknown, no name at all, or the name of a continent
        return False
    return True
