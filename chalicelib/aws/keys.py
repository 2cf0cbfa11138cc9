"""All keys, indexes and access patterns of the one table, on one page.

Every item that belongs to a conversation stands under the conversation's own partition and carries the
conversation's `expires_at` (epoch seconds, the table's TTL attribute).

| what | pk | sk | read by |
| --- | --- | --- | --- |
| conversation | `conversation#<id>` | `head` | get; with its orders, which stand before its pages, in one query |
| its older entries | `conversation#<id>` | `page#<first seq, 8 digits>` | query |
| its transcript orders | `conversation#<id>` | `order#<1, 2 …>` | get, query |
| notes for colleagues | `conversation#<id>` | `staff_note#<1, 2 …, 8 digits>` | get, query; behind all that is read for a visitor |
| that it was erased | `erased#<hash of its id>` | `erased` | with the head, when it is started |
| ticket to open a socket | `ticket#<hash>` | `ticket` | delete that returns it |
| socket | `socket#<connection id>` | `socket` | get |
| console session | `session#<hash>` | `session` | get |
| a person's sessions | `person#<hash of user name>` | `session#<hash>` | query, to revoke |
| the last ending of all of them | `person#<hash of user name>` | `sessions` | get |
| attempts to sign in | `attempts#<hash of a browser, or of a user name>` | `attempts` | get, update |
| the door of a user name | `door#<hash of user name>` | `door` | get, conditional put |
| known browser | `browser#<hash>` | `browser` | get |
| agent on duty | `agents` | `<user name>` | get; query for all |
| the watch's last look and whether anybody is there | `watch` | `watch` | update that returns the look before; get |
| person | `person#<hash of user name>` | `profile` | get |
| whose phones may be called | `phones` | `<hash of user name>` | get; query for all |
| person who has left | `left` | `<user name>` | get, conditional put; query for all |
| site | `site#<key>` | `site` | get |
| the site of a trial | `site#trial` | `site` | get, as any; in no list |
| a picture for its logo | `site#<key>` | `logo#<digest>` | get |
| its settings as they once were | `site#<key>` | `version#<milliseconds, 13 digits>` | get, conditional put; the newest by query |
| that there is such a site | `sites` | `<key>` | query for all |
| what holds for the whole service | `stage` | `stage` | get; with the notice in one call |
| the same as it once was | `stage` | `version#<milliseconds, 13 digits>` | get, conditional put; the newest by query |
| that a mail to somebody who is told came back | `stage` | `came_back#<hash of the address>` | put; get of all at once |
| how long visitors waited on a day | `waits#<date>` | `<site>` | query |
| what the company says in its notice | `notice` | `current` | get |
| who changed that and when | `notice` | `change#<milliseconds, 13 digits>` | get, conditional put; the newest by query |
| each version of the notice | `notice` | `version#<digest of what it says>` | get |
| each version of the notice for staff | `notice` | `of_staff#<digest of what it says>` | get |
| when the dialogue with staff was held | `notice` | `dialogue` | get |
| the canned answers that all share | `answers` | `shared` | get, conditional update; with one's own in one call |
| who changed those and when | `answers` | `change#<milliseconds, 13 digits>` | get, conditional put |
| a person's own canned answers | `person#<hash of user name>` | `answers` | get, conditional update, delete |
| the ledger | `ledger#<date>` | `<kind>#<hash of a conversation's id>[#<place of a line>]` | query of a day, by the restoring |
| lease of what one at a time may do | `lease#<what>` | `lease` | conditional put |
| counter of a limit | `counter#<kind>#<who>#<seconds>` | `counter` | conditional append |
| a week's mails | `mail#<number of the week>` | `health` | update that returns it |
| a pause of mails | `mail#pause` | `pause` | get |
| key of the day | `key#<date>` | `key` | get |

Indexes:

| index | partition | sort | for | projected |
| --- | --- | --- | --- | --- |
| `desk` | `desk`: `queue#<name>` while somebody waits, `left#<name>` while a question that was left does, `agent#<user name>` while active, `closed#<user name>` when closed, of whoever had it last; absent where nobody had | `desk_at`: when it was started, of a closed one when it was closed | the queue, the left questions and each agent's own, oldest first; what they had when it was closed, newest first | `site`, `language`, `topic`, `first_line`, `started_at`, `left_until`, `gone_at`, `closed_at`, and `expires_at`: what has expired is absent here too |
| `expiry` | `expires_on`: on heads the date, on whatever is no conversation's `expiry_hour` | `pk` | the sweep | keys only |
"""

from datetime import UTC, datetime
from typing import NamedTuple

from chalicelib.chat import people

DESK_INDEX = "desk"
EXPIRY_INDEX = "expiry"
SITES = "sites"
NOTES = "staff_note#"
"""How the sort keys of notes begin: no range that is read for a visitor (the head, its orders, its pages) holds one."""
PHONES = "phones"

STANDING = ("person#", "site#", "sites", "stage", "notice", "answers")
"""Partitions whose items may live without `expires_at` (trust rule R2's closed list, as far as it is in the table)."""


class Key(NamedTuple):
    """The primary key of an item."""

    pk: str
    sk: str


