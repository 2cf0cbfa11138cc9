"""The client's half of the contract, as `web/shared/connection.ts` keeps it: one line to the service for some screens.

One message in flight a conversation, in the order typed, under an id that never changes; what is missing after a break
or a jump is fetched by `join`; a `join` now and then finds a line that is dead.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from chaos.browser import Browser
from chaos.gateway import Wire
from chaos.history import Acknowledged, Discarded, Event, Left, Retried, Typed
from chaos.scheduler import Timer
from chaos.screen import Json, Recorder, Screen

ANSWER_WITHIN = 10.0
LONGEST_PAUSE = 30.0
FIRST_PAUSE = 6.0
GAP_MAY_LAST = 0.4
BEATS = (45.0, 120.0, 240.0)
"""After so much quiet a conversation is joined again; the last of them from then on."""
AGENT_BEAT = 55.0
"""Within so many seconds staff give a sign of life and want to hear one: any frame is one, else a ping."""
ANSWERS = frozenset({"said", "history", "pong"})
"""What shows that the line carries in both directions."""
UNANSWERED_AT_MOST = 3
RECOUNTS_AT_MOST = 8
PROOF_WITHIN = 4.0
"""After a sleep, and for a line that has yet to show that it lets anything through."""
HEARD_LATELY = 5.0
PACE = ((5, 3.2), (20, 60.2))
NEVER_OPENED_AT_MOST = 2
"""Sockets that never opened, after which the line goes over HTTPS."""
CHANGE_OVER_AFTER = 110 * 60.0

Hear = Callable[[Json], None]


class Who(NamedTuple):
    """Whose screen it is: its name in the history, its reader, and where its requests go."""

    screen: str
    by: str
    is_staff: bool = False

    def path(self, conversation: str, rest: str = "") -> str:
        """Return the address of something of a conversation."""
        base = f"/v1/conversations/{conversation}" if self.is_staff else "/v1/conversation"
        return f"{base}{rest}"


class Followed:
    """What is known of one followed conversation beside its screen."""

    def __init__(self, name: str, screen: Screen, recorder: Recorder) -> None:
        self.name = name
        """The screen's name in the history: one that is followed again is a new one."""
        self.screen = screen
        self.recorder = recorder
        self.joined = False
        self.join_asked = False
        self.join_again = False
        """Whether an answer has to be asked for anew: it may have been read before what one wants to know."""
        self.join_tries = 0
        self.in_flight: tuple[str, int] | None = None
        self.unanswered: dict[str, int] = {}
        self.say_not_before = 0.0
        self.say_tries = 0
        self.recounts = 0
        self.count_lost = False
        """Whether the count was wrong and has to be learned from a history first."""
        self.sent_at: list[float] = []
        self.read_told = 0
        self.beats = 0
        self.timers: dict[str, Timer] = {}

    def cancel(self, kind: str) -> None:
        """Take a timer away."""
        timer = self.timers.pop(kind, None)
        if timer is not None:
            timer.cancel()

    def rest(self) -> None:
        """Be as before the line was there."""
        for kind in tuple(self.timers):
            self.cancel(kind)
        self.joined = self.join_asked = self.join_again = False
        self.in_flight = None


