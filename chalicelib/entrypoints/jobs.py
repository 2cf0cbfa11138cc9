"""Doors of the queues: jobs to do, and what SES tells of them. What fails comes again; the rest does not."""

from collections.abc import Callable
from typing import Any

import msgspec

from chalicelib.chat.actions import alerting, announcing, data_rights, transcripts
from chalicelib.chat.actions.transcripts import MailEvent
from chalicelib.chat.ports import Job
from chalicelib.chat.services import Services
from chalicelib.chat.transcript import Outcome
from chalicelib.entrypoints import http

_OUTCOMES: dict[str, Outcome] = {
    "Delivery": "delivered",
    "Bounce": "bounced",
    "Complaint": "complained",
    "Reject": "failed",
    "RenderingFailure": "failed",
    "Rendering Failure": "failed",
}


class _Mail(msgspec.Struct):
    tags: dict[str, list[str]] = {}


class _Bounce(msgspec.Struct, rename="camel"):
    bounce_type: str = ""


class _Event(msgspec.Struct, rename="camel"):
    """What we read of SES's event; addresses and headers stay unread."""

    event_type: str = ""
    mail: _Mail = msgspec.field(default_factory=_Mail)
    bounce: _Bounce | None = None


class _Envelope(msgspec.Struct, rename="pascal"):
    message: str = ""


def outbox(event: dict[str, Any], services: Services) -> dict[str, Any]:
    """Do each job, and return those that should come again (SQS's partial batch answer)."""
    return _each(event, services, _send)


def mail_events(event: dict[str, Any], services: Services) -> dict[str, Any]:
    """Note each of SES's events, and return those that should come again (SQS's partial batch answer)."""
    return _each(event, services, _note)


def _send(services: Services, body: str) -> None:
    job = msgspec.json.decode(body, type=Job)
    match job.kind:
        case "code":
            transcripts.send_code(services, job)
        case "transcript":
            transcripts.send_transcript(services, job)
        case "erase":
            data_rights.finish_erasing(services, job)
        case "queue":
            announcing.tell_queue(services, job)
        case "staff":
            announcing.tell_staffed(services)
        case "alert":
            alerting.tell_operator(services)


def _note(services: Services, body: str) -> None:
    told = _told(body)
    tags = told.mail.tags
    outcome = _OUTCOMES.get(told.event_type)
    if outcome is None or not {"conversation", "order", "mail"} <= tags.keys():
        return  # "Send" and others tell nothing that we do not know
    transcripts.mail_event(
        services,
        MailEvent(
            conversation=tags["conversation"][0],
            order=int(tags["order"][0]),
            mail=tags["mail"][0],
            outcome=outcome,
            transient=told.bounce is not None and told.bounce.bounce_type != "Permanent",
        ),
    )


def _told(body: str) -> _Event:
    """Return SES's event, out of SNS's envelope when raw delivery is off."""
    try:
        return msgspec.json.decode(msgspec.json.decode(body, type=_Envelope).message or body, type=_Event)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return _Event()  # SES greets a new topic with a sentence that is not JSON


def _each(event: dict[str, Any], services: Services, do: Callable[[Services, str], None]) -> dict[str, Any]:
    again: list[dict[str, str]] = []
    for record in event["Records"]:
        try:
            do(services, record["body"])
        except Exception as error:  # noqa: BLE001 - one bad message must not bring back the good ones beside it
            http.failed(error, services.request, "queue")
            again.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": again}
