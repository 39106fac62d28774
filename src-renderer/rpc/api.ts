// The typed client, its query keys, and how answers are kept while a screen shows them.
import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import { QueryClient } from "@tanstack/react-query";
import type { Contract } from "../../src-main/api/contract.ts";
import { openLink } from "./connection.ts";

export type Api = ContractRouterClient<Contract>;

/** Calls the data side. */
export const api: Api = createORPCClient(openLink());
/** Query and mutation options of every procedure. */
export const query = createTanstackQueryUtils(api);

/** Answers stay good until `live.ts` says that their area changed; the data side is on this PC, so nothing is retried. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 60_000, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});

/** Resolves when no change of this kind is under way: what was typed last is then kept, and its answers are fresh. */
export function settled(mutationKey: readonly unknown[]): Promise<void> {
  const cache = queries.getMutationCache();
  const busy = (): boolean => cache.findAll({ mutationKey, status: "pending" }).length > 0;
  if (!busy()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = cache.subscribe(() => {
      if (busy()) return;
      stop();
      resolve();
    });
  });
}
