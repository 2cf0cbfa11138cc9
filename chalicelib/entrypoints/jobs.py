"""Doors of the queues: mails to send, and what SES tells of them. What fails comes again; the rest does not."""

import json
from collections.abc import Callable
from typing import Any

import msgspec

from chalicelib.chat.actions import transcripts
from chalicelib.chat.actions.transcripts import MailEvent
from chalicelib.chat.ports import Job
from chalicelib.chat.services import Services
from chalicelib.chat.wire import TranscriptState
from chalicelib.entrypoints import http

_STATES: dict[str, TranscriptState] = {
    "Delivery": "delivered",
    "Bounce": "bounced",
    "Complaint": "complained",
    "Reject": "failed",
    "RenderingFailure": "failed",
    "Rendering Failure": "failed",
}


def outbox(event: dict[str, Any], services: Services) -> dict[str, Any]:
    """Do each job, and return those that should come again (SQS's partial batch answer)."""
    return _each(event, services, _send)


def mail_events(event: dict[str, Any], services: Services) -> dict[str, Any]:
    """Note each of SES's events, and return those that should come again (SQS's partial batch answer)."""
    return _each(event, services, _note)


def _send(services: Services, body: str) -> None:
    job = msgspec.json.decode(body, type=Job)
    if job.kind == "code":
        transcripts.send_code(services, job)
    else:
        transcripts.send_transcript(services, job)


def _note(services: Services, body: str) -> None:
    told = json.loads(body)
    if "Message" in told and "mail" not in told:  # SNS's envelope, when raw delivery is off
        told = json.loads(told["Message"])
    state = _STATES.get(told.get("eventType", ""))
    tags = told["mail"].get("tags", {})
    if state is None or "conversation" not in tags or "order" not in tags:
        return  # "Send" and others tell nothing that we do not know
    transcripts.mail_event(
        services,
        MailEvent(
            conversation=tags["conversation"][0],
            order=int(tags["order"][0]),
            message_id=told["mail"]["messageId"],
            state=state,
        ),
    )


def _each(event: dict[str, Any], services: Services, do: Callable[[Services, str], None]) -> dict[str, Any]:
    again: list[dict[str, str]] = []
    for record in event["Records"]:
        try:
            do(services, record["body"])
        except Exception as error:  # noqa: BLE001 - one bad message must not bring back the good ones beside it
            http.failed(error, services.request, "queue")
            again.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": again}
