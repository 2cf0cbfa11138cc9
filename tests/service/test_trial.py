"""A trial of the service: a conversation as any other, of which nobody is rung, nothing is listed, and nothing is counted."""

import pytest

from chalicelib.chat import site_mistakes, trial, waits
from chalicelib.chat.actions import desk as desks
from chalicelib.chat.actions import talking
from chalicelib.chat.errors import NotFound
from chalicelib.chat.people import Administrator, Dialogue
from chalicelib.chat.site import Site
from chalicelib.chat.wire import QueueChanged, Start, Started
from chalicelib.rooms.board import actions as board
from chalicelib.rooms.people import actions as administering
from chalicelib.rooms.people.wire import CreatePerson
from tests.service.conftest import KEY, Desk, staff

OPERATOR = Administrator("operator")
LENT = Site(key=trial.SITE, company="Your Company Ltd", origins=("https://trial.invalid",))


def on_duty(desk: Desk) -> str:
    """Let an agent be there, whom the queue rings, and return their socket."""
    desk.services.agents.set_available("agent.a", "Agent A", on=True)
    desk.services.agents.listen(staff("agent.a"), "of-agent.a", desk.services.milliseconds())
    return "of-agent.a"


def tried(desk: Desk) -> Started:
    desk.services.sites.lend(LENT, int(desk.services.now()) + 60)
    start = Start(site=trial.SITE, language="fi", id="message-1", text="Koe")
    return talking.start(desk.services, KEY, start, "192.0.2.0/24")


def test_a_trial_rings_nobody_and_is_in_no_list(desk: Desk) -> None:
    socket = on_duty(desk)

    conversation = tried(desk).facts.conversation
    desk.work()
    desk.cloud.clock.advance(300)
    desk.work()

    assert desk.sockets.heard(socket, QueueChanged) == []
    assert desks.desk(desk.services, staff("agent.a")).waiting == ()
    assert board.board(desk.services, staff("supervisor.a", "supervisor")).waiting == 0
    assert talking.take(desk.services, staff("trial.agent"), conversation).facts.conversation == conversation


def test_how_long_a_trial_waited_is_not_counted(desk: Desk) -> None:
    conversation = tried(desk).facts.conversation
    talking.take(desk.services, staff("trial.agent"), conversation)

    entry = desk.say(staff("trial.agent"), conversation, 1)
    found = desk.services.conversations.get(conversation)
    assert found is not None
    talking.tell_said(desk.services, found, entry, None)

    assert desk.services.waits.of_day(waits.day_of(desk.services.now(), desk.services.settings.zone)) == {}


def test_its_site_is_listed_nowhere_and_gone_after_its_time_or_when_it_is_taken_back(desk: Desk) -> None:
    tried(desk)
    sites = desk.services.sites

    assert [each.key for each in sites.all()] == ["demo"]
    assert sites.get(trial.SITE) is not None
    desk.cloud.clock.advance(61)
    assert sites.get(trial.SITE) is None

    sites.lend(LENT, int(desk.services.now()) + 60)
    sites.take_back(trial.SITE)
    assert sites.get(trial.SITE) is None
    sites.take_back(trial.SITE)


def test_without_its_site_there_is_no_trial(desk: Desk) -> None:
    with pytest.raises(NotFound):
        talking.start(
            desk.services, KEY, Start(site=trial.SITE, language="fi", id="message-1", text="Koe"), "192.0.2.0/24"
        )


def test_no_site_of_a_company_has_its_key() -> None:
    assert [each.sentence for each in site_mistakes.mistakes(LENT)] == [
        "'trial' is no key of a site: a trial of the service has that word."
    ]


def test_an_account_that_was_made_for_a_trial_is_deleted_and_nothing_is_kept_of_it(desk: Desk) -> None:
    services = desk.services
    services.people.note_dialogue(Dialogue(held_on="2026-11-02", by="operator", at=services.milliseconds()))
    asked = CreatePerson(key="of-the-trial", person="trial.agent", roles=("agent",))
    administering.create(services, OPERATOR, asked)
    services.agents.seen(staff("trial.agent"), services.milliseconds())

    for wrong in ("of-somebody-else", ""):
        with pytest.raises(NotFound):
            administering.discard(services, OPERATOR, "trial.agent", wrong)
    assert services.accounts.get("trial.agent").enabled

    administering.discard(services, OPERATOR, "trial.agent", "of-the-trial")

    with pytest.raises(NotFound):
        services.accounts.get("trial.agent")
    assert (services.people.get("trial.agent"), services.people.left("trial.agent")) == (None, None)
    assert services.agents.get("trial.agent") is None
    assert desk.logged()[-1] == ("operator", "person_left", "trial.agent")
    administering.create(services, OPERATOR, asked)


def test_an_account_whose_roles_were_changed_since_is_nobodys_trial(desk: Desk) -> None:
    services = desk.services
    services.people.note_dialogue(Dialogue(held_on="2026-11-02", by="operator", at=services.milliseconds()))
    administering.create(services, OPERATOR, CreatePerson(key="of-the-trial", person="trial.agent", roles=("agent",)))
    administering.set_roles(services, OPERATOR, "trial.agent", ["agent", "reviewer"])

    with pytest.raises(NotFound):
        administering.discard(services, OPERATOR, "trial.agent", "of-the-trial")
