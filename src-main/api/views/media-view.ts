// Attachments as a screen needs them: what they are, whether they are here, and where they can be seen.
import { cautionsOf, percentSeen } from "../../domain/file-cautions.ts";
import type { JsonObject } from "../../domain/json.ts";
import { statedFacts } from "../../domain/kinds/file-facts.ts";
import { attachmentsShown, type Attachment } from "../../domain/kinds/values.ts";
import { originalState, type Rendition } from "../../domain/renditions/renditions.ts";
import { smallOf } from "../../usecases/records/originals/small-ones.ts";
import type { Needs } from "../../usecases/workspace.ts";
import type { MediaItem, Picture, SmallFile } from "../contract-parts.ts";
import type { Host } from "../host.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { FactsOfMediaReader } from "../../usecases/ports/store/looks/media-facts.ts";
import type { OriginalReader } from "../../usecases/ports/store/originals.ts";

export type MediaViewNeeds = Needs<FactReader & FactsOfMediaReader & OriginalReader, "previews">;

export function mediaItemsOf(ws: MediaViewNeeds, host: Host, value: JsonObject | null): MediaItem[] {
  return attachmentsShown(value).map((attachment) => mediaItem(ws, host, attachment));
}

/** One attachment of which nothing is asked. */
export function mediaItem(ws: MediaViewNeeds, host: Host, attachment: Attachment): MediaItem {
  return { ...pictureOf(ws, host, attachment), notes: [] };
}

/** One attachment; links only where the file is here. What it says of itself is read from it; until then it is the record's word. */
export function pictureOf(ws: MediaViewNeeds, host: Host, attachment: Attachment): Picture {
  const { sha256, sizeBytes, name, mime, caption, role } = attachment;
  const kept = ws.store.media(sha256);
  const small = smallOf(ws, attachment);
  const read = ws.store.fileFacts(sha256);
  const seen = percentSeen(read ?? {});
  return {
    sha256,
    sizeBytes,
    name,
    mime,
    class: attachment.class,
    ...statedFacts(read ?? attachment),
    cautions: cautionsOf(kept?.mime ?? mime, read),
    ...(seen !== undefined && { seenPercent: seen }),
    selfReported: read === undefined && ws.store.facts().role === "county",
    ...(caption !== undefined && { caption }),
    ...(role !== undefined && { role }),
    state: originalState({ here: kept !== undefined, erased: ws.store.isErased(sha256), small: small !== undefined }),
    small: small === undefined ? null : smallView(host, small),
    previewUrl: hasPicture(ws, sha256, kept) ? host.mediaUrl(sha256, "preview") : previewOf(host, kept, small),
    originalUrl: kept !== undefined ? host.mediaUrl(sha256, "original") : null,
  };
}

export function smallView(host: Host, { sha256, sizeBytes, mime, widthPx, heightPx }: Rendition): SmallFile {
  return { sizeBytes, mime, widthPx, heightPx, url: host.mediaUrl(sha256, "original") };
}

/** Drawn from the smaller photo that came. */
function previewOf(host: Host, kept: unknown, small: Rendition | undefined): string | null {
  return kept === undefined && small?.mime === "image/jpeg" ? host.mediaUrl(small.sha256, "preview") : null;
}

/** One that can be drawn, a clip's poster, or the one that its sender gave while it is not here. */
function hasPicture(ws: MediaViewNeeds, sha256: string, kept: Readonly<{ mime: string }> | undefined): boolean {
  if (kept === undefined) return !ws.store.isErased(sha256) && ws.previews.sent(sha256) !== undefined;
  return kept.mime.startsWith("image/") || (kept.mime.startsWith("video/") && ws.previews.hasPoster(sha256));
}
