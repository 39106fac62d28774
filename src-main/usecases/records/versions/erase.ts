// Erasure on request: the county names what must go, and it goes wherever the erasure arrives.
import type { RecordKey } from "../../../domain/record/projected.ts";
import { inParts } from "../../../domain/feed/listed-parts.ts";
import { Problem } from "../../../domain/problem.ts";
import { uuidV7 } from "../../../domain/feed/record-id.ts";
import { requireRole, type Needs } from "../../workspace.ts";
import { removeLeaving } from "../originals/let-go.ts";
import { namedFiles } from "../originals/named-files.ts";
import type { NewVersion, RecordWriter } from "../../ports/store/records.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { OriginalWriter } from "../../ports/store/originals.ts";

type EraseNeeds = Needs<FactReader & OriginalWriter & RecordWriter, "media" | "world">;

export type Erased = Readonly<{ entries: number; media: number }>;

/**
 * Erases every version of a record and the files that only it names. Chains and digests stay valid.
 *
 * @throws {Problem} `workspace-role`, `record-not-found`, `not-in-force`
 */
export async function eraseRecord(ws: EraseNeeds, key: RecordKey, reason: string): Promise<Erased> {
  requireRole(ws.store.facts(), "county");
  const history = ws.store.history(key);
  if (history.length === 0) throw new Problem("record-not-found", { record: key.record });
  const files = new Set<string>();
  for (const { hash } of history) {
    const value = ws.store.versionValue(hash);
    for (const sha256 of value === null ? [] : namedFiles(key.kind, value)) files.add(sha256);
  }
  const elsewhere = new Set(
    [...ws.store.namedMedia()].filter((item) => item.record.record !== key.record).map((item) => item.sha256),
  );
  const media = [...files].filter((sha256) => !elsewhere.has(sha256)).sort();
  const entries = history.map((item) => item.hash).sort();
  const isErased = () => ws.store.history(key).every(({ hash }) => ws.store.versionValue(hash) === null);
  ws.store.append(erasures(ws, entries, media, reason), isErased);
  await removeLeaving(ws);
  return { entries: entries.length, media: media.length };
}

/** As many entries as the lists need: together they erase all of it. */
function erasures(
  ws: Needs<FactReader, "world">,
  entries: readonly string[],
  media: readonly string[],
  reason: string,
): readonly NewVersion[] {
  const { unit } = ws.store.facts();
  const [some, files] = [sliced(entries), sliced(media)];
  return Array.from({ length: Math.max(some.length, files.length) }, (_, index) => ({
    kind: "erasure",
    record: uuidV7(ws.world.nowMs(), ws.world.randomHex(16)),
    unit,
    audience: "all",
    value: { entries: some[index] ?? [], media: files[index] ?? [], reason },
  }));
}

function sliced(hashes: readonly string[]): readonly (readonly string[])[] {
  return inParts(hashes, "").map(({ listed }) => listed);
}
