"""A company's sites, as administrators look at them, try, change and make them: through the service, over the local table."""

import base64
import contextlib
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

import msgspec
import pytest

from chalicelib.aws import keys
from chalicelib.chat.actions import turns
from chalicelib.chat.errors import (
    ChangedMeanwhile,
    CommitmentMissing,
    LogUnavailable,
    NotFound,
    SettingsRefused,
    SiteExists,
    Unavailable,
)
from chalicelib.chat.limits import LIMITS, SITE_LIMITS
from chalicelib.chat.retention import ACCESS_LOG_DAYS
from chalicelib.chat.services import Services
from chalicelib.chat.site import Contact, DayNotice, OwnLimits, ServedSite, Site, Topic, logo_digest, plain
from chalicelib.chat.who import Role
from chalicelib.chat.wire import Mistake
from chalicelib.chat.words import SITE_IN
from chalicelib.entrypoints import pages
from chalicelib.rooms.settings import actions, rules
from chalicelib.rooms.settings.wire import (
    CheckSite,
    CreateSite,
    DayNoticeSettings,
    HoursSettings,
    PutLogo,
    SaveSite,
    SiteLimitSettings,
    SitePage,
    SiteSettings,
)
from tests.service.conftest import Desk, staff
from tests.test_platform import FULL_SITE

ADMIN = staff("admin.a", "administrator")
OTHER = staff("admin.b", "administrator")
BASE = "https://chat.example/api/"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>'


def page(desk: Desk) -> SitePage:
    return actions.page(desk.services, ADMIN, "demo", BASE)


def changed(settings: SiteSettings, **change: Any) -> SiteSettings:
    return msgspec.structs.replace(settings, **change)


def save(desk: Desk, before: SitePage, who: Any = ADMIN, **change: Any) -> SitePage:
    asked = SaveSite(settings=changed(before.settings, **change), version=before.version)
    return actions.save(desk.services, who, "demo", asked, BASE)


def stored(desk: Desk) -> ServedSite:
    site = desk.services.sites.current("demo")
    assert site is not None
    return site


def hours(**change: Any) -> HoursSettings:
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("9-16",)) | {"sat": (), "sun": ()}
    return HoursSettings(**{"week": week, "dates": {}, "holidays": "FI", "zone": "Europe/Helsinki", **change})


def limits(**change: int) -> SiteLimitSettings:
    usual = {name: getattr(LIMITS, name) for name in SiteLimitSettings.__struct_fields__}
    return SiteLimitSettings(**usual | change)


# ------------------------------------------------------------------------------------------------- looking


def test_every_site_is_listed_with_who_changed_it_and_whether_it_is_open(desk: Desk) -> None:
    desk.services.sites.put(Site(key="always", company="Aina Oy", origins=("https://a.example",), language="sv"))
    save(desk, page(desk), hours=hours(week={"mon": ()}))

    always, demo = actions.sites(desk.services, ADMIN).sites

    assert (always.key, always.company, always.language, always.open, always.now) == (
        "always",
        "Aina Oy",
        "sv",
        None,
        {},
    )
    assert (demo.key, demo.changed_by, demo.changed_at) == ("demo", "admin.a", desk.services.milliseconds())
    assert (demo.open, demo.now["fi"]) == (False, "Suljettu")


def test_a_stage_without_sites_has_an_empty_list(desk: Desk) -> None:
    items = desk.cloud.client("dynamodb")
    items.delete_item(TableName=desk.services.settings.table, Key={"pk": {"S": "sites"}, "sk": {"S": "demo"}})  # type: ignore[attr-defined]

    assert actions.sites(desk.services, ADMIN).sites == ()


def test_a_site_is_shown_with_all_that_it_has(desk: Desk) -> None:
    whole = msgspec.structs.replace(FULL_SITE, logo="")
    desk.services.sites.put(whole)

    shown = page(desk)

    assert rules.site_of(shown.settings, "demo", "") == msgspec.structs.replace(
        whole, hours=rules.site_of(shown.settings, "demo", "").hours
    )
    assert set(SiteSettings.__struct_fields__) | {"key", "logo"} == set(Site.__struct_fields__)


