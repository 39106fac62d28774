// What each unit owes, and what became of it: on time, late, missing, waived. The same at both ends.
import { dueObligations, type DueObligation } from "../domain/campaign/deadlines.ts";
import { isOnTime } from "../domain/campaign/local-time.ts";
import { kindOf } from "../domain/kinds.ts";
import { answerTo, outReports, type Answer, type OutReport } from "./answers.ts";
import type { Desk } from "./desk.ts";
import { leftAt } from "./left-here.ts";
import { asideAtCounty } from "./set-aside-here.ts";
import type { Arrival } from "./store-port.ts";

/** `incomplete`: the report is here, but not all that it contains (已到未齐). `due`: not yet owed. */
export type ObligationState = "on-time" | "late" | "incomplete" | "returned" | "missing" | "due" | "waived" | "not-applicable";

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

/** Of what is owed by now: how much was handed in at all, and how much on time. */
export type Shares = Readonly<{ owed: number; received: number; onTime: number }>;

export type Matrix = Readonly<{
  obligations: readonly Readonly<{ id: string; title: string; dueMs: number }>[];
  units: readonly Readonly<{ code: string; name: string; kind: string }>[];
  cells: readonly Cell[];
  /** Over all units. */
  rates: Shares;
}>;

/** Unit × obligation, for the units that file. */
export function buildMatrix(desk: Desk): Matrix {
  const campaign = desk.campaign();
  const filing = new Set(campaign.unitKinds.filter((kind) => kind.files).map((kind) => kind.id));
  const units = campaign.units.filter((unit) => filing.has(unit.kind) && unit.active !== false);
  const obligations = dueObligations(campaign);
  const answers = gatherAnswers(desk);
  const cells = units.flatMap((unit) => obligations.map((obligation) => cellOf(desk, unit, obligation, answers)));
  return {
    obligations: obligations.map(({ id, title, dueAtMs }) => ({ id, title: title.zh, dueMs: dueAtMs })),
    units: units.map(({ code, name, kind }) => ({ code, name, kind })),
    cells,
    rates: sharesOf(cells, desk.world.nowMs()),
  };
}

/** `leftMs`: at the unit when it first left in a bundle, at the county when it was last edited. */
type OutDocument = Arrival & Readonly<{ leftMs: number }>;

type Answers = Readonly<{
  reports: ReadonlyMap<string, readonly OutReport[]>;
  documents: ReadonlyMap<string, readonly OutDocument[]>;
  /** Reasons, by unit and obligation. */
  waived: ReadonlyMap<string, string>;
}>;

/** Obligations of a type that is itself a record kind are answered by such a record; all others by a report. */
function gatherAnswers(desk: Desk): Answers {
  const kinds = [...new Set(desk.campaign().calendar.obligations.map((row) => row.type))].filter(
    (type) => type !== "report" && kindOf(type)?.writer === "unit",
  );
  const isAside = asideAtCounty(desk);
  const documents = outDocuments(desk, kinds).filter((document) => !isAside(document));
  const out = outReports(desk).filter(({ report: { unit, record } }) => !isAside({ unit, kind: "report", record }));
  const waivers = desk.store.records({ kind: "waiver", limit: 100_000 }).records;
  return {
    reports: Map.groupBy(out, ({ report }) => report.unit),
    documents: Map.groupBy(documents, ({ unit, kind }) => `${unit}/${kind}`),
    waived: new Map(
      waivers.map(({ value }) => [`${String(value?.["unit"])}/${String(value?.["obligation"])}`, String(value?.["reason"])]),
    ),
  };
}

/** Documents that are out, as reports are: saving one alone answers nothing, and a later change takes nothing back. */
function outDocuments(desk: Desk, kinds: readonly string[]): readonly OutDocument[] {
  const arrivals = desk.store.arrivals(kinds);
  if (desk.store.facts().role === "county") return arrivals.map((document) => ({ ...document, leftMs: document.editedMs }));
  const left = leftAt(desk);
  return arrivals.flatMap((document) => {
    const leavings = desk.store.history(document).flatMap(({ wallMs, ...place }) => {
      const atMs = left(place);
      return atMs === undefined ? [] : [atMs ?? wallMs];
    });
    if (leavings.length > 0) return [{ ...document, leftMs: Math.min(...leavings) }];
    return document.receivedMs === null ? [] : [{ ...document, leftMs: document.editedMs }];
  });
}

function cellOf(desk: Desk, unit: Readonly<{ code: string; kind: string }>, obligation: DueObligation, answers: Answers): Cell {
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
  if (answer !== undefined) return { ...base, ...reportCell(answer, obligation) };
  const document = answers.documents.get(`${unit.code}/${obligation.type}`)?.[0];
  if (document !== undefined) return { ...base, ...documentCell(document, obligation) };
  return { ...base, state: desk.world.nowMs() > obligation.dueAtMs ? "missing" : "due" };
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

function documentCell(
  { leftMs, receivedMs }: OutDocument,
  obligation: DueObligation,
): Pick<Cell, "state" | "exportedMs" | "receivedMs"> {
  return { state: timeliness(receivedMs ?? leftMs, obligation), exportedMs: leftMs, receivedMs };
}

function timeliness(receivedMs: number, obligation: DueObligation): "on-time" | "late" {
  return isOnTime(receivedMs, obligation.dueAtMs) ? "on-time" : "late";
}

/** What is owed by now counts, and what came before it was; what is waived or not theirs does not. */
export function sharesOf(cells: readonly Cell[], nowMs: number): Shares {
  const owed = cells.filter(
    (cell) => cell.state !== "not-applicable" && cell.state !== "waived" && (cell.dueMs < nowMs || cell.state === "on-time"),
  );
  const received = owed.filter((cell) => cell.state === "on-time" || cell.state === "late");
  return { owed: owed.length, received: received.length, onTime: received.filter((cell) => cell.state === "on-time").length };
}

/** 报送率 or 及时率 as a whole percentage, half up; `—` where nothing is owed. */
export function shareText(part: number, whole: number): string {
  return whole === 0 ? "—" : `${Math.floor((200 * part + whole) / (2 * whole))}%`;
}
