"""The access log's vocabulary: what can have happened, for which purposes, with which outcomes. Nothing else fits in.

Every field is a word from a closed set or an opaque name of a narrow form, so no content of a conversation can get
into a record by mistake; a value that does not fit is a fault of ours (ValueError) and what was asked for fails.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, get_args

from chalicelib.chat.who import Role
from chalicelib.chat.wire import AbuseReason, Access, GlassReason, Ground, PassOnFor, SupervisesFor

Action = Literal[
    "sign_in",
    "sign_in_failed",
    "sign_in_network_refused",
    "network_refused",
    "sign_out",
    "sessions_revoked",
    "account_created",
    "account_disabled",
    "account_enabled",
    "password_reset",
    "password_changed",
    "second_factor_reset",
    "second_factor_enrolled",
    "roles_changed",
    "person_changed",
    "person_left",
    "phone_added",
    "phone_removed",
    "dialogue_recorded",
    "commitment_changed",
    "commitment_accepted",
    "conversation_opened",
    "conversations_listed",
    "conversations_searched",
    "conversation_taken",
    "conversation_transferred",
    "conversation_released",
    "colleague_invited",
    "colleague_let_go",
    "supervision_begun",
    "supervision_ended",
    "conversation_closed",
    "conversation_ended_for_abuse",
    "glass_broken",
    "transcript_offered",
    "transcript_ordered",
    "transcript_confirmed",
    "transcript_sent",
    "transcript_failed",
    "rights_requested",
    "correction_made",
    "message_hidden",
    "note_taken_back",
    "objection_made",
    "objection_withdrawn",
    "restriction_placed",
    "restriction_lifted",
    "erasure_requested",
    "erasure_done",
    "hold_placed",
    "hold_ended",
    "disclosure_made",
    "export_made",
    "settings_changed",
    "site_created",
    "notice_published",
    "answers_changed",
    "sweep_done",
    "drill_done",
    "stage_frozen",
    "stage_unfrozen",
    "mails_stopped",
    "mails_started",
    "chat_closed",
    "chat_opened",
    "stage_destroyed",
    "access_log_read",
    "access_log_exported",
]
Purpose = Literal["service", "quality", "training", "guidance", "request", "security", "legal"]
Outcome = Literal["allowed", "refused", "failed", "unknown"]
"""`allowed`: is done from here on. A second record of the same request says when that then `failed`, or when nobody can
tell (`unknown`); without one it was done, or its doer died on the way."""

ACTIONS: Final[frozenset[str]] = frozenset(get_args(Action))
PURPOSES: Final[frozenset[str]] = frozenset(get_args(Purpose))
OUTCOMES: Final[frozenset[str]] = frozenset(get_args(Outcome))
REASONS: Final[dict[str, frozenset[str]]] = {
    "conversation_opened": frozenset(get_args(Ground)),
    "conversation_transferred": frozenset(get_args(PassOnFor)),
    "conversation_ended_for_abuse": frozenset(get_args(AbuseReason)),
    "supervision_begun": frozenset(get_args(SupervisesFor)),
}
"""What may stand as the reason of an action: the ground on which somebody is let in who reads, or what was chosen from a list."""
_HAVE_REASONS: Final = frozenset({"glass_broken", "supervision_begun", "conversation_ended_for_abuse"})
"""What is never done without a reason."""
_AMENDS: Final = frozenset({"failed", "unknown"})
ROLES: Final[frozenset[str]] = frozenset((*get_args(Role), "visitor", "system", "operator", "none"))
NOBODY: Final = "unknown"
"""The actor of an attempt to sign in under a name that no account has: what was typed there is not ours to keep."""

REASON_CHARACTERS: Final = 500

_CONVERSATION: Final = r"[0-9A-HJKMNP-TV-Z]{16}"
NAME_CHARACTERS: Final = 128
_OF_NAMES: Final = frozenset("LMNPS")
"""The Unicode categories of which Cognito lets user names be made: letters, marks, numbers, punctuation, symbols."""
WITHOUT_ACCOUNT: Final = frozenset(("visitor", "system"))
"""The actors who are no person of staff."""
EVERYBODY: Final = "everybody"
"""The object of a reading of what all of staff have done."""
NOTICE: Final = "notice"
"""The object of what is done to the privacy notice."""
HISTORY: Final = "history"
"""The object of a listing of what an agent had when it was closed."""
ANSWERS: Final = "answers"
"""The object of what is done to the canned answers that all share."""
RESERVED: Final = frozenset((*WITHOUT_ACCOUNT, "operator", "queue", NOTICE, HISTORY, ANSWERS, EVERYBODY, NOBODY))
"""Words of ours that stand where user names stand, so that nobody may be called so."""
_NUMBER: Final = r"[A-Za-z0-9][A-Za-z0-9./-]{0,31}"
_CASE: Final = rf"case ({_NUMBER})( told \d{{4}}-\d{{2}}-\d{{2}})?"
_REQUEST: Final = r"[A-Za-z0-9=_-]{0,64}"


def access(
    *,
    now: float,
    actor: str,
    role: str,
    action: str,
    object: str,  # noqa: A002 - the record's own word
    purpose: str,
    outcome: str,
    request: str,
    reason: str | None = None,
) -> Access:
    """Return a record of something that happens now (epoch seconds).

    `role`: every role of the actor, joined by commas; `visitor`, `system`, or `none`. `object`: a conversation's id,
    a person's name, their reference where it is their log that is read, or one word for what has no id (`queue`). `reason`: with
    `glass_broken`; else one word of `REASONS`, where there is one; in a request's case `in_case`.

    Raises ValueError when a field is not of its form.
    """
    return checked(
        Access(
            at=int(now * 1000),
            actor=actor,
            role=role,
            action=action,
            object=object,
            purpose=purpose,
            outcome=outcome,
            request=request,
            reason=reason,
        )
    )


def checked(record: Access) -> Access:
    """Return the record when every field is of its form. Raises ValueError with the field's name, not its value."""
    fits = {
        "at": record.at > 0,
        "actor": is_name(record.actor),
        "role": bool(record.role) and ROLES.issuperset(record.role.split(",")),
        "action": record.action in ACTIONS,
        "object": is_name(record.object),
        "purpose": record.purpose in PURPOSES,
        "outcome": record.outcome in OUTCOMES,
        "request": re.fullmatch(_REQUEST, record.request),
        "reason": _reason_fits(record),
    }
    strangers = [name for name, fit in fits.items() if not fit]
    if strangers:
        raise ValueError(f"not for the access log: {', '.join(strangers)}")
    return record


