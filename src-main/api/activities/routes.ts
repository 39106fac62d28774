// Activities: pages of the list, one record with its history, deletion.
import { reviewStateOf } from "../../domain/duties/judgement.ts";
import { timedPeriods } from "../../domain/campaign/deadlines.ts";
import { formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import { sameJson, type Json, type JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import { deleteRecord } from "../../usecases/records/versions/delete-record.ts";
import type { Workspace, Needs } from "../../usecases/workspace.ts";
import { reviewsByRecord } from "../../usecases/duties/review/review.ts";
import type { AllQuery, RecordQuery, RecordView, RecordReader } from "../../usecases/ports/store/records.ts";
import { recordStates } from "../../usecases/duties/review/record-states.ts";
import type { Procedures } from "../base.ts";
import type { ActivityDetail, ActivityFilter, ActivityValue, Version } from "./contract.ts";
import type { Host } from "../host.ts";
import { withNotes, type NotesNeeds } from "../views/media-notes.ts";
import { mediaItemsOf, type MediaViewNeeds } from "../views/media-view.ts";
import { personName } from "../../usecases/records/naming/person-name.ts";
import { activityRow, conflictViews, deviceOfFeed } from "../views/record-view.ts";
import { unitName } from "../../usecases/campaign.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { FeedReader } from "../../usecases/ports/store/feeds.ts";
import type { ReportReader } from "../../usecases/ports/store/reports.ts";
import type { TrustReader } from "../../usecases/ports/store/trust.ts";

type ActivitiesRoutesNeeds = NotesNeeds &
  MediaViewNeeds &
  Needs<FactReader & FeedReader & RecordReader & ReportReader & TrustReader, "campaign">;

/** Totals are counted up to here; a screen says 1000+. */
const COUNT_CAP = 1000;

export function activityRoutes({ at, host }: Procedures) {
  return {
    list: at.activities.list.handler(({ input, context }) => listActivities(context.workspace.ws, input)),
    get: at.activities.get.handler(({ input, context }) =>
      activityDetail(context.workspace.ws, host, { ...input, kind: "activity" }),
    ),
    history: at.activities.history.handler(({ input, context }) =>
      historyOf(context.workspace.ws, { ...input, kind: "activity" }),
    ),
    remove: at.activities.remove.handler(({ input, context }) => {
      const { ws } = context.workspace;
      deleteRecord(ws, { unit: ws.store.facts().unit, kind: "activity", record: input.record });
      host.changes.ring("records");
      return { ok: true as const };
    }),
  };
}

type ListInput = Readonly<{ filter: ActivityFilter; cursor: NonNullable<RecordQuery["after"]> | null; limit: number }>;

function listActivities(ws: ActivitiesRoutesNeeds, { filter, cursor, limit }: ListInput) {
  const stateOf = recordStates(ws);
  const query = queryOf(ws, filter);
  const matching = filter.state === undefined ? undefined : (record: RecordView<"activity">) => stateOf(record) === filter.state;
  const found: (RecordView<"activity"> & { id: number })[] = [];
  let after = cursor ?? undefined;
  let more = true;
  while (more && found.length < limit) {
    const page = ws.store.records({ ...query, limit: limit - found.length, ...(after !== undefined && { after }) });
    found.push(...(matching === undefined ? page.records : page.records.filter(matching)));
    after = page.next;
    more = page.next !== undefined;
  }
  const total = ws.store.countRecords(query, COUNT_CAP + 1);
  return {
    rows: found.map((record) => activityRow(ws, record, stateOf)),
    next: after === undefined ? null : JSON.stringify(after),
    total: Math.min(total, COUNT_CAP),
    totalCapped: total > COUNT_CAP,
  };
}

function queryOf(ws: Pick<Workspace, "campaign">, filter: ActivityFilter): AllQuery<"activity"> {
  const period =
    filter.period === undefined ? undefined : timedPeriods(ws.campaign()).find((candidate) => candidate.id === filter.period);
  const local = (ms: number) => formatLocalDateTime(ms, ws.campaign().calendar.offsetMinutes);
  return {
    kind: "activity",
    ...(filter.unit !== undefined && { unit: filter.unit }),
    ...(filter.code !== undefined && { code: filter.code }),
    ...(period !== undefined && { from: local(period.fromMs), to: local(period.toMs) }),
    ...(filter.evidence !== undefined && { evidenced: filter.evidence === "with" }),
    ...(filter.text !== undefined && filter.text.trim() !== "" && { words: filter.text }),
  };
}

function shownActivity(
  ws: Needs<RecordReader>,
  { unit, record: id }: RecordKey,
): RecordView<"activity"> & { value: ActivityValue } {
  const record = ws.store.record({ unit, kind: "activity", record: id });
  if (record === undefined || record.status !== "shown" || record.value === null)
    throw new Problem("record-not-found", { record: id });
  return { ...record, value: record.value };
}

function activityDetail(ws: ActivitiesRoutesNeeds, host: Host, key: RecordKey): ActivityDetail {
  const record = shownActivity(ws, key);
  const [latest] = ws.store.history(key);
  return {
    ...key,
    unitName: unitName(ws, key.unit),
    value: record.value,
    media: withNotes(ws, host, mediaItemsOf(ws, host, record.value), { ...key, value: record.value }),
    state: recordStates(ws)(record),
    review: reviewView(ws, key, record.heads),
    conflicts: conflictViews(ws, record),
    onBehalf: ws.store.isOnBehalf(key),
    editedAtMs: record.editedAtMs ?? 0,
    editedBy: personName(ws, latest?.by ?? ""),
    mayEdit: key.unit === ws.store.facts().unit && record.conflicts.length === 0,
  };
}

/** What the county decided about what is shown; nothing while it is about an earlier version. */
function reviewView(ws: Needs<RecordReader, "campaign">, key: RecordKey, heads: readonly string[]): ActivityDetail["review"] {
  const review = reviewsByRecord(ws)(key);
  const state = reviewStateOf(review, heads);
  if (review === undefined || (state !== "accepted" && state !== "returned")) return null;
  const [written] = ws.store.history(review.record);
  return {
    decision: review.decision,
    reason: review.reason,
    by: personName(ws, written?.by ?? "") || ws.campaign().committee.office,
    atMs: written?.wallMs ?? 0,
  };
}

/** So many versions are shown: more than anyone reads. */
const MOST_VERSIONS = 100;

function historyOf(ws: ActivitiesRoutesNeeds, key: RecordKey): Readonly<{ versions: Version[]; earlier: number }> {
  const history = ws.store.history(key);
  const shown = history.slice(0, MOST_VERSIONS);
  const own = new Set(history.map(({ hash }) => hash));
  // A foreign program may name any entry as a parent: another record's value is never shown as what stood here before.
  const valueOf = (hash = "") => (own.has(hash) ? ws.store.versionValue(hash) : null);
  return {
    versions: shown.map((item) => ({
      hash: item.hash,
      atMs: item.wallMs,
      by: personName(ws, item.by),
      device: deviceOfFeed(ws, item.feed),
      op: item.op,
      changes: changesOf(valueOf(item.parents[0]), valueOf(item.hash)),
    })),
    earlier: history.length - shown.length,
  };
}

/** Members that differ from the version before, one level deep into objects. */
function changesOf(before: JsonObject | null, after: JsonObject | null): Version["changes"] {
  const [old, now] = [flatten(before ?? {}), flatten(after ?? {})];
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
