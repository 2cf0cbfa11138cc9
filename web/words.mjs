/**
 * Takes the languages' files in `words/` apart, so that nobody loads a word before its part.
 *
 * `words:loader` has the loader's words of every language in it. `words:widget` fetches those of one language when they
 * are wanted, unless they have come with the script; what else there is stands in `words/parts.d.ts`. Which languages
 * there are says the wire: `Language`.
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

/** Returns what a part takes. */
function namesOf(/** @type {string} */ part) {
  const names = Object.entries(fetched).find(([name]) => name === part)?.[1];
  if (names === undefined) throw new Error(`words/ has no part ${part}`);
  return names.join(", ");
}

const wire = readFileSync(join(here, "shared/wire.ts"), "utf8");
export const languages = [...(/^export type Language = (.*);$/m.exec(wire)?.[1]?.matchAll(/"(\w+)"/g) ?? [])].map(
  ([, code = ""]) => code,
);

const fileOf = (/** @type {string} */ language) => JSON.stringify(join(here, "words", `${language}.ts`));

/**
 * Returns the module behind a name; `one`: where one language's part is found; `own`: the language that comes with it.
 *
 * @param {string} part
 * @param {(language: string) => string} one
 * @param {string} [own]
 */
function moduleOf(part, one, own) {
  if (everyAtOnce.includes(part)) {
    const imports = languages.map((code) => `import { ${part} as ${code} } from ${fileOf(code)};`);
    return `${imports.join("\n")}\nexport const every = { ${languages.join(", ")} };`;
  }
  const names = namesOf(part);
  const loads = languages.map((code) =>
    code === own ? `${code}: async () => ({ ${names} })` : `${code}: () => import(${one(code)})`,
  );
  const first = own === undefined ? "" : `import { ${names} } from ${one(own)};\n`;
  return `${first}export const load = { ${loads.join(", ")} };`;
}

/** What stands between a part and its language in the name of the words' own file. */
const FOR = "/words-for-";

/**
 * Gives each part of each language a file of its own, but the words of one language, if it is named, to the scripts
 * that say them.
 *
 * @param {string} [own]
 * @returns {import("rolldown").Plugin}
 */
export const wordsApart = (own) => ({
  name: "words-apart",
  resolveId: { filter: { id: /^words:/ }, handler: (id) => `\0${id}` },
  load: {
    filter: { id: /^\0words:/ },
    async handler(id) {
      const [name = "", part] = id.slice("\0words:".length).split(FOR);
      if (part === undefined)
        return moduleOf(name, (language) => JSON.stringify(`words:${language}${FOR}${name}`), own);
      const made = await build({
        stdin: { contents: `export { ${namesOf(part)} } from ${fileOf(name)};`, resolveDir: here },
        bundle: true,
        write: false,
        format: "esm",
        target: "esnext",
        charset: "utf8",
      });
      return made.outputFiles[0]?.text ?? "";
    },
  },
});

/** The same for tests, where a language comes whole. */
export const wordsForTests = {
  name: "words-for-tests",
  resolveId: (/** @type {string} */ id) => (id.startsWith("words:") ? `\0${id}` : undefined),
  load: (/** @type {string} */ id) =>
    id.startsWith("\0words:") ? moduleOf(id.slice("\0words:".length), fileOf) : undefined,
};
