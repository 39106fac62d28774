// Texts that stand in a draft because they were not understood yet: what is wrong with each. Pure.

/** Where the time of day of a member stands while its day is not known, or the time was not understood. */
export type TimePath = `/${"startsAt" | "endsAt"}/time`;

export function timePath(member: "startsAt" | "endsAt"): TimePath {
  return `/${member}/time`;
}

/** A time that was understood and waits for its day. */
export function isWaitingTime(text: string): boolean {
  return /^\d\d:\d\d$/.test(text);
}

/** Why a text is no value at its place; undefined where nothing is wrong with it: it is empty, or a time that waits for its day. */
export function unreadReason(
  path: string,
  text: string,
  isDay: boolean,
): "not-a-date" | "not-a-time" | "not-a-number" | undefined {
  if (text === "") return undefined;
  if (path.endsWith("/time")) return isWaitingTime(text) ? undefined : "not-a-time";
  return isDay || path === "/startsAt" ? "not-a-date" : "not-a-number";
}
