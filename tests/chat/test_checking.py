"""The challenge of a busy network: made for it alone, never stored, answered by work."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat import checking

KEY, NETWORK, NOW, NONCE = b"k" * 32, "192.0.2.0/24", 1_795_600_000, "abcdefgh"
networks = st.sampled_from(["192.0.2.0/24", "198.51.100.0/24", "2001:db8::/56"])


def answer_to(challenge: str, bits: int) -> str:
    return next(f"{n}" for n in range(1_000_000) if checking.solves(challenge, f"{n}", bits))


@given(networks, st.integers(0, 10**11))
def test_a_challenge_is_known_to_the_network_that_it_was_made_for(network: str, now: int) -> None:
    assert checking.issued_at(KEY, network, checking.made(KEY, network, now, NONCE)) == now


@given(networks, networks, st.binary(min_size=1, max_size=32))
def test_and_to_no_other_and_under_no_other_key(one: str, other: str, key: bytes) -> None:
    challenge = checking.made(KEY, one, NOW, NONCE)

    assert (checking.issued_at(KEY, other, challenge) is None) == (one != other)
    assert checking.issued_at(key, one, challenge) is None


@given(st.text(max_size=80))
def test_what_was_never_made_is_no_challenge(text: str) -> None:
    assert checking.issued_at(KEY, NETWORK, text) is None


@given(st.integers(0, 60), st.characters(categories=("L", "N", "P")))
def test_a_changed_challenge_is_none(at: int, character: str) -> None:
    challenge = checking.made(KEY, NETWORK, NOW, NONCE)
    at %= len(challenge)
    changed = challenge[:at] + character + challenge[at + 1 :]

    assert checking.issued_at(KEY, NETWORK, changed) is None or changed == challenge


def test_an_answer_has_as_many_zero_bits_as_were_asked_for() -> None:
    challenge = checking.made(KEY, NETWORK, NOW, NONCE)
    answer = answer_to(challenge, 10)
    digest = hashlib.sha256(f"{challenge}:{answer}".encode()).hexdigest()

    assert int(digest, 16) >> 246 == 0
    assert checking.solves(challenge, "", 0)
    assert not checking.solves(challenge, answer, 256)
    assert not checking.solves(checking.made(KEY, NETWORK, NOW, "otherone"), answer, 24)
