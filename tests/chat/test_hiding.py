"""Who may hide which message, and what then stands in its place."""

import msgspec
import pytest

from chalicelib.chat import hiding
from chalicelib.chat.conversation import Line
from chalicelib.chat.errors import Malformed, NotFound
from chalicelib.chat.wire import HidingGround

SAID = Line(
    kind="said", by="visitor", at=1, text="Tilini on", id="message-1", n=1, masked=("payment_card",), asks_copy=True
)
ANSWERED = msgspec.structs.replace(SAID, by="agent.a")
CORRECTED = msgspec.structs.replace(SAID, kind="corrected", about=1, n=None)
COMMENTED = msgspec.structs.replace(SAID, kind="rated", score=2, n=None)
RATED = msgspec.structs.replace(COMMENTED, text=None)
JOINED = Line(kind="joined", by="agent.a", at=1)

MAY: list[tuple[str, Line, HidingGround | None]] = [
    ("visitor", SAID, None),
    ("visitor", CORRECTED, None),
    ("visitor", COMMENTED, None),
    ("agent.a", SAID, None),
    ("agent.a", CORRECTED, None),
    ("agent.a", COMMENTED, None),
    ("agent.a", ANSWERED, "personal_data"),
]


@pytest.mark.parametrize(("by", "line", "ground"), MAY)
def test_what_is_hidden_is_gone_with_what_hints_at_it_and_says_who_hid_it(
    by: str, line: Line, ground: HidingGround | None
) -> None:
    found = hiding.hidden(line, by, ground, 7)

    side = "visitor" if by == "visitor" else "agent"
    assert found == msgspec.structs.replace(
        line, text=hiding.DOTS, masked=(), asks_copy=False, hidden_by=side, hidden_at=7
    )


@pytest.mark.parametrize(("by", "line", "ground"), MAY)
def test_what_is_hidden_stays_as_it_was_hidden_first(by: str, line: Line, ground: HidingGround | None) -> None:
    found = hiding.hidden(line, by, ground, 7)

    assert hiding.hidden(found, by, ground, 8) == found


@pytest.mark.parametrize(
    ("by", "line"),
    [
        ("visitor", ANSWERED),
        ("agent.b", ANSWERED),
        ("visitor", RATED),
        ("agent.a", JOINED),
        ("visitor", JOINED),
        ("visitor", None),
    ],
)
def test_what_is_not_ones_to_hide_is_not_found_whatever_ground_is_given(by: str, line: Line | None) -> None:
    for ground in (None, "personal_data"):
        with pytest.raises(NotFound):
            hiding.hidden(line, by, ground, 7)


def test_an_agents_own_message_is_hidden_for_a_ground_only() -> None:
    with pytest.raises(Malformed) as refused:
        hiding.hidden(ANSWERED, "agent.a", None, 7)

    assert refused.value.data == {"where": "$.ground"}
    assert hiding.hidden(ANSWERED, "agent.a", "personal_data", 7).text == hiding.DOTS
