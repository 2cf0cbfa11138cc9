"""What docs/privacy.md says in words of its own, beside what the product, its template and its doors have."""

import re
import tomllib
from typing import Any, Final

import pytest

from chalicelib.chat import retention
from local import demo, protocol
from local.cloud.template import Template
from local.refusals import ROOT, of_the_product

PAGE: Final = (ROOT / "docs" / "privacy.md").read_text("utf-8")
BY_HAND: Final = " ".join(re.sub(r"<!-- made: .*?<!-- end -->", "", PAGE, flags=re.DOTALL).split())
MAP: Final[dict[str, Any]] = tomllib.loads((ROOT / "docs" / "data_map.toml").read_text("utf-8"))
CHAT: Final = (ROOT / "web" / "widget" / "chat.ts").read_text("utf-8")


def declared(kind: str, name: str) -> Any:
    """Return the properties of a resource of the template."""
    template = Template.read(ROOT / ".chalice" / "resources.yaml", demo.PARAMETERS, {})
    return template.resources(kind)[name]["Properties"]


def kept(of: str) -> str:
    return str(MAP["elsewhere"][of]["kept"])


def minutes_after_the_end() -> int:
    found = re.search(r"^const KEPT_AFTER_END = (\d+) \* MINUTE;", CHAT, re.MULTILINE)
    assert found
    return int(found[1])


def back_up_days() -> Any:
    return declared("AWS::DynamoDB::Table", "Table")["PointInTimeRecoverySpecification"]["RecoveryPeriodInDays"]


def access_log_days() -> Any:
    return declared("AWS::Logs::LogGroup", "AccessLog")["RetentionInDays"]


TIMES: Final[dict[str, bool]] = {
    "two calendar months": retention.MONTHS == 2,
    "30 minutes": minutes_after_the_end() == retention.DEVICE_MINUTES == 30 and "30 minutes" in kept("visitors_device"),
    "7 more days": back_up_days() == 7 and "7 days" in kept("back_up"),
    "a week": back_up_days() == 7,
    "35 days": "35 days" in kept("back_up"),
    "731 days": access_log_days() == 731 and kept("access_log") == "731 days",
    "two hours": {
        found for said in MAP["table"].values() for found in re.findall(r"within ([\w ]+) after", said["kept"])
    }
    == {"two hours"}
    and retention.SWEPT_HOURS == 2,
}
"""Every time that the page names, and whether it is so; what the table keeps is held to its times by tests/test_data_map.py."""

RIGHTS: Final = {
    "see everything": "GET /v1/conversation/copy",
    "save it as a page": "GET /v1/conversation/copy.html",
    "correct what they said": "POST /v1/conversation/corrections",
    "hide a message": "POST /v1/conversation/hide",
    "object to the use": "POST /v1/conversation/objection",
    "see who of the staff has read it": "GET /v1/conversation/readings",
    "erase it": "POST /v1/conversation/erase",
}


def test_no_time_is_named_that_nobody_has_looked_up() -> None:
    named = re.findall(r"\b(?:two calendar months|\d+ (?:more )?\w+|(?:two|a) (?:hours|week)\b)", BY_HAND)
    times = {each for each in named if re.search(r"(?:minutes|hours?|days|weeks?|months)$", each)}

    assert times == set(TIMES)


@pytest.mark.parametrize("time", TIMES)
def test_a_time_is_as_the_page_says(time: str) -> None:
    assert TIMES[time]


def test_what_visitors_do_by_themselves_is_what_doors_without_the_key_let_them() -> None:
    section = BY_HAND.partition("## What visitors do by themselves")[2].partition("## ")[0]
    doors = {
        f"{each.method} {each.path}"
        for each in protocol.routes(of_the_product())
        if each.right and each.who == "anybody"
    }

    assert [each for each in RIGHTS if each not in section] == []
    assert set(RIGHTS.values()) == doors


def test_what_aws_keeps_of_it_is_named_on_the_page_and_in_the_map() -> None:
    for said, of in {"CloudTrail": "cloudtrail", "firewall": "firewall_and_events", "recovery": "back_up"}.items():
        assert said in BY_HAND
        assert said in MAP["elsewhere"][of]["what"]