def test_the_tag_is_the_one_of_this_service_and_site(desk: Desk) -> None:
    assert page(desk).tag.splitlines()[0] == (
        '<script async src="https://chat.example/api/juttu.js?site=demo" data-site="demo"></script>'
    )
    assert page(desk).tag.splitlines()[1] == (
        f'<noscript>{SITE_IN["fi"].no_script} <a href="https://chat.example/api/chat/demo">Demo Oy</a></noscript>'
    )
    assert "&quot;" in rules.tag(stored(desk), 'https://chat.example/"')


def test_it_is_said_by_when_every_page_shows_a_change(desk: Desk) -> None:
    assert f"max-age={page(desk).seen_within}" in pages._FOR_FIVE_MINUTES


def test_four_weeks_are_told_in_words_with_holidays_and_dates_of_their_own(desk: Desk) -> None:
    told = save(desk, page(desk), hours=hours(dates={"2026-12-23": ("9-12",)})).told
    days = {each.date: each for each in told.calendar}
    today = datetime.fromtimestamp(desk.services.now(), ZoneInfo("Europe/Helsinki")).date()

    assert told.week["fi"].replace("\u2060", "").replace("\u00a0", " ").startswith("Avoinna ma–pe 9–16")
    assert (len(days), min(days)) == (28, str(today))
    assert (days["2026-12-06"].why, days["2026-12-06"].words["fi"]) == ("holiday", "")
    assert (days["2026-12-07"].why, days["2026-12-07"].words["fi"]) == ("week", "9–\u206016")
    assert "2026-12-23" not in days or days["2026-12-23"].why == "own"


@pytest.mark.parametrize("role", [each for each in get_args(Role) if each != "administrator"])
def test_nobody_else_finds_any_of_it(role: Role, desk: Desk) -> None:
    shown = page(desk)
    who = staff("somebody.s", role)
    tries: list[Callable[[], object]] = [
        lambda: actions.sites(desk.services, who),
        lambda: actions.page(desk.services, who, "demo", BASE),
        lambda: actions.check(desk.services, who, "demo", CheckSite(settings=shown.settings)),
        lambda: save(desk, shown, who, company="Other Oy"),
        lambda: actions.create(desk.services, who, CreateSite(key="new", settings=shown.settings), BASE),
        lambda: actions.put_logo(desk.services, who, "demo", PutLogo(content="", version=shown.version), BASE),
        lambda: actions.versions(desk.services, who, "demo"),
        lambda: actions.earlier(desk.services, who, "demo", 0),
    ]

    for each in tries:
        with pytest.raises(NotFound):
            each()
    assert (stored(desk).company, desk.logged()) == ("Demo Oy", [])
    save(desk, shown, company="Other Oy")
    assert stored(desk).company == "Other Oy"


def test_before_the_commitment_there_is_nothing_to_see(desk: Desk) -> None:
    with pytest.raises(CommitmentMissing):
        actions.sites(desk.services, staff("admin.a", "administrator", committed=False))


# ------------------------------------------------------------------------------------------------- changing


def test_a_save_changes_what_visitors_see_and_is_recorded(desk: Desk) -> None:
    after = save(desk, page(desk), greeting={"fi": "Moi!"}, colour="#0a5c8a")

    assert (stored(desk).greeting, stored(desk).colour) == ({"fi": "Moi!"}, "#0a5c8a")
    assert after.row.changed_by == "admin.a"
    assert after == page(desk)
    assert desk.logged() == [("admin.a", "settings_changed", "demo")]


def test_a_site_keeps_of_its_limits_only_what_is_not_everybodys(desk: Desk) -> None:
    assert page(desk).settings.limits == limits()

    after = save(desk, page(desk), limits=limits(conversations_an_hour=50))

    assert after.settings.limits == limits(conversations_an_hour=50)
    assert stored(desk).limits == OwnLimits(conversations_an_hour=50)
    assert stored(desk).limits_over(LIMITS) == msgspec.structs.replace(LIMITS, conversations_an_hour=50)
    assert save(desk, after, limits=limits()).settings.limits == limits()
    assert stored(desk).limits == OwnLimits()


def test_what_the_service_has_learnt_of_a_site_stays_when_it_is_changed(desk: Desk) -> None:
    desk.services.sites.note_usually("demo", 5)
    save(desk, page(desk), hours=hours())
    save(desk, page(desk), hours=None)

    assert (stored(desk).usually, stored(desk).hours) == (5, None)


