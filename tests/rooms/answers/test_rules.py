"""Canned answers as values: what is wrong with one, what a save makes of them, and that a file is read as it was written."""

import hashlib
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat import masking
from chalicelib.chat.answers import Answer, Answers
from chalicelib.chat.errors import ChangedMeanwhile, NotFound, SettingsRefused
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.site import Contact, Site
from chalicelib.chat.wire import Language, Mistake
from chalicelib.rooms.answers import rules
from chalicelib.rooms.answers.wire import AnswersImport, CannedAnswer

CODE = "131052-308T"


def canned(key: str = "hei", **said: Any) -> CannedAnswer:
    usual = {
        "id": hashlib.sha256(key.encode()).hexdigest()[:20],
        "key": key,
        "title": "Tervehdys",
        "text": {"fi": "Hei!"},
    }
    return msgspec.convert(usual | said, CannedAnswer)


def answer(key: str = "hei", **said: Any) -> Answer:
    return rules.written(canned(key, **said))


def wrong(**said: Any) -> list[tuple[str, str]]:
    return [(each.where, each.code) for each in rules.mistakes(answer(**said), {"demo"})]


def refused(file: str, before: Answers = Answers()) -> list[tuple[str, str]]:  # noqa: B008 - a value
    with pytest.raises(SettingsRefused) as found:
        rules.rows(file, before, {"demo"})
    mistakes: tuple[Mistake, ...] = found.value.data["mistakes"]
    return [(each.where, each.code) for each in mistakes]


# ------------------------------------------------------------------------------------------------- one answer


def test_what_is_written_is_kept_as_plain_text_without_a_language_that_says_nothing() -> None:
    found = answer(" /Hei ", title=" Ensi\u202e sanat ", text={"fi": " Hei!\r\nMiten voin auttaa?  ", "sv": "  "})

    assert (found.key, found.title) == ("hei", "Ensi sanat")
    assert found.text == {"fi": "Hei!\nMiten voin auttaa?"}