class Connection:
    """One line and the conversations that are followed on it. `hear`: gets what is no conversation's, and all frames."""

    def __init__(
        self, browser: Browser, who: Who, record: Callable[[Event], None], milliseconds: Callable[[], int]
    ) -> None:
        self.who = who
        self.link: Literal["idle", "connecting", "open", "waiting", "ended"] = "idle"
        self.followed: dict[str, Followed] = {}
        self.hear: Hear = lambda _: None
        self.told: Callable[[str], None] = lambda _: None
        """Is told what was asked of the service, by its kind."""
        self.came_back: Callable[[], None] = lambda: None
        """Is told when the line has opened."""
        self.browser = browser
        self.record = record
        self.milliseconds = milliseconds
        self._line: _SocketLine | _PollingLine | None = None
        self._followed_before: Counter[str] = Counter()
        self._attempt = 0
        self._proved = False
        """Whether something that was asked has been answered since it was last only said that one is here."""
        self._tries = 0
        self._never_opened = 0
        self._heard_at = 0.0
        self._doubted = self._polls = False
        self._retry_after_until = 0.0
        self._timers: dict[str, Timer] = {}
        browser.woken = self.wake

    # ------------------------------------------------------------------------------------------------- what one asks

    def start(self) -> None:
        """Open the line, if it is not open or opening."""
        if self.link in ("idle", "ended"):
            self._connect()

    def wake(self) -> None:
        """Try at once instead of later: the browser is online again, the page visible again."""
        if self.link == "waiting" and self.browser.now >= self._retry_after_until:
            self._connect()
        elif self.link == "open" and self.browser.now - self._heard_at > HEARD_LATELY:
            # Nothing is up to date any more until it has been joined again.
            self._doubted = True
            for followed in list(self.followed.values()):
                followed.rest()
                self._join(followed, PROOF_WITHIN)
        self.show()

    def follow(self, conversation: str, screen: Screen | None = None, recorder: Recorder | None = None) -> Followed:
        """Follow a conversation; `screen` is what is already known about it, `recorder` who has written it down."""
        if conversation in self.followed:
            if self.followed[conversation].screen.lost:
                self._revive(self.followed[conversation])
            return self.followed[conversation]
        times = self._followed_before[conversation]
        self._followed_before[conversation] += 1
        name = f"{self.who.screen}.{times}" if times else self.who.screen
        writes = recorder or Recorder(self.record, name, self.who.by, conversation)
        followed = Followed(name, screen or Screen(conversation), writes)
        self.followed[conversation] = followed
        if self.link == "open":
            self._join(followed)
        else:
            self.start()
        self.show()
        return followed

    def leave(self, conversation: str) -> None:
        """Stop following, and forget the screen with all that was not sent."""
        followed = self.followed.pop(conversation, None)
        if followed is None:
            return
        if followed.joined or followed.join_asked:
            self._send({"do": "leave", "conversation": conversation})
        followed.rest()
        self.record(Left(at=self.milliseconds(), conversation=conversation, screen=followed.name))

    def say(self, conversation: str, identifier: str, text: str) -> None:
        """Put a message on the screen and send it as soon as may be."""
        followed = self.followed[conversation]
        self._typed(conversation, identifier, text)
        followed.screen.write(identifier, text)
        self._pump(followed)
        self.show()

    def retry(self, conversation: str, identifier: str) -> None:
        """Send a message that was not sent once more, after those that wait."""
        followed = self.followed[conversation]
        found = followed.screen.find(identifier)
        if found is None or found.state != "not_sent" or followed.screen.lost or followed.screen.status == "closed":
            return
        self.record(
            Retried(
                at=self.milliseconds(),
                conversation=conversation,
                screen=self.name(conversation),
                by=self.who.by,
                id=identifier,
            )
        )
        followed.unanswered.pop(identifier, None)
        followed.screen.drop(identifier)
        followed.screen.write(identifier, found.text)
        self._pump(followed)
        self.show()

    def discard(self, conversation: str, identifier: str) -> None:
        """Take a message that was not sent off the screen."""
        screen = self.followed[conversation].screen
        found = screen.find(identifier)
        if found is not None and found.state == "not_sent":
            self.record(
                Discarded(
                    at=self.milliseconds(), conversation=conversation, screen=self.name(conversation), id=identifier
                )
            )
            screen.drop(identifier)
            self.show()

    def read(self, conversation: str) -> None:
        """Tell that everything has been on screen."""
        followed = self.followed[conversation]
        seq = followed.screen.last
        wanted = seq > followed.read_told and followed.joined and followed.screen.status != "closed"
        if wanted and self._send({"do": "read", "conversation": conversation, "seq": seq}):
            followed.read_told = seq

    def typing(self, conversation: str) -> None:
        """Tell that one is typing, and that everything has been on screen."""
        followed = self.followed[conversation]
        if followed.joined and followed.screen.status != "closed":
            frame = {"do": "typing", "conversation": conversation, "on": True, "read": followed.screen.last}
            self._send(frame)

    def learn(self, facts: Json) -> None:
        """Apply facts that came another way, as the answer of a command over HTTPS."""
        followed = self.followed.get(facts["conversation"])
        if followed is not None:
            self._facts(followed, facts)
            self._mind_gap(followed)
            self._pump(followed)
            self.show()

    def name(self, conversation: str) -> str:
        """Return the name of the screen on which a conversation is."""
        followed = self.followed.get(conversation)
        return self.who.screen if followed is None else followed.name

    def show(self) -> None:
        """Write down what every screen shows now."""
        if not self.browser.alive:
            return
        for followed in list(self.followed.values()):
            good = self.link == "open" and followed.joined and not (followed.screen.is_behind or self._doubted)
            cut = self.link in ("waiting", "ended")
            bad = cut or followed.screen.problem
            followed.recorder.show(
                self.milliseconds(), followed.screen, up_to_date=good and not bad, trouble=bad, cut=cut
            )

    # ------------------------------------------------------------------------------------------------- the line

    def _connect(self) -> None:
        self._hang_up()
        self.link = "connecting"
        attempt = self._attempt
        if self._never_opened >= NEVER_OPENED_AT_MOST and self._may_poll():
            self._never_opened = 0 if self.browser.chance.random() < 0.1 else self._never_opened
            self._opened(_PollingLine(self))
            return
        self.told("ticket")

        def heard(status: int, body: Any) -> None:
            if attempt == self._attempt:
                self._ticket(status, body or {}, attempt)

        self.browser.fetch("POST", "/v1/tickets", {} if self.who.is_staff else None, heard)

    def _ticket(self, status: int, body: Json, attempt: int) -> None:
        if status == 200:
            self._schedule("retry", ANSWER_WITHIN, self._not_opened)
            line = _SocketLine(self, attempt)
            self._line = line
            self.told("connect")
            line.open(["juttu.v1", f"ticket.{body['ticket']}"])
        elif body.get("code") in ("unauthenticated", "not_found"):
            for followed in self.followed.values():
                self._lose(followed)
            self.link = "ended"
            self.show()
        else:
            self._try_later(float(body.get("retry_after") or 0))

    def opened(self, line: "_SocketLine") -> None:
        """Begin to use a line that has just opened."""
        self._never_opened = 0
        self._opened(line)

    def _opened(self, line: "_SocketLine | _PollingLine") -> None:
        self._cancel("retry")
        self._line = line
        self.link = "open"
        self._heard_at, self._doubted = self.browser.now, False
        self._ping_unless("heard")
        self._ping_unless("sent")
        if isinstance(line, _SocketLine):
            # The service's own cut comes at two hours; leaving before it leaves nothing to catch up.
            self._schedule("change", CHANGE_OVER_AFTER + self.browser.chance.uniform(0, 300), self._connect)
        for followed in list(self.followed.values()):
            self._join(followed)
        self.show()
        self.came_back()

    def broken(self) -> None:
        """Give the line up and try again in a while."""
        self._hang_up()
        self._try_later(0.0)

    def _not_opened(self) -> None:
        self._never_opened += 1
        self.broken()

    def closed(self, line: "_SocketLine") -> None:
        """Mind that the service or the network has closed the socket."""
        if line.was_open:
            self.broken()
        else:
            self._not_opened()

    def _try_later(self, retry_after: float) -> None:
        longest = min(LONGEST_PAUSE, max(FIRST_PAUSE, 2.0**self._tries))
        pause = retry_after + self.browser.chance.random() * longest
        self._tries += 1
        self._retry_after_until = self.browser.now + retry_after
        self.link = "waiting"
        self._schedule("retry", pause, self._connect)
        self.show()

    def _hang_up(self) -> None:
        self._attempt += 1
        for kind in tuple(self._timers):
            self._cancel(kind)
        line, self._line = self._line, None
        if line is not None:
            line.close()
        for followed in self.followed.values():
            followed.rest()

    def _may_poll(self) -> bool:
        return all(
            self.browser.declares(method, self.who.path("0000000000000000", rest))
            for method, rest in (("GET", ""), ("POST", "/messages"))
        )

    def _ping_unless(self, sign: Literal["heard", "sent"]) -> None:
        if self.who.is_staff:
            self._schedule(sign, AGENT_BEAT, lambda: self._ping(sign))

    def _ping(self, sign: Literal["heard", "sent"]) -> None:
        if "pong" in self._timers:
            return
        quiet = sign == "sent" and self._proved and self.browser.now - self._heard_at < AGENT_BEAT / 2
        self._proved = False
        if self._send({"do": "ping", "quiet": True} if quiet else {"do": "ping"}) and not quiet:
            self._schedule("pong", ANSWER_WITHIN, self.broken)

    def _send(self, frame: Json) -> bool:
        if self.link != "open" or self._line is None:
            return False
        is_poll = self._polls and frame["do"] == "join"
        self.told("poll" if is_poll else frame["do"])
        followed = self.followed.get(frame.get("conversation", ""))
        if followed is not None and frame["do"] != "join":
            self._lively(followed)
        self._ping_unless("sent")
        self._line.send(frame)
        return True

    # ------------------------------------------------------------------------------------------------- what one hears

    def heard(self, frame: Json) -> None:
        """Take a frame of the service."""
        if "is" not in frame:
            return
        self._tries = 0
        self._heard_at = self.browser.now
        self._cancel("pong")
        self._ping_unless("heard")
        self._proved = self._proved or frame["is"] in ANSWERS
        self._apply(frame)
        if self._doubted and all(each.joined or each.screen.lost for each in self.followed.values()):
            self._doubted = False
        self.hear(frame)
        self.show()

    def _apply(self, frame: Json) -> None:
        kind = frame["is"]
        if kind == "ended":
            self._hang_up()
            self.link = "ended"
            return
        if kind == "refused":
            self._refused(frame)
            return
        followed = self.followed.get(frame.get("conversation") or frame.get("facts", {}).get("conversation", ""))
        if followed is None:
            return
        if kind != "history":
            self._lively(followed)
        self._takes[kind](followed, frame)
        if followed.screen.lost:
            return
        if kind == "told" and "entry" not in frame and followed.screen.is_behind:
            self._join(followed)
        else:
            self._mind_gap(followed)
        self._pump(followed)

    @property
    def _takes(self) -> Mapping[str, Callable[[Followed, Json], None]]:
        return {
            "history": self._history,
            "said": lambda followed, frame: self._said(followed, frame["entry"]),
            "told": self._told,
            "changed": lambda followed, frame: self._facts(followed, frame["facts"]),
            "noted": lambda *_: None,
            "placed": lambda _, __: None,
            "typing": lambda _, __: None,
            "read": lambda _, __: None,
            "erased": lambda followed, _: self._lose(followed),
        }

    def _facts(self, followed: Followed, facts: Json) -> None:
        before = followed.screen.mine
        followed.screen.facts(facts)
        self._mind_hands(followed, before=before)

    def _mind_hands(self, followed: Followed, *, before: bool | None) -> None:
        """Mind that an agent's conversation may go to somebody else, and come back."""
        mine = followed.screen.mine
        if before and mine is False:
            self._lose(followed)
        elif before is False and mine and followed.screen.lost:
            self._revive(followed)

    def _lose(self, followed: Followed) -> None:
        followed.rest()
        followed.screen.lose()

    def _revive(self, followed: Followed) -> None:
        followed.screen.come_back()
        followed.rest()
        self._join(followed)

    def _told(self, followed: Followed, frame: Json) -> None:
        if frame.get("entry"):
            followed.screen.entry(frame["entry"])
        else:
            followed.screen.newest = max(followed.screen.newest, frame["seq"])
        if frame.get("facts"):
            self._facts(followed, frame["facts"])

    # ------------------------------------------------------------------------------------------------- catching up

    def _join(self, followed: Followed, patience: float = ANSWER_WITHIN) -> None:
        if followed.screen.lost:
            return
        followed.join_again = followed.join_asked
        if followed.join_asked:
            return
        followed.cancel("join")
        frame = {"do": "join", "conversation": followed.screen.conversation, "after": followed.screen.last}
        if self._send(frame):
            followed.join_asked = True
            if "beat" not in followed.timers:
                self._lively(followed)
            self._time(followed, "answer_join", patience, self.broken)

    def poll(self, followed: Followed) -> None:
        """Ask for what is new, on a line that is not told of it."""
        if followed.joined:
            self._polls = True
            self._join(followed)
            self._polls = False

    def _history(self, followed: Followed, frame: Json) -> None:
        before, mine, again, asked = (
            followed.screen.last,
            followed.screen.mine,
            followed.join_again,
            followed.join_asked,
        )
        followed.screen.history(frame)
        self._mind_hands(followed, before=mine)
        if followed.screen.last > before:
            self._lively(followed)
        if not asked or followed.screen.lost:
            return
        followed.join_asked = followed.join_again = False
        followed.cancel("answer_join")
        if not (frame.get("more") or followed.screen.is_behind or again):
            followed.join_tries = 0
            followed.joined = True
            self._caught_up(followed, frame["facts"])
        elif again or followed.screen.last > before:
            self._join(followed)
        else:
            self._join_later(followed, 0.0)

    def _caught_up(self, followed: Followed, facts: Json) -> None:
        """Believe the service's count, now that nothing is missing; what was in flight may stand there already."""
        if followed.count_lost:
            followed.screen.sent = facts["sent"]
        followed.count_lost = False
        flying = followed.in_flight
        if flying is not None and followed.screen.find(flying[0]) is None:
            self._settled(followed, flying[0])

    def _join_later(self, followed: Followed, retry_after: float) -> None:
        longest = min(LONGEST_PAUSE, 2.0**followed.join_tries)
        followed.join_tries += 1
        pause = retry_after + self.browser.chance.random() * longest
        self._time(followed, "join", pause, lambda: self._join(followed))

    def _mind_gap(self, followed: Followed) -> None:
        if not followed.screen.is_behind:
            if followed.joined and not followed.join_asked:
                followed.cancel("join")
        elif followed.joined and not followed.join_asked and "join" not in followed.timers:
            self._time(followed, "join", GAP_MAY_LAST, lambda: self._join(followed))

    def _lively(self, followed: Followed) -> None:
        """Count the quiet anew: something was heard or sent of this conversation."""
        followed.beats = 0
        self._beat_later(followed)

    def _beat_later(self, followed: Followed) -> None:
        pause = BEATS[min(followed.beats, len(BEATS) - 1)]
        self._time(followed, "beat", pause, lambda: self._beat(followed))

    def _beat(self, followed: Followed) -> None:
        """Join again: what was not told is fetched, and a line that is open at one end only is found out."""
        followed.beats += 1
        self._beat_later(followed)
        if followed.joined and isinstance(self._line, _SocketLine):
            self._join(followed)

    # ------------------------------------------------------------------------------------------------- saying

    def _typed(self, conversation: str, identifier: str, text: str) -> None:
        self.record(
            Typed(
                at=self.milliseconds(),
                conversation=conversation,
                screen=self.name(conversation),
                by=self.who.by,
                id=identifier,
                text=text,
            )
        )

    def _pump(self, followed: Followed) -> None:
        """Send the next waiting message, if none is in flight and the pace allows it."""
        waiting = next((each for each in followed.screen.pending if each.state == "sending"), None)
        if waiting is None or not followed.joined or followed.in_flight is not None or followed.count_lost:
            return
        if followed.screen.is_behind:
            return
        now = self.browser.now
        not_before = max(followed.say_not_before, _pace_allows_at(followed.sent_at, now))
        if not_before > now:
            self._time(followed, "say", not_before - now, lambda: self._pump(followed))
            return
        n = followed.screen.sent + 1
        frame = {
            "do": "say",
            "conversation": followed.screen.conversation,
            "id": waiting.id,
            "n": n,
            "text": waiting.text,
            "read": followed.screen.last,
        }
        if self._send(frame):
            followed.sent_at = [*followed.sent_at[-19:], now]
            followed.in_flight = (waiting.id, n)
            self._time(followed, "answer_say", ANSWER_WITHIN, lambda: self._unanswered(followed, waiting.id))

    def _said(self, followed: Followed, entry: Json) -> None:
        self.acknowledged(followed.screen.conversation, entry)
        followed.screen.entry(entry)
        self._settled(followed, entry.get("id"))

    def _settled(self, followed: Followed, identifier: str | None) -> None:
        """Mind that a message is stored and on the screen."""
        if followed.in_flight is None or followed.in_flight[0] != identifier:
            return
        followed.screen.sent = max(followed.screen.sent, followed.in_flight[1])
        followed.say_tries = followed.recounts = 0
        self._answered(followed)

    def acknowledged(self, conversation: str, entry: Json) -> None:
        """Write down that a message was acknowledged."""
        self.record(
            Acknowledged(
                at=self.milliseconds(),
                conversation=conversation,
                screen=self.name(conversation),
                by=self.who.by,
                id=entry["id"],
                seq=entry["seq"],
                text=entry["text"],
            )
        )

    def _answered(self, followed: Followed) -> None:
        if followed.in_flight is not None:
            followed.unanswered.pop(followed.in_flight[0], None)
        followed.in_flight = None
        followed.cancel("answer_say")

    def _unanswered(self, followed: Followed, identifier: str) -> None:
        times = followed.unanswered[identifier] = followed.unanswered.get(identifier, 0) + 1
        if times >= UNANSWERED_AT_MOST:
            followed.screen.not_sent(identifier)
        self.broken()

    # ------------------------------------------------------------------------------------------------- refusals

    def _refused(self, refused: Json) -> None:
        named = refused.get("conversation")
        followed = self.followed.get(named) if named else self._only_one_asking()
        if followed is None:
            return
        code = refused["code"]
        if code in ("unauthenticated", "not_found"):
            self._lose(followed)
        elif refused.get("of") == "join":
            followed.join_asked = followed.join_again = False
            followed.cancel("answer_join")
            followed.screen.problem = True
            self._join_later(followed, float(refused.get("retry_after") or 0))
        elif refused.get("of") in ("say", None) and followed.in_flight is not None:
            identifier, n = followed.in_flight
            # A refusal of an earlier try of the same message is no answer to this one.
            if refused.get("id", identifier) == identifier and refused.get("n", n) == n:
                self._say_refused(followed, identifier, refused)

    def _only_one_asking(self) -> Followed | None:
        asking = [each for each in self.followed.values() if each.in_flight is not None or each.join_asked]
        return asking[0] if len(asking) == 1 else None

    def _say_refused(self, followed: Followed, identifier: str, refused: Json) -> None:
        self._answered(followed)
        code = refused["code"]
        if code == "out_of_order" and followed.recounts < RECOUNTS_AT_MOST:
            followed.recounts += 1
            followed.count_lost = True
            self._join(followed)
        elif code in ("too_many", "unavailable", "log_unavailable"):
            longest = min(LONGEST_PAUSE, 2.0**followed.say_tries)
            followed.say_tries += 1
            pause = float(refused.get("retry_after") or 1) + self.browser.chance.random() * longest
            followed.say_not_before = self.browser.now + pause
        else:
            followed.say_tries = followed.recounts = 0
            followed.screen.not_sent(identifier)
            if code == "conversation_closed":
                self._join(followed)
                return
        self._pump(followed)

    # ------------------------------------------------------------------------------------------------- timers

    def _time(self, followed: Followed, kind: str, seconds: float, run: Callable[[], object]) -> None:
        followed.cancel(kind)

        def due() -> None:
            followed.timers.pop(kind, None)
            run()
            self.show()

        followed.timers[kind] = self.browser.later(seconds, due)

    def _schedule(self, kind: str, seconds: float, run: Callable[[], object]) -> None:
        self._cancel(kind)

        def due() -> None:
            self._timers.pop(kind, None)
            run()
            self.show()

        self._timers[kind] = self.browser.later(seconds, due)

    def _cancel(self, kind: str) -> None:
        timer = self._timers.pop(kind, None)
        if timer is not None:
            timer.cancel()


