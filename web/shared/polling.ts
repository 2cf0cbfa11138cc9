/**
 * The same frames over HTTPS, where a network lets no socket through. To the line it is one more socket.
 *
 * A conversation is polled a second after something has happened in it, then ever more seldom, down to every ten
 * seconds: at most 60 requests a minute and conversation while people write, 6 while they do not; the desk adds 6.
 * At most one request of a kind is under way in a conversation.
 */
import type { Ears, Socket } from "./channel";
import { type Ask, problemOf, Refusal } from "./http";
import { type Later, Timers } from "./timers";
import type { ClientFrame, Desk, Entry, Facts, History, Join, Problem, Said, Say, ServerFrame, Side } from "./wire";

const SECOND = 1000;
export const POLL_FIRST = SECOND;
export const POLL_LONGEST = 10 * SECOND;
const GROWS = 1.5;
export const DESK_EVERY = 10 * SECOND;

/** Where a side's conversation stands. */
const placeOf = (side: Side, conversation: string) =>
  side === "visitor" ? "v1/conversation" : `v1/conversations/${conversation}`;

/** `alone`: one conversation beside a line, which has the desk. */
export function openPolling(ask: Ask, time: { later: Later }, side: Side, ears: Ears, alone = false): Socket {
  return new Polling(ask, time.later, side, ears, alone);
}

/** One conversation as it is polled. */
interface Polled {
  /** The newest place that has been handed on. */
  after: number;
  interval: number;
  asking: boolean;
  /** The join that waits for its answer. */
  join: Join | null;
  /** The facts that have been handed on. */
  facts: Facts | null;
  /** What is to be told as read when the request that is under way has come back. */
  seen: { asking: boolean; next: number };
}

class Polling implements Socket {
  #polled = new Map<string, Polled>();
  #timers: Timers<string>;
  #closed = false;
  #desk = { asking: false, pinged: false, known: "", waiting: new Set<string>() };

