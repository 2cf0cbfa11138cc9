import { describe, expect, test } from "vitest";
import { settled } from "../../for_tests";
import { glass, LOOKS_EVERY } from "./glass";

function bench(before = 0) {
  const clock = { now: 1_000_000 };
  const answer: { count: number; asked: number; fails: boolean } = { count: 0, asked: 0, fails: false };
  const service = {
    glassToday: async () => {
      answer.asked += 1;
      if (answer.fails) throw new Error("no answer");
      return { count: answer.count };
    },
  };
  const it = glass(service, () => clock.now, before);
  const look = async (later = LOOKS_EVERY) => {
    clock.now += later;
    it.tick();
    await settled();
  };
  return { it, answer, look };
}

describe("how often the glass was broken today", () => {
  test("is looked at from the start and every ten minutes, and told until somebody has looked", async () => {
    const { it, answer, look } = bench();
    answer.count = 2;
    await look(0);
    expect(it.count.value).toBe(2);
    await look(LOOKS_EVERY - 1);
    expect(answer.asked).toBe(1);

    it.looked();
    expect(it.count.value).toBe(0);
    answer.count = 3;
    await look(1);
    expect(it.count.value).toBe(1);
  });

  test("begins anew with the day", async () => {
    const { it, answer, look } = bench(3);
    answer.count = 3;
    await look();
    expect(it.count.value).toBe(0);

    answer.count = 1;
    await look();
    expect(it.count.value).toBe(1);
  });

  test("stays as it was seen when it cannot be looked at", async () => {
    const { it, answer, look } = bench();
    answer.count = 1;
    await look();
    answer.fails = true;
    await look();

    expect(it.count.value).toBe(1);
    it.looked();
    expect(it.seen()).toBe(1);
  });
});
