// The draft of the one liaison: what is typed, under the record's own id, so that there is one at most.
import type { JsonObject } from "../domain/json.ts";
import type { Desk } from "./desk.ts";
import { recordId } from "./put-record.ts";

/** Members by name, as texts. */
export type TypedMembers = Readonly<Record<string, string>>;

export function liaisonDraft(desk: Desk): Readonly<{ typed: TypedMembers; savedAtMs: number }> | undefined {
  const row = desk.store.drafts().find(({ id }) => id === liaisonRecord(desk));
  if (row === undefined) return undefined;
  return { typed: (row.value["value"] as JsonObject)["fields"] as TypedMembers, savedAtMs: row.savedMs };
}

/** @returns when it was kept; durable then. */
export function keepLiaisonDraft(desk: Desk, typed: TypedMembers): number {
  const [record, savedMs] = [liaisonRecord(desk), desk.world.nowMs()];
  desk.store.saveDraft({ id: record, kind: "liaison", record, value: { value: { fields: typed }, files: {} }, savedMs });
  return savedMs;
}

export function dropLiaisonDraft(desk: Desk): void {
  desk.store.dropDraft(liaisonRecord(desk));
}

/** The id of the one liaison of a unit. */
export function liaisonRecord(desk: Desk): string {
  return recordId(desk, "liaison", {});
}
