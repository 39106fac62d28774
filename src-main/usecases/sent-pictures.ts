// Small pictures that a bundle brings for originals which come later, or never: kept so that the county sees what was handed in.
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import type { NamedMedia } from "./gather-named.ts";
import type { OpenBundle, PendingFile, Progress, ReceivedFile } from "./ports.ts";

/** A picture that was copied and waits until the entries are in. `sha256`: of the original that it shows. */
export type SentPicture = Readonly<{ sha256: string; file: PendingFile }>;

/** The original that a file of the bundle shows, if its picture is wanted: of a photo of a record, neither here nor in this file. */
export function picturedBy(
  desk: Desk,
  bundle: OpenBundle,
  { attachments }: NamedMedia,
): (file: ReceivedFile) => string | undefined {
  const brought = new Set(bundle.files.flatMap((file) => (file.kind === "media" ? [file.sha256] : [])));
  return (file) => {
    const sha256 = file.kind === "preview" ? /([0-9a-f]{64})\.jpg$/.exec(file.path)?.[1] : undefined;
    if (sha256 === undefined || brought.has(sha256) || attachments.get(sha256)?.class !== "photo") return undefined;
    return desk.store.media(sha256) === undefined && !desk.store.isErased(sha256) ? sha256 : undefined;
  };
}

/** Draws the pictures anew in the decoder's process and keeps them; the copies go. */
export async function keepPictures(desk: Desk, pictures: readonly SentPicture[], { signal }: Progress): Promise<void> {
  try {
    for (const { sha256, file } of pictures) {
      if (signal.aborted) return;
      if (desk.store.media(sha256) === undefined && !desk.store.isErased(sha256)) await keepPicture(desk, sha256, file);
    }
  } finally {
    await desk.media.discard(pictures.map(({ file }) => file));
  }
}

// The entries are in: a file that is no picture, or a disk that is full now, costs a small picture and nothing else.
async function keepPicture(desk: Desk, sha256: string, { tempPath }: PendingFile): Promise<void> {
  try {
    await desk.previews.keepSent(sha256, tempPath);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
