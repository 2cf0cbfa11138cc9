"""How well our mails fare, and when we pause before the mail service does it for us. Pure rules."""

import msgspec

from chalicelib.chat.limits import Limits


class MailHealth(msgspec.Struct, frozen=True, kw_only=True):
    """What has become of a week's mails, of every site."""

    sent: int = 0
    bounced: int = 0
    """For good: soft bounces and automatic answers are not counted, as the mail service does not."""
    complained: int = 0


def pauses(health: MailHealth, limits: Limits) -> bool:
    """Return whether so many mails came back, or were called junk, that no more should be ordered for a while (T4).

    SES reviews an account at 5 % and 0.1 %, and pauses it at 10 % and 0.5 %, for every site at once. A share of few
    mails says little, so some have to have come back before it counts.
    https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
    """
    bounced = health.bounced >= limits.bounces_that_count and health.bounced > limits.bounce_share * health.sent
    complained = health.complained >= limits.complaints_that_count
    return bounced or (complained and health.complained > limits.complaint_share * health.sent)
