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
    keeping.forget(kept.conversation);
    expect(store.length).toBe(0);
  });

  test("keeps apart what another site of the same service keeps", () => {
    const store = storage();
    const [demo, other] = ["juttu demo", "juttu toinen"].map((name) => keepingIn(() => store, name));
    demo?.write(kept);
    expect(other?.read()).toBeNull();

    other?.forget(kept.conversation);
    expect(demo?.read()).toEqual(kept);
  });

  test("keeps both conversations of two tabs, the newer first, until each is forgotten", () => {
    const store = storage();
    const keeping = keepingIn(() => store, "juttu");
    const other = { ...kept, key: "l", conversation: "0000000000000002" };
    keeping.write(kept);
    keeping.write(other);
    expect(keeping.read()).toEqual(other);
    keeping.write({ ...kept, until: 6 });
    expect(keeping.read()).toEqual({ ...kept, until: 6 });
    expect(store.length).toBe(1);

    keeping.forget(kept.conversation);
    expect(keeping.read()).toEqual(other);
    keeping.forget(other.conversation);
    expect(store.length).toBe(0);
  });

  test("where the browser blocks storage nothing is kept and nothing fails", () => {
    const keeping = keepingIn(() => {
      throw new DOMException("blocked", "SecurityError");
    }, "juttu");

    expect(keeping.read()).toBeNull();
    expect(keeping.write(kept)).toBe(false);
    keeping.forget(kept.conversation);
  });

  test.each(["", "nonsense", "[]", '"k"', '{"key":"k"}', '[{"key":1}]', '[{"key":"k"}]', "[null]"])(
    "what somebody else left is nothing: %s",
    (text) => {
      const store = storage();
      store.setItem("juttu", text);

      expect(keepingIn(() => store, "juttu").read()).toBeNull();
      expect(keepingIn(() => store, "juttu").write(kept)).toBe(true);
      expect(keepingIn(() => store, "juttu").read()).toEqual(kept);
    },
  );
});
