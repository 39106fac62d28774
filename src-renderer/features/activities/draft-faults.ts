// What keeps a draft from being saved, as far as the screen can tell: the data side judges again. Pure.
import type { DraftValue, LedgerField } from "../../../src-main/api/contract/drafts.ts";
import type { Field } from "../../../src-main/domain/campaign/catalogue-schema.ts";
import { outOfOrder } from "../../../src-main/domain/kinds/order.ts";
import { unreadReason } from "../../../src-main/domain/kinds/unread.ts";
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
  for (const { later } of outOfOrder("activity", value)) faults[`/${later}`] = "out-of-order";
  return { ...faults, ...unreadIn(value, fields) };
}

/** The same for a record of a ledger; some fields are needed only for records of one level. */
export function ledgerFaultsIn(kind: string, value: DraftValue, fields: readonly LedgerField[]): Faults {
  const faults: Record<string, string> = {};
  for (const { id, required, level } of fields) {
    const isNeeded = required || (level !== undefined && level === value.fields["level"]);
    if (isNeeded && !isFilled(value.fields[id])) faults[`/fields/${id}`] = "required";
  }
  for (const { later } of outOfOrder(kind, value.fields)) faults[`/fields/${later}`] = "out-of-order";
  return { ...faults, ...unreadIn(value, fields) };
}

function isFilled(value: DraftValue["fields"][string] | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== "";
}

function unreadIn({ raw }: DraftValue, fields: readonly Readonly<{ id: string; type: string }>[]): Faults {
  const isDay = (path: string) => fields.some(({ id, type }) => path === `/fields/${id}` && type === "date");
  const faults = Object.entries(raw).map(([path, text]) => [path, unreadReason(path, text, isDay(path))] as const);
  return Object.fromEntries(faults.flatMap(([path, reason]) => (reason === undefined ? [] : [[path, reason]])));
}
