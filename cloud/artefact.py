"""The artefact that is proved: packaged as for AWS, for the processor of this machine, as the emulator runs the functions here."""

import json
import platform
import tempfile
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from operations import package
from operations.package import ROOT, Template
from tests.packaged import translated

ARCHITECTURES: Final = {"x86_64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}


class Artefact(NamedTuple):
    """A packaged project."""

    zip: Path
    packaged: Template
    template: Template
    """As CloudFormation gets to see it once SAM's macro has run."""
    version: str
    architecture: str
    declared: str
    """What the configuration says, for which a release is packaged."""


def made(out: Path, stage: str = "dev") -> Artefact:
    """Package the project into `out`. Raises PackagingError."""
    with tempfile.TemporaryDirectory(prefix="juttu-cloud-") as scratch:
        project = Path(scratch, "project")
        package.copy_project(ROOT, project)
        architecture = ARCHITECTURES.get(platform.machine(), "x86_64")
        declared = _declare(project / ".chalice" / "config.json", architecture)
        built = package.build(project, out, stage)
    packaged = yaml.safe_load(built.template.read_text("utf-8"))
    return Artefact(built.zip, packaged, translated(packaged), built.version, architecture, declared)


def _declare(config: Path, architecture: str) -> str:
    """Write down for which processor is packaged, and return for which it was."""
    written: dict[str, Any] = json.loads(config.read_text("utf-8"))
    declared = str(written.get("lambda_architecture", "x86_64"))
    config.write_text(json.dumps({**written, "lambda_architecture": architecture}), "utf-8")
    return declared
