// What a figure has to be read with, beside the row and in the cell: 佐证待补, 填得不同, 已到未报送.
import { useTranslation } from "react-i18next";
import type { Marks } from "../../../src-main/api/figures/contract.ts";
import { useSession } from "../../rpc/context.tsx";

const SHAPES: Readonly<Record<keyof Marks, Readonly<{ sign: string; ink: string }>>> = {
  conflicts: { sign: "◆", ink: "conflict-ink" },
  unreported: { sign: "●", ink: "warn-ink" },
  pending: { sign: "○", ink: "warn-ink" },
};
const ORDER = ["conflicts", "unreported", "pending"] as const;

/** The marks of a row in words. */
export function FigureMarks({ marks }: Readonly<{ marks: Marks }>) {
  const sayMark = useSayMark();
  return ORDER.filter((mark) => marks[mark] > 0).map((mark) => (
    <span key={mark} className={`small figure-remark ${SHAPES[mark].ink}`}>
      {SHAPES[mark].sign} {sayMark(mark, marks[mark])}
    </span>
  ));
}

/** The marks of a cell: a sign each; words for whoever points at it or has it read out. */
export function CellMarks({ marks }: Readonly<{ marks: Marks | undefined }>) {
  const say = useSayMarks();
  if (marks === undefined) return null;
  return (
    <span className="cell-marks" title={say(marks)}>
      {ORDER.filter((mark) => marks[mark] > 0).map((mark) => (
        <span key={mark} className={SHAPES[mark].ink} aria-hidden>
          {SHAPES[mark].sign}
        </span>
      ))}
    </span>
  );
}

/** The marks as one text; "" where there are none. */
export function useSayMarks(): (marks: Marks | undefined) => string {
  const { t } = useTranslation("figures");
  const sayMark = useSayMark();
  return (marks) =>
    ORDER.filter((mark) => (marks?.[mark] ?? 0) > 0)
      .map((mark) => sayMark(mark, marks?.[mark] ?? 0))
      .join(t("marks.and"));
}

/** What came unreported at the county waits to be reported at the unit, and counts there. */
function useSayMark(): (mark: keyof Marks, count: number) => string {
  const { t } = useTranslation("figures");
  const { role } = useSession();
  return (mark, count) => t(mark === "unreported" && role === "unit" ? "marks.waiting" : `marks.${mark}`, { count });
}
