// Imports many bundles: each in its own transaction; one that is refused does not stop the others.
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import { importBundle, previewBundle, type BundlePreview, type ImportOptions, type ImportResult } from "./import-bundle.ts";
import type { Progress } from "./ports.ts";

/** A bundle that was not read, with the reason. */
export type Refused = Readonly<{ path: string; problem: Problem }>;
export type Batch<Done> = Readonly<{ done: readonly Done[]; refused: readonly Refused[] }>;

/** Looks at all of them; nothing is kept. */
export function previewBatch(desk: Desk, paths: readonly string[], progress: Progress): Promise<Batch<BundlePreview>> {
  return forEach(paths, progress, (path) => previewBundle(desk, path, progress));
}

/** Imports all that can be imported. */
export function importBatch(
  desk: Desk,
  paths: readonly string[],
  options: ImportOptions,
  progress: Progress,
): Promise<Batch<ImportResult>> {
  return forEach(paths, progress, (path) => importBundle(desk, path, options, progress));
}

async function forEach<Done>(
  paths: readonly string[],
  progress: Progress,
  work: (path: string) => Promise<Done>,
): Promise<Batch<Done>> {
  const done: Done[] = [];
  const refused: Refused[] = [];
  for (const path of paths) {
    try {
      done.push(await work(path));
    } catch (error) {
      if (!(error instanceof Problem) || progress.signal.aborted) throw error;
      refused.push({ path, problem: error });
    }
  }
  return { done, refused };
}
