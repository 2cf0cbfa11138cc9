"""What the environment may hold: each setting in its form, and what is none is refused in a sentence, at the deploy or the start."""

import re

import msgspec
import pytest

from chalicelib import settings
from chalicelib.settings import Settings, WrongSetting
from tests.packaged import ours

RIGHT = {
    "JUTTU_ZONE": ("Europe/Helsinki", "UTC", "America/Argentina/Buenos_Aires"),
    "JUTTU_MAIL_FROM": ("chat@your.example", "chat.in+fi@mail.your.example"),
    "JUTTU_ALERTS_TO": ("", "keeper@your.example"),
    "JUTTU_SOCKET_URL": ("", "wss://chat.your.example/api", "ws://127.0.0.1:8600/socket"),
    "JUTTU_CONNECTIONS_ENDPOINT": ("", "https://chat.your.example/api", "http://127.0.0.1:8600"),
    "JUTTU_ORIGINS": ("", "https://chat.your.example", "https://a.your.example https://b.your.example:8443"),
    "JUTTU_LEFT_QUESTION_DAYS": ("1", "7"),
    "JUTTU_REQUIRE_SECOND_FACTOR": ("true", "false"),
}
WRONG = {
    "JUTTU_ZONE": ("Europe/Helsinky", "Europe", "", "../zone", "EU rope"),
    "JUTTU_MAIL_FROM": ("chat", "chat@", "Chat <chat@your.example>", "chat@your.example\n", "a@b@c.example", ""),
    "JUTTU_ALERTS_TO": ("keeper", "a@your.example, b@your.example"),
    "JUTTU_SOCKET_URL": ("chat.your.example", "https://chat.your.example", "ws://chat.your.example", "wss://"),
    "JUTTU_CONNECTIONS_ENDPOINT": ("wss://chat.your.example", "http://chat.your.example"),
    "JUTTU_ORIGINS": ("https://chat.your.example/", "http://chat.your.example", "chat.your.example"),
    "JUTTU_LEFT_QUESTION_DAYS": ("0", "8", "seven", ""),
    "JUTTU_REQUIRE_SECOND_FACTOR": ("perhaps", ""),
}
PARAMETERS = {
    "JUTTU_ZONE": "Zone",
    "JUTTU_MAIL_FROM": "MailFrom",
    "JUTTU_ALERTS_TO": "AlertsTo",
    "JUTTU_ORIGINS": "Origins",
    "JUTTU_LEFT_QUESTION_DAYS": "LeftQuestionDays",
    "JUTTU_REQUIRE_SECOND_FACTOR": "RequireSecondFactor",
}
"""What an operator can write; the other addresses are made from the stack's own."""


def pairs(cases: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(name, value) for name, values in cases.items() for value in values]


@pytest.mark.parametrize(("name", "value"), pairs(RIGHT))
def test_what_a_setting_can_be_is_read(name: str, value: str) -> None:
    field = name.removeprefix("JUTTU_").lower()

    assert getattr(settings.read({name: value}), field) == msgspec.convert(
        tuple(value.split()) if field == "origins" else value, Settings.__annotations__[field], strict=False
    )


@pytest.mark.parametrize(("name", "value"), pairs(WRONG))
def test_what_a_setting_cannot_be_is_refused_in_a_sentence_that_names_it_and_not_the_value(
    name: str, value: str
) -> None:
    with pytest.raises(WrongSetting, match=rf"^{name} has to be [^.]{{6,}}.*\.$") as refused:
        settings.read({name: value})

    assert not value or value not in str(refused.value)


def test_what_is_not_set_has_its_default() -> None:
    assert settings.read({}) == Settings()


def takes(parameter: str, value: str) -> bool:
    """Return whether CloudFormation takes a value for a parameter of the template."""
    declared = ours().template["Parameters"][parameter]
    if "AllowedValues" in declared:
        return value in declared["AllowedValues"]
    if declared["Type"] == "Number":
        return value.isdigit() and declared["MinValue"] <= int(value) <= declared["MaxValue"]
    return re.fullmatch(declared["AllowedPattern"], value) is not None


@pytest.mark.parametrize(("name", "value"), [each for each in pairs(RIGHT) if each[0] in PARAMETERS])
def test_cloudformation_takes_what_the_functions_would(name: str, value: str) -> None:
    assert takes(PARAMETERS[name], value)


@pytest.mark.parametrize(("name", "value"), [each for each in pairs(WRONG) if each[0] in PARAMETERS])
def test_cloudformation_refuses_at_the_deploy_what_the_functions_would_refuse_at_their_start(
    name: str, value: str
) -> None:
    assert not takes(PARAMETERS[name], value)
