// Lets originals go: what was forgotten in a transaction leaves the disk after it, if need be at the next start.
import { Problem } from "../../../domain/problem.ts";
import type { Needs } from "../../workspace.ts";
import type { OriginalWriter } from "../../ports/store/originals.ts";

/** Removes kept files: the row first, so that nothing is said to be here that is not. Throws as {@link removeLeaving}. */
export async function letGo(ws: Needs<OriginalWriter, "media">, files: readonly string[]): Promise<void> {
  ws.store.dropMedia(files);
  await removeLeaving(ws);
}

/**
 * Removes the files of what the store has forgotten: by `dropMedia`, an erasure, a volume set or strangers that went.
 *
 * @throws {Problem} `disk-full`, `disk-read-only`, `disk-failing`; what remains is tried again at the next start
 */
export async function removeLeaving({ store, media }: Needs<OriginalWriter, "media">): Promise<void> {
  const files = store.leaving();
  if (files.length === 0) return;
  for (const sha256 of files) await media.remove(sha256);
  store.noteGone(files);
}

/** The same at a start: what does not work now keeps no workspace shut. */
export async function finishLeaving(ws: Needs<OriginalWriter, "media">): Promise<void> {
  try {
    await removeLeaving(ws);
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
  }
}
