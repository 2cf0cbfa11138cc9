"""The storage candidates of docs/decisions/storage.md side by side: `python -m bench.storage`.

A is the product's own (`chalicelib/aws/table/conversations.py`): older lines leave the head with the message that would
pay for another KB because of them. "A after" is A as it was before: they leave in two writes of their own after the
acknowledgement, when they have so many bytes. B puts every message into an item of its own, in one transaction with the head. C takes the place from
the head in one update and puts the message there in a second write. All but A are built here only as far as it takes to
measure them.

Each writer is a thread and a sender of its own that writes its messages one after another without a pause, over the
local cloud, whose meter computes capacity from the sizes of the items. Texts come from a seed.
"""

import argparse
import contextlib
import random
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, Protocol

import msgspec
from boto3.dynamodb.types import TypeSerializer
from botocore.exceptions import ClientError

from chalicelib.aws import keys
from chalicelib.aws.keys import Key
from chalicelib.aws.table.conversations import Conversations
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.aws.table.sockets import Sockets
from chalicelib.chat import conversation as rules
from chalicelib.chat import retention
from chalicelib.chat.conversation import VISITOR, Conversation, Line, OpenSocket, Sent, Step
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import ATTEMPTS, Conflict, Listener
from local.cloud import Cloud, capacity
from local.cloud.clock import Clock

NOW = 1_795_600_000
"""When everything here happens, in epoch seconds: the clock stands, so that sizes are the same in every run."""

LARGEST_HEAD_LINES = 1_500
"""Bytes of lines that "A after" leaves on its head."""

CONNECTION = "VisitorSocket0="
"""A connection id has sixteen characters or so."""

_WORDS = (  # noqa: SIM905 - text for reading
    "kiuas ei lämpene kunnolla ja vikavirtasuoja laukeaa aina kun termostaatti kytkeytyy päälle olen tarkistanut "
    "liitännät kahdesti mutta mitään näkyvää vikaa ei löytynyt voisitteko kertoa mitä kannattaa kokeilla seuraavaksi "
    "tilasin sen teiltä keväällä kuitti on tallessa takuu pitäisi olla vielä voimassa hyvä kiitos hetkinen katson"
).split()

_serialize = TypeSerializer().serialize


class Candidate(Protocol):
    """One way to store a conversation."""

    def start(self, conversation: Conversation) -> None:
        """Store a conversation as it is before the measured messages."""

    def look(self, conversation: str) -> Conversation:
        """Return what a rule and a push need to know, with the socket's owner read in the same call."""

    def write(self, before: Conversation, step: Step, attempt: int) -> Conversation:
        """Store a step durably and return the conversation after it. Raises Conflict."""

    def tidy(self, after: Conversation) -> None:
        """Do what may wait until the message has been acknowledged."""

    def read(self, conversation: str) -> dict[int, Line]:
        """Return every line by its place, knowing nothing beforehand."""


Make = Callable[[Any, str], Candidate]
"""Makes a candidate over a client and a table's name."""


class Contended(Exception):
    """Raised when a message lost every attempt that the product makes; its sender would be told to try again."""


# ------------------------------------------------------------------------------------------------- the candidates


class HeadAndPages:
    """Candidate A: the product's own adapter."""

    def __init__(self, client: Any, table: str) -> None:
        self._conversations = Conversations(Items(client, table, _now))

    def start(self, conversation: Conversation) -> None:
        self._conversations.start(conversation)

    def look(self, conversation: str) -> Conversation:
        found, _, _ = self._conversations.with_listener(conversation, CONNECTION)
        assert found is not None
        return found

    def write(self, before: Conversation, step: Step, attempt: int) -> Conversation:  # noqa: ARG002 - all are alike
        return self._conversations.write(before, step)

    def tidy(self, after: Conversation) -> None:
        """Have nothing left to do."""

    def read(self, conversation: str) -> dict[int, Line]:
        head = self._conversations.get(conversation)
        assert head is not None
        return self._conversations.lines(head)


