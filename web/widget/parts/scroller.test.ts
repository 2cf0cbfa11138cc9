import { expect, test } from "vitest";
import { MOST_DRAWN } from "../rows";
import { earlier, newer } from "./scroller";

const view = (from: number, to: number | null = null) => ({ from, to, leftOff: null });

test("earlier messages come by the hundred, and behind them no more stay than the most", () => {
  expect(earlier(view(1900), 2000)).toEqual({ from: 1800, to: null });
  expect(earlier(view(1700), 2000)).toEqual({ from: 1600, to: 1600 + MOST_DRAWN });
  expect(earlier(view(40, 340), 2000)).toEqual({ from: 0, to: MOST_DRAWN });
});

test("newer messages come by the hundred, up to the newest", () => {
  expect(newer(view(1600, 1900), 1950)).toEqual({ from: 1650, to: null });
  expect(newer(view(0, 300), 2000)).toEqual({ from: 100, to: 400 });
});

test("who goes up and down again comes by every message", () => {
  let place: { from: number; to: number | null } = { from: 1900, to: null };
  const drawn = new Set<number>();
  const note = () => {
    for (let entry = place.from; entry < (place.to ?? 2000); entry += 1) drawn.add(entry);
  };
  for (let step = 0; step < 30; step += 1) {
    note();
    place = { ...place, ...earlier(view(place.from, place.to), 2000) };
  }
  expect(place.from).toBe(0);
  for (let step = 0; step < 30 && place.to !== null; step += 1) {
    note();
    place = { ...place, ...newer(view(place.from, place.to), 2000) };
  }
  note();

  expect(place.to).toBeNull();
  expect(drawn.size).toBe(2000);
});
