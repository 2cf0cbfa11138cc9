"""What a start of any function loads, and what it leaves until that is needed (docs/decisions/starting.md)."""

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from operations.package import ROOT
from tests.test_shape import ROOMS, imports, modules, tree

BESIDE_THE_SDK = """
import sys
import botocore.session, chalice.app, msgspec, zoneinfo

session = botocore.session.get_session()
session.create_client("dynamodb", region_name="eu-north-1", aws_access_key_id="a", aws_secret_access_key="a")
before = set(sys.modules)
import app
for name in sorted(set(sys.modules) - before):
    print(name)
"""
LOADED = {
    "concurrent.futures.thread",  # what concerns many is done side by side
    "gc",
    "secrets",
    "unicodedata",
}
"""Of Python's own, packages with what is in them: all that a start loads besides ours, botocore, Chalice, msgspec and zoneinfo."""
LATER = {
    "csv",  # canned answers come in a file
    "difflib",  # a notice is compared with another
    "email.message",  # a mail leaves
    "segno",  # somebody enrols a second factor
    "tomllib",  # a stage has no notice yet
    "xml.parsers",  # a company sends its logo
}
"""What one action alone needs."""


def said(program: str) -> list[str]:
    """The lines of a process of its own, which has loaded nothing yet."""
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout.split()


def while_loading(parsed: ast.Module) -> Iterator[ast.AST]:
    """What is done when a module loads: everything in it but the bodies of its functions."""
    waiting: list[ast.AST] = [parsed]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.Lambda):
            inside = ast.iter_child_nodes(node)
            waiting += (each for each in inside if not isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))


def patterns(parsed: ast.Module) -> list[str]:
    """What a module uses of `re` while it loads, but for what makes no pattern."""
    names = (ast.unparse(node) for node in while_loading(parsed) if isinstance(node, ast.Attribute))
    return [name for name in names if name.startswith("re.") and name != "re.escape"]


def loaded_first(parsed: ast.Module) -> set[str]:
    """The modules that a module loads when it loads itself."""
    found: set[str] = set()
    for node in while_loading(parsed):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{each.name}" for each in node.names)}
    return found


def test_beside_the_sdk_a_start_loads_these_alone() -> None:
    strange = [name for name in said(BESIDE_THE_SDK) if not name.startswith(("_", "chalicelib")) and name != "app"]

    assert strange
    assert {next((each for each in LOADED if f"{name}.".startswith(f"{each}.")), name) for name in strange} == LOADED


def test_a_room_is_loaded_by_the_first_who_comes_to_its_doors() -> None:
    program = "import app, sys; print(*(name for name in sys.modules if name.startswith('chalicelib.rooms.')))"
    of_rooms = [path for path in modules("chalicelib/entrypoints") if any("rooms" in name for name in imports(path))]

    assert said(program) == []
    assert {path.stem for path in of_rooms} == set(ROOMS)
    assert said(f"{program}; from chalicelib.entrypoints import board; print(board.actions.board.__module__)") == [
        "chalicelib.rooms.board.actions"
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_the_type_checker_reads_the_modules_that_are_loaded_later(room: str) -> None:
    doors = tree(ROOT / "chalicelib" / "entrypoints" / f"{room}.py")
    (choice,) = (node for node in doors.body if isinstance(node, ast.If))
    read = {each.name for node in choice.body if isinstance(node, ast.ImportFrom) for each in node.names}
    loaded = [ast.unparse(node) for node in choice.orelse]

    assert ast.unparse(choice.test) == "TYPE_CHECKING"
    assert loaded == [f"{name} = Lazy('chalicelib.rooms.{room}.{name}')" for name in sorted(read)]


def test_a_local_run_has_every_rooms_forms_before_its_threads_begin() -> None:
    learnt = said(
        "import sys; from local.running import learn_forms; learn_forms(); print(*(each for each in sys.modules if each.endswith('.wire')))"
    )

    assert {f"chalicelib.rooms.{room}.wire" for room in ROOMS} <= set(learnt)


@pytest.mark.parametrize("name", sorted(LATER))
def test_what_one_action_needs_is_loaded_by_it(name: str) -> None:
    users = [path for path in modules("chalicelib") if name in imports(path)]

    assert users
    assert [path.name for path in users if name in loaded_first(tree(path))] == []


def test_no_pattern_is_compiled_while_a_module_loads() -> None:
    assert {path.name: found for path in modules("app.py", "chalicelib") if (found := patterns(tree(path)))} == {}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("A = re.compile('a')", ["re.compile"]),
        ("class A:\n    B = [re.compile(each) for each in 'ab']", ["re.compile"]),
        ("A = tuple(map(re.compile, 'ab'))", ["re.compile"]),
        ("A = re.findall('a', 'aa')", ["re.findall"]),
        ("def a():\n    return re.compile('a')", []),
        ("A = lambda text: re.compile('a')", []),
        ("A = 'a' + re.escape('.')", []),
    ],
)
def test_a_pattern_that_is_compiled_while_a_module_loads_is_found(written: str, found: list[str]) -> None:
    assert patterns(ast.parse(written)) == found


LOOKS = """
import gc
looks = []
gc.callbacks.append(lambda phase, _: looks.append(phase))
import {}
gc.callbacks.clear()
print(looks.count("start"), gc.isenabled(), gc.get_freeze_count() > 10_000)
"""


def test_garbage_is_looked_for_when_everything_has_loaded_and_not_before() -> None:
    looks, enabled, frozen = said(LOOKS.format("app"))

    assert int(looks) <= 1
    assert (enabled, frozen) == ("True", "True")


def test_otherwise_it_would_be_looked_for_all_the_while() -> None:
    looks, enabled, frozen = said(LOOKS.format("chalicelib.wiring"))

    assert int(looks) > 10
    assert (enabled, frozen) == ("True", "False")
