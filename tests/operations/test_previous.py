"""What pages that were opened before an upgrade still ask for: it is there, and served as our own."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from operations import package
from operations.bill_of_materials import BILL
from operations.package import ROOT, Built
from operations.previous import LARGEST, OWN, TAKEN_OVER, TakenOver, take_over
from operations.trouble import Trouble


def release_of(path: Path, files: Mapping[str, str]) -> Path:
    """Make a zip of an earlier release, in small."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("app.py", "")
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """What a build of the web part leaves, in small."""
    (tmp_path / "static" / "static").mkdir(parents=True)
    (tmp_path / "static" / "static" / "same-1a2b.js").write_text("ours")
    return tmp_path / "static"


def test_files_of_the_release_before_that_are_lacking_are_kept_apart(static: Path, tmp_path: Path) -> None:
    before = release_of(
        tmp_path / "old.zip",
        {f"{OWN}same-1a2b.js": "theirs", f"{OWN}gone-3c4d.js": "old", f"{OWN}gone-5e6f.css": "a{}"},
    )

    assert take_over(before, static) == TakenOver(("gone-3c4d.js", "gone-5e6f.css"))

    assert {each.name: each.read_text() for each in (static / "previous").iterdir()} == {
        "gone-3c4d.js": "old",
        "gone-5e6f.css": "a{}",
    }
    assert (static / "static" / "same-1a2b.js").read_text() == "ours"


def test_what_the_release_before_had_taken_over_itself_is_left_out(static: Path, tmp_path: Path) -> None:
    files = {f"{OWN}gone-3c4d.js": "old", f"{TAKEN_OVER}older-7a8b.js": "older"}

    assert take_over(release_of(tmp_path / "old.zip", files), static).names == ("gone-3c4d.js",)


def test_what_is_packaged_again_keeps_what_it_had_taken_over(static: Path, tmp_path: Path) -> None:
    files = {f"{OWN}same-1a2b.js": "ours", f"{TAKEN_OVER}gone-3c4d.js": "old"}

    assert take_over(release_of(tmp_path / "same.zip", files), static) == TakenOver(("gone-3c4d.js",), same=True)

    assert (static / "previous" / "gone-3c4d.js").read_text() == "old"


@pytest.mark.parametrize("name", ["../app.py", "/etc/passwd.js", "a/b.js", "..\\a.js", "a.html", ".js"])
def test_a_zip_with_a_file_of_another_kind_of_name_is_refused_and_nothing_is_written(
    name: str, static: Path, tmp_path: Path
) -> None:
    before = release_of(tmp_path / "old.zip", {f"{OWN}gone-3c4d.js": "old", f"{OWN}{name}": "x"})

    with pytest.raises(Trouble, match="is no zip of this product: none of its files is called"):
        take_over(before, static)

    assert not (static / "previous").exists()


def test_another_zip_and_what_is_none_are_refused(static: Path, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"is no zip of this product: it has no files under chalicelib/static/static/\.$"):
        take_over(release_of(tmp_path / "another.zip", {}), static)
    (tmp_path / "none.zip").write_text("no zip")
    for name in ("none.zip", "missing.zip"):
        with pytest.raises(Trouble, match=rf"{name} cannot be read .* or package without --previous\.$"):
            take_over(tmp_path / name, static)


def test_as_much_as_is_stated_may_be_taken_over_and_not_a_byte_more(static: Path, tmp_path: Path) -> None:
    at_most = release_of(tmp_path / "large.zip", {f"{OWN}large-1a2b.js": "x" * LARGEST})
    too_large = release_of(tmp_path / "larger.zip", {f"{OWN}large-3c4d.js": "x" * LARGEST, f"{OWN}more-1a.js": "x"})

    assert take_over(at_most, static).names == ("large-1a2b.js",)
    with pytest.raises(Trouble, match=rf"have {LARGEST + 1} bytes, and {LARGEST} may be taken over"):
        take_over(too_large, static)


