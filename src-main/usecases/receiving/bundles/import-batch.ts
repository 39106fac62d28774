// A run of imports: one copy of the database before it, each bundle in its own transaction, every file written down with what
// became of it. One that is refused does not stop the others; a run that was cut off goes on with what is left.
import { basename, dirname } from "node:path";
import { Problem } from "../../../domain/problem.ts";
import { inOrderOfNumbers, progressOfAll, type Batched } from "./batch-order.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import {
  importBundle,
  previewBundle,
  type BundlePreview,
  type ImportOptions,
  type ImportResult,
  type ImportBundleNeeds,
  type ImportBundleReads,
} from "./import-bundle.ts";
import type { KeptLines } from "../../ports/bundles.ts";
import type { Progress } from "../../ports/progress.ts";
import type { ImportRun, TogetherPreview, ImportWriter, ImportReader } from "../../ports/store/imports.ts";
import { rememberDrives, type ExplainByDrive } from "../../sending/drive/stay-on-drive.ts";
import { keepCopy } from "./keep-copy.ts";
import type { CopyReader } from "../../ports/store/copies.ts";

export type ImportBatchNeeds = ImportBundleNeeds &
  Needs<CopyReader & ImportWriter, "bundles" | "drives" | "identities" | "keeping" | "world">;

export type ImportBatchReads = ImportBundleReads & Needs<ImportReader, "bundles" | "drives" | "identities">;

/** A bundle that was not read, with the reason. */
export type Refused = Readonly<{ path: string; problem: Problem }>;
export type Batch<Done> = Readonly<{ done: readonly Done[]; refused: readonly Refused[] }>;

/** What was looked at and not kept. `paths`: in the order of their numbers. */
export type PreviewedBatch = Batch<BundlePreview> & Readonly<{ together: TogetherPreview; paths: readonly string[] }>;

/** What a run did. `backup`: name of the copy kept before it. */
export type RunResult = Batch<ImportResult> & Readonly<{ run: number; backup: string | null }>;

/** Looks at all of them, one by one and together; nothing is kept. */
export async function previewBatch(ws: ImportBatchReads, paths: readonly string[], progress: Progress): Promise<PreviewedBatch> {
  const kept: KeptLines[] = [];
  try {
    const ordered = await inOrderOfNumbers(ws, paths, progress.signal);
    const batch = await forEach(ws, ordered, progress, (path, part) =>
      previewBundle(ws, path, part, (lines) => kept.push(lines)),
    );
    return {
      ...batch,
      paths: ordered.map(({ path }) => path),
      together: await ws.store.previewTogether(kept, { ...progress, report: () => undefined }),
    };
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
  ws: ImportBatchNeeds,
  paths: readonly string[],
  options: ImportOptions,
  progress: Progress,
): Promise<RunResult> {
  const explain = await rememberDrives(ws, paths.map(dirname));
  const ordered = await inOrderOfNumbers(ws, paths, progress.signal);
  const copy = paths.length === 0 ? null : await keepCopy(ws, { report: () => undefined, signal: progress.signal });
  const run = ws.store.beginRun({
    startedMs: ws.world.nowMs(),
    receivedMs: options.receivedMs ?? null,
    means: options.means,
    earlyReason: options.earlyReason ?? null,
    backup: copy?.name ?? null,
    items: ordered.map(({ path }) => ({ path, fileName: basename(path) })),
  });
  return goOn(ws, runNumbered(ws, run), ordered, progress, explain);
}

/** Goes on with the run that was cut off. @throws {Problem} `run-none`, as {@link importBatch} */
export async function resumeImport(ws: ImportBatchNeeds, progress: Progress): Promise<RunResult> {
  const run = openRun(ws);
  const left = run.items.filter((item) => item.state === "waiting").map(({ path }) => path);
  const looked = await inOrderOfNumbers(ws, left, progress.signal);
  return goOn(ws, run, looked, progress, await rememberDrives(ws, left.map(dirname)));
}

/** Gives up what the run that was cut off has not read. @throws {Problem} `run-none` */
export function dropRun(ws: Needs<ImportWriter, "world">): void {
  ws.store.cancelRun(openRun(ws).run, ws.world.nowMs());
}

function openRun(ws: Needs<ImportReader>): ImportRun {
  const [run] = ws.store.runs(1, "open");
  if (run === undefined) throw new Problem("run-none", {});
  return run;
}

function runNumbered(ws: Needs<ImportReader>, number: number): ImportRun | undefined {
  return ws.store.runs(1, "all").find((run) => run.run === number);
}

/** @param looked the files that wait, with their sizes. */
async function goOn(
  ws: ImportBatchNeeds,
  run: ImportRun | undefined,
  looked: readonly Batched[],
  progress: Progress,
  explain: ExplainByDrive,
): Promise<RunResult> {
  if (run === undefined) throw new Problem("run-none", {});
  const waiting = run.items.filter((item) => item.state === "waiting");
  const sizes = new Map(looked.map(({ path, sizeBytes }) => [path, sizeBytes]));
  const parts = progressOfAll(
    waiting.map(({ path }) => ({ path, sizeBytes: sizes.get(path) ?? 0 })),
    progress,
  );
  const options: ImportOptions = {
    means: run.means as ImportOptions["means"],
    ...(run.receivedMs !== null && { receivedMs: run.receivedMs }),
    ...(run.earlyReason !== null && { earlyReason: run.earlyReason }),
  };
  const [done, refused]: [ImportResult[], Refused[]] = [[], []];
  if (waiting.length === 0) ws.store.cancelRun(run.run, ws.world.nowMs());
  for (const [index, { item, path }] of waiting.entries()) {
    try {
      done.push(await importBundle(ws, path, { ...options, runItem: item }, parts(index)));
    } catch (cause) {
      const error = await explain(dirname(path), cause);
      if (progress.signal.aborted) ws.store.cancelRun(run.run, ws.world.nowMs());
      if (!(error instanceof Problem) || progress.signal.aborted) throw error;
      ws.store.refuseItem(item, { code: error.code, details: error.details }, ws.world.nowMs());
      refused.push({ path, problem: error });
    }
  }
  parts(waiting.length);
  return { run: run.run, backup: run.backup, done, refused };
}

async function forEach<Done>(
  ws: Pick<Workspace, "drives">,
  ordered: readonly Batched[],
  progress: Progress,
  work: (path: string, part: Progress) => Promise<Done>,
): Promise<Batch<Done>> {
  const done: Done[] = [];
  const refused: Refused[] = [];
  const folders = ordered.map(({ path }) => dirname(path));
  const [explain, parts] = [await rememberDrives(ws, folders), progressOfAll(ordered, progress)];
  for (const [index, { path }] of ordered.entries()) {
    try {
      done.push(await work(path, parts(index)));
    } catch (cause) {
      const error = await explain(dirname(path), cause);
      if (!(error instanceof Problem) || progress.signal.aborted) throw error;
      refused.push({ path, problem: error });
    }
  }
  parts(ordered.length);
  return { done, refused };
}
