// What the bundle would hold, by what is chosen about it; asked apart, so that a damaged record does not take the page away.
import { useQuery } from "@tanstack/react-query";
import type { Held } from "../../../src-main/api/hand-in/contract.ts";
import { query } from "../../rpc/api.ts";
import type { Options } from "./export-options.ts";

/** Undefined while it is reckoned, or where it cannot be. */
export function useHolds({ full, plain, recordsOnly, small }: Options): Held | undefined {
  return useQuery(query.handIn.holds.queryOptions({ input: { full, plain, recordsOnly, small }, staleTime: 0 })).data;
}
