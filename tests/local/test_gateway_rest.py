import base64
import gzip
import io
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from local.environments import PAYLOAD_BYTES as LAMBDA_BYTES
from local.gateway import GatewayAnswers, Settings, rest
from tests.local.conftest import Serve

ECHO = """
    app = Chalice('tiny')
    app.api.binary_types.append('image/x-tiny')

    def echo():
        return app.current_request.to_original_event()

    @app.route('/')
    def index():
        return echo()

    @app.route('/things', methods=['GET', 'POST'], content_types=['application/json', 'text/plain', 'image/x-tiny'])
    def things():
        return echo()

    @app.route('/things/mine')
    def mine():
        return echo()

    @app.route('/things/{name}/parts/{part}')
    def part(name, part):
        return echo()

    @app.route('/things/{name}')
    def thing(name):
        return echo()
"""

TEMPLATE = Path(__file__).parents[2] / ".chalice" / "resources.yaml"


# ------------------------------------------------------------------------------------------------------ the event


async def test_the_event_has_the_shape_of_a_proxy_event(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await serve(ECHO, now=lambda: 1_800_000_000.5)
    headers = [("User-Agent", "tester"), ("X-Twice", "a"), ("X-Twice", "b"), ("Cookie", "k=v")]
    async with client.get(
        f"{served.address}/things/x/parts/y?q=1&q=2&empty=&a%20b=%C3%A4", headers=headers
    ) as response:
        event = await response.json()

    assert event["resource"] == "/things/{name}/parts/{part}"
    assert event["path"] == "/things/x/parts/y"
    assert event["httpMethod"] == "GET"
    assert event["pathParameters"] == {"name": "x", "part": "y"}
    assert event["queryStringParameters"] == {"q": "2", "empty": "", "a b": "ä"}
    assert event["multiValueQueryStringParameters"] == {"q": ["1", "2"], "empty": [""], "a b": ["ä"]}
    assert event["stageVariables"] is None
    assert (event["body"], event["isBase64Encoded"]) == (None, False)
    assert event["headers"]["X-Twice"] == "b"
    assert event["multiValueHeaders"]["X-Twice"] == ["a", "b"]
    assert event["headers"]["Cookie"] == "k=v"


async def test_the_request_context_says_who_asked_whom_when(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await serve(ECHO, now=lambda: 1_800_000_000.5)
    async with client.get(f"{served.address}/things", headers={"User-Agent": "tester"}) as response:
        context = (await response.json())["requestContext"]

    assert context["resourcePath"] == "/things"
    assert context["httpMethod"] == "GET"
    assert context["stage"] == "api"
    assert context["domainName"] == served.address.removeprefix("http://")
    assert context["requestTimeEpoch"] == 1_800_000_000_500
    assert context["requestTime"] == "15/Jan/2027:08:00:00 +0000"
    assert context["requestId"] == response.headers["x-amzn-RequestId"]
    assert context["identity"]["sourceIp"] == "127.0.0.1"
    assert context["identity"]["userAgent"] == "tester"
    assert context["identity"]["accessKey"] is None


async def test_what_was_forwarded_is_said_by_the_gateway_and_not_by_the_client(
    serve: Serve, client: aiohttp.ClientSession
) -> None:
    served = await serve(ECHO)
    forged = {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https", "X-Forwarded-Port": "443"}
    async with client.get(served.address, headers=forged) as response:
        headers = (await response.json())["headers"]

    assert headers["X-Forwarded-For"] == "192.0.2.1, 127.0.0.1"
    assert headers["X-Forwarded-Proto"] == "http"
    assert headers["X-Forwarded-Port"] == served.address.rpartition(":")[2]
    assert "Connection" not in headers


async def test_a_body_is_text_unless_its_type_is_binary(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await serve(ECHO)
    async with client.post(f"{served.address}/things", data="ä".encode(), headers=_type("text/plain")) as response:
        text = await response.json()
    async with client.post(f"{served.address}/things", data=b"\xff\x00", headers=_type("image/x-tiny")) as response:
        binary = await response.json()

    assert (text["body"], text["isBase64Encoded"]) == ("ä", False)
    assert (binary["body"], binary["isBase64Encoded"]) == (base64.b64encode(b"\xff\x00").decode(), True)


async def test_of_a_text_that_is_no_utf_8_what_cannot_be_read_is_replaced(
    serve: Serve, client: aiohttp.ClientSession
) -> None:
    served = await serve(ECHO)
    async with client.post(f"{served.address}/things", data=b"caf\xe9", headers=_type("application/json")) as response:
        assert (await response.json())["body"] == "caf\ufffd"


async def test_a_compressed_body_arrives_unpacked(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await serve(ECHO)
    headers = {**_type("text/plain"), "Content-Encoding": "gzip"}
    async with client.post(f"{served.address}/things", data=gzip.compress(b"hello"), headers=headers) as response:
        assert (await response.json())["body"] == "hello"
    async with client.post(f"{served.address}/things", data=b"no gzip", headers=headers) as response:
        assert response.status == 400


# ------------------------------------------------------------------------------------------------------ routes


@pytest.mark.parametrize(
    ("path", "resource"),
    [
        ("/", "/"),
        ("/things", "/things"),
        ("/things/", "/things"),
        ("/things/mine", "/things/mine"),
        ("/things/yours", "/things/{name}"),
        ("/things/a%2Fb", "/things/{name}"),
    ],
)
async def test_a_declared_path_meets_its_route(
    serve: Serve, client: aiohttp.ClientSession, path: str, resource: str
) -> None:
    served = await serve(ECHO)
    async with client.get(served.address + path) as response:
        assert (await response.json())["resource"] == resource


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/other"),
        ("GET", "/things/a/b"),
        ("GET", "/things//"),
        ("GET", "/other%0D%0Aheader"),
        ("GET", "/socket"),
        ("DELETE", "/things"),
        ("HEAD", "/things"),
        ("OPTIONS", "/things"),
    ],
)
async def test_what_is_not_declared_is_refused_without_asking_the_function(
    serve: Serve, client: aiohttp.ClientSession, method: str, path: str
) -> None:
    served = await serve(ECHO)
    async with client.request(method, served.address + path) as response:
        assert response.status == 403
        assert response.headers["x-amzn-ErrorType"] == "MissingAuthenticationTokenException"
        assert await response.read() == (b"" if method == "HEAD" else b'{"message":"Missing Authentication Token"}')


async def test_the_template_says_what_the_gateway_answers_by_itself(
    serve: Serve, client: aiohttp.ClientSession
) -> None:
    served = await serve(ECHO, answers=GatewayAnswers.read(TEMPLATE))
    async with client.get(f"{served.address}/other") as response:
        assert response.status == 404
        assert (await response.json())["code"] == "not_found"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors" in response.headers["Content-Security-Policy"]
        assert "'" not in response.headers["Content-Security-Policy"]
        assert "Server" not in response.headers


async def test_a_template_may_use_the_gateways_own_words() -> None:
    declared = {
        "DEFAULT_4XX": {
            "ResponseTemplates": {"application/json": '{"m":$context.error.messageString,"id":"$context.requestId"}'}
        }
    }
    answer = GatewayAnswers(declared).answer("MISSING_AUTHENTICATION_TOKEN", "an-id")

    assert answer.status == 403
    assert answer.body == b'{"m":"Missing Authentication Token","id":"an-id"}'


async def test_declared_cors_is_answered_by_the_gateway(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await serve(
        """
        app = Chalice('tiny')

        @app.route('/open', methods=['GET', 'POST'], cors=CORSConfig(allow_origin='https://a.example'))
        def view():
            raise AssertionError('never asked')
        """
    )
    async with client.options(f"{served.address}/open") as response:
        assert response.status == 200
        assert response.headers["Access-Control-Allow-Origin"] == "https://a.example"
        assert response.headers["Access-Control-Allow-Methods"] == "GET,OPTIONS,POST"


# ------------------------------------------------------------------------------------------------------ the answer

ANSWERS = """
    import time

    app = Chalice('tiny')

    @app.route('/text')
    def text():
        length = int(app.current_request.query_params['length'])
        return Response('x' * length, headers={'Content-Type': 'text/plain'})

    @app.route('/packed')
    def packed():
        return Response('x' * 2000, headers={'Content-Type': 'text/plain', 'Content-Encoding': 'identity'})

    @app.route('/picture')
    def picture():
        return Response(bytes(range(256)), headers={'Content-Type': 'image/png'})

    @app.route('/cookies')
    def cookies():
        return Response('', status_code=201, headers={'Set-Cookie': ['a=1', 'b=2'], 'Server': 'me', 'X-Own': 'own'})

    @app.route('/raises')
    def raises():
        raise ValueError

    @app.middleware('http')
    def broken(event, get_response):
        response = get_response(event)
        if event.path == '/broken':
            response.to_dict = lambda binary_types: ['no', 'answer']
        if event.path == '/slow':
            time.sleep(0.3)
        return response

    @app.route('/broken')
    def no_answer():
        return 'never seen'

    @app.route('/slow')
    def slow():
        return 'never seen'
"""


@pytest.mark.parametrize(
    ("accepted", "length", "encoding"),
    [
        ("gzip, deflate, br", 1024, "gzip"),
        ("gzip", 1023, None),
        ("deflate", 1024, "deflate"),
        ("br", 1024, None),
        ("gzip;q=0, deflate;q=0.5", 1024, "deflate"),
        ("identity", 1024, None),
        ("", 1024, None),
    ],
)
async def test_answers_of_some_size_are_compressed_for_who_takes_it(
    serve: Serve, client: aiohttp.ClientSession, accepted: str, length: int, encoding: str | None
) -> None:
    served = await serve(ANSWERS, settings=Settings(compress_from=1024))
    address = f"{served.address}/text?length={length}"
    async with client.get(address, headers={"Accept-Encoding": accepted}) as response:
        sent = await response.read()
    unpack: dict[str | None, Callable[[bytes], bytes]]
    unpack = {"gzip": gzip.decompress, "deflate": zlib.decompress, None: bytes}

    assert response.headers.get("Content-Encoding") == encoding
    assert unpack[encoding](sent) == b"x" * length


async def test_what_the_function_has_encoded_is_left_alone(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await serve(ANSWERS, settings=Settings(compress_from=1024))
    async with client.get(f"{served.address}/packed", headers={"Accept-Encoding": "gzip"}) as response:
        assert await response.read() == b"x" * 2000


async def test_without_a_size_nothing_is_compressed(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await serve(ANSWERS)
    async with client.get(f"{served.address}/text?length=9000", headers={"Accept-Encoding": "gzip"}) as response:
        assert "Content-Encoding" not in response.headers


async def test_a_binary_answer_goes_out_as_bytes_to_who_accepts_it(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await serve(ANSWERS)
    async with client.get(f"{served.address}/picture", headers={"Accept": "image/png, */*"}) as response:
        assert await response.read() == bytes(range(256))
        assert response.headers["Content-Type"] == "image/png"
    # Chalice accepts any place in the header, API Gateway only the first: the known trap.
    async with client.get(f"{served.address}/picture", headers={"Accept": "text/html, image/png"}) as response:
        assert await response.read() == base64.b64encode(bytes(range(256)))


async def test_headers_pass_as_often_as_they_are_and_some_by_another_name(
    serve: Serve, client: aiohttp.ClientSession
) -> None:
    served = await serve(ANSWERS)
    async with client.get(f"{served.address}/cookies") as response:
        assert response.status == 201
        assert response.headers.getall("Set-Cookie") == ["a=1", "b=2"]
        assert response.headers["X-Own"] == "own"
        assert response.headers["x-amzn-Remapped-Server"] == "me"
        assert response.headers["Content-Type"] == "application/json"


async def test_a_view_that_raises_is_chalices_own_answer(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await serve(ANSWERS)
    async with client.get(f"{served.address}/raises") as response:
        assert response.status == 500
        assert (await response.json())["Code"] == "InternalServerError"


async def test_a_malformed_answer_is_a_bad_gateway(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await serve(ANSWERS)
    async with client.get(f"{served.address}/broken") as response:
        assert response.status == 502
        assert await response.json() == {"message": "Internal server error"}


async def test_a_function_that_takes_too_long_is_not_waited_for(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await serve(ANSWERS, patience=0.05)
    async with client.get(f"{served.address}/slow") as response:
        assert response.status == 504
        assert await response.json() == {"message": "Endpoint request timed out"}


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413)], ids=["as much as Lambda takes", "one byte more"])
async def test_a_body_may_be_as_long_as_lambda_takes(
    serve: Serve, client: aiohttp.ClientSession, more: int, status: int
) -> None:
    served = await serve(TAKES, now=lambda: 0.0)
    async with client.post(served.address, data="", headers=_type("text/plain")) as response:
        overhead = int(await response.text())
    body = "x" * (LAMBDA_BYTES - overhead + len("null") - len('""') + more)
    async with client.post(served.address, data=io.BytesIO(body.encode()), headers=_type("text/plain")) as response:
        assert response.status == status


async def test_more_than_the_gateway_takes_is_refused(serve: Serve, client: aiohttp.ClientSession) -> None:
    served = await serve(TAKES)
    body = io.BytesIO(b"x" * (rest.PAYLOAD_BYTES + 1))
    async with client.post(served.address, data=body, headers=_type("text/plain")) as response:
        assert response.status == 413
        assert await response.json() == {"message": "Request Too Long"}


@pytest.mark.parametrize(
    "result",
    [
        None,
        "text",
        {},
        {"statusCode": "many"},
        {"statusCode": 99},
        {"statusCode": 600},
        {"statusCode": 200, "body": {"a": 1}},
        {"statusCode": 200, "headers": ["a"]},
        {"statusCode": 200, "headers": {"a": "b\r\nc: d"}},
        {"statusCode": 200, "headers": {"a": None}},
        {"statusCode": 200, "multiValueHeaders": {"a": "b"}},
        {"statusCode": 200, "body": "%", "isBase64Encoded": True},
    ],
    ids=json.dumps,
)
def test_what_is_no_answer_is_malformed(result: Any) -> None:
    with pytest.raises(rest.Malformed):
        rest.read(result, decode=True)


def test_what_is_an_answer_is_read() -> None:
    result = {"statusCode": "204", "headers": {"A": 1, "B": True, "C": "c"}, "multiValueHeaders": {"c": ["d", "e"]}}
    answer = rest.read(result, decode=True)

    assert answer.status == 204
    assert [*answer.headers.items()] == [("A", "1"), ("B", "true"), ("c", "d"), ("c", "e")]
    assert answer.body == b""


def test_settings_are_those_of_the_project() -> None:
    assert Settings.read(TEMPLATE.with_name("config.json")) == Settings(stage="api", compress_from=1024)


TAKES = """
    import json

    app = Chalice('tiny')

    @app.route('/', methods=['POST'], content_types=['text/plain'])
    def view():
        return len(json.dumps(app.current_request.to_original_event()))
"""


def _type(content_type: str) -> dict[str, str]:
    return {"Content-Type": content_type}
