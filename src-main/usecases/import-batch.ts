// A run of imports: one copy of the database before it, each bundle in its own transaction, every file written down with what
// became of it. One that is refused does not stop the others; a run that was cut off goes on with what is left.
import { basename, dirname } from "node:path";
import { Problem } from "../domain/problem.ts";
import { keepCopy } from "./backup.ts";
import type { Desk } from "./desk.ts";
import { importBundle, previewBundle, type BundlePreview, type ImportOptions, type ImportResult } from "./import-bundle.ts";
import type { ImportRun, TogetherPreview } from "./keeping-port.ts";
import type { KeptLines, Progress } from "./ports.ts";
import { rememberDrives, type ExplainByDrive } from "./stay-on-drive.ts";

/** A bundle that was not read, with the reason. */
export type Refused = Readonly<{ path: string; problem: Problem }>;
export type Batch<Done> = Readonly<{ done: readonly Done[]; refused: readonly Refused[] }>;

/** What a run did. `backup`: name of the copy kept before it. */
export type RunResult = Batch<ImportResult> & Readonly<{ run: number; backup: string | null }>;

/** Looks at all of them, one by one and together; nothing is kept. */
export async function previewBatch(
  desk: Desk,
  paths: readonly string[],
  progress: Progress,
): Promise<Batch<BundlePreview> & Readonly<{ together: TogetherPreview }>> {
  const kept: KeptLines[] = [];
  try {
    const batch = await forEach(desk, paths, progress, (path) =>
      previewBundle(desk, path, progress, (lines) => kept.push(lines)),
    );
    return { ...batch, together: desk.store.previewTogether(kept.map(({ lines }) => lines())) };
  } finally {
    for (const lines of kept) await lines.drop();
  }
}

/**
 * Imports all that can be imported.
 *
 * @throws {Problem} `cancelled`: what was taken in stays, the rest is given up; `backup-damaged`, `disk-*` before anything is read
 */
export async function importBatch(
  desk: Desk,
  paths: readonly string[],
  options: ImportOptions,
  progress: Progress,
): Promise<RunResult> {
  const explain = await rememberDrives(desk, paths.map(dirname));
  const copy = paths.length === 0 ? null : await keepCopy(desk, progress);
  const run = desk.store.beginRun({
    startedMs: desk.world.nowMs(),
    receivedMs: options.receivedMs ?? null,
    means: options.means,
    earlyReason: options.earlyReason ?? null,
    backup: copy?.name ?? null,
    items: paths.map((path) => ({ path, fileName: basename(path) })),
  });
  return goOn(desk, runNumbered(desk, run), progress, explain);
}

/** Goes on with the run that was cut off. @throws {Problem} `run-none`, as {@link importBatch} */
export async function resumeImport(desk: Desk, progress: Progress): Promise<RunResult> {
  const run = openRun(desk);
  const folders = run.items.map((item) => dirname(item.path));
  return goOn(desk, run, progress, await rememberDrives(desk, folders));
}

/** Gives up what the run that was cut off has not read. @throws {Problem} `run-none` */
export function dropRun(desk: Desk): void {
  desk.store.cancelRun(openRun(desk).run, desk.world.nowMs());
}

function openRun(desk: Desk): ImportRun {
  const [run] = desk.store.runs(1, "open");
  if (run === undefined) throw new Problem("run-none", {});
  return run;
}

function runNumbered(desk: Desk, number: number): ImportRun | undefined {
  return desk.store.runs(1, "all").find((run) => run.run === number);
}

async function goOn(desk: Desk, run: ImportRun | undefined, progress: Progress, explain: ExplainByDrive): Promise<RunResult> {
  if (run === undefined) throw new Problem("run-none", {});
  const waiting = run.items.filter((item) => item.state === "waiting");
  const options: ImportOptions = {
    means: run.means as ImportOptions["means"],
    ...(run.receivedMs !== null && { receivedMs: run.receivedMs }),
    ...(run.earlyReason !== null && { earlyReason: run.earlyReason }),
  };
  const [done, refused]: [ImportResult[], Refused[]] = [[], []];
  if (waiting.length === 0) desk.store.cancelRun(run.run, desk.world.nowMs());
  for (const { item, path } of waiting) {
    try {
      done.push(await importBundle(desk, path, { ...options, runItem: item }, progress));
    } catch (cause) {
      const error = await explain(dirname(path), cause);
      if (progress.signal.aborted) desk.store.cancelRun(run.run, desk.world.nowMs());
      if (!(error instanceof Problem) || progress.signal.aborted) throw error;
      desk.store.refuseItem(item, { code: error.code, details: error.details }, desk.world.nowMs());
      refused.push({ path, problem: error });
    }
  }
  return { run: run.run, backup: run.backup, done, refused };
}

async function forEach<Done>(
  desk: Desk,
  paths: readonly string[],
  progress: Progress,
  work: (path: string) => Promise<Done>,
): Promise<Batch<Done>> {
  const done: Done[] = [];
  const refused: Refused[] = [];
  const explain = await rememberDrives(desk, paths.map(dirname));
  for (const path of paths) {
    try {
      done.push(await work(path));
    } catch (cause) {
      const error = await explain(dirname(path), cause);
      if (!(error instanceof Problem) || progress.signal.aborted) throw error;
      refused.push({ path, problem: error });
    }
  }
  return { done, refused };
}
