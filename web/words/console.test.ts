import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { console as en } from "./en";
import { console as fi } from "./fi";
import { console as sv } from "./sv";

const page = readFileSync(new URL("../../chalicelib/chat/access_events.py", import.meta.url), "utf8");

/** Returns the words of one `Literal[…]` in the access log's vocabulary. */
function literal(name: string): string[] {
  const [, inside = ""] = new RegExp(`^${name} = Literal\\[([^\\]]*)\\]`, "m").exec(page) ?? [];
  return [...inside.matchAll(/"(\w+)"/g)].map((match) => match[1] ?? "").sort();
}

/** Returns every sentence of a language, functions asked with one and with several. */
function sentences(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") {
    return [1, 12].flatMap((number) => sentences(value(number, number, number), `${path}(${number})`));
  }
  return Object.entries(value as object).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`));
}

describe.each(Object.entries({ fi, sv, en }))("the console in %s", (_language, words) => {
  const { agentErrors: _, ...plain } = words;

  test("has words for everything that the access log can hold", () => {
    expect(Object.keys(words.accessLog.actions).sort()).toEqual(literal("Action"));
    expect(Object.keys(words.accessLog.purposes).sort()).toEqual(literal("Purpose"));
    expect(Object.keys(words.accessLog.outcomes).sort()).toEqual(literal("Outcome"));
    expect(literal("Action").length).toBeGreaterThan(20);
  });

  test("says nothing empty, nothing loud and nothing undefined", () => {
    for (const [path, sentence] of sentences(plain)) {
      expect(sentence, path).not.toMatch(/^$|\b(undefined|NaN|null)\b|!|Oops|Hups/);
    }
  });

  test("keeps a number and what it counts on one line", () => {
    for (const [path, sentence] of sentences({
      line: words.line,
      wait: words.signIn.wait,
      waited: words.list.waited,
    })) {
      expect(sentence, path).not.toMatch(/\d [a-zåäö]/);
    }
  });
});

test("the three languages are not copies of each other", () => {
  const same = sentences(fi.conversation).filter(([path, sentence]) =>
    sentences(en.conversation).some((other) => other[0] === path && other[1] === sentence),
  );

  expect(same.map(([path]) => path)).toEqual([]);
});
