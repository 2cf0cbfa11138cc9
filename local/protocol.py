"""`python -m local.protocol`: makes `web/shared/wire.ts` and the tables of two documents, from the code and the data map.

In `docs/protocol.md` and `docs/privacy.md` the prose is written by hand; what stands between `<!-- made: NAME -->` and
`<!-- end -->` is made here. Frames and bodies come from `chalicelib/chat/wire.py` and the rooms' `wire.py`, refusals from `errors.py`, limits from
`limits.py`, routes from `app.py`, and which route may be refused how from the code that it runs (`local/refusals.py`).
"""

import ast
import functools
import importlib
import inspect
import itertools
import json
import re
import sys
import tomllib
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

import msgspec

import app as declared
from chalicelib.chat import access, errors, limits, transcript, wire
from chalicelib.entrypoints import routes as routing
from chalicelib.entrypoints import sockets
from local.refusals import CODES, ROOT, Code, Place, of_the_product

DOCUMENT: Final = ROOT / "docs" / "protocol.md"
PRIVACY: Final = ROOT / "docs" / "privacy.md"
DATA_MAP: Final = ROOT / "docs" / "data_map.toml"
STORED: Final = ROOT / "chalicelib" / "chat" / "notice" / "stored.py"
TYPESCRIPT: Final = ROOT / "web" / "shared" / "wire.ts"

WIRES: Final = (
    wire,
    *(
        importlib.import_module(f"chalicelib.rooms.{path.parent.name}.wire")
        for path in sorted((ROOT / "chalicelib" / "rooms").glob("*/wire.py"))
    ),
)
"""The conversation's frames and bodies, and those of each room."""

LINE_LENGTH = 120
_MADE = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_ANSWERS: Final = {
    "visitor.start": "`201` [Started](#started)",
    "visitor.page": "`200` an HTML page to save",
    "sign_in.sign_in": "`200` [SignIn](#signin); the cookie when `next` is `done`",
    "sign_in.new_password": "`200` [SignIn](#signin); the cookie when `next` is `done`",
    "sign_in.code": "`200` [SignIn](#signin); the cookie when `next` is `done`",
    "sign_in.sign_out": "`204`, and the cookie is taken away",
    "pages.front": "a line of text",
    "pages.loader": "JavaScript",
    "pages.panel": "JavaScript",
    "pages.worker": "JavaScript",
    "pages.manifest": "a web app manifest",
    "pages.launcher": "JavaScript or JSON",
    "pages.logo": "SVG",
    "pages.asset": "the file",
    "pages.widget": "HTML",
    "pages.chat": "HTML",
    "pages.preview": "HTML",
    "pages.console": "HTML",
    "notice.notice": "HTML",
}
"""What a door answers that makes its own Response."""

Struct = type[msgspec.Struct]


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """One route of app.py, with what the code says about it."""

    method: str
    path: str
    door: Place
    summary: str
    who: str
    body: str
    answer: str
    right: str
    """By its name; empty where none is asked for."""
    refusals: tuple[str, ...]


def main() -> int:
    """Write the files and say which of them changed. `--measure`: also docs/limits.md, for which the service has to run."""
    files = made()
    if "--measure" in sys.argv:
        costs = importlib.import_module("local.costs")
        files[costs.DOCUMENT] = costs.document(costs.DOCUMENT.read_text("utf-8"), costs.measured())
    for path, text in files.items():
        before = path.read_text("utf-8") if path.exists() else ""
        path.write_text(text, "utf-8")
        print(f"{path.relative_to(ROOT)}: {'as it was' if before == text else 'made anew'}")
    return 0


def made() -> dict[Path, str]:
    """Return what each file should hold."""
    return {
        TYPESCRIPT: typescript(),
        STORED: stored(),
        **{path: document(path.read_text("utf-8")) for path in (DOCUMENT, PRIVACY)},
    }


