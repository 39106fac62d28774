// Takes in a further volume of a bundle, before or after volume 1: its originals become durable and count once entries name them.
import { UNTYPED } from "../domain/kinds/parts.ts";
import { basename } from "node:path";
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import { joinParts } from "./join-parts.ts";
import { removeLeaving } from "./let-go.ts";
import type { OpenBundle, Progress } from "./ports.ts";
import { drain, keepFiles, takeBackMedia, type KeepAs } from "./receive-media.ts";
import type { ComeVolume, SetFile } from "./volume-port.ts";
import { assertBelongs, assertHeldRoom, originOf, setOf } from "./volume-origin.ts";

type Coming = Omit<ComeVolume, "volume" | "fileName">;

/**
 * Keeps what this volume brings and is not here yet. Repeating it changes nothing.
 *
 * @throws {Problem} `volume-signer-differs`, `volume-list-differs`, `volumes-held-full`, `parts-differ`, `bundle-changed`, `disk-*`, `cancelled`
 */
export async function takeVolume(
  desk: Desk,
  bundle: OpenBundle,
  path: string,
  coming: Coming,
  runItem: number | undefined,
  progress: Progress,
): Promise<void> {
  assertBelongs(desk, bundle);
  const origin = originOf(bundle);
  const lacking = lackingOf(desk, bundle);
  const bytes = bundle.files.reduce((sum, file) => sum + (lacking.has(file.path) ? file.sizeBytes : 0), 0);
  assertHeldRoom(desk, bundle, bytes);
  desk.store.expectVolume(
    origin,
    bundle.originals,
    bundle.files.filter((file) => lacking.has(file.path)).map((file) => file.sha256),
  );
  const kept = await keepFiles(desk, bundle, (file) => lacking.get(file.path), progress);
  try {
    const [wrong] = await joinParts(desk, bundle, progress);
    if (wrong !== undefined) throw new Problem("parts-differ", { sha256: wrong });
    desk.store.noteVolume(origin, { ...coming, volume: bundle.volume, fileName: basename(path) }, runItem);
  } catch (error) {
    await takeBackMedia(
      desk,
      kept.filter((sha256) => desk.store.media(sha256) !== undefined),
    );
    throw error;
  }
}

/** Looks at a further volume; every byte is read. @throws {Problem} as {@link takeVolume} */
export async function lookAtVolume(desk: Desk, bundle: OpenBundle): Promise<void> {
  assertBelongs(desk, bundle);
  await bundle.receiveFiles(drain);
}

/** Files of the volume that are wanted and not here, by their names in it. */
function lackingOf(desk: Desk, bundle: OpenBundle): ReadonlyMap<string, KeepAs> {
  const set = setOf(desk, bundle);
  const known = new Map((set === undefined ? [] : desk.store.setFiles(set.set)).map((file) => [keyOf(file), file]));
  const listed = bundle.originals.filter((file) => file.volume === bundle.volume);
  const lacking = listed.filter((file) => {
    if (known.get(keyOf(file))?.wanted === false || desk.store.isErased(file.sha256)) return false;
    return desk.store.media(file.sha256) === undefined && desk.store.media(file.fileSha256) === undefined;
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
export async function dropStrangers(desk: Desk, bundle: OpenBundle): Promise<void> {
  const set = setOf(desk, bundle);
  if (set === undefined || set.plan === bundle.planDigest) return;
  desk.store.forgetSet(set.set);
  await removeLeaving(desk);
}
