import base64
import json
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from boto3.dynamodb.types import TypeDeserializer

from chalicelib.aws.table.items import Items
from chalicelib.aws.table.sites import Sites
from chalicelib.chat.limits import SITE_LIMITS
from chalicelib.chat.services import Services
from chalicelib.chat.site import OwnLimits, Site, logo_digest, plain, version_of
from chalicelib.rooms.settings import rules
from local.cloud import Cloud
from local.refusals import ROOT
from operations import sites
from operations.account import Account
from operations.trouble import Trouble

GUIDE = (ROOT / "docs" / "site.md").read_text("utf-8")
EXAMPLES: dict[str, str] = dict(re.findall(r"<!-- example: (\w+) -->\n```\w+\n(.*?)```", GUIDE, re.DOTALL))
Change = Callable[[dict[str, Any]], object]
NOW = 1_796_000_010.0


class Folder:
    """A folder with a site's file and its logo, as the guide has them."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys
        self.now = NOW
        self.site: dict[str, Any] = json.loads(EXAMPLES["site"])
        self.logo(EXAMPLES["logo"])

    def logo(self, content: str | bytes) -> None:
        (self.path / "logo.svg").write_bytes(content.encode() if isinstance(content, str) else content)

    def register(self, text: str | None = None, *arguments: str) -> tuple[int, str, str]:
        """Return the exit code, and what was said on both outputs."""
        file = self.path / "site.json"
        file.write_text(json.dumps(self.site) if text is None else text, "utf-8")
        code = sites.main([str(file), "--print", *arguments], lambda: self.now)
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def refused(self) -> list[str]:
        """Return the sentences with which it is refused."""
        code, out, err = self.register()
        head, *sentences = err.splitlines()
        assert (code, out, head) == (1, "", f"✗ {self.path / 'site.json'} describes no site:")
        return sentences


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Folder:
    return Folder(tmp_path, capsys)


def item_of(write: dict[str, Any]) -> dict[str, Any]:
    read = {name: TypeDeserializer().deserialize(value) for name, value in write["Put"]["Item"].items()}
    # Numbers as the table's own door gives them.
    plain = msgspec.json.Encoder(decimal_format="number").encode(read)
    return msgspec.json.decode(plain, type=dict[str, Any])


def png(width: int = 64, height: int = 64, size: int = 100) -> bytes:
    header = struct.pack(">I4sIIBBBBB", 13, b"IHDR", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + header + b"\0" * (size - 41) + b"\0\0\0\0IEND\xaeB`\x82"


def svg(inner: str = "", attributes: str = 'viewBox="0 0 8 8"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" {attributes}>{inner}</svg>'


# ------------------------------------------------------------------------------------------------- what is taken


def test_the_guides_site_becomes_items_that_are_read_as_the_same_site(folder: Folder) -> None:
    code, out, _ = folder.register(EXAMPLES["site"])
    site, logo, listed = map(item_of, json.loads(out))

    assert code == 0
    assert listed == {"pk": "sites", "sk": "main", "key": "main"}
    assert site["version"] == version_of(sites.read(folder.path / "site.json").site)
    assert (site["pk"], site["sk"]) == ("site#main", "site")
    assert msgspec.convert(site, Site, strict=False) == sites.read(folder.path / "site.json").site
    assert logo == {"pk": "site#main", "sk": f"logo#{logo_digest(EXAMPLES['logo'])}", "svg": EXAMPLES["logo"]}


def test_the_guides_site_has_everything_that_a_site_may_have() -> None:
    assert set(json.loads(EXAMPLES["site"])) == {field.name for field in msgspec.structs.fields(Site)}


def test_a_site_is_written_into_the_table_that_is_named_all_items_at_once(folder: Folder) -> None:
    _, named, _ = folder.register(None, "--table", "juttu-dev")
    _, usual, _ = folder.register()

    assert [write["Put"]["TableName"] for write in json.loads(named)] == ["juttu-dev"] * 3
    assert [write["Put"]["TableName"] for write in json.loads(usual)] == ["juttu-prod"] * 3


def test_a_site_without_a_logo_names_none_any_more(folder: Folder) -> None:
    del folder.site["logo"]
    _, out, _ = folder.register()
    site, listed = map(item_of, json.loads(out))

    assert (site["logo"], listed["pk"]) == ("", "sites")


# ------------------------------------------------------------------------------------------------- who has the last word


class Stage:
    """A stage's table, into which an operator writes what was printed, and where the console changes sites."""

    def __init__(self, cloud: Cloud, folder: Folder) -> None:
        self.folder = folder
        self.table = cloud.environment["JUTTU_TABLE"]
        self.client = cloud.client("dynamodb")
        self.sites = Sites(Items(self.client, self.table, cloud.clock))

    def register(self, *arguments: str, **changed: Any) -> str:
        """Register the file, with these fields changed, and return what AWS refuses it with."""
        self.folder.site |= changed
        _, out, err = self.folder.register(None, "--table", self.table, *arguments)
        assert ("--replace" in err) is ("--replace" not in arguments)
        try:
            self.client.transact_write_items(TransactItems=json.loads(out))
        except self.client.exceptions.TransactionCanceledException as refused:
            return ",".join(each["Code"] for each in refused.response["CancellationReasons"])
        return ""

    def change(self, company: str) -> None:
        """Change the company's name in the console, a minute after all that was done before."""
        self.folder.now += 60
        there = self.sites.current("main")
        assert there is not None
        after = msgspec.structs.replace(plain(there), company=company)
        assert self.sites.change(there, after, "admin.a", int(self.folder.now * 1000)) is not None

    @property
    def company(self) -> str:
        there = self.sites.current("main")
        assert there is not None
        return there.company


