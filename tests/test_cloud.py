"""What `make cloud` makes of the template before the emulator gets it; the proof itself runs there."""

import ast
import json
from typing import Any

from cloud import bridges, deployment
from operations.package import ROOT
from tests.packaged import deployed

HOST = "127.0.0.1:4566"


def prepared() -> dict[str, Any]:
    return deployment.prepared(deployed(), HOST)


def test_only_types_that_the_emulator_lacks_are_left_out() -> None:
    gone = deployed()["Resources"].keys() - prepared()["Resources"].keys()

    assert gone
    assert {deployed()["Resources"][name]["Type"] for name in gone} <= set(deployment.LACKING)


def test_nothing_waits_for_what_was_left_out() -> None:
    made = prepared()
    for resource in made["Resources"].values():
        needed = resource.get("DependsOn", [])
        assert set([needed] if isinstance(needed, str) else needed) <= set(made["Resources"])


def test_a_policy_reaches_the_emulator_as_it_reaches_aws() -> None:
    roles = {name: each for name, each in deployed()["Resources"].items() if each["Type"] == "AWS::IAM::Role"}

    assert roles
    for name, role in roles.items():
        assert prepared()["Resources"][name] == role


def test_of_a_function_only_its_code_and_the_gateways_addresses_are_others() -> None:
    def plain(resource: dict[str, Any]) -> dict[str, Any]:
        copy: dict[str, Any] = json.loads(json.dumps(resource["Properties"]))
        del copy["Code"]
        for name in deployment.ADDRESSES:
            del copy["Environment"]["Variables"][name]
        return copy

    functions = [name for name, each in deployed()["Resources"].items() if each["Type"] == "AWS::Lambda::Function"]
    assert functions
    for name in functions:
        made = prepared()["Resources"][name]
        assert plain(made) == plain(deployed()["Resources"][name])
        for variable in deployment.ADDRESSES:
            assert HOST in made["Properties"]["Environment"]["Variables"][variable]["Fn::Sub"]


def test_each_bridge_is_listed_with_its_fault_and_has_a_probe() -> None:
    written = ast.parse((ROOT / "cloud" / "bridged.py").read_text("utf-8"))
    (table,) = (
        node.value
        for node in ast.walk(written)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "BRIDGES"
    )
    assert isinstance(table, ast.Dict)

    assert [ast.literal_eval(key) for key in table.keys if key is not None] == list(bridges.BRIDGES)
