"""The websites that may show the widget."""

import contextlib
from collections.abc import Sequence

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.aws.table.versions import Versions, stored
from chalicelib.chat.site import ServedSite, Site, logo_digest, plain, version_of
from chalicelib.chat.versions import Version


class Sites:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._logos: dict[str, tuple[str, str]] = {}
        self._versions = Versions(items, Site)

    def get(self, key: str) -> ServedSite | None:
        """Return a site by the key in its script tag, None when there is none."""
        item = self._items.get(keys.site(key), consistent=False)
        return None if item is None else _site(item)

    def current(self, key: str) -> ServedSite | None:
        """Return the same as it stands at this moment, for whoever changes it."""
        item = self._items.get(keys.site(key))
        return None if item is None else _site(item)

    def many(self, sites: list[str]) -> list[ServedSite]:
        """Return those of these sites that there are, in one call for each 100."""
        return [_site(item) for item in self._items.get_many(map(keys.site, sites)).values()]

    def all(self) -> list[ServedSite]:
        """Return every site of the stage, by key."""
        listed = [item["sk"] for item in self._items.query(keys.SITES)]
        return sorted(self.many(listed), key=lambda each: each.key)

    def put(self, site: Site, logo: str = "") -> None:
        """Register a site with its logo, or replace what was registered under its key."""
        if logo:
            self.put_logo(site.key, logo)
        version = version_of(site)
        self._items.put(keys.site(site.key), {**stored(plain(site)), "version": version, "registered": version})
        self._list(site.key)

    def lend(self, site: Site, until: int) -> None:
        """Have a site be there until a time in epoch seconds, in no list."""
        made = {**stored(plain(site)), "version": version_of(site), "expires_at": until}
        self._items.put(keys.site(site.key), made)

    def take_back(self, key: str) -> None:
        """Have a site that was lent be gone, if it is there."""
        self._items.delete(keys.site(key))

    def create(self, site: Site, by: str, at: int) -> ServedSite | None:
        """Register a new site, at this time in milliseconds; None when there is another under its key. Done again, it is done once.

        It is listed once it is there, whoever made it: so nothing is listed that is not, and whoever was cut off between can do it again.
        """
        made = {**stored(plain(site)), "version": version_of(site), "changed_at": at}
        try:
            self._items.put(keys.site(site.key), made, unless_exists=True)
        except ConditionFailed as failed:
            made = failed.item or {}
        self._list(site.key)
        if made.get("version") != version_of(site):
            return None
        self._versions.keep(keys.site(site.key), plain(site), by, made.get("changed_at", at), at)
        return _site({**keys.site(site.key)._asdict(), **made})

    def change(self, before: ServedSite, after: Site, by: str, at: int) -> ServedSite | None:
        """Put settings in the place of those that were read, at this time in milliseconds; None when they are others by now.

        What was before is kept, so that nothing is lost whoever changes what. Done again, it is done once.
        """
        was = Version(settings=plain(before), at=before.changed_at or 0, version=before.version)
        item = self._versions.change(keys.site(after.key), was, plain(after), by, at)
        return None if item is None else _site(item)

    def versions(self, key: str, most: int) -> list[Version[Site]]:
        """Return the newest of what a site was, the newest first, as far as it is still kept."""
        return self._versions.newest(keys.site(key), most)

    def version(self, key: str, at: int) -> Version[Site] | None:
        """Return what a site was since a moment, None when that is not known, or no longer."""
        return self._versions.get(keys.site(key), at)

    def changed_by(self, sites: Sequence[ServedSite]) -> dict[str, str]:
        """Return who changed each of these sites last, by the site's key, in one call for each 100; of whom it is known no longer, nobody."""
        by = self._versions.changed_by({keys.site(each.key): each.changed_at for each in sites if each.changed_at})
        return {each.key: by[keys.site(each.key)] for each in sites if keys.site(each.key) in by}

    def _list(self, key: str) -> None:
        self._items.put(keys.listed_site(key), {"key": key})

    def put_logo(self, key: str, logo: str) -> None:
        """Have this picture be there, before a site names it by its digest."""
        self._items.put(keys.logo(key, logo_digest(logo)), {"svg": logo})

    def note_usually(self, key: str, minutes: int | None) -> None:
        """Note within how many minutes its visitors are usually answered, None for nothing; only where that is news."""
        there = self.get(key)
        if there is None or there.usually == minutes:
            return
        with contextlib.suppress(ConditionFailed):  # it has been taken away meanwhile
            if minutes is None:
                self._items.update(keys.site(key), "REMOVE #usually", {})
            else:
                self._items.update(keys.site(key), "SET #usually = :minutes", {"minutes": minutes})

    def logo_of(self, site: ServedSite) -> str | None:
        """Return the logo that a site names, None where it names none; a process reads each once."""
        digest, found = self._logos.get(site.key, ("", ""))
        if digest == site.logo:
            return found or None
        # A table that is read from another copy may not have it yet.
        item = self._items.get(keys.logo(site.key, site.logo))
        if item is None:
            return None
        self._logos[site.key] = site.logo, str(item["svg"])
        return str(item["svg"])

    def logo(self, key: str) -> str | None:
        """Return the logo that a site names now, as SVG, None when it names none."""
        site = self.get(key)
        return None if site is None else self.logo_of(site)


def _site(item: Item) -> ServedSite:
    return msgspec.convert({"key": item["pk"].partition("#")[2], **item}, ServedSite)
