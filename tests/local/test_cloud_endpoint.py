import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError
from moto.core.models import botocore_stubber

from local import demo
from local.cloud import Clock, Cloud

TABLE = "juttu-dev"
KEY = {"pk": {"S": "a"}, "sk": {"S": "head"}}


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with Cloud.start(clock=Clock(stopped_at=1_796_000_000.0)) as cloud:
        yield cloud


class Recorder(BaseHTTPRequestHandler):
    """A service of the user's own, on loopback, that remembers what it was asked."""

    asked: list[str] = []  # noqa: RUF012 - one recorder a test

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append(self.headers.get("X-Amz-Target") or self.path)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Stay silent."""


class OwnDynamoDb(Recorder):
    """A DynamoDB of the user's own that has kept its table: asked over HTTP, it says that the table is there."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        target = self.headers["X-Amz-Target"]
        self.asked.append(target)
        headers = HTTPHeaders()
        for name, value in self.headers.items():
            headers[name] = value
        request = AWSPreparedRequest("POST", "https://dynamodb.eu-north-1.amazonaws.com/", headers, body, False)
        answered = botocore_stubber.process_request(request)
        assert answered is not None
        status, _, answer = answered
        if target.endswith(".CreateTable"):
            status, answer = 400, '{"__type": "ResourceInUseException", "message": "it is there"}'
        content = answer if isinstance(answer, bytes) else answer.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serving(handler: type[Recorder]) -> Iterator[str]:
    Recorder.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def recorder() -> Iterator[str]:
    with serving(Recorder) as address:
        yield address


def put(cloud: Cloud, pk: str = "a") -> None:
    cloud.client("dynamodb").put_item(TableName=TABLE, Item={"pk": {"S": pk}, "sk": {"S": "head"}})


# ------------------------------------------------------------------------------------------------------- hosts


def test_a_push_goes_to_the_gateways_own_address(cloud: Cloud, recorder: str) -> None:
    client = boto3.client(
        "apigatewaymanagementapi",
        endpoint_url=recorder,
        region_name="eu-north-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )
    client.post_to_connection(ConnectionId="abc=", Data=b"{}")

    assert Recorder.asked == ["/@connections/abc%3D"]
    assert cloud.meter.calls["apigatewaymanagementapi.PostToConnection"] == 1


@pytest.mark.parametrize("in_memory", [False, True])
def test_only_calls_of_items_in_memory_are_not_signed(recorder: str, in_memory: bool) -> None:
    signed: list[bool] = []
    with Cloud.start(in_memory=in_memory):
        session = boto3.Session(aws_access_key_id="local", aws_secret_access_key="local", region_name="eu-north-1")
        gateway = session.client("apigatewaymanagementapi", endpoint_url=recorder)
        table = session.client("dynamodb")
        queues = session.client("sqs")
        for client in (gateway, table, queues):
            client.meta.events.register_last(
                "request-created", lambda request, **_: signed.append("Authorization" in request.headers)
            )
        gateway.post_to_connection(ConnectionId="abc=", Data=b"{}")
        table.get_item(TableName=TABLE, Key=KEY)
        queues.list_queues()

    assert signed == [True, not in_memory, True]


def test_a_dynamodb_of_the_users_own_is_asked_in_motos_place(
    cloud: Cloud, recorder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", recorder)
    session = boto3.Session(aws_access_key_id="local", aws_secret_access_key="local", region_name="eu-north-1")

    session.client("dynamodb").get_item(TableName=TABLE, Key=KEY)

    assert Recorder.asked == ["DynamoDB_20120810.GetItem"]
    assert cloud.meter.calls["dynamodb.GetItem"] == 1


def test_the_whole_demo_lives_in_a_dynamodb_of_the_users_own_also_when_that_has_kept_its_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serving(OwnDynamoDb) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", address)
        with Cloud.start(parameters=demo.PARAMETERS) as cloud:
            demo.seed(cloud, ["http://127.0.0.1:8601"])
            kept = cloud.items()

    assert "site#demo" in {item["pk"] for item in kept}
    assert {asked.rpartition(".")[2] for asked in Recorder.asked} >= {"CreateTable", "PutItem", "Scan"}


def test_what_moto_does_not_know_is_refused_and_never_leaves_the_machine(cloud: Cloud) -> None:
    with pytest.raises(ClientError):
        cloud.client("chime").list_accounts()


def test_only_one_cloud_is_open_at_a_time(cloud: Cloud) -> None:
    with pytest.raises(RuntimeError, match="another local cloud"):
        Cloud.start()

    put(cloud)
    assert len(cloud.items()) == 1


def test_a_closed_cloud_leaves_nothing_to_the_next() -> None:
    with Cloud.start() as first:
        put(first)
    with Cloud.start() as second:
        assert second.items() == []


def test_a_straggler_of_a_closed_cloud_does_not_reach_the_real_one() -> None:
    with Cloud.start() as closed:
        put(closed)

    with pytest.raises(EndpointConnectionError):
        put(closed)


def test_threads_do_not_disturb_each_other(cloud: Cloud) -> None:
    def write(number: int) -> None:
        absent = {"ConditionExpression": "attribute_not_exists(pk)"}
        action = {"Put": {"TableName": TABLE, "Item": {"pk": {"S": str(number)}, "sk": {"S": "head"}}, **absent}}
        cloud.client("dynamodb").transact_write_items(TransactItems=[action])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(100)))

    assert len(cloud.items()) == 100


