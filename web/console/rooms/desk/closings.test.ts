import { beforeEach, describe, expect, test } from "vitest";
import type { Problem } from "../../../shared/wire";
import { type Closings, closings, UNDONE_WITHIN } from "./closings";

const settled = () => new Promise((resolve) => setTimeout(resolve));
const refused = (code: string, more: Partial<Problem> = {}): Problem => ({ code, sentence: "", ...more });

let at: Closings;
let clock: number;
let asked: [string, number][];
let answers: (Problem | null)[];
let back: string[];
let failed: string[];

beforeEach(() => {
  [clock, asked, answers, back, failed] = [0, [], [], [], []];
  at = closings({
    now: () => clock,
    close: async (conversation, { seen }) => {
      asked.push([conversation, seen ?? 0]);
      return answers.shift() ?? null;
    },
    takenBack: (conversation) => back.push(conversation),
    failed: ({ code }) => failed.push(code),
  });
});

function pass(time: number): Promise<unknown> {
  clock += time;
  at.tick();
  return settled();
}

describe("an end", () => {
  test("waits ten seconds, and is asked for once", async () => {
    at.begin("A", { seen: 3 });
    await pass(UNDONE_WITHIN - 1);
    expect(asked).toEqual([]);
    await pass(1);
    await pass(UNDONE_WITHIN);

    expect(asked).toEqual([["A", 3]]);
    expect(at.all.value).toEqual({});
  });

  test("that is undone is never asked for", async () => {
    at.begin("A", { seen: 3 });
    at.undo("A");
    await pass(2 * UNDONE_WITHIN);

    expect(asked).toEqual([]);
  });

  test("is asked for at once when another comes, when its page goes, and where there is no time to wait", async () => {
    at.begin("A", { seen: 1 });
    at.begin("B", { seen: 2 });
    expect(asked).toEqual([["A", 1]]);
    void at.flush();
    expect(asked).toHaveLength(2);
    at.begin("C", { seen: 3 }, true);
    await settled();

    expect(asked.map(([one]) => one)).toEqual(["A", "B", "C"]);
    expect(at.all.value).toEqual({});
  });

  test("cannot be undone once the service was asked", async () => {
    answers = [refused("offline")];
    at.begin("A", { seen: 1 });
    await at.flush();
    at.undo("A");

    expect(at.all.value["A"]).toMatchObject({ state: "asked", problem: { code: "offline" } });
  });

  test("is asked for again as long as no answer comes, and no sooner than the service says", async () => {
    answers = [refused("offline"), refused("unavailable", { retry_after: 9 })];
    at.begin("A", { seen: 1 });
    await at.flush();
    await pass(4000);
    await pass(8999);
    expect(asked).toHaveLength(2);
    await pass(1);

    expect(asked).toHaveLength(3);
    expect(at.all.value).toEqual({});
    expect(failed).toEqual([]);
  });

  test("is taken back by whoever writes meanwhile, and that is told", async () => {
    at.begin("A", { seen: 1 });
    at.said("A");
    at.said("B");
    await pass(UNDONE_WITHIN);

    expect(asked).toEqual([]);
    expect(back).toEqual(["A"]);
  });

  test("is taken back where the service finds that the visitor has written, which a broken line kept from us", async () => {
    answers = [refused("visitor_wrote")];
    at.begin("A", { seen: 1 });
    await pass(UNDONE_WITHIN);

    expect(back).toEqual(["A"]);
    expect(at.all.value).toEqual({});
    expect(failed).toEqual([]);
  });

  test("that is refused for good is told and not asked for again", async () => {
    answers = [refused("not_found")];
    at.begin("A", { seen: 1 });
    await pass(UNDONE_WITHIN);
    await pass(UNDONE_WITHIN);

    expect(failed).toEqual(["not_found"]);
    expect(asked).toHaveLength(1);
  });

  test("of what somebody else has ended or taken over is forgotten", async () => {
    at.begin("A", { seen: 1 });
    at.forget("A");
    await pass(UNDONE_WITHIN);

    expect(asked).toEqual([]);
    expect(back).toEqual([]);
  });

  test("that is pressed twice is one", async () => {
    at.begin("A", { seen: 1 });
    at.begin("A", { seen: 2 });
    await Promise.all([at.flush(), at.flush()]);

    expect(asked).toEqual([["A", 1]]);
  });
});
