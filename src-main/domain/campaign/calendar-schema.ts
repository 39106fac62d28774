// When: the clock, the counted time and its periods, the rules that deadlines come from and the rows they gave.
import { z } from "zod";
import { basis, bilingual, id, ids, list, localDay, localInstant, object } from "./parts.ts";

/** A stretch of counted time, half-open: `from` belongs to it, `to` to the next. */
export const periodSchema = object({ id, title: bilingual, from: localInstant, to: localInstant });

/** Counted time after the table of the notice, for some codes and ledgers only (“安全生产陇原行” until December). */
export const supplementSchema = object({
  id,
  title: bilingual,
  from: localInstant,
  to: localInstant,
  codes: z.string(),
  ledgers: ids,
  basis,
});

const annualDay = object({ month: z.int().min(1).max(12), day: z.int().min(1).max(31) });

/** Where nothing happened in the period, a zero report (零报告) with a reason answers it. */
const mayBeZero = z.boolean().optional();

/** A day of every year by which something is due; whether that day still counts is a setting. */
const dayRule = object({
  rule: z.literal("day"),
  id,
  type: id,
  title: bilingual,
  by: annualDay,
  kinds: ids.optional(),
  mayBeZero,
  basis,
});
/** Every such weekday (1 Monday … 7 Sunday) of a month at a time; each ends a period. Titles say `{number}`. */
const weeklyRule = object({
  rule: z.literal("weekly"),
  id,
  type: id,
  title: bilingual,
  month: z.int().min(1).max(12),
  weekday: z.int().min(1).max(7),
  time: z.string().regex(/^\d{2}:\d{2}$/),
  periodTitle: bilingual,
  kinds: ids.optional(),
  mayBeZero,
  basis,
});
export const obligationRuleSchema = z.discriminatedUnion("rule", [dayRule, weeklyRule]);

/** One thing that units owe. `period` is what it reports on; `T24:00` is the end of a day. */
export const obligationSchema = object({
  id,
  type: id,
  title: bilingual,
  period: id.optional(),
  dueAt: localInstant,
  kinds: ids.optional(),
  mayBeZero,
  basis,
});

/** A day or stretch to show in the calendar; nothing is owed by it. */
export const milestoneSchema = object({ id, title: bilingual, from: localDay, to: localDay, basis });

/** `offsetMinutes` east of UTC, fixed: no zone table, no daylight saving. */
export const calendarSchema = object({
  offsetMinutes: z.int().min(-720).max(840),
  countFrom: localInstant,
  countTo: localInstant,
  consultationDay: localDay,
  periods: list(periodSchema, 1),
  /** Title of the last period, from the last weekly deadline to `countTo`. */
  tailTitle: bilingual,
  supplements: list(supplementSchema),
  rules: list(obligationRuleSchema),
  obligations: list(obligationSchema),
  milestones: list(milestoneSchema),
  basis,
});

export type Period = z.infer<typeof periodSchema>;
export type ObligationRule = z.infer<typeof obligationRuleSchema>;
export type Obligation = z.infer<typeof obligationSchema>;
export type Calendar = z.infer<typeof calendarSchema>;
