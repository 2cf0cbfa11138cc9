/** Writes the parts of the console in all their states as one page: `node gallery.mjs OUT.html`, then open it. */
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { rolldown } from "rolldown";
import { wordsApart } from "./words.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [to] = process.argv.slice(2);
if (to === undefined) throw new Error("where to?");

const bundled = await rolldown({
  cwd: here,
  input: "console/gallery.tsx",
  platform: "browser",
  plugins: [wordsApart("fi")],
  // What a room looks like comes with it, as text that it lays over the page.
  moduleTypes: { ".css": "text" },
  transform: { define: {} },
});
const { output } = await bundled.generate({ format: "esm", minify: true, codeSplitting: false });
await bundled.close();
const css = await build({
  absWorkingDir: here,
  entryPoints: ["console/console.css"],
  bundle: true,
  write: false,
});
const script = output[0].code.replaceAll("</script", "<\\/script");
const page = await readFile(join(here, "console/console.html"), "utf8");
const head = page.slice(0, page.indexOf('<link rel="stylesheet"'));
await writeFile(
  to,
  `${head}<style>${css.outputFiles[0]?.text}</style></head><body><script type="module">${script}</script></body></html>`,
);
