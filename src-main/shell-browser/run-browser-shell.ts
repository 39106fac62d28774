// Runs the browser shell around a data side: opens both, opens the window, waits until nobody asks any more, closes both.
import { RPCHandler } from "@orpc/server/node";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataSide, MediaVariant, OpenDataSide } from "../api/data-side.ts";
import { sweepOld } from "../disk/sweep-old.ts";
import { openLog, programHome, type Log } from "../logs/log-file.ts";
import { openWindow } from "./open-window.ts";
import { startBrowserShell, type BrowserShell } from "./start-browser-shell.ts";

/** How to run. `port`: 0 for any free one; `openBrowser`: false only says what to open; `say` gets one line at a time. */
export type BrowserRun = Readonly<{
  openDataSide: OpenDataSide;
  rendererDir: string;
  port: number;
  openBrowser: boolean;
  /** A file of ours that was named at the start. */
  open?: string | undefined;
  say(line: string): void;
  /** Ends the run early. */
  signal: AbortSignal;
}>;

/** Without a request or an open window for this long the program ends, in ms. */
const IDLE_MS = 10 * 60_000;

/** The browser's profiles and openers of runs that were cut off. */
const LEFT_BY_RUNS = /^anbao-(browser-)?[A-Za-z0-9]{6}$/;

/** Resolves when the run is over and everything is closed. @see design.md §4 Browser shell */
export async function runBrowserShell(run: BrowserRun): Promise<void> {
  const log = openLog(programHome(process.env), "shell", () => Date.now());
  const unhandled = (error: unknown): void => void report(log, error);
  process.on("unhandledRejection", unhandled); // without it one forgotten failure ends the program with everything it does
  try {
    await runLogged(run, log);
  } catch (error) {
    report(log, error);
    throw error;
  } finally {
    process.off("unhandledRejection", unhandled);
  }
}

async function runLogged(run: BrowserRun, log: Log): Promise<void> {
  const started: { shell: BrowserShell | undefined } = { shell: undefined };
  const mediaUrl = (sha256: string, variant: MediaVariant): string => started.shell?.mediaLink(sha256, variant) ?? "";
  const data = await run.openDataSide({ mediaUrl });
  if (run.open !== undefined) data.openFile(run.open);
  sweepOld(tmpdir(), LEFT_BY_RUNS, Date.now());
  const profileDir = mkdtempSync(join(tmpdir(), "anbao-browser-"));
  try {
    const shell = await startShell(run, data, log);
    started.shell = shell;
    await showWindow(run, shell, profileDir);
    await Promise.race([shell.idle, aborted(run.signal)]);
  } finally {
    await started.shell?.close();
    await data.close();
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

function startShell(run: BrowserRun, data: DataSide, log: Log): Promise<BrowserShell> {
  const handler = new RPCHandler(data.router);
  return startBrowserShell({
    handleRpc: async (request, response) => (await handler.handle(request, response, { prefix: "/rpc" })).matched,
    openMedia: data.openMedia,
    rendererDir: run.rendererDir,
    idleMs: IDLE_MS,
    reportUnexpected: (cause) => report(log, cause),
    nowMs: () => Date.now(),
    randomHex: (bytes) => randomBytes(bytes).toString("hex"),
    port: run.port,
  });
}

async function showWindow(run: BrowserRun, shell: BrowserShell, profileDir: string): Promise<void> {
  run.say(`安报：${shell.url}`);
  if (!run.openBrowser) return run.say(`请在浏览器中打开 Open in a browser: ${shell.openerFile}`);
  const outcome = await openWindow(shell.openerFile, profileDir);
  if (outcome.kind === "told") run.say(outcome.advice);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** @returns the id under which it stands in the log, for the page to show. */
function report(log: Log, cause: unknown): string {
  const id = randomUUID().slice(0, 8);
  log.failure(id, cause);
  return id;
}
