// What each unit owes, and what became of it: on time, late, missing, waived. The same at both ends.
import { sharesOf, type ObligationState, type Shares } from "../../../domain/duties/duty-tally.ts";
import { dueObligations, type DueObligation } from "../../../domain/campaign/deadlines.ts";
import { isOnTime } from "../../../domain/campaign/local-time.ts";
import {
  answerTo,
  outDocuments,
  outReports,
  type Answer,
  type OutDocument,
  type OutReport,
  type AnswersNeeds,
} from "./answers.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import { asideAtCounty, type SetAsideAtCountyNeeds } from "./set-aside-at-county.ts";
import { documentKind } from "../reports/report-names.ts";
import type { RecordReader } from "../../ports/store/records.ts";

export type ObligationsNeeds = AnswersNeeds & SetAsideAtCountyNeeds & Needs<RecordReader, "campaign" | "world">;

export type Cell = Readonly<{
  unit: string;
  obligation: string;
  state: ObligationState;
  /** A zero report answered it (零报告). */
  zero: boolean;
  /** Of the version whose receipt counts; at the unit, when it left. */
  exportedMs: number | null;
  receivedMs: number | null;
  dueMs: number;
  /** Why it is waived; null where it is not. */
  waiver: string | null;
}>;

export type Matrix = Readonly<{
  obligations: readonly Readonly<{ id: string; title: string; dueMs: number }>[];
  units: readonly Readonly<{ code: string; name: string; kind: string }>[];
  cells: readonly Cell[];
  /** Over all units. */
  rates: Shares;
}>;

/** Unit × obligation, for the units that file. */
export function buildMatrix(ws: ObligationsNeeds): Matrix {
  const campaign = ws.campaign();
  const filing = new Set(campaign.unitKinds.filter((kind) => kind.files).map((kind) => kind.id));
  const units = campaign.units.filter((unit) => filing.has(unit.kind) && unit.active !== false);
  const obligations = dueObligations(campaign);
  const answers = gatherAnswers(ws);
  const cells = units.flatMap((unit) => obligations.map((obligation) => cellOf(ws, unit, obligation, answers)));
  return {
    obligations: obligations.map(({ id, title, dueAtMs }) => ({ id, title: title.zh, dueMs: dueAtMs })),
    units: units.map(({ code, name, kind }) => ({ code, name, kind })),
    cells,
    rates: sharesOf(cells, ws.world.nowMs()),
  };
}

type Answers = Readonly<{
  reports: ReadonlyMap<string, readonly OutReport[]>;
  documents: ReadonlyMap<string, readonly OutDocument[]>;
  /** Reasons, by unit and obligation. */
  waived: ReadonlyMap<string, string>;
}>;

function gatherAnswers(ws: ObligationsNeeds): Answers {
  const kinds = [...new Set(ws.campaign().calendar.obligations.flatMap((row) => documentKind(row) ?? []))];
  const isAside = asideAtCounty(ws);
  const documents = outDocuments(ws, kinds).filter((document) => !isAside(document));
  const out = outReports(ws).filter(({ report: { unit, record } }) => !isAside({ unit, kind: "report", record }));
  const waivers = ws.store.allRecords({ kind: "waiver" });
  return {
    reports: Map.groupBy(out, ({ report }) => report.unit),
    documents: Map.groupBy(documents, ({ unit, kind }) => `${unit}/${kind}`),
    waived: new Map(
      waivers.flatMap(({ value }) => (value === null ? [] : [[`${value.unit}/${value.obligation}`, value.reason] as const])),
    ),
  };
}

function cellOf(
  ws: Pick<Workspace, "world">,
  unit: Readonly<{ code: string; kind: string }>,
  obligation: DueObligation,
  answers: Answers,
): Cell {
  const base = {
    unit: unit.code,
    obligation: obligation.id,
    zero: false,
    exportedMs: null,
    receivedMs: null,
    dueMs: obligation.dueAtMs,
    waiver: null,
  };
  if (obligation.kinds !== undefined && !obligation.kinds.includes(unit.kind)) return { ...base, state: "not-applicable" };
  const waiver = answers.waived.get(`${unit.code}/${obligation.id}`);
  if (waiver !== undefined) return { ...base, state: "waived", waiver };
  const answer = answerTo(answers.reports.get(unit.code) ?? [], obligation);
  const kind = documentKind(obligation);
  const document = kind === undefined ? undefined : currentDocument(answers.documents.get(`${unit.code}/${kind}`) ?? []);
  if (document !== undefined) return { ...base, ...documentCell(document, answer?.returned === true, obligation) };
  if (kind === undefined && answer !== undefined) return { ...base, ...reportCell(answer, obligation) };
  return { ...base, state: ws.world.nowMs() > obligation.dueAtMs ? "missing" : "due" };
}

/** Of several the first that was not returned. */
function currentDocument(documents: readonly OutDocument[]): OutDocument | undefined {
  return documents.find(({ returned }) => !returned) ?? documents[0];
}

function reportCell(
  { report, returned, exportedMs, receivedMs }: Answer,
  obligation: DueObligation,
): Pick<Cell, "state" | "zero" | "exportedMs" | "receivedMs"> {
  const times = { zero: report.type === "zero", exportedMs, receivedMs };
  if (returned) return { ...times, state: "returned" };
  if (report.missing.length > 0) return { ...times, state: "incomplete" };
  return { ...times, state: timeliness(receivedMs ?? exportedMs, obligation) };
}

/** @param reportReturned the report that carried it was returned. */
function documentCell(
  { exportedMs, receivedMs, returned }: OutDocument,
  reportReturned: boolean,
  obligation: DueObligation,
): Pick<Cell, "state" | "exportedMs" | "receivedMs"> {
  const state = returned || reportReturned ? "returned" : timeliness(receivedMs ?? exportedMs, obligation);
  return { state, exportedMs, receivedMs };
}

function timeliness(receivedMs: number, obligation: DueObligation): "on-time" | "late" {
  return isOnTime(receivedMs, obligation.dueAtMs) ? "on-time" : "late";
}
