// 附件1: the unit's liaison.
import type { JsonObject } from "../../domain/json.ts";
import { UNWATCHED, type Needs } from "../../usecases/workspace.ts";
import {
  dropLiaisonDraft,
  keepLiaisonDraft,
  liaisonDraft,
  liaisonRecord,
  type TypedMembers,
} from "../../usecases/records/drafts/draft-liaison.ts";
import { liaisonState, type LiaisonReads } from "../../usecases/trust/liaison.ts";
import { putRecord } from "../../usecases/records/versions/put-record.ts";
import type { Procedures } from "../base.ts";
import type { Liaison } from "./contract.ts";
import type { DraftReader, DraftWriter } from "../../usecases/ports/store/drafts.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { RecordReader } from "../../usecases/ports/store/records.ts";

type LiaisonRoutesReads = LiaisonReads & Needs<DraftReader & FactReader & RecordReader, "sha256" | "world">;

export function liaisonRoutes({ at, host }: Procedures) {
  return {
    get: at.liaison.get.handler(({ context }) => liaisonOf(context.workspace.ws)),
    keep: at.liaison.keep.handler(({ input, context }) => {
      const savedAtMs = keepTyped(context.workspace.ws, input.typed);
      host.changes.ring("drafts");
      return { savedAtMs };
    }),
    save: at.liaison.save.handler(async ({ input, context }) => {
      const { ws } = context.workspace;
      const value = JSON.parse(JSON.stringify(input.value)) as JsonObject;
      await putRecord(ws, { kind: "liaison", value }, UNWATCHED);
      dropLiaisonDraft(ws);
      host.changes.ring("records", "drafts");
      return liaisonOf(ws);
    }),
  };
}

function keepTyped(ws: Needs<DraftWriter, "sha256" | "world">, typed: TypedMembers | null): number | null {
  if (typed !== null) return keepLiaisonDraft(ws, typed);
  dropLiaisonDraft(ws);
  return null;
}

function liaisonOf(ws: LiaisonRoutesReads): Liaison {
  const record = ws.store.record({ unit: ws.store.facts().unit, kind: "liaison", record: liaisonRecord(ws) });
  const shown = record?.status === "shown" ? record : undefined;
  const standing = liaisonState(ws);
  return {
    value: shown?.value ?? null,
    editedAtMs: shown?.editedAtMs ?? null,
    state: standing.state,
    leftAtMs: standing.state === "left" ? standing.leftMs : null,
    draft: liaisonDraft(ws) ?? null,
  };
}
