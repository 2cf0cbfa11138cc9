import { expect, test } from "vitest";
import type { SiteSettings } from "../../../shared/wire";
import { changedIn, placeOf, typedOf } from "./state";

const site = (more: Partial<SiteSettings> = {}) =>
  ({ company: "Demo Oy", colour: "#0a5c8a", greeting: { fi: "Hei" }, launcher: {}, ...more }) as SiteSettings;

test("nothing typed changes nothing", () => {
  expect(changedIn(typedOf(site()), typedOf(site()), site())).toEqual({});
});

test("only what was typed is changed, so that what others have saved meanwhile stays", () => {
  const start = typedOf(site());
  const theirs = site({ colour: "teal", greeting: { fi: "Hei", sv: "Hej", en: "" } });

  expect(changedIn({ ...start, company: "Other Oy" }, start, theirs)).toEqual({ company: "Other Oy" });
  expect(changedIn({ ...start, "greeting.fi": "Moi" }, start, theirs)).toEqual({
    greeting: { fi: "Moi", sv: "Hej", en: "" },
  });
});

test("a language whose words are taken away has ours again", () => {
  const start = typedOf(site());

  expect(changedIn({ ...start, "greeting.fi": " " }, start, site())).toEqual({ greeting: {} });
  expect(changedIn({ ...start, "launcher.en": "Ask" }, start, site())).toEqual({ launcher: { en: "Ask" } });
});

test("a mistake stands beside the field that it names, and without one above the form", () => {
  const places = ["company", "greeting.en", "greeting", "hours.zone"];

  expect(places.map((where) => placeOf(where, typedOf(site()), "sv"))).toEqual([
    "company",
    "greeting.en",
    "greeting.sv",
    null,
  ]);
});
