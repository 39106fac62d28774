// The gallery as rows: a heading where a day, an activity or a unit begins, and files side by side. Pure.
import type { GalleryFile } from "../../../src-main/api/media/contract.ts";
import type { Group } from "./gallery-address.ts";

/** `from`, `to`: the files of a row, the last one excluded. A heading is told by the file that it stands above. */
export type GalleryRow = Readonly<{ kind: "head" | "files"; from: number; to: number }>;

/** What files of one heading have in common. */
function headOf({ record }: GalleryFile, group: Group): string {
  if (group === "unit") return record.unit;
  if (group === "day") return (record.day ?? "").slice(0, 10);
  return `${record.unit}/${record.kind}/${record.record}`;
}

export function layRows(files: readonly GalleryFile[], columns: number, group: Group): readonly GalleryRow[] {
  const rows: GalleryRow[] = [];
  let [begins, head] = [0, undefined as string | undefined];
  const close = (end: number): void => {
    for (let from = begins; from < end; from += columns) rows.push({ kind: "files", from, to: Math.min(end, from + columns) });
    begins = end;
  };
  for (const [index, file] of files.entries()) {
    const own = headOf(file, group);
    if (own === head) continue;
    close(index);
    rows.push({ kind: "head", from: index, to: index });
    head = own;
  }
  close(files.length);
  return rows;
}

/** The row in which a file stands. */
export function rowOf(rows: readonly GalleryRow[], index: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle]?.from ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a key leads from a file; undefined for a key that leads nowhere. */
export function moveBy(key: string, index: number, rows: readonly GalleryRow[], count: number): number | undefined {
  const within = (at: number): number => Math.max(0, Math.min(count - 1, at));
  if (key === "ArrowLeft") return within(index - 1);
  if (key === "ArrowRight") return within(index + 1);
  if (key === "Home") return 0;
  if (key === "End") return within(count - 1);
  if (key === "ArrowUp" || key === "ArrowDown") return acrossRows(key === "ArrowUp" ? -1 : 1, index, rows);
  return undefined;
}

/** The file above or below, in the same column; the last one where its row is shorter. */
function acrossRows(step: 1 | -1, index: number, rows: readonly GalleryRow[]): number {
  const own = rowOf(rows, index);
  const column = index - (rows[own]?.from ?? 0);
  let at = own + step;
  while (rows[at]?.kind === "head") at += step;
  const row = rows[at];
  return row === undefined ? index : Math.min(row.from + column, row.to - 1);
}
