// Which versions of records may leave unsealed: those without anything personal. Pure.
import type { JsonObject } from "../json.ts";
import { kindOf, KINDS } from "./kinds.ts";
import { fieldsOf, holdsPersonal, type Field } from "./privacy.ts";

const FIELDS: ReadonlyMap<string, readonly Field[]> = new Map(
  Object.entries(KINDS).map(([name, { schema, parts }]) => [name, [schema, parts ?? schema].flatMap((one) => fieldsOf(one))]),
);

/**
 * Whether a value travels sealed only: it has a filled personal field, or nobody here knows what its fields mean. It commits to all of
 * its members at once, so that it stays or goes as a whole (design.md §7 Privacy).
 *
 * @param v version of the kind's schema that it was written under
 * @param isOpen of a field that the campaign declares, by its id
 */
export function isForSealedOnly(kind: string, v: number, value: JsonObject, isOpen: (field: string) => boolean): boolean {
  const known = kindOf(kind);
  if (known === undefined || v > known.v) return true;
  return holdsPersonal(FIELDS.get(kind) ?? [], value, isOpen);
}
