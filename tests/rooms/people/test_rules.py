"""How people are shown in pages, and what the pool and the rules have to say alike."""

import re

import pytest

from chalicelib.chat.errors import Malformed
from chalicelib.chat.fitting import in_an_answer
from chalicelib.chat.people import reference
from chalicelib.rooms.people import rules
from chalicelib.rooms.people.wire import Person
from operations.package import ROOT

EVERYBODY = [Person(reference=reference(f"p{n}"), person=f"p{n}") for n in (3, 1, 4, 0, 2)]
ONE = in_an_answer(EVERYBODY[0]) + 1


@pytest.mark.parametrize("room", [ONE, 2 * ONE, 3 * ONE, 5 * ONE, 1])
def test_pages_have_everybody_once_by_name_and_as_many_as_have_room(room: int) -> None:
    names, after, pages = list[str](), None, 0
    while pages == 0 or after is not None:
        page = rules.page(EVERYBODY, after, room)
        names += [each.person for each in page.people]
        after, pages = page.more, pages + 1

    assert names == [f"p{n}" for n in range(5)]
    assert pages == -(-5 // max(1, room // ONE))


def test_a_page_after_somebody_who_is_forgotten_is_refused_and_nobody_makes_no_page() -> None:
    with pytest.raises(Malformed) as refused:
        rules.page(EVERYBODY, reference("p9"), 10 * ONE)

    assert refused.value.data == {"where": "after"}
    assert rules.page([], None, ONE).people == ()


def test_a_temporary_password_is_good_for_as_long_as_the_pool_says() -> None:
    template = (ROOT / ".chalice" / "resources.yaml").read_text("utf-8")

    assert re.findall(r"TemporaryPasswordValidityDays: (\d+)", template) == [str(rules.TEMPORARY_PASSWORD_DAYS)]


def test_temporary_passwords_differ_and_are_long() -> None:
    made = {rules.temporary_password() for _ in range(100)}

    assert len(made) == 100
    assert all(re.fullmatch(r"[a-z2-9]{5}(-[a-z2-9]{5}){3}", each) for each in made)
