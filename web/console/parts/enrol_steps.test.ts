import { expect, test } from "vitest";
import { grouped } from "./enrol_steps";

test("a secret is shown in groups of four", () => {
  expect(grouped("JBSWY3DPEHPK3PXPAB")).toBe("JBSW Y3DP EHPK 3PXP AB");
});
