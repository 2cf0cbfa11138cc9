import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["{shared,loader,widget,console,chaos}/**/*.test.{ts,tsx}"],
    environmentOptions: { happyDOM: { url: "https://company.example/" } },
    restoreMocks: true,
  },
});
