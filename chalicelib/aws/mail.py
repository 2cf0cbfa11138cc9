"""Mail through SES, each at most once."""

from typing import TYPE_CHECKING

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ProxyConnectionError,
)
from botocore.parsers import ResponseParserError

from chalicelib.aws.calling import OutOfTime, Refused, untold
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.ports import MailRefused, MailUnknown

if TYPE_CHECKING:
    from mypy_boto3_sesv2.client import SESV2Client

_LATER = frozenset(
    {
        "TooManyRequestsException",
        "ThrottlingException",
        "Throttling",
        "LimitExceededException",
        "SendingPausedException",  # an operator has stopped mails, or AWS has: what was ordered waits
    }
)
_NEVER_REACHED = (ConnectTimeoutError, EndpointConnectionError, NoCredentialsError, OutOfTime, ProxyConnectionError)
_SERVER_ERROR = 500


class SesMail:
    """Mail over an SES v2 client that tries once: the wiring sets `total_max_attempts` to 1.

    SES takes no idempotency token, so what may have been accepted is never sent again.
    https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
    """

    def __init__(
        self, client: "SESV2Client", sender: str, configuration_set: str, *, refused: Refused = untold
    ) -> None:
        """`refused`: that of the client's `Calls`, for a mail that is not even offered to SES."""
        self._client = client
        self._refused = refused
        self._sender = sender
        self._configuration_set = configuration_set

    def send(self, raw: bytes, *, to: str, conversation: str, order: int, mail: str) -> str:
        """Return SES's id of the accepted mail.

        Raises MailRefused when it was certainly not accepted and will not be (or is not to this one address alone, by the
        header that its reader's program shows), Unavailable when it was not accepted
        but may be later (throttled, stopped, or SES was never reached), and MailUnknown when nobody can tell.
        """
        if _recipients(raw) != [to]:
            self._refused("send_email", "OtherRecipients")
            raise MailRefused
        try:
            answer = self._client.send_email(
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [to]},
                Content={"Raw": {"Data": raw}},
                ConfigurationSetName=self._configuration_set,
                EmailTags=[
                    {"Name": "conversation", "Value": conversation},
                    {"Name": "order", "Value": str(order)},
                    {"Name": "mail", "Value": mail},
                ],
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in _LATER:
                raise Unavailable(retry_after=10) from error
            if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", _SERVER_ERROR) >= _SERVER_ERROR:
                raise MailUnknown from error
            raise MailRefused from error
        except _NEVER_REACHED as error:
            raise Unavailable(retry_after=10) from error
        except (BotoCoreError, ResponseParserError) as error:
            raise MailUnknown from error
        return answer["MessageId"]


def _recipients(raw: bytes) -> list[str]:
    """Return everybody whom a mail names as its recipient, as a reader's program understands it."""
    from email import message_from_bytes, policy

    message = message_from_bytes(raw, policy=policy.default)
    headers = [header for name in ("To", "Cc", "Bcc") for header in message.get_all(name, [])]
    return [str(address.addr_spec) for header in headers for address in header.addresses]
