// How instants and days are said. Always on the campaign's wall clock (a fixed offset), never on the PC's zone.
import { dateAt } from "../../src-main/domain/campaign/local-time.ts";

/** Parts of a wall-clock time. `month` and `day` count from 1, `weekday` from 0 (Sunday). */
type Wall = Readonly<{ year: number; month: number; day: number; hour: number; minute: number; weekday: number }>;
export type DateWords = Readonly<{ language: string }>;

const pad = (value: number): string => String(value).padStart(2, "0");
const WEEKDAYS = { zh: "日一二三四五六", en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] } as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

function wallOf(instantMs: number, offsetMinutes: number): Wall {
  const date = dateAt(instantMs + offsetMinutes * 60_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    weekday: date.getUTCDay(),
  };
}

/** `YYYY-MM-DD` of an instant. */
export function dayOf(instantMs: number, offsetMinutes: number): string {
  return dateAt(instantMs + offsetMinutes * 60_000)
    .toISOString()
    .slice(0, 10);
}

/** `YYYY-MM-DDTHH:mm` of an instant. */
export function localOf(instantMs: number, offsetMinutes: number): string {
  return dateAt(instantMs + offsetMinutes * 60_000)
    .toISOString()
    .slice(0, 16);
}

/** The instant of `YYYY-MM-DDTHH:mm`; `T24:00` is the end of the day. NaN where the text is none. */
export function instantOf(local: string, offsetMinutes: number): number {
  const [day = "", time = "00:00"] = local.split("T");
  const [hour = "0", minute = "0"] = time.split(":");
  return Date.parse(`${day}T00:00Z`) + (Number(hour) * 60 + Number(minute) - offsetMinutes) * 60_000;
}

/** 6月16日, with the year where it is not `thisYear`. Takes `YYYY-MM-DD` or the start of a longer text. */
export function sayDay(day: string, words: DateWords, thisYear?: number): string {
  const [year = "", month = "", date = ""] = day.slice(0, 10).split("-");
  const other = thisYear !== undefined && Number(year) !== thisYear;
  if (words.language === "en") return `${MONTHS[Number(month) - 1] ?? month} ${Number(date)}${other ? `, ${year}` : ""}`;
  return `${other ? `${year}年` : ""}${Number(month)}月${Number(date)}日`;
}

/** 6月16日 9:00 from `YYYY-MM-DDTHH:mm`. */
export function sayLocal(local: string, words: DateWords, thisYear?: number): string {
  const time = local.slice(11, 16);
  return time === "" ? sayDay(local, words, thisYear) : `${sayDay(local, words, thisYear)} ${time.replace(/^0/, "")}`;
}

/** `UTC+8`, `UTC−3:30`: minutes that a wall clock is ahead of UTC. */
export function sayZone(offsetMin: number): string {
  const [hours, minutes] = [Math.floor(Math.abs(offsetMin) / 60), Math.abs(offsetMin) % 60];
  return `UTC${offsetMin < 0 ? "−" : "+"}${hours}${minutes === 0 ? "" : `:${pad(minutes)}`}`;
}

/** 6月16日 9:00 of an instant. Midnight that ends a day is said as 24:00 of that day. */
export function sayInstant(instantMs: number, offsetMinutes: number, words: DateWords, thisYear?: number): string {
  return sayLocal(localOf(instantMs, offsetMinutes), words, thisYear);
}

/** A deadline: 周四 12:00, with the day. The end of a day is 24:00 of that day. */
export function sayDeadline(instantMs: number, offsetMinutes: number, words: DateWords): string {
  const wall = wallOf(instantMs, offsetMinutes);
  const endsDay = wall.hour === 0 && wall.minute === 0;
  const shown = endsDay ? wallOf(instantMs - 60_000, offsetMinutes) : wall;
  const time = endsDay ? "24:00" : `${shown.hour}:${pad(shown.minute)}`;
  const day = `${shown.year}-${pad(shown.month)}-${pad(shown.day)}`;
  return `${sayDay(day, words)} ${sayWeekday(shown.weekday, words)} ${time}`;
}

/** The day of a deadline: 6月17日. The end of a day belongs to that day. */
export function sayDueDay(instantMs: number, offsetMinutes: number, words: DateWords): string {
  return sayDay(dayOf(instantMs - 1, offsetMinutes), words);
}

/** 14:02 today, else 6月16日 14:02. */
export function sayMoment(instantMs: number, nowMs: number, offsetMinutes: number, words: DateWords): string {
  const local = localOf(instantMs, offsetMinutes);
  if (local.slice(0, 10) === dayOf(nowMs, offsetMinutes)) return local.slice(11);
  return sayLocal(local, words, wallOf(nowMs, offsetMinutes).year);
}

/** 周四, Thu; of a weekday number or of a day. */
export function sayWeekday(of: number | string, words: DateWords): string {
  const weekday = typeof of === "number" ? of : new Date(`${of.slice(0, 10)}T00:00Z`).getUTCDay();
  return words.language === "en" ? (WEEKDAYS.en[weekday] ?? "") : `周${WEEKDAYS.zh[weekday] ?? ""}`;
}

/** A stretch of time in its two largest parts: days and hours, hours and minutes, or minutes; never negative. */
export function stretchOf(milliseconds: number): Readonly<{ days: number; hours: number; minutes: number }> {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  return { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 };
}
