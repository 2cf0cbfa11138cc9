"""What an empty stage begins with, through the product itself: once, whole after any failure, and left alone where it is there."""

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import boto3
import msgspec
import pytest
from botocore.exceptions import ClientError

from chalicelib import settings, wiring
from chalicelib.aws import calling
from chalicelib.aws.calling import World
from chalicelib.chat.errors import NotFound
from chalicelib.chat.notice.rows import Rows, read
from chalicelib.chat.people import Administrator
from chalicelib.chat.services import Services
from chalicelib.rooms.people import actions as administering
from chalicelib.rooms.people.wire import CreatePerson
from local.cloud import Cloud
from operations import seeding, sites
from operations.account import Account
from operations.deploy import WITHOUT_DOMAIN, at_terminal, settled_in
from operations.stack import Stack
from operations.stages import Seeds
from operations.trouble import Trouble
from operations.updating import Operator
from tests.operations.desk import OUTPUTS, STAGE, Desk

NOW = 1_796_000_010.0
SEEDS = Seeds(administrator="first.admin", given_name="Anna", dialogue=date(2026, 11, 2), site="site.json")
SITE = {"key": "main", "company": "Your Company Ltd", "origins": ["https://www.your.example"]}


class Refusing:
    """A client whose calls are counted together with others', and of which one is refused, once."""

    def __init__(self, client: Any, count: dict[str, int]) -> None:
        self._client = client
        self._count = count

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**parameters: Any) -> Any:
            number, self._count["calls"] = self._count["calls"], self._count["calls"] + 1
            if number == self._count["fails_at"]:
                raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": ""}}, operation)
            return getattr(self._client, operation)(**parameters)

        return call


_CLIENTS: dict[str, Any] = {}


def clients(count: dict[str, int] | None) -> Callable[..., Any]:
    """Return what makes clients, each once; with a count, of which the call `fails_at` is refused."""
    session: Any = boto3.session.Session()

    def create(service: str, **options: Any) -> Any:
        if service not in _CLIENTS:
            _CLIENTS[service] = session.client(service, **options)
        return _CLIENTS[service] if count is None else Refusing(_CLIENTS[service], count)

    return create


def services_of(cloud: Cloud, count: dict[str, int] | None = None) -> Services:
    """Return services as an operator has them."""
    world = World(now=cloud.clock)
    calling.begin(world, 1_000)
    return wiring.build(settings.read(cloud.environment), world, clients(count)).asked_by("operators-command")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site.json").write_text(json.dumps(SITE), "utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def _clients_of_its_own() -> None:
    _CLIENTS.clear()


def lines(cloud: Cloud, folder: Path, count: dict[str, int] | None = None) -> list[str]:
    """Seed the stage, and return what is said of it."""
    services, account = services_of(cloud, count), Account("eu-north-1", clients(count))
    table = cloud.environment["JUTTU_TABLE"]
    return list(seeding.seeded(account, services, SEEDS, table=table, stage="prod", folder=folder))


def at_stage(desk: Desk, cloud: Cloud) -> tuple[Operator, Stack]:
    """Return an operator of the stage that is this cloud, and its stack."""
    operator = dataclasses.replace(desk.operator(), account=Account("eu-north-1", clients(None)))
    outputs = {**OUTPUTS, "TableName": cloud.environment["JUTTU_TABLE"]}
    return operator, Stack(name="juttu-prod", status="CREATE_COMPLETE", outputs=outputs)


def image(services: Services) -> Any:
    accounts = [(each.person, each.given_name, each.roles, each.enabled) for each in services.accounts.all()]
    dialogue = services.people.dialogue()
    return accounts, dialogue and dialogue.held_on, [each.key for each in services.sites.all()]


WHOLE = ([("first.admin", "Anna", ("administrator",), True)], "2026-11-02", ["main"])


def test_an_empty_stage_gets_dialogue_administrator_and_site_and_the_log_has_it(cloud: Cloud, folder: Path) -> None:
    services = services_of(cloud)

    said = lines(cloud, folder)

    assert image(services) == WHOLE
    assert said[0] == "✓ It is noted that the dialogue with staff was held on 2026-11-02."
    assert said[1].startswith("✓ first.admin is the first administrator")
    assert services.identity.password("first.admin", said[3].strip()).next == "new_password"
    assert said[4] == "✓ main is there now."
    records = [json.loads(event["message"]) for event in cloud.log_events()]
    assert [(each["actor"], each["action"], each["object"]) for each in records] == [
        ("operator", "dialogue_recorded", "operator"),
        ("operator", "account_created", "first.admin"),
        ("operator", "site_created", "main"),
    ]


def test_after_a_deploy_it_is_told_where_staff_sign_in_what_to_embed_and_that_the_notice_differs(
    cloud: Cloud, folder: Path
) -> None:
    services, desk = services_of(cloud), Desk()
    operator, deployed = at_stage(desk, cloud)
    stage = msgspec.structs.replace(STAGE, seeds=SEEDS)
    written = read(wiring.NOTICE.read_text("utf-8"))

    def settled(rows: Rows | None) -> list[str]:
        desk.said.clear()
        settled_in(operator, "prod", stage, deployed, services, rows=rows, folder=folder)
        return desk.said

    said = settled(None)
    assert said[:2] == [WITHOUT_DOMAIN, "✓ Staff sign in at https://chat.your.example/console"]
    assert said[-2:] == [
        "✓ The pages of https://www.your.example show the chat by this line:",
        '    <script async src="https://chat.your.example/juttu.js?site=main" data-site="main"></script>',
    ]
    assert not any("privacy notice" in line for line in [*said, *settled(written)])
    other = msgspec.structs.replace(
        written, controller=msgspec.structs.replace(written.controller, business_id="2345678-9")
    )
    assert "    .venv/bin/python -m operations notice --stage prod --publish" in settled(other)


