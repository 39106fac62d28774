// What paper and terminal say beside figures that have to be read with care: marks of rows, checks that are open.
import type { Marks } from "../../domain/statistics/counting/marks.ts";

type Marked = Readonly<{ code: string }> & Marks;

export type Role = "county" | "unit";

/** Remark of one row; "" where there is nothing to say. @param role whose words: what came unreported at the county waits to be reported at the unit. */
export function rowNote({ pending, conflicts, unreported }: Marks, role: Role): string {
  const parts = [
    pending > 0 ? [`${pending}项佐证待补`] : [],
    conflicts > 0 ? [`${conflicts}项填得不同`] : [],
    unreported > 0 ? [`${unreported}项${role === "county" ? "已到未报送" : "待报送"}`] : [],
  ];
  return parts.flat().join("；");
}

/** Notes beneath a table: which rows hold what is not settled. @param open how many errors of the 审核公式 nobody has put right. */
export function tableNotes(rows: readonly Marked[], open: number, role: Role): readonly string[] {
  const named = (mark: keyof Marks, what: string): readonly string[] => {
    const marked = rows.filter((row) => row[mark] > 0);
    return marked.length === 0 ? [] : [`第${marked.map(({ code }) => code).join("、")}行${what}`];
  };
  return [
    ...(open > 0 ? [`审核公式有${open}项未核对。`] : []),
    ...named("conflicts", "含填得不同、尚未确定的记录，暂按较晚的一个计。"),
    ...named("unreported", role === "county" ? "另有已到未报送的记录或修改，未计入。" : "含待报送的记录或修改。"),
    ...named("pending", "含佐证待补的记录。"),
  ];
}
