"""One order of the conversation by e-mail: its states, its code, its address, its limits."""

import itertools
from email import message_from_bytes, policy
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat import letters, transcript
from chalicelib.chat.conversation import VISITOR, Conversation, Sent
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
from chalicelib.settings import Settings

NOW = 1_795_600_000_000
OFFERED = TranscriptOrder(conversation="0123456789ABCDEF", order=1, state="offered", at=NOW, expires_at=1_800_000_000)
ORDERED = transcript.ordered(OFFERED, "maija@example.com", NOW)
RIGHT, WRONG = "123456", "000000"
CODED = transcript.coded(ORDERED, RIGHT, NOW)
STATES: tuple[TranscriptState, ...] = get_args(TranscriptState)

states = st.sampled_from(STATES)
outcomes: st.SearchStrategy[Outcome] = st.sampled_from(get_args(Outcome))


def in_state(state: TranscriptState, **more: Any) -> TranscriptOrder:
    return msgspec.structs.replace(CODED, state=state, **more)


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
    order = in_state(before, bounced_softly=True)
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
        ("sent", "bounced_softly", "bounced"),
        ("delivered", "bounced_softly", None),
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
    before: TranscriptState, told: Outcome, after: TranscriptState | None
) -> None:
    assert state_after(in_state(before), "transcript", told) == after


def state_after(order: TranscriptOrder, mail: str, outcome: Outcome) -> TranscriptState | None:
    """Return which state an event brings about, None when it changes nothing."""
    after = transcript.told(order, mail, outcome, NOW + 1)
    return None if after is None else after.state


@pytest.mark.parametrize("told", ["bounced", "complained", "failed"])
def test_a_code_that_did_not_arrive_ends_its_order_and_its_address_is_dropped(told: Outcome) -> None:
    after = transcript.told(CODED, "code-1", told, NOW + 1)

    assert after is not None
    assert (after.state, after.at, after.address, after.code_hash) == (told, NOW + 1, None, None)


@pytest.mark.parametrize("state", sorted(set(STATES) - {"ordered"}))
def test_a_codes_late_bounce_does_not_touch_what_came_after_it(state: TranscriptState) -> None:
    assert state_after(in_state(state), "code-1", "bounced") is None
    assert state_after(in_state("ordered"), "code-1", "bounced") == "bounced"


def test_a_mistyped_addresss_bounce_does_not_end_the_order_of_the_right_one() -> None:
    again = transcript.coded(transcript.ordered(CODED, "right@example.com", NOW), "654321", NOW)

    assert state_after(again, "code-1", "bounced") is None
    assert state_after(again, "code-2", "bounced") == "bounced"


@pytest.mark.parametrize("outcome", ["delivered", "bounced_softly"])
def test_a_code_that_was_delivered_or_refused_for_now_leaves_its_order_waiting_for_it(outcome: Outcome) -> None:
    assert transcript.told(CODED, "code-1", outcome, NOW) is None
    transcript.counted(CODED, RIGHT, NOW, LIMITS)


def test_a_soft_bounce_that_overtakes_its_delivery_is_put_right_and_a_hard_one_is_not() -> None:
    sent = in_state("sent", confirmed_at=NOW)
    soft, hard = (transcript.told(sent, "transcript", each, NOW) for each in ("bounced_softly", "bounced"))

    assert soft is not None
    assert hard is not None
    assert (soft.state, soft.address) == ("bounced", "maija@example.com")
    assert (hard.state, hard.address) == ("bounced", None)
    assert state_after(soft, "transcript", "delivered") == "delivered"
    assert state_after(hard, "transcript", "delivered") is None


def test_an_address_that_was_proved_is_kept_with_an_order_that_could_not_be_sent() -> None:
    sending = in_state("sending", confirmed_at=NOW)

    assert transcript.moved(sending, "failed", NOW).address == "maija@example.com"
    assert transcript.moved(CODED, "failed", NOW).address is None


@given(states, st.lists(st.tuples(st.sampled_from(["code-1", "code-2", "transcript"]), outcomes)))
def test_no_events_in_any_order_make_an_order_be_sent_again(
    start: TranscriptState, events: list[tuple[str, Outcome]]
) -> None:
    order = in_state(start)
    for mail, outcome in events:
        order = transcript.told(order, mail, outcome, NOW) or order

    assert order.state == start or order.state not in ("offered", "ordered", "confirmed", "sending")


# ------------------------------------------------------------------------------------------------- when