def test_a_pipeline_is_shown_no_password_and_makes_nobody(cloud: Cloud, folder: Path) -> None:
    desk, services = Desk(), services_of(cloud)
    stage = msgspec.structs.replace(STAGE, seeds=SEEDS)
    operator, deployed = at_stage(desk, cloud)
    pipeline = dataclasses.replace(operator, watched=False)

    settled_in(pipeline, "prod", stage, deployed, services, rows=None, folder=folder)
    assert image(services) == ([], None, [])
    assert any(line.endswith("run `make deploy STAGE=prod` at a terminal.") for line in desk.said)

    settled_in(operator, "prod", stage, deployed, services, rows=None, folder=folder)
    assert image(services) == WHOLE
    desk.said.clear()
    settled_in(pipeline, "prod", stage, deployed, services, rows=None, folder=folder)
    assert any(line.startswith("! first.admin has been made and has not signed in yet.") for line in desk.said)


def test_where_nobody_reads_along_no_operator_is_shown_a_secret(capsys: pytest.CaptureFixture[str]) -> None:
    assert not at_terminal(Desk().operator().account, yes=True).watched  # a test's output is kept, too


def test_the_first_site_is_written_as_the_command_writes_one_and_the_same_file_later_changes_nothing(
    cloud: Cloud, folder: Path
) -> None:
    lines(cloud, folder)
    services, account = services_of(cloud), Account("eu-north-1", clients(None))

    def again(company: str) -> str:
        (folder / "site.json").write_text(json.dumps({**SITE, "company": company}), "utf-8")
        written = sites.read(folder / "site.json")
        table = cloud.environment["JUTTU_TABLE"]
        return next(sites.register(account, services, table, written, NOW + 60, by="maija.o"))

    there = services.sites.current("main")
    assert there is not None
    assert there.changed_at == int(NOW * 1000)
    assert again("Your Company Ltd") == "✓ Nothing changes: main is so already."
    assert again("Your Other Company Ltd") == "✓ main is changed: company."


def test_a_stage_that_has_them_is_left_alone(cloud: Cloud, folder: Path) -> None:
    services = services_of(cloud)
    temporary = lines(cloud, folder)[3].strip()
    step = services.identity.password("first.admin", temporary)
    assert step.challenge
    services.identity.new_password("first.admin", step.challenge, "a password of one's own 1")
    (folder / "site.json").write_text(json.dumps({**SITE, "key": "other"}), "utf-8")
    logged = len(cloud.log_events())

    assert lines(cloud, folder) == []
    assert image(services) == WHOLE
    assert len(cloud.log_events()) == logged


def test_whose_password_was_made_and_perhaps_never_shown_is_told_how_to_get_another(cloud: Cloud, folder: Path) -> None:
    lines(cloud, folder)

    assert lines(cloud, folder) == [
        "! first.admin has been made and has not signed in yet. Does nobody have its temporary password, which is shown once? Then:",
        '    make people STAGE=prod DO="reset-password first.admin"',
    ]


def test_an_account_of_that_name_that_was_made_otherwise_is_not_made_an_administrator(
    cloud: Cloud, folder: Path
) -> None:
    services = services_of(cloud)
    administering.hold_dialogue(services, Administrator("operator"), "2026-11-02")
    asked = CreatePerson(key="made-otherwise", person="first.admin", roles=("agent",))
    administering.create(services, Administrator("operator"), asked)

    with pytest.raises(Trouble, match=r"There is an account of this name already\. Deploy again\.$"):
        lines(cloud, folder)
    assert services.accounts.get("first.admin").roles == ("agent",)


def test_who_comes_while_another_administers_is_told_when_to_come_again(cloud: Cloud, folder: Path) -> None:
    assert services_of(cloud).leases.take("administrators", "another", 55) == 0

    with pytest.raises(Trouble, match=r" Deploy again in \d\d s\.$"):
        lines(cloud, folder)


def test_a_site_that_cannot_be_read_is_refused_with_the_file(cloud: Cloud, folder: Path) -> None:
    services = services_of(cloud)
    (folder / "site.json").write_text("{}", "utf-8")

    with pytest.raises(Trouble, match=r"^The first site cannot be registered, mend .*site\.json and deploy again: "):
        lines(cloud, folder)
    (folder / "site.json").write_text(json.dumps(SITE), "utf-8")
    lines(cloud, folder)
    assert image(services) == WHOLE


def test_seeding_that_is_refused_at_any_call_is_finished_by_the_next_run_and_the_way_in_is_told(
    cloud: Cloud, folder: Path
) -> None:
    count = {"calls": 0, "fails_at": -1}
    lines(cloud, folder, count)
    calls, refused = count["calls"], 0
    assert calls > 20

    for number in range(calls):
        cloud.begin_anew()
        said: list[str] = []
        count |= {"calls": 0, "fails_at": number}
        try:
            said += lines(cloud, folder, count)
        except Trouble:
            refused += 1
        count |= {"calls": 0, "fails_at": -1}
        services = services_of(cloud)
        said += lines(cloud, folder)
        assert image(services) == WHOLE, number
        shown = [line.strip() for line in said if line.startswith("    ")]
        assert shown, number
        if "reset-password" not in shown[-1]:
            assert services.identity.password("first.admin", shown[-1]).next == "new_password"

    assert refused > calls * 0.8
    with pytest.raises(NotFound):
        services_of(cloud).accounts.get("nobody")
