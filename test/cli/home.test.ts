// home and notices on the real command line: what the home screens show, at both ends.
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CountyHome } from "../../src-main/usecases/home/county-home.ts";
import type { UnitHome } from "../../src-main/usecases/home/unit-home.ts";
import { reviewRecord } from "../../src-main/usecases/duties/review/review.ts";
import {
  askCounty,
  enrolledPair,
  handOver,
  openOffice,
  OTHER_TOWN,
  pinCounty,
  PIN,
  record,
  TOWN,
} from "../support/offices/office.ts";
import { receiptTo, take } from "../support/offices/receipts.ts";
import { jsonOf, problemOf, runCli } from "../support/in-terminal.ts";
import { tempFolder } from "../support/temp-folder.ts";

const asked = { pin: PIN };

test("a unit is told its duties, what was returned and what lacks evidence; the county what has come from whom", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const { record: id } = await record(town.ws, "宣讲");
  await take(county.ws, await handOver(folder, town.ws));
  reviewRecord(county.ws, { record: id, decision: "return", reason: "人数与照片不符" });
  await receiptTo(folder, county.ws, town.ws);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, county.ws, other.ws);
  await askCounty(folder, county.ws, other.ws);
  await Promise.all([county.close(), town.close(), other.close()]);
  const [countyHome, townHome] = [join(folder, "county"), join(folder, "town")];

  const unit = (await jsonOf(["home", townHome], asked)) as UnitHome;
  expect(unit).toMatchObject({
    setup: [],
    returned: [{ unit: TOWN, record: id, title: "宣讲", reason: "人数与照片不符", mended: false }],
    lacking: [{ record: id, title: "宣讲" }],
    lackingTotal: 1,
  });
  expect(unit.duties.find(({ obligation }) => obligation === "weekly:1")).toMatchObject({
    state: "overdue",
    action: "assemble",
    gathered: { activities: 1, lacking: 1 },
  });
  const said = await runCli(["home", townHome], asked);
  expect(said).toMatchObject({ code: 0, err: "" });
  expect(said.out).toMatch(/^已过期　周报（第1期）　2021年6月3日12:00前　汇总并检查　已记 1 项活动，累计 1 项，缺佐证 1 项$/m);
  expect(said.out).toMatch(new RegExp(`^退回修改　宣讲　${id}　人数与照片不符（`, "m"));
  expect(said.out).toContain("缺佐证 1 项，不计入统计\n");

  const office = (await jsonOf(["home", countyHome], asked)) as CountyHome;
  expect(office).toMatchObject({ requests: 1, gaps: [], conflicts: 0, lacking: 1 });
  expect(office.recent.flatMap(({ units }) => units)).toContain(TOWN);
  const desk = (await runCli(["home", countyHome], asked)).out;
  expect(desk).toMatch(/^周报（第1期）　2021年6月3日12:00前　已收 0\/\d+，迟报 0，未齐 0，未报 \d+$/m);
  expect(desk).toContain("待核准电脑 1 台，填得不同 0 条");
  expect(desk).toMatch(/^最近收到　2021年6月1日.*城关镇/m);
});

test("notices name what happened without the person; nothing is said of a folder that holds no workspace", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, county.ws, other.ws);
  await askCounty(folder, county.ws, other.ws);
  await Promise.all([county.close(), town.close(), other.close()]);
  expect(await jsonOf(["notices", join(folder, "county")], asked)).toMatchObject([
    { kind: "request", subject: "骆驼城镇 一号电脑", record: null },
  ]);
  expect((await runCli(["notices", join(folder, "county")], asked)).out).toBe("申请核准：骆驼城镇 一号电脑\n");
  expect((await runCli(["notices", join(folder, "town")], asked)).out).toContain("已过期限：周报（第1期）\n");
  for (const command of ["home", "notices"])
    expect(await problemOf([command, join(folder, "没有")], asked)).toMatchObject({ code: "workspace-not-found" });
});
