// Damage that nobody asked about: the program looks by itself, says which record it is, and mends what the entries can mend.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { goTo, heading, unlock } from "../pages/frame.ts";
import { expect, test } from "../support/fixture.ts";
import { PIN, preparedFolder } from "../support/prepared.ts";
import { expectSound, seenIn } from "../support/sound.ts";

/** Lets what a list shows of one record differ from what its versions say. @returns the title that it had. */
function falsify(file: string): string {
  const db = new Database(file);
  const row = db.prepare("SELECT id, title FROM record WHERE kind = 'activity' AND status = 'shown' ORDER BY id LIMIT 1").get();
  const { id, title } = row as { id: number; title: string };
  db.prepare("UPDATE record SET title = '改过的标题' WHERE id = ?").run(id);
  db.close();
  return title;
}

test("a table that says other than its versions is found by the program itself, named, and mended by one button", async ({
  openOffice,
  folder,
}) => {
  const workspace = join(folder, "数据", "town");
  await cp(preparedFolder("town"), workspace, { recursive: true });
  const title = falsify(join(workspace, "anbao.db"));
  const { page } = await openOffice("镇里", { now: "2021-06-24T09:00", workspace });
  await unlock(page, PIN);
  await expect(page.getByText("数据检查发现 1 处问题", { exact: false })).toBeVisible();
  await expectSound(page, "damage told on the home screen");
  await page.screenshot({ path: test.info().outputPath("told.png") });
  await page.getByRole("button", { name: "查看并修复" }).click();
  await expect(page.getByText("显示的内容与保存的各版不符")).toBeVisible();
  await expect(page.getByText(`《${title}》`, { exact: false })).toBeVisible();
  await expectSound(page, "damage and what to do");
  await page.screenshot({ path: test.info().outputPath("damage.png") });
  await seenIn(page, "English", "Settings");
  await page.screenshot({ path: test.info().outputPath("damage-english.png") });
  await seenIn(page, "中文", "设置");
  await page.getByRole("button", { name: "修复", exact: true }).click();
  await expect(page.getByText(/^已修复：.*还剩 0 处。$/)).toBeVisible();
  await expect(page.getByText(/检查过，数据完好。$/)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath("mended.png") });
  await goTo(page, "活动", "活动");
  await expect(page.getByText("改过的标题")).toHaveCount(0);
  await expect(heading(page)).toBeVisible();
});
