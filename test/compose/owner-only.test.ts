// Nobody but the person may read a workspace, whatever their mask; one that an earlier version left open is closed; one on another
// computer is refused.
import { chmodSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { createWorkspace } from "../../src-main/compose/door.ts";
import { isOnNetwork } from "../../src-main/drives/places/network-place.ts";
import { codeOf } from "../support/codes.ts";
import { openOffice, PIN, record, reopenOffice, seasonClock, surroundingsOf, TOWN } from "../support/offices/office.ts";
import { picture } from "../support/made/sample-files.ts";
import { tempFolder } from "../support/temp-folder.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Everything below a folder that others may enter or read. */
function openToOthers(folder: string): readonly string[] {
  const below = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return [folder, ...below].filter((path) => (lstatSync(path).mode & 0o077) !== 0);
}

test("files and folders of a workspace are its person's own", async () => {
  const folder = await tempFolder();
  const home = join(folder, "数据");
  const { ws } = await openOffice(home, TOWN);
  await record(ws, "宣讲", {}, [await picture(folder, "a.png", 9)]);
  await ws.keeping.shelf.keep(1, (path) =>
    ws.store.copyTo(path, { report: () => undefined, signal: new AbortController().signal }),
  );
  expect(openToOthers(home)).toEqual([]);
});

test("one that was left open is closed when it is opened", async () => {
  const home = join(await tempFolder(), "数据");
  await (
    await createWorkspace(
      { folder: home, role: "unit", unit: TOWN, campaign: "builtin:2021-gaotai", device: "一号", person: "甲", pin: PIN },
      surroundingsOf(seasonClock()),
    )
  ).close();
  for (const name of ["", "anbao.db", "anbao.lock", "keys.json", "staging", "media"])
    chmodSync(join(home, name), name.includes(".") ? 0o644 : 0o755);
  await reopenOffice(home);
  expect(openToOthers(home)).toEqual([]);
});

const MOUNTS = [
  "21 1 8:1 / / rw - ext4 /dev/sda1 rw",
  "40 21 0:45 / /mnt/共享 rw - cifs //192.0.2.7/data rw",
  "41 21 0:46 / /mnt/nfs rw - nfs4 192.0.2.7:/data rw",
  "42 21 0:47 / /media/a/远程 rw - fuse.sshfs a@192.0.2.7:/ rw",
  "43 21 8:17 / /media/u rw - vfat /dev/sdb1 rw",
].join("\n");

test.each([
  ["/media/a/数据", false],
  ["/media/u/数据", false],
  ["/mnt/共享/数据", true],
  ["/mnt/nfs", true],
  ["/media/a/远程/数据", true],
  ["//192.0.2.7/data", true],
  ["\\\\192.0.2.7\\data", true],
])("%s: on another computer: %s", (path, there) => {
  expect(isOnNetwork(path, MOUNTS)).toBe(there);
});

test("no workspace is made there", async () => {
  const request = { role: "unit", unit: TOWN, campaign: "builtin:2021-gaotai", device: "一号", person: "甲", pin: PIN } as const;
  expect(
    await codeOf(() => createWorkspace({ ...request, folder: "//192.0.2.7/data/数据" }, surroundingsOf(seasonClock()))),
  ).toBe("workspace-on-network");
});
