// A unit's duties that ask for something: in which state each is, what lies ready for it, and the one thing to do next.
import type { Cell } from "../../domain/duties/cell.ts";
import type { DueObligation } from "../../domain/campaign/deadlines.ts";
import { formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import type { Bilingual } from "../../domain/campaign/parts.ts";
import type { Needs } from "../workspace.ts";
import { countMedia, type MediaCounts } from "../records/originals/count-media.ts";
import { attachmentsShown } from "../../domain/kinds/values.ts";
import { LIAISON } from "../records/versions/put-record.ts";
import { liaisonState, type LiaisonReads } from "../trust/liaison.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { RecordReader } from "../ports/store/records.ts";

export type OpenDutiesNeeds = LiaisonReads & Needs<FactReader & RecordReader, "campaign" | "world">;

/** What lacks evidence is counted up to here; more is said to be 1000+. */
export const MOST_LACKING = 1000;

/** Activities of a duty's period, those without evidence, and the media that would travel. `soFar`: with all periods before. */
export type Gathered = Readonly<{ activities: number; soFar: number; evidenced: number; lacking: number; media: MediaCounts }>;

/** What comes next. `send-liaison`: the form is filled in and has not left. */
export type DutyAction = "assemble" | "fill-liaison" | "send-liaison" | "add-plan" | "write-summary";

/** `open`: may be handed in now. `upcoming`: its period has not begun. */
export type OpenDuty = Readonly<{
  obligation: string;
  type: string;
  title: Bilingual;
  period: Readonly<{ id: string; fromMs: number; toMs: number }> | null;
  dueAtMs: number;
  state: "open" | "overdue" | "returned" | "incomplete" | "upcoming";
  gathered: Gathered | null;
  action: DutyAction;
}>;

/** @param cell of a duty that is neither done nor waived. */
export function openDuty(ws: OpenDutiesNeeds, row: DueObligation, cell: Cell): OpenDuty {
  const nowMs = ws.world.nowMs();
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
    gathered: period === null ? null : gatheredIn(ws, period),
    action: actionFor(ws, row, cell),
  };
}

const ACTIONS: Readonly<Record<string, DutyAction>> = { liaison: "fill-liaison", plan: "add-plan", summary: "write-summary" };

/** A returned form is filled in again; one that is only written waits for its way out. */
function actionFor(ws: LiaisonReads, { type }: DueObligation, { state }: Cell): DutyAction {
  const isWritten = type === LIAISON && state !== "returned" && liaisonState(ws).state === "written";
  return isWritten ? "send-liaison" : (ACTIONS[type] ?? "assemble");
}

/** No office has recorded as many. */
const MOST_COUNTED = 10_000;

function gatheredIn(ws: OpenDutiesNeeds, period: Readonly<{ fromMs: number; toMs: number }>): Gathered {
  const { unit } = ws.store.facts();
  const local = (ms: number) => formatLocalDateTime(ms, ws.campaign().calendar.offsetMinutes);
  const records = ws.store.allRecords({ kind: "activity", unit, from: local(period.fromMs), to: local(period.toMs) });
  const soFar = ws.store.countRecords({ kind: "activity", unit, to: local(period.toMs) }, MOST_COUNTED);
  const evidenced = records.filter((record) => record.evidenced).length;
  const media = countMedia(records.flatMap((record) => [...attachmentsShown(record.value)]));
  return { activities: records.length, soFar, evidenced, lacking: records.length - evidenced, media };
}
