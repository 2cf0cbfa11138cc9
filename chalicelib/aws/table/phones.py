"""Whose phones may be called: an item a person, with all of theirs."""

from typing import Any

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat.phones import Phone, Phones
from chalicelib.chat.ports import Clock


class PhoneBook:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items, now: Clock) -> None:
        self._items = items
        self._now = now

    def of(self, person: str) -> Phones | None:
        """Return somebody's phones, None when they have none."""
        item = self._items.get(keys.phones(person))
        return None if item is None else _phones(item)

    def all(self) -> list[Phones]:
        """Return everybody's phones, in one query."""
        return [_phones(item) for item in self._items.query(keys.PHONES)]

    def change(self, before: Phones | None, after: Phones) -> bool:
        """Put somebody's phones in the place of those that were read; False when they are others by now.

        Without any left nothing is kept of them.
        """
        now = int(self._now())
        values: dict[str, Any] = {
            "person": after.person,
            "when": after.when,
            "phones": _listed(after),
            "expires_at": max((each.until for each in after.phones), default=now),
        }
        expression = "SET #person = :person, #when = :when, #phones = :phones, #expires_at = :expires_at"
        unseen = "attribute_not_exists(#phones) OR #expires_at <= :second"
        seen: dict[str, Any] = {"second": now} if before is None else {"before": _listed(before)}
        try:
            self._items.update(
                keys.phones(after.person),
                expression,
                {**values, **seen},
                when=unseen if before is None else "#phones = :before",
                creates=True,
            )
        except ConditionFailed as failed:
            # Done, reported lost and tried again, it stands there as it was wanted.
            there = failed.item or {}
            return (there.get("phones"), there.get("when")) == (values["phones"], values["when"])
        return True

    def forget(self, person: str) -> bool:
        """Forget all of somebody's phones, and return whether there were any."""
        return self._items.delete(keys.phones(person)) is not None

    def forget_all(self) -> None:
        """Forget everybody's."""
        self._items.delete_many(self._items.keys_of_partition(keys.PHONES))


def _listed(phones: Phones) -> list[list[Any]]:
    return [[each.endpoint, each.made_at, each.until, each.till_sign_out] for each in phones.phones]


def _phones(item: Item) -> Phones:
    found = (
        Phone(endpoint=endpoint, made_at=made_at, until=until, till_sign_out=till_sign_out)
        for endpoint, made_at, until, till_sign_out in item["phones"]
    )
    return Phones(person=item["person"], when=item["when"], phones=tuple(found))
