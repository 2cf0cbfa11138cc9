import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  emptyScreen,
  isBehind,
  isClosed,
  type Screen,
  withEntry,
  withErasure,
  withFacts,
  withHistory,
  withLoss,
  withNewest,
  withNotSent,
  withoutVainHope,
  withPending,
  withProblem,
  withRead,
  withRetry,
  withReturn,
  withTyping,
} from "./conversation";
import type { Entry, Facts } from "./wire";

const ID = "0000000000000001";

const entry = (seq: number, more: Partial<Entry> = {}): Entry => ({
  seq,
  kind: "said",
  by: seq % 2 ? "visitor" : "agent",
  at: seq * 1000,
  text: `text ${seq}`,
  id: `client-${seq}`,
  ...more,
});

const facts = (seq: number, more: Partial<Facts> = {}): Facts => ({
  conversation: ID,
  site: "demo",
  language: "fi",
  status: "active",
  started_at: 0,
  expires_on: "2027-01-25",
  seq,
  sent: 0,
  ...more,
});

const history = (seq: number, entries: Entry[]) => ({ is: "history" as const, facts: facts(seq), entries });

describe("entries", () => {
  test("whatever order, repetition and route they come by, they stand in their places once", () => {
    const all = Array.from({ length: 8 }, (_, index) => entry(index + 1));
    const one = fc.constantFrom(...all);
    fc.assert(
      fc.property(fc.array(fc.oneof(one, fc.array(one, { maxLength: 4 })), { maxLength: 40 }), (arrivals) => {
        const screen = arrivals.reduce<Screen>(
          (now, what) => (Array.isArray(what) ? withHistory(now, history(0, what)) : withEntry(now, what)),
          emptyScreen(ID),
        );
        const seen = new Set(arrivals.flat().map(({ seq }) => seq));
        let whole = 0;
        while (seen.has(whole + 1)) whole += 1;

        expect(screen.entries).toEqual(all.slice(0, whole));
        expect(screen.ahead.map(({ seq }) => seq).sort()).toEqual([...seen].filter((seq) => seq > whole).sort());
        expect(isBehind(screen)).toBe(seen.size > whole);
      }),
    );
  });

  test("an entry takes the place of the pending message with its id", () => {
    const pending = withPending(emptyScreen(ID), "client-1", "131052-308T", 1);
    const screen = withEntry(pending, entry(1, { text: "•••" }));

    expect(screen.pending).toEqual([]);
    expect(screen.entries).toMatchObject([{ text: "•••" }]);
  });

  test("a message that is acknowledged beyond a gap is shown as sent until the gap is closed", () => {
    const pending = withPending(emptyScreen(ID), "client-2", "text 2", 1);
    const ahead = withEntry(pending, entry(2));

    expect(ahead).toMatchObject({ entries: [], pending: [{ id: "client-2", state: "sent" }] });
    expect(withEntry(ahead, entry(1))).toMatchObject({ entries: [{ seq: 1 }, { seq: 2 }], pending: [] });
  });

  test("an entry says by itself that somebody joined and that the end has come", () => {
    const waiting = withHistory(emptyScreen(ID), {
      ...history(0, []),
      facts: facts(0, { status: "waiting", place: 2 }),
    });
    const joined = withEntry(waiting, entry(1, { kind: "joined", by: "agent", alias: "Anna" }));
    const closed = withEntry(joined, entry(2, { kind: "closed", by: "agent", at: 5 }));

    expect(joined.facts).toMatchObject({ status: "active", alias: "Anna", place: null });
    expect(closed.facts).toMatchObject({ status: "closed", closed_by: "agent", closed_at: 5 });
  });
});

describe("the other side's typing", () => {
  const visitors = withTyping(withHistory(emptyScreen(ID), history(1, [entry(1)])), true);
  const agents = withTyping(
    withHistory(emptyScreen(ID), { ...history(1, [entry(1)]), facts: facts(1, { mine: true, alias: "Anna" }) }),
    true,
  );

  test.each([
    ["the visitor's own message", visitors, entry(2, { by: "visitor" }), true],
    ["the agent's message", visitors, entry(2, { by: "agent" }), false],
    ["another agent's coming", visitors, entry(2, { kind: "joined", by: "agent", alias: "Pekka" }), false],
    ["the agent's leaving", visitors, entry(2, { kind: "left", by: "agent" }), false],
    ["the visitor's own close", visitors, entry(2, { kind: "closed", by: "visitor" }), false],
    ["the agent's own message", agents, entry(2, { by: "agent" }), true],
    ["the agent's own coming", agents, entry(2, { kind: "joined", by: "agent", alias: "Anna" }), true],
    ["the visitor's message", agents, entry(2, { by: "visitor" }), false],
  ])("is ended by what the other side does only: %s", (_what, screen, next, goesOn) => {
    expect(withEntry(screen, next).typing).toBe(goesOn);
  });
});

