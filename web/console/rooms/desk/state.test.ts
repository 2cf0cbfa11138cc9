import { describe, expect, test } from "vitest";
import { emptyScreen, type Screen, withErasure, withHistory } from "../../../shared/conversation";
import type { Desk, Entry, Facts, LetInNow, Transcript } from "../../../shared/wire";
import {
  afterClosing,
  answerers,
  asksCopy,
  calls,
  correctable,
  EMPTY_DESK,
  hasMore,
  hasSpoken,
  heldOrder,
  holdEndsAt,
  isGone,
  isHandedOver,
  isNewHere,
  leftover,
  mayHide,
  mayOfferCopy,
  neighbour,
  presenceOf,
  revived,
  rows,
  topicOf,
  toTake,
  unanswered,
  unread,
  unsent,
  whereIs,
  withDesk,
  withErased,
  withoutWaiting,
  withPutAway,
  withSeen,
  withTaken,
} from "./state";

const NOW = 1_800_000_000_000;

function facts(conversation: string, more: Partial<Facts> = {}): Facts {
  return {
    conversation,
    site: "demo",
    language: "fi",
    status: "active",
    started_at: NOW - 600_000,
    expires_on: "2027-01-25",
    seq: 0,
    sent: 0,
    mine: true,
    alias: "Anna",
    ...more,
  };
}

function said(seq: number, by: "visitor" | "agent", text = `${by} ${seq}`, more: Partial<Entry> = {}): Entry {
  return { seq, kind: "said", by, at: NOW + seq * 1000, text, id: `id-${seq}-long`, ...more };
}

function screen(conversation: string, entries: Entry[], more: Partial<Facts> = {}): Screen {
  return withHistory(emptyScreen(conversation), {
    is: "history",
    facts: facts(conversation, { seq: entries.length, ...more }),
    entries,
  });
}

const mine = (conversation: string, started_at = NOW) => ({
  conversation,
  site: "demo",
  language: "fi" as const,
  started_at,
});
const waiting = (conversation: string, started_at: number) => ({
  ...mine(conversation, started_at),
  first_line: `first of ${conversation}`,
});

function desk(more: { mine?: string[]; waiting?: [string, number][]; left?: [string, number][] }) {
  return withDesk(
    EMPTY_DESK,
    {
      mine: (more.mine ?? []).map((one, at) => mine(one, NOW + at)),
      waiting: (more.waiting ?? []).map(([one, at]) => waiting(one, at)),
      left: (more.left ?? []).map(([one, at]) => ({ ...waiting(one, at), left_until: at + 7 * 86_400_000 })),
      now: NOW,
    },
    NOW,
  );
}

describe("what an agent may hide", () => {
  const may = (entry: Partial<Entry>, more: Partial<Facts> = {}, over: Partial<Screen> = {}) => {
    const one = { ...said(1, "visitor"), ...entry };
    return mayHide({ ...screen("A", [one], more), ...over }, one, "Anna");
  };

  test("is what the visitor wrote and what they wrote themselves, also after the end", () => {
    expect(may({})).toBe(true);
    expect(may({ by: "agent", alias: "Anna" })).toBe(true);
    expect(may({}, { status: "closed" })).toBe(true);
  });

  test.each<[string, Partial<Entry>, Partial<Facts>?, Partial<Screen>?]>([
    ["what a colleague wrote", { by: "agent", alias: "Pekka" }],
    ["what is hidden already", { hidden_at: NOW }],
    ["who joined", { kind: "joined", by: "agent", alias: "Anna" }],
    ["the visitor's correction", { kind: "corrected" }],
    ["the visitor's rating", { kind: "rated" }],
    ["in a conversation of somebody else", {}, { mine: false }],
    ["in one that is lost", {}, {}, { lost: true }],
    ["before anything is known", {}, {}, { facts: null }],
  ])("is not %s", (_what, entry, more, over) => {
    expect(may(entry, more, over)).toBe(false);
  });

  test("is nothing where nothing stands", () => {
    expect(mayHide(screen("A", []), undefined, "Anna")).toBe(false);
  });
});

