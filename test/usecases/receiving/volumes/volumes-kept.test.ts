// Volumes that lie on the drive already, and volumes that wait for a volume 1 which never comes.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { checkWorkspace } from "../../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED } from "../../../../src-main/usecases/workspace.ts";
import { dropParked } from "../../../../src-main/usecases/receiving/volumes/drop-volumes.ts";
import { resumeVolumes, writeVolumes } from "../../../../src-main/usecases/sending/write/export-volumes.ts";
import { missingOf } from "../../../../src-main/usecases/receipts/missing.ts";
import { codeOf } from "../../../support/codes.ts";
import { filesBelow } from "../../../support/offices/disk-state.ts";
import { enrolledPair, record } from "../../../support/offices/office.ts";
import { take } from "../../../support/offices/receipts.ts";
import { tempFolder } from "../../../support/temp-folder.ts";
import { handOverVolumes, largePicture } from "../../../support/offices/volumes.ts";

const LIMIT = 150 * 1024;

async function threeVolumes() {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "咨询日", {}, [await largePicture(join(folder, "photos"), "IMG_0007.png", 230)]);
  const paths = await handOverVolumes(folder, town.ws, LIMIT, { plain: false });
  expect(paths.length).toBeGreaterThan(2);
  return { folder, county: county.ws, town: town.ws, paths };
}

test("a volume that lies in the folder already is read and counts; another file of its name is not overwritten", async () => {
  const { town, paths } = await threeVolumes();
  const [, second = ""] = paths;
  const before = paths.map((path) => [statSync(path).mtimeMs, statSync(path).size]);
  const volumes = await resumeVolumes(town, town.store.plans()[0]?.number);
  const again = await writeVolumes(volumes, dirname(second), UNWATCHED, { from: 2 });
  expect(again.files.map((file) => file.path)).toEqual(paths.slice(1));
  expect(paths.map((path) => [statSync(path).mtimeMs, statSync(path).size])).toEqual(before);

  const bytes = readFileSync(second);
  bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
  writeFileSync(second, bytes);
  expect(await codeOf(() => writeVolumes(volumes, dirname(second), UNWATCHED, { from: 2 }))).toBe("bundle-exists");
  expect(readFileSync(second)).toEqual(bytes);
  await volumes.close();
});

test("volumes without volume 1 are listed, dropped on request, and may come again", async () => {
  const { folder, county, paths } = await threeVolumes();
  const [first = "", ...others] = paths;
  const empty = filesBelow(join(folder, "county", "media"));
  for (const path of others) await take(county, path);
  const [waiting] = missingOf(county)[0]?.bundles ?? [];
  expect(waiting).toMatchObject({ parked: true, missing: [{ volume: 1 }] });
  expect(await codeOf(() => dropParked(county, "0000000000"))).toBe("volumes-not-parked");

  const dropped = await dropParked(county, waiting?.bundle.slice(0, 12) ?? "");
  expect(dropped).toMatchObject([{ volumes: others.map((_, index) => index + 2) }]);
  expect(missingOf(county)).toEqual([]);
  expect(filesBelow(join(folder, "county", "media"))).toEqual(empty);
  expect(await codeOf(() => dropParked(county, waiting?.bundle ?? ""))).toBe("volumes-not-parked");

  for (const path of [first, ...others]) await take(county, path);
  const { problems, media } = await checkWorkspace(county, true, UNWATCHED);
  expect([problems, media.missing, media.unnamed]).toEqual([[], 0, 0]);
  expect(await codeOf(() => dropParked(county, waiting?.bundle ?? ""))).toBe("volumes-not-parked");
});
