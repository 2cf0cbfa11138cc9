/**
 * Builds the loader, the widget and the console into `chalicelib/static/`, and fails when one is over its budget, or
 * uses what the oldest browsers that we are made for do not have.
 *
 * Names under `static/` carry a hash of their content, so they can be cached for ever; `juttu.js`, `panel.js` and the
 * two documents keep their names. The documents refer to their files relatively, so that a stage prefix does no harm.
 * With `--release` the loader that pages pin by its hash is kept for good, and the guide names it.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { rolldown } from "rolldown";
import { manifest, svgIcon } from "./icons.mjs";
import { oldest, unsupported } from "./supported.mjs";
import { tokensWhereUsed } from "./tokens.mjs";
import { gzipped, heaviest, weigh } from "./weighing.mjs";
import { languages, wordsApart } from "./words.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const output = resolve(here, "../chalicelib/static");
const released = join(here, "loader/released");
const guide = resolve(here, "../docs/embedding.md");

/** Nothing is rewritten for older ones. */
const target = Object.entries(oldest).map(([browser, version]) => `${browser}${version}`);

/**
 * Gzipped bytes that may travel: the loader on every page; the widget when it opens, and until the first message is
 * sent.
 */
const budgets = {
  loader: 2304,
  "loader, from the first click": 3 * 1024,
  "loader, pinned, whole": 5 * 1024,
  "widget, opened": 17 * 1024,
  "widget, until something is sent": 28 * 1024,
  "console, first screen": 60 * 1024,
  "console, before one is inside": 60 * 1024,
};

/** Gzipped bytes of a room of the console, beside what is there before it is opened. */
const roomBudget = 25 * 1024;

/** What is said to esbuild, which makes the style sheets. */
const small = /** @type {const} */ ({
  bundle: true,
  minify: true,
  write: false,
  charset: "utf8",
  legalComments: "none",
});

/**
 * Returns a style sheet with the tokens' values in the places where it uses them: the loader may not bring all of
 * them to a stranger's page.
 */
function withValues(/** @type {string} */ css, /** @type {string} */ tokens) {
  const root = tokens.slice(tokens.indexOf("{"), tokens.indexOf("\n}"));
  const values = new Map([...root.matchAll(/(--[\w-]+):([^;]+);/g)].map(([, name, value]) => [name, value]));
  // The brand is the page's to choose; only where it does not is it ours.
  for (const [name, value] of values) {
    if (value !== undefined && name !== "--brand") values.set(name, value.replaceAll("var(--brand)", "var(--juttu)"));
  }
  /** @type {(text: string) => string} */
  const place = (text) =>
    text.replaceAll(/var\((--[\w-]+)\)/g, (use, name) =>
      values.has(name) ? place(values.get(name) ?? "").trim() : use,
    );
  return place(css);
}

/**
 * Gives a script its style sheet as text.
 *
 * @param {(path: string) => Promise<string>} textOf
 * @returns {import("rolldown").Plugin}
 */
const styleAsText = (textOf) => ({
  name: "style-as-text",
  load: { filter: { id: /\.css$/ }, handler: async (id) => ({ code: await textOf(id), moduleType: "text" }) },
});

/** Returns the loader's style sheets, with the tokens they use. */
async function loadersStyle(/** @type {string} */ path) {
  const tokens = await readFile(join(here, "shared/tokens.css"), "utf8");
  const css = withValues(await readFile(path, "utf8"), tokens);
  return (await transform(css, { loader: "css", minify: true, target })).code.trim();
}

/**
 * Returns what is made of some scripts: themselves, and what they load later.
 *
 * @param {Record<string, string>} input their sources, by name
 * @param {import("rolldown").Plugin[]} plugins
 * @param {import("rolldown").OutputOptions} options
 */
async function bundle(input, plugins, options) {
  const bundled = await rolldown({
    cwd: here,
    input,
    platform: "browser",
    transform: { target },
    plugins,
    preserveEntrySignatures: "allow-extension",
  });
  const { output: made } = await bundled.generate({
    format: "esm",
    minify: true,
    comments: false,
    hashCharacters: "base36",
    ...options,
  });
  await bundled.close();
  return made.filter((each) => each.type === "chunk");
}

/** Returns one script of the loader's. */
async function buildScript(/** @type {string} */ source, /** @type {"iife" | "esm"} */ format) {
  const [script] = await bundle({ [source]: `loader/${source}.ts` }, [styleAsText(loadersStyle), wordsApart()], {
    format,
  });
  return Buffer.from(script?.code.trim() ?? "");
}

