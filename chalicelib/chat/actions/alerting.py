"""What somebody has to be told outside the console; without content, without names, and not again and again."""

from chalicelib.chat import letters
from chalicelib.chat.actions import limiting
from chalicelib.chat.errors import TooMany
from chalicelib.chat.ports import Job
from chalicelib.chat.services import Services


def left_questions(services: Services) -> int:
    """Have the operator told when questions that were left have waited an hour and nobody has opened them.

    Returns how many they are, 0 when there is nothing to tell or it was told within the last four hours. Raises
    Unavailable.
    """
    unopened = _unopened(services)
    if not unopened:
        return 0
    try:
        with limiting.counted(services, "alerts", "left questions", 1, services.limits.left_alert_again_seconds):
            services.outbox.put(Job(kind="alert", conversation=""))
    except TooMany:
        return 0
    return len(unopened)


def tell_operator(services: Services) -> None:
    """Mail the operator how many left questions nobody has opened, if there are any by now.

    Raises Unavailable when the job should come again; MailRefused and MailUnknown when nobody can be told.
    """
    unopened, to = _unopened(services), services.settings.alerts_to
    if unopened:
        hours = (services.milliseconds() - min(unopened)) // 3_600_000
        raw = letters.alert(len(unopened), hours=hours, to=to, settings=services.settings)
        services.mail.send(raw, to=to, conversation="none", order=0, mail="alert")


def _unopened(services: Services) -> list[int]:
    """Return when each left question began that has waited for long and that nobody has opened."""
    if not services.settings.alerts_to:
        return []
    now, limits = services.milliseconds(), services.limits
    left = services.conversations.left_questions(services.settings.queue)
    late = [each for each in left if now - each.started_at >= limits.left_alert_seconds * 1000]
    heads = services.conversations.heads([each.conversation for each in late])
    return [each.started_at for each in heads if not each.opened]
