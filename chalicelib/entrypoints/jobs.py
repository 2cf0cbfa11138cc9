"""Doors of the queues: jobs to do, and what SES tells of them. What fails comes again; the rest does not."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from chalicelib.chat.actions import alerting, announcing, data_rights, hiding, phoning, transcripts
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
_PERHAPS_AN_ANSWER = ("", "General", "Undetermined")
"""Subtypes of a bounce that is not permanent by which nobody can tell a refusal from an absent reader's automatic answer.
https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#event-publishing-retrieving-sns-contents-bounce-object"""

_log = logging.getLogger("juttu")


class _Mail(msgspec.Struct):
    tags: dict[str, list[str]] | None = None


class _Bounce(msgspec.Struct, rename="camel"):
    bounce_type: str = ""
    bounce_sub_type: str = ""


class _Complaint(msgspec.Struct, rename="camel"):
    complaint_feedback_type: str | None = None


class _Event(msgspec.Struct, rename="camel"):
    """What we read of SES's event; addresses and headers stay unread."""

    event_type: str = ""
    mail: _Mail = msgspec.field(default_factory=_Mail)
    bounce: _Bounce | None = None
    complaint: _Complaint | None = None


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
        case "code" | "transcript":
            transcripts.do(services, job)
        case "erase":
            data_rights.finish_erasing(services, job)
        case "hide":
            hiding.finish(services, job)
        case "queue" | "row" | "gone" | "staff":
            announcing.tell(services, job)
        case "phone":
            called = phoning.call(services, job)
            _log.info("phones", extra={"event": "phones", "rang": called.rang, "gone": called.gone})
        case "alert":
            alerting.tell_of_left_questions(services, job)


def _note(services: Services, body: str) -> None:
    told = _told(services, body)
    outcome, about = _outcome(told), _about(told.mail.tags or {})
    if outcome is not None and about is not None:
        conversation, order, mail = about
        if mail.startswith(alerting.MAIL):
            alerting.mail_event(services, mail, outcome)
            return
        event = MailEvent(conversation=conversation, order=order, mail=mail, outcome=outcome)
        transcripts.mail_event(services, event)


def _outcome(told: _Event) -> Outcome | None:
    """Return what an event says of its mail, None when it says nothing that we do not know ("Send" and others)."""
    if told.complaint is not None and told.complaint.complaint_feedback_type == "not-spam":
        return None  # the reader has taken it out of the junk (RFC 6430)
    if told.bounce is not None and told.bounce.bounce_type != "Permanent":
        return None if told.bounce.bounce_sub_type in _PERHAPS_AN_ANSWER else "bounced_softly"
    return _OUTCOMES.get(told.event_type)


def _about(tags: Mapping[str, list[str]]) -> tuple[str, int, str] | None:
    """Return conversation, order and mail that an event is about, None when it is about none of ours."""
    match tags:
        case {"conversation": [conversation, *_], "order": [order, *_], "mail": [mail, *_]} if order.isdecimal():
            return conversation, int(order), mail
    return None


def _told(services: Services, body: str) -> _Event:
    """Return SES's event, out of SNS's envelope when raw delivery is off; an empty one for what is none.

    SES greets a new topic with a sentence. What is of another form would be so when it came again: it is only logged.
    """
    try:
        envelope = msgspec.json.decode(body, type=_Envelope)
        return msgspec.json.decode(envelope.message or body, type=_Event)
    except msgspec.ValidationError as error:
        http.failed(error, services.request, "queue")
    except msgspec.DecodeError:
        pass
    return _Event()


def _each(event: dict[str, Any], services: Services, do: Callable[[Services, str], None]) -> dict[str, Any]:
    again: list[dict[str, str]] = []
    for record in event["Records"]:
        try:
            do(services, record["body"])
        except Exception as error:  # noqa: BLE001 - one bad message must not bring back the good ones beside it
            http.failed(error, services.request, "queue")
            again.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": again}
