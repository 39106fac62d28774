// What the gallery shows as the query of its address, and back. Pure.
import type { GalleryFilter } from "../../../src-main/api/media/contract.ts";

export const GROUPS = ["day", "activity", "unit"] as const;
export type Group = (typeof GROUPS)[number];
export const KINDS = ["photo", "video", "audio", "document"] as const;

/** `group`: what the headings name. */
export type GalleryView = Readonly<{ filter: GalleryFilter; group: Group }>;

const TEXTS = ["unit", "period", "fromDay", "toDay"] as const;

/** What an address asks for; what it does not know is left out. */
export function viewFrom(params: URLSearchParams): GalleryView {
  const filter: GalleryFilter = {};
  for (const member of TEXTS) {
    const value = params.get(member);
    if (value !== null && value !== "") filter[member] = value;
  }
  const kind = KINDS.find((one) => one === params.get("kind"));
  if (kind !== undefined) filter.class = kind;
  const [unit = "", named = "", ...record] = (params.get("record") ?? "").split(".");
  if (record.length > 0) filter.record = { unit, kind: named, record: record.join(".") };
  return { filter, group: GROUPS.find((one) => one === params.get("group")) ?? "day" };
}

/** The query of a view, members in a fixed order. */
export function paramsOf({ filter, group }: GalleryView): URLSearchParams {
  const params = new URLSearchParams();
  for (const member of TEXTS) {
    const value = filter[member];
    if (value !== undefined && value !== "") params.set(member, value);
  }
  if (filter.class !== undefined) params.set("kind", filter.class);
  if (filter.record !== undefined) params.set("record", recordParam(filter.record));
  if (group !== "day") params.set("group", group);
  return params;
}

/** How an address names a record. */
function recordParam({ unit, kind, record }: NonNullable<GalleryFilter["record"]>): string {
  return [unit, kind, record].join(".");
}

/** Whether anything is left out, other than by its kind. */
export function isFiltered({ class: _kind, ...filter }: GalleryFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}