def conversation(*speakers: str, **changes: Any) -> Conversation:
    """Return a conversation in which these have written."""
    return Conversation(
        id="0123456789ABCDEF",
        key_hash=b"",
        rights_hash=b"",
        site="demo",
        language="fi",
        queue="general",
        started_at=NOW,
        expires_at=1_800_000_000,
        expires_on="2027-01-25",
        first=1,
        newest=(),
        sent={who: Sent(1) for who in speakers},
        **{"status": "active", **changes},
    )


ALONE, BOTH = (VISITOR,), (VISITOR, "agent.a")
ENDS: tuple[dict[str, Any], ...] = (
    {"closed_by": "visitor"},
    {"closed_by": "agent"},
    {"closed_by": "agent", "closed_for": "abuse"},
    {"closed_by": "system", "closed_for": "silence"},
    {"closed_by": "system", "closed_for": "age"},
    {"closed_by": "system", "closed_for": "unanswered"},
)


@pytest.mark.parametrize("speakers", [ALONE, BOTH], ids=["alone", "answered"])
@pytest.mark.parametrize("with_answer", [False, True], ids=["copy", "left"])
@pytest.mark.parametrize("end", [None, *ENDS], ids=lambda end: "open" if end is None else "-".join(end.values()))
def test_nobodys_words_leave_before_an_agent_has_answered_whoever_ends_it(
    speakers: tuple[str, ...], with_answer: bool, end: dict[str, Any] | None
) -> None:
    talk = conversation(*speakers, **({"status": "closed", "closed_at": NOW, **end} if end else {}))
    sent = transcript.letter(in_state("confirmed", with_answer=with_answer), talk)

    if not with_answer:
        assert sent == ("copy" if speakers == BOTH else None)
    elif end is None:
        assert sent is None
    else:
        assert sent == ("answer" if speakers == BOTH else "unanswered")
    if sent in ("copy", "answer"):
        assert talk.answered


@pytest.mark.parametrize("state", sorted(set(STATES) - {"confirmed"}))
def test_nothing_is_sent_for_an_order_that_is_not_proved_or_was_sent(state: TranscriptState) -> None:
    assert transcript.letter(in_state("confirmed"), conversation(*BOTH)) == "copy"

    assert transcript.letter(in_state(state), conversation(*BOTH)) is None


def test_a_transcript_can_be_ordered_once_an_agent_has_answered_one_message() -> None:
    with pytest.raises(TranscriptTooEarly):
        transcript.may_order(conversation(*ALONE))

    transcript.may_order(conversation(*BOTH))


@pytest.mark.parametrize(("status", "staffed"), [("waiting", True), ("active", False), ("active", True)])
def test_a_question_is_left_only_while_nobody_has_it_and_nobody_is_there(status: str, staffed: bool) -> None:
    with pytest.raises(TranscriptTooEarly):
        transcript.may_leave(conversation(*ALONE, status=status), staffed=staffed)

    transcript.may_leave(conversation(*ALONE, status="waiting"), staffed=False)


# ------------------------------------------------------------------------------------------------- how long


PROVED = in_state("confirmed", confirmed_at=NOW)
CODE_WAITS, CODE_LASTS = LIMITS.code_waits_seconds * 1000, LIMITS.code_seconds * 1000
WAITS = LIMITS.transcript_waits_seconds * 1000


@pytest.mark.parametrize(("order", "lasts"), [(ORDERED, CODE_WAITS), (PROVED, WAITS)], ids=["code", "transcript"])
def test_what_waits_too_long_in_a_queue_has_failed(order: TranscriptOrder, lasts: int) -> None:
    talk = conversation(*BOTH)

    assert transcript.settled(order, talk, NOW + lasts - 1, LIMITS) == order
    failed = transcript.settled(order, talk, NOW + lasts, LIMITS)
    assert (failed.state, failed.at) == ("failed", NOW + lasts)


def test_a_code_that_never_left_and_a_sending_that_never_was_are_not_counted() -> None:
    talk, late = conversation(*BOTH), NOW + 2 * WAITS
    unsent, unmailed = (transcript.settled(each, talk, late, LIMITS) for each in (PROVED, ORDERED))

    assert transcript.sendings([unsent]) == 0
    assert (unmailed.codes, unmailed.address) == (0, None)


