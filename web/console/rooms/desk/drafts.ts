/** What an agent has typed and not sent, by conversation. It stays in this tab and never leaves the browser. */
import { type Signal, signal } from "@preact/signals";

const KEY = "juttu.drafts";

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface Drafts {
  of(conversation: string): string;
  keep(conversation: string, text: string): void;
  /** Forgets everything: its writer has signed out, or somebody else has signed in. */
  forget(): void;
}

/** Returns where the note is kept that is being written beside a conversation: never where its answer is. */
export const noteOf = (conversation: string): string => `${conversation} note`;

/** Returns the drafts of one person. What another person left in this tab is forgotten. */
export function draftsOf(person: string, store: Store | null): Drafts {
  const all: Signal<Record<string, string>> = signal(read(person, store));
  const write = () => store?.setItem(KEY, JSON.stringify({ person, drafts: all.value }));
  write();
  return {
    of: (conversation) => all.value[conversation] ?? "",
    keep(conversation, text) {
      const { [conversation]: _, ...others } = all.value;
      all.value = text ? { ...others, [conversation]: text } : others;
      write();
    },
    forget() {
      all.value = {};
      store?.removeItem(KEY);
    },
  };
}

function read(person: string, store: Store | null): Record<string, string> {
  try {
    const kept = JSON.parse(store?.getItem(KEY) ?? "null");
    return kept?.person === person ? kept.drafts : {};
  } catch {
    return {};
  }
}
