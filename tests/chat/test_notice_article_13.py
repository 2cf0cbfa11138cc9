"""What GDPR Article 13 wants a visitor to be told, letter by letter, and where the notice tells it, in every language."""

import json
import re
from typing import get_args

import pytest

from chalicelib.chat.access_events import Purpose
from chalicelib.chat.notice import rows
from chalicelib.chat.wire import Language
from chalicelib.chat.words import IN
from tests import browser_words
from tests.chat.notices import SETTINGS, notice, section, written

LANGUAGES: tuple[Language, ...] = get_args(Language)
ROWS = written()

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def tells(language: Language, key: str, **patterns: str) -> None:
    said = section(notice(), language, key)
    assert re.search(patterns[language], said), said


def test_13_1_a_the_controller_and_how_to_reach_them(language: Language) -> None:
    said = section(notice(), language, "controller")
    contact = ROWS["contact"]
    for row in (SETTINGS.controller, *ROWS["controller"].values(), contact["name"][language], contact["phone"]):
        assert row in said
    assert contact["email"] in said


def test_13_1_b_the_data_protection_officer(language: Language) -> None:
    said = section(notice(), language, "controller")
    for row in (ROWS["officer"]["name"][language], ROWS["officer"]["phone"], ROWS["officer"]["email"]):
        assert row in said


def test_13_1_c_the_purposes_and_their_legal_bases(language: Language) -> None:
    said = section(notice(), language, "purposes")
    article = {"fi": "GDPR 6 artikla 1 kohta f", "sv": "artikel 6.1 f", "en": "Article 6(1)(f)"}[language]
    assert said.count(article) == 3


def test_13_1_d_the_legitimate_interests_with_the_balancing(language: Language) -> None:
    said = section(notice(), language, "purposes")
    for ground in ROWS["bases"].values():
        assert ground["interests"][language] in said
        assert ground["balancing"][language] in said


def test_13_1_e_the_recipients_by_name(language: Language) -> None:
    said = section(notice(), language, "recipients")
    for processor in ROWS["processors"]:
        for row in (processor["name"], processor["task"][language], processor["place"][language]):
            assert row in said


def test_13_1_f_transfers_their_safeguards_and_where_a_copy_is_had(language: Language) -> None:
    assert ROWS["transfers"][language] in section(notice(), language, "transfers")
    tells(
        language,
        "transfers",
        fi="komission päätös.*vakiosopimuslausekkeet.*Jäljennöksen",
        sv="kommissionens beslut.*standardavtalsklausuler.*kopia",
        en="Commission's decision.*standard contractual clauses.*copy",
    )


def test_13_2_a_how_long(language: Language) -> None:
    said = section(notice(), language, "data")
    for time in {
        "fi": ("2\u00a0kuukauden", "7\u00a0päivän", "2\u00a0vuoden"),
        "sv": ("2\u00a0månader", "7\u00a0dagar", "2\u00a0år"),
        "en": ("2\u00a0months", "7\u00a0days", "2\u00a0years"),
    }[language]:
        assert time in said


def test_13_2_b_access_rectification_erasure_restriction_and_objection(language: Language) -> None:
    for fi, sv, en in (
        ("katsoa ja tallentaa", "se och spara", "see and save"),
        ("oikaista", "rätta", "correct"),
        ("poistaa koko", "radera hela", "erase the whole"),
        ("rajoitetaan", "begränsas", "restricted"),
        ("vastustamisoikeus", "rätten att göra invändningar", "right to object"),
    ):
        tells(language, "rights", fi=fi, sv=sv, en=en)


def test_13_2_b_portability_where_data_rest_on_a_contract(language: Language) -> None:
    whole = written()
    whole["bases"]["service"] = {"basis": "contract"}
    pattern = {"fi": "koneluettavina", "sv": "maskinläsbar", "en": "machine-readable"}[language]

    assert re.search(pattern, section(notice(rows.of(whole)), language, "rights"))
    assert not re.search(pattern, section(notice(), language, "rights"))


def test_13_2_c_that_nothing_rests_on_consent_which_could_be_withdrawn(language: Language) -> None:
    tells(language, "purposes", fi="Mikään.*suostumukseen", sv="Inget.*samtycke", en="Nothing.*consent")


def test_13_2_d_the_right_to_complain_to_the_ombudsman(language: Language) -> None:
    tells(language, "complaint", fi="tietosuojavaltuutetulle", sv="dataombudsmannen", en="Data Protection Ombudsman")


def test_13_2_e_whether_giving_data_is_obligatory_and_what_follows(language: Language) -> None:
    tells(language, "obligatory", fi="Ei ole.*emme voi", sv="Nej.*kan vi inte", en="You do not.*we cannot")


def test_13_2_f_that_no_decisions_are_automated_and_nobody_is_profiled(language: Language) -> None:
    tells(
        language,
        "automated",
        fi="ei tehdä automaattisesti.*eikä sinua profiloida",
        sv="Inga beslut.*du profileras inte",
        en="No decisions.*you are not profiled",
    )


