// 台账: which ledgers there are, pages of one, one record to be read, deletion.
import type { Json } from "../../domain/json.ts";
import { kindOf } from "../../domain/kinds.ts";
import { Problem } from "../../domain/problem.ts";
import type { RecordKey } from "../../domain/projected.ts";
import { deleteRecord } from "../../usecases/delete-record.ts";
import type { Desk } from "../../usecases/desk.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { ledgerFields, ledgerOf, typedLedgers } from "../../usecases/ledger-fields.ts";
import { recordStates } from "../../usecases/record-states.ts";
import type { RecordQuery } from "../../usecases/store-port.ts";
import type { Procedures } from "../base.ts";
import type { LedgerDetail, LedgerOf } from "../contract/ledgers.ts";
import type { Host } from "../host.ts";
import { attachmentsOf, countMedia, mediaItemsOf } from "../views/media-view.ts";
import { memberWords } from "../views/member-words.ts";
import { personName } from "../views/record-view.ts";

/** Totals are counted up to here; a screen says 1000+. */
const COUNT_CAP = 1000;

export function ledgerRoutes({ at, host }: Procedures) {
  return {
    kinds: at.ledgers.kinds.handler(({ context }) => ledgersOf(context.workspace.desk)),
    list: at.ledgers.list.handler(({ input, context }) => listLedger(context.workspace.desk, input)),
    get: at.ledgers.get.handler(({ input, context }) => ledgerDetail(context.workspace.desk, host, input)),
    remove: at.ledgers.remove.handler(({ input, context }) => {
      const { desk } = context.workspace;
      ledgerOf(desk, input.kind);
      deleteRecord(desk, { unit: desk.store.facts().unit, kind: input.kind, record: input.record });
      host.changes.ring("records");
      return { ok: true as const };
    }),
  };
}

function ledgersOf(desk: Desk): LedgerOf[] {
  const { role, unit } = desk.store.facts();
  const own = role === "unit" ? desk.campaign().units.find((candidate) => candidate.code === unit)?.kind : undefined;
  return typedLedgers(desk, own).map(({ kind, title }) => {
    const found = desk.store.countRecords({ kind, ...(role === "unit" && { unit }) }, COUNT_CAP + 1);
    return { kind, title, records: Math.min(found, COUNT_CAP), capped: found > COUNT_CAP };
  });
}

type ListInput = Readonly<{
  kind: string;
  unit?: string | undefined;
  text?: string | undefined;
  cursor: string | null;
  limit: number;
}>;

function listLedger(desk: Desk, { kind, unit, text, cursor, limit }: ListInput) {
  ledgerOf(desk, kind);
  const stateOf = recordStates(desk);
  const after = cursor === null ? undefined : (JSON.parse(cursor) as RecordQuery["after"]);
  const own = desk.store.facts().role === "unit" ? desk.store.facts().unit : unit;
  const query = {
    kind,
    ...(own !== undefined && { unit: own }),
    ...(text !== undefined && text.trim() !== "" && { words: text }),
  };
  const page = desk.store.records({ ...query, limit, ...(after !== undefined && { after }) });
  const total = desk.store.countRecords(query, COUNT_CAP + 1);
  return {
    rows: page.records.map((record) => ({
      unit: record.unit,
      kind,
      record: record.record,
      unitName: unitName(desk, record.unit),
      title: record.title ?? "",
      date: record.occurred ?? "",
      media: countMedia(attachmentsOf(record.value)),
      state: stateOf(record),
      onBehalf: desk.store.isOnBehalf(record),
    })),
    next: page.next === undefined ? null : JSON.stringify(page.next),
    total: Math.min(total, COUNT_CAP),
    totalCapped: total > COUNT_CAP,
  };
}

function ledgerDetail(desk: Desk, host: Host, { unit, kind, record }: RecordKey): LedgerDetail {
  const key = { unit, kind, record };
  const found = desk.store.record(key);
  if (found === undefined || found.status !== "shown" || found.value === null) throw new Problem("record-not-found", { record });
  const { value } = found;
  return {
    ...key,
    unitName: unitName(desk, unit),
    title: found.title ?? String(value[kindOf(kind)?.titleField ?? ""] ?? ""),
    members: ledgerFields(desk, kind).flatMap((field) => {
      const said = value[field.id] === undefined ? undefined : memberWords(desk, field, value[field.id] as Json);
      return said === undefined ? [] : [{ label: field.label, value: said }];
    }),
    media: mediaItemsOf(desk, host, value),
    state: recordStates(desk)(found),
    editedAtMs: found.editedAtMs ?? 0,
    editedBy: personName(desk, desk.store.history(key)[0]?.by ?? ""),
    mayEdit: unit === desk.store.facts().unit && found.conflicts.length === 0,
  };
}
