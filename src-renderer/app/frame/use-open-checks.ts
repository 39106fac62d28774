// How many errors of the 审核公式 are open at the county, for the rail. Reckoned over all units, so not with every change on screen:
// after each import, and now and then.
import { useQuery } from "@tanstack/react-query";
import type { Frame } from "../../../src-main/api/session/contract.ts";
import { api } from "../../rpc/api.ts";
import { useSession } from "../../rpc/context.tsx";

const REFRESH_MS = 300_000;

export function useOpenChecks(facts: Frame | undefined): number {
  const { role } = useSession();
  const imported = facts?.lastImport?.atMs;
  const checks = useQuery({
    queryKey: ["open-checks", imported],
    queryFn: ({ signal }) => api.statistics.checks({}, { signal }),
    enabled: role === "county" && imported !== undefined,
    staleTime: REFRESH_MS,
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
    select: ({ open }) => open,
  });
  return checks.data ?? 0;
}