def test_a_check_says_what_would_change_and_saves_nothing(desk: Desk) -> None:
    shown = page(desk)
    asked = CheckSite(settings=changed(shown.settings, colour="#ffeb3b", greeting={"fi": "Moi!"}, hours=hours()))

    would = actions.check(desk.services, ADMIN, "demo", asked)

    assert would.changed == ("hours", "colour", "greeting")
    assert len(would.told.calendar) == 28
    assert would.told.colour is not None
    assert (would.told.colour.contrast, would.told.colour.outlined) == ("17.2", True)
    assert page(desk) == shown
    assert desk.logged() == []
    assert actions.check(desk.services, ADMIN, "demo", CheckSite(settings=shown.settings)).changed == ()


def test_what_is_rarely_meant_is_asked_where_it_is_new_and_only_there(desk: Desk) -> None:
    today = datetime.fromtimestamp(desk.services.now(), ZoneInfo("Europe/Helsinki")).date()
    over = str(today - timedelta(days=1))
    odd: dict[str, Any] = {
        "hours": hours(week={"mon": ("16-9",), "tue": ("9-24",)}, dates={over: ("9-12",), str(today): ("22-2",)}),
        "today": (
            DayNoticeSettings(since=over, until=over, words={"fi": "x"}),
            DayNoticeSettings(since=str(today), until=str(today), words={"fi": "y"}),
        ),
    }
    shown = page(desk)

    would = actions.check(desk.services, ADMIN, "demo", CheckSite(settings=changed(shown.settings, **odd)))
    assert [(each.where, each.code) for each in would.doubts] == [
        ("hours.week.mon[0]", "over_midnight"),
        (f"hours.dates.{today}[0]", "over_midnight"),
        (f"hours.dates.{over}", "over"),
        ("today[0]", "over"),
    ]
    after = save(desk, shown, **odd)
    asked = CheckSite(settings=changed(after.settings, company="Another Oy"))
    assert actions.check(desk.services, ADMIN, "demo", asked).doubts == ()


WRONG: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"company": ""}, [("company", "empty")]),
    ({"origins": ("https://a.example/",)}, [("origins[0]", "origin")]),
    ({"origins": ("https://A.example",)}, [("origins[0]", "origin_unmatched")]),
    ({"origins": ("https://a.example; script-src *",)}, [("origins[0]", "origin")]),
    ({"greeting": {"en": "Hello"}}, [("greeting", "own_language")]),
    ({"privacy_notice": {"fi": "http://a.example"}}, [("privacy_notice.fi", "page")]),
    ({"colour": "x" * 101}, [("colour", "too_long")]),
    ({"hours": hours(week={"mon": ("9-25",), "tue": ("9-16", "x")})}, [("hours.week.mon[0]", "range"), ("hours.week.tue[1]", "range")]),
    ({"hours": hours(dates={"1.12.": ()})}, [("hours.dates.1.12.", "date")]),
    ({"hours": hours(week={"mon": ("9-16", "12-18"), "tue": ("9-12", "12-16")})}, [("hours.week.mon[1]", "overlaps")]),
    ({"hours": hours(dates={"2026-12-23": ("12-18", "20-2", "9-12.30")})}, [("hours.dates.2026-12-23[0]", "overlaps")]),
    ({"hours": hours(zone="Helsinki")}, [("hours.zone", "zone")]),
    ({"today": (DayNoticeSettings(since="1.12.", until="2026-12-03", words={"fi": "x"}),)}, [("today[0].since", "date")]),
    ({"today": (DayNoticeSettings(since="2026-12-04", until="2026-12-03", words={"fi": "x"}),)}, [("today[0]", "ends_before")]),
    ({"limits": limits(transcripts_a_site_a_day=9)}, [("limits.transcripts_a_site_a_day", "too_small")]),
    ({"limits": limits(conversations_an_hour=201, unanswered_a_network=401)}, [("limits.conversations_an_hour", "too_large"), ("limits.unanswered_a_network", "too_large")]),
    ({"company": "", "hours": hours(week={"mon": ("x",)})}, [("hours.week.mon[0]", "range"), ("company", "empty")]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "mistakes"), WRONG)
