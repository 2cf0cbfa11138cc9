"""Whether somebody asks for the conversation by e-mail. Lights the agent's offer and does nothing else: a miss costs
the agent a click, a false alarm only lights a button.
"""

import itertools
import re
import unicodedata
from typing import Final, NamedTuple

_ADDRESS = r"\w@\w"
_PART_END: Final = r"[,;:–—]\s+|\s-\s"
_SENTENCE_END: Final = r"[.!?…]+(?:\s|$)|\n"


class _Signs(NamedTuple):
    """Patterns of what a language's sentence shows that asks: where to, what, the asking itself; and what shows another matter.

    `bare`: the beginning of a request that names what and where to, and has no verb.
    """

    mail: str
    thing: str
    ask: str
    doubt: str
    bare: str


def _signs(*, mail: str, thing: str, ask: str, doubt: str, bare: str) -> _Signs:
    """Return the signs that are written as beginnings of words; `_` is a space between two."""

    def any_of(stems: str) -> str:
        return r"(?<!\w)(?:{})".format("|".join(re.escape(stem).replace("_", r"\s+") for stem in stems.split()))

    return _Signs(f"{any_of(mail)}|{_ADDRESS}", any_of(thing), any_of(ask), any_of(doubt), bare)


_LANGUAGES: Final = (
    _signs(  # Finnish
        mail="sähköpost sahkopost spost s-post email e-mail meil mail",
        thing="keskustel chat chät juttel histori viesti viestej tämä tämän tän tää tästä tätä taman tama nämä nämät nää "
        "näitä näistä kopio kaikki tallen talte ohje vastau",
        ask="saan saisi saisk saako saada voit voisi voiko voidaan lähet lahet toimit tilata tilaan tilaisi halua halui "
        "haluu pyydä pyytä laita laitt pistä mahdoll tarvit tarvis ota_ otan_ ottai sopii sopis pysty käykö kävis "
        "mulle minulle itselle",
        doubt="saapunu tullu sopimu vahvist lasku tarjou kuit mainos mainok uutiskirj muut vaih palautuslink salasan "
        "lähetin kirjoitin roskapost saanut saitte sain_ teille_sähköpost mihin lomak kuva jos_tilaan asetuk",
        bare=r"(?:ja |vielä |siis )?(?:(?:tä[mn]ä?|tää|koko) )?(?:keskustelu|kopio|ch[aä]t|juttelu)\w*(?: \S+){0,3}? "
        r"(?:\w*(?:post|meil|mail)ii\w*|osoitteeseen)|(?:minulle |mulle )?\w*(?:post|meil|mail)iin\w* (?:kopio|keskustelu|ch[aä]t)",
    ),
    _signs(  # Swedish
        mail="e-post epost mejl mail",
        thing="chatt konversation diskussion samtal det_här detta kopi histori allt meddeland få_det skicka_det ha_det",
        ask="kan kunde gärna finns_det får få_ skicka skulle vill går_det önsk mejla_mig maila_mig e-posta_mig be_ ber_ behöv "
        "beställ möjlig",
        doubt="inte avtal faktur kvitt bekräftels nyhetsbrev reklam byt ändr lösenord skickade skräppost mejla_er maila_er "
        "till_er konstig formulär vilken_e-post vilken_mejl",
        bare=r"(?:och )?(?:en |hela |den här |det här )*(?:kopia|chatt|konversation|diskussion|samtal)\w*(?: \S+){0,3}? "
        r"(?:till|på|per|via) (?:\w+ )?(?:e-?post|mejl|mail|\S+@)",
    ),
    _signs(  # English
        mail="email e-mail mail inbox",
        thing="chat conversation convo transcript this these copy history everything discussion messages all_of "
        "send_it email_it mail_it e-mail_it what_you",
        ask="can could would please send get_ receive want i'd_like would_like i_need possible may email_me e-mail_me "
        "mail_me email_this email_it mail_it e-mail_it how_do_i appreciate is_there_a_way",
        doubt="not didn haven hasn never invoice receipt newsletter confirmation change password spam did_you i_sent "
        "i_wrote i_emailed i_mailed email_you mail_you my_order this_order your_email contract this_form when_this",
        bare=r"(?:and )?(?:a |the |this |our |my |whole )*(?:copy|chat|conversation|transcript)(?: \S+){0,4}? "
        r"(?:to|by|via|in) (?:\w+ )?(?:e-?mail|mail|inbox|\S+@)",
    ),
)


def asks_for_copy(text: str) -> bool:
    """Return whether a sentence of a visitor's text asks, in Finnish, Swedish or English, for this by e-mail.

    A sentence that names an address is read together with the one before it. What shows another matter counts only within
    its part of the sentence where another part asks by itself.
    """
    plain = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    sentences = re.split(_SENTENCE_END, plain)
    together = [f"{one} {following}" for one, following in itertools.pairwise(sentences) if "@" in following]
    parts = [part.strip() for sentence in sentences for part in re.split(_PART_END, sentence)]
    return any(_asks(signs, words) for words in (*sentences, *together, *parts) for signs in _LANGUAGES)


def _asks(signs: _Signs, sentence: str) -> bool:
    if re.search(signs.doubt, sentence) is not None:
        return False
    asked = all(re.search(sign, sentence) for sign in (signs.mail, signs.thing, signs.ask))
    return asked or re.match(signs.bare, sentence) is not None
