"""`python -m operations package`: what is deployed, in `build/`: `deployment.zip` and `template.yaml`, `sbom.json` and `licences.txt`.

The project is copied aside, given the packages that it needs, packaged there by Chalice with `.chalice/resources.yaml` merged
in, checked for what Chalice gets wrong without a word, and its zip packed anew. Nothing but pip asks the network, and no AWS
account is needed.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from chalicelib.chat import retention
from chalicelib.chat.notice import rows
from chalicelib.chat.notice.demo import RULE, of_the_demo
from operations import bill_of_materials, dependencies, previous, release
from operations.repack import Packed, repack
from operations.trouble import Trouble

ROOT: Final = Path(__file__).resolve().parent.parent
NEEDED: Final = ("app.py", "chalicelib", dependencies.LOCK, release.FILE.name, ".chalice", "web/package-lock.json")
WEB: Final = ("juttu.js", "panel.js", "widget.en.html", "console.html")
MEGABYTE: Final = 1_000_000
UNPACKED: Final = 250 * 1024 * 1024
"""What a function may have unpacked: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html."""
PSEUDO: Final = re.compile(r"AWS::\w+")
REFERENCE: Final = re.compile(r"\$\{([^!}][^}]*)\}")
OUTPUT_OF_CHALICE: Final = re.compile(r"APIHandler\w+|RestAPIId|EndpointURL|Websocket\w+")

Template = dict[str, Any]
PROTECTED: Final = "prod"
DAY: Final = 24 * 3600
KEPT: Final = (
    (("Table", "PointInTimeRecoverySpecification", "RecoveryPeriodInDays"), retention.BACK_UP_DAYS, 1),
    (("AccessLog", "RetentionInDays"), retention.ACCESS_LOG_DAYS, 1),
    (("ApplicationLog", "RetentionInDays"), retention.APPLICATION_LOG_DAYS, 1),
    (("OutboxQueue", "MessageRetentionPeriod"), retention.OUTBOX_DAYS, DAY),
    (("OutboxDeadLetters", "MessageRetentionPeriod"), retention.OUTBOX_FAILED_DAYS, DAY),
    (("MailEventQueue", "MessageRetentionPeriod"), retention.MAIL_EVENTS_DAYS, DAY),
    (("MailEventDeadLetters", "MessageRetentionPeriod"), retention.MAIL_EVENTS_FAILED_DAYS, DAY),
)
"""Where the template says how long something is kept, what the notice tells, and in seconds of what."""


class PackagingError(Trouble):
    """Raised when there is nothing that could be deployed. Its text says what is wrong and the way out."""


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What was built."""

    zip: Path
    digest: str
    """The zip's SHA-256 in hexadecimal: the same from the same sources, packages, Python and release before."""
    version: str
    template: Path
    bill: Path
    """What ships, as CycloneDX."""
    licences: Path
    functions: tuple[str, ...]
    packed: Packed
    taken_over: tuple[str, ...]
    """Files of the release before that browsers may still ask for."""


def build(root: Path, out: Path, stage: str, previous: Path | None = None) -> Built:
    """Package the project under `root` for a stage into `out`.

    `previous`: the zip of the release before, whose pages are still open somewhere. Raises Trouble.
    """
    with tempfile.TemporaryDirectory(prefix="juttu-package-") as scratch:
        project = Path(scratch, "project")
        copy_project(root, project)
        config = _config(project, stage)
        architecture = config["stages"][stage].get("lambda_architecture", config.get("lambda_architecture", "x86_64"))
        hashes = dependencies.install(project / dependencies.LOCK, project / "vendor", architecture)
        return build_copy(project, out, stage, previous, hashes)


