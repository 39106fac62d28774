// What has not come is named: by the receipt, in the list of missing volumes and files, on the printed 补报单.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { checkWorkspace } from "../../src-main/usecases/check-workspace.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { askedVolumes } from "../../src-main/usecases/asked-volumes.ts";
import { missingOf } from "../../src-main/usecases/missing.ts";
import { drawForm, prepareForm } from "../../src-main/usecases/print-form.ts";
import { pastHandIns } from "../../src-main/api/views/past-hand-ins.ts";
import { sha256 } from "../support/make-bundle.ts";
import { enrolledPair, record, TOWN } from "../support/office.ts";
import { receiptTo, take } from "../support/receipts.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { handOverVolumes, largePicture } from "../support/volumes.ts";

const LIMIT = 150 * 1024;

/** A volume after the first with a part of an original. */
function volumeWith(desk: Desk, hash: string): number {
  const { volumes } = JSON.parse(desk.store.plan(2)?.statement ?? "") as {
    volumes: { number: number; files: { path: string }[] }[];
  };
  return (
    volumes.findLast(({ files }) => files.some(({ path }) => path.includes(hash) && path.startsWith("data/media/")))?.number ?? 0
  );
}

/** A town has handed in in volumes, and the one that holds a picture of its second record has not come. */
async function withLostVolume() {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.desk, "应急演练", {}, [await largePicture(folder, "IMG_0041.png", 90)]);
  const large = await largePicture(folder, "IMG_0042.png", 200);
  await record(town.desk, "咨询日", {}, [large]);
  const paths = await handOverVolumes(folder, town.desk, LIMIT);
  const volumes = paths.length;
  expect(volumes).toBeGreaterThan(2);
  const lost = volumeWith(town.desk, sha256(readFileSync(large)));
  for (const path of paths) if (path !== paths[lost - 1]) await take(county.desk, path);
  return { folder, county, town, paths, volumes, lost };
}

test("a lost volume is named by number, file name and original, and sent again by the next bundle alone", async () => {
  const { folder, county, town, paths, volumes, lost } = await withLostVolume();
  const [found] = missingOf(county.desk);
  expect(found).toMatchObject({ unit: TOWN, unitName: "城关镇" });
  expect(found?.bundles).toMatchObject([
    { number: 2, volumes, missing: [{ volume: lost, fileName: basename(paths[lost - 1] ?? "") }] },
  ]);
  expect(found?.files).toMatchObject([{ name: "IMG_0042.png", title: "咨询日", volumes: [{ number: 2, volume: lost }] }]);
  const check = await checkWorkspace(county.desk, true, UNWATCHED);
  expect([check.problems, check.media.missing, check.media.unnamed]).toEqual([[], 1, 0]);

  await receiptTo(folder, county.desk, town.desk);
  expect(askedVolumes(town.desk)).toMatchObject([{ number: 2, volumes: [lost] }]);
  expect(pastHandIns(town.desk)[0]).toMatchObject({
    state: "incomplete",
    lacking: [
      { what: "volumes", count: 1 },
      { what: "files", count: 1 },
    ],
  });

  const again = await handOverVolumes(folder, town.desk, 4_000_000);
  expect(again).toHaveLength(1);
  for (const path of again) await take(county.desk, path);
  expect(missingOf(county.desk)).toEqual([]);
  const after = await checkWorkspace(county.desk, true, UNWATCHED);
  expect([after.problems, after.media.missing, after.media.unnamed]).toEqual([[], 0, 0]);
  await receiptTo(folder, county.desk, town.desk);
  expect(askedVolumes(town.desk)).toEqual([]);
}, 150_000);

test("the printed 补报单 names a lost volume, its original and its record", async () => {
  const { folder, county, volumes, lost } = await withLostVolume();
  const paper = prepareForm(county.desk, { form: "missing", unit: TOWN });
  const [pdf = new Uint8Array()] = await drawForm(county.papers, paper, "pdf");
  const file = join(folder, "补报单.pdf");
  writeFileSync(file, pdf);
  const { stdout } = spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  const words = stdout.replace(/\s+/g, "");
  for (const expected of [
    "补报单",
    "城关镇",
    `卷${lost}共${volumes}`,
    "IMG_0042.png",
    "咨询日",
    `第${lost}卷`,
    "共缺1卷、1个文件。",
  ])
    expect(words).toContain(expected);
}, 150_000);
