"""The websites that may show the widget."""

import contextlib
from collections.abc import Sequence

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat import retention
from chalicelib.chat.site import ServedSite, Site, SiteVersion, logo_digest, plain, version_of

_DAY = 24 * 3600


class Sites:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._logos: dict[str, str] = {}

    def get(self, key: str) -> ServedSite | None:
        """Return a site by the key in its script tag, None when there is none."""
        item = self._items.get(keys.site(key), consistent=False)
        return None if item is None else _site(item)

    def current(self, key: str) -> ServedSite | None:
        """Return the same as it stands at this moment, for whoever changes it."""
        item = self._items.get(keys.site(key))
        return None if item is None else _site(item)

    def many(self, sites: list[str]) -> list[ServedSite]:
        """Return those of at most 100 sites that there are, in one call."""
        return [_site(item) for item in self._items.get_many(map(keys.site, sites)).values()]

    def all(self) -> list[ServedSite]:
        """Return every site of the stage, by key."""
        listed = [item["sk"] for item in self._items.query(keys.SITES)]
        return sorted(self.many(listed), key=lambda each: each.key) if listed else []

    def put(self, site: Site, logo: str = "") -> None:
        """Register a site with its logo, or replace what was registered under its key."""
        if logo:
            self.put_logo(site.key, logo)
        self._items.put(keys.listed_site(site.key), {"key": site.key})
        version = version_of(site)
        self._items.put(keys.site(site.key), {**_stored(site), "version": version, "registered": version})

    def create(self, site: Site, by: str, at: int) -> ServedSite | None:
        """Register a new site, at this time in milliseconds; None when there is another under its key. Done again, it is done once."""
        made = {**_stored(site), "version": version_of(site), "changed_at": at}
        self._items.put(keys.listed_site(site.key), {"key": site.key})
        try:
            self._items.put(keys.site(site.key), made, unless_exists=True)
        except ConditionFailed as failed:
            made = failed.item or {}
            if made.get("version") != version_of(site):
                return None
        self._keep(site, by, made.get("changed_at", at), at)
        return _site({**keys.site(site.key)._asdict(), **made})

    def change(self, before: ServedSite, after: Site, by: str, at: int) -> ServedSite | None:
        """Put settings in the place of those that were read, at this time in milliseconds; None when they are others by now.

        What was before is kept, so that nothing is lost whoever changes what. Done again, it is done once.
        """
        self._keep(before, "", before.changed_at or 0, at)
        if not self._keep(after, by, at, at):
            return None
        values = {**_stored(after), "version": version_of(after), "changed_at": at}
        put = {name: value for name, value in values.items() if value is not None}
        gone = [f"#{name}" for name in values if name not in put]
        expression = f"SET {', '.join(f'#{name} = :{name}' for name in put)}"
        expression += f" REMOVE {', '.join(gone)}" if gone else ""
        when = "#version = :read" if before.version else "attribute_not_exists(#version)"
        read = {"read": before.version} if before.version else {}
        try:
            return _site(self._items.update(keys.site(after.key), expression, {**put, **read}, when=when))
        except ConditionFailed as failed:
            there = failed.item or {}
            if (there.get("version"), there.get("changed_at")) == (values["version"], at):
                return _site(there)
            self._items.delete(keys.site_version(after.key, at))
            return None

    def versions(self, key: str, most: int) -> list[SiteVersion]:
        """Return the newest of what a site was, the newest first, as far as it is still kept."""
        return [
            _version(item)
            for item in self._items.query(keys.site(key).pk, prefix="version#", newest_first=True, limit=most)
        ]

    def version(self, key: str, at: int) -> SiteVersion | None:
        """Return what a site was since a moment, None when that is not known, or no longer."""
        item = self._items.get(keys.site_version(key, at))
        return None if item is None else _version(item)

    def changed_by(self, sites: Sequence[ServedSite]) -> dict[str, str]:
        """Return who changed each of at most 100 sites last, by the site's key, in one call; of whom it is known no longer, nobody.

        It stands in what is kept of each change, which has an end, and not in the site, which has none.
        """
        wanted = {keys.site_version(each.key, each.changed_at): each.key for each in sites if each.changed_at}
        found = self._items.get_many(wanted) if wanted else {}
        return {wanted[key]: item["by"] for key, item in found.items()}

    def put_logo(self, key: str, logo: str) -> None:
        """Have this picture be a site's logo; nothing takes it away."""
        if logo:
            self._items.put(keys.logo(key), {"svg": logo})
        else:
            self._items.delete(keys.logo(key))

    def _keep(self, site: Site, by: str, since: int, now: int) -> bool:
        """Keep what a site is since a moment, for as long as the access log says who changed it; whether it is there."""
        kept = {"settings": msgspec.json.encode(plain(site)).decode(), "by": by, "version": version_of(site)}
        expires_at = now // 1000 + retention.ACCESS_LOG_DAYS * _DAY
        try:
            key = keys.site_version(site.key, since)
            self._items.put(key, {**kept, "at": since, "expires_at": expires_at}, unless_exists=True)
        except ConditionFailed as failed:
            return failed.item is not None and (failed.item["version"], failed.item["by"]) == (kept["version"], by)
        return True

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
        """Return the logo whose digest a site has, None where it is another by now; a process reads each once."""
        found = self._logos.get(site.key)
        if found is None or logo_digest(found) != site.logo:
            found = self.logo(site.key)
        if found is None or logo_digest(found) != site.logo:
            return None
        self._logos[site.key] = found
        return found

    def logo(self, key: str) -> str | None:
        """Return a site's logo as SVG, None when it has none."""
        item = self._items.get(keys.logo(key), consistent=False)
        return None if item is None else str(item["svg"])


def _stored(site: Site) -> Item:
    built: Item = msgspec.to_builtins(plain(site))
    return built


def _version(item: Item) -> SiteVersion:
    site = msgspec.json.decode(item["settings"], type=Site)
    return SiteVersion(site=site, at=item["at"], by=item["by"], version=item["version"])


def _site(item: Item) -> ServedSite:
    return msgspec.convert({"key": item["pk"].partition("#")[2], **item}, ServedSite)