@pytest.mark.parametrize(
    ("said", "where", "code"),
    [
        ({"key": ""}, "key", "empty"),
        ({"key": "to mi"}, "key", "key"),
        ({"key": "hei/"}, "key", "key"),
        ({"title": " "}, "title", "empty"),
        ({"title": "yksi\nkaksi"}, "title", "one_line"),
        ({"title": f"Tunnus {CODE}"}, "title", "secret"),
        ({"text": {"fi": " "}}, "text.fi", "empty"),
        ({"text": {"sv": f"Koden {CODE}"}}, "text.sv", "secret"),
        ({"text": {"fi": "Kortti 4111 1111 1111 1111"}}, "text.fi", "secret"),
        ({"text": {"fi": "Hei {nimi|vaan}!"}}, "text.fi", "variable"),
        ({"text": {"fi": "Hei {Name|vaan}!"}}, "text.fi", "variable"),
        ({"text": {"fi": "Hei {name}!"}}, "text.fi", "fallback"),
        ({"text": {"fi": "Soita {contact}."}}, "text.fi", "fallback"),
        ({"sites": ("elsewhere",)}, "sites", "no_site"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(said: dict[str, Any], where: str, code: str) -> None:
    assert wrong() == []
    assert wrong(**said) == [(where, code)]


@pytest.mark.parametrize(
    "text",
    [
        "Hei {name|}!",
        "Hei {name|sinä}, täällä {alias}.",
        "{company}, {contact|verkkosivut}, {reference}",
        "Kirjoita { ja } tai {1} tai {}",
    ],
)
def test_variables_that_there_are_and_other_braces_are_taken(text: str) -> None:
    assert wrong(text={"fi": text}) == []


@pytest.mark.parametrize(
    ("where", "most", "said"),
    [
        ("key", LIMITS.answer_key_characters, lambda n: {"key": "k" * n}),
        ("title", LIMITS.answer_title_characters, lambda n: {"title": "ä" * n}),
        ("text.sv", LIMITS.message_characters, lambda n: {"text": {"sv": "😀" * n}}),
    ],
)
def test_so_long_it_may_be_and_no_longer(where: str, most: int, said: Any) -> None:
    assert wrong(**said(most)) == []
    assert wrong(**said(most + 1)) == [(where, "too_long")]


# ------------------------------------------------------------------------------------------------- all of them


def test_a_new_answer_a_changed_one_and_the_same_once_more() -> None:
    one = rules.saved(Answers(), answer(), "own", 5)
    assert [(each.key, each.changed_at) for each in one.answers] == [("hei", 5)]

    other = msgspec.structs.replace(one.answers[0], title="Toinen")
    two = rules.saved(one, other, "own", 5)
    assert [(each.title, each.changed_at) for each in two.answers] == [("Toinen", 6)]
    assert two.changed_at == 6
    assert rules.saved(two, other, "own", 9) is two


def test_what_was_changed_or_deleted_since_it_was_read_is_told() -> None:
    before = rules.saved(Answers(), answer(), "shared", 5)
    read = msgspec.structs.replace(before.answers[0], title="Mine")
    after = rules.saved(before, msgspec.structs.replace(before.answers[0], title="Theirs"), "shared", 7)

    with pytest.raises(ChangedMeanwhile) as changed:
        rules.saved(after, read, "shared", 8)
    assert changed.value.data == {"at": 7}
    with pytest.raises(ChangedMeanwhile):
        rules.deleted(after, read.id, read.changed_at, 8)
    gone = rules.deleted(after, read.id, 7, 8)
    assert gone == Answers(changed_at=8)
    assert rules.deleted(gone, read.id, 7, 9) is gone
    with pytest.raises(NotFound):
        rules.saved(gone, read, "shared", 9)


def test_no_two_have_one_key() -> None:
    before = rules.saved(Answers(), answer("hei"), "own", 1)

    with pytest.raises(SettingsRefused) as refused:
        rules.saved(before, answer("hei", id="another-answer-1"), "own", 2)
    assert [(each.where, each.code) for each in refused.value.data["mistakes"]] == [("key", "twice")]
    assert len(rules.saved(before, answer("hej"), "own", 2).answers) == 2


def test_a_greeting_is_one_of_the_answers_that_one_may_use() -> None:
    own, shared = (rules.saved(Answers(), answer(key), "own", 1) for key in ("own", "shared"))
    wanted = shared.answers[0].id

    greeted = rules.greeting(own, shared, wanted, 2)
    assert (greeted.greeting, greeted.answers) == (wanted, own.answers)
    assert rules.greeting(greeted, shared, wanted, 3) is greeted
    assert rules.greeting(greeted, Answers(), None, 3).greeting == ""
    with pytest.raises(NotFound):
        rules.greeting(own, Answers(), wanted, 3)


def test_a_site_gives_its_name_and_its_first_contact() -> None:
    site = Site(key="demo", company="Demo Oy", origins=())
    reached = msgspec.structs.replace(
        site, contacts=(Contact(kind="phone", value="08 1"), Contact(kind="mail", value="a@b.example"))
    )

    assert msgspec.to_builtins(rules.of_site(site)) == {"site": "demo", "company": "Demo Oy"}
    assert rules.of_site(reached).contact == "08 1"


# ------------------------------------------------------------------------------------------------- as a file

CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@\t\n'\";,{}|åäö")
TEXTS = st.text(CHARACTERS, max_size=30)
KEYS = st.from_regex(r"[a-z0-9åäö][a-z0-9åäö_-]{0,9}", fullmatch=True)
LANGUAGES: list[Language] = ["fi", "sv", "en"]


@st.composite
def many(draw: st.DrawFn) -> Answers:
    """Answers as they are kept: none that could not be saved."""
    found = []
    for key in draw(st.lists(KEYS, unique=True, min_size=1, max_size=4)):
        said = answer(
            key,
            title=draw(TEXTS),
            text={language: draw(TEXTS) for language in draw(st.sets(st.sampled_from(LANGUAGES), min_size=1))},
            sites=draw(st.sampled_from([(), ("demo",), ("demo", "huolto")])),
        )
        if not list(rules.mistakes(said, {"demo", "huolto"})):
            found.append(said)
    return Answers(answers=tuple(sorted(found, key=lambda each: each.key)), changed_at=7)


@given(many())
def test_a_file_is_read_as_it_was_written(before: Answers) -> None:
    written = rules.file(before)
    if not before.answers:
        assert refused(written) == [("rows[2]", "empty")]
        return

    assert tuple(row.answer for row in rules.rows(written, before, {"demo", "huolto"})) == before.answers
    found = [row.answer for row in rules.rows(written, Answers(), {"demo", "huolto"})]
    assert [(each.key, each.title, each.text, each.sites) for each in found] == [
        (each.key, each.title, each.text, each.sites) for each in before.answers
    ]
    after, told = rules.imported(before, rules.rows(written, before, {"demo", "huolto"}), "own", 9)
    assert after is before
    assert told == AnswersImport(read=7, same=len(before.answers))


@pytest.mark.parametrize("start", ["=", "\uff1d", "\ufeff=", "'\u200b@"])
def test_what_a_spreadsheet_takes_for_a_formula_is_read_again_as_it_was(start: str) -> None:
    before = Answers(answers=(answer(title=f"{start}1", text={"fi": "Hei"}),))
    exported = rules.file(before)
    (row,) = rules.rows(exported, before, ())

    assert f'"\'{start}1"' in exported
    assert row.answer.title == f"{start}1".strip()


@pytest.mark.parametrize("text", ["{ name | x }", "{{name|x}}", "{name|x|y}", "{name|x", "{name|{alias}}", "{{alias}}"])
def test_what_was_meant_for_a_variable_and_is_none_is_told(text: str) -> None:
    codes = [each.code for each in rules.mistakes(answer(text={"fi": f"Hei {text}"}), ())]

    assert codes == ["variable"]
    assert list(rules.mistakes(answer(text={"fi": "Hei {name|x} { } {1} a{ b"}), ())) == []


def test_an_answer_of_which_nothing_is_seen_says_nothing() -> None:
    assert [each.code for each in rules.mistakes(answer(text={"fi": "\u200b\u2060"}), ())] == ["empty"]


@given(TEXTS)
def test_no_cell_is_a_formula(text: str) -> None:
    said = answer(title="t", text={"fi": text})
    if said.text:
        (cell,) = [line for line in rules.file(Answers(answers=(said,))).split(";") if "t" in line][:1]
        written = rules.file(Answers(answers=(said,))).split('";"')[-3]
        assert cell
        assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize(
    "file",
    [
        "key;title;fi\nhei;Tervehdys;Hei!",
        "\ufeffKey,Title,FI\r\nhei,Tervehdys,Hei!\r\n",
        'fi\ttitle\tkey\n"Hei!"\tTervehdys\t/Hei\n\t\t\n',
        "key;title;fi;\nhei;Tervehdys;Hei!;",
    ],
    ids=["semicolons", "commas, as Excel", "tabs, in another order", "an empty column"],
)
def test_files_are_taken_as_spreadsheets_write_them(file: str) -> None:
    (row,) = rules.rows(file, Answers(), set())

    assert (row.number, row.answer.key, row.answer.title, row.answer.text) == (2, "hei", "Tervehdys", {"fi": "Hei!"})


def test_of_a_file_everything_that_is_wrong_is_told_with_row_and_column() -> None:
    file = "key;title;sites;fi;sv\nhei;Hei;;Hei;\nto mi;;elsewhere;Hei {nimi};\n\nhei;Toinen;;Hei;Hej;liikaa\nhei;Toinen;;Hei;Hej\n"

    assert refused(file) == [
        ("rows[3].key", "key"),
        ("rows[3].title", "empty"),
        ("rows[3].fi", "variable"),
        ("rows[3].sites", "no_site"),
        ("rows[5]", "column"),
        ("rows[6].key", "twice"),
    ]


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("", [("rows[1].key", "column"), ("rows[1].title", "column"), ("rows[1].fi", "column")]),
        ("key;title;sv\n", [("rows[2]", "empty")]),
        ("avain;title;fi\nhei;Hei;Hei", [("rows[1].1", "column"), ("rows[1].key", "column")]),
        ("key;title;fi;fi\nhei;Hei;Hei;Hei", [("rows[1].fi", "twice")]),
        ('key;title;fi\nhei;Hei;"Hei', [("rows[2]", "file")]),
    ],
)
def test_what_is_no_file_of_answers_is_told(file: str, found: list[tuple[str, str]]) -> None:
    assert refused(file) == found


def test_of_very_many_mistakes_the_first_are_told() -> None:
    file = "key;title;fi\n" + "hei;;Hei\n" * (LIMITS.mistakes_told + 5)

    assert len(refused(file)) == LIMITS.mistakes_told


def test_an_import_changes_what_has_the_key_adds_the_rest_and_takes_nothing_away() -> None:
    before = rules.saved(rules.saved(Answers(), answer("hei"), "own", 1), answer("kiitos"), "own", 2)
    file = "key;title;fi\nhei;Tervehdys;Terve!\nloppu;Loppusanat;Hyvää päivää!"

    after, told = rules.imported(before, rules.rows(file, before, set()), "own", 3)

    assert told == AnswersImport(read=2, added=("loppu",), changed=("hei",))
    assert [(each.key, each.text["fi"], each.changed_at) for each in after.answers] == [
        ("hei", "Terve!", 3),
        ("kiitos", "Hei!", 2),
        ("loppu", "Hyvää päivää!", 3),
    ]
    assert after.answers[0].id == before.answers[0].id


def test_an_imported_answer_that_was_given_another_key_is_not_taken_for_the_one_that_comes_under_the_old() -> None:
    file = "key;title;fi\nhei;Tervehdys;Hei!"
    first, _ = rules.imported(Answers(), rules.rows(file, Answers(), set()), "own", 1)
    renamed = rules.saved(first, msgspec.structs.replace(first.answers[0], key="moi"), "own", 2)

    after, told = rules.imported(renamed, rules.rows(file, renamed, set()), "own", 3)

    assert told.added == ("hei",)
    assert [each.key for each in after.answers] == ["hei", "moi"]
    assert len({each.id for each in after.answers}) == 2


def test_no_texts_of_answers_are_what_is_masked_elsewhere() -> None:
    assert masking.mask(CODE).text != CODE
    assert refused(f"key;title;fi\nhei;Hei;{CODE}") == [("rows[2].fi", "secret")]
