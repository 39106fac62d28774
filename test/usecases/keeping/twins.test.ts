// The copies beside the data, and a workspace that became two by a copied folder: both write on and come to one state, and a feed that was
// continued twice is shown.
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openWorkspace } from "../../../src-main/compose/door.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { COPIES_KEPT } from "../../../src-main/store/copies/backup-shelf.ts";
import { copyTree } from "../../../resources/release/copy-tree.ts";
import { filesBelow } from "../../support/offices/disk-state.ts";
import { enrolledPair, PIN, record, seasonClock, surroundingsOf } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { keepCopy } from "../../../src-main/usecases/receiving/bundles/keep-copy.ts";
import { restored, exchange } from "./backed-up.ts";

describe("the copies beside the data", () => {
  test("are whole, are no backup, and the oldest go", async () => {
    const folder = await tempFolder();
    const { county } = await enrolledPair(folder);
    const names: string[] = [];
    for (let count = 0; count < COPIES_KEPT + 2; count += 1) names.push((await keepCopy(county.ws, UNWATCHED)).name);
    const kept = await county.ws.keeping.shelf.list();
    expect(kept.map((copy) => copy.name)).toEqual(names.slice(2).toReversed());
    expect(county.ws.store.lastBackups()).toEqual({ away: null, here: null });
    expect(filesBelow(join(folder, "county", "backups"))).toHaveLength(COPIES_KEPT);
    const last = join(folder, "county", "backups", names.at(-1) ?? "");
    const twin = await restored(last, join(folder, "恢复"), seasonClock());
    expect(await checkWorkspace(twin.ws, true, UNWATCHED)).toMatchObject({ ok: true, media: { missing: 0, unnamed: 0 } });
    expect(twin.ws.store.origin()?.why).toBe("restored");
    expect(twin.ws.store.digests()).toEqual(county.ws.store.digests());
  });
});

describe("a workspace on another PC", () => {
  const open = async (folder: string, mark: string, clock = seasonClock()) => {
    const office = await openWorkspace(folder, PIN, { ...surroundingsOf(clock), markOf: () => mark });
    onTestFinished(() => office.close());
    return office;
  };

  test("copied: the mark differs, both write on, nothing forks; opened again in its place it goes on in its feeds", async () => {
    const folder = await tempFolder();
    const { county, town, clock } = await enrolledPair(folder);
    await town.close();
    const [home, copy] = [join(folder, "town"), join(folder, "拷贝")];
    await (await open(home, "一", clock)).close();
    copyTree(home, copy);
    const [first, second] = [await open(home, "一", clock), await open(copy, "二", clock)];
    expect([first.ws.store.origin(), second.ws.store.origin()?.why]).toEqual([undefined, "moved"]);
    for (const { ws } of [first, second]) {
      await record(ws, "同时在填");
      await exchange(folder, ws, county.ws);
    }
    expect(county.ws.store.forks()).toEqual([]);
    const feeds = second.ws.store.feeds().length;
    await second.close();
    const again = await open(copy, "二", clock);
    await record(again.ws, "再填一条");
    expect(again.ws.store.feeds()).toHaveLength(feeds);
  });

  test("cloned with its mark: the fork is kept, shown and named by check", async () => {
    const folder = await tempFolder();
    const { county, town, clock } = await enrolledPair(folder);
    await town.close();
    const [home, copy] = [join(folder, "town"), join(folder, "克隆")];
    await (await open(home, "一", clock)).close();
    copyTree(home, copy);
    for (const path of [home, copy]) {
      const { ws } = await open(path, "一", clock);
      await record(ws, `在${path.at(-1)}填`);
      await exchange(folder, ws, county.ws);
    }
    expect((await checkWorkspace(county.ws, false, UNWATCHED)).forks).toHaveLength(1);
    expect(county.ws.store.countRecords({ kind: "activity" }, 10)).toBe(2);
  });
});
