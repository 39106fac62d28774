// The consolidated table: rows of 附件2, columns of units and groups, 去重 and 合计; label and total stay in sight.
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Consolidated, Marks } from "../../../src-main/api/figures/contract.ts";
import type { Figure } from "../../../src-main/api/contract-parts.ts";
import { sayFigure } from "../../format/amounts.ts";
import { useWords } from "../../rpc/context.tsx";
import { CellMarks, FigureMarks, useSayMarks } from "../../widgets/figures/figure-marks.tsx";
import { visibleText } from "../../ui/visible-text.tsx";

type Opened = Readonly<{ row: string; of: string }>;
type TableProps = Readonly<{ table: Consolidated; onOpen: (cell: Opened) => void }>;

export const ConsolidatedTable = memo(function ConsolidatedTable({ table, onOpen }: TableProps) {
  const { t } = useTranslation("figures");
  const say = useWords();
  return (
    <table className="plain figures consolidated">
      <thead>
        <tr>
          <th className="num">{t("column.row")}</th>
          <th className="consolidated-label">{t("column.label")}</th>
          <th>{t("column.unit")}</th>
          {table.columns.map((column) => (
            <th key={column.id} className={`num column-${column.kind}`}>
              {visibleText(say(column.label))}
            </th>
          ))}
        </tr>
      </thead>
      {table.groups.map((group) => (
        <tbody key={group.id}>
          <tr className="figure-group">
            <th colSpan={3 + table.columns.length} scope="rowgroup">
              {say(group.label)}
            </th>
          </tr>
          {table.rows
            .filter((row) => row.group === group.id)
            .map((row) => (
              <Row key={row.row} row={row} columns={table.columns} onOpen={onOpen} />
            ))}
        </tbody>
      ))}
    </table>
  );
});

type RowProps = Readonly<{ row: Consolidated["rows"][number]; columns: Consolidated["columns"]; onOpen: (cell: Opened) => void }>;

function Row({ row, columns, onOpen }: RowProps) {
  const { t } = useTranslation("figures");
  const say = useWords();
  return (
    <tr>
      <td className="num muted">{row.row}</td>
      <td className={row.part ? "consolidated-label figure-part" : "consolidated-label"}>
        {say(row.label)}
        {row.core && <span className="figure-core">★</span>}
        <FigureMarks marks={row.marks} />
      </td>
      <td className="muted">{say(row.unit)}</td>
      {columns.map((column, index) => (
        <td key={column.id} className={`num column-${column.kind}`}>
          <Value
            figure={row.figures[index] ?? { kind: "none" }}
            marks={row.columnMarks[column.id]}
            label={t("openCell", { label: `${say(column.label)} ${say(row.label)}` })}
            onOpen={() => onOpen({ row: row.row, of: column.id })}
          />
        </td>
      ))}
    </tr>
  );
}

type ValueProps = Readonly<{ figure: Figure; marks: Marks | undefined; label: string; onOpen: () => void }>;

/** Nothing stands behind an empty cell without marks, so it is no button. */
function Value({ figure, marks, label, onOpen }: ValueProps) {
  const sayMarks = useSayMarks();
  const text = sayFigure(figure);
  const isEmpty = figure.kind === "none" || (figure.kind === "number" && figure.value === 0);
  if (isEmpty && marks === undefined) return <span className="figure-nothing">{text}</span>;
  return (
    <button type="button" className="figure" onClick={onOpen} aria-label={`${label} ${text} ${sayMarks(marks)}`.trim()}>
      <CellMarks marks={marks} />
      {text}
    </button>
  );
}
