// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { inEvery } from "../words/in_every";
import { type Contact, contactsOf, hearThere, hoursAt, hrefOf, isAlone, noticeOf, type Own, ownWords } from "./site";
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

test("the privacy notice is the company's in the languages in which it has one, and the service's in the others", () => {
  const own = { privacy: { fi: "https://company.example/tietosuoja" } } as Own;

  expect(noticeOf(own, "demo", "fi")).toBe("https://company.example/tietosuoja");
  expect(noticeOf(own, "demo", "sv")).toBe("../notice/demo?language=sv");
  expect(noticeOf({} as Own, "demo", "en")).toBe("../notice/demo?language=en");
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
    expect(own.widget.greetingHelp).toMatch(/ei tarvitse kertoa\. Avoinna ma–pe 9–16( \(Suomen aikaa\))?\.$/);
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

  test("stay as they are where the site has nothing of its own", () => {
    expect(ownWords("", null, changed)(words)).toEqual(words);
    expect(ownWords(JSON.stringify({ colour: "teal", hours: null }), null, changed)(words)).toEqual(words);
  });

  describe("tell before one writes", () => {
    const widgetOf = (own: Partial<Own>, hours: Own["hours"] = null) =>
      ownWords(JSON.stringify({ colour: "", hours, ...own }), null, changed)(words).widget;

    test("that somebody is there, until when, and how soon one is usually answered", () => {
      const widget = widgetOf({ there: true, usually: 4 }, told);

      expect(widget.statusNew).toBe("Paikalla nyt · Avoinna klo 16 asti");
      expect(widget.greeting).toBe(words.widget.greeting);
      expect(widget.greetingHelp).toMatch(/^Vastaamme yleensä 4\u00a0minuutissa\. Nimeä /);
    });

    test("nothing of the time where it is not known", () => {
      expect(widgetOf({ there: true }).greetingHelp).toBe(words.widget.greetingHelp);
    });

    test("that nobody is there, and what becomes of what one writes, whatever the site's own greeting", () => {
      const widget = widgetOf({ there: false, usually: 4, greeting: { fi: "Kysy kiukaista" } }, told);

      expect(widget.statusNew).toBe(words.widget.away);
      expect([widget.greeting, widget.greetingHelp]).toEqual([
        words.widget.greetingAway,
        expect.stringMatching(/^Kirjoita ja anna sähköpostiosoitteesi, niin vastaamme sinne\. Avoinna ma–pe/),
      ]);
    });

    test("that it is closed until when, as when nobody is there", () => {
      vi.setSystemTime(1_500_000);
      const widget = widgetOf({ there: true }, told);

      expect(widget.statusNew).toBe("Suljettu, avautuu ti klo 9");
      expect(widget.greeting).toBe(words.widget.greetingAway);
    });

    test("nothing of who is there once that is old, and the newest that has been heard before", () => {
      vi.setSystemTime(1_000_000);
      const own = ownWords(JSON.stringify({ colour: "", hours: null, there: false }), null, changed);
      expect(own(words).widget.statusNew).toBe(words.widget.away);

      hearThere(true);
      expect(own(words).widget.statusNew).toBe(words.widget.here);
      vi.advanceTimersByTime(299_000);
      expect(own(words).widget.statusNew).toBe(words.widget.here);
      changed.mockClear();
      vi.advanceTimersByTime(1000);
      expect(changed).toHaveBeenCalledOnce();
      expect(own(words).widget).toMatchObject({ statusNew: words.widget.statusNew, greeting: words.widget.greeting });
    });

    test("the site's own greeting in the language of the chat, and ours where it has none", () => {
      expect(widgetOf({ there: true, greeting: { fi: "Kysy kiukaista" } }).greeting).toBe("Kysy kiukaista");
      expect(widgetOf({ there: true, greeting: { sv: "Fråga om ugnar" } }).greeting).toBe(words.widget.greeting);
    });
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

describe("other ways to reach the company", () => {
  const mail: Contact = { kind: "mail", value: "asiakas@example.com" };
  const phone: Contact = { kind: "phone", value: "+358 8 123 456" };
  const own: Own = { colour: "", hours: null, contacts: [mail, phone] };

  test("stand in the company's own order, but the telephone first", () => {
    const page: Contact = { kind: "page", value: "https://example.com/" };

    expect(contactsOf({ ...own, contacts: [page, mail, phone] })).toEqual([phone, page, mail]);
    expect(contactsOf({ colour: "", hours: null })).toEqual([]);
  });

  test("can be tapped, but for a place in the street", () => {
    expect(hrefOf(phone)).toBe("tel:+3588123456");
    expect(hrefOf(mail)).toBe("mailto:asiakas@example.com");
    expect(hrefOf({ kind: "page", value: "https://example.com/yhteys" })).toBe("https://example.com/yhteys");
    expect(hrefOf({ kind: "visit", value: "Kauppakatu 1, Oulu" })).toBeNull();
  });

  test("one is alone where it is closed or nobody is there, and not where neither is known", () => {
    expect(isAlone({ ...own, there: false }, null)).toBe(true);
    expect(isAlone({ ...own, there: true }, { open: false, until: 0, status: "", week: "" })).toBe(true);
    expect(isAlone({ ...own, there: true }, null)).toBe(false);
    expect(isAlone(own, null)).toBe(false);
  });
});
