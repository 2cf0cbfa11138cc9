/**
 * Takes the languages' files in `words/` apart, so that nobody loads a word before its part.
 *
 * `words:loader` has the loader's words of every language in it. `words:widget` fetches those of one language when they
 * are wanted; what else there is stands in `words/parts.d.ts`. Which languages there are says the wire: `Language`.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

/** Parts that come in every language at once. */
const everyAtOnce = ["language", "loader", "panel"];

/** Parts of which one language is fetched, with what each takes from a language's file. */
const fetched = {
  widget: ["widget"],
  talk: ["talk"],
  later: ["errors", "around", "later"],
  more: ["more"],
  console: ["console", "errors"],
};

const wire = readFileSync(join(here, "shared/wire.ts"), "utf8");
const languages = [...(/^export type Language = (.*);$/m.exec(wire)?.[1]?.matchAll(/"(\w+)"/g) ?? [])].map(
  ([, code = ""]) => code,
);

const fileOf = (/** @type {string} */ language) => JSON.stringify(join(here, "words", `${language}.ts`));

/** Returns the module behind a name; `one`: where one language's part is found. */
function moduleOf(/** @type {string} */ part, /** @type {(language: string) => string} */ one) {
  if (everyAtOnce.includes(part)) {
    const imports = languages.map((code) => `import { ${part} as ${code} } from ${fileOf(code)};`);
    return `${imports.join("\n")}\nexport const every = { ${languages.join(", ")} };`;
  }
  if (!(part in fetched)) throw new Error(`words/ has no part ${part}`);
  return `export const load = { ${languages.map((code) => `${code}: () => import(${one(code)})`).join(", ")} };`;
}

/** Gives each part of each language a file of its own. @type {import("esbuild").Plugin} */
export const wordsApart = {
  name: "words-apart",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^words:/ }, ({ path }) => ({ path: path.slice("words:".length), namespace: "words" }));
    onLoad({ filter: /^\w+$/, namespace: "words" }, ({ path }) => ({
      contents: moduleOf(path, (language) => JSON.stringify(`words:${language}/words-for-${path}`)),
      resolveDir: here,
    }));
    onLoad({ filter: /\//, namespace: "words" }, async ({ path }) => {
      const [language = "", part] = path.split("/words-for-");
      const names = fetched[/** @type {keyof typeof fetched} */ (part)].join(", ");
      const made = await build({
        stdin: { contents: `export { ${names} } from ${fileOf(language)};`, resolveDir: here },
        bundle: true,
        write: false,
        format: "esm",
        target: "esnext",
        charset: "utf8",
      });
      return { contents: made.outputFiles[0]?.text ?? "" };
    });
  },
};

/** The same for tests, where a language comes whole. */
export const wordsForTests = {
  name: "words-for-tests",
  resolveId: (/** @type {string} */ id) => (id.startsWith("words:") ? `\0${id}` : undefined),
  load: (/** @type {string} */ id) =>
    id.startsWith("\0words:") ? moduleOf(id.slice("\0words:".length), fileOf) : undefined,
};
