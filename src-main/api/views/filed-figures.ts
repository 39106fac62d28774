// The figures of a hand-in as they were filed: read from the report and never computed again.
import type { ValueOf } from "../../domain/kinds/values.ts";
import type { Workspace } from "../../usecases/workspace.ts";
import type { Figure } from "../contract-parts.ts";
import type { ReviewDetail } from "../review/contract.ts";

/** Rows of 附件2 in its order; rows that are zero are left out. */
export function filedFigures(ws: Pick<Workspace, "campaign">, { figures: filed }: ValueOf<"report">): ReviewDetail["figures"] {
  return ws.campaign().indicators.flatMap(({ code, label }) => {
    const row = filed[code];
    if (row === undefined || [row.period, row.cumulative].every(isNothing)) return [];
    return [{ row: code, label, period: figureOf(row.period), cumulative: figureOf(row.cumulative) }];
  });
}

function isNothing(text: string): boolean {
  return text === "0" || text === "—" || text === "";
}

function figureOf(text: string): Figure {
  if (/^-?\d{1,15}$/.test(text)) return { kind: "number", value: Number(text) };
  return text === "" || text === "—" ? { kind: "none" } : { kind: "percent", text };
}
