"""The back-up used in earnest on the emulator: a drill, a stage restored to a moment, and the way back; each looked at from outside."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from cloud.deployment import STAGE
from cloud.hands import Answer, Failed, Visitor
from cloud.walk import Say, Stage
from operations import drill, restore, stack, tables
from operations.restore import Operator

BY: Final = "first.operator"


class Restoring:
    """A stage whose table is restored. Each step says what was seen; the first where it is not so raises Failed."""

    def __init__(self, stage: Stage, say: Say) -> None:
        self.stage = stage
        self.steps = 0
        self._say = say
        self._account = stage.emulator.account()
        self._own = stage.deployed.stack.outputs["OwnTableName"]
        self._goes_on, self._erased, self._erased_last, self._later = (Visitor(stage.service) for _ in range(4))

    def go(self) -> None:
        """Drill, restore, go back and tidy. Raises Failed, Trouble, Refused, Refusal."""
        self._signs_in()
        for visitor in (self._goes_on, self._erased, self._erased_last):
            visitor.start()
            self.stage.agent.answer(visitor.conversation)
        at = _full_second()
        self._later.start()
        self._erased.ask("POST", "/erase")
        self._drills()
        target = f"{self._own}-{at:%Y%m%dT%H%M%S}"
        self._restores(at, target)
        self._goes_back(target)
        self._tidies(target)

    def _drills(self) -> None:
        there, records = tables.names(self._account, self._own), self._operators_records()
        said: list[str] = []
        if not drill.drill(restore.stage(self._account, STAGE), self._operator(said.append), time.monotonic):
            raise Failed("The drill says that the back-up could not serve:\n" + "\n".join(said))
        if (left := tables.names(self._account, self._own)) != there:
            raise Failed(f"The drill has left {left}, where there were {there}")
        if (added := self._operators_records()[len(records) :]) != ["drill_done"]:
            raise Failed(f"Of the drill the access log has {added}")
        self._done("a drill finds that the back-up could serve, and leaves one record of itself")

    def _restores(self, at: datetime, target: str) -> None:
        """Have the stage use its table as it was, and see that it does."""

        def says(line: str) -> None:
            if line.startswith("✓ DynamoDB is restoring"):
                self._expect(target, self._goes_on, self._erased, self._erased_last)
                self._expect_none(target, self._later)
                self._done("a table is as it was at that second: with what was erased since, without what began since")

        def agrees(_: str) -> bool:
            self._expect(target, self._goes_on, self._erased_last)
            self._expect_none(target, self._erased)
            self._done("what was erased since is gone again before the table serves")
            return True

        restore.to(restore.stage(self._account, STAGE), self._operator(says, agrees), at)
        self._knows_nobody(self.stage.service.rest("GET", "/v1/me", headers=self.stage.agent.headers))
        self._signs_in()
        for gone in (self._erased, self._later):
            self._knows_nobody(self._read(gone))
        self._goes_on.ask("GET", "")
        asked = len(self.stage.emulator.decisions())
        self._goes_on.ask("POST", "/messages", {"id": "message-2", "n": 2, "text": "Vielä yksi asia."})
        if not any(
            each.allowed and f"table/{target}" in each.resource for each in self.stage.emulator.decisions(asked)
        ):
            raise Failed(f"What was said has not gone to {target}")
        self._done(
            "the functions use it under their own roles; whoever was in has to come in anew, and the conversation goes on"
        )

    def _goes_back(self, target: str) -> None:
        """Have the stage use its own table again, in which has to be done what was done meanwhile."""
        self._expect(self._own, self._goes_on, self._later)
        self._goes_on.ask("POST", "/erase")

        def agrees(_: str) -> bool:
            self._expect(self._own, self._erased_last, self._later)
            self._expect_none(self._own, self._goes_on, self._erased)
            return True

        restore.back(restore.stage(self._account, STAGE), self._operator(agrees=agrees))
        self._later.ask("GET", "")
        self._expect_none(target, self._goes_on)
        self._done("the way back: the stage's own table serves again, without what was erased while the other did")

    def _tidies(self, target: str) -> None:
        self._erased_last.ask("POST", "/erase")
        self._expect(target, self._erased_last)
        restore.tidy(restore.stage(self._account, STAGE), self._operator())
        self._expect_none(target, self._erased_last)
        self._done("a table that is not in use forgets what was erased since")

    # -------------------------------------------------------------------------------------------------- within

    def _signs_in(self) -> None:
        self.stage.agent.sign_in()
        self.stage.agent.ask("POST", "/v1/me/available", {"on": True})

    def _operator(
        self, says: Callable[[str], Any] = lambda _: None, agrees: Callable[[str], bool] = lambda _: False
    ) -> Operator:
        return Operator(by=BY, says=says, agrees=agrees, pause=lambda _: time.sleep(0.1))

    def _operators_records(self) -> list[str]:
        """Return what the access log has of what operators' commands have done, whoever they record it of, oldest first."""
        log = self.stage.deployed.stack.outputs["AccessLogGroup"]
        events = self._account.pages("logs", "filter_log_events", "events", logGroupName=log)
        records = (json.loads(each["message"]) for each in events)
        return [each["action"] for each in records if each["request"] == stack.REQUEST]

    def _expect(self, table: str, *visitors: Visitor) -> None:
        if missing := [each.conversation for each in visitors if not self._is_in(table, each)]:
            raise Failed(f"{table} has nothing of {', '.join(missing)}")

    def _expect_none(self, table: str, *visitors: Visitor) -> None:
        if there := [each.conversation for each in visitors if self._is_in(table, each)]:
            raise Failed(f"{table} has {', '.join(there)}")

    def _is_in(self, table: str, visitor: Visitor) -> bool:
        key = {"pk": {"S": f"conversation#{visitor.conversation}"}, "sk": {"S": "head"}}
        found = self._account.ask("dynamodb", "get_item", TableName=table, Key=key, ConsistentRead=True)
        return "Item" in found

    def _read(self, visitor: Visitor) -> Answer:
        return self.stage.service.rest("GET", "/v1/conversation", headers=visitor.headers)

    def _knows_nobody(self, answer: Answer) -> None:
        """See that a key or a session is none of the table's. Raises Failed."""
        if answer.status != HTTPStatus.UNAUTHORIZED:
            raise Failed(f"A key or a session that is not to be known is answered {answer.status} {answer.body}")

    def _done(self, what: str) -> None:
        self.steps += 1
        self._say(f"  ✓ {what}")


def _full_second() -> datetime:
    """Return a second, to which tables are restored, by which all is done that was; what is done from now on is later."""
    time.sleep(1 - time.time() % 1)
    return datetime.fromtimestamp(int(time.time()), UTC)