class MovingAfter(HeadAndPages):
    """Candidate A as it was: a message is only appended, and when the lines have grown too large they are moved after it.

    Lines leave the front of the list on the condition that nobody else has moved any, so no append is overtaken.
    """

    def __init__(self, client: Any, table: str, largest: int = LARGEST_HEAD_LINES) -> None:
        super().__init__(client, table)
        self._items = Items(client, table, _now)
        self._largest = largest

    def write(self, before: Conversation, step: Step, attempt: int) -> Conversation:  # noqa: ARG002 - all are alike
        assert step.sent is not None
        values: Item = {
            "line": [_stored(step.line)],
            "status": step.status,
            "owner": before.owner,
            "sent": _stored(step.sent),
            "bytes": rules.text_bytes(step.line),
        }
        condition = "#status = :status AND #owner = :owner AND "
        if step.sent.n == 1:
            condition += "attribute_not_exists(#sent.#by)"
        else:
            condition += "#sent.#by[0] = :n"
            values["n"] = step.sent.n - 1
        expression = "SET #newest = list_append(#newest, :line), #sent.#by = :sent, #text_bytes = #text_bytes + :bytes"
        try:
            item = self._items.update(
                keys.head(before.id), expression, values, names={"by": step.line.by}, when=condition
            )
        except ConditionFailed as failed:
            raise Conflict(None if failed.item is None else _converted(failed.item)) from failed
        return _converted(item)

    def tidy(self, after: Conversation) -> None:
        lines = sum(map(rules.size_of, after.newest))
        moved = 0 if lines <= self._largest else self._page(after)
        if not moved:
            return
        removed = ", ".join(f"#newest[{place}]" for place in reversed(range(moved)))
        values = {"first": after.first, "next": after.first + moved}
        with contextlib.suppress(ConditionFailed):
            self._items.update(
                keys.head(after.id), f"SET #first = :next REMOVE {removed}", values, when="#first = :first"
            )

    def _page(self, before: Conversation) -> int:
        """Put the newest lines into a page, and return how many lines the page of that place holds."""
        page = {"lines": [_stored(line) for line in before.newest], "expires_at": before.expires_at}
        try:
            self._items.put(keys.page(before.id, before.first), page, unless_exists=True)
        except ConditionFailed as failed:
            return len(failed.item["lines"]) if failed.item else 0
        return len(before.newest)


class OneItemEach:
    """What B and C share: a head without lines, whose `first` is the next free place, and an item for each line."""

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table
        self._items = Items(client, table, _now)

    def start(self, conversation: Conversation) -> None:
        item = msgspec.to_builtins(conversation, builtin_types=(bytes,))
        item = {name: value for name, value in item.items() if name not in {"id", "newest"} and value is not None}
        item |= {"first": conversation.seq + 1, "newest": [], "desk": keys.agent_desk(conversation.owner or "")}
        self._items.put(keys.head(conversation.id), item)
        for seq, line in enumerate(conversation.newest, conversation.first):
            self._items.put(_place(conversation.id, seq), _item(line, conversation))

    def tidy(self, after: Conversation) -> None:
        """Have nothing left to do."""

    def look(self, conversation: str) -> Conversation:
        head, socket = keys.head(conversation), keys.socket(CONNECTION)
        return _converted(self._items.get_many((head, socket))[head])

    def read(self, conversation: str) -> dict[int, Line]:
        assert self._items.get(keys.head(conversation)) is not None
        found = self._items.query(keys.conversation(conversation), prefix="line#")
        return {int(item["sk"].partition("#")[2]): msgspec.convert(item, Line) for item in found}


