import { describe, expect, test } from "vitest";
import { emptyScreen, type Screen } from "../shared/screen";
import type { Entry, Facts } from "../shared/wire";
import { cut, newsOf } from "./parts/preview";

const entry = (seq: number, more: Partial<Entry> = {}): Entry => ({
  seq,
  kind: "said",
  by: "agent",
  at: 0,
  alias: "Anna",
  text: `viesti ${seq}`,
  ...more,
});

/** Returns what the preview asks of a chat with these lines, of which so many are unread. */
function chat(entries: Entry[], unread: number, ended = false) {
  const screen: Screen = { ...emptyScreen("1"), entries, facts: { alias: "Anna" } as Facts };
  return { screen, unread, ended };
}

describe("beside the launcher", () => {
  test("the newest unread message is told, with who says it", () => {
    const news = newsOf(chat([entry(1), entry(2)], 2), 0, "Asiakaspalvelija", null);

    expect(news).toEqual({ key: "2", alias: "Anna", text: "viesti 2", ended: false });
  });

  test("what was put right since is told anew, in its new words", () => {
    const corrected = entry(3, { kind: "corrected", about: 2, text: "viesti kaksi" });
    const talk = chat([entry(1), entry(2), corrected], 2);

    expect(newsOf(talk, 2, "Asiakaspalvelija", null)).toEqual({
      key: "3",
      alias: "Anna",
      text: "viesti kaksi",
      ended: false,
    });
    expect(newsOf(talk, 3, "Asiakaspalvelija", null)).toBeNull();
  });

  test("whoever has no name is called what they do", () => {
    expect(newsOf(chat([entry(1, { alias: null })], 1), 0, "Asiakaspalvelija", null)?.alias).toBe("Asiakaspalvelija");
  });

  test.each([
    ["what is read", chat([entry(1)], 0), 0],
    ["what was there before one came", chat([entry(1)], 1), 1],
    ["who joins and who leaves", chat([entry(1, { kind: "joined" }), entry(2, { kind: "left" })], 0), 0],
    ["what one has said oneself", chat([entry(1, { by: "visitor" })], 0), 0],
  ])("nothing is told of %s", (_what, talk, known) => {
    expect(newsOf(talk, known, "", null)).toBeNull();
  });

  test("a warning goes before messages, and the end before a warning", () => {
    const talk = chat([entry(1)], 1);
    expect(newsOf(talk, 1, "", "Oletko vielä siellä?")).toMatchObject({ alias: null, text: "Oletko vielä siellä?" });
    expect(newsOf({ ...talk, ended: true }, 1, "", "Oletko vielä siellä?")).toBeNull();
  });

  test("the end is told beneath what is unread, and alone where nothing is", () => {
    const closed = entry(2, { kind: "closed", by: "system", alias: null, text: null });
    expect(newsOf(chat([entry(1), closed], 1, true), 0, "", null)).toMatchObject({
      key: "2",
      text: "viesti 1",
      ended: true,
    });
    expect(newsOf(chat([entry(1), closed], 0, true), 1, "", null)).toMatchObject({
      alias: null,
      text: "",
      ended: true,
    });
    expect(newsOf(chat([entry(1), closed], 0, true), 2, "", null)).toBeNull();
  });
});

describe("a text that is shown in short", () => {
  test.each([
    ["Lyhyt", "Lyhyt"],
    ["kaksi\nriviä\t ja ", "kaksi riviä ja"],
    ["x".repeat(20), "x".repeat(20)],
    ["x".repeat(21), `${"x".repeat(20)}…`],
    ["yksi kaksi kolme neljä viisi", "yksi kaksi kolme…"],
    ["👩‍🚀".repeat(3), "👩‍🚀".repeat(3)],
    ["😀".repeat(21), `${"😀".repeat(20)}…`],
  ])("%j is %j", (text, shown) => {
    expect(cut(text, 20)).toBe(shown);
  });
});
