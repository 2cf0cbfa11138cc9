import { expect, test } from "vitest";
import { words } from "../../../words/en/access_log";
import { reasonIn } from "./reason";

test.each([
  ["supervision_begun", "complaint", "A complaint"],
  ["conversation_opened", "supervising", "As a supervisor"],
  ["conversation_transferred", "shift_ends", "The shift ends"],
  ["conversation_ended_for_abuse", "spam", "Sent junk or advertising"],
  ["glass_broken", "complaint: They ask: why", `${words.glassReasons.complaint}: They ask: why`],
  // As an earlier or a later release wrote it.
  ["glass_broken", "Because", "Because"],
  ["conversation_opened", "toString", "toString"],
] as const)("the reason of %s, %s, is said as %s", (action, reason, said) => {
  expect(reasonIn(words, action, reason)).toBe(said);
});
