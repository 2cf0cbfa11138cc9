// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { inEvery } from "../words/in_every";
import { hoursAt, type Own, ownWords } from "./site";
import { type Words, wordsIn } from "./words";

const words = (finnish: string) => inEvery((language) => (language === "fi" ? finnish : `${language} ${finnish}`));
const told: NonNullable<Own["hours"]> = {
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
      until: 1_000_000,
      status: "Avoinna klo 16 asti",
      week: "Avoinna ma–pe 9–16",
    });
    expect(at(1000)?.status).toBe("Suljettu, avautuu ti klo 9");
    expect(at(2000)?.status).toBe("Suljettu, avautuu klo 9");
  });

  test("do not say when it opens where that is not known", () => {
    expect(at(4500)).toMatchObject({ open: false });
  });

  test("are told in the language of the chat", () => {
    expect(hoursAt(told, "sv", 0, told.offset)?.status).toBe("sv Avoinna klo 16 asti");
  });

  test("say in whose time they are to whoever has another", () => {
    expect(at(0, 60)?.week).toBe("Avoinna ma–pe 9–16 (Suomen aikaa)");
  });

  test("have no week to tell of where no weekday is open", () => {
    const never = { ...told, week: inEvery(() => "") };

    expect(hoursAt(never, "fi", 0, 60)?.week).toBe("");
  });

  test("are none where the site has none, and when the page has been open for longer than they are known", () => {
    expect(hoursAt(null, "fi", 0, told.offset)).toBeNull();
    expect(at(5000)).toBeNull();
  });
});

describe("the words", () => {
  const changed = vi.fn();
  const written = JSON.stringify({ colour: "#0a5c8a", hours: told });
  const brand = () => document.documentElement.style.getPropertyValue("--brand");
  let words: Words;

  beforeEach(async () => {
    vi.useFakeTimers({ now: 500_000 });
    vi.stubGlobal("CSS", { supports: (_: string, value: string) => value !== "" && value !== "nonsense" });
    changed.mockReset();
    document.documentElement.removeAttribute("style");
    words = await wordsIn("fi");
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test("say the hours where they otherwise say what this is", () => {
    const own = ownWords(written, null, changed)(words);

    expect(own.widget.statusNew).toBe("Avoinna klo 16 asti");
    expect(own.widget.greetingHelp).toMatch(/ei tarvita\. Avoinna ma–pe 9–16( \(Suomen aikaa\))?\.$/);
    expect(own.widget.greeting).toBe(words.widget.greeting);
  });

  test("are the same ones as long as nothing changes, so that nothing is drawn anew for them", () => {
    const own = ownWords(written, null, changed);

    expect(own(words)).toBe(own(words));
  });

  test("change when the hours do, and whoever draws is told", () => {
    const own = ownWords(written, null, changed);
    own(words);
    vi.advanceTimersByTime(500_000);
    expect(changed).toHaveBeenCalledOnce();

    expect(own(words).widget.statusNew).toBe("Suljettu, avautuu ti klo 9");
  });

  test("stay as they are where the site has no hours", () => {
    expect(ownWords("", null, changed)(words)).toBe(words);
    expect(ownWords(JSON.stringify({ colour: "teal", hours: null }), null, changed)(words)).toBe(words);
  });

  test.each([
    ["the page's", "teal", "teal"],
    ["the site's", null, "#0a5c8a"],
    ["none that is none", "nonsense", ""],
  ])("come with the brand's colour: %s", (_whose, fromPage, expected) => {
    ownWords(written, fromPage, changed);

    expect(brand()).toBe(expected);
  });
});
