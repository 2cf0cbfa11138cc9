"""What may happen in a conversation next."""

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.chat import conversation as rules
from chalicelib.chat.conversation import Conversation, Line, Sent, Step
from chalicelib.chat.errors import AlreadyTaken, ConversationClosed, EmptyMessage, OutOfOrder, TooMany
from chalicelib.chat.limits import LIMITS

keys = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=43, max_size=43)
START = 1_795_600_000_000


def line(by: str = "visitor", n: int = 1, now: int = START, text: str = "Hei") -> Line:
    return rules.said(by=by, id=f"{by}-{n:08}", n=n, text=text, masked=(), asks_copy=False, now=now)


def started() -> Conversation:
    return rules.start(
        key="k" * 43,
        site="demo",
        language="fi",
        queue="general",
        line=line(),
        now=START,
        expires_at=START // 1000 + 5_000_000,
        expires_on="2027-01-25",
    )


@given(closed_at=st.integers(0, 2**45), now=st.integers(0, 2**45))
@example(closed_at=START, now=START + LIMITS.closed_listed_seconds * 1000)
@example(closed_at=START, now=START + LIMITS.closed_listed_seconds * 1000 - 1)
def test_a_closed_conversation_is_listed_until_seven_days_after_its_end(closed_at: int, now: int) -> None:
    listed = closed_at >= rules.listed_closed_since(now, LIMITS)

    assert listed == (now - closed_at < 7 * 24 * 3600 * 1000)


def applied(before: Conversation, step: Step | None) -> Conversation:
    """Return the conversation after a step, as storing it gives it."""
    assert step is not None
    sent = before.sent if step.sent is None else {**before.sent, step.line.by: step.sent}
    aliases = before.aliases if step.alias is None else {**before.aliases, step.owner or "": step.alias}
    return msgspec.structs.replace(
        before,
        newest=(*before.newest, step.line),
        status=step.status,
        owner=step.owner,
        sent=sent,
        aliases=aliases,
        closed_by=step.closed_by or before.closed_by,
    )


@given(keys)
def test_an_id_is_sixteen_characters_that_nobody_mistakes_and_is_always_the_same(key: str) -> None:
    assert rules.id_of(key) == rules.id_of(key)
    assert len(rules.id_of(key)) == 16
    assert set(rules.id_of(key)) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@given(keys, keys)
def test_different_keys_open_different_conversations(one: str, other: str) -> None:
    assert (rules.id_of(one) == rules.id_of(other)) == (one == other)
    assert (rules.hash_of(one) == rules.hash_of(other)) == (one == other)


@given(keys)
def test_a_rights_code_is_known_however_it_is_typed(key: str) -> None:
    code = rules.rights_code_of(key)

    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert rules.rights_hash_of(code.lower().replace("-", " ")) == rules.rights_hash_of(code)
    assert rules.rights_hash_of(code) != rules.hash_of(key)


def test_browsers_derive_the_same_rights_code_from_a_key() -> None:
    """`web/widget/rights.test.ts` has the same one."""
    assert rules.rights_code_of("k" * 43) == "MMQ2-YA2N-Z4ZJ"


@given(
    st.lists(st.tuples(st.sampled_from(["visitor", "agent.a", "take", "close"]), st.integers(0, 30_000)), max_size=60)
)
def test_whatever_happens_order_is_dense_counts_are_right_and_nothing_follows_the_close(
    moves: list[tuple[str, int]],
) -> None:
    conversation, now = started(), START
    for move, later in moves:
        now += later
        closed_before = conversation.status == "closed"
        try:
            if move == "take":
                step = rules.take(conversation, "agent.a", "A", now)
            elif move == "close":
                step = rules.close(conversation, "agent.a", now)
            else:
                n = conversation.sent.get(move, Sent()).n + 1
                step = rules.say(conversation, line(move, n, now), LIMITS)
        except (ConversationClosed, TooMany):
            continue
        assert not (closed_before and step is not None)
        if step is not None:
            conversation = applied(conversation, step)

    assert conversation.seq == len(conversation.newest)
    for sender, sent in conversation.sent.items():
        own = [each.n for each in conversation.newest if each.by == sender and each.kind == "said"]
        assert own == list(range(1, sent.n + 1))
    assert sum(each.kind == "closed" for each in conversation.newest) <= 1
    if conversation.status == "closed":
        assert conversation.newest[-1].kind == "closed"


