// File names that people choose are theirs, and whoever reads by script gets every refusal as JSON.
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLI_PIN, jsonOf, runCli } from "../support/in-terminal.ts";
import { enrolledPair, handOver, openOffice, OTHER_TOWN, PIN } from "../support/offices/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("a request is called what it was asked to be called, and read whatever it is called", async () => {
  const folder = await tempFolder();
  const { county, clock } = await enrolledPair(folder);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await other.close();
  await county.close();
  expect(PIN).toBe(CLI_PIN);
  const stick = join(folder, "U盘");
  mkdirSync(stick);
  for (const name of ["申请.anbao", "骆驼城镇 申请（一号）", "request.v2"]) {
    const path = join(stick, name);
    expect(await jsonOf(["enrol", "request", join(folder, "other"), "-o", path])).toMatchObject({ path });
  }
  expect(readdirSync(stick).sort()).toEqual(["request.v2", "申请.anbao", "骆驼城镇 申请（一号）"].sort());
  expect(await jsonOf(["import", join(folder, "county"), stick])).toMatchObject({
    bundles: [{ unit: OTHER_TOWN }, { unit: OTHER_TOWN }, { unit: OTHER_TOWN }],
    refused: [],
  });
  const again = await runCli(["--json", "enrol", "request", join(folder, "other"), "-o", join(stick, "申请.anbao")]);
  expect([again.code, (JSON.parse(again.err) as { code: string }).code]).toEqual([1, "bundle-exists"]);
});

test("refusals are JSON: of the whole command, of what was typed wrongly, and of one file among several", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const stick = join(folder, "stick");
  mkdirSync(stick);
  copyFileSync(await handOver(folder, town.ws), join(stick, "好的.anbao.age"));
  writeFileSync(join(stick, "坏的.anbao"), "不是包");
  await county.close();
  await town.close();
  const refusalOf = async (args: readonly string[]) => {
    const { code, out, err } = await runCli(["--json", ...args]);
    return { code, said: JSON.parse(err) as unknown, out };
  };
  const inside = join(folder, "county");
  expect(await refusalOf(["import", join(folder, "nowhere"), stick])).toMatchObject({
    code: 1,
    said: { code: expect.any(String) as string },
  });
  expect(await refusalOf(["import", inside, join(stick, "没有.anbao")])).toMatchObject({
    code: 1,
    said: { refused: [{ code: "bundle-missing" }] },
  });
  const some = await refusalOf(["import", inside, stick]);
  expect(some).toMatchObject({
    code: 1,
    said: { refused: [{ path: join(stick, "坏的.anbao"), message: expect.any(String) as string }] },
  });
  expect(JSON.parse(some.out)).toMatchObject({
    bundles: [{ number: expect.any(Number) as number }],
    refused: [{ details: expect.any(Object) as object }],
  });
  for (const typed of [
    ["import"],
    ["nothing-like-it"],
    ["import", inside, stick, "--by", "pigeon"],
    ["check", inside, "--no-such"],
  ])
    expect(await refusalOf(typed)).toMatchObject({
      code: 2,
      said: { code: "usage", message: expect.any(String) as string },
      out: "",
    });
});
