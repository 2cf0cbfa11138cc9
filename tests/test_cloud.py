"""What `make cloud` makes of the template before the emulator gets it; the proof itself runs there."""

import ast
import json
import signal
import socket
from pathlib import Path
from typing import Any

import pytest

from cloud import bridges, deployment, destroying, ending, lacking, practice, removing, upgrading
from cloud.emulator import Decision
from operations import sites, stages
from operations.package import ROOT
from operations.trouble import Trouble
from tests.packaged import deployed, ours

HOST = "127.0.0.1:4566"


def prepared() -> dict[str, Any]:
    return lacking.prepared(ours().template, HOST)


def test_only_what_the_emulator_lacks_is_left_out() -> None:
    packaged = ours().template["Resources"]
    gone = packaged.keys() - prepared()["Resources"].keys()

    assert {packaged[name]["Type"] for name in gone} == {
        *lacking.LACKING,
        *(kind for kind, _ in lacking.UNDERSTOOD_IN_PART),
    }
    assert all(lacking.lacks(packaged[name]) for name in gone)
    assert not any(lacking.lacks(each) for each in prepared()["Resources"].values())


def test_nothing_waits_for_what_was_left_out() -> None:
    made = prepared()
    for resource in made["Resources"].values():
        needed = resource.get("DependsOn", [])
        assert set([needed] if isinstance(needed, str) else needed) <= set(made["Resources"])


def test_nothing_leads_to_the_gateways_of_aws() -> None:
    assert "execute-api.${" in json.dumps(ours().template)
    assert "execute-api.${" not in json.dumps(prepared())
    assert "//execute-api" not in json.dumps(prepared())


def test_but_for_the_gateways_addresses_what_is_there_reaches_the_emulator_as_it_reaches_aws() -> None:
    def as_on_aws(resource: dict[str, Any]) -> dict[str, Any]:
        text = json.dumps(resource)
        for ours_, theirs in lacking.ADDRESSES.items():
            text = text.replace(theirs.replace("{host}", HOST), ours_)
        found: dict[str, Any] = json.loads(text)
        return found

    def without_waiting(resource: dict[str, Any]) -> dict[str, Any]:
        return {key: each for key, each in resource.items() if key != "DependsOn"}

    packaged, made = ours().template, prepared()
    for part in ("Resources", "Outputs", "Parameters", "Conditions", "Rules"):
        for name, each in made[part].items():
            assert without_waiting(as_on_aws(each)) == without_waiting(packaged[part][name]), name
    assert packaged["Transform"] == made["Transform"]


def test_phones_are_called_where_nobody_answers_and_no_other_variable_is_added() -> None:
    ours_, theirs = (each["Globals"]["Function"]["Environment"]["Variables"] for each in (ours().template, prepared()))

    assert theirs["JUTTU_PUSH_SERVICES"] == lacking.PUSH_SERVICE
    assert theirs.keys() - ours_.keys() == {"JUTTU_PUSH_SERVICES"}


@pytest.mark.parametrize("name", [deployment.STAGE, practice.STAGE])
def test_a_stage_on_the_emulator_has_a_file_that_says_all_and_a_site_that_can_be_registered(
    name: str, tmp_path: Path
) -> None:
    folder = deployment.written(tmp_path, HOST, name)

    stage = stages.read(name, folder)
    assert list(stages.lacking(stages.written(name, folder))) == []
    assert stage.seeds is not None
    assert sites.read(folder / stage.seeds.site).site.origins == (f"http://{HOST}",)


@pytest.mark.parametrize("number", ending.SIGNALS)
def test_a_practice_that_is_ended_from_outside_leaves_no_file_of_its_stage(
    number: signal.Signals, tmp_path: Path
) -> None:
    before = signal.getsignal(number)
    there: list[Path] = []

    def practise() -> None:
        with ending.cleared_up(), practice.files(tmp_path, HOST):
            there.extend(tmp_path.iterdir())
            signal.raise_signal(number)

    with pytest.raises(SystemExit) as ended:
        practise()

    assert (ended.value.code, len(there), list(tmp_path.iterdir())) == (128 + number, 2, [])
    assert signal.getsignal(number) == before


