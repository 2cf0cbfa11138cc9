"""What is stored of a text: its normal form, and never an identity code or a card number."""

import calendar
import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.chat.masking import MASK, Masking, mask, normalize

CODE = "131052-308T"
VISA = "4111111111111111"
CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
SIGNS = {18: "+", 19: "-YXWVU", 20: "ABCDEF"}

BRANDS = {
    (13, 16, 19): ("4",),
    (14, 16): ("305", "36"),
    (15,): ("34", "37"),
    (16, 19): ("3528", "6011", "65"),
    (16, 17): ("62",),
    (13, 18): ("50", "67"),
    (16,): ("2200", "9792", "51", "55", "2221", "2720"),
}
"""Lengths of card numbers, and how those begin."""

words = st.text(st.characters(exclude_categories=("Nd", "Nl", "No", "Cs")), max_size=40)
"""Any text without digits."""

CORPUS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK(1)",
    "+SUM(A1)",
    "@cmd",
    "-2+3",
    "\tafter a tab",
    "one\r\ntwo\rthree",
    "Bcc: other@example.com\r\n\r\nbody",
    "\u202eright to left\u202c",
    "\u2067isolated\u2069",
    "zero\u200bwidth\u200d\ufeff",
    "nul\x00 and escape \x1b[31m",
    "half \ud83d of a pair",
    "other half \ude00",
    "Z\u0351\u036b\u0343a\u0322l\u0328g\u0321o",
    "👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ✌🏽",
    "NaN Infinity -0",
    "{{7*7}} ${7*7} %s %n",
    "' OR 1=1 --",
    "../../etc/passwd",
    "שלום مرحبا",
    "a" * 2_000,
]


@st.composite
def codes(draw: st.DrawFn) -> str:
    """Any valid Finnish identity code."""
    century = draw(st.sampled_from(sorted(SIGNS)))
    year, month = draw(st.integers(0, 99)), draw(st.integers(1, 12))
    day = draw(st.integers(1, calendar.monthrange(century * 100 + year, month)[1]))
    number = draw(st.integers(2, 999))
    check = CHECKS[int(f"{day:02}{month:02}{year:02}{number:03}") % 31]
    return f"{day:02}{month:02}{year:02}{draw(st.sampled_from(SIGNS[century]))}{number:03}{check}"


@st.composite
def cards(draw: st.DrawFn) -> str:
    """Any number that a card of a known brand can have."""
    start, length = draw(
        st.sampled_from(
            [(start, length) for lengths, starts in BRANDS.items() for start in starts for length in lengths]
        )
    )
    body = start + draw(st.text("0123456789", min_size=length - len(start) - 1, max_size=length - len(start) - 1))
    return body + next(last for last in "0123456789" if luhn(body + last))


def luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def names_a_product(digits: str) -> bool:
    return len(digits) == 13 and sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 == 0


def grouped(digits: str, separator: str, size: int = 4) -> str:
    return separator.join(digits[at : at + size] for at in range(0, len(digits), size))


def assert_covered(text: str, *secrets: str, kind: str) -> None:
    masking = mask(normalize(text))
    plain = "".join(character for character in masking.text.upper() if character.isalnum() or character in "+-")

    assert kind in masking.kinds
    assert MASK in masking.text
    for secret in secrets:
        assert secret.upper() not in plain


# ------------------------------------------------------------------------------------------------- identity codes


@given(codes(), words, words)
def test_no_valid_code_survives_in_any_text(code: str, before: str, after: str) -> None:
    assert_covered(before + code + after, code, kind="identity_code")
    assert_covered(before + code.lower() + after, code, kind="identity_code")


@given(codes(), codes())
def test_codes_side_by_side_hide_none_of_each_other(one: str, other: str) -> None:
    assume(one[-1].isalpha())  # a digit right after a check digit makes another number of it

    assert_covered(one + other, one, other, kind="identity_code")
    assert_covered(f"{one}, {other}", one, other, kind="identity_code")


@given(codes(), st.data())
def test_what_is_unseen_between_its_characters_does_not_help_a_code(code: str, data: st.DataObject) -> None:
    unseen = st.text("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u061c\u034f\u0336\u3164\ufe0f\U000e0061\x00\u202e")
    text = "".join(character + data.draw(unseen) for character in code)

    assert_covered(text, code, kind="identity_code")


@pytest.mark.parametrize("sign", "+-YXWVUABCDEF")
def test_every_century_sign_is_known(sign: str) -> None:
    # Born on 1 January of year 00; 010100 and 123 leave 5 over 31: the same check for every century.
    code = f"010100{sign}123{CHECKS[10100123 % 31]}"

    assert mask(f"Hetu: {code}.") == Masking(f"Hetu: {MASK}.", ("identity_code",))
    assert mask(f"Hetu: {code.lower()}.") == Masking(f"Hetu: {MASK}.", ("identity_code",))