class Transaction(OneItemEach):
    """Candidate B: the head moves on and the line appears, both or neither."""

    def write(self, before: Conversation, step: Step, attempt: int) -> Conversation:  # noqa: ARG002 - all are alike
        values = {
            ":status": step.status,
            ":owner": before.owner,
            ":seq": before.first,
            ":next": before.first + 1,
            ":sent": _stored(step.sent) if step.sent else None,
            ":now": NOW,
        }
        head = {
            "TableName": self._table,
            "Key": _typed(keys.head(before.id)._asdict()),
            "UpdateExpression": "SET #first = :next, #sent.#by = :sent",
            "ConditionExpression": "#first = :seq AND #status = :status AND #owner = :owner AND #expires_at > :now",
            "ExpressionAttributeNames": {
                **{f"#{name}": name for name in ("first", "sent", "status", "owner", "expires_at")},
                "#by": step.line.by,
            },
            "ExpressionAttributeValues": _typed(values),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        line = _typed({**_place(before.id, before.first)._asdict(), **_item(step.line, before)})
        message = {"TableName": self._table, "Item": line, "ConditionExpression": "attribute_not_exists(pk)"}
        try:
            self._client.transact_write_items(TransactItems=[{"Update": head}, {"Put": message}])
        except ClientError as error:
            if error.response["Error"]["Code"] != "TransactionCanceledException":
                raise
            raise Conflict(self.look(before.id)) from error
        # A transaction returns nothing, and whoever has joined since the look must be told of the message too.
        after = self._items.get(keys.head(before.id))
        assert after is not None
        return msgspec.structs.replace(_converted(after), first=before.first + 1)


class PlaceThenLine(OneItemEach):
    """Candidate C: one update takes the place, one put fills it. `again` heals what a crash leaves between them."""

    def write(self, before: Conversation, step: Step, attempt: int) -> Conversation:  # noqa: ARG002 - all are alike
        after = self.take_place(before, step)
        self._items.put(_place(before.id, after.seq), _item(step.line, before), unless_exists=True)
        return after

    def take_place(self, before: Conversation, step: Step) -> Conversation:
        """Move the head on and return it: the line's place is its `seq`, and the head remembers whose it is."""
        assert step.sent is not None
        values: Item = {
            "one": 1,
            "status": step.status,
            "owner": before.owner,
            "sent": [*_stored(step.sent), step.line.id],
        }
        condition = "#status = :status AND #owner = :owner AND "
        if step.sent.n == 1:
            condition += "attribute_not_exists(#sent.#by)"
        else:
            condition += "#sent.#by[0] = :n"
            values["n"] = step.sent.n - 1
        expression = "SET #places.#by = #first, #first = #first + :one, #sent.#by = :sent"
        try:
            item = self._items.update(
                keys.head(before.id), expression, values, names={"by": step.line.by}, when=condition
            )
        except ConditionFailed as failed:
            raise Conflict(None if failed.item is None else _converted(failed.item)) from failed
        return _converted(item)

    def start(self, conversation: Conversation) -> None:
        super().start(conversation)
        self._items.update(keys.head(conversation.id), "SET #places = :places", {"places": {}})

    def again(self, conversation: str, line: Line) -> int | None:
        """Put a line that its sender repeats where the head says it belongs; None when it was not the last of theirs."""
        head = self._items.get(keys.head(conversation))
        if head is None or head["sent"].get(line.by, [None])[-1] != line.id:
            return None
        place: int = head["places"][line.by]
        with contextlib.suppress(ConditionFailed):
            self._items.put(_place(conversation, place), _item(line, _converted(head)), unless_exists=True)
        return place


CANDIDATES: Mapping[str, Make] = {
    "A": HeadAndPages,
    "A after": MovingAfter,
    "B": Transaction,
    "C": PlaceThenLine,
}

HEADS = (200, 420, LARGEST_HEAD_LINES, 3_000)
"""How many bytes of lines "A after" might leave on its head."""


def head_of(largest: int) -> Make:
    """Return "A after" with so many bytes of lines on its head."""
    return lambda client, table: MovingAfter(client, table, largest)


def _place(conversation: str, seq: int) -> Key:
    return Key(keys.conversation(conversation), f"line#{seq:08}")


def _item(line: Line, conversation: Conversation) -> Item:
    return {**_stored(line), "expires_at": conversation.expires_at}


def _stored(value: Line | Sent) -> Any:
    found: Any = msgspec.to_builtins(value, builtin_types=(bytes,))
    return found


def _converted(item: Item) -> Conversation:
    return msgspec.convert({"id": item["pk"].partition("#")[2], **item}, Conversation)


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _serialize(value) for name, value in values.items() if value is not None}


