"""Whether somebody asks for the conversation by e-mail. Lights the agent's offer and does nothing else: a miss costs
the agent a click, a false alarm only lights a button.
"""

import re
import unicodedata
from typing import Final

_MAIL: Final = (
    r"s[aä]hk[oö]posti|sposti|s-?posti|[ei]-?mail|meili|maili",
    r"e-?post|mejl|mail",
    r"e-?mail|mail|inbox",
)
_THING: Final = (
    r"keskustelu|chat|juttelu|historia|viesti|t[aä]m[aä]|t[aä]st[aä]|n[aä]m[aä]|n[aä]ist[aä]|kopio|t[aä]t[aä]|kaikki|tallen",
    r"chatt|konversation|diskussion|samtal|det h[aä]r|detta|den h[aä]r|kopia|historik|allt|meddeland|\bdet\b",
    r"chat|conversation|transcript|this|copy|history|everything|discussion|messages",
)
_ASK: Final = (
    r"\bsaa?(n|nko|isin|isinko|ko|nk)|voi(t|tko|sit|sitko|ko|siko|daanko|taisiinko)\b|l[aä]het[aä]|l[aä]hett[aä]|toimitta|"
    r"tila(ta|an|isin)|haluai?si|halua(n|isin)|pyyd[aä]n|saada|laita|pist[aä]|mahdollista",
    r"\bkan\b|\bf[aå]\b|skicka|skulle|vill|g[aå]r det|[oö]nskar|mejla|maila|be om|beh[oö]ver|best[aä]lla",
    r"\bcan\b|could|would|please|send|get|receive|want|like|mail (me|it|this)|e-?mail (me|it|this|the)|need|possible",
)
_NOT: Final = (
    r"ei (ole )?(tullut|saapunut|tule|tuu|n[aä]y)|en (ole )?saanut|vahvistus|lasku|tarjou|kuitti|mainos|uutiskirje|"
    r"osoite(tta|tani|en)? (on|v[aä][aä]rin|vaihtu)|muuttaa s|vaihtaa s|palautuslink|salasana|l[aä]hetin|"
    r"kirjoitin|uuden s[aä]hk|roskaposti",
    r"har inte (f[aå]tt|kommit)|kom(mer)? inte|faktura|kvitto|bekr[aä]ftelse|nyhetsbrev|reklam|byta|[aä]ndra|l[oö]senord|"
    r"skickade (jag|ett|er)|skräppost",
    r"(did|have|has)(n't| not) (get|got|receive|arrive|come)|never (got|came|arrived|received)|invoice|receipt|newsletter|"
    r"confirmation|change my|password|spam|i (sent|wrote|e-?mailed|mailed)|order number",
)


def asks_for_copy(text: str) -> bool:
    """Return whether a visitor's text asks, in Finnish, Swedish or English, for this conversation by e-mail."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return any(
        re.search(mail, plain) is not None
        and re.search(thing, plain) is not None
        and re.search(ask, plain) is not None
        and re.search(doubt, plain) is None
        for mail, thing, ask, doubt in zip(_MAIL, _THING, _ASK, _NOT, strict=True)
    )
