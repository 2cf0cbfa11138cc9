import { describe, expect, test } from "vitest";
import { emptyScreen, type Screen, withHistory, withNotSent, withPending, withRead } from "../shared/conversation";
import type { Entry, Facts } from "../shared/wire";
import { type Message, MOST_DRAWN, rowsOf, type View, waitsSince } from "./rows";

const noon = Date.parse("2026-11-24T10:00:00Z");
const minute = 60_000;
const facts: Facts = {
  conversation: "0000000000000001",
  site: "demo",
  language: "fi",
  status: "active",
  started_at: noon,
  expires_on: "2027-01-24",
  seq: 0,
  sent: 0,
};

function screenOf(...entries: Partial<Entry>[]): Screen {
  const whole = entries.map(
    (entry, index): Entry => ({ seq: index + 1, kind: "said", by: "visitor", at: noon, text: "t", ...entry }),
  );
  return withHistory(emptyScreen(facts.conversation), { is: "history", facts, entries: whole });
}

const messages = (screen: Screen) => rowsOf(screen, noon).filter((row): row is Message => row.is === "said");

describe("by whom a message was hidden", () => {
  const hid = { text: "••••••", hidden_at: noon };

  test.each<[string, Partial<Entry>, number[], Message["hidden"]]>([
    ["nobody has hidden it", {}, [1], null],
    ["the service names the visitor", { ...hid, hidden_by: "visitor" }, [], "visitor"],
    ["the service names the agent", { ...hid, hidden_by: "agent" }, [1], "agent"],
    ["it was done in this window", hid, [1], "visitor"],
    ["only agents hide what an agent wrote", { ...hid, by: "agent" }, [], "agent"],
    ["only the place was told", hid, [2], "somebody"],
  ])("is told where %s", (_, entry, hidHere, by) => {
    expect(rowsOf(screenOf(entry), noon, undefined, new Set(hidHere))).toMatchObject([{ hidden: by }]);
  });
});

