// @vitest-environment happy-dom
import { type Signal, signal } from "@preact/signals";
import { render } from "preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Refusal } from "../../../shared/http";
import type { FoundConversation, History, LetInUntil, Notes, Past } from "../../../shared/wire";
import { console } from "../../../words/en/console";
import { words } from "../../../words/en/history";
import type { App } from "../../app";
import { A, factsOf, inEnglish, me, START } from "../../for_tests";
import { AppContext } from "../../parts/context";
import { OneView } from "./one";
import { BEGINNING } from "./room";
import type { HistoryService } from "./service";

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
const HOUR = 3_600_000;
/** The service's clock is so far ahead of this machine's. */
const AHEAD = 5_000;

let now: ReturnType<typeof signal<number>>;
let place: HTMLElement;
let past: Past;
let read: number[];
let notes: (Notes | Refusal)[];
let looks: ReturnType<typeof signal<number>>;
/** What is said to whoever looks whether they still may read it. */
let readable: boolean | Refusal;
/** Why there is no conversation of this reference any more. */
let missing: Refusal | null;

beforeEach(() => {
  now = signal<number>(START);
  read = [];
  notes = [];
  looks = signal<number>(3);
  readable = true;
  missing = null;
  past = {
    conversation: A,
    site: "demo",
    status: "closed",
    whose: "own",
    way: "purpose",
    started_at: START,
    closed_at: START,
    expires_on: "2027-01-25",
  };
  place = document.createElement("div");
  document.body.replaceChildren(place);
});

afterEach(() => render(null, place));

function service(): HistoryService {
  const letIn = async (): Promise<LetInUntil> => ({
    until: (now.value ?? 0) + AHEAD + HOUR,
    now: (now.value ?? 0) + AHEAD,
  });
  return {
    past: async () => ({ past: [], now: START, looked_at: 0 }),
    pastAnew: async () => ({ past: [], now: START, looked_at: 0 }),
    find: async (): Promise<FoundConversation> => {
      if (missing) throw missing;
      return { found: past, now: (now.value ?? 0) + AHEAD, topics: {} };
    },
    readable: async () => {
      if (readable instanceof Refusal) throw readable;
      return { readable };
    },
    givePurpose: letIn,
    breakGlass: letIn,
    read: async (_, after): Promise<History> => {
      read.push(after);
      return {
        is: "history",
        facts: factsOf(A, { status: past.status, seq: 2, noted: notes.length }),
        entries: [{ seq: after + 1, kind: "said", by: "visitor", at: START, text: `text ${after + 1}` }],
        more: after === 0,
      };
    },
    notes: async () => {
      const answer = notes[0];
      if (answer instanceof Refusal) throw answer;
      if (answer === undefined) throw new Error("there are none");
      return answer;
    },
  };
}

async function drawn(): Promise<void> {
  const app = {
    speaking: inEnglish(words),
    now,
    session: { me: signal(me()) },
    outside: { now: () => now.value },
    go: () => {},
  } as unknown as App;
  render(
    <AppContext.Provider value={app}>
      <OneView conversation={A} place={BEGINNING} service={service()} looks={looks as Signal<number>} />
    </AppContext.Provider>,
    place,
  );
  do await settled();
  while (place.querySelector(".loading"));
  await settled();
}

const text = () => place.textContent ?? "";

test("what may be read is read whole, a page after the other", async () => {
  past = { ...past, way: "read" };
  await drawn();

  expect(read).toEqual([0, 1]);
  expect(text()).toContain("text 1");
  expect(text()).toContain("text 2");
});

test("notes for colleagues stand among the messages, one's own and others', and nothing can be done with them", async () => {
  past = { ...past, way: "read" };
  const note = { number: 1, after: 1, by: "agent.b", alias: "Berit", at: START, id: "note-0001", text: "Called twice" };
  notes = [{ notes: [note, { ...note, number: 2, by: "agent.a", id: "note-0002", text: "Has a receipt" }], noted: 1 }];
  await drawn();

  const said = [...place.querySelectorAll(".read article.note")].map((one) => one.textContent);
  expect(said).toHaveLength(2);
  expect(said[0]).toContain(words.notes.by("Berit"));
  expect(said[1]).toContain(words.notes.own);
  expect(text().indexOf("Called twice")).toBeLessThan(text().indexOf("text 2"));
  expect(place.querySelectorAll("article.note button")).toHaveLength(0);
});

