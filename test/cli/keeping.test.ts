// backup, restore, rebuild, give-back and the import log from a terminal; reading a stick that may not be written.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import type { Workspace } from "../../src-main/usecases/workspace.ts";
import { contentsBelow } from "../support/offices/disk-state.ts";
import { enrolledPair, handOver, record, reopenOffice, TOWN } from "../support/offices/office.ts";
import { jsonOf, problemOf, runCli } from "../support/in-terminal.ts";
import { BOUND_BY_PERMISSIONS, jsonOf as jsonOfProcess, problemOf as problemOfProcess } from "../support/run-cli.ts";
import { tempFolder } from "../support/temp-folder.ts";

type Check = Readonly<{ entriesDigest: string; stateDigest: string; forks: unknown[] }>;

test("a county loses its PC and a town too: backup, restore, import, set aside, give back, rebuild", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const bundle = await handOver(folder, town.ws);
  await Promise.all([county.close(), town.close()]);
  const env = { ANBAO_STATE: join(folder, "状态") };
  const at = (name: string) => join(folder, name);
  const json = (args: string[]) => jsonOf(args, { env });
  const stick = at("U盘 一");
  mkdirSync(stick);
  copyFileSync(bundle, join(stick, "改过名.dat"));

  await json(["backup", at("county"), "-o", join(stick, "c.anbao-backup")]);
  expect((await problemOf(["backup", at("county"), "-o", join(stick, "c.anbao-backup")], { env })).code).toBe("backup-exists");
  await json(["restore", join(stick, "c.anbao-backup"), at("恢复")]);
  const [before, after] = [(await json(["check", at("county")])) as Check, (await json(["check", at("恢复")])) as Check];
  expect([after.entriesDigest, after.stateDigest, after.forks]).toEqual([before.entriesDigest, before.stateDigest, []]);
  expect((await problemOf(["restore", join(stick, "改过名.dat"), at("无")], { env })).code).toBe("backup-not-one");
  expect((await problemOf(["restore", join(stick, "c.anbao-backup"), at("county")], { env })).code).toBe("folder-not-empty");

  expect(await json(["import", at("恢复"), stick, "--preview"])).toMatchObject({ together: { newRecords: 2, refused: 0 } });
  const imported = (await json(["import", at("恢复"), stick])) as { bundles: { bundleId: string }[]; backup: string };
  expect(readdirSync(join(at("恢复"), "backups"))).toEqual([imported.backup]);
  const id = imported.bundles[0]?.bundleId ?? "";
  await json(["import", "set-aside", at("恢复"), id, "交错了"]);
  expect(await json(["record", "list", at("恢复"), "--kind", "activity"])).toEqual([]);
  expect(await json(["import", "log", at("恢复")])).toMatchObject({
    runs: [{ items: [{ fileName: "改过名.dat", state: "done", setAside: "交错了", unitName: "城关镇" }] }],
  });
  expect((await runCli(["import", "log", at("恢复")], { env })).out).toContain("已搁置：交错了");
  await json(["import", "take-back", at("恢复"), id.slice(0, 12), "核实无误"]);
  expect((await problemOf(["import", "set-aside", at("恢复"), "00000000", "x"], { env })).code).toBe("import-unknown");
  expect((await problemOf(["import", "resume", at("恢复")], { env })).code).toBe("run-none");

  expect(await json(["give-back", at("恢复"), "--unit", TOWN, "--to", stick])).toMatchObject({ encrypted: true });
  writeFileSync(at("卡.txt"), `恢复卡\n${town.recoveryIdentity}\n`);
  const rebuilt = await json(["rebuild", at("新镇"), "--from", stick, "--card", at("卡.txt")]);
  expect(rebuilt).toMatchObject({ unit: TOWN, bundles: [{ path: join(stick, "改过名.dat") }] });
  expect((await json(["check", at("新镇")])) as Check).toMatchObject({ forks: [] });
  expect(await json(["rebuild", at("新镇")])).toMatchObject({ same: true });
});

test("a run of imports that was killed is told and goes on from the terminal; what is left may be given up", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const bundle = await handOver(folder, town.ws);
  const items = [bundle, join(folder, "拔走了.anbao.age")].map((path) => ({ path, fileName: basename(path) }));
  // As a power cut leaves it: the run is written down, nothing of it is read.
  const begin = (ws: Workspace) =>
    ws.store.beginRun({ startedMs: 1, receivedMs: null, means: "usb", earlyReason: null, backup: null, items });
  begin(county.ws);
  await Promise.all([county.close(), town.close()]);
  const home = join(folder, "county");
  expect((await runCli(["import", "log", home])).out).toContain("中断，可用 import resume 继续");
  const resumed = await runCli(["--json", "import", "resume", home]);
  expect(resumed.code).toBe(1);
  expect(JSON.parse(resumed.out)).toMatchObject({
    bundles: [{ unit: TOWN }],
    refused: [{ code: "bundle-missing", message: expect.stringContaining("拔走了.anbao.age") as string }],
  });
  expect(await jsonOf(["record", "list", home, "--kind", "activity"])).toHaveLength(1);
  expect(await jsonOf(["import", "log", home])).toMatchObject({
    runs: [{ items: [{ state: "done" }, { state: "refused", problem: { code: "bundle-missing" } }] }],
  });
  const again = await reopenOffice(home);
  begin(again.ws);
  await again.close();
  await jsonOf(["import", "drop", home]);
  expect((await problemOf(["import", "drop", home])).code).toBe("run-none");
});

test("a stick that may not be written is read, and what should be written to it is told", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const stick = join(folder, "只读盘");
  mkdirSync(stick);
  copyFileSync(await handOver(folder, town.ws), join(stick, "a.anbao.age"));
  await Promise.all([county.close(), town.close()]);
  chmodSync(join(stick, "a.anbao.age"), 0o444);
  chmodSync(stick, 0o555);
  const home = join(folder, "county");
  const before = contentsBelow(stick);
  expect(await jsonOfProcess(["import", home, stick], BOUND_BY_PERMISSIONS)).toMatchObject({
    refused: [],
    bundles: [{ unit: TOWN }],
  });
  expect((await problemOfProcess(["receipt", home, "--unit", TOWN, "--to", stick], BOUND_BY_PERMISSIONS)).code).toBe(
    "disk-read-only",
  );
  expect((await problemOfProcess(["backup", home, "-o", join(stick, "b.anbao-backup")], BOUND_BY_PERMISSIONS)).code).toBe(
    "disk-read-only",
  );
  expect(contentsBelow(stick)).toEqual(before);
  chmodSync(stick, 0o755);
});
