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

export interface Keeping {
  read: () => Kept | null;
  /** Returns whether the browser let it be kept. */
  write: (kept: Kept) => boolean;
  forget: () => void;
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
  return {
    read: () => attempt((open) => keptIn(open.getItem(name)), null),
    write: (kept) =>
      attempt((open) => {
        open.setItem(name, JSON.stringify(kept));
        return true;
      }, false),
    forget: () => attempt((open) => open.removeItem(name), undefined),
  };
}

function keptIn(text: string | null): Kept | null {
  const kept: unknown = JSON.parse(text ?? "null");
  if (kept === null || typeof kept !== "object") return null;
  const { key, conversation, until } = kept as Partial<Kept>;
  const whole = typeof key === "string" && typeof conversation === "string" && typeof until === "number";
  return whole ? (kept as Kept) : null;
}
