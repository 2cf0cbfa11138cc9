"""What a month costs: the sums, their goals, and that nothing is counted or priced twice."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from chalicelib.chat.limits import LIMITS
from local.refusals import ROOT
from operations import cost, prices
from operations.cost import Bill, Line, Part, monthly


def test_a_part_costs_what_each_of_its_things_does() -> None:
    table = prices.read()
    part = Part(
        static=1, api=2, frames_in=3, frames_out=4, write_units=5, read_units=6, queue_calls=7, socket_minutes=8
    )
    wanted = 3 * 3.50e-6 + 3 * 0.60e-6 + 7 * 1.14e-6 + 5 * 0.7065e-6 + 6 * 0.1415e-6 + 7 * 0.40e-6 + 8 * 0.285e-6

    assert part.dollars(table) == pytest.approx(wanted)
    assert Part(runs=1).dollars(table) == pytest.approx(0.20e-6 + 0.030 * table[cost.SECOND])
    assert Part(log_records=1, bytes_out=1_000_000).dollars(table) == pytest.approx(600 * 0.57e-9 + 0.09e-3)


def test_an_idle_month_is_within_what_was_promised_in_an_account_of_its_own() -> None:
    """What AWS gives every account each month is not in the bill, but without it no chat with a dashboard costs a dollar."""
    bare, guarded = monthly(0, 5, firewall=False), monthly(0, 5)

    assert bare.idle - bare.idle_free <= 1
    assert guarded.idle - guarded.idle_free <= 8
    assert guarded.idle - bare.idle == pytest.approx(5 + cost.standing().firewall_rules)


def test_a_month_is_its_idle_part_and_what_each_conversation_adds() -> None:
    none, one, many = monthly(0, 5), monthly(1000, 5), monthly(2000, 5)

    assert many.dollars - one.dollars == pytest.approx(one.dollars - none.dollars)
    assert one.idle == none.idle == pytest.approx(monthly(0, 5).idle)
    assert one.a_conversation == pytest.approx((one.dollars - one.idle) / 1000)
    assert sum(line.dollars for line in one.lines) == one.dollars
    assert [line.dollars for line in one.lines] == sorted((line.dollars for line in one.lines), reverse=True)


def test_messages_page_views_and_agents_each_cost_more_and_the_firewall_looks_at_requests_only() -> None:
    usual = monthly(1000, 5, messages=20, page_views=10_000)

    assert monthly(1000, 5, messages=21, page_views=10_000).dollars > usual.dollars
    assert monthly(1000, 5, messages=20, page_views=10_001).dollars > usual.dollars
    assert monthly(1000, 6, messages=20, page_views=10_000).dollars > usual.dollars
    bare = monthly(1000, 5, messages=20, page_views=10_000, firewall=False)
    requests = 10_000 + 1000 * (cost.counted().conversation.static + cost.counted().conversation.api + 4)
    assert usual.dollars - bare.dollars == pytest.approx(
        monthly(0, 5).idle - monthly(0, 5, firewall=False).idle + requests * 0.60e-6
    )


def test_a_month_without_anybody_costs_an_idle_one() -> None:
    assert monthly(0, 0).dollars == pytest.approx(monthly(0, 0).idle)
    assert monthly(0, 0).a_conversation == 0


def test_what_stands_every_month_is_counted_in_the_template(tmp_path: Path) -> None:
    template = tmp_path / "resources.yaml"
    template.write_text("""
Resources:
  Refused: {Type: AWS::CloudWatch::Alarm, Properties: {MetricName: !Sub "a-${Stage}"}}
  Both:
    Type: AWS::CloudWatch::Alarm
    Properties: {Metrics: [{MetricStat: {Period: 60}}, {MetricStat: !Ref That}, {Expression: a + b}]}
  Looks: {Type: AWS::CloudWatch::Dashboard, Properties: {}}
  Wall: {Type: AWS::WAFv2::WebACL, Properties: {Rules: [{Name: rate}]}}
