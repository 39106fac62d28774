// A clip's small picture: drawn by the screen, for only that can play clips, and kept like any other that is derived from an original.
import { Problem } from "../../../domain/problem.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";
import type { Needs } from "../../workspace.ts";

/**
 * Keeps the picture of a clip that is here and has none yet.
 *
 * @throws {Problem} `file-not-found` for what is no clip that is here; `media-damaged`, `media-too-large`, `media-too-slow`,
 *   `decoder-unavailable`, `disk-full`, `disk-read-only`
 */
export async function keepPoster(ws: Needs<OriginalReader, "previews">, sha256: string, jpeg: Uint8Array): Promise<void> {
  const isClip = ws.store.media(sha256)?.mime.startsWith("video/") === true;
  if (!isClip) throw new Problem("file-not-found", { name: sha256.slice(0, 12) });
  if (!ws.previews.hasPoster(sha256)) await ws.previews.keepPoster(sha256, jpeg);
}
