// The draft of the one liaison: what is typed, under the record's own id, so that there is one at most.
import type { Workspace, Needs } from "../../workspace.ts";
import { recordId } from "../versions/put-record.ts";
import type { DraftReader, DraftWriter } from "../../ports/store/drafts.ts";

type DraftLiaisonNeeds = Needs<DraftWriter, "sha256" | "world">;

/** Members by name, as texts. */
export type TypedMembers = Readonly<Record<string, string>>;

export function liaisonDraft(
  ws: Needs<DraftReader, "sha256" | "world">,
): Readonly<{ typed: TypedMembers; savedAtMs: number }> | undefined {
  const row = ws.store.drafts().find(({ id }) => id === liaisonRecord(ws));
  if (row === undefined) return undefined;
  return { typed: row.value.value.fields as TypedMembers, savedAtMs: row.savedMs };
}

/** @returns when it was kept; durable then. */
export function keepLiaisonDraft(ws: DraftLiaisonNeeds, typed: TypedMembers): number {
  const [record, savedMs] = [liaisonRecord(ws), ws.world.nowMs()];
  ws.store.saveDraft({ id: record, kind: "liaison", record, value: { value: { fields: typed }, files: {} }, savedMs });
  return savedMs;
}

export function dropLiaisonDraft(ws: DraftLiaisonNeeds): void {
  ws.store.dropDraft(liaisonRecord(ws));
}

/** The id of the one liaison of a unit. */
export function liaisonRecord(ws: Pick<Workspace, "sha256" | "world">): string {
  return recordId(ws, "liaison", {});
}
