// Names a frontier in a report or receipt: within its value, or by pages that are written first.
import type { Frontier } from "../../../domain/feed/entry.ts";
import { pagesOf } from "../../../domain/feed/pages.ts";
import type { JsonObject } from "../../../domain/json.ts";
import type { Needs } from "../../workspace.ts";
import { recordId } from "../../records/versions/put-record.ts";
import type { NewVersion, RecordWriter } from "../../ports/store/records.ts";
import type { FactReader } from "../../ports/store/facts.ts";

type NameFrontierNeeds = Needs<FactReader & RecordWriter, "sha256" | "world">;

/** What a value says of its frontier. Pages that are written and then named by nothing say nothing. */
export function nameFrontier(
  ws: NameFrontierNeeds,
  frontier: Frontier,
  draft: (page: Frontier) => Pick<NewVersion, "kind" | "audience"> & Readonly<{ value: JsonObject }>,
): JsonObject {
  const { unit } = ws.store.facts();
  const written = pagesOf(frontier).map((page) => {
    const { kind, audience, value } = draft(page);
    return { kind, audience, value, unit, record: recordId(ws, kind, value) };
  });
  if (written.length === 0) return { frontier };
  ws.store.append(written);
  const places = written.flatMap(({ kind, record }) => ws.store.history({ unit, kind, record }));
  return { pages: places.map(({ feed, seq, hash }) => ({ feed, seq, hash })) };
}
