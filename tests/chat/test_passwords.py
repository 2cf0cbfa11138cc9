"""Which long passwords are refused, and that a passphrase of one's own is not."""

import pytest

from chalicelib.chat import people
from chalicelib.chat.errors import PasswordTooCommon
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.passwords import is_guessed_first

NAMES = ("maija.virtanen", "Maija", "Kiuaspaja Havukka Oy")


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "P@ssw0rd-P@ssw0rd",
        "Salasana12345678",
        "Lösenord!Lösenord!",
        "kesä2026kesä2026!",
        "juttujuttujuttu",
        "thisismypassword",
        "correct horse battery staple",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "aabbccddeeffgghhiijj",
        "qwertyuiopasdfghjkl",
        "1q2w3e4r5t6y7u8i9o0p",
        "987654321987654321",
        "!!!!!!!!!!!!!!!!",
        "maija.virtanen.maija",
        "virtanenvirtanen",
        "kiuaspajakiuaspaja1",
        "Havukka-Maija-2026",
        "maijamaijamaija!!",
    ],
)
def test_common_words_names_rows_and_their_repetition_are_refused_however_long(password: str) -> None:
    with pytest.raises(PasswordTooCommon):
        people.new_password(password, LIMITS, NAMES)


@pytest.mark.parametrize(
    "password",
    [
        "oikein hevonen paristo niitti",
        "perunalaatikko ja 3 kissaa",
        "a passphrase of my own",
        "tuulimylly-viilipytty",
        "xkqzvwpjhtmnrbd",
        "我们在赫尔辛基的海边喝咖啡看海鸥",
        "maija soutaa lahden yli",
        "salasana on piilossa kaivon takana",
    ],
)
def test_a_passphrase_of_ones_own_is_taken(password: str) -> None:
    assert people.new_password(password, LIMITS, NAMES) == password


def test_somebody_elses_name_is_a_word_like_any_other() -> None:
    assert is_guessed_first("virtanenvirtanen", NAMES)
    assert not is_guessed_first("virtanenvirtanen", ())


@pytest.mark.parametrize(
    ("password", "is_common"), [("kissa 2026 helsinki xy", True), ("kissa 2026 helsinki xyv", False)]
)
def test_six_pieces_are_enough_and_five_are_not(password: str, is_common: bool) -> None:
    assert is_guessed_first(password, ()) == is_common


@pytest.mark.parametrize("password", ["qwertyuiop1234567890" * 12, "ab" * 128])
def test_however_often_it_is_repeated_it_is_the_same(password: str) -> None:
    assert is_guessed_first(password, NAMES)
