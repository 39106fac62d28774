// What a shell may serve to a page: originals, small pictures and papers of the open, unlocked workspace.
import { fileTypeOf } from "../../domain/kinds/parts.ts";
import type { MediaRequest, OpenedMedia } from "../../api/data-side.ts";
import { Problem } from "../../domain/problem.ts";
import type { Workspace } from "../../usecases/workspace.ts";
import { nameOfOriginal } from "../../usecases/records/originals/name-original.ts";
import type { Session } from "./session.ts";

/** Papers that a screen may fetch by their hash, in this run. */
export type Offered = Map<string, OpenedMedia>;

/** Papers stay for saving them once more, but a day of printing does not fill the memory. */
const MOST_OFFERED = 16;

/** Keeps a paper for a page to fetch. */
export function offer(offered: Offered, sha256: string, paper: OpenedMedia): void {
  offered.delete(sha256);
  offered.set(sha256, paper);
  for (const oldest of [...offered.keys()].slice(0, -MOST_OFFERED)) offered.delete(oldest);
}

/** Classes that a page may show; anything else is saved. */
const SHOWN = /^(image|video|audio)\//;

/** An original, a small picture that is made once and kept beside the originals, or a paper that was offered. */
export async function openMedia(
  session: Session,
  offered: Offered,
  { sha256, variant, name }: MediaRequest,
): Promise<OpenedMedia | undefined> {
  if (session.workspace === undefined || !session.unlocked) return undefined;
  const paper = offered.get(sha256);
  if (paper !== undefined) return paper;
  const { ws } = session.workspace;
  const kept = ws.store.media(sha256);
  if (kept === undefined) return variant === "preview" ? sentPicture(ws, sha256) : undefined;
  const path = ws.media.pathOf(sha256);
  const saveAs = nameOfOriginal(ws.store, sha256, kept.ext, name);
  if (variant === "original")
    return { path, sizeBytes: kept.sizeBytes, mime: fileTypeOf(kept.mime), inline: SHOWN.test(kept.mime), saveAs };
  const preview = await ws.previews.of(sha256, { mime: kept.mime }, "to-show").catch(noPictureNow);
  return preview === undefined
    ? undefined
    : { path: preview.path, sizeBytes: preview.sizeBytes, mime: "image/jpeg", inline: true, saveAs };
}

/** A picture that cannot be drawn, or not yet, is absent; the screen then asks which. */
function noPictureNow(cause: unknown): undefined {
  if (!(cause instanceof Problem)) throw cause;
}

/** What a sender gave for an original that has not come. */
function sentPicture({ store, previews }: Workspace, sha256: string): OpenedMedia | undefined {
  const sent = store.isErased(sha256) ? undefined : previews.sent(sha256);
  return sent === undefined ? undefined : { ...sent, mime: "image/jpeg", inline: true, saveAs: `${sha256.slice(0, 12)}.jpg` };
}