def test_a_proved_order_waits_for_its_answer_as_long_as_it_takes_and_then_for_its_mail() -> None:
    left = msgspec.structs.replace(PROVED, with_answer=True)
    days = NOW + 6 * 24 * 3600 * 1000
    ended = conversation(*BOTH, status="closed", closed_at=days)

    assert transcript.settled(left, conversation(*BOTH), days, LIMITS) == left
    assert transcript.settled(left, ended, days + WAITS - 1, LIMITS) == left
    assert transcript.settled(left, ended, days + WAITS, LIMITS).state == "failed"


def test_when_a_code_is_over_the_address_that_nobody_has_proved_is_dropped() -> None:
    talk = conversation(*BOTH)
    assert transcript.settled(CODED, talk, NOW + CODE_LASTS - 1, LIMITS) == CODED
    over = transcript.settled(CODED, talk, NOW + CODE_LASTS, LIMITS)

    assert (over.state, over.address, over.code_hash) == ("ordered", None, None)
    assert not transcript.awaits_code(over)
    with pytest.raises(CodeExpired):
        transcript.counted(over, RIGHT, NOW + CODE_LASTS, LIMITS)
    assert transcript.shown([over], addresses="whole", limits=LIMITS)[0].tries_left == 0
    assert transcript.awaits_code(transcript.ordered(over, "maija@example.com", NOW + CODE_LASTS))


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


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("010190-900P@example.com", "identity_code"),
        ("maija.131052-308T@example.com", "identity_code"),
        ("4111111111111111@example.com", "payment_card"),
        ("maija+4111-1111-1111-1111@example.com", "payment_card"),
    ],
)
def test_an_address_that_names_somebody_by_a_code_is_refused_and_says_so(written: str, kind: str) -> None:
    with pytest.raises(AddressInvalid) as refused:
        transcript.address(written)
    assert refused.value.data == {"of": kind}

    assert transcript.address("maija.1990@example.com") == "maija.1990@example.com"


@pytest.mark.parametrize(
    "written",
    [
        "=?utf-8?b?dmljdGltQHguZmksYQ==?=@example.com",
        "=?utf-8?q?=0D=0ABcc=3A_v=40x.fi?=@example.com",
        "=?utf-8?q?a?=.b@example.com",
        "other%example.org@example.com",
        "example.org!other@example.com",
    ],
)
def test_what_a_mail_program_reads_as_another_address_is_refused(written: str) -> None:
    with pytest.raises(AddressInvalid):
        transcript.address(written)


SETTINGS = Settings(mail_from="chat@service.example.com", controller="Esimerkki Oy")


@given(
    st.text(max_size=80)
    | st.from_regex(r"[\w.@<>\r\n ,;:\"+-]{1,60}", fullmatch=True)
    | st.from_regex(r"[a-z.+'_=?/&!%-]{1,30}@[a-z]{1,8}\.fi", fullmatch=True)
)
def test_what_is_taken_is_the_one_recipient_of_the_mail_as_it_is_read(written: str) -> None:
    try:
        taken = transcript.address(written)
    except AddressInvalid:
        return

    assert transcript.address(taken) == taken
    raw = letters.code("fi", None, code="123456", to=taken, settings=SETTINGS)
    read = message_from_bytes(raw, policy=policy.default)
    assert [(each.display_name, each.addr_spec) for each in read["To"].addresses] == [("", taken)]
    assert [name for name in read if name.lower() in ("to", "cc", "bcc")] == ["To"]


def test_staff_see_enough_of_an_address_to_recognize_it_and_no_more() -> None:
    assert transcript.masked_address("maija@example.com") == "m•••@e•••.com"
    assert transcript.masked_address("m@a.b.fi") == "m•••@a•••.fi"


def test_one_mailbox_is_counted_as_one() -> None:
    assert transcript.mailbox("Maija+1@example.com") == transcript.mailbox("maija+2@Example.com") == "maija@example.com"


def test_a_mailbox_in_which_dots_mean_nothing_is_counted_as_one() -> None:
    assert {
        transcript.mailbox(each) for each in ("m.aija@gmail.com", "maija@googlemail.com", "Ma.i.ja+1@GMAIL.com")
    } == {"maija@gmail.com"}
    assert transcript.mailbox("m.aija@example.com") == "m.aija@example.com"


# ------------------------------------------------------------------------------------------------- codes


WRITTEN = ["123456", " 123 456 ", "123-456", "123\u00a0456", "123\u2013456\r\n", "\u200b123456", "１２３４５６"]
NO_CODE = ["", " - ", "12345", "1234567", "abcdef", "12345a", "123.456", "a123456", "١٢٣٤٥٦"]


