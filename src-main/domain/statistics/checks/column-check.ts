// V22 over the county's table: the columns less 去重 make 合计, for every row that adds up.
import type { Campaign } from "../../campaign/schema.ts";
import type { Cell, Consolidated } from "../figures/consolidate.ts";
import { asFinding, type Finding } from "./finding.ts";

/** Checks a consolidated table, computed here or read back from a file. */
export function checkColumns(campaign: Campaign, table: Consolidated): readonly Finding[] {
  const check = campaign.checks.find(({ structural }) => structural === "columns-add-up");
  if (check === undefined) return [];
  const ratios = new Set(campaign.indicators.flatMap(({ code, aggregate }) => (aggregate === "ratio" ? [code] : [])));
  return table.rows.flatMap(({ row, cells }) => {
    if (ratios.has(row)) return [];
    return (["period", "cumulative"] as const).flatMap((scope) => {
      const { sum, total } = addColumns(table, cells, scope);
      if (sum === total) return [];
      return [asFinding(check, scope, { rows: [row], values: [String(total)], params: { sum, total } }, "final", false)];
    });
  });
}

function addColumns(
  table: Consolidated,
  cells: readonly Cell[],
  scope: "period" | "cumulative",
): Readonly<{ sum: number; total: number }> {
  const signed = cells.map((cell, at) => {
    const figure = cell[scope];
    const value = figure.kind === "number" ? figure.value : 0;
    const type = table.columns[at]?.type;
    return { value: type === "duplicates" ? -value : value, isTotal: type === "total" };
  });
  const add = (isTotal: boolean) => signed.filter((one) => one.isTotal === isTotal).reduce((sum, one) => sum + one.value, 0);
  return { sum: add(false), total: add(true) };
}
