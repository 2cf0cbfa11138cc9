"""`python -m local.register site.json`: a site as an item of the table, for `aws dynamodb put-item --item`.

Says on standard error what becomes of the brand's colour and how the hours are told, or what is wrong with the file.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from boto3.dynamodb.types import TypeSerializer

from chalicelib.aws import keys
from chalicelib.chat import colour
from chalicelib.chat.hours import Hours
from chalicelib.chat.hours_told import told
from chalicelib.chat.ports import Site
from chalicelib.chat.wire import SiteKey


class CannotRegister(Exception):
    """Raised when a file describes no site. Says what is wrong in one sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the item. Return the exit code of the process."""
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 1:
        print("One file is needed: python -m local.register site.json (docs/embedding.md shows one).", file=sys.stderr)
        return 2
    try:
        site = read(Path(given[0]).read_bytes())
    except (OSError, CannotRegister) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    for line in remarks(site):
        print(line, file=sys.stderr)
    print(json.dumps(item(site), ensure_ascii=False))
    return 0


def read(text: bytes) -> Site:
    """Return the site that a file describes. Raises CannotRegister."""
    try:
        site = msgspec.json.decode(text, type=Site)
        written: dict[str, Any] = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise CannotRegister(f"The file describes no site: {error}") from error
    hours = written.get("hours") or {}
    unknown = [*_unknown(written, Site), *(f"hours.{name}" for name in _unknown(hours, Hours))]
    if unknown:
        raise CannotRegister(f"A site has no {' and no '.join(unknown)}.")
    try:
        msgspec.convert(site.key, SiteKey)
    except msgspec.ValidationError:
        raise CannotRegister(
            f"{site.key!r} is no key of a site: up to 32 of a to z, 0 to 9 and hyphens, the first of them no hyphen."
        ) from None
    for origin in site.origins:
        parts = urlsplit(origin)
        if f"{parts.scheme}://{parts.netloc}" != origin or parts.scheme not in ("https", "http"):
            raise CannotRegister(f"{origin!r} is no origin; one is https://www.your.example, without a path or slash.")
    return site


def remarks(site: Site) -> Iterator[str]:
    """Yield what an administrator should know of what was registered."""
    shown = colour.becomes(site.colour)
    if site.colour and shown is None:
        yield f"Colour: {site.colour} is shown with our lightness; how, only a browser can tell."
    if shown is not None:
        why = "white text on it could not be read; " if shown.corrected else ""
        yield f"Colour: {why}{site.colour} is shown as {shown.light}, in the dark as {shown.dark}."
    if site.hours is None:
        yield "Hours: none, so the chat counts as always open."
    else:
        yield f"Hours: {told(site.hours, 0).week['en'] or 'no weekday is open'}."


def item(site: Site) -> dict[str, Any]:
    """Return a site as DynamoDB's own JSON."""
    return {
        name: TypeSerializer().serialize(value)
        for name, value in {**keys.site(site.key)._asdict(), **_built(site)}.items()
    }


def _built(site: Site) -> dict[str, Any]:
    built: dict[str, Any] = json.loads(msgspec.json.encode(site))
    return built


def _unknown(written: dict[str, Any], kind: type[msgspec.Struct]) -> list[str]:
    return sorted(set(written) - {field.name for field in msgspec.structs.fields(kind)})


if __name__ == "__main__":
    sys.exit(main())
