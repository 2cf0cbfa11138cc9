import { defineConfig } from "vitest/config";
import { wordsForTests } from "./words.mjs";

export default defineConfig({
  plugins: [wordsForTests],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["*.test.ts", "{shared,loader,widget,console,chaos,words}/**/*.test.{ts,tsx}"],
    environmentOptions: { happyDOM: { url: "https://company.example/" } },
    restoreMocks: true,
    // A busy machine is not a failure.
    testTimeout: 30_000,
    // Where most of our readers are; tests of other places say so themselves.
    env: { TZ: "Europe/Helsinki" },
  },
});
