// Takes originals out of a bundle into the media store: copied and checked first, made durable when all of them are.
import { UNTYPED } from "../../../domain/kinds/parts.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Needs } from "../../workspace.ts";
import type { NamedMedia } from "../../records/originals/gather-named.ts";
import { letGo } from "../../records/originals/let-go.ts";
import type { OpenBundle, ReceivedFile } from "../../ports/bundles.ts";
import type { PendingFile } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { MediaRow, OriginalWriter, OriginalReader } from "../../ports/store/originals.ts";
import { picturedBy, type SentPicture } from "./sent-pictures.ts";
import { drain } from "../../sending/drive/drain.ts";

/** Files that become durable together. After a failure between two batches every kept file has its row. */
const BATCH = 256;

/** How a file is entered when it is kept. */
export type KeepAs = Readonly<{ ext: string; mime: string }>;
type Copied = Readonly<{ file: PendingFile; as: KeepAs }>;

/**
 * Originals that entries name and that are not here yet go into the media store; they are durable before any entry is.
 * Every file of the bundle is read to its end, so that one that was changed refuses the bundle before anything is kept.
 *
 * @returns what was not here before, so that a caller whose next step fails can take it back; and copies of small pictures, which
 * the caller keeps or throws away.
 * @throws {Problem} `bundle-changed`, `bundle-unreadable`, `cancelled`, `disk-full`, `disk-read-only`
 */
export async function receiveMedia(
  ws: Needs<OriginalWriter, "media">,
  bundle: OpenBundle,
  named: NamedMedia,
  progress: Progress,
): Promise<Readonly<{ kept: readonly string[]; pictures: readonly SentPicture[] }>> {
  const parts = new Map(bundle.originals.flatMap((file) => (file.parts > 1 ? [[file.fileSha256, file.sha256] as const] : [])));
  const keepAs = (file: ReceivedFile): KeepAs | undefined => {
    const original = file.kind === "part" ? parts.get(file.sha256) : file.sha256;
    if (original === undefined || !isLacking(ws, file, original, named)) return undefined;
    if (file.kind === "part") return { ext: "part", mime: UNTYPED };
    return {
      ext: file.path.split(".").at(-1) ?? "bin",
      mime: (named.attachments.get(original) ?? named.renditions.get(original))?.mime ?? UNTYPED,
    };
  };
  const pictures: SentPicture[] = [];
  const shows = picturedBy(ws, bundle, named);
  const unwatched = { report: () => undefined, signal: progress.signal };
  const takePicture: TakeFile = async (file, bytes) => {
    const sha256 = shows(file);
    if (sha256 === undefined) return drain(file, bytes);
    pictures.push({ sha256, file: await ws.media.intakeChecked(bytes, file, unwatched) });
  };
  try {
    return { kept: await keepFiles(ws, bundle, keepAs, progress, takePicture), pictures };
  } catch (error) {
    await ws.media.discard(pictures.map(({ file }) => file));
    throw error;
  }
}

type TakeFile = (file: ReceivedFile, bytes: AsyncIterable<Uint8Array>) => Promise<void>;

/** Keeps the files for which `keepAs` answers, and gives the others to `others`. Throws as {@link receiveMedia}, returns what is kept. */
export async function keepFiles(
  ws: Needs<OriginalWriter, "media">,
  bundle: OpenBundle,
  keepAs: (file: ReceivedFile) => KeepAs | undefined,
  progress: Progress,
  others: TakeFile = drain,
): Promise<readonly string[]> {
  const pending: Copied[] = [];
  const kept: string[] = [];
  const unwatched = { report: () => undefined, signal: progress.signal };
  try {
    await bundle.receiveFiles(async (file, bytes) => {
      const as = keepAs(file);
      if (as === undefined) return others(file, bytes);
      pending.push({ file: await ws.media.intakeChecked(bytes, file, unwatched), as });
    });
    while (pending.length > 0) {
      const batch = pending.slice(0, BATCH);
      await ws.media.commit(batch.map(({ file }) => file));
      ws.store.addMedia(batch.map(rowOf));
      kept.push(...pending.splice(0, batch.length).map(({ file }) => file.sha256));
    }
    return kept;
  } catch (error) {
    await ws.media.discard(pending.map(({ file }) => file));
    throw error;
  }
}

/** Removes originals that came with a bundle whose entries were then refused. The refusal is what is told, whatever this comes to. */
export async function takeBackMedia(ws: Needs<OriginalWriter, "media">, kept: readonly string[]): Promise<void> {
  try {
    await letGo(ws, kept);
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause; // a full or failing disk: the files stay, and `check` counts them as unnamed
  }
}

function isLacking(ws: Needs<OriginalReader>, file: ReceivedFile, original: string, named: NamedMedia): boolean {
  return (
    (file.kind === "media" || file.kind === "part") &&
    named.wanted.has(original) &&
    !ws.store.isErased(original) &&
    ws.store.media(original) === undefined &&
    ws.store.media(file.sha256) === undefined
  );
}

function rowOf({ file, as }: Copied): MediaRow {
  const { sha256, sizeBytes, crc32 } = file;
  return { sha256, sizeBytes, crc32, ...as };
}
