"""Values as DynamoDB takes and gives them."""

from typing import Any

import pytest
from boto3.dynamodb.types import Binary, TypeSerializer
from hypothesis import given
from hypothesis import strategies as some

from chalicelib.aws.table.attribute_values import plain, typed

LETTERS = some.text()
NUMBERS = some.integers(-(10**37), 10**37)
BYTES = some.binary()
SETS = some.one_of(*(some.frozensets(each, min_size=1) for each in (LETTERS, NUMBERS, BYTES)))
VALUES: some.SearchStrategy[Any] = some.recursive(
    some.one_of(some.none(), some.booleans(), LETTERS, NUMBERS, BYTES, SETS),
    lambda inner: some.one_of(some.lists(inner), some.dictionaries(some.text(min_size=1), inner)),
    max_leaves=10,
)


@given(VALUES)
def test_a_value_is_typed_as_boto3_types_it_and_comes_back_as_it_was(value: Any) -> None:
    assert typed(value) == TypeSerializer().serialize(value)
    assert plain(typed(value)) == value


def test_a_tuple_is_a_list_and_numbers_come_back_as_whole_ones_however_they_are_written() -> None:
    assert typed(("a", 1)) == {"L": [{"S": "a"}, {"N": "1"}]}
    assert plain({"L": [{"N": "1E+2"}, {"NS": ["7", "8.0"]}]}) == [100, {7, 8}]


def test_a_truth_is_no_number_in_a_set_or_outside() -> None:
    assert typed(True) == {"BOOL": True}
    with pytest.raises(TypeError, match=r"^DynamoDB has no set of bool$"):
        typed({True})


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.5, "DynamoDB stores no float"),
        (object(), "DynamoDB stores no object"),
        (Binary(b"a"), "DynamoDB stores no Binary"),
        ([1.5], "DynamoDB stores no float"),
        (set(), "DynamoDB stores no set of 0 types"),
        ({1, "a"}, "DynamoDB stores no set of 2 types"),
        ({1.5}, "DynamoDB has no set of float"),
    ],
)
def test_what_dynamodb_cannot_store_is_refused(value: Any, said: str) -> None:
    with pytest.raises(TypeError, match=f"^{said}$"):
        typed(value)


def test_a_type_that_dynamodb_has_not_is_refused() -> None:
    with pytest.raises(KeyError, match="X"):
        plain({"X": "a"})
