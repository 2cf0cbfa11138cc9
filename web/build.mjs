/**
 * Builds the loader, the widget and the console into `chalicelib/static/`, and fails when one is over its budget.
 *
 * Names under `static/` carry a hash of their content, so they can be cached for ever; `juttu.js` and the two
 * documents keep their names. The documents refer to their files relatively, so that a stage prefix does no harm.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const output = resolve(here, "../chalicelib/static");

/** The oldest browsers with `light-dark()` and OKLCH; nothing is rewritten for older ones. */
const target = ["chrome123", "firefox120", "safari17.5"];

/** Gzipped bytes that may travel: the loader on every page; the widget until the first message can be written. */
const budgets = { loader: 2 * 1024, widget: 25 * 1024, console: 120 * 1024 };

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  target,
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
};

const gzipped = (/** @type {Uint8Array} */ bytes) => gzipSync(bytes, { level: 9 }).length;

/**
 * Returns a style sheet with the tokens' values in the places where it uses them: the loader may not bring all of
 * them to a stranger's page.
 */
function withValues(/** @type {string} */ css, /** @type {string} */ tokens) {
  const root = tokens.slice(tokens.indexOf("{"), tokens.indexOf("\n}"));
  const values = new Map([...root.matchAll(/(--[\w-]+):([^;]+);/g)].map(([, name, value]) => [name, value]));
  const place = (/** @type {string} */ text) =>
    text.replaceAll(/var\((--[\w-]+)\)/g, (use, name) =>
      values.has(name) ? place(values.get(name) ?? "").trim() : use,
    );
  // The brand is known here, so what is computed from it is too.
  return place(css).replaceAll(
    /oklch\(from oklch\([\d.]+ ([\d.]+) ([\d.]+)\) ([\d.]+) min\(c, ([\d.]+)\) h\)/g,
    (_, chroma, hue, lightness, most) => `oklch(${lightness} ${Math.min(chroma, most)} ${hue})`,
  );
}

/** Gives the loader its style sheet as text, with the tokens it uses. @type {import("esbuild").Plugin} */
const styleAsText = {
  name: "style-as-text",
  setup: ({ onLoad }) =>
    onLoad({ filter: /juttu\.css$/ }, async ({ path }) => {
      const tokens = await readFile(join(here, "shared/tokens.css"), "utf8");
      const css = withValues(await readFile(path, "utf8"), tokens);
      const small = await transform(css, { loader: "css", minify: true, target });
      return { contents: small.code.trim(), loader: "text" };
    }),
};

/** Returns the loader's files: one plain script, by name. */
async function buildLoader() {
  const result = await build({
    ...common,
    entryPoints: ["loader/juttu.ts"],
    outdir: output,
    format: "iife",
    plugins: [styleAsText],
  });
  return new Map(result.outputFiles.map((file) => [basename(file.path), file.contents]));
}

/**
 * Returns one app's files under `static/`, the document that loads them, and what is loaded before the first
 * message: its script and style with all that they import statically, and the largest language.
 */
async function buildApp(/** @type {"widget" | "console"} */ name, /** @type {string} */ up) {
  const result = await build({
    ...common,
    entryPoints: [`${name}/index.tsx`, `${name}/${name}.css`],
    entryNames: `${name}-[hash]`,
    chunkNames: "[name]-[hash]",
    outdir: join(output, "static"),
    format: "esm",
    splitting: true,
  });
  const files = new Map(result.outputFiles.map((file) => [basename(file.path), file.contents]));
  const outputs = new Map(Object.entries(result.metafile.outputs).map(([path, made]) => [basename(path), made]));
  const entry = (/** @type {string} */ source) => {
    for (const [file, made] of outputs) if (made.entryPoint === source) return file;
    throw new Error(`esbuild made nothing of ${source}`);
  };
  const script = entry(`${name}/index.tsx`);
  const style = entry(`${name}/${name}.css`);
  const first = new Set([style, script]);
  const languages = [];
  for (const file of first) {
    for (const imported of outputs.get(file)?.imports ?? []) {
      if (imported.external) continue;
      if (imported.kind === "import-statement") first.add(basename(imported.path));
      else if (/for-widget|for-console/.test(imported.path)) languages.push(basename(imported.path));
    }
  }
  // What the script imports is fetched beside it, not after it.
  const preloads = [...first]
    .filter((file) => file !== style && file !== script)
    .map((file) => `<link rel="modulepreload" href="${up}static/${file}" />`);
  const page = (await readFile(join(here, name, `${name}.html`), "utf8"))
    .replaceAll("%style%", `${up}static/${style}`)
    .replaceAll("%script%", `${up}static/${script}`)
    .replace("</head>", `  ${preloads.join("")}\n  </head>`);
  const size = (/** @type {string} */ file) => gzipped(files.get(file) ?? new Uint8Array());
  const total =
    gzipped(Buffer.from(page)) +
    [...first].reduce((sum, file) => sum + size(file), 0) +
    Math.max(0, ...languages.map(size));
  return { files, page, total };
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
function withinBudget(/** @type {Record<string, number>} */ sizes) {
  let good = true;
  for (const [name, size] of Object.entries(sizes)) {
    const budget = budgets[/** @type {keyof typeof budgets} */ (name)];
    good &&= size <= budget;
    console.log(
      `${name.padEnd(8)} ${String(size).padStart(7)} bytes gzipped of ${budget}${size > budget ? "  TOO LARGE" : ""}`,
    );
  }
  return good;
}

const built = await buildLoader();
const sizes = { loader: gzipped(built.get("juttu.js") ?? new Uint8Array()) };
for (const [name, up] of /** @type {const} */ ([
  ["widget", "../"],
  ["console", ""],
])) {
  const app = await buildApp(name, up);
  for (const [file, contents] of app.files) built.set(`static/${file}`, contents);
  built.set(`${name}.html`, Buffer.from(app.page));
  sizes[name] = app.total;
}
await write(built);
if (!withinBudget(sizes)) process.exit(1);
