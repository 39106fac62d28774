// Takes in a further volume of a bundle, before or after volume 1: its originals become durable and count once entries name them.
import { UNTYPED } from "../../../domain/kinds/parts.ts";
import { basename } from "node:path";
import { Problem } from "../../../domain/problem.ts";
import type { Needs } from "../../workspace.ts";
import { joinParts } from "../originals/join-parts.ts";
import { removeLeaving } from "../../records/originals/let-go.ts";
import type { OpenBundle } from "../../ports/bundles.ts";
import type { Progress } from "../../ports/progress.ts";
import type { ArrivedVolume, SetFile, VolumeReader, VolumeWriter } from "../../ports/store/volumes.ts";
import { keepFiles, takeBackMedia, type KeepAs } from "../originals/receive-media.ts";
import { assertBelongs, assertHeldRoom, originOf, setOf } from "./volume-origin.ts";
import { drain } from "../../sending/drive/drain.ts";
import type { ImportReader } from "../../ports/store/imports.ts";
import type { OriginalReader, OriginalWriter } from "../../ports/store/originals.ts";
import type { TrustReader } from "../../ports/store/trust.ts";

export type TakeVolumeNeeds = Needs<ImportReader & OriginalWriter & TrustReader & VolumeWriter, "media">;

type Coming = Omit<ArrivedVolume, "volume" | "fileName">;

/**
 * Keeps what this volume brings and is not here yet. Repeating it changes nothing.
 *
 * @throws {Problem} `volume-signer-differs`, `volume-list-differs`, `volumes-held-full`, `parts-differ`, `bundle-changed`, `disk-*`, `cancelled`
 */
export async function takeVolume(
  ws: TakeVolumeNeeds,
  bundle: OpenBundle,
  path: string,
  coming: Coming,
  runItem: number | undefined,
  progress: Progress,
): Promise<void> {
  assertBelongs(ws, bundle);
  const origin = originOf(bundle);
  const lacking = lackingOf(ws, bundle);
  const bytes = bundle.files.reduce((sum, file) => sum + (lacking.has(file.path) ? file.sizeBytes : 0), 0);
  assertHeldRoom(ws, bundle, bytes);
  ws.store.expectVolume(
    origin,
    bundle.originals,
    bundle.files.filter((file) => lacking.has(file.path)).map((file) => file.sha256),
  );
  const kept = await keepFiles(ws, bundle, (file) => lacking.get(file.path), progress);
  try {
    const [wrong] = await joinParts(ws, bundle, progress);
    if (wrong !== undefined) throw new Problem("parts-differ", { sha256: wrong });
    ws.store.noteVolume(origin, { ...coming, volume: bundle.volume, fileName: basename(path) }, runItem);
  } catch (error) {
    await takeBackMedia(
      ws,
      kept.filter((sha256) => ws.store.media(sha256) !== undefined),
    );
    throw error;
  }
}

/** Looks at a further volume; every byte is read. @throws {Problem} as {@link takeVolume} */
export async function lookAtVolume(ws: Needs<ImportReader & VolumeReader>, bundle: OpenBundle): Promise<void> {
  assertBelongs(ws, bundle);
  await bundle.receiveFiles(drain);
}

/** Files of the volume that are wanted and not here, by their names in it. */
function lackingOf(ws: Needs<OriginalReader & VolumeReader>, bundle: OpenBundle): ReadonlyMap<string, KeepAs> {
  const set = setOf(ws, bundle);
  const known = new Map((set === undefined ? [] : ws.store.setFiles(set.set)).map((file) => [keyOf(file), file]));
  const listed = bundle.originals.filter((file) => file.volume === bundle.volume);
  const lacking = listed.filter((file) => {
    if (known.get(keyOf(file))?.wanted === false || ws.store.isErased(file.sha256)) return false;
    return ws.store.media(file.sha256) === undefined && ws.store.media(file.fileSha256) === undefined;
  });
  const names = new Map(bundle.files.map((file) => [file.sha256, file.path]));
  return new Map(
    lacking.map((file) => [
      names.get(file.fileSha256) ?? "",
      { ext: file.parts === 1 ? file.ext : PART_EXT, mime: known.get(keyOf(file))?.mime ?? UNTYPED },
    ]),
  );
}

/** A part is a file of its own until it is joined. */
export const PART_EXT = "part";

function keyOf({ sha256, part }: Pick<SetFile, "sha256" | "part">): string {
  return `${sha256} ${part}`;
}

/**
 * Volume 1 is about to be taken in: volumes that came before and state other things are none of its own, and what they left goes.
 */
export async function dropStrangers(ws: TakeVolumeNeeds, bundle: OpenBundle): Promise<void> {
  const set = setOf(ws, bundle);
  if (set === undefined || set.plan === bundle.planDigest) return;
  ws.store.forgetSet(set.set);
  await removeLeaving(ws);
}