def test_what_a_practice_has_left_that_was_killed_is_said_and_taken_over(tmp_path: Path) -> None:
    said: list[str] = []
    deployment.written(tmp_path, f"127.0.0.1:{nobodys_port()}", practice.STAGE)

    with practice.files(tmp_path, HOST, said.append):
        assert json.loads((tmp_path / "practice.json").read_text("utf-8"))["origins"] == [f"http://{HOST}"]

    assert (len(said), list(tmp_path.iterdir())) == (1, [])
    assert said[0].startswith("! Left by an earlier practice that was killed, and taken over: ")


def test_where_somebody_practises_or_the_files_are_somebodys_own_they_are_let_be(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        deployment.written(tmp_path, f"127.0.0.1:{server.getsockname()[1]}", practice.STAGE)
        with pytest.raises(Trouble, match="somebody practises there just now"), practice.files(tmp_path, HOST):
            pass
    deployment.written(tmp_path, f"127.0.0.1:{nobodys_port()}", practice.STAGE, domain="ours.example")
    with pytest.raises(Trouble, match="unless it is yours"), practice.files(tmp_path, HOST):
        pass

    assert len(list(tmp_path.iterdir())) == 2


def nobodys_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_each_bridge_is_listed_with_its_fault_and_has_a_probe() -> None:
    written = ast.parse((ROOT / "cloud" / "bridged.py").read_text("utf-8"))
    (table,) = (
        node.value
        for node in ast.walk(written)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "BRIDGES"
    )
    assert isinstance(table, ast.Dict)

    assert [ast.literal_eval(key) for key in table.keys if key is not None] == list(bridges.BRIDGES)


def test_a_stage_that_was_taken_down_is_looked_for_in_every_service_that_it_is_made_in() -> None:
    called = {"Cognito": "cognito-idp", "SES": "sesv2"}
    kinds = {each["Type"].split("::")[1] for each in deployed()["Resources"].values()}

    assert kinds
    assert {called.get(kind, kind.lower()) for kind in kinds} <= {each.service for each in destroying.LISTS.values()}


def test_the_release_that_is_deployed_over_another_asks_for_another_script(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "widget-fi-0123abcd.js").write_text("one()\n", "utf-8")
    (tmp_path / "chat.fi.html").write_text('<script src="../static/widget-fi-0123abcd.js"></script>', "utf-8")

    upgrading.changed(tmp_path)

    (script,) = (tmp_path / "static").iterdir()
    assert script.name != "widget-fi-0123abcd.js"
    assert script.read_text("utf-8") != "one()\n"
    assert f"/static/{script.name}" in (tmp_path / "chat.fi.html").read_text("utf-8")


ROLE = "role-of-watch"
POLICY: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [
        {"Sid": "Table", "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": "table"},
        {
            "Sid": "Sockets",
            "Effect": "Allow",
            "Action": ["execute-api:ManageConnections"],
            "Resource": ["api/POST/@connections/*", "api/DELETE/@connections/*"],
        },
        {"Sid": "Logs", "Effect": "Deny", "Action": ["logs:DeleteLogGroup"], "Resource": "*"},
    ],
}


def test_each_action_on_each_resource_is_a_permission_and_what_is_denied_is_none() -> None:
    found = removing.permissions("Watch", POLICY)

    assert [(each.statement, each.operation) for each in found] == [
        ("Table", "GetItem"),
        ("Table", "Query"),
        ("Sockets", "PostToConnection"),
        ("Sockets", "DeleteConnection"),
    ]


def test_taking_a_permission_away_leaves_every_other() -> None:
    found = removing.permissions("Watch", POLICY)

    for gone in found:
        left = removing.without(POLICY, gone)
        kept = {(each.action, each.resource) for each in removing.permissions("Watch", left)}
        assert kept == {(each.action, each.resource) for each in found} - {(gone.action, gone.resource)}
        assert [each for each in left["Statement"] if each["Effect"] == "Deny"] == [POLICY["Statement"][2]]


def test_a_permission_covers_what_its_own_role_asks_for() -> None:
    first, *_, last = removing.permissions("Watch", POLICY)

    assert first.covers(Decision(ROLE, "dynamodb:GetItem", "table", allowed=True), ROLE)
    assert not first.covers(Decision(ROLE, "dynamodb:GetItem", "table/index/desk", allowed=True), ROLE)
    assert not first.covers(Decision(ROLE, "dynamodb:PutItem", "table", allowed=True), ROLE)
    assert not first.covers(Decision("another", "dynamodb:GetItem", "table", allowed=True), ROLE)
    assert last.covers(Decision(ROLE, "execute-api:ManageConnections", "api/DELETE/@connections/1", allowed=True), ROLE)
