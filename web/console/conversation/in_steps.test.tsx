// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FIRST, STEP, useInSteps } from "./in_steps";

let place: HTMLElement;
let more: (by?: number) => void;

beforeEach(() => {
  place = document.createElement("div");
});

afterEach(() => render(null, place));

function Log({ of, atEnd }: { of: number; atEnd: boolean }) {
  const all = Array.from({ length: of }, (_, at) => ({ key: `key-${at + 1}`, place: at + 1 }));
  const steps = useInSteps(all, atEnd);
  more = steps.more;
  expect(steps.items.length + steps.above).toBe(of);
  return <p>{`${steps.items[0]?.place} to ${steps.items.at(-1)?.place}`}</p>;
}

function shown(of: number, atEnd: boolean): string | null {
  act(() => render(<Log of={of} atEnd={atEnd} />, place));
  return place.textContent;
}

test("the end of a long log is drawn, and more of it on wish, up to its beginning", () => {
  expect(shown(300, true)).toBe("277 to 300");
  act(() => more());
  expect(place.textContent).toBe("237 to 300");
  shown(300, false);
  act(() => more(1000));
  expect(place.textContent).toBe("1 to 300");
});

test("what comes while somebody reads further up takes nothing away from them", () => {
  shown(300, true);
  act(() => more());

  expect(shown(500, false)).toBe("237 to 500");
});

test("a short log stays whole while it grows, and only at the end of a long one is what lies far up let go", () => {
  shown(0, true);
  expect(shown(FIRST, true)).toBe("1 to 24");
  expect(shown(FIRST + 1, true)).toBe("1 to 25");
  expect(shown(FIRST + STEP, true)).toBe("1 to 64");
  expect(shown(FIRST + STEP + 1, true)).toBe("42 to 65");
});

test("the end is drawn anew where the first that was drawn is gone", () => {
  shown(300, true);

  expect(shown(100, false)).toBe("77 to 100");
});
