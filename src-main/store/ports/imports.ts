// Bundles that come in: looked at and taken into the union in a thread of their own, and logged.
import type { CheckedLines } from "../../usecases/ports/lines.ts";
import type { ImportWriter } from "../../usecases/ports/store/imports.ts";
import { leaveNoCopies } from "../chain/forget.ts";
import { readBrought } from "../chain/set-aside.ts";
import { cancelRun, insertRun, readRuns, refuseItem } from "../deliveries/import-runs.ts";
import { readImports } from "../deliveries/log-queries.ts";
import type { Connection } from "./connection.ts";

export function importsOf({ db, statements, apart, write }: Connection): ImportWriter {
  return {
    imports: () => readImports(statements),
    runs: (most, only) => readRuns(statements, most, only),
    brought: (bundle) => readBrought(statements, bundle),
    previewAdmission: (lines, progress) => apart.run({ kind: "preview", lines: plain(lines) }, progress),
    previewTogether: (bundles, progress) => apart.run({ kind: "together", bundles: bundles.map(plain) }, progress),
    admit: async (row, heads, lines, progress) => {
      const { result, erased } = await apart.run({ kind: "admit", row, heads, lines: plain(lines) }, progress);
      if (erased) leaveNoCopies(db);
      return result;
    },
    beginRun: (run) => write(() => insertRun(statements, run)),
    refuseItem: (item, problem, endedMs) => write(() => refuseItem(statements, item, problem, endedMs)),
    cancelRun: (run, endedMs) => write(() => cancelRun(statements, run, endedMs)),
  };
}

/** What goes to a thread is nothing but values. */
function plain({ path, count, without }: CheckedLines): CheckedLines {
  return { path, count, without };
}
