import { describe, expect, test } from "vitest";
import { type Kept, keepingIn } from "./keeping";

const kept: Kept = { key: "k", conversation: "0000000000000001", until: 5, language: "fi", size: 0, sound: false };

function storage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
    clear: () => items.clear(),
    key: (index: number) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
}

describe("keeping", () => {
  test("keeps one item and forgets it", () => {
    const store = storage();
    const keeping = keepingIn(() => store, "juttu");

    expect(keeping.read()).toBeNull();
    expect(keeping.write(kept)).toBe(true);
    expect(keeping.read()).toEqual(kept);
    expect(store.length).toBe(1);
    keeping.forget();
    expect(store.length).toBe(0);
  });

  test("where the browser blocks storage nothing is kept and nothing fails", () => {
    const keeping = keepingIn(() => {
      throw new DOMException("blocked", "SecurityError");
    }, "juttu");

    expect(keeping.read()).toBeNull();
    expect(keeping.write(kept)).toBe(false);
    keeping.forget();
  });

  test.each(["", "nonsense", "[]", '"k"', '{"key":1}', '{"key":"k"}'])(
    "what somebody else left is nothing: %s",
    (text) => {
      const store = storage();
      store.setItem("juttu", text);

      expect(keepingIn(() => store, "juttu").read()).toBeNull();
    },
  );
});
