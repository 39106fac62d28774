// Looking things up in the campaign's catalogue: items by code, metrics by id, labels of periods. Pure.
import type { CatalogueGroup, CatalogueItem, Metric, Picklist } from "../../../src-main/domain/campaign/catalogue-schema.ts";
import type { Campaign } from "../../../src-main/domain/campaign/schema.ts";
import type { Bilingual } from "../../../src-main/api/contract-parts.ts";

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

export function metricOf(campaign: Campaign, id: string): Metric | undefined {
  return campaign.catalogue.metrics.find((metric) => metric.id === id);
}

export function picklistOf(campaign: Campaign, id: string | undefined): Picklist | undefined {
  return campaign.picklists.find((picklist) => picklist.id === id);
}
