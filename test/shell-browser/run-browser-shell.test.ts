// A run of the browser shell: what fails in it stands in the program's log, without what it said.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { DataSide, DataSideOptions } from "../../src-main/api/data-side.ts";
import { runBrowserShell } from "../../src-main/shell-browser/run-browser-shell.ts";
import { freshFolder, writeRenderer } from "./shell-fixture.ts";

const SHA256 = "cd".repeat(32);
const PERSONAL = "张三丰 13993612345";

/** Only what a run without calls asks for. */
const brokenSide = {
  router: {},
  openMedia: () => Promise.reject(new Error(PERSONAL)),
  openFile: () => undefined,
  close: () => Promise.resolve(),
} as unknown as DataSide;

function setScene(): Readonly<{ folder: string; log: () => string }> {
  const folder = freshFolder();
  vi.stubEnv("ANBAO_HOME", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return { folder, log: () => readFileSync(join(folder, "errors.log"), "utf8") };
}

test("an answer that fails is found in errors.log under the id that the page shows, without its words", async () => {
  const { folder, log } = setScene();
  const told: { options?: DataSideOptions } = {};
  const opened = Promise.withResolvers<string>();
  const ending = new AbortController();
  const over = runBrowserShell({
    openDataSide: (options) => Promise.resolve(((told.options = options), brokenSide)),
    rendererDir: writeRenderer(folder),
    port: 0,
    openBrowser: false,
    say: (line) => opened.resolve(/http\S+/.exec(line)?.[0] ?? ""),
    signal: ending.signal,
  });
  const url = await opened.promise;
  const link = new URL(told.options?.mediaUrl(SHA256, "original") ?? "", url);
  const answer = await fetch(link, { headers: { "sec-fetch-site": "same-origin" } });
  const { details } = (await answer.json()) as { details: { id: string } };
  ending.abort();
  await over;
  expect(answer.status).toBe(500);
  expect(log()).toContain(` shell ${details.id} Error at `);
  expect(log()).not.toMatch(/张三丰|13993612345/);
});

test("a run that cannot begin is in the log as well, and still fails", async () => {
  const { folder, log } = setScene();
  const run = runBrowserShell({
    openDataSide: () => Promise.reject(new Error(PERSONAL)),
    rendererDir: writeRenderer(folder),
    port: 0,
    openBrowser: false,
    say: () => undefined,
    signal: new AbortController().signal,
  });
  await expect(run).rejects.toThrow(PERSONAL);
  expect(log()).toMatch(/ shell [0-9a-f]{8} Error at /);
  expect(log()).not.toContain("张三丰");
});