def _pace_allows_at(sent_at: list[float], now: float) -> float:
    return max([now, *(sent_at[-many] + within for many, within in PACE if len(sent_at) >= many)])


class _SocketLine:
    """A line over a socket; what an earlier attempt still hears is not heard."""

    def __init__(self, connection: Connection, attempt: int) -> None:
        self.was_open = False
        self._connection = connection
        self._over = False
        self._attempt = attempt
        self._wire: Wire | None = None

    def open(self, protocols: list[str]) -> None:
        """Open it."""
        self._wire = self._connection.browser.open(protocols, self)

    def opened(self) -> None:
        """Hear that it is open."""
        if not self._over:
            self.was_open = True
            self._connection.opened(self)

    def heard(self, frame: Json) -> None:
        """Hear a frame."""
        if not self._over:
            self._connection.heard(frame)

    def closed(self) -> None:
        """Hear that it is closed."""
        if not self._over:
            self._over = True
            self._connection.closed(self)

    def send(self, frame: Json) -> None:
        """Send a frame."""
        if self._wire is not None:
            self._wire.send(frame)

    def close(self) -> None:
        """Close it and hear nothing more."""
        self._over = True
        if self._wire is not None:
            self._wire.close()


class _PollingLine:
    """The same frames over HTTPS, for a network that lets no socket through."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._over = False
        self._pause = 1.0
        self._poll()

    def send(self, frame: Json) -> None:
        """Ask over HTTPS what a frame asks."""
        connection, kind = self._connection, frame["do"]
        conversation = frame.get("conversation", "")
        path = connection.who.path(conversation)
        if kind == "join":
            self._ask("GET", f"{path}?after={frame['after']}", None, frame)
        elif kind == "say":
            self._pause = 1.0
            self._ask("POST", f"{path}/messages", {name: frame[name] for name in ("id", "n", "text", "read")}, frame)
        elif kind == "read" and connection.browser.declares("POST", f"{path}/seen"):
            self._ask("POST", f"{path}/seen", {"seq": frame["seq"]}, frame)
        elif kind == "ping":
            self._ask("GET", "/v1/desk", None, frame)

    def close(self) -> None:
        """Hear nothing more."""
        self._over = True

    def _ask(self, method: str, path: str, body: Any, frame: Json) -> None:
        def heard(status: int, answer: Any) -> None:
            if self._over:
                return
            if frame["do"] == "ping":
                self._connection.heard({"is": "pong"})
            elif status in (200, 201) and isinstance(answer, dict) and answer.get("is"):
                if answer["is"] == "history" and answer["entries"]:
                    self._pause = 1.0
                self._connection.heard(answer)
            elif isinstance(answer, dict) and "code" in answer:
                named = {name: frame[name] for name in ("conversation", "id", "n") if name in frame}
                self._connection.heard({"is": "refused", "of": frame["do"], **answer, **named})
            elif status not in (200, 204):
                self._connection.broken()

        self._connection.browser.fetch(method, path, body, heard)

    def _poll(self) -> None:
        def due() -> None:
            if self._over:
                return
            for followed in list(self._connection.followed.values()):
                self._connection.poll(followed)
            self._poll()

        self._connection.browser.later(self._pause, due)
        self._pause = min(10.0, self._pause * 1.3)
