/**
 * The oldest browsers that we are made for, and what our scripts and style sheets use that one of them does not have.
 *
 * A bundler lowers syntax; what a browser knows of CSS and of the platform's interfaces nobody lowers. MDN's tables
 * (`@mdn/browser-compat-data`) say since when each browser has it. Of a method whose object is not known by name, that
 * interface counts which has had it longest: so a find is one, and what has an old namesake is not found.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import compatibility from "@mdn/browser-compat-data/forLegacyNode";
import { parse, walk } from "css-tree";
import { parseAst } from "rolldown/parseAst";

/** @typedef {import("@mdn/browser-compat-data").Identifier} Identifier */

/** The first with all of `light-dark()`, relative colours, popovers and `Intl.Segmenter`. */
export const oldest = /** @type {const} */ ({ chrome: 123, firefox: 128, safari: 18 });
/** Safari on a phone is a browser of its own in MDN's tables. */
const browsers = { ...oldest, safari_ios: oldest.safari };

/** What we use although one of them does not have it, and why that does no harm. */
const withoutHarm = new Map([
  [".currentCSSZoom", "without it, only on a page that is zoomed the panel of a phone is not of the window's size"],
  ["@starting-style", "a movement, without which the panel is there at once"],
  [
    "AbortSignal.timeout",
    "in Chrome before 124 it tells a page that waits of another kind of error; nobody asks which",
  ],
  ["Notification.permission", "on an iPhone the console looks first whether there is Notification"],
  ["Notification.requestPermission", "the same"],
  ["new Notification", "the same"],
  ["accent-color", "the browser's own colour in a box to tick"],
  ["autocapitalize=", "a hint to keyboards on a screen, which Safari on a Mac has not"],
  ["cursor: default", "a phone has no pointer"],
  ["cursor: pointer", "the same"],
  ["field-sizing", "a field of several lines has the height that it begins with"],
  ["field-sizing: content", "the same"],
  ["forced-color-adjust", "Safari has no forced colours"],
  ["forced-color-adjust: none", "the same"],
  ["overflow-anchor", "the scroller holds its place by script"],
  ["overflow-anchor: none", "the same"],
  ["overscroll-behavior", "incomplete only where a box has nothing to scroll"],
  ["resize", "a phone has no handle to pull a box by"],
  ["resize: none", "the same"],
  ["resize: vertical", "the same"],
  ["scrollbar-width", "a scrollbar of the browser's own width"],
  ["scrollbar-width: thin", "the same"],
  ["text-size-adjust", "where it is unknown text is not enlarged on turning a phone"],
  ["text-wrap: pretty", "lines break as they always have"],
  ["user-select", "written with its prefix as well, or only a shorter way to mark what can be marked"],
]);

/** Returns a sentence for everything that is used and that a browser lacks, unless it does no harm. */
export async function unsupported(/** @type {string} */ folder) {
  const sources = await sourcesIn(folder);
  const sheets = [...sources].filter(([path]) => path.endsWith(".css"));
  const scripts = [...sources.entries()].filter(([path]) => !path.endsWith(".css"));
  const found = new Map([
    ...missingInScripts(new Map(scripts)),
    ...sheets.flatMap(([, css]) => [...missingInSheet(css)]),
  ]);
  return [
    ...[...found].filter(([use]) => !withoutHarm.has(use)).map(([use, lack]) => `${use} is not in ${lack}`),
    ...[...withoutHarm.keys()].filter((use) => !found.has(use)).map((use) => `${use} need not be excused any more`),
  ];
}

/** Returns what ships of our sources, by path. */
async function sourcesIn(/** @type {string} */ folder) {
  /** @type {Map<string, string>} */
  const sources = new Map();
  for (const app of ["words", "shared", "loader", "widget", "console"]) {
    for (const path of await readdir(join(folder, app), { recursive: true })) {
      const ships = /\.(css|tsx?)$/.test(path) && !/\.(test\.tsx?|d\.ts)$/.test(path);
      if (ships) sources.set(join(app, path), await readFile(join(folder, app, path), "utf8"));
    }
  }
  return sources;
}

/** Returns which of the browsers lack something, as `firefox before 152`; nothing where MDN does not know it. */
function lacking(/** @type {Identifier | undefined} */ feature, partly = false) {
  if (!feature?.__compat) return "";
  const lacks = Object.entries(browsers).flatMap(([browser, version]) => {
    const came = cameIn(feature, /** @type {keyof typeof browsers} */ (browser), partly);
    return came <= version ? [] : [came === Number.POSITIVE_INFINITY ? browser : `${browser} before ${came}`];
  });
  return lacks.join(", ");
}

/**
 * Returns the version of a browser since which something is there, by this name and without a flag.
 *
 * @param {Identifier} feature
 * @param {keyof typeof browsers} browser
 * @param {boolean} partly whether it is enough that it is there in part
 */
function cameIn(feature, browser, partly) {
  const support = feature.__compat?.support[browser] ?? [];
  const versions = [support]
    .flat()
    .filter((one) => !one.flags && !one.prefix && !one.alternative_name && (partly || !one.partial_implementation))
    .filter((one) => !one.version_removed && typeof one.version_added === "string")
    .map((one) => Number.parseFloat(String(one.version_added).replace("≤", "")));
  return Math.min(...versions.filter((version) => !Number.isNaN(version)));
}

