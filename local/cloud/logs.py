"""Refuses what moto would answer wrongly of CloudWatch Logs: JSON filter patterns and Insights are not read here."""

from collections.abc import Callable

from botocore.awsrequest import AWSResponse

from local.cloud.answers import AwsError, Call


class Logs:
    """CloudWatch Logs in this process."""

    def answer(self, call: Call, do: Callable[[], AWSResponse]) -> AWSResponse:
        """Return what CloudWatch Logs answers; what would silently match everything is refused."""
        pattern = str(call.parameters.get("filterPattern", "")).lstrip()
        if call.operation == "StartQuery" or (call.operation == "FilterLogEvents" and pattern.startswith("{")):
            raise AwsError("InvalidParameterException", "The local cloud cannot search logs by their fields.")
        return do()