describe("what an agent may put right", () => {
  const own = (seq: number, more: Partial<Entry> = {}): Entry =>
    ({ seq, kind: "said", by: "agent", alias: "Anna", at: NOW, text: "x", ...more }) as Entry;
  const of = (entries: Entry[], more: Partial<Facts> = {}, over: Partial<Screen> = {}) =>
    correctable({ ...screen("A", entries, { mine: true, status: "active", ...more }), ...over }, "Anna");

  test("is what they said last, whatever the visitor has said since", () => {
    expect(of([own(1), own(2), own(3, { by: "visitor", alias: null })])).toBe(2);
    expect(of([own(1), own(2, { alias: "Pekka" })])).toBe(1);
    expect(of([own(1), own(2, { kind: "corrected", about: 1 })])).toBe(1);
  });

  test.each<[string, ReturnType<typeof of>]>([
    ["before they have said anything", of([own(1, { by: "visitor", alias: null })])],
    ["what is hidden, nor what they said before it", of([own(1), own(2, { hidden_at: NOW })])],
    ["in a conversation that has ended", of([own(1)], { status: "closed" })],
    ["in one that is somebody else's", of([own(1)], { mine: false })],
    ["in one that is lost", of([own(1)], {}, { lost: true })],
    [
      "while a newer one is on its way",
      of([own(1)], {}, { pending: [{ id: "1", text: "y", at: NOW, state: "sending" }] }),
    ],
  ])("is nothing %s", (_what, found) => {
    expect(found).toBeNull();
  });
});

describe("a topic", () => {
  const words = { fi: "Tilaukset", sv: "Beställningar", en: "Orders" };
  const listed = (topics?: Desk["topics"]) =>
    withDesk(
      EMPTY_DESK,
      {
        mine: [{ ...mine("M"), topic: "orders" }],
        waiting: [{ ...waiting("W", NOW), topic: "orders" }],
        left: [],
        now: NOW,
        ...(topics && { topics }),
      },
      NOW,
    );

  test("stands in the rows of the queue and in one's own, and in those that have just been taken", () => {
    const state = listed();
    expect(rows(state, []).map((row) => row.topic)).toEqual(["orders", "orders"]);

    const taken = withTaken(state, facts("W", { topic: "orders" }));
    expect(rows(taken, []).map((row) => row.topic)).toEqual(["orders", "orders"]);
    expect(rows(desk({ mine: ["M"] }), [])[0]?.topic).toBeNull();
  });

  test("is called as its site calls it, in the agent's language", () => {
    const state = listed({ demo: { orders: words } });

    expect(topicOf(state, facts("M", { topic: "orders" }), "sv")).toBe("Beställningar");
    expect(topicOf(state, facts("M"), "sv")).toBeNull();
  });

  test("is told by its key where no desk has said more, and by its words after its row has gone", () => {
    const state = listed({ demo: { orders: words } });
    const later = withDesk(state, { mine: [], waiting: [], left: [], now: NOW }, NOW);

    expect(topicOf(listed(), { site: "demo", topic: "orders" }, "fi")).toBe("orders");
    expect(topicOf(state, { site: "other", topic: "orders" }, "fi")).toBe("orders");
    expect(topicOf(later, { site: "demo", topic: "orders" }, "fi")).toBe("Tilaukset");
  });
});

const HANDED_OVER = { code: "handed_over", sentence: "" };
/** One that was mine and is not any more. */
const handed = (more: Partial<Facts> = {}): Screen => ({
  ...screen("a", [said(1, "visitor")], { mine: false, status: "waiting", alias: null, ...more }),
  lost: true,
  problem: HANDED_OVER,
});

const names = (list: { conversation: string }[]) => list.map(({ conversation }) => conversation);

