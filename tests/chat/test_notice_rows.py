"""The rows of the notice hold so much and no more, and what is wrong with them is told all at once, each at its place."""

import msgspec
import pytest

from chalicelib.chat.notice import rows
from chalicelib.chat.notice.rows import ROW_LIMITS, WrongRow, mistakes, place, texts
from tests.chat.notices import changed, inside, leaves, written
from tests.test_platform import FULL_ROWS

TEXTS = [name for name, value in leaves(written()) if isinstance(value, str) and not name.endswith("basis")]
EVERY = [name for name, _ in texts(FULL_ROWS) if not name.partition(".")[2].startswith(("2", "3", "4", "5", "6"))]
LISTS = ("processors", "premises", "measures")


def full(row: str, text: str) -> rows.Rows:
    """Return the fullest rows with another text in one of them."""
    whole = msgspec.json.decode(msgspec.json.encode(FULL_ROWS))
    table, last = inside(whole, row)
    table[last] = text
    return msgspec.convert(whole, rows.Rows)


@pytest.mark.parametrize("row", EVERY)
def test_a_text_may_have_so_many_characters_and_not_one_more(row: str) -> None:
    (text,) = [text for name, text in texts(FULL_ROWS) if name == row]

    assert list(mistakes(full(row, text))) == []
    (mistake,) = mistakes(full(row, f"{text}x"))
    assert (mistake.where, mistake.code, mistake.limit) == (place(row), "too_long", len(text))
    with pytest.raises(WrongRow, match=rf"^The row {row} of the notice has {len(text) + 1} characters; there may be"):
        rows.of(msgspec.to_builtins(full(row, f"{text}x")))


def test_every_text_of_the_file_has_a_limit_that_is_tried() -> None:
    assert set(TEXTS) - {name for name, _ in texts(FULL_ROWS)} == set()


@pytest.mark.parametrize("name", LISTS)
def test_there_may_be_so_many_of_what_there_are_several_one_at_least_and_not_one_more(name: str) -> None:
    most = getattr(ROW_LIMITS, name)
    one = written()[name][:1]

    assert list(mistakes(changed(name, one * most))) == []
    assert list(mistakes(changed(name, one))) == []
    for count, code in ((most + 1, "too_many"), (0, "empty")):
        wrong = msgspec.structs.replace(FULL_ROWS, **{name: getattr(changed(name, one), name) * count})
        (mistake,) = mistakes(wrong)
        assert (mistake.where, mistake.code) == (name, code)
        with pytest.raises(WrongRow, match=name):
            rows.of(msgspec.to_builtins(wrong))


def test_a_place_counts_from_nothing_as_the_wire_does_and_a_row_from_one_as_people_do() -> None:
    assert [place(each) for each in ("measures.2.fi", "processors.1.task", "contact.phone")] == [
        "measures[1].fi",
        "processors[0].task",
        "contact.phone",
    ]


def test_other_rows_have_another_digest_and_the_same_have_the_same() -> None:
    assert rows.digest(changed("contact.phone", "1")) == rows.digest(changed("contact.phone", "1"))
    assert rows.digest(changed("contact.phone", "1")) != rows.digest(changed("contact.phone", "2"))
