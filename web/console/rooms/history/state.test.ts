import { expect, test } from "vitest";
import type { Past, PastConversations } from "../../../shared/wire";
import { history } from "./room";
import { endOf, listedAnew, looks, topicOf, topicsOf } from "./state";

const TOPICS = {
  shop: { orders: { fi: "Tilaukset", sv: "Beställningar", en: "Orders" } },
  care: { orders: { fi: "Tilaus", sv: "Beställning", en: "Order" }, repair: { fi: "Huolto", sv: "", en: "Repair" } },
};

test("it is looked again once a minute on the screen, and at once when the page comes back there", () => {
  let now = 0;
  let isShown = true;
  const { due, back, tick, shown } = looks(
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

  expect(back.value).toBe(1); // the list is asked for anew by coming back alone, and not each time
  now = 659_000;
  shown();
  expect(back.value).toBe(1);
  now = 660_000;
  shown();
  expect(back.value).toBe(2);
});

test("a list is asked for anew as far back as it went, and what is on it no more is missing", async () => {
  const one = (conversation: string) => ({ conversation }) as Past;
  const pages = new Map<number | undefined, PastConversations>([
    [undefined, { past: [one("A")], now: 1, looked_at: 1, before: 30, topics: TOPICS }],
    [30, { past: [one("C")], now: 1, looked_at: 1, before: 20 }],
    [20, { past: [one("D")], now: 1, looked_at: 1, before: null }],
  ]);
  const anew = async (before: number | null) => {
    const fetch = async (from?: number) => pages.get(from) as PastConversations;
    return listedAnew(fetch, { past: [], now: 0, looked_at: 0, before });
  };

  expect((await anew(30)).past.map((each) => each.conversation)).toEqual(["A"]);
  expect(await anew(20)).toMatchObject({ past: [one("A"), one("C")], before: 20, topics: TOPICS });
  expect((await anew(null)).past).toHaveLength(3);
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
