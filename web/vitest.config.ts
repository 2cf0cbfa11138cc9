import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["{shared,loader,widget,console,chaos}/**/*.test.{ts,tsx}"],
    environmentOptions: { happyDOM: { url: "https://company.example/" } },
    restoreMocks: true,
    // A busy machine is not a failure.
    testTimeout: 30_000,
    // Where most of our readers are; tests of other places say so themselves.
    env: { TZ: "Europe/Helsinki" },
  },
});