def build_copy(
    project: Path, out: Path, stage: str, before: Path | None = None, hashes: Mapping[str, str] | None = None
) -> Built:
    """Package a copied project, in which Chalice leaves its traces, with the packages in its `vendor`.

    `hashes`: of the files that they were installed from. Raises Trouble.
    """
    config = _config(project, stage)
    released = release.read(project / release.FILE.name)
    static = project / "chalicelib" / "static"
    taken_over = previous.take_over(before, static) if before else previous.TakenOver()
    shipped = [
        *bill_of_materials.of_python(project / "vendor", hashes or {}),
        *bill_of_materials.of_npm(project / "web"),
    ]
    if before and taken_over.names:
        known = {each.heading for each in shipped}
        earlier = bill_of_materials.of_release(before, same=taken_over.same)
        shipped += (each for each in earlier if each.heading not in known)
    bill, licences = _written(shipped, released, project / "vendor")
    with tempfile.TemporaryDirectory(prefix="juttu-package-") as scratch:
        packaged = Path(scratch)
        template = chalice_package(project, packaged, stage)
        take_out_leavings(template)
        bound(template)
        template["Parameters"]["Stage"]["Default"] = stage
        template["Parameters"]["Zone"]["AllowedValues"] = zones()
        check(template, config)
        check_notice(project, stage)
        out.mkdir(parents=True, exist_ok=True)
        packed = repack(packaged / "deployment.zip", out / "deployment.zip")
    fits(packed)
    (out / "template.yaml").write_text(yaml.dump(template, Dumper=_Plain, sort_keys=True, width=120), "utf-8")
    return Built(
        zip=out / "deployment.zip",
        digest=hashlib.sha256((out / "deployment.zip").read_bytes()).hexdigest(),
        version=released.version,
        template=out / "template.yaml",
        bill=Path(shutil.copy(bill, out)),
        licences=Path(shutil.copy(licences, out)),
        functions=tuple(sorted(_of_type(template, "AWS::Serverless::Function"))),
        packed=packed,
        taken_over=taken_over.names,
    )


def fits(packed: Packed) -> None:
    """Return when Lambda takes a zip of this size. Raises PackagingError."""
    if packed.unpacked > UNPACKED:
        largest = ", ".join(name for name, _ in packed.largest)
        raise PackagingError(
            f"The zip has {packed.unpacked} bytes unpacked, and Lambda takes {UNPACKED}: the largest in it are {largest}."
        )


def copy_project(root: Path, target: Path) -> None:
    """Copy what packaging needs, so that neither a checkout's leavings get into the zip nor Chalice's into the checkout."""
    target.mkdir(parents=True)
    leavings = shutil.ignore_patterns("__pycache__", "*.pyc", ".gitkeep", "*.map", "deployments", "deployed")
    for name in NEEDED:
        source = root / name
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=leavings)
        elif source.exists():
            shutil.copy2(source, target / name)
        else:
            raise PackagingError(f"{name} is missing, and nothing can be packaged without it.")
    for place in bill_of_materials.in_use(root / "web"):
        (target / "web" / place).mkdir(parents=True, exist_ok=True)
        for each in (root / "web" / place).glob("[Ll][Ii][Cc]*"):
            shutil.copy2(each, target / "web" / place)


def _written(
    shipped: Sequence[bill_of_materials.Component], released: release.Release, folder: Path
) -> tuple[Path, Path]:
    """Write into a folder what ships and under which licences, and return where. Raises PackagingError."""
    unlicensed = list(bill_of_materials.unlicensed(shipped))
    if unlicensed:
        raise PackagingError("It may not ship:\n" + "\n".join(f"- {each}" for each in unlicensed))
    folder.mkdir(exist_ok=True)
    bill, licences = folder / bill_of_materials.BILL, folder / bill_of_materials.LICENCES
    bill.write_text(bill_of_materials.bill(shipped, released), "utf-8")
    licences.write_text(bill_of_materials.licences(shipped), "utf-8")
    return bill, licences


