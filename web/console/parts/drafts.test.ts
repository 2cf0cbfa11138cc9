import { expect, test } from "vitest";
import { drafts } from "./drafts";

test("what is typed into a form is found again under its name, and nothing is left once it is sent", () => {
  const all = drafts();
  const basics = all.of<string>("demo basics");
  expect([basics.value, all.any.value]).toEqual([null, false]);

  basics.value = "Oy";
  expect(all.of("demo basics").value).toBe("Oy");
  expect(all.of("demo hours").value).toBeNull();
  expect(all.any.value).toBe(true);

  basics.value = null;
  expect(all.any.value).toBe(false);
});
