import { describe, expect, test } from "vitest";
import { emptyScreen, type Screen } from "../../shared/conversation";
import type { Entry, Facts } from "../../shared/wire";
import { type Item, log } from "./log";
import type { NoteLine } from "./notes";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = Math.floor(1_800_000_000_000 / DAY) * DAY + 12 * 60 * MINUTE;
const reader = {
  alias: "Anna",
  dayOf: (at: number) => String(Math.floor(at / DAY)),
  mayHide: ({ hidden_at }: Entry) => hidden_at == null,
  hidHere: [],
};

function said(seq: number, by: "visitor" | "agent", at: number, more: Partial<Entry> = {}): Entry {
  return { seq, kind: "said", by, at, text: `text ${seq}`, id: `id${seq}`, ...more };
}

function screen(entries: Entry[], more: Partial<Screen> = {}, facts: Partial<Facts> = {}): Screen {
  return { ...emptyScreen("A"), entries, facts: { alias: "Anna", ...facts } as Facts, ...more };
}

const shape = (items: Item[]) =>
  items.map((item) => (item.is === "run" ? `${item.by}:${item.lines.map(({ text }) => text).join("|")}` : item.is));
const ticks = (items: Item[]) => items.flatMap((item) => (item.is === "run" ? item.lines.map(({ tick }) => tick) : []));

describe("a log", () => {
  test("puts what one speaker says in a row together, and gives it the last one's time", () => {
    const items = log(
      screen([said(1, "visitor", NOW), said(2, "visitor", NOW + MINUTE), said(3, "agent", NOW)]),
      reader,
    );

    expect(shape(items)).toEqual(["day", "visitor:text 1|text 2", "agent:text 3"]);
    expect(items[1]).toMatchObject({ at: NOW + MINUTE });
  });

  test("puts each note behind the entry after which it was written, and those of later ones at the end", () => {
    const note = (after: number) => ({ after, at: NOW, key: `note-${after}` }) as NoteLine;
    const items = log(screen([said(1, "visitor", NOW), said(2, "visitor", NOW)]), reader, [note(1), note(1), note(7)]);

    expect(shape(items)).toEqual(["day", "visitor:text 1", "note", "note", "visitor:text 2", "note"]);
    expect(shape(log(screen([said(1, "visitor", NOW)]), reader))).toEqual(["day", "visitor:text 1"]);
  });

  test("shows an agent's newest words in the place of what they put right, and what that was", () => {
    const corrected = (seq: number, by: "visitor" | "agent", about: number, text: string): Entry =>
      ({ seq, kind: "corrected", by, about, text, at: NOW, alias: "Anna", masked: ["payment_card"] }) as Entry;
    const items = log(
      screen([
        said(1, "visitor", NOW),
        said(2, "agent", NOW),
        corrected(3, "agent", 2, "first try"),
        corrected(4, "agent", 2, "second try"),
        corrected(5, "visitor", 1, "Havu 12"),
      ]),
      reader,
    );

    expect(shape(items)).toEqual(["day", "visitor:text 1", "agent:second try", "event"]);
    const [line] = items.flatMap((item) => (item.is === "run" && item.by === "agent" ? item.lines : []));
    expect(line).toMatchObject({ was: "text 2", masked: ["payment_card"] });
  });

  test("begins a new run after a pause, an event, another speaker and another day", () => {
    const items = log(
      screen([
        said(1, "visitor", NOW - DAY),
        said(2, "visitor", NOW),
        said(3, "visitor", NOW + 6 * MINUTE),
        { seq: 4, kind: "joined", by: "agent", at: NOW + 6 * MINUTE, alias: "Anna" },
        said(5, "visitor", NOW + 6 * MINUTE),
      ]),
      reader,
    );

    expect(shape(items)).toEqual([
      "day",
      "visitor:text 1",
      "day",
      "visitor:text 2",
      "visitor:text 3",
      "event",
      "visitor:text 5",
    ]);
  });

  test("joins a message on its way to the run of what was said, under a key that it keeps when stored", () => {
    const before = log(
      screen([said(1, "agent", NOW, { alias: "Anna" })], {
        pending: [{ id: "id2", text: "next", at: NOW, state: "sending" }],
      }),
      reader,
    );
    const after = log(
      screen([said(1, "agent", NOW, { alias: "Anna" }), said(2, "agent", NOW, { alias: "Anna" })]),
      reader,
    );
    const keys = (items: Item[]) =>
      items.flatMap((item) => (item.is === "run" ? item.lines.map(({ key }) => key) : []));

    expect(shape(before)).toEqual(["day", "agent:text 1|next"]);
    expect(keys(after)).toEqual(keys(before));
  });

  test("knows the reader's own words from a colleague's, and from those of whose name nothing is known", () => {
    const items = log(
      screen(
        [
          said(1, "agent", NOW, { alias: "Pekka" }),
          said(2, "agent", NOW, { alias: "Anna" }),
          said(3, "agent", NOW),
          said(4, "visitor", NOW, { alias: "Anna" }),
        ],
        { pending: [{ id: "id5", text: "next", at: NOW, state: "sending" }] },
        // Whoever helps writes in a conversation that somebody else has.
        { alias: "Pekka" },
      ),
      reader,
    );

    expect(items.flatMap((item) => (item.is === "run" ? [[item.alias, item.own]] : []))).toEqual([
      ["Pekka", false],
      ["Anna", true],
      [null, false],
      ["Anna", false],
      ["Anna", true],
    ]);
  });

  test("keeps masks and requests for a copy beside their message", () => {
    const [, run] = log(screen([said(1, "visitor", NOW, { masked: ["identity_code"], asks_copy: true })]), reader);

    expect(run).toMatchObject({ lines: [{ masked: ["identity_code"], asksCopy: true }] });
  });
});

