"""Which of their roles somebody may use from where they are. The address is compared, and kept nowhere."""

import msgspec

from chalicelib.chat import stage
from chalicelib.chat.errors import NetworkRefused
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff


def there(services: Services, staff: Staff, source: str) -> Staff:
    """Return somebody with those of their roles that they may use from an address.

    Raises NetworkRefused when none is left of those that they have, Unavailable.
    """
    roles = stage.roles_at(services.stage.lately().networks, staff.roles, source)
    if staff.roles and not roles:
        raise NetworkRefused
    return msgspec.structs.replace(staff, roles=roles)


def answering(services: Services, staff: Staff, source: str) -> Staff:
    """Return the same of somebody who listens on a socket.

    Raises NetworkRefused also when they may be no agent from there, although they are one: then they hear nothing more.
    """
    here = there(services, staff, source)
    if "agent" in staff.roles and "agent" not in here.roles:
        raise NetworkRefused
    return here
