/**
 * What a screen asks of whoever keeps its conversations up to date: the connection itself, or another tab that has it.
 */
import type { Screen } from "./conversation";
import type { Facts, Problem, ServerFrame, Started } from "./wire";

/** By what the service is reached: sockets are blocked in some networks, then the same goes over HTTPS. */
export type By = "socket" | "polling";

/** How the line to the service is. */
export type Link =
  | { is: "idle" }
  | { is: "connecting"; tries: number }
  /** `doubted`: it has just opened, or the device has slept, and not everything has been joined since: nothing is known to be up to date. */
  | { is: "open"; by: By; heardAt: number; doubted: boolean }
  | { is: "waiting"; until: number; tries: number; problem: Problem | null }
  | { is: "ended"; why: "signed_out" | "replaced" | "unauthenticated" };

export interface Listener {
  /** Something on a screen or the link has changed. */
  changed: () => void;
  /** A frame has been heard and applied; for what is not a conversation's: `queue`. */
  heard?: (frame: ServerFrame) => void;
}

export interface Talk {
  readonly link: Link;
  readonly screens: Screen[];

  /** Opens the line, if it is not open or opening. */
  start(): void;

  /** Closes the line. Screens and unsent messages are kept. */
  stop(): void;

  /** Tries at once instead of later, or proves that an open line is alive: one is back, or somebody asked. */
  wake(): void;

  screen(conversation: string): Screen | undefined;

  /** Follows a conversation; `screen` is what is already known about it. Opens the line if need be. */
  follow(conversation: string, screen?: Screen): void;

  /** Follows the conversation that a first message has started; `pending` is what was typed meanwhile. */
  followStarted(started: Started, pending?: Screen["pending"]): void;

  /** Stops following and forgets the screen with all that was not sent. */
  leave(conversation: string): void;

  /** Puts a message on the screen and sends it as soon as may be. Returns its client id: the given one, or a new one. */
  say(conversation: string, text: string, id?: string): string;

  /** Sends a message that was not sent once more. */
  retry(conversation: string, id: string): void;

  /** Takes a message that was not sent off the screen. */
  discard(conversation: string, id: string): void;

  /** Tells that one is typing (call it on every key) or no longer is; the other side hears of it rarely. */
  typing(conversation: string, on: boolean): void;

  /** Tells that everything up to `seq` has been on screen. */
  read(conversation: string, seq: number): void;

  /** Applies facts that came another way, as the answer of a command over HTTPS. */
  learn(facts: Facts): void;
}
