// What has not come is named: by the receipt, in the list of missing volumes and files, on the printed 补报单.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { checkWorkspace } from "../../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED, type Workspace } from "../../../../src-main/usecases/workspace.ts";
import { askedVolumes } from "../../../../src-main/usecases/sending/choose/asked-volumes.ts";
import { missingOf } from "../../../../src-main/usecases/receipts/missing.ts";
import { drawForm, prepareForm } from "../../../../src-main/usecases/papers/print-form.ts";
import { pastHandIns } from "../../../../src-main/usecases/hand-in/past-hand-ins.ts";
import { sha256 } from "../../../support/made/make-bundle.ts";
import { enrolledPair, record, TOWN } from "../../../support/offices/office.ts";
import { receiptTo, take } from "../../../support/offices/receipts.ts";
import { tempFolder } from "../../../support/temp-folder.ts";
import { handOverVolumes, largePicture } from "../../../support/offices/volumes.ts";

const LIMIT = 150 * 1024;

/** A volume after the first with a part of an original. */
function volumeWith(ws: Workspace, hash: string): number {
  const { volumes } = JSON.parse(ws.store.plan(2)?.statement ?? "") as {
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
  await record(town.ws, "应急演练", {}, [await largePicture(folder, "IMG_0041.png", 90)]);
  const large = await largePicture(folder, "IMG_0042.png", 200);
  await record(town.ws, "咨询日", {}, [large]);
  const paths = await handOverVolumes(folder, town.ws, LIMIT);
  const volumes = paths.length;
  expect(volumes).toBeGreaterThan(2);
  const lost = volumeWith(town.ws, sha256(readFileSync(large)));
  for (const path of paths) if (path !== paths[lost - 1]) await take(county.ws, path);
  return { folder, county, town, paths, volumes, lost };
}

test("a lost volume is named by number, file name and original, and sent again by the next bundle alone", async () => {
  const { folder, county, town, paths, volumes, lost } = await withLostVolume();
  const [found] = missingOf(county.ws);
  expect(found).toMatchObject({ unit: TOWN, unitName: "城关镇" });
  expect(found?.bundles).toMatchObject([
    { number: 2, volumes, missing: [{ volume: lost, fileName: basename(paths[lost - 1] ?? "") }] },
  ]);
  expect(found?.files).toMatchObject([{ name: "IMG_0042.png", title: "咨询日", volumes: [{ number: 2, volume: lost }] }]);
  const check = await checkWorkspace(county.ws, true, UNWATCHED);
  expect([check.problems, check.media.missing, check.media.unnamed]).toEqual([[], 1, 0]);

  await receiptTo(folder, county.ws, town.ws);
  expect(askedVolumes(town.ws)).toMatchObject([{ number: 2, volumes: [lost] }]);
  expect(pastHandIns(town.ws)[0]).toMatchObject({
    state: "incomplete",
    lacking: [
      { what: "volumes", count: 1 },
      { what: "files", count: 1 },
    ],
  });

  const again = await handOverVolumes(folder, town.ws, 4_000_000);
  expect(again).toHaveLength(1);
  for (const path of again) await take(county.ws, path);
  expect(missingOf(county.ws)).toEqual([]);
  const after = await checkWorkspace(county.ws, true, UNWATCHED);
  expect([after.problems, after.media.missing, after.media.unnamed]).toEqual([[], 0, 0]);
  await receiptTo(folder, county.ws, town.ws);
  expect(askedVolumes(town.ws)).toEqual([]);
});

test("the printed 补报单 names a lost volume, its original and its record", async () => {
  const { folder, county, volumes, lost } = await withLostVolume();
  const paper = prepareForm(county.ws, { form: "missing", unit: TOWN });
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
});
