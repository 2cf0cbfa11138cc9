"""One order of the conversation by e-mail: its states, its code, its address, its limits."""

import itertools
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat import transcript
from chalicelib.chat.conversation import SYSTEM, VISITOR, Line
from chalicelib.chat.errors import (
    AddressInvalid,
    CodeExpired,
    NothingToConfirm,
    TranscriptLimit,
    TranscriptTooEarly,
    WrongCode,
)
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.transcript import Outcome, TranscriptOrder
from chalicelib.chat.wire import Transcript, TranscriptState

NOW = 1_795_600_000_000
OFFERED = TranscriptOrder(conversation="0123456789ABCDEF", order=1, state="offered", at=NOW, expires_at=1_800_000_000)
ORDERED = transcript.ordered(OFFERED, "maija@example.com", NOW)
CODED = transcript.coded(ORDERED, "123456", NOW)
STATES: tuple[TranscriptState, ...] = get_args(TranscriptState)

states = st.sampled_from(STATES)
outcomes: st.SearchStrategy[Outcome] = st.sampled_from(get_args(Outcome))


def in_state(state: TranscriptState, **more: Any) -> TranscriptOrder:
    return msgspec.structs.replace(CODED, state=state, **more)


def said(by: str, text: str = "Hei") -> Line:
    return Line(kind="said", by=by, at=NOW, text=text)


# ------------------------------------------------------------------------------------------------- states


def test_every_state_of_the_wire_has_its_place() -> None:
    assert set(transcript.NEXT) == set(STATES)
    assert set(itertools.chain(*transcript.NEXT.values())) == set(STATES) - {"offered"}


def test_the_straight_way_leads_from_the_offer_to_the_delivery() -> None:
    order = OFFERED
    for state in ("ordered", "confirmed", "sending", "sent", "delivered"):
        order = transcript.moved(order, state, NOW + 1)

    assert (order.state, order.at) == ("delivered", NOW + 1)


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_an_order_moves_only_as_the_table_says(before: TranscriptState, after: TranscriptState) -> None:
    order = in_state(before)
    if after in transcript.NEXT[before]:
        assert transcript.moved(order, after, NOW + 1).state == after
    else:
        with pytest.raises(ValueError, match=f"{before} is not followed by {after}"):
            transcript.moved(order, after, NOW + 1)


def test_no_way_leads_to_a_second_sending_but_after_a_certain_refusal() -> None:
    again = {state for state in STATES if "sending" in reachable(state)} - {"offered", "ordered", "confirmed"}

    assert again == {"sending"}
    assert transcript.NEXT["sending"] & {"confirmed"}


def reachable(state: TranscriptState) -> set[TranscriptState]:
    found: set[TranscriptState] = set()
    waiting = [state]
    while waiting:
        new = transcript.NEXT[waiting.pop()] - found
        found |= new
        waiting += new
    return found


# ------------------------------------------------------------------------------------------------- events


@pytest.mark.parametrize(
    ("before", "told", "after"),
    [
        ("sent", "delivered", "delivered"),
        ("sent", "bounced", "bounced"),
        ("sent", "failed", "failed"),
        ("delivered", "bounced", "bounced"),  # the far server took it and sent it back
        ("delivered", "complained", "complained"),
        ("unknown", "delivered", "delivered"),
        ("unknown", "bounced", "bounced"),
        ("sending", "delivered", "delivered"),  # quicker than whoever sent it
        ("sending", "bounced", "bounced"),
        ("delivered", "delivered", None),  # twice
        ("bounced", "delivered", None),
        ("complained", "bounced", None),
        ("failed", "delivered", None),
        ("confirmed", "delivered", None),
        ("ordered", "bounced", None),
        ("offered", "bounced", None),
    ],
)
def test_an_event_of_the_transcript_changes_what_it_can(
    before: TranscriptState, told: Outcome, after: Outcome | None
) -> None:
    assert transcript.told(in_state(before), "transcript", told) == after


@pytest.mark.parametrize("told", ["bounced", "complained", "failed"])
def test_a_code_that_did_not_arrive_ends_its_order(told: Outcome) -> None:
    assert transcript.told(CODED, "code-1", told) == told


@pytest.mark.parametrize("state", sorted(set(STATES) - {"ordered"}))
def test_a_codes_late_bounce_does_not_touch_what_came_after_it(state: TranscriptState) -> None:
    assert transcript.told(in_state(state), "code-1", "bounced") is None
    assert transcript.told(in_state("ordered"), "code-1", "bounced") == "bounced"


def test_a_mistyped_addresss_bounce_does_not_end_the_order_of_the_right_one() -> None:
    again = transcript.coded(transcript.ordered(CODED, "right@example.com", NOW), "654321", NOW)

    assert transcript.told(again, "code-1", "bounced") is None
    assert transcript.told(again, "code-2", "bounced") == "bounced"