const { api, css, html, javascript } = compatibility;
const builtins = javascript["builtins"] ?? {};
/** Returns what is below something in MDN's tables. */
function membersOf(/** @type {Identifier | undefined} */ feature = {}) {
  return /** @type {[string, Identifier][]} */ (Object.entries(feature).filter(([name]) => name !== "__compat"));
}

/** The members of all interfaces, or the attributes of all elements, by name. */
function byName(/** @type {(Identifier | undefined)[]} */ ...groups) {
  /** @type {Map<string, Identifier[]>} */
  const all = new Map();
  for (const [name, member] of groups.flatMap(membersOf).flatMap(([, owner]) => membersOf(owner))) {
    const plain = name.replace(/_static$/, "");
    if (member.__compat) all.set(plain, [...(all.get(plain) ?? []), member]);
  }
  return all;
}
const members = byName(/** @type {Identifier} */ (api), builtins, builtins["Intl"]);
const written = byName(html["elements"], { global: html["global_attributes"] ?? {} });

/** Returns who lacks something of which only the name is known: those who lack it wherever there is one. */
function lackingByName(/** @type {Map<string, Identifier[]>} */ all, /** @type {string} */ name) {
  const lacks = (all.get(name) ?? []).map((one) => lacking(one, true));
  return lacks.every((one) => one !== "") ? (lacks[0] ?? "") : "";
}

const nameOf = (/** @type {any} */ node) => (typeof node?.name === "string" ? String(node.name) : "");
const HAS_A_NAME = /^(Property|TSPropertySignature|TSMethodSignature|PropertyDefinition|MethodDefinition)$/;

/**
 * Returns what scripts use, each with those who lack it: `Intl.Segmenter`, `.showPopover`, `popover=`.
 *
 * A name that one of our own objects has as well is looked up only where its owner is the platform's for certain.
 */
export function missingInScripts(/** @type {Map<string, string>} */ sources) {
  /** @type {[string, string][]} */
  const found = [];
  const own = new Set();
  const ofSomething = new Set();
  const trees = [...sources].map(([path, code]) => parseAst(code, { lang: path.endsWith("x") ? "tsx" : "ts" }));
  visit(trees, (node) => {
    if (node.type === "MemberExpression" && !node.computed) {
      const [owner, name] = [nameOf(node.object), nameOf(node.property)];
      // `navigator` is a Navigator.
      const kind = owner.replace(/^./, (first) => first.toUpperCase());
      const known = builtins[owner]?.[name] ?? api[kind]?.[name] ?? api[kind]?.[`${name}_static`];
      if (known?.__compat) found.push([`${owner}.${name}`, lacking(known)]);
      else ofSomething.add(name);
    }
    if (node.type === "NewExpression") {
      const made = nameOf(node.callee);
      found.push([`new ${made}`, lacking(builtins[made] ?? api[made])]);
    }
    // A component's are ours.
    if (node.type === "JSXOpeningElement" && /^[a-z]/.test(nameOf(node.name))) {
      for (const { name } of node.attributes) found.push([`${nameOf(name)}=`, lackingByName(written, nameOf(name))]);
    }
    if (HAS_A_NAME.test(node.type)) own.add(nameOf(node.key));
  });
  for (const name of ofSomething) if (!own.has(name)) found.push([`.${name}`, lackingByName(members, name)]);
  return new Map(found.filter(([, lack]) => lack !== ""));
}

/** Calls for every node of a tree. */
function visit(/** @type {any} */ node, /** @type {(node: any) => void} */ each) {
  if (node === null || typeof node !== "object") return;
  if (typeof node.type === "string") each(node);
  for (const value of Object.values(node)) visit(value, each);
}

const { properties = {}, selectors = {}, types = {}, "at-rules": rules = {} } = css;
/** Functions in values, by name: `light-dark`, `oklch`. */
const functions = { ...types, ...types["color"], ...types["image"] };

/** Returns what a style sheet uses, each with those who lack it: `field-sizing`, `:has`, `oklch(from …)`. */
export function missingInSheet(/** @type {string} */ sheet) {
  /** @type {[string, Identifier | undefined][]} */
  const used = [];
  walk(parse(sheet, { parseCustomProperty: true }), function (node) {
    if (node.type === "Declaration") used.push([node.property, properties[node.property]]);
    if (node.type === "Identifier" && this.declaration) {
      const { property } = this.declaration;
      used.push([`${property}: ${node.name}`, properties[property]?.[node.name]]);
    }
    if (node.type === "Function") {
      const [of, { first }] = [functions[node.name], node.children];
      used.push([`${node.name}()`, of]);
      if (first?.type === "Identifier" && first.name === "from")
        used.push([`${node.name}(from …)`, of?.["relative_syntax"]]);
    }
    if (node.type === "PseudoClassSelector") used.push([`:${node.name}`, selectors[node.name]]);
    if (node.type === "PseudoElementSelector") used.push([`::${node.name}`, selectors[node.name]]);
    if (node.type === "NestingSelector") used.push(["&", selectors["nesting"]]);
    if (node.type === "Atrule") used.push([`@${node.name}`, rules[node.name]]);
    if (node.type === "Feature") used.push([`(${node.name})`, rules["media"]?.[node.name]]);
  });
  return new Map(
    used.map(([use, feature]) => /** @type {const} */ ([use, lacking(feature)])).filter(([, lack]) => lack !== ""),
  );
}