@pytest.mark.parametrize(
    "written",
    [
        "131052–308T",  # an en dash, as word processors make it
        "131052−308T",
        "１３１０５２－３０８Ｔ",
        "١٣١٠٥٢-٣٠٨T",
        "131052-308Т",  # Cyrillic
        "131052 - 308T",
        "131052-308 T",
        "13.10.52-308T",
        "13 10 52 - 308 t",
        "¹³¹⁰⁵²⁻³⁰⁸ᵀ",
        "131052-308Ṭ",
        "hetu131052-308T",
        "131052-308Tja",
        "Ä131052-308TÖ",
        "_131052-308T_",
        "(131052-308T)",
        "131052\u2011308T",
        "131052-\u200b308T",
        "131052 308T",
        "131052  -308T",
        "131052      -      308T",
        "131052-\n308T",
        "131052\r\n\r\n308T",
        "131052_308T",
        "131052/308T",
        "131052308T",
        "131052\u00ad308T",
        "13.10.1952-308T",
        "13.10.1952 308T",
        "13101952-308T",
        "13. 10. 52 - 308T",
        "13/10/52-308T",
        "13|10|52·308T",
        "131052-308Τ",  # Greek
        "131052➖308T",
    ],
)
def test_a_code_is_seen_however_it_is_written(written: str) -> None:
    masking = mask(normalize(f"Se on {written}, kiitos"))

    assert masking.kinds == ("identity_code",)
    assert "308" not in masking.text
    assert masking.text.startswith("Se on ") or "hetu" in masking.text


@pytest.mark.parametrize(
    "written",
    [
        "131052-308U",  # its check is T
        "311152-308T",  # no such day
        "290201-123X",
        "1131052-308T",
        "131052-30811234",
        "131052,308T",
        "131052\n\n\n\n308T",
        "131052 ja 308T",
        "1310523083",
        "13.10.2026",
        "Lasku 17.10.27 - 510 eur",
        "28.11.26-494 kpl",
        "klo 13.10-14.05",
        "040-123 4567",
        "+358 40 123 4567",
    ],
)
def test_what_is_no_code_stays(written: str) -> None:
    assert mask(written) == Masking(written)
    assert mask(f"{written} ja {CODE}") == Masking(f"{written} ja {MASK}", ("identity_code",))


def test_a_leap_day_exists_in_leap_years_only() -> None:
    check_2000, check_1900 = CHECKS[290200123 % 31], CHECKS[290200123 % 31]

    assert mask(f"290200A123{check_2000}").kinds == ("identity_code",)
    assert mask(f"290200-123{check_1900}").kinds == ()


# ------------------------------------------------------------------------------------------------- payment cards


@given(cards(), words, words)
def test_no_card_number_survives_in_any_text(card: str, before: str, after: str) -> None:
    assume(not names_a_product(card))
    assume(len(card) > 15 or not normalize(before).rstrip().endswith(("+", "＋")))  # a telephone number

    assert_covered(before + card + after, card, kind="payment_card")


@given(
    cards(),
    st.sampled_from(
        [
            " ",
            "-",
            "\u00a0",
            "\u2009",
            "–",
            ".",
            "  ",
            " - ",
            "\u200b",
            "\t",
            "\u2060 ",
            *"\n/_·|:",
            "    ",
            "\n\n",
            " / ",
        ]
    ),
)
def test_no_grouping_helps_a_card_number(card: str, separator: str) -> None:
    assume(not names_a_product(card) or separator != "\u200b")
    for size in (1, 2, 3, 4, 6):
        assert_covered(f"Kortti {grouped(card, separator, size)}, kiitos", card, kind="payment_card")


