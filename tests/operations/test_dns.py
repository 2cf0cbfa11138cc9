"""Every record that a stage needs, in one list, from its certificate, its stack and its mails."""

from pathlib import Path

import pytest

from operations import dns, mail
from operations.records import Record
from operations.stages import Stage
from operations.trouble import Refused
from tests.operations import test_certificate, test_mail, test_preflight
from tests.operations.aws import Aws, Refusal

STAGE = Stage(region="eu-north-1", controller="Your Company Ltd", mail_from="chat@your.example", domain="your.example")
TARGETS = {"ChatTarget": "d-a.example", "SocketTarget": "d-b.example"}
NAMES = [
    Record("chat.your.example", "CNAME", "d-a.example", "the chat"),
    Record("ws.chat.your.example", "CNAME", "d-b.example", "its sockets"),
]


def test_before_the_stack_there_is_nothing_for_the_names_to_point_to() -> None:
    assert list(dns.names(STAGE, {})) == []
    assert list(dns.names(STAGE, TARGETS)) == NAMES


def test_a_stage_without_a_domain_has_no_names_of_its_own() -> None:
    without = Stage(region="eu-north-1", controller="Your Company Ltd", mail_from="chat@your.example")

    assert list(dns.names(without, TARGETS)) == []


def test_the_list_is_the_certificates_the_names_and_the_mails() -> None:
    certificate = test_certificate.one()

    wanted = list(dns.wanted(STAGE, certificate, TARGETS, test_mail.PROVED))

    assert wanted == [*test_certificate.RECORDS, *NAMES, *mail.records(test_mail.PROVED, "eu-north-1")]


def test_each_is_looked_up_and_dmarc_comes_last() -> None:
    aws = Aws(test_preflight.standing())
    known = {("chat.your.example", "CNAME"): ("d-a.execute-api.eu-north-1.amazonaws.com",)}

    placed = dns.records(aws.account(), "test", STAGE, lambda name, kind: known.get((name, kind), ()))

    assert [(each.record.name, each.state) for each in placed] == [
        ("_a.chat.your.example", "missing"),
        ("_a.ws.chat.your.example", "missing"),
        ("chat.your.example", "there"),
        ("ws.chat.your.example", "missing"),
        ("_dmarc.your.example", "missing"),
    ]


def test_that_aws_does_not_let_one_look_is_not_taken_for_nothing_to_put() -> None:
    aws = Aws({**test_preflight.standing(), "sesv2.GetEmailIdentity": Refusal("AccessDenied")})

    with pytest.raises(Refused, match="AccessDenied"):
        dns.records(aws.account(), "test", STAGE, lambda _name, _kind: ())


def test_the_command_needs_a_stages_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dns.main(["--stage", "test", "--folder", str(tmp_path)]) == 1
    assert "`make deploy STAGE=test` asks for what it has to say" in capsys.readouterr().err
