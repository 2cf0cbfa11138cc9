"""What the documents point at is there: files, headings, commands, and each step of the README's walk by its name."""

import re
from pathlib import Path

import pytest

from local.refusals import ROOT
from operations import stages
from operations.__main__ import COMMANDS

DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCUMENTS += sorted((ROOT / "docs").rglob("*.md"))
RESOURCES = ROOT / ".chalice" / "resources.yaml"
README = (ROOT / "README.md").read_text("utf-8")
WALK = re.findall(r"^\| `([\w./]+\.(?:py|ts|tsx))` \| (`.+?`) \|", README, re.MULTILINE)


def named(page: str) -> tuple[set[str], set[str]]:
    """Return the Makefile's targets and the operator's commands that a page names in code."""
    fence = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`((?:\.venv/bin/)?(?:make|python)\s[^`]+)`", fence.sub("", page))
    code = "\n|\n".join([*fence.findall(page), *inline])
    targets = re.findall(r"(?:^|[\s&;(])make\s+([a-z][a-z-]*)", code, re.MULTILINE)
    return set(targets), set(re.findall(r"python -m\s+operations\s+([a-z][a-z-]*)", code))


def headings(document: Path) -> set[str]:
    """Return the headings and marks of a document, as a link into it names them."""
    page = document.read_text("utf-8")
    written = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    marked = set(re.findall(r'<a id="([\w-]+)">', page))
    return marked | {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in written}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_to_a_file_and_to_its_heading(document: Path) -> None:
    links = re.findall(r"(?<!!)\]\(([^):#]*)(?:#([\w-]+))?\)", document.read_text("utf-8"))
    places = [(document.parent / path if path else document, heading) for path, heading in links]
    places = [(place, heading) for place, heading in places if place.suffix != ".png"]

    assert [str(place) for place, _ in places if not place.exists()] == []
    assert [f"{place.name}#{heading}" for place, heading in places if heading and heading not in headings(place)] == []


def test_the_walk_is_there() -> None:
    assert len(WALK) >= 15


@pytest.mark.parametrize(("path", "names"), WALK)
def test_each_step_of_the_walk_is_in_the_file_that_it_names(path: str, names: str) -> None:
    source = (ROOT / path).read_text("utf-8")

    for name in re.findall(r"`([\w#]+)`", names):
        assert re.search(rf"^\s*(?:export )?(?:def |function |class |async )?{name}\(", source, re.MULTILINE), name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_written_as_one_exists(document: Path) -> None:
    targets, commands = named(document.read_text("utf-8"))
    makefile = (ROOT / "Makefile").read_text("utf-8")
    there = {name for line in re.findall(r"^([a-z][a-z -]*):", makefile, re.MULTILINE) for name in line.split()}

    assert sorted(targets - there) == []
    assert sorted(commands - set(COMMANDS)) == []


def test_commands_are_found_where_they_are_written_as_such_and_not_in_sentences() -> None:
    page = (
        "To make sure, `make no-such STAGE=prod`.\n\n```sh\nmake neither   # python -m operations nor\n```\n\n"
        "`python -m\noperations that`"
    )

    assert named(page) == ({"no-such", "neither"}, {"nor", "that"})
    assert {"run", "test", "check", "package"} <= named(README)[0]


def test_every_setting_of_a_stage_has_a_row_with_the_parameters_that_it_sets() -> None:
    page = (ROOT / "docs" / "operations" / "settings.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.+?`[^|]*) \| ([^|]*) \|", page, re.MULTILINE)
    named_in = [set(re.findall(r"`([\w.]+)`", first)) for first, _ in rows]
    fields = {name for names in named_in for name in names}
    parameters = set(re.findall(r"^  (\w+):$", RESOURCES.read_text("utf-8").partition("\nRules:")[0], re.MULTILINE))

    sizes = {f"sizes.{each}" for each in stages.Sizes.__struct_fields__}
    assert set(stages.Stage.__struct_fields__) - {"sizes"} - fields == set()
    assert {each for each in sizes if each not in fields and each.removeprefix("sizes.") not in fields} == set()
    assert {name for _, second in rows for name in re.findall(r"`(\w+)`", second)} - parameters == set()
