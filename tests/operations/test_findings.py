"""What was found, line by line, and whether it is in the way."""

import pytest

from operations.findings import Finding, Findings, Level, told


def test_each_is_told_with_its_sign_and_what_to_do_under_it() -> None:
    findings = Findings(
        (
            Finding("ok", "account 1"),
            Finding("note", "Few functions.", "aws more"),
            Finding("do", "DNS lacks these 2 records:", "a\nb"),
            Finding("stop", "No."),
        )
    )

    assert list(told(findings)) == [
        "✓ account 1",
        "! Few functions.",
        "    aws more",
        "→ DNS lacks these 2 records:",
        "    a",
        "    b",
        "✗ No.",
    ]


@pytest.mark.parametrize(("level", "stops"), [("ok", False), ("note", False), ("do", False), ("stop", True)])
def test_only_what_is_in_the_way_stops(level: Level, stops: bool) -> None:
    assert Findings((Finding("ok", "a"), Finding(level, "b"))).stops is stops
