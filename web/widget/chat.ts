/**
 * One visitor's chat, without DOM: what is on the screen, and all that the visitor can do.
 *
 * The key to the conversation is made for the first message and kept on the device once that message has started
 * the conversation; it is forgotten 30 minutes after the end.
 */
import type { Link, Listener, Surroundings, Talk } from "../shared/connection";
import { type Ask, problemOf } from "../shared/http";
import {
  emptyScreen,
  giveUpPending,
  isClosed,
  lastSaidBy,
  lastSeq,
  type Pending,
  type Screen,
  withDelayed,
  withNotSent,
  withoutPending,
  withPending,
  withRetry,
} from "../shared/screen";
import type { Facts, Language, Problem, Rights, Started, Ticket, Transcript } from "../shared/wire";
import type { Keeping } from "./keeping";

export interface ChatSurroundings extends Omit<Surroundings, "ticket"> {
  site: string;
  /** The version of the privacy notice that is shown. */
  notice: string;
  keeping: Keeping;
  /** 256 random bits in base64url. */
  newKey: () => string;
  /** Starts while no other tab of this site's starts. */
  startInTurn: (start: () => Promise<void>) => Promise<void>;
  /** Asks with this `Authorization`, or with none. */
  asking: (authorization: string) => Ask;
  /** Derives what opens a conversation's rights later from its key; rejects where it cannot. */
  rightsOf: (key: string, conversation: string) => Promise<Rights>;
  /** Does the work that a busy network is asked for before it may start one more conversation. */
  solve: (challenge: string, bits: number) => Promise<string>;
  /** Fetches and makes the connection, one for all tabs with this key: it is not loaded before there is something to say. */
  connect: (surroundings: Surroundings, listener: Listener, key: string) => Promise<Talk>;
}

/** Something that was asked for over HTTPS: on its way, or refused. */
export interface Asked {
  busy: boolean;
  problem: Problem | null;
}

const MINUTE = 60_000;
const KEPT_AFTER_END = 30 * MINUTE;
/** `conversation_seconds` in `chalicelib/chat/limits.py`. */
const LONGEST_CONVERSATION = 24 * 60 * MINUTE;
const START_TRIES = 4;
/** A ticket is good for 30 seconds; some of them were spent on its way. */
const TICKET_GOOD = 15_000;
const NO_TICKET = { ticket: null, until: 0 };
const RESUME_AGAIN = 5000;
/** Those who wait for room do not all ask at once. */
const ROOM_AGAIN = 10_000;
const REOPEN_AFTER = 2000;
/** What passes by itself: a start that met it goes again when one is back. */
const PASSING = ["offline", "unavailable", "log_unavailable"];
const atRest: Asked = { busy: false, problem: null };

const isPassing = (problem?: Problem) => problem !== undefined && PASSING.includes(problem.code);

/** Until when it stays open for an answer at most. */
export const openUntil = ({ left_until, started_at }: Facts) => left_until ?? started_at + LONGEST_CONVERSATION;

export class Chat {
  language: Language;
  /** What became of the conversation before, when it is not here any more. */
  gone: "ended" | "forgotten" | "erased" | null = null;
  /** How large the text is: 0 as it comes, 1 or 2 larger. */
  size = 0;
  /** Whether it rings when an agent has written and nobody looks. */
  sound = false;
  /** False once the browser has refused to keep the key. */
  kept = true;
  /** Whether what starts now may be used for the visitor's own matter only. */
  objects = false;
  /** What the visitor has said that it is about: the key of one of the site's topics. */
  topic: string | null = null;
  /** The places of what was hidden in this window: by whom is told only to who comes back. */
  readonly hidHere = new Set<number>();
  rights: Rights | null = null;
  asked: Record<"end" | "order" | "confirm" | "rights", Asked> = {
    end: atRest,
    order: atRest,
    confirm: atRest,
    rights: atRest,
  };
  #key = "";
  #ask: Ask;
  #conversation = "";
  /** The screen until there is a conversation. */
  #draft: Screen = emptyScreen("");
  #starting = false;
  /** The key was sent with a start that may have arrived: no other is taken before that is known. */
  #mayHaveStarted = false;
  #reopening = false;
  #startTries = 0;
  #check: { challenge: string; answer: string } | null = null;
  #connection: Talk | null = null;
  /** What came with the start: a ticket, and until when it is taken to be good, by this machine's clock. */
  #ticket: { ticket: Ticket | null; until: number } = NO_TICKET;
  #visible = false;
  #seen = 0;
  #cancelForget = () => {};
  /** What of the kept item may change, so that it is written only then. */
  #keptAs = "";

