// What a person calls the things that the check and the exports speak of.
import type { NamedRecord } from "../domain/named-record.ts";
import type { Desk } from "./desk.ts";

/** An original as its record knows it; null where no record names it, as with a campaign's document. */
export type NamedOriginal = Readonly<{ record: NamedRecord | null; file: string | undefined }>;

/** The record that names an original, with the name that the original has there. */
export function nameOriginal(desk: Desk, sha256: string): NamedOriginal {
  const [key] = desk.store.recordsWith(sha256);
  const record = key === undefined ? undefined : desk.store.nameOf(key);
  return { record: record ?? null, file: desk.store.attachedAs(sha256)[0] };
}
