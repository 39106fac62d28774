// Deleted records, and bringing one back.
import { deletedRecords, restoreRecord } from "../../usecases/records/versions/restore-record.ts";
import { ledgerOf } from "../../usecases/records/drafts/ledger-fields.ts";
import type { Workspace } from "../../usecases/workspace.ts";
import type { Procedures } from "../base.ts";
import { personName } from "../../usecases/records/naming/person-name.ts";

const ROWS = 100;

export function deletedRoutes({ at, host }: Procedures) {
  return {
    list: at.deleted.list.handler(({ input, context }) => {
      const { ws } = context.workspace;
      assertTyped(ws, input.kind);
      const found = deletedRecords(ws, input.kind, ROWS + 1);
      const rows = found.slice(0, ROWS).map((row) => ({ ...row, by: personName(ws, row.by) }));
      return { rows, more: found.length > ROWS };
    }),
    restore: at.deleted.restore.handler(({ input, context }) => {
      const { ws } = context.workspace;
      assertTyped(ws, input.kind);
      restoreRecord(ws, { unit: ws.store.facts().unit, kind: input.kind, record: input.record });
      host.changes.ring("records");
      return { ok: true as const };
    }),
  };
}

/** Activities and the campaign's ledgers are what people type and delete. @throws {Problem} `record-unknown-kind` */
function assertTyped(ws: Pick<Workspace, "campaign">, kind: string): void {
  if (kind !== "activity") ledgerOf(ws, kind);
}
