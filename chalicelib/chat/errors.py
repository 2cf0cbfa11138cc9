"""Everything that the product refuses, as one tree.

Refusal
├── Malformed            malformed
├── TooLarge             too_large
├── AnswerTooLarge       answer_too_large
├── Unauthenticated      unauthenticated
├── SignInRefused        sign_in_refused
├── RightsRefused        rights_refused
├── WrongCode            wrong_code
├── CodeExpired          code_expired
├── NotFound             not_found
├── CommitmentMissing    commitment_missing
├── NetworkRefused       network
├── WrongOrigin          wrong_origin
├── TooMany              too_many
├── CheckNeeded          check_needed
├── TooManyWaiting       too_many_waiting
├── ChatClosed           chat_closed
├── EmptyMessage         message_empty
├── MessageTooLong       message_too_long
├── OutOfOrder           out_of_order
├── NotNewest            not_newest
├── VisitorWrote         visitor_wrote
├── ConversationClosed   conversation_closed
├── ConversationOpen     conversation_open
├── AlreadyTaken         already_taken
├── AgentAway            agent_away
├── Objected             objected
├── ReasonUnfit          reason_unfit
├── AddressInvalid       address_invalid
├── TranscriptTooEarly   transcript_too_early
├── TranscriptLimit      transcript_limit
├── NothingToConfirm     nothing_to_confirm
├── PasswordTooWeak      password_too_weak
├── PasswordTooCommon    password_too_common
├── PasswordUnchanged    password_unchanged
├── PasswordNotAccepted  password_not_accepted
├── NameInvalid          name_invalid
├── NameTooLong          name_too_long
├── NameConfusable       name_confusable
├── AliasTaken           alias_taken
├── AccountExists        account_exists
├── LastAdministrator    last_administrator
├── OwnAccount           own_account
├── DialogueMissing      dialogue_missing
├── SettingsRefused      settings_refused
├── ChangedMeanwhile     changed_meanwhile
├── SiteExists           site_exists
├── PhonesOff            phones_off
├── PushServiceUnknown   push_service_unknown
├── LogUnavailable       log_unavailable
└── Unavailable          unavailable

A refusal travels as its code and its data; the sentence is for whoever writes a client.
What people read stands in `web/words/`, one sentence a code and language.
"""

from typing import Any, ClassVar


class Refusal(Exception):
    """Something was asked for that the product does not do; nothing was changed."""

    code: ClassVar[str]
    status: ClassVar[int]
    sentence: ClassVar[str]

    def __init__(self, **data: Any) -> None:
        super().__init__(self.code)
        self.data = data

    def __str__(self) -> str:
        return f"{self.code} {self.data}" if self.data else self.code


class Malformed(Refusal):
    """Raised when a frame or body is not of its form. Data: `where`, the place in the JSON."""

    code = "malformed"
    status = 400
    sentence = "The request is not of the form that the protocol describes."


class TooLarge(Refusal):
    """Raised when a frame or body has more bytes than the limit. Data: `limit` in bytes."""

    code = "too_large"
    status = 413
    sentence = "The request is larger than the limit."


class AnswerTooLarge(Refusal):
    """Raised when an answer is larger than its channel takes. Every answer is cut to fit, so this is a fault of ours."""

    code = "answer_too_large"
    status = 500
    sentence = "The answer is larger than can be sent."


class Unauthenticated(Refusal):
    """Raised when the key, session or ticket is missing, unknown or no longer valid."""

    code = "unauthenticated"
    status = 401
    sentence = "The key or the session is missing or no longer valid."


class SignInRefused(Refusal):
    """Raised when user name, password or code are not accepted; it does not say which.

    Data: `retry_after`, whole seconds until the next attempt is heard.
    """

    code = "sign_in_refused"
    status = 401
    sentence = "The user name, the password or the code was not accepted."


class RightsRefused(Refusal):
    """Raised when a reference and a rights code open no conversation; it does not say which is wrong, or deleted."""

    code = "rights_refused"
    status = 401
    sentence = "No conversation is kept here under this reference and code."


class WrongCode(Refusal):
    """Raised when a code from a mail is not the one that was sent. Data: `tries_left`, but where it cannot be any code,
    for that is no try.
    """

    code = "wrong_code"
    status = 422
    sentence = "The code is not the one that was sent."


class CodeExpired(Refusal):
    """Raised when a code from a mail is too old or was tried too often; a new one can be ordered."""

    code = "code_expired"
    status = 410
    sentence = "The code is no longer valid."


class NotFound(Refusal):
    """Raised when a thing is missing, expired, or not this person's to see: the three look alike."""

    code = "not_found"
    status = 404
    sentence = "There is no such thing here."