@pytest.mark.parametrize(
    "written",
    [
        "4111 1111 1111 1111 12/27",
        "4111 1111 1111 1111 123",
        "4111 1111 1111 1111, 12/27, 123",
        "2 4111 1111 1111 1111",
        "kortti4111111111111111",
        "4111/1111/1111/1111",
        "4111_1111|1111:1111",
        "4111\n1111\n1111\n1111",
        "4111    1111    1111    1111",
        "4111111111111111eur",
        "４１１１ １１１１ １１１１ １１１１",
        "4111\u200b1111\u200b1111\u200b1111",
        "41 1111 1111 1111 11",
        "4111 1111 1111 11 11",
        "kortti XX12 4111 1111 1111 1111",
        "FI12 4111 1111 1111 1111",  # the check of an account number does not hold
        "411111111111111112/27",
        "41111111111111111227",
        "viite: 4111 1111 1111 1111",  # nor that of a reference
        "FI21 1234 5600 0007 85\n4111 1111 1111 1111",
        "FI21 1234 5600 0007 85 4111 1111 1111 1111 FI21 1234 5600 0007 85",
        "123456-785\n4111 1111 1111 1111",
        "RF18 5390 0754 7034\n4111 1111 1111 1111",
        "+358 40 1234567\n4111 1111 1111 1111",
        "12.11.2026\n4111 1111 1111 1111\nFI21 1234 5600 0007 85",
        "4111 1111 1111 1111/12/27",
    ],
)
def test_what_stands_beside_a_card_number_does_not_hide_it(written: str) -> None:
    masking = mask(normalize(written))

    assert masking.kinds == ("payment_card",)
    assert "1111" not in unicodedata.normalize("NFKC", masking.text)


@pytest.mark.parametrize(
    "written",
    [
        "4111 1111 1111 1112",  # Luhn does not hold
        "41111111111111119911",  # twenty digits
        "1234567812345670",  # Luhn holds, but no card begins so
        "7992739871300005",
        "Tilaus 2026112400000004",
        "JJFI64600000200000008",
        "FI49 5000 9420 0287 30",
        "FI4950009420028730",
        "fi21 1234 5600 0007 85",
        "FI79 4405 2020 0360 82",
        "viite 12345 67894",
        "viitteellä 4929123456120161",  # passes Luhn's check, and the reference's that it is called
        "viitenumeroksi 4929123456120161",
        "med referensen 4929123456120161",
        "040 123 4567, 050 765 4321",
        "6438740000003",  # a Finnish product's code
        "4000, 4100, 4200, 4300",
        "23.11.2026 - 24.04.2026",  # Luhn holds for its digits
        "358 40 123 4567 353 0",
        "51 000 0000 0000 008",
        "FI49-5000-9420-0287-30",
        "FI 49 5000 9420 0287 30",
        "FI49.5000.9420.0287.30",
        "500094-20028730",
        "5000 9420 0287 30",
        "Tilinumeroni on FI 49 5000 9420 0287 30",
        "Onko 41 42 43 44 45 46 47 48?",
        "Ring mig på +4917055921689",
        "IBAN SE44 9150 4459 1636 6757 3053",
        "RF18 5390 0754 7034",
        "41 42 43 44 45 46 47 48",
        "5100 5110 5120 5130",
        "+4917055921689",
        "+49 170 5592 1689",
        "4006381333931",  # a product's number, whose check holds
    ],
)
def test_what_is_no_card_number_stays(written: str) -> None:
    assert mask(written) == Masking(written)
    assert mask(f"{written} ja {VISA}") == Masking(f"{written} ja {MASK}", ("payment_card",))


def test_both_kinds_are_named_once_each() -> None:
    masking = mask(f"{CODE} {VISA} {CODE} {VISA}")

    assert masking == Masking(f"{MASK} {MASK} {MASK} {MASK}", ("identity_code", "payment_card"))


# ------------------------------------------------------------------------------------------------- every text


@given(words)
def test_a_text_without_digits_stays(text: str) -> None:
    normal = normalize(text)
    assume(not any(character.isnumeric() for character in normal))

    assert mask(normal) == Masking(normal)


@given(st.text() | st.text("0123456789ABT+- .•\u200b４①", max_size=60))
def test_what_is_masked_is_masked_once(text: str) -> None:
    once = mask(normalize(text))

    assert mask(once.text) == Masking(once.text)
    assert normalize(once.text) == once.text


@given(st.lists(codes() | cards() | st.text("0123456789 -+A•\n", max_size=8), max_size=8).map("".join))
def test_nothing_is_left_to_mask(text: str) -> None:
    assert mask(mask(text).text).kinds == ()


@given(st.text(st.characters()))
def test_a_normal_text_can_be_stored_and_sent(text: str) -> None:
    normal = normalize(text)

    normal.encode()
    assert normalize(normal) == normal
    assert unicodedata.is_normalized("NFC", normal)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", normal)


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_hostile_texts_keep_their_words_and_lose_what_harms(text: str) -> None:
    normal = normalize(text)

    assert mask(normal) == Masking(normal)
    harmless = re.sub(r"[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "", text)
    assert normal == unicodedata.normalize("NFC", harmless.replace("\r\n", "\n").replace("\r", "\n"))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_end_of_a_line_is_a_line_feed(end: str) -> None:
    assert normalize(f"one{end}two") == "one\ntwo"
    assert normalize("a\ttab") == "a\ttab"