def conversation(conversation: str) -> str:
    return f"conversation#{conversation}"


def head(conversation_id: str) -> Key:
    return Key(conversation(conversation_id), "head")


def page(conversation_id: str, first: int) -> Key:
    return Key(conversation(conversation_id), f"page#{first:08}")


def order(conversation_id: str, number: int) -> Key:
    return Key(conversation(conversation_id), f"order#{number}")


def last_order(conversation_id: str) -> Key:
    """The key after every order of a conversation and before its pages."""
    return Key(conversation(conversation_id), "order#~")


def note(conversation_id: str, number: int) -> Key:
    return Key(conversation(conversation_id), f"{NOTES}{number:08}")


def last_note(conversation_id: str) -> Key:
    """The key after every note of a conversation."""
    return Key(conversation(conversation_id), f"{NOTES}~")


def erased(digest: str) -> Key:
    return Key(f"erased#{digest}", "erased")


def ticket(digest: str) -> Key:
    return Key(f"ticket#{digest}", "ticket")


def socket(connection: str) -> Key:
    return Key(f"socket#{connection}", "socket")


def session(digest: str) -> Key:
    return Key(f"session#{digest}", "session")


def session_of(person: str, digest: str) -> Key:
    return Key(_person(person), f"session#{digest}")


def ending_of_sessions(person: str) -> Key:
    return Key(_person(person), "sessions")


def attempts(digest: str) -> Key:
    return Key(f"attempts#{digest}", "attempts")


def door(digest: str) -> Key:
    return Key(f"door#{digest}", "door")


def browser(digest: str) -> Key:
    return Key(f"browser#{digest}", "browser")


def agent(person: str) -> Key:
    return Key("agents", person)


def watch() -> Key:
    return Key("watch", "watch")


def person(name: str) -> Key:
    return Key(_person(name), "profile")


def person_of(reference: str) -> Key:
    return Key(f"person#{reference}", "profile")


def phones(name: str) -> Key:
    return Key(PHONES, people.reference(name))


def left(name: str) -> Key:
    return Key("left", name)


def _person(name: str) -> str:
    """Under a hash: what somebody types where a user name belongs, a password perhaps, must be in no call's key."""
    return f"person#{people.reference(name)}"


def site(key: str) -> Key:
    return Key(f"site#{key}", "site")


def stage() -> Key:
    return Key("stage", "stage")


def came_back(mark: str) -> Key:
    return Key("stage", f"came_back#{mark}")


def waits_of(date: str) -> str:
    return f"waits#{date}"


def waits(date: str, site_key: str) -> Key:
    return Key(waits_of(date), site_key)


def logo(site_key: str, digest: str) -> Key:
    return Key(f"site#{site_key}", f"logo#{digest}")


def version_of(settings: Key, at: int) -> Key:
    return Key(settings.pk, f"version#{at:013}")


def listed_site(site_key: str) -> Key:
    return Key(SITES, site_key)


def notice() -> Key:
    return Key("notice", "current")


def notice_change(at: int) -> Key:
    return Key("notice", f"change#{at:013}")


def notice_version(version: str) -> Key:
    return Key("notice", f"version#{version}")


def staff_notice(version: str) -> Key:
    return Key("notice", f"of_staff#{version}")


def dialogue() -> Key:
    return Key("notice", "dialogue")


def shared_answers() -> Key:
    return Key("answers", "shared")


def own_answers(name: str) -> Key:
    return Key(_person(name), "answers")


def answers_change(at: int) -> Key:
    return Key("answers", f"change#{at:013}")


def ledger_of(date: str) -> str:
    return f"ledger#{date}"


def ledger(date: str, kind: str, digest: str, place: int | None = None, case: str | None = None) -> Key:
    about = [] if place is None else [f"{place:08}"]
    about += [] if case is None else [case]
    return Key(ledger_of(date), "#".join((kind, digest, *about)))


def lease(what: str) -> Key:
    return Key(f"lease#{what}", "lease")


def counter(kind: str, who: str, seconds: int) -> Key:
    return Key(f"counter#{kind}#{who}#{seconds}", "counter")


def mail_health(week: int) -> Key:
    return Key(f"mail#{week}", "health")


def mail_pause() -> Key:
    return Key("mail#pause", "pause")


def key_of_day(date: str) -> Key:
    return Key(f"key#{date}", "key")


def is_of_conversation(key: Key) -> bool:
    """Return whether an item goes with a conversation: it is found by that one's head, and deleted with it."""
    return key.pk.startswith("conversation#")


def expiry_hour(expires_at: int) -> str:
    """Return where the expiry index lists what is no conversation's: by the hour (UTC) in which it expires.

    Once the hour is over, everything that is listed there has expired, and the index needs to hold no more than keys.
    """
    return datetime.fromtimestamp(expires_at, UTC).strftime("%Y-%m-%dT%H")


def queue_desk(queue: str) -> str:
    return f"queue#{queue}"


def left_desk(queue: str) -> str:
    return f"left#{queue}"


def agent_desk(person: str) -> str:
    return f"agent#{person}"


def closed_desk(person: str) -> str:
    return f"closed#{person}"