def test_a_delivered_code_leaves_its_order_waiting_for_it() -> None:
    assert transcript.told(CODED, "code-1", "delivered") is None


def test_an_absent_readers_answer_takes_nothing_back() -> None:
    assert transcript.told(in_state("delivered"), "transcript", "bounced", transient=True) is None
    assert transcript.told(in_state("sent"), "transcript", "bounced", transient=True) == "bounced"


@given(states, st.lists(st.tuples(st.sampled_from(["code-1", "code-2", "transcript"]), outcomes, st.booleans())))
def test_no_events_in_any_order_make_an_order_be_sent_again(
    start: TranscriptState, events: list[tuple[str, Outcome, bool]]
) -> None:
    order = in_state(start)
    for mail, outcome, transient in events:
        after = transcript.told(order, mail, outcome, transient=transient)
        order = order if after is None else transcript.moved(order, after, NOW)

    assert order.state == start or order.state not in ("offered", "ordered", "confirmed", "sending")


# ------------------------------------------------------------------------------------------------- when


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [said(VISITOR)],
        [said(VISITOR), said(VISITOR), said(VISITOR)],
        [said(VISITOR), said("agent.a"), said("agent.a")],
        [said(VISITOR), Line(kind="joined", by="agent.a", at=NOW), said(VISITOR)],
        [said(VISITOR), said(VISITOR), Line(kind="closed", by=SYSTEM, at=NOW)],
    ],
)
def test_there_must_be_a_conversation_to_send(lines: list[Line]) -> None:
    with pytest.raises(TranscriptTooEarly):
        transcript.may_order(lines)

    transcript.may_order([*lines, said(VISITOR), said("agent.a"), said(VISITOR)])


# ------------------------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("maija@example.com", "maija@example.com"),
        ("  maija@example.com\n", "maija@example.com"),
        ("Maija.Meikalainen+chat@Example.COM", "Maija.Meikalainen+chat@example.com"),
        ("o'brien@example.co.uk", "o'brien@example.co.uk"),
        ("m_m-1@sub.example.fi", "m_m-1@sub.example.fi"),
        ("maija@hämeenlinna.fi", "maija@xn--hmeenlinna-q5a.fi"),
        ("maija@ha\u0308meenlinna.fi", "maija@xn--hmeenlinna-q5a.fi"),
        ("maija@xn--hmeenlinna-q5a.fi", "maija@xn--hmeenlinna-q5a.fi"),
        ("a" * 64 + "@example.com", "a" * 64 + "@example.com"),
    ],
)
def test_a_plain_address_is_taken(written: str, address: str) -> None:
    assert transcript.address(written) == address


