"""Whether somebody asks for the conversation by e-mail. Lights the agent's offer and does nothing else: a miss costs
the agent a click, a false alarm only lights a button.
"""

import re
import unicodedata
from typing import Final, NamedTuple


class _Stems(NamedTuple):
    """Beginnings of words by which a language asks: where to, what, the asking itself, and what shows another matter."""

    mail: str
    thing: str
    ask: str
    doubt: str


_FINNISH: Final = _Stems(
    mail="sähköposti sahkoposti sposti s-posti emaili email e-mail meili maili",
    thing="keskustelu chat juttelu histori viesti tämä tästä nämä näistä tätä kopio kaikki talle",
    ask="saan saisin saako saisiko saada voit voisi voiko voidaan voitai lähet toimit tilata tilaan tilaisin halua pyydän "
    "laita pistä mahdoll",
    doubt="saapunu tullut vahvistu laskun lasku tarjou kuit mainos uutiskirj osoitteeni muut vaih palautuslink salasan "
    "lähetin kirjoitin roskapost saanut",
)
_SWEDISH: Final = _Stems(
    mail="e-post epost mejl mail",
    thing="chatt konversation diskussion samtal här detta kopi histori allt meddeland det",
    ask="kan få får skick skulle vill går önsk mejla maila be behöv beställ",
    doubt="inte faktur kvitto bekräftels nyhetsbrev reklam byt ändr lösenord skickade skräppost",
)
_ENGLISH: Final = _Stems(
    mail="email e-mail mail inbox",
    thing="chat conversation transcript this copy history everything discussion messages",
    ask="can could would please send get receive want like email e-mail mail need possible may",
    doubt="not didn haven hasn never invoice receipt newsletter confirmation change password spam sent wrote emailed order",
)
_LANGUAGES: Final = (_FINNISH, _SWEDISH, _ENGLISH)


def asks_for_copy(text: str) -> bool:
    """Return whether a visitor's text asks, in Finnish, Swedish or English, for this conversation by e-mail."""
    words = re.findall(r"[\w-]+", unicodedata.normalize("NFC", text).casefold())
    return any(_asks(stems, words) for stems in _LANGUAGES)


def _asks(stems: _Stems, words: list[str]) -> bool:
    return (
        _begins(words, stems.mail)
        and _begins(words, stems.thing)
        and _begins(words, stems.ask)
        and not _begins(words, stems.doubt)
    )


def _begins(words: list[str], stems: str) -> bool:
    return any(word.startswith(tuple(stems.split())) for word in words)
