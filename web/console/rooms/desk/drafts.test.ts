import { describe, expect, test } from "vitest";
import { draftsOf } from "./drafts";

function tab() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe("drafts", () => {
  test("are kept by conversation, over a reload", () => {
    const store = tab();
    draftsOf("agent.a", store).keep("A", "Hei");

    expect(draftsOf("agent.a", store).of("A")).toBe("Hei");
    expect(draftsOf("agent.a", store).of("B")).toBe("");
  });

  test("are not shown to somebody else who signs in in the same tab, nor left lying there", () => {
    const store = tab();
    draftsOf("agent.a", store).keep("A", "secret");

    expect(draftsOf("agent.b", store).of("A")).toBe("");
    expect([...store.kept.values()].join()).not.toContain("secret");
  });

  test("leave nothing once they are sent or forgotten", () => {
    const store = tab();
    const drafts = draftsOf("agent.a", store);
    drafts.keep("A", "one");
    drafts.keep("A", "");
    drafts.keep("B", "two");
    drafts.forget();

    expect(drafts.of("B")).toBe("");
    expect(store.kept.size).toBe(0);
  });

  test("work without storage, and with what is none of theirs in it", () => {
    const store = tab();
    store.setItem("juttu.drafts", "{not json");
    draftsOf("agent.a", null).keep("A", "x");

    expect(draftsOf("agent.a", store).of("A")).toBe("");
  });
});
