// Volumes on the command line: planned, at most one to the first folder, gone on with in the second; what is missing is said.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { enrolledPair, PIN, record } from "../support/offices/office.ts";
import { jsonOf, problemOf } from "../support/in-terminal.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { largePicture } from "../support/offices/volumes.ts";

test("export in volumes to two folders, import of the second alone, what is missing, and no longer waiting for it", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "咨询日", {}, [await largePicture(folder, "IMG_0042.png", 2300)]);
  await Promise.all([county.close(), town.close()]);
  const [one, two] = ["一", "二"].map((name) => join(folder, name)) as [string, string];
  for (const place of [one, two]) mkdirSync(place);
  const run = { pin: PIN };
  const left = await problemOf(
    ["export", join(folder, "town"), "--to", one, "--plain", "--volume-size", "1MB", "--at-most", "1"],
    run,
  );
  expect(left).toMatchObject({ code: "volumes-unwritten", details: { written: "1" } });
  expect(readdirSync(one)).toHaveLength(1);
  const done = (await jsonOf(["export", join(folder, "town"), "--to", two, "--continue"], run)) as { files: unknown[] };
  expect(done.files).toHaveLength(readdirSync(two).length);
  await jsonOf(["import", join(folder, "county"), two], run);
  const missing = (await jsonOf(["missing", join(folder, "county")], run)) as {
    units: { bundles: { bundle: string; missing: unknown[] }[] }[];
  };
  expect(missing.units[0]?.bundles[0]?.missing).toEqual([{ volume: 1, fileName: readdirSync(one)[0] }]);
  const { bundle = "" } = missing.units[0]?.bundles[0] ?? {};
  await jsonOf(["missing", join(folder, "county"), "--drop", bundle.slice(0, 16)], run);
  expect(await jsonOf(["missing", join(folder, "county")], run)).toEqual({ units: [] });
  await jsonOf(["import", join(folder, "county"), two, one], run);
  expect(await jsonOf(["missing", join(folder, "county")], run)).toEqual({ units: [] });
});
