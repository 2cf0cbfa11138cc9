"""The demo: an invented company's site, and people of every role who can sign in at once.

Nothing here is secret: it exists only inside the local cloud, and goes with it.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from chalicelib.aws.table.answers import CannedAnswers
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.people import People
from chalicelib.aws.table.sites import Sites
from chalicelib.chat.answers import Answer, Answers
from chalicelib.chat.hours import WEEKDAYS, Hours
from chalicelib.chat.logo import logo_of
from chalicelib.chat.people import Dialogue, Profile
from chalicelib.chat.site import Contact, DayNotice, Site, Topic, logo_digest
from chalicelib.chat.who import Role
from chalicelib.chat.wire import Language
from local.cloud import Cloud, totp

SITE: Final = "demo"
COMPANY: Final = "Kiuaspaja Havukka"

PARAMETERS: Final = {
    "Controller": f"{COMPANY} Oy",
    "MailFrom": "asiakaspalvelu@kiuaspaja.example",
    "MailDomain": "kiuaspaja.example",
    "Pushes": "true",
}
"""What the demo says to the template, for `Cloud.start`."""

_OFFICE: Final = Hours(week=dict.fromkeys(WEEKDAYS[:5], ("9-17",)), holidays="FI")
_PHONE: Final = "+358 8 123 456"
_CONTACTS: Final = (
    Contact(kind="phone", value=_PHONE, words={"fi": "Paja", "sv": "Verkstaden", "en": "Workshop"}),
    Contact(kind="mail", value="paja@kiuaspaja.example"),
    Contact(
        kind="visit",
        value="Sepäntie 1, Ii",
        words={"fi": "Käyntiosoite", "sv": "Besöksadress", "en": "Come and see us"},
    ),
)
_ON_CALL: Final = Contact(kind="phone", value=_PHONE, words={"fi": "Päivystys", "sv": "Jour", "en": "On call"})
_GREETING: Final[dict[Language, str]] = {
    "fi": "Hei! Kerro saunastasi, niin katsotaan yhdessä, mikä kiuas siihen sopii.",
    "sv": "Hej! Berätta om din bastu, så ser vi tillsammans vilken ugn som passar.",
    "en": "Hello! Tell us about your sauna, and we will see together which stove suits it.",
}
_TOPICS: Final = tuple(
    Topic(key=key, words={"fi": finnish, "sv": swedish, "en": english})
    for key, finnish, swedish, english in (
        ("choosing", "Kiukaan valinta", "Att välja ugn", "Choosing a stove"),
        ("orders", "Tilaus ja toimitus", "Beställning och leverans", "Order and delivery"),
        ("service", "Huolto ja varaosat", "Service och reservdelar", "Service and spare parts"),
    )
)
_BUSY: Final[dict[Language, str]] = {
    "fi": "Pajalla on nyt kiirettä, joten vastaus voi viipyä hetken.",
    "sv": "Vi har mycket att göra i verkstaden just nu, så svaret kan dröja en stund.",
    "en": "The workshop is busy just now, so an answer may take a little while.",
}
_ANSWERS: Final = tuple(
    Answer(id=f"demo-answer-{key:-<12}", key=key, title=title, text={"fi": finnish, "sv": swedish, "en": english})
    for key, title, finnish, swedish, english in (
        (
            "hei",
            "Tervehdys",
            "Hei {name|}! Täällä {alias} Kiuaspajalta. Miten voin auttaa?",
            "Hej {name|}! Det är {alias} på Kiuaspaja. Hur kan jag hjälpa till?",
            "Hello {name|}! This is {alias} at Kiuaspaja. How can I help?",
        ),
        (
            "hetki",
            "Tarkistan asian",
            "Kiitos, tarkistan asian. Siihen menee muutama minuutti, voit odottaa tässä rauhassa.",
            "Tack, jag tar reda på saken. Det tar några minuter, du kan vänta här i lugn och ro.",
            "Thank you, I will check. It takes a few minutes; you can wait here.",
        ),
        (
            "tilaus",
            "Tilauksen tila",
            "Katson tilauksesi. Kertoisitko tilausnumeron? Se on vahvistuksessa, ja siinä on kuusi numeroa.",
            "Jag ser på din beställning. Vad är ordernumret? Det finns i bekräftelsen och har sex siffror.",
            "Let me look at your order. What is its number? It is in the confirmation and has six digits.",
        ),
        (
            "toimitus",
            "Toimitusaika",
            "Varastossa olevat kiukaat lähtevät seuraavana arkipäivänä ja ovat perillä 2–4 arkipäivässä.",
            "Ugnar som finns i lager skickas nästa vardag och är framme inom 2–4 vardagar.",
            "Stoves that are in stock leave on the next working day and arrive within 2–4 working days.",
        ),
        (
            "kivet",
            "Kivien vaihto",
            "Kiuaskivet kannattaa latoa uudelleen kerran vuodessa ja vaihtaa parin vuoden välein.",
            "Stenarna bör läggas om en gång om året och bytas med ett par års mellanrum.",
            "Sauna stones are best restacked once a year and replaced every couple of years.",
        ),
        (
            "soita",
            "Soittakaa meille",
            "Tämä selviää parhaiten puhelimessa: {contact|numero on verkkosivuillamme}. Mainitse viite {reference}, niin löydämme tämän keskustelun.",
            "Det här reds lättast ut i telefon: {contact|numret finns på vår webbplats}. Nämn referensen {reference}, så hittar vi chatten.",
            "This is best sorted out by telephone: {contact|the number is on our website}. Mention the reference {reference}, and we will find this chat.",
        ),
        (
            "loppu",
            "Loppusanat",
            "Kiitos yhteydenotosta ja mukavia löylyjä! Terveisin {alias}, {company}",
            "Tack för att du hörde av dig, och sköna bastubad! Hälsningar {alias}, {company}",
            "Thank you for getting in touch, and enjoy your sauna! Regards, {alias}, {company}",
        ),
    )
)
LOGO: Final = Path(__file__).parent / "site" / "logo.svg"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can sign in."""

    user: str
    alias: str
    roles: tuple[Role, ...]
    password: str
    enrolled: bool = True
    """Whether they have a second factor; otherwise they must choose a password and enrol at their first sign-in."""


