// Electron that is there and dies of its sandbox: told from every other end, so that the browser shell opens in its place.
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { WITHOUT_SANDBOX } from "../../src-main/start/choose-shell.ts";
import { diedOfSandbox, runElectron } from "../../src-main/start/run-electron.ts";
import { tempFolder } from "../support/temp-folder.ts";

const HELPER =
  "[1:FATAL:sandbox/linux/suid/client/setuid_sandbox_host.cc:163] The SUID sandbox helper binary was found, but is not configured correctly.";
const NAMESPACES = "[1:FATAL:content/browser/zygote_host/zygote_host_impl_linux.cc:132] No usable sandbox! Update your kernel";
const CLONE = "Failed to move to new namespace: PID namespaces supported, but failed: errno = Operation not permitted";

test.each([HELPER, NAMESPACES, CLONE])("%s", (said) => {
  expect(diedOfSandbox("linux", null, said)).toBe(true);
  expect(diedOfSandbox("linux", 133, `${said}\n`)).toBe(true);
  expect([diedOfSandbox("linux", 0, said), diedOfSandbox("win32", 1, said)]).toEqual([false, false]);
});
test.each(["", "[1:ERROR:bus.cc] Failed to connect to the bus", "Segmentation fault"])("%j is another end", (said) => {
  expect(diedOfSandbox("linux", null, said)).toBe(false);
});

/** A program that plays Electron's. */
async function programThat(script: string): Promise<string> {
  const path = join(await tempFolder(), "electron");
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("what it writes is passed on, and its end is told", async () => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(await runElectron(await programThat(`echo '${HELPER}' >&2; kill -TRAP $$`), [])).toEqual({ code: 1, sandbox: true });
  expect(written.mock.calls.map(([text]) => text).join("")).toContain("setuid_sandbox_host");
  expect(await runElectron(await programThat('exit "$1"'), ["3"])).toEqual({ code: 3, sandbox: false });
  expect(await runElectron(await programThat("exit 0"), [])).toEqual({ code: 0, sandbox: false });
  written.mockRestore();
});

test("the line says why, in both languages", () => {
  expect(WITHOUT_SANDBOX).toMatch(/^改在浏览器中打开（系统不许 Electron 带着沙箱运行.*Opening the browser shell: .*sandbox/);
});