@pytest.fixture
def stage(cloud: Cloud, folder: Folder) -> Stage:
    return Stage(cloud, folder)


def test_a_file_changes_what_files_have_made_as_often_as_it_likes(stage: Stage) -> None:
    for company in ("Your Company Ltd", "Your Other Company Ltd", "Your Company Ltd"):
        assert stage.register(company=company) == ""
        assert stage.company == company


def test_what_the_console_has_changed_since_no_file_overwrites_but_on_purpose(stage: Stage) -> None:
    stage.register()
    stage.change("Changed in the console Ltd")
    logo = stage.sites.logo("main")
    stage.folder.logo(svg("<rect/>"))

    assert stage.register(company="Changed in the file Ltd") == "ConditionalCheckFailed,None,None"
    assert (stage.company, stage.sites.logo("main")) == ("Changed in the console Ltd", logo)

    assert stage.register("--replace") == ""
    assert (stage.company, stage.sites.logo("main") == logo) == ("Changed in the file Ltd", False)
    assert "Changed in the console Ltd" in {each.settings.company for each in stage.sites.versions("main", 9)}
    assert stage.register(company="Changed in the file again Ltd") == ""


@pytest.mark.parametrize("replace", [["--replace"], []])
def test_what_was_printed_before_the_last_change_hides_no_version_of_the_site(replace: list[str], stage: Stage) -> None:
    stage.register()
    stage.change("Changed in the console Ltd")
    assert stage.register("--replace", company="Changed in the file Ltd") == ""
    changed_at = stage.folder.now
    stage.folder.now = changed_at - 0.001

    assert stage.register(*replace, company="Printed before Ltd") == "ConditionalCheckFailed,None,None"
    assert stage.company == "Changed in the file Ltd"

    stage.folder.now = changed_at
    assert stage.register(*replace, company="Printed in time Ltd") == ""
    there = stage.sites.current("main")
    assert there is not None
    listed = rules.versions(there.changed_at, stage.sites.versions("main", 9))
    assert [each.by for each in listed] == ["admin.a", ""]


def test_what_was_made_in_the_console_no_file_overwrites_but_on_purpose(stage: Stage) -> None:
    made = msgspec.structs.replace(sites.read(written(stage.folder)).site, company="Made in the console Ltd", logo="")
    stage.sites.create(made, "admin.a", 5_000)

    assert stage.register() == "ConditionalCheckFailed,None,None"
    assert stage.company == "Made in the console Ltd"
    assert stage.register("--replace") == ""
    assert stage.company == "Your Company Ltd"


# ------------------------------------------------------------------------------------------------- over AWS


@pytest.fixture
def account(cloud: Cloud) -> Account:
    return Account("eu-north-1", lambda service, **_: cloud.client(service))


def registered(account: Account, services: Services, folder: Folder, *, replace: bool = False) -> list[str]:
    file = written(folder)
    return list(
        sites.register(account, services, "juttu-dev", sites.read(file), folder.now, by="maija.o", replace=replace)
    )


def records(cloud: Cloud) -> list[tuple[str, str, str, str]]:
    found = [json.loads(event["message"]) for event in cloud.log_events()]
    return [(each["actor"], each["action"], each["object"], each["outcome"]) for each in found]


SEEN = "Launchers show it within 5 minutes, a chat that is opened at once."


def test_a_file_is_written_into_the_stages_table_and_recorded(
    account: Account, services: Services, cloud: Cloud, folder: Folder
) -> None:
    assert registered(account, services, folder) == ["✓ main is there now.", SEEN]

    there = services.sites.current("main")
    assert there is not None
    assert plain(there) == sites.read(folder.path / "site.json").site
    assert services.sites.logo("main") == EXAMPLES["logo"]
    assert records(cloud) == [("maija.o", "site_created", "main", "allowed")]


