import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.gateway.frames import FrameMeter


def frame(length: int) -> bytes:
    """Return a masked text frame with a payload of that many bytes, as a client sends it."""
    if length < 126:
        size = bytes([0x80 | length])
    elif length < 65536:
        size = bytes([0x80 | 126]) + struct.pack("!H", length)
    else:
        size = bytes([0x80 | 127]) + struct.pack("!Q", length)
    return b"\x81" + size + b"mask" + b"\xff" * length


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65535, 65536])
def test_a_frame_at_the_limit_passes_and_one_byte_more_does_not(length: int) -> None:
    assert not FrameMeter(length).exceeded(frame(length))
    assert FrameMeter(length).exceeded(frame(length + 1))


@given(lengths=st.lists(st.integers(0, 300), max_size=8), cuts=st.lists(st.integers(1, 50), min_size=1))
def test_frames_are_found_however_the_bytes_are_cut(lengths: list[int], cuts: list[int]) -> None:
    meter = FrameMeter(300)
    left = b"".join(map(frame, [*lengths, 301]))
    exceeded = []
    place = 0
    while left:
        cut = cuts[place % len(cuts)]
        exceeded.append((meter.exceeded(left[:cut]), len(left)))
        left, place = left[cut:], place + 1
        if exceeded[-1][0]:
            break

    # Only the last frame is too long, and it is seen while its header passes, before its payload.
    assert exceeded[-1][0]
    assert exceeded[-1][1] > 301