describe("who has it", () => {
  const mine = withHistory(emptyScreen(ID), {
    ...history(1, [entry(1)]),
    facts: facts(1, { mine: true, alias: "Anna" }),
  });

  test("when its agent has left it waits again, for both sides, and nobody types", () => {
    const left = entry(2, { kind: "left", by: "agent", alias: "Anna" });
    const visitors = withTyping(withHistory(emptyScreen(ID), history(1, [entry(1)])), true);

    expect(withEntry(visitors, left)).toMatchObject({ typing: false, facts: { status: "waiting", alias: null } });
    expect(withEntry(visitors, left).facts).not.toHaveProperty("mine");
    expect(withEntry(mine, left).facts).toMatchObject({ status: "waiting", alias: null, mine: false });
  });

  test("a colleague who joins has taken it over", () => {
    const after = withEntry(mine, entry(2, { kind: "joined", by: "agent", alias: "Ville" }));

    expect(after.facts).toMatchObject({ status: "active", alias: "Ville", mine: false });
  });

  test("facts that are newer than the entry know better", () => {
    const later = withFacts(mine, facts(3, { mine: true, alias: "Anna" }));
    const after = withEntry(withEntry(later, entry(2, { kind: "left", by: "agent" })), entry(3, { kind: "joined" }));

    expect(after.facts).toMatchObject({ mine: true, alias: "Anna", status: "active" });
  });

  test("what was lost is not behind, and can return", () => {
    const pending = withPending(withNewest(mine, 3), "client-9", "vielä", 1);
    const lost = withLoss(pending, { code: "handed_over", sentence: "" });

    expect(isBehind(lost)).toBe(false);
    expect(lost.pending).toMatchObject([{ state: "not_sent", problem: { code: "handed_over" } }]);
    expect(withReturn(lost)).toMatchObject({ lost: false, problem: null, pending: [{ state: "not_sent" }] });
    expect(withoutVainHope(withPending(lost, "client-10", "turhaan", 2)).pending).toMatchObject([
      { id: "client-9", state: "not_sent" },
      { id: "client-10", state: "not_sent", problem: { code: "handed_over" } },
    ]);
  });
});

describe("facts", () => {
  test("those that were overtaken on their way change nothing", () => {
    const screen = withFacts(emptyScreen(ID), facts(5, { alias: "Anna" }));

    expect(withFacts(screen, facts(4, { alias: "Ville" })).facts?.alias).toBe("Anna");
  });

  test("what is closed does not open again", () => {
    const closed = withFacts(emptyScreen(ID), facts(5, { status: "closed", closed_by: "visitor", closed_at: 9 }));
    const after = withFacts(closed, facts(5, { status: "active" }));

    expect(after.facts).toMatchObject({ status: "closed", closed_by: "visitor", closed_at: 9 });
  });

  test("a place that has been read stays read", () => {
    const read = withRead(withFacts(emptyScreen(ID), facts(5)), "agent", 4);

    expect(withRead(read, "agent", 3)).toBe(read);
    expect(withFacts(read, facts(5)).facts?.read_by_agent).toBe(4);
  });

  test("newer facts tell that entries are missing", () => {
    expect(isBehind(withFacts(emptyScreen(ID), facts(1)))).toBe(true);
  });
});

describe("trouble", () => {
  const full = withPending(withHistory(emptyScreen(ID), history(2, [entry(1), entry(2)])), "client-9", "vielä", 1);
  const problem = { code: "unavailable", sentence: "" };

  test("no failure takes an entry or a message off the screen", () => {
    for (const after of [withProblem(full, problem), withLoss(full, problem), withNotSent(full, "client-9", problem)]) {
      expect(after.entries).toEqual(full.entries);
      expect(after.pending).toMatchObject([{ id: "client-9", text: "vielä" }]);
    }
  });

  test("a history that could be fetched again takes the problem away", () => {
    expect(withHistory(withProblem(full, problem), history(2, [])).problem).toBeNull();
  });

  test("a message that is tried again goes behind those that are waiting", () => {
    const two = withPending(withNotSent(full, "client-9", problem), "client-10", "toinen", 2);

    expect(withRetry(two, "client-9", 3).pending.map(({ id, state }) => [id, state])).toEqual([
      ["client-10", "sending"],
      ["client-9", "sending"],
    ]);
  });

  test("after the close what was waiting is not sent, and cannot be tried again", () => {
    const closed = withEntry(full, entry(3, { kind: "closed", by: "agent" }));

    expect(isClosed(closed)).toBe(true);
    expect(closed.pending).toMatchObject([{ state: "not_sent", problem: { code: "conversation_closed" } }]);
    expect(withRetry(closed, "client-9", 3)).toBe(closed);
  });

  test("a message that was stored just before the close is not called unsent while entries are missing", () => {
    const told = withFacts(full, facts(4, { status: "closed", closed_by: "agent" }));
    const behind = withEntry(told, entry(4, { kind: "closed", by: "agent" }));
    expect(told.pending).toMatchObject([{ state: "sending" }]);
    expect(behind.pending).toMatchObject([{ state: "sending" }]);

    const whole = withEntry(behind, entry(3, { id: "client-9" }));
    expect(whole).toMatchObject({ pending: [], facts: { status: "closed" } });
  });
});

