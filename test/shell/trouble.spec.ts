// A workspace that cannot be opened says so itself, with the ways on (findings M3); failures stand in the log without what a clerk
// wrote (M11).
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "../e2e/support/fixture.ts";
import { hasLoaded, heading, unlock, visit } from "../e2e/pages/frame.ts";
import { openWorkspace } from "../../src-main/compose/workspace/workspaces.ts";
import { AFTER_MONTH, PIN } from "../e2e/support/prepared.ts";
import { installedOn } from "../e2e/support/pc/shell-pc.ts";
import { startClock } from "../e2e/support/pc/surroundings.ts";

test("M3: a damaged workspace says that it is damaged, and the way to restore is there", async ({ openOffice, folder }) => {
  const { page, pc } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await pc.stop();
  const database = await open(join(folder, "town", "workspace", "anbao.db"), "r+");
  await database.write(Buffer.alloc(4096, 0x5a), 0, 4096, 0);
  await database.close();
  await pc.start(page);
  await expect(page.getByRole("alert")).toContainText("无法读取或已损坏");
  await expect(page.getByRole("button", { name: "恢复备份" })).toBeVisible();
  const program = installedOn(page);
  expect(program.standing(), "no dialog says something else").toBe(0);
});

test("M3: a workspace that another program holds says so, and opens once it is free", async ({ openOffice, folder }) => {
  const { page, pc } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await pc.stop();
  const held = await openWorkspace(join(folder, "town", "workspace"), PIN, startClock(AFTER_MONTH).surroundings);
  await pc.start(page);
  await expect(page.getByRole("alert")).toContainText("正被另一个程序使用");
  await held.close();
  await page.getByRole("button", { name: "再试一次" }).click();
  await unlock(page, PIN);
  await expect(heading(page)).toHaveText("今天要做的事");
});

test("M11: the data side's end stands in the log, and nothing of what a clerk wrote", async ({ openOffice, folder }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/activities");
  await hasLoaded(page);
  const program = installedOn(page);
  await program.order({ do: "crash-utility" });
  await (await program.shown("message")).answer({ response: 1, checkboxChecked: false });
  expect(await program.ended).toBe(1);
  const log = await readFile(join(folder, "town", "Anbao", "errors.log"), "utf8");
  expect(log).toMatch(/data process has ended with 9/);
  for (const personal of ["城关镇", "咨询日", "经办人", PIN]) expect(log).not.toContain(personal);
});
