// Whether the parts of a campaign that name one another agree: units and kinds, items and metrics, fields and picklists.
import type { Fault } from "./fault.ts";
import { repeated, unknownMembers } from "./fault.ts";
import type { Campaign } from "../campaign/schema.ts";

/** Faults of references outside formulas, calendar and rubric. */
export function referenceFaults(campaign: Campaign): readonly Fault[] {
  return [...unitFaults(campaign), ...catalogueFaults(campaign), ...ledgerFaults(campaign), ...patternFaults(campaign)];
}

function unitFaults({ units, unitKinds, committee, jointEvents, catalogue }: Campaign): readonly Fault[] {
  const kinds = new Set(unitKinds.map((kind) => kind.id));
  const codes = new Set(units.map((unit) => unit.code));
  const items = new Set(catalogue.groups.flatMap((group) => group.items.map((item) => item.code)));
  return [
    ...repeated(
      "/unitKinds",
      "kind",
      unitKinds.map((kind) => kind.id),
    ),
    ...repeated(
      "/units",
      "unit",
      units.map((unit) => unit.code),
    ),
    ...units.flatMap((unit, at) => unknownMembers(`/units/${at}/kind`, "kind", [unit.kind], kinds)),
    ...unknownMembers("/committee/officeUnit", "unit", [committee.officeUnit], codes),
    ...repeated(
      "/jointEvents",
      "event",
      jointEvents.map((event) => event.id),
    ),
    ...jointEvents.flatMap((event, at) => [
      ...unknownMembers(`/jointEvents/${at}/leadUnit`, "unit", [event.leadUnit], codes),
      ...unknownMembers(`/jointEvents/${at}/codes`, "item", event.codes, items),
    ]),
  ];
}

function catalogueFaults({ catalogue, picklists, units, unitKinds }: Campaign): readonly Fault[] {
  const metrics = new Set(catalogue.metrics.map((metric) => metric.id));
  const lists = new Set(picklists.map((picklist) => picklist.id));
  const kinds = new Set(unitKinds.map((kind) => kind.id));
  const codes = new Set(units.map((unit) => unit.code));
  const items = catalogue.groups.flatMap((group) => group.items);
  return [
    ...repeated(
      "/catalogue/metrics",
      "metric",
      catalogue.metrics.map((metric) => metric.id),
    ),
    ...repeated("/catalogue/groups", "code", [...catalogue.groups.map((group) => group.code), ...items.map((item) => item.code)]),
    ...repeated(
      "/picklists",
      "picklist",
      picklists.map((picklist) => picklist.id),
    ),
    ...picklists.flatMap((list, at) =>
      repeated(
        `/picklists/${at}/options`,
        "option",
        list.options.map((option) => option.id),
      ),
    ),
    ...items.flatMap((item) => [
      ...unknownMembers(
        `/catalogue/${item.code}/metrics`,
        "metric",
        item.metrics.map((metric) => metric.id),
        metrics,
      ),
      ...repeated(
        `/catalogue/${item.code}/metrics`,
        "metric",
        item.metrics.map((metric) => metric.id),
      ),
      ...unknownMembers(
        `/catalogue/${item.code}/guestMetrics`,
        "metric",
        item.guestMetrics ?? [],
        new Set(item.metrics.map((metric) => metric.id)),
      ),
      ...unknownMembers(`/catalogue/${item.code}/kinds`, "kind", item.kinds ?? [], kinds),
      ...unknownMembers(`/catalogue/${item.code}/units`, "unit", item.units ?? [], codes),
      ...picklistFaults(`/catalogue/${item.code}/fields`, item.fields, lists),
    ]),
    ...picklistFaults("/catalogue/commonFields", catalogue.commonFields, lists),
  ];
}

function ledgerFaults({ ledgers, attachment1, picklists }: Campaign): readonly Fault[] {
  const lists = new Set(picklists.map((picklist) => picklist.id));
  return [
    ...repeated(
      "/ledgers",
      "ledger",
      ledgers.map((ledger) => ledger.kind),
    ),
    ...ledgers.flatMap((ledger) => {
      const path = `/ledgers/${ledger.kind}`;
      const columns = ledger.columns.map((column) => column.id);
      return [
        ...repeated(`${path}/columns`, "column", columns),
        ...unknownMembers(path, "column", [ledger.dateField, ...(ledger.unique ?? []).flat()], new Set(columns)),
        ...picklistFaults(`${path}/columns`, ledger.columns, lists),
      ];
    }),
    ...picklistFaults("/attachment1", attachment1, lists),
  ];
}

type WithPicklist = Readonly<{ id: string; type: string; picklist?: string | undefined }>;

function picklistFaults(path: string, fields: readonly WithPicklist[], lists: ReadonlySet<string>): readonly Fault[] {
  return fields.flatMap(({ id, type, picklist }) => {
    if (picklist !== undefined) return unknownMembers(`${path}/${id}`, "picklist", [picklist], lists);
    return type === "choice" || type === "multi" ? [{ path: `${path}/${id}`, reason: "no picklist" }] : [];
  });
}

/** Telephone and liaison patterns must be regular expressions. */
function patternFaults({ settings, attachment1 }: Campaign): readonly Fault[] {
  const patterns = [
    ...settings.phonePatterns.map((pattern, at) => ({ path: `/settings/phonePatterns/${at}`, pattern })),
    ...attachment1.flatMap(({ id, pattern }) => (pattern === undefined ? [] : [{ path: `/attachment1/${id}`, pattern }])),
  ];
  return patterns.flatMap(({ path, pattern }) => (isPattern(pattern) ? [] : [{ path, reason: `pattern “${pattern}”` }]));
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
