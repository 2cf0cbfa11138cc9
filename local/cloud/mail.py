"""Makes true what moto leaves out of SES: what became of a mail, told to the configuration set's SNS topic.

Nothing leaves this machine. Addresses at `bounce.example` bounce, at `complaint.example` complain; all others get it.
"""

import base64
import email
import email.policy
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.message import EmailMessage
from http import HTTPStatus
from typing import Any, Literal

import msgspec
from botocore.awsrequest import AWSResponse
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends

from local.cloud.answers import AwsError, Call

State = Literal["accepted", "delivered", "bounced", "complained"]
Json = dict[str, Any]

BOUNCES = "bounce.example"
COMPLAINS = "complaint.example"

_STATES: dict[str, State] = {"Delivery": "delivered", "Bounce": "bounced", "Complaint": "complained"}


class SentMail(msgspec.Struct, kw_only=True):
    """A mail that SES accepted."""

    id: str
    at: float
    sender: str
    to: tuple[str, ...]
    raw: bytes
    tags: dict[str, str]
    configuration_set: str | None
    state: State = "accepted"

    @property
    def message(self) -> EmailMessage:
        """The mail as its reader's program takes it apart."""
        return email.message_from_bytes(self.raw, policy=email.policy.default)


class Mail:
    """SES in this process; every method is called under the cloud's lock."""

    def __init__(self, region: str, now: Callable[[], float]) -> None:
        self._region = region
        self._now = now
        self._untold: list[tuple[SentMail, Json]] = []
        self.sent: list[SentMail] = []

    def answer(self, call: Call, do: Callable[[], AWSResponse]) -> AWSResponse:
        """Return what SES answers; a mail that it accepts is kept for the mailbox, and its outcome is to be told."""
        if call.operation != "SendEmail":
            return do()
        asked = call.parameters
        self._check(asked)
        response = do()
        if response.status_code == HTTPStatus.OK:
            self._accept(asked, json.loads(response.content)["MessageId"])
        return response

    def clear(self) -> None:
        """Forget every mail, and what was to be told of it."""
        self.sent.clear()
        self._untold.clear()

    def untold(self) -> list[tuple[str | None, str, Json]]:
        """Return configuration set, kind and body of each event since the last time, and let the mails have had them."""
        told = []
        for mail, event in self._untold:
            kind = event["eventType"]
            mail.state = _STATES.get(kind, mail.state)
            told.append((mail.configuration_set, kind.upper(), event))
        self._untold = []
        return told

    def _check(self, asked: Json) -> None:
        if "Raw" not in asked.get("Content", {}):
            raise AwsError("BadRequestException", "The local cloud sends raw messages only.")
        configuration_set = asked.get("ConfigurationSetName")
        known = sesv2_backends[DEFAULT_ACCOUNT_ID][self._region].core_backend.config_sets
        if configuration_set is not None and configuration_set not in known:
            raise AwsError("NotFoundException", f"Configuration set <{configuration_set}> does not exist.", 404)

    def _accept(self, asked: Json, identifier: str) -> None:
        raw = base64.b64decode(asked["Content"]["Raw"]["Data"])
        message = email.message_from_bytes(raw, policy=email.policy.default)
        destination = asked.get("Destination", {})
        recipients = [address for kind in ("To", "Cc", "Bcc") for address in destination.get(f"{kind}Addresses", ())]
        mail = SentMail(
            id=identifier,
            at=self._now(),
            sender=asked.get("FromEmailAddress") or str(message["From"]),
            to=tuple(recipients or _addresses(message, "To")),
            raw=raw,
            tags={tag["Name"]: tag["Value"] for tag in asked.get("EmailTags", ())},
            configuration_set=asked.get("ConfigurationSetName"),
        )
        self.sent.append(mail)
        self._untold += [(mail, event) for event in self._events(mail)]

    def _events(self, mail: SentMail) -> Iterable[Json]:
        yield self._event(mail, "Send", {})
        domains = {address.rpartition("@")[2].rstrip(">").lower() for address in mail.to}
        if BOUNCES in domains:
            yield self._event(mail, "Bounce", self._bounce(mail))
            return
        yield self._event(mail, "Delivery", self._delivery(mail))
        if COMPLAINS in domains:
            yield self._event(mail, "Complaint", self._complaint(mail))

    def _event(self, mail: SentMail, kind: str, detail: Json) -> Json:
        """Return an event in SES's own shape (developer guide, "Examples of event data that SES publishes to SNS")."""
        message = mail.message
        headers = [{"name": name, "value": str(value)} for name, value in message.items()]
        described = {
            "timestamp": _iso(mail.at),
            "source": mail.sender,
            "sourceArn": f"arn:aws:ses:{self._region}:{DEFAULT_ACCOUNT_ID}:identity/{mail.sender.rpartition('@')[2]}",
            "sendingAccountId": DEFAULT_ACCOUNT_ID,
            "messageId": mail.id,
            "destination": list(mail.to),
            "headersTruncated": False,
            "headers": headers,
            "commonHeaders": {
                "from": _addresses(message, "From"),
                "to": _addresses(message, "To"),
                "messageId": mail.id,
                "subject": str(message["Subject"]),
            },
            "tags": {
                "ses:operation": ["SendEmail"],
                "ses:configuration-set": [mail.configuration_set],
                "ses:from-domain": [mail.sender.rpartition("@")[2].rstrip(">")],
                **{name: [value] for name, value in mail.tags.items()},
            },
        }
        return {"eventType": kind, "mail": described, kind.lower(): detail}

    def _delivery(self, mail: SentMail) -> Json:
        return {
            "timestamp": _iso(self._now()),
            "processingTimeMillis": 412,
            "recipients": list(mail.to),
            "smtpResponse": "250 2.0.0 OK",
            "remoteMtaIp": "192.0.2.25",
            "reportingMTA": f"a7-10.smtp-out.{self._region}.amazonses.com",
        }

    def _bounce(self, mail: SentMail) -> Json:
        return {
            "feedbackId": f"{mail.id}-bounce",
            "bounceType": "Permanent",
            "bounceSubType": "General",
            "bouncedRecipients": [
                {
                    "emailAddress": address,
                    "action": "failed",
                    "status": "5.1.1",
                    "diagnosticCode": "smtp; 550 5.1.1 user unknown",
                }
                for address in mail.to
            ],
            "timestamp": _iso(self._now()),
            "reportingMTA": f"dns; a7-10.smtp-out.{self._region}.amazonses.com",
        }

    def _complaint(self, mail: SentMail) -> Json:
        return {
            "feedbackId": f"{mail.id}-complaint",
            "complaintSubType": None,
            "complainedRecipients": [{"emailAddress": address} for address in mail.to],
            "timestamp": _iso(self._now()),
            "userAgent": "Feedback loop",
            "complaintFeedbackType": "abuse",
            "arrivalDate": _iso(self._now()),
        }


def _addresses(message: Any, header: str) -> list[str]:
    return [str(value) for value in message.get_all(header, ())]


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
