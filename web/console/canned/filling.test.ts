import { expect, test } from "vitest";
import { filled, pieces, type Values, written } from "./filling";

const ALL: Values = {
  name: "Maija",
  alias: "Aino",
  company: "Kiuaspaja",
  contact: "08 123 456",
  reference: "7K3M-9QWX-0A1B-C2D3",
};
const NONE: Values = { ...ALL, name: "", contact: "" };

test.each([
  [
    "Hei {name|sinä}! Täällä {alias}, {company}.",
    "Hei Maija! Täällä Aino, Kiuaspaja.",
    "Hei sinä! Täällä Aino, Kiuaspaja.",
  ],
  ["Hei {name|}!", "Hei Maija!", "Hei!"],
  ["{name|} hei", "Maija hei", " hei"],
  [
    "Soita {contact|meille}.\nViite {reference}",
    "Soita 08 123 456.\nViite 7K3M-9QWX-0A1B-C2D3",
    "Soita meille.\nViite 7K3M-9QWX-0A1B-C2D3",
  ],
  ["Braces { } {1} {nimi|x} {Name} stay", "Braces { } {1} {nimi|x} {Name} stay", "Braces { } {1} {nimi|x} {Name} stay"],
])("%s", (text, known, unknown) => {
  expect(filled(text, ALL)).toBe(known);
  expect(filled(text, NONE)).toBe(unknown);
});

test("what was filled in can be told from what was written, and what is lacking from both", () => {
  expect(pieces("Hei {name|sinä}, {alias}", NONE)).toEqual([
    { text: "Hei " },
    { text: "sinä", variable: "name", lacking: true },
    { text: ", " },
    { text: "Aino", variable: "alias" },
  ]);
});

test("what a visitor calls themselves is never a variable itself", () => {
  expect(filled("Hei {name|sinä}!", { ...ALL, name: "{reference}" })).toBe("Hei {reference}!");
});

test("a variable that may be lacking is written with what is said then", () => {
  expect(written("name", "hei")).toBe("{name|hei}");
  expect(written("company", "x")).toBe("{company}");
});
