// The numbers that an activity asks for, and which of them a unit enters: one rule for the form, the command line and the figures.
import type { CatalogueItem } from "./catalogue-schema.ts";
import type { Bilingual } from "./parts.ts";
import type { Campaign } from "./schema.ts";

/** One number as an item asks for it; `recordOnly`: 只作记录. */
export type AskedNumber = Readonly<{ id: string; label: Bilingual; unit: Bilingual; required: boolean; recordOnly: boolean }>;

/** Why a number may not stand in an activity: its item does not ask for it, or the lead of the joint event enters it. */
export type NumberFault = Readonly<{ metric: string; reason: "unknown-number" | "lead-only" }>;

/** What of an activity decides which numbers it takes. */
type Place = Readonly<{ unit: string; jointEvent: string }>;

/** The catalogue's item of a code. */
export function itemOf({ catalogue }: Campaign, code: string): CatalogueItem | undefined {
  return catalogue.groups.flatMap((group) => group.items).find((item) => item.code === code);
}

/** The numbers of an item in its order, by its own labels. */
export function numbersOf(campaign: Campaign, item: CatalogueItem): readonly AskedNumber[] {
  const known = new Map(campaign.catalogue.metrics.map((metric) => [metric.id, metric]));
  return item.metrics.flatMap(({ id, label, required, recordOnly }) => {
    const metric = known.get(id);
    if (metric === undefined) return [];
    const asked = { id, label: label ?? metric.label, unit: metric.unit };
    return [{ ...asked, required: required === true, recordOnly: recordOnly === true }];
  });
}

/** The numbers that a unit is asked for: all of them, or a guest's share of a joint event that another unit leads. */
export function askedNumbers(campaign: Campaign, item: CatalogueItem, place: Place): readonly AskedNumber[] {
  const numbers = numbersOf(campaign, item);
  if (!isGuest(campaign, place)) return numbers;
  const own = guestNumbers(campaign, item);
  return numbers.filter(({ id }) => own.has(id));
}

/** The numbers of an activity that may not stand in it. */
export function numberFaults(
  campaign: Campaign,
  item: CatalogueItem,
  place: Place,
  metrics: readonly string[],
): readonly NumberFault[] {
  const listed = new Set(item.metrics.map(({ id }) => id));
  const asked = new Set(askedNumbers(campaign, item, place).map(({ id }) => id));
  return metrics
    .filter((metric) => !asked.has(metric))
    .map((metric) => ({ metric, reason: listed.has(metric) ? ("lead-only" as const) : ("unknown-number" as const) }));
}

/** What guests of a joint event enter for an item: as it says, or in older documents as the numbers themselves do. */
export function guestNumbers({ catalogue }: Campaign, { guestMetrics }: CatalogueItem): ReadonlySet<string> {
  return new Set(guestMetrics ?? catalogue.metrics.filter(({ joint }) => joint === true).map(({ id }) => id));
}

/** Whether another unit leads the joint event; an event that the campaign does not know makes nobody a guest. */
export function isGuest({ jointEvents }: Campaign, { unit, jointEvent }: Place): boolean {
  const lead = jointEvents.find(({ id }) => id === jointEvent)?.leadUnit;
  return lead !== undefined && lead !== unit;
}
