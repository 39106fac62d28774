// Makes the model of a form from what is in the workspace, and has it drawn.
import { formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import type { Campaign } from "../../domain/campaign/schema.ts";
import { FIGURE_COLUMN_NAMES, figureText, type FigureColumn } from "../../domain/statistics/figures/figures.ts";
import { isMarked, type Marks } from "../../domain/statistics/counting/marks.ts";
import { canonicalJson, type Json, type JsonObject } from "../../domain/json.ts";
import { keyCode, keyQrText } from "../../domain/trust/key-code.ts";
import { Problem } from "../../domain/problem.ts";
import { uuidV8 } from "../../domain/feed/record-id.ts";
import { naturalKeyText } from "../../domain/kinds/kinds.ts";
import { valueIn, type ValueOf } from "../../domain/kinds/values.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import { attachment1, type Attachment1Model, type LiaisonInput } from "../../paper/models/attachment1.ts";
import { attachment2, type Attachment2Model, type StatisticsRow } from "../../paper/models/attachment2.ts";
import { consolidated, type ConsolidatedInput, type ConsolidatedModel } from "../../paper/models/consolidated.ts";
import type { FormModels, FormName } from "../../paper/models/forms.ts";
import type { LedgerModel } from "../../paper/models/ledger.ts";
import type { StampInput } from "../../paper/models/sheet.ts";
import type { Workspace, Needs } from "../workspace.ts";
import { rowNote, tableNotes, type Role } from "../figures/figure-notes.ts";
import { matrixForm } from "./matrix-form.ts";
import { missingForm } from "./missing-form.ts";
import { computeFigures, consolidateFigures } from "../figures/figures.ts";
import { openFindings, validateCounty, type ValidateFiguresNeeds } from "../figures/validate-figures.ts";
import { checkedPeriod, checkedUnit } from "../campaign.ts";
import type { RecordReader } from "../ports/store/records.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { ObligationsNeeds } from "../duties/matrix/obligations.ts";
import type { MissingNeeds } from "../receipts/missing.ts";
import type { ReportReader } from "../ports/store/reports.ts";

export type PrintFormNeeds = MissingNeeds &
  ObligationsNeeds &
  ValidateFiguresNeeds &
  Needs<FactReader & RecordReader & ReportReader, "campaign" | "fingerprint" | "sha256" | "world">;

/** Draws models; built over paper/. */
export type Papers = Readonly<{
  /** @param pictures JPEGs that the model names by their place. */
  pdf<Form extends FormName>(form: Form, model: FormModels[Form], pictures?: readonly Uint8Array[]): Promise<Uint8Array>;
  svgPages<Form extends FormName>(form: Form, model: FormModels[Form]): Promise<readonly string[]>;
  /** Tables only: running text and pictures have no sheet. */
  xlsx<Form extends Exclude<FormName, "document" | "contact-sheet">>(form: Form, model: FormModels[Form]): Promise<Uint8Array>;
}>;

/** `column`: which figures the county's table shows; a unit's own table has both. */
export type PaperRequest = Readonly<{
  form: string;
  unit?: string;
  period?: string;
  column?: FigureColumn;
  blank?: boolean;
  short?: boolean;
}>;

/** The figures that the county's table shows where nobody says which. */
export const SHOWN_COLUMN: FigureColumn = "cumulative";

/** A form with its model, ready to be drawn. */
export type PreparedPaper =
  | Readonly<{ form: "attachment1"; model: Attachment1Model }>
  | Readonly<{ form: "attachment2"; model: Attachment2Model }>
  | Readonly<{ form: "consolidated"; model: ConsolidatedModel }>
  | Readonly<{ form: "ledger"; model: LedgerModel }>;

/**
 * Gathers what a form shows.
 *
 * @throws {Problem} `form-unknown`, `unit-unknown`, `period-unknown`
 */
export function prepareForm(ws: PrintFormNeeds, request: PaperRequest): PreparedPaper {
  const unit = checkedUnit(ws, request.unit ?? ws.store.facts().unit);
  const period = checkedPeriod(ws, request.period ?? "total");
  if (request.form === "attachment1") return { form: "attachment1", model: liaisonForm(ws, unit, request.blank ?? false) };
  if (request.form === "attachment2") return { form: "attachment2", model: statisticsForm(ws, unit, period, request) };
  if (request.form === "consolidated")
    return { form: "consolidated", model: consolidatedForm(ws, period, request.column ?? SHOWN_COLUMN) };
  if (request.form === "matrix") return { form: "ledger", model: matrixForm(ws) };
  if (request.form === "missing") return { form: "ledger", model: missingForm(ws, unit) };
  throw new Problem("form-unknown", { form: request.form });
}

/** Draws a prepared form as one file. @throws {Problem} `paper-failed`, `format-unknown` */
export async function drawForm(papers: Papers, paper: PreparedPaper, format: string): Promise<readonly Uint8Array[]> {
  if (format === "pdf") return [await papers.pdf(paper.form, paper.model)];
  if (format === "xlsx") return [await papers.xlsx(paper.form, paper.model)];
  if (format === "svg") return (await papers.svgPages(paper.form, paper.model)).map((page) => new TextEncoder().encode(page));
  throw new Problem("format-unknown", { format });
}

function formOf(campaign: Campaign, id: string): Campaign["forms"][number] | undefined {
  return campaign.forms.find((form) => form.id === id);
}

function liaisonForm(ws: PrintFormNeeds, unit: string, blank: boolean): Attachment1Model {
  const campaign = ws.campaign();
  const form = formOf(campaign, "attachment1");
  const leader = campaign.attachment1.some((column) => column.id === "leader" && column.form);
  const options = { ...(form && { title: form.title, label: form.heading ?? "" }), leader };
  return attachment1([blank ? { unit: unitNameOf(campaign, unit) } : liaisonInput(ws, unit)], options);
}

const GENDER = { male: "男", female: "女" };

function liaisonInput(ws: PrintFormNeeds, unit: string): LiaisonInput {
  const record = uuidV8(ws.sha256, naturalKeyText("liaison", {}) ?? "");
  const view = ws.store.record({ unit, kind: "liaison", record });
  const value: Partial<ValueOf<"liaison">> = view?.status === "shown" ? (view.value ?? {}) : {};
  const { name, gender, post: position, officePhone, mobile, chatId: messenger, email, leader, remark } = value;
  return {
    unit: unitNameOf(ws.campaign(), unit),
    ...given({ name, position, officePhone, mobile, messenger, email, leader, remark }),
    ...(gender !== undefined && { gender: GENDER[gender] }),
    replaces: namesOf(ws, { unit, kind: "liaison", record }).size > 1,
    ...keyOf(ws, unit),
    stamp: stampFor(ws, unit, { period: "联络员" }, value),
  };
}

/** Members that hold something. */
function given<Name extends string>(members: Readonly<Record<Name, string | undefined>>): Partial<Record<Name, string>> {
  const filled = Object.entries<string | undefined>(members).filter(([, text]) => text !== undefined);
  return Object.fromEntries(filled) as Partial<Record<Name, string>>;
}

/** Who the versions of the form name; one that names nobody counts as another. */
function namesOf(ws: Needs<RecordReader>, key: RecordKey): ReadonlySet<string | undefined> {
  const values = ws.store.history(key).map(({ hash }) => ws.store.versionValue(hash));
  return new Set(values.map((value) => valueIn("liaison", value)?.name));
}

/** The code of this PC's own key; the county prints others' forms without one. */
function keyOf(ws: Needs<FactReader, "fingerprint">, unit: string): Pick<LiaisonInput, "key"> {
  const facts = ws.store.facts();
  if (facts.unit !== unit) return {};
  const fingerprint = ws.fingerprint(facts.selfKey);
  return { key: { code: keyCode(fingerprint), qrText: keyQrText(unit, fingerprint) } };
}

/** A unit's paper goes with the hand-in that brings what is not handed in yet: nothing is said of it there. */
function noteOf(marks: Marks | undefined, role: Role): Pick<StatisticsRow, "note"> {
  const said = marks && (role === "unit" ? { ...marks, unreported: 0 } : marks);
  return said === undefined || !isMarked(said) ? {} : { note: rowNote(said, role) };
}

function statisticsForm(ws: PrintFormNeeds, unit: string, period: string, request: PaperRequest): Attachment2Model {
  const campaign = ws.campaign();
  const form = formOf(campaign, "attachment2");
  const statistics = computeFigures(ws, unit, period);
  const groups = new Map(campaign.indicatorGroups.map((group) => [group.id, group.label.zh]));
  const { role } = ws.store.facts();
  const rows: StatisticsRow[] = campaign.indicators.map((indicator) => {
    const row = statistics.rows.find((candidate) => candidate.row === indicator.code);
    return {
      code: indicator.code,
      group: groups.get(indicator.group) ?? "",
      label: indicator.part === true ? `　${indicator.label.zh}` : indicator.label.zh,
      unit: indicator.unit.zh,
      period: row === undefined ? "" : figureText(row.period),
      cumulative: row === undefined ? "" : figureText(row.cumulative),
      ...noteOf(row, role),
      short: indicator.short ?? false,
    };
  });
  return attachment2({
    rows,
    ...(form && { title: form.title, label: form.heading ?? "", notes: form.notes }),
    blank: request.blank ?? false,
    short: request.short ?? campaign.settings.shortForm,
    unit: unitNameOf(campaign, unit),
    ...periodText(campaign, period),
    filledOn: localNow(ws).slice(0, 10),
    ...(request.blank !== true && { stamp: stampFor(ws, unit, { period }, figuresOf(statistics.rows)) }),
  });
}

function figuresOf(rows: ReturnType<typeof computeFigures>["rows"]): Json {
  return rows.map((row) => [row.row, figureText(row.period), figureText(row.cumulative)]);
}

function consolidatedForm(ws: PrintFormNeeds, period: string, column: FigureColumn): ConsolidatedModel {
  const campaign = ws.campaign();
  const form = formOf(campaign, "consolidated");
  const table = consolidateFigures(ws, period);
  const groups = new Map(campaign.indicatorGroups.map((group) => [group.id, group.label.zh]));
  const indicators = new Map(campaign.indicators.map((indicator) => [indicator.code, indicator]));
  const rows = table.rows.flatMap(({ row, cells }) => {
    const indicator = indicators.get(row);
    if (indicator === undefined) return [];
    const figures = cells.map((cell) => figureText(cell[column]));
    return [{ code: row, group: groups.get(indicator.group) ?? "", label: indicator.label.zh, unit: indicator.unit.zh, figures }];
  });
  return consolidated({
    columns: table.columns.map((column) => ({ name: column.label.zh, sum: column.type === "total" })),
    rows,
    ...(form && { title: form.title, notes: form.notes }),
    issuer: campaign.committee.office,
    ...periodText(campaign, period, column),
    column: FIGURE_COLUMN_NAMES[column],
    remarks: tableNotes(
      table.rows.flatMap(({ row, cells }) => cells.slice(-1).map((total) => ({ code: row, ...total }))),
      openFindings(validateCounty(ws, period)).length,
      "county",
    ),
    stamp: stampFor(
      ws,
      campaign.committee.officeUnit,
      { period, column },
      rows.map((row) => [row.code, ...row.figures]),
    ),
  });
}

/** What a table's figures cover: 累计数 begin with the campaign. */
function periodText(campaign: Campaign, id: string, column?: FigureColumn): Pick<ConsolidatedInput, "period" | "issue"> {
  const { countFrom, countTo, periods, supplements } = campaign.calendar;
  const found = [...periods, ...supplements].find((candidate) => candidate.id === id);
  return found === undefined
    ? { period: { from: countFrom, to: countTo }, issue: "累计" }
    : { period: { from: column === "cumulative" ? countFrom : found.from, to: found.to }, issue: found.title.zh };
}

function unitNameOf(campaign: Campaign, code: string): string {
  return campaign.units.find((unit) => unit.code === code)?.name ?? code;
}

function localNow(ws: Pick<Workspace, "campaign" | "world">): string {
  return formatLocalDateTime(ws.world.nowMs(), ws.campaign().calendar.offsetMinutes);
}

type Covered = Readonly<{ period: string; column?: FigureColumn }>;

function stampFor(ws: PrintFormNeeds, unit: string, { period, column }: Covered, shown: Json | JsonObject): StampInput {
  const dataHash = ws.sha256(canonicalJson(shown));
  const campaign = ws.campaign();
  return {
    unitCode: unit,
    period: [period === "total" ? "累计" : period, column === undefined ? "" : FIGURE_COLUMN_NAMES[column]].join(" ").trim(),
    templateVersion: `v${campaign.version}`,
    dataHash,
    printedAt: localNow(ws),
    qrText: `ANBAO:${campaign.id}:${unit}:${column === undefined ? period : `${period}.${column}`}:${dataHash}`,
  };
}
