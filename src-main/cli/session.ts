// What the commands share: opening a workspace with the PIN of the environment, progress on the terminal, Ctrl+C.
import { readFileSync } from "node:fs";
import { decodeText, openWorkspace, type WorkspaceHandle } from "../compose/door.ts";
import { Problem } from "../domain/problem.ts";
import { sayProgress } from "./say.ts";
import { terminal } from "./terminal.ts";
import type { Progress } from "../usecases/ports/progress.ts";

export type GlobalOptions = Readonly<{ json?: boolean; pinFile?: string }>;

/** The PIN from `--pin-file` or ANBAO_PIN; undefined if neither is there. */
export function readPin(options: GlobalOptions): string | undefined {
  if (options.pinFile === undefined) return terminal().env["ANBAO_PIN"];
  try {
    return decodeText(readFileSync(options.pinFile)).replace(/\r?\n$/, "");
  } catch (cause) {
    throw new Problem("file-not-found", { name: options.pinFile }, { cause });
  }
}

/** @throws {Problem} `pin-missing` */
export function requirePin(options: GlobalOptions): string {
  const pin = readPin(options);
  if (pin === undefined) throw new Problem("pin-missing", {});
  return pin;
}

/** Opens a workspace for one piece of work and lets go of it whatever happens. */
export function atWorkspace<T>(
  folder: string,
  options: GlobalOptions,
  work: (workspace: WorkspaceHandle) => Promise<T> | T,
): Promise<T> {
  return opened(folder, readPin(options), work);
}

/** The same without any PIN, for the one who has forgotten it. */
export function atLockedWorkspace<T>(folder: string, work: (workspace: WorkspaceHandle) => Promise<T> | T): Promise<T> {
  return opened(folder, undefined, work);
}

async function opened<T>(
  folder: string,
  pin: string | undefined,
  work: (workspace: WorkspaceHandle) => Promise<T> | T,
): Promise<T> {
  const workspace = await openWorkspace(folder, pin, terminal().surroundings);
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}

/** Progress as a percentage on a terminal; silent elsewhere. Ctrl+C cancels the work, which cleans up behind itself. */
export function watchedProgress(begun: string): Progress {
  const abort = new AbortController();
  const at = terminal();
  at.onInterrupt(() => abort.abort());
  let [label, shown] = [begun, -1];
  const report = (done: number, total: number) => {
    const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
    if (!at.showsProgress || percent === shown) return;
    shown = percent;
    sayProgress(at, `${label} ${percent}%`, percent === 100);
  };
  const step = () => void ([label, shown] = ["回读", -1]);
  return { report, signal: abort.signal, step };
}
