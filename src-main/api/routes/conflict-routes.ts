// 填得不同: what is open, and deciding it.
import type { Bilingual } from "../../domain/campaign/parts.ts";
import { UNWATCHED, type Desk } from "../../usecases/desk.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { listConflicts, type OpenConflict } from "../../usecases/list-conflicts.ts";
import { resolveConflict } from "../../usecases/resolve-conflict.ts";
import type { Procedures } from "../base.ts";
import type { OpenRecord } from "../contract/conflicts.ts";
import { reportToMend } from "../views/past-hand-ins.ts";
import { deviceOfFeed, personName } from "../views/record-view.ts";

export function conflictRoutes({ at, host }: Procedures) {
  return {
    list: at.conflicts.list.handler(({ context }) => {
      const { desk } = context.workspace;
      return listConflicts(desk).map((one) => openView(desk, one));
    }),
    resolve: at.conflicts.resolve.handler(async ({ input, context }) => {
      const { unit, kind, record, heads, values } = input;
      await resolveConflict(context.workspace.desk, { unit, kind, record }, { heads, decisions: values }, UNWATCHED);
      host.changes.ring("records");
      return { ok: true as const };
    }),
  };
}

function openView(desk: Desk, open: OpenConflict): OpenRecord {
  const { unit, kind, record, title, fault, mayDecide } = open;
  const again = reportToMend(desk, { kind, value: desk.store.record(open)?.value ?? null });
  return {
    unit,
    kind,
    record,
    unitName: unitName(desk, unit),
    title: again?.title.zh ?? title,
    report: again?.report ?? null,
    heads: [...open.heads],
    fields: open.fields.map(({ path, bases, sides }) => ({
      path,
      label: columnLabel(desk, kind, path),
      bases: [...bases],
      sides: sides.map(({ head, value, by, feed, atMs }) => ({
        head,
        value,
        by: personName(desk, by),
        device: deviceOfFeed(desk, feed),
        atMs,
      })),
    })),
    fault,
    mayDecide,
  };
}

/** The campaign's name of a ledger's column; an activity's members are named by the screen. */
function columnLabel(desk: Desk, kind: string, path: string): Bilingual | null {
  const columns = desk.campaign().ledgers.find((ledger) => ledger.kind === kind)?.columns ?? [];
  return columns.find(({ id }) => `/${id}` === path)?.label ?? null;
}
