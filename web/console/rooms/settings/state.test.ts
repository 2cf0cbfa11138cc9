import { expect, test } from "vitest";
import type { SiteSettings } from "../../../shared/wire";
import {
  basicsOf,
  changedIn,
  contactsOf,
  datesTwice,
  fromBasics,
  fromContacts,
  fromHours,
  fromLimits,
  fromLooks,
  fromSaying,
  fromToday,
  fromTopics,
  hoursOf,
  hoursPlaceOf,
  inEach,
  keyFrom,
  limitsOf,
  looksOf,
  merged,
  noNumbers,
  placeOf,
  sayingOf,
  todayOf,
  topicsOf,
} from "./state";

const SITE = {
  company: "Demo Oy",
  language: "fi",
  origins: ["https://demo.example"],
  privacy_notice: {},
  colour: "#0a5c8a",
  theme: "system",
  greeting: { fi: "Hei" },
  launcher: {},
  hours: {
    week: { mon: ["9-12", "13-16"], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
    dates: { "2026-12-24": [], "2026-12-23": ["9-12"] },
    holidays: "FI",
    zone: "Europe/Helsinki",
  },
  contacts: [{ kind: "phone", value: "112", words: { fi: "Hätä" } }],
  topics: [{ key: "tilaus", words: { fi: "Tilaus" } }],
  limits: { conversations_an_hour: 5, unanswered_a_network: 40, transcripts_a_site_a_day: 100 },
  today: [{ since: "2026-12-01", until: "2026-12-02", words: { fi: "Ruuhkaa" } }],
} as unknown as SiteSettings;

test("what is read into the forms and not changed is what it was", () => {
  const back = {
    ...fromBasics(basicsOf(SITE)),
    ...fromSaying(sayingOf(SITE)),
    ...fromLooks(looksOf(SITE)),
    ...fromHours(hoursOf(SITE)),
    ...fromContacts(contactsOf(SITE)),
    ...fromTopics(topicsOf(SITE), "fi"),
    ...fromToday(todayOf(SITE)),
    ...fromLimits(limitsOf(SITE)),
  };

  expect(back).toEqual(SITE);
});

test("only what was typed is changed, so that what others have saved meanwhile stays", () => {
  const start = fromSaying(sayingOf(SITE));
  const theirs = { ...SITE, colour: "teal", greeting: { fi: "Hei", sv: "Hej" } } as SiteSettings;
  const typed = { ...start, greeting: { fi: "Moi" } };

  expect(merged(start, start, theirs)).toBe(theirs);
  expect(merged(start, typed, theirs)).toEqual({ ...theirs, greeting: { fi: "Moi", sv: "Hej" } });
  expect(merged(start, { ...start, greeting: {} }, theirs)).toEqual({ ...theirs, greeting: { sv: "Hej" } });
  expect(merged({ hours: null }, { hours: SITE.hours }, { ...SITE, hours: null })).toEqual(SITE);
});

test("what a form changes is told by what was read, whatever others have changed since", () => {
  const wanted = { ...SITE, greeting: { fi: "Moi" } } as SiteSettings;

  expect(changedIn(SITE, wanted)).toEqual(["greeting"]);
  expect(changedIn(SITE, { ...SITE })).toEqual([]);
});

test("an address is taken as browsers copy it, with a slash at its end", () => {
  const { origins } = fromBasics({ ...basicsOf(SITE), origins: [" https://demo.example/ ", "http://localhost:8080"] });

  expect(origins).toEqual(["https://demo.example", "http://localhost:8080"]);
});

test("a language whose words are taken away has ours again", () => {
  const typed = { ...sayingOf(SITE), greeting: { fi: " ", sv: "", en: "Hello " } };

  expect(fromSaying(typed).greeting).toEqual({ en: "Hello" });
});

test("a line of hours is as many ranges as it has, and a day without any is closed", () => {
  const typed = hoursOf(SITE);
  expect(typed.week.mon).toBe("9-12, 13-16");
  expect(typed.dates).toEqual([
    { date: "2026-12-23", ranges: "9-12" },
    { date: "2026-12-24", ranges: "" },
  ]);

  const { hours } = fromHours({ ...typed, week: { ...typed.week, mon: "", tue: "9–11; 12–13," } });
  expect([hours?.week.mon, hours?.week.tue]).toEqual([[], ["9–11", "12–13"]]);
  expect(fromHours({ ...typed, always: "always" })).toEqual({ hours: null });
});

test("whoever has had no hours begins with an office's", () => {
  const typed = hoursOf({ ...SITE, hours: null });

  expect([typed.always, typed.week.fri, typed.week.sat, typed.holidays]).toEqual(["always", "9–16", "", "FI"]);
});

test("a limit that is no whole number is told", () => {
  const { limits } = limitsOf(SITE);

  expect(noNumbers({ limits })).toEqual([]);
  expect(noNumbers({ limits: { ...limits, conversations_an_hour: "viisi", transcripts_a_site_a_day: "" } })).toEqual([
    "conversations_an_hour",
    "transcripts_a_site_a_day",
  ]);
});

test("a date that stands there twice is told", () => {
  const typed = hoursOf(SITE);

  expect(datesTwice(typed)).toEqual([]);
  expect(datesTwice({ ...typed, dates: [...typed.dates, { date: "2026-12-23", ranges: "" }] })).toEqual([2]);
});

test.each([
  ["Palautukset ja vaihdot", [], "palautukset-ja-vaihdo"],
  ["Työpaikat", [], "tyopaikat"],
  ["Tilaus", ["tilaus"], "tilaus-2"],
  ["Tilaus", ["tilaus", "tilaus-2"], "tilaus-3"],
  ["Ääni!", [], "aani"],
  ["заказ", [], "topic"],
])("a new topic called %s has the key that its words give it", (words, taken, key) => {
  expect(keyFrom(words, taken)).toBe(key);
  const topics = [
    ...taken.map((one) => ({ key: one, words: inEach({ fi: one }) })),
    { key: "", words: inEach({ fi: words }) },
  ];
  expect(fromTopics({ topics }, "fi").topics?.at(-1)).toEqual({ key, words: { fi: words } });
});

test("a mistake stands beside the field that it names, and without one above the form", () => {
  const saying = sayingOf(SITE);
  expect(["greeting.en", "greeting", "hours.zone"].map((where) => placeOf(where, saying, "sv"))).toEqual([
    "greeting.en",
    "greeting.sv",
    null,
  ]);
  expect(placeOf("contacts[0].words", contactsOf(SITE), "fi")).toBe("contacts[0].words.fi");
  expect(placeOf("contacts[0].value", contactsOf(SITE), "fi")).toBe("contacts[0].value");
  expect(placeOf("topics", topicsOf(SITE), "fi")).toBe("topics");
  expect(placeOf("today[0]", todayOf(SITE), "fi")).toBe("today[0].until");
  expect(placeOf("origins[1]", basicsOf(SITE), "fi")).toBe("origins[1]");
});

test("a mistake of hours stands beside the line that it is in", () => {
  const places = [
    "hours.week.tue[1]",
    "hours.dates.2026-12-24[0]",
    "hours.dates.2026-12-24",
    "hours.dates",
    "hours.zone",
  ];

  expect(places.map((where) => hoursPlaceOf(where, hoursOf(SITE)))).toEqual([
    "week.tue",
    "dates[1].ranges",
    "dates[1].date",
    "dates",
    "zone",
  ]);
  expect(hoursPlaceOf("company", hoursOf(SITE))).toBeNull();
});
