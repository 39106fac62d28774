// The periods that figures are asked for: those of the campaign, and the whole so far.
import { timedPeriods, type TimedPeriod } from "./deadlines.ts";
import type { Campaign } from "./schema.ts";

/** `total`: 累计, from the first period's beginning to the last one's end. */
export type NamedPeriod = TimedPeriod;

export function namedPeriods(campaign: Campaign): readonly NamedPeriod[] {
  const periods = timedPeriods(campaign);
  const [fromMs, toMs] = [periods[0]?.fromMs ?? 0, periods.at(-1)?.toMs ?? 0];
  return [...periods, { id: "total", title: { zh: "累计", en: "Total" }, fromMs, toMs }];
}
