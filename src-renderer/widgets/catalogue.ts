// Looking things up in the campaign's catalogue: items by code, metrics by id, labels of periods. Pure.
import type { CatalogueGroup, CatalogueItem, Metric, Picklist } from "../../src-main/domain/campaign/catalogue-schema.ts";
import type { Campaign } from "../../src-main/domain/campaign/schema.ts";
import type { Bilingual } from "../../src-main/api/contract/parts.ts";

/** One metric as an item asks for it. */
export type AskedMetric = Readonly<{ id: string; label: Bilingual; unit: Bilingual; required: boolean }>;

export function itemsOf(campaign: Campaign): readonly Readonly<{ group: CatalogueGroup; item: CatalogueItem }>[] {
  return campaign.catalogue.groups.flatMap((group) => group.items.map((item) => ({ group, item })));
}

/** Names of all items, retired ones too. */
export function itemNames(campaign: Campaign): ReadonlyMap<string, Bilingual> {
  return new Map(itemsOf(campaign).map(({ item }) => [item.code, item.name]));
}

export function findItem(campaign: Campaign, code: string): Readonly<{ group: CatalogueGroup; item: CatalogueItem }> | undefined {
  return itemsOf(campaign).find((one) => one.item.code === code);
}

/** Items that a unit may record. */
export function itemsFor(
  campaign: Campaign,
  unit: Readonly<{ code: string; kind: string }>,
): readonly Readonly<{ group: CatalogueGroup; item: CatalogueItem }>[] {
  return itemsOf(campaign).filter(({ item }) => {
    const forKind = item.kinds === undefined || item.kinds.includes(unit.kind);
    const forUnit = item.units === undefined || item.units.includes(unit.code);
    return item.retired !== true && forKind && forUnit;
  });
}

/** The metrics that an item asks for, in its order and by its own labels. */
export function metricsOf(campaign: Campaign, item: CatalogueItem): readonly AskedMetric[] {
  const known = new Map<string, Metric>(campaign.catalogue.metrics.map((metric) => [metric.id, metric]));
  return item.metrics.flatMap((asked) => {
    const metric = known.get(asked.id);
    return metric === undefined
      ? []
      : [{ id: asked.id, label: asked.label ?? metric.label, unit: metric.unit, required: asked.required === true }];
  });
}

export function metricOf(campaign: Campaign, id: string): Metric | undefined {
  return campaign.catalogue.metrics.find((metric) => metric.id === id);
}

export function picklistOf(campaign: Campaign, id: string | undefined): Picklist | undefined {
  return campaign.picklists.find((picklist) => picklist.id === id);
}
