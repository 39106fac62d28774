// The day, the start and the end of an activity in its draft, kept as `YYYY-MM-DDTHH:mm`. A time typed before its day waits. Pure.
import type { DraftValue } from "../../../../src-main/api/drafts/contract.ts";
import { isWaitingTime, timePath } from "../../../../src-main/domain/kinds/unread.ts";
import { withMember, withoutKey, withRaw } from "./draft-value.ts";

export type Side = "startsAt" | "endsAt";

/** The time of day as the field shows it; none where only the day is known (midnight stands for that). */
export function timeOf(value: DraftValue, side: Side): string | undefined {
  const waiting = value.raw[timePath(side)] ?? "";
  const time = value[side]?.slice(11, 16) ?? (isWaitingTime(waiting) ? waiting : undefined);
  return time === "00:00" ? undefined : time;
}

/** The text of a time that was not understood. */
export function oddTime(value: DraftValue, side: Side): string | undefined {
  const text = value.raw[timePath(side)] ?? "";
  return text === "" || isWaitingTime(text) ? undefined : text;
}

/** Sets the day, or takes it away: the times stay. */
export function withDay(value: DraftValue, day: string | undefined): DraftValue {
  const [from, to] = [timeOf(value, "startsAt"), timeOf(value, "endsAt")];
  const started = withMember(value, "startsAt", day === undefined ? undefined : `${day}T00:00`);
  return withTime(withTime(withMember(started, "endsAt", undefined), "startsAt", from), "endsAt", to);
}

/** Sets a time of day, or takes it away; without a day it waits for one. */
export function withTime(value: DraftValue, side: Side, time: string | undefined): DraftValue {
  const day = value.startsAt?.slice(0, 10);
  const plain = { ...value, raw: withoutKey(value.raw, timePath(side)) };
  if (day === undefined) return time === undefined ? plain : withRaw(plain, timePath(side), time);
  if (time === undefined && side === "endsAt") return withMember(plain, side, undefined);
  return withMember(plain, side, `${day}T${time ?? "00:00"}`);
}

/** Keeps a time that was not understood as it was typed. */
export function withOddTime(value: DraftValue, side: Side, text: string): DraftValue {
  return withRaw(withTime(value, side, undefined), timePath(side), text);
}
