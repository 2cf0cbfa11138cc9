"""Every route and frame has a row that says what limits it, and docs/limits.md is made from the rows and from what was measured."""

import re
from typing import Any, get_args

import msgspec
import pytest

import app as declared
from chalicelib.chat import wire
from chalicelib.chat.limits import LIMITS
from chalicelib.entrypoints.limits import FRAMES, Row
from local import costs

ROWS: dict[str, Row] = {**{each.name: each.limit for each in declared.ROUTES}, **FRAMES}


@pytest.fixture(scope="module")
def measured() -> dict[str, costs.Cost]:
    return costs.measured()


def test_every_frame_and_no_other_has_a_row() -> None:
    there = {str(kind.__struct_config__.tag) for kind in get_args(wire.ClientFrame)}

    assert set(FRAMES) == there | {"$connect", "$disconnect"}


def test_every_number_of_a_row_is_a_limit_of_the_product() -> None:
    named = {name for row in ROWS.values() for name in re.findall(r"{(\w+)}", row.limit + row.pays + row.burnt)}

    assert named <= set(msgspec.structs.asdict(LIMITS))
    assert [name for name, row in ROWS.items() if re.search(r"\d", re.sub(r"{\w+}|/24|/56", "", row.limit))] == []


def test_what_is_limited_says_where_it_is_kept_and_what_is_not_says_why() -> None:
    assert [name for name, row in ROWS.items() if (row.kept == "nowhere") != row.limit.startswith("none: ")] == []


def test_every_row_was_measured_and_what_is_limited_is_measured_when_it_is_refused(
    measured: dict[str, costs.Cost],
) -> None:
    refused = {name for name, cost in measured.items() if cost.refused is not None}

    missing = sorted(set(ROWS) - {name for name, cost in measured.items() if cost.accepted is not None})
    assert not missing, f"no sample in SAMPLES of local/costs.py: {missing}"
    assert refused == {name for name, row in ROWS.items() if row.kept != "nowhere"}


def test_a_stranger_costs_one_call_but_at_the_door_and_on_a_socket_that_is_closed_then(
    measured: dict[str, costs.Cost],
) -> None:
    asked = {name: cost.stranger.total() for name, cost in measured.items() if cost.stranger is not None}

    assert set(ROWS) - set(asked) == {name for name, sample in costs.SAMPLES.items() if sample.is_open}
    assert {name for name, total in asked.items() if total > 1} == {"POST /v1/sign-in", *FRAMES} - {
        "$connect",
        "$disconnect",
    }


def test_the_page_says_what_was_measured(measured: Any) -> None:
    written = costs.DOCUMENT.read_text("utf-8")
    fresh = costs.document(written, measured) == written

    assert fresh, "docs/limits.md is not what the code says: python -m local.protocol --measure"


def test_a_refusal_costs_less_than_what_it_refuses(measured: dict[str, costs.Cost]) -> None:
    dear = [
        name
        for name, cost in measured.items()
        if cost.accepted and cost.refused is not None and cost.refused.total() >= cost.accepted.total()
    ]

    assert dear == []
