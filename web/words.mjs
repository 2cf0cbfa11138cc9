/**
 * Takes the languages' folders in `words/` apart, so that nobody loads a word before its part.
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

/** What comes in every language at once: a part's file. */
const everyAtOnce = new Map([
  ["language", "language"],
  ["loader", "chat"],
  ["panel", "chat"],
]);

/**
 * Parts of which one language is fetched: what each takes, by file.
 *
 * @type {Record<string, Record<string, string>>}
 */
const fetched = {
  widget: { chat: "widget" },
  talk: { chat: "talk" },
  later: { errors: "errors", chat: "around, later" },
  more: { chat: "more" },
  console: { console: "console", errors: "errors" },
};

/** Returns what a part takes. */
function filesOf(/** @type {string} */ part) {
  const files = Object.entries(fetched).find(([name]) => name === part)?.[1];
  if (files === undefined) throw new Error(`words/ has no part ${part}`);
  return Object.entries(files);
}

const wire = readFileSync(join(here, "shared/wire.ts"), "utf8");
export const languages = [...(/^export type Language = (.*);$/m.exec(wire)?.[1]?.matchAll(/"(\w+)"/g) ?? [])].map(
  ([, code = ""]) => code,
);

const fileOf = (/** @type {string} */ language, /** @type {string} */ file) =>
  JSON.stringify(join(here, "words", language, `${file}.ts`));

/** What stands between a part and its language in the name of the words' own file. */
const FOR = "/words-for-";

/**
 * Returns the module behind a name; `own`: the language that comes with it.
 *
 * @param {string} part
 * @param {string} [own]
 */
function moduleOf(part, own) {
  const file = everyAtOnce.get(part);
  if (file !== undefined) {
    const imports = languages.map((code) => `import { ${part} as ${code} } from ${fileOf(code, file)};`);
    return `${imports.join("\n")}\nexport const every = { ${languages.join(", ")} };`;
  }
  const one = (/** @type {string} */ language) => JSON.stringify(`words:${language}${FOR}${part}`);
  const names = filesOf(part).map(([, names]) => names);
  const loads = languages.map((code) =>
    code === own ? `${code}: async () => ({ ${names.join(", ")} })` : `${code}: () => import(${one(code)})`,
  );
  const first = own === undefined ? "" : `import { ${names.join(", ")} } from ${one(own)};\n`;
  return `${first}export const load = { ${loads.join(", ")} };`;
}

/** Returns the module of a part in one language. */
function partOf(/** @type {string} */ part, /** @type {string} */ language) {
  return filesOf(part)
    .map(([file, names]) => `export { ${names} } from ${fileOf(language, file)};`)
    .join("\n");
}

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
      if (part === undefined) return moduleOf(name, own);
      const made = await build({
        stdin: { contents: partOf(part, name), resolveDir: here },
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

/** The same for tests. */
export const wordsForTests = {
  name: "words-for-tests",
  resolveId: (/** @type {string} */ id) => (id.startsWith("words:") ? `\0${id}` : undefined),
  load(/** @type {string} */ id) {
    if (!id.startsWith("\0words:")) return undefined;
    const [name = "", part] = id.slice("\0words:".length).split(FOR);
    return part === undefined ? moduleOf(name) : partOf(part, name);
  },
};
