// The originals that an export carries: those that are here as they were added. One that is gone stops it, named by its record, unless
// the person goes on without.
import { namedRecord } from "../domain/named-record.ts";
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import { nameOriginal } from "./name-damage.ts";
import type { BundleSource, Progress } from "./ports.ts";

/** `missing`: named and not carried; `lost`: those of them that were here once. */
export type ListedMedia = Readonly<{ here: BundleSource["media"]; missing: number; lost: readonly string[] }>;

/** `withoutLost`: what is gone is left out, instead of stopping; `recordsOnly`: no original goes at all. */
type Wish = Readonly<{ withoutLost?: boolean; recordsOnly?: boolean }>;

/**
 * Which of the named files are here and not erased, by hash. Whoever goes on without what is gone has each of them read to its end:
 * a second try must not stop at the next one.
 *
 * @throws {Problem} `original-lost`, `cancelled`
 */
export async function listMedia(
  desk: Desk,
  named: ReadonlySet<string>,
  { withoutLost = false, recordsOnly = false }: Wish,
  progress: Progress,
): Promise<ListedMedia> {
  const noted = [...named].sort().flatMap((sha256) => {
    const row = desk.store.isErased(sha256) ? undefined : desk.store.media(sha256);
    return row === undefined ? [] : [{ ...row, path: desk.media.pathOf(sha256) }];
  });
  const lost = new Set<string>();
  for (const { sha256, sizeBytes } of noted)
    if (!(await isHere(desk, sha256, sizeBytes)) || (withoutLost && !recordsOnly && !(await isIntact(desk, sha256, progress))))
      lost.add(sha256);
  const [first] = lost;
  if (first !== undefined && !withoutLost && !recordsOnly) throw lostProblem(desk, first, lost.size);
  const here = noted.filter(({ sha256 }) => !lost.has(sha256));
  return { here, missing: named.size - here.length, lost: [...lost] };
}

async function isHere(desk: Desk, sha256: string, sizeBytes: number): Promise<boolean> {
  return (await desk.media.sizeOf(sha256)) === sizeBytes;
}

/** A file that the disk no longer gives back is as damaged as one that reads differently. */
export async function isIntact(desk: Desk, sha256: string, progress: Progress): Promise<boolean> {
  try {
    return await desk.media.isWhole(sha256, progress);
  } catch (error) {
    if (!(error instanceof Problem) || error.code === "cancelled") throw error;
    return false;
  }
}

/** What the bundle's writer found while it read the originals, told by their record. */
export function explainOriginal(desk: Desk, cause: unknown): unknown {
  if (!(cause instanceof Problem) || (cause.code !== "media-changed" && cause.code !== "media-missing")) return cause;
  const { sha256 } = cause.details as { sha256: string };
  return desk.store.media(sha256) === undefined ? cause : lostProblem(desk, sha256, 1, cause);
}

function lostProblem(desk: Desk, sha256: string, count: number, cause?: unknown): Problem<"original-lost"> {
  const { record, file } = nameOriginal(desk, sha256);
  return new Problem("original-lost", { record: namedRecord(record), file: file ?? sha256.slice(0, 12), count }, { cause });
}