def test_a_changed_file_says_what_it_changes_and_the_same_file_that_it_changes_nothing(
    account: Account, services: Services, cloud: Cloud, folder: Folder
) -> None:
    registered(account, services, folder)
    folder.site |= {"company": "Your Other Company Ltd", "colour": "#123456"}

    assert registered(account, services, folder) == ["✓ main is changed: company, colour.", SEEN]
    assert registered(account, services, folder) == ["✓ Nothing changes: main is so already."]
    assert [action for _, action, _, _ in records(cloud)] == ["site_created", "settings_changed"]


def test_what_the_console_has_changed_is_overwritten_on_purpose_only_and_a_refusal_is_recorded(
    account: Account, services: Services, cloud: Cloud, folder: Folder
) -> None:
    registered(account, services, folder)
    there = services.sites.current("main")
    assert there is not None
    changed = msgspec.structs.replace(plain(there), company="Changed in the console Ltd")
    assert services.sites.change(there, changed, "admin.a", int(NOW * 1000) + 1) is not None
    folder.now += 60
    folder.site |= {"company": "Changed in the file Ltd"}

    with pytest.raises(Trouble, match="add --replace"):
        registered(account, services, folder)
    after = services.sites.current("main")
    assert after is not None
    assert after.company == "Changed in the console Ltd"
    assert records(cloud)[-1] == ("maija.o", "settings_changed", "main", "failed")

    assert registered(account, services, folder, replace=True)[0] == "✓ main is changed: company."


def test_the_sites_there_are_listed_with_who_changed_them(account: Account, services: Services, folder: Folder) -> None:
    assert list(sites.listed(services)) == [
        f"There is no site yet: `make site STAGE={services.settings.stage} FILE=site.json` (docs/site.md) registers one."
    ]
    registered(account, services, folder)
    assert list(sites.listed(services)) == [
        "KEY   COMPANY           PAGES                     CHANGED",
        "main  Your Company Ltd  https://www.your.example  2026-11-30 02:53 EET by a file",
    ]


def written(folder: Folder) -> Path:
    file = folder.path / "site.json"
    file.write_text(json.dumps(folder.site), "utf-8")
    return file


def test_only_key_company_and_origins_are_needed(folder: Folder) -> None:
    needed = {name: folder.site[name] for name in ("key", "company", "origins")}
    folder.site = needed
    assert folder.register()[0] == 0
    for name in needed:
        folder.site = {other: value for other, value in needed.items() if other != name}

        assert folder.refused()[0].startswith(f"{name}: it is missing. It is written ")


def test_the_administrator_is_told_what_becomes_of_colour_and_hours(folder: Folder) -> None:
    folder.site["colour"] = "#ffeb3b"
    _, _, err = folder.register()

    assert "Colour: launcher and buttons are #ffeb3b with black text (contrast 17.2:1), and a line around them" in err
    assert "; text and links are #" in err
    assert "Hours: Open Mon–" in err.replace("\u2060", "")


def told_of_dates(folder: Folder, dates: dict[str, list[str]], at: str) -> list[str]:
    """Return what is said of dates of their own on a day, as it begins in the site's zone."""
    folder.site["hours"]["dates"] = dates
    assert folder.register()[0] == 0
    now = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/Helsinki")).timestamp()
    said = sites.remarks(sites.read(folder.path / "site.json").site, now)
    return [line.replace("\u2060", "") for line in said if line.startswith("Dates")]


def test_the_administrator_is_told_how_the_next_dates_of_their_own_were_understood(folder: Folder) -> None:
    dates = {"2026-12-23": ["9-12", "13-14:30"], "2026-12-05": [], "2026-11-30": ["22-2"]}

    assert told_of_dates(folder, dates, "2026-11-30") == [
        "Dates of their own: Mon 30.11.2026 22:00–2:00, Sat 5.12.2026 closed, Wed 23.12.2026 9:00–12:00 and 13:00–14:30."
    ]
    assert told_of_dates(folder, {}, "2026-11-30") == []


def test_dates_that_are_over_are_named_because_their_year_may_be_wrong(folder: Folder) -> None:
    dates: dict[str, list[str]] = {"2026-12-05": [], "2025-12-06": []}

    assert told_of_dates(folder, dates, "2026-12-05") == [
        "Dates of their own: Sat 5.12.2026 closed.",
        "Dates that are over: 6.12.2025.",
    ]
    assert told_of_dates(folder, dates, "2026-12-06") == ["Dates that are over: 6.12.2025, 5.12.2026."]


