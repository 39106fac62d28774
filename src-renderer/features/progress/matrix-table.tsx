// The matrix itself: a row a unit, a column an obligation, a word in every cell; head and first column stay in sight.
import { useTranslation } from "react-i18next";
import type { CellState, Matrix } from "../../../src-main/api/progress/contract.ts";
import { useDates, useWords } from "../../rpc/context.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { GapLines } from "../../widgets/bundles/gap-list.tsx";

export const CELL_TONES: Readonly<Record<CellState, Tone>> = {
  "on-time": "ok",
  late: "bad",
  zero: "quiet",
  incomplete: "warn",
  returned: "bad",
  missing: "bad",
  pending: "warn",
  waived: "quiet",
  future: "quiet",
  "not-owed": "quiet",
};
type Cell = Matrix["rows"][number]["cells"][number];
type MatrixProps = Readonly<{ matrix: Matrix; at: string; onOpen: (cell: string) => void }>;

export function MatrixTable({ matrix, at, onOpen }: MatrixProps) {
  const { t } = useTranslation("progress");
  const say = useWords();
  const dates = useDates();
  return (
    <table className="plain matrix">
      <thead>
        <tr>
          <th>{t("unit")}</th>
          {matrix.obligations.map((one) => (
            <th key={one.obligation} title={dates.deadline(one.dueAtMs)}>
              {say(one.title)}
              <span>{dates.dueDay(one.dueAtMs)}</span>
            </th>
          ))}
          <th className="num">{t("completeness")}</th>
          <th className="num">{t("timeliness")}</th>
        </tr>
      </thead>
      <tbody>
        {matrix.rows.map((row) => (
          <tr key={row.unit}>
            <th scope="row">
              <Foreign text={row.name} />
              <GapLines gaps={row.gaps.filter((gap) => gap.entries > 0)} />
            </th>
            {row.cells.map((cell, index) => {
              const obligation = matrix.obligations[index];
              const key = `${row.unit}|${obligation?.obligation ?? ""}`;
              return (
                <td key={key}>
                  <CellButton
                    cell={cell}
                    on={at === key}
                    label={`${row.name} ${obligation === undefined ? "" : say(obligation.title)}`}
                    onOpen={() => onOpen(key)}
                  />
                </td>
              );
            })}
            <td className="num">{row.completeness}</td>
            <td className="num">{row.timeliness}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CellButton({ cell, on, label, onOpen }: Readonly<{ cell: Cell; on: boolean; label: string; onOpen: () => void }>) {
  const sayCell = useSayCell();
  const word = sayCell(cell.state, cell.lateMinutes);
  const quiet = cell.state === "future" || cell.state === "not-owed";
  return (
    <button type="button" className={on ? "cell on" : "cell"} aria-pressed={on} aria-label={`${label} ${word}`} onClick={onOpen}>
      {quiet ? (
        <span className="muted">{cell.state === "future" ? "·" : "—"}</span>
      ) : (
        <Tag tone={CELL_TONES[cell.state]}>{word}</Tag>
      )}
      {cell.doubtful && <span className="warn-ink">?</span>}
    </button>
  );
}

/** 按时, 迟 1 天, 未报 … */
export function useSayCell(): (state: CellState, lateMinutes: number | undefined) => string {
  const { t } = useTranslation("progress");
  return (state, lateMinutes) => {
    if (state !== "late" || lateMinutes === undefined) return t(`state.${state}`);
    const days = Math.ceil(lateMinutes / 1440);
    const hours = Math.ceil(lateMinutes / 60);
    return hours <= 12 ? t("lateHours", { count: hours }) : t("lateDays", { count: days });
  };
}
