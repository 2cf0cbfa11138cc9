"""What somebody has to be told outside the console; without content, without names, and not again and again."""

import contextlib

from chalicelib.chat import letters, transcript
from chalicelib.chat.actions import limiting
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import TooMany
from chalicelib.chat.ports import Job, MailRefused, MailUnknown
from chalicelib.chat.services import Services
from chalicelib.chat.site import LANGUAGES
from chalicelib.chat.stage import mark_of

EVERY_SECONDS = 15 * 60
"""So often it is looked whether somebody has to be told."""
_OF_ONE_JOB = 24 * 3600
"""So long no address is told twice of the same window: longer than a job comes back."""
MAIL = "alert"
"""What the names of these mails begin with, and the whole of it once was; they are no visitors' mails, and are not counted among them."""


def left_questions(services: Services) -> int:
    """Have those be told who are to be when questions that were left have waited for long and nobody has opened them.

    Returns how many they are, 0 when there is nothing to tell or it was told within the last four hours. Raises
    Unavailable.
    """
    unopened = _unopened(services)
    if not unopened:
        return 0
    services.metrics.put("questions_unopened", len(unopened))
    try:
        with limiting.counted(services, "alerts", "left questions", 1, services.limits.left_alert_again_seconds):
            services.outbox.put(Job(kind="alert", conversation="", order=_window(services)))
    except TooMany:
        return 0
    return len(unopened)


def tell_of_left_questions(services: Services, job: Job) -> None:
    """Mail each address that is to be told how many left questions nobody has opened, if there are any by now; in the language of
    the site on which the oldest was asked.

    A job that comes again mails nobody again, nor does another of the same window: a queue may have taken a job and its answer
    have been lost. An address from which a mail came back is mailed no more until the settings are saved anew. Raises Unavailable when it should come again; MailRefused and MailUnknown, after all
    others, when somebody cannot be told.
    """
    unopened = _unopened(services)
    if not unopened:
        return
    oldest = min(unopened, key=lambda each: each.started_at)
    minutes = (services.milliseconds() - oldest.started_at) // 60_000
    site = services.sites.get(oldest.site)
    language = LANGUAGES[0] if site is None else site.language
    failed: Exception | None = None
    stage = services.stage.lately()
    came_back = services.stage.came_back(stage)
    for to in (each for each in stage.told if each not in came_back):
        # Counted before it is sent: of a mail that may have left, nobody can tell, and nobody gets two.
        whose = f"{job.order} {transcript.mailbox(to)}"
        with contextlib.suppress(TooMany), limiting.counted(services, "told", whose, 1, _OF_ONE_JOB):
            raw = letters.alert(len(unopened), minutes=minutes, to=to, language=language, settings=services.settings)
            try:
                services.mail.send(raw, to=to, conversation="none", order=0, mail=f"{MAIL}-{mark_of(to)}")
            except (MailRefused, MailUnknown) as refused:
                failed = refused
    if failed is not None:
        raise failed


def mail_event(services: Services, mail: str, outcome: transcript.Outcome) -> None:
    """Note that an alert came back for good, or was called junk. Raises Unavailable when the event should come again."""
    mark = mail.removeprefix(MAIL).removeprefix("-")
    if mark and outcome in ("bounced", "complained"):
        services.stage.note_came_back(mark, services.milliseconds())


def _window(services: Services) -> int:
    """Return when the window of the moment began, in epoch seconds, whatever questions there are by now.

    So what is queued again because nobody answered is of the same window, and what is queued hours later is of another: it
    is over a look sooner than it may be told again, for clocks differ.
    """
    length = services.limits.left_alert_again_seconds - EVERY_SECONDS
    return services.agents.alerting_since(int(services.now()), length)


def _unopened(services: Services) -> list[Conversation]:
    """Return the left questions that have waited for long and that nobody has opened."""
    stage = services.stage.lately()
    if not stage.told:
        return []
    now = services.milliseconds()
    left = services.conversations.left_questions(services.settings.queue)
    late = [each for each in left if now - each.started_at >= stage.told_after_minutes * 60_000]
    heads = services.conversations.heads([each.conversation for each in late])
    return [each for each in heads if not each.opened]
