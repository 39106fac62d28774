// What is to be asked about the photos of an activity (存疑照片): the same file or a copy in another one, mostly cut off, taken at another
// time or place, sent through a chat. It never says that something is wrong: people do. Pure.
import { compareText } from "../feed/entry.ts";
import { attachmentsShown, type Attachment } from "../kinds/values.ts";
import type { JsonObject } from "../json.ts";
import type { RecordKey } from "../record/projected.ts";
import { isSentThroughChat } from "./sent-through-chat.ts";
import type { PhotoRules } from "./photo-rules.ts";
import { apartMs, metresBetween, middleOf, type Place, type Times } from "./taken-apart.ts";

/** Why somebody is asked about a photo, the gravest first. */
export const DOUBT_REASONS = [
  "same-file",
  "similar",
  "cut-off",
  "other-week",
  "taken-outside",
  "taken-elsewhere",
  "recompressed",
] as const;
export type DoubtReason = (typeof DOUBT_REASONS)[number];

/**
 * `other`: the photo that it is the same as, or a copy of. `metres`: how far from the others it was taken; `percent`: how much of it can
 * be seen.
 */
export type Doubt = Readonly<{
  reason: DoubtReason;
  record: RecordKey;
  photo: Attachment;
  other?: Readonly<{ record: RecordKey; sha256: string }>;
  metres?: number;
  percent?: number;
}>;

/** An activity, saved or in the making. */
export type Photographed = RecordKey & Readonly<{ value: JsonObject }>;

/** What is known of photos here. `usedIn`: activities that name a file, in order of their keys. */
export type PhotoLook = Readonly<{
  copiesOf(sha256: string): readonly string[];
  usedIn(sha256: string): readonly RecordKey[];
  placeOf(sha256: string): Place | undefined;
  /** Of a picture that is cut off. */
  percentSeen(sha256: string): number | undefined;
}>;

/** @param offsetMinutes of the campaign's wall clock. Photos of one activity are never held against each other: a burst is no doubt. */
export function doubtsOf(activity: Photographed, look: PhotoLook, rules: PhotoRules, offsetMinutes: number): readonly Doubt[] {
  const { unit, kind, record, value } = activity;
  if (kind !== "activity") return [];
  const key: RecordKey = { unit, kind, record };
  const shot = attachmentsShown(value).filter((file) => file.class === "photo" || file.class === "video");
  const places = shot.flatMap(({ sha256 }) => look.placeOf(sha256) ?? []);
  return shot.flatMap((photo) => [
    ...reusedIn(key, photo, look),
    ...cutOff(key, photo, look, rules),
    ...takenAtAnotherTime(key, photo, value, rules, offsetMinutes),
    ...takenElsewhere(key, photo, places, look, rules),
    ...(photo.class === "photo" && isSentThroughChat(photo) ? [{ reason: "recompressed" as const, record: key, photo }] : []),
  ]);
}

/** So many copies, and activities that name a file, are told of one photo: a file may be named by all activities of a county. */
const MOST_TOLD = 8;

function reusedIn(record: RecordKey, photo: Attachment, look: PhotoLook): readonly Doubt[] {
  const others = (sha256: string) => firstOthers(look.usedIn(sha256), record);
  const asked = (reason: DoubtReason, sha256: string) =>
    others(sha256).map((other): Doubt => ({ reason, record, photo, other: { record: other, sha256 } }));
  const same = asked("same-file", photo.sha256);
  const known = new Set(same.flatMap(({ other }) => (other === undefined ? [] : [keyText(other.record)])));
  // Those of its own activity are none, and must not stand in the way of others. The first by key: either end of a pair takes the same.
  const copies = look
    .copiesOf(photo.sha256)
    .flatMap((sha256) => asked("similar", sha256))
    .filter(({ other }) => other !== undefined && !known.has(keyText(other.record)))
    .toSorted((a, b) => compareText(otherKey(a), otherKey(b)));
  return [...same, ...copies.slice(0, MOST_TOLD)];
}

function cutOff(record: RecordKey, photo: Attachment, look: PhotoLook, { seenPercent }: PhotoRules): readonly Doubt[] {
  const percent = look.percentSeen(photo.sha256);
  return percent === undefined || percent >= seenPercent ? [] : [{ reason: "cut-off", record, photo, percent }];
}

const HOUR_MS = 3_600_000;

function takenAtAnotherTime(
  record: RecordKey,
  photo: Attachment,
  times: Times,
  { takenHours, otherWeekHours }: PhotoRules,
  offsetMinutes: number,
): readonly Doubt[] {
  const apart = apartMs(photo, times, offsetMinutes) ?? 0;
  if (apart <= takenHours * HOUR_MS) return [];
  return [{ reason: apart >= otherWeekHours * HOUR_MS ? "other-week" : "taken-outside", record, photo }];
}

/** Where most of an activity's photos were taken is known from three on. */
const FEWEST_PLACES = 3;

function takenElsewhere(
  record: RecordKey,
  photo: Attachment,
  places: readonly Place[],
  look: PhotoLook,
  { awayMetres }: PhotoRules,
): readonly Doubt[] {
  const place = look.placeOf(photo.sha256);
  if (place === undefined || places.length < FEWEST_PLACES) return [];
  const metres = Math.round(metresBetween(place, middleOf(places)));
  return metres > awayMetres ? [{ reason: "taken-elsewhere", record, photo, metres }] : [];
}

function firstOthers(users: readonly RecordKey[], own: RecordKey): readonly RecordKey[] {
  return users.slice(0, MOST_TOLD + 1).filter((one) => keyText(one) !== keyText(own));
}

function otherKey({ other }: Doubt): string {
  return other === undefined ? "" : `${keyText(other.record)} ${other.sha256}`;
}

/** Of a record, as doubts are told apart by it. */
export function keyText({ unit, kind, record }: RecordKey): string {
  return `${unit}/${kind}/${record}`;
}

/** One text for a doubt, from whichever of two activities it is seen; a dismissal names it. */
export function doubtText({ reason, record, photo, other }: Doubt): string {
  const own = `${keyText(record)} ${photo.sha256}`;
  const both = other === undefined ? [own] : [own, `${keyText(other.record)} ${other.sha256}`].sort();
  return JSON.stringify([reason, ...both]);
}

/** The same doubts, each pair once: as the later of two activities has it, by unit and id. */
export function eachPairOnce(doubts: readonly Doubt[]): readonly Doubt[] {
  return doubts.filter(({ record, other }) => other === undefined || compareText(keyText(record), keyText(other.record)) > 0);
}