describe("the list", () => {
  test("shows mine with those who wait for an answer first, then the queue with the longest waiting first, then what has ended", () => {
    const state = desk({
      mine: ["A", "B"],
      waiting: [
        ["W2", NOW - 1000],
        ["W1", NOW - 9000],
      ],
    });
    const screens = [
      screen("A", [said(1, "agent")]),
      screen("B", [said(1, "visitor")]),
      screen("Z", [said(1, "visitor"), { seq: 2, kind: "closed", by: "visitor", at: NOW }], { status: "closed" }),
    ];

    expect(rows(state, screens).map(({ conversation, group }) => `${group} ${conversation}`)).toEqual([
      "answer B",
      "mine A",
      "queue W1",
      "queue W2",
      "ended Z",
    ]);
  });

  test("shows the last thing said, whoever said it", () => {
    const [row] = rows(desk({ mine: ["A"] }), [screen("A", [said(1, "visitor"), said(2, "agent", "Hei")])]);

    expect(row?.line).toMatchObject({ by: "agent", text: "Hei" });
  });

  test("shows a conversation once, even while the queue has not heard that it was taken", () => {
    const state = withTaken(desk({ waiting: [["W", NOW]] }), facts("W"));

    expect(names(rows(state, []))).toEqual(["W"]);
    expect(rows(state, [])[0]?.group).toBe("mine");
  });

  test("shows what was passed back to the queue as waiting, once, with what could not be sent", () => {
    const unsent = { id: "1", text: "late", at: NOW, state: "not_sent" as const, problem: HANDED_OVER };
    const list = rows(desk({ waiting: [["a", NOW]] }), [{ ...handed(), pending: [unsent] }]);

    expect(list.map((row) => [row.conversation, row.group, row.notSent])).toEqual([["a", "queue", 1]]);
  });

  test("shows what others have now apart from what has ended", () => {
    const gone = { ...screen("b", [said(1, "visitor")]), lost: true, problem: { code: "not_found", sentence: "" } };

    expect(rows(desk({}), [handed(), gone]).map((row) => [row.conversation, row.group])).toEqual([
      ["a", "handed"],
      ["b", "ended"],
    ]);
  });

  test("leaves out what somebody else took", () => {
    expect(rows(withoutWaiting(desk({ waiting: [["W", NOW]] }), "W"), [])).toEqual([]);
  });

  test("moves a conversation that the visitor has closed to the ended ones at once", () => {
    const closed = screen("A", [said(1, "visitor"), { seq: 2, kind: "closed", by: "visitor", at: NOW }], {
      status: "closed",
    });

    expect(rows(desk({ mine: ["A"] }), [closed]).map(({ group }) => group)).toEqual(["ended"]);
  });

  test("counts waiting by the server's clock", () => {
    const state = withDesk(EMPTY_DESK, { mine: [], waiting: [], left: [], now: NOW }, NOW - 90_000);

    expect(state.clockAhead).toBe(90_000);
  });
});

