"""Whatever arrives, it is one of the wire's values or a refusal: never another exception, never a surprise."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat.errors import Malformed, TooLarge
from chalicelib.chat.limits import LIMITS, Limits
from chalicelib.chat.wire import ClientFrame, Ping, Say
from chalicelib.entrypoints.decoding import decode

SAY = {"do": "say", "conversation": "7K3M9QWX0A1BC2D3", "id": "client-1", "n": 1, "text": "Hei"}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
broken = st.text(alphabet='{}[]":,\\u0aNI-e.\ud800 ')


def decoded(raw: bytes | str) -> Any:
    """Return what `raw` is as a frame, or its refusal; anything else that is raised is a fault."""
    try:
        return decode(raw, ClientFrame)
    except (Malformed, TooLarge) as refusal:
        return refusal


def test_a_frame_is_decoded_by_what_it_does() -> None:
    assert decoded(json.dumps(SAY)) == msgspec.convert(SAY, Say)
    assert decoded(b'{"do": "ping"}') == Ping()


@pytest.mark.parametrize("do", ["", "history", "shout", None, 1])
def test_a_frame_that_does_nothing_of_ours_is_refused(do: Any) -> None:
    assert isinstance(decoded(json.dumps({"do": do})), Malformed)


def test_what_stands_for_bytes_that_are_no_utf_8_is_refused_and_said_escaped() -> None:
    raw = json.dumps({**SAY, "text": "caf\ufffd"})
    said = decoded(raw)

    assert isinstance(said, Say)
    assert said.text == "caf\ufffd"
    for replaced in (raw.replace("\\ufffd", "\ufffd"), raw.replace("\\ufffd", "\ufffd").encode(), f"\ufffd{raw}"):
        refused = decoded(replaced)
        assert isinstance(refused, Malformed)
        assert refused.data == {"where": "$"}


@given(raw=st.binary() | st.text() | broken)
def test_noise_is_refused(raw: bytes | str) -> None:
    assert isinstance(decoded(raw), Malformed | TooLarge)


@given(changed=st.dictionaries(st.sampled_from([*SAY, "more"]), json_values, min_size=1))
def test_a_frame_with_anything_in_it_is_a_frame_or_refused(changed: dict[str, Any]) -> None:
    found = decoded(json.dumps({**SAY, **changed}))

    assert isinstance(found, ClientFrame | Malformed | TooLarge)
    if isinstance(found, Malformed):
        assert len(found.data["where"]) <= 64
        assert found.data["where"].isprintable()


@given(depth=st.integers(1, 8_000), shape=st.sampled_from([("[", "]"), ('{"a":', "}")]))
def test_depth_is_counted_and_not_walked(depth: int, shape: tuple[str, str]) -> None:
    before, after = shape
    raw = before * depth + "1" + after * depth
    fits = depth <= LIMITS.json_depth

    try:
        decode(raw, Any, Limits(frame_bytes=1_000_000))
    except Malformed:
        assert not fits
    else:
        assert fits


@given(text=st.text(max_size=500))
def test_every_text_comes_through_as_it_was(text: str) -> None:
    for ascii_only in (True, False):
        found = decoded(json.dumps({**SAY, "text": text}, ensure_ascii=ascii_only))

        assert isinstance(found, Say)
        assert found.text == text


@pytest.mark.parametrize("escaped", ["\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800"])
def test_half_a_character_is_refused(escaped: str) -> None:
    assert isinstance(decoded(json.dumps(SAY).replace("Hei", "\\ud83d\\ude00")), Say)
    assert isinstance(decoded(json.dumps(SAY).replace("Hei", escaped)), Malformed)
