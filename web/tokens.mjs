import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const read = (/** @type {string} */ path) => readFile(join(here, path), "utf8");

/**
 * Gives each style sheet of an app the tokens that it is the first to use, so that the first to be loaded does not
 * bring what only a later one needs.
 *
 * @param {string} app
 * @param {string[]} styles in the order in which they are loaded; the first one imports the tokens
 * @param {string[]} beside loaded with the first one in some documents, and in others never
 * @returns {import("esbuild").Plugin}
 */
export const tokensWhereUsed = (app, styles, beside) => ({
  name: "tokens-where-used",
  setup: async ({ onLoad }) => {
    const tokens = (await read("shared/tokens.css")).replaceAll(/\/\*.*?\*\//gs, "");
    const end = tokens.indexOf("\n}");
    const values = new Map(
      [...tokens.slice(0, end).matchAll(/(--[\w-]+):([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]),
    );
    const usedIn = (/** @type {string} */ css) => {
      const found = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map(([, name = ""]) => name));
      for (const name of found)
        for (const [, other = ""] of (values.get(name) ?? "").matchAll(/var\((--[\w-]+)/g)) found.add(other);
      return found;
    };
    // What is set anew for some readers has to be set before that.
    const setAnew = [...tokens.slice(end).matchAll(/(--[\w-]+):/g)].map(([, name = ""]) => name);
    const known = new Set();
    const newIn = new Map();
    for (const style of [styles[0], ...beside, ...styles.slice(1)]) {
      const first = style === styles[0];
      const used = usedIn((await read(`${app}/${style}.css`)) + (first ? await read("shared/base.css") : ""));
      if (first) for (const name of setAnew) used.add(name);
      const fresh = [...values].filter(([name]) => used.has(name) && !known.has(name));
      // Whoever is loaded later may be so without it.
      if (!beside.includes(style ?? "")) for (const [name] of fresh) known.add(name);
      newIn.set(`${style}.css`, fresh.map(([name, value]) => `${name}:${value};`).join(""));
    }
    onLoad({ filter: /\/tokens\.css$/ }, () => ({
      contents: `:root{color-scheme:light dark;${newIn.get(`${styles[0]}.css`)}}${tokens.slice(end + 2)}`,
      loader: "css",
    }));
    onLoad(
      { filter: new RegExp(`/${app}/(${[...beside, ...styles.slice(1)].join("|")})\\.css$`) },
      async ({ path }) => ({
        contents: `:root{${newIn.get(basename(path))}}${await readFile(path, "utf8")}`,
        loader: "css",
      }),
    );
  },
});
