// What each unit owes, and what became of it: on time, late, missing, waived. The same at both ends.
import { sharesOf, type Shares } from "../../../domain/duties/duty-tally.ts";
import { dueObligations, type DueObligation } from "../../../domain/campaign/deadlines.ts";
import { answerTo } from "../../../domain/duties/answer.ts";
import { cellOf, type Cell, type Known } from "../../../domain/duties/cell.ts";
import { outDocuments, outReports, type AnswersNeeds, type OutDocumentView, type OutReportView } from "./answers.ts";
import type { Needs } from "../../workspace.ts";
import { asideAtCounty, type SetAsideAtCountyNeeds } from "./set-aside-at-county.ts";
import { documentKind } from "../reports/report-names.ts";
import type { RecordReader } from "../../ports/store/records.ts";

export type ObligationsNeeds = AnswersNeeds & SetAsideAtCountyNeeds & Needs<RecordReader, "campaign" | "world">;

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
  const nowMs = ws.world.nowMs();
  const cells = units.flatMap((unit) => obligations.map((duty) => cellOf(unit, duty, knownOf(answers, unit.code, duty), nowMs)));
  return {
    obligations: obligations.map(({ id, title, dueAtMs }) => ({ id, title: title.zh, dueMs: dueAtMs })),
    units: units.map(({ code, name, kind }) => ({ code, name, kind })),
    cells,
    rates: sharesOf(cells, nowMs),
  };
}

type Answers = Readonly<{
  reports: ReadonlyMap<string, readonly OutReportView[]>;
  documents: ReadonlyMap<string, readonly OutDocumentView[]>;
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

function knownOf(answers: Answers, unit: string, duty: DueObligation): Known {
  const kind = documentKind(duty);
  return {
    waiver: answers.waived.get(`${unit}/${duty.id}`),
    answer: answerTo(answers.reports.get(unit) ?? [], duty),
    documents: kind === undefined ? undefined : (answers.documents.get(`${unit}/${kind}`) ?? []),
  };
}