def stored() -> str:
    """Return what the notice has to tell of what is stored, as a module: the functions have no data map with them."""
    items = [
        each for kind in ("table", "elsewhere") for each in tomllib.loads(DATA_MAP.read_text("utf-8"))[kind].values()
    ]
    told = [kind for kind in dict.fromkeys(each["told"] for each in items) if kind not in ("nobody", "staff")]
    longest = {
        kind: max((each.get("longest", 0) for each in items if each["told"] == kind), default=0) for kind in told
    }
    listed = "".join(f"    {json.dumps(kind)},\n" for kind in told)
    times = "".join(f"    {json.dumps(kind)}: {seconds},\n" for kind, seconds in longest.items() if seconds)
    of_staff: dict[str, int] = {}
    for each in items:
        if "of_staff" in each:
            kind = each["of_staff"]
            of_staff[kind] = max(of_staff.get(kind, 0), each.get("longest", 0))
    staffs = "".join(f"    {json.dumps(kind)}: {seconds},\n" for kind, seconds in of_staff.items())
    return (
        '"""What is stored, made by `python -m local.protocol` from the data map: the notices for visitors and staff tell all of it."""\n\n'
        "from collections.abc import Mapping\nfrom typing import Final\n\n"
        f"STORED: Final = (\n{listed})\n"
        '"""By what the map calls `told`, in its order."""\n\n'
        f"LONGEST: Final[Mapping[str, int]] = {{\n{times}}}\n"
        '"""How many seconds the longest of them is kept, where it is no conversation\'s."""\n\n'
        f"OF_STAFF: Final[Mapping[str, int]] = {{\n{staffs}}}\n"
        '"""The same of what is stored of staff; 0 where it has no time of its own in the table."""\n'
    )


def document(written: str) -> str:
    """Return the document with every made part made anew. Raises KeyError for a part that nobody makes."""
    return _MADE.sub(lambda part: f"{part[1]}\n{_PARTS[part[2]]().rstrip()}\n\n{part[3]}", written)


# ------------------------------------------------------------------------------------------------- wire.py, read


def structs() -> list[Struct]:
    """Return every frame and body, in the order in which the pages of the wire have them."""
    return [each for each in _of_wire() if not isinstance(each, types.UnionType) and each is not wire.Frozen]


@functools.cache
def aliases() -> dict[str, Any]:
    """Return the names that the wire gives to sets of words, as `Status`."""
    return {name: value for each in WIRES for name, value in vars(each).items() if get_origin(value) is Literal}


@functools.cache
def unions() -> dict[str, tuple[Struct, ...]]:
    """Return the kinds of frames by their name: from the browser, and from us."""
    return {name: get_args(value) for name, value in vars(wire).items() if isinstance(value, types.UnionType)}


def notes(kind: Struct) -> dict[str, str]:
    """Return what the wire says below the fields of a struct."""
    parsed = _parsed(sys.modules[kind.__module__].__file__ or "")
    body = next(each.body for each in parsed.body if isinstance(each, ast.ClassDef) and each.name == kind.__name__)
    found: dict[str, str] = {}
    for pair in itertools.pairwise(body):
        match pair:
            case (ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str() as text))):
                found[name] = " ".join(text.split())
    return found


@functools.cache
def _parsed(file: str) -> ast.Module:
    return ast.parse(Path(file).read_text("utf-8"))


def _of_wire() -> Iterator[Any]:
    for module in WIRES:
        for value in vars(module).values():
            is_union = isinstance(value, types.UnionType) and module is wire
            if is_union or getattr(value, "__module__", "") == module.__name__:
                yield value


# ------------------------------------------------------------------------------------------------- wire.ts


def typescript() -> str:
    """Return the wire in TypeScript: an interface for each struct, a type for each set of words and each union."""
    named = {kinds: name for name, kinds in unions().items()}
    parts = [_HEAD, "\n".join(_choice(name, map(_string, get_args(value))) for name, value in aliases().items())]
    for each in _of_wire():
        if isinstance(each, types.UnionType):
            parts.append(_choice(named[get_args(each)], (kind.__name__ for kind in get_args(each))))
        elif each is not wire.Frozen:
            parts.append(_interface(each))
    return "\n\n".join(parts) + "\n"


_HEAD = """\
/**
 * Every frame and body that crosses the wire: one interface per struct of `chalicelib/chat/wire.py` and of the rooms'
 * `wire.py`, same names.
 *
 * Made by `python -m local.protocol`; change those pages and make it anew.
 *
 * Times are whole milliseconds since 1970 in UTC; `expires_on` is a date in the controller's zone (ISO 8601).
 * A field with a default is left out when it has that default, so every such field is optional here.
 */"""


