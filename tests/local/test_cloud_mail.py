import json
from email.message import EmailMessage
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.cloud import Cloud

NOW = 1_796_000_000.0


def send(cloud: Cloud, to: str, **changes: Any) -> str:
    message = EmailMessage()
    message["From"] = cloud.environment["JUTTU_MAIL_FROM"]
    message["To"] = to
    message["Subject"] = "Keskustelusi kopio"
    message.set_content("Hei, tässä kopio.\n")
    request = {
        "FromEmailAddress": cloud.environment["JUTTU_MAIL_FROM"],
        "Destination": {"ToAddresses": [to]},
        "Content": {"Raw": {"Data": message.as_bytes()}},
        "ConfigurationSetName": cloud.environment["JUTTU_MAIL_CONFIGURATION_SET"],
        "EmailTags": [{"Name": "order", "Value": "1"}],
    }
    identifier: str = cloud.client("sesv2").send_email(**{**request, **changes})["MessageId"]
    return identifier


def events(cloud: Cloud) -> list[dict[str, Any]]:
    url, _ = cloud.queues["juttu-dev-mail-events"]
    received = cloud.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return sorted((json.loads(message["Body"]) for message in received), key=lambda event: event["eventType"])


@pytest.mark.parametrize(
    ("address", "state", "kinds"),
    [
        ("visitor@example.com", "delivered", ["Delivery", "Send"]),
        ("visitor@bounce.example", "bounced", ["Bounce", "Send"]),
        ("visitor@complaint.example", "complained", ["Complaint", "Delivery", "Send"]),
    ],
)
def test_what_becomes_of_a_mail_depends_on_its_address(
    cloud: Cloud, address: str, state: str, kinds: list[str]
) -> None:
    send(cloud, address)
    assert [mail.state for mail in cloud.mails] == ["accepted"]
    assert events(cloud) == []

    cloud.publish_mail_events()

    assert [mail.state for mail in cloud.mails] == [state]
    assert [event["eventType"] for event in events(cloud)] == kinds


def test_an_event_names_its_mail_by_id_and_tags(cloud: Cloud) -> None:
    identifier = send(cloud, "visitor@bounce.example")
    cloud.publish_mail_events()

    bounce = events(cloud)[0]

    assert bounce["mail"]["messageId"] == identifier
    assert bounce["mail"]["destination"] == ["visitor@bounce.example"]
    assert bounce["mail"]["tags"]["order"] == ["1"]
    assert bounce["bounce"]["bounceType"] == "Permanent"
    assert bounce["bounce"]["bouncedRecipients"][0]["emailAddress"] == "visitor@bounce.example"


def test_a_mails_outcome_is_told_once(cloud: Cloud) -> None:
    send(cloud, "visitor@example.com")
    cloud.publish_mail_events()
    assert len(events(cloud)) == 2

    cloud.publish_mail_events()

    cloud.clock.advance(1)
    assert events(cloud) == []


def test_the_mailbox_has_the_mail_as_it_was_sent(cloud: Cloud) -> None:
    send(cloud, "visitor@example.com")

    mail = cloud.mails[0]

    assert mail.to == ("visitor@example.com",)
    assert mail.message["Subject"] == "Keskustelusi kopio"
    assert mail.message.get_content() == "Hei, tässä kopio.\n"
    assert mail.at == cloud.clock()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"FromEmailAddress": "someone@elsewhere.example"}, "MessageRejected"),
        ({"ConfigurationSetName": "unknown"}, "NotFoundException"),
        ({"Content": {"Template": {}}}, "BadRequestException"),
    ],
)
def test_what_ses_refuses_is_in_no_mailbox(cloud: Cloud, change: dict[str, Any], code: str) -> None:
    with pytest.raises(ClientError) as refusal:
        send(cloud, "visitor@example.com", **change)
    assert refusal.value.response["Error"]["Code"] == code
    assert cloud.mails == []

    send(cloud, "visitor@example.com")
    assert len(cloud.mails) == 1


def test_a_failure_after_sending_has_sent(cloud: Cloud) -> None:
    cloud.fail("sesv2", "SendEmail", error="ReadTimeout", before=False)

    with pytest.raises(Exception, match="Read timeout"):
        send(cloud, "visitor@example.com")

    assert len(cloud.mails) == 1
