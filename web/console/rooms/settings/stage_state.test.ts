import { expect, test } from "vitest";
import type { StageSettings } from "../../../shared/wire";
import { afterChoices, placeOf, RETURN_AFTER, ROLES, settingsOf, typedOf, veiledChanges } from "./stage_state";

const settings = (more: Partial<StageSettings> = {}): StageSettings => ({
  networks: {
    ...(Object.fromEntries(ROLES.map((role) => [role, []])) as unknown as StageSettings["networks"]),
    agent: ["192.0.2.0/24", "2001:db8::/32"],
  },
  told: ["a@example.com"],
  told_after_minutes: 60,
  left_question_days: 7,
  remind_after_minutes: 3,
  return_after_minutes: 10,
  phones: false,
  veiled: { fi: ["hölmö*"], sv: [], en: ["fool*", "hit you"] },
  ...more,
});

test("what is typed is what is set, a line each", () => {
  const typed = typedOf(settings());

  expect(typed.networks.agent).toBe("192.0.2.0/24\n2001:db8::/32");
  expect(settingsOf(typed)).toEqual(settings());
});

test("empty lines and spaces around a line say nothing", () => {
  const typed = { ...typedOf(settings()), told: "\n  a@example.com \n\n" };

  expect(settingsOf(typed).told).toEqual(["a@example.com"]);
});

test("a mistake is about the line in which it was typed, whatever is empty before it", () => {
  const start = typedOf(settings());
  const typed = { ...start, networks: { ...start.networks, agent: "192.0.2.0/24\n\noffice" } };

  expect(placeOf("networks.agent[1]", typed)).toEqual({ field: "networks.agent", line: 3 });
  expect(placeOf("networks.data-protection-officer", typed)).toEqual({
    field: "networks.data-protection-officer",
    line: null,
  });
  expect(placeOf("told[0]", typed)).toEqual({ field: "told", line: 1 });
  expect(placeOf("veiled.en[1]", typed)).toEqual({ field: "veiled.en", line: 2 });
  expect(placeOf("left_question_days", typed)).toEqual({ field: "left_question_days", line: null });
  expect(placeOf("origins[0]", typed)).toEqual({ field: null, line: null });
});

test("a number of minutes that is none of the usual can be kept", () => {
  expect(afterChoices(45)).toEqual([15, 30, 45, 60, 120, 240, 480, 1440]);
  expect(afterChoices(60)).toHaveLength(7);
  expect(afterChoices(0, RETURN_AFTER)).toEqual([0, 5, 10, 15, 20, 30, 60]);
  expect(afterChoices(12, RETURN_AFTER)).toContain(12);
});

test("of the words that veil it is told how many come and go, in each language in which any do", () => {
  const before = { ...settings(), veiled: { fi: ["hölmö", "ääliö*"], sv: ["tok"], en: [] } };
  const after = { ...settings(), veiled: { fi: ["ääliö*", "pelle", "hupsu"], sv: ["tok"], en: [] } };

  expect(veiledChanges(before, after)).toEqual([{ language: "fi", added: 2, removed: 1 }]);
});
