"""The house: who may import whom, and what stands in one place only. Folders are the rule."""

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from chalicelib.chat import errors, words
from chalicelib.chat.wire import Language, RoomName
from operations.package import ROOT
from tests import browser_words

CHALICELIB = ROOT / "chalicelib"
PURE_LIBRARIES = {"msgspec", "zoneinfo"}
"""What the product may import besides Python itself and itself. zoneinfo's data is the tzdata package."""

STANDARD_LIBRARY_WITHOUT_THE_WORLD = {
    "abc",
    "base64",
    "binascii",
    "bisect",
    "calendar",
    "collections",
    "contextlib",
    "csv",
    "dataclasses",
    "datetime",
    "decimal",
    "difflib",
    "email",
    "enum",
    "functools",
    "hashlib",
    "hmac",
    "html",
    "ipaddress",
    "itertools",
    "json",
    "math",
    "operator",
    "re",
    "secrets",
    "string",
    "struct",
    "textwrap",
    "tomllib",
    "types",
    "typing",
    "unicodedata",
}
"""Of Python's own, what the product may import: nothing that reads a file, a socket, the environment or the clock."""
PARTS_WITHOUT_THE_WORLD = ("urllib.parse", "xml.parsers")
"""Of packages that can do more, the parts that only take a text apart."""


def modules(*places: str) -> list[Path]:
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    assert found, f"nothing to look at in {places}"
    return found


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


@functools.cache
def imports(path: Path) -> frozenset[str]:
    """Every module that a file imports, wherever in the file, as a full dotted name."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            found |= {node.module or "", *(f"{node.module}.{name.name}" for name in node.names)}
    return frozenset(found)


@functools.cache
def typing_only(path: Path) -> frozenset[str]:
    """What a file imports only for the type checker: no dependency when it runs."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom):
                    found |= {inner.module or "", *(f"{inner.module}.{name.name}" for name in inner.names)}
    return frozenset(found)


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string in a file except its docstrings."""
    parsed = tree(path)
    bare = {id(node.value) for node in ast.walk(parsed) if isinstance(node, ast.Expr)}
    for node in ast.walk(parsed):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.lineno, node.value


def offenders(paths: list[Path], *forbidden: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in paths
        for name in imports(path) - typing_only(path)
        if any(name == each or name.startswith(f"{each}.") for each in forbidden)
    ]


# ------------------------------------------------------------------------------------------------- direction


def strangers(paths: list[Path], *ours: str) -> list[str]:
    """What files import that is neither Python's nor a small pure library nor these parts of ours."""
    allowed = STANDARD_LIBRARY_WITHOUT_THE_WORLD | PURE_LIBRARIES
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in paths
        for name in imports(path) - typing_only(path)
        if name.split(".")[0] not in allowed and not name.startswith((*ours, *PARTS_WITHOUT_THE_WORLD))
        if name not in {"chalicelib", "chalicelib.rooms"}
    ]


def test_the_product_imports_only_python_and_small_pure_libraries() -> None:
    assert strangers(modules("chalicelib/chat"), "chalicelib.chat", "chalicelib.settings") == []
    assert strangers(modules("chalicelib/rooms"), "chalicelib.chat", "chalicelib.rooms.") == []


# ------------------------------------------------------------------------------------------------- rooms

ROOMS = sorted(path.name for path in (CHALICELIB / "rooms").iterdir() if (path / "__init__.py").exists())


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_no_other_room(room: str) -> None:
    others = [f"chalicelib.rooms.{each}" for each in ROOMS if each != room]

    assert offenders(modules(f"chalicelib/rooms/{room}"), *others) == []


def test_the_conversation_knows_no_room_and_neither_does_what_stores() -> None:
    assert offenders(modules("chalicelib/chat", "chalicelib/aws"), "chalicelib.rooms") == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_rooms_rules_and_wire_do_nothing(room: str) -> None:
    """They take values and return values: what is done with services stands in its actions."""
    pure = [path for path in modules(f"chalicelib/rooms/{room}") if path.name in {"rules.py", "wire.py"}]

    assert (
        offenders(pure, "chalicelib.chat.actions", "chalicelib.chat.services", f"chalicelib.rooms.{room}.actions") == []
    )


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_one_name_in_every_layer(room: str) -> None:
    assert (CHALICELIB / "entrypoints" / f"{room}.py").exists()
    assert room in get_args(RoomName)
    assert (ROOT / "tests/rooms" / room).is_dir()
    assert f"*{room}.ROUTES," in (ROOT / "app.py").read_text("utf-8")


