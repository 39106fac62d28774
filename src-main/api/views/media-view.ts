// Attachments as a screen needs them: what they are, whether they are here, and where they can be seen.
import type { JsonObject } from "../../domain/json.ts";
import { attachmentsShown, type Attachment } from "../../domain/kinds/values.ts";
import type { Needs } from "../../usecases/workspace.ts";
import type { MediaItem, Picture } from "../contract-parts.ts";
import type { Host } from "../host.ts";
import type { OriginalReader } from "../../usecases/ports/store/originals.ts";

/** Types that a preview can be made of on this PC. */
const PICTURED = /^image\//;

export function mediaItemsOf(ws: Needs<OriginalReader, "previews">, host: Host, value: JsonObject | null): MediaItem[] {
  return attachmentsShown(value).map((attachment) => mediaItem(ws, host, attachment));
}

/** One attachment of which nothing is asked. */
export function mediaItem(ws: Needs<OriginalReader, "previews">, host: Host, attachment: Attachment): MediaItem {
  return { ...pictureOf(ws, host, attachment), notes: [] };
}

/** One attachment; links only where the file is here. */
export function pictureOf(ws: Needs<OriginalReader, "previews">, host: Host, attachment: Attachment): Picture {
  const { sha256, sizeBytes, name, mime, takenAt, caption, role } = attachment;
  const kept = ws.store.media(sha256);
  return {
    sha256,
    sizeBytes,
    name,
    mime,
    class: attachment.class,
    ...(takenAt !== undefined && { takenAt }),
    ...(caption !== undefined && { caption }),
    ...(role !== undefined && { role }),
    state: kept !== undefined ? "here" : ws.store.isErased(sha256) ? "erased" : "pending",
    previewUrl: hasPicture(ws, sha256, kept) ? host.mediaUrl(sha256, "preview") : null,
    originalUrl: kept !== undefined ? host.mediaUrl(sha256, "original") : null,
  };
}

/** Its own, or the one that its sender gave while it is not here. */
function hasPicture(
  ws: Needs<OriginalReader, "previews">,
  sha256: string,
  kept: Readonly<{ mime: string }> | undefined,
): boolean {
  if (kept !== undefined) return PICTURED.test(kept.mime);
  return !ws.store.isErased(sha256) && ws.previews.sent(sha256) !== undefined;
}
