"""How soon visitors are usually answered: counted with each first answer, told by the chat of each site."""

import contextlib
from collections import Counter

from chalicelib.chat import trial, waits
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.services import Services
from chalicelib.chat.wire import Entry


def answered(services: Services, conversation: Conversation, entry: Entry) -> None:
    """Count how long a visitor had waited, where this is their first answer. One count more or less does no harm."""
    wait = waits.first_wait(conversation, entry)
    if wait is None or trial.is_trial(conversation):
        return
    with contextlib.suppress(Unavailable):
        day = waits.day_of(services.now(), services.settings.zone)
        services.waits.count(conversation.site, day, waits.bound_of(wait))


def tell_usual_waits(services: Services) -> None:
    """Write into each site how soon it usually answers, where that has changed. Raises Unavailable.

    The day that has just fallen off is looked at as well, for sites that have had no waits since.
    """
    today = waits.day_of(services.now(), services.settings.zone)
    counts: dict[str, Counter[int]] = {}
    for age, day in enumerate(waits.days_until(today, waits.DAYS + 1)):
        for site, of_day in services.waits.of_day(day).items():
            of_site = counts.setdefault(site, Counter())
            if age < waits.DAYS:
                of_site.update(of_day)
    for site, of_site in counts.items():
        services.sites.note_usually(site, waits.usually(of_site))