# ------------------------------------------------------------------------------------------------- time and direction


def test_the_product_does_not_look_at_the_clock() -> None:
    looks = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules("chalicelib/chat", "chalicelib/rooms")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in {"now", "utcnow", "today", "time"}
        if isinstance(node.func.value, ast.Name) and node.func.value.id in {"datetime", "date", "time"}
    ]

    assert looks == []


def test_nobody_calls_back_up() -> None:
    aws = modules("chalicelib/aws")
    wiring = modules("chalicelib/wiring.py")
    doors = modules("chalicelib/entrypoints")

    assert offenders(aws, "chalicelib.wiring", "chalicelib.entrypoints", "app") == []
    assert offenders(wiring, "chalicelib.entrypoints", "app") == []
    assert offenders(doors, "app") == []
    assert offenders(modules("chalicelib"), "local", "operations", "tests", "bench", "moto") == []


def test_what_an_operator_does_needs_no_local_run() -> None:
    """But for where it is found: `people --local` asks it."""
    named = {"local.addresses", "local.addresses.FIRST_PORT", "local.addresses.HOST"}
    local = {name for path in modules("operations") for name in imports(path) if name.split(".")[0] == "local"}

    assert local <= named
    assert offenders(modules("operations"), "tests", "bench", "moto") == []


def test_doors_reach_aws_only_through_the_wiring() -> None:
    assert offenders(modules("chalicelib/entrypoints", "app.py"), "chalicelib.aws", "boto3", "botocore") == []


def test_app_py_only_declares() -> None:
    """No decision is taken in it: a door does the work."""
    decisions = (ast.If, ast.IfExp, ast.For, ast.While, ast.Try, ast.With, ast.Match, ast.Lambda, ast.ClassDef)

    assert [node.lineno for node in ast.walk(tree(ROOT / "app.py")) if isinstance(node, decisions)] == []
    assert offenders(modules("app.py"), "chalicelib.aws", "boto3", "botocore") == []


def test_socket_handlers_stand_on_the_app_itself() -> None:
    """A Blueprint's handler raises TypeError once it is packaged."""
    declared = {
        decorator.func.attr: decorator.func.value.id
        for node in ast.walk(tree(ROOT / "app.py"))
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute)
        if isinstance(decorator.func.value, ast.Name)
        if decorator.func.attr.startswith("on_ws_")
    }

    assert declared == {"on_ws_connect": "app", "on_ws_message": "app", "on_ws_disconnect": "app"}


def test_the_log_is_lambdas_own() -> None:
    """Chalice would take the logger named like the app: errors only, as plain text, out of Lambda's format and level."""
    made = [
        {keyword.arg: ast.literal_eval(keyword.value) for keyword in node.keywords}
        for node in ast.walk(tree(ROOT / "app.py"))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Chalice"
    ]

    assert [each.get("configure_logs") for each in made] == [False]


# ------------------------------------------------------------------------------------------------ in one place


def test_chalice_is_known_at_the_doors_only() -> None:
    rest = [path for path in modules("chalicelib") if path.parent != CHALICELIB / "entrypoints"]

    assert offenders(rest, "chalice") == []


def test_clients_of_aws_are_made_in_the_wiring_only() -> None:
    makers = {
        str(path.relative_to(ROOT))
        for path in modules("app.py", "chalicelib")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"client", "resource", "create_client"}
        if not (isinstance(node.value, ast.Name) and node.value.id == "self")
    }

    assert makers <= {"chalicelib/wiring.py"}


def test_nothing_that_ships_stands_on_boto3_which_does_not() -> None:
    assert offenders(modules("app.py", "chalicelib"), "boto3", "s3transfer") == []


def test_the_environment_is_read_in_settings_only() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for path in modules("app.py", "chalicelib")
        if set(imports(path)) & {"os", "os.environ", "os.getenv"}
        if re.search(r"\b(environ|getenv)\b", path.read_text("utf-8"))
    }

    assert readers == {"chalicelib/settings.py"}


def test_no_host_is_written_into_the_code() -> None:
    """Every address that is called comes from the settings, from AWS's client library, or from the request itself."""
    hosts = [
        f"{path.relative_to(ROOT)}:{line} {text}"
        for path in modules("app.py", "chalicelib")
        for line, text in strings(path)
        if re.search(
            r"\w+://(?!docs\.aws\.amazon\.com/|www\.your\.example|www\.w3\.org/2000/svg)[\w-]+\.\w|\bamazonaws\.com\b",
            text,
        )
    ]

    assert hosts == []


