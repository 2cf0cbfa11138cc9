"""A company's sites: looked at, tried, changed, made. For administrators.

What is done is recorded first. A save names the version that it was read at; where that is another by now nothing is
changed, and who did is told.
"""

import itertools
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.chat import access
from chalicelib.chat.access import Standing
from chalicelib.chat.actions import accessing, turns
from chalicelib.chat.errors import NotFound, SettingsRefused, SiteExists
from chalicelib.chat.services import Services
from chalicelib.chat.site import LAUNCHER_SECONDS, ServedSite, Site, logo_digest, plain, version_of
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Mistake
from chalicelib.rooms.settings import rules, saving, stage
from chalicelib.rooms.settings.wire import (
    CheckSite,
    CreateSite,
    EarlierSite,
    PutLogo,
    SaveSite,
    SiteCheck,
    SitePage,
    Sites,
    SiteVersions,
)

# ------------------------------------------------------------------------------------------------- looking


def sites(services: Services, who: Staff) -> Sites:
    """Return every site of the stage. Raises CommitmentMissing, NotFound, Unavailable."""
    access.require_standing(Standing.SETTINGS, who)
    now = services.now()
    found = services.sites.all()
    by = services.sites.changed_by(found)
    return Sites(
        sites=tuple(rules.row(each, by.get(each.key, ""), now) for each in found),
        closed=stage.closed_chat(services, services.stage.lately()),
    )


def page(services: Services, who: Staff, key: str, base: str) -> SitePage:
    """Return a site with all that it has. `base`: where the service is. Raises CommitmentMissing, NotFound, Unavailable."""
    return _page(services, _site(services, who, key), base)


def check(services: Services, who: Staff, key: str, asked: CheckSite) -> SiteCheck:
    """Return what saving would change, and what visitors would be told. Raises SettingsRefused, NotFound, Unavailable."""
    before = _site(services, who, key)
    after = rules.site_of(asked.settings, key, before.logo)
    now = services.now()
    doubts = rules.doubts(before, after, now, ZoneInfo(services.settings.zone))
    return SiteCheck(
        changed=rules.changed(before, after),
        told=rules.told(after, now),
        doubts=tuple(itertools.islice(doubts, services.limits.mistakes_told)),
    )


def drafted(services: Services, who: Staff, key: str, asked: CheckSite) -> ServedSite:
    """Return a site as it would be served with these settings. Raises SettingsRefused, NotFound, Unavailable."""
    before = _site(services, who, key)
    after = rules.site_of(asked.settings, key, before.logo)
    return msgspec.structs.replace(before, **{name: getattr(after, name) for name in Site.__struct_fields__})


def versions(services: Services, who: Staff, key: str) -> SiteVersions:
    """Return what a site was, the newest first. Raises CommitmentMissing, NotFound, Unavailable."""
    site = _site(services, who, key)
    kept = services.sites.versions(key, services.limits.versions_listed)
    return SiteVersions(versions=rules.versions(site.changed_at, kept))


def earlier(services: Services, who: Staff, key: str, at: int) -> EarlierSite:
    """Return what a site was since a moment (milliseconds). Raises CommitmentMissing, NotFound, Unavailable."""
    site = _site(services, who, key)
    kept = services.sites.version(key, at)
    if kept is None or not rules.versions(site.changed_at, [kept]):
        raise NotFound
    return EarlierSite(
        row=rules.version_row(kept, site.changed_at),
        settings=rules.settings_of(kept.settings),
        changed=rules.changed(site, kept.settings),
    )


# ------------------------------------------------------------------------------------------------- changing


def save(services: Services, who: Staff, key: str, asked: SaveSite, base: str) -> SitePage:
    """Have a site be so from now on.

    Raises SettingsRefused, ChangedMeanwhile, CommitmentMissing, NotFound, LogUnavailable, Unavailable.
    """
    before = _site(services, who, key)
    after = rules.site_of(asked.settings, key, before.logo)
    return _page(services, _saved(services, who, before, after, read=asked.version), base)


def put_logo(services: Services, who: Staff, key: str, asked: PutLogo, base: str) -> SitePage:
    """Have a picture be a site's logo, or have it have none.

    Raises SettingsRefused, ChangedMeanwhile, CommitmentMissing, NotFound, LogUnavailable, Unavailable.
    """
    before = _site(services, who, key)
    logo = rules.logo_in(asked.content)
    after = msgspec.structs.replace(plain(before), logo=logo_digest(logo) if logo else "")
    return _page(services, _saved(services, who, before, after, read=asked.version, logo=logo), base)


def create(services: Services, who: Staff, asked: CreateSite, base: str) -> SitePage:
    """Make a site. Raises SettingsRefused, SiteExists, CommitmentMissing, NotFound, LogUnavailable, Unavailable."""
    access.require_standing(Standing.SETTINGS, who)
    site = rules.site_of(asked.settings, asked.key, "")

    def made() -> ServedSite:
        found = services.sites.create(site, who.person, services.milliseconds())
        if found is None:
            raise SiteExists
        return found

    record = accessing.event(services, who, "site_created", asked.key, "service")
    # One at a time: of two who were both counted before either was listed, one would be too many.
    with turns.in_turn(services, "sites"):
        _leave_room(services, asked.key)
        return _page(services, accessing.done(services, made, record), base)


# ------------------------------------------------------------------------------------------------- within


def _site(services: Services, who: Staff, key: str) -> ServedSite:
    access.require_standing(Standing.SETTINGS, who)
    found = services.sites.current(key)
    if found is None:
        raise NotFound
    return found


def _leave_room(services: Services, key: str) -> None:
    """Return when there may be a site under this key, as there may where there is one. Raises SettingsRefused."""
    there = {each.key for each in services.sites.all()}
    most = services.limits.sites_a_stage
    if key not in there and len(there) >= most:
        sentence = f"there may be {most} sites."
        raise SettingsRefused(mistakes=(Mistake(where="key", code="too_many", sentence=sentence, limit=most),))


def _page(services: Services, site: ServedSite, base: str) -> SitePage:
    now = services.now()
    return SitePage(
        row=rules.row(site, _changed_by(services, site), now),
        settings=rules.settings_of(site),
        version=site.version,
        logo=site.logo,
        told=rules.told(site, now),
        tag=rules.tag(site, base),
        seen_within=LAUNCHER_SECONDS,
        most=rules.MOST,
    )


def _changed_by(services: Services, site: ServedSite) -> str:
    return services.sites.changed_by([site]).get(site.key, "")


def _saved(
    services: Services,
    who: Staff,
    before: ServedSite,
    after: Site,
    *,
    read: str,
    logo: str = "",
) -> ServedSite:
    """Have a site be so, if it is still as it was read. `logo`: the picture that it then names and that may not be there yet."""

    def write(at: int) -> ServedSite | None:
        # First: so whatever is named is there, whoever saves what meanwhile.
        if logo:
            services.sites.put_logo(after.key, logo)
        return services.sites.change(before, after, who.person, at)

    return saving.save(
        services,
        before,
        read,
        version_of(after),
        accessing.event(services, who, "settings_changed", before.key, "service"),
        write=write,
        now=lambda: _site(services, who, before.key),
        by=lambda there: _changed_by(services, there),
    )
