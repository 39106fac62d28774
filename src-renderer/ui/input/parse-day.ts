// What a clerk means by a typed day: 6.3, 0603, 6月3日, 今天. Pure; today comes in as an argument.

import { memberOf } from "../../../src-main/domain/member-of.ts";

/** `day` is `YYYY-MM-DD`; `unclear` keeps what was typed. */
export type ParsedDay = Readonly<{ kind: "empty" } | { kind: "day"; day: string } | { kind: "unclear"; typed: string }>;

const NEAR: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  today: 0,
  昨天: -1,
  昨日: -1,
  yesterday: -1,
  前天: -2,
  明天: 1,
  tomorrow: 1,
  后天: 2,
};

const PATTERNS: readonly RegExp[] = [
  /^(?<year>\d{4})\s*[年./\-\s]\s*(?<month>\d{1,2})\s*[月./\-\s]\s*(?<day>\d{1,2})\s*[日号]?$/u,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/u,
  /^(?<month>\d{1,2})\s*[月./\-\s]\s*(?<day>\d{1,2})\s*[日号]?$/u,
  /^(?<month>\d{1,2})(?<day>\d{2})$/u,
  /^(?<day>\d{1,2})\s*[日号]$/u,
];

/**
 * Reads a typed day.
 *
 * @param today `YYYY-MM-DD` on the campaign's wall clock.
 * @param year the year of days typed without one: that of the campaign.
 */
export function parseDay(typed: string, today: string, year: number): ParsedDay {
  const text = typed.normalize("NFKC").replaceAll("。", ".").trim().toLowerCase();
  if (text === "") return { kind: "empty" };
  const near = memberOf(NEAR, text);
  if (near !== undefined) return { kind: "day", day: shiftDay(today, near) };
  const parts = PATTERNS.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined);
  const day = parts === undefined ? undefined : dayFrom(parts, today, year);
  return day === undefined ? { kind: "unclear", typed } : { kind: "day", day };
}

/** A day some days later or earlier. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function dayFrom(parts: Readonly<Record<string, string | undefined>>, today: string, year: number): string | undefined {
  const month = parts["month"] ?? today.slice(5, 7);
  const day = `${parts["year"] ?? String(year).padStart(4, "0")}-${month.padStart(2, "0")}-${(parts["day"] ?? "").padStart(2, "0")}`;
  const instant = Date.parse(`${day}T00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day) ? day : undefined;
}
