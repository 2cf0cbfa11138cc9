"""What ships, whose it is, and under which licence."""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from operations import package
from operations.bill_of_materials import BILL, LICENCES, Component, bill, in_use, licences, of_npm, unlicensed
from operations.package import ROOT, PackagingError
from operations.release import Release, read
from operations.trouble import Trouble
from tests.packaged import ours

PART = Component(kind="pypi", name="part", version="1.0", licence="MIT", sha256="ab" * 32, text="As you like.")


def inside(name: str) -> str:
    with zipfile.ZipFile(ours().built.zip) as archive:
        return archive.read(name).decode()


def listed() -> dict[str, Any]:
    components = json.loads(inside(BILL))["components"]
    return {each["purl"]: each for each in components}


def test_the_bill_is_what_cyclonedx_says_a_bill_is() -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)

    assert validator.validate_str(inside(BILL)) is None
    assert (
        validator.validate_str(bill([PART, Component(kind="npm", name="@a/b", version="2", licence="ISC")], read()))
        is None
    )
    assert validator.validate_str('{"bomFormat": "CycloneDX"}') is not None


def test_each_package_in_the_zip_is_in_the_bill_and_no_other() -> None:
    with zipfile.ZipFile(ours().built.zip) as archive:
        folders = {name.split("/")[0] for name in archive.namelist()}
    found = (re.fullmatch(r"(.+)-([^-]+)\.dist-info", each) for each in folders)
    packed = {f"pkg:pypi/{each[1].replace('_', '-')}@{each[2]}" for each in found if each}

    assert len(packed) == 8
    assert {url for url in listed() if url.startswith("pkg:pypi/") and "/chalice@" not in url} == packed


def test_chalices_runtime_is_in_it_and_what_browsers_load() -> None:
    kinds = {re.sub(r"@[^@]+$", "", url) for url in listed()}

    assert {"pkg:pypi/chalice", "pkg:npm/preact", "pkg:npm/%40preact/signals", "pkg:npm/lucide"} <= kinds
    assert not kinds & {"pkg:npm/esbuild", "pkg:npm/rolldown", "pkg:pypi/boto3", "pkg:pypi/moto"}


def test_no_licence_ships_that_nobody_has_allowed() -> None:
    found = {licence["license"]["id"] for each in listed().values() for licence in each["licenses"]}

    assert found == {"Apache-2.0", "BSD-3-Clause", "ISC", "MIT"}


def test_a_component_under_another_licence_is_refused_by_name() -> None:
    strict, silent = (
        Component(kind="pypi", name="part", version="1.0", licence=each) for each in ("AGPL-3.0-only", "")
    )

    assert list(unlicensed([PART])) == []
    way_out = "read its licence, then name it in operations/bill_of_materials.py, or do without it."
    assert list(unlicensed([strict, silent])) == [
        f"part 1.0 is under AGPL-3.0-only, and only Apache-2.0, BSD-3-Clause, ISC, MIT ship: {way_out}",
        f"part 1.0 is under no licence that it names, and only Apache-2.0, BSD-3-Clause, ISC, MIT ship: {way_out}",
    ]


def test_a_package_under_another_licence_is_not_packaged(tmp_path: Path) -> None:
    package.copy_project(ROOT, tmp_path / "project")
    metadata = tmp_path / "project" / "vendor" / "part-1.0.dist-info" / "METADATA"
    metadata.parent.mkdir(parents=True)
    metadata.write_text("Metadata-Version: 2.4\nName: part\nVersion: 1.0\nLicense-Expression: AGPL-3.0-only\n")

    with pytest.raises(PackagingError, match=r"^It may not ship:\n- part 1\.0 is under AGPL-3\.0-only"):
        package.build_copy(tmp_path / "project", tmp_path / "build", "dev")


def test_the_licences_words_travel_with_the_zip_each_under_its_package() -> None:
    text = inside(LICENCES)
    headings = re.findall(r"^={100}\n(\S+) \S+ \((?:npm|pypi)\): \S+\n={100}\n\n\S", text, re.MULTILINE)

    assert len(headings) == len(listed())
    assert {"botocore", "chalice", "preact", "urllib3"} <= set(headings)
    assert ours().built.licences.read_text("utf-8") == text
    assert ours().built.bill.read_text("utf-8") == inside(BILL)


def test_a_bundled_package_without_its_licence_here_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "node_modules" / "part").mkdir(parents=True)
    locked = {"": {}, "node_modules/part": {"version": "1.0", "license": "MIT"}, "node_modules/tool": {"dev": True}}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": locked}))

    assert list(in_use(tmp_path)) == ["node_modules/part"]
    with pytest.raises(
        Trouble, match=r"^There is no licence of part in web/node_modules/part: run `npm ci` in web/\.$"
    ):
        list(of_npm(tmp_path))
    (tmp_path / "node_modules" / "part" / "LICENSE").write_text("As you like.\n")
    assert list(of_npm(tmp_path)) == [
        Component(kind="npm", name="part", version="1.0", licence="MIT", text="As you like.")
    ]


def test_the_same_components_make_the_same_bill_and_others_another() -> None:
    release, other = read(), Component(kind="pypi", name="other", version="1.0", licence="MIT")
    later = Release(version="9.9.9", date=release.date, runtime=release.runtime)

    assert bill([PART, other], release) == bill([other, PART], release)
    assert licences([PART, other]) == licences([other, PART])
    numbers = {
        json.loads(each)["serialNumber"]
        for each in (bill([PART], release), bill([other], release), bill([PART], later))
    }
    assert len(numbers) == 3


def test_the_hash_of_the_file_that_a_package_came_from_is_in_the_bill() -> None:
    (component,) = json.loads(bill([PART], read()))["components"]

    assert component["hashes"] == [{"alg": "SHA-256", "content": "ab" * 32}]
