// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import { Combobox, type Option } from "./combobox";

const OPTIONS: readonly Option[] = [
  { key: "take", label: "Take", aside: "T" },
  { key: "close", label: "Close" },
  { key: "away", label: "Be away" },
];
let place: HTMLElement;
let chosen: string[];

beforeEach(async () => {
  place = document.createElement("div");
  document.body.replaceChildren(place);
  chosen = [];
  const find = (typed: string) => OPTIONS.filter(({ label }) => label.toLowerCase().includes(typed));
  await act(() =>
    render(
      <Combobox
        label="Command"
        find={find}
        onChoose={(key) => chosen.push(key)}
        none="Nothing"
        count={(options) => `${options} there`}
      />,
      place,
    ),
  );
});

const field = () => place.querySelector("input") as HTMLInputElement;
const options = () => [...place.querySelectorAll<HTMLElement>("[role=option]")];
const active = () => document.getElementById(field().getAttribute("aria-activedescendant") ?? "")?.textContent;
const press = (key: string) =>
  act(() => {
    field().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  });
const type = (text: string) =>
  act(() => {
    field().value = text;
    field().dispatchEvent(new Event("input", { bubbles: true }));
  });

test("the field keeps the focus, and says which option Enter would take", async () => {
  expect(active()).toBe("TakeT");
  await press("ArrowDown");
  expect(active()).toBe("Close");
  expect(options().map((one) => one.getAttribute("aria-selected"))).toEqual(["false", "true", "false"]);
  await press("Enter");
  expect(chosen).toEqual(["close"]);
});

test("the arrows go round", async () => {
  await press("ArrowUp");
  expect(active()).toBe("Be away");
  await press("ArrowDown");
  expect(active()).toBe("TakeT");
});

test("what is typed leaves what holds it, begins at its first, and says how many there are", async () => {
  await press("ArrowDown");
  await type("a");
  expect(options().map((one) => one.textContent)).toEqual(["TakeT", "Be away"]);
  expect(active()).toBe("TakeT");
  expect(place.querySelector("[role=status]")?.textContent).toBe("2 there");
});

test("where nothing is found that is said, and Enter does nothing", async () => {
  await type("zzz");
  await press("ArrowDown");
  await press("Enter");

  expect(options()).toEqual([]);
  expect(field().hasAttribute("aria-activedescendant")).toBe(false);
  expect(place.querySelector("[role=status]")?.textContent).toBe("Nothing");
  expect(chosen).toEqual([]);
});

test("a click takes an option", () => {
  options()[2]?.click();

  expect(chosen).toEqual(["away"]);
});

const draw = (more: Partial<Parameters<typeof Combobox>[0]>) =>
  act(() => {
    render(null, place);
    render(
      <Combobox
        label="Answers"
        find={() => OPTIONS}
        onChoose={(key) => chosen.push(key)}
        none="Nothing"
        count={String}
        {...more}
      />,
      place,
    );
  });

test("what stands together has its heading, and the arrows go through all of it", async () => {
  const all = [
    { key: "a", label: "A", group: "Mine", detail: "Hei", lang: "fi" },
    { key: "b", label: "B", group: "Ours" },
    { key: "c", label: "C", group: "Ours" },
  ];
  await draw({ find: () => all });

  const groups = [...place.querySelectorAll("[role=group]")];
  expect(groups.map((one) => one.querySelectorAll("[role=option]").length)).toEqual([1, 2]);
  expect(groups.map((one) => document.getElementById(one.getAttribute("aria-labelledby") ?? "")?.textContent)).toEqual([
    "Mine",
    "Ours",
  ]);
  expect(options()[0]?.querySelector("[lang=fi]")?.textContent).toBe("Hei");
  await press("ArrowDown");
  await press("ArrowDown");
  await press("Enter");
  expect(chosen).toEqual(["c"]);
});

test("keys and text that mean something else are told to whoever draws it, with what Enter would take beside the list", async () => {
  const told: string[] = [];
  await draw({
    pressed: ({ key }, typed) => told.push(`${key} ${typed}`) > 0,
    typing: (typed) => typed.startsWith(" "),
    beside: (active) => <p class="beside">{active}</p>,
  });

  await type("t");
  await press("Escape");
  await press("ArrowDown");
  expect(told).toEqual(["Escape t"]);
  expect(place.querySelector(".beside")?.textContent).toBe("close");
  await type(" x");
  expect(active()).toBe("Close");
});

test("what belongs to an input method chooses nothing", async () => {
  await act(() => {
    const composed = { key: "Enter", bubbles: true, cancelable: true, isComposing: true };
    field().dispatchEvent(new KeyboardEvent("keydown", composed));
  });
  expect(chosen).toEqual([]);
});
