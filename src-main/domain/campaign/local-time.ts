// The campaign's wall clock: a fixed offset from UTC, so that no machine's zone and no zone table can change a figure.
import { Problem } from "../problem.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The first and the last millisecond of which a calendar of four digits knows the year. */
const [FIRST_MS, LAST_MS] = [-62_167_219_200_000, 253_402_300_799_999];
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?$/;

/**
 * Reads `YYYY-MM-DDTHH:mm` or `YYYY-MM-DD` (its first minute) as an instant. `T24:00` is the end of the day.
 *
 * @param offsetMinutes east of UTC.
 * @returns milliseconds since 1970-01-01T00:00Z.
 * @throws {Problem} `local-time-malformed`
 */
export function parseLocalDateTime(text: string, offsetMinutes: number): number {
  const match = LOCAL.exec(text);
  const [year, month, day, hour, minute] = (match?.slice(1) ?? []).map((digits) => Number(digits ?? 0));
  if (year === undefined || month === undefined || day === undefined || !isDay(year, month, day)) throw malformed(text);
  if (!isTime(hour ?? 0, minute ?? 0)) throw malformed(text);
  return Date.UTC(year, month - 1, day, hour ?? 0, minute ?? 0) - offsetMinutes * MINUTE_MS;
}

/** An instant as a date; one that somebody claims and that no calendar knows is shown as its end. */
export function dateAt(instantMs: number): Date {
  return new Date(Math.min(LAST_MS, Math.max(FIRST_MS, instantMs)));
}

/** Writes an instant as `YYYY-MM-DDTHH:mm`, seconds cut off. */
export function formatLocalDateTime(instantMs: number, offsetMinutes: number): string {
  return dateAt(instantMs + offsetMinutes * MINUTE_MS)
    .toISOString()
    .slice(0, 16);
}

/**
 * Writes an instant as it stands on Chinese paper: `2021年6月3日12:00`. Midnight may be said as the end of the day before
 * (`2021年5月30日24:00`), as deadlines are.
 */
export function formatChineseDateTime(instantMs: number, offsetMinutes: number, midnight: "start" | "end" = "start"): string {
  const isEnd = midnight === "end" && (instantMs + offsetMinutes * MINUTE_MS) % DAY_MS === 0;
  const [date = "", time = ""] = formatLocalDateTime(isEnd ? instantMs - DAY_MS : instantMs, offsetMinutes).split("T");
  return `${formatChineseDate(date)}${isEnd ? "24:00" : time}`;
}

/** `2021-06-03` as `2021年6月3日`: month and day without leading zeros (GB/T 9704). */
export function formatChineseDate(day: string): string {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

/** One text for one minute: a bare day becomes its first minute, `T24:00` the next day's. Texts then order as instants do. */
export function normalizeLocal(text: string): string {
  if (text.length === 10) return `${text}T00:00`;
  return text.endsWith("T24:00") ? formatLocalDateTime(parseLocalDateTime(text, 0), 0) : text;
}

/** Whole minutes since 1970: what deadlines are compared at. */
export function minuteOf(instantMs: number): number {
  return Math.floor(instantMs / MINUTE_MS);
}

/** Whether `received` keeps the deadline: at that very minute it still does (10a.1). */
export function isOnTime(receivedMs: number, dueMs: number): boolean {
  return minuteOf(receivedMs) <= minuteOf(dueMs);
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isTime(hour: number, minute: number): boolean {
  return minute < 60 && (hour < 24 || (hour === 24 && minute === 0));
}

function malformed(text: string): Problem<"local-time-malformed"> {
  return new Problem("local-time-malformed", { text: text.slice(0, 40) });
}
