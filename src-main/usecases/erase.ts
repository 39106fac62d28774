// Erasure on request: the county names what must go, and it goes wherever the erasure arrives.
import type { RecordKey } from "../domain/projected.ts";
import { inParts } from "../domain/listed-parts.ts";
import { Problem } from "../domain/problem.ts";
import { uuidV7 } from "../domain/record-id.ts";
import { requireRole, type Desk } from "./desk.ts";
import { removeLeaving } from "./let-go.ts";
import { namedFiles } from "./named-files.ts";
import type { NewVersion } from "./store-port.ts";

export type Erased = Readonly<{ entries: number; media: number }>;

/**
 * Erases every version of a record and the files that only it names. Chains and digests stay valid.
 *
 * @throws {Problem} `workspace-role`, `record-not-found`, `not-in-force`
 */
export async function eraseRecord(desk: Desk, key: RecordKey, reason: string): Promise<Erased> {
  requireRole(desk.store.facts(), "county");
  const history = desk.store.history(key);
  if (history.length === 0) throw new Problem("record-not-found", { record: key.record });
  const files = new Set(history.flatMap((item) => (item.value === null ? [] : namedFiles(key.kind, item.value))));
  const elsewhere = new Set(
    [...desk.store.namedMedia()].filter((item) => item.record.record !== key.record).map((item) => item.sha256),
  );
  const media = [...files].filter((sha256) => !elsewhere.has(sha256)).sort();
  const entries = history.map((item) => item.hash).sort();
  desk.store.append(erasures(desk, entries, media, reason), () => desk.store.history(key).every(({ value }) => value === null));
  await removeLeaving(desk);
  return { entries: entries.length, media: media.length };
}

/** As many entries as the lists need: together they erase all of it. */
function erasures(desk: Desk, entries: readonly string[], media: readonly string[], reason: string): readonly NewVersion[] {
  const { unit } = desk.store.facts();
  const [some, files] = [sliced(entries), sliced(media)];
  return Array.from({ length: Math.max(some.length, files.length) }, (_, index) => ({
    kind: "erasure",
    record: uuidV7(desk.world.nowMs(), desk.world.randomHex(16)),
    unit,
    audience: "all",
    value: { entries: some[index] ?? [], media: files[index] ?? [], reason },
  }));
}

function sliced(hashes: readonly string[]): readonly (readonly string[])[] {
  return inParts(hashes, "").map(({ listed }) => listed);
}