class CommitmentMissing(Refusal):
    """Raised when a member of staff has not accepted the current confidentiality commitment."""

    code = "commitment_missing"
    status = 403
    sentence = "Accept the confidentiality commitment first."


class NetworkRefused(Refusal):
    """Raised when staff may use none of their roles from where they are; said only to whoever has proved who they are."""

    code = "network"
    status = 403
    sentence = "This account cannot be used from the network that the request comes from."


class WrongOrigin(Refusal):
    """Raised when a command comes from a page that is not ours, or without the command header."""

    code = "wrong_origin"
    status = 403
    sentence = "The request does not come from this service's own page."


class TooMany(Refusal):
    """Raised when a limit is reached.

    Data: `retry_after`, whole seconds, for a limit in time; `of`, "conversation", for what a conversation may not have
    more of however long one waits.
    """

    code = "too_many"
    status = 429
    sentence = "Too many requests."


class CheckNeeded(Refusal):
    """Raised when a network has started many conversations: another may be started after a short wait and some work.

    Data: `retry_after`, whole seconds; `challenge` and `bits`, what the work is (docs/protocol.md, "Starting").
    """

    code = "check_needed"
    status = 429
    sentence = "A conversation from this network begins after a wait and some work: answer the challenge."


class TooManyWaiting(Refusal):
    """Raised when many conversations of a network wait for their first answer: there is room when some have had it.

    Data: `retry_after`, whole seconds until it may be worth asking again.
    """

    code = "too_many_waiting"
    status = 429
    sentence = (
        "Many conversations from this network wait for an answer already: try again when some have been answered."
    )


class ChatClosed(Refusal):
    """Raised when a conversation is started while the operator lets none begin; those that have begun go on.

    Data: `words`, the operator's sentence in the visitor's language.
    """

    code = "chat_closed"
    status = 409
    sentence = "No new conversation can be started for now."


class EmptyMessage(Refusal):
    """Raised when a message has no visible character."""

    code = "message_empty"
    status = 422
    sentence = "The message is empty."


class MessageTooLong(Refusal):
    """Raised when a message has too many characters (code points after NFC). Data: `limit`, `length`."""

    code = "message_too_long"
    status = 422
    sentence = "The message is too long."


class OutOfOrder(Refusal):
    """Raised when a sender's count is not the next one. Data: `expected`, the next count."""

    code = "out_of_order"
    status = 409
    sentence = "The sender's count is not the next one."


class NotNewest(Refusal):
    """Raised when an agent puts right what is not their newest message any more."""

    code = "not_newest"
    status = 409
    sentence = "Its writer has said more since: the newest message alone can be put right."


class VisitorWrote(Refusal):
    """Raised when an agent ends a conversation in which the visitor has said what that agent has not seen."""

    code = "visitor_wrote"
    status = 409
    sentence = "The visitor has written since: nothing was ended."


class ConversationClosed(Refusal):
    """Raised when something is said or done that only an open conversation allows."""

    code = "conversation_closed"
    status = 409
    sentence = "The conversation has ended."


class ConversationOpen(Refusal):
    """Raised when something is done that only a closed conversation allows."""

    code = "conversation_open"
    status = 409
    sentence = "The conversation has not ended yet."


class AlreadyTaken(Refusal):
    """Raised when somebody else took the conversation first. Data: `alias`, who has it."""

    code = "already_taken"
    status = 409
    sentence = "Somebody else has taken the conversation."


class AgentAway(Refusal):
    """Raised when a conversation should go to a colleague who is not there."""

    code = "agent_away"
    status = 409
    sentence = "The colleague is not there to take the conversation over."


class Objected(Refusal):
    """Raised when a conversation should be read for what its visitor has objected to."""

    code = "objected"
    status = 409
    sentence = "The visitor has objected to the use of the conversation for this."


class ReasonUnfit(Refusal):
    """Raised when a written reason says nothing, or too much. Data: `minimum`, `limit` and `length` in characters."""

    code = "reason_unfit"
    status = 422
    sentence = "A reason is a sentence: this one is too short or too long."


class AddressInvalid(Refusal):
    """Raised when an e-mail address cannot be one. Data: `of`, when it has an identity_code or payment_card in it."""

    code = "address_invalid"
    status = 422
    sentence = "This is not an e-mail address."


class TranscriptTooEarly(Refusal):
    """Raised when a transcript is ordered before an agent has answered, or a question left although an agent is there whom the
    queue rings.
    """

    code = "transcript_too_early"
    status = 409
    sentence = "The transcript can be ordered after an agent has answered."


class TranscriptLimit(Refusal):
    """Raised when codes or sendings are used up, or too many mails came back. Data: `of`: conversation, address, network,
    site or pause; but for the first, `retry_after`.
    """

    code = "transcript_limit"
    status = 429
    sentence = "No more codes or transcripts can be sent here for now."