def test_the_table_is_reached_through_one_door() -> None:
    """Where expired items are filtered out, and an item without an expiry is refused."""
    calls = re.compile(r"\b(get_item|put_item|update_item|delete_item|batch_get_item|transact_\w+|\.scan)\b")
    callers = {
        str(path.relative_to(ROOT)) for path in modules("app.py", "chalicelib") if calls.search(path.read_text("utf-8"))
    }

    assert callers == {"chalicelib/aws/table/items.py"}


def test_it_is_said_of_every_conditional_write_whose_it_was() -> None:
    """Where a condition fails, somebody else may have wanted the same: docs/decisions/retrying.md has a row for each."""
    page = (ROOT / "docs/decisions/retrying.md").read_text("utf-8")
    rows = [row.split("|")[1] for row in page.splitlines() if row.startswith("|")]
    said = {
        (found[1], name) for row in rows if (found := re.search(r"`(\w+)\.", row)) for name in re.findall(r"\w+", row)
    }
    written = {
        (store.name, method.name)
        for path in modules("chalicelib/aws/table")
        if path.name != "items.py"
        for store in tree(path).body
        if isinstance(store, ast.ClassDef)
        for method in store.body
        if isinstance(method, ast.FunctionDef) and any(map(_is_conditional_write, ast.walk(method)))
    }

    assert len(written) > 15
    assert written - said - {("Conversations", "_update")} == set()


def _is_conditional_write(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    given = {keyword.arg for keyword in node.keywords}
    condition_of_update = 5
    return bool(given & {"when", "unless_exists"}) or (
        node.func.attr == "_update" and len(node.args) >= condition_of_update
    )


# --------------------------------------------------------------------------------------------------- the web part

WEB = ROOT / "web"
IMPORTED = re.compile(r"""(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)["']([^"']+)["']""")


def scripts(part: str) -> list[Path]:
    found = [path for path in (WEB / part).rglob("*") if path.suffix in {".ts", ".tsx"}]
    assert found, f"nothing to look at in web/{part}"
    return found


@pytest.mark.parametrize("part", ["widget", "console", "loader", "shared", "words"])
def test_a_web_part_imports_only_itself_the_shared_and_words(part: str) -> None:
    """Words import the form that they are given where they are said."""
    forms = sorted((WEB / "console").rglob("words.ts")) if part == "words" else []
    allowed = [WEB / part, WEB / "shared", WEB / "words", *(form.with_suffix("") for form in forms)]
    strays = [
        f"{script.relative_to(ROOT)} imports {target}"
        for script in scripts(part)
        for target in IMPORTED.findall(script.read_text("utf-8"))
        if target.startswith(".")
        if not any((script.parent / target).resolve().is_relative_to(place) for place in allowed)
    ]

    assert strays == []


def folder_of_room(path: Path) -> str | None:
    """The room of the console to which a file belongs."""
    rooms = WEB / "console" / "rooms"
    return path.relative_to(rooms).parts[0] if rooms in path.parents else None


def imported_rooms(script: Path) -> Iterator[tuple[str, str]]:
    """The rooms of the console from which a script imports something, each with what."""
    for target in IMPORTED.findall(script.read_text("utf-8")):
        room = folder_of_room((script.parent / target).resolve()) if target.startswith(".") else None
        if room is not None:
            yield room, target


def test_no_room_of_the_console_knows_another_and_only_their_list_knows_them_all() -> None:
    console = [script for script in scripts("console") if ".test." not in script.name and script.name != "for_tests.ts"]
    listed = WEB / "console" / "rooms.ts"
    strays = [
        f"{script.relative_to(ROOT)} imports {target}"
        for script in console
        for room, target in imported_rooms(script)
        if script != listed and room != folder_of_room(script)
    ]
    rooms = {path.name for path in (WEB / "console" / "rooms").iterdir()}

    assert strays == []
    missing = sorted(rooms - {room for room, _ in imported_rooms(listed)})
    assert not missing, f"not in web/console/rooms.ts: {missing}"
    assert {target for _, target in imported_rooms(listed)} == {f"./rooms/{room}/room" for room in rooms}


@pytest.mark.parametrize("room", sorted(path.name for path in (WEB / "console" / "rooms").iterdir()))
def test_a_room_of_the_console_has_the_same_files_as_every_other(room: str) -> None:
    folder = WEB / "console" / "rooms" / room

    assert {"room.ts", "open.tsx", "service.ts", "words.ts"} <= {path.name for path in folder.iterdir()}
    assert f'name: "{room}"' in (folder / "room.ts").read_text("utf-8")
    for language in get_args(Language):
        assert (WEB / "words" / language / f"{room}.ts").is_file()


def test_every_console_loads_little_of_a_room() -> None:
    """Its descriptor: neither its views nor its service, and of the words only their form."""
    allowed = ("../../address", "../../parts/", "../../room", "lucide", "./words")
    strays = [
        f"{room.relative_to(ROOT)} imports {target}"
        for room in (WEB / "console" / "rooms").glob("*/room.ts")
        for target in re.findall(r'\bfrom "([^"]+)"', room.read_text("utf-8"))
        if not target.startswith(allowed)
    ]

    assert strays == []


def test_the_loader_depends_on_no_library() -> None:
    strays = [
        f"{script.relative_to(ROOT)} imports {target}"
        for script in scripts("loader")
        if ".test." not in script.name
        for target in IMPORTED.findall(script.read_text("utf-8"))
        if not target.startswith((".", "words:"))
    ]

    assert strays == []


def test_a_language_is_one_folder_for_the_browser_and_one_file_for_the_server() -> None:
    browser = {path.name for path in (WEB / "words").iterdir() if path.is_dir()}
    server = {path.stem for path in (CHALICELIB / "chat" / "words").glob("??.py")}

    assert browser == server == set(get_args(Language)) == set(words.IN)


# --------------------------------------------------------------------------------------------------------- errors


def refusals() -> list[type[errors.Refusal]]:
    found = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.Refusal)]
    return [each for each in found if each is not errors.Refusal]


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.code)
def test_a_refusal_stands_in_the_tree_says_when_and_has_words(refusal: type[errors.Refusal]) -> None:
    assert re.search(rf"──\s{refusal.__name__}\s+{refusal.code}$", errors.__doc__ or "", re.MULTILINE)
    assert (refusal.__doc__ or "").startswith("Raised when ")
    assert refusal.sentence.endswith(".")
    for language in get_args(Language):
        sentences = browser_words.source(language)
        assert re.search(rf"^  {refusal.code}: ", sentences, re.MULTILINE), f"{refusal.code} has no words in {language}"


