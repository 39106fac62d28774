// look on the real command line: what files would bring, bundle by bundle, and nothing of it is taken in.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { enrolledPair, handOver, PIN, record } from "../support/offices/office.ts";
import { jsonOf, problemOf, runCli } from "../support/in-terminal.ts";
import { tempFolder } from "../support/temp-folder.ts";

const asked = { pin: PIN };

test("what a bundle would bring is told without taking it in; what is none is refused with its reason", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const path = await handOver(folder, town.ws);
  await Promise.all([county.close(), town.close()]);
  const home = join(folder, "county");

  for (const given of [path, dirname(path)])
    expect(await jsonOf(["look", home, given], asked)).toMatchObject({
      bundles: [{ outcome: "ready", lead: { number: 2, changes: { newRecords: 2, conflicts: 0 } }, missingBundles: [] }],
      together: { newRecords: 2 },
    });
  const said = await runCli(["look", home, path], asked);
  expect(said.code).toBe(0);
  expect(said.out).toMatch(/^城关镇 一号电脑 第\d+包　报送　签名有效，可以合并$/m);
  expect(said.out).toMatch(/^ {2}新增 2，更改 0，已有 \d+，冲突 0$/m);
  expect(await jsonOf(["import", "log", home], asked)).not.toContainEqual(expect.objectContaining({ purpose: "hand-in" }));

  const torn = join(folder, "损坏.anbao");
  writeFileSync(torn, "no bundle");
  expect(await runCli(["look", home, torn], asked)).toMatchObject({ code: 1, out: "没有可以导入的包\n" });
  expect(await problemOf(["look", join(folder, "没有"), path], asked)).toMatchObject({ code: "workspace-not-found" });
});