@pytest.mark.parametrize(
    "written",
    [
        "",
        "@",
        "maija",
        "maija@",
        "@example.com",
        "maija@example",
        "maija@@example.com",
        "maija@example..com",
        "maija@.example.com",
        "maija@example.com.",
        "maija@-example.com",
        "maija@exa_mple.com",
        "maija@127.0.0.1",
        "maija@[127.0.0.1]",
        ".maija@example.com",
        "maija.@example.com",
        "mai..ja@example.com",
        "mai ja@example.com",
        '"mai ja"@example.com',
        "Maija <maija@example.com>",
        "<maija@example.com>",
        "mailto:maija@example.com",
        "maija@example.com, other@example.com",
        "maija@example.com;other@example.com",
        "maija@example.com\r\nBcc: other@example.com",
        "maija@example.com\nBcc: other@example.com",
        "maija\r\n@example.com",
        "maija@example.com\x00",
        "maija@exam\u200bple.com\u202e",
        "mäija@example.com",
        "maija＠example.com",
        "maija@straße.de",  # would become strasse.de, another's
        "maija@βόλος.gr",
        "maija@\ud800.fi",
        "a" * 65 + "@example.com",
        "maija@" + "a" * 64 + ".com",
        "maija@" + ".".join(["a" * 49] * 5) + ".com",
    ],
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(AddressInvalid):
        transcript.address(written)


@given(st.text(max_size=80) | st.from_regex(r"[\w.@<>\r\n ,;:\"+-]{1,60}", fullmatch=True))
def test_what_is_taken_is_one_address_that_can_end_no_header(written: str) -> None:
    try:
        taken = transcript.address(written)
    except AddressInvalid:
        return

    assert taken.isascii()
    assert taken.isprintable()
    assert taken.count("@") == 1
    assert not set(taken) & set(' <>,;:"()[]\\')
    assert transcript.address(taken) == taken


def test_staff_see_enough_of_an_address_to_recognize_it_and_no_more() -> None:
    assert transcript.masked_address("maija@example.com") == "m•••@e•••.com"
    assert transcript.masked_address("m@a.b.fi") == "m•••@a•••.fi"


def test_one_mailbox_is_counted_as_one() -> None:
    assert transcript.mailbox("Maija+1@example.com") == transcript.mailbox("maija+2@Example.com") == "maija@example.com"


# ------------------------------------------------------------------------------------------------- codes


@pytest.mark.parametrize("given_code", ["123456", " 123 456 ", "123-456", "１２３４５６"])
def test_the_right_code_is_right_however_it_is_spaced(given_code: str) -> None:
    with pytest.raises(WrongCode):
        transcript.check_code(CODED, "123457", LIMITS)

    transcript.check_code(CODED, given_code, LIMITS)


def test_whoever_has_proved_an_address_has_confirmed_the_order() -> None:
    confirmed = transcript.confirmed(CODED, NOW + 1)

    assert (confirmed.state, confirmed.at, confirmed.confirmed_at) == ("confirmed", NOW + 1, NOW + 1)


def test_a_code_is_valid_for_ten_minutes() -> None:
    last = NOW + LIMITS.code_seconds * 1000

    assert transcript.counted(CODED, last - 1, LIMITS).tries == 1
    with pytest.raises(CodeExpired):
        transcript.counted(CODED, last, LIMITS)


def test_a_code_may_be_tried_five_times() -> None:
    order = CODED
    for left in (4, 3, 2, 1, 0):
        order = transcript.counted(order, NOW, LIMITS)
        with pytest.raises(WrongCode) as refused:
            transcript.check_code(order, "000000", LIMITS)
        assert refused.value.data == {"tries_left": left}

    transcript.check_code(order, "123456", LIMITS)  # the fifth may be the right one
    with pytest.raises(CodeExpired):
        transcript.counted(order, NOW, LIMITS)


@pytest.mark.parametrize("order", [None, OFFERED, ORDERED, *(in_state(each) for each in STATES if each != "ordered")])
def test_without_an_order_that_waits_there_is_nothing_to_confirm(order: TranscriptOrder | None) -> None:
    with pytest.raises(NothingToConfirm):
        transcript.counted(order, NOW, LIMITS)

    assert transcript.counted(CODED, NOW, LIMITS).tries == 1


def test_a_code_fits_its_own_order_only() -> None:
    codes = {
        transcript.code_hash(conversation, order, code)
        for conversation in ("0123456789ABCDEF", "0123456789ABCDEG")
        for order in (1, 2)
        for code in ("123456", "123457")
    }

    assert len(codes) == 8
    assert b"123456" not in b"".join(codes)


def test_ordering_again_makes_the_code_before_void_and_the_tries_new() -> None:
    tired = transcript.counted(CODED, NOW, LIMITS)
    again = transcript.ordered(tired, "other@example.com", NOW + 1)

    assert (again.address, again.codes, again.tries) == ("other@example.com", 2, 0)
    with pytest.raises(NothingToConfirm):
        transcript.counted(again, NOW + 1, LIMITS)


# ------------------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize("codes", [(0,), (2,), (1, 1)])
def test_three_codes_a_conversation(codes: tuple[int, ...]) -> None:
    orders = [in_state("bounced", order=number, codes=each) for number, each in enumerate(codes, 1)]
    transcript.check_limits(orders, LIMITS)

    with pytest.raises(TranscriptLimit) as refused:
        transcript.check_limits([*orders, in_state("ordered", order=9, codes=3 - sum(codes))], LIMITS)
    assert refused.value.data == {"of": "conversation"}


@pytest.mark.parametrize("state", ["confirmed", "sending", "sent", "delivered", "bounced", "failed", "unknown"])
def test_two_sendings_a_conversation_whatever_became_of_them(state: TranscriptState) -> None:
    sent = in_state(state, confirmed_at=NOW)
    transcript.check_limits([sent], LIMITS)

    with pytest.raises(TranscriptLimit):
        transcript.check_limits([sent, msgspec.structs.replace(sent, order=2)], LIMITS)


# ------------------------------------------------------------------------------------------------- what is shown


def test_the_visitor_sees_the_address_and_staff_its_outline() -> None:
    tired = transcript.counted(CODED, NOW, LIMITS)
    mine = Transcript(order=1, state="ordered", at=NOW, address="maija@example.com", tries_left=4)

    assert transcript.shown([tired], addresses="whole") == (mine,)
    assert transcript.shown([tired], addresses="masked") == (msgspec.structs.replace(mine, address="m•••@e•••.com"),)
    assert transcript.shown([OFFERED], addresses="masked") == (Transcript(order=1, state="offered", at=NOW),)


def test_orders_are_shown_in_their_order_and_the_newest_is_known() -> None:
    second = in_state("sent", order=2)

    assert [each.order for each in transcript.shown([second, OFFERED], addresses="whole")] == [1, 2]
    assert transcript.latest([second, OFFERED]) == second
    assert transcript.latest([]) is None