describe("who waits for my answer", () => {
  const joined = (seq: number): Entry => ({ seq, kind: "joined", by: "agent", at: NOW + seq * 1000 });
  const groups = (list: ReturnType<typeof rows>) => list.map((row) => `${row.group} ${row.conversation}`);

  test("waits since the first word after my last, and not because I have not looked", () => {
    const asked = screen("A", [
      said(1, "visitor"),
      joined(2),
      said(3, "agent"),
      said(4, "visitor"),
      said(5, "visitor"),
    ]);
    const looked = withSeen(desk({ mine: ["A"] }), "A", 5);

    expect(rows(looked, [asked])[0]).toMatchObject({ group: "answer", waitsSince: NOW + 4000, unread: 0 });
    expect(rows(looked, [screen("A", [said(1, "visitor"), joined(2)])])[0]).toMatchObject({
      group: "answer",
      waitsSince: NOW + 1000,
    });
  });

  test("does not wait once I have answered, be it on its way; what was refused is no answer", () => {
    const asked = screen("A", [said(1, "visitor"), joined(2)]);
    const pending = { id: "1", text: "Hei", at: NOW, state: "sending" as const };

    expect(unanswered({ ...asked, pending: [pending] })).toBeNull();
    expect(unanswered({ ...asked, pending: [{ ...pending, state: "not_sent" }] })).toBe(NOW + 1000);
    expect(unanswered(screen("A", [said(1, "visitor"), joined(2), said(3, "agent")]))).toBeNull();
  });

  test("who has asked for the answer by e-mail does not wait here", () => {
    const left = screen("A", [said(1, "visitor"), joined(2)], { left_until: NOW + 1 });

    expect(rows(desk({ mine: ["A"] }), [left])[0]).toMatchObject({ group: "mine", waitsSince: null });
  });

  test("stands above, the longest waiting first, and reading moves nobody", () => {
    const state = desk({ mine: ["A", "B", "C"] });
    const screens = [
      screen("A", [said(1, "visitor"), joined(2), said(3, "agent"), said(9, "visitor")].map(renumbered)),
      screen("B", [said(1, "visitor"), joined(2), said(3, "agent")]),
      screen("C", [said(1, "visitor"), joined(2)]),
    ];
    const before = groups(rows(state, screens));

    expect(before).toEqual(["answer C", "answer A", "mine B"]);
    expect(groups(rows(withSeen(withSeen(state, "A", 4), "C", 2), screens))).toEqual(before);
  });

  const renumbered = (entry: Entry, at: number): Entry => ({ ...entry, seq: at + 1 });

  test("under a pointer every row keeps its place and its group, and what is new stands last", () => {
    const state = desk({ mine: ["A", "B"] });
    const asked = [said(1, "visitor"), joined(2)];
    const drawn = rows(state, [screen("A", [...asked, said(3, "agent")]), screen("B", asked)]);
    const fresh = rows(desk({ mine: ["A", "B", "C"] }), [
      screen("A", [...asked, said(3, "agent"), said(4, "visitor")]),
      screen("B", [...asked, said(3, "agent")]),
      screen("C", asked),
    ]);

    expect(groups(drawn)).toEqual(["answer B", "mine A"]);
    expect(groups(fresh)).toEqual(["answer C", "answer A", "mine B"]);
    expect(groups(heldOrder(drawn, fresh))).toEqual(["answer B", "mine A", "answer C"]);
    expect(heldOrder(drawn, fresh)[1]?.line?.text).toBe("visitor 4");
    const taken = desk({ mine: ["A"], waiting: [["W", NOW]] });
    expect(groups(heldOrder(rows(taken, []), rows(withTaken(taken, facts("W")), [])))).toEqual(["mine A", "mine W"]);
    expect(
      groups(
        heldOrder(
          drawn,
          fresh.filter((row) => row.conversation !== "B"),
        ),
      ),
    ).toEqual(["mine A", "answer C"]);
  });
});

describe("who waits and has gone", () => {
  const waits = (conversation: string, gone_at?: number) => ({
    conversation,
    site: "demo",
    language: "fi" as const,
    started_at: NOW,
    first_line: "Hei",
    gone_at: gone_at ?? null,
  });
  const listed = rows(
    withDesk(EMPTY_DESK, { waiting: [waits("G", NOW + 1), waits("H")], left: [], mine: [], now: NOW }, NOW),
    [],
  );

  test("keeps the place, calls nobody, and is taken by choice or when nobody else waits", () => {
    expect(listed.map((row) => [row.conversation, row.goneAt])).toEqual([
      ["G", NOW + 1],
      ["H", null],
    ]);
    expect(calls(listed)).toBe(1);
    expect(toTake(listed, null)).toBe("H");
    expect(toTake(listed, "G")).toBe("G");
    expect(toTake(listed.slice(0, 1), null)).toBe("G");
  });
});