@given(st.lists(st.integers(0, 4_000), min_size=1, max_size=80))
@example([0, 0, 0, 0, 1000, 0, 0, 0, 0, 0, 4000, 0, 35, 71, 197, 193, 193, 42, 0, 160, 249, 254, 67, 0, 539])
def test_whoever_waits_as_told_is_heard(pauses: list[int]) -> None:
    conversation, now, n = started(), START, 1
    for pause in pauses:
        now += pause
        try:
            step = rules.say(conversation, line("visitor", n + 1, now), LIMITS)
        except TooMany as refused:
            now += refused.data["retry_after"] * 1000
            step = rules.say(conversation, line("visitor", n + 1, now), LIMITS)
        n += 1
        conversation = applied(conversation, step)

    times = [each.at for each in conversation.newest]
    for at in times:
        assert sum(at - 60_000 < other <= at for other in times) <= LIMITS.messages_a_minute
        assert sum(at - 3_000 < other <= at for other in times) <= LIMITS.messages_in_a_burst


@pytest.mark.parametrize("n", [3, 4, 1_000_000])
def test_a_count_that_leaves_one_out_is_told_the_next(n: int) -> None:
    with pytest.raises(OutOfOrder) as refused:
        rules.say(started(), line(n=n), LIMITS)

    assert refused.value.data == {"expected": 2}
    ids = (rules.id_digest("visitor-00000001"), rules.id_digest("visitor-00000002"))
    assert rules.say(started(), line(n=2), LIMITS).sent == Sent(2, (START, START), ids)


def test_a_message_that_is_there_is_known_by_its_id_whatever_count_comes_with_it() -> None:
    conversation = started()
    for n in range(2, 11):
        conversation = applied(conversation, rules.say(conversation, line(n=n, now=START + n * 10_000), LIMITS))

    for n in range(11 - rules.IDS_KEPT, 11):
        again = msgspec.structs.replace(line(n=n), n=11)
        assert rules.count_of(conversation, again) == n
    assert rules.count_of(conversation, line(n=3)) == 3
    assert rules.count_of(conversation, line(n=11)) is None
    assert rules.count_of(conversation, line(by="agent.a", n=1)) is None


def test_what_seems_to_come_from_the_future_blocks_nobody() -> None:
    conversation, ahead = started(), START + 3_600_000
    for n in range(2, 7):
        conversation = applied(conversation, rules.say(conversation, line(n=n, now=ahead + n), LIMITS))
    with pytest.raises(TooMany):
        rules.say(conversation, line(n=7, now=ahead + 7), LIMITS)

    assert rules.say(conversation, line(n=7, now=START + 1), LIMITS).line.n == 7


def test_an_open_conversation_is_taken_once() -> None:
    taken = applied(started(), rules.take(started(), "agent.a", "A", START))

    assert rules.take(taken, "agent.a", "A", START) is None
    with pytest.raises(AlreadyTaken) as refused:
        rules.take(taken, "agent.b", "B", START)
    assert refused.value.data == {"alias": "A"}


def test_a_closed_conversation_cannot_be_taken_and_closing_again_changes_nothing() -> None:
    closed = applied(started(), rules.close(started(), "visitor", START))

    assert rules.close(closed, "visitor", START) is None
    with pytest.raises(ConversationClosed):
        rules.take(closed, "agent.a", "A", START)


def test_nothing_is_said_24_hours_after_the_start() -> None:
    last = START + 24 * 3600 * 1000 - 1

    assert rules.say(started(), line(n=2, now=last), LIMITS).line.at == last
    with pytest.raises(ConversationClosed):
        rules.say(started(), line(n=2, now=last + 1), LIMITS)


UNSEEN = "\u200b\u2060\u3164\u2800\ufe0f\u034f\u00ad\u202e\u00a0\u3000 \n\t\U000e0041\U000e007f"


@given(st.text(UNSEEN, max_size=20))
@example("\u2060\ufeff")
def test_what_has_nothing_to_see_is_no_message_however_it_is_put_together(text: str) -> None:
    with pytest.raises(EmptyMessage):
        rules.check_text(text, LIMITS)


@given(st.text(UNSEEN, max_size=20), st.sampled_from("aÄ.👋❤ｱ漢ا1"), st.text(UNSEEN, max_size=20))
def test_one_character_that_is_seen_makes_it_a_message(before: str, seen: str, after: str) -> None:
    rules.check_text(before + seen + after, LIMITS)


def test_an_id_is_known_under_its_own_count_for_good_and_under_another_among_the_newest_four() -> None:
    conversation = started()
    for n in range(2, 12):
        said = line(n=n, now=START + n * 10_000)
        conversation = applied(conversation, rules.say(conversation, said, LIMITS))

    def known(n: int, under: int) -> int | None:
        return rules.count_of(conversation, msgspec.structs.replace(line(n=n), n=under))

    assert [known(n, n) for n in range(1, 12)] == list(range(1, 12))
    assert [known(n, 12) for n in range(1, 12)] == [None] * 7 + [8, 9, 10, 11]