def test_what_is_rarely_meant_is_said(folder: Folder) -> None:
    folder.site["hours"]["week"]["mon"] = ["16-9"]
    folder.site["today"] = [{"from": "2020-12-01", "until": "2020-12-03", "words": {"fi": "x"}}]

    told = folder.register()[2].splitlines()
    assert "Over midnight: mon 16-9 ends on the next day." in told
    assert "Notices of days that are over: 1.12.2020 to 3.12.2020." in told


def test_ranges_of_a_day_with_a_time_in_common_are_refused(folder: Folder) -> None:
    folder.site["hours"]["week"]["mon"] = ["9-16", "12-18"]

    assert folder.refused() == [
        "hours.week.mon[1]: 12-18 begins before 9-16 is over; write one range, or two without a time in common."
    ]


def test_of_many_dates_the_next_are_told_and_the_rest_counted(folder: Folder) -> None:
    five: dict[str, list[str]] = {f"2026-12-{day:02}": [] for day in range(1, 6)}

    assert told_of_dates(folder, five, "2026-11-30")[0].endswith("Sat 5.12.2026 closed.")
    assert told_of_dates(folder, five | {"2027-01-01": [], "2027-01-02": []}, "2026-11-30")[0].endswith(
        "Sat 5.12.2026 closed, and 2 later."
    )


def test_the_command_says_dates_of_their_own_too(folder: Folder) -> None:
    folder.site["hours"]["dates"] = {"2999-12-05": []}

    assert "\nDates of their own: Thu 5.12.2999 closed.\n" in folder.register()[2]


def test_a_site_without_hours_is_told_to_be_always_open(folder: Folder) -> None:
    folder.site |= {"hours": None, "colour": ""}

    assert folder.register()[2].splitlines()[0] == "Hours: none, so the chat counts as always open."