def test_what_cannot_be_taken_is_refused_all_at_once_each_with_its_place(
    change: dict[str, Any], mistakes: list[tuple[str, str]], desk: Desk
) -> None:
    shown = page(desk)
    with pytest.raises(SettingsRefused) as refused:
        save(desk, shown, **change)

    found: tuple[Mistake, ...] = refused.value.data["mistakes"]
    assert [(each.where, each.code) for each in found] == mistakes
    assert page(desk) == shown
    assert desk.logged() == []
    asked = CheckSite(settings=changed(shown.settings, **change))
    with pytest.raises(SettingsRefused):
        actions.check(desk.services, ADMIN, "demo", asked)
    assert save(desk, shown, company="Good Oy").settings.company == "Good Oy"


def test_of_very_many_mistakes_the_first_are_told(desk: Desk) -> None:
    with pytest.raises(SettingsRefused) as refused:
        save(desk, page(desk), origins=("x",) * (LIMITS.mistakes_told + 10))

    assert len(refused.value.data["mistakes"]) == LIMITS.mistakes_told


def test_whoever_saves_what_others_have_changed_meanwhile_is_told_who_and_when_and_nothing_is_lost(desk: Desk) -> None:
    read = page(desk)
    save(desk, read, OTHER, company="Theirs Oy")
    at = desk.services.milliseconds()
    desk.cloud.clock.advance(5)

    with pytest.raises(ChangedMeanwhile) as refused:
        save(desk, read, company="Mine Oy")

    assert refused.value.data == {"by": "admin.b", "at": at}
    assert stored(desk).company == "Theirs Oy"
    assert save(desk, page(desk), company="Mine Oy").settings.company == "Mine Oy"


def test_of_two_who_save_at_the_same_moment_one_is_told_of_the_other(desk: Desk) -> None:
    before = stored(desk)
    at = desk.services.milliseconds()
    one, other = (
        msgspec.structs.replace(rules.site_of(page(desk).settings, "demo", ""), company=each) for each in "ab"
    )

    assert desk.services.sites.change(before, one, "admin.a", at) is not None
    assert desk.services.sites.change(before, other, "admin.b", at + 1) is None
    assert desk.services.sites.change(before, other, "admin.b", at) is None
    assert stored(desk).company == "a"
    assert [each.by for each in actions.versions(desk.services, ADMIN, "demo").versions] == ["admin.a", ""]
    desk.cloud.clock.advance(60)
    save(desk, page(desk), company="c")
    kept = actions.versions(desk.services, ADMIN, "demo").versions
    assert [each.by for each in kept] == ["admin.a", "admin.a", ""]


def test_a_save_that_was_reported_lost_is_done_once_when_it_is_sent_again(desk: Desk) -> None:
    read = page(desk)
    done = save(desk, read, company="Other Oy")
    desk.cloud.clock.advance(5)

    assert save(desk, read, company="Other Oy") == actions.page(desk.services, ADMIN, "demo", BASE)
    assert stored(desk).changed_at == done.row.changed_at
    site = stored(desk)
    again = desk.services.sites.change(
        msgspec.structs.replace(site, version=read.version), plain(site), "admin.a", site.changed_at or 0
    )
    assert again == site


def test_a_save_whose_answer_from_the_table_got_lost_is_told_as_done(desk: Desk) -> None:
    read = page(desk)
    fault = desk.cloud.fail("dynamodb", "UpdateItem", error="InternalServerError", before=False)

    assert save(desk, read, company="Other Oy").settings.company == "Other Oy"
    assert fault.happened == 1


def test_a_site_that_an_older_release_registered_is_changed_as_well(desk: Desk) -> None:
    desk.cloud.client("dynamodb").update_item(
        TableName=desk.services.settings.table,  # type: ignore[attr-defined]
        Key={"pk": {"S": "site#demo"}, "sk": {"S": "site"}},
        UpdateExpression="REMOVE version",
    )
    read = page(desk)
    assert read.version == ""
    save(desk, read, company="Other Oy")

    with pytest.raises(ChangedMeanwhile):
        save(desk, read, company="Third Oy")


def test_without_a_record_nothing_is_changed(desk: Desk) -> None:
    read = page(desk)
    desk.cloud.fail("logs", "PutLogEvents", times=20)
    with pytest.raises(LogUnavailable):
        save(desk, read, company="Other Oy")
    assert page(desk) == read


# ------------------------------------------------------------------------------------------------- versions


