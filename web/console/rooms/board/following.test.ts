import { beforeEach, describe, expect, test } from "vitest";
import { Refusal } from "../../../shared/http";
import type { Entry, Facts, History, LetInNow } from "../../../shared/wire";
import { A, factsOf, settled } from "../../for_tests";
import { FOLLOWS_EVERY, type Following, following, letIn, minutesLeft } from "./following";

const HOUR = 3_600_000;
/** The service's clock is so far ahead of this machine's. */
const AHEAD = 5_000;
const START = 1_800_000_000_000;

let now: number;
let shown: boolean;
let facts: Facts;
let said: Entry[];
let asked: string[];
let refused: string | null;
let it: Following;

const me = (more: Partial<LetInNow> = {}): LetInNow => ({
  person: "boss",
  alias: "Boss",
  ground: "supervising",
  since: START + AHEAD,
  until: START + AHEAD + HOUR,
  why: "help",
  ...more,
});

function say(text: string): void {
  said.push({ seq: said.length + 1, kind: "said", by: "visitor", at: START, text });
  facts = { ...facts, seq: said.length };
}

function answer<Answer>(call: string, value: () => Answer): Promise<Answer> {
  asked.push(call);
  return refused ? Promise.reject(new Refusal({ code: refused, sentence: "" })) : Promise.resolve(value());
}

beforeEach(() => {
  now = START;
  shown = true;
  asked = [];
  said = [];
  refused = null;
  facts = factsOf(A, { mine: false, alias: "Agent A", let_in: [me()] });
  say("first");
  say("second");
  it = following({
    conversation: A,
    person: "boss",
    now: () => now,
    clockAhead: () => AHEAD,
    isShown: () => shown,
    service: {
      supervise: (_, why) => answer(`supervise ${why}`, () => facts),
      // A page holds one.
      read: (_, after) =>
        answer(`read ${after}`, (): History => {
          const page = said.slice(after, after + 1);
          return { is: "history", facts, entries: page, more: after + page.length < said.length };
        }),
      stop: () => answer("stop", () => undefined),
      passOn: (_, to, why) =>
        answer(`pass on to ${to} for ${why}`, () => {
          facts = { ...facts, alias: "Agent B" };
          return facts;
        }),
      endForAbuse: (_, reason) =>
        answer(`end for ${reason}`, () => {
          said.push({ seq: said.length + 1, kind: "closed", by: "agent", at: START });
          facts = { ...facts, status: "closed", seq: said.length };
          return facts;
        }),
    },
  });
});

const texts = () =>
  it.stage.value.is === "inside" ? it.stage.value.screen.entries.map(({ kind, text }) => text ?? kind) : it.stage.value;

async function ticked(after: number): Promise<void> {
  now += after;
  it.tick();
  await settled();
}

describe("a supervisor", () => {
  test("sees nothing before they have said what for, and then all of it", async () => {
    await ticked(FOLLOWS_EVERY);
    expect(asked).toEqual([]);
    expect(texts()).toEqual({ is: "outside" });

    await it.lookIn("help");

    expect(asked).toEqual(["supervise help", "read 0", "read 1"]);
    expect(texts()).toEqual(["first", "second"]);
  });

  test("who is refused is outside still, and the form hears why", async () => {
    refused = "objected";

    await expect(it.lookIn("coaching")).rejects.toMatchObject({ problem: { code: "objected" } });
    expect(texts()).toEqual({ is: "outside" });
    expect(asked).toEqual(["supervise coaching"]);
  });

  test("follows what is said while they look at it, and asks for nothing while they do not", async () => {
    await it.lookIn("help");
    say("third");
    shown = false;
    await ticked(FOLLOWS_EVERY);
    expect(texts()).toEqual(["first", "second"]);
    shown = true;
    await ticked(FOLLOWS_EVERY);
    expect(texts()).toEqual(["first", "second", "third"]);
    await ticked(FOLLOWS_EVERY - 1);

    expect(asked.slice(3)).toEqual(["read 2"]);
  });

  test("keeps what is on the screen when it could not be looked at, and it is looked at again", async () => {
    await it.lookIn("help");
    refused = "offline";
    await ticked(FOLLOWS_EVERY);
    expect(it.problem.value?.code).toBe("offline");
    expect(texts()).toEqual(["first", "second"]);
    refused = null;
    await ticked(FOLLOWS_EVERY);

    expect(it.problem.value).toBeNull();
  });

  test("has nothing on the screen once the hour is over by the service's clock, however it is looked at", async () => {
    await it.lookIn("help");
    shown = false;
    await ticked(HOUR - 1);
    expect(texts()).toEqual(["first", "second"]);
    await ticked(1);

    expect(texts()).toEqual({ is: "over", why: "hour" });
    it.again();
    expect(texts()).toEqual({ is: "outside" });
  });

  test("has nothing on the screen once it is not to be had", async () => {
    await it.lookIn("coaching");
    refused = "not_found";
    await ticked(FOLLOWS_EVERY);

    expect(texts()).toEqual({ is: "over", why: "lost" });
  });

  test("who leaves while an answer is on its way sees nothing of it", async () => {
    await it.lookIn("help");
    say("third");
    now += FOLLOWS_EVERY;
    it.tick();
    await it.leave();
    await settled();

    expect(texts()).toEqual({ is: "outside" });
  });

  test("has left also where the service knows that already, and has not where it could not be told", async () => {
    await it.lookIn("help");
    refused = "offline";
    await expect(it.leave()).rejects.toMatchObject({ problem: { code: "offline" } });
    expect(texts()).toEqual(["first", "second"]);
    refused = "not_found";
    await it.leave();

    expect(texts()).toEqual({ is: "outside" });
  });

  test("passes it on and sees who has it then", async () => {
    await it.lookIn("help");
    await it.passOn("agent.b", "busy");

    expect(asked).toContain("pass on to agent.b for busy");
    expect(it.stage.value).toMatchObject({ is: "inside", screen: { facts: { alias: "Agent B" } } });
  });

  test("who ends it sees the end, and it is asked for no more", async () => {
    await it.lookIn("safety");
    await it.endForAbuse("threat");
    expect(texts()).toEqual(["first", "second", "closed"]);
    const before = asked.length;
    await ticked(FOLLOWS_EVERY);

    expect(asked.length).toBe(before);
  });

  test("who ends it while an answer is on its way has the end with the next look", async () => {
    await it.lookIn("safety");
    now += FOLLOWS_EVERY;
    it.tick();
    await it.endForAbuse("threat");
    await ticked(FOLLOWS_EVERY);

    expect(texts()).toEqual(["first", "second", "closed"]);
  });
});

test("on what ground somebody is in it stands in its facts", () => {
  expect(letIn(facts, "boss")?.why).toBe("help");
  expect(letIn(facts, "agent.c")).toBeUndefined();
  expect(letIn(null, "boss")).toBeUndefined();
});

test.each([
  // Clocks are told apart to within the way of a question.
  [HOUR + 900, 60],
  [HOUR, 60],
  [90_000, 2],
  [89_999, 1],
  [1, 1],
])("%i milliseconds before the end are about %i minutes", (before, minutes) => {
  expect(minutesLeft(START + before, START)).toBe(minutes);
});
