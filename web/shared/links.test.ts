import fc from "fast-check";
import { expect, test } from "vitest";
import { pieces } from "./links";

const links = (text: string) => pieces(text).flatMap(({ href }) => href ?? []);

test("addresses are found without the sentence around them", () => {
  expect(links("Katso https://pohjola.example/jarrut, tai (http://a.example/b?c=d).")).toEqual([
    "https://pohjola.example/jarrut",
    "http://a.example/b?c=d",
  ]);
});

test("nothing but http and https is an address", () => {
  expect(links("javascript:alert(1) data:text/html,x mailto:a@b.example //c.example www.d.example")).toEqual([]);
});

test("what could hide the rest of an address ends it", () => {
  expect(links("https://a.example/\u202Egpj.exe")).toEqual(["https://a.example/"]);
  expect(links('https://a.example/"onclick="x')).toEqual(["https://a.example/"]);
});

test("a name in an address cannot pass for its domain", () => {
  expect(links("https://bank.example@evil.example/")).toEqual([]);
  expect(pieces("https://a.example/b").map(({ domain }) => domain)).toEqual(["a.example"]);
});

test("no character is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.webUrl())), (parts) => {
      expect(
        pieces(parts.join(" "))
          .map(({ text }) => text)
          .join(""),
      ).toBe(parts.join(" "));
    }),
  );
});
