// Deadlines and periods: made by rule for a year, then rows that the county may shift; an instant finds its period.
import type { Bilingual } from "./parts.ts";
import type { Calendar, Obligation, ObligationRule, Period } from "./calendar-schema.ts";
import { formatLocalDateTime, normalizeLocal, parseLocalDateTime } from "./local-time.ts";
import type { Campaign } from "./schema.ts";

const DAY_MS = 86_400_000;

/** An obligation with its instants: `dueAtMs`, and the counted time `[fromMs, toMs)` that it reports on, where it has one. */
export type DueObligation = Obligation & Readonly<{ dueAtMs: number; fromMs?: number; toMs?: number }>;

/** A period or supplement with its instants. */
export type TimedPeriod = Readonly<{ id: string; title: Bilingual; fromMs: number; toMs: number }>;

/** What a year's rules are applied to. Local times as in the campaign; `inclusive`: “N日前” still counts day N. */
export type RuleFrame = Readonly<{ year: number; countFrom: string; countTo: string; inclusive: boolean }>;

/** The obligations of a campaign with their instants, in the order of their deadlines. */
export function dueObligations(campaign: Campaign): readonly DueObligation[] {
  const periods = new Map(timedPeriods(campaign).map((period) => [period.id, period]));
  return campaign.calendar.obligations
    .map((obligation) => {
      const period = obligation.period === undefined ? undefined : periods.get(obligation.period);
      const dueAtMs = parseLocalDateTime(obligation.dueAt, campaign.calendar.offsetMinutes);
      return { ...obligation, dueAtMs, ...(period && { fromMs: period.fromMs, toMs: period.toMs }) };
    })
    .sort((a, b) => a.dueAtMs - b.dueAtMs);
}

/** All stretches of counted time in order: the periods, then the supplements. */
export function timedPeriods(campaign: Campaign): readonly TimedPeriod[] {
  const { offsetMinutes, periods, supplements } = campaign.calendar;
  return [...periods, ...supplements].map(({ id, title, from, to }) => ({
    id,
    title,
    fromMs: parseLocalDateTime(from, offsetMinutes),
    toMs: parseLocalDateTime(to, offsetMinutes),
  }));
}

/** The period that an instant lies in; an instant equal to a deadline belongs to the next (10a.1). */
export function periodOf(campaign: Campaign, instantMs: number): TimedPeriod | undefined {
  return timedPeriods(campaign).find(({ fromMs, toMs }) => fromMs <= instantMs && instantMs < toMs);
}

/** Applies the rules to a year. Weekly ones are numbered from 1 and report on the period of the same id. */
export function generateObligations(rules: readonly ObligationRule[], frame: RuleFrame): readonly Obligation[] {
  return rules.flatMap((rule) => (rule.rule === "day" ? [dayObligation(rule, frame)] : weeklyObligations(rule, frame.year)));
}

/**
 * Cuts `[countFrom, countTo)` at the weekly deadlines: the first period ends at the first of them, the last (`final`) at the end.
 *
 * @see domain.md §10a.1
 */
export function generatePeriods(rules: readonly ObligationRule[], frame: RuleFrame, tailTitle: Bilingual): readonly Period[] {
  const cuts = rules.flatMap((rule) => (rule.rule === "weekly" ? weeklyCuts(rule, frame) : []));
  const ends = [...cuts, { id: "final", title: tailTitle, to: normalizeLocal(frame.countTo) }];
  return ends.map(({ id, title, to }, at) => ({ id, title, from: ends[at - 1]?.to ?? normalizeLocal(frame.countFrom), to }));
}

/** The rows of a calendar made anew from its rules for a year; shifts by hand are lost. */
export function regenerate(calendar: Calendar, frame: RuleFrame): Calendar {
  const periods = generatePeriods(calendar.rules, frame, calendar.tailTitle);
  const known = new Set(periods.map((period) => period.id));
  const obligations = generateObligations(calendar.rules, frame).map((row) =>
    known.has(row.id) ? { ...row, period: row.id } : row,
  );
  return {
    ...calendar,
    countFrom: normalizeLocal(frame.countFrom),
    countTo: normalizeLocal(frame.countTo),
    periods,
    obligations,
  };
}

type Rule<K extends ObligationRule["rule"]> = Extract<ObligationRule, { rule: K }>;

function dayObligation(rule: Rule<"day">, frame: RuleFrame): Obligation {
  const day = dayText(frame.year, rule.by.month, rule.by.day);
  return owed(rule, rule.id, rule.title, `${day}T${frame.inclusive ? "24:00" : "00:00"}`);
}

function weeklyObligations(rule: Rule<"weekly">, year: number): readonly Obligation[] {
  return weekdaysOf(year, rule.month, rule.weekday).map((day, at) =>
    owed(rule, `${rule.id}:${at + 1}`, numbered(rule.title, at + 1), `${day}T${rule.time}`),
  );
}

/** The weekly deadlines inside counted time, each as the end of a period. */
function weeklyCuts(rule: Rule<"weekly">, frame: RuleFrame): readonly Readonly<{ id: string; title: Bilingual; to: string }>[] {
  const [from, to] = [normalizeLocal(frame.countFrom), normalizeLocal(frame.countTo)];
  const rows = weeklyObligations(rule, frame.year).map((row, at) => ({
    id: row.id,
    title: numbered(rule.periodTitle, at + 1),
    to: row.dueAt,
  }));
  return rows.filter((row) => row.to > from && row.to < to);
}

function numbered(title: Bilingual, number: number): Bilingual {
  return { zh: title.zh.replace("{number}", String(number)), en: title.en.replace("{number}", String(number)) };
}

function owed(rule: ObligationRule, id: string, title: Bilingual, dueAt: string): Obligation {
  return {
    id,
    type: rule.type,
    title,
    dueAt,
    ...(rule.kinds && { kinds: rule.kinds }),
    ...(rule.mayBeZero && { mayBeZero: rule.mayBeZero }),
    ...(rule.basis && { basis: rule.basis }),
  };
}

/** Days of a month that fall on a weekday (1 Monday … 7 Sunday), ascending. */
function weekdaysOf(year: number, month: number, weekday: number): readonly string[] {
  const first = Date.UTC(year, month - 1, 1);
  const daysInMonth = (Date.UTC(year, month, 1) - first) / DAY_MS;
  const days = Array.from({ length: daysInMonth }, (_, at) => new Date(first + at * DAY_MS));
  return days
    .filter((day) => (day.getUTCDay() || 7) === weekday)
    .map((day) => formatLocalDateTime(day.getTime(), 0).slice(0, 10));
}

function dayText(year: number, month: number, day: number): string {
  return formatLocalDateTime(Date.UTC(year, month - 1, day), 0).slice(0, 10);
}
