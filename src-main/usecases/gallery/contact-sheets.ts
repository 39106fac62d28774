// 小样 of the gallery: small pictures with name, time and record, as PDFs of a size that opens anywhere.
import type { ContactPicture, NoPicture } from "../../paper/models/contact-sheet.ts";
import { Problem } from "../../domain/problem.ts";
import { unitName } from "../campaign.ts";
import type { Papers } from "../papers/print-form.ts";
import type { Progress } from "../ports/progress.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { GalleryFile } from "../ports/store/media/gallery.ts";
import type { OriginalReader } from "../ports/store/originals.ts";
import type { Needs, Workspace } from "../workspace.ts";
import { recordName } from "./record-name.ts";

export type ContactSheetsNeeds = Needs<FactReader & OriginalReader, "campaign" | "media" | "previews">;

/** Pictures of one file: 25 pages, some 15 MB. */
export const MOST_PICTURES = 300;

/**
 * Draws the sheets one after another. A file without a small picture has a frame that says what it is.
 *
 * @throws {Problem} `originals-none`, `paper-failed`, `cancelled`
 */
export async function* contactSheets(
  ws: ContactSheetsNeeds,
  papers: Pick<Papers, "pdf">,
  files: readonly GalleryFile[],
  { report, signal }: Progress,
): AsyncGenerator<Uint8Array> {
  if (files.length === 0) throw new Problem("originals-none", {});
  const unit = unitName(ws, ws.store.facts().unit);
  for (let from = 0; from < files.length; from += MOST_PICTURES) {
    const [shown, pictures] = [[] as ContactPicture[], [] as Uint8Array[]];
    for (const [index, file] of files.slice(from, from + MOST_PICTURES).entries()) {
      if (signal.aborted) throw new Problem("cancelled", {});
      report(from + index, files.length);
      const bytes = await pictureOf(ws, file);
      shown.push(contactOf(ws, file, bytes === undefined ? null : pictures.push(bytes) - 1));
    }
    const place = { files: files.length, from: from + 1, to: from + shown.length };
    yield await papers.pdf("contact-sheet", { unit, ...place, pictures: shown }, pictures);
  }
  report(files.length, files.length);
}

function contactOf(ws: ContactSheetsNeeds, { attachment, record }: GalleryFile, picture: number | null): ContactPicture {
  return {
    picture,
    instead: insteadOf(ws, attachment),
    record: recordName(ws, record),
    unit: unitName(ws, record.unit),
    taken: attachment.takenAt?.replace("T", " ").slice(0, 16) ?? null,
    day: (record.day ?? "").slice(0, 10),
    name: attachment.name,
  };
}

function insteadOf(ws: Needs<OriginalReader>, { sha256, class: kind }: GalleryFile["attachment"]): NoPicture {
  if (ws.store.media(sha256) !== undefined) return kind;
  return ws.store.isErased(sha256) ? "erased" : "pending";
}

/** The small picture of an original, or the one that its sender gave while it is not here; undefined where there is none now. */
async function pictureOf(ws: ContactSheetsNeeds, { attachment }: GalleryFile): Promise<Uint8Array | undefined> {
  const { sha256 } = attachment;
  if (ws.store.isErased(sha256)) return undefined;
  const kept = ws.store.media(sha256);
  try {
    const found = kept === undefined ? ws.previews.sent(sha256) : await ws.previews.of(sha256, kept);
    return found && (await bytesOf(ws, found.path));
  } catch (cause) {
    if (cause instanceof Problem) return undefined; // not drawn, or gone: its frame says so
    throw cause;
  }
}

async function bytesOf(ws: Pick<Workspace, "media">, path: string): Promise<Uint8Array> {
  const file = await ws.media.openFile(path, "");
  try {
    const bytes = new Uint8Array((await file.state()).sizeBytes);
    let filled = 0;
    for (let count = 1; count > 0 && filled < bytes.byteLength; filled += count)
      count = await file.read(bytes.subarray(filled), filled);
    return bytes.subarray(0, filled);
  } finally {
    await file.close();
  }
}
