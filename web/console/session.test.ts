import { expect, test } from "vitest";
import { endsHere } from "./session";

const NOW = 1_800_000_000_000;
const HALF_AN_HOUR = 30 * 60_000;

test.each([
  ["is what the service says where the clocks agree", NOW + 60_000, null, NOW + 60_000],
  ["follows the server's clock where it is known", NOW + HALF_AN_HOUR, -3_600_000, NOW + HALF_AN_HOUR + 3_600_000],
  ["is not believed to be past in the moment it is heard", NOW - 3_600_000, null, NOW + HALF_AN_HOUR],
  ["is not believed to be further off than a session lasts", NOW + 12 * 3_600_000, null, NOW + HALF_AN_HOUR],
] as const)("the end of a session %s", (_rule, endsAt, clockAhead, expected) => {
  expect(endsHere(endsAt, NOW, clockAhead)).toBe(expected);
});
