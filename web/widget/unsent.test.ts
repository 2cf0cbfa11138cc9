// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { writtenBefore } from "./renewal";
import { keepUnsent } from "./unsent";

const NAME = "juttu demo";
let unsent: string;
let stop: () => void;

const goes = () => window.dispatchEvent(new Event("pagehide"));

function turns(state: "hidden" | "visible"): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  sessionStorage.clear();
  unsent = "Kesken";
  stop = keepUnsent(NAME, () => unsent);
});

afterEach(() => {
  stop();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("what was written and has not left is kept when the page goes, in this tab alone, and is taken once", () => {
  goes();
  expect([{ ...sessionStorage }, { ...localStorage }]).toEqual([{ [NAME]: "Kesken" }, {}]);

  expect(writtenBefore(NAME)).toBe("Kesken");
  expect(sessionStorage).toHaveLength(0);
  expect(writtenBefore(NAME)).toBe("");
});

test("it is kept as well while the page is in the background, and no longer", () => {
  turns("hidden");
  expect({ ...sessionStorage }).toEqual({ [NAME]: "Kesken" });

  turns("visible");
  expect(sessionStorage).toHaveLength(0);
});

test("where there is nothing, nothing is kept, and what was kept before goes", () => {
  sessionStorage.setItem(NAME, "lähetetty sittemmin");
  unsent = "";
  goes();

  expect(sessionStorage).toHaveLength(0);
});

test("where storage is blocked, nothing fails", () => {
  vi.stubGlobal("sessionStorage", undefined);
  goes();

  expect(writtenBefore(NAME)).toBe("");
});