def _now() -> float:
    return NOW


# ------------------------------------------------------------------------------------------------- the measuring


class Figures(NamedTuple):
    """What one conversation cost, without its start: `messages` of them by so many `writers` at once."""

    candidate: str
    messages: int
    writers: int
    calls: int
    before_answers: int
    """Those calls that were made before a message was acknowledged."""
    most_before_answer: int
    """The same of the message that took most."""
    lost: int
    """Attempts that somebody else's message overtook."""
    most_attempts: int
    refused: int
    """Messages that the product would have refused with `unavailable` after its last attempt; they were retried."""
    write_units: float
    read_units: float
    cold_calls: int
    cold_units: float
    items: int
    stored: int
    """Bytes of the conversation's items, names included."""
    lines: Mapping[int, Line]
    """What a cold read returned."""


class _Counting:
    """A client that counts the calls of one writer."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.calls = 0

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        call = getattr(self._client, operation)

        def counted(**request: Any) -> Any:
            self.calls += 1
            return call(**request)

        return counted


class _Writing(NamedTuple):
    before_answer: int
    calls: int
    attempts: int


def measure(cloud: Cloud, candidate: str, make: Make, *, messages: int, writers: int, seed: int = 5) -> Figures:
    """Return what a conversation of so many messages costs. Everything of it is deleted again."""
    table = cloud.environment["JUTTU_TABLE"]
    client = cloud.client("dynamodb")
    conversation = conversation_of(random.Random(seed), writers)
    with cloud.endpoint.own_calls():
        Sockets(Items(client, table, _now)).open(CONNECTION, Listener(conversation=conversation.id), NOW)
        make(client, table).start(conversation)
    before = cloud.meter.read()
    written = _write(client, table, make, conversation, scripts_of(seed, messages, writers))
    wrote = cloud.meter.read() - before
    calls = sum(each.calls for each in written)
    assert calls == sum(wrote.calls.values()), "a call was made that no writer knows of"
    before = cloud.meter.read()
    lines = make(client, table).read(conversation.id)
    cold = cloud.meter.read() - before
    items, stored = emptied(cloud, conversation.id)
    return Figures(
        candidate=candidate,
        messages=messages,
        writers=writers,
        calls=calls,
        before_answers=sum(each.before_answer for each in written),
        most_before_answer=max(each.before_answer for each in written),
        lost=sum(each.attempts - 1 for each in written),
        most_attempts=max(each.attempts for each in written),
        refused=sum((each.attempts - 1) // ATTEMPTS for each in written),
        write_units=float(sum(wrote.write_units.values())),
        read_units=float(sum(wrote.read_units.values())),
        cold_calls=sum(cold.calls.values()),
        cold_units=float(sum(cold.read_units.values())),
        items=items,
        stored=stored,
        lines=lines,
    )


def conversation_of(chance: random.Random, writers: int) -> Conversation:
    """Return a conversation that an agent has just taken: two lines, two sockets, one opening in the log."""
    start = NOW * 1000
    expires_at = retention.expires_at(NOW, "Europe/Helsinki")
    first = rules.said(
        by=VISITOR, id=client_id(chance), n=1, text=text(chance), masked=(), asks_copy=False, now=start - 60_000
    )
    waiting = rules.start(
        key=client_id(chance) * 2,
        site="demo",
        language="fi",
        queue="general",
        line=first,
        now=first.at,
        expires_at=expires_at,
        expires_on=retention.expires_on(expires_at, "Europe/Helsinki"),
    )
    agents = {name: name.title().replace(".", " ") for name in _names(max(2, writers))[1:]}
    return msgspec.structs.replace(
        waiting,
        status="active",
        owner="agent.a",
        aliases=agents,
        newest=(first, Line(kind="joined", by="agent.a", at=start - 30_000)),
        sockets={
            CONNECTION: OpenSocket(VISITOR, start - 59_000),
            "AgentSocket001=": OpenSocket("agent.a", start - 29_000, "5" * 22, start + 1_800_000),
        },
        opened={"service/agent.a": start - 30_000},
    )


def _names(writers: int) -> list[str]:
    return [VISITOR, *(f"agent.{chr(ord('a') + number)}" for number in range(writers - 1))]


def scripts_of(seed: int, messages: int, writers: int) -> list[list[Line]]:
    """Return what each writer will say, in their order."""
    scripts: list[list[Line]] = []
    for number, name in enumerate(_names(writers)):
        chance = random.Random(f"{seed} {name}")
        at = NOW * 1000
        script: list[Line] = []
        said_before = 1 if name == VISITOR else 0
        for n in range(len(range(number, messages, writers))):
            # A person needs their time to write; it also keeps the script within the limits.
            at += chance.randrange(4_000, 25_000)
            line = rules.said(
                by=name,
                id=client_id(chance),
                n=n + 1 + said_before,
                text=text(chance),
                masked=(),
                asks_copy=False,
                now=at,
            )
            script.append(line)
        scripts.append(script)
    return scripts


def text(chance: random.Random) -> str:
    """Return something of 20 to 300 characters."""
    length = chance.randint(20, 300)
    words = " ".join(chance.choices(_WORDS, k=60)).capitalize()
    return words[: length - 1].rstrip() + "."


def client_id(chance: random.Random) -> str:
    """Return what a browser would call a message."""
    return "".join(chance.choices("ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz0123456789", k=22))


def _write(
    client: Any, table: str, make: Make, conversation: Conversation, scripts: Iterable[Sequence[Line]]
) -> list[_Writing]:
    """Let all writers write at once; return what each message took."""
    scripts = [script for script in scripts if script]
    together = threading.Barrier(len(scripts))

    def writer(script: Sequence[Line]) -> list[_Writing]:
        counting = _Counting(client)
        store = make(counting, table)
        together.wait()
        return [_say(store, counting, conversation.id, line) for line in script]

    with ThreadPoolExecutor(len(scripts)) as threads:
        return [each for written in threads.map(writer, scripts) for each in written]


def _say(store: Candidate, counting: _Counting, conversation: str, line: Line) -> _Writing:
    """Do what `talking.say` does with the table, and go on beyond its last attempt."""
    before = counting.calls
    seen = store.look(conversation)
    for attempt in range(1_000):
        try:
            after = store.write(seen, rules.say(seen, line, LIMITS), attempt % ATTEMPTS)
        except Conflict as conflict:
            seen = conflict.now or seen
            continue
        answered = counting.calls - before
        store.tidy(after)
        return _Writing(answered, counting.calls - before, attempt + 1)
    raise Contended(line.by)


def emptied(cloud: Cloud, conversation: str) -> tuple[int, int]:
    """Delete everything and return how many items, and bytes, the conversation had."""
    client, table = cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"]
    count = stored = 0
    with cloud.endpoint.own_calls():
        for item in client.scan(TableName=table, ConsistentRead=True)["Items"]:
            if item["pk"]["S"] == keys.conversation(conversation):
                count += 1
                stored += capacity.item_size(item)
            client.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})
    return count, stored


def check(figures: Figures, scripts: Iterable[Sequence[Line]]) -> None:
    """Return when the conversation is whole: places without a gap, each sender's order kept, nothing twice."""
    lines = figures.lines
    assert sorted(lines) == list(range(1, figures.messages + 3)), "places are not dense"
    in_order = [lines[seq] for seq in sorted(lines)]
    for script in scripts:
        for_sender = [line for line in in_order if script and line.by == script[0].by and line.id is not None]
        assert for_sender[-len(script) :] == list(script), "a sender's order or words were lost"
    ids = [line.id for line in in_order if line.id is not None]
    assert len(ids) == len(set(ids)), "a message is there twice"


