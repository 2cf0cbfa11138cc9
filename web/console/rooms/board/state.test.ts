import { beforeEach, describe, expect, test } from "vitest";
import { Refusal } from "../../../shared/http";
import type { Board } from "../../../shared/wire";
import { LOOKS_EVERY, type Looking, longestWait, looking, stateOf } from "./state";

const BOARD: Board = { agents: [], now: 1_000_000 };
let now: number;
let shown: boolean;
let asked: number;
let answer: () => Promise<Board>;
let it: Looking<Board>;
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  now = 5_000_000;
  shown = true;
  asked = 0;
  answer = async () => BOARD;
  it = looking(
    () => {
      asked += 1;
      return answer();
    },
    () => now,
    () => shown,
  );
});

describe("the board", () => {
  test("is looked at every quarter of a minute, while somebody looks at it", async () => {
    it.tick();
    await settled();
    now += LOOKS_EVERY - 1;
    it.tick();
    expect(asked).toBe(1);
    now += 1;
    it.tick();
    await settled();
    expect(asked).toBe(2);
    shown = false;
    now += LOOKS_EVERY;
    it.tick();

    expect(asked).toBe(2);
    expect(it.found.value).toBe(BOARD);
  });

  test("stays as it was, and says so, when it could not be looked at; then it is looked at again", async () => {
    await it.look();
    answer = () => Promise.reject(new Refusal({ code: "offline", sentence: "" }));
    await it.look();
    expect(it.problem.value?.code).toBe("offline");
    expect(it.found.value).toBe(BOARD);
    answer = async () => BOARD;
    now += LOOKS_EVERY;
    it.tick();
    await settled();

    expect(it.problem.value).toBeNull();
    expect(it.lookedAt.value).toBe(now);
  });

  test("is asked for once at a time", async () => {
    answer = () => new Promise(() => {});
    void it.look();
    void it.look();

    expect(asked).toBe(1);
  });
});

test("how long somebody waits is told by the service's clock", () => {
  expect(longestWait(BOARD)).toBeNull();
  expect(longestWait({ ...BOARD, waits_since: BOARD.now - 125_000 })).toBe(2);
  expect(longestWait({ ...BOARD, waits_since: BOARD.now + 5_000 })).toBe(0);
});

test.each([
  [{ there: true, available: true }, "available"],
  [{ there: true }, "there"],
  [{ there: false, available: false }, "gone"],
] as const)("%j is %s", (agent, state) => {
  expect(stateOf({ person: "a", alias: "A", ...agent })).toBe(state);
});
