// What keeps a draft from being saved: one rule for the form while it is typed and for the data side when it is saved. Pure.
import { askedNumbers, itemOf, numberFaults } from "../campaign/asked-numbers.ts";
import type { Campaign } from "../campaign/schema.ts";
import { isAsked, isFilled } from "./filled.ts";
import { outOfOrder } from "./order.ts";
import { unreadReason } from "./unread.ts";

/** Each has a sentence in the form's own catalogue. */
export const DRAFT_FAULTS = [
  "required",
  "too-long",
  "not-a-date",
  "not-a-time",
  "out-of-order",
  "not-a-number",
  "unknown-number",
  "lead-only",
] as const;
type Reason = (typeof DRAFT_FAULTS)[number];

/** Letters of an activity's title: it stands in one line of a list, a report and a paper. */
export const TITLE_LETTERS = 50;

/** A member that keeps the draft from being saved. */
export type DraftFault = Readonly<{ path: string; reason: Reason }>;

/** The column by which a ledger asks for more: only records of one level need some fields. */
const LEVEL = "level";

/** What is typed so far: the members of an activity; what a ledger's columns hold stands under `fields`. */
type Typed = Readonly<{
  code: string;
  title?: string | undefined;
  startsAt?: string | undefined;
  endsAt?: string | undefined;
  mode?: string | undefined;
  jointEvent?: string | undefined;
  metrics: Readonly<Record<string, number | undefined>>;
  fields: Readonly<Record<string, unknown>>;
  raw: Readonly<Record<string, string>>;
}>;

type AskedField = Readonly<{ id: string; type: string; required?: boolean | undefined; level?: string | undefined }>;

/** In the order of the form; a text that was not understood is not also missing. */
export function activityFaults(campaign: Campaign, unit: string, value: Typed): readonly DraftFault[] {
  const { code, title = "", startsAt, endsAt, mode, jointEvent = "", metrics } = value;
  const item = itemOf(campaign, code);
  const place = { unit, jointEvent };
  const typed = Object.keys(metrics).filter((id) => metrics[id] !== undefined);
  const asked = item === undefined ? [] : askedNumbers(campaign, item, place);
  const foreign = item === undefined ? [] : numberFaults(campaign, item, place, typed);
  const fields = item?.fields ?? [];
  return oneOfEach([
    ...Object.entries({ title, startsAt, mode }).flatMap(([name, typed]) => required(`/${name}`, isFilled(typed))),
    ...([...title].length > TITLE_LETTERS ? [{ path: "/title", reason: "too-long" as const }] : []),
    ...unordered("activity", { startsAt, endsAt }, ""),
    ...asked.flatMap((metric) => (metric.required ? required(`/metrics/${metric.id}`, metrics[metric.id] !== undefined) : [])),
    ...foreign.map(({ metric, reason }) => ({ path: `/metrics/${metric}`, reason })),
    ...missingFields(value, fields),
    ...unreadIn(value, fields),
  ]);
}

/** The same for a record of a ledger; some fields are needed only for records of one level. */
export function ledgerFaults(kind: string, fields: readonly AskedField[], value: Typed): readonly DraftFault[] {
  return oneOfEach([...missingFields(value, fields), ...unordered(kind, value.fields, "/fields"), ...unreadIn(value, fields)]);
}

function required(path: string, filled: boolean): readonly DraftFault[] {
  return filled ? [] : [{ path, reason: "required" }];
}

function missingFields({ fields: typed }: Typed, fields: readonly AskedField[]): readonly DraftFault[] {
  const asked = fields.filter(({ required = false, level }) => isAsked({ required, level }, typed[LEVEL]));
  return asked.flatMap(({ id }) => required(`/fields/${id}`, isFilled(typed[id])));
}

function unordered(kind: string, days: Readonly<Record<string, unknown>>, at: string): readonly DraftFault[] {
  return outOfOrder(kind, days).map(({ later }) => ({ path: `${at}/${later}`, reason: "out-of-order" }));
}

function unreadIn(value: Typed, fields: readonly AskedField[]): readonly DraftFault[] {
  const isDay = (path: string) => fields.some(({ id, type }) => path === `/fields/${id}` && type === "date");
  return Object.entries(value.raw).flatMap(([path, text]) => {
    const reason = unreadReason(path, text, isDay(path));
    return reason === undefined ? [] : [{ path, reason }];
  });
}

/** One reason for each place, the last, in the order of the form. */
function oneOfEach(faults: readonly DraftFault[]): readonly DraftFault[] {
  return [...new Map(faults.map((fault) => [fault.path, fault])).values()];
}
