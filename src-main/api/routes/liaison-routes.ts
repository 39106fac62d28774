// 附件1: the unit's liaison.
import type { JsonObject } from "../../domain/json.ts";
import { UNWATCHED, type Desk } from "../../usecases/desk.ts";
import {
  dropLiaisonDraft,
  keepLiaisonDraft,
  liaisonDraft,
  liaisonRecord,
  type TypedMembers,
} from "../../usecases/draft-liaison.ts";
import { liaisonStanding } from "../../usecases/liaison.ts";
import { putRecord } from "../../usecases/put-record.ts";
import type { Procedures } from "../base.ts";
import type { Liaison, LiaisonValue } from "../contract/liaison.ts";

export function liaisonRoutes({ at, host }: Procedures) {
  return {
    get: at.liaison.get.handler(({ context }) => liaisonOf(context.workspace.desk)),
    keep: at.liaison.keep.handler(({ input, context }) => {
      const savedAtMs = keepTyped(context.workspace.desk, input.typed);
      host.changes.ring("drafts");
      return { savedAtMs };
    }),
    save: at.liaison.save.handler(async ({ input, context }) => {
      const { desk } = context.workspace;
      const value = JSON.parse(JSON.stringify(input.value)) as JsonObject;
      await putRecord(desk, { kind: "liaison", value }, UNWATCHED);
      dropLiaisonDraft(desk);
      host.changes.ring("records", "drafts");
      return liaisonOf(desk);
    }),
  };
}

function keepTyped(desk: Desk, typed: TypedMembers | null): number | null {
  if (typed !== null) return keepLiaisonDraft(desk, typed);
  dropLiaisonDraft(desk);
  return null;
}

function liaisonOf(desk: Desk): Liaison {
  const record = desk.store.record({ unit: desk.store.facts().unit, kind: "liaison", record: liaisonRecord(desk) });
  const shown = record?.status === "shown" ? record : undefined;
  const standing = liaisonStanding(desk);
  return {
    value: (shown?.value ?? null) as LiaisonValue | null,
    editedAtMs: shown?.editedAtMs ?? null,
    state: standing.state,
    leftAtMs: standing.state === "left" ? standing.leftMs : null,
    draft: liaisonDraft(desk) ?? null,
  };
}
