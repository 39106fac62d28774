// What a filing unit has to do now: its duties in order of time, what was returned or lacks evidence, what the county has answered.
import type { Cell } from "../../domain/duties/cell.ts";
import { dueObligations } from "../../domain/campaign/deadlines.ts";
import { isOnTime } from "../../domain/campaign/local-time.ts";
import { isOwed, isReceived } from "../../domain/duties/duty-tally.ts";
import { kindOf, listingFacts } from "../../domain/kinds/kinds.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import type { Needs } from "../workspace.ts";
import { buildMatrix, type ObligationsNeeds } from "../duties/matrix/obligations.ts";
import { mendedRecords, returnedRecords, type Returned } from "../duties/review/returned-records.ts";
import { returnedWords, type ReturnedWords } from "../duties/review/returned-words.ts";
import { pastHandIns, type PastHandIn, type PastHandInsNeeds } from "../hand-in/past-hand-ins.ts";
import { reportToMend } from "../hand-in/report-again.ts";
import { rootDoubts } from "../trust/root-doubts.ts";
import { trustState } from "../trust/trust-state.ts";
import { MOST_LACKING, openDuty, type OpenDuty, type OpenDutiesNeeds } from "./open-duties.ts";
import type { RecordReader } from "../ports/store/records.ts";
import type { DraftReader } from "../ports/store/drafts.ts";
import type { HandInReads } from "../hand-in/hand-in.ts";
import type { ExportReader } from "../ports/store/exports.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { TrustReader } from "../ports/store/trust.ts";

export type UnitHomeNeeds = HandInReads &
  ObligationsNeeds &
  OpenDutiesNeeds &
  PastHandInsNeeds &
  Needs<DraftReader & ExportReader & FactReader & FeedReader & RecordReader & TrustReader, "campaign">;

/** Something begun that the clerk has to finish for the county to take anything: the pack, the enrolment. */
export type SetupStep = "county-key" | "import-pack" | "export-request" | "await-approval";

/** `report`: the hand-in to make again, where one was returned. `mended`: changed or deleted since, and not yet sent (待再报). */
export type ReturnedHere = RecordKey & ReturnedWords & Readonly<{ title: string; report: string | null; mended: boolean }>;

/** An activity that does not count, because nothing shows that it took place. `date`: empty where it has none. */
export type LackingHere = RecordKey & Readonly<{ title: string; date: string }>;

/** A hand-in that the county has. `timely`: null where the unit does not owe what it was made for. */
export type ReceivedHere = Pick<PastHandIn, "title" | "reason" | "lacking"> &
  Readonly<{
    bundle: number;
    receivedAtMs: number;
    state: Exclude<PastHandIn["state"], "exported" | "returned">;
    timely: boolean | null;
  }>;

export type DraftHere = Readonly<{ draft: string; kind: string; title: string; code: string; savedAtMs: number }>;

/** `duties`: those that are neither done nor waived; `doneDuties`: how many are. `lacking`: the newest of `lackingTotal`. */
export type UnitHome = Readonly<{
  setup: readonly SetupStep[];
  duties: readonly OpenDuty[];
  doneDuties: number;
  returned: readonly ReturnedHere[];
  lacking: readonly LackingHere[];
  lackingTotal: number;
  received: readonly ReceivedHere[];
  drafts: readonly DraftHere[];
}>;

const LACKING_SHOWN = 8;
const RECEIVED_SHOWN = 6;

