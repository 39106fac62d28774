// 填得不同: what is open, and deciding it.
import type { Bilingual } from "../../domain/campaign/parts.ts";
import { UNWATCHED, type Workspace, type Needs } from "../../usecases/workspace.ts";
import { countConflicts, listConflicts, type OpenConflict } from "../../usecases/conflicts/list-conflicts.ts";
import { resolveConflict } from "../../usecases/conflicts/resolve-conflict.ts";
import type { Procedures } from "../base.ts";
import type { OpenRecord } from "./contract.ts";
import { reportToMend } from "../../usecases/hand-in/report-again.ts";
import { personName } from "../../usecases/records/naming/person-name.ts";
import { deviceOfFeed } from "../views/record-view.ts";
import { unitName } from "../../usecases/campaign.ts";
import type { HandInReads } from "../../usecases/hand-in/hand-in.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { FeedReader } from "../../usecases/ports/store/feeds.ts";
import type { RecordReader } from "../../usecases/ports/store/records.ts";
import type { TrustReader } from "../../usecases/ports/store/trust.ts";

type ConflictsRoutesNeeds = HandInReads & Needs<FactReader & FeedReader & RecordReader & TrustReader, "campaign">;

/** Decided ones make room for the next. */
const MOST_LISTED = 500;

export function conflictRoutes({ at, host }: Procedures) {
  return {
    list: at.conflicts.list.handler(({ context }) => {
      const { ws } = context.workspace;
      return { total: countConflicts(ws, true), open: listConflicts(ws, MOST_LISTED).map((one) => openView(ws, one)) };
    }),
    resolve: at.conflicts.resolve.handler(async ({ input, context }) => {
      const { unit, kind, record, heads, values } = input;
      await resolveConflict(context.workspace.ws, { unit, kind, record }, { heads, decisions: values }, UNWATCHED);
      host.changes.ring("records");
      return { ok: true as const };
    }),
  };
}

function openView(ws: ConflictsRoutesNeeds, open: OpenConflict): OpenRecord {
  const { unit, kind, record, title, fault, mayDecide } = open;
  const again = reportToMend(ws, { kind, value: ws.store.record(open)?.value ?? null });
  return {
    unit,
    kind,
    record,
    unitName: unitName(ws, unit),
    title: again?.title.zh ?? title,
    report: again?.report ?? null,
    heads: [...open.heads],
    fields: open.fields.map(({ path, bases, sides }) => ({
      path,
      label: columnLabel(ws, kind, path),
      bases: [...bases],
      sides: sides.map(({ head, value, by, feed, atMs }) => ({
        head,
        value,
        by: personName(ws, by),
        device: deviceOfFeed(ws, feed),
        atMs,
      })),
    })),
    fault,
    mayDecide,
  };
}

/** The campaign's name of a ledger's column; an activity's members are named by the screen. */
function columnLabel(ws: Pick<Workspace, "campaign">, kind: string, path: string): Bilingual | null {
  const columns = ws.campaign().ledgers.find((ledger) => ledger.kind === kind)?.columns ?? [];
  return columns.find(({ id }) => `/${id}` === path)?.label ?? null;
}