/** Returns the style sheets of an app as they travel, by name. */
async function buildStyles(/** @type {string} */ app, /** @type {string[]} */ names, /** @type {string[]} */ beside) {
  const made = await build({
    ...small,
    absWorkingDir: here,
    target,
    entryPoints: [...names, ...beside].map((name) => `${app}/${name}.css`),
    outdir: output,
    plugins: names.length > 1 ? [tokensWhereUsed(app, names, beside)] : [],
  });
  return new Map(made.outputFiles.map(({ path, text }) => [basename(path, ".css"), text.trim()]));
}

const nameOf = (/** @type {string} */ name, /** @type {string} */ text) =>
  `${name}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}.css`;

/**
 * Returns an app's document with the names of its files in their places.
 *
 * @param {string} app
 * @param {Record<string, string | undefined>} files
 */
async function document(app, files) {
  let page = await readFile(join(here, app, `${app}.html`), "utf8");
  for (const [name, file] of Object.entries(files)) page = page.replaceAll(`%${name}%`, file ?? "");
  return page.replaceAll(/\n\s*/g, " ").replaceAll("> <", "><");
}

/** The widget's parts in the order in which they are loaded, each with what it begins with. */
const parts = { widget: "index.tsx", talk: "talk.ts", later: "later.ts", more: "more.tsx" };

/**
 * Returns the widget's files under `static/`, its documents, and its parts as they weigh, each in the language in which
 * it weighs most.
 *
 * It is built once for each language: so a part is one script with its style sheet and its words. What several parts
 * use stands in the first of them, and the others import it from there.
 */
async function buildWidget() {
  const names = Object.keys(parts);
  const sheets = await buildStyles("widget", names, ["alone"]);
  const input = Object.fromEntries(Object.entries(parts).map(([part, file]) => [part, `widget/${file}`]));
  const groups = Object.values(input).map((file, order) => ({
    name: names[order] ?? "",
    test: new RegExp(`/${file}$`),
    priority: names.length - order,
  }));
  /** @type {Map<string, string>} */
  const files = new Map();
  /** @type {Map<string, string>} */
  const documents = new Map();
  /** @type {import("./weighing.mjs").Part[]} */
  const weighed = [];
  // Only the chat's own page has sheets apart; the widget's is for whoever has no scripts.
  const [style, alone] = ["widget", "alone"].map((name) => {
    const sheet = sheets.get(name) ?? "";
    const file = nameOf(name, sheet);
    files.set(file, sheet);
    return `../static/${file}`;
  });
  const [preview] = await bundle({ preview: "widget/preview_frame.ts" }, [], { entryFileNames: "[name]-[hash].js" });
  if (preview) files.set(preview.fileName, preview.code);
  const styles = styleAsText(async (path) => sheets.get(basename(path, ".css")) ?? "");
  for (const language of languages) {
    const name = (/** @type {{ name: string }} */ chunk) =>
      chunk.name in parts ? `[name]-${language}-[hash].js` : "[name]-[hash].js";
    const made = await bundle(input, [styles, wordsApart(language)], {
      entryFileNames: name,
      chunkFileNames: name,
      codeSplitting: { groups },
      // Nearly all of the first part runs at once: where a browser heeds this, it is compiled aside, and no task is long.
      postBanner: (chunk) => (chunk.name === "widget" ? "//# allFunctionsCalledOnLoad" : ""),
    });
    for (const { fileName, code } of made) files.set(fileName, code);
    const inLanguage = weigh(names, made);
    weighed.push(...inLanguage);
    const page = await document("widget", { script: `../static/${inLanguage[0]?.file}`, style, alone });
    // The chat on a page of its own is the same document with a little more.
    documents.set(`widget.${language}.html`, page.replaceAll(/<!-- alone: .*? -->/g, ""));
    documents.set(`chat.${language}.html`, page.replaceAll(/<!-- alone: (.*?) -->/g, "$1"));
    documents.set(`preview.${language}.html`, await previewOf(language, inLanguage[0]?.file, preview?.fileName));
  }
  return { files, documents, weighed: names.map((part) => heaviest(weighed.filter(({ name }) => name === part))) };
}

/** Returns the widget's document as the console shows it: without a site, and nothing in it can be pressed. */
async function previewOf(
  /** @type {string} */ language,
  /** @type {string | undefined} */ widget,
  /** @type {string | undefined} */ script,
) {
  const page = await document("widget", { script: `../static/${script}` });
  return page
    .replaceAll(/<!-- alone: .*? -->/g, "")
    .replaceAll(/ data-\w+="\{\{\w+\}\}"/g, "")
    .replace("{{language}}", language)
    .replace("{{company}}", "Juttu")
    .replace("<html ", `<html data-script="./${widget}" `)
    .replace("<body>", "<body inert>");
}

/** The room in which most begin: what it loads is on the first screen. */
const firstRoom = "desk";

/**
 * Returns the console's files under `static/`, its document, and what is fetched until the first screen is there, before
 * one is inside, and by each room that is opened later: each in the language in which it weighs most.
 */
