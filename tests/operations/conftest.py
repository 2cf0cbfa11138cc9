"""What operators' commands are tried over."""

import pytest

from chalicelib import settings, wiring
from chalicelib.aws.calling import World
from chalicelib.chat.services import Services
from local.cloud import Cloud
from tests.clients import client


@pytest.fixture
def services(cloud: Cloud) -> Services:
    """Return the product's services, as an operator's command has them."""
    return wiring.build(settings.read(cloud.environment), World(now=cloud.clock), client).asked_by("operator")


@pytest.fixture
def without_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have whatever is asked of AWS end on this machine: there is no profile of the name that its variables say."""
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AWS_PROFILE", "nobody")
