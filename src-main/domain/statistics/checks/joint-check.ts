// V17: a joint event has exactly one lead; the other units enter only their own boards, materials and people.
import { compareText } from "../../feed/entry.ts";
import { keyOf } from "../figures/compute.ts";
import { countIn, isActivity, type StatisticsRecord } from "../counting/countable.ts";
import type { Draft } from "./finding.ts";
import type { Plan } from "../../formulas/plan.ts";
import { eventOf, isLedByAnother } from "../counting/selection.ts";
import { unitName } from "./activity-checks.ts";
import type { StructuralCheck } from "./context.ts";

/** Joint activities by event: an event that the campaign does not know, leads that are missing or too many, foreign indicators. */
export const jointLead: StructuralCheck = ({ plan, records, selection, unit }) => {
  const counted = new Set(selection.counted.map(({ record }) => record));
  const joint = records.filter((record) => eventOf(record) !== undefined);
  const byEvent = [...Map.groupBy(joint, (record) => eventOf(record) ?? "")].sort(([a], [b]) => compareText(a, b));
  return byEvent.flatMap(([event, taking]) => {
    const lead = plan.routes.leads.get(event);
    if (lead === undefined) return [draft("unknown-event", taking, { event })];
    return [
      ...leadFaults(plan, event, lead, taking, unit === undefined ? counted : undefined),
      ...taking.flatMap((record) => guestFaults(plan, event, record)),
    ];
  });
};

/**
 * Two entries of the lead are wrong anywhere; one that is missing, or came and does not count, shows at the county only, where all
 * units are seen.
 *
 * @param counted what counts at the county; undefined where one unit is looked at.
 */
function leadFaults(
  plan: Plan,
  event: string,
  lead: string,
  taking: readonly StatisticsRecord[],
  counted: ReadonlySet<StatisticsRecord> | undefined,
): readonly Draft[] {
  const own = taking.filter((record) => record.unit === lead);
  const params = { event: titleOf(plan, event), unit: unitName(plan.campaign, lead), entries: own.length };
  if (own.length > 1) return [draft("second-lead", own, params)];
  if (counted === undefined || own.some((record) => counted.has(record))) return [];
  const fault = own.length === 0 ? draft("no-lead", taking, params) : draft("lead-uncounted", own, params);
  return [{ ...fault, ...openRows(plan, event) }];
}

/** The rows that wait for the lead: those that its own numbers of the event feed. */
function openRows(plan: Plan, event: string): Readonly<{ rows: readonly string[] }> {
  const codes = plan.campaign.jointEvents.find(({ id }) => id === event)?.codes ?? [];
  const measures = codes.flatMap((code) => {
    const route = plan.routes.codes.get(code);
    return [...(route?.sums ?? [])].flatMap(([metric, fed]) => (route?.guest.has(metric) === true ? [] : fed));
  });
  const rows = new Set(measures.flatMap((measure) => (plan.rowsOfMeasure[measure] ?? []).map(({ row }) => row)));
  return { rows: plan.rows.flatMap(({ indicator }, at) => (rows.has(at) ? [indicator.code] : [])) };
}

function guestFaults(plan: Plan, event: string, record: StatisticsRecord): readonly Draft[] {
  if (!isActivity(record) || !isLedByAnother(plan, record)) return [];
  const { code = "", metrics } = record.value;
  const own = plan.routes.codes.get(code)?.guest;
  const foreign = Object.keys(metrics).filter((metric) => countIn(metrics[metric]) > 0 && own?.has(metric) === false);
  if (foreign.length === 0) return [];
  const labels = foreign.map((metric) => plan.campaign.catalogue.metrics.find(({ id }) => id === metric)?.label.zh ?? metric);
  const params = { event: titleOf(plan, event), unit: unitName(plan.campaign, record.unit), metrics: labels.sort().join("、") };
  return [draft("foreign-metrics", [record], params)];
}

function draft(variant: string, records: readonly StatisticsRecord[], params: Readonly<Record<string, string | number>>): Draft {
  return { variant, records: records.map(keyOf), params };
}

function titleOf(plan: Plan, event: string): string {
  return plan.campaign.jointEvents.find(({ id }) => id === event)?.title.zh ?? event;
}
