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
