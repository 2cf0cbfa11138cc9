/**
 * What a screen knows about one conversation, and what its writer adds to it: without DOM, clock or socket.
 *
 * Each function takes a screen and what has happened and returns the next screen; the same screen when nothing
 * changed. No failure ever takes an entry or a pending message away. What is heard is in `conversation.ts`, so that
 * a page on which nothing has been said yet need not load it.
 */
import type { Entry, Facts, Problem, Side } from "./wire";

/** A message that its writer sees and that is not yet in its place. */
export interface Pending {
  id: string;
  text: string;
  at: number;
  /** `sent`: acknowledged, but an entry before it is still on its way. */
  state: "sending" | "sent" | "not_sent";
  /** Why it is not sent, or why it takes longer. */
  problem?: Problem;
}

export interface Screen {
  readonly conversation: string;
  readonly facts: Facts | null;
  readonly entries: readonly Entry[];
  readonly ahead: readonly Entry[];
  /** The newest place that is known to exist. */
  readonly newest: number;
  readonly pending: readonly Pending[];
  /** The newest place that this reader has had on screen in any tab of this browser, told to the service or not. */
  readonly looked: number;
  /** How many messages this reader has in it, as far as is known: the next `n` is one more. */
  readonly sent: number;
  /** Whether the other side is typing. */
  readonly typing: boolean;
  /** Why the conversation cannot be brought up to date at the moment. */
  readonly problem: Problem | null;
  /** It is unknown here or deleted: nothing more will come. */
  readonly lost: boolean;
}

export function emptyScreen(conversation: string): Screen {
  return {
    conversation,
    facts: null,
    entries: [],
    ahead: [],
    newest: 0,
    pending: [],
    looked: 0,
    sent: 0,
    typing: false,
    problem: null,
    lost: false,
  };
}

/** The newest place up to which nothing is missing. */
export const lastSeq = (screen: Screen): number => screen.entries.length;

/** Whether there are entries that this screen has not got. */
export const isBehind = (screen: Screen): boolean => screen.newest > lastSeq(screen);

export const isClosed = (screen: Screen): boolean => screen.facts?.status === "closed";

/** The newest place that the other side has had on screen. */
export function readByOther(screen: Screen, own: Side): number {
  const read = own === "visitor" ? screen.facts?.read_by_agent : screen.facts?.read_by_visitor;
  return read ?? 0;
}

// ----------------------------------------------------------------------------------------------- what is written

export function withPending(screen: Screen, id: string, text: string, at: number): Screen {
  return { ...screen, pending: [...screen.pending, { id, text, at, state: "sending" }] };
}

/** The message was refused for good; it stays on the screen with the reason. */
export function withNotSent(screen: Screen, id: string, problem: Problem): Screen {
  return changePending(screen, id, (pending) => ({ ...pending, state: "not_sent", problem }));
}

/** The message is still to be sent, but something stands in its way. */
export function withDelayed(screen: Screen, id: string, problem: Problem): Screen {
  return changePending(screen, id, (pending) => ({ ...pending, problem }));
}

/** The message is to be sent once more, after those that are waiting now. */
export function withRetry(screen: Screen, id: string, at: number): Screen {
  const pending = screen.pending.find((one) => one.id === id && one.state === "not_sent");
  if (pending === undefined || isClosed(screen) || screen.lost) return screen;
  const others = screen.pending.filter((one) => one.id !== id);
  return { ...screen, pending: [...others, { id, text: pending.text, at, state: "sending" }] };
}

export function withoutPending(screen: Screen, id: string | null | undefined): Screen {
  if (!screen.pending.some((one) => one.id === id)) return screen;
  return { ...screen, pending: screen.pending.filter((one) => one.id !== id) };
}

/** Whatever was still to be sent is not sent, for this reason. */
export function giveUpPending(screen: Screen, problem: Problem): Screen {
  if (!screen.pending.some((one) => one.state === "sending")) return screen;
  const pending = screen.pending.map(
    (one): Pending => (one.state === "sending" ? { ...one, state: "not_sent", problem } : one),
  );
  return { ...screen, pending };
}

function changePending(screen: Screen, id: string, change: (pending: Pending) => Pending): Screen {
  return { ...screen, pending: screen.pending.map((one) => (one.id === id ? change(one) : one)) };
}

/** The place of the newest message of one side, 0 when it has said nothing: what the other side has to have read. */
export function lastSaidBy(screen: Screen, by: Side): number {
  return screen.entries.findLast((entry) => entry.by === by && entry.kind === "said")?.seq ?? 0;
}
