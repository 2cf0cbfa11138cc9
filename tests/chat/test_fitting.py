"""As many as fit, counted in bytes as they are sent."""

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat.fitting import as_lambda_writes, fitting, in_an_answer

texts = st.text(max_size=40)


@given(st.lists(texts, min_size=1), st.integers(0, 2_000))
def test_as_many_as_fit_and_not_one_more(values: list[str], room: int) -> None:
    taken = list(fitting(values, room))

    assert taken == values[: len(taken)]
    assert len(taken) == 1 or len(msgspec.json.encode(taken)) - len("[]") <= room
    if len(taken) < len(values):
        assert len(msgspec.json.encode(values[: len(taken) + 1])) - len("[") > room


def test_of_nothing_nothing_fits() -> None:
    assert list(fitting([], 100)) == []


@given(texts, texts)
def test_a_body_takes_what_lambdas_runtime_writes_of_it(one: str, other: str) -> None:
    def written(body: str) -> int:
        return len(json.dumps({"statusCode": 200, "body": body}))

    empty = written("")
    assert as_lambda_writes(one) == written(one) - empty
    assert as_lambda_writes(one + other) == as_lambda_writes(one) + as_lambda_writes(other)


def test_what_is_counted_is_the_callers_choice() -> None:
    values = ["€"] * 100

    assert len(fitting(values, 60)) == 10
    assert len(fitting(values, 60, in_an_answer)) == 5
