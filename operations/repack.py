"""A deployment zip packed anew: only what runs, compiled beforehand, and the same bytes from the same sources.

Chalice leaves modules uncompiled and every AWS service's description in. Process start to first response, measured
once with two clients: 717 ms as Chalice packs, 319 ms compiled; and 609 to 230 ms for the descriptions alone. The list
of all services' addresses costs another fifth of what is left. A description is for the most part the service's manual:
all seven clients take 61 ms of processor time with it and 42 without.
"""

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any, Final

import msgspec

from operations import bytecode

SERVICES: Final = frozenset(
    {
        "apigatewaymanagementapi",
        "cognito-idp",
        "dynamodb",
        "kms",
        "logs",
        "sesv2",
        "sqs",
    }  # what wiring.py makes clients of
)
ENDPOINTS: Final = {"apigatewaymanagementapi": "execute-api", "sesv2": "email"}
"""What a service's addresses are called where the name is another."""
TASK: Final = "/var/task"
"""Where Lambda unpacks the zip; stands in tracebacks."""
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can say."""

NEVER_RUN: Final = ("__pycache__", "tests", "test", "examples")
LEAVINGS: Final = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "WHEEL", "entry_points.txt", "top_level.txt")


class Packed(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes, in bytes, of a packed zip."""

    bytes_before: int
    bytes: int
    unpacked: int
    files: int
    largest: tuple[tuple[str, int], ...]
    """The five largest packages at the top of the zip, unpacked."""


def repack(source: Path, target: Path, services: frozenset[str] = SERVICES) -> Packed:
    """Pack the zip `source` anew as `target`, for a Lambda that calls only these AWS services.

    Must run under the Python that the Lambda runs under: bytecode of another minor version is ignored.
    """
    before = source.stat().st_size
    with tempfile.TemporaryDirectory(prefix="juttu-repack-") as scratch:
        root = Path(scratch)
        with zipfile.ZipFile(source) as archive:
            archive.extractall(root)
        prune(root, services)
        precompile(root)
        write(root, target)
        sizes = {path.relative_to(root): path.stat().st_size for path in root.rglob("*") if path.is_file()}
    tops: Counter[str] = Counter()
    for path, size in sizes.items():
        tops[path.parts[0]] += size
    return Packed(
        bytes_before=before,
        bytes=target.stat().st_size,
        unpacked=sum(sizes.values()),
        files=len(sizes),
        largest=tuple(tops.most_common(5)),
    )


def prune(root: Path, services: frozenset[str]) -> None:
    """Delete what no function ever reads. Licences and versions stay."""
    for path in sorted(root.rglob("*")):
        if not path.exists():
            continue
        if path.is_dir() and path.name in NEVER_RUN and "chalicelib" not in path.parts:
            shutil.rmtree(path)
        elif path.suffix == ".pyi" or (path.parent.suffix == ".dist-info" and path.name in LEAVINGS):
            path.unlink()
    for described in sorted((root / "botocore" / "data").glob("*/")):
        if described.name not in services:
            shutil.rmtree(described)
    for compressed in sorted((root / "botocore" / "data").rglob("*.json.gz")):
        take_out_manual(compressed)
    trim_endpoints(root / "botocore" / "data" / "endpoints.json", services)


def take_out_manual(path: Path) -> None:
    """Leave of a compressed description, which botocore parses to make a client, what the client does; the zip compresses it too."""
    description = json.loads(gzip.decompress(path.read_bytes()))
    path.with_suffix("").write_text(json.dumps(undocumented(description), separators=(",", ":")), "utf-8")
    path.unlink()


def undocumented(described: Any) -> Any:
    """Return what is described without a sentence about it; a member that is called `documentation` is no sentence."""
    if isinstance(described, list):
        return [undocumented(each) for each in described]
    if not isinstance(described, dict):
        return described
    return {
        name: undocumented(each)
        for name, each in described.items()
        if name != "documentation" or not isinstance(each, str)
    }


def trim_endpoints(path: Path, services: frozenset[str]) -> None:
    """Leave of the list of all services' addresses, which every start reads whole, what these services need."""
    if not path.exists():
        return
    addresses = json.loads(path.read_text("utf-8"))
    kept = {ENDPOINTS.get(service, service) for service in services}
    for partition in addresses["partitions"]:
        partition["services"] = {name: each for name, each in partition["services"].items() if name in kept}
    path.write_text(json.dumps(addresses, separators=(",", ":")), "utf-8")


def precompile(root: Path) -> None:
    """Put bytecode beside every module, the same whatever this process has imported."""
    subprocess.run([sys.executable, "-I", "-S", bytecode.__file__, str(root), TASK], check=True)


def write(root: Path, target: Path) -> None:
    """Zip everything under `root` in order of name, with one date and one mode, so that equal sources are equal bytes."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(root.rglob("*")):
            if not path.is_file():
                continue
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), compresslevel=9)
