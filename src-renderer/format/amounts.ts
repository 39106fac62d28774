// How sizes and figures are said: binary units of a drive, tabular whole numbers, — for nothing.
import type { Figure } from "../../src-main/api/contract-parts.ts";

const UNITS = ["B", "KB", "MB", "GB", "TB"] as const;

/** 412 MB, 1.2 GB: three significant digits at most, with a space before the unit. */
export function saySize(sizeBytes: number): string {
  let value = sizeBytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits).replace(/\.0$/, "")} ${UNITS[unit] ?? ""}`;
}

/** The text of a figure; — where there is none. */
export function sayFigure(figure: Figure): string {
  if (figure.kind === "number") return sayCount(figure.value);
  return figure.kind === "percent" ? `${figure.text}%` : "—";
}

/** A whole number: up to four digits as they are, longer ones in groups of three by a thin space. */
export function sayCount(value: number): string {
  const digits = String(value);
  return digits.length <= 4 ? digits : digits.replace(/\B(?=(\d{3})+(?!\d))/g, "\u2009");
}
