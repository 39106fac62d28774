// Draws rows as a table for the terminal: names to the left, figures to the right.
import type { Row } from "./row.ts";

type Column = Readonly<{ title: string; text(row: Row): string; right?: true }>;

const COLUMNS: readonly Column[] = [
  { title: "", text: (row) => (row.ok ? "ok" : "--") },
  { title: "what", text: (row) => row.name },
  { title: "measured", text: (row) => figure(row.value), right: true },
  { title: "yardstick", text: (row) => figure(row.yardstick), right: true },
  { title: "unit", text: (row) => row.unit },
  { title: "ratio", text: (row) => row.ratio.toFixed(2), right: true },
  { title: "goal", text: (row) => row.goal },
  { title: "target", text: (row) => row.target },
  { title: "against", text: (row) => row.against },
];

/** The rows under a line of titles, every line ended. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [COLUMNS.map((column) => column.title), ...rows.map((row) => COLUMNS.map((column) => column.text(row)))];
  const widths = COLUMNS.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map(
      (line) =>
        `${line
          .map((text, at) => pad(text, widths[at] ?? 0, COLUMNS[at]))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

function pad(text: string, width: number, column: Column | undefined): string {
  return column?.right === true ? text.padStart(width) : text.padEnd(width);
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
