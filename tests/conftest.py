"""What holds for every test: nobody's AWS account is ever reached, and no machine is too slow for a property."""

import gc
import math
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from local.cloud import Cloud

os.environ.update(
    {
        "AWS_REGION": "eu-north-1",
        "AWS_DEFAULT_REGION": "eu-north-1",
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
)
for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
    os.environ.pop(name, None)

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

_LONG = (
    "tests/engines/",
    "tests/browser/",
    "tests/chaos/",
    "tests/test_",
    "tests/service/test_largest.py",
    "tests/service/test_routes.py",
    "tests/operations/",
)
"""What takes longest is begun first, so that no worker waits at the end for another's last module."""

_OBJECTS_BETWEEN_SEARCHES = 20_000
"""Python's own 700 take a twelfth of the tests' time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order modules by how long they take; within each the order stays."""
    items.sort(key=lambda item: next((at for at, folder in enumerate(_LONG) if folder in item.nodeid), len(_LONG)))


def pytest_collection_finish() -> None:
    """Search for garbage seldom, and never among what was loaded for the tests: it stays until the end, and is most of what there is."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)


@pytest.fixture(autouse=True)
def _no_time_is_left_over() -> Iterator[None]:
    """What time one test gave to an invocation's calls to AWS limits no other test's."""
    yield
    calling = sys.modules.get("chalicelib.aws.calling")
    if calling is not None:
        calling.begin(calling.World(), math.inf)


@pytest.fixture(scope="module")
def opened_cloud(request: pytest.FixtureRequest) -> Iterator["Cloud"]:
    """The module's cloud, standing at its NOW: opening one for each test would take half a second each.

    `IN_MEMORY` in the module: on the simulation's table, which answers as moto's does, many times faster;
    `PARAMETERS`: the template's; `DEMO`: with the demo's parameters, people and sites.
    """
    from local import demo  # moto takes seconds to load, which the pure rules' tests need not wait for
    from local.cloud import Clock, Cloud

    usual = demo.PARAMETERS if getattr(request.module, "DEMO", False) else {}
    in_memory, parameters = getattr(request.module, "IN_MEMORY", False), getattr(request.module, "PARAMETERS", usual)
    clock = Clock(stopped_at=request.module.NOW)
    with Cloud.start(clock=clock, parameters=parameters, in_memory=in_memory) as cloud:
        yield cloud


@pytest.fixture
def cloud(request: pytest.FixtureRequest, opened_cloud: "Cloud") -> "Cloud":
    """A cloud in which nothing has happened yet."""
    from local import demo  # as above

    opened_cloud.begin_anew()
    if getattr(request.module, "DEMO", False):
        demo.seed(opened_cloud, ["http://127.0.0.1:8601"])
    return opened_cloud