def test_what_a_site_was_is_kept_with_who_and_when_and_comes_back(desk: Desk) -> None:
    first = page(desk)
    for who, company in ((ADMIN, "Second Oy"), (OTHER, "Third Oy")):
        desk.cloud.clock.advance(60)
        save(desk, page(desk), who, company=company)

    rows = actions.versions(desk.services, ADMIN, "demo").versions
    assert [(each.by, each.now) for each in rows] == [("admin.b", True), ("admin.a", False), ("", False)]
    oldest = actions.earlier(desk.services, ADMIN, "demo", rows[-1].at)
    assert (oldest.settings, oldest.changed) == (first.settings, ("company",))
    asked = SaveSite(settings=oldest.settings, version=page(desk).version)
    assert actions.save(desk.services, ADMIN, "demo", asked, BASE).settings == first.settings


def test_the_last_twenty_are_listed(desk: Desk) -> None:
    for number in range(LIMITS.versions_listed + 1):
        desk.cloud.clock.advance(1)
        save(desk, page(desk), company=f"Number {number}")

    assert len(actions.versions(desk.services, ADMIN, "demo").versions) == LIMITS.versions_listed


def test_who_changed_a_site_is_forgotten_with_the_access_log_and_the_site_stays(desk: Desk) -> None:
    save(desk, page(desk), company="Other Oy")
    desk.cloud.clock.advance(ACCESS_LOG_DAYS * 24 * 3600 - 1)
    assert page(desk).row.changed_by == "admin.a"
    desk.cloud.clock.advance(1)

    assert (page(desk).row.changed_by, page(desk).settings.company) == ("", "Other Oy")
    assert actions.versions(desk.services, ADMIN, "demo").versions == ()


def test_what_was_never_saved_is_no_version(desk: Desk) -> None:
    save(desk, page(desk), company="Other Oy")
    site = stored(desk)
    desk.services.sites._versions.keep(  # type: ignore[attr-defined]
        keys.site("demo"), plain(site), "admin.b", (site.changed_at or 0) + 5, desk.services.milliseconds()
    )

    assert [each.by for each in actions.versions(desk.services, ADMIN, "demo").versions] == ["admin.a", ""]
    with pytest.raises(NotFound):
        actions.earlier(desk.services, ADMIN, "demo", (site.changed_at or 0) + 5)


# ------------------------------------------------------------------------------------------------- making, and the logo


def test_a_site_is_made_once_under_a_key(desk: Desk) -> None:
    asked = CreateSite(key="new", settings=changed(page(desk).settings, company="New Oy"))
    made = actions.create(desk.services, ADMIN, asked, BASE)

    assert (made.row.key, made.row.company, made.row.changed_by) == ("new", "New Oy", "admin.a")
    assert [each.key for each in actions.sites(desk.services, ADMIN).sites] == ["demo", "new"]
    assert desk.logged() == [("admin.a", "site_created", "new")]
    desk.cloud.clock.advance(1)
    assert actions.create(desk.services, ADMIN, asked, BASE) == made
    other = msgspec.structs.replace(asked, settings=changed(asked.settings, company="Other Oy"))
    with pytest.raises(SiteExists):
        actions.create(desk.services, ADMIN, other, BASE)


def test_all_that_is_wrong_with_a_new_site_is_told_at_once(desk: Desk) -> None:
    settings = changed(page(desk).settings, company="", origins=("https://",))

    for key in ("", "New!", "stage"):
        with pytest.raises(SettingsRefused) as refused:
            actions.create(desk.services, ADMIN, CreateSite(key=key, settings=settings), BASE)
        assert {each.where for each in refused.value.data["mistakes"]} == {"key", "company", "origins[0]"}
    assert listed(desk) == ["demo"]
    assert desk.logged() == []


def test_there_may_be_so_many_sites_and_no_more(desk: Desk) -> None:
    settings = page(desk).settings
    for number in range(LIMITS.sites_a_stage - 2):
        desk.services.sites.put(Site(key=f"s{number}", company="Oy", origins=("https://a.example",)))
    actions.create(desk.services, ADMIN, CreateSite(key="last", settings=settings), BASE)

    with pytest.raises(SettingsRefused) as refused:
        actions.create(desk.services, ADMIN, CreateSite(key="one-more", settings=settings), BASE)
    assert [(each.where, each.limit) for each in refused.value.data["mistakes"]] == [("key", LIMITS.sites_a_stage)]


