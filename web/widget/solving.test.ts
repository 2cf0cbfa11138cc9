import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { solve } from "./solving";

test.each([0, 1, 8, 12])("an answer makes the digest begin with %i zero bits", async (bits) => {
  const challenge = "1795600000.abcdefgh.0123456789abcdef0123456789abcdef";
  const answer = await solve(challenge, bits);
  const digest = createHash("sha256").update(`${challenge}:${answer}`).digest();

  expect(Math.clz32(digest.readUInt32BE(0))).toBeGreaterThanOrEqual(bits);
  expect(answer.length).toBeLessThanOrEqual(32);
});
