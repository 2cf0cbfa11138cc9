import { beforeEach, describe, expect, test } from "vitest";
import { Refusal } from "../../../shared/http";
import type { Colleague, Problem } from "../../../shared/wire";
import { type PassingOn, passingOn } from "./passing";

const ID = "7K3M9QWX0A1BC2D3";
const PEKKA: Colleague = { person: "agent.b", alias: "Pekka" };
const LIISA: Colleague = { person: "agent.c", alias: "Liisa" };
const problem = (code: string): Problem => ({ code, sentence: "" });

let there: Colleague[] | Problem;
let answers: (Problem | null)[];
let asked: (Colleague | null)[];
let told: string[];
let notes: (Problem | null)[];
let passing: PassingOn;

beforeEach(() => {
  there = [LIISA, PEKKA];
  answers = [];
  asked = [];
  told = [];
  notes = [];
  passing = passingOn(
    {
      colleagues: async () => {
        if (Array.isArray(there)) return there;
        throw new Refusal(there);
      },
      passOn: async (_conversation, to) => {
        asked.push(to);
        return answers.shift() ?? null;
      },
    },
    ID,
    ({ code }) => void told.push(code),
    async () => notes.shift() ?? null,
  );
});

const choose = ({ person }: Colleague) => passing.choose({ is: "colleague", person });

describe("who is there", () => {
  test("is not known before it was found out, and nobody is chosen for one", async () => {
    expect(passing.state.value.colleagues).toBeNull();
    await passing.look();

    expect(passing.state.value).toMatchObject({ colleagues: [LIISA, PEKKA], choice: null });
  });

  test("when nobody is, the queue is chosen", async () => {
    there = [];
    await passing.look();

    expect(passing.state.value.choice).toEqual({ is: "queue" });
  });

  test("may not be found out: that is told, the queue can be chosen, and asking again helps", async () => {
    there = problem("unavailable");
    await passing.look();
    expect(passing.state.value).toMatchObject({ colleagues: null, unknown: { code: "unavailable" } });

    passing.choose({ is: "queue" });
    there = [PEKKA];
    await passing.look();
    expect(passing.state.value).toMatchObject({ colleagues: [PEKKA], unknown: null, choice: { is: "queue" } });
  });
});

describe("passing on", () => {
  beforeEach(() => passing.look());

  test("to a colleague or to the queue is over when it is done", async () => {
    choose(PEKKA);
    expect(await passing.go()).toBe(true);
    passing.choose({ is: "queue" });
    expect(await passing.go()).toBe(true);

    expect(asked).toEqual([PEKKA, null]);
  });

  test("to nobody is asked about, once, until somebody is chosen", async () => {
    expect(await passing.go()).toBe(false);
    expect(passing.state.value.undecided).toBe(true);
    choose(PEKKA);

    expect(passing.state.value.undecided).toBe(false);
    expect(asked).toEqual([]);
  });

  test("pressed twice is asked once", async () => {
    choose(PEKKA);
    await Promise.all([passing.go(), passing.go()]);

    expect(asked).toEqual([PEKKA]);
  });

  test("to somebody who has just left says so, and shows who is there now", async () => {
    choose(PEKKA);
    answers = [problem("agent_away")];
    there = [LIISA];
    const over = await passing.go();

    expect(over).toBe(false);
    expect(passing.state.value).toMatchObject({
      colleagues: [LIISA],
      choice: null,
      refused: { code: "agent_away" },
      busy: false,
    });
  });

  test("that fails for now keeps the choice, so that it can be tried again", async () => {
    choose(PEKKA);
    answers = [problem("unavailable"), null];

    expect(await passing.go()).toBe(false);
    expect(passing.state.value).toMatchObject({ refused: { code: "unavailable" }, choice: { person: "agent.b" } });
    expect(await passing.go()).toBe(true);
  });

  test.each(["not_found", "conversation_closed"])("of what is %s is past doing, and told", async (code) => {
    choose(PEKKA);
    answers = [problem(code)];

    expect(await passing.go()).toBe(true);
    expect(told).toEqual([code]);
  });
});

test("nothing is passed on without the note that goes along, and with it as soon as that is saved", async () => {
  await passing.look();
  choose(PEKKA);
  notes = [problem("offline")];
  expect(await passing.go()).toBe(false);
  expect(passing.state.value).toMatchObject({ refused: { code: "offline" }, choice: { person: "agent.b" } });
  expect(asked).toEqual([]);

  expect(await passing.go()).toBe(true);
  expect(asked).toEqual([PEKKA]);
});