def with_room_for(desk: Desk, sites: int, **other: Any) -> Services:
    """Return the services of a stage in which there is room for so many more."""
    limits = msgspec.structs.replace(desk.services.limits, sites_a_stage=len(listed(desk)) + sites)
    return msgspec.structs.replace(desk.services, limits=limits, **other)


def test_of_two_who_make_the_last_site_at_once_one_makes_it(desk: Desk) -> None:
    services, settings = with_room_for(desk, 1), page(desk).settings
    gate = threading.Barrier(2)

    def make(key: str) -> bool:
        gate.wait()
        try:
            actions.create(services, ADMIN, CreateSite(key=key, settings=settings), BASE)
        except SettingsRefused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(make, ("one", "two")))

    assert sorted(made) == [False, True]
    assert len(listed(desk)) == 2


@pytest.mark.parametrize(("room", "sites"), [(1, ["demo", "first"]), (2, ["demo", "first", "second"])])
def test_whoever_waits_for_another_site_is_counted_after_it(room: int, sites: list[str], desk: Desk) -> None:
    settings = page(desk).settings
    asked = CreateSite(key="second", settings=settings)
    desk.services.leases.take("sites", "the first", turns.SECONDS)

    def first_is_done(_: int) -> None:
        desk.services.sites.create(rules.site_of(settings, "first", ""), "admin.b", desk.services.milliseconds())
        desk.services.leases.give_back("sites", "the first")

    with contextlib.nullcontext() if "second" in sites else pytest.raises(SettingsRefused):
        actions.create(with_room_for(desk, room, pause=first_is_done), ADMIN, asked, BASE)

    assert listed(desk) == sites
    assert desk.services.leases.take("sites", "the next", turns.SECONDS) == 0


def test_the_last_site_that_is_sent_again_is_made_once_and_not_too_many(desk: Desk) -> None:
    services = with_room_for(desk, 1)
    asked = CreateSite(key="last", settings=page(desk).settings)

    assert actions.create(services, ADMIN, asked, BASE) == actions.create(services, ADMIN, asked, BASE)
    assert listed(desk) == ["demo", "last"]


def test_more_sites_than_there_may_be_shut_no_room(desk: Desk) -> None:
    settings = page(desk).settings
    for number in range(LIMITS.sites_a_stage + 2):
        desk.services.sites.put(Site(key=f"s{number}", company="Oy", origins=("https://a.example",)))

    assert len(actions.sites(desk.services, ADMIN).sites) == LIMITS.sites_a_stage + 3
    with pytest.raises(SettingsRefused):
        actions.create(desk.services, ADMIN, CreateSite(key="one-more", settings=settings), BASE)


def test_what_could_not_be_made_is_not_listed_and_what_was_made_is_when_it_is_sent_again(desk: Desk) -> None:
    asked = CreateSite(key="new", settings=page(desk).settings)
    for partition in ("site#new", "sites"):
        fault = desk.cloud.fail("dynamodb", "PutItem", times=100, when=_writes_into(partition))
        with pytest.raises(Unavailable):
            actions.create(desk.services, ADMIN, asked, BASE)
        fault.cancel()
        assert listed(desk) == ["demo"]
    other = msgspec.structs.replace(asked, settings=changed(asked.settings, company="Other Oy"))
    with pytest.raises(SiteExists):
        actions.create(desk.services, ADMIN, other, BASE)
    assert listed(desk) == ["demo", "new"]


def _writes_into(partition: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda call: call["Item"]["pk"] == {"S": partition}


def listed(desk: Desk) -> list[str]:
    return sorted(item["sk"] for item in desk.cloud.items() if item["pk"] == "sites")


def upload(desk: Desk, content: bytes) -> SitePage:
    asked = PutLogo(content=base64.b64encode(content).decode(), version=page(desk).version)
    return actions.put_logo(desk.services, ADMIN, "demo", asked, BASE)


def test_a_logo_is_put_in_place_and_taken_away_again(desk: Desk) -> None:
    assert upload(desk, SVG.encode()).logo == logo_digest(SVG)
    assert desk.services.sites.logo("demo") == SVG
    desk.cloud.clock.advance(1)
    save(desk, page(desk), company="Other Oy")
    assert page(desk).logo == logo_digest(SVG)
    desk.cloud.clock.advance(1)

    assert upload(desk, b"").logo == ""
    assert desk.services.sites.logo("demo") is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (base64.b64encode(b"GIF89a").decode(), "logo_kind"),
        ("no base 64", "logo_kind"),
        (base64.b64encode(SVG.replace("/>", "><script/></svg>").encode()).decode(), "logo_content"),
        (base64.b64encode(SVG.replace("/>", " " * SITE_LIMITS.svg_bytes + "/>").encode()).decode(), "logo_size"),
    ],
)
def test_what_can_be_no_logo_is_refused(content: str, code: str, desk: Desk) -> None:
    asked = PutLogo(content=content, version=page(desk).version)
    with pytest.raises(SettingsRefused) as refused:
        actions.put_logo(desk.services, ADMIN, "demo", asked, BASE)

    assert [(each.where, each.code) for each in refused.value.data["mistakes"]] == [("logo", code)]
    assert upload(desk, SVG.encode()).logo == logo_digest(SVG)


