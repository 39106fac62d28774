// Takes originals out of a bundle into the media store: copied and checked first, made durable when all of them are.
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import type { NamedMedia } from "./gather-named.ts";
import type { OpenBundle, PendingFile, Progress, ReceivedFile } from "./ports.ts";
import type { MediaRow } from "./store-port.ts";

/** Files that become durable together. After a failure between two batches every kept file has its row. */
const BATCH = 256;

type Copied = Readonly<{ file: PendingFile; ext: string }>;

/**
 * Originals that entries name and that are not here yet go into the media store; they are durable before any entry is.
 * Every file of the bundle is read to its end, so that one that was changed refuses the bundle before anything is kept.
 *
 * @returns what was not here before, so that a caller whose next step fails can take it back.
 * @throws {Problem} `bundle-changed`, `bundle-unreadable`, `cancelled`, `disk-full`, `disk-read-only`
 */
export async function receiveMedia(
  desk: Desk,
  bundle: OpenBundle,
  named: NamedMedia,
  progress: Progress,
): Promise<readonly string[]> {
  const pending: Copied[] = [];
  const kept: string[] = [];
  const unwatched = { report: () => undefined, signal: progress.signal };
  try {
    await bundle.receiveFiles(async (file, bytes) => {
      if (!isLacking(desk, file, named)) return drain(file, bytes);
      pending.push({ file: await desk.media.intakeChecked(bytes, file, unwatched), ext: file.path.split(".").at(-1) ?? "bin" });
    });
    while (pending.length > 0) {
      const batch = pending.slice(0, BATCH);
      await desk.media.commit(batch.map(({ file }) => file));
      desk.store.addMedia(batch.map((copied) => rowOf(copied, named)));
      kept.push(...pending.splice(0, batch.length).map(({ file }) => file.sha256));
    }
    return kept;
  } catch (error) {
    await desk.media.discard(pending.map(({ file }) => file));
    throw error;
  }
}

/** Removes originals that came with a bundle whose entries were then refused. The refusal is what is told, whatever this comes to. */
export async function takeBackMedia(desk: Desk, kept: readonly string[]): Promise<void> {
  try {
    desk.store.dropMedia(kept);
    for (const sha256 of kept) await desk.media.remove(sha256);
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause; // a full or failing disk: the files stay, and `check` counts them as unnamed
  }
}

function isLacking(desk: Desk, file: ReceivedFile, named: NamedMedia): boolean {
  return (
    file.kind === "media" &&
    named.wanted.has(file.sha256) &&
    !desk.store.isErased(file.sha256) &&
    desk.store.media(file.sha256) === undefined
  );
}

function rowOf({ file, ext }: Copied, named: NamedMedia): MediaRow {
  const { sha256, sizeBytes, crc32 } = file;
  return { sha256, sizeBytes, crc32, ext, mime: named.attachments.get(sha256)?.mime ?? "application/octet-stream" };
}

/** Reads a file to its end, where its checksum is compared. */
export async function drain(_file: ReceivedFile, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const block of bytes) void block;
}
