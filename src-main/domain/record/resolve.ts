// A person's decision over an open conflict: every field that the sides changed differently gets one value. Pure.
import type { Json, JsonObject } from "../json.ts";
import { isJsonObject } from "../json.ts";
import type { FieldConflict, SetKeys } from "./merge.ts";
import { elementKey } from "./merge.ts";

/** A value for each open path, as the merge names it; `null` leaves the member out. At "" (edit against deletion) null deletes. */
export type Decisions = Readonly<Record<string, Json>>;

/** The open paths that have no decision yet. */
export function undecided(conflicts: readonly FieldConflict[], decisions: Decisions): readonly string[] {
  return conflicts.map(({ path }) => path).filter((path) => !Object.hasOwn(decisions, path));
}

/**
 * The value that a decision leaves: the merged one with each open path set.
 *
 * @param merged what the projection shows. @param sets as {@link mergeHeads} had them: elements are named by their key.
 * @returns null where the record is to be deleted.
 */
export function decidedValue(
  merged: JsonObject,
  conflicts: readonly FieldConflict[],
  decisions: Decisions,
  sets: SetKeys,
): JsonObject | null {
  if (conflicts.some(({ path }) => path === "") && decisions[""] === null) return null;
  return conflicts
    .filter(({ path }) => path !== "")
    .reduce<JsonObject>(
      (value, { path }) => withMember(value, segmentsOf(path), "", decisions[path] ?? null, sets) as JsonObject,
      merged,
    );
}

function segmentsOf(path: string): readonly string[] {
  return path
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function withMember(value: Json | undefined, [name = "", ...rest]: readonly string[], at: string, to: Json, sets: SetKeys): Json {
  const key = sets[at];
  if (key !== undefined && Array.isArray(value)) return withElement(value as readonly Json[], name, rest, { at, to, key, sets });
  const members = isJsonObject(value) ? value : {};
  const next = rest.length === 0 ? to : withMember(members[name], rest, `${at}/${name}`, to, sets);
  return next === null ? without(members, name) : { ...members, [name]: next };
}

type Place = Readonly<{ at: string; to: Json; key: string; sets: SetKeys }>;

function withElement(list: readonly Json[], name: string, rest: readonly string[], { at, to, key, sets }: Place): Json {
  const isNamed = (element: Json) => `#${elementKey(element, key)}` === name;
  const found = list.find(isNamed);
  const next = rest.length === 0 ? to : withMember(found, rest, `${at}/${name}`, to, sets);
  if (next === null) return list.filter((element) => !isNamed(element));
  return found === undefined ? [...list, next] : list.map((element) => (isNamed(element) ? next : element));
}

function without(members: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([member]) => member !== name));
}