def measured(
    cloud: Cloud, candidates: Mapping[str, Make], messages: Iterable[int], writers: Sequence[int], seed: int = 5
) -> Iterator[Figures]:
    """Return the checked figures of every combination, candidates side by side."""
    for count in messages:
        for at_once in writers:
            if at_once > count:
                # Five messages keep five writers busy, not ten.
                continue
            for name, make in candidates.items():
                figures = measure(cloud, name, make, messages=count, writers=at_once, seed=seed)
                check(figures, scripts_of(seed, count, at_once))
                yield figures


# ------------------------------------------------------------------------------------------------- the table

_COLUMNS = {
    "messages": 8,
    "writers": 7,
    "": 10,
    "calls each": 10,
    "before answer": 13,
    "at most": 7,
    "lost": 4,
    "refused": 7,
    "write units": 11,
    "to A": 5,
    "read units": 10,
    "cold calls": 10,
    "cold units": 10,
    "items": 5,
    "bytes": 6,
    "to A ": 5,
}
"""Headings and their widths; each row is printed when it is measured."""


def table_of(rows: Iterable[Figures], standard: str) -> Iterator[str]:
    """Return the lines of a Markdown table, each as soon as it is measured.

    `to A` is the ratio of the column before it to the candidate named `standard`, which comes first of its kind.
    """
    yield _line(name.strip() for name in _COLUMNS)
    yield _line("-" * (width - 1) + ":" for width in _COLUMNS.values())
    beside: Figures | None = None
    for each in rows:
        if each.candidate == standard:
            beside = each
        assert beside is not None, f"{standard} is not the first"
        yield _line(_cells(each, beside))


