// The unit tests as they run with Windows binaries: one thread, for Wine gives forked runners no pipes, and the patience of a slow PC.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/**/*.slow.test.ts"],
    pool: "threads",
    maxWorkers: 1,
    testTimeout: 600_000,
    expect: { poll: { timeout: 300_000 } },
    hookTimeout: 600_000,
    allowOnly: false,
    retry: 0,
  },
});