describe("what was mine when it was closed", () => {
  const closed = (conversation: string) => ({
    conversation,
    site: "demo",
    language: "fi" as const,
    started_at: NOW,
    closed_at: NOW + 5,
  });
  const state = withDesk(
    EMPTY_DESK,
    { waiting: [], left: [], mine: [], closed: [closed("Y"), closed("Z")], more_closed: true, now: NOW },
    NOW,
  );

  test("stands among the ended ones, once, and is opened by choice only", () => {
    const open = screen("Z", [said(1, "visitor"), { seq: 2, kind: "closed", by: "agent", at: NOW }], {
      status: "closed",
    });
    const list = rows(state, [open]);

    expect(list.map((row) => [row.group, row.conversation, row.closedAt])).toEqual([
      ["ended", "Z", undefined],
      ["ended", "Y", NOW + 5],
    ]);
    expect(hasMore(state, "ended")).toBe(true);
    expect(neighbour(list, "Z", 1)).toBe("Z");
    expect(neighbour(list, "Y", -1)).toBe("Z");
  });

  test("is off the list of this window once it was put away, or erased", () => {
    expect(names(rows(withPutAway(state, new Set(["Y"])), []))).toEqual(["Z"]);
    expect(names(rows(withErased(state, "Z"), []))).toEqual(["Y"]);
  });
});

test("what is no more is told from what somebody else has now and from what has ended", () => {
  const gone = { ...screen("b", [said(1, "visitor")]), lost: true, problem: { code: "not_found", sentence: "" } };

  expect(isGone(gone)).toBe(true);
  expect(isGone(handed())).toBe(false);
  const ended = screen("c", [said(1, "visitor")], { status: "closed" });
  expect(isGone(ended)).toBe(false);
  expect(isGone(withErasure(ended))).toBe(true);
});

describe("unread", () => {
  const five = screen("A", [
    said(1, "visitor"),
    { seq: 2, kind: "joined", by: "agent", at: NOW },
    said(3, "agent"),
    said(4, "visitor"),
    said(5, "visitor"),
  ]);

  test("counts the visitor's messages after what has been on this screen", () => {
    expect(unread(five, 0)).toBe(3);
    expect(unread(five, 4)).toBe(1);
    expect(unread(five, 5)).toBe(0);
  });

  test("counts what another window of mine has shown as read", () => {
    expect(unread({ ...five, facts: facts("A", { read_by_agent: 4 }) }, 0)).toBe(1);
  });

  test("only grows less", () => {
    const state = withSeen(withSeen(EMPTY_DESK, "A", 5), "A", 3);

    expect(state.seen).toEqual({ A: 5 });
  });

  test("and the waiting make the number in the title, the ended do not", () => {
    const state = desk({ mine: ["A", "B"], waiting: [["W", NOW]] });
    const ended = screen("Z", [said(1, "visitor"), { seq: 2, kind: "closed", by: "system", at: NOW }], {
      status: "closed",
    });

    expect(calls(rows(state, [five, screen("B", []), ended]))).toBe(2);
  });
});

describe("next and previous", () => {
  const list = rows(desk({ mine: ["A"], waiting: [["W", NOW]] }), []);

  test("go through the whole list and stop at its ends", () => {
    expect(neighbour(list, "A", 1)).toBe("W");
    expect(neighbour(list, "W", 1)).toBe("W");
    expect(neighbour(list, "W", -1)).toBe("A");
    expect(neighbour(list, "A", -1)).toBe("A");
  });

  test("begin at the first or the last from nowhere", () => {
    expect(neighbour(list, null, 1)).toBe("A");
    expect(neighbour(list, "gone", -1)).toBe("W");
    expect(neighbour([], null, 1)).toBeNull();
  });

  test("take means the selected one if it waits, else the longest waiting", () => {
    const queue = rows(
      desk({
        mine: ["A"],
        waiting: [
          ["W1", NOW - 2],
          ["W2", NOW - 1],
        ],
      }),
      [],
    );

    expect(toTake(queue, "W2")).toBe("W2");
    expect(toTake(queue, "A")).toBe("W1");
    expect(toTake([], null)).toBeNull();
  });
});

