// The rows of 附件2: every figure is a button to what stands behind it.
import { useTranslation } from "react-i18next";
import type { Cell, FigureRow, Marks, UnitFigures } from "../../../src-main/api/figures/contract.ts";
import type { Figure } from "../../../src-main/api/contract-parts.ts";
import { sayFigure } from "../../format/amounts.ts";
import { useWords } from "../../rpc/context.tsx";
import { CellMarks, FigureMarks, useSayMarks } from "../../widgets/figures/figure-marks.tsx";

type Open = (cell: Pick<Cell, "row" | "column">) => void;

export function FigureTable({ figures, onOpen }: Readonly<{ figures: UnitFigures; onOpen: Open }>) {
  const { t } = useTranslation("figures");
  const flagged = new Set(figures.findings.filter((finding) => finding.level !== "notice").flatMap((finding) => finding.rows));
  return (
    <table className="plain figures">
      <thead>
        <tr>
          <th className="num">{t("column.row")}</th>
          <th>{t("column.label")}</th>
          <th>{t("column.unit")}</th>
          <th className="num">{t("column.period")}</th>
          <th className="num">{t("column.cumulative")}</th>
          <th>{t("column.remark")}</th>
        </tr>
      </thead>
      {figures.groups.map((group) => (
        <Group key={group.id} figures={figures} group={group} flagged={flagged} onOpen={onOpen} />
      ))}
    </table>
  );
}

type GroupProps = Readonly<{
  figures: UnitFigures;
  group: UnitFigures["groups"][number];
  flagged: ReadonlySet<string>;
  onOpen: Open;
}>;

function Group({ figures, group, flagged, onOpen }: GroupProps) {
  const say = useWords();
  return (
    <tbody>
      <tr className="figure-group">
        <th colSpan={6} scope="rowgroup">
          {say(group.label)}
        </th>
      </tr>
      {figures.rows
        .filter((row) => row.group === group.id)
        .map((row) => (
          <Row key={row.row} row={row} flagged={flagged.has(row.row)} onOpen={onOpen} />
        ))}
    </tbody>
  );
}

function Row({ row, flagged, onOpen }: Readonly<{ row: FigureRow; flagged: boolean; onOpen: Open }>) {
  const { t } = useTranslation("figures");
  const say = useWords();
  return (
    <tr className={flagged ? "figure-flagged" : ""}>
      <td className="num muted">{row.row}</td>
      <td className={row.part ? "figure-part" : ""}>
        {say(row.label)}
        {row.core && (
          <span className="figure-core" title={t("core")}>
            ★<span className="visually-hidden">{t("core")}</span>
          </span>
        )}
      </td>
      <td className="muted">{say(row.unit)}</td>
      <td className="num">
        <FigureButton
          figure={row.period}
          label={t("openCell", { label: say(row.label) })}
          onOpen={() => onOpen({ row: row.row, column: "period" })}
        />
      </td>
      <td className="num">
        <FigureButton
          figure={row.cumulative}
          marks={row.marks}
          label={t("openCell", { label: say(row.label) })}
          onOpen={() => onOpen({ row: row.row, column: "cumulative" })}
        />
      </td>
      <td className="small">
        {row.notCounted > 0 && <span className="bad-ink">{t("notCounted", { count: row.notCounted })} </span>}
        <FigureMarks marks={row.marks} />
      </td>
    </tr>
  );
}

type FigureButtonProps = Readonly<{ figure: Figure; marks?: Marks; label: string; onOpen: () => void }>;

/** The marks are those of the records until the end of the period. */
function FigureButton({ figure, marks, label, onOpen }: FigureButtonProps) {
  const sayMarks = useSayMarks();
  const empty = figure.kind === "none" || (figure.kind === "number" && figure.value === 0);
  return (
    <button
      type="button"
      className={empty ? "figure figure-empty" : "figure"}
      onClick={onOpen}
      aria-label={`${label} ${sayFigure(figure)} ${sayMarks(marks)}`.trim()}
    >
      <CellMarks marks={marks} />
      {sayFigure(figure)}
    </button>
  );
}
