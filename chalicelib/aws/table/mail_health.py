"""What has become of the week's mails, and whether there is a pause: two items that are about nobody."""

from collections.abc import Callable
from typing import Literal

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import Items
from chalicelib.chat.mail_health import MailHealth

_WEEK = 7 * 24 * 3600


class MailHealths:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items, now: Callable[[], float]) -> None:
        self._items = items
        self._now = now

    def count(self, what: Literal["sent", "bounced", "complained"]) -> MailHealth:
        """Count one mail in the week that it is now, and return what is counted in it."""
        week = int(self._now()) // _WEEK
        expression = "SET #expires_at = :expires_at ADD #what :one"
        values = {"one": 1, "expires_at": (week + 1) * _WEEK}
        item = self._items.update(keys.mail_health(week), expression, values, names={"what": what}, creates=True)
        return msgspec.convert(item, MailHealth)

    def week(self) -> MailHealth:
        """Return what is counted in the week that it is now."""
        item = self._items.get(keys.mail_health(int(self._now()) // _WEEK), consistent=False)
        return MailHealth() if item is None else msgspec.convert(item, MailHealth)

    def pause(self, seconds: int) -> None:
        """Let no mail be ordered for so long, or for as long as was said before where that is longer."""
        until = max(int(self._now()) + seconds, self.paused_until() or 0)
        self._items.update(keys.mail_pause(), "SET #expires_at = :expires_at", {"expires_at": until}, creates=True)

    def resume(self) -> None:
        """Let mails be ordered again."""
        self._items.delete(keys.mail_pause())

    def paused_until(self) -> int | None:
        """Return until when no mail can be ordered (epoch seconds), None when any can."""
        item = self._items.get(keys.mail_pause())
        return None if item is None else int(item["expires_at"])
