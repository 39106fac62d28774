// Lists that are longer than one entry (design.md §7): they come in parts `{set, part, parts}` of schema version 2. The parts of one
// set are one list; while parts lack, it holds what is listed. A list that fits into one entry is written as version 1. Pure.
import type { JsonObject } from "../json.ts";
import { LIMITS } from "../limits.ts";

/** Parts of one list. */
export const MOST_PARTS = 1000;

/** A part's place in its set; nothing for a list that fits into one entry. */
export type PartOf = Readonly<{ set?: string; part?: number; parts?: number }>;

/** The version of the schema that a value of a kind in parts is written under. */
export function partsVersion(value: JsonObject | null): 1 | 2 {
  return value !== null && "set" in value ? 2 : 1;
}

/** Splits a list. @param set names the parts that belong together: 128 random bits in hex, looked at only where there are several. */
export function inParts<T>(
  list: readonly T[],
  set: string,
  most: number = LIMITS.listed,
): readonly Readonly<{ listed: readonly T[]; of: PartOf }>[] {
  if (list.length <= most) return [{ listed: list, of: {} }];
  const parts = Math.ceil(list.length / most);
  return Array.from({ length: parts }, (_, index) => ({
    listed: list.slice(index * most, (index + 1) * most),
    of: { set, part: index + 1, parts },
  }));
}

/** Gathers what belongs to one list: the parts of a set, or a value alone. */
export function listsOf<T>(items: readonly T[], valueOf: (item: T) => PartOf): readonly (readonly T[])[] {
  const alone = items.filter((item) => valueOf(item).set === undefined).map((item) => [item]);
  const inSets = items.filter((item) => valueOf(item).set !== undefined);
  return [...alone, ...Map.groupBy(inSets, (item) => valueOf(item).set).values()];
}
