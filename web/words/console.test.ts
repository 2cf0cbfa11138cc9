import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sentenceOf } from "../shared/words";
import type * as accessLog from "./en/access_log";

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

const OF_OTHERS = ["chat", "common", "errors", "language"];
const files = readdirSync(new URL("./fi", import.meta.url))
  .map((name) => name.replace(/\.ts$/, ""))
  .filter((name) => !OF_OTHERS.includes(name));

/** What the console and each of its rooms say. */
const said = async (language: string): Promise<Record<string, Record<string, unknown>>> => {
  const found = files.map(async (file) => {
    const made = (await import(`./${language}/${file}.ts`)) as Record<string, Record<string, unknown>>;
    return [file, made["words"] ?? made["console"] ?? {}] as const;
  });
  return Object.fromEntries(await Promise.all(found));
};

describe.each(["fi", "sv", "en"])("the console in %s", async (language) => {
  const all = await said(language);
  const { agentErrors, ...plain } = all["console"] as unknown as typeof import("./fi/console").console;
  const log = all["access_log"] as unknown as typeof accessLog.words;

  test("has words for everything that the access log can hold", () => {
    expect(Object.keys(log.actions).sort()).toEqual(literal("Action"));
    expect(Object.keys(log.purposes).sort()).toEqual(literal("Purpose"));
    expect(Object.keys(log.outcomes).sort()).toEqual(literal("Outcome"));
    expect(literal("Action").length).toBeGreaterThan(20);
  });

  test("says nothing empty, nothing loud and nothing undefined", () => {
    for (const [path, sentence] of sentences({ ...all, console: plain })) {
      expect(sentence, path).not.toMatch(/^$|\b(undefined|NaN|null)\b|!|Oops|Hups/);
    }
  });

  test("says the same things as in Finnish", async () => {
    const paths = (words: object) => sentences({ ...words, console: plain }).map(([path]) => path);

    expect(paths(all).sort()).toEqual(paths(await said("fi")).sort());
  });

  test("has no word of a room under the name of one of the console's", () => {
    for (const [file, words] of Object.entries(all)) {
      const twice = file === "console" ? [] : Object.keys(words).filter((name) => name in plain || name === "errors");
      expect(twice, `${file}.ts names what the console names too`).toEqual([]);
    }
  });

  test("does not let anybody wait for one seconds", () => {
    const told = (retry_after: number) =>
      sentenceOf({ ...agentErrors, unexpected: () => "" }, { code: "too_many", sentence: "", retry_after });

    expect(told(7)).toMatch(/7\u00a0(seconds|sekunnin|sekunder)/);
    expect(told(1)).toMatch(/^\D+\.$/);
  });

  test("keeps a number and its unit on one line", () => {
    for (const [path, sentence] of sentences(all)) {
      expect(sentence, path).not.toMatch(/\d (s|min|h|t|sekun|minu|second|hour|tun|timm)\b/);
    }
  });
});

test("the three languages are not copies of each other", async () => {
  const [fi, en] = await Promise.all(["fi", "en"].map(said));
  const same = sentences(fi?.["desk"]).filter(([path, sentence]) =>
    sentences(en?.["desk"]).some((other) => other[0] === path && other[1] === sentence),
  );

  expect(same.map(([path]) => path)).toEqual([]);
});
