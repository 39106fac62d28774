// One PC of an office with the program that offices install: the built main process on the double of Electron (test/shell), whose
// window is the test's page. What stands outside the page (dialogs, menus, printers) is answered through `programOn`.
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { portsBeside, type OfficePc, type PcOrder } from "./office-pc.ts";
import { openShellProgram, type ShellProgram } from "./shell-program.ts";

const PROJECT = join(import.meta.dirname, "../../../..");
const MAIN = join(PROJECT, "dist/main/shell-electron/main.js");
const DOUBLE = pathToFileURL(join(PROJECT, "test/shell/app/start.ts")).href;

/** The screens' own address in Chromium; the program knows it as app://anbao. */
const SCREENS = /^https:\/\/anbao\.app\.test\//;

const programs = new WeakMap<Page, ShellProgram>();

/** The program whose window the page is; undefined in the browser shell. */
export function programOn(page: Page): ShellProgram | undefined {
  return programs.get(page);
}

/** The installed program whose window the page is. */
export function installedOn(page: Page): ShellProgram {
  const program = programs.get(page);
  if (program === undefined) throw new Error("this page is not the window of an installed program");
  return program;
}

type Running = { program?: ChildProcess; again?: (given: readonly string[]) => ChildProcess; aheadMs: number };

/** Sets up a PC; nothing runs on it yet. */
export async function setUpShellPc(order: PcOrder): Promise<OfficePc> {
  await mkdir(join(order.folder, "Anbao"), { recursive: true });
  await mkdir(order.stick, { recursive: true });
  await symlink(order.stick, join(order.folder, "桌面"), "junction");
  if (order.workspace !== undefined) await leaveOpen(order.folder, order.workspace);
  const running: Running = { aheadMs: order.time(order.now) };
  const end = async (how: (program: ChildProcess) => void): Promise<void> => {
    const { program } = running;
    delete running.program;
    if (program === undefined || program.exitCode !== null || program.signalCode !== null) return;
    const gone = once(program, "exit");
    how(program);
    await gone;
  };
  return {
    start: async (page) => {
      // A window begins empty; what the last program left in the page is not this one's.
      await page.goto("about:blank");
      const window = await windowOf(page);
      const start = (given: readonly string[]): ChildProcess => launch(window, order, running.aheadMs, given);
      const program = start(order.given ?? []);
      Object.assign(running, { program, again: start });
      programs.set(page, openShellProgram(program, start));
      await Promise.race([page.waitForURL(SCREENS), ended(program)]);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
    },
    moveClock: async (page, local) => {
      running.aheadMs = order.time(local);
      if (running.program === undefined) return;
      await programs.get(page)?.order({ do: "clock", aheadMs: running.aheadMs });
      await page.reload();
    },
    // A double click starts the program once more with the file; the one that runs is told (docs/api/app.md, `second-instance`).
    open: (path) => void running.again?.([path]),
    kill: () => end((program) => process.kill(-(program.pid ?? 0), "SIGKILL")),
    stop: () => end((program) => program.send({ order: 0, do: "close-window" })),
  };
}

/** As the program left it when it was last used: with this workspace open. */
async function leaveOpen(home: string, workspace: string): Promise<void> {
  const settings = { language: "zh-CN", theme: "light", railCollapsed: false, place: "", lockAfterMinutes: 10 };
  const state = { workspace: { folder: workspace, demo: false }, settings, explanations: {} };
  await writeFile(join(home, "Anbao", "program.json"), JSON.stringify(state));
}

/** Never resolves: the program has ended before its window was there. */
async function ended(program: ChildProcess): Promise<never> {
  await once(program, "exit");
  throw new Error("the program ended before its window was there");
}

/** A group of its own, so that a power cut takes all of its processes. */
function launch(window: Record<string, string>, order: PcOrder, aheadMs: number, given: readonly string[]): ChildProcess {
  const { XDG_CONFIG_HOME: _c, XDG_STATE_HOME: _s, WAYLAND_DISPLAY: _w, XDG_SESSION_TYPE: _t, ...env } = process.env;
  return fork(MAIN, given, {
    env: {
      ...env,
      ...window,
      HOME: order.folder,
      USERPROFILE: order.folder,
      ANBAO_DRIVES: portsBeside(order.stick),
      ANBAO_DOUBLE_AHEAD_MS: String(aheadMs),
      // The double is on Linux: what is packed there and no AppImage was installed as a deb.
      ...(order.installedAs === "deb" ? { ANBAO_DOUBLE_PACKED: "1" } : {}),
      ...(order.publishers === undefined
        ? {}
        : { ANBAO_DOUBLE_FILES: JSON.stringify({ "resources/updates/allowed_signers": order.publishers }) }),
    },
    execArgv: ["--import", DOUBLE],
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

/** Where the double finds the page. */
async function windowOf(page: Page): Promise<Record<string, string>> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("the page has no browser");
  const remote = await browser.newBrowserCDPSession();
  const { arguments: given } = await remote.send("Browser.getBrowserCommandLine");
  await remote.detach();
  const profile = given.map((one) => /^--user-data-dir=(.*)$/.exec(one)?.[1]).find((one) => one !== undefined) ?? "";
  const [port = "", path = ""] = (await readFile(join(profile, "DevToolsActivePort"), "utf8")).split("\n");
  const line = await page.context().newCDPSession(page);
  const { targetInfo } = await line.send("Target.getTargetInfo");
  await line.detach();
  return {
    ANBAO_DOUBLE_BROWSER: `ws://127.0.0.1:${port}${path}`,
    ANBAO_DOUBLE_TARGET: targetInfo.targetId,
    ANBAO_DOUBLE_CONTEXT: targetInfo.browserContextId ?? "",
  };
}
