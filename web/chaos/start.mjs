/**
 * Bundles the people of `main.ts` with the client that ships, and lets them live: `chaos/real.py` starts this.
 *
 * Nothing of it goes into `chalicelib/static/`. The plan comes on the standard input, the history goes out on the
 * standard output, one JSON document a line.
 */
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
// Where it finds the packages that it leaves outside; each run has a file of its own.
const bundle = join(web, "node_modules/.cache/juttu", `chaos-${process.pid}.mjs`);

await build({
  absWorkingDir: web,
  entryPoints: ["chaos/main.ts"],
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  external: ["ws"],
  logLevel: "warning",
});
const { run } = await import(pathToFileURL(bundle).href);
await rm(bundle);
await run();
// What is left are timers and sockets of people who have gone.
process.exit(0);
