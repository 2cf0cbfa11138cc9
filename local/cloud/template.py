"""The cloud's template, read as CloudFormation reads it: short tags, parameters, conditions, intrinsic functions."""

import functools
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

Json = Any


class Unresolved(LookupError):
    """Raised when a value refers to something that does not exist here, such as the REST API."""


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short tags as their long forms."""


def _long_form(loader: _Loader, suffix: str, node: yaml.Node) -> Json:
    held: Json
    if isinstance(node, yaml.ScalarNode):
        held = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        held = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        held = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(held, str):
        held = held.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": held}


_Loader.add_multi_constructor("!", _long_form)

_DELETED = object()
"""What `!Ref AWS::NoValue` leaves: the member is not there."""


class Template:
    """A template with values for its parameters; everything about it is a plain value.

    `attribute` answers for a resource: its logical id and `Ref` or an attribute's name give the physical value. It
    raises Unresolved for what does not exist here, and so does a template to which a parameter without a default is not given.
    """

    def __init__(self, document: Mapping[str, Json], parameters: Mapping[str, str], pseudo: Mapping[str, str]) -> None:
        self._document = document
        declared = self._section("Parameters")
        unknown = parameters.keys() - declared.keys()
        if unknown:
            raise Unresolved(f"no such parameter: {', '.join(sorted(unknown))}")
        self._given = {name: str(each["Default"]) for name, each in declared.items() if "Default" in each} | {
            **parameters
        }
        missing = declared.keys() - self._given.keys()
        if missing:
            raise Unresolved(f"no value for the parameter: {', '.join(sorted(missing))}")
        self._pseudo = pseudo

    @classmethod
    def read(cls, path: Path, parameters: Mapping[str, str], pseudo: Mapping[str, str]) -> "Template":
        """Return the template in a file."""
        return cls(_document(path.read_text(encoding="utf-8")), parameters, pseudo)

    def resources(self, kind: str) -> dict[str, Json]:
        """Return the resources of one type whose condition holds, by logical id, as they are declared."""
        return {
            name: declared
            for name, declared in self._section("Resources").items()
            if declared.get("Type") == kind and self._holds(declared.get("Condition"))
        }

    def kinds(self) -> set[str]:
        """Return the types of all resources."""
        return {declared["Type"] for declared in self._section("Resources").values() if "Type" in declared}

    def environment(self) -> dict[str, Json]:
        """Return the variables that every function gets, as they are declared."""
        functions = self._section("Globals").get("Function", {})
        found: dict[str, Json] = functions.get("Environment", {}).get("Variables", {})
        return found

    def resolve(self, value: Json, attribute: Callable[[str, str], str]) -> Json:
        """Return a declared value with everything in it that refers to something replaced by what it refers to."""
        found = self._resolve(value, attribute)
        return None if found is _DELETED else found

    def _section(self, name: str) -> dict[str, Json]:
        return dict(self._document.get(name) or {})

    def _resolve(self, value: Json, attribute: Callable[[str, str], str]) -> Json:
        if isinstance(value, list):
            return [child for child in (self._resolve(child, attribute) for child in value) if child is not _DELETED]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, held),) = value.items()
            if name == "Ref" or name.startswith("Fn::"):
                return self._function(name, held, attribute)
        children = {name: self._resolve(child, attribute) for name, child in value.items()}
        return {name: child for name, child in children.items() if child is not _DELETED}

    def _function(self, name: str, held: Json, attribute: Callable[[str, str], str]) -> Json:
        match name:
            case "Ref":
                return self._reference(held, attribute)
            case "Fn::GetAtt":
                return attribute(held[0], held[1])
            case "Fn::Sub":
                return self._substitute(held, attribute)
            case "Fn::Join":
                return held[0].join(self._resolve(held[1], attribute))
            case "Fn::If":
                return self._resolve(held[1] if self._holds(held[0]) else held[2], attribute)
            case _:
                raise Unresolved(f"{name} is not read here")

    def _reference(self, name: str, attribute: Callable[[str, str], str]) -> Json:
        if name == "AWS::NoValue":
            return _DELETED
        if name in self._pseudo:
            return self._pseudo[name]
        if name in self._given:
            return self._given[name]
        return attribute(name, "Ref")

    def _substitute(self, held: Json, attribute: Callable[[str, str], str]) -> str:
        text, named = (held, {}) if isinstance(held, str) else held

        def value(found: re.Match[str]) -> str:
            name = found[1]
            if name.startswith("!"):
                return f"${{{name[1:]}}}"
            if name in named:
                return str(self._resolve(named[name], attribute))
            if "." in name:
                return attribute(*name.split(".", 1))
            return str(self._reference(name, attribute))

        return re.sub(r"\$\{([^}]+)\}", value, text)

    def _holds(self, condition: Json) -> bool:
        if condition is None:
            return True
        if isinstance(condition, str):
            return self._holds(self._section("Conditions")[condition])
        ((name, held),) = condition.items()
        match name:
            case "Condition":
                return self._holds(held)
            case "Fn::Not":
                return not self._holds(held[0])
            case "Fn::And":
                return all(self._holds(child) for child in held)
            case "Fn::Or":
                return any(self._holds(child) for child in held)
            case "Fn::Equals":
                left, right = (self._resolve(side, _nothing) for side in held)
                return str(left) == str(right)
            case _:
                raise Unresolved(f"{name} is not a condition")


def _nothing(name: str, _attribute: str) -> str:
    raise Unresolved(f"a condition refers to the resource {name}")


@functools.cache
def _document(text: str) -> Mapping[str, Json]:
    # Once a process: it is never changed, and reading it takes longer than most tests.
    document: Mapping[str, Json] = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
    return document
