"""The zip: only what runs, compiled beforehand, the same bytes from the same sources, and it starts by itself."""

import ast
import copy
import gzip
import hashlib
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import botocore.session
import msgspec
import pytest
from botocore.loaders import Loader

from chalicelib.chat.notice import rows
from chalicelib.chat.notice.demo import RULE, of_the_demo
from operations import package, release
from operations.package import ROOT, PackagingError
from operations.repack import EPOCH, SERVICES, TASK, repack, undocumented
from tests.chat.notices import WRITTEN, inside, leaves
from tests.packaged import config, fill_notice, of_type, ours


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A zip as Chalice leaves it, in small."""
    path = tmp_path / "source.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {
            "app.py": "ANSWER = 42\n",
            "chalicelib/__init__.py": "",
            "chalicelib/static/widget.html": "<!doctype html>",
            "chalicelib/static/examples/kept.txt": "ours is all read",
            "botocore/data/endpoints.json": '{"partitions": [{"services": {"ec2": {}, "dynamodb": {}, "email": {}}}]}',
            "botocore/data/dynamodb/2012-08-10/service-2.json": "{}",
            "botocore/data/ec2/2016-11-15/service-2.json": "{}",
            "library/__init__.py": "",
            "library/__init__.pyi": "",
            "library/examples/s3.rst": "",
            "library/tests/test_it.py": "",
            "library-1.0.dist-info/RECORD": "",
            "library-1.0.dist-info/METADATA": "Version: 1.0",
            "library-1.0.dist-info/licenses/LICENSE": "as you like",
        }.items():
            archive.writestr(name, text)
    return path


def names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return {name for name in archive.namelist() if not name.endswith(".pyc")}


def test_only_what_a_function_reads_is_packed(source: Path, tmp_path: Path) -> None:
    repack(source, tmp_path / "target.zip", frozenset({"dynamodb"}))

    assert names(source) - names(tmp_path / "target.zip") == {
        "botocore/data/ec2/2016-11-15/service-2.json",
        "library/__init__.pyi",
        "library/examples/s3.rst",
        "library/tests/test_it.py",
        "library-1.0.dist-info/RECORD",
    }


def test_addresses_of_other_services_are_not_read_at_every_start(source: Path, tmp_path: Path) -> None:
    repack(source, tmp_path / "target.zip", frozenset({"dynamodb", "sesv2"}))

    with zipfile.ZipFile(tmp_path / "target.zip") as archive:
        (partition,) = json.loads(archive.read("botocore/data/endpoints.json"))["partitions"]
    assert set(partition["services"]) == {"dynamodb", "email"}


def test_a_description_keeps_everything_but_its_manual(source: Path, tmp_path: Path) -> None:
    described = {
        "documentation": "<p>sentences</p>",
        "operations": {
            "GetItem": {"documentation": "<p>sentences</p>", "errors": [{"shape": "E", "documentation": "s"}]}
        },
        "shapes": {"Part": {"members": {"documentation": {"shape": "String", "documentation": "of a part"}}}},
    }
    with zipfile.ZipFile(source, "a") as archive:
        for service in ("dynamodb", "ec2"):
            name = f"botocore/data/{service}/2012-08-10/service-3.json.gz"
            archive.writestr(name, gzip.compress(json.dumps(described).encode()))

    repack(source, tmp_path / "target.zip", frozenset({"dynamodb"}))

    assert {name for name in names(tmp_path / "target.zip") if "service-3" in name} == {
        "botocore/data/dynamodb/2012-08-10/service-3.json"
    }
    with zipfile.ZipFile(tmp_path / "target.zip") as archive:
        assert json.loads(archive.read("botocore/data/dynamodb/2012-08-10/service-3.json")) == {
            "operations": {"GetItem": {"errors": [{"shape": "E"}]}},
            "shapes": {"Part": {"members": {"documentation": {"shape": "String"}}}},
        }


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_a_client_of_the_zip_can_do_all_that_a_client_can(service: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(ours().built.zip) as archive:
        archive.extractall(tmp_path, [name for name in archive.namelist() if name.startswith("botocore/data/")])
    packed = Loader([str(tmp_path / "botocore" / "data")], include_default_search_paths=False)

    for kind in ("service-2", "endpoint-rule-set-1"):
        whole, kept = Loader().load_service_model(service, kind), packed.load_service_model(service, kind)
        assert kept == undocumented(whole)
        assert set(whole) - set(kept) <= {"documentation"}


def test_every_module_has_bytecode_that_is_never_checked_against_it(source: Path, tmp_path: Path) -> None:
    repack(source, tmp_path / "target.zip", SERVICES)

    with zipfile.ZipFile(tmp_path / "target.zip") as archive:
        modules = [Path(name) for name in archive.namelist() if name.endswith(".py")]
        assert Path("app.py") in modules
        for module in modules:
            cached = archive.read(
                str(module.parent / "__pycache__" / f"{module.stem}.{sys.implementation.cache_tag}.pyc")
            )
            assert cached[:4] == importlib.util.MAGIC_NUMBER
            assert int.from_bytes(cached[4:8], "little") == 0b01  # made from a hash, and unchecked (PEP 552)
            assert f"{TASK}/{module}".encode() in cached


def test_equal_sources_are_equal_bytes_whenever_they_are_packed(source: Path, tmp_path: Path) -> None:
    repack(source, tmp_path / "first.zip", SERVICES)
    repack(source, tmp_path / "second.zip", SERVICES)

    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "first.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {EPOCH}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


def test_the_whole_zip_is_the_same_bytes_when_another_process_packs_it(tmp_path: Path) -> None:
    packed, again = ours().built.zip, tmp_path / "again.zip"
    program = f"""
