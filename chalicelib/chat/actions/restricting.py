"""Which of their roles somebody may use from where they are. The address is compared, and kept nowhere."""

import contextlib
from typing import NoReturn

import msgspec

from chalicelib.chat import stage
from chalicelib.chat.actions import accessing, limiting
from chalicelib.chat.errors import LogUnavailable, NetworkRefused, TooMany, Unavailable
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff


def there(services: Services, staff: Staff, source: str) -> Staff:
    """Return somebody with those of their roles that they may use from an address.

    Raises NetworkRefused when none is left of those that they have, which is recorded, Unavailable.
    """
    roles = stage.roles_at(services.stage.lately().networks, staff.roles, source)
    if staff.roles and not roles:
        _refuse(services, staff)
    return msgspec.structs.replace(staff, roles=roles)


def answering(services: Services, staff: Staff, source: str) -> Staff:
    """Return the same of somebody who listens on a socket.

    Raises NetworkRefused also when they may be no agent from there, although they are one: then they hear nothing more.
    """
    here = there(services, staff, source)
    if "agent" in staff.roles and "agent" not in here.roles:
        _refuse(services, staff)
    return here


def _refuse(services: Services, staff: Staff) -> NoReturn:
    """Refuse somebody who is in, and record it once in ten minutes: a page asks again and again, and a flood fills no log.

    A log or table that does not answer changes nothing of the refusal: nothing is shown. Raises NetworkRefused.
    """
    with contextlib.suppress(TooMany, LogUnavailable, Unavailable):
        _record(services, staff)
    raise NetworkRefused


def _record(services: Services, staff: Staff) -> None:
    record = accessing.event(services, staff, "network_refused", staff.person, "security", outcome="refused")
    covers = services.limits.access_record_covers_seconds
    with limiting.counted(services, "refused", f"{staff.person} network", 1, covers):
        services.access_log.record(record)
