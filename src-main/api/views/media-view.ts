// Attachments as a screen needs them: what they are, whether they are here, and where they can be seen.
import { isJsonObject, type JsonObject } from "../../domain/json.ts";
import type { Desk } from "../../usecases/desk.ts";
import type { MediaCounts, MediaItem } from "../contract/parts.ts";
import type { Host } from "../host.ts";

const CLASSES = ["photo", "video", "audio", "document"] as const;
type Class = (typeof CLASSES)[number];
/** Types that a preview can be made of on this PC. */
const PICTURED = /^image\//;

/** The attachments that a value names. */
export function attachmentsOf(value: JsonObject | null): readonly JsonObject[] {
  const list = value?.["attachments"];
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

export function mediaItemsOf(desk: Desk, host: Host, value: JsonObject | null): MediaItem[] {
  return attachmentsOf(value).map((attachment) => mediaItem(desk, host, attachment));
}

/** One attachment; links only where the file is here. */
export function mediaItem(desk: Desk, host: Host, attachment: JsonObject): MediaItem {
  const sha256 = String(attachment["sha256"]);
  const kept = desk.store.media(sha256);
  const optional = (name: "takenAt" | "caption") => (typeof attachment[name] === "string" ? { [name]: attachment[name] } : {});
  return {
    sha256,
    sizeBytes: Number(attachment["sizeBytes"]),
    name: String(attachment["name"]),
    mime: String(attachment["mime"]),
    class: classOf(attachment),
    ...optional("takenAt"),
    ...optional("caption"),
    ...(isRole(attachment["role"]) && { role: attachment["role"] }),
    state: kept !== undefined ? "here" : desk.store.isErased(sha256) ? "erased" : "pending",
    previewUrl: hasPicture(desk, sha256, kept) ? host.mediaUrl(sha256, "preview") : null,
    originalUrl: kept !== undefined ? host.mediaUrl(sha256, "original") : null,
    notes: [],
  };
}

/** Its own, or the one that its sender gave while it is not here. */
function hasPicture(desk: Desk, sha256: string, kept: Readonly<{ mime: string }> | undefined): boolean {
  if (kept !== undefined) return PICTURED.test(kept.mime);
  return !desk.store.isErased(sha256) && desk.previews.sent(sha256) !== undefined;
}

function isRole(value: unknown): value is "before" | "after" | "scan" {
  return value === "before" || value === "after" || value === "scan";
}

function classOf(attachment: JsonObject): Class {
  return CLASSES.find((name) => name === attachment["class"]) ?? "document";
}

/** How many of each class, and their bytes; a file named twice counts once. */
export function countMedia(attachments: readonly JsonObject[]): MediaCounts {
  const distinct = [...new Map(attachments.map((item) => [String(item["sha256"]), item])).values()];
  const of = (name: Class) => distinct.filter((item) => classOf(item) === name).length;
  return {
    photos: of("photo"),
    videos: of("video"),
    audio: of("audio"),
    documents: of("document"),
    sizeBytes: distinct.reduce((sum, item) => sum + Number(item["sizeBytes"] ?? 0), 0),
  };
}