def test_of_two_logos_at_once_the_one_that_is_named_is_served(desk: Desk) -> None:
    first, other = page(desk), SVG.replace("8 8", "9 9")
    real = desk.services.sites

    class Slower:
        """Another's whole save comes before this picture is put."""

        def __getattr__(self, name: str) -> Any:
            return getattr(real, name)

        def put_logo(self, key: str, logo: str) -> None:
            upload(desk, other.encode())
            real.put_logo(key, logo)

    asked = PutLogo(content=base64.b64encode(SVG.encode()).decode(), version=first.version)
    slower = msgspec.structs.replace(desk.services, sites=Slower())
    with pytest.raises(ChangedMeanwhile):
        actions.put_logo(slower, ADMIN, "demo", asked, BASE)

    assert page(desk).logo == logo_digest(other)
    assert desk.services.sites.logo("demo") == other


def test_a_logo_that_did_not_get_there_is_named_by_nobody_and_put_there_by_the_same_again(desk: Desk) -> None:
    first = page(desk)
    asked = PutLogo(content=base64.b64encode(SVG.encode()).decode(), version=first.version)
    fault = desk.cloud.fail("dynamodb", "PutItem", times=20, when=lambda asked: "svg" in asked["Item"])
    with pytest.raises(Unavailable):
        actions.put_logo(desk.services, ADMIN, "demo", asked, BASE)
    fault.cancel()
    assert page(desk) == first

    actions.put_logo(desk.services, ADMIN, "demo", asked, BASE)
    assert desk.services.sites.logo("demo") == SVG


def test_what_a_company_may_have_most_of_is_taken(desk: Desk) -> None:
    topics = tuple(Topic(key=f"t{n}", words={"fi": f"Aihe {n}"}) for n in range(SITE_LIMITS.topics))
    site = Site(
        key="demo",
        company="Demo Oy",
        origins=("https://a.example",),
        topics=topics,
        contacts=(Contact(kind="visit", value="Tie 1"),) * SITE_LIMITS.contacts,
        today=(
            DayNotice(
                since=datetime(2026, 12, 1, tzinfo=ZoneInfo("UTC")).date(),
                until=datetime(2026, 12, 2, tzinfo=ZoneInfo("UTC")).date(),
                words={"fi": "x"},
            ),
        ),
    )
    settings = rules.settings_of(site)
    asked = SaveSite(settings=settings, version=page(desk).version)

    assert actions.save(desk.services, ADMIN, "demo", asked, BASE).settings == settings


def test_a_preview_is_what_the_chat_would_be_and_saves_nothing(desk: Desk) -> None:
    shown = page(desk)
    asked = CheckSite(settings=changed(shown.settings, company="Toinen Oy", greeting={"fi": "Moi!"}, colour="#8b1e3f"))

    draft = pages.data_of(actions.drafted(desk.services, ADMIN, "demo", asked), desk.services)

    assert draft["company"] == "Toinen Oy"
    own = msgspec.json.decode(draft["own"])
    assert (own["greeting"], own["colour"]) == ({"fi": "Moi!"}, "#8b1e3f")
    assert page(desk) == shown
    assert desk.logged() == []
    wrong = CheckSite(settings=changed(shown.settings, company=""))
    with pytest.raises(SettingsRefused):
        actions.drafted(desk.services, ADMIN, "demo", wrong)
    with pytest.raises(NotFound):
        actions.drafted(desk.services, staff("agent.a", "agent"), "demo", asked)
