// What keeps a draft from being saved, as far as the screen can tell: the data side judges again. Pure.
import type { DraftValue, LedgerField } from "../../../src-main/api/contract/drafts.ts";
import type { Field } from "../../../src-main/domain/campaign/catalogue-schema.ts";
import type { FormNumber } from "./asked-numbers.ts";

/** The key of a sentence by path, in the order of the form. */
export type Faults = Readonly<Record<string, string>>;

/** Members that are required and empty, texts that could not be understood, and an end before the start. */
export function faultsIn(value: DraftValue, metrics: readonly FormNumber[], fields: readonly Field[]): Faults {
  const faults: Record<string, string> = {};
  const need = (path: string, filled: boolean): void => {
    if (!filled) faults[path] = "required";
  };
  need("/title", (value.title ?? "").trim() !== "");
  need("/startsAt", value.startsAt !== undefined);
  need("/mode", value.mode !== undefined);
  for (const metric of metrics) if (metric.fault !== undefined) faults[`/metrics/${metric.id}`] = metric.fault;
  for (const metric of metrics) if (metric.required) need(`/metrics/${metric.id}`, value.metrics[metric.id] !== undefined);
  for (const field of fields) if (field.required === true) need(`/fields/${field.id}`, isFilled(value.fields[field.id]));
  if (value.endsAt !== undefined && value.startsAt !== undefined && value.endsAt < value.startsAt)
    faults["/endsAt"] = "ends-before";
  for (const [path, text] of Object.entries(value.raw)) if (text !== "") faults[path] = reasonOf(path);
  return faults;
}

/** The same for a record of a ledger; some fields are needed only for records of one level. */
export function ledgerFaultsIn(value: DraftValue, fields: readonly LedgerField[]): Faults {
  const faults: Record<string, string> = {};
  for (const { id, required, level } of fields) {
    const isNeeded = required || (level !== undefined && level === value.fields["level"]);
    if (isNeeded && !isFilled(value.fields[id])) faults[`/fields/${id}`] = "required";
  }
  for (const [path, text] of Object.entries(value.raw)) if (text !== "") faults[path] = reasonOf(path);
  return faults;
}

function isFilled(value: DraftValue["fields"][string] | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== "";
}

function reasonOf(path: string): string {
  return path === "/startsAt" || path === "/endsAt" ? "not-a-date" : "not-a-number";
}