describe("the copy by e-mail", () => {
  const order = (state: Transcript["state"], at: number): Transcript => ({ order: 1, state, at });
  const asked = said(1, "visitor", "Saisinko tämän sähköpostiin?", { asks_copy: true });

  test("is called for when the visitor asks for it in words, until it is offered", () => {
    expect(asksCopy(screen("A", [asked]))).toBe(true);
    expect(asksCopy(screen("A", [said(1, "visitor")]))).toBe(false);
    expect(asksCopy(screen("A", [asked], { transcripts: [order("offered", NOW + 5000)] }))).toBe(false);
  });

  test("is called for again when the visitor asks again after an earlier order", () => {
    const again = screen("A", [asked], { transcripts: [order("bounced", NOW - 5000)] });

    expect(asksCopy(again)).toBe(true);
  });

  test.each([
    ["offered", false],
    ["ordered", false],
    ["confirmed", false],
    ["sending", false],
    ["sent", true],
    ["delivered", true],
    ["bounced", true],
    ["failed", true],
    ["unknown", true],
  ] as const)("after the state %s may be offered: %s", (state, may) => {
    expect(mayOfferCopy(facts("A", { transcripts: [order(state, NOW)] }))).toBe(may);
  });

  test("may be offered when there was none", () => {
    expect(mayOfferCopy(facts("A"))).toBe(true);
  });
});

describe("the visitor's presence", () => {
  const here = facts("A", { visitor_here: true, visitor_seen_at: NOW });
  const away = facts("A", { visitor_here: false, visitor_seen_at: NOW });

  test("is what the service told", () => {
    expect(presenceOf(here, true)).toEqual({ is: "here" });
    expect(presenceOf(away, true)).toEqual({ is: "seen", at: NOW });
  });

  test("is not known while one's own line is not good", () => {
    expect(presenceOf(here, false)).toEqual({ is: "unknown" });
  });

  test.each([
    ["the service does not tell", facts("A")],
    ["it was never told when", facts("A", { visitor_here: false })],
    ["the conversation is somebody else's", { ...here, mine: false }],
    ["it has ended", { ...here, status: "closed" as const }],
  ])("is not said where %s", (_why, told) => {
    expect(presenceOf(told, true)).toBeNull();
  });
});

describe("what was mine", () => {
  test("is told apart from what is gone or has ended", () => {
    expect(isHandedOver(handed())).toBe(true);
    expect(isHandedOver({ ...handed(), problem: { code: "not_found", sentence: "" } })).toBe(false);
    expect(isHandedOver({ ...handed({ status: "closed" }) })).toBe(false);
    expect(isHandedOver(screen("a", []))).toBe(false);
  });

  test("waits in the queue when the list says so, or is with whom the facts name", () => {
    expect(whereIs(handed(), desk({ waiting: [["a", NOW]] }))).toEqual({ is: "queue" });
    expect(whereIs(handed({ status: "active", alias: "Pekka" }), desk({}))).toEqual({
      is: "colleague",
      alias: "Pekka",
    });
    expect(whereIs(handed(), desk({}))).toEqual({ is: "elsewhere" });
  });

  test("is nobody's that is known while the facts still call it mine", () => {
    expect(whereIs(handed({ status: "active", mine: true, alias: "Anna" }), desk({}))).toEqual({ is: "elsewhere" });
  });

  test("leaves the texts that did not get through, and what was being written", () => {
    const pending = [
      { id: "1", text: "not sent", at: NOW, state: "not_sent" as const, problem: HANDED_OVER },
      { id: "2", text: "stored", at: NOW, state: "sent" as const },
    ];

    expect(leftover({ ...handed(), pending }, " half a sentence ")).toEqual(["not sent", "half a sentence"]);
    expect(leftover(handed(), " ")).toEqual([]);
  });

  test("may come back: new here is what was not listed before", () => {
    expect(isNewHere(desk({}), undefined, "a")).toBe(true);
    expect(isNewHere(desk({}), handed(), "a")).toBe(true);
    expect(isNewHere(desk({}), screen("a", []), "a")).toBe(true);
    expect(isNewHere({ ...desk({}), moreMine: true }, screen("a", []), "a")).toBe(false);
    expect(isNewHere({ ...desk({}), moreMine: true }, handed(), "a")).toBe(true);
    expect(isNewHere(desk({ waiting: [["a", NOW]] }), undefined, "a")).toBe(false);
    expect(isNewHere(desk({ mine: ["a"] }), undefined, "a")).toBe(false);
    expect(isNewHere(EMPTY_DESK, undefined, "a")).toBe(false);
  });
});

