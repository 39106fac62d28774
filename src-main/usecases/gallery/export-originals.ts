// Originals out again, for the archive room and the press: plain folders by unit, day and record, with a list, read back where they lie.
import { portableName } from "../../domain/file-names.ts";
import { formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import { Problem } from "../../domain/problem.ts";
import { unitName } from "../campaign.ts";
import type { Papers } from "../papers/print-form.ts";
import type { ReadFrom } from "../ports/drives.ts";
import type { OpenPlainFolder } from "../ports/plain-folders.ts";
import type { Progress } from "../ports/progress.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { GalleryFile, GalleryReader } from "../ports/store/media/gallery.ts";
import type { OriginalReader } from "../ports/store/originals.ts";
import { onDrive, rememberDrives } from "../sending/drive/stay-on-drive.ts";
import type { Needs } from "../workspace.ts";
import { LIST_NAME, listOfOriginals, type ListedFile, type FileState } from "./list-originals.ts";
import { planFolders, type LeavingFile, type PlacedFile } from "./plan-folders.ts";
import { recordName } from "./record-name.ts";
import { stateOfOriginal } from "../records/originals/small-ones.ts";

export type ExportOriginalsNeeds = Needs<
  FactReader & GalleryReader & OriginalReader,
  "campaign" | "drives" | "joinPath" | "media" | "plainFolders" | "world"
>;

/** What was written. `lost`: were here once and are gone or changed; `pending`: have not come yet. All are in the list. */
export type ExportedOriginals = Readonly<{
  folder: string;
  files: number;
  sizeBytes: number;
  records: number;
  pending: number;
  erased: number;
  lost: number;
  readFrom: ReadFrom;
}>;

/**
 * Writes the originals of some files into a new folder below `folder`, under the names that they came with. What is not here is
 * listed, and keeps nothing back. It counts as written once every file was read back from where it lies.
 *
 * @throws {Problem} `originals-none`, `save-over-fat`, `disk-*`, `path-too-deep`, `read-back-differs`, `drive-gone`, `cancelled`;
 *   then nothing is left in the folder, as far as it is still there
 */
export async function exportOriginals(
  ws: ExportOriginalsNeeds,
  papers: Pick<Papers, "xlsx">,
  { folder, files }: Readonly<{ folder: string; files: Iterable<GalleryFile> }>,
  progress: Progress,
): Promise<ExportedOriginals> {
  const placed = planFolders(leaving(ws, files));
  const standing = new Map<PlacedFile, FileState>();
  for (const file of placed) standing.set(file, await stateOf(ws, file));
  const here = placed.filter((file) => standing.get(file) === "here");
  if (here.length === 0) throw new Problem("originals-none", {});
  const write = async (): Promise<Written> => {
    const out = await ws.plainFolders.begin(folder, nameOfFolder(ws), here);
    try {
      const lost = await copyAll(out, here, progress);
      for (const file of lost) standing.set(file, "lost");
      const listed = placed.map((file) => ({ ...file, state: standing.get(file) ?? "lost" }));
      await out.addFile([LIST_NAME], await papers.xlsx("ledger", listOfOriginals(ws, listed)));
      return { out, path: await out.place(), listed };
    } catch (cause) {
      await out.drop().catch(() => undefined); // the drive may be gone
      throw cause;
    }
  };
  const written = await onDrive(ws, folder, write, ({ out }) => out.drop());
  return { ...saidOf(written), readFrom: await readBack(ws, folder, written, progress) };
}

type Written = Readonly<{ out: OpenPlainFolder; path: string; listed: readonly ListedFile[] }>;

function* leaving(ws: Needs<OriginalReader, "campaign">, files: Iterable<GalleryFile>): Generator<LeavingFile> {
  for (const file of files) {
    const { sha256, name, sizeBytes: claimed } = file.attachment;
    const { sizeBytes = claimed, ext = extensionOf(name) } = ws.store.media(sha256) ?? {};
    yield { file, unitName: unitName(ws, file.record.unit), recordName: recordName(ws, file.record), ext, sizeBytes };
  }
}

function extensionOf(name: string): string {
  return /\.([^. ]{1,10})$/.exec(name)?.[1] ?? "bin";
}

async function stateOf(ws: Needs<OriginalReader, "media">, { file }: LeavingFile): Promise<FileState> {
  const { sha256 } = file.attachment;
  if (ws.store.isErased(sha256)) return "erased";
  const row = ws.store.media(sha256);
  if (row === undefined) return stateOfOriginal(ws, file.attachment);
  return (await ws.media.sizeOf(sha256)) === row.sizeBytes ? "here" : "lost";
}

function nameOfFolder(ws: Needs<FactReader, "campaign" | "world">): string {
  const at = formatLocalDateTime(ws.world.nowMs(), ws.campaign().calendar.offsetMinutes).replace(/[-:]/g, "").replace("T", "-");
  return portableName(`${unitName(ws, ws.store.facts().unit)}-原件-${at}`, "原件");
}

/** @returns those that are no longer what they were */
async function copyAll(out: OpenPlainFolder, files: readonly PlacedFile[], progress: Progress): Promise<readonly PlacedFile[]> {
  const lost: PlacedFile[] = [];
  await goThrough(files, progress, async (file, each) => {
    if (!(await out.addOriginal(file.place, file.file.attachment.sha256, each))) lost.push(file);
  });
  return lost;
}

/** Works through files one by one, telling bytes and files of all. */
async function goThrough<T extends PlacedFile>(
  files: readonly T[],
  { report, signal }: Progress,
  work: (file: T, each: Progress) => Promise<void>,
): Promise<void> {
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let doneBytes = 0;
  for (const [done, file] of files.entries()) {
    if (signal.aborted) throw new Problem("cancelled", {});
    const at = { done, total: files.length };
    await work(file, { signal, report: (bytes) => report(doneBytes + bytes, totalBytes, at) });
    doneBytes += file.sizeBytes;
    report(doneBytes, totalBytes, { done: done + 1, total: files.length });
  }
}

/** Every byte, past the system's memory where that can be done. What differs is taken away again. */
async function readBack(
  ws: ExportOriginalsNeeds,
  folder: string,
  { out, path, listed }: Written,
  progress: Progress,
): Promise<ReadFrom> {
  progress.step?.("reading-back");
  const explain = await rememberDrives(ws, [folder]);
  const from = new Set<ReadFrom>();
  try {
    const written = listed.filter(({ state }) => state === "here");
    await goThrough(written, progress, async ({ place, file }, each) => {
      const at = place.reduce((above, name) => ws.joinPath(above, name), path);
      from.add(await ws.drives.compare(at, each));
      const isSame = await ws.plainFolders.holds(at, file.attachment.sha256, each);
      if (!isSame) throw new Problem("read-back-differs", { name: place.at(-1) ?? "" });
    });
    return from.has("system") ? "system" : "drive";
  } catch (cause) {
    await out.drop().catch(() => undefined); // the drive may be gone
    throw await explain(folder, cause instanceof Problem ? cause : new Problem("read-back-differs", { name: path }, { cause }));
  }
}

function saidOf({ path, listed }: Written): Omit<ExportedOriginals, "readFrom"> {
  const of = (state: FileState) => listed.filter((file) => file.state === state);
  const records = new Set(of("here").map(({ place }) => place.slice(0, -1).join("/")));
  return {
    folder: path,
    files: of("here").length,
    sizeBytes: of("here").reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    records: records.size,
    pending: of("pending").length + of("small").length,
    erased: of("erased").length,
    lost: of("lost").length,
  };
}
