// What the county office has to do now: what of each duty has come from all units, requests, gaps, conflicts, the latest imports.
import { dueObligations } from "../../domain/campaign/deadlines.ts";
import type { Bilingual } from "../../domain/campaign/parts.ts";
import { tallyOf, type Tally } from "../../domain/duties/duty-tally.ts";
import { countConflicts } from "../conflicts/list-conflicts.ts";
import type { Workspace, Needs } from "../workspace.ts";
import { buildMatrix, type ObligationsNeeds } from "../duties/matrix/obligations.ts";
import { gaps, type DeviceGap, type GapsNeeds } from "../receipts/gaps.ts";
import { waitingRequests, type RefuseEnrolmentReads } from "../trust/refuse-enrolment.ts";
import { MOST_LACKING } from "./open-duties.ts";
import type { ImportReader } from "../ports/store/imports.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { RecordReader } from "../ports/store/records.ts";

export type CountyHomeNeeds = GapsNeeds &
  ObligationsNeeds &
  RefuseEnrolmentReads &
  Needs<FeedReader & ImportReader & RecordReader, "campaign">;

/** One obligation over all units. */
export type DutyTally = Omit<Tally, "onTime"> & Readonly<{ obligation: string; title: Bilingual; dueAtMs: number }>;

/** Bundles that were read within one minute. `units`: codes. `records`: null where those of an earlier import were not counted. */
export type RecentImport = Readonly<{
  atMs: number;
  means: string;
  bundles: number;
  units: readonly string[];
  records: Readonly<{ added: number; changed: number }> | null;
}>;

/** `quarantined`: entries of keys that nobody has approved. `lacking`: activities without evidence. */
export type CountyHome = Readonly<{
  standings: readonly DutyTally[];
  requests: number;
  gaps: readonly DeviceGap[];
  conflicts: number;
  quarantined: number;
  lacking: number;
  recent: readonly RecentImport[];
}>;

const MINUTE_MS = 60_000;
const RECENT_SHOWN = 10;

/** What the home of the county shows. */
export function countyHome(ws: CountyHomeNeeds): CountyHome {
  return {
    standings: talliesOf(ws),
    requests: waitingRequests(ws).length,
    gaps: gaps(ws),
    conflicts: countConflicts(ws),
    quarantined: ws.store.standings()["quarantine"] ?? 0,
    lacking: ws.store.countRecords({ kind: "activity", evidenced: false }, MOST_LACKING),
    recent: recentImports(ws),
  };
}

function talliesOf(ws: ObligationsNeeds & Pick<Workspace, "campaign">): readonly DutyTally[] {
  const { cells } = buildMatrix(ws);
  return dueObligations(ws.campaign()).map(({ id, title, dueAtMs }) => {
    const { onTime: _, ...tally } = tallyOf(cells.filter((cell) => cell.obligation === id));
    return { obligation: id, title, dueAtMs, ...tally };
  });
}

/** The latest first. */
function recentImports(ws: Needs<ImportReader>): readonly RecentImport[] {
  const byMinute = Map.groupBy(ws.store.imports(), (row) => row.readMs - (row.readMs % MINUTE_MS));
  return [...byMinute]
    .reverse()
    .slice(0, RECENT_SHOWN)
    .map(([atMs, rows]) => ({
      atMs,
      means: rows[0]?.means ?? "usb",
      bundles: rows.length,
      units: [...new Set(rows.map((row) => row.unit))],
      records: recordsOf(rows),
    }));
}

function recordsOf(rows: ReturnType<Workspace["store"]["imports"]>): RecentImport["records"] {
  let [added, changed] = [0, 0];
  for (const { newRecords, changedRecords } of rows) {
    if (newRecords === undefined || changedRecords === undefined) return null;
    added += newRecords;
    changed += changedRecords;
  }
  return { added, changed };
}
