import { expect, test } from "vitest";
import type { CannedAnswer } from "../../shared/wire";
import { forSite, found, saidIn } from "./finding";

const answer = (
  key: string,
  title: string,
  text: Partial<CannedAnswer["text"]>,
  sites: string[] = [],
): CannedAnswer => ({
  id: `id-${key}`,
  key,
  title,
  text: text as CannedAnswer["text"],
  sites,
  changed_at: 1,
});
const ALL = [
  answer("hei", "Tervehdys", { fi: "Hei! Miten voin auttaa?", sv: "Hej! Hur kan jag hjälpa?", en: "Hello!" }),
  answer("tilaus", "Tilauksen tila", { fi: "Tarkistan tilauksesi." }),
  answer("toimitus", "Toimitusaika", { fi: "Tilaus toimitetaan viikossa.", sv: "" }, ["demo"]),
  answer("ei-tilaus", "Ei tilausta", { sv: "Vi hittar ingen beställning." }),
];
const keys = (typed: string) => found(ALL, typed).map(({ key }) => key);

test("nothing typed finds all, as they are", () => {
  expect(keys("  ")).toEqual(["hei", "tilaus", "toimitus", "ei-tilaus"]);
});

test("what is typed is found in key, title and every language, best first, without accents", () => {
  expect(keys("til")).toEqual(["tilaus", "ei-tilaus", "toimitus"]);
  expect(keys("hjalpa")).toEqual(["hei"]);
  expect(keys("BESTÄLLNING")).toEqual(["ei-tilaus"]);
  expect(keys("tilaus viikossa")).toEqual(["toimitus"]);
  expect(keys("mitään")).toEqual([]);
});

test("an answer is said in the language that is wanted, else in the first that it has", () => {
  const [hei, tilaus, toimitus, none] = ALL as [CannedAnswer, CannedAnswer, CannedAnswer, CannedAnswer];
  expect(saidIn(hei, "sv")).toEqual({ language: "sv", text: "Hej! Hur kan jag hjälpa?" });
  expect(saidIn(tilaus, "en")).toEqual({ language: "fi", text: "Tarkistan tilauksesi." });
  expect(saidIn(toimitus, "sv").language).toBe("fi");
  expect(saidIn(none, "fi").language).toBe("sv");
});

test("an answer for other sites is not offered", () => {
  expect(forSite(ALL, "demo")).toHaveLength(4);
  expect(forSite(ALL, "other").map(({ key }) => key)).toEqual(["hei", "tilaus", "ei-tilaus"]);
});