class NothingToConfirm(Refusal):
    """Raised when a code is given although no order waits for one. Data: `of`, code when that of the newest order has not left
    yet, confirmed when another code has confirmed it.
    """

    code = "nothing_to_confirm"
    status = 409
    sentence = "No order waits for a code."


class PasswordTooWeak(Refusal):
    """Raised when a new password is shorter than the minimum. Data: `minimum` in characters."""

    code = "password_too_weak"
    status = 422
    sentence = "The password is too short."


class PasswordTooCommon(Refusal):
    """Raised when a new password is made of few common words, names, rows of keys and repetitions of these."""

    code = "password_too_common"
    status = 422
    sentence = "The password is one of those that are guessed first."


class PasswordUnchanged(Refusal):
    """Raised when a new password is the one that it is to replace."""

    code = "password_unchanged"
    status = 422
    sentence = "The new password is the one that it is to replace. Choose another one."


class PasswordNotAccepted(Refusal):
    """Raised when Cognito does not take a new password: used before, or with a space at either end; another will do."""

    code = "password_not_accepted"
    status = 422
    sentence = "This password cannot be used. Choose another one."


class NameInvalid(Refusal):
    """Raised when an account may not be called so: nothing in it, other than letters from a to z, digits and `.` `-` `_` `@`,
    too long, or a word of the product's own. Data: `where`, the place in the JSON, where it came in one.
    """

    code = "name_invalid"
    status = 422
    sentence = "No account may have this user name."


class NameTooLong(Refusal):
    """Raised when what somebody wants to be called has too many characters (code points after NFC, each space in it one).

    Data: `limit`, `length`; of a member of staff also `where`, the place in the JSON.
    """

    code = "name_too_long"
    status = 422
    sentence = "The name is too long."


class NameConfusable(Refusal):
    """Raised when a name of a member of staff has what names are not written with here, and may be taken for another. Data: `where`."""

    code = "name_confusable"
    status = 422
    sentence = "A name has letters of one script, Latin, Greek or Cyrillic, whole numbers, spaces, hyphens, apostrophes, and a full stop after an initial only."


class AliasTaken(Refusal):
    """Raised when visitors of one site would see two people under names that look the same. Data: `where`."""

    code = "alias_taken"
    status = 409
    sentence = "Somebody else who answers for the same site is shown to visitors under this name."


class AccountExists(Refusal):
    """Raised when an account is to be made under a name that another has. Data: `where`."""

    code = "account_exists"
    status = 409
    sentence = "There is an account of this name already."


class OwnAccount(Refusal):
    """Raised when an administrator would reset their own password or second factor without proving who they are."""

    code = "own_account"
    status = 409
    sentence = "This is your own account: change it on your own page."


class LastAdministrator(Refusal):
    """Raised when the only administrator who can sign in would be disabled or lose the role."""

    code = "last_administrator"
    status = 409
    sentence = "This is the last administrator: make another one first."


class DialogueMissing(Refusal):
    """Raised when an account is to be made before an administrator has said when the dialogue with staff was held."""

    code = "dialogue_missing"
    status = 409
    sentence = "Say first when the dialogue with staff about what is recorded of them was held."


class SettingsRefused(Refusal):
    """Raised when values of settings cannot be taken. Data: `mistakes`, each with its place and code."""

    code = "settings_refused"
    status = 422
    sentence = "Some of these settings cannot be taken."


class ChangedMeanwhile(Refusal):
    """Raised when settings were changed after they were read. Data: `by`, who did where that is known, and `at`, when."""

    code = "changed_meanwhile"
    status = 409
    sentence = "The settings have been changed since they were read."


class SiteExists(Refusal):
    """Raised when a site is to be made under a key that another has."""

    code = "site_exists"
    status = 409
    sentence = "There is a site with this key already."


class PhonesOff(Refusal):
    """Raised when a phone is to be called where nobody is: an administrator has not wanted it, or there is no key."""

    code = "phones_off"
    status = 409
    sentence = "No phones are called in this service."


class PushServiceUnknown(Refusal):
    """Raised when a phone's endpoint belongs to no push service that is called."""

    code = "push_service_unknown"
    status = 422
    sentence = "This push service is none of those that are called."


class LogUnavailable(Refusal):
    """Raised when the access log did not accept the record; what was to be read stays unread."""

    code = "log_unavailable"
    status = 503
    sentence = "The access log did not accept the record, so nothing is shown. Try again."


class Unavailable(Refusal):
    """Raised when a service behind us fails or throttles. Data: `retry_after`, whole seconds."""

    code = "unavailable"
    status = 503
    sentence = "A service behind this one does not answer. Nothing that was acknowledged is lost."
