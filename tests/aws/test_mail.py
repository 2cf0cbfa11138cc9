"""Mail through SES: sent at most once, and what is known about it when it fails."""

from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from chalicelib.aws.mail import SesMail
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.ports import MailRefused, MailUnknown
from local.cloud.cloud import Cloud

NOW = 1_795_600_000
SENDER = "chat@example.com"
TO = "visitor@example.com"
CONVERSATION = "0123456789ABCDEF"


@pytest.fixture
def mail(cloud: Cloud) -> SesMail:
    return SesMail(cloud.client("sesv2"), SENDER, cloud.environment["JUTTU_MAIL_CONFIGURATION_SET"])


class Failing:
    """An SES client that fails, and how often it was asked."""

    def __init__(self, error: Exception) -> None:
        self.asked = 0
        self._error = error

    def send_email(self, **_: Any) -> Any:
        self.asked += 1
        raise self._error


def raw() -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = SENDER, TO, "Asiakaspalvelukeskustelusi"
    message.set_content("Hyvää päivää\n")
    return message.as_bytes()


def send(mail: SesMail) -> str:
    return mail.send(raw(), to=TO, conversation=CONVERSATION, order=2, mail="transcript")


def test_a_mail_is_accepted_as_it_is_for_its_one_recipient(mail: SesMail, cloud: Cloud) -> None:
    identifier = send(mail)

    (sent,) = cloud.mails
    assert sent.id == identifier
    assert sent.to == (TO,)
    assert sent.sender == SENDER
    assert sent.raw == raw()


def test_what_becomes_of_a_mail_finds_its_order(mail: SesMail, cloud: Cloud) -> None:
    send(mail)

    (sent,) = cloud.mails
    assert sent.tags == {"conversation": CONVERSATION, "order": "2", "mail": "transcript"}
    assert sent.configuration_set == cloud.environment["JUTTU_MAIL_CONFIGURATION_SET"]


@pytest.mark.parametrize("error", ["TooManyRequestsException", "ThrottlingException", "LimitExceededException"])
def test_a_throttled_mail_was_not_accepted_and_may_be_sent_later(mail: SesMail, cloud: Cloud, error: str) -> None:
    cloud.fail("sesv2", "SendEmail", error=error)
    with pytest.raises(Unavailable) as refused:
        send(mail)
    assert refused.value.data == {"retry_after": 10}
    assert cloud.mails == []

    send(mail)
    assert len(cloud.mails) == 1


@pytest.mark.parametrize(
    "error",
    ["MessageRejected", "MailFromDomainNotVerifiedException", "AccountSuspendedException", "BadRequestException"],
)
def test_a_refused_mail_was_not_accepted_and_will_not_be(mail: SesMail, cloud: Cloud, error: str) -> None:
    fault = cloud.fail("sesv2", "SendEmail", error=error, times=9)
    with pytest.raises(MailRefused):
        send(mail)

    assert fault.happened == 1
    assert cloud.mails == []


@pytest.mark.parametrize("error", ["InternalServerError", "ServiceUnavailable", "ReadTimeout", "ConnectionClosed"])
@pytest.mark.parametrize("before", [True, False])
def test_a_mail_without_a_clear_answer_is_unknown_and_asked_for_once(
    mail: SesMail, cloud: Cloud, error: str, before: bool
) -> None:
    fault = cloud.fail("sesv2", "SendEmail", error=error, times=9, before=before)
    with pytest.raises(MailUnknown):
        send(mail)

    assert fault.happened == 1
    assert len(cloud.mails) == (0 if before else 1)


@pytest.mark.parametrize(
    "error",
    [
        EndpointConnectionError(endpoint_url="https://email.example.com"),
        ClientError({"Error": {"Code": "Throttling"}, "ResponseMetadata": {"HTTPStatusCode": 503}}, "SendEmail"),  # type: ignore[typeddict-item]
    ],
    ids=["never reached", "throttled with 503"],
)
def test_what_never_reached_ses_may_be_sent_later(error: Exception) -> None:
    client = Failing(error)
    with pytest.raises(Unavailable):
        send(SesMail(client, SENDER, "set"))  # type: ignore[arg-type]

    assert client.asked == 1
