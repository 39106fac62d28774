// Routes: which measures a record can feed, looked up by its code or kind, so that a record is read once.
import { guestNumbers } from "../campaign/asked-numbers.ts";
import type { CatalogueItem } from "../campaign/catalogue-schema.ts";
import type { Ledger } from "../campaign/ledger-schema.ts";
import type { Campaign } from "../campaign/schema.ts";
import { compileFilter, type Filter } from "./filter.ts";
import { fieldsOfKind, matchesCode, type Measure } from "./measure.ts";

/** What activities of one code feed: measures by indicator, and distinct measures by field. */
export type CodeRoute = Readonly<{
  item: CatalogueItem;
  /** Numbers that a unit enters for a joint event that another leads. */
  guest: ReadonlySet<string>;
  sums: ReadonlyMap<string, readonly number[]>;
  distinct: readonly Readonly<{ measure: number; field: string }>[];
}>;

/** One measure over a ledger. `field` "" counts records. */
export type LedgerRoute = Readonly<{ measure: number; field: string; passes: Filter; dates: readonly string[] }>;

export type Routes = Readonly<{
  codes: ReadonlyMap<string, CodeRoute>;
  ledgers: ReadonlyMap<string, Readonly<{ ledger: Ledger; routes: readonly LedgerRoute[] }>>;
  activities: readonly LedgerRoute[];
  attachments: readonly LedgerRoute[];
  distinct: readonly number[];
  /** Lead unit by joint event. */
  leads: ReadonlyMap<string, string>;
}>;

export function routesOf(campaign: Campaign, measures: readonly Measure[]): Routes {
  const items = campaign.catalogue.groups.flatMap((group) => group.items);
  return {
    codes: new Map(items.map((item) => [item.code, codeRoute(campaign, item, measures)])),
    ledgers: new Map(
      campaign.ledgers.map((ledger) => [ledger.kind, { ledger, routes: ledgerRoutes(campaign, ledger.kind, measures) }]),
    ),
    activities: ledgerRoutes(campaign, "activity", measures),
    attachments: ledgerRoutes(campaign, "attachment", measures),
    distinct: measures.flatMap((measure, at) => (measure.type === "distinct" ? [at] : [])),
    leads: new Map(campaign.jointEvents.map((event) => [event.id, event.leadUnit])),
  };
}

function codeRoute(campaign: Campaign, item: CatalogueItem, measures: readonly Measure[]): CodeRoute {
  const sums = new Map<string, number[]>();
  const distinct: { measure: number; field: string }[] = [];
  for (const [at, measure] of measures.entries()) {
    if (measure.type === "ledger" || !matchesCode(measure.codes, item.code)) continue;
    if (measure.type === "distinct") distinct.push({ measure: at, field: measure.field });
    else sums.set(measure.metric, [...(sums.get(measure.metric) ?? []), at]);
  }
  return { item, guest: guestNumbers(campaign, item), sums, distinct };
}

function ledgerRoutes(campaign: Campaign, kind: string, measures: readonly Measure[]): readonly LedgerRoute[] {
  const fields = fieldsOfKind(campaign, kind) ?? {};
  return measures.flatMap((measure, at) => {
    if (measure.type !== "ledger" || measure.kind !== kind) return [];
    return [{ measure: at, field: measure.field, passes: compileFilter(measure.filter, fields), dates: measure.dates }];
  });
}
