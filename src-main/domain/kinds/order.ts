// Days and times of one record that must follow one another: what a merge of two good versions may break (需核对). Pure.
import type { JsonObject } from "../json.ts";

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

/** Where a value's order is broken, as a JSON pointer to the later member; undefined where it is not. */
export function orderFault(kind: string, value: JsonObject): string | undefined {
  const broken = (IN_ORDER[kind] ?? []).find(([first, then]) => isBefore(value[then], value[first]));
  return broken === undefined ? undefined : `/${broken[1]}`;
}

function isBefore(then: unknown, first: unknown): boolean {
  return typeof then === "string" && typeof first === "string" && then < first;
}
