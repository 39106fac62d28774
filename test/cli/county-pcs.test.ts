// A second county PC from a terminal: join, approve, exchange, replace a lost PC in one step, hand the county's key over.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askCounty, enrolledPair, openOffice, paperCode, pinCounty, PIN, TOWN } from "../support/offices/office.ts";
import { jsonOf, problemOf, runCli } from "../support/in-terminal.ts";
import { tempFolder } from "../support/temp-folder.ts";

type Json = Readonly<Record<string, unknown>>;

test("join, exchange, a PC replaced, the key handed over: each command by its answer", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const fresh = await openOffice(join(folder, "fresh"), TOWN, clock);
  await pinCounty(folder, county.ws, fresh.ws);
  const freshCode = await askCounty(folder, county.ws, fresh.ws);
  const [countyCode, townCode] = [paperCode(county.ws), paperCode(town.ws)];
  await Promise.all([county.close(), town.close(), fresh.close()]);
  const [home, second, stick] = [join(folder, "county"), join(folder, "二号"), join(folder, "U盘")];
  mkdirSync(stick);
  const asked = { pin: PIN };
  const init = ["init", second, "--role", "county", "--join", "--device", "二号电脑", "--campaign", "builtin:2021-gaotai"];
  const joined = (await jsonOf(init, asked)) as Json;
  expect(joined).toMatchObject({ role: "county", joined: true });
  const code = String(joined["code"]);
  await jsonOf(["enrol", "request", second, "-o", join(stick, "join.anbao")], asked);
  await jsonOf(["import", home, stick], asked);
  const listed = await runCli(["enrol", "list", home], asked);
  expect(listed.out).toMatch(/待核准（县级电脑） {2}620724001 {2}二号电脑 {2}收着 2 条 {2}\d{4}-\d\d-\d\d 起/);
  await jsonOf(["enrol", "approve", home, code, "--county"], asked);
  const replaced = await jsonOf(["enrol", "approve", home, freshCode, "--replaces", townCode, "--reason", "硬盘坏了"], asked);
  expect(replaced).toMatchObject({ unit: TOWN, ended: { device: "一号电脑", cut: 0 } });
  const given = (await jsonOf(["exchange", home, "--to", stick], asked)) as Json;
  await jsonOf(["trust", second, String(given["path"]), "--code", countyCode], asked);
  const pcs = [
    { role: "root", device: "一号电脑" },
    { role: "county", isSelf: true },
  ];
  expect(await jsonOf(["enrol", "office", second], asked)).toMatchObject({ standing: "second", pcs });
  const refused = await problemOf(["enrol", "revoke", second, freshCode], asked);
  expect(refused.message).toContain("核准、停用和交接只在掌管县密钥的电脑（一号电脑）上办理");
  expect(await jsonOf(["enrol", "succeed", home, code, "--reason", "换电脑"], asked)).toEqual({ device: "二号电脑" });
  expect((await runCli(["enrol", "office", home], asked)).out).toContain("本机已交出县密钥");
});
