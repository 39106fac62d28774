// Whether counted time has no holes and no overlaps, and what is owed names periods and kinds that exist.
import { Problem } from "../problem.ts";
import type { Fault } from "./fault.ts";
import { repeated, unknownMembers } from "./fault.ts";
import { parseLocalDateTime } from "../campaign/local-time.ts";
import type { Campaign } from "../campaign/schema.ts";

/** Faults of periods, supplements, obligations and windows (domain.md §10a.1). */
export function calendarFaults({ calendar, unitKinds, catalogue, ledgers, settings }: Campaign): readonly Fault[] {
  const { periods, supplements, obligations } = calendar;
  const malformed = malformedTimes({
    "/calendar/countFrom": calendar.countFrom,
    "/calendar/countTo": calendar.countTo,
    ...(settings.evidencePendingUntil !== undefined && { "/settings/evidencePendingUntil": settings.evidencePendingUntil }),
    ...Object.fromEntries(
      [...periods, ...supplements].flatMap(({ id, from, to }) => [
        [`/calendar/${id}/from`, from],
        [`/calendar/${id}/to`, to],
      ]),
    ),
    ...Object.fromEntries(obligations.map(({ id, dueAt }) => [`/calendar/obligations/${id}/dueAt`, dueAt])),
    ...Object.fromEntries(
      catalogue.windows.flatMap(({ codes, from, to }) => [
        [`/catalogue/windows/${codes}/from`, from],
        [`/catalogue/windows/${codes}/to`, to],
      ]),
    ),
  });
  if (malformed.length > 0) return malformed;
  const kinds = new Set(unitKinds.map((kind) => kind.id));
  const names = new Set([...periods, ...supplements].map((period) => period.id));
  return [
    ...tilingFaults("/calendar/periods", periods, calendar.countFrom, calendar.countTo),
    ...(supplements.length > 0
      ? tilingFaults("/calendar/supplements", supplements, calendar.countTo, supplements.at(-1)?.to ?? "")
      : []),
    ...repeated("/calendar/periods", "period", ["total", ...[...periods, ...supplements].map((period) => period.id)]),
    ...repeated(
      "/calendar/obligations",
      "obligation",
      obligations.map((obligation) => obligation.id),
    ),
    ...obligations.flatMap(({ id, period, kinds: own }) => [
      ...unknownMembers(`/calendar/obligations/${id}`, "period", period === undefined ? [] : [period], names),
      ...unknownMembers(`/calendar/obligations/${id}`, "kind", own ?? [], kinds),
    ]),
    ...supplements.flatMap((one) =>
      unknownMembers(`/calendar/${one.id}`, "ledger", one.ledgers, new Set(ledgers.map((ledger) => ledger.kind))),
    ),
  ];
}

type Span = Readonly<{ id: string; from: string; to: string }>;

/** Half-open stretches must follow one another from the start to the end. */
function tilingFaults(path: string, stretches: readonly Span[], from: string, to: string): readonly Fault[] {
  const bounds = [from, ...stretches.map((stretch) => stretch.to)];
  const faults = stretches.flatMap((stretch, at): readonly Fault[] => {
    if (minute(stretch.from) !== minute(bounds[at] ?? ""))
      return [{ path: `${path}/${stretch.id}`, reason: `begins at ${stretch.from}, not at ${bounds[at]}` }];
    return minute(stretch.from) < minute(stretch.to) ? [] : [{ path: `${path}/${stretch.id}`, reason: "ends before it begins" }];
  });
  const last = bounds.at(-1) ?? "";
  return minute(last) === minute(to) ? faults : [...faults, { path, reason: `ends at ${last}, not at ${to}` }];
}

function minute(local: string): number {
  return parseLocalDateTime(local, 0);
}

function malformedTimes(times: Readonly<Record<string, string>>): readonly Fault[] {
  return Object.entries(times).flatMap(([path, text]) => {
    try {
      parseLocalDateTime(text, 0);
      return [];
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return [{ path, reason: `time “${text}”` }];
    }
  });
}