def test_the_schema_takes_the_guides_file_and_knows_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert sites.main(["--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    site = schema["$defs"]["Site"]

    assert set(site["properties"]) == set(json.loads(EXAMPLES["site"]))
    assert site["required"] == ["key", "company", "origins"]
    assert site["properties"]["topics"]["maxItems"] == SITE_LIMITS.topics


def test_a_file_may_name_its_schema_for_the_editor(folder: Folder) -> None:
    folder.site = {"$schema": "./site.schema.json", **folder.site}

    assert folder.register()[0] == 0


def test_a_png_travels_within_an_svg_because_browsers_do_not_ask_api_gateway_for_bytes(folder: Folder) -> None:
    folder.logo(png(120, 40))
    _, out, _ = folder.register()
    logo = item_of(json.loads(out)[1])["svg"]
    found = re.fullmatch(
        r'<svg xmlns=\S+ viewBox="0 0 120 40"><image width="120" height="40" href="(.+)"/></svg>', logo
    )

    assert found is not None
    assert base64.b64decode(found[1].removeprefix("data:image/png;base64,")) == png(120, 40)


# ------------------------------------------------------------------------------------------------- what is refused


def changes(site: dict[str, Any], place: str, value: Any) -> None:
    """Write a value into a place: `contacts.0.value`."""
    *path, last = (int(part) if part.isdigit() else part for part in place.split("."))
    inside: Any = site
    for part in path:
        inside = inside[part]
    inside[last] = value


TOPIC = {"key": "more", "words": {"fi": "Lisää"}}
REFUSED: list[tuple[str, Any, str]] = [
    ("color", "#fff", "color: there is no such field; there are key, company, origins, "),
    ("hours.holiday", "FI", "hours.holiday: there is no such field; there are week, dates, holidays, zone."),
    ("contacts.0.name", "x", "contacts[0].name: there is no such field; there are kind, value, words."),
    ("topics.0.label", "x", "topics[0].label: there is no such field; there are key, words."),
    ("today.0.since", "x", "today[0].since: there is no such field; there are from, until, words."),
    ("key", "Demo", "key: 'Demo' is no key of a site: up to 32 of a to z"),
    ("key", "demo.shop", "key: 'demo.shop' is no key of a site"),
    ("key", "a" * 33, "is no key of a site"),
    *(
        ("key", word, f"key: '{word}' is no key of a site: the access log has that word for something else")
        for word in ("notice", "queue", "everybody", "operator", "unknown", "visitor", "system", "stage")
    ),
    ("company", " ", "company: there is nothing in it."),
    ("company", "Your\nCompany", "company: it is one line, without tabs and line ends."),
    ("origins", [], "origins: without one no page may show the chat."),
    ("origins", "https://www.your.example", "origins: expected `array`, got `str`. It is written ["),
    ("origins.0", "https://www.your.example/", "is no origin; one is https://www.your.example, without a path"),
    ("origins.0", "www.your.example", "is no origin"),
    ("origins.0", "https://*.your.example", "is no origin; each is named by itself"),
    ("origins.0", "https://www.Your.example", "never matches: browsers write a name in small letters"),
    ("origins.0", "https://www.käyttäjä.example", "never matches: browsers write a name in small letters"),
    ("origins.0", "https://www.your.example:443", "never matches: browsers leave out the port that is usual"),
    ("origins.0", "https://[www.your.example", "is no origin"),
    *(
        ("origins.0", written, "is no origin")
        for written in (
            "https://a\x01b.example",
            "https://a\x7f.example",
            "https://a.example:",
            "https://a.example:080",
            "https://(x)",
            "https://`x",
            "https://a$",
            "https://a..",
        )
    ),
    ("language", "et", "language: invalid enum value 'et'. It is written \"fi\", \"sv\" or \"en\"."),
    ("theme", "black", "theme: invalid enum value 'black'. It is written \"light\", \"dark\" or \"system\"."),
    ("greeting", {"en": "Hello"}, "greeting: it has no words in the site's own language, fi."),
    ("greeting", "Hei", "greeting: expected `object`, got `str`. It is written {"),
    ("greeting", {"fi": "Hei", "de": "Hallo"}, "greeting: invalid enum value 'de'."),
    ("greeting.sv", "", "greeting.sv: there is nothing in it."),
    ("launcher", {"en": "Ask"}, "launcher: it has no words in the site's own language, fi."),
    ("privacy_notice", "https://your.example", "privacy_notice: expected `object`, got `str`. It is written {"),
    ("privacy_notice.fi", "http://your.example/p", "privacy_notice.fi: 'http://your.example/p' is no address of a page"),
    ("privacy_notice.fi", "/privacy", "privacy_notice.fi: '/privacy' is no address of a page; one begins with https://."),
    ("privacy_notice.fi", "javascript:alert(1)", "is no address of a page"),
    ("hours.week.mon", ["9-25"], "hours: '9-25' is no range of a day; one is 9:00-16:00."),
    ("hours.dates", {"5.12.": []}, "hours: '5.12.' is no date; one is 2026-12-23. It is written {"),
    ("hours.dates", {"20261205": []}, "hours: '20261205' is no date; one is 2026-12-23."),
    ("hours.dates", {"2026-W49-6": []}, "hours: '2026-W49-6' is no date; one is 2026-12-23."),
    ("contacts.0.kind", "fax", "contacts[0].kind: invalid enum value 'fax'."),
    ("contacts.0.value", "09 123 456, arkisin", "contacts[0].value: '09 123 456, arkisin' cannot be dialled"),
    ("contacts.0.value", "12", "cannot be dialled"),
    ("contacts.0.value", "+358 (0)9 123 456", "cannot be dialled"),
    ("contacts.0.value", "1234567890123456", "cannot be dialled"),
    ("contacts.0.words", {"en": "Call"}, "contacts[0].words: it has no words in the site's own language, fi."),
    ("contacts.1.value", "help", "contacts[1].value: 'help' is no mail address; one is help@your.example."),
    ("contacts.1.value", "a?bcc=b%40x.example&body=hi@your.example", "is no mail address"),
    ("contacts.1.value", "a%0a@your.example", "is no mail address"),
    ("contacts.2.value", "http://your.example/faq", "contacts[2].value: 'http://your.example/faq' is no address of a page"),
    ("contacts.2.words", {}, "contacts[2].words: it has no words in the site's own language, fi."),
    ("contacts.3.value", "", "contacts[3].value: there is nothing in it."),
    ("topics", [TOPIC], "topics: there are 1; a site has none, or 3 to 6."),
    ("topics", [TOPIC, {**TOPIC, "key": "b"}], "topics: there are 2; a site has none, or 3 to 6."),
    ("topics.1", {"key": "b"}, "topics[1].words: it is missing. It is written ["),
    ("topics.1.key", "orders", "topics: 'orders' is the key of two of them."),
    ("topics.1.key", "Orders!", "topics[1].key: 'Orders!' is no key of a topic: up to 24 of a to z"),
    ("topics.1.key", "a" * 25, "is no key of a topic"),
    ("topics.1.words.en", "orders", "topics: in en two of them are called 'orders'."),
    ("topics.1.words", {"en": "Bills"}, "topics[1].words: it has no words in the site's own language, fi."),
    ("today.0.from", "2026-12-04", "today[0]: it ends on 2026-12-03, before it begins on 2026-12-04."),
    ("today.0.from", "1.12.2026", "today[0].from: it is no date. It is written [{"),
    ("today.0.words", {"en": "Busy"}, "today[0].words: it has no words in the site's own language, fi."),
    ("limits", {"conversations": 9}, "limits.conversations: there is no such field; there are transcripts_a_site_a_day, "),
    ("limits", 9, "limits: expected `object`, got `int`. It is written {"),
    ("limits.conversations_an_hour", "9", "limits.conversations_an_hour: expected `int | null`, got `str`. It is written {"),
    ("logo", "other.svg", "logo: there is no other.svg beside site.json."),
    ("logo", "../logo.svg", "logo: '../logo.svg' is no name of a file beside this one."),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "sentence"), REFUSED)
def test_what_describes_no_site_is_refused_in_words(place: str, value: Any, sentence: str, folder: Folder) -> None:
    assert folder.register()[0] == 0
    changes(folder.site, place, value)

    assert any(sentence in said for said in folder.refused())


def test_two_notices_of_one_day_are_refused_because_only_one_can_be_shown(folder: Folder) -> None:
    first = folder.site["today"][0]
    folder.site["today"] = [first, {**first, "from": "2026-12-04", "until": "2026-12-04"}]
    assert folder.register()[0] == 0
    folder.site["today"][1]["from"] = first["until"]

    assert folder.refused() == ["today: two of them are for 2026-12-03, and only one can be shown."]


def many(site: dict[str, Any], name: str, count: int) -> None:
    """Have so many of something, no two alike."""
    site[name] = {
        "contacts": [{"kind": "visit", "value": f"Tie {number}"} for number in range(count)],
        "topics": [{"key": f"t{number}", "words": {"fi": f"Aihe {number}"}} for number in range(count)],
        "today": [
            {"from": f"2027-01-{day:02}", "until": f"2027-01-{day:02}", "words": {"fi": "x"}}
            for day in range(1, count + 1)
        ],
        "origins": [f"https://{number}.your.example" for number in range(count)],
    }[name]


LIMITED: list[tuple[int, Callable[[dict[str, Any], int], None]]] = [
    (SITE_LIMITS.company_characters, lambda site, n: changes(site, "company", "x" * n)),
    (SITE_LIMITS.greeting_characters, lambda site, n: changes(site, "greeting.sv", "x" * n)),
    (SITE_LIMITS.launcher_characters, lambda site, n: changes(site, "launcher.fi", "x" * n)),
    (SITE_LIMITS.contact_characters, lambda site, n: changes(site, "contacts.3.value", "x" * n)),
    (SITE_LIMITS.contact_words_characters, lambda site, n: changes(site, "contacts.0.words.en", "x" * n)),
    (SITE_LIMITS.topic_characters, lambda site, n: changes(site, "topics.0.words.fi", "x" * n)),
    (SITE_LIMITS.day_notice_characters, lambda site, n: changes(site, "today.0.words.en", "x" * n)),
    (SITE_LIMITS.address_characters, lambda site, n: changes(site, "privacy_notice.en", "https://a/".ljust(n, "x"))),
    (SITE_LIMITS.origin_characters, lambda site, n: changes(site, "origins.0", "https://a.".ljust(n, "x"))),
    (SITE_LIMITS.colour_characters, lambda site, n: changes(site, "colour", "x" * n)),
    (SITE_LIMITS.ranges, lambda site, n: changes(site, "hours.week.mon", [f"{hour}-{hour + 1}" for hour in range(n)])),
    (SITE_LIMITS.dates, lambda site, n: changes(site, "hours.dates", {f"2{y:03}-01-01": [] for y in range(n)})),
    (SITE_LIMITS.origins, lambda site, n: many(site, "origins", n)),
    (SITE_LIMITS.contacts, lambda site, n: many(site, "contacts", n)),
    (SITE_LIMITS.topics, lambda site, n: many(site, "topics", n)),
    (SITE_LIMITS.day_notices, lambda site, n: many(site, "today", n)),
]


@pytest.mark.parametrize(("most", "fill"), LIMITED)
def test_a_site_may_have_so_much_of_its_own_and_no_more(
    most: int, fill: Callable[[dict[str, Any], int], None], folder: Folder
) -> None:
    fill(folder.site, most)
    assert folder.register()[0] == 0
    fill(folder.site, most + 1)

    [said] = folder.refused()
    assert str(most) in said


def test_every_limit_of_a_site_is_tried() -> None:
    tried = {most for most, _ in LIMITED} | {SITE_LIMITS.topics_least, SITE_LIMITS.svg_bytes, SITE_LIMITS.png_bytes}
    own = {getattr(SITE_LIMITS, name) for name in OwnLimits.__struct_fields__}

    assert set(msgspec.structs.asdict(SITE_LIMITS).values()) == tried | own


@pytest.mark.parametrize("name", OwnLimits.__struct_fields__)
def test_a_limit_may_be_set_between_two_numbers_and_to_no_other(name: str, folder: Folder) -> None:
    bounds = getattr(SITE_LIMITS, name)
    for value in bounds:
        changes(folder.site, f"limits.{name}", value)
        code, out, _ = folder.register()
        assert (code, item_of(json.loads(out)[0])["limits"][name]) == (0, value)

    for value in (bounds.least - 1, bounds.most + 1):
        changes(folder.site, f"limits.{name}", value)
        assert folder.refused() == [f"limits.{name}: {value} is not from {bounds.least} to {bounds.most}."]


def test_all_that_is_wrong_is_said_at_once(folder: Folder) -> None:
    folder.site |= {"company": "", "color": "red", "logo": "other.svg"}

    assert len(folder.refused()) == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "The file is no JSON"),
        ("[]", "the file: expected `object`, got `array`."),
        ('{"key": "main", "key": "other"}', "key: it stands there twice."),
    ],
)
def test_what_is_no_object_of_json_is_refused_in_words(text: str, sentence: str, folder: Folder) -> None:
    code, out, err = folder.register(text)

    assert (code, out) == (1, "")
    assert err.partition("\n")[2].startswith(sentence)


