// 报送情况一览表: what each unit owes and what became of it, as a list to print. Words only; colours stay on screen.
import type { Cell } from "../../domain/duties/cell.ts";
import { formatChineseDateTime, formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import { canonicalJson } from "../../domain/json.ts";
import { ledger, type LedgerModel } from "../../paper/models/ledger.ts";
import type { Workspace } from "../workspace.ts";
import { sharesOf, shareText } from "../../domain/duties/duty-tally.ts";
import { buildMatrix, type Matrix, type ObligationsNeeds } from "../duties/matrix/obligations.ts";

type MatrixFormNeeds = ObligationsNeeds & Pick<Workspace, "campaign" | "sha256" | "world">;

/** What became of a duty, in words: for papers and the terminal. */
export const DUTY_WORDS: Readonly<Record<Cell["state"], string>> = {
  "on-time": "按时",
  late: "迟报",
  incomplete: "未齐",
  returned: "退回",
  missing: "未报",
  due: "未到期",
  waived: "免报",
  "not-applicable": "—",
};

/** The matrix of duties as of now. @see domain.md §9 */
export function matrixForm(ws: MatrixFormNeeds): LedgerModel {
  const campaign = ws.campaign();
  const matrix = buildMatrix(ws);
  const form = campaign.forms.find((candidate) => candidate.id === "matrix");
  const now = ws.world.nowMs();
  const rows = rowsOf(matrix, now);
  const title = form?.title.replace("{year}", String(campaign.year)) ?? "报送情况一览表";
  return ledger({
    title,
    paper: "a3",
    numbered: true,
    columns: [
      { name: "单位", share: 2.4 },
      ...[...matrix.obligations.map((obligation) => obligation.title), "报送率", "及时率"].map((name) => ({
        name,
        share: 1,
        align: "center" as const,
      })),
    ],
    rows,
    head: [{ label: "截至", value: formatChineseDateTime(now, campaign.calendar.offsetMinutes), width: 12 }],
    notes: [ratesNote(matrix), ...(form?.notes ?? [])],
    stamp: {
      unitCode: campaign.committee.officeUnit,
      period: "累计",
      templateVersion: `v${campaign.version}`,
      dataHash: ws.sha256(canonicalJson(rows)),
      printedAt: formatLocalDateTime(now, campaign.calendar.offsetMinutes),
    },
  });
}

function rowsOf(matrix: Matrix, nowMs: number): string[][] {
  const byUnit = Map.groupBy(matrix.cells, (cell) => cell.unit);
  return matrix.units.map((unit) => {
    const cells = byUnit.get(unit.code) ?? [];
    const { owed, received, onTime } = sharesOf(cells, nowMs);
    return [unit.name, ...cells.map(wordOf), shareText(received, owed), shareText(onTime, owed)];
  });
}

function wordOf(cell: Cell): string {
  return cell.zero && cell.state === "on-time" ? "零报告" : DUTY_WORDS[cell.state];
}

function ratesNote({ rates }: Matrix): string {
  return `已到期应报 ${rates.owed} 件，已收 ${rates.received} 件，其中按时 ${rates.onTime} 件。`;
}
