import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const read = (/** @type {string} */ path) => readFile(join(here, path), "utf8");

/** A value that is no longer than the name for it: a length, a weight, a time. */
const PLAIN = /^[\d.]+[a-z]*$/;

/**
 * Gives each style sheet of an app the tokens that it is the first to use, so that the first to be loaded does not
 * bring what only a later one needs. What is plain, or used once, stands in its places instead: that is less to load,
 * and less to look up for every element.
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
    // What is set anew for some readers has to be set before that, and the brand is the page's to set.
    const setAnew = [...tokens.slice(end).matchAll(/(--[\w-]+):/g)].map(([, name = ""]) => name);
    const paths = ["shared/base.css", ...[...styles, ...beside].map((style) => `${app}/${style}.css`)];
    const sheets = new Map(
      await Promise.all(paths.map(async (path) => /** @type {const} */ ([path, await read(path)]))),
    );
    const everything = [...sheets.values(), ...values.values()].join();
    const inPlace = new Map(
      [...values].filter(([name, value]) => {
        const once = everything.split(`var(${name})`).length === 2;
        return (once || PLAIN.test(value.trim())) && name !== "--brand" && !setAnew.includes(name);
      }),
    );
    /** @type {(css: string) => string} */
    const place = (css) =>
      css.replaceAll(/var\((--[\w-]+)\)/g, (use, name) =>
        inPlace.has(name) ? place(inPlace.get(name) ?? "").trim() : use,
      );
    for (const name of inPlace.keys()) values.delete(name);
    for (const [name, value] of values) values.set(name, place(value));
    const sheet = (/** @type {string} */ path) => place(sheets.get(path) ?? "");
    const usedIn = (/** @type {string} */ css) => {
      const found = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map(([, name = ""]) => name));
      for (const name of found)
        for (const [, other = ""] of (values.get(name) ?? "").matchAll(/var\((--[\w-]+)/g)) found.add(other);
      return found;
    };
    const known = new Set();
    const newIn = new Map();
    for (const style of [styles[0], ...beside, ...styles.slice(1)]) {
      const first = style === styles[0];
      const used = usedIn(sheet(`${app}/${style}.css`) + (first ? sheet("shared/base.css") : ""));
      if (first) for (const name of setAnew) used.add(name);
      const fresh = [...values].filter(([name]) => used.has(name) && !known.has(name));
      // Whoever is loaded later may be so without it.
      if (!beside.includes(style ?? "")) for (const [name] of fresh) known.add(name);
      newIn.set(`${app}/${style}.css`, `:root{${fresh.map(([name, value]) => `${name}:${value};`).join("")}}`);
    }
    const [first] = styles;
    onLoad({ filter: /\/tokens\.css$/ }, () => ({
      contents: `:root{color-scheme:light dark}${newIn.get(`${app}/${first}.css`)}${tokens.slice(end + 2)}`,
      loader: "css",
    }));
    onLoad({ filter: new RegExp(`/(${paths.join("|")})$`) }, ({ path }) => {
      const name = paths.find((each) => path.endsWith(`/${each}`)) ?? "";
      const own = name === `${app}/${first}.css` ? "" : (newIn.get(name) ?? "");
      return { contents: own + sheet(name), loader: "css" };
    });
  },
});
