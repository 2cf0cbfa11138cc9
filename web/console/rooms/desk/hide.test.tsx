// @vitest-environment happy-dom
import { signal } from "@preact/signals";
import { render } from "preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyScreen, type Screen, withHistory } from "../../../shared/conversation";
import type { Entry, Facts, Problem } from "../../../shared/wire";
import { words } from "../../../words/en/desk_later";
import type { App } from "../../app";
import { log } from "../../conversation/log";
import { LogItem } from "../../conversation/message";
import { inEnglish } from "../../for_tests";
import { notices } from "../../notices";
import { AppContext } from "../../parts/context";
import { DeskContext } from "./context";
import type { Desk } from "./desk";
import { HideQuestion } from "./hide";
import { mayHide } from "./state";
import type { Work } from "./work";

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
const said = (seq: number, by: Entry["by"]): Entry => ({
  seq,
  kind: "said",
  by,
  at: seq,
  text: `text ${seq}`,
  alias: "Anna",
});

function screenWith(...entries: Entry[]): Screen {
  const facts = { conversation: "A", status: "active", seq: entries.length, sent: 0, mine: true } as Facts;
  return withHistory(emptyScreen("A"), { is: "history", facts, entries });
}

let console: App;
let desk: Desk;
let place: HTMLElement;
let asked: number[];
beforeEach(() => {
  asked = [];
  console = { speaking: inEnglish(words), notices: notices() } as unknown as App;
  desk = { question: signal({ hide: 1 }) } as unknown as Desk;
  place = document.createElement("div");
  document.body.replaceChildren(place);
});

// A question that is still to be opened is not opened on the next test's page, or on none.
afterEach(() => render(null, place));

const acts = {
  retry: null,
  discard: () => {},
  hide: (seq: number) => void asked.push(seq),
  correct: () => {},
  correctable: null,
  offerCopy: null,
  end: null,
  busy: false,
};

function drawnLog(screen: Screen, alias: string | undefined): void {
  const items = log(screen, { alias, dayOf: () => "", mayHide: (entry) => mayHide(screen, entry, alias), hidHere: [] });
  const newest = items.flatMap((item) => (item.is === "run" ? item.lines : [])).findLast((line) => line.mayHide);
  render(
    <AppContext.Provider value={console}>
      {items.map((item) => (
        <LogItem key={item.key} item={item} spoken="fi" acts={acts} words={words.reading} newest={newest} />
      ))}
    </AppContext.Provider>,
    place,
  );
}

const buttons = () => [...place.querySelectorAll<HTMLButtonElement>(".hide")];

test("a hundred messages have a hundred elements more, of which one Tab comes to one", () => {
  const screen = screenWith(...Array.from({ length: 100 }, (_, at) => said(at + 1, "visitor")));
  drawnLog({ ...screen, lost: true }, "Anna");
  const before = place.querySelectorAll("*").length;
  expect(buttons()).toEqual([]);
  drawnLog(screen, "Anna");

  expect(place.querySelectorAll("*").length - before).toBe(100);
  expect(buttons().map((button) => button.tabIndex)).toEqual([...Array(99).fill(-1), 0]);
});

test("a button says of which message it is, and the arrows lead from one to the next and stay at the ends", () => {
  drawnLog(screenWith(said(1, "visitor"), { ...said(2, "agent"), alias: "Pekka" }, said(3, "agent")), "Anna");
  const [first, last] = buttons();
  expect(buttons()).toHaveLength(2);
  expect(document.getElementById(last?.getAttribute("aria-describedby")?.split(" ")[0] ?? "")?.textContent).toBe(
    "text 3",
  );
  const press = (key: string) =>
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  last?.focus();
  press("ArrowDown");
  expect(document.activeElement).toBe(last);
  press("ArrowUp");
  expect(document.activeElement).toBe(first);
  press("ArrowUp");
  expect(document.activeElement).toBe(first);
  first?.click();
  expect(asked).toEqual([1]);
});

test("a press of the mouse takes the focus from nothing", () => {
  drawnLog(screenWith(said(1, "visitor")), "Anna");
  const pressed = new MouseEvent("mousedown", { bubbles: true, cancelable: true });
  buttons()[0]?.dispatchEvent(pressed);

  expect(pressed.defaultPrevented).toBe(true);
});

/** A question about the message of somebody, with what was asked of the service and the answer to it in the test's hands. */
function question(by: Entry["by"], answer: () => Promise<Problem | null>) {
  const hides: unknown[] = [];
  const screen = screenWith(said(1, by));
  const room = {
    hide: (...given: unknown[]) => {
      hides.push(given);
      return answer();
    },
    screenOf: () => screen,
  } as unknown as Work;
  render(
    <AppContext.Provider value={console}>
      <DeskContext.Provider value={desk}>
        <HideQuestion screen={screen} room={room} seq={1} />
      </DeskContext.Provider>
    </AppContext.Provider>,
    place,
  );
  const submit = async () => {
    place.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    await settled();
  };
  return { hides, submit };
}

const told = () => place.querySelector("[role=alert]")?.textContent;
const verb = () => place.querySelector(".danger");

test("what a visitor wrote needs no ground, and is said to be hidden", async () => {
  const { hides, submit } = question("visitor", async () => null);
  expect(place.querySelector("input")).toBeNull();
  await submit();

  expect(hides).toEqual([["A", 1, null]]);
  expect(desk.question.value).toBeNull();
  expect(console.notices.toast.value?.sentence).toBe(words.hide.done);
});

test("one's own is hidden for somebody's personal data only", async () => {
  const { hides, submit } = question("agent", async () => null);
  await submit();
  expect(hides).toEqual([]);
  expect(told()).toBe(words.hide.groundMissing);
  expect(place.querySelector("input")?.getAttribute("aria-invalid")).toBe("true");

  place.querySelector("input")?.click();
  await settled();
  expect(told()).toBe("");
  await submit();
  expect(hides).toEqual([["A", 1, "personal_data"]]);
});

test("while it is under way it says so, and is asked for once", async () => {
  let done = (_: null) => {};
  const { hides, submit } = question("visitor", () => new Promise((resolve) => (done = resolve)));
  await submit();
  await submit();
  expect(verb()?.textContent).toBe(words.hide.busy);
  expect(verb()?.getAttribute("aria-disabled")).toBe("true");
  expect(hides).toHaveLength(1);
  done(null);
  await settled();
  expect(desk.question.value).toBeNull();
});

test.each<[Problem, string]>([
  [{ code: "too_many", sentence: "", of: "conversation" }, words.hide.noMore],
  [{ code: "too_many", sentence: "", retry_after: 7 }, "That was a lot in a short time. Try again in 7\u00a0seconds."],
  [{ code: "not_found", sentence: "" }, words.hide.notFound],
  [{ code: "offline", sentence: "" }, "The service cannot be reached. Check your network connection and try again."],
])("a refusal stands beside the question: %j", async (problem, sentence) => {
  const { hides, submit } = question("visitor", async () => problem);
  await submit();
  expect(told()).toBe(sentence);
  expect(desk.question.value).toEqual({ hide: 1 });
  expect(console.notices.toast.value).toBeNull();
  await submit();
  expect(hides).toHaveLength(2);
});

test("a refusal that comes when the question has been put away is told all the same", async () => {
  let refuse = (_: Problem) => {};
  const { submit } = question("visitor", () => new Promise((resolve) => (refuse = resolve)));
  await submit();
  render(null, place);
  await settled();
  refuse({ code: "not_found", sentence: "" });
  await settled();

  expect(console.notices.toast.value?.sentence).toBe(words.hide.notFound);
});
