"""What ships beside our own code: the packages of `requirements.lock`, each a file whose hash stands there, for the Lambda that will run it."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from operations.trouble import Trouble

LOCK: Final = "requirements.lock"
MACHINES: Final = {"x86_64": "x86_64", "arm64": "aarch64"}
"""By Lambda's name of an architecture: that of wheels."""
_GLIBC: Final = {(3, 10): 26, (3, 11): 26}
_NEWER_GLIBC: Final = 34
"""Up to Python 3.11 Lambda runs on Amazon Linux 2, later ones on Amazon Linux 2023: glibc 2.26 and 2.34."""
_OLDEST_GLIBC: Final = 17
_FOR_PEOPLE: Final = ("bin", "share")
"""What pip installs of a package besides what is imported: commands and their manuals."""


def install(
    lock: Path, target: Path, architecture: str, python: tuple[int, int] = sys.version_info[:2]
) -> Mapping[str, str]:
    """Install what a lock names into a folder, for a Python on an architecture as Lambda names it.

    Return the SHA-256 of the file that each package came from, by the package's name. Nothing is built and nothing is run: only
    wheels are taken, and only with a hash that the lock has. Raises Trouble.
    """
    with tempfile.TemporaryDirectory(prefix="juttu-package-") as scratch:
        report = Path(scratch, "report.json")
        command = [sys.executable, "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary=:all:"]
        command += ["--no-compile", "--quiet", "--disable-pip-version-check", "--report", str(report)]
        command += ["--target", str(target), *_for(architecture, python), "--requirement", str(lock)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            raise Trouble(
                f"pip could not install what {lock.name} names for Python {_dotted(python)} on {architecture}: after a change in"
                f" requirements.txt `make pins` renews it; a hash that does not match is another file than the one that was pinned.\n"
                f"{run.stderr.strip()}"
            )
        installed = json.loads(report.read_text("utf-8"))["install"]
    for name in _FOR_PEOPLE:
        shutil.rmtree(target / name, ignore_errors=True)
    return {each["metadata"]["name"]: each["download_info"]["archive_info"]["hashes"]["sha256"] for each in installed}


def _for(architecture: str, python: tuple[int, int]) -> Iterator[str]:
    """Yield the options by which pip takes the wheels of another machine than this one."""
    machine = MACHINES[architecture]
    newest = _GLIBC.get(python, _NEWER_GLIBC)
    # pip takes a platform literally: it knows of no older one that would do as well, but for the last.
    for minor in range(newest, _OLDEST_GLIBC - 1, -1):
        yield from ("--platform", f"manylinux_2_{minor}_{machine}")
    yield from ("--platform", f"manylinux2014_{machine}")
    yield from ("--implementation", "cp", "--python-version", _dotted(python))
    yield from ("--abi", f"cp{python[0]}{python[1]}")


def _dotted(python: tuple[int, int]) -> str:
    return ".".join(map(str, python))
