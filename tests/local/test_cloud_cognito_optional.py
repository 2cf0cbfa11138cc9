"""A pool that offers a second factor and does not ask for one."""

from local.cloud.cloud import Cloud
from tests.local.test_cloud_cognito import SigningIn

NOW = 1_796_000_010.0
PARAMETERS = {"RequireSecondFactor": "false"}


def test_where_the_pool_only_offers_a_second_factor_a_password_is_enough(cloud: Cloud) -> None:
    agent = SigningIn(cloud, "agent.a")
    agent.create()

    assert "AuthenticationResult" in agent.password()