  constructor(
    private readonly ask: Ask,
    later: Later,
    private readonly side: Side,
    private readonly ears: Ears,
    alone: boolean,
  ) {
    this.#timers = new Timers(later);
    this.#timers.set("open", 0, () => {
      if (side === "agent" && !alone) void this.#pollDesk(false);
      ears.opened();
    });
  }

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    if (frame.do === "ping") return this.#ping();
    const polled = this.#polled.get(frame.conversation);
    if (frame.do === "join") return this.#join(frame, polled ?? newlyPolled(frame));
    if (polled === undefined) return;
    if (frame.do === "leave") return this.#leave(frame.conversation);
    // Whoever writes or reads is about to be answered, or to answer.
    this.#hasten(frame.conversation, polled);
    if (frame.do === "say") void this.#say(frame, polled);
    if (frame.do === "read") void this.#read(frame.conversation, frame.seq, polled);
  }

  close(): void {
    this.#closed = true;
    this.#timers.cancelAll();
  }

  // -------------------------------------------------------------------------------------------------- catching up

  #join(frame: Join, polled: Polled): void {
    this.#polled.set(frame.conversation, polled);
    polled.join = frame;
    if (!polled.asking) void this.#poll(frame.conversation, polled);
  }

  #leave(conversation: string): void {
    this.#polled.delete(conversation);
    this.#timers.cancel(conversation);
  }

  async #poll(conversation: string, polled: Polled): Promise<void> {
    const { join } = polled;
    const after = join?.after ?? polled.after;
    polled.join = null;
    polled.asking = true;
    this.#timers.cancel(conversation);
    try {
      const history = await this.ask<History>("GET", `${placeOf(this.side, conversation)}?after=${after}`);
      if (this.#isOver(conversation, polled)) return;
      polled.asking = false;
      this.#handOn(conversation, polled, history, join !== null);
    } catch (failure) {
      if (this.#isOver(conversation, polled)) return;
      polled.asking = false;
      // Whoever asked asks again when it may be; polling goes on with that.
      this.#refused(failure, { of: "join", conversation });
    }
    if (polled.join && !polled.asking && !this.#isOver(conversation, polled)) void this.#poll(conversation, polled);
  }

  /** A join gets its history; what a poll brings is told as a socket would tell it. */
  #handOn(conversation: string, polled: Polled, history: History, joined: boolean): void {
    const { entries, facts } = history;
    const fresh = entries.filter((entry) => entry.seq > polled.after);
    const quiet = fresh.length === 0 && sameButSigns(polled.facts, facts);
    const changed = JSON.stringify(polled.facts) !== JSON.stringify(facts);
    polled.facts = facts;
    polled.after = Math.max(polled.after, entries.at(-1)?.seq ?? 0);
    polled.interval = quiet ? Math.min(POLL_LONGEST, polled.interval * GROWS) : POLL_FIRST;
    const pause = history.more && !joined ? 0 : polled.interval;
    this.#timers.set(conversation, pause, () => void this.#poll(conversation, polled));
    if (joined) return this.#hear(history);
    for (const entry of fresh) this.#hear({ is: "told", conversation, seq: entry.seq, entry });
    if (changed) this.#hear({ is: "changed", facts });
  }

  /** Something happens here: the next poll is near again. */
  #hasten(conversation: string, polled: Polled): void {
    const slow = polled.interval > POLL_FIRST;
    polled.interval = POLL_FIRST;
    if (slow && this.#timers.has(conversation)) {
      this.#timers.set(conversation, POLL_FIRST, () => void this.#poll(conversation, polled));
    }
  }

  // ------------------------------------------------------------------------------------------- telling the service

  async #say({ conversation, id, n, text, read }: Say, polled: Polled): Promise<void> {
    try {
      const said = await this.ask<Said>("POST", `${placeOf(this.side, conversation)}/messages`, {
        id,
        n,
        text,
        ...(read ? { read } : {}),
      });
      this.#isNext(polled, said.entry);
      this.#hear(said);
    } catch (failure) {
      this.#refused(failure, { of: "say", conversation, id, n });
    }
  }

  /** One's own message in the next place need not be fetched. */
  #isNext(polled: Polled, entry: Entry): void {
    if (entry.seq === polled.after + 1) polled.after = entry.seq;
  }

  async #read(conversation: string, seq: number, polled: Polled): Promise<void> {
    const { seen } = polled;
    seen.next = Math.max(seen.next, seq);
    if (seen.asking) return;
    seen.asking = true;
    for (let told = 0; told < seen.next && !this.#closed; ) {
      told = seen.next;
      try {
        await this.ask("POST", `${placeOf(this.side, conversation)}/seen`, { seq: told });
      } catch (failure) {
        // Not answered on a socket either: a later one says it too.
        if (isOffline(failure)) this.#end();
      }
    }
    seen.asking = false;
  }

  // ----------------------------------------------------------------------------------------------- the desk, alive

  /** An agent's sign of life is a look at the desk; a visitor's is each poll. */
  #ping(): void {
    if (this.side === "agent") void this.#pollDesk(true);
    else this.#timers.set("pong", 0, () => this.#hear({ is: "pong" }));
  }

  async #pollDesk(pinged: boolean): Promise<void> {
    this.#desk.pinged ||= pinged;
    if (this.#desk.asking) return;
    this.#desk.asking = true;
    this.#timers.set("desk", DESK_EVERY, () => void this.#pollDesk(false));
    try {
      const desk = await this.ask<Desk>("GET", "v1/desk");
      this.#deskSeen(desk);
      if (this.#desk.pinged) this.#hear({ is: "pong" });
      this.#desk.pinged = false;
    } catch (failure) {
      if (isOffline(failure)) this.#end();
      else if (problemOf(failure).code === "unauthenticated") this.#hear({ is: "ended", why: "signed_out" });
    } finally {
      this.#desk.asking = false;
    }
  }

  /** The first look is only remembered: whoever opens a line fetches the desk. */
  #deskSeen({ waiting, left, mine }: Desk): void {
    const ids = waiting.map((one) => one.conversation);
    const known = JSON.stringify([ids, ...[left, mine].map((list) => list.map((one) => one.conversation))]);
    const rings = ids.some((id) => !this.#desk.waiting.has(id));
    const first = this.#desk.known === "";
    const same = this.#desk.known === known;
    Object.assign(this.#desk, { known, waiting: new Set(ids) });
    if (!first && !same) this.#hear({ is: "queue", rings });
  }

  // ------------------------------------------------------------------------------------------------------ trouble

  #refused(failure: unknown, of: { of: "join" | "say"; conversation: string; id?: string; n?: number }): void {
    if (isOffline(failure)) return this.#end();
    const problem = problemOf(failure);
    if (this.side === "agent" && problem.code === "unauthenticated") {
      return this.#hear({ is: "ended", why: "signed_out" });
    }
    this.#hear({ is: "refused", ...problem, ...of });
  }

  #isOver(conversation: string, polled: Polled): boolean {
    return this.#closed || this.#polled.get(conversation) !== polled;
  }

  #hear(frame: ServerFrame): void {
    if (!this.#closed) this.ears.heard(JSON.stringify(frame));
  }

  #end(): void {
    if (this.#closed) return;
    this.close();
    this.ears.closed();
  }
}

function newlyPolled({ after = 0 }: Join): Polled {
  return { after, interval: POLL_FIRST, asking: false, join: null, facts: null, seen: { asking: false, next: 0 } };
}

/** Whether nothing has happened but a visitor's sign of life. */
function sameButSigns(known: Facts | null, now: Facts): boolean {
  const without = (facts: Facts) => JSON.stringify({ ...facts, visitor_seen_at: null });
  return known !== null && without(known) === without(now);
}

/** Whether nobody of ours has answered: the network is gone, or a page of its own answers for us. */
function isOffline(failure: unknown): boolean {
  const problem: Problem = problemOf(failure);
  const granted = failure instanceof Refusal && failure.status < 400;
  return problem.code === "offline" || (problem.code === "unexpected" && granted);
}
