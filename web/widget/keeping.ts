import type { Language } from "../shared/wire";

/** The one thing kept on a visitor's device, and only once a conversation has started. */
export interface Kept {
  /** Opens exactly this conversation, and nothing without it. */
  key: string;
  conversation: string;
  /** When it is forgotten at the latest, in milliseconds since 1970. */
  until: number;
  language: Language;
  /** How large the text is: 1 or 2 steps larger than it comes. */
  size: number;
  /** Whether it rings when an agent has written and nobody looks. */
  sound: boolean;
}

/** What is kept for one site. Two tabs that start at once may have a conversation each: then both are kept. */
export interface Keeping {
  /** The conversation that was written last. */
  read: () => Kept | null;
  /** Returns whether the browser let it be kept. */
  write: (kept: Kept) => boolean;
  /** Forgets this conversation, and no other. */
  forget: (conversation: string) => void;
}

/** Keeps it in the browser's storage; where that is blocked, nothing is kept and nothing fails. */
export function keepingIn(storage: () => Storage, name: string): Keeping {
  const attempt = <Value>(act: (storage: Storage) => Value, otherwise: Value): Value => {
    try {
      return act(storage());
    } catch {
      return otherwise;
    }
  };
  const put = (change: (kept: Kept[]) => Kept[]) =>
    attempt((open) => {
      const kept = change(attempt(() => keptIn(open.getItem(name)), []));
      if (kept.length > 0) open.setItem(name, JSON.stringify(kept));
      else open.removeItem(name);
      return true;
    }, false);
  const others = (kept: Kept[], conversation: string) => kept.filter((one) => one.conversation !== conversation);
  return {
    read: () => attempt((open) => keptIn(open.getItem(name))[0] ?? null, null),
    write: (kept) => put((all) => [kept, ...others(all, kept.conversation)].slice(0, MOST)),
    forget: (conversation) => put((all) => others(all, conversation)),
  };
}

/** More tabs do not start at once. */
const MOST = 3;

function keptIn(text: string | null): Kept[] {
  const kept: unknown = JSON.parse(text ?? "[]");
  return Array.isArray(kept) ? kept.filter(isKept) : [];
}

function isKept(kept: Partial<Kept> | null): kept is Kept {
  return typeof kept?.key === "string" && typeof kept.conversation === "string" && typeof kept.until === "number";
}
