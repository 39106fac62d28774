// The one implementer: every procedure ends in its answer or in a problem of the catalogue. An answer that does not fit
// the contract is a fault of ours like any other: logged whole, shown as `internal`.
import { implement, ORPCError } from "@orpc/server";
import { Problem } from "../domain/problem.ts";
import type { ProblemData } from "./contract-parts.ts";
import { contract } from "./contract.ts";
import type { Host, OpenWorkspace } from "./host.ts";
import { isWriting } from "./writing.ts";

/**
 * `open`: works at any stage. `inside`: not at a locked door, but before there is a workspace. `at`: at an unlocked workspace.
 *
 * @throws {Problem} `locked`
 */
export function proceduresFor(host: Host) {
  const open = implement(contract).use(async ({ next, signal }) => {
    try {
      return await next();
    } catch (error) {
      if (signal?.aborted === true || (error instanceof ORPCError && error.status < 500)) throw error;
      throw travelling(error instanceof Problem ? error : new Problem("internal", { id: host.report(error) }));
    }
  });
  const inside = open.use(async ({ next }) => {
    if (host.stage().stage === "locked") throw new Problem("locked", {});
    return next();
  });
  const at = open.use(async ({ next, path }) => {
    if (isWriting(path)) await unlockedWorkspace(host).ws.store.settled();
    return next({ context: { workspace: unlockedWorkspace(host) } });
  });
  return { open, inside, at, host };
}
export type Procedures = ReturnType<typeof proceduresFor>;

function unlockedWorkspace(host: Host): OpenWorkspace {
  const stage = host.stage();
  if (stage.stage !== "ready") throw new Problem("locked", {});
  return stage.workspace;
}

type Failure = Readonly<{ code: ProblemData["code"]; details: Readonly<Record<string, string | number>> }>;

function travelling(problem: Failure): ORPCError<"PROBLEM", ProblemData> {
  return new ORPCError("PROBLEM", { defined: true, status: 422, data: { code: problem.code, details: { ...problem.details } } });
}
