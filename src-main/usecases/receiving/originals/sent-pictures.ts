// Small pictures that a bundle brings for originals which come later, or never: kept so that the county sees what was handed in.
import { Problem } from "../../../domain/problem.ts";
import type { Needs } from "../../workspace.ts";
import type { NamedMedia } from "../../records/originals/gather-named.ts";
import type { OpenBundle, ReceivedFile } from "../../ports/bundles.ts";
import type { PendingFile } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { OriginalReader, OriginalWriter } from "../../ports/store/originals.ts";

/** A picture that was copied and waits until the entries are in. `sha256`: of the original that it shows. */
export type SentPicture = Readonly<{ sha256: string; file: PendingFile }>;

const PICTURED: ReadonlySet<string> = new Set(["photo", "video"]);

/** The original that a file of the bundle shows, if its picture is wanted: of a photo or clip of a record, neither here nor in this file. */
export function picturedBy(
  ws: Needs<OriginalReader>,
  bundle: OpenBundle,
  { attachments }: NamedMedia,
): (file: ReceivedFile) => string | undefined {
  const brought = new Set(bundle.files.flatMap((file) => (file.kind === "media" ? [file.sha256] : [])));
  return (file) => {
    const sha256 = file.kind === "preview" ? /([0-9a-f]{64})\.jpg$/.exec(file.path)?.[1] : undefined;
    if (sha256 === undefined || brought.has(sha256) || !PICTURED.has(attachments.get(sha256)?.class ?? "")) return undefined;
    return ws.store.media(sha256) === undefined && !ws.store.isErased(sha256) ? sha256 : undefined;
  };
}

/** Draws the pictures anew in the decoder's process and keeps them; the copies go. */
export async function keepPictures(
  ws: Needs<OriginalWriter, "media" | "previews">,
  pictures: readonly SentPicture[],
  { signal }: Progress,
): Promise<void> {
  try {
    for (const { sha256, file } of pictures) {
      if (signal.aborted) return;
      if (ws.store.media(sha256) === undefined && !ws.store.isErased(sha256)) await keepPicture(ws, sha256, file);
    }
  } finally {
    await ws.media.discard(pictures.map(({ file }) => file));
  }
}

// The entries are in: a file that is no picture, or a disk that is full now, costs a small picture and nothing else.
async function keepPicture(ws: Needs<OriginalWriter, "previews">, sha256: string, { tempPath }: PendingFile): Promise<void> {
  try {
    await ws.previews.keepSent(sha256, tempPath);
    ws.store.noteSentPicture(sha256);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