@pytest.mark.parametrize("written", WRITTEN)
def test_the_right_code_is_right_however_it_is_spaced(written: str) -> None:
    with pytest.raises(WrongCode):
        transcript.check_code(CODED, "123457", NOW, LIMITS)

    transcript.check_code(CODED, transcript.code(written, LIMITS), NOW, LIMITS)


@pytest.mark.parametrize("written", NO_CODE)
def test_what_has_not_six_digits_is_no_code_and_says_nothing_of_tries(written: str) -> None:
    with pytest.raises(WrongCode) as refused:
        transcript.code(written, LIMITS)

    assert refused.value.data == {}


def test_whoever_has_proved_an_address_has_confirmed_the_order() -> None:
    confirmed = transcript.confirmed(CODED, CODED, NOW + 1)

    assert (confirmed.state, confirmed.at, confirmed.confirmed_at) == ("confirmed", NOW + 1, NOW + 1)
    assert transcript.is_proved(confirmed)
    assert not transcript.is_proved(CODED)


def test_the_right_code_costs_no_try() -> None:
    tired = transcript.counted(transcript.counted(CODED, WRONG, NOW, LIMITS), RIGHT, NOW, LIMITS)

    assert transcript.confirmed(tired, tired, NOW).tries == 1


def test_a_code_is_valid_for_ten_minutes() -> None:
    last = NOW + LIMITS.code_seconds * 1000

    assert transcript.counted(CODED, RIGHT, last - 1, LIMITS).tries == 1
    with pytest.raises(CodeExpired):
        transcript.counted(CODED, RIGHT, last, LIMITS)


def test_a_code_may_be_tried_five_times_and_the_address_goes_with_the_fifth_unless_that_is_right() -> None:
    order = CODED
    for left in (4, 3, 2, 1):
        order = transcript.counted(order, WRONG, NOW, LIMITS)
        assert order.address == CODED.address
        with pytest.raises(WrongCode) as refused:
            transcript.check_code(order, WRONG, NOW, LIMITS)
        assert refused.value.data == {"tries_left": left}
    fifth = transcript.counted(order, WRONG, NOW, LIMITS)
    with pytest.raises(WrongCode) as refused:
        transcript.check_code(fifth, WRONG, NOW, LIMITS)
    assert refused.value.data == {"tries_left": 0}

    assert (fifth.state, fifth.address, fifth.code_hash) == ("ordered", None, None)
    with pytest.raises(CodeExpired):
        transcript.counted(fifth, RIGHT, NOW, LIMITS)
    right = transcript.counted(order, RIGHT, NOW, LIMITS)
    transcript.check_code(right, RIGHT, NOW, LIMITS)
    assert transcript.confirmed(right, right, NOW).address == CODED.address


def test_a_right_code_whose_try_was_counted_before_the_last_wrong_one_proves_the_address_all_the_same() -> None:
    order = CODED
    for _ in range(LIMITS.code_tries - 2):
        order = transcript.counted(order, WRONG, NOW, LIMITS)
    right = transcript.counted(order, RIGHT, NOW, LIMITS)
    over = transcript.counted(right, WRONG, NOW, LIMITS)

    assert transcript.is_same_code(over, right)
    assert transcript.confirmed(over, right, NOW).address == CODED.address
    another = transcript.coded(transcript.ordered(over, "other@example.com", NOW), "654321", NOW)
    assert not transcript.is_same_code(another, right)
    assert not transcript.is_same_code(transcript.settled(another, conversation(), NOW + CODE_LASTS, LIMITS), right)


@pytest.mark.parametrize("order", [None, OFFERED, ORDERED, *(in_state(each) for each in STATES if each != "ordered")])
def test_without_an_order_that_waits_there_is_nothing_to_confirm(order: TranscriptOrder | None) -> None:
    with pytest.raises(NothingToConfirm):
        transcript.counted(order, RIGHT, NOW, LIMITS)

    assert transcript.counted(CODED, RIGHT, NOW, LIMITS).tries == 1


