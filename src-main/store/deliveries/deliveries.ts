// Bundles that the office received: read here, or told of by another county PC. The same list at every PC that holds the same.
import type { Delivery, Holdings, Untold } from "../../usecases/ports/store/deliveries.ts";
import type { Quarantined } from "../../usecases/ports/store/trust.ts";
import { MOST_STRETCHES } from "../../domain/trust/set-aside.ts";
import { readCarried } from "../chain/carried.ts";
import { shownIn, toBlob, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { readFact } from "../db/facts.ts";
import { readImports } from "./log-queries.ts";
import { readBroughtHere } from "../chain/set-aside.ts";

/** What units bring; all else that a county reads comes from a county. */
const FROM_UNITS: ReadonlySet<string> = new Set(["hand-in", "enrolment-request"]);

/** Whether an import dates what it carried: at the county only what came from a unit. */
export function datesItsEntries(statements: Statements, purpose: string): boolean {
  return readFact(statements, "role") !== "county" || FROM_UNITS.has(purpose);
}

/** In order of reading; at the county each bundle once, as it was received first. */
export function readDeliveries(statements: Statements): readonly Delivery[] {
  const here = readImports(statements);
  if (readFact(statements, "role") !== "county") return here;
  const own = here.filter((row) => !row.told && FROM_UNITS.has(row.purpose));
  const earliest = new Map<string, Delivery>();
  for (const one of [...own, ...readTold(statements)]) {
    const known = earliest.get(one.bundle);
    if (known === undefined || isEarlier(one, known)) earliest.set(one.bundle, one);
  }
  return [...earliest.values()].sort((a, b) => a.readMs - b.readMs || (a.bundle < b.bundle ? -1 : 1));
}

function isEarlier(a: Delivery, b: Delivery): boolean {
  return a.receivedMs < b.receivedMs || (a.receivedMs === b.receivedMs && a.readMs < b.readMs);
}

/** What arrivals say, whoever wrote them with good authority; that of this PC itself is among them. */
function readTold(statements: Statements): readonly Delivery[] {
  const rows = statements("SELECT value FROM record WHERE kind = 'arrival' AND status = 'shown' AND value IS NOT NULL").all() as {
    value: string;
  }[];
  return rows.map((row) => {
    const { entries, carried: _carried, brought: _brought, ...rest } = shownIn("arrival", row.value);
    return { ...rest, ...entries };
  });
}

/** The first reading of each bundle here that no arrival tells of yet. */
export function readUntold(statements: Statements): readonly Untold[] {
  const rows = readImports(statements).filter((row) => FROM_UNITS.has(row.purpose));
  const first = new Map(rows.toReversed().map((row) => [row.bundle, row]));
  return [...first.values()]
    .toReversed()
    .filter((row) => !row.told)
    .map((row) => ({
      ...row,
      import: row.id,
      carried: readCarried(statements, row.id),
      brought: readBroughtHere(statements, row.bundle).slice(0, MOST_STRETCHES),
    }));
}

export function markTold(statements: Statements, importId: number): void {
  statements("UPDATE import SET told = 1 WHERE bundle = (SELECT bundle FROM import WHERE id = ?)").run(importId);
}

/** What the county PC with a key said last that it holds. */
export function readHoldings(statements: Statements, key: string): (Holdings & Readonly<{ readMs: number }>) | undefined {
  const row = statements(
    "SELECT holds, read_ms AS readMs FROM import WHERE signer = ? AND holds IS NOT NULL ORDER BY id DESC LIMIT 1",
  ).get(toBlob(key)) as { holds: string; readMs: number } | undefined;
  return row === undefined ? undefined : { ...(JSON.parse(row.holds) as Holdings), readMs: row.readMs };
}

/** Keys with entries in quarantine, and since when those are here. */
export function readQuarantined(statements: Statements): readonly Quarantined[] {
  const rows = statements(`
    SELECT feed.key, min(feed.unit) AS unit, count(*) AS entries, min(import.read_ms) AS sinceMs FROM entry
    JOIN feed ON feed.id = entry.feed_id LEFT JOIN import ON import.id = entry.import_id
    WHERE entry.standing = 'quarantine' GROUP BY feed.key ORDER BY sinceMs, feed.key`).all() as (Omit<Quarantined, "key"> & {
    key: Uint8Array;
  })[];
  return rows.map((row) => ({ ...row, key: toHex(row.key) }));
}