def _choice(name: str, members: Iterable[str]) -> str:
    listed = list(members)
    line = f"export type {name} = {' | '.join(listed)};"
    return line if len(line) <= LINE_LENGTH else f"export type {name} =\n  | " + "\n  | ".join(listed) + ";"


def _interface(kind: Struct) -> str:
    lines = [f"/** {_summary(kind)} */", f"export interface {kind.__name__} {{"]
    tag, value = _tag(kind)
    if tag:
        lines.append(f"  {tag}: {_string(value)};")
    said = notes(kind)
    for field in msgspec.structs.fields(kind):
        if field.name in said:
            lines.append(f"  /** {said[field.name]} */")
        lines.append(f"  {field.name}{'' if field.required else '?'}: {_type(field.type)};")
    return "\n".join([*lines, "}"])


def _type(hint: Any) -> str:
    """Return a type as TypeScript writes it."""
    for name, value in aliases().items():
        if hint == value:
            return name
    origin = get_origin(hint)
    if origin is typing.Annotated:
        return _type(get_args(hint)[0])
    if origin is Literal:
        return " | ".join(map(_string, get_args(hint)))
    if origin in (typing.Union, types.UnionType):
        return " | ".join(map(_type, get_args(hint)))
    if origin is tuple:
        return f"{_type(get_args(hint)[0])}[]"
    if origin is dict:
        return f"Record<{', '.join(map(_type, get_args(hint)))}>"
    if inspect.isclass(hint) and issubclass(hint, msgspec.Struct):
        return hint.__name__
    return {str: "string", int: "number", bool: "boolean", type(None): "null"}[hint]


def _tag(kind: Struct) -> tuple[str, str]:
    config = kind.__struct_config__
    return config.tag_field or "", str(config.tag or "")


def _string(value: Any) -> str:
    return json.dumps(value)


def _summary(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").split())


# ------------------------------------------------------------------------------------------------- routes


def routes(code: Code) -> list[Route]:
    """Return every route that app.py declares, in its order."""
    return [_route(code, each) for each in declared.ROUTES]


def _route(code: Code, route: routing.Route) -> Route:
    door = Place(route.door.__module__, route.door.__name__)
    function = code.functions[door]
    short = f"{door.module.rpartition('.')[2]}.{door.name}"
    text = ast.get_docstring(function) or ""
    who, out_of_reach = _who(code, door)
    returned = ast.unparse(function.returns or ast.Constant(None))
    answered = _ANSWERS.get(short) or ("`204`" if returned == "None" else f"`200` {_link(returned)}")
    return Route(
        method=route.method,
        path=route.path,
        door=door,
        summary=" ".join(text.partition(": ")[2].split()),
        who=who,
        body=_body(function),
        answer=answered,
        right="" if isinstance(route.right, routing.Open) else route.right.value,
        refusals=tuple(CODES[each] for each in CODES if each in code.refusals(door) - out_of_reach),
    )


def _who(code: Code, door: Place) -> tuple[str, set[str]]:
    """Return who may knock at a door, and which refusals of the code behind it they cannot meet."""
    called = {_called(node): node for node in ast.walk(code.functions[door]) if isinstance(node, ast.Call)}
    staff = called.get("http.staff")
    visitor = "http.visitor_key" in called
    if staff is None:
        if visitor:
            # Of a visitor's own reading there is no record, and nothing else about staff either.
            return "the visitor", {"CommitmentMissing", *({"LogUnavailable"} if door.name == "history" else ())}
        if "http.from_own_page" in called:
            return "anybody, from the console's page", {"CommitmentMissing"}
        return "anybody", set()
    choices = {each.arg: ast.literal_eval(each.value) for each in staff.keywords}
    out_of_reach: set[str] = set()
    words = ["staff"]
    if choices.get("command"):
        words.append("as a command")
    if choices.get("committed") is False:
        words.append("commitment accepted or not")
        out_of_reach.add("CommitmentMissing")
    return ("the visitor, or " if visitor else "") + ", ".join(words), out_of_reach


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func)


def _body(function: ast.FunctionDef) -> str:
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Attribute(attr="body"), args=[_, (ast.Name() | ast.Attribute()) as form]):
                return _link(ast.unparse(form))
    return ""


