import { describe, expect, test } from "vitest";
import type { Note } from "../../shared/wire";
import {
  lacks,
  NO_NOTES,
  noteLines,
  withAll,
  withNote,
  withNotSaved,
  withPendingNote,
  withTold,
  withWanted,
} from "./notes";

const note = (number: number, more: Partial<Note> = {}): Note => ({
  number,
  after: 1,
  by: "agent.b",
  alias: "Bo",
  at: number,
  id: `note-000${number}`,
  text: `Note ${number}`,
  ...more,
});
const back = (number: number) => {
  const { text: _, ...rest } = note(number);
  return { ...rest, taken_back_at: 99 };
};
const told = (noted: number, one?: Note) => ({
  is: "noted" as const,
  conversation: "A",
  noted,
  ...(one ? { note: one } : {}),
});

describe("what is known of notes", () => {
  test("is whole while each change comes with its note, and lacks one once a number comes alone or is passed over", () => {
    const first = withTold(NO_NOTES, told(1, note(1)));
    expect([first.noted, lacks(first)]).toEqual([1, false]);

    expect(lacks(withTold(first, told(2)))).toBe(true);
    expect(lacks(withTold(first, told(3, note(3))))).toBe(true);
    expect(lacks(withWanted(first, 2))).toBe(true);
    expect(lacks(withWanted(first, 1))).toBe(false);
  });

  test("is whole again with all of them, whatever was told meanwhile", () => {
    const behind = withTold(NO_NOTES, told(3, note(3)));
    const whole = withAll(behind, { notes: [note(1), note(2)], noted: 2 });

    expect(whole.notes.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(lacks(whole)).toBe(true);
    expect(lacks(withAll(whole, { notes: [note(1), note(2), note(3)], noted: 3 }))).toBe(false);
  });

  test("never shows again what was taken back, however late it comes", () => {
    const gone = withTold(withTold(NO_NOTES, told(1, note(1))), told(2, back(1)));

    expect(withTold(gone, told(1, note(1))).notes).toEqual([back(1)]);
    expect(withAll(gone, { notes: [note(1)], noted: 1 }).notes).toEqual([back(1)]);
  });

  test("has one's own once, when its answer comes and when it is told, in either order", () => {
    const typed = withPendingNote(NO_NOTES, { id: "note-0001", text: "Note 1", at: 1, after: 1 });
    const stored = withNote(typed, note(1));

    expect([typed.pending.length, stored.pending.length]).toEqual([1, 0]);
    expect(withTold(stored, told(1, note(1)))).toMatchObject({ notes: [note(1)], pending: [], noted: 1 });
  });
});

describe("notes as they are read", () => {
  test("stand by their places, one's own without a name, and only one's own can be taken back while it is open", () => {
    const known = withAll(NO_NOTES, { notes: [note(1), note(2, { by: "agent.a" }), { ...back(3), by: "agent.a" }] });
    const typed = withNotSaved(
      withPendingNote(known, { id: "note-0009", text: "Typed", at: 9, after: 4 }),
      "note-0009",
      { code: "offline", sentence: "" },
    );

    const lines = noteLines(typed, "agent.a", true);
    expect(lines.map(({ alias, text, mayTakeBack, state }) => [alias, text, mayTakeBack, state])).toEqual([
      ["Bo", "Note 1", false, "saved"],
      [null, "Note 2", true, "saved"],
      [null, null, false, "saved"],
      [null, "Typed", false, "not_saved"],
    ]);
    expect(noteLines(typed, "agent.a", false).some(({ mayTakeBack }) => mayTakeBack)).toBe(false);
  });

  test("are the same node before they are stored and after", () => {
    const typed = withPendingNote(NO_NOTES, { id: "note-0001", text: "Note 1", at: 1, after: 1 });
    const stored = withNote(typed, note(1, { by: "agent.a" }));

    const keys = [typed, stored].map((known) => noteLines(known, "agent.a", true).map(({ key }) => key));
    expect(keys[0]).toEqual(keys[1]);
  });
});
