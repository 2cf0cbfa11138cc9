import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const lucide = join(dirname(fileURLToPath(import.meta.url)), "node_modules/lucide/dist/esm/lucide.mjs");

/**
 * Takes each icon from its own file: from lucide's one list esbuild puts every icon that any part uses into what all
 * parts load first.
 *
 * @type {import("esbuild").Plugin}
 */
export const iconsApart = {
  name: "icons-apart",
  setup: async ({ onLoad }) => {
    const list = await readFile(lucide, "utf8");
    const files = new Map(
      [...list.matchAll(/export \{([^}]+)\} from '\.\/(icons\/[\w-]+\.mjs)'/g)].flatMap(([, names = "", file]) =>
        [...names.matchAll(/default as (\w+)/g)].map(([, name]) => /** @type {const} */ ([name, file])),
      ),
    );
    onLoad({ filter: /\.tsx$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replaceAll(/import \{([^}]+)\} from "lucide";/g, (_, names) =>
        names
          .split(",")
          .map((/** @type {string} */ name) => name.trim())
          .filter(Boolean)
          .map((/** @type {string} */ name) => {
            if (!files.has(name)) throw new Error(`${path}: lucide has no icon ${name}`);
            return `import ${name} from "lucide/dist/esm/${files.get(name)}";`;
          })
          .join(""),
      );
      return { contents, loader: "tsx" };
    });
  },
};