describe("what comes after the end", () => {
  const closed = withHistory(
    emptyScreen(ID),
    history(0, [entry(1), entry(2, { kind: "closed", by: "visitor", text: null })]),
  );

  test("a correction stands beside what was said, and a rating is a fact", () => {
    const corrected = withEntry(closed, entry(3, { kind: "corrected", by: "visitor", about: 1 }));
    const rated = withEntry(corrected, entry(4, { kind: "rated", by: "visitor", score: 5 }));

    expect(rated.entries.map(({ kind }) => kind)).toEqual(["said", "closed", "corrected", "rated"]);
    expect(rated.facts).toMatchObject({ status: "closed", rated: 5 });
  });

  test("why it ended is kept when older facts come late", () => {
    const told = withFacts(closed, facts(2, { status: "closed", closed_by: "agent", closed_for: "abuse" }));

    expect(withFacts(told, facts(2)).facts).toMatchObject({ status: "closed", closed_for: "abuse" });
  });

  test("how far a copy has come is kept when something older of it comes late", () => {
    const first = { order: 1, state: "bounced", at: 3000 } as const;
    const told = withFacts(closed, facts(2, { transcripts: [first, { order: 2, state: "delivered", at: 5000 }] }));
    const late = withFacts(told, facts(2, { transcripts: [{ order: 2, state: "confirmed", at: 4000 }] }));
    const again = withFacts(late, facts(2, { transcripts: [{ order: 2, state: "ordered", at: 6000, tries_left: 5 }] }));
    const tried = withFacts(
      again,
      facts(2, { transcripts: [{ order: 2, state: "ordered", at: 6000, tries_left: 4 }] }),
    );

    expect(late.facts?.transcripts).toEqual([first, { order: 2, state: "delivered", at: 5000 }]);
    expect(again.facts?.transcripts?.at(-1)).toMatchObject({ state: "ordered", tries_left: 5 });
    expect(tried.facts?.transcripts?.at(-1)).toMatchObject({ tries_left: 4 });
    expect(withFacts(tried, facts(2)).facts?.transcripts).toHaveLength(2);
  });

  test("what is hidden is on no screen any more, whatever comes late", () => {
    const told = withFacts(closed, facts(2, { hidden: [1] }));
    const late = withHistory(withFacts(told, facts(2)), { is: "history", facts: facts(2), entries: [entry(1)] });

    for (const screen of [told, late]) {
      expect(screen.entries[0]).toMatchObject({ text: "••••••", masked: [], asks_copy: false });
      expect(JSON.stringify(screen)).not.toContain("text 1");
      expect(screen.facts?.hidden).toEqual([1]);
    }
  });

  test("what is erased is on no screen any more", () => {
    const named = withFacts(closed, facts(2, { name: "Maija", topic: "prices", objected: true, noted: 17 }));
    const erased = withErasure(withPending(named, "client-9", "Hei", 0));

    expect(erased).toMatchObject({ entries: [], pending: [], ahead: [], lost: true, problem: { code: "not_found" } });
    expect(JSON.stringify(erased)).not.toContain("text 1");
    for (const told of ["Maija", "prices", '"objected":true', '"noted":17']) {
      expect(JSON.stringify(named)).toContain(told);
      expect(JSON.stringify(erased)).not.toContain(told);
    }
  });
});

describe("what an agent owes", () => {
  const owing = withFacts(
    emptyScreen(ID),
    facts(0, {
      mine: true,
      hold_ends_in: 60,
      reminded_at: 1,
      returns_at: 2,
      passed_on_by: "Bertta",
      silence_ends_in: 9,
    }),
  );
  const over = { hold_ends_in: null, reminded_at: null, returns_at: null, passed_on_by: null };

  test("it is over with an agent's word, with the end of a hold, and with whoever joins or leaves", () => {
    expect(withEntry(owing, entry(1, { by: "agent" })).facts).toMatchObject(over);
    for (const kind of ["resumed", "joined", "left"] as const) {
      expect(withEntry(owing, entry(1, { kind, by: "agent" })).facts).toMatchObject(over);
    }
  });

  test("what the visitor says ends nothing of it", () => {
    expect(withEntry(owing, entry(1)).facts).toMatchObject({
      hold_ends_in: 60,
      reminded_at: 1,
      passed_on_by: "Bertta",
    });
  });

  test("a hold lasts as long as it says, and puts off the end that silence brings", () => {
    const held = withEntry(owing, entry(1, { kind: "held", by: "agent", minutes: 5 }));
    expect(held.facts).toMatchObject({
      ...over,
      hold_ends_in: 300,
      silence_ends_in: null,
      status: owing.facts?.status,
    });
  });
});

describe("silence", () => {
  const warned = withFacts(emptyScreen(ID), facts(0, { silence_ends_in: 240 }));

  test("it begins anew when somebody speaks, and not when somebody joins", () => {
    expect(withEntry(warned, entry(1)).facts?.silence_ends_in).toBeNull();
    expect(withEntry(warned, entry(1, { by: "agent" })).facts?.silence_ends_in).toBeNull();
    expect(withEntry(warned, entry(1, { kind: "joined", by: "agent" })).facts?.silence_ends_in).toBe(240);
  });
});
