// How far a photo lies from its activity: in time, in metres. Pure.
import type { Attachment } from "../kinds/values.ts";

const MINUTE_MS = 60_000;

/** When an activity was, on the campaign's wall clock; it ends where it begins if nothing else is said. */
export type Times = Readonly<{ startsAt?: string | undefined; endsAt?: string | undefined }>;

/**
 * Milliseconds from an activity's time to when a photo was taken, before or after; 0 within. Undefined where either is not known.
 *
 * @param offsetMinutes of the campaign's wall clock; a photo that says none is read as of the same.
 */
export function apartMs(
  { takenAt, takenOffsetMin }: Pick<Attachment, "takenAt" | "takenOffsetMin">,
  { startsAt, endsAt }: Times,
  offsetMinutes: number,
): number | undefined {
  const taken = wallMs(takenAt);
  const starts = wallMs(startsAt);
  if (taken === undefined || starts === undefined) return undefined;
  const onClock = taken + (offsetMinutes - (takenOffsetMin ?? offsetMinutes)) * MINUTE_MS;
  const ends = Math.max(starts, wallMs(endsAt) ?? starts);
  return Math.max(0, starts - onClock, onClock - ends);
}

/** A wall time as milliseconds of a clock without a zone; whoever wrote it is not trusted to have written one. */
function wallMs(text: string | undefined): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text ?? "");
  if (match === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** Degrees times 1e6. */
export type Place = Readonly<{ lat: number; lon: number }>;

const METRES_BY_E6 = 0.111_195;

/** Metres between two places, as far as a county reaches: over a flat sheet. */
export function metresBetween(a: Place, b: Place): number {
  const narrow = Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180e6);
  return METRES_BY_E6 * Math.hypot(a.lat - b.lat, (a.lon - b.lon) * narrow);
}

/** The place in the middle of several: half of them lie on either side of it. */
export function middleOf(places: readonly Place[]): Place {
  const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return { lat: middle(places.map(({ lat }) => lat)), lon: middle(places.map(({ lon }) => lon)) };
}
