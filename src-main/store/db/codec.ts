// Between rows and domain values.
import { hash } from "node:crypto";
import type { Carried, Entry } from "../../domain/feed/entry.ts";
import type { Standing, Version } from "../../domain/record/history.ts";
import type { JsonObject } from "../../domain/json.ts";
import { asShown, type ValueOf } from "../../domain/kinds/values.ts";

/** An entry with the exact texts that travel: `text` and `valueText` are canonical JSON. */
export type Line = Readonly<{ hash: string; text: string; valueText: string | null; carried: Carried }>;

/** SHA-256 of UTF-8 text in hex. */
export function sha256(text: string): string {
  return hash("sha256", text, "hex");
}

export function toBlob(hex: string): Buffer {
  return Buffer.from(hex, "hex");
}

export function toHex(blob: Uint8Array): string {
  return Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength).toString("hex");
}

/** Hashes laid one after another, 32 bytes each. */
export function joinHashes(hashes: readonly string[]): Buffer {
  return Buffer.from(hashes.join(""), "hex");
}

export function splitHashes(blob: Uint8Array | null): string[] {
  return blob === null ? [] : (toHex(blob).match(/.{64}/g) ?? []);
}

export type EntryRow = Readonly<{
  id: number;
  hash: Uint8Array;
  feed_id: number;
  seq: number;
  standing: Standing;
  text: string;
  salt: string | null;
  value: string | null;
}>;

export function entryOf(row: Pick<EntryRow, "text">): Entry {
  return JSON.parse(row.text) as Entry;
}

export function valueOf(text: string | null): JsonObject | null {
  return text === null ? null : (JSON.parse(text) as JsonObject);
}

/** What a row shows or counts of a kind, or what an entry of it says that is good. */
export function shownIn<K extends string>(kind: K, text: string): ValueOf<K> {
  return asShown(kind, JSON.parse(text) as JsonObject);
}

/** A version of a record as it was written. */
export function versionOf(
  hash: string,
  { parents, at, op }: Pick<Entry, "parents" | "at" | "op">,
  standing: Standing,
  value: JsonObject | null,
): Version {
  return { hash, parents, at, op, standing, value };
}

/** A stored entry as a line again. */
export function lineOf(row: Readonly<{ hash: Uint8Array; text: string; salt: string | null; value: string | null }>): Line {
  const entry = JSON.parse(row.text) as Entry;
  return {
    hash: toHex(row.hash),
    text: row.text,
    valueText: row.value,
    carried: { entry, salt: row.salt, value: valueOf(row.value) },
  };
}