def _person(user: str, alias: str, role: Role, *, enrolled: bool = True) -> Person:
    kind = "password" if enrolled else "first password"
    return Person(user=user, alias=alias, roles=(role,), password=f"demo {kind} of {user}", enrolled=enrolled)


PEOPLE: Final = (
    _person("agent.a", "Agent A", "agent"),
    _person("agent.b", "Agent B", "agent"),
    _person("agent.new", "Agent New", "agent", enrolled=False),
    _person("reviewer", "Demo Reviewer", "reviewer"),
    _person("dpo", "Demo DPO", "data-protection-officer"),
    _person("admin", "Demo Admin", "administrator"),
)


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A demo person as the control page shows them, with what an authenticator would show now."""

    user: str
    alias: str
    roles: tuple[Role, ...]
    password: str
    enrolled: bool
    code: str | None
    """The current code, also while the second factor is being enrolled; None before."""
    seconds_left: int


def seed(cloud: Cloud, site_origins: Sequence[str], people: Iterable[Person] = PEOPLE) -> None:
    """Register the demo sites for pages of these origins, and give every demo person an account and a profile."""
    with cloud.endpoint.own_calls():
        items = Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)
        logo = logo_of(LOGO.read_bytes())
        always, service = sites(site_origins)
        today = datetime.fromtimestamp(cloud.clock(), UTC).date()
        busy = DayNotice(since=today, until=today + timedelta(days=1), words=_BUSY)
        for each in (msgspec.structs.replace(always, today=(busy,)), service):
            Sites(items).put(each, logo)
        at = int(cloud.clock() * 1000)
        written = tuple(msgspec.structs.replace(each, changed_at=at) for each in _ANSWERS)
        CannedAnswers(items).change(None, Answers(), Answers(answers=written, changed_at=at), "reviewer")
        profiles = People(items)
        profiles.note_dialogue(Dialogue(held_on=today.isoformat(), by="admin", at=int(cloud.clock() * 1000)))
        for person in people:
            profiles.put(Profile(person=person.user, alias=person.alias))
        open_accounts(cloud, people)


def open_accounts(cloud: Cloud, people: Iterable[Person] = PEOPLE) -> None:
    """Give every demo person an account."""
    for person in people:
        _open_account(cloud, person)


def sites(origins: Sequence[str]) -> tuple[Site, ...]:
    """Return the demo's sites for pages of these origins: one that is always open, and one with opening hours."""
    always = Site(
        key=SITE,
        company=COMPANY,
        origins=tuple(origins),
        language="fi",
        contacts=_CONTACTS,
        greeting=_GREETING,
        topics=_TOPICS,
        logo=logo_digest(logo_of(LOGO.read_bytes())),
    )
    service = {"key": "huolto", "hours": _OFFICE, "contacts": (_ON_CALL,), "greeting": {}, "topics": ()}
    return always, msgspec.structs.replace(always, **service)


def shown(cloud: Cloud, people: Iterable[Person] = PEOPLE) -> list[Shown]:
    """Return the demo people with their codes of this moment."""
    now = cloud.clock()
    return [_shown(cloud, person, now) for person in people]


def secret_of(user: str) -> str:
    """Return a demo person's secret in base 32: the same at every start, so that an authenticator keeps working."""
    return base64.b32encode(hashlib.sha256(f"demo second factor of {user}".encode()).digest()).decode().rstrip("=")


def _open_account(cloud: Cloud, person: Person) -> None:
    accounts = cloud.client("cognito-idp")
    who = {"UserPoolId": cloud.user_pool, "Username": person.user}
    accounts.admin_create_user(
        **who,
        TemporaryPassword=person.password,
        MessageAction="SUPPRESS",
        UserAttributes=[{"Name": "given_name", "Value": person.alias}],
    )
    for role in person.roles:
        accounts.admin_add_user_to_group(**who, GroupName=role)
    if person.enrolled:
        accounts.admin_set_user_password(**who, Password=person.password, Permanent=True)
        cloud.cognito.enrol(cloud.user_pool, person.user, secret_of(person.user))


def _shown(cloud: Cloud, person: Person, now: float) -> Shown:
    secret = cloud.cognito.secret(cloud.user_pool, person.user)
    return Shown(
        user=person.user,
        alias=person.alias,
        roles=person.roles,
        password=person.password,
        enrolled=cloud.cognito.enrolled(cloud.user_pool, person.user),
        code=None if secret is None else totp.code_at(secret, now),
        seconds_left=totp.STEP_SECONDS - int(now) % totp.STEP_SECONDS,
    )
