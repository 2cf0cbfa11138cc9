"""What ships, whose it is and under which licence: a CycloneDX bill of materials, and the licences' texts. Both lie in the zip as well.

They name the packages that packaging puts beside our own code, Chalice's runtime, and what is bundled in the files that browsers load.
What the files of the release before brought along is taken from that release's own.
"""

import datetime as dt
import importlib.metadata
import json
import uuid
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PathDistribution
from pathlib import Path
from typing import Any, Final

import msgspec
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component as BomComponent
from cyclonedx.model.component import ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.spdx import fixup_id
from packageurl import PackageURL

from operations.release import Release
from operations.trouble import Trouble

BILL: Final = "sbom.json"
LICENCES: Final = "licences.txt"
ALLOWED: Final = frozenset({"Apache-2.0", "BSD-3-Clause", "ISC", "MIT"})
"""Licences, by their SPDX identifiers, that ask for no more than that their text travels along."""
STATED: Final = {"chalice": "Apache-2.0", "python-dateutil": "BSD-3-Clause", "segno": "BSD-3-Clause"}
"""Read in the licence's text, of packages whose metadata names it in no identifier."""
RULE: Final = "=" * 100
_NAMESPACE: Final = uuid.UUID("5a2c7d1e-64a0-5c0b-9a51-2f1f0f2f7a10")
_BEFORE: Final = "juttu:release-before"
"""The property of a component that only the files of the release before have."""
_TEXTS: Final = ("license", "licence", "notice", "copying")


