"""Who comes in, who administers, and who answers for what is kept."""

import secrets
from collections.abc import Generator

from chalicelib.chat.people import reference
from cloud.scenes.staff import Staff


def signs_in_first(staff: Staff) -> Generator[None]:
    person = staff.new("agent")
    yield
    person.sign_in_first()


def signs_out(staff: Staff) -> Generator[None]:
    person = staff.signed_in("agent")
    line = staff.line(person.headers)
    yield
    person.ask("POST", "/v1/sign-out")
    line.hear("ended")


def looks_at_people(staff: Staff) -> Generator[None]:
    yield
    staff.administrator.ask("GET", "/v1/people")
    staff.administrator.ask("GET", f"/v1/people/{reference(staff.agent.user)}")


def looks_after_somebody(staff: Staff) -> Generator[None]:
    user, ask = staff.name(), staff.administrator.ask
    yield
    made = {
        "key": secrets.token_urlsafe(9),
        "person": user,
        "given_name": staff.given_name("Aino"),
        "roles": ["agent"],
    }
    ask("POST", "/v1/people", made)
    whose = f"/v1/people/{reference(user)}"
    described = {"given_name": staff.given_name("Eila"), "languages": ["fi"], "sites": ["main"]}
    ask("POST", f"{whose}/details", described)
    ask("POST", f"{whose}/roles", {"roles": ["trainer"]})
    for what in ("password", "disable", "enable", "sessions/end"):
        ask("POST", f"{whose}/{what}")


def forgets_a_second_factor(staff: Staff) -> Generator[None]:
    person = staff.new("agent")
    yield
    staff.administrator.ask("POST", f"/v1/people/{reference(person.user)}/second-factor")


def lets_somebody_go(staff: Staff) -> Generator[None]:
    person = staff.new("agent")
    yield
    staff.administrator.ask("POST", f"/v1/people/{reference(person.user)}/leave")


def reads_the_access_log(staff: Staff) -> Generator[None]:
    yield
    whose = f"/v1/access-log/people/{reference(staff.agent.user)}"
    for path in ("/v1/access-log/own", "/v1/access-log/people", whose):
        staff.officer.ask("GET", path)


def sets_the_stage(staff: Staff) -> Generator[None]:
    days = 1
    yield
    ask = staff.administrator.ask
    shown = ask("GET", "/v1/settings/stage").body
    days += shown["settings"]["left_question_days"] % 7
    wanted = {**shown["settings"], "left_question_days": days}
    ask("POST", "/v1/settings/stage", {"settings": wanted, "version": shown["version"]})
    ask("GET", "/v1/settings/sites/main")
    staff.agent.ask("GET", "/v1/answers")
    ask("GET", "/v1/notice")


def tries_a_phone(staff: Staff) -> Generator[None]:
    """In a process that has not yet asked for the key, nor signed anything: else neither is asked for within hours."""
    staff.has_a_phone()
    staff.start_anew("APIHandler")
    yield
    staff.agent.ask("POST", "/v1/me/phones/test")
