"""What runs by itself: Lambda is told that a run has failed, and no words of what it met."""

import traceback
from typing import Any

import msgspec
import pytest

from chalicelib.entrypoints import schedules
from tests.service.conftest import Desk


class Mistaken:
    """A port of ours with a mistake in it, whose words may be somebody's."""

    def __getattr__(self, _: str) -> Any:
        raise ValueError("canary-7f3a")


@pytest.mark.parametrize("name", ["sweep", "watch"])
def test_a_run_says_what_it_did_and_one_that_fails_is_counted_as_such_without_its_words(
    desk: Desk, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    run = getattr(schedules, name)
    assert set(run(desk.services).values()) == {0}
    assert caplog.records == []

    with pytest.raises(schedules.RunFailed) as failed:
        run(msgspec.structs.replace(desk.services, conversations=Mistaken()))

    assert "canary-7f3a" not in "".join(traceback.format_exception(failed.value)) + caplog.text
    (logged,) = map(vars, caplog.records)
    assert (logged["event"], logged["error"], logged["where"]) == ("failed", "ValueError", name)
