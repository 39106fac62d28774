// What a kill left on the shelf of copies goes with the next copy, whatever SQLite had beside it; what is not the shelf's own stays.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openShelf } from "../../../src-main/store/copies/backup-shelf.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const AT = Date.UTC(2021, 5, 10, 4, 0, 0, 7);

test("half a copy goes with the next one, with each file that may lie beside it", async () => {
  const folder = await tempFolder();
  const cutOff = "2021-06-10T035959999Z.db.part";
  const left = ["", "-journal", "-wal", "-shm", ".probe"].map((ending) => cutOff + ending);
  for (const name of [...left, "说明.txt", "2021-06-10T010000000Z.db"]) writeFileSync(join(folder, name), "");
  const kept = await openShelf(folder).keep(AT, async (path) => writeFileSync(path, "whole"));
  expect(kept).toEqual({ name: "2021-06-10T040000007Z.db", atMs: AT, sizeBytes: 5 });
  expect(readdirSync(folder).sort()).toEqual(["2021-06-10T010000000Z.db", kept.name, "说明.txt"]);
});
