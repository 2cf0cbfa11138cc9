import { expect, test } from "vitest";
import { missingInScripts, missingInSheet } from "./supported.mjs";

const lackedIn = (code: string) => Object.fromEntries(missingInScripts(new Map([["one.tsx", code]])));

test("what came later than the oldest browsers is found, with those who lack it", () => {
  expect(Object.fromEntries(missingInSheet("a { field-sizing: content; text-wrap: pretty; color: red }"))).toEqual({
    "field-sizing": "firefox before 152, safari before 26.2, safari_ios before 26.2",
    "field-sizing: content": "firefox before 152, safari before 26.2, safari_ios before 26.2",
    "text-wrap: pretty": "firefox, safari before 26, safari_ios before 26",
  });
  expect(lackedIn("Math.sumPrecise([1]); document.body.moveBefore(a, b); new URLPattern(x)")).toEqual({
    "Math.sumPrecise": expect.stringContaining("chrome"),
    ".moveBefore": expect.stringContaining("firefox before 144"),
    "new URLPattern": expect.stringContaining("safari before 26"),
  });
});

test("what all of them have is not: relative colours, `:has()`, popovers, `Intl.Segmenter`", () => {
  const sheet = `@media (prefers-reduced-motion) { a:has(+ :popover-open) {
    color: light-dark(oklch(from red 0.4 c h), oklch(0.2 0.1 20)) } }`;

  expect(missingInSheet(sheet).size).toBe(0);
  expect(lackedIn("new Intl.Segmenter('fi'); navigator.userActivation.isActive; <p popover='auto' />")).toEqual({});
});

test("a name of our own is not the platform's namesake", () => {
  expect(lackedIn("interface Own { moveBefore(): void }; (own as Own).moveBefore()")).toEqual({});
});
