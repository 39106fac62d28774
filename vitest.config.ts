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
    testTimeout: 60_000,
    // What is awaited comes late on a busy machine; a second, as it is by default, tells of the machine and not of the program.
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 60_000,
    allowOnly: false,
    retry: 0,
  },
});
