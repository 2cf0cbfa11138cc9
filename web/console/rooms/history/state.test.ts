import { expect, test } from "vitest";
import { history } from "./room";
import { endOf, looks, topicOf, topicsOf } from "./state";

const TOPICS = {
  shop: { orders: { fi: "Tilaukset", sv: "Beställningar", en: "Orders" } },
  care: { orders: { fi: "Tilaus", sv: "Beställning", en: "Order" }, repair: { fi: "Huolto", sv: "", en: "Repair" } },
};

test("it is looked again once a minute on the screen, and at once when the page comes back there", () => {
  let now = 0;
  let isShown = true;
  const { due, tick, shown } = looks(
    () => now,
    () => isShown,
  );
  const at = (seconds: number) => {
    now = seconds * 1000;
    tick();
    return due.value;
  };
  expect([at(59), at(60), at(119), at(120)]).toEqual([0, 1, 1, 2]);

  isShown = false;
  expect(at(600)).toBe(2);
  isShown = true;
  shown();
  expect([due.value, at(601), at(660)]).toEqual([3, 3, 4]);
});

test("an end is why, where there is a reason, else by which side", () => {
  expect(endOf({ closed_by: "system", closed_for: "silence" })).toBe("silence");
  expect(endOf({ closed_by: "visitor" })).toBe("visitor");
  expect(endOf({})).toBeNull();
});

test("a topic is called as its site calls it, and not at all where the site has it no more", () => {
  expect(topicOf(TOPICS, { site: "care", topic: "orders" }, "fi")).toBe("Tilaus");
  expect(topicOf(TOPICS, { site: "care", topic: "gone" }, "fi")).toBeNull();
  expect(topicOf(TOPICS, { site: "other", topic: "orders" }, "fi")).toBeNull();
});

test("a topic that sites call otherwise is offered once, by all its names", () => {
  expect(topicsOf(TOPICS, undefined, "fi")).toEqual([
    { value: "orders", label: "Tilaukset / Tilaus" },
    { value: "repair", label: "Huolto" },
  ]);
  expect(topicsOf(TOPICS, "shop", "en")).toEqual([{ value: "orders", label: "Orders" }]);
});

test("an address holds a reference, days, keys and enumerations, and nothing that somebody typed", () => {
  const { read, write } = history.places;
  const place = read(
    ["7k3m-9qwx-0a1b-c2d3"],
    new URLSearchParams("from=2026-11-01&rating=2&topic=orders&ended=silence&words=maija&site=Maija%20M&rating=9"),
  );

  expect(place).toEqual({
    conversation: "7K3M9QWX0A1BC2D3",
    filters: { from: "2026-11-01", topic: "orders", ended: "silence", rating: "2" },
  });
  expect(write(place)).toBe("/7K3M-9QWX-0A1B-C2D3?from=2026-11-01&topic=orders&ended=silence&rating=2");
  expect(read(["maija"], new URLSearchParams())).toEqual({ conversation: null, filters: {} });
});