async function buildConsole() {
  const names = "[name]-[hash].js";
  const bundled = (/** @type {import("rolldown").OutputOptions} */ options) =>
    bundle({ console: "console/index.tsx" }, [styleAsText(consolesStyle), wordsApart()], {
      entryFileNames: names,
      chunkFileNames: names,
      ...options,
    });
  const ofFirst = modulesWith(await bundled({}), new RegExp(`/rooms/${firstRoom}/open\\.tsx$`));
  // What several scripts use stands in the first of them that is fetched, or apart: what the first room needs of it from
  // what most others do; what two have in common goes by itself. Words have files of their own.
  const made = await bundled({
    codeSplitting: {
      groups: [
        { name: "console", test: /\/console\/index\.tsx$/, priority: 4 },
        { name: "shared", test: (id) => ofFirst.has(id), minShareCount: 2, priority: 3 },
        // What is in the pocket most never fetch: it has a script of its own.
        { name: "parts", test: /\/(console(?!\/pocket)|shared|node_modules)\//, minShareCount: 4, priority: 2 },
        { name: firstRoom, test: new RegExp(`/rooms/${firstRoom}/open\\.tsx$`), priority: 1 },
      ],
    },
  });
  const css = (await buildStyles("console", ["console"], [])).get("console") ?? "";
  const style = nameOf("console", css);
  const files = new Map([[style, css], ...made.map(({ fileName, code }) => /** @type {const} */ ([fileName, code]))]);
  const entry = made.find(({ isEntry }) => isEntry);
  if (entry === undefined) throw new Error("the console has no entry");
  const page = await document("console", {
    script: `static/${entry.fileName}`,
    preloads: `static/${entry.imports[0]}`,
    style: `static/${style}`,
  });
  const of = (/** @type {RegExp} */ module) =>
    made.filter((chunk) => chunk.facadeModuleId && module.test(chunk.facadeModuleId.replaceAll("\\", "/")));
  const words = (/** @type {string} */ file) => of(new RegExp(`web/words/\\w\\w/${file}\\.ts$`));
  const sizeOf = (
    /** @type {Iterable<import("rolldown").OutputChunk>} */ chunks,
    /** @type {Set<unknown>} */ without,
  ) => [...chunks].reduce((sum, chunk) => sum + (without.has(chunk) ? 0 : gzipped(chunk.code)), 0);
  /** Returns what some scripts weigh with the words of one language, beside what is there. */
  const weight = (/** @type {RegExp} */ module, /** @type {string} */ file, there = new Set()) => {
    const scripts = of(module).flatMap((chunk) => [...whole(chunk, made)]);
    const known = new Set([...there, ...scripts]);
    const spoken = words(file).map((chunk) => sizeOf(whole(chunk, made), known));
    return sizeOf(new Set(scripts), there) + Math.max(0, ...spoken);
  };
  const shell = whole(entry, made);
  const shared = made.filter(({ name }) => name.startsWith("words-for-console"));
  const always = sizeOf(shell, new Set()) + gzipped(css) + Math.max(...shared.map(({ code }) => gzipped(code)));
  const rooms = (await readdir(join(here, "console/rooms"))).filter((name) => name !== firstRoom);
  return {
    files,
    page,
    first: always + weight(new RegExp(`/rooms/${firstRoom}/open\\.tsx$`), firstRoom, shell),
    door: always + weight(/\/door\/view\.tsx$/, "door", shell),
    rooms: rooms.map((name) => ({ name, size: weight(new RegExp(`/rooms/${name}/open\\.tsx$`), name, shell) })),
  };
}

/** Returns what installs the console and stands beside it: manifest, worker and icon, by file. */
async function buildApp() {
  const drawn = svgIcon();
  const icon = `icon-${createHash("sha256").update(drawn).digest("hex").slice(0, 8)}.svg`;
  const [worker] = await bundle({ worker: "console/pocket/worker.ts" }, [], { format: "iife" });
  if (worker === undefined) throw new Error("the console has no worker");
  return new Map([
    ["console.webmanifest", manifest(`static/${icon}`)],
    ["worker.js", worker.code.trim().replace("%icon%", icon)],
    [`static/${icon}`, drawn],
  ]);
}

/**
 * Returns a script with all that it cannot run without.
 *
 * @param {import("rolldown").OutputChunk} chunk
 * @param {import("rolldown").OutputChunk[]} made
 */
function whole(chunk, made, seen = new Set([chunk])) {
  for (const name of chunk.imports) {
    const imported = made.find(({ fileName }) => fileName === name);
    if (imported && !seen.has(imported)) whole(imported, made, seen.add(imported));
  }
  return seen;
}

/**
 * Returns the modules that a script cannot run without.
 *
 * @param {import("rolldown").OutputChunk[]} made
 * @param {RegExp} module the script's own
 */
function modulesWith(made, module) {
  const script = made.find(({ facadeModuleId }) => facadeModuleId && module.test(facadeModuleId));
  if (script === undefined) throw new Error(`no script begins with ${module}`);
  return new Set([...whole(script, made)].flatMap((chunk) => Object.keys(chunk.modules)));
}

/** Returns a style sheet that one of the console's scripts brings along. */
async function consolesStyle(/** @type {string} */ path) {
  return (await transform(await readFile(path, "utf8"), { loader: "css", minify: true, target })).code.trim();
}

/** Keeps the loader that pages pin under its hash, and lets the guide name it. Older ones stay as they are. */
async function release(/** @type {Uint8Array} */ script) {
  const name = `juttu-${createHash("sha256").update(script).digest("hex").slice(0, 10)}.js`;
  const integrity = `sha384-${createHash("sha384").update(script).digest("base64")}`;
  await mkdir(released, { recursive: true });
  await writeFile(join(released, name), script);
  const text = await readFile(guide, "utf8");
  const told = text
    .replaceAll(/static\/juttu-[\da-f]+\.js/g, `static/${name}`)
    .replaceAll(/sha384-[\w+/=]+/g, integrity);
  await writeFile(guide, told);
  console.log(`released ${name} ${integrity}`);
}

/** Writes what was built and takes away what an earlier build left. */
async function write(/** @type {Map<string, string | Uint8Array>} */ built) {
  await mkdir(join(output, "static"), { recursive: true });
  for (const [name, contents] of built) await writeFile(join(output, name), contents);
  for (const folder of ["", "static"]) {
    for (const found of await readdir(join(output, folder), { withFileTypes: true })) {
      const name = join(folder, found.name);
      if (found.isFile() && found.name !== ".gitkeep" && !built.has(name)) await rm(join(output, name));
    }
  }
}

/** Prints each size beside its budget; returns whether all are within. */
function withinBudget(/** @type {Record<keyof typeof budgets, number>} */ sizes) {
  let good = true;
  for (const [name, size] of /** @type {[keyof typeof budgets, number][]} */ (Object.entries(sizes))) {
    const budget = budgets[name];
    good &&= size <= budget;
    console.log(`${name.padEnd(36)} ${bytes(size)} gzipped of ${budget}${size > budget ? "  TOO LARGE" : ""}`);
  }
  return good;
}

const bytes = (/** @type {number} */ size) => `${String(size).padStart(7)} bytes`;

/** Prints what each part of the widget weighs, and its biggest modules. */
function printParts(/** @type {import("./weighing.mjs").Part[]} */ parts) {
  for (const { name, gzipped, file, modules } of parts) {
    console.log(`\nwidget/${name.padEnd(29)} ${bytes(gzipped)} gzipped: ${file}`);
    for (const [module, size] of modules.slice(0, 10))
      console.log(`  ${module.padEnd(34)} ${bytes(size)}, not minified`);
  }
}

const loader = await buildScript("juttu", "iife");
const panel = await buildScript("panel", "esm");
const pinned = await buildScript("pinned", "iife");
const widget = await buildWidget();
const staff = await buildConsole();
const installed = await buildApp();
/** @type {Map<string, string | Uint8Array>} */
const built = new Map();
built.set("juttu.js", loader).set("panel.js", panel).set("console.html", staff.page);
for (const [name, page] of widget.documents) built.set(name, page);
for (const [file, contents] of installed) built.set(file, contents);
for (const [file, contents] of [...widget.files, ...staff.files]) built.set(`static/${file}`, contents);
if (process.argv.includes("--release")) await release(pinned);
for (const name of await readdir(released)) built.set(`static/${name}`, await readFile(join(released, name)));
await write(built);
printParts(widget.weighed);
const [first, talk] = widget.weighed.map((part) => part.gzipped);
const opened = (first ?? 0) + gzipped(widget.documents.get("widget.fi.html") ?? "");
const good = withinBudget({
  loader: gzipped(loader),
  "loader, from the first click": gzipped(panel),
  "loader, pinned, whole": gzipped(pinned),
  "widget, opened": opened,
  "widget, until something is sent": opened + (talk ?? 0),
  "console, first screen": staff.first,
  "console, before one is inside": staff.door,
});
const roomsWithin = staff.rooms.filter(({ name, size }) => {
  console.log(
    `${`console, room ${name}`.padEnd(36)} ${bytes(size)} gzipped of ${roomBudget}${size > roomBudget ? "  TOO LARGE" : ""}`,
  );
  return size <= roomBudget;
});
const lacked = await unsupported(here);
for (const sentence of lacked) console.log(sentence);
if (!good || roomsWithin.length < staff.rooms.length || lacked.length > 0) process.exit(1);
