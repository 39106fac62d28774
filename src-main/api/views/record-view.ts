// Records as lists and pages show them: their computed state, names of units and people, conflicts.
import type { ValueOf } from "../../domain/kinds/values.ts";
import type { RecordState } from "../../domain/record/record-state.ts";
import type { FieldConflict } from "../../domain/record/merge.ts";
import type { Workspace, Needs } from "../../usecases/workspace.ts";
import type { RecordView, RecordReader } from "../../usecases/ports/store/records.ts";
import type { ActivityDetail, ActivityRow } from "../activities/contract.ts";
import { countMedia } from "../../usecases/records/originals/count-media.ts";
import { personName } from "../../usecases/records/naming/person-name.ts";
import { unitName } from "../../usecases/campaign.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { FeedReader } from "../../usecases/ports/store/feeds.ts";
import type { TrustReader } from "../../usecases/ports/store/trust.ts";

type RecordViewNeeds = Needs<FactReader & FeedReader & RecordReader & TrustReader>;

/** @param stateOf as recordStates gathers it */
export function activityRow(
  ws: Needs<RecordReader, "campaign">,
  record: RecordView<"activity">,
  stateOf: (record: RecordView) => RecordState,
): ActivityRow {
  const { value } = record;
  return {
    unit: record.unit,
    kind: record.kind,
    record: record.record,
    unitName: unitName(ws, record.unit),
    code: record.code ?? "",
    title: record.title ?? "",
    startsAt: record.occurred ?? "",
    ...(value?.place !== undefined && { place: value.place }),
    headline: value && headline(ws, value),
    media: countMedia(value?.attachments ?? []),
    state: stateOf(record),
    important: value?.important === true,
    onBehalf: ws.store.isOnBehalf(record),
  };
}

/** Attendance where there is one, else the first number that the catalogue item asks for. */
function headline(ws: Pick<Workspace, "campaign">, { code, metrics }: ValueOf<"activity">): ActivityRow["headline"] {
  const item = ws
    .campaign()
    .catalogue.groups.flatMap((group) => group.items)
    .find((candidate) => candidate.code === code);
  const asked = ["persons", ...(item?.metrics.map((metric) => metric.id) ?? [])];
  const metric = asked.find((name) => metrics[name] !== undefined);
  return metric === undefined ? null : { metric, value: metrics[metric] ?? 0 };
}

/** Conflicts with who wrote each side, on which PC and when. */
export function conflictViews(ws: RecordViewNeeds, record: RecordView): ActivityDetail["conflicts"] {
  const history = new Map(ws.store.history(record).map((item) => [item.hash, item]));
  return record.conflicts.map((conflict) => conflictView(ws, conflict, history));
}

/** One open field with its sides. @param history the versions behind them, by hash. */
export function conflictView(
  ws: RecordViewNeeds,
  conflict: FieldConflict,
  history: ReadonlyMap<string, ReturnType<Workspace["store"]["history"]>[number]>,
): ActivityDetail["conflicts"][number] {
  return {
    path: conflict.path,
    bases: [...conflict.bases],
    sides: conflict.sides.map(({ head, value }) => {
      const item = history.get(head);
      return {
        head,
        value,
        by: personName(ws, item?.by ?? ""),
        device: deviceOfFeed(ws, item?.feed ?? ""),
        atMs: item?.wallMs ?? 0,
      };
    }),
  };
}

/** Name of the PC that writes a feed. */
export function deviceOfFeed(ws: RecordViewNeeds, feed: string): string {
  const facts = ws.store.facts();
  const key = ws.store.keyOfFeed(feed);
  if (key === facts.selfKey) return facts.device;
  return key === undefined ? "" : (ws.store.authority().grants.get(key)?.device ?? "");
}
