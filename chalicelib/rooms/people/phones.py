"""One's own phones in the pocket: for agents, each for themselves."""

from collections.abc import Sequence

from chalicelib.chat import access
from chalicelib.chat import phones as rules
from chalicelib.chat.access import Standing
from chalicelib.chat.actions import accessing, limiting, phoning
from chalicelib.chat.errors import PhonesOff, Unauthenticated
from chalicelib.chat.phones import Phone, Phones
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.rooms.people.wire import AddPhone, OwnPhone, OwnPhones, PhonesRang

_DAY = 24 * 3600


def page(services: Services, who: Staff) -> OwnPhones:
    """Return somebody's phones, and whether anybody is called here. Raises CommitmentMissing, NotFound, Unavailable."""
    access.require_standing(Standing.DESK, who)
    return _page(services, services.phones.of(who.person))


def add(services: Services, who: Staff, given: AddPhone) -> OwnPhones:
    """Have a phone be called from now on, or say anew when; of too many, the one that is there longest goes.

    Raises PhonesOff, PushServiceUnknown, CommitmentMissing, NotFound, Unauthenticated (shut out meanwhile), LogUnavailable,
    Unavailable.
    """
    access.require_standing(Standing.DESK, who)
    if not phoning.is_on(services):
        raise PhonesOff
    services.web_push.require_known(given.endpoint)
    now, limits = services.milliseconds(), services.limits
    phone = Phone(
        endpoint=given.endpoint,
        made_at=now,
        until=now // 1000 + limits.phone_days * _DAY,
        till_sign_out=given.till_sign_out,
    )

    def added() -> Phones:
        def step(there: Sequence[Phone]) -> tuple[Phone, ...]:
            return rules.with_phone(there, phone, now)[-limits.phones_a_person :]

        its = phoning.changed(services, who.person, step, given.when)
        try:
            services.sessions.check(who.session, seen=False)
        except Unauthenticated:  # shut out meanwhile, and what they had was forgotten before this came
            services.phones.forget(who.person)
            raise
        return its

    record = accessing.event(services, who, "phone_added", who.person, "security")
    return _page(services, accessing.done(services, added, record))


def remove(services: Services, who: Staff, phone: str) -> OwnPhones:
    """Have one of somebody's phones be called no more; one that is not there is as good.

    Raises CommitmentMissing, NotFound, LogUnavailable after it was done without a record, Unavailable.
    """
    access.require_standing(Standing.DESK, who)
    return _page(services, phoning.without(services, who, phone))


def ring(services: Services, who: Staff) -> PhonesRang:
    """Call every phone of somebody, to be tried. Raises PhonesOff, TooMany, CommitmentMissing, NotFound, Unavailable."""
    access.require_standing(Standing.DESK, who)
    if not phoning.is_on(services):
        raise PhonesOff
    its = services.phones.of(who.person)
    if its is None:
        return PhonesRang(rang=0, page=_page(services, None))
    with limiting.counted(services, "phone tests", who.person, services.limits.phone_tests_an_hour):
        rang, _ = phoning.ring(services, its)
    return PhonesRang(rang=rang, page=_page(services, services.phones.of(who.person)))


def _page(services: Services, its: Phones | None) -> OwnPhones:
    on = phoning.is_on(services)
    phones = () if its is None else rules.living(its.phones, services.milliseconds())
    return OwnPhones(
        on=on,
        key=services.web_push.key() if on else None,
        when="available" if its is None else its.when,
        phones=tuple(
            OwnPhone(
                phone=rules.name_of(each.endpoint),
                service=each.endpoint.partition("://")[2].partition("/")[0],
                made_at=each.made_at,
                until=each.until * 1000,
                till_sign_out=each.till_sign_out,
            )
            for each in phones
        ),
    )