# ------------------------------------------------------------------------------------------------------- the template


def test_everything_comes_from_the_template_and_the_service_is_told_its_name(cloud: Cloud) -> None:
    environment = cloud.environment
    table = cloud.client("dynamodb").describe_table(TableName=environment["JUTTU_TABLE"])["Table"]
    pool = cloud.client("cognito-idp").describe_user_pool(UserPoolId=environment["JUTTU_USER_POOL"])["UserPool"]
    groups = cloud.client("logs").describe_log_groups(logGroupNamePrefix=environment["JUTTU_ACCESS_LOG_GROUP"])
    roles = cloud.client("cognito-idp").list_groups(UserPoolId=environment["JUTTU_USER_POOL"])["Groups"]

    assert {index["IndexName"] for index in table["GlobalSecondaryIndexes"]} == {"desk", "expiry"}
    assert pool["MfaConfiguration"] == "ON"
    assert groups["logGroups"][0]["retentionInDays"] == 731
    assert {role["GroupName"] for role in roles} == {
        "agent",
        "supervisor",
        "reviewer",
        "trainer",
        "administrator",
        "data-protection-officer",
    }
    assert environment["JUTTU_OUTBOX_QUEUE"] in {url for url, _ in cloud.queues.values()}
    assert environment["AWS_DEFAULT_REGION"] == "eu-north-1"
    assert "JUTTU_SOCKET_URL" not in environment  # the gateway's to give


def test_what_only_the_real_cloud_has_is_named(cloud: Cloud) -> None:
    assert cloud.left_out
    assert "AWS::DynamoDB::Table" not in cloud.left_out


def test_parameters_reach_the_resources_and_the_environment() -> None:
    with Cloud.start(parameters={"Stage": "abc", "Controller": "Someone Oy"}) as cloud:
        assert cloud.environment["JUTTU_TABLE"] == "juttu-abc"
        assert cloud.environment["JUTTU_CONTROLLER"] == "Someone Oy"


# ------------------------------------------------------------------------------------------------------- trouble


def test_a_failure_before_changes_nothing_and_happens_as_often_as_ordered(cloud: Cloud) -> None:
    fault = cloud.fail("dynamodb", "PutItem", error="ThrottlingException", times=2)

    for _ in range(2):
        with pytest.raises(ClientError, match="ThrottlingException"):
            put(cloud)
    assert cloud.items() == []

    put(cloud)
    assert len(cloud.items()) == 1
    assert fault.happened == 2


def test_a_failure_after_reports_what_was_done_as_failed(cloud: Cloud) -> None:
    cloud.fail("dynamodb", "PutItem", error="InternalServerError", before=False)

    with pytest.raises(ClientError) as failure:
        put(cloud)

    assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500
    assert len(cloud.items()) == 1


def test_a_client_that_tries_again_gets_over_a_failure(cloud: Cloud) -> None:
    cloud.fail("dynamodb", "PutItem", error="InternalServerError", before=False)
    client = boto3.client(
        "dynamodb",
        region_name="eu-north-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(retries={"mode": "standard", "total_max_attempts": 2}),
    )

    client.put_item(TableName=TABLE, Item=KEY)

    assert cloud.meter.calls["dynamodb.PutItem"] == 2


