// Checks over records one by one or against each other: evidence (V14), time (V15), outliers (V16), repeats (V18, V19, V21).
import { keyOf } from "../figures/compute.ts";
import { countIn, isActivity, recordBucket, textOf, type ActivityRecord, type StatisticsRecord } from "../counting/countable.ts";
import { findDuplicates, likenessOf } from "../counting/duplicates.ts";
import type { Draft } from "./finding.ts";
import { matchesCode } from "../../formulas/measure.ts";
import type { CheckContext, StructuralCheck } from "./context.ts";

/** V14: activities without evidence, up to the end of the period. Listed, never a block. */
export const evidence: StructuralCheck = ({ selection, range }) =>
  selection.notCounted
    .filter(({ reason, bucket }) => (reason === "no-evidence" || reason === "evidence-missing") && bucket <= range.to)
    .map(({ record }) => ({ records: [keyOf(record)], params: { title: titleOf(record) } }));

/** V15: an activity lies in the window of its code. */
export const activityWindow: StructuralCheck = ({ plan, records }) =>
  activities(records).flatMap((record) => {
    const { code = "", startsAt: time } = record.value;
    const windows = plan.campaign.catalogue.windows.filter((window) => matchesCode(window.codes, code));
    if (windows.length === 0 || windows.some((window) => time >= window.from && time < window.to)) return [];
    return [{ records: [keyOf(record)], params: { title: titleOf(record), time: time.replace("T", " ") } }];
  });

/** Numbers of the campaign that every activity counts by. */
const [PERSONS, SESSIONS] = ["persons", "sessions"];

/** V16: attendances of one session on site against the unit's population and a fixed bound. */
export const attendanceOutlier: StructuralCheck = ({ plan, records }) => {
  const units = new Map(plan.campaign.units.map((unit) => [unit.code, unit]));
  return activities(records).flatMap((record) => {
    const { mode, metrics } = record.value;
    if (mode === "online") return [];
    const persons = Math.ceil(countIn(metrics[PERSONS]) / Math.max(1, countIn(metrics[SESSIONS])));
    const most = Math.min(plan.campaign.settings.outlierPersons, units.get(record.unit)?.populationCeiling ?? Infinity);
    return persons > most ? [{ records: [keyOf(record)], params: { title: titleOf(record), persons, most } }] : [];
  });
};

/** V18: the same unit, code, day, place and attendances. */
export const duplicateActivity: StructuralCheck = ({ records }) => {
  const likes = ({ unit, value: { code, startsAt, place, metrics } }: ActivityRecord) =>
    JSON.stringify([unit, code, startsAt.slice(0, 10), place ?? "", countIn(metrics[PERSONS])]);
  return repeatsOf(activities(records), (record) => [likes(record)]).map(({ record, other }) => pairDraft(record, other));
};

/** V19: stories and exposures that were reported before, by this unit or another. */
export const duplicateLedger: StructuralCheck = ({ plan, allRecords, unit }) => {
  const alike = allRecords.flatMap((record) => {
    const isDated = recordBucket(plan, record) >= 0 && !record.needsCheck && record.handedIn;
    const likeness = isDated ? likenessOf(plan, record) : undefined;
    return likeness === undefined ? [] : [{ record, likeness }];
  });
  return [...findDuplicates(alike.map(({ likeness }) => likeness))].flatMap(([at, keptAt]) => {
    const [record, kept] = [alike[at]?.record, alike[keptAt]?.record];
    if (record === undefined || kept === undefined || (unit !== undefined && record.unit !== unit.code)) return [];
    return [
      { records: [keyOf(record), keyOf(kept)], params: { title: titleOf(record), unit: unitName(plan.campaign, kept.unit) } },
    ];
  });
};

/** V21: one photo (by SHA-256) in two activities. */
export const reusedMedia: StructuralCheck = ({ records }) =>
  repeatsOf(activities(records), photosOf).map(({ record, other, key }) => {
    const draft = pairDraft(record, other);
    return { ...draft, part: key, params: { ...draft.params, file: key.slice(0, 12) } };
  });

export function activities(records: readonly StatisticsRecord[]): readonly ActivityRecord[] {
  return records.filter(isActivity);
}

function photosOf({ value }: ActivityRecord): readonly string[] {
  const photos = value.attachments.filter((file) => file.class === "photo");
  return [...new Set(photos.map(({ sha256 }) => sha256))];
}

/** Every record that shares a key with one before it (records ordered by unit and id), once for each key. */
function repeatsOf(records: readonly ActivityRecord[], keysOf: (record: ActivityRecord) => readonly string[]) {
  const first = new Map<string, ActivityRecord>();
  const ordered = records.toSorted((a, b) => (`${a.unit}\u0000${a.record}` < `${b.unit}\u0000${b.record}` ? -1 : 1));
  return ordered.flatMap((record) =>
    keysOf(record).flatMap((key) => {
      const other = first.get(key);
      if (other === undefined) first.set(key, record);
      return other === undefined ? [] : [{ record, other, key }];
    }),
  );
}

function pairDraft(record: StatisticsRecord, other: StatisticsRecord): Draft {
  return { records: [keyOf(record), keyOf(other)], params: { title: titleOf(record), other: titleOf(other) } };
}

/** What a record is called in a sentence. */
export function titleOf(record: StatisticsRecord): string {
  const { title, subject, content } = record.value;
  return [title, subject, content].map((text) => textOf(text)).find((text) => text !== "") ?? record.record;
}

export function unitName(campaign: CheckContext["plan"]["campaign"], code: string): string {
  return campaign.units.find((unit) => unit.code === code)?.name ?? code;
}