""")

    assert cost.standing(template) == cost.Standing(alarm_metrics=3, dashboards=1, firewall_rules=1)
    assert cost.standing().alarm_metrics >= 9
    assert LIMITS.agent_beat_seconds == cost.BEAT_SECONDS


@pytest.mark.parametrize(
    ("config", "price"),
    [({}, "gigabyte_second"), ({"lambda_architecture": "arm64"}, "gigabyte_second_arm64")],
)
def test_a_run_is_priced_by_the_processor_it_is_packaged_for(
    tmp_path: Path, config: dict[str, str], price: str
) -> None:
    (tmp_path / "config.json").write_text(json.dumps(config))

    assert cost.second_of(tmp_path / "config.json") == price


def test_every_price_has_its_page_and_its_unit_and_is_used() -> None:
    table = prices.read()
    used = set(cost._idle(cost.counted(), 1, firewall=True)) | set(
        cost._used(cost.counted(), 1, 1, 20, 1, firewall=True)
    )

    assert set(table.price) - used <= {"gigabyte_second", "gigabyte_second_arm64"}
    assert used <= set(table.price)
    assert [name for name, each in table.price.items() if not each.source.startswith("https://aws.amazon.com/")] == []
    assert [name for name, each in table.price.items() if each.dollars <= 0 or not each.unit] == []
    assert [each.name for each in table.seat if each.date > table.date or not each.source.startswith("https://")] == []


def test_nobody_else_writes_a_price() -> None:
    elsewhere = [
        path
        for folder in ("bench", "operations")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\b(0\.7065|0\.1415|1\.14e-6|3\.50?e-6|16\.6667|13\.3334)", path.read_text("utf-8"))
    ]

    assert elsewhere == []


ALONE = (
    "  billed alone       $0.75   $0.25 when idle: where nothing else runs in the account, less what AWS gives every account"
    " each month without end"
)


def test_it_is_said_what_is_left_out_and_what_is_taken_as_given() -> None:
    bill = Bill((Line("Lambda", 2.0), Line("S3", 0.001)), 0.5, 1.25, 0.25, 1000, 2, 20, 30_000, firewall=True)
    told = list(cost.told(bill))

    assert (
        told[0] == "A month with 1,000 conversations of 20 messages, 2 agents and 30,000 page views, with the firewall"
    )
    assert told[1:6] == [
        "  Lambda             $2.00",
        "  all                $2.00   $1.50 for each 1,000 conversations, beyond an idle month",
        "  when idle          $0.50   nobody comes; it is in the above",
        ALONE,
        "  ! What AWS gives for the first twelve months is left out.",
    ]
    assert "2 seats of Zendesk Suite Team, paid yearly: $110.00 (list price of 2026-10-07" in told[6]
    assert told[-1].endswith("Nothing was measured on AWS.")


def test_the_same_is_there_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert cost.main(["--conversations", "1000", "--agents", "5", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)

    assert said["dollars"] == round(monthly(1000, 5).dollars, 4)
    assert said["services"]["Firewall"] > 6
    assert (said["conversations"], said["page_views"], said["firewall"]) == (1000, 30_000, True)


def test_a_count_below_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cost.main(["--conversations", "-1"])

    assert "invalid _count value" not in capsys.readouterr().err


def test_what_was_counted_says_when_and_how() -> None:
    found = cost.counted()

    assert found.command == "python -m bench.counted"
    assert date(2026, 11, 30) <= found.date
    assert found.conversation.calls > found.message.calls > 0


def test_the_pages_say_what_a_month_costs_today() -> None:
    page = (ROOT / "docs" / "operations" / "limits.md").read_text("utf-8")
    (whole,) = re.findall(r"\*\*all\*\* \| \*\*([\d.]+)\*\*", page)
    (idle, bare) = re.findall(r"when nobody comes \| ([\d.]+); without the firewall ([\d.]+)", page)[0]
    today, unguarded = monthly(3000, 5), monthly(3000, 5, firewall=False)

    assert [float(each) for each in (whole, idle, bare)] == pytest.approx(
        [today.dollars, today.idle, unguarded.idle], rel=0.03
    )