from pathlib import Path
from operations.repack import repack
repack(Path({str(packed)!r}), Path({str(again)!r}))
"""

    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={"PYTHONHASHSEED": "7"}, check=True)

    assert again.read_bytes() == packed.read_bytes()


def test_a_second_build_of_the_same_sources_is_the_same_zip_and_the_same_bill(tmp_path: Path) -> None:
    builds = []
    for name in ("first", "second"):
        package.copy_project(ROOT, tmp_path / name)
        builds.append(package.build_copy(tmp_path / name, tmp_path / f"{name}-build", "dev"))
    first, second = builds

    assert first.digest == second.digest == hashlib.sha256(second.zip.read_bytes()).hexdigest()
    for written in ("zip", "template", "bill", "licences"):
        assert getattr(first, written).read_bytes() == getattr(second, written).read_bytes()
    assert first.version == release.read().version


def test_the_zip_stays_small() -> None:
    packed = ours().built.packed

    assert packed.bytes < packed.bytes_before / 2
    assert packed.bytes < 6_000_000


def test_the_zip_holds_nothing_of_the_workshop() -> None:
    tops = {Path(name).parts[0] for name in names(ours().built.zip)}

    assert {"app.py", "chalicelib", "chalice", "botocore", "msgspec"} <= tops
    assert not tops & {
        "boto3",
        "s3transfer",
        "tests",
        "local",
        "bench",
        "web",
        "docs",
        ".chalice",
        "vendor",
        "moto",
        "pytest",
        "pip",
    }


def test_every_handler_starts_from_the_zip_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(ours().built.zip) as archive:
        archive.extractall(tmp_path)
    handlers = [
        function["Properties"]["Handler"] for function in of_type(ours().template, "AWS::Serverless::Function").values()
    ]
    session = botocore.session.Session()
    addresses = {
        service: session.create_client(
            service, "eu-north-1", aws_access_key_id="-", aws_secret_access_key="-"
        ).meta.endpoint_url
        for service in sorted(SERVICES)
    }
    program = f"""
import sys
sys.path[:0] = [{str(tmp_path)!r}]
import importlib
for handler in {handlers!r}:
    module, _, name = handler.rpartition(".")
    assert callable(getattr(importlib.import_module(module), name)), handler
