import asyncio
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from local import environments
from local.environments import Environments, FunctionError

Make = Callable[..., Environments]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made = []

    def environments_of(source: str, count: int = 2, **choices: Any) -> Environments:
        path = tmp_path / "app.py"
        path.write_text("from chalice import Chalice\napp = Chalice('tiny')\n" + textwrap.dedent(source))
        made.append(Environments(path, count, **choices))
        return made[-1]

    yield environments_of
    for each in made:
        each.close()


FUNCTIONS = """
    count = 0

    @app.on_ws_connect()
    def greeted(event):
        return {'statusCode': 200, 'headers': {'greeted': 'yes'}}

    @app.lambda_function()
    def counted(event, context):
        global count
        count += 1
        return count

    @app.lambda_function()
    def told(event, context):
        return [event, context.function_name, context.get_remaining_time_in_millis() > 0]

    @app.lambda_function()
    def raises(event, context):
        raise KeyError('secret')

    @app.lambda_function()
    def unspeakable(event, context):
        return {1, 2}

    @app.lambda_function()
    def long(event, context):
        return 'x' * event['length']

"""


async def test_a_function_gets_its_event_and_its_context_and_gives_its_result(make: Make) -> None:
    assert await make(FUNCTIONS).invoke("told", {"a": [1, None]}) == [{"a": [1, None]}, "told", True]


def test_a_caller_that_is_no_coroutine_gets_the_same(make: Make) -> None:
    assert make(FUNCTIONS).run("told", {}) == [{}, "told", True]


async def test_a_socket_function_has_the_name_that_it_has_in_the_cloud(make: Make) -> None:
    event = {"requestContext": {"apiId": "a", "stage": "api", "domainName": "d", "connectionId": "c"}}

    assert (await make(FUNCTIONS).invoke("websocket_connect", event))["headers"] == {"greeted": "yes"}


async def test_each_environment_is_an_instance_of_its_own_that_stays_warm(make: Make) -> None:
    one_at_a_time = make(FUNCTIONS)
    counts = [await one_at_a_time.invoke("counted", {}) for _ in range(3)]

    assert counts == [1, 2, 3]
    assert [instance.handler_map["counted"] for instance in one_at_a_time.instances].count(
        one_at_a_time.app.handler_map["counted"]
    ) == 1


async def test_current_requests_do_not_mix(make: Make) -> None:
    made = make(
        """
        import time

        @app.route('/')
        def index():
            name = app.current_request.headers['name']
            time.sleep(0.01)
            return {'first': name, 'later': app.current_request.headers['name']}
        """,
        count=4,
    )
    results = await asyncio.gather(*(made.invoke("app", rest_event({"name": str(n)})) for n in range(20)))

    assert [result["body"] for result in results] == [f'{{"first":"{n}","later":"{n}"}}' for n in range(20)]


async def test_a_function_that_raises_is_a_function_error(make: Make) -> None:
    made = make(FUNCTIONS)

    with pytest.raises(FunctionError) as caught:
        await made.invoke("raises", {})
    assert (caught.value.kind, caught.value.message) == ("KeyError", "'secret'")
    assert await made.invoke("told", {}) == [{}, "told", True]


async def test_what_a_function_raised_is_logged_without_its_words(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(FunctionError):
        await make(FUNCTIONS).invoke("raises", {})

    assert "raises raised KeyError at app.py" in caplog.text
    assert "secret" not in caplog.text


async def test_a_result_that_is_no_json_is_a_function_error(make: Make) -> None:
    with pytest.raises(FunctionError, match="MarshalError"):
        await make(FUNCTIONS).invoke("unspeakable", {})


async def test_a_result_may_be_as_long_as_lambda_allows(make: Make) -> None:
    made = make(FUNCTIONS)
    quotes = 2
    longest = environments.PAYLOAD_BYTES - quotes

    assert len(await made.invoke("long", {"length": longest})) == longest
    with pytest.raises(FunctionError, match="ResponseSizeTooLarge"):
        await made.invoke("long", {"length": longest + 1})


async def test_a_function_that_is_not_declared_is_a_mistake_of_ours(make: Make) -> None:
    with pytest.raises(LookupError, match="nobody"):
        await make(FUNCTIONS).invoke("nobody", {})


def test_a_file_without_an_app_is_told(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("app = 'something else'")

    with pytest.raises(LookupError, match="declares no Chalice app"):
        Environments(tmp_path / "app.py", 1)


def rest_event(headers: dict[str, str]) -> dict[str, Any]:
    return {
        "headers": headers,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "body": None,
        "requestContext": {"httpMethod": "GET", "resourcePath": "/"},
    }
