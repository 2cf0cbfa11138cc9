"""Who stands where on the board."""

from collections.abc import Sequence

from chalicelib.chat.wire import Waiting
from chalicelib.rooms.board.wire import OnDuty


def in_order(agents: Sequence[OnDuty]) -> tuple[OnDuty, ...]:
    """Return those who are there or have visitors: the available first, of these whoever has the fewest open."""
    shown = [each for each in agents if each.there or each.open]
    return tuple(
        sorted(shown, key=lambda each: (not each.there, not each.available, each.open, each.alias, each.person))
    )


def still_there(waiting: Sequence[Waiting]) -> list[Waiting]:
    """Return those who wait and have not gone."""
    return [each for each in waiting if each.gone_at is None]
