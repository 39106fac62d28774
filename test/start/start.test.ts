// `npm start` as a person runs it where no window can be opened: one line of reason, an address that answers, a clean end.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { ROOT } from "../support/tree.ts";

test("without a display it says why, serves the screens on loopback, and ends when told to", async () => {
  const home = mkdtempSync(join(tmpdir(), "anbao-start-"));
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ANBAO_SHELL: _shell, ...env } = process.env;
  const child = spawn(process.execPath, ["src-main/start.ts"], {
    cwd: ROOT,
    env: { ...env, ANBAO_HOME: home, TMPDIR: home },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const lines: string[] = [];
  const told: { opener: string | undefined } = { opener: undefined };
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    told.opener ??= /(\/\S+\/anbao\.html)/.exec(line)?.[1];
    if (told.opener !== undefined) break;
  }
  expect(lines[0]).toMatch(/^改在浏览器中打开（没有图形界面）。Opening the browser shell: there is no display\.$/);
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(lines.join("\n"))?.[0] ?? "";
  expect((await fetch(`${address}/`, { method: "HEAD" })).status).toBeLessThan(500);
  expect(existsSync(told.opener ?? "")).toBe(true);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  await expect(fetch(address)).rejects.toThrow("fetch failed");
  expect(existsSync(told.opener ?? "")).toBe(false);
  rmSync(home, { recursive: true, force: true });
});
