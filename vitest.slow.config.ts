import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.slow.test.ts"],
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
    allowOnly: false,
    retry: 0,
    fileParallelism: false,
  },
});
