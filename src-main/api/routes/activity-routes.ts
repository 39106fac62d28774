// Activities: pages of the list, one record with its history, deletion.
import { reviewStateOf } from "../../domain/judgement.ts";
import { timedPeriods } from "../../domain/campaign/deadlines.ts";
import { formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import { sameJson, type Json, type JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import type { RecordKey } from "../../domain/projected.ts";
import { deleteRecord } from "../../usecases/delete-record.ts";
import type { Desk } from "../../usecases/desk.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { reviewsByRecord } from "../../usecases/review.ts";
import type { HistoryItem, RecordQuery, RecordView } from "../../usecases/store-port.ts";
import { recordStates } from "../../usecases/record-states.ts";
import type { Procedures } from "../base.ts";
import type { ActivityDetail, ActivityFilter, ActivityValue, Version } from "../contract/activities.ts";
import type { Host } from "../host.ts";
import { mediaItemsOf } from "../views/media-view.ts";
import { activityRow, conflictViews, deviceOfFeed, personName } from "../views/record-view.ts";

/** Totals are counted up to here; a screen says 1000+. */
const COUNT_CAP = 1000;

export function activityRoutes({ at, host }: Procedures) {
  return {
    list: at.activities.list.handler(({ input, context }) => listActivities(context.workspace.desk, input)),
    get: at.activities.get.handler(({ input, context }) =>
      activityDetail(context.workspace.desk, host, { ...input, kind: "activity" }),
    ),
    history: at.activities.history.handler(({ input, context }) =>
      versionsOf(context.workspace.desk, { ...input, kind: "activity" }),
    ),
    remove: at.activities.remove.handler(({ input, context }) => {
      const { desk } = context.workspace;
      deleteRecord(desk, { unit: desk.store.facts().unit, kind: "activity", record: input.record });
      host.changes.ring("records");
      return { ok: true as const };
    }),
  };
}

type ListInput = Readonly<{ filter: ActivityFilter; cursor: string | null; limit: number }>;

function listActivities(desk: Desk, { filter, cursor, limit }: ListInput) {
  const stateOf = recordStates(desk);
  const query = queryOf(desk, filter);
  const matching = filter.state === undefined ? undefined : (record: RecordView) => stateOf(record) === filter.state;
  const found: (RecordView & { id: number })[] = [];
  let after = cursor === null ? undefined : (JSON.parse(cursor) as RecordQuery["after"]);
  let more = true;
  while (more && found.length < limit) {
    const page = desk.store.records({ ...query, limit: limit - found.length, ...(after !== undefined && { after }) });
    found.push(...(matching === undefined ? page.records : page.records.filter(matching)));
    after = page.next;
    more = page.next !== undefined;
  }
  const total = desk.store.countRecords(query, COUNT_CAP + 1);
  return {
    rows: found.map((record) => activityRow(desk, record, stateOf)),
    next: after === undefined ? null : JSON.stringify(after),
    total: Math.min(total, COUNT_CAP),
    totalCapped: total > COUNT_CAP,
  };
}

function queryOf(desk: Desk, filter: ActivityFilter): Omit<RecordQuery, "limit"> {
  const period =
    filter.period === undefined ? undefined : timedPeriods(desk.campaign()).find((candidate) => candidate.id === filter.period);
  const local = (ms: number) => formatLocalDateTime(ms, desk.campaign().calendar.offsetMinutes);
  return {
    kind: "activity",
    ...(filter.unit !== undefined && { unit: filter.unit }),
    ...(filter.code !== undefined && { code: filter.code }),
    ...(period !== undefined && { from: local(period.fromMs), to: local(period.toMs) }),
    ...(filter.evidence !== undefined && { evidenced: filter.evidence === "with" }),
    ...(filter.text !== undefined && filter.text.trim() !== "" && { words: filter.text }),
  };
}

function shownRecord(desk: Desk, key: RecordKey): RecordView & { value: JsonObject } {
  const record = desk.store.record(key);
  if (record === undefined || record.status !== "shown" || record.value === null)
    throw new Problem("record-not-found", { record: key.record });
  return { ...record, value: record.value };
}

function activityDetail(desk: Desk, host: Host, key: RecordKey): ActivityDetail {
  const record = shownRecord(desk, key);
  const [latest] = desk.store.history(key);
  return {
    ...key,
    unitName: unitName(desk, key.unit),
    value: record.value as unknown as ActivityValue,
    media: mediaItemsOf(desk, host, record.value),
    state: recordStates(desk)(record),
    review: reviewView(desk, key, record.heads),
    conflicts: conflictViews(desk, record),
    onBehalf: desk.store.isOnBehalf(key),
    editedAtMs: record.editedAtMs ?? 0,
    editedBy: personName(desk, latest?.by ?? ""),
    mayEdit: key.unit === desk.store.facts().unit && record.conflicts.length === 0,
  };
}

/** What the county decided about what is shown; nothing while it is about an earlier version. */
function reviewView(desk: Desk, key: RecordKey, heads: readonly string[]): ActivityDetail["review"] {
  const review = reviewsByRecord(desk)(key);
  const state = reviewStateOf(review, heads);
  if (review === undefined || (state !== "accepted" && state !== "returned")) return null;
  const [written] = desk.store.history(review.record);
  return {
    decision: review.decision,
    reason: review.reason,
    by: personName(desk, written?.by ?? "") || desk.campaign().committee.office,
    atMs: written?.wallMs ?? 0,
  };
}

function versionsOf(desk: Desk, key: RecordKey): Version[] {
  const history = desk.store.history(key);
  const byHash = new Map(history.map((item) => [item.hash, item]));
  return history.map((item) => ({
    hash: item.hash,
    atMs: item.wallMs,
    by: personName(desk, item.by),
    device: deviceOfFeed(desk, item.feed),
    op: item.op,
    changes: changesOf(byHash.get(item.parents[0] ?? ""), item),
  }));
}

/** Members that differ from the version before, one level deep into objects. */
function changesOf(before: HistoryItem | undefined, after: HistoryItem): Version["changes"] {
  const [old, now] = [flatten(before?.value ?? {}), flatten(after.value ?? {})];
  const paths = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  return paths.filter((path) => !sameJson(old[path], now[path])).map((path) => ({ path, from: old[path], to: now[path] }));
}

function flatten(value: JsonObject): Record<string, Json> {
  const flat: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    const isMap = name === "metrics" || name === "fields";
    if (isMap && typeof member === "object" && member !== null)
      for (const [inner, leaf] of Object.entries(member as JsonObject)) flat[`/${name}/${inner}`] = leaf;
    else flat[`/${name}`] = member;
  }
  return flat;
}
