// 进度 at the county: a waived duty says why, the reminder is for all or for one unit, and it is copied or at least marked.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { goTo, searchBox, unlock } from "../pages/frame.ts";
import { expect, test } from "../support/fixture.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";
import { expectSound } from "../support/sound.ts";

const CLI = join(import.meta.dirname, "../../../src-main/cli/anbao.ts");
const run = promisify(execFile);

test("a cell is explained, and the reminder names whom it is for", async ({ openOffice, folder }) => {
  const { page, pc } = await openOffice("county", { now: AFTER_MONTH, prepared: "county" });
  await pc.stop();
  const waive = ["waive", join(folder, "county", "workspace"), "--unit", "620724101", "--obligation", "weekly:3"];
  await run(process.execPath, [CLI, ...waive, "--reason", "抗洪抢险"], { env: { ...process.env, ANBAO_PIN: PIN } });
  await pc.start(page);
  await unlock(page, PIN);
  await goTo(page, "进度", "进度");
  const reminder = page.getByRole("region", { name: "催报文字" });

  await page.getByRole("button", { name: "宣化镇 周报（第3期） 免报" }).click();
  await expect(page.getByText("免报：抗洪抢险")).toBeVisible();
  await expect(reminder).toContainText("周报（第3期）应于2021年6月17日12:00前报送");
  await expect(reminder).not.toContainText("宣化镇");
  await expect(page.getByRole("button", { name: "只给宣化镇" })).toBeHidden();

  await page.getByRole("button", { name: "南华镇 周报（第2期） 未报" }).press("Enter");
  await expect(reminder).toContainText("个单位尚未报送：城关镇、宣化镇、南华镇、");
  await page.getByRole("button", { name: "只给南华镇" }).click();
  await expect(reminder).toContainText("以下 1 个单位尚未报送：南华镇。请抓紧办理。");
  await expectSound(page, "progress");

  const said = await reminder.innerText();
  const cdp = await page.context().newCDPSession(page);
  const { targetInfo } = await cdp.send("Target.getTargetInfo");
  const { browserContextId = "" } = targetInfo;
  const permission = { name: "clipboard-write" };
  const { origin } = new URL(page.url());
  const mayCopy = (setting: "granted" | "denied") =>
    cdp.send("Browser.setPermission", { permission, setting, origin, browserContextId });
  for (const [setting, answer] of [
    ["denied", "文字已选中，请按 Ctrl+C 复制"],
    ["granted", "已复制"],
  ] as const) {
    await mayCopy(setting);
    await page.getByRole("button", { name: "复制", exact: true }).click();
    await expect(page.getByText(answer, { exact: true })).toBeVisible();
    expect(await page.evaluate(() => window.getSelection()?.toString())).toBe(said);
  }
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Control+v");
  await expect(searchBox(page)).toHaveValue(said);
});
