import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

/** Colours as the style sheet computes them, and WCAG's contrast between them. */
type Colour = { l: number; c: number; h: number; a: number };

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const root = css.slice(css.indexOf("{"), css.indexOf("\n}"));
const tokens = new Map([...root.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value ?? ""]));

const brands = {
  default: "oklch(0.46 0.085 222)",
  white: "oklch(1 0 0)",
  black: "oklch(0 0 0)",
  grey: "oklch(0.6 0 0)",
  yellow: "oklch(0.97 0.21 110)",
  lime: "oklch(0.9 0.26 128)",
  green: "oklch(0.52 0.18 142)",
  cyan: "oklch(0.9 0.155 195)",
  blue: "oklch(0.45 0.31 264)",
  violet: "oklch(0.43 0.29 303)",
  pink: "oklch(0.72 0.2 350)",
  red: "oklch(0.63 0.26 29)",
  orange: "oklch(0.79 0.17 70)",
};

function themed(value: string, theme: "light" | "dark"): string {
  const inside = /^light-dark\(\s*([\s\S]*)\)$/.exec(value.trim())?.[1];
  if (inside === undefined) return value.trim();
  let depth = 0;
  const comma = [...inside].findIndex((sign) => {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    return sign === "," && depth === 0;
  });
  return (theme === "light" ? inside.slice(0, comma) : inside.slice(comma + 1)).trim();
}

function parsed(value: string, brand: Colour): Colour {
  const parts = /^oklch\((from var\(--brand\) )?([\d.]+) (min\(c, [\d.]+\)|[\d.]+) (h|[\d.]+)(?: \/ ([\d.]+))?\)$/.exec(
    value,
  );
  if (parts === null) throw new Error(`not understood: ${value}`);
  const [, , l, c, h, a] = parts;
  const least = /min\(c, ([\d.]+)\)/.exec(c ?? "")?.[1];
  return {
    l: Number(l),
    c: least ? Math.min(brand.c, Number(least)) : Number(c),
    h: h === "h" ? brand.h : Number(h),
    a: Number(a ?? 1),
  };
}

function luminance({ l, c, h }: Colour): number {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ] as const;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z);
  const green = clip(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z);
  const blue = clip(-0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Colour, other: Colour): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["--ground", "--surface", "--sunken"];
/** Which text stands on what, at 4.5:1. */
const texts: [string, string[]][] = [
  ["--text", [...grounds, "--good-tint", "--attention-tint", "--trouble-tint", "--note-tint"]],
  ["--text-quiet", grounds],
  ["--accent", [...grounds, "--attention-tint"]],
  ["--accent-hover", grounds],
  ["--on-accent", ["--accent", "--accent-hover", "--accent-pressed"]],
  ["--on-tint", ["--accent-tint"]],
  ["--on-tint-quiet", ["--accent-tint"]],
  ["--good", [...grounds, "--good-tint"]],
  ["--attention", [...grounds, "--attention-tint"]],
  ["--trouble", [...grounds, "--trouble-tint"]],
  ["--note", [...grounds, "--note-tint"]],
];
/** Lines that show where to write and icons, at 3:1. */
const lines: [string, string[]][] = [
  ["--line-strong", grounds],
  ["--focus", [...grounds, "--accent-tint"]],
];

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test.each(Object.entries(brands))("with a %s brand every text and line can be seen", (_name, brandColour) => {
    const brand = parsed(brandColour, { l: 0, c: 0, h: 0, a: 1 });
    const colour = (name: string) => parsed(themed(tokens.get(name) ?? "", theme), brand);
    const tooFaint: string[] = [];
    for (const [pairs, least] of [
      [texts, 4.5],
      [lines, 3],
    ] as const) {
      for (const [front, backs] of pairs) {
        for (const back of backs) {
          const ratio = contrast(colour(front), colour(back));
          if (ratio < least) tooFaint.push(`${front} on ${back}: ${ratio.toFixed(2)}`);
        }
      }
    }

    expect(tooFaint).toEqual([]);
  });
});

test("the measure is WCAG's own: black on white is 21, #767676 on white 4.54", () => {
  const white = { l: 1, c: 0, h: 0, a: 1 };

  expect(contrast({ l: 0, c: 0, h: 0, a: 1 }, white)).toBeCloseTo(21, 1);
  expect(contrast({ l: 0.5675, c: 0, h: 0, a: 1 }, white)).toBeCloseTo(4.54, 1);
});

test("no style sheet but this one holds a colour", () => {
  const web = join(import.meta.dirname, "..");
  const sheets = readdirSync(web, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".css") && !path.startsWith("node_modules") && !path.endsWith("tokens.css"),
  );
  const coloured = sheets.filter((path) =>
    /#[\da-f]{3,8}\b|\b(rgb|hsl|oklch|oklab)a?\((?!from var)/i.test(readFileSync(join(web, path), "utf8")),
  );

  expect(sheets.length).toBeGreaterThan(2);
  expect(coloured).toEqual([]);
});

test("every token that a style sheet uses exists", () => {
  const web = join(import.meta.dirname, "..");
  const code = readdirSync(web, { recursive: true, encoding: "utf8" })
    .filter((path) => /^(shared|loader|widget)\b.*(?<!\.test)\.tsx?$/.test(path))
    .map((path) => readFileSync(join(web, path), "utf8"));
  const placed = code.flatMap((text) => [...text.matchAll(/setProperty\("(--[\w-]+)"/g)].map(([, name]) => name ?? ""));
  for (const path of [
    "shared/base.css",
    "widget/widget.css",
    "widget/talk.css",
    "widget/later.css",
    "loader/launcher.css",
    "loader/panel.css",
  ]) {
    const used = [...readFileSync(join(web, path), "utf8").matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name ?? "");
    const known = [...tokens.keys(), "--juttu", "--x", "--y", ...placed];

    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  }
});
