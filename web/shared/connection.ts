/**
 * One line to the service and the conversations that are followed on it.
 *
 * A state machine without DOM, clock or socket of its own: all of them come in as `Surroundings`. It keeps the
 * delivery contract on the browser's side: one message in flight a conversation, in the order typed, under an id
 * that never changes; what is acknowledged is in its place, what is not is on the screen and says so; after every
 * break and every jump in `seq` the missing entries are fetched.
 *
 * `line.ts` has the way to the service (`channel.ts`, by a socket or by `polling.ts`), `followed.ts` one conversation
 * (`joining.ts`, `saying.ts`, `telling.ts`).
 */
import { Channel, type Surroundings } from "./channel";
import { emptyScreen, isPlaced, type Screen, startedScreen } from "./conversation";
import { Followed, type LineVoice } from "./followed";
import { ANSWER_WITHIN, Line, PING_AFTER } from "./line";
import type { Link, Listener, Talk } from "./talk";
import type { Facts, Refused, ServerFrame, Side, Started } from "./wire";

export type { Ears, Socket, Surroundings } from "./channel";
export type { By, Link, Listener, Talk } from "./talk";

export interface ConnectionOptions {
  /** Who speaks here. */
  side?: Side;
  /** Within how many milliseconds a sign of life is given: an agent without one loses the conversations. */
  beat?: number;
}

/** `agent_beat_seconds` of `chalicelib/chat/limits.py`. */
export const AGENT_BEAT = 55_000;

export class Connection implements Talk {
  #followed = new Map<string, Followed>();
  #line: Line;

  constructor(
    private readonly outside: Surroundings,
    private readonly listener: Listener,
    private readonly options: ConnectionOptions = {},
  ) {
    const { side = "visitor", beat = side === "agent" ? AGENT_BEAT : PING_AFTER } = options;
    this.#line = new Line(outside, side, beat, {
      changed: () => listener.changed(),
      join: (patience) => this.#joinAll(patience),
      moved: () => this.#each((followed) => followed.moved()),
      cut: () => this.#each((followed) => followed.cut()),
      heard: (frame, fresh) => this.#heard(frame, fresh),
      refused: (problem) => this.#each((followed) => followed.lose(problem)),
    });
  }

  // --------------------------------------------------------------------------------------------- what one asks

  get link(): Link {
    return this.#line.link;
  }

  get screens(): Screen[] {
    return [...this.#followed.values()].map((followed) => followed.screen);
  }

  start(): void {
    this.#line.start();
  }

  stop(): void {
    this.#line.stop();
  }

  wake(): void {
    this.#line.wake();
  }

  screen(conversation: string): Screen | undefined {
    return this.#followed.get(conversation)?.screen;
  }

  follow(conversation: string, screen: Screen = emptyScreen(conversation)): void {
    const known = this.#followed.get(conversation);
    if (known !== undefined) return known.followedAgain(screen.pending);
    const followed = this.#newlyFollowed(screen);
    this.#followed.set(conversation, followed);
    this.listener.changed();
    if (this.link.is === "open") followed.join(ANSWER_WITHIN);
    else this.start();
  }

  followStarted(started: Started, pending: Screen["pending"] = []): void {
    this.follow(started.facts.conversation, startedScreen(started, pending));
  }

  leave(conversation: string): void {
    const followed = this.#followed.get(conversation);
    if (followed === undefined) return;
    this.#followed.delete(conversation);
    followed.end();
    this.listener.changed();
  }

  say(conversation: string, text: string, id: string = this.outside.newId()): string {
    this.#mustFollow(conversation).say(id, text);
    this.#line.hurry();
    return id;
  }

  retry(conversation: string, id: string): void {
    this.#mustFollow(conversation).retry(id);
    this.#line.hurry();
  }

  discard(conversation: string, id: string): void {
    this.#mustFollow(conversation).discard(id);
  }

  typing(conversation: string, on: boolean): void {
    this.#mustFollow(conversation).typing(on);
    if (on) this.#line.hurry();
  }

  read(conversation: string, seq: number): void {
    this.#mustFollow(conversation).read(seq);
  }

  learn(facts: Facts): void {
    this.#followed.get(facts.conversation)?.learn(facts);
  }

  // ---------------------------------------------------------------------------------------------------- inside

  #newlyFollowed(screen: Screen): Followed {
    const { now, random, later, ask } = this.outside;
    const line = this.#line;
    const side = this.options.side ?? "visitor";
    const heard = (_: Channel, frame: ServerFrame) => this.#heard(frame, true);
    const voice: LineVoice = {
      side,
      now,
      random,
      later,
      send: line.send.bind(line),
      on: () => line.on,
      by: () => (line.link.is === "open" ? line.link.by : null),
      frames: () => line.frames,
      ping: () => line.send({ do: "ping" }),
      broken: () => line.broken(),
      aside: (events) => ask && new Channel("polling", side, this.outside, { ...events, heard }, true),
    };
    return new Followed(screen, voice, () => this.listener.changed());
  }

  #joinAll(patience: number): void {
    const asked = [...this.#followed.values()].filter((followed) => followed.join(patience));
    if (asked.length === 0) this.#line.ping(patience);
  }

  #each(act: (followed: Followed) => void): void {
    for (const followed of this.#followed.values()) act(followed);
  }

  #heard(frame: ServerFrame, fresh: boolean): void {
    const followed = this.#meant(frame);
    // What comes by two lines, or twice by one, is one piece of news.
    const isOld = frame.is === "told" && followed !== undefined && isPlaced(followed.screen, frame.seq);
    if (frame.is !== "refused") followed?.heard(frame, fresh);
    // The service does not know this line any more; whether it still knows who speaks, the next ticket tells.
    else if (frame.code === "unauthenticated") return fresh ? this.#line.broken() : undefined;
    else followed?.refused(frame);
    if (!isOld) this.listener.heard?.(frame);
    this.listener.changed();
    if (fresh && [...this.#followed.values()].every((one) => one.settled)) this.#line.joined();
  }

  #meant(frame: ServerFrame): Followed | undefined {
    const named = this.#followed.get(conversationOf(frame) ?? "");
    return named ?? (frame.is === "refused" ? this.#onlyOneAsking(frame) : undefined);
  }

  /** A frame that could not even be read is refused without a name; it was the one question that is open. */
  #onlyOneAsking({ conversation, of }: Refused): Followed | undefined {
    if (conversation != null || of === "ping") return undefined;
    const asking = [...this.#followed.values()].filter((one) => one.asks);
    return asking.length === 1 ? asking[0] : undefined;
  }

  #mustFollow(conversation: string): Followed {
    const followed = this.#followed.get(conversation);
    if (followed === undefined) throw new Error(`conversation ${conversation} is not followed`);
    return followed;
  }
}

function conversationOf(frame: ServerFrame): string | null {
  if ("conversation" in frame) return frame.conversation ?? null;
  if ("facts" in frame) return frame.facts.conversation;
  return null;
}
