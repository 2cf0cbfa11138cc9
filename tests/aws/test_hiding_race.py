"""A hidden line stays hidden whoever moves lines meanwhile, in whichever order, and whoever dies over it."""

from collections.abc import Callable
from typing import Any

import msgspec
from botocore.exceptions import ClientError
from greenlet import getcurrent, greenlet
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.aws.table.conversations import Conversations
from chalicelib.aws.table.items import Items
from chalicelib.chat import conversation as rules
from chalicelib.chat import hiding
from chalicelib.chat.conversation import Conversation, Line
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Conflict
from chaos.world import INDEXES
from local.dynamodb.table import Refused, Table

NOW = 1_795_600_000
LINES = 7


class Client:
    """A client of the simulation's table that gives way before every call, when it is not the test's own."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**request: Any) -> Any:
            turn = getcurrent()
            if turn.parent is not None:
                turn.parent.switch()
            try:
                return self._table.answer(operation, request)
            except Refused as refused:
                answered: Any = {"Error": {"Code": refused.code, "Message": ""}, **refused.members}
                raise ClientError(answered, operation) from None

        return call


def line(n: int) -> Line:
    return rules.said(
        by="visitor",
        id=f"message-{n}",
        n=n,
        text=f"secret-{n} " * 8,
        masked=(),
        asks_copy=False,
        now=NOW * 1000 + n * 9000,
    )


class House:
    """A conversation with a few lines on its head, and one way of storing it for everybody."""

    def __init__(self) -> None:
        self.table = Table(INDEXES, lambda: float(NOW), lambda: 0.0)
        items = Items(Client(self.table), "juttu", lambda: float(NOW))  # type: ignore[arg-type]
        self.store = Conversations(items)
        begun = rules.start(
            key="k" * 43,
            site="demo",
            language="fi",
            queue="general",
            line=line(1),
            now=NOW * 1000,
            expires_at=NOW + 5_000_000,
            expires_on="2027-01-25",
        )
        self.store.start(begun)
        self.id = begun.id
        for n in range(2, LINES + 1):
            self.say(n)

    @property
    def now(self) -> Conversation:
        found = self.store.get(self.id)
        assert found is not None
        return found

    def say(self, n: int) -> None:
        self.store.write(self.now, rules.say(self.now, line(n), LIMITS))

    def move(self, agent: str) -> None:
        """Say something as somebody else, which moves the lines before it; whoever was faster has moved them."""
        said = rules.said(
            by=agent, id=agent, n=1, text="x" * 150, masked=(), asks_copy=False, now=NOW * 1000 + LINES * 9000
        )
        conversation = self.now
        while True:
            try:
                self.store.write(conversation, rules.say(conversation, said, LIMITS))
            except Conflict as conflict:
                conversation = conflict.now or self.now
            else:
                return

    def hide(self, seq: int) -> None:
        conversation = self.now
        while True:
            found = self.store.lines(conversation, seq - 1, 1)[seq]
            try:
                self.store.hide(conversation, seq, hiding.hidden(found, "visitor", None, NOW * 1000), LINES)
            except Conflict as conflict:
                conversation = conflict.now or self.now
            else:
                return


@settings(max_examples=300, deadline=None)
@given(
    hides=st.lists(st.integers(1, LINES), min_size=1, max_size=3, unique=True),
    moves=st.integers(1, 3),
    order=st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=60),
)
def test_what_was_hidden_is_nowhere_and_all_else_is_where_it_was(
    hides: list[int], moves: int, order: list[tuple[int, bool]]
) -> None:
    house = House()
    done: set[int] = set()

    def hide(seq: int) -> None:
        house.hide(seq)
        done.add(seq)

    everybody = [greenlet(lambda seq=seq: hide(seq)) for seq in hides]
    everybody += [greenlet(lambda agent=f"agent.{number}": house.move(agent)) for number in range(moves)]
    for who, dies in order:
        turn = everybody[who % len(everybody)]
        if dies and who % 5 == 0:
            turn.throw()
        elif not turn.dead:
            turn.switch()
    for turn in everybody[: len(everybody) // 2]:
        while not turn.dead:
            turn.switch()
    for n in range(LINES + 1, 2 * LINES):
        house.say(n)

    lines = house.store.lines(house.now)
    assert list(lines) == list(range(1, house.now.seq + 1))
    assert [each.n for each in lines.values() if each.by == "visitor"] == list(range(1, 2 * LINES))
    for seq, found in lines.items():
        if seq <= LINES:
            assert found.text == (hiding.DOTS if found.hidden_at else line(seq).text)
    assert all(lines[seq].text == hiding.DOTS for seq in {*done, *house.now.hidden})
    stored = msgspec.json.encode(house.table.items(), enc_hook=str).decode()
    assert not [seq for seq in {*done, *house.now.hidden} if f"secret-{seq} " in stored]
