"""What an item is taken to weigh is what DynamoDB charges for, as the local cloud computes it from the wire's own form."""

from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.aws.table.sizes import item_size, kilobytes, value_size
from local.cloud import capacity

VALUES = st.recursive(
    st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20) | st.binary(min_size=1, max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=4),
)


@given(st.dictionaries(st.text(min_size=1, max_size=10), VALUES, max_size=6))
def test_an_item_weighs_what_it_is_charged_for(item: dict[str, Any]) -> None:
    serialize = TypeSerializer().serialize

    assert item_size(item) == capacity.item_size({name: serialize(value) for name, value in item.items()})


def test_what_is_none_is_not_stored_and_weighs_nothing() -> None:
    assert item_size({"owner": None, "first": 1}) == len("first") + 2


@pytest.mark.parametrize(("size", "charged"), [(1, 1), (1024, 1), (1025, 2), (2048, 2), (2049, 3)])
def test_each_started_kilobyte_is_charged(size: int, charged: int) -> None:
    assert kilobytes(size) == charged


def test_what_no_item_of_ours_holds_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        value_size(1.5)
