"""What an action works with: the stores, the ways out, the clock, the limits. One value, made by the wiring."""

from typing import TYPE_CHECKING

import msgspec

from chalicelib.chat.limits import Limits

if TYPE_CHECKING:
    from chalicelib.chat import ports
    from chalicelib.chat.pacing import Pace
    from chalicelib.chat.people import Accounts, Identity, Leases, People, Sessions, SignInAttempts


class Services(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Everything outside the rules. `request` is the id of the invocation that asks, for the access log."""

    settings: "ports.Choices"
    limits: Limits
    now: "ports.Clock"
    conversations: "ports.Conversations"
    sockets: "ports.Sockets"
    agents: "ports.Agents"
    sites: "ports.Sites"
    stage: "ports.StageSettings"
    waits: "ports.Waits"
    phones: "ports.PhoneBook"
    web_push: "ports.WebPush"
    notices: "ports.Notices"
    answers: "ports.CannedAnswers"
    people: "People"
    sessions: "Sessions"
    attempts: "SignInAttempts"
    identity: "Identity"
    accounts: "Accounts"
    leases: "Leases"
    counters: "ports.Counters"
    pace: "Pace"
    orders: "ports.Orders"
    notes: "ports.Notes"
    ledger: "ports.Ledger"
    access_log: "ports.AccessLog"
    push: "ports.Push"
    outbox: "ports.Outbox"
    mail: "ports.Mail"
    mail_health: "ports.MailHealths"
    metrics: "ports.Metrics"
    hurry: "ports.Hurry"
    pause: "ports.Pause"
    each: "ports.Each"
    """How what concerns many is done: side by side where that is possible."""
    leftovers: "ports.Leftovers"
    left: "ports.Clock"
    """The seconds that this invocation still has for its calls to AWS."""
    request: str = ""

    def milliseconds(self) -> int:
        """Return the time as the wire writes it."""
        return int(self.now() * 1000)

    def asked_by(self, request: str) -> "Services":
        """Return the same services for one invocation."""
        return msgspec.structs.replace(self, request=request)
