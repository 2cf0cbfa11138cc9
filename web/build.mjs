/**
 * Builds the loader, the widget and the console into `chalicelib/static/`, and fails when one is over its budget.
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
import { iconsApart } from "./icons.mjs";
import { tokensWhereUsed } from "./tokens.mjs";
import { gzipped, weigh } from "./weighing.mjs";
import { wordsApart } from "./words.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const output = resolve(here, "../chalicelib/static");
const released = join(here, "loader/released");
const guide = resolve(here, "../docs/embedding.md");

/** The oldest browsers with `light-dark()` and OKLCH; nothing is rewritten for older ones. */
const target = ["chrome123", "firefox120", "safari17.5"];

/**
 * Gzipped bytes that may travel: the loader on every page; the widget when it opens, and until the first message is
 * sent. The aim for the widget when it opens is 15 KB.
 */
const budgets = {
  loader: 2 * 1024,
  "loader, from the first click": 3 * 1024,
  "loader, pinned, whole": 4 * 1024,
  "widget, opened": 20 * 1024,
  "widget, until something is sent": 25 * 1024,
  console: 120 * 1024,
};

const common = /** @type {const} */ ({
  absWorkingDir: here,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
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
    if (value !== undefined) values.set(name, value.replaceAll("from var(--brand)", "from var(--juttu)"));
  }
  /** @type {(text: string) => string} */
  const place = (text) =>
    text.replaceAll(/var\((--[\w-]+)\)/g, (use, name) =>
      values.has(name) ? place(values.get(name) ?? "").trim() : use,
    );
  return place(css);
}

/** Gives the loader its style sheet as text, with the tokens it uses. @type {import("esbuild").Plugin} */
const styleAsText = {
  name: "style-as-text",
  setup: ({ onLoad }) =>
    onLoad({ filter: /loader\/\w+\.css$/ }, async ({ path }) => {
      const tokens = await readFile(join(here, "shared/tokens.css"), "utf8");
      const css = withValues(await readFile(path, "utf8"), tokens);
      const small = await transform(css, { loader: "css", minify: true, target });
      return { contents: small.code.trim(), loader: "text" };
    }),
};

/** Returns one script of the loader's. */
async function buildScript(/** @type {string} */ source, /** @type {"iife" | "esm"} */ format) {
  const result = await build({
    ...common,
    target,
    entryPoints: [`loader/${source}.ts`],
    outdir: output,
    format,
    plugins: [styleAsText, wordsApart],
    // Without the words "use strict", which cost twelve bytes and change nothing here.
    tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
  });
  return result.outputFiles[0]?.contents ?? new Uint8Array();
}

/** What the apps consist of: style sheets, and the parts that are loaded one after the other, with the words of each. */
const consistsOf = {
  widget: {
    styles: ["widget", "talk", "later", "more"],
    beside: ["alone"],
    parts: { index: "widget", talk: "talk", later: "later", more: "more" },
    up: "../",
  },
  console: { styles: ["console"], beside: [], parts: { index: "console" }, up: "" },
};

/** Returns one app's files under `static/`, the document that loads them, and what is loaded when. */
async function buildApp(/** @type {"widget" | "console"} */ name) {
  const { styles, beside, parts, up } = consistsOf[name];
  const into = {
    ...common,
    target,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    outdir: join(output, "static"),
  };
  const sheets = await build({
    ...into,
    entryPoints: [...styles, ...beside].map((style) => `${name}/${style}.css`),
    plugins: styles.length > 1 ? [tokensWhereUsed(name, styles, beside)] : [],
  });
  const styled = Object.fromEntries(
    Object.entries(sheets.metafile.outputs).map(([path, made]) => [
      basename(made.entryPoint ?? "", ".css"),
      basename(path),
    ]),
  );
  const scripts = await build({
    ...into,
    entryPoints: [{ in: `${name}/index.tsx`, out: name }],
    format: "esm",
    splitting: true,
    plugins: [iconsApart, wordsApart],
    // Where a script finds the style sheets of the parts that it loads later.
    define: Object.fromEntries(
      Object.entries(styled).map(([style, file]) => [`STYLES.${style}`, JSON.stringify(file)]),
    ),
  });
  const made = [...sheets.outputFiles, ...scripts.outputFiles];
  const files = new Map(made.map((file) => [basename(file.path), file.contents]));
  const weighed = weigh(name, parts, styled, files, scripts.metafile);
  const [first] = weighed;
  if (first === undefined) throw new Error(`${name} has no parts`);

  const [script, ...imported] = first.scripts;
  // What the script imports is fetched beside it, not after it.
  const preloads = imported.map((file) => `<link rel="modulepreload" href="${up}static/${file}" />`);
  const page = (await readFile(join(here, name, `${name}.html`), "utf8"))
    .replaceAll("%style%", `${up}static/${styled[name]}`)
    .replaceAll("%alone%", `${up}static/${styled["alone"]}`)
    .replaceAll("%script%", `${up}static/${script}`)
    .replace("</head>", `${preloads.join("")}</head>`)
    .replaceAll(/\n\s*/g, " ")
    .replaceAll("> <", "><");
  // The chat on a page of its own is the same document with a little more.
  const framed = page.replaceAll(/<!-- alone: .*? -->/g, "");
  const alone = page.replaceAll(/<!-- alone: (.*?) -->/g, "$1");
  first.gzipped += gzipped(Buffer.from(framed));
  return { files, framed, alone, weighed };
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
async function write(/** @type {Map<string, Uint8Array>} */ built) {
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

/** Prints what each part of the widget weighs, beside those before it, and its biggest modules. */
function printParts(/** @type {import("./weighing.mjs").Part[]} */ parts) {
  for (const { name, gzipped, files, modules } of parts) {
    console.log(`\nwidget/${name.padEnd(29)} ${bytes(gzipped)} gzipped: ${files.join(" ")}`);
    for (const [module, size] of modules.slice(0, 10)) console.log(`  ${module.padEnd(34)} ${bytes(size)} minified`);
  }
}

const built = new Map([
  ["juttu.js", await buildScript("juttu", "iife")],
  ["panel.js", await buildScript("panel", "esm")],
]);
const pinned = await buildScript("pinned", "iife");
const apps = { widget: await buildApp("widget"), console: await buildApp("console") };
for (const [name, { files, framed }] of Object.entries(apps)) {
  for (const [file, contents] of files) built.set(`static/${file}`, contents);
  built.set(`${name}.html`, Buffer.from(framed));
}
built.set("chat.html", Buffer.from(apps.widget.alone));
if (process.argv.includes("--release")) await release(pinned);
for (const name of await readdir(released)) built.set(`static/${name}`, await readFile(join(released, name)));
await write(built);
printParts(apps.widget.weighed);
const [index, talk] = apps.widget.weighed.map((part) => part.gzipped);
const good = withinBudget({
  loader: gzipped(built.get("juttu.js") ?? new Uint8Array()),
  "loader, from the first click": gzipped(built.get("panel.js") ?? new Uint8Array()),
  "loader, pinned, whole": gzipped(pinned),
  "widget, opened": index ?? 0,
  "widget, until something is sent": (index ?? 0) + (talk ?? 0),
  console: apps.console.weighed.reduce((sum, part) => sum + part.gzipped, 0),
});
if (!good) process.exit(1);
