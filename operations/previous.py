"""The files of the release before, which pages that were opened before an upgrade still ask for."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from chalicelib.entrypoints.pages import AssetName
from operations.trouble import Trouble

OWN: Final = "chalicelib/static/static/"
"""Where a zip has the files of its own release: each with a hash of its content in its name."""
FOLDER: Final = "previous"
"""Where, under `chalicelib/static/`, those of the release before are. They are not taken over a second time."""
TAKEN_OVER: Final = f"chalicelib/static/{FOLDER}/"
LARGEST: Final = 5_000_000
"""Bytes that they may have together, unpacked; a release has about 1.3 million."""


class TakenOver(msgspec.Struct, frozen=True):
    """What was taken over of an earlier zip."""

    names: tuple[str, ...] = ()
    same: bool = False
    """Whether that zip is of the same release, as far as browsers can tell: then it is what that one had taken over."""


def take_over(zip_: Path, static: Path) -> TakenOver:
    """Put the files of an earlier release's zip, as far as this one lacks them, beside those under `static`.

    Of a zip of the same release, those that it took over itself: so what is packaged again is the same again. Raises Trouble when
    the file is no zip of ours.
    """
    own = {each.name for each in (static / "static").glob("*")}
    try:
        with zipfile.ZipFile(zip_) as archive:
            found = dict(_files(archive, zip_, OWN))
            if not found:
                raise Trouble(f"{zip_} is no zip of this product: it has no files under {OWN}.")
            same = set(found) == own
            wanted = dict(_files(archive, zip_, TAKEN_OVER)) if same else found
            lacking = {name: entry for name, entry in wanted.items() if name not in own}
            size = sum(entry.file_size for entry in lacking.values())
            if size > LARGEST:
                raise Trouble(
                    f"The files of {zip_} that browsers load have {size} bytes, and {LARGEST} may be taken over: package without --previous."
                )
            (static / FOLDER).mkdir(exist_ok=True)
            for name, entry in lacking.items():
                (static / FOLDER / name).write_bytes(archive.read(entry))
    except (OSError, zipfile.BadZipFile) as error:
        raise Trouble(
            f"{zip_} cannot be read ({error}): name the zip of the release before, or package without --previous."
        ) from error
    return TakenOver(tuple(sorted(lacking)), same)


def _files(archive: zipfile.ZipFile, zip_: Path, folder: str) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    for entry in archive.infolist():
        if not entry.filename.startswith(folder) or entry.is_dir():
            continue
        name = entry.filename.removeprefix(folder)
        try:
            yield msgspec.convert(name, AssetName), entry
        except msgspec.ValidationError:
            raise Trouble(f"{zip_} is no zip of this product: none of its files is called {name!r}.") from None
