// The filter of the list as the query of its address, and back. Pure.
import { RECORD_STATES } from "../../../src-main/domain/record/record-state.ts";
import type { ActivityFilter } from "../../../src-main/api/activities/contract.ts";

const TEXT_MEMBERS = ["unit", "code", "period", "text"] as const;

/** The filter that an address asks for; what it does not know is left out. */
export function filterFrom(params: URLSearchParams): ActivityFilter {
  const filter: ActivityFilter = {};
  for (const member of TEXT_MEMBERS) {
    const value = params.get(member);
    if (value !== null && value !== "") filter[member] = value;
  }
  const evidence = params.get("evidence");
  if (evidence === "with" || evidence === "without") filter.evidence = evidence;
  const state = RECORD_STATES.find((one) => one === params.get("state"));
  if (state !== undefined) filter.state = state;
  return filter;
}

/** The query of a filter, members in a fixed order. */
export function paramsOf(filter: ActivityFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const member of [...TEXT_MEMBERS, "evidence", "state"] as const) {
    const value = filter[member];
    if (value !== undefined && value !== "") params.set(member, value);
  }
  return params;
}

export function isFiltered(filter: ActivityFilter): boolean {
  return paramsOf(filter).size > 0;
}
