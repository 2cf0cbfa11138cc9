"""What the README points at is there: files, links, and each step of the walk by its name."""

import re
from pathlib import Path

import pytest

from local.refusals import ROOT

DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCUMENTS += [
    ROOT / "docs" / name for name in ("protocol.md", "privacy.md", "embedding.md", "site.md", "operations.md")
]
README = (ROOT / "README.md").read_text("utf-8")
WALK = re.findall(r"^\| `([\w./]+\.(?:py|ts|tsx))` \| (`.+?`) \|", README, re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_within_the_repository_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"(?<!!)\]\(([^)#:]+)(?:#[\w-]+)?\)", document.read_text("utf-8"))
    links = [link for link in links if not link.endswith(".png")]

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_a_link_into_the_operations_guide_leads_to_its_heading() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text("utf-8")
    headings = {
        re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in re.findall(r"^#+ (.+)$", guide, re.MULTILINE)
    }

    assert set(re.findall(r"operations\.md#([\w-]+)", README)) <= headings


def test_the_walk_is_there() -> None:
    assert len(WALK) >= 15


@pytest.mark.parametrize(("path", "names"), WALK)
def test_each_step_of_the_walk_is_in_the_file_that_it_names(path: str, names: str) -> None:
    source = (ROOT / path).read_text("utf-8")

    for name in re.findall(r"`([\w#]+)`", names):
        assert re.search(rf"^\s*(?:export )?(?:def |function |class |async )?{name}\(", source, re.MULTILINE), name


def test_every_command_that_is_named_is_a_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = {name for document in DOCUMENTS for name in re.findall(r"\bmake (\w+)", document.read_text("utf-8"))}
    commands = {name for name in named if re.search(rf"^{name}:", makefile, re.MULTILINE)}

    assert {"run", "test", "check", "package"} <= commands
    assert re.findall(r"`make (\w+)", README)
    assert set(re.findall(r"`make (\w+)", README)) <= commands
