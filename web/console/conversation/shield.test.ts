import { expect, test } from "vitest";
import { shieldOf } from "./shield";

const shield = shieldOf(["hölmö*", "tomppeli", "lyön sinut*", "  ", "*"]);

test.each([
  ["Sinä hölmö!", true],
  ["SINÄ HÖLMÖ", true],
  ["hölmöläisiä olette kaikki", true],
  ["ho\u0308lmö", true],
  ["höl\u200bmö", true],
  ["ｔｏｍｐｐｅｌｉ", true],
  ["olet tomppeli", true],
  ["(tomppeli)", true],
  ["tomppelit", false],
  ["Ylihölmö", false],
  ["minä  LYÖN,\nsinut", true],
  ["lyön sinutkin", true],
  ["lyön hänet", false],
  ["Tilinumeroni on FI12 3456", false],
  ["", false],
  ["😀", false],
])("%j is veiled: %s", (text, veiled) => {
  expect(shield(text)).toBe(veiled);
});

test("without words nothing is veiled", () => {
  expect(shieldOf([])("hölmö")).toBe(false);
});