def test_a_failure_can_be_no_answer_at_all(cloud: Cloud) -> None:
    cloud.fail("dynamodb", "PutItem", error="ReadTimeout", before=False)

    with pytest.raises(ReadTimeoutError):
        put(cloud)

    assert len(cloud.items()) == 1


def test_a_failure_can_be_for_certain_calls_only_and_be_called_off(cloud: Cloud) -> None:
    fault = cloud.fail("dynamodb", "*", times=9, when=lambda asked: asked["Item"]["pk"]["S"] == "b")

    put(cloud, "a")
    with pytest.raises(ClientError):
        put(cloud, "b")
    fault.cancel()
    put(cloud, "b")

    assert [item["pk"] for item in cloud.items()] == ["a", "b"]


def test_a_failure_has_the_form_of_its_service(cloud: Cloud) -> None:
    cloud.fail("sns", "Publish", error="ThrottledException")
    cloud.fail("sesv2", "SendEmail", error="TooManyRequestsException")
    cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException")
    cloud.fail("sqs", "SendMessage", error="OverLimit")
    cloud.fail("cognito-idp", "AdminInitiateAuth", error="TooManyRequestsException")
    outbox = cloud.environment["JUTTU_OUTBOX_QUEUE"]
    pool = {"UserPoolId": cloud.user_pool, "ClientId": "c", "AuthFlow": "ADMIN_USER_PASSWORD_AUTH"}
    attempts: dict[str, Callable[[], object]] = {
        "ThrottledException": lambda: cloud.client("sns").publish(TopicArn="arn:aws:sns:eu-north-1:1:t", Message="m"),
        "TooManyRequestsException": lambda: cloud.client("sesv2").send_email(Content={"Raw": {"Data": b"x"}}),
        "ServiceUnavailableException": lambda: cloud.client("logs").put_log_events(
            logGroupName="g", logStreamName="s", logEvents=[{"timestamp": 1, "message": "m"}]
        ),
        "OverLimit": lambda: cloud.client("sqs").send_message(QueueUrl=outbox, MessageBody="m"),
    }

    for code, attempt in attempts.items():
        with pytest.raises(ClientError) as failure:
            attempt()
        assert failure.value.response["Error"] == {
            **failure.value.response["Error"],
            "Code": code,
            "Message": "ordered by a test",
        }
    with pytest.raises(cloud.client("cognito-idp").exceptions.TooManyRequestsException):
        cloud.client("cognito-idp").admin_initiate_auth(**pool)


# ------------------------------------------------------------------------------------------------------- log events


def log(cloud: Cloud, seconds: float) -> dict[str, int] | None:
    logs = cloud.client("logs")
    group = cloud.environment["JUTTU_ACCESS_LOG_GROUP"]
    streams = logs.describe_log_streams(logGroupName=group)["logStreams"]
    if not streams:
        logs.create_log_stream(logGroupName=group, logStreamName="s")
    event = {"timestamp": int(seconds * 1000), "message": json.dumps({"at": seconds})}
    answer = logs.put_log_events(logGroupName=group, logStreamName="s", logEvents=[event])
    rejected: dict[str, int] | None = answer.get("rejectedLogEventsInfo")
    return rejected


def test_cloudwatch_takes_events_of_the_moved_clock_and_none_from_its_future(cloud: Cloud) -> None:
    cloud.clock.advance_months(2)
    now = cloud.clock()

    assert not log(cloud, now)
    assert log(cloud, now + 3 * 3600) == {"tooNewLogEventStartIndex": 0}
    assert log(cloud, now - 15 * 86400) == {"tooOldLogEventEndIndex": 0}
    assert [event["at"] for event in cloud.log_events()] == [int(now * 1000)]


def test_a_search_of_the_logs_that_would_match_everything_is_refused(cloud: Cloud) -> None:
    log(cloud, cloud.clock())
    group = cloud.environment["JUTTU_ACCESS_LOG_GROUP"]

    with pytest.raises(ClientError, match="by their fields"):
        cloud.client("logs").filter_log_events(logGroupName=group, filterPattern='{ $.actor = "somebody else" }')

    assert len(cloud.client("logs").filter_log_events(logGroupName=group)["events"]) == 1
