/** What a screen knows of the notes beside a conversation: without DOM, clock or service. */
import type { Masked, Note, Noted, Notes, Problem } from "../../shared/wire";

/** A note that its writer sees and that is not stored yet. */
export interface PendingNote {
  id: string;
  text: string;
  at: number;
  /** The newest entry's place when it was written. */
  after: number;
  state: "saving" | "not_saved";
  problem: Problem | null;
}

export interface NotesKnown {
  /** By their numbers, in their order. */
  readonly notes: readonly Note[];
  /** So many changes are known with all that they changed. */
  readonly noted: number;
  /** So many changes there are, as far as anybody has said. */
  readonly wanted: number;
  readonly pending: readonly PendingNote[];
  /** Why they cannot be fetched. */
  readonly problem: Problem | null;
}

export const NO_NOTES: NotesKnown = { notes: [], noted: 0, wanted: 0, pending: [], problem: null };

/** Whether there are notes, or changes of them, that are not here. */
export const lacks = ({ noted, wanted }: NotesKnown): boolean => wanted > noted;

/** Whether something is typed that is not stored. */
export const hasUnsaved = ({ pending }: NotesKnown): boolean => pending.length > 0;

// ------------------------------------------------------------------------------------------------ what is heard

/** It is known how many changes there are, and no more. */
export function withWanted(known: NotesKnown, noted: number): NotesKnown {
  return noted > known.wanted ? { ...known, wanted: noted } : known;
}

/** All of them, as they were at one moment; what is known to have come since stays. */
export function withAll(known: NotesKnown, { notes, noted = 0 }: Notes): NotesKnown {
  const all = notes.reduce(withNote, { ...known, problem: null });
  return { ...all, noted: Math.max(known.noted, noted), wanted: Math.max(known.wanted, noted) };
}

/** A note that is new, or as it has become; frames overtake each other, and some only say that there is one. */
export function withTold(known: NotesKnown, { noted, note = null }: Noted): NotesKnown {
  const told = withWanted(note === null ? known : withNote(known, note), noted);
  return note !== null && noted === known.noted + 1 ? { ...told, noted } : told;
}

/** A note in its place; what was taken back stays so. */
export function withNote(known: NotesKnown, note: Note): NotesKnown {
  const before = known.notes.find(({ number }) => number === note.number);
  const pending = known.pending.filter(({ id }) => id !== note.id);
  if (before?.taken_back_at != null) return { ...known, pending };
  const others = known.notes.filter(({ number }) => number !== note.number);
  return { ...known, pending, notes: [...others, note].sort((a, b) => a.number - b.number) };
}

export function withFetchFailed(known: NotesKnown, problem: Problem): NotesKnown {
  return { ...known, problem };
}

// ----------------------------------------------------------------------------------------------- what is written

export function withPendingNote(known: NotesKnown, note: Pick<PendingNote, "id" | "text" | "at" | "after">) {
  return { ...known, pending: [...known.pending, { ...note, state: "saving" as const, problem: null }] };
}

/** It was refused, or no answer came; it stays with the reason, and under its name. */
export function withNotSaved(known: NotesKnown, id: string, problem: Problem): NotesKnown {
  return changed(known, id, (note) => ({ ...note, state: "not_saved", problem }));
}

export function withSavedAgain(known: NotesKnown, id: string): NotesKnown {
  return changed(known, id, (note) => ({ ...note, state: "saving", problem: null }));
}

export function withoutPendingNote(known: NotesKnown, id: string): NotesKnown {
  return { ...known, pending: known.pending.filter((note) => note.id !== id) };
}

function changed(known: NotesKnown, id: string, change: (note: PendingNote) => PendingNote): NotesKnown {
  return { ...known, pending: known.pending.map((note) => (note.id === id ? change(note) : note)) };
}

/** Whether what could not be saved goes through by itself once the line is good again. */
export const passes = (problem: Problem | null): boolean =>
  problem?.code === "offline" || problem?.code === "unavailable";

// --------------------------------------------------------------------------------------------------- as it is read

/** A note as it stands among the messages. */
export interface NoteLine {
  /** The same before and after it is stored, so that it stays the same node. */
  key: string;
  id: string;
  /** Its number, once it is stored. */
  number: number | null;
  after: number;
  at: number;
  /** Null where it is one's own. */
  alias: string | null;
  /** Null once it was taken back. */
  text: string | null;
  masked: readonly Masked[];
  mayTakeBack: boolean;
  state: "saved" | PendingNote["state"];
  problem: Problem | null;
}

/** Returns the notes as a person reads them, in their places. `open`: one's own may still be taken back. */
export function noteLines({ notes, pending }: NotesKnown, person: string, open: boolean): NoteLine[] {
  const stored = notes.map(
    ({ id, by, number, after, at, alias, text = null, masked = [] }): NoteLine => ({
      key: `note-${by}-${id}`,
      id,
      number,
      after,
      at,
      alias: by === person ? null : alias,
      text,
      masked,
      mayTakeBack: open && by === person && text !== null,
      state: "saved",
      problem: null,
    }),
  );
  const typed = pending.map(({ id, text, at, after, state, problem }): NoteLine => {
    const unsaved = { number: null, alias: null, masked: [], mayTakeBack: false };
    return { ...unsaved, key: `note-${person}-${id}`, id, after, at, text, state, problem };
  });
  return [...stored, ...typed].sort((a, b) => a.after - b.after);
}
