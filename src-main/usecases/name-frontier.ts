// Names a frontier in a report or receipt: within its value, or by pages that are written first.
import type { Frontier } from "../domain/entry.ts";
import { pagesOf } from "../domain/feed/pages.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Desk } from "./desk.ts";
import { recordId } from "./put-record.ts";
import type { NewVersion } from "./store-port.ts";

/** What a value says of its frontier. Pages that are written and then named by nothing say nothing. */
export function nameFrontier(
  desk: Desk,
  frontier: Frontier,
  draft: (page: Frontier) => Pick<NewVersion, "kind" | "audience"> & Readonly<{ value: JsonObject }>,
): JsonObject {
  const { unit } = desk.store.facts();
  const written = pagesOf(frontier).map((page) => {
    const { kind, audience, value } = draft(page);
    return { kind, audience, value, unit, record: recordId(desk, kind, value) };
  });
  if (written.length === 0) return { frontier };
  desk.store.append(written);
  const places = written.flatMap(({ kind, record }) => desk.store.history({ unit, kind, record }));
  return { pages: places.map(({ feed, seq, hash }) => ({ feed, seq, hash })) };
}
