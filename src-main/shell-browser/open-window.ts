// Starts the browser on the opener, or says what to open.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { tryStart } from "../disk/threads/try-start.ts";
import { planOpening, tellAddress, type Platform } from "./find-browser.ts";

/** How the window came up: a browser was started, or a person must open the file that `advice` names. */
export type WindowOutcome = Readonly<{ kind: "started"; program: string }> | Readonly<{ kind: "told"; advice: string }>;

/**
 * Opens an app window on the opener.
 *
 * @param profileDir folder for the browser's own profile, made by it.
 */
export async function openWindow(openerFile: string, profileDir: string): Promise<WindowOutcome> {
  const platform: Platform = process.platform === "win32" || process.platform === "darwin" ? process.platform : "linux";
  const request = { openerFile, profileDir, platform, isRoot: process.getuid?.() === 0 };
  const opening = planOpening(request, process.env, existsSync);
  if (opening.kind === "tell") return { kind: "told", advice: tellAddress(opening.why, openerFile) };
  const isStarted = await start(opening.program, opening.args);
  return isStarted
    ? { kind: "started", program: opening.program }
    : { kind: "told", advice: tellAddress("no-browser", openerFile) };
}

// The browser outlives nothing and holds nothing up: the shell ends by itself when the window is closed.
async function start(program: string, args: readonly string[]): Promise<boolean> {
  const child = tryStart(() => spawn(program, args, { detached: true, stdio: "ignore" }));
  if (child instanceof Error) return false;
  child.unref();
  return new Promise((resolve) => {
    child.once("spawn", () => resolve(true));
    child.once("error", () => resolve(false));
  });
}