def frame_refusals(code: Code) -> dict[str, tuple[str, ...]]:
    """Return by which codes each frame may be refused, by the frame's name."""
    place, match_of = next(
        (place, node)
        for place, function in code.functions.items()
        for node in ast.walk(function)
        if place.module == sockets.__name__ and isinstance(node, ast.Match)
    )
    shared = {"Malformed", "TooLarge", "Unavailable"}
    asking = code.refusals(Place(sockets.__name__, "_who"))
    before = {
        ast.unparse(statement.test): code.refusals_in(statement.body, place)
        for statement in code.functions[place].body
        if isinstance(statement, ast.If)
    }
    found: dict[str, tuple[str, ...]] = {"ping": _in_order(shared)}
    for case in match_of.cases:
        if isinstance(case.pattern, ast.MatchClass):
            name = ast.unparse(case.pattern.cls)
            kinds = (
                shared | asking | before.get(f"isinstance(frame, {name})", set()) | code.refusals_in(case.body, place)
            )
            found[name.lower()] = _in_order(kinds - {"Unauthenticated"})
    return found


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(code for name, code in CODES.items() if name in wanted)


# ------------------------------------------------------------------------------------------------- parts of the document


def _routes_part() -> str:
    return "\n\n".join(map(_written_route, routes(of_the_product())))


def _written_route(route: Route) -> str:
    rows = [("who", route.who)]
    rows += [("body", route.body)] if route.body else []
    rows += [("answer", route.answer)]
    rows += [("right", route.right)] if route.right else []
    rows += [("refused as", _codes(route.refusals) or "–")]
    listed = "\n".join(f"- **{name}**: {value}" for name, value in rows)
    return f"### `{route.method} {route.path}`\n\n{route.summary[:1].upper()}{route.summary[1:]}\n\n{listed}"


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


def _frames_part(union: str) -> str:
    refused = frame_refusals(of_the_product()) if union == "ClientFrame" else {}
    written = []
    for kind in unions()[union]:
        part = _written_struct(kind)
        if refused:
            part += f"\n\nMay be refused as: {_codes(refused[_tag(kind)[1]])}."
        written.append(part)
    return "\n\n".join(written)


def _bodies_part() -> str:
    framed = {kind for kinds in unions().values() for kind in kinds}
    return "\n\n".join(_written_struct(kind) for kind in structs() if kind not in framed)


def _written_struct(kind: Struct) -> str:
    tag, value = _tag(kind)
    title = f"### {kind.__name__}" + (f' `{{"{tag}": "{value}"}}`' if tag else "")
    anchor = f'<a id="{kind.__name__.lower()}"></a>\n' if tag else ""
    said = notes(kind)
    rows = [
        (f"`{field.name}`", _described(field.type), _default(field), said.get(field.name, ""))
        for field in msgspec.structs.fields(kind)
    ]
    table = _table(("field", "type", "when left out", "meaning"), rows) if rows else "No fields."
    return f"{anchor}{title}\n\n{_summary(kind)}\n\n{table}"


def _described(hint: Any) -> str:
    """Return a type for people: with its bounds, and linked where it is one of ours."""
    if get_origin(hint) is typing.Annotated:
        kind, *metas = get_args(hint)
        return f"{_described(kind)} {', '.join(map(_bounds, metas))}"
    if inspect.isclass(hint) and issubclass(hint, msgspec.Struct):
        return _link(hint.__name__)
    if get_origin(hint) is tuple:
        return f"list of {_described(get_args(hint)[0])}"
    if get_origin(hint) in (typing.Union, types.UnionType):
        return " or ".join(_described(each) for each in get_args(hint))
    if get_origin(hint) is Literal:
        return ", ".join(f"`{each}`" for each in get_args(hint))
    if get_origin(hint) is dict:
        return "object of strings by string"
    return {str: "string", int: "whole number", bool: "boolean", type(None): "null"}[hint]


def _bounds(meta: msgspec.Meta) -> str:
    found = []
    if meta.pattern is not None:
        found.append(f"`{meta.pattern}`")
    if meta.max_length is not None:
        found.append(f"of at most {meta.max_length:,} characters")
    if meta.ge is not None and meta.le is not None:
        found.append(f"{meta.ge} to {meta.le:,}")
    return ", ".join(found)


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "never"
    default = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    return f"`{json.dumps(default)}`"


