"""The project packaged once for all tests that look at the result: as we do it, and as Chalice alone would."""

import atexit
import functools
import importlib.metadata
import json
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import boto3
import msgspec
import yaml
from cfnlint.api import lint
from packaging.requirements import Requirement
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.utils.py27hash_fix import to_py27_compatible_template

from operations import package
from operations.package import ROOT, PackagingError, Template

REGION = "eu-north-1"


class Ours(msgspec.Struct, frozen=True):
    """What `make package` makes, except that the dependencies come from this environment and not from pip."""

    built: package.Built
    template: Template


def ours(stage: str = "dev") -> Ours:
    """Packaged on first use. Raises PackagingError, each time at once, when it cannot be."""
    made = _ours(stage)
    if isinstance(made, PackagingError):
        raise made
    return made


def fill_notice(project: Path) -> None:
    """Let the rows of a copied project's notice be a company's own, as far as anybody can tell."""
    notice = project / "chalicelib" / "notice.toml"
    written = re.sub(r"^demo = .*$", "", notice.read_text("utf-8"), flags=re.MULTILINE)
    written = re.sub(
        r"^(?!#|basis|business_id|email).*$", lambda line: _in_other_words(line[0]), written, flags=re.MULTILINE
    )
    for demo, own in (("0000000-0", "1572860-0"), ("00000", "90100"), (".example", ".fi")):
        written = written.replace(demo, own)
    notice.write_text(written, "utf-8")


def _in_other_words(line: str) -> str:
    return re.sub(r'"([^"]+)"', r'"\1 (own)"', line)


@functools.cache
def _ours(stage: str) -> Ours | PackagingError:
    keep = Path(tempfile.mkdtemp(prefix="juttu-tests-"))
    atexit.register(shutil.rmtree, keep, ignore_errors=True)
    project = keep / "project"
    package.copy_project(ROOT, project)
    if stage == package.PROTECTED:
        fill_notice(project)
    if stage == "dev":  # one zip is enough; Chalice puts whatever is in `vendor` into it
        vendor(project / "vendor")
    try:
        built = package.build_copy(project, keep / "build", stage)
    except PackagingError as error:
        return error
    return Ours(built, yaml.safe_load(built.template.read_text("utf-8")))


@functools.cache
def bare() -> Template:
    """The template that Chalice makes of app.py with a configuration as its documentation suggests, and no cure."""
    with tempfile.TemporaryDirectory(prefix="juttu-tests-") as keep:
        project = Path(keep, "project")
        package.copy_project(ROOT, project)
        config = {
            "version": "2.0",
            "app_name": "juttu",
            "log_retention_in_days": 30,
            "lambda_functions": {"connect": {"lambda_timeout": 7}},
            "stages": {"dev": {"api_gateway_stage": "api"}},
        }
        (project / ".chalice" / "config.json").write_text(json.dumps(config))
        return package.chalice_package(project, Path(keep, "packaged"), "dev", merge=False)


def translated(template: Template) -> Template:
    """What CloudFormation gets to see once SAM's macro has run, worked out here."""
    copy = json.loads(json.dumps(template))
    for function in of_type(copy, "AWS::Serverless::Function").values():
        function["Properties"]["CodeUri"] = "s3://bucket/deployment.zip"
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name=REGION))
    to_py27_compatible_template(copy, {})
    result: Template = translator.translate(copy, {}, get_managed_policy_map=dict)
    return result


@functools.cache
def deployed() -> Template:
    return translated(ours().template)


def complaints(template: Template) -> list[str]:
    """What cfn-lint says about a translated template."""
    return [f"{match.rule.id} {match.message}" for match in lint(json.dumps(template), None, [REGION])]


def of_type(template: Template, kind: str) -> dict[str, Any]:
    return {name: each for name, each in template["Resources"].items() if each["Type"] == kind}


def config() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((ROOT / ".chalice" / "config.json").read_text("utf-8"))
    return loaded


def vendor(target: Path) -> None:
    """Copy what requirements.txt asks for, with what that needs, out of this environment."""
    wanted = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert "botocore" in wanted
    copy(wanted, target)


def copy(names: Iterable[str], target: Path) -> None:
    """Copy distributions, with what they need, out of this environment."""
    wanted = list(names)
    copied: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in copied:
            continue
        copied.add(name)
        distribution = importlib.metadata.distribution(name)
        for file in distribution.files or ():
            if ".." in file.parts or "__pycache__" in file.parts:
                continue
            destination = target / file
            destination.parent.mkdir(parents=True, exist_ok=True)
            destination.write_bytes(Path(str(distribution.locate_file(file))).read_bytes())
        needs = map(Requirement, distribution.requires or ())
        wanted += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
