// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import type { NamedPerson } from "../../../shared/wire";
import { words } from "../../../words/en/access_log";
import type { App } from "../../app";
import { inEnglish } from "../../for_tests";
import { AppContext } from "../../parts/context";
import { FEW, matching, OFFERED, PersonForm } from "./person_form";

const MANY: readonly NamedPerson[] = [
  { reference: "r-a", person: "agent.a", name: "Äiti Aalto" },
  { reference: "r-b", person: "agent.b", name: "Bo", left_at: 5 },
  ...Array.from({ length: OFFERED }, (_, n) => ({ reference: `r-${n}`, person: `other.${n}` })),
];
let place: HTMLElement;
let went: unknown[];

beforeEach(() => {
  place = document.createElement("div");
  document.body.replaceChildren(place);
  went = [];
});

const show = (shown: string | null, people: readonly NamedPerson[] = MANY) =>
  act(() =>
    render(
      <AppContext.Provider
        value={{ speaking: inEnglish(words), go: (_: unknown, to: unknown) => went.push(to) } as unknown as App}
      >
        <PersonForm shown={shown} people={people} />
      </AppContext.Provider>,
      place,
    ),
  );
const field = () => place.querySelector<HTMLInputElement>("[role=combobox]");
const options = () => [...place.querySelectorAll<HTMLElement>("[role=option]")];
const type = (text: string) =>
  act(() => {
    const input = field() as HTMLInputElement;
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
const press = (key: string) =>
  act(() => {
    field()?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  });
const button = (says: string) =>
  [...place.querySelectorAll("button")].find(({ textContent }) => textContent === says) as HTMLButtonElement;

test("few people are chosen from a list, and one more than few are searched", async () => {
  await show(null, MANY.slice(0, FEW));
  expect(place.querySelectorAll("select option").length).toBe(FEW + 1);
  await show(null, MANY.slice(0, FEW + 1));
  expect(place.querySelector("select")).toBeNull();
  expect(options().length).toBe(FEW + 1);
});

test("a person is found by name and by user name, in whatever order, capitals and accents", () => {
  const found = (typed: string) => matching(MANY, typed).map(({ person }) => person);
  expect(found("aalto aiti")).toEqual(["agent.a"]);
  expect(found("AGENT")).toEqual(["agent.a", "agent.b"]);
  expect(found("agent aalto")).toEqual(["agent.a"]);
  expect(found("nobody")).toEqual([]);
  expect(found("").length).toBe(MANY.length);
});

test("of very many the first are offered, and it is said how many there are", async () => {
  await show(null);
  expect(options().length).toBe(OFFERED);
  expect(place.querySelector("[role=status]")?.textContent).toBe(`${MANY.length} people, ${OFFERED} of them shown`);
  await type("agent");
  expect(options().map(({ textContent }) => textContent)).toEqual(["agent.a – Äiti Aalto", "agent.b – Bo (has left)"]);
  expect(place.querySelector("[role=status]")?.textContent).toBe("2 people");
  await type("nobody");
  expect(place.querySelector("[role=status]")?.textContent).toBe(words.nobodyFound);
});

test("it takes no focus by appearing; who was chosen is gone to, and the way to another then has the focus", async () => {
  await show(null);
  expect(document.activeElement).toBe(document.body);
  field()?.focus();
  await type("agent");
  await press("ArrowDown");
  await press("Enter");
  expect(went).toMatchObject([{ about: "person", person: "r-b" }]);
  await show("r-b");
  expect(place.textContent).toContain("agent.b – Bo (has left)");
  expect(document.activeElement).toBe(button(words.another));
});

test("another is looked for at a click, which can be taken back", async () => {
  await show("r-a");
  expect(field()).toBeNull();
  await act(() => button(words.another).click());
  expect(document.activeElement).toBe(field());
  await act(() => button(words.keep).click());
  expect(document.activeElement).toBe(button(words.another));
  expect(went).toEqual([]);
  await act(() => button(words.another).click());
  await act(() => options()[1]?.click());
  expect(went).toMatchObject([{ person: "r-b" }]);
});

test("who is known no longer is shown by their reference", async () => {
  await show("0123456789");
  expect(place.textContent).toContain(words.unnamed("01234567"));
});
