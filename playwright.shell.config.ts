// The whole end-to-end suite once more, on the program that offices install: the built main process runs against a double of the
// module `electron` (test/shell) whose windows are Chromium's. Beside it: a spec for each fault that Electron's own documents foretell.
import { defineConfig } from "@playwright/test";
import base from "./playwright.config.ts";
import { NOT_ON_THE_SHELL } from "./test/shell/not-on-the-shell.ts";
import type { ShellOptions } from "./test/e2e/support/fixture.ts";

const { args = [], ...launch } = base.use?.launchOptions ?? {};

export default defineConfig<ShellOptions>({
  ...base,
  globalSetup: "./test/e2e/support/global-setup-shell.ts",
  outputDir: "test-results/shell",
  reporter: [["list"], ["json", { outputFile: "test-results/shell.json" }]],
  use: {
    ...base.use,
    shell: "electron",
    // The double takes the pages over by Chromium's own remote control, beside the test.
    launchOptions: { ...launch, args: [...args, "--remote-debugging-port=0", "--enable-automation"] },
  },
  projects: [
    {
      name: "e2e on the shell",
      testDir: "test/e2e",
      testIgnore: NOT_ON_THE_SHELL.filter(({ test }) => test === undefined).map(({ spec }) => `**/${spec}`),
      grepInvert: NOT_ON_THE_SHELL.flatMap(({ test = "" }) => (test === "" ? [] : [new RegExp(`${test}$`)])),
    },
    { name: "findings", testDir: "test/shell", testMatch: "**/*.spec.ts" },
  ],
});
