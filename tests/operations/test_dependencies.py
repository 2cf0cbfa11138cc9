"""The packages that ship: exactly the files whose hashes are pinned, for the Lambda that will run them."""

import base64
import hashlib
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from operations.dependencies import LOCK, install
from operations.package import ROOT
from operations.trouble import Trouble

PURE, X86, ARM, NEWER_ARM = (
    "py3-none-any",
    "cp313-cp313-manylinux2014_x86_64.manylinux_2_17_x86_64",
    "cp313-cp313-manylinux2014_aarch64.manylinux_2_17_aarch64",
    "cp313-cp313-manylinux_2_34_aarch64",
)


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that pip takes all packages from, and no other place."""
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    (tmp_path / "wheels").mkdir()
    return tmp_path / "wheels"


def wheel(folder: Path, name: str, tag: str, needs: str = "") -> str:
    """Make a wheel that says which it is, and return its hash."""
    files = {
        f"{name}/__init__.py": f"TAG = {tag!r}\n",
        f"{name}-1.0.data/scripts/{name}": "#!python\n",
        f"{name}-1.0.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{needs}",
        f"{name}-1.0.dist-info/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: {tag}\n",
    }
    path = folder / f"{name}-1.0-{tag}.whl"
    record = "".join(f"{each},sha256={_digest(text)},{len(text)}\n" for each, text in files.items())
    with zipfile.ZipFile(path, "w") as archive:
        for each, text in {**files, f"{name}-1.0.dist-info/RECORD": record}.items():
            archive.writestr(each, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def lock(folder: Path, *hashes: str, name: str = "part") -> Path:
    path = folder / LOCK
    path.write_text(f"{name}==1.0 " + " ".join(f"--hash=sha256:{each}" for each in hashes) + "\n")
    return path


@pytest.mark.parametrize(("architecture", "taken"), [("x86_64", X86), ("arm64", ARM)])
def test_what_is_compiled_is_for_the_architecture_of_the_functions_wherever_they_are_packaged(
    architecture: str, taken: str, wheels: Path, tmp_path: Path
) -> None:
    hashes = {tag: wheel(wheels, "part", tag) for tag in (X86, ARM)}

    installed = install(lock(tmp_path, *hashes.values()), tmp_path / "vendor", architecture, (3, 13))

    assert (tmp_path / "vendor" / "part" / "__init__.py").read_text() == f"TAG = {taken!r}\n"
    assert installed == {"part": hashes[taken]}


def test_a_newer_c_library_is_taken_where_lambda_has_it(wheels: Path, tmp_path: Path) -> None:
    pinned = lock(tmp_path, wheel(wheels, "part", NEWER_ARM), wheel(wheels, "part", NEWER_ARM.replace("313", "311")))

    install(pinned, tmp_path / "vendor", "arm64", (3, 13))
    with pytest.raises(
        Trouble, match=r"^pip could not install what requirements\.lock names for Python 3\.11 on arm64"
    ):
        install(pinned, tmp_path / "another", "arm64", (3, 11))


def test_another_file_than_the_pinned_one_is_refused(wheels: Path, tmp_path: Path) -> None:
    wheel(wheels, "part", PURE)

    with pytest.raises(Trouble, match="a hash that does not match is another file than the one that was pinned"):
        install(lock(tmp_path, "0" * 64), tmp_path / "vendor", "x86_64")

    assert not list(tmp_path.glob("vendor/part*"))


def test_a_package_without_a_hash_is_refused(wheels: Path, tmp_path: Path) -> None:
    wheel(wheels, "part", PURE)

    with pytest.raises(Trouble, match="--hash"):
        install(lock(tmp_path), tmp_path / "vendor", "x86_64")


def test_nothing_that_is_not_named_comes_along_and_no_command_either(wheels: Path, tmp_path: Path) -> None:
    wheel(wheels, "other", PURE)
    pinned = lock(tmp_path, wheel(wheels, "part", PURE, needs="Requires-Dist: other\n"))

    install(pinned, tmp_path / "vendor", "x86_64")

    assert {each.name for each in (tmp_path / "vendor").iterdir()} == {"part", "part-1.0.dist-info"}


# ------------------------------------------------------------------------------------------------------------- ours


def pinned() -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+) \\$", (ROOT / LOCK).read_text("utf-8"), re.MULTILINE))


def needed(name: str) -> Iterator[str]:
    yield name
    for need in map(Requirement, distribution(name).requires or ()):
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            yield from needed(need.name)


def test_what_ships_is_pinned_with_all_that_it_needs_at_the_versions_that_the_tests_run() -> None:
    wanted = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)

    assert pinned() == {name: distribution(name).version for each in wanted for name in needed(each)}


def test_each_pinned_package_has_a_hash_and_no_place_where_it_was_found() -> None:
    text = (ROOT / LOCK).read_text("utf-8")
    packages = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]

    assert len(packages) == len(pinned())
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", each) for each in packages)
    assert not re.search(r"://|--(extra-)?index|--find-links", text)
