"""What a busy network does for one more conversation: work that grows to a bound, and a challenge made for it alone."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat import checking
from chalicelib.chat.checking import Began, Challenge, Work
from chalicelib.chat.limits import LIMITS

KEY, NETWORK, NOW, NONCE = b"k" * 32, "192.0.2.0/24", 1_795_600_000, "abcdefgh"
networks = st.sampled_from(["192.0.2.0/24", "198.51.100.0/24", "2001:db8::/56"])


def challenge_of(now: int = NOW, nonce: str = NONCE, seconds: int = 20, bits: int = 14) -> Challenge:
    return Challenge(issued_at=now, nonce=nonce, work=Work(seconds=seconds, bits=bits))


def written(network: str = NETWORK, now: int = NOW, bits: int = 14) -> str:
    return checking.made(KEY, network, challenge_of(now, bits=bits))


def answer_to(challenge: str, bits: int) -> str:
    return next(f"{n}" for n in range(1_000_000) if checking.solves(challenge, f"{n}", bits))


@given(networks, st.integers(0, 10**11), st.integers(0, 9_999), st.integers(0, 99))
def test_a_challenge_is_known_with_its_terms_to_the_network_that_it_was_made_for(
    network: str, now: int, seconds: int, bits: int
) -> None:
    challenge = challenge_of(now, seconds=seconds, bits=bits)

    assert checking.read(KEY, network, checking.made(KEY, network, challenge)) == challenge


@given(networks, networks, st.binary(min_size=1, max_size=32))
def test_and_to_no_other_and_under_no_other_key(one: str, other: str, key: bytes) -> None:
    assert (checking.read(KEY, other, written(one)) is None) == (one != other)
    assert checking.read(key, one, written(one)) is None


@given(st.text(max_size=80))
def test_what_was_never_made_is_no_challenge(text: str) -> None:
    assert checking.read(KEY, NETWORK, text) is None


@given(st.integers(0, 70), st.characters(categories=("L", "N", "P")))
def test_a_changed_challenge_is_none(at: int, character: str) -> None:
    challenge = written()
    at %= len(challenge)
    changed = challenge[:at] + character + challenge[at + 1 :]

    assert checking.read(KEY, NETWORK, changed) is None or changed == challenge


def test_an_answer_has_as_many_zero_bits_as_were_asked_for() -> None:
    challenge = written()
    answer = answer_to(challenge, 10)
    digest = hashlib.sha256(f"{challenge}:{answer}".encode()).hexdigest()

    assert int(digest, 16) >> 246 == 0
    assert checking.solves(challenge, "", 0)
    assert not checking.solves(challenge, answer, 256)
    assert not checking.solves(written(now=NOW + 1), answer, 24)


def test_a_challenge_fits_into_the_frame_that_answers_it() -> None:
    longest = checking.made(KEY, NETWORK, challenge_of(10**12 - 1, "n" * 16, 9_999, 99))

    assert len(longest) <= 128


# ------------------------------------------------------------------------------------------------------- the work


def test_the_first_of_an_hour_are_free_and_the_next_is_not() -> None:
    assert checking.work(LIMITS.conversations_an_hour - 1, LIMITS) is None
    assert checking.work(LIMITS.conversations_an_hour, LIMITS) == Work(seconds=20, bits=14)


@given(st.integers(5, 100_000))
def test_the_work_grows_with_what_was_started_and_never_beyond_what_a_person_bears(started: int) -> None:
    one, next_ = checking.work(started, LIMITS), checking.work(started + 1, LIMITS)

    assert one is not None
    assert next_ is not None
    assert 20 <= one.seconds <= next_.seconds <= LIMITS.check_seconds_most == 60
    assert 14 <= one.bits <= next_.bits <= LIMITS.check_bits_most == 17


def test_the_work_has_grown_by_a_step_after_so_many_more() -> None:
    assert checking.work(9, LIMITS) == Work(seconds=20, bits=14)
    assert checking.work(10, LIMITS) == Work(seconds=30, bits=15)
    assert checking.work(1_000, LIMITS) == Work(seconds=60, bits=17)


def test_whoever_waited_and_worked_as_told_passes_until_the_challenge_is_old() -> None:
    text = written(bits=8)
    challenge, answer = checking.read(KEY, NETWORK, text), answer_to(text, 8)
    assert challenge is not None
    times = [NOW + 19, NOW + 20, NOW + LIMITS.check_lasts_seconds - 1, NOW + LIMITS.check_lasts_seconds]

    passed = [checking.passes(challenge, text, answer, now, LIMITS) for now in times]
    assert passed == [False, True, True, False]
    wrong = next(f"{n}" for n in range(1_000) if not checking.solves(text, f"{n}", 8))
    assert not checking.passes(challenge, text, wrong, NOW + 20, LIMITS)


def test_what_was_started_an_hour_ago_is_not_lately() -> None:
    begun = [Began(at, f"{at}") for at in (0, 1, 3_600_000)]

    assert checking.lately(begun, 3_600_000) == begun[1:]
