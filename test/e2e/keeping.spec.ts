// What keeps the data, by mouse: a backup, its restore on a new PC, the import log, an import set aside and taken back, a rebuilt PC.
import { execFile } from "node:child_process";
import { copyFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { begin, keepRecoveryCard } from "./pages/first-start.ts";
import { pickBundle, pickDrive } from "./pages/folder-picker.ts";
import { goTo, heading, unlock, visit } from "./pages/frame.ts";
import { expect, stickOf, test } from "./support/fixture.ts";
import { handOn } from "./support/hand.ts";
import { makeBundles, PIN } from "./support/prepared.ts";
import { expectSound } from "./support/sound.ts";

const NOW = "2021-06-24T09:00";
const CLI = join(import.meta.dirname, "../../src-main/cli/anbao.ts");
const run = promisify(execFile);

test("the county imports, sets aside, backs up, and goes on from the backup on a new PC", async ({ openOffice, folder }) => {
  test.setTimeout(240_000);
  const made = await makeBundles(folder, "sorts");
  const office = await openOffice("county", { now: NOW, prepared: "county" });
  const { page, pc } = office;
  const stick = stickOf(office);
  await rm(stick, { recursive: true, force: true });
  await mkdir(join(stick, "深处"), { recursive: true });
  await copyFile(join(made, "一号.anbao.age"), join(stick, "深处", "改了名.dat"));
  await copyFile(join(made, "损坏.anbao.age"), join(stick, "损坏.anbao.age"));
  await unlock(page, PIN);
  await goTo(page, "收件", "收件");
  await page.getByRole("button", { name: "选择U盘或文件夹" }).click();
  await pickDrive(page, handOn(page), "核对这个文件夹");
  await expect(page.getByRole("row", { name: /合计/ })).toContainText("重复的只计一次");
  await page.getByRole("button", { name: /^合并 1 个包$/ }).click();
  await expect(heading(page)).toHaveText("已合并 1 个包");
  await visit(page, "/inbox");
  await page.getByRole("button", { name: "导入记录" }).click();
  const row = page.getByRole("row", { name: /改了名\.dat/ });
  await expect(row).toContainText("已导入");
  await expectSound(page, "import log");
  await row.getByRole("button", { name: "搁置" }).click();
  await page.getByRole("button", { name: "搁置导入" }).click();
  await expect(page.getByText("请写明原因。")).toBeVisible();
  await page.getByLabel("原因").fill("交错了U盘");
  await page.getByRole("button", { name: "搁置导入" }).click();
  await expect(row).toContainText("已搁置 原因：交错了U盘");
  await row.getByRole("button", { name: "恢复" }).click();
  await page.getByLabel("原因").fill("核实无误");
  await page.getByRole("button", { name: "恢复导入" }).click();
  await expect(row).toContainText("已导入");
  await visit(page, "/settings/backup");
  await expect(page.getByRole("row", { name: /\.db/ })).toHaveCount(1);
  await page.getByRole("button", { name: "立即备份" }).click();
  await pickDrive(page, handOn(page), "备份到这里");
  await expect(page.getByText("逐字节核对无误")).toBeVisible();
  await expectSound(page, "backup");
  expect((await readdir(stick)).filter((name) => name.endsWith(".anbao-backup"))).toHaveLength(1);
  await pc.stop();

  const next = await openOffice("新电脑", { now: NOW });
  await next.page.getByRole("button", { name: /^恢复/ }).click();
  await next.page.getByRole("button", { name: "选择备份文件" }).click();
  await pickBundle(next.page, /anbao-backup/);
  await unlock(next.page, PIN);
  await visit(next.page, "/inbox/log");
  await expect(next.page.getByRole("row", { name: /改了名\.dat/ })).toContainText("已导入");
  await visit(next.page, "/settings/backup");
  await expect(next.page.getByText("从备份恢复。恢复以后填写的内容另起一段记录", { exact: false })).toBeVisible();
});

test("a town's lost PC is made again from its drive with the recovery card", async ({ openOffice, folder }) => {
  test.setTimeout(120_000);
  const office = await openOffice("旧电脑", { now: "2021-06-01T09:00" });
  const wish = { person: "王干事", device: "一号电脑", pin: "chengguan-1", unitTyped: "cgz", unitName: "城关镇" };
  await begin(office.page, "报送单位", wish);
  const [download] = await Promise.all([
    office.page.waitForEvent("download"),
    office.page.getByRole("button", { name: "保存为文件" }).click(),
  ]);
  const card = await readFile(await download.path(), "utf8");
  await keepRecoveryCard(office.page);
  await expect(heading(office.page)).toHaveText("今天要做的事");
  await office.pc.stop();
  const { page } = await openOffice("新电脑", { now: "2021-06-02T09:00" });
  await page.getByRole("button", { name: /^恢复/ }).click();
  await page.getByText("本单位的报送包", { exact: true }).click();
  await page.getByRole("button", { name: "重建" }).click();
  await expect(page.getByText("请选择放报送包的U盘或文件夹。")).toBeVisible();
  await expectSound(page, "rebuild form with what is missing");
  await page.getByRole("button", { name: "选择U盘或文件夹" }).click();
  await pickDrive(page, handOn(page), "从这里找");
  await page.getByLabel("恢复卡").fill(card);
  await page.getByLabel("姓名").fill("李干事");
  await page.getByLabel("PIN", { exact: true }).fill("chengguan-2");
  await page.getByLabel("再输一次").fill("chengguan-2");
  await page.getByRole("button", { name: "重建" }).click();
  await expect(page.getByText("没有能用这张恢复卡打开的报送包", { exact: false })).toBeVisible();
  await expect(page.getByLabel("姓名")).toHaveValue("李干事");
  const workspace = join(folder, "旧电脑", "Anbao", "unit-620724100");
  await run(process.execPath, [CLI, "export", workspace, "--to", stickOf(office), "--plain"], {
    env: { ...process.env, ANBAO_PIN: "chengguan-1" },
  });
  await page.getByRole("button", { name: "重建" }).click();
  await expect(page.getByRole("heading", { name: "恢复卡" })).toBeVisible();
  await keepRecoveryCard(page);
  await expect(heading(page)).toHaveText("今天要做的事");
});
