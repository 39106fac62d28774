// Days and times of one record that must follow one another: forms and commands refuse others while they are typed, and what a
// merge of two good versions broke is marked (需核对). Pure.
/** Per kind: pairs of members of which the second is never before the first. All are local times or days, which sort as texts. */
const IN_ORDER: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  activity: [["startsAt", "endsAt"]],
  hazard: [
    ["foundOn", "rectifiedOn"],
    ["rectifiedOn", "reviewedOn"],
    ["foundOn", "closedOn"],
  ],
  issue: [["foundOn", "rectifiedOn"]],
  tip: [["acceptedOn", "verifiedOn"]],
};

/** Two members of which the one that has to come later lies before the other. */
export type OutOfOrder = Readonly<{ earlier: string; later: string }>;

/** Where a value's order is broken, in the order of its kind. */
export function outOfOrder(kind: string, value: Readonly<Record<string, unknown>>): readonly OutOfOrder[] {
  const pairs = (IN_ORDER[kind] ?? []).map(([earlier, later]) => ({ earlier, later }));
  return pairs.filter(({ earlier, later }) => isBefore(value[later], value[earlier]));
}

function isBefore(then: unknown, first: unknown): boolean {
  return typeof then === "string" && typeof first === "string" && then < first;
}
