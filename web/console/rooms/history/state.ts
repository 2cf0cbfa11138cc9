/** The history without a screen: how a conversation ended, and by what the list can be narrowed. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Language, Past, PastConversations } from "../../../shared/wire";

/** So often what is on the screen is looked at again: who may no longer see it has no line that says so. */
const LOOKS_EVERY = 60_000;

/** When what stands on the screen is to be looked at again. */
export interface Looks {
  /** Counts up whenever it is. */
  due: ReadonlySignal<number>;
  /** Counts up whenever the list is to be asked for anew, which is an access: only on coming back after a while. */
  back: ReadonlySignal<number>;
  /** Call it every second. */
  tick(): void;
  /** Call it when the room comes on the screen, and when the page does. */
  shown(): void;
}

/** Says once a minute while the room is on the screen, and whenever it comes there, that it is time to look again. */
export function looks(now: () => number, isShown: () => boolean): Looks {
  const due = signal(0);
  const back = signal(0);
  let lookedAt = now();
  let listedAt = lookedAt;
  const look = () => {
    lookedAt = now();
    due.value += 1;
  };
  return {
    due,
    back,
    tick: () => {
      if (isShown() && now() - lookedAt >= LOOKS_EVERY) look();
    },
    shown: () => {
      look();
      if (now() - listedAt < LOOKS_EVERY) return;
      listedAt = now();
      back.value += 1;
    },
  };
}

/** Returns a list with the page that comes after it. */
export function joined(found: PastConversations, page: PastConversations): PastConversations {
  return { ...page, past: [...found.past, ...page.past], topics: found.topics ?? null };
}

/** Returns a list asked for anew, as far back as it went. */
export async function listedAnew(
  fetch: (before?: number) => Promise<PastConversations>,
  { before: end }: PastConversations,
): Promise<PastConversations> {
  let found = await fetch();
  while (found.before != null && found.before > (end ?? 0)) found = joined(found, await fetch(found.before));
  return found;
}

export type Topics = NonNullable<PastConversations["topics"]>;

/** Returns how a conversation ended, as the list is narrowed by it: why, where it is not just the end, else by which side. */
export function endOf({ closed_by, closed_for }: Pick<Past, "closed_by" | "closed_for">): string | null {
  return closed_for ?? closed_by ?? null;
}

/** Returns what a conversation is about in words, null where nobody has said, or its site has no such topic any more. */
export function topicOf(
  topics: Topics,
  { site, topic }: Pick<Past, "site" | "topic">,
  language: Language,
): string | null {
  return (topic && topics[site]?.[topic]?.[language]) || null;
}

/** Returns the topics by which can be narrowed: of a site, or of all, each key once, called as the sites call it. */
export function topicsOf(
  topics: Topics,
  site: string | undefined,
  language: Language,
): { value: string; label: string }[] {
  const names = new Map<string, Set<string>>();
  for (const [key, ofSite] of Object.entries(topics)) {
    if (site && key !== site) continue;
    for (const [topic, words] of Object.entries(ofSite)) {
      names.set(topic, (names.get(topic) ?? new Set()).add(words[language] || topic));
    }
  }
  return [...names].map(([value, labels]) => ({ value, label: [...labels].join(" / ") }));
}
