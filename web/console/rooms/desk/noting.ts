/** Notes for colleagues at work: fetched while they are on the screen, told on the desk's line, and saved once each. */
import { effect, type Signal, signal, untracked } from "@preact/signals";
import { lastSeq } from "../../../shared/conversation";
import { type Ask, problemOf } from "../../../shared/http";
import { isBlank } from "../../../shared/text";
import type { Note, Notes, Problem, ServerFrame } from "../../../shared/wire";
import {
  hasUnsaved,
  lacks,
  NO_NOTES,
  type NotesKnown,
  passes,
  withAll,
  withFetchFailed,
  withNote,
  withNotSaved,
  withoutPendingNote,
  withPendingNote,
  withSavedAgain,
  withTold,
  withWanted,
} from "../../conversation/notes";
import { noteOf } from "./drafts";
import type { Work } from "./work";

export interface Noting {
  of(conversation: string): NotesKnown;
  /** Call it while a conversation is on the screen, with what its facts say of notes; null: it has left the screen. */
  shows(conversation: string | null, noted?: number): void;
  /** Fetches once more what could not be. */
  again(conversation: string): void;
  save(conversation: string, text: string): void;
  /** Saves what is typed as a note, and whatever could not be saved before; returns why it is not saved, or null. */
  saveAll(conversation: string): Promise<Problem | null>;
  retry(conversation: string, id: string): void;
  discard(conversation: string, id: string): void;
  /** Takes back a note of one's own. Raises a Refusal. */
  takeBack(conversation: string, number: number): Promise<void>;
}

interface NotingOf {
  work: Work;
  ask: Ask;
  now: () => number;
  newId: () => string;
}

const made = new WeakMap<Work, Noting>();

/** Returns the notes of a desk: the same for as long as that is at work. */
export function notingOf(of: NotingOf): Noting {
  const found = made.get(of.work) ?? noting(of);
  made.set(of.work, found);
  return found;
}

export function noting({ work, ask, now, newId }: NotingOf): Noting {
  const all: Signal<Readonly<Record<string, NotesKnown>>> = signal({});
  const fetching = new Set<string>();
  const saving = new Map<string, Promise<void>>();
  let shown: string | null = null;

  const path = (conversation: string) => `v1/conversations/${conversation}/notes`;
  const known = (conversation: string) => all.peek()[conversation] ?? NO_NOTES;

  function change(conversation: string, next: NotesKnown): void {
    if (next === known(conversation)) return;
    all.value = { ...all.peek(), [conversation]: next };
    work.unsavedNotes.value = Object.values(all.peek()).some(hasUnsaved);
  }

  /** Fetches what is missing of what is on the screen: opening it was recorded, and nothing else is opened here. */
  async function mind(conversation: string | null): Promise<void> {
    if (conversation === null || conversation !== shown || fetching.has(conversation)) return;
    const before = known(conversation);
    if (!lacks(before)) return;
    fetching.add(conversation);
    let isMore = false;
    try {
      const answer = await ask<Notes>("GET", path(conversation));
      change(conversation, withAll(known(conversation), answer));
      isMore = (answer.noted ?? 0) > before.noted;
    } catch (failure) {
      change(conversation, withFetchFailed(known(conversation), problemOf(failure)));
    } finally {
      fetching.delete(conversation);
    }
    if (isMore) void mind(conversation);
  }

  /** Saves what waits, one after the other, in the order in which it was written. */
  function pump(conversation: string): Promise<void> {
    const under = saving.get(conversation) ?? saveWaiting(conversation).finally(() => saving.delete(conversation));
    saving.set(conversation, under);
    return under;
  }

  async function saveWaiting(conversation: string): Promise<void> {
    const waiting = () => known(conversation).pending.find(({ state }) => state === "saving");
    for (let next = waiting(); next !== undefined; next = waiting()) {
      const { id, text } = next;
      try {
        const note = await ask<Note>("POST", path(conversation), { id, text });
        change(conversation, withNote(known(conversation), note));
      } catch (failure) {
        notSaved(conversation, id, text, problemOf(failure));
      }
    }
  }

  function notSaved(conversation: string, id: string, text: string, problem: Problem): void {
    if (problem.code !== "unauthenticated") return change(conversation, withNotSaved(known(conversation), id, problem));
    // Whoever signs in again finds it where it was written.
    const begun = work.drafts.of(noteOf(conversation));
    work.drafts.keep(noteOf(conversation), isBlank(begun) ? text : `${text}\n${begun}`);
    change(conversation, withoutPendingNote(known(conversation), id));
  }

  function heard(frame: ServerFrame): void {
    if (frame.is === "noted") {
      change(frame.conversation, withTold(known(frame.conversation), frame));
      void mind(frame.conversation);
    }
    if (frame.is === "erased") change(frame.conversation, NO_NOTES);
  }

  work.hears(heard);
  effect(() => {
    if (work.link.value.is !== "open") return;
    untracked(() => {
      void mind(shown);
      for (const [conversation, { pending }] of Object.entries(all.peek())) {
        for (const { id, state, problem } of pending) {
          if (state === "not_saved" && passes(problem)) retry(conversation, id);
        }
      }
    });
  });

  function retry(conversation: string, id: string): void {
    change(conversation, withSavedAgain(known(conversation), id));
    void pump(conversation);
  }

  function write(conversation: string, text: string): void {
    if (isBlank(text)) return;
    const screen = work.screenOf(conversation);
    const note = { id: newId(), text: text.trim(), at: now(), after: screen ? lastSeq(screen) : 0 };
    change(conversation, withPendingNote(known(conversation), note));
    work.drafts.keep(noteOf(conversation), "");
  }

  return {
    of: (conversation) => all.value[conversation] ?? NO_NOTES,
    shows(conversation, noted = 0) {
      shown = conversation;
      if (conversation === null) return;
      change(conversation, withWanted(known(conversation), noted));
      void mind(conversation);
    },
    again(conversation) {
      change(conversation, { ...known(conversation), problem: null });
      void mind(conversation);
    },
    save(conversation, text) {
      write(conversation, text);
      void pump(conversation);
    },
    async saveAll(conversation) {
      write(conversation, work.drafts.of(noteOf(conversation)));
      for (const { id, state } of known(conversation).pending) {
        if (state === "not_saved") change(conversation, withSavedAgain(known(conversation), id));
      }
      await pump(conversation);
      return known(conversation).pending[0]?.problem ?? null;
    },
    retry,
    discard: (conversation, id) => change(conversation, withoutPendingNote(known(conversation), id)),
    async takeBack(conversation, number) {
      const note = await ask<Note>("POST", `${path(conversation)}/take-back`, { number });
      change(conversation, withNote(known(conversation), note));
    },
  };
}