def test_of_a_confirmed_order_the_same_code_is_right_and_any_other_has_nothing_to_confirm_five_times() -> None:
    late = NOW + 100 * LIMITS.code_seconds * 1000
    tried = transcript.counted(CODED, RIGHT, NOW, LIMITS)
    order = transcript.confirmed(tried, tried, NOW)
    for _ in range(LIMITS.code_tries):
        order = transcript.counted(order, WRONG, late, LIMITS)
        transcript.check_code(order, "123456", late, LIMITS)
        with pytest.raises(NothingToConfirm) as refused:
            transcript.check_code(order, "123457", late, LIMITS)
        assert refused.value.data == {"of": "confirmed"}

    with pytest.raises(NothingToConfirm) as refused:
        transcript.counted(order, RIGHT, late, LIMITS)
    assert refused.value.data == {"of": "confirmed"}


def test_a_code_that_is_yet_to_leave_is_told_from_one_that_never_will() -> None:
    last = NOW + LIMITS.code_waits_seconds * 1000

    assert transcript.nothing_to_confirm(ORDERED, last - 1, LIMITS).data == {"of": "code"}
    for order in (None, OFFERED, in_state("failed"), in_state("bounced")):
        assert transcript.nothing_to_confirm(order, NOW, LIMITS).data == {}
    assert transcript.nothing_to_confirm(ORDERED, last, LIMITS).data == {}


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
    tired = transcript.counted(CODED, RIGHT, NOW, LIMITS)
    again = transcript.ordered(tired, "other@example.com", NOW + 1)

    assert (again.address, again.codes, again.tries) == ("other@example.com", 2, 0)
    with pytest.raises(NothingToConfirm):
        transcript.counted(again, RIGHT, NOW + 1, LIMITS)


# ------------------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize("codes", [(0,), (2,), (1, 1)])
def test_three_codes_a_conversation(codes: tuple[int, ...]) -> None:
    orders = [in_state("bounced", order=number, codes=each) for number, each in enumerate(codes, 1)]
    transcript.check_limits(orders, LIMITS)

    with pytest.raises(TranscriptLimit) as refused:
        transcript.check_limits([*orders, in_state("ordered", order=9, codes=3 - sum(codes))], LIMITS)
    assert refused.value.data == {"of": "conversation"}


def test_codes_of_orders_that_were_touched_lately_may_be_those_that_are_being_ordered_now() -> None:
    orders = [in_state("bounced", order=1, codes=1, at=NOW - 1), in_state("ordered", order=2, codes=1, at=NOW)]

    assert transcript.codes_left(orders, NOW, LIMITS) == LIMITS.codes_a_conversation - 1
    assert transcript.codes_left(orders, NOW + 1, LIMITS) == LIMITS.codes_a_conversation - 2


@pytest.mark.parametrize("state", ["confirmed", "sending", "sent", "delivered", "bounced", "unknown"])
def test_two_sendings_a_conversation_whatever_became_of_what_left(state: TranscriptState) -> None:
    sent = in_state(state, confirmed_at=NOW)
    transcript.check_limits([sent], LIMITS)

    with pytest.raises(TranscriptLimit):
        transcript.check_limits([sent, msgspec.structs.replace(sent, order=2)], LIMITS)


# ------------------------------------------------------------------------------------------------- what is shown


def test_the_visitor_sees_the_address_and_staff_its_outline() -> None:
    tired = transcript.counted(CODED, RIGHT, NOW, LIMITS)
    mine = Transcript(order=1, state="ordered", at=NOW, address="maija@example.com", tries_left=4)

    assert transcript.shown([tired], addresses="whole", limits=LIMITS) == (mine,)
    assert transcript.shown([tired], addresses="masked", limits=LIMITS) == (
        msgspec.structs.replace(mine, address="m•••@e•••.com"),
    )
    assert transcript.shown([OFFERED], addresses="masked", limits=LIMITS) == (
        Transcript(order=1, state="offered", at=NOW),
    )


@pytest.mark.parametrize("state", get_args(TranscriptState))
def test_up_to_where_a_mail_reaches_is_shown_once_it_is_made_and_as_long_as_it_may_be_there(
    state: TranscriptState,
) -> None:
    (shown,) = transcript.shown([in_state(state, reaches=7)], addresses="whole", limits=LIMITS)
    (without,) = transcript.shown([in_state(state)], addresses="whole", limits=LIMITS)

    assert shown.reaches == (7 if state in ("sending", "sent", "delivered", "unknown") else None)
    assert without.reaches is None


def test_orders_are_shown_in_their_order_and_the_newest_is_known() -> None:
    second = in_state("sent", order=2)

    assert [each.order for each in transcript.shown([second, OFFERED], addresses="whole", limits=LIMITS)] == [1, 2]
    assert transcript.latest([second, OFFERED]) == second
    assert transcript.latest([]) is None
