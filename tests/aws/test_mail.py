"""Mail through SES: sent at most once, and what is known about it when it fails."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, EndpointConnectionError

from chalicelib import wiring
from chalicelib.aws.calling import Calls, World
from chalicelib.aws.mail import SesMail
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.ports import MailRefused, MailUnknown
from chalicelib.settings import Settings
from local.cloud.cloud import Cloud
from tests.recorders import Metrics, Refusals

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


@pytest.mark.parametrize(
    "error",
    ["TooManyRequestsException", "ThrottlingException", "LimitExceededException", "SendingPausedException"],
)
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


@pytest.mark.parametrize(
    "headers",
    [
        {"To": "other@example.com"},
        {"To": f"{TO}, other@example.com"},
        {"To": "=?utf-8?b?dmljdGltQHguZmksYQ==?=@example.com"},
        {"To": TO, "Cc": "other@example.com"},
        {"To": TO, "Bcc": "other@example.com"},
        {},
    ],
    ids=["another", "two", "decoded", "cc", "bcc", "none"],
)
def test_a_mail_whose_reader_would_see_another_recipient_never_leaves_and_is_told(
    cloud: Cloud, headers: dict[str, str]
) -> None:
    told = Refusals()
    configuration_set = cloud.environment["JUTTU_MAIL_CONFIGURATION_SET"]
    mail = SesMail(cloud.client("sesv2"), SENDER, configuration_set, refused=told)
    written = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with pytest.raises(MailRefused):
        mail.send(f"{written}\r\nHei".encode(), to=TO, conversation=CONVERSATION, order=2, mail="transcript")
    assert cloud.mails == []
    assert told == [("send_email", "OtherRecipients")]

    send(mail)
    assert [sent.to for sent in cloud.mails] == [(TO,)]
    assert len(told) == 1


# ------------------------------------------------------------------------------------- what freezing does to a line


class Forgetful:
    """A mail service that answers the first request of each connection, and resets the connection at the second.

    So it seems to a function that stood still for long between two mails.
    """

    def __init__(self) -> None:
        self.answered = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listening.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                threading.Thread(target=self._answer_once, args=(connection,), daemon=True).start()

    def _answer_once(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as heard:
            if _read_request(heard):
                body = b'{"MessageId": "mail"}'
                head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
                self.answered += 1
                connection.sendall(head.encode() + body)
            if heard.read(1):
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _read_request(heard: Any) -> bool:
    length = 0
    for line in iter(heard.readline, b"\r\n"):
        if not line:
            return False
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    return len(heard.read(length)) == length


@pytest.fixture
def forgetful() -> Iterator[Forgetful]:
    service = Forgetful()
    yield service
    service.close()


def over(service: Forgetful, *, keeps_connections: bool) -> SesMail:
    def make() -> Any:
        config = Config(retries={"total_max_attempts": 1})
        return botocore.session.get_session().create_client("sesv2", endpoint_url=service.url, config=config)

    calls = Calls(make, World(), Metrics(), service="sesv2", tries=1, keeps_connections=keeps_connections)
    return SesMail(calls, SENDER, "set")  # type: ignore[arg-type]


def test_a_mail_is_not_lost_with_a_connection_that_the_mail_before_has_left_open(forgetful: Forgetful) -> None:
    pooled = over(forgetful, keeps_connections=True)
    send(pooled)
    with pytest.raises(MailUnknown):
        send(pooled)
    assert forgetful.answered == 1

    single = over(forgetful, keeps_connections=False)
    assert [send(single), send(single), send(single)] == ["mail"] * 3
    assert forgetful.answered == 4


def test_the_service_keeps_no_connection_of_a_mail(monkeypatch: pytest.MonkeyPatch, forgetful: Forgetful) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", forgetful.url)
    services = wiring.build(Settings(mail_from=SENDER), World())

    assert [send(services.mail) for _ in range(3)] == ["mail"] * 3  # type: ignore[arg-type]
