// Who may write what; what waits for approval.
import type { TrustWriter } from "../../usecases/ports/store/trust.ts";
import { loadJudge } from "../chain/judge.ts";
import type { Statements } from "../db/database.ts";
import { readFact } from "../db/facts.ts";
import { readQuarantined } from "../deliveries/deliveries.ts";
import { dropStrangers } from "../deliveries/drop-strangers.ts";
import { readClaimants } from "../deliveries/holdings.ts";
import { readPendingRequests } from "../project/figure-queries.ts";
import { appendEntry } from "../union/author.ts";
import { pinRoot } from "../union/pin-root.ts";
import { readStrangerFiles, readStrangers } from "../union/quarantine.ts";
import type { Connection } from "./connection.ts";

export function trustOf(connection: Connection): TrustWriter {
  const { statements, source, apart, write } = connection;
  return {
    authority: authorityUntilChanged(connection),
    authorityWith: (lines, root, signal) => apart.run({ kind: "authority", lines, root }, { signal, report: () => undefined }),
    pendingRequests: () => readPendingRequests(statements, new Set(loadJudge(statements).authority.grants.keys())),
    claimants: () => readClaimants(statements),
    rootPinnedMs: () => pinnedMs(statements),
    quarantined: () => readQuarantined(statements),
    strangers: () => readStrangers(statements),
    strangerFiles: () => readStrangerFiles(statements),
    takeOver: (key, versions) =>
      write(() => {
        pinRoot(statements, source.nowMs(), key);
        for (const version of versions) appendEntry(statements, source, version);
      }),
    dropStrangers: (keys) => write(() => dropStrangers(statements, keys)),
  };
}

/** Who may write what, read again once anything was written: here, which is counted, or by the other connection. */
function authorityUntilChanged({ db, statements }: Connection): TrustWriter["authority"] {
  let known: { changes: string; authority: ReturnType<TrustWriter["authority"]> } | undefined;
  return () => {
    if (db.inTransaction) return loadJudge(statements).authority;
    const { changes } = statements("SELECT total_changes() || ' ' || data_version AS changes FROM pragma_data_version").get() as {
      changes: string;
    };
    return (known = known?.changes === changes ? known : { changes, authority: loadJudge(statements).authority }).authority;
  };
}

function pinnedMs(statements: Statements): number | null {
  const ms = readFact(statements, "rootMs");
  return ms === undefined ? null : Number(ms);
}
