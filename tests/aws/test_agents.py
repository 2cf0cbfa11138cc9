"""Agents on duty, where two things happen to one of them in the same moment."""

from collections.abc import Mapping
from typing import Any

import pytest

from chalicelib.aws.calling import Calls, World
from chalicelib.aws.keys import Key
from chalicelib.aws.table.agents import Agents
from chalicelib.aws.table.items import Items
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.who import Staff
from local.cloud import Cloud
from tests.recorders import Metrics

NOW = 1_795_600_000
IN_MEMORY = True
WHO = Staff(person="agent.a", alias="A", roles=frozenset({"agent"}), session="s", committed=True)


class Meanwhile(Items):
    """A table in which somebody chooses to be rung just before anything is put."""

    chosen: bool = True

    def put(self, key: Key, item: Mapping[str, Any], **choices: Any) -> None:
        if self.chosen:
            self.chosen = False
            Agents(self, LIMITS, self._now).set_available(WHO.person, WHO.alias, on=True)
        super().put(key, item, **choices)


@pytest.mark.parametrize("chosen", [True, False])
def test_who_chooses_to_be_rung_while_their_first_socket_opens_is_rung(cloud: Cloud, chosen: bool) -> None:
    items = Meanwhile(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)
    items.chosen = chosen

    agent = Agents(items, LIMITS, cloud.clock).listen(WHO, "C1=", NOW * 1000)

    assert agent.available is chosen
    assert set(agent.sockets) == {"C1="}


def test_a_window_of_alerts_is_one_for_all_who_look_within_it_also_when_the_write_was_reported_lost(
    cloud: Cloud,
) -> None:
    world = World(sleep=lambda _: None)
    calls = Calls(lambda: cloud.client("dynamodb"), world, Metrics(), service="dynamodb", tries=2)
    agents = Agents(Items(calls, cloud.environment["JUTTU_TABLE"], cloud.clock), LIMITS, cloud.clock)  # type: ignore[arg-type]
    cloud.fail("dynamodb", "UpdateItem", error="ReadTimeout", before=False)

    assert agents.alerting_since(NOW, 60) == NOW
    assert agents.alerting_since(NOW + 59, 60) == NOW
    assert agents.alerting_since(NOW - 1, 60) == NOW
    assert agents.alerting_since(NOW + 60, 60) == NOW + 60


def test_that_somebody_is_there_is_news_once_also_when_the_write_was_reported_lost(cloud: Cloud) -> None:
    world = World(sleep=lambda _: None)
    calls = Calls(lambda: cloud.client("dynamodb"), world, Metrics(), service="dynamodb", tries=2)
    agents = Agents(Items(calls, cloud.environment["JUTTU_TABLE"], cloud.clock), LIMITS, cloud.clock)  # type: ignore[arg-type]
    cloud.fail("dynamodb", "UpdateItem", error="ReadTimeout", before=False)

    assert agents.note_staffed(NOW * 1000, on=True)
    assert not agents.note_staffed(NOW * 1000 + 1, on=True)
    assert not agents.note_staffed(NOW * 1000 - 1, on=False)
    assert agents.note_staffed(NOW * 1000 + 1, on=False)
