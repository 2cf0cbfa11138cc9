"""The clauses of the notice that the product comes from, each in our own words, in every language."""

import re
from typing import get_args

import pytest

from chalicelib.chat.wire import Language
from tests.chat.notices import SETTINGS, notice, section, written

LANGUAGES: tuple[Language, ...] = get_args(Language)
ROWS = written()

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def tells(language: Language, key: str, *, fi: str, sv: str, en: str) -> None:
    said = section(notice(), language, key)
    pattern = {"fi": fi, "sv": sv, "en": en}[language]
    assert re.search(pattern, said, re.DOTALL), said


def test_n1_chats_are_stored_automatically_in_the_customer_service_system(language: Language) -> None:
    tells(
        language,
        "purposes",
        fi="tallentuvat asiakaspalvelujärjestelmään itsestään",
        sv="sparas automatiskt i kundtjänstsystemet",
        en="recorded automatically in the customer-service system",
    )


def test_n2_recordings_are_kept_two_months(language: Language) -> None:
    tells(language, "data", fi="poistetaan 2\u00a0kuukauden", sv="raderas 2\u00a0månader", en="deleted 2\u00a0months")
    tells(language, "data", fi="Tarkka päivä näkyy chatissa", sv="Det exakta datumet syns", en="shows the exact date")


def test_n3_to_assure_the_quality_of_the_service(language: Language) -> None:
    tells(language, "purposes", fi="palvelun laatua", sv="kvaliteten", en="assure its quality")


def test_n4_and_the_correctness_of_the_answers_given(language: Language) -> None:
    tells(
        language,
        "purposes",
        fi="annettujen vastausten oikeellisuutta",
        sv="att svaren är riktiga",
        en="correctness of the answers given",
    )


def test_n5_and_to_develop_operations(language: Language) -> None:
    tells(language, "purposes", fi="kehitämme toimintaamme", sv="utvecklar verksamheten", en="develop our operations")


def test_n6_and_in_training_that_aims_to_improve_the_service(language: Language) -> None:
    tells(
        language,
        "purposes",
        fi="koulutamme henkilöstöä parempaan palveluun",
        sv="utbildar personalen så att servicen blir bättre",
        en="train our staff so that the service gets better",
    )


def test_n7_and_in_planning_the_content_of_guidance(language: Language) -> None:
    tells(
        language,
        "purposes",
        fi="suunnittelemme ohjeiden sisältöä",
        sv="planerar innehållet i våra anvisningar",
        en="plan the content of our guidance",
    )


def test_n8_the_register_holds_the_conversation_and_advice_is_open_to_everybody(language: Language) -> None:
    tells(
        language,
        "data",
        fi="asiakkaan kanssa käyty keskustelu.*neuvontaa avoimella verkkosivulla",
        sv="I registret finns chatten med kunden.*råd på en öppen webbplats",
        en="register holds the chat with the customer.*advice on an open website",
    )
    assert ROWS["register"]["name"][language] in section(notice(), language, "register")


def test_n9_the_customer_can_order_the_chat_to_their_own_e_mail_by_saying_so(language: Language) -> None:
    tells(
        language,
        "copy",
        fi="Voit tilata.*pyytämällä sitä chatissa",
        sv="Du kan beställa.*be om den i chatten",
        en="You can order.*asking for it in the chat",
    )


def test_n10_on_ordering_the_address_is_stored_automatically(language: Language) -> None:
    tells(
        language,
        "copy",
        fi="tallentuu silloin itsestään, mutta vain sitä varten",
        sv="sparas då automatiskt, men bara för det",
        en="then stored automatically, but for this only",
    )


def test_n11_data_come_from_what_customers_give_and_from_the_contact_itself(language: Language) -> None:
    tells(
        language,
        "sources",
        fi="sinulta itseltäsi ja siitä, että otat yhteyttä",
        sv="från dig själv och av att du tar kontakt",
        en="from you, and from your getting in touch",
    )


def test_n12_data_are_disclosed_only_in_cases_defined_by_law(language: Language) -> None:
    tells(
        language,
        "recipients",
        fi="vain laissa määrätyissä tapauksissa",
        sv="bara i de fall som anges i lag",
        en="only in the cases defined by law",
    )
    assert ROWS["disclosures"][language] in section(notice(), language, "recipients")


def test_n13_every_employee_gives_a_confidentiality_commitment(language: Language) -> None:
    tells(
        language,
        "recipients",
        fi="Jokainen antaa salassapitositoumuksen",
        sv="Var och en avger en förbindelse om tystnadsplikt",
        en="Everybody gives a confidentiality commitment",
    )


def test_n14_only_employees_who_need_the_data_for_that_matter_handle_them(language: Language) -> None:
    tells(
        language,
        "recipients",
        fi="vain ne työntekijämme, jotka tarvitsevat niitä juuri sinun asiasi",
        sv="bara av de anställda som behöver dem för att sköta just ditt ärende",
        en="only by those of our staff who need them for your very matter",
    )


def test_n15_the_storage_provider_is_bound_to_secrecy(language: Language) -> None:
    for processor in ROWS["processors"]:
        assert processor["secrecy"][language] in section(notice(), language, "recipients")


def test_n16_unique_user_names_and_passwords_with_limited_rights(language: Language) -> None:
    tells(
        language,
        "security",
        fi="oma käyttäjätunnus.*salasana.*vain ne oikeudet",
        sv="eget användarnamn.*lösenord.*bara de behörigheter",
        en="user name of their own.*password.*only the rights",
    )


def test_n17_log_data(language: Language) -> None:
    tells(language, "security", fi="käyttölokiin", sv="åtkomstloggen", en="access log")


def test_n18_access_control(language: Language) -> None:
    tells(
        language,
        "security",
        fi="Istunto päättyy.*voi katkaista heti",
        sv="En session avslutas.*kan avbrytas genast",
        en="A session ends.*cut off at once",
    )


def test_n19_firewall(language: Language) -> None:
    tells(language, "security", fi="Palomuuri", sv="brandvägg", en="firewall")


def test_n19b_locked_and_guarded_premises_with_access_control(language: Language) -> None:
    for row in (*ROWS["premises"], *ROWS["measures"]):
        assert row[language] in section(notice(), language, "security")


def test_n20_recordings_are_the_controllers_property_and_not_given_to_outsiders(language: Language) -> None:
    tells(
        language,
        "recipients",
        fi="rekisterinpitäjän omaisuutta. Niitä ei anneta ulkopuolisille",
        sv=f"Det som sparas tillhör {SETTINGS.controller}. Det ges inte till utomstående",
        en=f"property of {SETTINGS.controller}. They are not given to outsiders",
    )


def test_n21_the_version_that_was_shown_is_kept(language: Language) -> None:
    tells(language, "versions", fi="mikä versio", sv="vilken version", en="which version")
