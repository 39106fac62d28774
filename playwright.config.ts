// Screens are tested in the system's Chromium through the browser shell; no retries, no shared state.
// A trace of each step doubles the time: `npx playwright test FILE --trace on` makes one when a test is to be understood.
import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "test/e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./test/e2e/support/global-setup.ts",
  outputDir: "test-results/e2e",
  forbidOnly: true,
  fullyParallel: true,
  retries: 0,
  // One worker keeps little more than half a processor busy: it waits for the page, the page for the program, the program for the disk.
  workers: Math.ceil(availableParallelism() * 1.5),
  // A test goes on as soon as what it waits for is there. These clocks, and no others, end what hangs: ten times slower is no fault.
  timeout: 900_000,
  expect: { timeout: 120_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    actionTimeout: 120_000,
    navigationTimeout: 120_000,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // A click that falls on a list while it unfolds is swallowed: no person is that fast. `frame.spec` keeps the motion.
    contextOptions: { reducedMotion: "reduce" },
    viewport: { width: 1366, height: 768 },
    launchOptions: { executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: flags },
    screenshot: "only-on-failure",
  },
});
