// Checks over records one by one or against each other: evidence (V14), time (V15), outliers (V16), repeats (V18, V19, V21).
import { isJsonObject, type Json } from "../../json.ts";
import { keyOf } from "../compute.ts";
import { countIn, metricsOf, recordBucket, textOf, type StatisticsRecord } from "../countable.ts";
import { findDuplicates, likenessOf } from "../duplicates.ts";
import type { Draft } from "../finding.ts";
import { matchesCode } from "../measure.ts";
import type { CheckContext, StructuralCheck } from "./context.ts";

/** V14: activities without evidence, up to the end of the period. Listed, never a block. */
export const evidence: StructuralCheck = ({ selection, range }) =>
  selection.notCounted
    .filter(({ reason, bucket }) => (reason === "no-evidence" || reason === "evidence-missing") && bucket <= range.to)
    .map(({ record }) => ({ records: [keyOf(record)], params: { title: titleOf(record) } }));

/** V15: an activity lies in the window of its code. */
export const activityWindow: StructuralCheck = ({ plan, records }) =>
  activities(records).flatMap((record) => {
    const time = textOf(record.value["startsAt"]);
    const windows = plan.campaign.catalogue.windows.filter((window) => matchesCode(window.codes, textOf(record.value["code"])));
    if (windows.length === 0 || windows.some((window) => time >= window.from && time < window.to)) return [];
    return [{ records: [keyOf(record)], params: { title: titleOf(record), time: time.replace("T", " ") } }];
  });

/** V16: attendances of one session on site against the unit's population and a fixed bound. */
export const attendanceOutlier: StructuralCheck = ({ plan, records }) => {
  const units = new Map(plan.campaign.units.map((unit) => [unit.code, unit]));
  return activities(records).flatMap((record) => {
    if (record.value["mode"] === "online") return [];
    const metrics = metricsOf(record);
    const persons = Math.ceil(countIn(metrics["persons"]) / Math.max(1, countIn(metrics["sessions"])));
    const most = Math.min(plan.campaign.settings.outlierPersons, units.get(record.unit)?.populationCeiling ?? Infinity);
    return persons > most ? [{ records: [keyOf(record)], params: { title: titleOf(record), persons, most } }] : [];
  });
};

/** V18: the same unit, code, day, place and attendances. */
export const duplicateActivity: StructuralCheck = ({ records }) => {
  const likes = (record: StatisticsRecord) => {
    const { code, startsAt, place } = record.value;
    return JSON.stringify([record.unit, code, textOf(startsAt).slice(0, 10), place ?? "", countIn(metricsOf(record)["persons"])]);
  };
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

function activities(records: readonly StatisticsRecord[]): readonly StatisticsRecord[] {
  return records.filter((record) => record.kind === "activity");
}

function photosOf(record: StatisticsRecord): readonly string[] {
  const attachments = record.value["attachments"];
  if (!Array.isArray(attachments)) return [];
  return [...new Set((attachments as readonly Json[]).flatMap(photoHash))];
}

function photoHash(file: Json): readonly string[] {
  return isJsonObject(file) && file["class"] === "photo" && typeof file["sha256"] === "string" ? [file["sha256"]] : [];
}

/** Every record that shares a key with one before it (records ordered by unit and id), once for each key. */
function repeatsOf(records: readonly StatisticsRecord[], keysOf: (record: StatisticsRecord) => readonly string[]) {
  const first = new Map<string, StatisticsRecord>();
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
