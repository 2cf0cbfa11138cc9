"""Whoever talks through an upgrade on the emulator: as the product's clients, nothing they say is lost, doubled or out of order."""

import itertools
from collections import deque
from typing import Any

import pytest

from cloud import __main__
from cloud.hands import Failed
from cloud.talking import Clock, Talker

HERE = "0123456789abcdef"


def entry(seq: int, text: str, name: str = "") -> dict[str, Any]:
    return {"seq": seq, "kind": "said", "by": "visitor", "id": name or f"another-{seq}", "text": text}


def said(seq: int, text: str, name: str) -> dict[str, Any]:
    return {"is": "said", "conversation": HERE, "entry": entry(seq, text, name)}


def told(seq: int, text: str = "") -> dict[str, Any]:
    return {"is": "told", "conversation": HERE, "seq": seq, **({"entry": entry(seq, text)} if text else {})}


def history(*entries: dict[str, Any], more: bool = False) -> dict[str, Any]:
    return {"is": "history", "facts": {"conversation": HERE, "seq": len(entries)}, "entries": entries, "more": more}


class Script:
    """A socket on which each frame that is sent has the next of these answers."""

    def __init__(self, *answers: list[dict[str, Any]]) -> None:
        self.sent: list[dict[str, Any]] = []
        self.answers = iter(answers)
        self.waiting: deque[dict[str, Any]] = deque()

    def send(self, frame: dict[str, Any]) -> None:
        self.sent.append(frame)
        self.waiting.extend(next(self.answers))

    def receive(self, seconds: float) -> dict[str, Any]:
        return self.waiting.popleft() if self.waiting else {}

    def close(self) -> None:
        """Nobody is at the other end."""


def talker(socket: Script) -> Talker:
    looks = itertools.count()
    made = Talker(HERE, lambda: socket, "message", clock=Clock(lambda: next(looks), lambda _: None))
    made.opens()
    return made


def test_what_is_not_answered_is_sent_again_as_it_was() -> None:
    socket = Script([history()], [], [said(1, "Hei", "message-001")])
    made = talker(socket)
    made.says("Hei")
    made.is_answered()

    assert socket.sent[1] == socket.sent[2]
    assert (made.acknowledged, made.texts, made.repeated) == (["Hei"], ["Hei"], 1)


def test_what_is_refused_for_a_while_is_sent_again_and_what_is_refused_for_good_is_not() -> None:
    refused = {"is": "refused", "conversation": HERE, "id": "message-001", "sentence": ""}
    socket = Script([history()], [{**refused, "code": "unavailable"}], [{**refused, "code": "conversation_closed"}])
    made = talker(socket)
    made.says("Hei")

    with pytest.raises(Failed, match="conversation_closed"):
        made.is_answered()
    assert (len(socket.sent), made.acknowledged) == (3, [])


def test_the_answer_to_an_earlier_message_is_none_to_this_one() -> None:
    socket = Script([history()], [said(1, "Hei", "message-000")], [said(2, "Moi", "message-001")])
    made = talker(socket)
    made.says("Moi")
    made.is_answered()

    assert made.repeated == 1


def test_whatever_was_not_told_is_asked_for() -> None:
    for last in (told(3, "Kolme"), told(3)):
        rest = history(entry(2, "Kaksi"), entry(3, "Kolme"))
        socket = Script([history(entry(1, "Yksi")), last], [rest])
        made = talker(socket)
        made.hears(["Kolme"])

        assert made.texts == ["Yksi", "Kaksi", "Kolme"]
        assert socket.sent[1]["after"] == 1


def test_what_is_nowhere_is_missed() -> None:
    made = talker(Script([history()], [history()]))

    with pytest.raises(Failed, match="Hei is not in the conversation"):
        made.hears(["Hei"])


def test_a_history_is_read_to_its_end() -> None:
    socket = Script([history(entry(1, "Yksi"), more=True)], [history(entry(2, "Kaksi"))])

    assert talker(socket).texts == ["Yksi", "Kaksi"]


def test_two_entries_in_one_place_are_seen() -> None:
    made = talker(Script([history(entry(1, "Yksi")), told(1, "Yksi"), {**told(1), "entry": entry(1, "Kaksi", "b")}]))

    with pytest.raises(Failed, match="one place"):
        made.hears(["Kaksi"])


def test_how_long_each_part_took_is_told_with_the_sum() -> None:
    lines = ["  walk        61 s", "  deploy       9 s", "  together    70 s"]

    assert list(__main__.times({"walk": 61.4, "deploy": 9.0})) == lines
