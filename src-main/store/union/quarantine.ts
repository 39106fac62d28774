// What waits here of keys that nobody has approved.
import { isUnknown } from "../../domain/trust/audience.ts";
import type { Authority } from "../../domain/trust/authority.ts";
import type { Waiting } from "../../domain/trust/quarantine.ts";
import type { Stranger } from "../../usecases/ports/store/trust.ts";
import { toBlob, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { loadJudge } from "../chain/judge.ts";

type KeyRow = Readonly<{ key: Uint8Array; unit: string; entries: number; bytes: number; sinceMs: number | null }>;

/** Every entry counts, by key. */
function readKeys(statements: Statements): readonly KeyRow[] {
  return statements(`
    SELECT feed.key, min(feed.unit) AS unit, count(*) AS entries, min(import.read_ms) AS sinceMs,
      sum(length(CAST(entry.text AS BLOB)) + coalesce(length(CAST(entry.value AS BLOB)), 0)) AS bytes
    FROM entry JOIN feed ON feed.id = entry.feed_id LEFT JOIN import ON import.id = entry.import_id
    WHERE entry.standing = 'quarantine' GROUP BY feed.key ORDER BY sinceMs, feed.key`).all() as KeyRow[];
}

/** What each unknown key left waiting. */
export function readWaiting(statements: Statements): readonly Waiting[] {
  return readKeys(statements).map(({ entries, bytes }) => ({ entries, bytes }));
}

const NAMED = /"(?:sha256|document)":"([0-9a-f]{64})"/g;

/** Files that the text of a value names. */
export function filesIn(text: string): readonly string[] {
  return [...text.matchAll(NAMED)].flatMap((found) => found[1] ?? []);
}

type SetRow = Readonly<{ id: number; signer: Uint8Array; unit: string; volumes: number; sinceMs: number | null }>;

/** Sets of volumes whose key is unknown now. */
export function readStrangerSets(statements: Statements, authority: Authority): readonly SetRow[] {
  const rows = statements(`
    SELECT id, signer, unit, (SELECT count(*) FROM volume_come WHERE set_id = id) AS volumes,
      (SELECT min(read_ms) FROM volume_come WHERE set_id = id) AS sinceMs FROM volume_set ORDER BY id`).all() as SetRow[];
  return rows.filter(({ signer }) => isUnknown(authority, toHex(signer)));
}

/** Files that each unknown key brought, with their bytes; a file that something shown names is nobody's burden. */
function readFiles(statements: Statements, authority: Authority): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const byKey = new Map<string, Map<string, number>>();
  const note = (key: string, sha256: string, sizeBytes: number): void => {
    byKey.set(key, (byKey.get(key) ?? new Map<string, number>()).set(sha256, sizeBytes));
  };
  const rows = statements(`
    SELECT feed.key, entry.value FROM entry JOIN feed ON feed.id = entry.feed_id
    WHERE entry.standing = 'quarantine' AND (instr(entry.value, '"sha256":') > 0 OR instr(entry.value, '"document":') > 0)`);
  const kept = statements(
    "SELECT size_bytes FROM media WHERE sha256 = @it AND NOT EXISTS (SELECT 1 FROM attachment WHERE sha256 = @it)",
  );
  for (const { key, value } of rows.iterate() as IterableIterator<{ key: Uint8Array; value: string }>)
    for (const sha256 of filesIn(value)) note(toHex(key), sha256, 0);
  for (const files of byKey.values())
    for (const sha256 of files.keys()) {
      const row = kept.get({ it: toBlob(sha256) }) as { size_bytes: number } | undefined;
      if (row === undefined) files.delete(sha256);
      else files.set(sha256, row.size_bytes);
    }
  const brought = statements("SELECT file_sha256 AS sha256, size_bytes FROM volume_file WHERE set_id = ? AND brought = 1");
  for (const { id, signer } of readStrangerSets(statements, authority))
    for (const row of brought.all(id) as { sha256: Uint8Array; size_bytes: number }[])
      note(toHex(signer), toHex(row.sha256), row.size_bytes);
  return byKey;
}

const sum = (sizes: Iterable<number>): number => [...sizes].reduce((all, size) => all + size, 0);

export function readStrangerFiles(statements: Statements): Readonly<{ bytes: number; files: number }> {
  const all = new Map([...readFiles(statements, loadJudge(statements).authority).values()].flatMap((files) => [...files]));
  return { bytes: sum(all.values()), files: all.size };
}

/** Everyone of whom anything waits, in order of arrival. */
export function readStrangers(statements: Statements): readonly Stranger[] {
  const { authority } = loadJudge(statements);
  const files = readFiles(statements, authority);
  const keys = new Map(readKeys(statements).map((row) => [toHex(row.key), row]));
  const sets = Map.groupBy(readStrangerSets(statements, authority), ({ signer }) => toHex(signer));
  const senders = readSenders(statements, authority);
  const found = [...new Set([...keys.keys(), ...sets.keys(), ...senders.keys()])].map((key): Stranger => {
    const [own, ofKey] = [files.get(key) ?? new Map<string, number>(), sets.get(key) ?? []];
    const seen = [keys.get(key), senders.get(key), ...ofKey].filter((one) => one !== undefined);
    const since = seen.flatMap(({ sinceMs }) => sinceMs ?? []);
    const { entries, bytes } = keys.get(key) ?? { entries: 0, bytes: 0 };
    return {
      key,
      unit: seen[0]?.unit ?? "",
      entries,
      bytes,
      files: own.size,
      fileBytes: sum(own.values()),
      volumes: ofKey.reduce((count, set) => count + set.volumes, 0),
      sinceMs: since.length === 0 ? null : Math.min(...since),
    };
  });
  return found.sort((a, b) => (a.sinceMs ?? 0) - (b.sinceMs ?? 0) || (a.key < b.key ? -1 : 1));
}

/** Unknown keys that signed a bundle which was read here. */
function readSenders(
  statements: Statements,
  authority: Authority,
): ReadonlyMap<string, Readonly<{ unit: string; sinceMs: number }>> {
  const rows = statements("SELECT signer, min(unit) AS unit, min(read_ms) AS sinceMs FROM import GROUP BY signer").all() as {
    signer: Uint8Array;
    unit: string;
    sinceMs: number;
  }[];
  return new Map(
    rows.flatMap(({ signer, unit, sinceMs }) => {
      const key = toHex(signer);
      return isUnknown(authority, key) ? [[key, { unit, sinceMs }] as const] : [];
    }),
  );
}
