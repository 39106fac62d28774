// What is to be done now: the township's duties in order of time, and the county's desk.
import { dueObligations, type DueObligation } from "../../domain/campaign/deadlines.ts";
import { formatLocalDateTime, isOnTime } from "../../domain/campaign/local-time.ts";
import { isOwed, tallyOf } from "../../domain/duty-tally.ts";
import type { JsonObject } from "../../domain/json.ts";
import { kindOf, listingFacts } from "../../domain/kinds.ts";
import type { Desk } from "../../usecases/desk.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { LIAISON, liaisonStanding } from "../../usecases/liaison.ts";
import { conflictingRecords } from "../../usecases/list-conflicts.ts";
import { buildMatrix, type Cell } from "../../usecases/obligations.ts";
import { waitingRequests } from "../../usecases/refuse-enrolment.ts";
import { rootDoubts } from "../../usecases/root-doubts.ts";
import { mendedRecords, returnedRecords, type Returned } from "../../usecases/returned-records.ts";
import type { Procedures } from "../base.ts";
import type { Desk as DeskView, Duty, UnitHome } from "../contract/home.ts";
import { attachmentsOf, countMedia } from "../views/media-view.ts";
import { returnedWords } from "../views/returned-words.ts";
import { pastHandIns, reportToMend } from "../views/past-hand-ins.ts";
import { gapViews } from "./receipt-routes.ts";
import { trustOf } from "./session-routes.ts";

const LACKING_SHOWN = 8;
const RECEIVED_SHOWN = 6;

export function homeRoutes({ at }: Procedures) {
  return {
    unit: at.home.unit.handler(({ context }) => unitHome(context.workspace.desk)),
    desk: at.home.desk.handler(({ context }) => countyDesk(context.workspace.desk)),
  };
}

function unitHome(desk: Desk): UnitHome {
  const { unit } = desk.store.facts();
  const cells = new Map(
    buildMatrix(desk)
      .cells.filter((cell) => cell.unit === unit)
      .map((cell) => [cell.obligation, cell]),
  );
  const done = (cell: Cell | undefined) =>
    cell === undefined || ["on-time", "late", "waived", "not-applicable"].includes(cell.state);
  const obligations = dueObligations(desk.campaign());
  const lacking = desk.store.records({ kind: "activity", unit, evidenced: false, limit: LACKING_SHOWN });
  return {
    setup: setupSteps(desk),
    duties: obligations.filter((row) => !done(cells.get(row.id))).map((row) => dutyOf(desk, row, cells.get(row.id) as Cell)),
    doneDuties: obligations.filter((row) => done(cells.get(row.id))).length,
    returned: [
      ...returnedRecords(desk, unit).map((one) => returnedView(desk, one, false)),
      ...mendedRecords(desk).map((one) => returnedView(desk, one, true)),
    ],
    lacking: lacking.records.map(({ record, kind, title, occurred }) => ({
      unit,
      kind,
      record,
      title: title ?? "",
      date: occurred ?? "",
    })),
    lackingTotal: desk.store.countRecords({ kind: "activity", unit, evidenced: false }, 1000),
    received: receivedHandIns(desk, cells),
    drafts: desk.store.drafts().map((draft) => {
      const value = draft.value["value"] as JsonObject;
      const fields = (value["fields"] ?? {}) as JsonObject;
      return {
        draft: draft.id,
        kind: draft.kind,
        title: String(value["title"] ?? fields[kindOf(draft.kind)?.titleField ?? ""] ?? ""),
        code: String(value["code"] ?? ""),
        savedAtMs: draft.savedMs,
      };
    }),
  };
}

function setupSteps(desk: Desk): UnitHome["setup"] {
  const { pinned, enrolment } = trustOf(desk);
  const steps: UnitHome["setup"] = [];
  const { disputed, claimants } = rootDoubts(desk);
  if (disputed || claimants.length > 0) steps.push("county-key");
  if (!pinned) steps.push("import-pack");
  if (enrolment === "none") steps.push("export-request");
  if (enrolment === "requested") steps.push("await-approval");
  return steps;
}

const ACTIONS: Readonly<Record<string, Duty["action"]>> = { liaison: "fill-liaison", plan: "add-plan", summary: "write-summary" };