describe("signing in again", () => {
  const over = { code: "unauthenticated", sentence: "" };

  test("sends what the end of the session gave up, and not what was refused for its own sake", () => {
    const lost: Screen = {
      ...screen("A", [said(1, "visitor")]),
      lost: true,
      problem: over,
      pending: [
        { id: "1", text: "kept", at: NOW, state: "not_sent", problem: over },
        { id: "2", text: "too long", at: NOW, state: "not_sent", problem: { code: "message_too_long", sentence: "" } },
      ],
    };

    const back = revived(lost);

    expect(back.lost).toBe(false);
    expect(back.pending.map(({ state }) => state)).toEqual(["sending", "not_sent"]);
    expect(unsent([back])).toBe(2);
  });

  test("does not bring back a conversation that is gone for another reason", () => {
    const gone: Screen = { ...screen("A", []), lost: true, problem: { code: "not_found", sentence: "" } };

    expect(revived(gone).lost).toBe(true);
  });
});

describe("on hold", () => {
  const held = (seq: number, minutes: number): Entry => ({
    seq,
    kind: "held",
    by: "agent",
    at: NOW + seq * 1000,
    alias: "Anna",
    minutes,
  });
  const answered = [said(1, "visitor"), said(2, "agent"), held(3, 2), held(4, 5)];
  const state = desk({ mine: ["A", "B"], waiting: [["W", NOW]] });
  const onHold = screen("A", answered, { hold_ends_in: 299 });

  test("the visitor waits for me, also when it was I who spoke last, until the end that was told last", () => {
    const [row] = rows(state, [onHold, screen("B", answered.slice(0, 2))]);

    expect(row).toMatchObject({ conversation: "A", group: "answer", waitsSince: NOW + 4000 });
    expect(row?.holdEndsAt).toBe(NOW + 4000 + 5 * 60_000);
  });

  test("once that is over by the service's word, it is no more", () => {
    expect(holdEndsAt(screen("A", answered))).toBeNull();
    expect(rows(state, [screen("A", answered)]).find((row) => row.conversation === "A")?.group).toBe("mine");
  });

  test("after closing comes who waits for my answer and is not on hold, else who waits in the queue, else nobody", () => {
    const asking = screen("B", [said(1, "visitor")]);
    expect(afterClosing(rows(state, [onHold, asking]), "C")).toBe("B");
    expect(afterClosing(rows(state, [onHold, asking]), "B")).toBe("W");
    expect(afterClosing(rows(desk({ mine: ["A"] }), [onHold]), "C")).toBeNull();
  });
});

test("who has answered in a conversation is told once each, the first first, and nobody who only had it", () => {
  const by = (seq: number, kind: "joined" | "said", alias: string): Entry => ({
    seq,
    kind,
    by: "agent",
    at: NOW,
    alias,
  });
  const entries = [by(1, "joined", "Anna"), by(2, "said", "Anna"), by(3, "joined", "Liisa"), by(4, "said", "Pekka")];

  expect(answerers({ ...emptyScreen("A"), entries: [...entries, by(5, "said", "Anna")] })).toEqual(["Anna", "Pekka"]);
});

test("whoever was let in has spoken once they said something after that", () => {
  const pekka: LetInNow = { person: "agent.b", alias: "Pekka", ground: "invited", since: NOW, until: NOW + 1 };
  const says = (alias: string, at: number): Screen => ({
    ...emptyScreen("A"),
    entries: [{ seq: 1, kind: "said", by: "agent", at, alias }],
  });

  expect(hasSpoken(says("Pekka", NOW - 1), pekka)).toBe(false);
  expect(hasSpoken(says("Anna", NOW + 1), pekka)).toBe(false);
  expect(hasSpoken(says("Pekka", NOW + 1), pekka)).toBe(true);
});
