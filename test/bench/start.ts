// How long the data side, as it is built for the package, takes until it answers a page for the first time, under a Node that says it is
// Electron; beside a Node that starts and ends.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { buildWhenStale, PROGRAMS } from "../../src-main/start/build-when-stale.ts";
import { openPackedLine, type PackedLine } from "../packages/packed-line.ts";
import { ROOT } from "../support/tree.ts";
import { mediansOf } from "./rows/clock.ts";
import { rowOf, type Family } from "./rows/row.ts";

export const start: Family = {
  name: "start",
  measure: async ({ folder, size, say }) => {
    say("building what is stale");
    await buildWhenStale(ROOT, PROGRAMS, Date.now());
    const home = join(folder, "home");
    mkdirSync(home);
    const held: { line?: PackedLine } = {};
    const [value = 0, yardstick = 0] = await mediansOf(
      [
        {
          work: async () => {
            held.line = openPackedLine({ extracted: ROOT, resources: folder, home, preload: undefined });
            await Promise.race([held.line.api.session.state(), held.line.ended]);
          },
          after: async () => {
            await held.line?.ask({ kind: "close" });
            await held.line?.end();
          },
        },
        { work: () => spawnSync(process.execPath, ["-e", ""]) },
      ],
      size === "quick" ? 1 : 5,
    );
    const measured = {
      name: "start of the packed data side",
      value,
      unit: "s",
      yardstick,
      against: "a Node that starts and ends",
    };
    return [rowOf(measured, { goal: 20, target: 10 })];
  },
};