  constructor(
    private readonly outside: ChatSurroundings,
    private readonly changed: () => void,
    language: Language,
  ) {
    this.language = language;
    this.#ask = outside.asking("");
  }

  // ---------------------------------------------------------------------------------------------- what is shown

  /** Asks as the holder of this conversation's key. */
  get ask(): Ask {
    return this.#ask;
  }

  /** Asks as the holder of some conversation's reference and rights code: for rights, and for nothing else. */
  askByCode(reference: string, code: string): Ask {
    return this.outside.asking(`Rights ${reference} ${code}`);
  }

  get screen(): Screen {
    return this.#connection?.screen(this.#conversation) ?? this.#draft;
  }

  /** The time by which waiting is counted, in milliseconds since 1970. */
  get now(): number {
    return this.outside.now();
  }

  get link(): Link {
    return this.#connection?.link ?? { is: "idle" };
  }

  get started(): boolean {
    return this.#conversation !== "";
  }

  /** Whether a kept conversation is being fetched and nothing of it is here yet. */
  get loading(): boolean {
    return this.started && this.screen.facts === null && !this.screen.lost;
  }

  get ended(): boolean {
    return isClosed(this.screen);
  }

  /** Whether an agent has written: before that no copy can be had. */
  get answered(): boolean {
    return this.screen.entries.some((entry) => entry.kind === "said" && entry.by === "agent");
  }

  /** The order of the conversation by e-mail that counts: the newest. */
  get transcript(): Transcript | null {
    const orders = this.screen.facts?.transcripts ?? [];
    return orders.reduce<Transcript | null>((newest, one) => (newest && newest.order > one.order ? newest : one), null);
  }

  /** Whether something is on its way of which nobody knows yet whether it has arrived. */
  get isSending(): boolean {
    const onItsWay = this.#connection !== null && this.screen.pending.some(({ state }) => state === "sending");
    return this.#starting || (this.started && onItsWay);
  }

  /** What was written and has not been stored. */
  get unsent(): string[] {
    return this.screen.pending.filter(({ state }) => state !== "sent").map(({ text }) => text);
  }

  /** Of that what is not known to have left: the rest may have arrived, and is not to be written twice. */
  get held(): string[] {
    const stuck = this.started && this.link.is !== "open";
    const isHeld = ({ state, problem }: Pending) => state === "not_sent" || (state === "sending" && (stuck || problem));
    return this.screen.pending.filter(isHeld).map(({ text }) => text);
  }