test("the first agent joins, every later one carries on", () => {
  const hand = (seq: number, kind: "joined" | "left", alias: string): Entry => ({
    seq,
    kind,
    by: "agent",
    at: NOW,
    alias,
  });
  const items = log(
    screen([
      hand(1, "joined", "Anna"),
      hand(2, "left", "Anna"),
      hand(3, "joined", "Pekka"),
      hand(4, "joined", "Liisa"),
    ]),
    reader,
  );

  expect(items.flatMap((item) => (item.is === "event" ? [item.again] : []))).toEqual([false, false, true, true]);
});

describe("what has been hidden", () => {
  const lines = (entry: Entry, hidHere: number[] = [], more: Partial<Facts> = { mine: true }) =>
    log(screen([entry], {}, more), { ...reader, hidHere }).flatMap((item) => (item.is === "run" ? item.lines : []));

  test.each([
    ["nobody", said(1, "visitor", NOW), [], null],
    ["whom the service names", said(1, "visitor", NOW, { hidden_at: NOW, hidden_by: "visitor" }), [], "visitor"],
    ["whom it names before", said(1, "visitor", NOW, { hidden_at: NOW, hidden_by: "visitor" }), [1], "visitor"],
    ["me, in this window", said(1, "visitor", NOW, { hidden_at: NOW }), [1], "agent"],
    ["an agent, if one wrote it", said(1, "agent", NOW, { hidden_at: NOW }), [], "agent"],
    ["somebody, where only the place was told", said(1, "visitor", NOW, { hidden_at: NOW }), [2], "somebody"],
  ] as const)("says by whom: %s", (_who, entry, hidHere, by) => {
    expect(lines(entry, [...hidHere])).toMatchObject([{ hidden: by, seq: 1 }]);
  });

  test("is not to be hidden again, nor what is still on its way", () => {
    expect(lines(said(1, "visitor", NOW))).toMatchObject([{ mayHide: true }]);
    expect(lines(said(1, "visitor", NOW, { hidden_at: NOW }))).toMatchObject([{ mayHide: false }]);
    const pending = [{ id: "a", text: "a", at: NOW, state: "sending" as const }];
    expect(log(screen([], { pending }, { mine: true }), reader)[1]).toMatchObject({
      lines: [{ mayHide: false, seq: null }],
    });
  });
});

describe("ticks", () => {
  const two = [said(1, "agent", NOW), said(2, "agent", NOW)];

  test("stand only on the last own message", () => {
    expect(ticks(log(screen(two), reader))).toEqual([null, "sent"]);
  });

  test("say read when the visitor has had it on screen", () => {
    expect(ticks(log(screen(two, {}, { read_by_visitor: 1 }), reader))).toEqual([null, "sent"]);
    expect(ticks(log(screen(two, {}, { read_by_visitor: 2 }), reader))).toEqual([null, "read"]);
  });

  test("leave the stored ones while something is on its way, and say what is not sent", () => {
    const pending = [
      { id: "a", text: "a", at: NOW, state: "not_sent" as const },
      { id: "b", text: "b", at: NOW, state: "sending" as const },
    ];

    expect(ticks(log(screen(two, { pending }), reader))).toEqual([null, null, "not_sent", "sending"]);
  });
});
