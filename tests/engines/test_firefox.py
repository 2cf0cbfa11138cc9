"""The visitor's minute in Firefox."""

import pytest

from tests.browser import house
from tests.engines import firefox, minute


@pytest.mark.timeout(300)
def test_the_visitors_minute_and_the_agents_side_of_it() -> None:
    with house.opened() as opened, firefox.opened() as new:
        minute.walked(opened, new, audible=False)
