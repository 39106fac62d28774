// Printing tells how it ended (findings M7: Electron shows no preview and no error by itself).
import type { Page } from "@playwright/test";
import { expect, test, type Office } from "../e2e/support/fixture.ts";
import { unlock, visit } from "../e2e/pages/frame.ts";
import { AFTER_MONTH, PIN } from "../e2e/support/prepared.ts";
import { installedOn } from "../e2e/support/pc/shell-pc.ts";

async function openPaper({ page }: Office): Promise<Page> {
  await unlock(page, PIN);
  await visit(page, "/reports?period=total");
  await page.getByRole("button", { name: "打印附件2" }).click();
  await expect(page.getByRole("region").getByRole("img").first()).toBeVisible();
  return page;
}

test("M7: without a printer it says so, and offers the way round", async ({ openOffice }) => {
  const page = await openPaper(await openOffice("town", { now: AFTER_MONTH, prepared: "town" }));
  await page.getByRole("button", { name: "打印", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("没有装打印机");
  expect(installedOn(page).standing()).toBe(0);
});

test("M7: the pages of one size go to the printer as one job; a failure is told, and a print that went is not an error", async ({
  openOffice,
}) => {
  const page = await openPaper(await openOffice("town", { now: AFTER_MONTH, prepared: "town" }));
  const program = installedOn(page);
  await program.order({ do: "printers", printers: [{ name: "办公室打印机" }] });
  await page.getByRole("button", { name: "打印", exact: true }).click();
  const first = await program.shown("print");
  expect(first.shown.html).toContain("<");
  expect(first.shown.options["silent"]).not.toBe(true);
  await first.answer({ success: false, failureReason: "Print job failed" });
  await expect(page.getByRole("alert")).toContainText("打印没有成功");
  await page.getByRole("button", { name: "打印", exact: true }).click();
  await (await program.shown("print")).answer({ success: true });
  await expect(page.getByRole("alert")).toHaveCount(0);
});
