// Smaller files of originals (压缩版): photos are drawn by the decoder, videos by the screen; both are looked into before they are kept,
// beside the original, which never changes. An entry says what a file was made of only once it leaves.
import { percentSeen } from "../../../domain/file-cautions.ts";
import { renditionSizes, type Rendition, type RenditionSizes } from "../../../domain/renditions/renditions.ts";
import { KINDS, naturalKeyText } from "../../../domain/kinds/kinds.ts";
import { valueIn } from "../../../domain/kinds/values.ts";
import { uuidV8 } from "../../../domain/feed/record-id.ts";
import { Problem } from "../../../domain/problem.ts";
import type { PendingFile } from "../../ports/files.ts";
import type { MediaFacts } from "../../ports/media.ts";
import type { Progress } from "../../ports/progress.ts";
import type { CareReader } from "../../ports/store/media/care.ts";
import type { DraftReader } from "../../ports/store/drafts.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { MediaRow, OriginalReader, OriginalWriter } from "../../ports/store/originals.ts";
import type { RecordWriter } from "../../ports/store/records.ts";
import type { Needs, Workspace } from "../../workspace.ts";
import { nameOf, takeCopy, type NewFile } from "./attach-files.ts";
import { letGo } from "./let-go.ts";
import { nameOfOriginal } from "./name-original.ts";
import { factsOf, type FactsOfNeeds } from "./read-facts.ts";

export type MakeSmallerNeeds = KeepSmallerNeeds & Pick<Workspace, "campaign">;

type KeepSmallerNeeds = FactsOfNeeds & Needs<CareReader & DraftReader & OriginalWriter, "media" | "reader">;

/**
 * Draws a photo smaller and keeps it. Time, place and camera stay in it; it is upright, and says so.
 *
 * @throws {Problem} `file-not-found`, `rendition-not-possible`, `rendition-not-smaller`, `media-*`, `decoder-unavailable`, `disk-*`,
 *   `cancelled`
 */
export async function makePhotoSmaller(
  ws: MakeSmallerNeeds,
  original: string,
  size: RenditionSizes["photo"] | undefined,
  progress: Progress,
): Promise<Rendition> {
  const row = keptRow(ws, original);
  const { longSidePx, qualityPercent } = size ?? renditionSizes(ws.campaign()).photo;
  const bytes = await ws.reader.smaller(ws.media.pathOf(original), row, { edgePx: longSidePx, qualityPercent });
  if (bytes === undefined) throw new Problem("rendition-not-possible", { name: nameFor(ws, row) });
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes as Uint8Array);
  }
  const copy = await ws.media.intakeStream(whole(), { ...progress, report: () => undefined });
  return keep(ws, row, copy, await lookInto(ws, copy));
}

/** Keeps what a screen made of a video. Throws as {@link makePhotoSmaller}, and `rendition-not-whole`. */
export async function keepSmaller(ws: KeepSmallerNeeds, original: string, file: NewFile, progress: Progress): Promise<Rendition> {
  const row = keptRow(ws, original);
  const { copy, facts } = await takeCopy(ws, file, nameOf(file), progress);
  return keep(ws, row, copy, facts);
}

async function lookInto(ws: Pick<Workspace, "media" | "reader">, copy: PendingFile): Promise<MediaFacts> {
  try {
    const source = await ws.media.openFile(copy.tempPath, "");
    return await ws.reader.inspect(source, "", "to-its-end").finally(() => source.close());
  } catch (cause) {
    await ws.media.discard([copy]);
    throw cause;
  }
}

function keptRow(ws: Needs<OriginalReader>, original: string): MediaRow {
  const row = ws.store.media(original);
  if (row === undefined) throw new Problem("file-not-found", { name: original.slice(0, 12) });
  return row;
}

function nameFor(ws: Needs<DraftReader & OriginalReader>, { sha256, ext }: MediaRow): string {
  return nameOfOriginal(ws.store, sha256, ext);
}

async function keep(ws: KeepSmallerNeeds, row: MediaRow, copy: PendingFile, facts: MediaFacts): Promise<Rendition> {
  const name = nameFor(ws, row);
  try {
    const made = describe(row, copy, facts);
    if (made === undefined) throw new Problem("rendition-not-possible", { name });
    if (made.sizeBytes >= row.sizeBytes) throw new Problem("rendition-not-smaller", { name });
    const whole = await factsOf(ws, row.sha256);
    // The rest of a picture that is cut off would be grey for good, and nobody could see that it lacks.
    if (percentSeen(whole ?? {}) !== undefined) throw new Problem("rendition-not-possible", { name });
    if (isCutShort(whole, facts)) throw new Problem("rendition-not-whole", { name });
    await note(ws, made, copy, facts);
    return made;
  } catch (cause) {
    await ws.media.discard([copy]);
    throw cause;
  }
}

/** As an entry will name it; undefined where it is of another kind than its original, or of none that travels. */
function describe(row: MediaRow, { sha256, sizeBytes }: PendingFile, facts: MediaFacts): Rendition | undefined {
  const { mime, widthPx, heightPx, durationMs } = facts;
  if (mime.split("/")[0] !== row.mime.split("/")[0] || widthPx === undefined || heightPx === undefined) return undefined;
  const length = durationMs === undefined ? {} : { durationMs };
  return valueIn("rendition", { madeFrom: row.sha256, sha256, sizeBytes, mime, widthPx, heightPx, ...length });
}

/** How much shorter a video may become by being written anew: frames at its ends. */
const SHORTER_MS = 2000;

function isCutShort(original: Pick<MediaFacts, "durationMs"> | undefined, made: Pick<MediaFacts, "durationMs">): boolean {
  const whole = original?.durationMs;
  return whole !== undefined && whole - (made.durationMs ?? 0) > SHORTER_MS;
}

async function note(ws: KeepSmallerNeeds, made: Rendition, copy: PendingFile, facts: MediaFacts): Promise<void> {
  const before = ws.store.renditionsOf(made.madeFrom)[0]?.sha256;
  await ws.media.commit([copy]);
  ws.store.addMedia([{ sha256: copy.sha256, sizeBytes: copy.sizeBytes, crc32: copy.crc32, ext: facts.ext, mime: facts.mime }]);
  ws.store.noteRendition(made);
  if (before === undefined || before === made.sha256) return;
  if (ws.store.idleOriginals().some(({ sha256 }) => sha256 === before)) await letGo(ws, [before]);
}

/** The record that says what a smaller file was made of. */
export function renditionId(ws: Pick<Workspace, "sha256">, made: Rendition): string {
  return uuidV8(ws.sha256, naturalKeyText("rendition", made) ?? "");
}

/** Writes what smaller files were made of, so that whoever receives them knows it; what is said already is not said again. */
export function stateRenditions(
  ws: Needs<FactReader & OriginalReader & RecordWriter, "sha256">,
  originals: Iterable<string>,
): void {
  const { unit } = ws.store.facts();
  const made = [...originals].flatMap((original) => ws.store.renditionsOf(original).slice(0, 1));
  const versions = made.map((value) => ({
    kind: "rendition" as const,
    record: renditionId(ws, value),
    unit,
    audience: KINDS.rendition.audience as "county",
    value,
  }));
  const unsaid = versions.filter(({ kind, record }) => ws.store.record({ kind, record, unit }) === undefined);
  if (unsaid.length > 0) ws.store.append(unsaid);
}
