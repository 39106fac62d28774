// How many photos, videos, recordings and documents there are, their bytes, and how long the clips are.
import { cappedSum } from "../../../domain/limits.ts";
import type { Needs } from "../../workspace.ts";
import { attachmentsShown, type Attachment } from "../../../domain/kinds/values.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";
import type { RecordReader } from "../../ports/store/records.ts";

const CLASSES = ["photo", "video", "audio", "document"] as const;
export type MediaClass = (typeof CLASSES)[number];

/** Files by class; `sizeBytes` of all; `lengthMs` of the videos and recordings whose length is known, `lengthless`: the others. */
export type MediaCounts = Readonly<{
  photos: number;
  videos: number;
  audio: number;
  documents: number;
  sizeBytes: number;
  lengthMs: number;
  lengthless: number;
}>;

/** What is counted of an attachment. */
type Counted = Pick<Attachment, "sha256" | "sizeBytes" | "class" | "durationMs">;

/** A class by its name; a document where it is none that is known. */
export function classNamed(named: string): MediaClass {
  return CLASSES.find((name) => name === named) ?? "document";
}

/** How many of each class, and their bytes; a file named twice counts once. */
export function countMedia(attachments: readonly Counted[]): MediaCounts {
  const distinct = [...new Map(attachments.map((item) => [item.sha256, item])).values()];
  const of = (name: MediaClass) => distinct.filter((item) => item.class === name).length;
  return {
    photos: of("photo"),
    videos: of("video"),
    audio: of("audio"),
    documents: of("document"),
    sizeBytes: cappedSum(distinct.map((item) => item.sizeBytes)),
    ...lengthsOf(distinct),
  };
}

/** How long videos and recordings are together. */
export function lengthsOf(
  items: readonly Readonly<{ class: string; durationMs?: number | undefined }>[],
): Pick<MediaCounts, "lengthMs" | "lengthless"> {
  const clips = items.filter((item) => item.class === "video" || item.class === "audio");
  const known = clips.flatMap(({ durationMs }) => durationMs ?? []);
  return { lengthMs: cappedSum(known), lengthless: clips.length - known.length };
}

/**
 * The same of kept files by hash: of the class that a record says, or that their type does.
 *
 * @param of originals of those that are smaller ones.
 */
export function countOriginals(
  ws: Needs<FactReader & OriginalReader & RecordReader>,
  media: readonly string[],
  of: ReadonlyMap<string, string> = new Map(),
): MediaCounts {
  const attached = ws.store.projected(ws.store.facts().unit).flatMap(({ value }) => attachmentsShown(value));
  const known = new Map<string, Counted>(attached.map((item) => [item.sha256, item]));
  return countMedia(
    media.map((sha256) => {
      const original = known.get(of.get(sha256) ?? "");
      if (original !== undefined) return { ...original, sha256, sizeBytes: ws.store.media(sha256)?.sizeBytes ?? 0 };
      return known.get(sha256) ?? asAttachment(ws, sha256);
    }),
  );
}

function asAttachment(ws: Needs<OriginalReader>, sha256: string): Counted {
  const { mime = "", sizeBytes = 0 } = ws.store.media(sha256) ?? {};
  const [type = ""] = mime.split("/");
  return { sha256, sizeBytes, class: type === "image" ? "photo" : classNamed(type) };
}