describe("runs", () => {
  test("messages of one speaker within five minutes stand together", () => {
    const rows = messages(screenOf({ at: noon }, { at: noon + minute }, { at: noon + 7 * minute }, { by: "agent" }));

    expect(rows.map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  test("an event parts them", () => {
    const rows = messages(screenOf({}, { kind: "joined", by: "agent", alias: "Anna" }, {}));

    expect(rows.map(({ first, last }) => [first, last])).toEqual([
      [true, true],
      [true, true],
    ]);
  });
});

describe("hands", () => {
  const anna: Partial<Entry> = { kind: "joined", by: "agent", alias: "Anna" };
  const left: Partial<Entry> = { kind: "left", by: "agent", alias: "Anna", at: noon + minute };

  test("the first agent joins, every later one carries on", () => {
    const rows = rowsOf(screenOf({}, anna, left, { ...anna, alias: "Pekka" }, { ...anna, alias: "Liisa" }), noon);

    expect(rows.flatMap((row) => (row.is === "event" ? [[row.entry.kind, row.again]] : []))).toEqual([
      ["joined", false],
      ["left", false],
      ["joined", true],
      ["joined", true],
    ]);
  });

  test("waiting is counted from the start, and once an agent has left from then", () => {
    expect(waitsSince(screenOf({}))).toBe(noon);
    expect(waitsSince(screenOf({}, anna, left))).toBe(noon + minute);
  });
});

test("a message that was not sent ends its run: its trouble stands between", () => {
  const two = withPending(withPending(emptyScreen("0000000000000001"), "a", "1", noon), "b", "2", noon);
  const rows = messages(withNotSent(two, "a", { code: "unexpected", sentence: "" }));

  expect(rows.map(({ first }) => first)).toEqual([true, true]);
});

describe("days", () => {
  test("a conversation of today has no line, one that goes over midnight has one", () => {
    const night = Date.parse("2026-11-24T22:30:00Z");

    expect(rowsOf(screenOf({}), noon).map(({ is }) => is)).toEqual(["said"]);
    expect(rowsOf(screenOf({}, { at: night }), noon).map(({ is }) => is)).toEqual(["said", "day", "said"]);
  });

  test("one of yesterday says so", () => {
    expect(rowsOf(screenOf({}), noon + 24 * 60 * minute).map(({ is }) => is)).toEqual(["day", "said"]);
  });
});

describe("states", () => {
  test("only the newest own message tells how far it has come", () => {
    const screen = screenOf({}, {}, { by: "agent" });

    expect(messages(screen).map(({ state }) => state)).toEqual([null, "sent", null]);
    expect(messages(withRead(screen, "agent", 2)).map(({ state }) => state)).toEqual([null, "read", null]);
  });

  test("a message on its way takes the telling over, and keeps its key when it arrives", () => {
    const pending = withPending(screenOf({}), "client-2", "vielä", noon);
    const arrived = messages(screenOf({}, { id: "client-2" }));

    expect(messages(pending).map(({ state }) => state)).toEqual([null, "sending"]);
    expect(arrived.at(-1)?.key).toBe(messages(pending).at(-1)?.key);
  });

  test("each message that was not sent says so", () => {
    const problem = { code: "message_too_long", sentence: "" };
    const two = withPending(withPending(screenOf({}), "a", "1", noon), "b", "2", noon);
    const screen = withNotSent(two, "a", problem);

    expect(messages(screen).map(({ state }) => state)).toEqual([null, "not_sent", "sending"]);
  });
});

describe("what is drawn of a long conversation", () => {
  const many = screenOf(
    ...Array.from({ length: 1000 }, (_, n) => ({ by: n % 2 ? "visitor" : "agent", text: `${n + 1}` }) as const),
  );
  const texts = (view: View) => rowsOf(many, noon, view).flatMap((row) => (row.is === "said" ? row.text : []));

  test("is a stretch of it, and never more than the most", () => {
    expect(texts({ from: 990, to: null, leftOff: null })).toEqual([
      "991",
      "992",
      "993",
      "994",
      "995",
      "996",
      "997",
      "998",
      "999",
      "1000",
    ]);
    expect(texts({ from: 10, to: 13, leftOff: null })).toEqual(["11", "12", "13"]);
    expect(texts({ from: 0, to: null, leftOff: null })).toHaveLength(MOST_DRAWN);
    expect(texts({ from: 0, to: null, leftOff: null }).at(-1)).toBe("1000");
  });

  test("begins with its day, and tells how far the newest message has come only where that is drawn", () => {
    const rows = rowsOf(many, noon, { from: 500, to: 600, leftOff: null });

    expect(rows[0]?.is).toBe("day");
    expect(rows.some((row) => row.is === "said" && row.state !== null)).toBe(false);
    expect(
      rowsOf(many, noon, { from: 900, to: null, leftOff: null }).some((row) => row.is === "said" && row.state !== null),
    ).toBe(true);
  });
});

describe("a mail that has left", () => {
  const mailed = (screen: Screen, reaches: number | null, view?: View, more: object = {}) => {
    const copy = { order: 1, state: "delivered", at: noon + 9 * minute, reaches, ...more } as const;
    const withCopy = { ...screen, facts: { ...facts, transcripts: [copy] } };
    return rowsOf(withCopy, noon, view).map((row) => (row.is === "said" ? row.text : row.is));
  };
  const three = screenOf({ text: "1" }, { text: "2", at: noon + minute }, { text: "3", at: noon + 2 * minute });

  test("stands below the newest message that is in it, however late it is heard that it has arrived", () => {
    expect(mailed(three, 2)).toEqual(["1", "2", "mailed", "3"]);
    expect(mailed(withPending(three, "a", "4", noon), 3)).toEqual(["1", "2", "3", "mailed", "4"]);
  });

  test("with nobody's words in it stands after all that was said", () => {
    expect(mailed(three, null, undefined, { with_answer: true })).toEqual(["1", "2", "3", "mailed"]);
  });

  test("is drawn with the stretch of which it has the last message, and with no other", () => {
    const view = (from: number, to: number | null) => ({ from, to, leftOff: null });

    expect(mailed(three, 2, view(1, 2))).toEqual(["day", "2", "mailed"]);
    expect(mailed(three, 2, view(0, 1))).toEqual(["1"]);
    expect(mailed(three, 2, view(2, null))).toEqual(["day", "3"]);
  });
});

describe("the line where one left off", () => {
  const screen = screenOf({}, { by: "agent" }, { by: "agent", text: "new" }, { by: "agent" });

  test("stands before the first new message and parts its run", () => {
    const rows = rowsOf(screen, noon, { from: 0, to: null, leftOff: 3 });

    expect(rows.map(({ is }) => is)).toEqual(["said", "said", "left_off", "said", "said"]);
    expect(rows.flatMap((row) => (row.is === "said" ? [[row.first, row.last]] : []))).toEqual([
      [true, true],
      [true, true],
      [true, false],
      [false, true],
    ]);
  });

  test("is not there where nothing is new, or where what is new is not drawn", () => {
    for (const view of [
      { from: 0, to: null, leftOff: null },
      { from: 3, to: null, leftOff: 3 },
    ]) {
      expect(rowsOf(screen, noon, view).some(({ is }) => is === "left_off")).toBe(false);
    }
  });
});

describe("corrections", () => {
  test("stand beside what they put right, in their order, and are no rows of their own", () => {
    const screen = screenOf(
      { text: "Havu 20" },
      { by: "agent", text: "Hei" },
      { kind: "corrected", about: 1, text: "Havu 12" },
      { kind: "corrected", about: 1, text: "Honka 36" },
    );

    expect(messages(screen).map(({ text, corrections }) => [text, corrections])).toEqual([
      ["Havu 20", ["Havu 12", "Honka 36"]],
      ["Hei", []],
    ]);
    expect(rowsOf(screen, noon)).toHaveLength(2);
  });

  test("of an agent stand in the place of what they put right, and are told of where they came", () => {
    const screen = screenOf(
      { text: "Havu 20" },
      { by: "agent", text: "Kaksi vuotta" },
      { text: "Ahaa" },
      { kind: "corrected", by: "agent", about: 2, text: "Kolme vuotta" },
      { kind: "corrected", by: "agent", about: 2, text: "Neljä vuotta" },
    );

    expect(messages(screen).map(({ text, was, corrections }) => [text, was, corrections])).toEqual([
      ["Havu 20", null, []],
      ["Neljä vuotta", "Kaksi vuotta", []],
      ["Ahaa", null, []],
    ]);
    expect(rowsOf(screen, noon).flatMap((row) => (row.is === "event" ? [row.entry.seq] : []))).toEqual([4, 5]);
  });

  test("are gone with what they put right once that is hidden, though their own place is not known to be yet", () => {
    const screen = screenOf(
      { text: "••••••", hidden_at: 1 },
      { kind: "corrected", about: 1, text: "Havu 12" },
      { by: "agent", text: "••••••", hidden_at: 1 },
      { kind: "corrected", by: "agent", about: 3, text: "Kolme vuotta" },
    );

    expect(messages(screen).map(({ text, was, corrections }) => [text, was, corrections])).toEqual([
      ["••••••", null, []],
      ["••••••", null, []],
    ]);
  });
});
