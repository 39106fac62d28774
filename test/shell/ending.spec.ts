// How the installed program ends and starts: by its menu, by its window, while work runs, killed, twice at once (findings M1, M2).
// After each: the data side was closed, nothing half written lies about, the same PC opens again.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, stickOf, test, type Office } from "../e2e/support/fixture.ts";
import { pickDrive } from "../e2e/pages/folder-picker.ts";
import { heading, unlock, visit } from "../e2e/pages/frame.ts";
import { handOn } from "../e2e/support/hand.ts";
import { AFTER_MONTH, makeBundles, PIN } from "../e2e/support/prepared.ts";
import { installedOn } from "../e2e/support/pc/shell-pc.ts";

/** What is left in the folder where files wait that a screen has given. */
async function waitingFiles(folder: string, pc: string): Promise<readonly string[]> {
  const incoming = join(folder, pc, "Anbao", "incoming");
  return existsSync(incoming) ? (await readdir(incoming, { recursive: true })).sort() : [];
}

test("M1: 退出 in the menu closes the data side, leaves nothing, and the PC opens again", async ({ openOffice, folder }) => {
  const { page, pc } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  const program = installedOn(page);
  await program.order({ do: "menu", path: ["文件", "退出"] });
  expect(await program.ended).toBe(0);
  expect(program.told.filter(({ name }) => name === "child-process-gone")).toEqual([]);
  expect(await waitingFiles(folder, "town")).toEqual([]);
  await pc.start(page);
  await unlock(page, PIN);
  await expect(heading(page)).toHaveText("今天要做的事");
});

/** Begins an export that takes a while. */
async function beginExport({ page }: Office): Promise<void> {
  await unlock(page, PIN);
  await visit(page, "/hand-in/now");
  await page.getByPlaceholder("写一句说明，随包报县里").fill("同一天两场，分别组织。");
  await page.getByRole("button", { name: "导出报送包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByRole("progressbar").first()).toBeVisible();
}

test("M2: closing while an export runs asks; waiting keeps it, stopping leaves no half file", async ({ openOffice, folder }) => {
  await makeBundles(folder, "large");
  const office = await openOffice("town", { now: "2021-06-24T09:00", workspace: join(folder, "电脑", "长视频") });
  const { page } = office;
  await beginExport(office);
  const program = installedOn(page);
  await program.order({ do: "close-window" });
  const first = await program.shown("message");
  expect(String(first.shown.options["message"])).toContain("导出报送包");
  expect(first.shown.options["buttons"]).toEqual(["继续等", "停止并退出"]);
  await first.answer({ response: 0, checkboxChecked: false });
  await expect(page.getByRole("progressbar").first()).toBeVisible();
  await program.order({ do: "menu", path: ["文件", "退出"] });
  const second = await program.shown("message");
  await second.answer({ response: 1, checkboxChecked: false });
  expect(await program.ended).toBe(0);
  expect(await readdir(stickOf(office))).toEqual([]);
  expect(program.told.some(({ name, details }) => name === "power-save-blocker" && details["on"] === true)).toBe(true);
});

test("log-off does not ask: the work is stopped, the data side closed", async ({ openOffice, folder }) => {
  await makeBundles(folder, "large");
  const office = await openOffice("town", { now: "2021-06-24T09:00", workspace: join(folder, "电脑", "长视频") });
  await beginExport(office);
  const program = installedOn(office.page);
  await program.order({ do: "power", event: "shutdown" });
  expect(await program.ended).toBe(0);
  expect(program.standing()).toBe(0);
  expect(await readdir(stickOf(office))).toEqual([]);
});

test("a second start brings the first window forward and ends; what the first shows stays", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  const program = installedOn(page);
  const seen = program.told.length;
  expect(await program.startAnother([])).toBe(0);
  await expect.poll(() => program.told.slice(seen).some(({ details }) => details["event"] === "focus")).toBe(true);
  await expect(heading(page)).toHaveText("今天要做的事");
});

test("switches that open the program to others are refused before any data are opened", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  for (const given of ["--remote-debugging-port=9222", "--js-flags=--expose-gc", "--no-sandbox"])
    expect(await installedOn(page).startAnother([given]), given).toBe(1);
});

test("the data side lost: the person is asked, nothing says that work was finished", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  const program = installedOn(page);
  await program.order({ do: "crash-utility" });
  const asked = await program.shown("message");
  expect(asked.shown.options["buttons"]).toEqual(["重新打开", "退出"]);
  expect(String(asked.shown.options["message"])).toContain("意外停止");
  await asked.answer({ response: 0, checkboxChecked: false });
  expect(await program.ended).toBe(1);
  expect(program.told.some(({ name }) => name === "relaunch")).toBe(true);
});

test("a page that crashes comes back by itself; a third time in a minute the person is asked", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const program = installedOn(page);
  const heading = () => program.order({ do: "read-page", selector: "h1" });
  const title = await heading();
  expect(title).not.toBe("");
  const startedMs = Date.now();
  // Ten seconds from crash to crash, however long this PC takes to show the page again.
  const crash = async (time: number): Promise<void> => {
    await program.order({ do: "main-clock", aheadMs: startedMs + time * 10_000 - Date.now() });
    await program.order({ do: "crash-page" });
  };
  for (let time = 1; time <= 3; time += 1) {
    await crash(time);
    await expect.poll(() => program.told.filter(({ name }) => name === "render-process-gone").length).toBe(time);
    await expect.poll(heading, { message: `it is there again after crash ${time}` }).toBe(title);
  }
  await crash(4);
  const asked = await program.shown("message");
  expect(String(asked.shown.options["message"])).toContain("接连几次意外停止");
  await asked.answer({ response: 1, checkboxChecked: false });
  expect(await program.ended).toBe(0);
});

test("a page that hangs: waiting leaves it, one that answers again is not asked about, loading anew brings it back", async ({
  openOffice,
  folder,
}) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const program = installedOn(page);
  const heading = () => program.order({ do: "read-page", selector: "h1" });
  const title = await heading();
  const hang = () => program.order({ do: "window-event", event: "unresponsive" });
  await hang();
  const first = await program.shown("message");
  expect(first.shown.options["buttons"]).toEqual(["继续等", "重新载入"]);
  await first.answer({ response: 0, checkboxChecked: false });
  await hang();
  await program.shown("message");
  await program.order({ do: "window-event", event: "responsive" });
  expect(program.told.filter(({ name }) => name === "render-process-gone")).toEqual([]);
  await hang();
  await (await program.shown("message")).answer({ response: 1, checkboxChecked: false });
  await expect.poll(() => program.told.filter(({ name }) => name === "render-process-gone").length).toBe(1);
  await expect.poll(heading).toBe(title);
  const log = await readFile(join(folder, "town", "Anbao", "errors.log"), "utf8");
  expect(log).toMatch(/the page does not respond[\s\S]*the page responds again/);
});
