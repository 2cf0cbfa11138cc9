import { beforeEach, describe, expect, test } from "vitest";
import type { Desk, Entry, Facts } from "../../../shared/wire";
import { words as deskWords } from "../../../words/en/desk";
import { titleOf } from "../../app";
import { A, away, bench, factsOf, me, START, settled } from "../../for_tests";

const stage = () => at.it.session.stage.value.is;

let at: ReturnType<typeof bench>;
beforeEach(() => {
  at = bench();
});

describe("calling", () => {
  const queue: Desk = {
    waiting: [{ conversation: A, site: "demo", language: "fi", started_at: START, first_line: "Hei" }],
    left: [],
    mine: [],
    now: START,
  };

  test("rings and notifies an agent who is available, again and again until taken", async () => {
    at.answers["v1/desk"] = queue;
    await at.begin();
    await at.hear({ is: "queue", came: queue.waiting[0] ?? null, rings: true });
    at.clock.now = START + 10_000;
    at.it.tick();

    expect(at.rung).toEqual(["ring", `notify ${deskWords.calling.title}`, "ring"]);
    expect(titleOf(at.it)).toBe("(1) Desk – Juttu");

    at.answers["v1/desk"] = { ...queue, waiting: [] };
    await at.desk().work.refresh();
    at.clock.now = START + 30_000;
    at.it.tick();

    expect(at.rung).toHaveLength(3);
    expect(titleOf(at.it)).toBe("Desk – Juttu");
  });

  test("does not call an agent who is away", async () => {
    at.answers["v1/me"] = away();
    at.answers["v1/desk"] = queue;
    await at.begin();
    await at.hear({ is: "queue", came: queue.waiting[0] ?? null, rings: true });
    at.clock.now = START + 60_000;
    at.it.tick();

    expect(at.rung).toEqual([]);
  });

  test("is silent when the sound is off, and still notifies", async () => {
    at.answers["v1/desk"] = queue;
    await at.begin();
    at.it.setSound(false);
    await at.hear({ is: "queue", came: queue.waiting[0] ?? null, rings: true });

    expect(at.rung).toEqual([`notify ${deskWords.calling.title}`]);
  });

  test("becoming available primes the sound and asks for the permission to notify", async () => {
    await at.begin();
    at.answers["v1/me/available"] = me();
    at.desk().setAvailable(true);

    expect(at.rung).toEqual(["prime", "ask"]);
  });

  test("whoever is away sees who comes, and is not rung", async () => {
    at.answers["v1/me"] = away();
    await at.begin();
    await at.hear({ is: "queue", came: queue.waiting[0] ?? null });

    expect(at.desk().work.rows.value.map((row) => row.group)).toEqual(["queue"]);
    expect(at.rung).toEqual([]);
  });

  test("the loser of a race reads who won, in one toast", async () => {
    at.answers["v1/desk"] = queue;
    await at.begin();
    at.refuse(`v1/conversations/${A}/take`, "already_taken", { alias: "Pekka" });
    at.desk().take();
    await settled();

    expect(at.it.notices.toast.value?.sentence).toBe("Pekka took the chat first.");
    expect(at.it.notices.trouble.value).toBeNull();
  });
});