def test_without_a_file_it_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert sites.main([]) == 2
    assert "One file is needed" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named_with_where_one_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "nosuch.json"

    assert sites.main([str(missing)]) == 1
    assert (
        capsys.readouterr().err
        == f"✗ {missing} cannot be read: No such file or directory. docs/site.md shows a site's file.\n"
    )


@pytest.mark.usefixtures("without_credentials")
def test_a_site_that_still_is_the_examples_is_not_registered(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder.path / "site.json"
    file.write_text(EXAMPLES["site"], "utf-8")

    assert sites.main([str(file)]) == 1
    refused = capsys.readouterr().err
    assert f"✗ {file} still says what the examples say: write your own in the place of each.\ncompany = " in refused
    assert 'origins[0] = "https://www.your.example"\n' in refused

    ours = EXAMPLES["site"].replace("your.example", "ours.example").replace("Your Company Ltd", "Our Company Ltd")
    file.write_text(ours, "utf-8")
    assert sites.main([str(file)]) == 1
    assert "✗ The config profile (nobody) could not be found" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------- logos


@pytest.mark.parametrize(
    "drawn",
    [
        '<path d="M0 0h8"/>',
        '<style>.a{fill:#0a5c8a}</style><path class="a" d="M0 0h8"/>',
        '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs><path fill="url(#g)" d="M0 0h8"/>',
        '<radialGradient id="g"/><linearGradient id="h" x:href="#g"/><path fill="url(#h)" d="M0 0h8"/>',
        '<radialGradient id="g"/><mask id="m"><path fill="url( \'#g\' )" d="M0 0h8"/></mask><g mask="url(#m)"/>',
        '<linearGradient id="g"/><style>.a{fill:url(#g)}</style><path class="a" d="M0 0h8"/>',
        "<text>a@b \\ //</text>",
        "<!-- drawn by hand --><title>Demo Oy</title>",
    ],
)
def test_a_logo_may_be_drawn_with_all_that_drawing_needs(drawn: str, folder: Folder) -> None:
    folder.logo(svg(drawn))

    assert folder.register()[0] == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (svg("<script>alert(1)</script>"), "has <script> in it, which no logo needs"),
        (svg('<path onload="alert(1)"/>'), "has a script in its onload"),
        (svg(attributes='viewBox="0 0 1 1" onload="alert(1)"'), "has a script in its onload"),
        (svg("<foreignObject/>"), "has <foreignObject> in it"),
        (svg('<animate attributeName="href" to="javascript:alert(1)"/>'), "has <animate> in it"),
        (svg('<a href="https://elsewhere.example"/>'), "has <a> in it"),
        (svg('<image href="https://elsewhere.example/x.png"/>'), "has <image> in it"),
        (svg('<g id="a"/><use href="#a"/>'), "has <use> in it"),
        (svg('<symbol id="a"/>'), "has <symbol> in it"),
        (svg('<linearGradient href="https://elsewhere.example/x.svg#a"/>'), "refers to something outside itself"),
        (svg('<linearGradient x:href="&#104;ttps://elsewhere.example/x.svg#a"/>'), "refers to something outside itself"),
        (svg('<g xml:base="https://elsewhere.example/"/>'), "refers to something outside itself"),
        (svg('<g xml:base="x"/>'), "refers to something outside itself"),
        (svg("<style>a{fill:u<desc/>rl(https://elsewhere.example)}</style>"), "has <desc> within its style"),
        (svg("<style>a{fill:u<!-- -->rl(x)}</style>"), "refers to something outside itself"),
        (svg("<style>a{fill:u<![CDATA[rl(x)]]>}</style>"), "refers to something outside itself"),
        (svg(f"<style>{' ' * 7000}a{{fill:url(x)}}</style>"), "refers to something outside itself"),
        (svg("<style>&#64;import 'x'</style>"), "refers to something outside itself"),
        (svg("<style>a{background:-webkit-cross-fade('x','y',50%)}</style>"), "refers to something outside itself"),
        (svg("<style>a{--x:'//elsewhere.example'}</style>"), "refers to something outside itself"),
        (svg('<path style="--x:\'https:elsewhere.example\'"/>'), "refers to something outside itself"),
        (svg('<mask id="a"><g mask="url(#b)"/></mask><mask id="b"/>'), "refers from a style, a mask"),
        (svg('<pattern id="a"><g style="fill:url(#b)"/></pattern><pattern id="b"/>'), "refers from a style, a mask"),
        (svg('<clipPath id="b"/><style>g{clip-path:url(#b)}</style>'), "refers from a style, a mask"),
        (svg('<mask id="b"/><radialGradient id="b"/><style>g{mask:url(#b)}</style>'), "refers from a style, a mask"),
        (svg('<path fill="url(https://elsewhere.example/x.svg#a)"/>'), "refers to something outside itself"),
        (svg('<path style="fill:u\\72l(https://elsewhere.example)"/>'), "refers to something outside itself"),
        (svg("<style>@import 'https://elsewhere.example';</style>"), "refers to something outside itself"),
        (svg("<style>a{background:url( 'https://elsewhere.example')}</style>"), "refers to something outside itself"),
        (svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'), "has <script> in it"),
        (f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{svg()}", "has a DOCTYPE"),
        (f'<?xml-stylesheet href="https://elsewhere.example"?>{svg()}', "has a processing instruction"),
        (svg(attributes=""), "has no viewBox"),
        ('<html xmlns="http://www.w3.org/1999/xhtml"/>', "is no SVG: its outermost element is another"),
        ('<svg viewBox="0 0 1 1"/>', "is no SVG: its outermost element is another"),
        ("GIF89a", "is neither a PNG nor an SVG"),
        ("", "is neither a PNG nor an SVG"),
        (svg().encode("utf-16"), "is neither a PNG nor an SVG"),
        (b"\xff" + svg().encode(), "is neither a PNG nor an SVG"),
        (png()[:30], "is no whole PNG"),
        (png()[:-1], "is no whole PNG"),
        (png(2049, 1), "is 2049 by 1 pixels"),
        (png(1, 0), "is 1 by 0 pixels"),
    ],
)  # fmt: skip
def test_a_logo_that_could_do_anything_but_be_looked_at_is_refused(
    content: str | bytes, sentence: str, folder: Folder
) -> None:
    assert folder.register()[0] == 0
    folder.logo(content)

    [said] = folder.refused()
    assert said.startswith(f"logo: logo.svg {sentence}")


@pytest.mark.parametrize(
    ("most", "of_size"),
    [
        (SITE_LIMITS.svg_bytes, lambda size: svg(" " * (size - len(svg())))),
        (SITE_LIMITS.png_bytes, lambda size: png(size=size)),
    ],
)
def test_a_logo_may_have_so_many_bytes_and_no_more(
    most: int, of_size: Callable[[int], str | bytes], folder: Folder
) -> None:
    folder.logo(of_size(most))
    assert folder.register()[0] == 0
    folder.logo(of_size(most + 1))

    [said] = folder.refused()
    assert f"has {most + 1:,} bytes" in said
    assert f"may have {most:,}." in said


def test_another_logo_has_another_digest_so_that_nobody_keeps_the_old_one(folder: Folder) -> None:
    digests = set()
    contents: list[str | bytes] = [EXAMPLES["logo"], svg(), png()]
    for content in contents:
        folder.logo(content)
        _, out, _ = folder.register()
        digests.add(item_of(json.loads(out)[0])["logo"])

    assert len(digests) == 3


def test_whoever_reads_only_the_beginning_of_the_form_ends_it_without_a_word() -> None:
    command = [sys.executable, "-m", "operations", "site", "--schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as printing:
        assert printing.stdout is not None
        assert printing.stderr is not None
        printing.stdout.close()
        assert printing.stderr.read() == b""