test("notes that cannot be fetched are said to be missing, and are fetched again by hand", async () => {
  past = { ...past, way: "read" };
  notes = [new Refusal({ code: "unavailable", sentence: "" })];
  await drawn();
  expect(text()).toContain(words.notes.notFetched);
  expect(text()).toContain("text 2");

  notes = [{ notes: [], noted: 1 }];
  const again = [...place.querySelectorAll("button")].find((one) => one.textContent === console.again);
  again?.click();
  await settled();
  expect(text()).not.toContain(words.notes.notFetched);
});

test("nothing is asked for before it is said what for", async () => {
  await drawn();
  expect(read).toEqual([]);
  expect(text()).toContain(words.later.title);
  expect(text()).toContain(words.later.purposes.guidance);
});

test("a purpose that the visitor objects to is not offered, and it is said why", async () => {
  past = { ...past, objected: true };
  await drawn();

  expect(text()).not.toContain(words.later.purposes.guidance);
  expect(text()).toContain(words.later.objected);
});

test("what is restricted is said to be, and nothing of it is asked for or offered", async () => {
  past = { ...past, way: "restricted" };
  await drawn();

  expect(text()).toContain(words.restricted);
  expect(text()).toContain(words.restrictedHelp);
  expect(text()).not.toContain(words.later.title);
  expect(text()).not.toContain(words.glass.title);
  expect(read).toEqual([]);
});

test("a colleague's says whom to ask, and what follows from breaking the glass", async () => {
  past = { ...past, way: "glass", whose: "colleague", alias: "Berit" };
  await drawn();

  expect(text()).toContain(words.others("Berit"));
  for (const one of words.glass.what) expect(text()).toContain(one);
  expect(read).toEqual([]);
});

test("when the hour is over by the service's clock, what was said goes from the screen and a sentence says so", async () => {
  past = { ...past, way: "read", until: START + AHEAD + HOUR };
  await drawn();
  now.value = START + HOUR - 1;
  await settled();
  expect(text()).toContain("text 2");

  now.value = START + HOUR;
  await settled();
  expect(text()).not.toContain("text");
  expect(text()).toContain(words.over);
});

async function looksAgain(): Promise<void> {
  looks.value = (looks.value ?? 0) + 1;
  await settled();
}

const NOT_FOUND = () => new Refusal({ code: "not_found", sentence: "" });

test("what was said goes from the screen when it is restricted meanwhile, and it is said why", async () => {
  past = { ...past, way: "read" };
  await drawn();
  past = { ...past, way: "restricted" };
  await looksAgain();
  expect(text()).toContain("text 2");

  readable = false;
  await looksAgain();
  expect(text()).not.toContain("text 1");
  expect(text()).not.toContain("text 2");
  expect(place.querySelector("[role=alert]")?.textContent).toBe(words.taken);
  expect(text()).toContain(words.restrictedHelp);
});

test("what was erased meanwhile goes too, and no reference is called mistyped", async () => {
  past = { ...past, way: "read" };
  await drawn();
  missing = NOT_FOUND();
  readable = false;
  await looksAgain();

  expect(text()).not.toContain("text");
  expect(place.querySelector("[role=alert]")?.textContent).toContain(words.goneHelp);
});

test("whoever is refused the look has lost the right, and whoever gets no answer is asked about again", async () => {
  past = { ...past, way: "read" };
  await drawn();
  readable = new Refusal({ code: "unavailable", sentence: "" });
  await looksAgain();
  expect(text()).toContain("text 2");

  missing = NOT_FOUND();
  readable = NOT_FOUND();
  await looksAgain();
  expect(text()).not.toContain("text 2");
});

test("looking again asks for no word of it, so that it is no reading", async () => {
  past = { ...past, way: "read" };
  await drawn();
  await looksAgain();
  await looksAgain();

  expect(read).toEqual([0, 1]);
});

test("what waits is taken at the desk", async () => {
  past = { ...past, way: "take", whose: "nobody", status: "waiting" };
  await drawn();

  expect(place.querySelector("a[href='#/desk']")?.textContent).toBe(words.toDesk);
});
