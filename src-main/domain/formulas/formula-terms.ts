// What a row's formula says, as a tree that holds the campaign's own names: a screen adds only the words between them.
import type { ASTNode } from "@marcbachmann/cel-js";
import type { Indicator } from "../campaign/indicator-schema.ts";
import type { Bilingual } from "../campaign/parts.ts";
import type { Campaign } from "../campaign/schema.ts";
import { comparisonsOf } from "./filter.ts";
import { createFormulaReader } from "./formula.ts";
import { fieldsOfKind, matchesCode, type RowDates } from "./measure.ts";

/** `field` is, or is not, one of `values`; names where the campaign has them, else what the filter writes. */
export type Condition = Readonly<{ field: Bilingual | string; is: boolean; values: readonly (Bilingual | string)[] }>;

/**
 * `activities` empty: all of them. `ledger`: a ledger's title, or the kind where it is none; `datedBy`: the field that puts a
 * record into a period, where the row has one of its own.
 */
export type FormulaTerm =
  | Readonly<{ type: "number"; value: string }>
  | Readonly<{ type: "row"; code: string; label: Bilingual }>
  | Readonly<{ type: "sum"; activities: readonly Bilingual[]; metric: Bilingual }>
  | Readonly<{ type: "distinct"; activities: readonly Bilingual[]; field: Bilingual | string }>
  | Readonly<{
      type: "count";
      ledger: Bilingual | string;
      field: Bilingual | string | null;
      conditions: readonly Condition[];
      datedBy: Bilingual | string | null;
    }>
  | Readonly<{ type: "percent"; part: FormulaTerm; whole: FormulaTerm; digits: string }>
  | Readonly<{ type: "operator"; operator: string; left: FormulaTerm; right: FormulaTerm }>;

/**
 * The formula of a row as terms.
 *
 * @throws {Problem} `formula-invalid`
 */
export function formulaTerms(campaign: Campaign, { formula, dates }: Pick<Indicator, "formula" | "dates">): FormulaTerm {
  return termOf({ campaign, dates: dates ?? {} }, createFormulaReader()(formula).ast);
}

type Told = Readonly<{ campaign: Campaign; dates: RowDates }>;

function termOf(told: Told, node: ASTNode): FormulaTerm {
  if (node.op === "call") return callTerm(told, node.args[0], node.args[1]);
  const args: unknown = node.args;
  if (Array.isArray(args) && args.length === 2) {
    const [left, right] = args as [ASTNode, ASTNode];
    return { type: "operator", operator: node.op, left: termOf(told, left), right: termOf(told, right) };
  }
  return { type: "number", value: String(args) };
}

function callTerm(told: Told, name: string, args: readonly ASTNode[]): FormulaTerm {
  const { campaign } = told;
  const [first = "", second = "", third] = args.map((arg) => (arg.op === "value" ? String(arg.args) : ""));
  if (name === "percent") {
    const [part, whole] = args.map((arg) => termOf(told, arg));
    const zero = { type: "number", value: "0" } as const;
    return { type: "percent", part: part ?? zero, whole: whole ?? zero, digits: third ?? "0" };
  }
  if (name === "row") return { type: "row", code: first, label: rowLabel(campaign, first) };
  if (name === "distinct")
    return { type: "distinct", activities: activitiesOf(campaign, first), field: fieldLabel(campaign, "activity", second) };
  if (name === "sum" && third === undefined)
    return { type: "sum", activities: activitiesOf(campaign, first), metric: metricLabel(campaign, second) };
  return name === "count" ? countTerm(told, first, null, second) : countTerm(told, first, second, third ?? "");
}

/** Records of a ledger, or the sum of one of their fields. */
function countTerm({ campaign, dates }: Told, kind: string, field: string | null, filter: string): FormulaTerm {
  const ledger = campaign.ledgers.find((candidate) => candidate.kind === kind);
  const [date] = dates[kind] ?? [];
  return {
    type: "count",
    ledger: ledger?.title ?? kind,
    field: field === null ? null : fieldLabel(campaign, kind, field),
    conditions: conditionsOf(campaign, kind, filter),
    datedBy: date === undefined || date === ledger?.dateField ? null : fieldLabel(campaign, kind, date),
  };
}

function rowLabel(campaign: Campaign, code: string): Bilingual {
  return campaign.indicators.find((indicator) => indicator.code === code)?.label ?? { zh: code, en: code };
}

/** Names of the groups and items that the patterns cover; a group all of whose items are covered stands for them. */
function activitiesOf(campaign: Campaign, patterns: string): readonly Bilingual[] {
  const { groups } = campaign.catalogue;
  const covered = groups.map((group) => ({ group, items: group.items.filter(({ code }) => matchesCode(patterns, code)) }));
  if (covered.every(({ group, items }) => items.length === group.items.length)) return [];
  return covered.flatMap(({ group, items }) =>
    items.length === group.items.length && items.length > 1 ? [group.name] : items.map(({ name }) => name),
  );
}

function metricLabel(campaign: Campaign, id: string): Bilingual {
  return campaign.catalogue.metrics.find((metric) => metric.id === id)?.label ?? { zh: id, en: id };
}

function fieldLabel(campaign: Campaign, kind: string, id: string): Bilingual | string {
  const columns = campaign.ledgers.find((ledger) => ledger.kind === kind)?.columns ?? [];
  const fields =
    kind === "activity" ? campaign.catalogue.groups.flatMap(({ items }) => items.flatMap((item) => item.fields ?? [])) : [];
  return columns.find((column) => column.id === id)?.label ?? fields.find((field) => field.id === id)?.label ?? id;
}

function conditionsOf(campaign: Campaign, kind: string, filter: string): readonly Condition[] {
  return comparisonsOf(filter, fieldsOfKind(campaign, kind) ?? {}).map(({ field, is, values }) => {
    const column = campaign.ledgers.find((ledger) => ledger.kind === kind)?.columns.find(({ id }) => id === field);
    const options = campaign.picklists.find(({ id }) => id === column?.picklist)?.options ?? [];
    return {
      field: fieldLabel(campaign, kind, field),
      is,
      values: values.map((value) => options.find(({ id }) => id === value)?.label ?? value),
    };
  });
}
