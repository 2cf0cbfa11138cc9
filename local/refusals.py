"""Which refusals a piece of the product can answer with, read from its code and not run.

References are followed by name: functions of chalicelib, `services.<store>.<method>` to the adapter that the wiring
puts there, and `self.<part>.<method>` to what the class is given. What a `try` catches, or a `with` suppresses, does not count beyond it.
"""

import ast
import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from chalicelib.chat import errors

ROOT: Final = Path(__file__).parents[1]

CODES: Final[dict[str, str]] = {kind.__name__: kind.code for kind in errors.Refusal.__subclasses__()}
"""The code of each refusal, by its class's name."""

_CATCH_ALL = {"Refusal", "Exception", "BaseException"}


class Place(NamedTuple):
    """A module of the product, and a function in it: `Class.method` for methods."""

    module: str
    name: str


class Code:
    """Everything in app.py and chalicelib that can be called."""

    def __init__(self, root: Path = ROOT) -> None:
        self.functions: dict[Place, ast.FunctionDef] = {}
        self._imports: dict[str, dict[str, tuple[str, str]]] = {}
        self._parts: dict[tuple[str, str, str], Place] = {}
        self._stores: dict[str, Place] = {}
        self._known: dict[Place, frozenset[str]] = {}
        for path in (root / "app.py", *sorted((root / "chalicelib").rglob("*.py"))):
            parts = path.relative_to(root).with_suffix("").parts
            self._read(".".join(parts[:-1] if parts[-1] == "__init__" else parts), ast.parse(path.read_text("utf-8")))
        self._wire()

    def refusals(self, place: Place) -> frozenset[str]:
        """Return the classes of refusals that calling a function can end in."""
        if place not in self._known and place in self.functions:
            # Whoever calls itself adds nothing by that.
            self._known[place] = frozenset()
            self._known[place] = frozenset(self._among(self.functions[place].body, place))
        return self._known.get(place, frozenset())

    def refusals_in(self, statements: Iterable[ast.AST], place: Place) -> frozenset[str]:
        """Return those that these statements, a part of a function, can end in."""
        return frozenset(self._among(statements, place))

    def reached(self, place: Place, seen: set[Place] | None = None) -> set[Place]:
        """Return a function with every function that it can come to."""
        seen = set() if seen is None else seen
        if place in seen or place not in self.functions:
            return seen
        seen.add(place)
        for node in ast.walk(self.functions[place]):
            target = self.target(node.func, place) if isinstance(node, ast.Call) else None
            if target is not None:
                self.reached(target, seen)
        return seen

    def target(self, called: ast.expr, place: Place) -> Place | None:
        """Return the function of ours that an expression names, None when it is somebody else's."""
        match called:
            case ast.Name(id=name):
                return self._named(name, place)
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                return Place(place.module, f"{place.name.partition('.')[0]}.{name}")
            case ast.Attribute(value=ast.Name(id="services"), attr=name):
                return Place("chalicelib.chat.services", f"Services.{name}")
            case ast.Attribute(value=ast.Attribute(value=ast.Name(id="services"), attr=store), attr=name):
                return _method(self._stores.get(store), name)
            case ast.Attribute(value=ast.Attribute(value=ast.Name(id="self"), attr=part), attr=name):
                return _method(self._parts.get((place.module, place.name.partition(".")[0], part)), name)
            case ast.Attribute(value=ast.Name(id=module), attr=name):
                return self._in_module(self._imports[place.module].get(module), name)
        return None

    # ----------------------------------------------------------------------------------------------- following

    def _among(self, nodes: Iterable[ast.AST], place: Place) -> set[str]:
        return {refusal for node in nodes for refusal in self._of(node, place)}

    def _of(self, node: ast.AST, place: Place) -> Iterator[str]:
        if isinstance(node, ast.Try):
            yield from self._tried(node, place)
            return
        if isinstance(node, ast.With):
            yield from _left(self._among([*node.items, *node.body], place), _suppressed(node))
            return
        if isinstance(node, ast.Raise) and node.exc is not None:
            yield from self._raised(node.exc, place)
        if isinstance(node, ast.Call):
            target = self.target(node.func, place)
            if target is not None:
                yield from self.refusals(target)
        for child in ast.iter_child_nodes(node):
            yield from self._of(child, place)

    def _tried(self, node: ast.Try, place: Place) -> Iterator[str]:
        inside = self._among(node.body, place)
        for handler in node.handlers:
            if any(isinstance(each, ast.Raise) and each.exc is None for each in ast.walk(handler)):
                continue  # it passes on what it has caught
            inside = _left(inside, set(_names(handler.type)))
        yield from inside
        yield from self._among([*node.handlers, *node.orelse, *node.finalbody], place)

    def _raised(self, raised: ast.expr, place: Place) -> Iterator[str]:
        called = raised.func if isinstance(raised, ast.Call) else raised
        name = called.id if isinstance(called, ast.Name) else ""
        if name in CODES:
            yield name
            return
        target = self.target(called, place)
        function = None if target is None else self.functions.get(target)
        yield from (each for each in _names(function and function.returns) if each in CODES)

    # ------------------------------------------------------------------------------------------------- reading

    def _read(self, module: str, tree: ast.Module) -> None:
        self._imports[module] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    self._imports[module][alias.asname or alias.name] = (node.module or "", alias.name)
        for statement in tree.body:
            if isinstance(statement, ast.FunctionDef):
                self.functions[Place(module, statement.name)] = statement
            elif isinstance(statement, ast.ClassDef):
                self._read_class(module, statement)

    def _read_class(self, module: str, found: ast.ClassDef) -> None:
        for method in found.body:
            if not isinstance(method, ast.FunctionDef):
                continue
            self.functions[Place(module, f"{found.name}.{method.name}")] = method
            if method.name == "__init__":
                given = {each.arg: each.annotation for each in (*method.args.args, *method.args.kwonlyargs)}
                for node in ast.walk(method):
                    match node:
                        case ast.Assign(targets=[ast.Attribute(attr=part)], value=ast.Name(id=name)) if name in given:
                            for kind in _names(given[name]):
                                self._parts[module, found.name, part] = Place(*self._class(module, kind))

    def _class(self, module: str, name: str) -> tuple[str, str]:
        return self._imports[module].get(name, (module, name))

    def _wire(self) -> None:
        wiring = "chalicelib.wiring"
        for node in ast.walk(self.functions[Place(wiring, "build")]):
            if isinstance(node, ast.keyword) and node.arg and isinstance(node.value, ast.Call):
                for name in _names(node.value.func):
                    self._stores[node.arg] = Place(*self._class(wiring, name))

    def _named(self, name: str, place: Place) -> Place | None:
        own = Place(place.module, name)
        if own in self.functions:
            return own
        imported = self._imports[place.module].get(name)
        return None if imported is None else Place(*imported)

    def _in_module(self, imported: tuple[str, str] | None, name: str) -> Place | None:
        return None if imported is None else Place(".".join(imported), name)


def _method(owner: Place | None, name: str) -> Place | None:
    return None if owner is None else Place(owner.module, f"{owner.name}.{name}")


def _left(refusals: set[str], caught: set[str]) -> set[str]:
    return set() if caught & _CATCH_ALL else refusals - caught


def _suppressed(node: ast.With) -> set[str]:
    """Return what a `with` suppresses (`contextlib.suppress`)."""
    calls = [each.context_expr for each in node.items if isinstance(each.context_expr, ast.Call)]
    kinds = [kind for call in calls if ast.unparse(call.func) == "contextlib.suppress" for kind in call.args]
    return {name for kind in kinds for name in _names(kind)}


def _names(node: ast.AST | None) -> list[str]:
    return [] if node is None else [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]


@functools.cache
def of_the_product() -> Code:
    """Return what this very product can call: read once, for it is half a million nodes."""
    return Code()
