import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/e2e/**", "test/**/*.slow.test.ts", "test/**/*.windows.test.ts"],
    globalSetup: "test/support/prepared-folder.ts",
    // Files share the modules of their process, which hold no state of a test: loading them anew took a third of the time.
    isolate: false,
    // As many at once as there are processors; by default one of them stands by.
    maxWorkers: "100%",
    // A test goes on as soon as what it awaits is there; these clocks only end what hangs, however busy the machine is.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    expect: { poll: { timeout: 120_000 } },
    allowOnly: false,
    retry: 0,
  },
});
