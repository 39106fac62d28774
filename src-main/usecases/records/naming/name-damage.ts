// What a person calls the things that the check and the exports speak of.
import type { NamedRecord } from "../../../domain/record/named-record.ts";
import { smallerFileName } from "../../../domain/file-names.ts";
import type { Needs } from "../../workspace.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";
import type { RecordReader } from "../../ports/store/records.ts";

/** An original as its record knows it; null where no record names it, as with a campaign's document. */
export type NamedOriginal = Readonly<{ record: NamedRecord | null; file: string | undefined }>;

/** The record that names an original, with the name that the original has there; a smaller file bears that of its original. */
export function nameOriginal(ws: Needs<OriginalReader & RecordReader>, sha256: string): NamedOriginal {
  const own = namedBy(ws, sha256);
  const [made] = own.record === null ? ws.store.renditionsNaming(sha256) : [];
  if (made === undefined) return own;
  const { record, file } = namedBy(ws, made.madeFrom);
  return { record, file: file === undefined ? undefined : smallerFileName(file, ws.store.media(sha256)?.ext ?? "jpg") };
}

function namedBy(ws: Needs<OriginalReader & RecordReader>, sha256: string): NamedOriginal {
  const [key] = ws.store.recordsWith(sha256);
  const record = key === undefined ? undefined : ws.store.nameOf(key);
  return { record: record ?? null, file: ws.store.attachedAs(sha256)[0] };
}