def chalice_package(project: Path, out: Path, stage: str, *, merge: bool = True) -> Template:
    """Return the template that `chalice package` makes of a project; its zip is `out/deployment.zip`.

    Without `merge` it is Chalice's own, without `.chalice/resources.yaml`. Raises PackagingError with Chalice's words.
    """
    command = [
        sys.executable,
        "-c",
        "import sys; from chalice.cli import main; sys.exit(main())",
        "package",
        "--stage",
        stage,
    ]
    if merge:
        command += ["--merge-template", ".chalice/resources.yaml"]
    # A region has to be there, and does not get into the template.
    environment = {"AWS_DEFAULT_REGION": "eu-north-1", **os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        [*command, str(out)], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise PackagingError(f"chalice package failed:\n{run.stdout}{run.stderr}".rstrip())
    written = out / ("sam.yaml" if merge else "sam.json")
    loaded: Template = yaml.safe_load(written.read_text("utf-8"))
    return loaded


def take_out_leavings(template: Template) -> None:
    """Take out what Chalice puts into a template and nothing of ours needs, and merging cannot take out.

    The sockets' stage deploys by itself: beside that, a deployment of its own is made once and never served.
    """
    template["Resources"].pop("WebsocketAPIDeployment", None)
    template["Outputs"] = {
        name: each for name, each in template.get("Outputs", {}).items() if not OUTPUT_OF_CHALICE.fullmatch(name)
    }


def bound(template: Template) -> None:
    """Put every role of a template within the boundary that the stage names, if it names one."""
    for role in _of_type(template, "AWS::IAM::Role").values():
        role["Properties"]["PermissionsBoundary"] = {
            "Fn::If": ["BoundaryNamed", {"Ref": "PermissionsBoundary"}, {"Ref": "AWS::NoValue"}]
        }


def zones() -> list[str]:
    """Return every time zone that the packed functions know, so that CloudFormation takes no other."""
    return sorted(resources.files("tzdata").joinpath("zones").read_text("utf-8").split())


# -------------------------------------------------------------------------------------- what Chalice does silently


def check(template: Template, config: dict[str, Any]) -> None:
    """Return when the template holds together. Raises PackagingError with everything that does not."""
    wrong = [*undeclared(template), *unconfigured(template, config), *doubled(template), *misstated(template)]
    if wrong:
        raise PackagingError("The template cannot be deployed:\n" + "\n".join(f"- {each}" for each in wrong))


def undeclared(template: Template) -> Iterator[str]:
    """Yield a sentence for each reference to something that the template does not declare.

    `log_retention_in_days` makes one: a log group of `ApiHandler`, whereas the function is `APIHandler`.
    """
    declared = {*template["Resources"], *template.get("Parameters", {})}
    for where, name in references(template):
        if name.split(".")[0] not in declared and not PSEUDO.fullmatch(name):
            yield f"{where} refers to {name}, which nothing declares."


def unconfigured(template: Template, config: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence for each function without its own configuration and the other way round.

    Chalice ignores a name in `lambda_functions` that it does not know, and the function runs with the defaults.
    """
    functions = set(_of_type(template, "AWS::Serverless::Function"))
    configured = {resource_name(name): name for name in config["lambda_functions"]}
    for name in sorted(set(configured) - functions):
        yield f"config.json configures {configured[name]}, which is no function of app.py."
    for name in sorted(functions - set(configured)):
        yield f"{name} has no entry in config.json, so it has no policy of its own."


def doubled(template: Template) -> Iterator[str]:
    """Yield a sentence for each intrinsic with two keys: what merging makes of `!GetAtt` over `!Sub`."""
    for where, value in _walk(template, ""):
        if isinstance(value, dict) and len(value) > 1 and any(key == "Ref" or key.startswith("Fn::") for key in value):
            yield f"{where} has {' and '.join(value)}; resources.yaml has to use the function that Chalice uses there."


def misstated(template: Template) -> Iterator[str]:
    """Yield a sentence for each time that the template keeps something and the privacy notice tells another.

    What is not in the template (a small one of a test) is not misstated.
    """
    for (resource, *path), told, unit in KEPT:
        value: Any = template["Resources"].get(resource, {}).get("Properties")
        for name in path:
            value = value and value.get(name)
        if value is not None and value != told * unit:
            name = f"{resource}.{'.'.join(path)}"
            yield f"{name} is {value}, and the notice tells {told * unit}: change chat/retention.py with it."


def check_notice(project: Path, stage: str) -> None:
    """Return when the notice's rows can be shown in this stage. Raises PackagingError with one sentence."""
    try:
        written = rows.read((project / "chalicelib" / "notice.toml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError, rows.WrongRow) as error:
        raise PackagingError(f"The privacy notice cannot be made. {error}") from error
    demo = of_the_demo(written, rows.read((ROOT / "chalicelib" / "demo_notice.toml").read_text("utf-8")))
    if demo and stage == PROTECTED:
        raise PackagingError(
            f"The rows {', '.join(demo)} of chalicelib/notice.toml are still the demo's, and {PROTECTED} needs the company's own:"
            f" {RULE}."
        )


def references(template: Template) -> Iterator[tuple[str, str]]:
    """Yield where and what for each `Ref`, `Fn::GetAtt`, `Fn::Sub` and `DependsOn`, attributes behind a dot."""
    for where, value in _walk({key: template.get(key, {}) for key in ("Globals", "Resources", "Outputs")}, ""):
        if not isinstance(value, dict):
            continue
        if isinstance(value.get("Ref"), str):
            yield where, value["Ref"]
        if "Fn::GetAtt" in value:
            target = value["Fn::GetAtt"]
            yield where, target if isinstance(target, str) else ".".join(map(str, target))
        if "Fn::Sub" in value:
            text, own = value["Fn::Sub"] if isinstance(value["Fn::Sub"], list) else (value["Fn::Sub"], {})
            yield from ((where, name) for name in REFERENCE.findall(text) if name not in own)
        if "DependsOn" in value and "Type" in value:
            needed = value["DependsOn"]
            yield from ((where, name) for name in ([needed] if isinstance(needed, str) else needed))


def resource_name(function: str) -> str:
    """Return the name that a function of config.json has in the template."""
    return "APIHandler" if function == "api_handler" else "".join(word.capitalize() for word in function.split("_"))


def _walk(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    yield where, value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _walk(each, f"{where}/{key}")
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _walk(each, f"{where}/{place}")


def _of_type(template: Template, kind: str) -> Template:
    return {name: each for name, each in template["Resources"].items() if each["Type"] == kind}


class _Plain(yaml.SafeDumper):
    """YAML without anchors, which CloudFormation's tools do not all read."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        return True


def _config(root: Path, stage: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((root / ".chalice" / "config.json").read_text("utf-8"))
    if stage not in loaded["stages"]:
        known = ", ".join(sorted(loaded["stages"]))
        raise PackagingError(
            f"There is no stage {stage!r} in .chalice/config.json. It has: {known}. `make deploy STAGE={stage}` packages it as dev; for that"
            " alone it is `make package STAGE=dev`."
        )
    return loaded


# ------------------------------------------------------------------------------------------------------ the command


def main(arguments: list[str] | None = None) -> int:
    """Build, and print what was built and how large it is. Return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m operations package", description="Build what is deployed.")
    parser.add_argument("--stage", default="dev", help="a stage of .chalice/config.json (dev)")
    parser.add_argument("--out", type=Path, default=ROOT / "build", help="where to put it (build/)")
    parser.add_argument("--previous", type=Path, help="the zip of the release before, whose pages may still be open")
    asked = parser.parse_args(arguments)
    missing = [name for name in WEB if not (ROOT / "chalicelib" / "static" / name).exists()]
    if missing:
        print(
            f"✗ The pages are not built ({', '.join(missing)} missing): `make package` builds them first.",
            file=sys.stderr,
        )
        return 1
    print(f"Packaging stage {asked.stage} …", flush=True)
    try:
        packaged = release.runtime(release.runtime_here())
        built = build(ROOT, asked.out, asked.stage, asked.previous)
        warned = release.warning(packaged, release.read())
    except Trouble as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    print(_told(built))
    if warned:
        print(f"! {warned}")
    return 0


def _told(built: Built) -> str:
    packed = built.packed
    largest = ", ".join(f"{name} {_size(size)}" for name, size in packed.largest)
    zipped = f"{_size(packed.bytes)} (by Chalice {_size(packed.bytes_before)})"
    unpacked = f"{_size(packed.unpacked)} in {packed.files} files, the largest: {largest}"
    template = f"{_size(built.template.stat().st_size)}, {len(built.functions)} functions"
    kept = f"  with {len(built.taken_over)} files of the release before\n" if built.taken_over else ""
    return (
        f"{built.zip}: {zipped}\n  sha256 {built.digest}\n  unpacked {unpacked}\n{kept}{built.template}: {template}\n"
        f"{built.bill} and {built.licences}: what ships, and under which licences\n"
        "How to deploy them: docs/operations/README.md"
    )


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= MEGABYTE else f"{count / 1e3:.0f} kB"
