// Whether the formulas of rows, checks and the rubric can be read, and name codes, indicators, ledgers and fields that exist.
import { Problem } from "../problem.ts";
import { createFormulaReader, type Call, type Formula } from "../formulas/formula.ts";
import { codePatterns, fieldsOfKind, matchesCode } from "../formulas/measure.ts";
import { compilePlan, type Plan } from "../formulas/plan.ts";
import type { CatalogueItem } from "../campaign/catalogue-schema.ts";
import type { Fault } from "./fault.ts";
import { repeated, unknownMembers } from "./fault.ts";
import { rubricItems, ruleFormulas, rulesOf } from "./rubric-faults.ts";
import type { Campaign } from "../campaign/schema.ts";

/** A formula with the place it stands at and the type it must have. */
export type PlacedFormula = Readonly<{ path: string; text: string; gives: "figure" | "bool" | "int" }>;

/** Every formula of a campaign. */
export function formulasOf(campaign: Campaign): readonly PlacedFormula[] {
  const rows = campaign.indicators.map(({ code, formula }) => ({
    path: `/indicators/${code}/formula`,
    text: formula,
    gives: "figure" as const,
  }));
  const checks = campaign.checks.flatMap(({ id, cases }) =>
    (cases ?? []).map((one, at) => ({ path: `/checks/${id}/cases/${at}`, text: one.formula, gives: "bool" as const })),
  );
  const rubric = rubricItems(campaign).flatMap((item) =>
    rulesOf(item).flatMap((rule) => ruleFormulas(rule).map((formula) => ({ path: `/rubric/${item.code}`, ...formula }))),
  );
  return [...rows, ...checks, ...rubric];
}

export function formulaFaults(campaign: Campaign): readonly Fault[] {
  const read = createFormulaReader();
  const texts = formulasOf(campaign).flatMap(({ path, text, gives }) =>
    caught(path, () => {
      const formula = read(text);
      return [...typeFaults(path, formula, gives), ...formula.calls.flatMap((call) => callFaults(campaign, path, call))];
    }),
  );
  if (texts.length > 0) return texts;
  const extras = formulasOf(campaign).flatMap(({ text, gives }) => (gives === "figure" ? [] : [text]));
  return [
    ...rowFaults(campaign),
    ...checkFaults(campaign),
    ...caught("/indicators", () => distinctFaults(compilePlan(campaign, extras))),
  ];
}

function typeFaults(path: string, formula: Formula, gives: PlacedFormula["gives"]): readonly Fault[] {
  const allowed = gives === "figure" ? ["int", "string", "dyn"] : [gives, "dyn"];
  return allowed.includes(formula.type) ? [] : [{ path, reason: `gives ${formula.type}` }];
}

function callFaults(campaign: Campaign, path: string, { name, texts }: Call): readonly Fault[] {
  const [first = "", second = "", third] = texts;
  if (name === "row") return unknownMembers(path, "row", [first], new Set(campaign.indicators.map(({ code }) => code)));
  if (name === "count") return kindFaults(campaign, path, first, "");
  if (name === "sum" && third !== undefined) return kindFaults(campaign, path, first, second);
  return name === "percent" ? [] : codeFaults(campaign, path, name, first, second);
}

/** Each pattern must match an item, and one of the matched items must have the indicator or field. */
function codeFaults({ catalogue }: Campaign, path: string, name: string, patterns: string, member: string): readonly Fault[] {
  const items = catalogue.groups.flatMap((group) => group.items);
  const idle = codePatterns(patterns).filter((pattern) => !items.some((item) => matchesCode(pattern, item.code)));
  const hasMember = items.some((item) => matchesCode(patterns, item.code) && membersOf(item, name).includes(member));
  return [
    ...idle.map((pattern) => ({ path, reason: `unknown code “${pattern}”` })),
    ...(hasMember ? [] : [{ path, reason: `unknown ${name === "sum" ? "metric" : "field"} “${member}”` }]),
  ];
}

function membersOf(item: CatalogueItem, name: string): readonly string[] {
  return (name === "sum" ? item.metrics : item.fields).map(({ id }) => id);
}

function kindFaults(campaign: Campaign, path: string, kind: string, field: string): readonly Fault[] {
  const fields = fieldsOfKind(campaign, kind);
  if (fields === undefined) return [{ path, reason: `unknown ledger “${kind}”` }];
  return field === "" || fields[field] === "int" ? [] : [{ path, reason: `“${field}” is no number of “${kind}”` }];
}

function rowFaults({ indicators, indicatorGroups, ledgers }: Campaign): readonly Fault[] {
  const groups = new Set(indicatorGroups.map((group) => group.id));
  const columns = new Map(
    ledgers.map((ledger) => [ledger.kind, new Set(ledger.columns.filter(({ type }) => type === "date").map(({ id }) => id))]),
  );
  return [
    ...repeated(
      "/indicators",
      "row",
      indicators.map(({ code }) => code),
    ),
    ...indicators.flatMap(({ code, group, dates }) => [
      ...unknownMembers(`/indicators/${code}/group`, "group", [group], groups),
      ...Object.entries(dates ?? {}).flatMap(([kind, members]) =>
        unknownMembers(`/indicators/${code}/dates`, `date of ${kind}`, members, columns.get(kind) ?? new Set()),
      ),
    ]),
  ];
}

function checkFaults({ checks, indicators, unitKinds }: Campaign): readonly Fault[] {
  const rows = new Set(indicators.map(({ code }) => code));
  const kinds = new Set(unitKinds.map((kind) => kind.id));
  return [
    ...repeated(
      "/checks",
      "check",
      checks.map(({ id }) => id),
    ),
    ...checks.flatMap(({ id, cases, structural, row, kinds: own }) => [
      ...unknownMembers(
        `/checks/${id}/cases`,
        "row",
        [...(cases ?? []).flatMap((one) => one.rows), ...(row === undefined ? [] : [row])],
        rows,
      ),
      ...unknownMembers(`/checks/${id}/kinds`, "kind", own ?? [], kinds),
      ...((cases === undefined) === (structural === undefined)
        ? [{ path: `/checks/${id}`, reason: "either cases or structural" }]
        : []),
    ]),
  ];
}

/** A row that adds up over periods cannot count different texts: a village in two weeks is one village. */
function distinctFaults(plan: Plan): readonly Fault[] {
  return plan.rows.flatMap(({ indicator, weights }) => {
    const isDistinct = [...(weights?.keys() ?? [])].some((measure) => plan.measures[measure]?.type === "distinct");
    return isDistinct && indicator.aggregate === "sum"
      ? [{ path: `/indicators/${indicator.code}`, reason: "distinct() in a sum" }]
      : [];
  });
}

function caught(path: string, work: () => readonly Fault[]): readonly Fault[] {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { formula = "", reason = error.code } = error.details as Readonly<Record<string, string | number>>;
    return [{ path, reason: `${formula}: ${reason}` }];
  }
}
