// 台账: which ledgers there are, pages of one, one record to be read, deletion.
import type { Json } from "../../domain/json.ts";
import { kindOf } from "../../domain/kinds/kinds.ts";
import { attachmentsShown } from "../../domain/kinds/values.ts";
import { Problem } from "../../domain/problem.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import { deleteRecord } from "../../usecases/records/versions/delete-record.ts";
import type { Needs } from "../../usecases/workspace.ts";
import { ledgerFields, ledgerOf, typedLedgers } from "../../usecases/records/drafts/ledger-fields.ts";
import { recordStates } from "../../usecases/duties/review/record-states.ts";
import type { RecordQuery, RecordReader } from "../../usecases/ports/store/records.ts";
import type { Procedures } from "../base.ts";
import type { LedgerDetail, LedgerOf } from "./contract.ts";
import type { Host } from "../host.ts";
import { countMedia } from "../../usecases/records/originals/count-media.ts";
import { mediaItemsOf, type MediaViewNeeds } from "../views/media-view.ts";
import { memberWords } from "../views/member-words.ts";
import { personName } from "../../usecases/records/naming/person-name.ts";
import { unitName } from "../../usecases/campaign.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { ReportReader } from "../../usecases/ports/store/reports.ts";

type LedgersRoutesNeeds = MediaViewNeeds & Needs<FactReader & RecordReader & ReportReader, "campaign">;

/** Totals are counted up to here; a screen says 1000+. */
const COUNT_CAP = 1000;

export function ledgerRoutes({ at, host }: Procedures) {
  return {
    kinds: at.ledgers.kinds.handler(({ context }) => ledgersOf(context.workspace.ws)),
    list: at.ledgers.list.handler(({ input, context }) => listLedger(context.workspace.ws, input)),
    get: at.ledgers.get.handler(({ input, context }) => ledgerDetail(context.workspace.ws, host, input)),
    remove: at.ledgers.remove.handler(({ input, context }) => {
      const { ws } = context.workspace;
      ledgerOf(ws, input.kind);
      deleteRecord(ws, { unit: ws.store.facts().unit, kind: input.kind, record: input.record });
      host.changes.ring("records");
      return { ok: true as const };
    }),
  };
}

function ledgersOf(ws: LedgersRoutesNeeds): LedgerOf[] {
  const { role, unit } = ws.store.facts();
  const own = role === "unit" ? ws.campaign().units.find((candidate) => candidate.code === unit)?.kind : undefined;
  return typedLedgers(ws, own).map(({ kind, title }) => {
    const found = ws.store.countRecords({ kind, ...(role === "unit" && { unit }) }, COUNT_CAP + 1);
    return { kind, title, records: Math.min(found, COUNT_CAP), capped: found > COUNT_CAP };
  });
}

type ListInput = Readonly<{
  kind: string;
  unit?: string | undefined;
  text?: string | undefined;
  cursor: NonNullable<RecordQuery["after"]> | null;
  limit: number;
}>;

function listLedger(ws: LedgersRoutesNeeds, { kind, unit, text, cursor, limit }: ListInput) {
  ledgerOf(ws, kind);
  const stateOf = recordStates(ws);
  const after = cursor ?? undefined;
  const own = ws.store.facts().role === "unit" ? ws.store.facts().unit : unit;
  const query = {
    kind,
    ...(own !== undefined && { unit: own }),
    ...(text !== undefined && text.trim() !== "" && { words: text }),
  };
  const page = ws.store.records({ ...query, limit, ...(after !== undefined && { after }) });
  const total = ws.store.countRecords(query, COUNT_CAP + 1);
  return {
    rows: page.records.map((record) => ({
      unit: record.unit,
      kind,
      record: record.record,
      unitName: unitName(ws, record.unit),
      title: record.title ?? "",
      date: record.occurred ?? "",
      media: countMedia(attachmentsShown(record.value)),
      state: stateOf(record),
      onBehalf: ws.store.isOnBehalf(record),
    })),
    next: page.next === undefined ? null : JSON.stringify(page.next),
    total: Math.min(total, COUNT_CAP),
    totalCapped: total > COUNT_CAP,
  };
}

function ledgerDetail(ws: LedgersRoutesNeeds, host: Host, { unit, kind, record }: RecordKey): LedgerDetail {
  const key = { unit, kind, record };
  const found = ws.store.record(key);
  if (found === undefined || found.status !== "shown" || found.value === null) throw new Problem("record-not-found", { record });
  const { value } = found;
  return {
    ...key,
    unitName: unitName(ws, unit),
    title: found.title ?? String(value[kindOf(kind)?.titleField ?? ""] ?? ""),
    members: ledgerFields(ws, kind).flatMap((field) => {
      const said = value[field.id] === undefined ? undefined : memberWords(ws, field, value[field.id] as Json);
      return said === undefined ? [] : [{ label: field.label, value: said }];
    }),
    media: mediaItemsOf(ws, host, value),
    state: recordStates(ws)(found),
    editedAtMs: found.editedAtMs ?? 0,
    editedBy: personName(ws, ws.store.history(key)[0]?.by ?? ""),
    mayEdit: unit === ws.store.facts().unit && found.conflicts.length === 0,
  };
}
