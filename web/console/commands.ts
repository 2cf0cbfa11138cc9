/** What can be done, in one list: it feeds the single keys, the list of keys and the palette. */
import type { App } from "./app";

export interface Command {
  /** The same in every language. */
  name: string;
  /** What it does, as it is read. */
  says(): string;
  /** The key that does it by itself. */
  key?: string;
  /** Whether it can be done now. */
  may?(): boolean;
  run(): void;
}

/** Returns the commands that can be done now, those whose words hold what was typed; nothing typed holds in all. */
export function found(commands: readonly Command[], typed: string): Command[] {
  return commands.filter(({ says, may }) => may?.() !== false && holds(says(), typed));
}

/** Returns whether a text holds each word that was typed, in whatever order; nothing typed is held by any. */
export function holds(text: string, typed: string): boolean {
  const whole = plain(text);
  return plain(typed)
    .split(" ")
    .every((word) => whole.includes(word));
}

/** In small letters without accents, as people type who are in a hurry. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** What a key press tells about itself and about where and when it was pressed; times in milliseconds. */
export interface Press {
  key: string;
  modified: boolean;
  typing: boolean;
  at: number;
}

/** After what was typed, be it Escape, so much has to pass before a letter is a command: people write on without looking. */
export const QUIET = 1000;

export interface Listener {
  /** Returns which single key was pressed, if it was meant for us. */
  press(press: Press): string | null;
  /** What one typed in has gone by itself: whoever had paused to think may be about to write on. */
  gone(at: number): void;
}

export function listener(): Listener {
  let typedAt = Number.NEGATIVE_INFINITY;
  return {
    press({ key, modified, typing, at }) {
      const isText = typing || (key.length === 1 && at - typedAt < QUIET);
      if (isText) typedAt = at;
      return isText || modified || key.length !== 1 ? null : key.toLowerCase();
    },
    gone(at) {
      typedAt = at;
    },
  };
}

/** The list of keys can always be opened: from it they can be switched on again. */
export const KEYS_KEY = "?";

export function listenForKeys(app: App): void {
  const keys = listener();
  let field: HTMLElement | null = null;
  const look = ({ timeStamp }: Event) => {
    if (field?.isConnected === false) {
      keys.gone(timeStamp);
      field = null;
    }
  };
  document.addEventListener("focusin", (event) => {
    look(event);
    field = isTyping(event.target) ? event.target : null;
  });
  document.addEventListener("keydown", (event) => {
    look(event);
    const isPalette = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = keys.press({
      key: event.key,
      modified: event.ctrlKey || event.metaKey || event.altKey || event.isComposing,
      typing: isTyping(event.target),
      at: event.timeStamp,
    });
    if (app.session.stage.value.is !== "working" || document.querySelector("dialog[open]")) return;
    if (isPalette) {
      event.preventDefault();
      app.dialog.value = "palette";
    }
    if (key === null || !(app.shortcuts.value || key === KEYS_KEY)) return;
    const command = app.commands.value.find((one) => one.key === key);
    if (command === undefined) return;
    event.preventDefault();
    if (command.may?.() !== false) command.run();
  });
}

function isTyping(target: EventTarget | null): target is HTMLElement {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}
