"""Which sentences of the notice change, told language by language."""

from chalicelib.chat.notice.differing import differences
from chalicelib.chat.notice.making import sentences
from chalicelib.chat.words import NOTICE_IN
from tests.chat.notices import changed, notice, setting, written


def test_a_row_in_one_language_changes_sentences_of_that_language_alone() -> None:
    row = written()["bases"]["service"]["balancing"]
    after = notice(changed("bases.service.balancing", {**row, "sv": "Kunden vill ha svar."}))
    told = differences(notice(), after)

    assert (told["fi"], told["en"]) == ((), ())
    (change,) = told["sv"]
    assert [len(change.gone), len(change.new)] == [1, 1]
    assert row["sv"] in change.gone[0]
    assert "Kunden vill ha svar." in change.new[0]
    assert change.section in {section.title for section in after.documents["sv"].sections}


def test_a_setting_changes_the_sentences_that_tell_of_it() -> None:
    told = differences(notice(), notice(settings=setting(left_question_days=3)))

    assert set(told) == set(NOTICE_IN)
    for changes in told.values():
        assert changes
        for change in changes:
            assert all("7\u00a0" in each for each in change.gone)
            assert all("3\u00a0" in each for each in change.new)


def test_the_same_notice_changes_nothing() -> None:
    assert not any(differences(notice(), notice()).values())


def test_where_nothing_was_shown_everything_is_new() -> None:
    after = notice()
    for language, changes in differences(None, after).items():
        assert not any(change.gone for change in changes)
        said = [each for change in changes for each in change.new]
        assert said == list(sentences(after.documents[language]))


def test_what_is_added_and_taken_away_stands_in_its_section() -> None:
    shorter = notice(changed("measures", written()["measures"][:2]))
    (change,) = differences(notice(), shorter)["en"]

    assert (len(change.gone), change.new) == (1, ())
    (back,) = differences(shorter, notice())["en"]
    assert (back.gone, back.new, back.section) == ((), change.gone, change.section)
