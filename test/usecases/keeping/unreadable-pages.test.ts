// A page of the database that SQLite cannot read: whoever opens the workspace or asks for a check is told in words, never by an error of
// the database itself.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { codeOf } from "../../support/codes.ts";
import { handOver, makePair, record, reopenOffice } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** Fills the first page of a table with what is no page. */
function spoil(path: string, table: string): void {
  const db = new Database(path);
  const { rootpage } = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").get(table) as { rootpage: number };
  const size = db.pragma("page_size", { simple: true }) as number;
  db.close();
  writeFileSync(path, readFileSync(path).fill(0xaa, (rootpage - 1) * size, rootpage * size));
}

async function county(): Promise<string> {
  const folder = await tempFolder();
  const { county, town } = await makePair(folder);
  await record(town.ws, "宣讲");
  await importBundle(county.ws, await handOver(folder, town.ws), { means: "usb" }, UNWATCHED);
  await Promise.all([county.close(), town.close()]);
  return join(folder, "county");
}

test.each(["head_signature", "media", "erased"])("the check over a spoiled %s says so", async (table) => {
  const home = await county();
  spoil(join(home, "anbao.db"), table);
  const { ws } = await reopenOffice(home);
  const { ok, problems } = await checkWorkspace(ws, false, UNWATCHED);
  expect([ok, problems.map(({ kind }) => kind)]).toEqual([false, expect.arrayContaining(["database"])]);
});

test.each(["fact", "record", "entry", "feed"])(
  "opening one with a spoiled %s is refused in words, or answered",
  async (table) => {
    const home = await county();
    spoil(join(home, "anbao.db"), table);
    expect(["workspace-damaged", "done"]).toContain(
      await codeOf(async () => {
        const { ws } = await reopenOffice(home);
        ws.store.countRecords({ kind: "activity" }, 10);
        ws.store.digests();
      }),
    );
  },
);