class Component(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A package of others that ships, or a part of it."""

    kind: str
    """`pypi` or `npm`."""
    name: str
    version: str
    licence: str
    """Its SPDX identifier."""
    sha256: str | None = None
    """Of the file that was installed, in hexadecimal; None where only parts of it ship."""
    text: str = ""
    """The licence's words and the notices that belong to it."""
    before: bool = False
    """Whether only the files of the release before have it."""

    @property
    def heading(self) -> str:
        """Return what stands above its licence's text."""
        return f"{self.name} {self.version} ({self.kind}): {self.licence}"


def of_python(packages: Path, hashes: Mapping[str, str]) -> Iterator[Component]:
    """Yield what is installed in a folder, with the hash of its file where there is one, and Chalice's runtime. Raises Trouble."""
    for distribution in (*importlib.metadata.distributions(path=[str(packages)]), _chalice()):
        name = distribution.metadata["Name"]
        yield Component(
            kind="pypi",
            name=name,
            version=distribution.version,
            licence=_licence(name, distribution.metadata),
            sha256=hashes.get(name),
            text=_of_distribution(distribution),
        )


def of_npm(web: Path) -> Iterator[Component]:
    """Yield what is bundled in the files that browsers load: what web/package-lock.json has in use, not only for building. Raises Trouble."""
    for place, locked in in_use(web).items():
        text = "\n".join(
            each.read_text("utf-8").strip()
            for each in sorted(web.joinpath(place).glob("*"))
            if each.is_file() and each.name.lower().startswith(_TEXTS)
        )
        name = place.removeprefix("node_modules/")
        if not text:
            raise Trouble(f"There is no licence of {name} in web/{place}: run `npm ci` in web/.")
        yield Component(kind="npm", name=name, version=locked["version"], licence=locked["license"], text=text)


def in_use(web: Path) -> Mapping[str, Any]:
    """Return what web/package-lock.json says of each package that is bundled, by its folder under web/."""
    locked = json.loads((web / "package-lock.json").read_text("utf-8"))["packages"]
    return {place: each for place, each in locked.items() if place and not each.get("dev")}


def of_release(zip_: Path, *, same: bool) -> Iterator[Component]:
    """Yield what is bundled in the files that are taken over of an earlier zip; nothing where it does not say.

    `same`: whether that one is of the same release, so that they are those which it took over itself.
    """
    with zipfile.ZipFile(zip_) as archive:
        if not {BILL, LICENCES} <= set(archive.namelist()):
            return
        texts = dict(_sections(archive.read(LICENCES).decode()))
        for each in json.loads(archive.read(BILL))["components"]:
            if (each.get("properties") == [{"name": _BEFORE, "value": "true"}]) is not same:
                continue  # of files that are ours anyway, or are not taken over a second time
            group, name = each.get("group"), each["name"]
            component = Component(
                kind=each["purl"].removeprefix("pkg:").partition("/")[0],
                name=f"{group}/{name}" if group else name,
                version=each["version"],
                licence=each["licenses"][0]["license"]["id"],
            )
            if component.kind == "npm":
                yield msgspec.structs.replace(component, text=texts.get(component.heading, ""), before=True)


def unlicensed(components: Iterable[Component]) -> Iterator[str]:
    """Yield a sentence for each component that ships under a licence which nobody has allowed."""
    for each in components:
        if each.licence not in ALLOWED:
            yield (
                f"{each.name} {each.version} is under {each.licence or 'no licence that it names'}, and only {', '.join(sorted(ALLOWED))}"
                " ship: read its licence, then name it in operations/bill_of_materials.py, or do without it."
            )


def bill(components: Iterable[Component], release: Release) -> str:
    """Return the CycloneDX bill of materials as JSON: the same for the same components of the same release."""
    listed = [_listed(each) for each in sorted(components)]
    product = BomComponent(
        name="juttu", version=release.version, type=ComponentType.APPLICATION, bom_ref=f"juttu@{release.version}"
    )
    made = Bom(
        components=listed,
        metadata=BomMetaData(component=product, timestamp=dt.datetime.combine(release.date, dt.time(), dt.UTC)),
        serial_number=uuid.uuid5(_NAMESPACE, "\n".join([release.version, *(str(each.purl) for each in listed)])),
    )
    made.register_dependency(product, listed)
    return str(JsonV1Dot6(made).output_as_string(indent=1)) + "\n"


def licences(components: Iterable[Component]) -> str:
    """Return the licences' texts, each under its component's heading."""
    sections = [f"{RULE}\n{each.heading}\n{RULE}\n\n{each.text.strip()}\n" for each in sorted(components)]
    return "\n".join(("What others wrote of this, and under which licence it is used.\n", *sections))


def _sections(text: str) -> Iterator[tuple[str, str]]:
    parts = text.split(f"{RULE}\n")
    yield from ((heading.strip(), words.strip()) for heading, words in zip(parts[1::2], parts[2::2], strict=True))


def _listed(component: Component) -> BomComponent:
    group, _, name = component.name.rpartition("/")
    url = PackageURL(component.kind, group or None, name, component.version)
    hashes = () if component.sha256 is None else (HashType(alg=HashAlgorithm.SHA_256, content=component.sha256),)
    return BomComponent(
        name=name,
        group=group or None,
        version=component.version,
        bom_ref=url.to_string(),
        purl=url,
        hashes=hashes,
        licenses=(DisjunctiveLicense(id=component.licence),),
        properties=(Property(name=_BEFORE, value="true"),) if component.before else (),
    )


def _chalice() -> importlib.metadata.Distribution:
    """Return Chalice, of which only the runtime is packed, without what is said of it."""
    return importlib.metadata.distribution("chalice")


def _licence(name: str, metadata: Any) -> str:
    for said in (STATED.get(name), metadata.get("License-Expression"), metadata.get("License")):
        if said and (identifier := fixup_id(said)):
            return str(identifier)
    return ""


def _of_distribution(distribution: importlib.metadata.Distribution) -> str:
    folder = Path(str(distribution._path)) if isinstance(distribution, PathDistribution) else None  # noqa: SLF001 - RECORD may be gone
    if folder is None:
        return ""
    found = (each for each in sorted(folder.rglob("*")) if each.is_file() and each.name.lower().startswith(_TEXTS))
    return "\n".join(each.read_text("utf-8").strip() for each in found)
