// Which of a campaign's own fields may leave unsealed. Pure.
import type { Catalogue, Field } from "./catalogue-schema.ts";

/** Ids of the fields that are not personal wherever they are asked. A text of which nobody says it counts as personal. */
export function openFields({ commonFields, groups }: Pick<Catalogue, "commonFields" | "groups">): ReadonlySet<string> {
  const all = [...commonFields, ...groups.flatMap(({ items }) => items.flatMap(({ fields }) => fields))];
  const closed = new Set(all.filter(isPersonal).map(({ id }) => id));
  return new Set(all.map(({ id }) => id).filter((id) => !closed.has(id)));
}

function isPersonal({ type, personal }: Field): boolean {
  return personal ?? (type === "text" || type === "list");
}
