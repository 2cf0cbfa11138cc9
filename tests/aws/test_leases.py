"""Leases: one holder at a time, also in the moment in which one ends."""

import pytest

from chalicelib.aws.table.items import Items
from chalicelib.aws.table.leases import Leases
from chalicelib.chat.errors import Unavailable
from local.cloud import Cloud

IN_MEMORY = True
NOW = 1_795_600_000


def leases(cloud: Cloud, *times: float) -> Leases:
    """Leases of a process that looks at its clock at these times after now, and then at the last of them."""
    left = list(times or (0.0,))

    def now() -> float:
        return cloud.clock() + (left.pop(0) if len(left) > 1 else left[0])

    return Leases(Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], now), now)


def test_one_has_it_until_it_is_given_back_or_its_time_is_up(cloud: Cloud) -> None:
    assert leases(cloud).take("roles", "a", 60) == 0
    cloud.clock.advance(20)
    assert leases(cloud).take("roles", "b", 60) == 40

    leases(cloud).give_back("roles", "b")
    assert leases(cloud).take("roles", "b", 60) == 40
    leases(cloud).give_back("roles", "a")
    assert leases(cloud).take("roles", "b", 60) == 0
    cloud.clock.advance(59)
    assert leases(cloud).take("roles", "c", 60) == 1
    cloud.clock.advance(1)
    assert leases(cloud).take("roles", "c", 60) == 0


def test_taking_it_again_after_a_lost_answer_is_having_it(cloud: Cloud) -> None:
    cloud.fail("dynamodb", "PutItem", error="ReadTimeout", before=False)
    with pytest.raises(Unavailable):
        leases(cloud).take("roles", "a", 60)

    assert leases(cloud).take("roles", "a", 60) == 0
    assert leases(cloud).take("roles", "b", 60) == 60


def test_one_that_ends_while_it_is_asked_for_is_not_taken_for_ones_own(cloud: Cloud) -> None:
    leases(cloud).take("roles", "a", 60)
    # refused in the last second, looked at in the next
    assert leases(cloud, 59.0, 59.9, 60.0).take("roles", "b", 60) == 1

    cloud.clock.advance(60)
    assert leases(cloud).take("roles", "c", 60) == 0