/** What the home screen of a unit shows. */
export function unitHome(ws: UnitHomeNeeds): UnitHome {
  const { unit } = ws.store.facts();
  const cells = new Map(
    buildMatrix(ws)
      .cells.filter((cell) => cell.unit === unit)
      .map((cell) => [cell.obligation, cell]),
  );
  const duties = dueObligations(ws.campaign()).map((row) => ({ row, cell: cells.get(row.id) }));
  const open = duties.flatMap(({ row, cell }) => (cell === undefined || isSettled(cell) ? [] : [{ row, cell }]));
  return {
    setup: setupSteps(ws),
    duties: open.map(({ row, cell }) => openDuty(ws, row, cell)),
    doneDuties: duties.length - open.length,
    returned: [
      ...returnedRecords(ws, unit).map((one) => returnedHere(ws, one, false)),
      ...mendedRecords(ws).map((one) => returnedHere(ws, one, true)),
    ],
    lacking: lackingHere(ws, unit),
    lackingTotal: ws.store.countRecords({ kind: "activity", unit, evidenced: false }, MOST_LACKING),
    received: receivedHere(ws, cells),
    drafts: draftsHere(ws),
  };
}

/** Nothing is left to do for it. */
function isSettled(cell: Cell): boolean {
  return !isOwed(cell) || isReceived(cell);
}

function setupSteps(ws: UnitHomeNeeds): readonly SetupStep[] {
  const { pinned, enrolment } = trustState(ws);
  const { disputed, claimants } = rootDoubts(ws);
  return [
    ...(disputed || claimants.length > 0 ? ["county-key" as const] : []),
    ...(pinned ? [] : ["import-pack" as const]),
    ...(enrolment === "none" ? ["export-request" as const] : []),
    ...(enrolment === "requested" ? ["await-approval" as const] : []),
  ];
}

function returnedHere(ws: UnitHomeNeeds, returned: Returned, mended: boolean): ReturnedHere {
  const { unit, kind, record, title } = returned.record;
  const again = reportToMend(ws, returned.record);
  return {
    unit,
    kind,
    record,
    mended,
    title: again?.title.zh ?? title ?? lastTitle(ws, returned.record),
    report: again?.report ?? null,
    ...returnedWords(ws, returned),
  };
}

/** What a record was called before it was deleted. */
function lastTitle(ws: Needs<RecordReader>, record: Returned["record"]): string {
  const put = ws.store.history(record).find(({ op }) => op === "put");
  return put === undefined ? "" : (listingFacts(record.kind, ws.store.versionValue(put.hash)).title ?? "");
}

function lackingHere(ws: Needs<RecordReader>, unit: string): readonly LackingHere[] {
  const { records } = ws.store.records({ kind: "activity", unit, evidenced: false, limit: LACKING_SHOWN });
  return records.map(({ record, kind, title, occurred }) => ({ unit, kind, record, title: title ?? "", date: occurred ?? "" }));
}

/** What the county has answered, the latest first; what it returned stands above. */
function receivedHere(ws: PastHandInsNeeds, cells: ReadonlyMap<string, Cell>): readonly ReceivedHere[] {
  const rows = pastHandIns(ws).flatMap(({ bundleNumber, report, title, receivedAtMs, state, reason, lacking }) => {
    if (receivedAtMs === null || state === "exported" || state === "returned") return [];
    const timely = timelyOf(cells.get(report), receivedAtMs);
    return [{ bundle: bundleNumber, title, receivedAtMs, state, reason, lacking, timely }];
  });
  return rows.slice(0, RECEIVED_SHOWN);
}

/** By the times, whatever became of the report since. A correction keeps the time of the bundle that was there first. */
function timelyOf(cell: Cell | undefined, receivedAtMs: number): boolean | null {
  if (cell === undefined || !isOwed(cell)) return null;
  const countedMs = cell.receivedMs ?? cell.exportedMs ?? receivedAtMs;
  return isOnTime(receivedAtMs, cell.dueMs) || isOnTime(countedMs, cell.dueMs);
}

function draftsHere(ws: Needs<DraftReader>): readonly DraftHere[] {
  return ws.store.drafts().map((draft) => {
    const { title, code = "", fields = {} } = draft.value.value;
    return {
      draft: draft.id,
      kind: draft.kind,
      title: String(title ?? fields[kindOf(draft.kind)?.titleField ?? ""] ?? ""),
      code,
      savedAtMs: draft.savedMs,
    };
  });
}