describe("taking", () => {
  const B = "5TGF9QWX0A1BC2D3";
  /** A is open to be answered, and B waits; the answer to taking B comes when it is let go. */
  async function slowTake() {
    const mine = { conversation: A, site: "demo", language: "fi" as const, started_at: START };
    const waits = { conversation: B, site: "demo", language: "fi" as const, started_at: START, first_line: "Hei" };
    at.answers["v1/desk"] = { waiting: [waits], left: [], mine: [mine], now: START } satisfies Desk;
    await at.begin();
    await at.hear({ is: "history", facts: factsOf(A), entries: [] });
    at.desk().answer(A);
    let letGo: (answer: unknown) => void = () => {};
    at.answers[`v1/conversations/${B}/take`] = new Promise((resolve) => {
      letGo = resolve;
    });
    at.it.touched();
    at.desk().take(B);
    return async () => {
      letGo({ facts: factsOf(B) });
      await settled();
    };
  }

  test("opens it to be answered when nothing was done meanwhile", async () => {
    const letGo = await slowTake();
    await letGo();

    expect(at.desk().conversation.value).toBe(B);
    expect(at.it.wished.value).toBe("answer");
  });

  test("moves nobody who has gone on meanwhile, and says whose it is with a way there", async () => {
    const letGo = await slowTake();
    at.it.touched();
    await letGo();

    expect(at.desk().conversation.value).toBe(A);
    expect(at.it.wished.value).toBeNull();
    expect(at.it.notices.toast.value?.sentence).toBe("Visitor 5TGF is yours now");

    at.it.notices.toast.value?.action?.run();

    expect(at.desk().conversation.value).toBe(B);
    expect(at.it.wished.value).toBe("answer");
  });

  test("that was refused puts nobody back to the list who has gone on", async () => {
    const letGo = await slowTake();
    at.desk().go(B);
    at.it.touched();
    at.refuse(`v1/conversations/${B}/take`, "unavailable");
    await letGo();

    expect(at.desk().conversation.value).toBe(B);
  });

  test("offering a copy by a single key is asked about first", async () => {
    await slowTake();
    at.desk().askToOfferCopy();

    expect(at.desk().question.value).toBe("offer");
    expect(at.asked).not.toContain(`POST v1/conversations/${A}/transcript/offer`);

    at.desk().offerCopy();

    expect(at.asked).toContain(`POST v1/conversations/${A}/transcript/offer`);
  });
});

test("nobody is rung for somebody who has gone, and what was mine when it was closed is opened by its address", async () => {
  const gone = { conversation: A, site: "demo", language: "fi" as const, started_at: START, gone_at: START };
  const B = "5TGF9QWX0A1BC2D3";
  const closed = { conversation: B, site: "demo", language: "fi" as const, started_at: START, closed_at: START };
  at.answers["v1/desk"] = { waiting: [gone], left: [], mine: [], closed: [closed], now: START } satisfies Desk;
  await at.begin();
  at.clock.now += 30_000;
  at.it.tick();

  expect(at.rung).toEqual([]);
  expect(at.sent.filter((frame) => frame.do === "join")).toEqual([]);

  at.desk().go(B);
  await settled();

  expect(at.sent.filter((frame) => frame.do === "join")).toMatchObject([{ conversation: B }]);
});

describe("leaving visitors alone", () => {
  async function withOneOpen() {
    const mine = { conversation: A, site: "demo", language: "fi" as const, started_at: START };
    at.answers["v1/desk"] = { waiting: [], left: [], mine: [mine], now: START } satisfies Desk;
    at.answers["v1/me/available"] = away();
    await at.begin();
  }

  test("is asked about before one is away, who may go on with what is open", async () => {
    await withOneOpen();
    at.desk().setAvailable(false);

    expect(at.desk().question.value).toBe("away");
    expect(at.asked).not.toContain("POST v1/me/available");

    at.desk().setAway();
    await settled();

    expect(at.it.session.me.value?.available).toBeUndefined();
    expect(at.asked).not.toContain(`POST v1/conversations/${A}/transfer`);
  });

  test("gives what is open back once one is away, so that it does not ring here", async () => {
    await withOneOpen();
    at.desk().setAvailable(false);
    at.desk().giveAllBack();
    await settled();

    const asked = at.asked.filter((one) => one.startsWith("POST") && !one.includes("tickets"));
    expect(asked).toEqual(["POST v1/me/available", `POST v1/conversations/${A}/transfer`]);
  });

  test("gives nothing back while it is not known that one is away", async () => {
    await withOneOpen();
    at.refuse("v1/me/available", "unavailable");
    at.desk().giveAllBack();
    await settled();

    expect(at.asked).not.toContain(`POST v1/conversations/${A}/transfer`);
    expect(at.it.notices.trouble.value?.problem.code).toBe("unavailable");
  });

  test("is asked about before one signs out; without anybody nothing is asked", async () => {
    await withOneOpen();
    at.it.askToSignOut();

    expect(at.desk().question.value).toBe("sign-out");
    expect(at.asked).not.toContain("POST v1/sign-out");

    at.it.signOut();
    await settled();

    expect(at.asked).toContain("POST v1/sign-out");
    expect(stage()).toBe("signing_in");
  });

  test("nothing is asked where nothing is open", async () => {
    at.answers["v1/me/available"] = away();
    await at.begin();
    at.desk().setAvailable(false);
    await settled();

    expect(at.desk().question.value).toBeNull();
    expect(at.it.session.me.value?.available).toBeUndefined();
    const { askToSignOut } = at.it;
    askToSignOut();
    expect(at.asked).toContain("POST v1/sign-out");
  });
});

