// A browser that the system does not start is told with what to open instead.
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { openWindow } from "../../src-main/shell-browser/open-window.ts";
import { refusedProgram } from "../support/faults/refused-program.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("a browser that is refused: the person is told which file to open", async () => {
  const folder = await tempFolder();
  vi.stubEnv("ANBAO_BROWSER", refusedProgram(folder, "browser.exe"));
  vi.stubEnv("DISPLAY", ":9");
  onTestFinished(() => void vi.unstubAllEnvs());
  const opener = join(folder, "打开安报.html");
  const outcome = await openWindow(opener, join(folder, "profile"));
  expect(outcome).toMatchObject({ kind: "told", advice: expect.stringContaining(opener) as string });
});
