import { describe, expect, test } from "vitest";
import { hoursAt, readHours, type Told } from "./hours";

const words = (fi: string) => ({ fi, sv: `sv ${fi}`, en: `en ${fi}` });
const told: Told = {
  offset: 120,
  zone_words: words("Suomen aikaa"),
  week: words("Avoinna ma–pe 9–16"),
  sentences: [
    [1000, true, words("Avoinna klo 16 asti")],
    [2000, false, words("Suljettu, avautuu ti klo 9")],
    [3000, false, words("Suljettu, avautuu klo 9")],
    [4000, true, words("Avoinna klo 16 asti")],
    [5000, false, words("Suljettu, avautuu ke klo 9")],
  ],
};
const at = (seconds: number, offset = told.offset) => hoursAt(told, "fi", seconds * 1000, offset);

describe("the opening hours", () => {
  test("are what the service wrote for this moment", () => {
    expect(at(999)).toEqual({
      open: true,
      opensAt: null,
      until: 1_000_000,
      status: "Avoinna klo 16 asti",
      week: "Avoinna ma–pe 9–16",
    });
    expect(at(1000)?.status).toBe("Suljettu, avautuu ti klo 9");
    expect(at(2000)?.status).toBe("Suljettu, avautuu klo 9");
  });

  test("say when it opens, also where that is told in two ways by then", () => {
    expect(at(1500)?.opensAt).toBe(3_000_000);
    expect(at(2500)?.opensAt).toBe(3_000_000);
  });

  test("do not say when it opens where that is not known", () => {
    expect(at(4500)).toMatchObject({ open: false, opensAt: null });
  });

  test("are told in the language of the chat", () => {
    expect(hoursAt(told, "sv", 0, told.offset)?.status).toBe("sv Avoinna klo 16 asti");
  });

  test("say in whose time they are to whoever has another", () => {
    expect(at(0, 60)?.week).toBe("Avoinna ma–pe 9–16 (Suomen aikaa)");
  });

  test("are none where the site has none, and when the page has been open for longer than they are known", () => {
    expect(readHours("")).toBeNull();
    expect(hoursAt(readHours(""), "fi", 0, told.offset)).toBeNull();
    expect(at(5000)).toBeNull();
  });

  test("are read as they are written", () => {
    expect(readHours(JSON.stringify(told))).toEqual(told);
  });
});
