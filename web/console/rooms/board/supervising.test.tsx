// @vitest-environment happy-dom
import { signal } from "@preact/signals";
import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refusal } from "../../../shared/http";
import type { Facts, OpenConversation, OpenConversations } from "../../../shared/wire";
import { words as boardWords } from "../../../words/en/board";
import { words as laterWords } from "../../../words/en/board_later";
import type { App } from "../../app";
import { A, factsOf, inEnglish, me, START } from "../../for_tests";
import { AppContext } from "../../parts/context";
import { type BoardPlace, board } from "./room";
import type { BoardService } from "./service";
import { looking } from "./state";
import { BoardView } from "./view";

const { supervising: words } = laterWords;
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

let place: HTMLElement;
let ongoing: OpenConversations;
let facts: Facts;
let refused: string | null;
let asked: string[];

beforeEach(() => {
  refused = null;
  asked = [];
  const one: OpenConversation = { conversation: A, site: "demo", language: "sv", started_at: START, topic: "order" };
  ongoing = { ongoing: [one], now: START, topics: { demo: { order: { fi: "Tilaus", sv: "Order", en: "An order" } } } };
  facts = factsOf(A, {
    mine: false,
    alias: "Agent A",
    let_in: [
      { person: "agent.b", alias: "Agent B", ground: "invited", writes: true, since: START, until: START + 60_000 },
      { person: "boss", alias: "Boss", ground: "supervising", since: START, until: START + 3_600_000, why: "help" },
    ],
  });
  place = document.createElement("div");
  document.body.replaceChildren(place);
});

afterEach(() => render(null, place));

async function drawn(at: BoardPlace, tasks: "supervise"[] = ["supervise"]): Promise<void> {
  const now = () => START;
  const service: BoardService = {
    board: async () => ({ agents: [], now: START }),
    ongoing: async () => {
      asked.push("ongoing");
      return ongoing;
    },
    supervise: async (_, why) => {
      asked.push(why);
      if (refused) throw new Refusal({ code: refused, sentence: "" });
      return facts;
    },
    read: async () => ({
      is: "history",
      facts: { ...facts, seq: 1 },
      entries: [{ seq: 1, kind: "said", by: "visitor", at: START, text: "What was said" }],
    }),
    stop: async () => undefined,
    passOn: async () => facts,
    endForAbuse: async () => facts,
  };
  const app = {
    speaking: inEnglish({ ...boardWords, ...laterWords }),
    now: signal(START),
    outside: { now, visible: () => true },
    session: { me: signal(me({ person: "boss", tasks })) },
    room: signal(board),
    placeOf: () => signal(at),
    go: () => {},
  } as unknown as App;
  const duty = looking(service.board, now, () => true);
  const goesOn = looking(service.ongoing, now, () => tasks.length > 0);
  duty.tick();
  goesOn.tick();
  render(
    <AppContext.Provider value={app}>
      <BoardView place={at} duty={duty} ongoing={goesOn} service={service} followed={new Map()} />
    </AppContext.Provider>,
    place,
  );
  // What only who supervises needs is fetched first.
  const isThere = () =>
    expect(place.querySelector(tasks.length > 0 ? `.ongoing, .cards, .empty[role="alert"]` : "h1")).not.toBeNull();
  await vi.waitFor(isThere, { timeout: 10_000 });
}

async function looksIn(why: string): Promise<void> {
  const field = place.querySelector("select") as HTMLSelectElement;
  field.value = why;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await settled();
  place.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await settled();
}

test("whoever supervises sees what goes on and a way in; who does not, asks for nothing of it", async () => {
  await drawn({ conversation: null });
  const row = place.querySelector("tbody tr")?.textContent;
  expect(row).toContain("An order");
  expect(row).toContain(words.waits);
  expect(place.querySelector("tbody a")?.getAttribute("href")).toBe("#/board/7K3M-9QWX-0A1B-C2D3");

  render(null, place);
  asked = [];
  await drawn({ conversation: A }, []);
  expect(place.textContent).not.toContain(words.title);
  expect(place.querySelector("form")).toBeNull();
  expect(asked).toEqual([]);
});

test("what one looks in for is said before a word is shown; then it says who has it, who else is there, and until when", async () => {
  await drawn({ conversation: A });
  expect(place.textContent).not.toContain("What was said");
  await looksIn("");
  expect(place.textContent).toContain(words.asking.missing);
  expect(asked).toEqual(["ongoing"]);
  await looksIn("help");

  expect(asked).toEqual(["ongoing", "help"]);
  expect(place.querySelector('[role="log"]')?.textContent).toContain("What was said");
  expect(place.querySelector(".facts-list")?.textContent).toContain("Agent A");
  expect(place.querySelector(".there")?.textContent).toMatch(/^Agent B: asked in to help/);
  expect(place.textContent).toContain("60\u00a0min more");
});

test("that the visitor objects to coaching is said beside the purpose, and nothing is shown", async () => {
  refused = "objected";
  await drawn({ conversation: A });
  await looksIn("coaching");

  expect(place.querySelector(".field .mistake")?.textContent).toContain(words.asking.objected);
  expect(place.querySelector('[role="log"]')).toBeNull();
});

test("one's own is answered at the desk, and what has ended is not looked into", async () => {
  ongoing = { ...ongoing, ongoing: ongoing.ongoing.map((one) => ({ ...one, person: "boss", alias: "Boss" })) };
  await drawn({ conversation: A });
  expect(place.querySelector("form")).toBeNull();
  expect(place.querySelector('a[href^="#/desk/"]')?.textContent).toBe(words.toDesk);

  render(null, place);
  ongoing = { ...ongoing, ongoing: [] };
  await drawn({ conversation: A });
  expect(place.querySelector("form")).toBeNull();
  expect(place.textContent).toContain(words.notFound);
});
