"""Which long passwords are guessed first: those made of few common pieces, however often repeated.

Fifteen characters leave little of the lists of common passwords, and what is left of them is of one kind: a common word, a
name that anybody knows here, a row of the keyboard, a date, and repetitions of these. So a password is taken apart into as few
such pieces as it can be, as zxcvbn does (https://github.com/dropbox/zxcvbn), and is refused when they are few. NIST SP 800-63B-4,
3.1.1.2, asks for a comparison with common words, the service's and the user's name, and for no other rule.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

PIECES_LEAST: Final = 6
"""A password is made of so many pieces at least. A character that belongs to nothing common is one."""

_RUN_LEAST: Final = 3
_AGAIN_LEAST: Final = 4
_NAME_LEAST: Final = 3
_YEAR: Final = r"(?:19|20)[0-9]{2}"
_SAID_AS_SIGNS: Final = str.maketrans("@$", "as")
_SAID_AS_DIGITS: Final = str.maketrans("013457", "oieast")

_WRITTEN: Final = """\
password passw0rd passwort passord pass salasana sana losenord hemlig hemligt hemlighet salainen salaisuus secret user
kayttaja kayttajatunnus tunnus anvandare login kirjaudu inloggning account tili konto admin administrator yllapitaja
administrator root master boss pomo chef welcome tervetuloa valkommen hello hei hej moi moro terve letmein open avaa
iloveyou love rakastan rakkaus sinua sina mina alskar dig kissa koira cat dog katt hund monkey dragon football
baseball soccer jalkapallo fotboll hockey jaakiekko ishockey superman batman pokemon starwars princess prinsessa
sunshine angel enkeli shadow flower kukka summer winter spring autumn kesa talvi kevat syksy sommar vinter host suomi
finland helsinki sverige stockholm turku tampere oulu espoo vantaa perkele saatana vittu helvetti paska jumala jeesus
jesus god test testi testing prov demo temp temporary tilapainen tillfallig changeme vaihda byt default oletus company
yritys foretag firma tyo arbete work asiakaspalvelu kundtjanst customer service support tuki palvelu chat chatti
keskustelu juttu computer tietokone dator internet google facebook microsoft windows apple samsung iphone abc asd asdf
qwe qwerty january february march april may june july august september october november december tammikuu helmikuu
maaliskuu huhtikuu toukokuu kesakuu heinakuu elokuu syyskuu lokakuu marraskuu joulukuu januari februari mars maj juni
juli augusti oktober monday tuesday wednesday thursday friday saturday sunday maanantai tiistai keskiviikko torstai
perjantai lauantai sunnuntai mandag tisdag onsdag torsdag fredag lordag sondag this that is my the and your you me i
olen on ja se tama oma minun det ar min mitt och jag uusi new ny one two three four five six seven eight nine ten yksi
kaksi kolme nelja viisi ett tva tre fyra fem number numero nummer standard correct horse battery staple
"""
"""Common words of the three languages, small and without marks, as `_plain` gives them."""
_WORDS: Final = frozenset(_WRITTEN.split())

_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "12345678901234567890",
    "qwertyuiopa",
    "asdfghjkloa",
    "zxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
)
_RUNS: Final = (*_ROWS, *(row[::-1] for row in _ROWS))


def is_guessed_first(password: str, names: Iterable[str]) -> bool:
    """Return whether a password is made of few common pieces. `names`: of the user, the company, whatever anybody knows here."""
    known = _WORDS | set(_parts(names))
    plain = _plain(password)
    once = re.sub(r"(.)\1+", r"\1", plain)
    return min(_pieces(plain, known), _pieces(once, known)) < PIECES_LEAST


def _pieces(text: str, known: Iterable[str]) -> int:
    """Return of how few pieces a text can be made; what repeats the piece before it costs nothing."""
    said = text.translate(_SAID_AS_DIGITS)
    known = [word for word in known if word in text or word in said]
    fewest = [0, *(len(text) + 1 for _ in text)]
    for at in range(len(text)):
        fewest[at + 1] = min(fewest[at + 1], fewest[at] + 1)
        for length, cost in _piece_lengths(text, said, at, known):
            fewest[at + length] = min(fewest[at + length], fewest[at] + cost)
    return fewest[-1]


def _piece_lengths(text: str, said: str, at: int, known: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the lengths of the common pieces that begin at a place, each with what it costs."""
    yield from ((len(word), 1) for word in known if text.startswith(word, at) or said.startswith(word, at))
    if re.compile(_YEAR).match(text, at):
        yield 4, 1
    for length in range(1, at + 1):
        if text.startswith(text[at - length : at], at):
            yield length, 0
    for length in range(_RUN_LEAST, len(text) - at + 1):
        if not any(text[at : at + length] in run for run in _RUNS):
            break
        yield length, 1
    for length in range(_AGAIN_LEAST, len(text) - at + 1):
        if text[at : at + length] not in text[:at]:
            break
        yield length, 1


def _plain(text: str) -> str:
    """Return the letters and digits of a text, small and without marks: `Lösenord!` is `losenord`."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_SAID_AS_SIGNS)
    return "".join(sign for sign in apart if sign.isalnum())


def _parts(names: Iterable[str]) -> Iterator[str]:
    """Yield names as they are looked for: whole, and each of their words that is long enough to be one."""
    for name in names:
        for part in (name, *re.split(r"[\W_]+", name)):
            plain = _plain(part)
            if len(plain) >= _NAME_LEAST:
                yield plain
