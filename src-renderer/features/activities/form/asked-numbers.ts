// The numbers that the form shows: those the unit is asked for, and others that were typed and may not stand. Pure.
import type { DraftValue } from "../../../../src-main/api/drafts/contract.ts";
import { askedNumbers, numberFaults, numbersOf, type AskedNumber } from "../../../../src-main/domain/campaign/asked-numbers.ts";
import type { CatalogueItem } from "../../../../src-main/domain/campaign/catalogue-schema.ts";
import type { Campaign } from "../../../../src-main/domain/campaign/schema.ts";

/** `fault`: why a typed number may not stand; it is shown to be cleared. */
export type FormNumber = AskedNumber & Readonly<{ fault?: string }>;

export function askedOrTyped(
  campaign: Campaign,
  item: CatalogueItem,
  unit: string,
  { metrics, jointEvent = "" }: Pick<DraftValue, "metrics" | "jointEvent">,
): readonly FormNumber[] {
  const place = { unit, jointEvent };
  const typed = Object.keys(metrics).filter((id) => metrics[id] !== undefined);
  const faults = numberFaults(campaign, item, place, typed).map(({ metric, reason }): FormNumber => {
    const known = numbersOf(campaign, item).find(({ id }) => id === metric) ?? unlisted(campaign, metric);
    return { ...known, required: false, fault: reason };
  });
  return [...askedNumbers(campaign, item, place), ...faults];
}

function unlisted({ catalogue }: Campaign, id: string): AskedNumber {
  const none = { zh: id, en: id };
  const { label = none, unit = { zh: "", en: "" } } = catalogue.metrics.find((metric) => metric.id === id) ?? {};
  return { id, label, unit, required: false, recordOnly: false };
}
