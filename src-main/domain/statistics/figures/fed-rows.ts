// Which rows each number of an item goes to: what a form tells beside the number.
import type { Plan } from "../../formulas/plan.ts";

/** Codes of rows in the table's order, by number, by code of the item; a number that is not listed goes to no row. */
export type FedRows = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export function fedRows(plan: Plan): FedRows {
  const order = plan.campaign.indicators.map(({ code }) => code);
  const ofMeasures = (measures: readonly number[]) => {
    const fed = new Set(measures.flatMap((measure) => (plan.rowsOfMeasure[measure] ?? []).map(({ row }) => row)));
    return order.filter((code) => fed.has(plan.rowIndex.get(code) ?? -1));
  };
  return Object.fromEntries(
    [...plan.routes.codes].map(([code, { item, sums }]) => {
      const numbers = item.metrics.map(({ id }) => [id, ofMeasures(sums.get(id) ?? [])] as const);
      return [code, Object.fromEntries(numbers.filter(([, rows]) => rows.length > 0))];
    }),
  );
}
