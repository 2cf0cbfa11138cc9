import { expect, test } from "vitest";
import { type PathTo, valueAt, withAt } from "./paths";

interface Values {
  company: string;
  greeting: { fi?: string };
  contacts: readonly { value: string; words: { fi?: string; sv?: string } }[];
}

const VALUES: Values = {
  company: "Oy",
  greeting: {},
  contacts: [
    { value: "1", words: {} },
    { value: "2", words: {} },
  ],
};

test("a value is found by its path, and nothing where there is none", () => {
  expect(valueAt(VALUES, "company")).toBe("Oy");
  expect(valueAt(VALUES, "contacts[1].value")).toBe("2");
  expect(valueAt(VALUES, "contacts[2].value")).toBeUndefined();
  expect(valueAt(VALUES, "greeting.fi")).toBeUndefined();
});

test("with another value at a path all else is the same, and what was there is untouched", () => {
  const path: PathTo<Values, string> = "contacts[1].words.fi";
  const after = withAt(VALUES, path, "Päivystys");

  expect(after).toEqual({ ...VALUES, contacts: [VALUES.contacts[0], { value: "2", words: { fi: "Päivystys" } }] });
  expect(after.contacts[0]).toBe(VALUES.contacts[0]);
  expect(VALUES.contacts[1]).toEqual({ value: "2", words: {} });
});