TOLD_PURPOSES: dict[Purpose, tuple[str, dict[Language, str]]] = {
    "service": ("purposes", {"fi": "asiasi hoitamiseen", "sv": "sköta ditt ärende", "en": "deal with your matter"}),
    "quality": ("purposes", {"fi": "palvelun laatua", "sv": "kvaliteten", "en": "its quality"}),
    "training": ("purposes", {"fi": "koulutamme", "sv": "utbildar", "en": "train our staff"}),
    "guidance": ("purposes", {"fi": "ohjeiden sisältöä", "sv": "våra anvisningar", "en": "our guidance"}),
    "security": ("purposes", {"fi": "estämme väärinkäyttöä", "sv": "hindrar missbruk", "en": "prevent misuse"}),
    "request": ("rights", {"fi": "voit pyytää", "sv": "kan du begära", "en": "You can ask"}),
    "legal": ("recipients", {"fi": "laissa määrätyissä", "sv": "anges i lag", "en": "defined by law"}),
}


def test_13_3_there_is_no_purpose_of_a_reading_that_is_not_told(language: Language) -> None:
    assert set(TOLD_PURPOSES) == set(get_args(Purpose))
    for key, patterns in TOLD_PURPOSES.values():
        tells(language, key, **patterns)


def test_12_3_and_5_within_which_time_and_that_it_is_free(language: Language) -> None:
    tells(
        language,
        "rights",
        fi="kuukauden kuluessa, ja se on maksutonta",
        sv="inom en månad, och det är gratis",
        en="within a month, free of charge",
    )


def test_14_the_sources(language: Language) -> None:
    tells(language, "sources", fi="sinulta itseltäsi", sv="från dig själv", en="come from you")


def test_21_1_objecting_to_whatever_else_may_be_objected_to(language: Language) -> None:
    """Article 21(1) names what rests on points (e) and (f) of Article 6(1), whichever of them a company's rows have."""
    tells(
        language,
        "rights",
        fi="tilanteeseesi.*vastustaa muutakin.*oikeutettuun etuun tai yleistä etua koskevaan tehtävään",
        sv="egen situation.*invända också.*berättigat intresse eller på en uppgift av allmänt intresse",
        en="own situation.*also object.*legitimate interests or on a task in the public interest",
    )


def test_21_4_objecting_is_told_apart_and_before_everything_else(language: Language) -> None:
    summary = " ".join(notice().documents[language].summary)
    assert re.search({"fi": "Voit kieltää", "sv": "Du kan invända", "en": "You can object"}[language], summary)


SCOPE = {
    "fi": ("laadun", "koulut", "kehittämi", "ohjeiden suunnittelu"),
    "sv": ("kvalitet", "utbild", "utveckl", "planer"),
    "en": ("quality", "train", "develop", "guidance"),
}


def test_21_what_can_be_objected_to_is_the_same_wherever_it_is_told(language: Language) -> None:
    """The chat's first lines, which describe their switch, its later switch, what staff see at the desk, on the board and in the
    history, the notice, the saved page, the mails.
    """
    web = browser_words.source(language)
    written = r'(?:uses|objected):\s*("[^"]*")|objection: \{\s*title: ("[^"]*")'
    shown = [json.loads(first or second) for first, second in re.findall(written, web)]
    assert len(shown) == 5
    rights = next(line for line in section(notice(), language, "rights").splitlines() if OBJECTING[language] in line)
    copy = notice().copy[language]
    told = [*shown, notice().documents[language].summary[1], rights, copy[0], copy[4], IN[language].objected]
    assert [(part, said) for said in told for part in SCOPE[language] if part not in said] == []


OBJECTING = {"fi": "vastustamisoikeus", "sv": "rätten att göra invändningar", "en": "the right to object"}


def test_13_1_e_who_reads_the_access_log(language: Language) -> None:
    tells(
        language,
        "recipients",
        fi="Käyttölokia lukee tietosuojavastaava",
        sv="Åtkomstloggen läses av dataskyddsombudet",
        en="The access log is read by the data-protection officer",
    )


def test_13_2_a_what_is_still_there_after_erasing(language: Language) -> None:
    tells(
        language,
        "rights",
        fi="jäävät.*käyttölokin merkinnät.*varmuuskopio.*verkostasi",
        sv="blir.*åtkomstloggen.*säkerhetskopian.*ditt nät",
        en="remain.*access log.*back-up.*your network",
    )
    tells(language, "data", fi="myös jos poistat", sv="också om du raderar", en="also if you erase")


def test_13_2_a_how_far_one_has_read_is_told(language: Language) -> None:
    tells(language, "data", fi="mihin asti.*lukeneet", sv="hur långt.*har läst", en="how far.*have read")


def test_the_mark_on_the_website_is_told_to_be_there_while_a_chat_is_under_way(language: Language) -> None:
    tells(
        language,
        "device",
        fi="Kun keskustelu on käynnissä.*poistuu, kun keskustelu päättyy",
        sv="Medan en chatt pågår.*tas bort när chatten avslutas",
        en="While a chat is under way.*goes when the chat ends",
    )