describe("hiding a message", () => {
  const of = (more: Partial<Facts> = {}) => factsOf(A, { seq: 2, sent: 1, alias: "Anna", ...more });
  const entries: Entry[] = [
    { seq: 1, kind: "said", by: "visitor", at: START, text: "FI12 3456", id: "id-of-first" },
    { seq: 2, kind: "said", by: "agent", at: START, text: "Hei", id: "id-of-second", alias: "Pekka" },
  ];
  beforeEach(async () => {
    at.answers["v1/desk"] = {
      waiting: [],
      left: [],
      mine: [{ conversation: A, site: "demo", language: "fi", started_at: START }],
      now: START,
    };
    await at.begin();
    await at.hear({ is: "history", facts: of(), entries });
    at.desk().go(A);
  });

  test("is asked about, unless it may not be hidden", () => {
    at.desk().askToHide(2);
    expect(at.desk().question.value).toBeNull();
    at.desk().askToHide(3);
    expect(at.desk().question.value).toBeNull();
    at.desk().askToHide(1);
    expect(at.desk().question.value).toEqual({ hide: 1 });
  });

  test("is past asking once somebody has hidden it, and only then", async () => {
    at.desk().askToHide(1);
    await at.hear({ is: "changed", facts: of({ hidden: [2] }) });
    expect(at.desk().question.value).toEqual({ hide: 1 });
    await at.hear({ is: "changed", facts: of({ status: "closed" }) });
    expect(at.desk().question.value).toEqual({ hide: 1 });
    await at.hear({ is: "changed", facts: of({ status: "closed", hidden: [2, 1] }) });
    expect(at.desk().question.value).toBeNull();
  });

  test("is past asking once the conversation is somebody else's or another is open", async () => {
    at.desk().askToHide(1);
    at.desk().go(null);
    expect(at.desk().question.value).toBeNull();
    at.desk().go(A);
    at.desk().askToHide(1);
    await at.hear({ is: "changed", facts: of({ mine: false, alias: "Pekka" }) });
    expect(at.desk().question.value).toBeNull();
  });
});

test("where the line breaks it is looked once whether one may still answer from here", async () => {
  await at.begin();
  at.clock.now += 1000;
  at.asked.length = 0;
  await at.cut();

  expect(at.asked.filter((one) => one === "GET v1/me?by=page")).toHaveLength(1);
});

describe("after eight hours' sleep", () => {
  const EIGHT_HOURS = 8 * 3_600_000;
  const before: Desk = {
    waiting: [{ conversation: A, site: "demo", language: "fi", started_at: START, first_line: "Hei" }],
    left: [],
    mine: [],
    now: START,
  };
  const groups = () => at.desk().work.rows.value.map((row) => row.group);

  test("the list is true at once, although the line does not know yet that it is dead", async () => {
    at.answers["v1/desk"] = before;
    at.answers["v1/me"] = me({ session_ends_at: START + 2 * EIGHT_HOURS });
    await at.begin();
    expect(groups()).toEqual(["queue"]);
    at.answers["v1/desk"] = { ...before, waiting: [], now: START + EIGHT_HOURS };
    at.clock.now = START + EIGHT_HOURS;
    at.it.wake();
    await settled();

    expect(groups()).toEqual([]);
  });

  test("whose session is over is told so at once, and no list of yesterday stands there", async () => {
    at.answers["v1/desk"] = before;
    at.answers["v1/me"] = me({ session_ends_at: START + 2 * EIGHT_HOURS });
    await at.begin();
    at.refuse("v1/desk", "unauthenticated");
    at.clock.now = START + EIGHT_HOURS;
    at.it.wake();
    await settled();

    expect(stage()).toBe("signing_in");
    expect(at.hasDesk()).toBe(false);
  });

  test("who only was in another tab for a moment fetches nothing, for the line has told", async () => {
    at.answers["v1/desk"] = before;
    await at.begin();
    const asked = at.asked.length;
    at.clock.now = START + 30_000;
    at.it.wake();
    await settled();

    expect(at.asked.slice(asked)).toEqual([]);
  });
});
