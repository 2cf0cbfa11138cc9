/** What a visitor loads, and when: each part of the widget beside those before it. */
import { gzipSync } from "node:zlib";

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} file
 * @property {number} gzipped the bytes of this file as they travel
 * @property {[string, number][]} modules their bytes by module before they are minified, the biggest first
 */

export const gzipped = (/** @type {string | Uint8Array} */ contents) => gzipSync(contents, { level: 9 }).length;

/**
 * Returns the parts in the order in which they are loaded. Throws when something is loaded with them that is in none.
 *
 * @param {string[]} names
 * @param {import("rolldown").OutputChunk[]} chunks what was built: the parts, and words of which a part has its own
 * @returns {Part[]}
 */
export function weigh(names, chunks) {
  const apart = chunks.find(({ name }) => !names.includes(name) && !name.startsWith("words-for-"));
  if (apart) throw new Error(`${apart.fileName} is in no part`);
  return names.map((name) => {
    const chunk = chunks.find((each) => each.name === name);
    if (chunk === undefined) throw new Error(`there is no part ${name}`);
    return { name, file: chunk.fileName, gzipped: gzipped(chunk.code), modules: modulesOf(chunk.modules) };
  });
}

/** Returns the part that weighs most: one part in several languages. */
export function heaviest(/** @type {Part[]} */ parts) {
  return parts.reduce((one, other) => (other.gzipped > one.gzipped ? other : one));
}

/** Returns the bytes of each module, the biggest first; a package is named by its own path. */
function modulesOf(/** @type {import("rolldown").OutputChunk["modules"]} */ modules) {
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const [path, { renderedLength }] of Object.entries(modules)) {
    const name = path.replace(/^.*(node_modules|web)\//, "").replace(/\/dist\/.*\/?icons\/.*/, "'s icons");
    sizes.set(name, (sizes.get(name) ?? 0) + renderedLength);
  }
  return [...sizes].sort(([, one], [, other]) => other - one);
}
