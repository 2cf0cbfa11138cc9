import { describe, expect, test } from "vitest";
import { pieces } from "./links";

const links = (text: string) => pieces(text).flatMap(({ href }) => href ?? []);

describe("links", () => {
  test("lose nothing of the text around them", () => {
    const text = "Katso https://posti.example/a?b=1, ja (https://toinen.example). Kiitos";

    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
    expect(links(text)).toEqual(["https://posti.example/a?b=1", "https://toinen.example/"]);
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "www.example.com",
    "https://",
    "https://bank.example@evil.example/",
    "<a href=x>",
    "",
  ])("are not made of %j", (text) => {
    expect(links(text)).toEqual([]);
  });

  test("end before a character that would turn the text round", () => {
    expect(links("https://good.example/\u202egpj.exe")).toEqual(["https://good.example/"]);
  });

  test("tell whose page it is in letters that cannot be mistaken", () => {
    expect(pieces("https://аpple.example/x")[0]?.domain).toBe("xn--pple-43d.example");
  });
});
