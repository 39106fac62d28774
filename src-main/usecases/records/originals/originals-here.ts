// The originals that an export carries: those that are here as they were added. One that is gone stops it, named by its record, unless
// the person goes on without.
import { namedRecord } from "../../../domain/record/named-record.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import { nameOriginal } from "../naming/name-damage.ts";
import type { BundleSource } from "../../ports/bundles.ts";
import type { Progress } from "../../ports/progress.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";
import type { RecordReader } from "../../ports/store/records.ts";

/** `missing`: named and not carried; `lost`: those of them that were here once. */
export type ListedMedia = Readonly<{ here: BundleSource["media"]; missing: number; lost: readonly string[] }>;

/** `withoutLost`: what is gone is left out, instead of stopping; `recordsOnly`: no original goes at all. */
type Request = Readonly<{ withoutLost?: boolean; recordsOnly?: boolean }>;

/**
 * Which of the named files are here and not erased, by hash. Whoever goes on without what is gone has each of them read to its end:
 * a second try must not stop at the next one.
 *
 * @throws {Problem} `original-lost`, `cancelled`
 */
export async function listMedia(
  ws: Needs<OriginalReader & RecordReader, "media">,
  named: ReadonlySet<string>,
  { withoutLost = false, recordsOnly = false }: Request,
  progress: Progress,
): Promise<ListedMedia> {
  const noted = [...named].sort().flatMap((sha256) => {
    const row = ws.store.isErased(sha256) ? undefined : ws.store.media(sha256);
    return row === undefined ? [] : [{ ...row, path: ws.media.pathOf(sha256) }];
  });
  const lost = new Set<string>();
  for (const { sha256, sizeBytes } of noted)
    if (!(await isHere(ws, sha256, sizeBytes)) || (withoutLost && !recordsOnly && !(await isIntact(ws, sha256, progress))))
      lost.add(sha256);
  const [first] = lost;
  if (first !== undefined && !withoutLost && !recordsOnly) throw lostProblem(ws, first, lost.size);
  const here = noted.filter(({ sha256 }) => !lost.has(sha256));
  return { here, missing: named.size - here.length, lost: [...lost] };
}

async function isHere(ws: Pick<Workspace, "media">, sha256: string, sizeBytes: number): Promise<boolean> {
  return (await ws.media.sizeOf(sha256)) === sizeBytes;
}

/** A file that the disk no longer gives back is as damaged as one that reads differently. */
export async function isIntact(ws: Pick<Workspace, "media">, sha256: string, progress: Progress): Promise<boolean> {
  try {
    return await ws.media.isWhole(sha256, progress);
  } catch (error) {
    if (!(error instanceof Problem) || error.code === "cancelled") throw error;
    return false;
  }
}

/** What the bundle's writer found while it read the originals, told by their record. */
export function explainOriginal(ws: Needs<OriginalReader & RecordReader>, cause: unknown): unknown {
  if (!(cause instanceof Problem) || (cause.code !== "media-changed" && cause.code !== "media-missing")) return cause;
  const { sha256 } = cause.details as { sha256: string };
  return ws.store.media(sha256) === undefined ? cause : lostProblem(ws, sha256, 1, cause);
}

function lostProblem(
  ws: Needs<OriginalReader & RecordReader>,
  sha256: string,
  count: number,
  cause?: unknown,
): Problem<"original-lost"> {
  const { record, file } = nameOriginal(ws, sha256);
  return new Problem("original-lost", { record: namedRecord(record), file: file ?? sha256.slice(0, 12), count }, { cause });
}
