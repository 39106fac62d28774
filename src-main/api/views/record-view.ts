// Records as lists and pages show them: their computed state, names of units and people, conflicts.
import type { JsonObject } from "../../domain/json.ts";
import type { RecordState } from "../../domain/record-state.ts";
import type { FieldConflict } from "../../domain/merge.ts";
import type { Desk } from "../../usecases/desk.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import type { RecordView } from "../../usecases/store-port.ts";
import type { ActivityDetail, ActivityRow } from "../contract/activities.ts";
import { attachmentsOf, countMedia } from "./media-view.ts";

/** @param stateOf as recordStates gathers it */
export function activityRow(desk: Desk, record: RecordView, stateOf: (record: RecordView) => RecordState): ActivityRow {
  const value = record.value ?? {};
  return {
    unit: record.unit,
    kind: record.kind,
    record: record.record,
    unitName: unitName(desk, record.unit),
    code: record.code ?? "",
    title: record.title ?? "",
    startsAt: record.occurred ?? "",
    ...(typeof value["place"] === "string" && { place: value["place"] }),
    headline: headline(desk, value),
    media: countMedia(attachmentsOf(value)),
    state: stateOf(record),
    important: value["important"] === true,
    onBehalf: desk.store.isOnBehalf(record),
  };
}

/** Attendance where there is one, else the first number that the catalogue item asks for. */
function headline(desk: Desk, value: JsonObject): ActivityRow["headline"] {
  const metrics = value["metrics"] as Readonly<Record<string, number>> | undefined;
  const item = desk
    .campaign()
    .catalogue.groups.flatMap((group) => group.items)
    .find((candidate) => candidate.code === value["code"]);
  const asked = ["persons", ...(item?.metrics.map((metric) => metric.id) ?? [])];
  const metric = asked.find((name) => typeof metrics?.[name] === "number");
  return metric === undefined ? null : { metric, value: metrics?.[metric] ?? 0 };
}

/** Conflicts with who wrote each side, on which PC and when. */
export function conflictViews(desk: Desk, record: RecordView): ActivityDetail["conflicts"] {
  const history = new Map(desk.store.history(record).map((item) => [item.hash, item]));
  return record.conflicts.map((conflict) => conflictView(desk, conflict, history));
}

/** One open field with its sides. @param history the versions behind them, by hash. */
export function conflictView(
  desk: Desk,
  conflict: FieldConflict,
  history: ReadonlyMap<string, ReturnType<Desk["store"]["history"]>[number]>,
): ActivityDetail["conflicts"][number] {
  return {
    path: conflict.path,
    bases: [...conflict.bases],
    sides: conflict.sides.map(({ head, value }) => {
      const item = history.get(head);
      return {
        head,
        value,
        by: personName(desk, item?.by ?? ""),
        device: deviceOfFeed(desk, item?.feed ?? ""),
        atMs: item?.wallMs ?? 0,
      };
    }),
  };
}

/** Name of the person behind an entry, or the office where it is not known here. */
export function personName(desk: Desk, person: string): string {
  const key = desk.store.findRecords(person).find((candidate) => candidate.kind === "person");
  const name = key === undefined ? undefined : desk.store.record(key)?.value?.["name"];
  return typeof name === "string" ? name : "";
}

/** Name of the PC that writes a feed. */
export function deviceOfFeed(desk: Desk, feed: string): string {
  const facts = desk.store.facts();
  const key = desk.store.keyOfFeed(feed);
  if (key === facts.selfKey) return facts.device;
  return key === undefined ? "" : (desk.store.authority().grants.get(key)?.device ?? "");
}