def _cells(each: Figures, beside: Figures) -> Iterator[str]:
    yield str(each.messages)
    yield str(each.writers)
    yield each.candidate
    yield f"{each.calls / each.messages:.2f}"
    yield f"{each.before_answers / each.messages:.2f}"
    yield str(each.most_before_answer)
    yield str(each.lost)
    yield str(each.refused)
    yield f"{each.write_units:g}"
    yield f"{each.write_units / beside.write_units:.2f}"
    yield f"{each.read_units:g}"
    yield str(each.cold_calls)
    yield f"{each.cold_units:g}"
    yield str(each.items)
    yield str(each.stored)
    yield f"{each.stored / beside.stored:.2f}"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.rjust(width) for cell, width in zip(cells, _COLUMNS.values(), strict=True)) + " |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables. Return the exit code of the process."""
    parser = argparse.ArgumentParser(prog="python -m bench.storage", description="Measures the storage candidates.")
    parser.add_argument("--seed", type=int, default=5, help="what texts, ids and pauses come from")
    parser.add_argument("--messages", type=int, nargs="+", default=[5, 20, 200])
    parser.add_argument("--writers", type=int, nargs="+", default=[1, 2, 5, 10])
    chosen = parser.parse_args(arguments)
    # First of its kind, because the others are set against it.
    heads = {"A": CANDIDATES["A"], **{f"after {largest}": head_of(largest) for largest in HEADS}}
    few = [each for each in chosen.writers if each <= 2]
    with Cloud.start(clock=Clock(stopped_at=NOW)) as cloud:
        print("The candidates\n")
        for line in table_of(measured(cloud, CANDIDATES, chosen.messages, chosen.writers, chosen.seed), "A"):
            print(line, flush=True)
        print("\nA beside moves after the answer, when there are so many bytes of lines on the head\n")
        for line in table_of(measured(cloud, heads, chosen.messages, few, chosen.seed), "A"):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
