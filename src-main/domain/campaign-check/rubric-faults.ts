// Whether the rubric adds up and names obligations, groups and kinds that exist.
import type { Fault } from "./fault.ts";
import { repeated, unknownMembers } from "./fault.ts";
import type { RubricItem, ScoringRule } from "../campaign/rubric-schema.ts";
import type { Campaign } from "../campaign/schema.ts";

/** Every item of the rubric: sections, bonus, deductions. */
export function rubricItems({ rubric }: Pick<Campaign, "rubric">): readonly RubricItem[] {
  return [...rubric.sections.flatMap((section) => section.items), ...rubric.bonus.items, ...rubric.deductions];
}

/** The rule of an item and its rules for other kinds of unit. */
export function rulesOf(item: RubricItem): readonly ScoringRule[] {
  return [item.rule, ...(item.byKind ?? []).map((other) => other.rule)];
}

export function rubricFaults(campaign: Campaign): readonly Fault[] {
  const kinds = new Set(campaign.unitKinds.map((kind) => kind.id));
  const items = rubricItems(campaign);
  return [
    ...sumFaults(campaign),
    ...repeated(
      "/rubric",
      "item",
      items.map((item) => item.code),
    ),
    ...items.flatMap((item) => [
      ...unknownMembers(
        `/rubric/${item.code}`,
        "kind",
        [...(item.kinds ?? []), ...(item.byKind ?? []).flatMap((other) => other.kinds)],
        kinds,
      ),
      ...rulesOf(item).flatMap((rule) => ruleFaults(campaign, `/rubric/${item.code}`, rule)),
    ]),
  ];
}

function sumFaults({ rubric }: Campaign): readonly Fault[] {
  const sections = rubric.sections.flatMap(({ code, pointsE2, items }): readonly Fault[] => {
    const sum = items.reduce((points, item) => points + item.pointsE2, 0);
    return sum === pointsE2 ? [] : [{ path: `/rubric/${code}`, reason: `items make ${sum / 100}, not ${pointsE2 / 100}` }];
  });
  const total = rubric.sections.reduce((points, section) => points + section.pointsE2, 0);
  const falls = rubric.grades.every((grade, at) => at === 0 || grade.fromE2 < (rubric.grades[at - 1]?.fromE2 ?? 0));
  return [
    ...sections,
    ...(total === 10_000 ? [] : [{ path: "/rubric", reason: `sections make ${total / 100}, not 100` }]),
    ...(falls ? [] : [{ path: "/rubric/grades", reason: "grades must descend" }]),
  ];
}

function ruleFaults({ calendar, catalogue }: Campaign, path: string, rule: ScoringRule): readonly Fault[] {
  if (rule.type === "timely")
    return unknownMembers(path, "obligation", [rule.obligation], new Set(calendar.obligations.map(({ id }) => id)));
  if (rule.type === "series")
    return unknownMembers(path, "obligation", [rule.obligationType], new Set(calendar.obligations.map(({ type }) => type)));
  return rule.type === "coverage"
    ? unknownMembers(path, "group", rule.groups, new Set(catalogue.groups.map(({ code }) => code)))
    : [];
}

/** The formulas of a rule, by what they must give. */
export function ruleFormulas(rule: ScoringRule): readonly Readonly<{ text: string; gives: "int" | "bool" }>[] {
  const int = (text: string) => ({ text, gives: "int" as const });
  if (rule.type === "reached" || rule.type === "ranking") return [int(rule.formula)];
  if (rule.type === "each") return rule.terms.map((term) => int(term.formula));
  if (rule.type === "rate") return [int(rule.numerator), int(rule.denominator)];
  return rule.type === "parts" ? rule.parts.map((part) => ({ text: part.formula, gives: "bool" as const })) : [];
}
