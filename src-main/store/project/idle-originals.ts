// Originals that nothing needs any more. Whatever is in doubt stays: versions that wait, do not count yet or stand against each other,
// and what the county may still count.
import type { JsonObject } from "../../domain/json.ts";
import { listingFacts } from "../../domain/kinds/kinds.ts";
import { attachmentsShown } from "../../domain/kinds/values.ts";
import type { IdleOriginal } from "../../usecases/ports/store/media/care.ts";
import { isIn, type Beneath } from "../chain/chains.ts";
import { splitHashes, toBlob, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { handedInOf } from "./handed-in.ts";
import { NAMING_VERSION, unnamedBeside } from "./naming.ts";
import { readRenditionsNaming } from "./renditions.ts";

type Place = Readonly<{ hash: Uint8Array; feed_id: number; seq: number }>;

type NamingRow = Place &
  Readonly<{
    value: string;
    standing: string;
    unit: string;
    kind: string;
    record: string;
    waiting: number;
    newer: number;
    heads: Uint8Array | null;
  }>;

/** A version with the files of the bin that it names. */
type Naming = Readonly<{ row: NamingRow; value: JsonObject; files: readonly string[] }>;

export function readIdleOriginals(statements: Statements): readonly IdleOriginal[] {
  const sizes = unattached(statements);
  const small = smallOnes(statements, sizes.keys());
  const left = unnamedBeside(statements, [...sizes.keys(), ...small.values()].filter(unlessAttached(statements)));
  if (left.size === 0) return [];
  const found = [...namings(statements, left)];
  const isSettled = settledHere(statements);
  for (const naming of found) if (!isSettled(naming)) for (const sha256 of naming.files) left.delete(sha256);
  for (const [file, original] of small) if (!left.has(original)) left.delete(file);
  for (const sha256 of left) if (!sizes.has(sha256)) left.delete(sha256);
  const last = new Map(found.flatMap((naming) => naming.files.map((sha256) => [sha256, naming] as const)));
  return [...left].map((sha256) => ({ sha256, sizeBytes: sizes.get(sha256) ?? 0, ...saidBy(last.get(sha256), sha256) }));
}

/** Kept files that no shown record names, with their bytes. */
function unattached(statements: Statements): ReadonlyMap<string, number> {
  const rows = statements(
    "SELECT sha256, size_bytes FROM media WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE attachment.sha256 = media.sha256)",
  ).all() as { sha256: Uint8Array; size_bytes: number }[];
  return new Map(rows.map((row) => [toHex(row.sha256), row.size_bytes]));
}

/** Of some files those that were made smaller of an original, with it. */
function smallOnes(statements: Statements, files: Iterable<string>): ReadonlyMap<string, string> {
  const named = [...files].flatMap((file) => {
    const [made] = readRenditionsNaming(statements, file);
    return made === undefined ? [] : [[file, made.madeFrom] as const];
  });
  return new Map(named);
}

function unlessAttached(statements: Statements): (sha256: string) => boolean {
  const attached = statements("SELECT 1 FROM attachment WHERE sha256 = ?");
  return (sha256) => attached.get(toBlob(sha256)) === undefined;
}

/** Versions that name some of the files, in order of arrival. What says of which original a file was made holds neither of them. */
function* namings(statements: Statements, files: ReadonlySet<string>): Generator<Naming> {
  const rows = statements(`
    SELECT entry.hash, entry.feed_id, entry.seq, entry.value, entry.standing,
      record.unit, record.kind, record.record, record.waiting, record.newer, record.heads
    FROM entry JOIN record ON record.id = entry.record_id WHERE ${NAMING_VERSION} ORDER BY entry.id`);
  for (const row of rows.iterate() as IterableIterator<NamingRow>) {
    if (row.kind === "rendition" && row.standing === "good") continue;
    const named = [...row.value.matchAll(/[0-9a-f]{64}/g)].map(([sha256]) => sha256).filter((sha256) => files.has(sha256));
    if (named.length > 0) yield { row, value: JSON.parse(row.value) as JsonObject, files: [...new Set(named)] };
  }
}

/** Whether a version is past for good: good, not at an end of its record, and handed in no further than the ends are. */
function settledHere(statements: Statements): (naming: Naming) => boolean {
  const reaches = new Map<number, Beneath>();
  const isHandedIn = ({ hash, feed_id: feed, seq }: Place): boolean => {
    const reach = reaches.get(feed) ?? handedInOf(statements, feed);
    reaches.set(feed, reach);
    return isIn(reach, { seq, hash: toHex(hash) });
  };
  const placeOf = statements("SELECT hash, feed_id, seq FROM entry WHERE hash = ?");
  return ({ row, value, files }) => {
    const attached = new Set(attachmentsShown(value).map(({ sha256 }) => sha256));
    const heads = splitHashes(row.heads);
    const isPast = row.standing === "good" && row.waiting === 0 && row.newer === 0 && !heads.includes(toHex(row.hash));
    if (!isPast || !files.every((sha256) => attached.has(sha256))) return false;
    return !isHandedIn(row) || heads.every((head) => isHandedIn(placeOf.get(toBlob(head)) as Place));
  };
}

function saidBy(naming: Naming | undefined, sha256: string): Pick<IdleOriginal, "record" | "name"> {
  if (naming === undefined) return { record: null, name: null };
  const { unit, kind, record } = naming.row;
  const { title, occurred: day } = listingFacts(kind, naming.value);
  const name = attachmentsShown(naming.value).find((item) => item.sha256 === sha256)?.name ?? null;
  return { record: { unit, kind, record, title, day }, name };
}
