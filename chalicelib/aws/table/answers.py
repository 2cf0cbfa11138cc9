"""Canned answers: those that all share in one item, each person's own in another, and who changed the shared ones."""

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat import retention
from chalicelib.chat.answers import Answer, Answers, stored

_DAY = 24 * 3600


class CannedAnswers:
    """Every method raises Unavailable when DynamoDB fails. Without a person it is about those that all share."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def both(self, person: str) -> tuple[Answers, Answers]:
        """Return the shared ones and a person's own, in one call."""
        shared, own = keys.shared_answers(), keys.own_answers(person)
        found = self._items.get_many((shared, own))
        return _answers(found.get(shared)), _answers(found.get(own))

    def kept(self, person: str | None) -> Answers:
        """Return a person's own, or the shared ones; none where nobody has written any."""
        return _answers(self._items.get(_key(person)))

    def change(self, person: str | None, before: Answers, after: Answers, by: str) -> Answers | None:
        """Put answers in the place of those that were read; None when they are others by now.

        `after.changed_at`, which is later than before, tells them apart. Who changed shared ones is kept beside them, for as long as
        the access log says so. Done again, it is done once.
        """
        at, key = after.changed_at, _key(person)
        if person is None and not self._note(at, by):
            return None
        values: Item = {"answers": stored(after.answers), "greeting": after.greeting or None, "at": at}
        expression = "SET #answers = :answers, #changed_at = :at"
        expression += ", #greeting = :greeting" if after.greeting else " REMOVE #greeting"
        when = "attribute_not_exists(#changed_at)"
        if before.changed_at:
            values["read"] = before.changed_at
            when = "#changed_at = :read"
        bound = {name: value for name, value in values.items() if value is not None}
        try:
            # Of a person who leaves at this moment nothing is there to be changed, but for whoever begins: they look afterwards.
            return _answers(self._items.update(key, expression, bound, when=when, creates=not before.changed_at))
        except ConditionFailed as failed:
            there = _answers(failed.item)
            if there == after:
                return there
            if person is None and there.changed_at != at:
                self._items.delete(keys.answers_change(at))
            return None

    def changed_by(self, at: int) -> str:
        """Return who changed the shared ones at a moment; nothing where that is no longer known."""
        item = self._items.get(keys.answers_change(at))
        return "" if item is None else str(item["by"])

    def forget(self, person: str) -> None:
        """Delete what was somebody's own, who has left."""
        self._items.delete(keys.own_answers(person))

    def _note(self, at: int, by: str) -> bool:
        expires_at = at // 1000 + retention.ACCESS_LOG_DAYS * _DAY
        try:
            self._items.put(keys.answers_change(at), {"by": by, "at": at, "expires_at": expires_at}, unless_exists=True)
        except ConditionFailed as failed:
            return failed.item is not None and failed.item["by"] == by
        return True


def _key(person: str | None) -> keys.Key:
    return keys.shared_answers() if person is None else keys.own_answers(person)


def _answers(item: Item | None) -> Answers:
    if item is None:
        return Answers()
    answers = msgspec.json.decode(item["answers"], type=tuple[Answer, ...])
    return Answers(answers=answers, greeting=item.get("greeting", ""), changed_at=item["changed_at"])
