// Measures: the quantities that formulas ask for. Each is added up once per unit and period, whatever number of rows uses it.
import type { Campaign } from "../campaign/schema.ts";
import type { FieldType, FieldTypes } from "./filter.ts";
import type { Call } from "./formula.ts";

/**
 * `sum`: an indicator over activities. `ledger`: records of a ledger that pass a filter, or a number in them; dated by the first
 * of `dates` that is there. `distinct`: different texts in a field of activities.
 */
export type Measure =
  | Readonly<{ type: "sum"; codes: string; metric: string }>
  | Readonly<{ type: "ledger"; kind: string; field: string; filter: string; dates: readonly string[] }>
  | Readonly<{ type: "distinct"; codes: string; field: string }>;

/** Which members date a ledger record for one row; absent kinds are dated by their ledger's own member. */
export type RowDates = Readonly<Record<string, readonly string[]>>;

/** The measure that a call asks for; undefined for `row` and `percent`. */
export function measureOfCall(call: Call, dates: RowDates): Measure | undefined {
  const [first = "", second = "", third] = call.texts;
  if (call.name === "count") return { type: "ledger", kind: first, field: "", filter: second, dates: dates[first] ?? [] };
  if (call.name === "distinct") return { type: "distinct", codes: first, field: second };
  if (call.name !== "sum") return undefined;
  if (third === undefined) return { type: "sum", codes: first, metric: second };
  return { type: "ledger", kind: first, field: second, filter: third, dates: dates[first] ?? [] };
}

/** One text for one measure. */
export function measureKey(measure: Measure): string {
  return JSON.stringify(Object.entries(measure));
}

/** Whether a catalogue code lies under a list of patterns: `21101,212*` or `*`. */
export function matchesCode(patterns: string, code: string): boolean {
  return codePatterns(patterns).some((pattern) =>
    pattern.endsWith("*") ? code.startsWith(pattern.slice(0, -1)) : code === pattern,
  );
}

export function codePatterns(patterns: string): readonly string[] {
  return patterns.split(",").map((pattern) => pattern.trim());
}

/** What filters over activities and over attachments may read; `day` and `leaders` are derived. */
const ACTIVITY_FIELDS: FieldTypes = {
  code: "string",
  day: "string",
  title: "string",
  mode: "string",
  place: "string",
  jointEvent: "string",
  leaders: "int",
  important: "bool",
  featured: "bool",
};
const ATTACHMENT_FIELDS: FieldTypes = { class: "string", mime: "string", role: "string", sizeBytes: "int" };
const COLUMN_TYPES: Readonly<Record<string, FieldType>> = {
  text: "string",
  choice: "string",
  date: "string",
  period: "string",
  number: "int",
  boolean: "bool",
};

/** The members of a kind that a filter may read; undefined for a kind that nothing counts. */
export function fieldsOfKind(campaign: Campaign, kind: string): FieldTypes | undefined {
  if (kind === "activity") return ACTIVITY_FIELDS;
  if (kind === "attachment") return ATTACHMENT_FIELDS;
  const ledger = campaign.ledgers.find((known) => known.kind === kind);
  return (
    ledger && Object.fromEntries(ledger.columns.flatMap(({ id, type }) => (COLUMN_TYPES[type] ? [[id, COLUMN_TYPES[type]]] : [])))
  );
}
