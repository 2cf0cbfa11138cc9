/** What a visitor or an agent loads, and when: each part of an app beside those before it. */
import { basename } from "node:path";
import { gzipSync } from "node:zlib";

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string[]} scripts what is loaded for it and not before, its own script first
 * @property {string[]} files the same, with its style sheet and its words in the largest language
 * @property {number} gzipped the bytes of these files as they travel
 * @property {[string, number][]} modules their minified bytes by module, the biggest first
 */

export const gzipped = (/** @type {Uint8Array} */ bytes) => gzipSync(bytes, { level: 9 }).length;

/**
 * Returns the parts of an app in the order in which they are loaded.
 *
 * @param {string} app
 * @param {Record<string, string>} parts the words of each part, by the module that it begins with
 * @param {Record<string, string>} styled the style sheets' files, by name; the first part's is the app's own
 * @param {Map<string, Uint8Array>} files what was built, by name
 * @param {import("esbuild").Metafile} metafile of the scripts
 * @returns {Part[]}
 */
export function weigh(app, parts, styled, files, metafile) {
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const size = (/** @type {string} */ file) => gzipped(files.get(file) ?? new Uint8Array());
  const madeOf = (/** @type {RegExp} */ source) =>
    [...outputs].filter(([, { entryPoint }]) => source.test(entryPoint ?? "")).map(([file]) => file);
  /** A script with all that it imports at once. */
  const whole = (/** @type {string} */ script) => {
    const found = new Set([script]);
    for (const file of found) {
      for (const { path, kind, external } of outputs.get(file)?.imports ?? []) {
        if (kind === "import-statement" && !external) found.add(basename(path));
      }
    }
    return found;
  };
  /** @type {Set<string>} */
  const before = new Set();
  return Object.entries(parts).map(([name, words]) => {
    const [script] = madeOf(new RegExp(`^${app}/${name}\\.tsx?$`));
    if (script === undefined) throw new Error(`esbuild made nothing of ${app}/${name}`);
    const scripts = [...whole(script)].filter((file) => !before.has(file));
    for (const file of scripts) before.add(file);
    const style = styled[name === "index" ? app : name];
    const [largest] = madeOf(new RegExp(`^words:\\w+/words-for-${words}$`)).sort(
      (one, other) => size(other) - size(one),
    );
    const all = [...scripts, ...[style, largest].filter((file) => file !== undefined)];
    return {
      name,
      scripts,
      files: all,
      gzipped: all.reduce((sum, file) => sum + size(file), 0),
      modules: modulesOf(scripts.flatMap((file) => Object.entries(outputs.get(file)?.inputs ?? {}))),
    };
  });
}

/** Returns the bytes of each module, the biggest first; a package is named by its own path. */
function modulesOf(/** @type {[string, { bytesInOutput: number }][]} */ inputs) {
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const [path, { bytesInOutput }] of inputs) {
    const name = path.replace(/^.*node_modules\//, "").replace(/\/dist\/.*\/?icons\/.*/, "'s icons");
    sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
  }
  return [...sizes].sort(([, one], [, other]) => other - one);
}
