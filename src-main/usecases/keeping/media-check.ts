// Originals one by one: which are missing or changed, told with their records; which belong to nobody; what the bin holds.
import type { Progress } from "../ports/progress.ts";
import type { NamedRecord } from "../../domain/record/named-record.ts";
import type { CareReader, IdleOriginal } from "../ports/store/media/care.ts";
import type { OriginalReader, OriginalWriter } from "../ports/store/originals.ts";
import type { RecordReader } from "../ports/store/records.ts";
import { letGo } from "../records/originals/let-go.ts";
import { isIntact } from "../records/originals/originals-here.ts";
import { nameOriginal } from "../records/naming/name-damage.ts";
import { Problem } from "../../domain/problem.ts";
import type { Needs, Workspace } from "../workspace.ts";

/** An original in trouble. `record`, `file`: which record names it, and how; null where none does. */
export type TroubledOriginal = Readonly<{
  sha256: string;
  trouble: "missing" | "changed";
  record: NamedRecord | null;
  file: string | null;
}>;

/** `unaccounted`: files in the folder of originals that nothing here knows; `found`: those that were moved out of it before. */
export type MediaCheck = Readonly<{
  originals: number;
  troubled: readonly TroubledOriginal[];
  unaccounted: readonly Readonly<{ sha256: string; sizeBytes: number }>[];
  bin: readonly IdleOriginal[];
  found: Readonly<{ folder: string; files: readonly Readonly<{ name: string; sizeBytes: number }>[] }>;
}>;

/**
 * @param read every original is read to its end and compared with its hash.
 * @throws {Problem} `cancelled`
 */
export async function checkMedia(
  ws: Needs<CareReader & OriginalReader & RecordReader, "media">,
  read: boolean,
  progress: Progress,
): Promise<MediaCheck> {
  const kept = ws.store.keptOriginals();
  const left = new Map(kept.map((row) => [row.sha256, row.sizeBytes]));
  const changed: string[] = [];
  const unaccounted: { sha256: string; sizeBytes: number }[] = [];
  let done = 0;
  for await (const { sha256, sizeBytes } of ws.media.list()) {
    if (progress.signal.aborted) throw new Problem("cancelled", {});
    const size = left.get(sha256);
    left.delete(sha256);
    if (size === undefined) unaccounted.push({ sha256, sizeBytes });
    else if (size !== sizeBytes || (read && !(await isIntact(ws, sha256, { ...progress, report: () => undefined }))))
      changed.push(sha256);
    progress.report((done += 1), kept.length);
  }
  const told = (trouble: TroubledOriginal["trouble"]) => (sha256: string) => {
    const { record, file } = nameOriginal(ws, sha256);
    return { sha256, trouble, record, file: file ?? null };
  };
  return {
    originals: kept.length,
    troubled: [...[...left.keys()].map(told("missing")), ...changed.map(told("changed"))],
    unaccounted,
    bin: ws.store.idleOriginals(),
    found: await ws.media.foundFiles(),
  };
}

/** `taken`: named by a record, and so taken in again; `moved`: to be looked at by a person. */
export type Tidied = Readonly<{ taken: number; moved: number; folder: string }>;

/**
 * Sees to files in the folder of originals that nothing here knows: those that a record names are taken in, the others are moved to
 * a folder of their own, never removed. What was written since the program started may be of work under way, and stays.
 *
 * @throws {Problem} `disk-*`, `cancelled`
 */
export async function tidyMedia(ws: Needs<OriginalWriter, "media" | "reader">, progress: Progress): Promise<Tidied> {
  const strays: string[] = [];
  for await (const { sha256, isOld } of ws.media.list()) if (isOld && ws.store.media(sha256) === undefined) strays.push(sha256);
  let taken = 0;
  for (const [done, sha256] of strays.entries()) {
    if (progress.signal.aborted) throw new Problem("cancelled", {});
    const isNamed = ws.store.recordsWith(sha256).length > 0 || ws.store.renditionsNaming(sha256).length > 0;
    const isTaken = isNamed && (await takeIn(ws, sha256, progress));
    if (!isTaken) await ws.media.loseAndFind(sha256, (await typeOf(ws, sha256))?.ext ?? "");
    taken += Number(isTaken);
    progress.report(done + 1, strays.length);
  }
  const { folder } = await ws.media.foundFiles();
  return { taken, moved: strays.length - taken, folder };
}

/** @returns whether its bytes are those of its name */
async function takeIn(ws: Needs<OriginalWriter, "media" | "reader">, sha256: string, progress: Progress): Promise<boolean> {
  const type = await typeOf(ws, sha256);
  const source = await ws.media.openFile(ws.media.pathOf(sha256), sha256);
  const copy = await ws.media.intakeFile(source, sha256, progress).finally(() => source.close());
  const isSame = copy.sha256 === sha256 && type !== undefined;
  await (isSame ? ws.media.commit([copy]) : ws.media.discard([copy]));
  if (isSame) ws.store.addMedia([{ sha256, sizeBytes: copy.sizeBytes, crc32: copy.crc32, ext: type.ext, mime: type.mime }]);
  return isSame;
}

async function typeOf(ws: Pick<Workspace, "media" | "reader">, sha256: string) {
  try {
    const source = await ws.media.openFile(ws.media.pathOf(sha256), sha256);
    return await ws.reader.inspect(source, sha256).finally(() => source.close());
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    return undefined; // nothing that the program knows
  }
}

/**
 * Empties the bin of files that a person saw in it; one that is needed again since stays.
 *
 * @returns what went. @throws {Problem} `disk-*`; what remains is removed at the next start
 */
export async function emptyBin(
  ws: Needs<CareReader & OriginalWriter, "media">,
  seen: readonly string[],
): Promise<Readonly<{ files: number; sizeBytes: number }>> {
  const asked = new Set(seen);
  const going = ws.store.idleOriginals().filter(({ sha256 }) => asked.has(sha256));
  await letGo(
    ws,
    going.map(({ sha256 }) => sha256),
  );
  return { files: going.length, sizeBytes: going.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}
