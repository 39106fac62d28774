// Looks at every photo that was not looked at yet and notes its copies among all others: behind whatever else is done, some at a time.
// Each batch is whole when it is noted; what is not noted yet is looked at again the next time.
import { copiesOf } from "../../domain/likeness/copies.ts";
import { openGallery, type Gallery } from "../../domain/likeness/gallery.ts";
import type { Likeness } from "../../domain/likeness/likeness.ts";
import { Problem } from "../../domain/problem.ts";
import type { Progress } from "../ports/progress.ts";
import type { LikenessReader, LikenessRow, LikenessWriter, UnlikenedPhoto } from "../ports/store/looks/likeness.ts";
import type { Store } from "../ports/store/store.ts";
import type { Needs, Workspace } from "../workspace.ts";

export type TakeLikenessesNeeds = Needs<LikenessWriter & Pick<Store, "settled">, "media" | "reader" | "previews">;

/** Photos that are noted together, and spots of photos that are read at once. */
const AT_ONCE = 16;
const READ_AT_ONCE = 200;

/** All photos that were looked at, numbered as the gallery numbers them. */
type Known = Readonly<{ gallery: Gallery; hashes: string[] }>;

/**
 * Looks at all that waits; what cannot be looked at now is left for another time.
 *
 * @returns how many were looked at.
 */
export async function takeLikenesses(ws: TakeLikenessesNeeds, { signal }: Pick<Progress, "signal">): Promise<number> {
  const known = once(() => readKnown(ws));
  let count = 0;
  for (let rows = waiting(ws, ""); rows.length > 0; rows = waiting(ws, rows.at(-1)?.sha256 ?? "")) {
    const taken = await takeBatch(ws, rows, known, signal);
    await ws.store.settled();
    if (signal.aborted) return count;
    ws.store.noteLikenesses(taken);
    count += taken.length;
  }
  return count;
}

function waiting(ws: Needs<LikenessReader>, after: string): readonly UnlikenedPhoto[] {
  return ws.store.unlikenedPhotos(after, AT_ONCE);
}

async function readKnown(ws: Needs<LikenessReader>): Promise<Known> {
  const known: Known = { gallery: openGallery(), hashes: [] };
  for (let rows = ws.store.keptSpots(0, READ_AT_ONCE); rows.length > 0;) {
    for (const { sha256, spots } of rows) {
      known.gallery.add(spots);
      known.hashes.push(sha256);
    }
    await breath();
    rows = ws.store.keptSpots(rows.at(-1)?.id ?? 0, READ_AT_ONCE);
  }
  return known;
}

/** Nothing is read of the others before the first photo was really looked at. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  const made: { value?: Promise<T> } = {};
  return () => (made.value ??= make());
}

/** Lets screens have their turn. */
function breath(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

async function takeBatch(
  ws: TakeLikenessesNeeds,
  rows: readonly UnlikenedPhoto[],
  known: () => Promise<Known>,
  signal: AbortSignal,
): Promise<readonly LikenessRow[]> {
  const taken: LikenessRow[] = [];
  for (const { sha256, mime, sent } of rows) {
    if (signal.aborted) return [];
    const likeness = await lookAt(ws, { sha256, mime, sent });
    if (likeness === undefined) continue;
    const copies = likeness === null ? [] : copiesAmong(ws, sha256, likeness, await known(), taken);
    taken.push({ sha256, sent, likeness, copies });
    await breath();
  }
  return taken;
}

/** Copies among what was looked at before, this batch's included; the photo is known from then on. */
function copiesAmong(
  ws: Needs<LikenessReader>,
  sha256: string,
  likeness: Likeness,
  { gallery, hashes }: Known,
  taken: readonly LikenessRow[],
): readonly string[] {
  const smallOf = (at: number) => {
    const hash = hashes[at] ?? "";
    if (hash === sha256) return undefined;
    return taken.find((row) => row.sha256 === hash)?.likeness?.small ?? ws.store.smallPicture(hash);
  };
  const copies = copiesOf(likeness, gallery, smallOf).map((at) => hashes[at] ?? "");
  gallery.add(likeness.spots);
  hashes.push(sha256);
  return [...new Set(copies)];
}

/** Undefined: not now. Null: it gives no picture, as a decoder sees it. */
async function lookAt(
  ws: Pick<Workspace, "media" | "reader" | "previews">,
  { sha256, mime, sent }: UnlikenedPhoto,
): Promise<Likeness | null | undefined> {
  const path = sent ? ws.previews.sent(sha256)?.path : ws.media.pathOf(sha256);
  if (path === undefined) return null;
  try {
    return (await ws.reader.likeness(path, { mime })) ?? null;
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    return cause.code === "media-damaged" || cause.code === "media-too-large" ? null : undefined;
  }
}
