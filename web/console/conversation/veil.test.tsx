// @vitest-environment happy-dom
import { render } from "preact";
import { beforeEach, expect, test } from "vitest";
import { words } from "../../words/en/reading";
import type { App } from "../app";
import { inEnglish, settled } from "../for_tests";
import { AppContext } from "../parts/context";
import type { Item, Line } from "./log";
import { type Acts, LogItem } from "./message";
import { shieldOf } from "./shield";
import { ShieldContext } from "./veil";

const app = { speaking: inEnglish() } as unknown as App;
let place: HTMLElement;
let asked: number;
beforeEach(() => {
  asked = 0;
  place = document.createElement("div");
  document.body.replaceChildren(place);
});

function acts(): Acts {
  const end = () => {
    asked += 1;
  };
  const none = () => {};
  return {
    retry: null,
    discard: none,
    hide: none,
    correct: none,
    correctable: null,
    offerCopy: null,
    end,
    busy: false,
  };
}

const said = (text: string, by: "visitor" | "agent"): Item => ({
  is: "run",
  key: "run",
  by,
  alias: null,
  own: by === "agent",
  at: 0,
  lines: [{ key: "1", id: "1", seq: 1, text, masked: [], hidden: null, tick: null, problem: null } as unknown as Line],
});

function draw(item: Item, wanted: readonly string[] | null): void {
  render(
    <AppContext.Provider value={app}>
      <ShieldContext.Provider value={wanted && shieldOf(wanted)}>
        <LogItem item={item} spoken="fi" newest={undefined} acts={acts()} words={words} />
      </ShieldContext.Provider>
    </AppContext.Provider>,
    place,
  );
}

const button = (name: string) => [...place.querySelectorAll("button")].find((one) => one.textContent === name);

test("a message with a word of abuse is nowhere on the page until its reader wants to see it, and has the focus then", async () => {
  draw(said("Sinä hölmö", "visitor"), ["hölmö*"]);
  expect(place.textContent).not.toContain("hölmö");
  expect(place.textContent).toContain(words.veiled);

  button(words.lift)?.click();
  await settled();
  expect(place.textContent).toContain("Sinä hölmö");
  expect(document.activeElement?.textContent).toBe("Sinä hölmö");
  button(words.civilEnd)?.click();
  expect(asked).toBe(1);
});

test.each<[string, Item, readonly string[] | null]>([
  ["whoever wants no shield", said("Sinä hölmö", "visitor"), null],
  ["what is no abuse", said("Hei", "visitor"), ["hölmö*"]],
  ["what an agent wrote", said("Sinä hölmö", "agent"), ["hölmö*"]],
])("nothing is veiled from or of %s", (_what, item, wanted) => {
  draw(item, wanted);
  expect(place.textContent).toContain(item.is === "run" ? item.lines[0]?.text : "");
  expect(button(words.lift)).toBeUndefined();
  expect(button(words.civilEnd)).toBeUndefined();
});

test("what a visitor says of their rating is veiled as well", () => {
  const entry = { seq: 2, kind: "rated", by: "visitor", at: 0, score: 1, text: "Hölmö palvelu" } as const;
  draw({ is: "event", key: "e", entry, again: false }, ["hölmö*"]);
  expect(place.textContent).not.toContain("Hölmö");
});
