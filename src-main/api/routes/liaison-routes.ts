// 附件1: the unit's liaison.
import type { JsonObject } from "../../domain/json.ts";
import { UNWATCHED, type Desk } from "../../usecases/desk.ts";
import { liaisonStanding } from "../../usecases/liaison.ts";
import { putRecord, recordId } from "../../usecases/put-record.ts";
import type { Procedures } from "../base.ts";
import type { Liaison, LiaisonValue } from "../contract/liaison.ts";

export function liaisonRoutes({ at, host }: Procedures) {
  return {
    get: at.liaison.get.handler(({ context }) => liaisonOf(context.workspace.desk)),
    save: at.liaison.save.handler(async ({ input, context }) => {
      const value = JSON.parse(JSON.stringify(input.value)) as JsonObject;
      await putRecord(context.workspace.desk, { kind: "liaison", value }, UNWATCHED);
      host.changes.ring("records");
      return liaisonOf(context.workspace.desk);
    }),
  };
}

function liaisonOf(desk: Desk): Liaison {
  const record = desk.store.record({ unit: desk.store.facts().unit, kind: "liaison", record: recordId(desk, "liaison", {}) });
  const shown = record?.status === "shown" ? record : undefined;
  const standing = liaisonStanding(desk);
  return {
    value: (shown?.value ?? null) as LiaisonValue | null,
    editedAtMs: shown?.editedAtMs ?? null,
    state: standing.state,
    leftAtMs: standing.state === "left" ? standing.leftMs : null,
  };
}
