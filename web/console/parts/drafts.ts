/** What is typed into a room's forms and not sent yet: it outlives their being drawn. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";

/** What is typed into one form; null: nothing, or it has been sent. */
export interface Draft<Values> {
  value: Values | null;
}

export interface Drafts {
  /** Returns the draft of a form, by its name. */
  of<Values>(name: string): Draft<Values>;
  /** Whether there is any. */
  any: ReadonlySignal<boolean>;
}

export function drafts(): Drafts {
  const all = signal<ReadonlyMap<string, unknown>>(new Map());
  const put = (name: string, value: unknown) => {
    const next = new Map(all.peek());
    if (value === null) next.delete(name);
    else next.set(name, value);
    all.value = next;
  };
  return {
    of: <Values>(name: string) => ({
      get value() {
        return (all.peek().get(name) ?? null) as Values | null;
      },
      set value(value: Values | null) {
        put(name, value);
      },
    }),
    any: computed(() => all.value.size > 0),
  };
}
