// What was forgotten leaves the disk, also when the process ended between forgetting and removing.
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Created } from "../../../src-main/compose/door.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { dropParked } from "../../../src-main/usecases/receiving/volumes/drop-volumes.ts";
import { eraseRecord } from "../../../src-main/usecases/records/versions/erase.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { filesBelow } from "../../support/offices/disk-state.ts";
import { enrolledPair, handOver, record, reopenOffice } from "../../support/offices/office.ts";
import { take } from "../../support/offices/receipts.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { handOverVolumes, largePicture } from "../../support/offices/volumes.ts";

const LIMIT = 150 * 1024;

/** The process ends before the disk is told: whatever follows a removal does not happen. */
const dying = (ws: Workspace): Workspace => ({
  ...ws,
  media: { ...ws.media, remove: () => Promise.reject(new Error("killed here")) },
});

const originals = (home: string) => filesBelow(join(home, "media")).filter((name) => /^[0-9a-f]{2}\//.test(name));

/** @returns what lies there after the work was cut off, and after the next start. */
async function cutOff(home: string, office: Created, work: (ws: Workspace) => Promise<unknown>) {
  await expect(work(dying(office.ws))).rejects.toThrow("killed here");
  const left = originals(home);
  await office.close();
  await reopenOffice(home);
  return { left, after: originals(home) };
}

async function threeVolumes() {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const before = originals(join(folder, "county"));
  await record(town.ws, "咨询日", {}, [await largePicture(folder, "IMG_0007.png", 230)]);
  const paths = await handOverVolumes(folder, town.ws, LIMIT);
  return { county, home: join(folder, "county"), before, paths };
}

test("parts whose original is whole", async () => {
  const { county, home, before, paths } = await threeVolumes();
  const { left, after } = await cutOff(home, county, async (ws) => {
    for (const path of paths) await importBundle(ws, path, { means: "usb" }, UNWATCHED);
  });
  expect(left.length).toBeGreaterThan(before.length + 1);
  expect(after.length).toBe(before.length + 1);
});

test("volumes that wait for none any more", async () => {
  const { county, home, before, paths } = await threeVolumes();
  for (const path of paths.slice(1)) await take(county.ws, path);
  const { left, after } = await cutOff(home, county, (ws) => dropParked(ws, ""));
  expect(left.length).toBeGreaterThan(before.length);
  expect(after).toEqual(before);
});

test("an erased photo", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const home = join(folder, "county");
  const before = originals(home);
  const key = await record(town.ws, "咨询日", {}, [await largePicture(folder, "IMG_0007.png", 40)]);
  await take(county.ws, await handOver(folder, town.ws));
  const { left, after } = await cutOff(home, county, (ws) => eraseRecord(ws, key, "含个人信息"));
  expect(left.length).toBe(before.length + 1);
  expect(after).toEqual(before);
});