def test_the_tree_names_nothing_that_is_not_there() -> None:
    named = re.findall(r"──\s(\w+)", errors.__doc__ or "")

    assert sorted(named) == sorted(each.__name__ for each in refusals())


def test_codes_are_one_to_one() -> None:
    codes = [each.code for each in refusals()]

    assert len(codes) == len(set(codes))


# ------------------------------------------------------------------------------------------------- past the rights


def answered(parsed: ast.Module) -> set[str]:
    """The functions that go on for somebody whom `access.require` has refused, whatever the reason."""
    functions = (each for each in ast.walk(parsed) if isinstance(each, ast.FunctionDef))
    return {each.name for each in functions if any(map(_goes_on, ast.walk(each)))}


def _goes_on(node: ast.AST) -> bool:
    if not isinstance(node, ast.Try) or "access.require(" not in "".join(map(ast.unparse, node.body)):
        return False
    broad = {"NotFound", "Refusal", "Exception"}
    caught = (each for each in node.handlers if each.type is None or broad & set(_WORD.findall(ast.unparse(each.type))))
    return any(not isinstance(each.body[-1], ast.Raise) or _returns(each) for each in caught)


def _returns(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(each, ast.Return) for each in ast.walk(handler))


_WORD = re.compile(r"\w+")


ANSWERED = {
    "noted",  # records that they were
    "require_accesses",  # the officer, of what is there no more
}


def test_who_is_refused_is_answered_all_the_same_only_where_it_is_not_theirs() -> None:
    """So that what is restricted needs no look of its own there: `access.NotTheirs` is never raised of that."""
    found = set[str]().union(*(answered(tree(path)) for path in modules("chalicelib/chat/actions", "chalicelib/rooms")))

    assert found == ANSWERED


@pytest.mark.parametrize(
    ("caught", "does", "expected"),
    [
        ("NotFound", "return 1", True),
        ("Refusal", "pass", True),
        ("NotFound", "raise", False),
        ("NotTheirs", "return 1", False),
    ],
)
def test_a_way_past_the_rights_that_is_open_to_what_is_restricted_is_found(
    caught: str, does: str, expected: bool
) -> None:
    written = f"def a():\n    try:\n        access.require(1)\n    except {caught}:\n        {does}"

    assert answered(ast.parse(written)) == ({"a"} if expected else set())