function dutyOf(desk: Desk, row: DueObligation, cell: Cell): Duty {
  const nowMs = desk.world.nowMs();
  const period =
    row.fromMs === undefined || row.toMs === undefined ? null : { id: row.period ?? row.id, fromMs: row.fromMs, toMs: row.toMs };
  const late = nowMs > row.dueAtMs ? "overdue" : period !== null && nowMs < period.fromMs ? "upcoming" : "open";
  return {
    obligation: row.id,
    type: row.type,
    title: row.title,
    period,
    dueAtMs: row.dueAtMs,
    state: cell.state === "returned" || cell.state === "incomplete" ? cell.state : late,
    gathered: period === null ? null : gathered(desk, period),
    action: actionFor(desk, row, cell),
  };
}

/** A returned form is filled in again; one that is only written waits for its way out. */
function actionFor(desk: Desk, { type }: DueObligation, { state }: Cell): Duty["action"] {
  const isWritten = type === LIAISON && state !== "returned" && liaisonStanding(desk).state === "written";
  return isWritten ? "send-liaison" : (ACTIONS[type] ?? "assemble");
}

function gathered(desk: Desk, period: Readonly<{ fromMs: number; toMs: number }>): NonNullable<Duty["gathered"]> {
  const { unit } = desk.store.facts();
  const local = (ms: number) => formatLocalDateTime(ms, desk.campaign().calendar.offsetMinutes);
  const { records } = desk.store.records({
    kind: "activity",
    unit,
    from: local(period.fromMs),
    to: local(period.toMs),
    limit: 1000,
  });
  const evidenced = records.filter((record) => record.evidenced).length;
  const media = countMedia(records.flatMap((record) => [...attachmentsOf(record.value)]));
  return { activities: records.length, evidenced, lacking: records.length - evidenced, media };
}

function returnedView(desk: Desk, returned: Returned, mended: boolean): UnitHome["returned"][number] {
  const { unit, kind, record, title } = returned.record;
  const again = reportToMend(desk, returned.record);
  return {
    unit,
    kind,
    record,
    mended,
    title: again?.title.zh ?? title ?? lastTitle(desk, returned.record),
    report: again?.report ?? null,
    ...returnedWords(desk, returned),
  };
}

/** What a record was called before it was deleted. */
function lastTitle(desk: Desk, record: Returned["record"]): string {
  const value = desk.store.history(record).find(({ op }) => op === "put")?.value ?? null;
  return listingFacts(record.kind, value).title ?? "";
}

/** What the county has answered, the latest first; what it returned stands above. */
function receivedHandIns(desk: Desk, cells: ReadonlyMap<string, Cell>): UnitHome["received"] {
  const rows = pastHandIns(desk).flatMap(({ bundleNumber, report, title, receivedAtMs, state, reason, lacking }) => {
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

function countyDesk(desk: Desk): DeskView {
  const matrix = buildMatrix(desk);
  const imports = Map.groupBy(desk.store.imports(), (row) => row.readMs - (row.readMs % 60_000));
  return {
    standings: matrix.obligations.map(({ id, dueMs }) => {
      const { onTime: _, ...tally } = tallyOf(matrix.cells.filter((cell) => cell.obligation === id));
      const title = dueObligations(desk.campaign()).find((row) => row.id === id)?.title ?? { zh: id, en: id };
      return {
        obligation: id,
        title,
        dueAtMs: dueMs,
        ...tally,
      };
    }),
    requests: waitingRequests(desk).length,
    gaps: gapViews(desk),
    conflicts: conflictingRecords(desk).length,
    quarantined: desk.store.standings()["quarantine"] ?? 0,
    lacking: desk.store.countRecords({ kind: "activity", evidenced: false }, 1000),
    recent: [...imports]
      .reverse()
      .slice(0, 10)
      .map(([atMs, rows]) => ({
        import: String(atMs),
        atMs,
        means: rows[0]?.means ?? "usb",
        bundles: rows.length,
        units: [...new Set(rows.map((row) => unitName(desk, row.unit)))],
        records: recordsOf(rows),
      })),
  };
}

function recordsOf(rows: ReturnType<Desk["store"]["imports"]>): DeskView["recent"][number]["records"] {
  let [added, changed] = [0, 0];
  for (const { newRecords, changedRecords } of rows) {
    if (newRecords === undefined || changedRecords === undefined) return null;
    added += newRecords;
    changed += changedRecords;
  }
  return { added, changed };
}
