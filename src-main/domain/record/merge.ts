// Merges the concurrent versions of one record, field by field. Pure: no clock, no I/O, no SQL.
import { compareAt, compareText, type At } from "../feed/entry.ts";
import { canonicalJson, isJsonObject, sameJson, type Json, type JsonObject } from "../json.ts";

/** A head of a record: a version that no other one names. `value` null is a deletion. */
export type Head = Readonly<{ hash: string; at: At; value: JsonObject | null }>;

/** One field that heads changed to different values; all are kept until a person decides. Absent members are `undefined`. */
export type FieldConflict = Readonly<{
  /** JSON pointer; elements of a set are named by their key. "" is the record itself (edit against deletion). */
  path: string;
  bases: readonly (Json | undefined)[];
  sides: readonly Readonly<{ head: string; value: Json | undefined }>[];
}>;

/** What the projection shows for a record, and what is still to be decided. */
export type Merged = Readonly<{ value: JsonObject | null; conflicts: readonly FieldConflict[] }>;

/**
 * Arrays that are sets, by JSON pointer: the member that identifies an element, or "" where the element is its own key.
 * All other arrays are one value.
 */
export type SetKeys = Readonly<Record<string, string>>;

type Side = Readonly<{ head: Head; value: Json | undefined }>;
type Fold = { sets: SetKeys; conflicts: FieldConflict[] };

/**
 * Merges the heads of one record against their maximal common ancestors.
 *
 * @param bases values of the maximal common ancestors; empty if the heads share none (then everything counts as changed).
 * @param heads one or more heads, in any order.
 * @returns the same `Merged` for every order of `bases` and `heads`.
 * @see design.md §2 Merge
 */
export function mergeHeads(bases: readonly JsonObject[], heads: readonly Head[], sets: SetKeys): Merged {
  const ordered = [...heads].sort(compareAt);
  const puts = ordered.filter((head) => head.value !== null);
  if (puts.length === 0) return { value: null, conflicts: [] };
  const fold: Fold = { sets, conflicts: [] };
  const anchors = bases.length > 0 ? bases : [{}];
  const sides = puts.map((head) => ({ head, value: head.value as JsonObject }));
  const value = mergeValue("", anchors, sides, fold) as JsonObject;
  if (puts.length < ordered.length) fold.conflicts.push(deletionConflict(bases, ordered));
  return { value, conflicts: fold.conflicts };
}

function deletionConflict(bases: readonly JsonObject[], ordered: readonly Head[]): FieldConflict {
  return { path: "", bases, sides: ordered.map((head) => ({ head: head.hash, value: head.value ?? undefined })) };
}

function mergeValue(path: string, bases: readonly (Json | undefined)[], sides: readonly Side[], fold: Fold): Json | undefined {
  const values = sides.map((side) => side.value);
  if (values.every((value) => sameJson(value, values[0]))) return values[0];
  const setKey = fold.sets[path];
  if (setKey !== undefined && values.every(isListOrAbsent)) return mergeSet(path, setKey, bases, sides, fold);
  if (values.every(isJsonObject)) return mergeObject(path, bases, sides, fold);
  return mergeLeaf(path, bases, sides, fold);
}

function mergeObject(path: string, bases: readonly (Json | undefined)[], sides: readonly Side[], fold: Fold): JsonObject {
  const names = new Set(sides.flatMap((side) => Object.keys(side.value as JsonObject)));
  const merged: Record<string, Json> = {};
  for (const name of [...names].sort(compareText)) {
    const of = (value: Json | undefined) => (isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);
    const inner = mergeValue(
      `${path}/${escapePointer(name)}`,
      bases.map(of),
      sides.map((side) => ({ head: side.head, value: of(side.value) })),
      fold,
    );
    if (inner !== undefined)
      Object.defineProperty(merged, name, { value: inner, enumerable: true, writable: true, configurable: true });
  }
  return merged;
}

function mergeSet(path: string, key: string, bases: readonly (Json | undefined)[], sides: readonly Side[], fold: Fold): Json {
  const keyed = (value: Json | undefined) => keyElements(value, key);
  const byKey = mergeObject(
    path,
    bases.map(keyed),
    sides.map((side) => ({ head: side.head, value: keyed(side.value) })),
    fold,
  );
  return orderKeys(
    [...sides].reverse().map((side) => Object.keys(keyed(side.value))),
    byKey,
  ).map((name) => byKey[name] as Json);
}

/** Keeps the order that the latest side gives, then that of the earlier ones. */
function orderKeys(orders: readonly (readonly string[])[], present: JsonObject): string[] {
  return [...new Set(orders.flat())].filter((name) => Object.hasOwn(present, name));
}

function mergeLeaf(path: string, bases: readonly (Json | undefined)[], sides: readonly Side[], fold: Fold): Json | undefined {
  const changed = sides.filter((side) => bases.every((base) => !sameJson(side.value, base)));
  const distinct = new Set(changed.map((side) => textOf(side.value)));
  if (distinct.size === 1) return changed[0]?.value;
  fold.conflicts.push({ path, bases, sides: sides.map((side) => ({ head: side.head.hash, value: side.value })) });
  return (changed.at(-1) ?? sides.at(-1))?.value;
}

/** An element's key is prefixed, so that integer-like keys keep their place in the object's order. */
function keyElements(value: Json | undefined, key: string): JsonObject {
  const elements = Array.isArray(value) ? (value as readonly Json[]) : [];
  return Object.fromEntries(elements.map((element) => [`#${elementKey(element, key)}`, element]));
}

/** What names an element of a set. */
export function elementKey(element: Json, key: string): string {
  const named = key !== "" && isJsonObject(element) ? element[key] : undefined;
  return typeof named === "string" ? named : canonicalJson(element);
}

function isListOrAbsent(value: Json | undefined): boolean {
  return value === undefined || Array.isArray(value);
}

function textOf(value: Json | undefined): string {
  return value === undefined ? "" : canonicalJson(value);
}

function escapePointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
