// What the tests of the checks share: small records, a table that may be doctored, and what the checks find in it.
import type { Doubt, DoubtReason } from "../../../src-main/domain/doubts/doubts-of.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { computeStatistics, type Statistics } from "../../../src-main/domain/statistics/figures/compute.ts";
import type { StatisticsRecord } from "../../../src-main/domain/statistics/counting/countable.ts";
import { validate, type ValidateRequest } from "../../../src-main/domain/statistics/checks/validate.ts";
import { shipped } from "../campaign/shipped.ts";
import { activity, JOINT, MEMBER, OFFICE, record, TOWN } from "./records.ts";

const PHONE = ["1390000", "0000"].join("");
export const liaison = (unit: string, mobile = PHONE) => record(unit, "liaison", "l", { name: "某某", post: "干事", mobile });

export type Case = Readonly<{
  records: readonly StatisticsRecord[];
  unit?: string;
  period?: string;
  more?: Partial<ValidateRequest>;
  change?: Readonly<Record<string, number | string>>;
}>;

/** The table of a case; `change` puts other figures into it, as a filed table may have them. */
export function tableOf({ records, unit = TOWN, period = "final", change = {} }: Case): Statistics {
  const table = computeStatistics(shipped, records, { unit, period });
  const changed = (row: string) => {
    const value = change[row];
    if (value === undefined) return {};
    const figure = typeof value === "number" ? { kind: "number" as const, value } : { kind: "percent" as const, text: value };
    return { period: figure, cumulative: figure };
  };
  return { ...table, rows: table.rows.map((row) => ({ ...row, ...changed(row.row) })) };
}

export function findings(one: Case) {
  const period = one.period ?? "final";
  const request = { reportType: period === "final" ? "final" : "weekly", unit: one.unit ?? TOWN, ...one.more };
  return validate(shipped, tableOf(one), one.records, request);
}

export function of(check: string, one: Case) {
  return findings(one).filter((finding) => finding.check === check);
}

export const day16 = { startsAt: "2021-06-16T09:00" };
export const study = (id: string, metrics: Record<string, number>, more: JsonObject = {}) =>
  activity(TOWN, id, "21101", metrics, more);
export const hazard = (id: string, more: JsonObject) =>
  record(TOWN, "hazard", id, { foundOn: "2021-06-01", level: "general", content: "隐患", ...more });
export const story = (unit: string, id: string, more: JsonObject = {}) =>
  record(unit, "story", id, { title: "题", media: "报", level: "county", publishedOn: "2021-06-02", ...more });
export const photo = { sha256: "a".repeat(64), sizeBytes: 1, name: "1.jpg", mime: "image/jpeg", class: "photo" };
/** What is asked about a photo of an activity of the township; `other`: the activity that it is held against. */
export const doubtAbout = (id: string, reason: DoubtReason, other?: string): Doubt => ({
  reason,
  record: { unit: TOWN, kind: "activity", record: id },
  photo: { ...photo, class: "photo", takenAt: "2021-06-20T08:00:00" },
  ...(other !== undefined && {
    other: { record: { unit: TOWN, kind: "activity", record: other }, sha256: "b".repeat(64) },
  }),
  metres: 9000,
});
export const villages = [{ ...shipped.units[0], code: TOWN, name: "城关镇", kind: "town", villages: 1, communities: 1 }];
export const audio = (names: readonly string[]) => activity(TOWN, "v", "23314", { audios: 1 }, { fields: { villages: names } });
export const filed = (period: string, figures: Record<string, [string, string]>) => ({
  period,
  figures: Object.fromEntries(Object.entries(figures).map(([row, [a, b]]) => [row, { period: a, cumulative: b }])),
});
export const lead = activity(OFFICE, "l", "23207", { sessions: 1, persons: 9 }, { ...day16, jointEvent: JOINT });
export const guest = (metrics: Record<string, number>) =>
  activity(MEMBER, "g", "23207", metrics, { ...day16, jointEvent: JOINT });
