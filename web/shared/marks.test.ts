import fc from "fast-check";
import { expect, test } from "vitest";
import { isEmojiOnly, marks } from "./marks";

test("backticks make code, and three of them lines of code", () => {
  expect(marks("Aja `npm i` ja sitten\n```js\nfoo();\n  bar();\n```\nValmis")).toEqual([
    { is: "text", text: "Aja " },
    { is: "code", text: "npm i" },
    { is: "text", text: " ja sitten" },
    { is: "block", text: "foo();\n  bar();" },
    { is: "text", text: "Valmis" },
  ]);
  expect(marks("```a b```")).toEqual([{ is: "block", text: "a b" }]);
});

test.each(["L`Oréal tai d`Or", "rock`n`roll", "5`0 ja 4`5"])("backticks for apostrophes are text: %s", (text) => {
  expect(marks(text)).toEqual([{ is: "text", text }]);
});

test("backticks that are not closed are text", () => {
  for (const text of ["`a", "a ` b\n` c", "```\na", "``", "`\n`", ""]) {
    expect(
      marks(text)
        .map((mark) => mark.text)
        .join(""),
      text,
    ).toBe(text);
    expect(
      marks(text).every((mark) => mark.is === "text"),
      text,
    ).toBe(true);
  }
});

test("nothing but backticks and the lines around a block is lost", () => {
  const piece = fc.oneof(fc.constantFrom("`", "```", "\n", " ", "a", "<b>"), fc.string());
  fc.assert(
    fc.property(fc.array(piece), (parts) => {
      const text = parts.join("").replaceAll(/\w/g, "x");
      const plain = (one: string) => one.replaceAll(/[`\nx+#-]/g, "");

      expect(
        plain(
          marks(text)
            .map((mark) => mark.text)
            .join(""),
        ),
      ).toBe(plain(text));
    }),
  );
});

test("long rows of backticks take no time", () => {
  const started = performance.now();
  marks("`".repeat(2000));
  marks("```a".repeat(500));
  marks("` ".repeat(1000));

  expect(performance.now() - started).toBeLessThan(200);
});

test("a message of up to three emoji is shown large", () => {
  for (const text of ["👍", "❤️ 🎉", "👩🏽‍🚒🇫🇮👍🏿"]) expect(isEmojiOnly(text), text).toBe(true);
  for (const text of ["", "1", "👍👍👍👍", "ok 👍", "©", "12"]) expect(isEmojiOnly(text), text).toBe(false);
});
