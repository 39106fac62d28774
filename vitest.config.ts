import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/e2e/**", "test/**/*.slow.test.ts", "test/**/*.windows.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
    retry: 0,
  },
});