def _link(written: str) -> str:
    name = written.rpartition(".")[2]
    return f"[{name}](#{name.lower()})"


def _refusals_part() -> str:
    rows = []
    for kind in errors.Refusal.__subclasses__():
        when, _, data = _summary(kind).removeprefix("Raised ").partition(" Data: ")
        rows.append((f"`{kind.code}`", str(kind.status), kind.sentence, when.removesuffix("."), data.removesuffix(".")))
    return _table(("code", "status", "sentence", "when", "data"), rows)


def _limits_part() -> str:
    rows = [(f"`{field.name}`", f"{field.default:,}") for field in msgspec.structs.fields(limits.Limits)]
    return _table(("limit", "value"), rows)


def _rights_part() -> str:
    places = ((ROOT / "chalicelib/chat/actions").glob("*.py"), (ROOT / "chalicelib/rooms").rglob("*.py"))
    source = "\n".join(path.read_text("utf-8") for path in itertools.chain(*places))
    named = {each.right for each in declared.ROUTES}
    rows = [
        (right.value, relation.value, terms.value + _NO_ROUTE.get(terms, ""))
        for right, row in access.TABLE.items()
        if right in named or f"Right.{right.name}" in source
        for relation, terms in row.items()
    ]
    rows += [(right.value, role, "yes") for right, roles in access.STANDING.items() for role in sorted(roles)]
    return _table(("what", "who", "terms"), rows)


_NO_ROUTE: Final = {
    access.Terms.MASKED: ": not built, so refused",
    access.Terms.CASE: ": by `make request`, of two people; every route refuses it",
}
"""Terms for which there is a rule, and no route at which somebody could meet them."""


def _states_part() -> str:
    order = get_args(wire.TranscriptState)
    rows = [
        (f"`{state}`", ", ".join(f"`{each}`" for each in order if each in transcript.NEXT[state]) or "–")
        for state in order
    ]
    return _table(("state", "may be followed by"), rows)


def _schema_part() -> str:
    _, components = msgspec.json.schema_components(structs(), ref_template="#/$defs/{name}")
    components.pop("Frozen", None)
    for schema in components.values():
        # Python from 3.13 on takes the indentation out of a docstring itself.
        if "description" in schema:
            schema["description"] = inspect.cleandoc(schema["description"])
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": components}
    lines = [f"    {json.dumps(name)}: {json.dumps(schema)}" for name, schema in whole["$defs"].items()]  # type: ignore[attr-defined]
    body = ",\n".join(lines)
    return f'```json\n{{\n  "$schema": {json.dumps(whole["$schema"])},\n  "$defs": {{\n{body}\n  }}\n}}\n```'


def _data_map_part(section: str) -> str:
    data = tomllib.loads(DATA_MAP.read_text("utf-8"))
    return "\n\n".join(_written_store(name, said, data["keeping"]) for name, said in data[section].items())


def _written_store(name: str, said: dict[str, Any], keeping: dict[str, str]) -> str:
    title = name.replace("_", " ").capitalize()
    kept = keeping.get(said["kept"], said["kept"])
    text = f"### {title}\n\n{said['what']}\n\n- **kept**: {kept}\n- **seen by**: {said['seen']}"
    rows = [
        (f"`{attribute}`", each["why"], each.get("kept", ""), each.get("seen", ""))
        for attribute, each in said.get("attributes", {}).items()
    ]
    return f"{text}\n\n{_table(('attribute', 'why', 'kept otherwise', 'seen otherwise by'), rows)}" if rows else text


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


_PARTS: Final[dict[str, Callable[[], str]]] = {
    "routes": _routes_part,
    "rights": _rights_part,
    "client_frames": lambda: _frames_part("ClientFrame"),
    "server_frames": lambda: _frames_part("ServerFrame"),
    "bodies": _bodies_part,
    "refusals": _refusals_part,
    "limits": _limits_part,
    "states": _states_part,
    "schema": _schema_part,
    "stored": lambda: _data_map_part("table"),
    "elsewhere": lambda: _data_map_part("elsewhere"),
}


if __name__ == "__main__":
    sys.exit(main())