# ------------------------------------------------------------------------------------------------- packed and served


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project packaged after a release that had a file more; the packages that it needs are this environment's."""
    folder = tmp_path_factory.mktemp("upgraded")
    component = {"name": "core", "group": "@old", "version": "1.0.0", "purl": "pkg:npm/%40old/core@1.0.0"}
    licensed = component | {"licenses": [{"license": {"id": "MIT"}}]}
    older = licensed | {"properties": [{"name": "juttu:release-before", "value": "true"}], "version": "0.9.0"}
    before = release_of(
        folder / "old.zip",
        {
            f"{OWN}gone-3c4d.js": "export default 'old'",
            BILL: json.dumps({"components": [licensed, older]}),
            "licences.txt": f"Words.\n\n{'=' * 100}\n@old/core 1.0.0 (npm): MIT\n{'=' * 100}\n\nAs you like.\n",
        },
    )
    package.copy_project(ROOT, folder / "project")
    return package.build_copy(folder / "project", folder / "build", "dev", before)


def answers(built: Built, *names: str) -> list[dict[str, Any]]:
    """Return what the packed functions answer to requests for files."""
    program = f"""
import json, sys, tempfile, zipfile
folder = tempfile.mkdtemp()
zipfile.ZipFile({str(built.zip)!r}).extractall(folder)
sys.path[:0] = [folder]
import app
assert app.__file__.startswith(folder)
def event(name):
    return {{
        "resource": "/static/{{name}}", "path": "/static/" + name, "httpMethod": "GET", "headers": {{}}, "multiValueHeaders": {{}},
        "multiValueQueryStringParameters": None, "pathParameters": {{"name": name}}, "stageVariables": None,
        "requestContext": {{"httpMethod": "GET", "resourcePath": "/static/{{name}}", "requestId": "r", "identity": {{"sourceIp": "192.0.2.7"}}}},
        "body": None, "isBase64Encoded": False,
    }}
print(json.dumps([app.app(event(name), None) for name in {list(names)!r}]))
"""
    environment = {"AWS_DEFAULT_REGION": "eu-north-1", "PATH": ""}
    run = subprocess.run(
        [sys.executable, "-c", program], cwd="/", env=environment, capture_output=True, text=True, check=True
    )
    answered: list[dict[str, Any]] = json.loads(run.stdout)
    return answered


def test_a_file_of_the_release_before_is_served_from_the_zip_as_our_own_is(upgraded: Built) -> None:
    with zipfile.ZipFile(upgraded.zip) as archive:
        own = min(
            each.removeprefix(OWN) for each in archive.namelist() if each.startswith(OWN) and each.endswith(".js")
        )

    old, ours = answers(upgraded, "gone-3c4d.js", own)

    assert upgraded.taken_over == ("gone-3c4d.js",)
    assert (old["statusCode"], old["body"]) == (200, "export default 'old'")
    assert old["multiValueHeaders"] == ours["multiValueHeaders"]
    assert old["headers"] == ours["headers"]


def test_no_other_file_is_served_beside_them(upgraded: Built) -> None:
    refused = answers(
        upgraded, "gone-9f9f.js", "../juttu.js", "previous/gone-3c4d.js", "..%2Fjuttu.js", "%2e%2e/app.py"
    )

    assert {each["statusCode"] for each in refused} <= {400, 404}


def test_what_the_release_before_bundled_is_in_the_bill_with_its_licence_for_that_one_release(upgraded: Built) -> None:
    listed = {each["purl"]: each for each in json.loads(upgraded.bill.read_text("utf-8"))["components"]}

    assert listed["pkg:npm/%40old/core@1.0.0"]["properties"] == [{"name": "juttu:release-before", "value": "true"}]
    assert "pkg:npm/%40old/core@0.9.0" not in listed
    assert "@old/core 1.0.0 (npm): MIT\n" + "=" * 100 + "\n\nAs you like.\n" in upgraded.licences.read_text("utf-8")


def test_what_is_deployed_again_is_the_same_zip(upgraded: Built, tmp_path: Path) -> None:
    package.copy_project(ROOT, tmp_path / "project")

    again = package.build_copy(tmp_path / "project", tmp_path / "build", "dev", upgraded.zip)

    assert again.digest == upgraded.digest
    assert again.taken_over == ("gone-3c4d.js",)