import botocore.session
for service, address in {addresses!r}.items():
    client = botocore.session.Session().create_client(
        service, "eu-north-1", aws_access_key_id="-", aws_secret_access_key="-"
    )
    assert client.meta.endpoint_url == address, service
import zoneinfo
zoneinfo.reset_tzpath([])  # a Lambda has no time zones of its own
zoneinfo.ZoneInfo("Europe/Helsinki")
outside = [m.__file__ for m in sys.modules.values() if "site-packages" in (getattr(m, "__file__", "") or "")]
assert not outside, outside
print("started", len(sys.modules))
"""

    run = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False)

    assert run.stderr == ""
    assert run.stdout.startswith("started")


def test_the_services_that_are_kept_are_those_that_the_wiring_calls() -> None:
    known = set(botocore.session.Session().get_available_services())
    wiring = ast.parse((ROOT / "chalicelib" / "wiring.py").read_text("utf-8"))
    named = {node.value for node in ast.walk(wiring) if isinstance(node, ast.Constant) and isinstance(node.value, str)}

    assert named & known == set(SERVICES)


# ------------------------------------------------------------------------------------------------ refusing to build


def test_a_reference_to_nothing_is_refused_with_its_place() -> None:
    broken = copy.deepcopy(ours().template)
    broken["Resources"]["AccessLog"]["Properties"]["LogGroupName"] = {"Fn::Sub": "/juttu/${Stag}/${AWS::Region}"}

    with pytest.raises(PackagingError) as refused:
        package.check(broken, config())

    assert "/Resources/AccessLog/Properties/LogGroupName refers to Stag, which nothing declares." in str(refused.value)


def test_more_than_lambda_unpacks_is_refused_to_the_byte() -> None:
    packed = msgspec.structs.replace(ours().built.packed, unpacked=250 * 1024 * 1024, largest=(("botocore", 9),))

    package.fits(packed)
    with pytest.raises(
        PackagingError,
        match=r"^The zip has 262144001 bytes unpacked, and Lambda takes 262144000: the largest in it are botocore\.$",
    ):
        package.fits(msgspec.structs.replace(packed, unpacked=packed.unpacked + 1))


def test_an_unknown_stage_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(
        PackagingError, match=r"no stage 'test' .* It has: dev, local, prod\. .*`make package STAGE=dev`\."
    ):
        package.build(ROOT, tmp_path, "test")


def test_a_project_without_its_app_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackagingError, match=r"app\.py is missing"):
        package.copy_project(tmp_path, tmp_path / "copy")


def test_what_chalice_says_about_a_broken_app_is_passed_on(tmp_path: Path) -> None:
    package.copy_project(ROOT, tmp_path / "project")
    (tmp_path / "project" / "app.py").write_text("import nothing_of_this_name\n")

    with pytest.raises(PackagingError, match="nothing_of_this_name"):
        package.chalice_package(tmp_path / "project", tmp_path / "packaged", "dev")


def test_leavings_of_a_checkout_stay_where_they_are(tmp_path: Path) -> None:
    needed = {"app.py", "requirements.lock", "release.toml", ".chalice/config.json", "chalicelib/settings.py"}
    bundled = {"web/package-lock.json", "web/node_modules/preact/LICENSE"}
    leavings = {
        ".chalice/deployments/old.zip",
        "chalicelib/static/.gitkeep",
        "chalicelib/static/widget.js.map",
        "chalicelib/__pycache__/settings.cpython-311.pyc",
        "requirements.txt",
        "web/node_modules/preact/package.json",
        "web/node_modules/esbuild/LICENSE.md",
    }
    for name in needed | bundled | leavings:
        path = tmp_path / "checkout" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    locked = {"": {}, "node_modules/preact": {}, "node_modules/esbuild": {"dev": True}}
    (tmp_path / "checkout" / "web" / "package-lock.json").write_text(json.dumps({"packages": locked}))

    package.copy_project(tmp_path / "checkout", tmp_path / "copy")

    copied = {str(path.relative_to(tmp_path / "copy")) for path in (tmp_path / "copy").rglob("*") if path.is_file()}
    assert copied == needed | bundled


def test_what_the_notice_tells_of_keeping_is_what_the_template_does() -> None:
    template = copy.deepcopy(ours().template)
    assert list(package.misstated(template)) == []
    assert {resource for (resource, *_), _, _ in package.KEPT} <= set(template["Resources"])


@pytest.mark.parametrize(
    ("where", "told", "unit"), package.KEPT, ids=lambda each: "-".join(each) if isinstance(each, tuple) else ""
)
def test_another_time_of_keeping_than_the_notice_tells_is_refused(where: tuple[str, ...], told: int, unit: int) -> None:
    template = copy.deepcopy(ours().template)
    resource, *path, last = where
    properties = template["Resources"][resource]["Properties"]
    for name in path:
        properties = properties[name]
    properties[last] = told * unit + 1

    assert list(package.misstated(template)) == [
        f"{'.'.join(where)} is {told * unit + 1}, and the notice tells {told * unit}: change chat/retention.py with it."
    ]


def test_prod_is_not_packaged_with_rows_of_the_demo_and_no_stage_with_one_missing(tmp_path: Path) -> None:
    package.copy_project(ROOT, tmp_path / "project")
    notice = tmp_path / "project" / "chalicelib" / "notice.toml"

    package.check_notice(tmp_path / "project", "dev")
    with pytest.raises(
        PackagingError,
        match=r"^The rows demo, controller.business_id, .* of chalicelib/notice.toml are still the demo's",
    ):
        package.check_notice(tmp_path / "project", "prod")
    fill_notice(tmp_path / "project")
    package.check_notice(tmp_path / "project", "prod")
    notice.write_text(notice.read_text("utf-8").replace('business_id = "1572860-0"', ""), "utf-8")
    with pytest.raises(
        PackagingError,
        match=r"^The privacy notice cannot be made. The row controller.business_id of the notice is missing.$",
    ):
        package.check_notice(tmp_path / "project", "prod")


def filled(tmp_path: Path) -> dict[str, Any]:
    """Return the rows of a company of its own, to be changed."""
    (tmp_path / "chalicelib").mkdir()
    (tmp_path / "chalicelib" / "notice.toml").write_text(WRITTEN, "utf-8")
    fill_notice(tmp_path)
    return tomllib.loads((tmp_path / "chalicelib" / "notice.toml").read_text("utf-8"))


def refused(project: Path, written: Mapping[str, Any]) -> str:
    """Return how the packaging of a project with these rows for `prod` is refused."""
    lines = "".join(f"{name} = {toml(value)}\n" for name, value in written.items())
    (project / "chalicelib" / "notice.toml").write_text(lines, "utf-8")
    with pytest.raises(PackagingError) as error:
        package.check_notice(project, "prod")
    return str(error.value)


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {toml(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


ROWS = [name for name, _ in leaves(tomllib.loads(WRITTEN)) if name != "demo"]


@pytest.mark.parametrize("name", ROWS)
def test_prod_is_not_packaged_while_a_row_is_missing_and_one_sentence_names_it(name: str, tmp_path: Path) -> None:
    written = filled(tmp_path)
    table, last = inside(written, name)
    del table[last]
    row = re.sub(r"\.\d+\b", "", name)

    said = re.sub(r"\.\d+\b", "", refused(tmp_path, written))
    assert said == f"The privacy notice cannot be made. The row {row} of the notice is missing."


@pytest.mark.parametrize("row", of_the_demo(rows.read(WRITTEN), rows.read(WRITTEN)))
def test_prod_is_not_packaged_while_one_row_is_still_the_demos_and_one_sentence_names_it(
    row: str, tmp_path: Path
) -> None:
    written = filled(tmp_path)
    given, last = inside(tomllib.loads(WRITTEN), row)
    inside(written, row)[0][last] = given[last]

    assert refused(tmp_path, written) == (
        f"The rows {row} of chalicelib/notice.toml are still the demo's, and prod needs the company's own: {RULE}."
    )
