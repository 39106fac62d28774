// Receipts, returns and packs on the real command line: what each command answers, and the sentence of each refusal.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createWorkspace } from "../../src-main/compose/door.ts";
import { approveEnrolment } from "../../src-main/usecases/trust/enrol.ts";
import { copyTree } from "../../resources/release/copy-tree.ts";
import {
  askCounty,
  CAMPAIGN,
  enrolledPair,
  handOver,
  PIN,
  pinCounty,
  record,
  reopenOffice,
  surroundingsOf,
  TOWN,
} from "../support/offices/office.ts";
import { jsonOf, problemOf, runCli } from "../support/in-terminal.ts";
import { receiptTo, take } from "../support/offices/receipts.ts";
import { tempFolder } from "../support/temp-folder.ts";

type Json = Readonly<Record<string, unknown>>;

test("import tells the code and gaps; receipt, confirm, review, waive and an older pack", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const [countyHome, townHome, stick] = [join(folder, "county"), join(folder, "town"), join(folder, "U盘")];
  mkdirSync(stick);
  const { record: id } = await record(town.ws, "宣讲");
  await take(county.ws, await handOver(folder, town.ws));
  await receiptTo(folder, county.ws, town.ws);
  await record(town.ws, "丢了的");
  await handOver(folder, town.ws);
  await record(town.ws, "后来的");
  const last = await handOver(folder, town.ws);
  await Promise.all([county.close(), town.close()]);
  const asked = { pin: PIN };

  const old = (await jsonOf(["pack", countyHome, "--to", stick], asked)) as Json;
  const imported = (await jsonOf(["import", countyHome, last], asked)) as { bundles: Json[]; gaps: Json[] };
  expect(imported.gaps).toMatchObject([{ unit: TOWN, device: "一号电脑", unseen: [3], lacking: [] }]);
  const said = await runCli(["check", countyHome], { pin: null });
  expect(said.out).toContain("城关镇 一号电脑：没有见到第3包，内容已由后来的包补齐");
  const code = String(imported.bundles[0]?.["code"]);
  expect(await jsonOf(["confirm", townHome, code, "--number", "4"], asked)).toEqual({ number: 4, confirmed: true });
  expect((await problemOf(["confirm", townHome, code, "--number", "3"], asked)).message).toBe(
    "这是第 4 包的回执码，不是第 3 包的。未作任何改动。请核对包号后在对应的一行输入。",
  );
  expect((await runCli(["review", countyHome, id])).code).toBe(2);
  await jsonOf(["review", countyHome, id, "--return", "人数与照片不符"], asked);
  await jsonOf(["waive", countyHome, "--unit", TOWN, "--obligation", "weekly:2", "--reason", "抗洪"], asked);
  const { receipts } = (await jsonOf(["receipt", countyHome, "--all", "--to", stick], asked)) as { receipts: Json[] };
  expect(receipts).toMatchObject([{ unit: TOWN, receipts: 1, encrypted: true }]);
  const read = (await jsonOf(["import", townHome, String(receipts[0]?.["path"])], asked)) as { bundles: Json[] };
  expect(read.bundles).toMatchObject([{ purpose: "receipt", older: false }]);
  const again = await runCli(["import", townHome, String(old["path"])]);
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining("比本机已有的旧，较新的内容保持不变") as string });
  expect((await problemOf(["export", townHome, "--to", stick], asked)).code).toBe("nothing-new-to-export");
  expect(await jsonOf(["export", townHome, "--to", stick, "--full"], asked)).toMatchObject({ number: 5 });
});

test("a bundle that is missed is called by the name of its PC and its number: 三号电脑缺第4包", async () => {
  const folder = await tempFolder();
  const { county, clock } = await enrolledPair(folder);
  const request = { role: "unit", unit: TOWN, campaign: CAMPAIGN, device: "三号电脑", person: "联络员", pin: PIN } as const;
  const third = await createWorkspace({ ...request, folder: join(folder, "third") }, surroundingsOf(clock));
  onTestFinished(() => third.close());
  await pinCounty(folder, county.ws, third.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, third.ws)); // its 第1包
  for (const title of ["第2包", "第3包"]) {
    await record(third.ws, title);
    await take(county.ws, await handOver(folder, third.ws));
    await receiptTo(folder, county.ws, third.ws);
  }
  await county.close();
  copyTree(join(folder, "county"), join(folder, "restored"));
  const whole = await reopenOffice(join(folder, "county"), clock);
  await record(third.ws, "第4包");
  await take(whole.ws, await handOver(folder, third.ws));
  await receiptTo(folder, whole.ws, third.ws);
  await record(third.ws, "第5包");
  const last = await handOver(folder, third.ws);
  const { out } = await runCli(["import", join(folder, "restored"), last], { pin: PIN });
  expect(out).toContain("城关镇 三号电脑缺第4包，共缺 1 条");
});
