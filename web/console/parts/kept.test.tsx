// @vitest-environment happy-dom
import { render } from "preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import { useKept } from "./kept";

let place: HTMLElement;
let drawn: string[];

beforeEach(() => {
  place = document.createElement("div");
  drawn = [];
});

afterEach(() => render(null, place));

function One({ name }: { name: string }) {
  drawn.push(name);
  return <li>{name}</li>;
}

function List({ of, by }: { of: { key: string; name: string }[]; by: string }) {
  const keep = useKept(by);
  return <ul>{of.map((one) => keep(one.key, one, () => <One key={one.key} name={`${one.name} ${by}`} />))}</ul>;
}

const items = (...names: string[]) => names.map((name, place) => ({ key: `key-${place}`, name }));
const shown = () => [...place.querySelectorAll("li")].map((one) => one.textContent);

test("only what has changed is drawn again, wherever it stands", () => {
  render(<List of={items("a", "b", "c")} by="x" />, place);
  const before = place.querySelectorAll("li")[1];
  drawn = [];
  render(<List of={[...items("a", "b", "d")].reverse()} by="x" />, place);

  expect(shown()).toEqual(["d x", "b x", "a x"]);
  expect(drawn).toEqual(["d x"]);
  expect(place.querySelectorAll("li")[1]).toBe(before);
});

test("what goes and comes again is drawn again", () => {
  for (const of of [items("a", "b"), items("a"), items("a", "b")]) render(<List of={of} by="x" />, place);

  expect(shown()).toEqual(["a x", "b x"]);
  expect(drawn).toEqual(["a x", "b x", "b x"]);
});

test("all are drawn again when what they go by has changed", () => {
  render(<List of={items("a", "b")} by="x" />, place);
  render(<List of={items("a", "b")} by="y" />, place);

  expect(shown()).toEqual(["a y", "b y"]);
});