  /** How many of the agent's messages have not been on screen. */
  get unread(): number {
    // What was read before this page was loaded, or in another tab, is not new.
    const seen = Math.max(this.#seen, this.screen.looked, this.screen.facts?.read_by_visitor ?? 0);
    return this.screen.entries.slice(seen).filter((entry) => entry.by === "agent" && entry.kind === "said").length;
  }

  // ------------------------------------------------------------------------------------------- what one can do

  /** Goes on where this device left off, if it did. */
  resume(): void {
    if (!this.#starting) this.#resume();
  }

  #resume(): void {
    if (this.started || this.#mayHaveStarted) return;
    const kept = this.outside.keeping.read();
    if (kept === null) return;
    if (kept.until <= this.outside.now()) {
      this.outside.keeping.forget(kept.conversation);
      return this.#resume();
    }
    this.#useKey(kept.key);
    this.language = kept.language;
    this.size = kept.size || 0;
    this.sound = kept.sound === true;
    this.#conversation = kept.conversation;
    void this.#resumeSoon(kept.conversation);
  }

  say(text: string): void {
    if (!this.started) this.resume();
    if (this.#connection && this.started) {
      this.#connection.say(this.#conversation, text);
    } else {
      this.#draft = withPending(this.#draft, this.outside.newId(), text, this.outside.now());
      this.#start();
    }
    this.changed();
  }

  retry(id: string): void {
    if (this.#connection && this.started) return this.#connection.retry(this.#conversation, id);
    this.#draft = withRetry(this.#draft, id, this.outside.now());
    this.#start();
  }

  discard(id: string): void {
    if (this.#connection && this.started) return this.#connection.discard(this.#conversation, id);
    this.#draft = withoutPending(this.#draft, id);
    this.changed();
  }

  typing(on: boolean): void {
    if (this.started) this.#connection?.typing(this.#conversation, on);
  }

  /** Tells whether the newest entries are really before the visitor's eyes. */
  look(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#notice();
    this.changed();
  }

  /** Tries at once: the browser is back online, the page is visible again, or the visitor asked. */
  wake(): void {
    this.#connection?.wake();
    if (this.started) return;
    const failed = this.#draft.pending.filter(({ state, problem }) => state === "not_sent" && isPassing(problem));
    for (const { id } of failed) this.#draft = withRetry(this.#draft, id, this.outside.now());
    if (failed.length > 0) void this.#start();
  }

  /** Takes the conversation over from another tab. */
  takeOver(): void {
    this.#connection?.start();
  }

  speak(language: Language): void {
    this.language = language;
    if (this.started && !this.screen.lost) this.#keep(this.screen.facts);
    this.changed();
  }

  resize(size: number): void {
    this.size = size;
    if (this.started && !this.screen.lost) this.#keep(this.screen.facts);
    this.changed();
  }

  ring(sound: boolean): void {
    this.sound = sound;
    if (this.started && !this.screen.lost) this.#keep(this.screen.facts);
    this.changed();
  }

  end(): Promise<boolean> {
    return this.#command("end", async () => {
      this.learn(await this.#ask<Facts>("POST", "v1/conversation/close"));
    });
  }

  /** `with_answer`: before anybody has answered, for a question that is left. */
  order(address: string, with_answer = false): Promise<boolean> {
    return this.#command("order", async () => {
      const order = { address, with_answer };
      this.#learnTranscript(await this.#ask<Transcript>("POST", "v1/conversation/transcript", order));
    });
  }

  confirm(code: string): Promise<boolean> {
    return this.#command("confirm", async () => {
      this.#learnTranscript(await this.#ask<Transcript>("POST", "v1/conversation/transcript/confirm", { code }));
    });
  }

  fetchRights(): Promise<boolean> {
    return this.#command("rights", async () => {
      this.rights = await this.outside
        .rightsOf(this.#key, this.#conversation)
        .catch(() => this.#ask<Rights>("GET", "v1/conversation/rights"));
    });
  }

  /** Takes in facts that an answer over HTTPS has brought. */
  learn(facts: Facts): void {
    this.#connection?.learn(facts);
  }

  /** Forgets a refusal that has been read. */
  forgive(what: keyof Chat["asked"]): void {
    this.asked[what] = atRest;
    this.changed();
  }

  /** Forgets this conversation on this device and begins anew; on the server it lives until its date. */
  startOver(gone: Chat["gone"] = null): void {
    const connection = this.#connection;
    Object.assign(this, { gone, rights: null });
    this.asked = { end: atRest, order: atRest, confirm: atRest, rights: atRest };
    this.#connection = null;
    this.#ticket = NO_TICKET;
    this.#forget();
    this.#key = "";
    this.#conversation = "";
    this.#mayHaveStarted = false;
    this.#draft = emptyScreen("");
    this.#seen = 0;
    this.hidHere.clear();
    // Last, for it tells of its end at once.
    connection?.stop();
    this.changed();
  }

  // ---------------------------------------------------------------------------------------------------- inside

  async #connect(): Promise<Talk> {
    const ticket = async () => this.#firstTicket() ?? this.#ask<Ticket>("POST", "v1/tickets");
    this.#connection ??= await this.outside.connect(
      { ...this.outside, ticket, ask: this.#ask },
      { changed: () => this.#follow() },
      this.#key,
    );
    return this.#connection;
  }

  /** The ticket that came with the start, once and while it is good. */
  #firstTicket(): Ticket | null {
    const { ticket, until } = this.#ticket;
    this.#ticket = NO_TICKET;
    return this.outside.now() < until ? ticket : null;
  }

  async #resumeSoon(conversation: string): Promise<void> {
    try {
      const connection = await this.#connect();
      const draft = { ...this.#draft, conversation };
      this.#draft = emptyScreen("");
      connection.follow(conversation, draft);
    } catch {
      this.outside.later(RESUME_AGAIN, () => this.#resumeSoon(conversation));
    }
  }

  #useKey(key: string): void {
    // A line is one key's.
    this.#connection?.stop();
    this.#connection = null;
    this.#key = key;
    this.#ask = this.outside.asking(`Bearer ${key}`);
  }

  get #toStartWith(): Pending | undefined {
    return this.started ? undefined : this.#draft.pending.find((one) => one.state === "sending");
  }

  async #start(): Promise<void> {
    if (this.#starting || this.#toStartWith === undefined) return this.changed();
    this.#starting = true;
    this.changed();
    await this.outside.startInTurn(async () => {
      // Another tab may have started it meanwhile.
      this.#resume();
      for (let first = this.#toStartWith; first !== undefined; first = this.#toStartWith) {
        const pause = await this.#tryToStart(first);
        if (pause === null) break;
        if (pause > 0) await new Promise<void>((go) => this.outside.later(pause, go));
      }
    });
    this.#starting = false;
  }

  /** Returns in how many milliseconds it is tried again within the same turn; null when it is not. */
  async #tryToStart({ id, text }: Pending): Promise<number | null> {
    if (this.#key === "") this.#useKey(this.outside.newKey());
    try {
      const { language, objects, topic } = this;
      const { site, notice } = this.outside;
      const start = { site, language, id, text, check: this.#check, notice, objects, topic };
      const connected = this.#connect().catch(() => null);
      this.#mayHaveStarted = true;
      const started = await this.#ask<Started>("POST", "v1/conversations", start);
      this.#startedBy(await connected, started);
      return null;
    } catch (failure) {
      return this.#startFailed(id, problemOf(failure));
    }
  }

  /** Also where what goes on with it could not be loaded yet: the conversation is there, and its key is kept. */
  #startedBy(connection: Talk | null, started: Started): void {
    this.gone = null;
    this.#conversation = started.facts.conversation;
    this.#keep(started.facts);
    this.#ticket = { ticket: started.ticket ?? null, until: this.outside.now() + TICKET_GOOD };
    if (connection === null) {
      const { facts, entry } = started;
      const { conversation, seq, sent } = facts;
      const begun = withoutPending(this.#draft, entry.id);
      this.#draft = { ...begun, conversation, facts, entries: [entry], newest: seq, sent };
      this.outside.later(RESUME_AGAIN, () => this.#resumeSoon(conversation));
      return this.changed();
    }
    const { pending } = this.#draft;
    this.#draft = emptyScreen("");
    connection.followStarted(started, pending);
  }

  #startFailed(id: string, problem: Problem): number | null {
    const { challenge, code } = problem;
    const wait = (problem.retry_after ?? 0) * 1000;
    const passing = isPassing(problem);
    this.#mayHaveStarted = passing || code === "unexpected";
    this.#startTries += 1;
    if (challenge) this.#check = null;
    const mayTry = this.#startTries < START_TRIES;
    if (code === "too_many_waiting") {
      // The message stays on its way, for as long as the page is open: there is room when others have been answered.
      this.#startTries = 0;
      this.outside.later(wait + this.outside.random() * ROOM_AGAIN, () => this.#start());
    } else if (challenge && mayTry) void this.#solve(challenge, problem.bits ?? 0, wait);
    else if (passing && mayTry && wait <= 10_000) {
      this.#delay(id, problem);
      return wait + this.outside.random() * 1000 * 2 ** this.#startTries;
    } else {
      this.#giveUpStart(id, problem);
      return 0;
    }
    this.#delay(id, problem);
    return null;
  }

  #delay(id: string, problem: Problem): void {
    this.#draft = withDelayed(this.#draft, id, problem);
    this.changed();
  }

  #giveUpStart(id: string, problem: Problem): void {
    this.#startTries = 0;
    // What would not go by itself after so many tries is not promised to.
    this.#draft = withNotSent(this.#draft, id, problem.challenge ? { ...problem, code: "too_many" } : problem);
    // What was typed after it may still start the conversation, unless it would be refused alike.
    if (!problem.code.startsWith("message_")) this.#draft = giveUpPending(this.#draft, problem);
    this.changed();
  }

  /** Does the work within the wait that is asked for, and starts then. */
  async #solve(challenge: string, bits: number, wait: number): Promise<void> {
    const began = this.outside.now();
    const answer = await this.outside.solve(challenge, bits).catch(() => "");
    this.#check = { challenge, answer };
    // A second more, for clocks that tick apart.
    this.outside.later(Math.max(0, began + wait + 1000 - this.outside.now()), () => this.#start());
  }

  /** Draws the consequences of whatever has changed on the screen, then has it drawn. */
  #follow(): void {
    const { screen } = this;
    if (this.started && screen.lost) this.#lost(screen);
    if (this.started && (isClosed(screen) || screen.facts?.left_until)) this.#keep(screen.facts);
    if (this.link.is === "ended" && this.link.why === "signed_out") this.#reopenLater();
    this.#notice();
    this.changed();
  }

  /** The service does not know the socket any more; whether it still knows the key, a new ticket tells. */
  #reopenLater(): void {
    if (this.#reopening) return;
    this.#reopening = true;
    this.outside.later(REOPEN_AFTER * (1 + this.outside.random()), () => {
      this.#reopening = false;
      this.#connection?.start();
    });
  }

  /** Nothing of a conversation that is gone is shown as if it were there, unless it was on screen already. */
  #lost(screen: Screen): void {
    this.#forget();
    if (screen.entries.length > 0 || screen.pending.length > 0) return;
    this.startOver(this.gone ?? "ended");
  }

  #notice(): void {
    const newest = lastSaidBy(this.screen, "agent");
    if (!this.#visible) return;
    this.#seen = lastSeq(this.screen);
    if (newest <= (this.screen.facts?.read_by_visitor ?? 0)) return;
    if (this.started) this.#connection?.read(this.#conversation, newest);
  }

  #keep(facts: Facts | null): void {
    if (facts === null) return;
    const until = (facts.closed_at || openUntil(facts)) + KEPT_AFTER_END;
    const left = until - this.outside.now();
    if (left <= 0) return this.#forget();
    const { language, size, sound } = this;
    const keptAs = `${until} ${language} ${size} ${sound}`;
    if (this.#keptAs === keptAs) return;
    this.#keptAs = keptAs;
    const { conversation } = facts;
    this.kept = this.outside.keeping.write({ key: this.#key, conversation, until, language, size, sound });
    this.#cancelForget();
    this.#cancelForget = this.outside.later(left, () => this.outside.keeping.forget(conversation));
  }

  #forget(): void {
    this.#keptAs = "";
    this.#cancelForget();
    this.outside.keeping.forget(this.#conversation);
  }

  #learnTranscript(transcript: Transcript): void {
    const { facts } = this.screen;
    if (facts !== null) this.learn({ ...facts, transcripts: [transcript] });
  }

  /** Runs one command and keeps how it went; returns whether it was granted. */
  async #command(what: keyof Chat["asked"], run: () => Promise<void>): Promise<boolean> {
    if (this.asked[what].busy) return false;
    this.asked[what] = { busy: true, problem: null };
    this.changed();
    try {
      await run();
      this.asked[what] = atRest;
      return true;
    } catch (failure) {
      this.asked[what] = { busy: false, problem: problemOf(failure) };
      return false;
    } finally {
      this.changed();
    }
  }
}