def is_name(text: str) -> bool:
    r"""Return whether this may be a user name, or one word of ours: without spaces, so nothing that could be a sentence.

    Whatever Cognito takes: `[\p{L}\p{M}\p{S}\p{N}\p{P}]+`, at most 128 characters.
    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
    """
    if not 0 < len(text) <= NAME_CHARACTERS:
        return False
    return all(unicodedata.category(character)[0] in _OF_NAMES for character in text)


def glass_reason(chosen: GlassReason, words: str) -> str:
    """Return the reason of a `glass_broken`: what was chosen from the list, and what was written."""
    return f"{chosen}: {words}"


def glass_chosen(record: Access) -> GlassReason | None:
    """Return what whoever broke the glass has chosen as their reason, None of any other record."""
    chosen = (record.reason or "").partition(": ")[0] if record.action == "glass_broken" else ""
    return next((each for each in get_args(GlassReason) if each == chosen), None)


def is_conversation(name: str) -> bool:
    """Return whether a record's object is a conversation: those have records of their own."""
    return re.fullmatch(_CONVERSATION, name) is not None


def happened(records: Iterable[Access]) -> list[Access]:
    """Return the records of what was done, or may have been: without what the same request then told had failed."""
    records = list(records)
    undone = {(each.request, each.actor, each.action) for each in records if each.outcome == "failed"}
    return [
        each for each in records if each.outcome == "allowed" and (each.request, each.actor, each.action) not in undone
    ]


class Told:
    """Says of records, newest first, which are told: of what was begun and then failed, or nobody can tell of, only that.

    The log has both, because a record comes before its deed. One that failed takes back one of the same, the nearest before.
    """

    def __init__(self) -> None:
        self._undone: Counter[tuple[str, ...]] = Counter()

    def __call__(self, record: Access) -> bool:
        """Return whether a record is told, the next older one each time."""
        same = (record.request, record.actor, record.action, record.object)
        if record.outcome in _AMENDS:
            self._undone[same] += 1
        elif record.outcome == "allowed" and self._undone[same]:
            self._undone[same] -= 1
            return False
        return True


def in_case(case: str, told: date | None = None) -> str:
    """Return the reason of whatever is done in the case of somebody's request. Raises ValueError when this is no number of one.

    `told`: on which day that person was told of it, where they have to be told before (GDPR 18(3)).
    """
    if not re.fullmatch(_NUMBER, case):
        raise ValueError("no number of a case")
    return f"case {case}" if told is None else f"case {case} told {told.isoformat()}"


def case_of(record: Access) -> str | None:
    """Return the number of the case in which something was done, None of whatever was done in none."""
    in_case = re.fullmatch(_CASE, record.reason or "")
    return None if in_case is None else in_case[1]


def _reason_fits(record: Access) -> bool:
    if record.reason is None:
        return record.action not in _HAVE_REASONS
    in_case = re.fullmatch(_CASE, record.reason) if record.role == "operator" and record.purpose == "request" else None
    if in_case is not None:
        return (in_case[2] is not None) == (record.action == "restriction_lifted")
    if record.action in REASONS:
        return record.reason in REASONS[record.action]
    said = bool(record.reason.strip()) and record.reason.isprintable()
    return record.action == "glass_broken" and said and len(record.reason) <= REASON_CHARACTERS
