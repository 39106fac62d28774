// Papers in the viewer: a PDF page by page, near and turned, with its Chinese and its scans; what is made to hold the program up gets a
// sentence, and the program lives; other papers say where they open.
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { hostilePdfs, noticePdf } from "../../support/made/make-pdf.ts";
import { compoundFile } from "../../media/made-files.ts";
import { zipOf } from "../../media/zip-of.ts";
import { activityForm, itemSearch } from "../pages/activity-form.ts";
import { closeByEscape, unlock, visit } from "../pages/frame.ts";
import { saveInto } from "../pages/saving.ts";
import { expect, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";

async function formWith(page: Page, folder: string, papers: Readonly<Record<string, Uint8Array>>) {
  const paths = Object.entries(papers).map(([name, bytes]) => (writeFileSync(join(folder, name), bytes), join(folder, name)));
  await unlock(page, PIN);
  await visit(page, "/activities/new");
  await itemSearch(page).fill("23209");
  await page.keyboard.press("Enter");
  const form = activityForm(page);
  await handOn(page).pickFiles(form.pick, paths);
  await expect(form.thumbnails).toHaveCount(paths.length);
  return form;
}

/** Whether the page that is shown has ink in a part of its breadth and height. */
function hasInk(sheet: Locator, part: Readonly<{ top: number; bottom: number }>): Promise<boolean> {
  return sheet.locator("canvas").evaluate((element, { top, bottom }) => {
    const canvas = element as HTMLCanvasElement;
    const [from, rows] = [Math.floor(canvas.height * top), Math.ceil(canvas.height * (bottom - top))];
    const points = canvas.getContext("2d")?.getImageData(0, from, canvas.width, rows).data ?? [];
    return points.some((value, at) => at % 4 === 0 && value < 100);
  }, part);
}

test("a PDF is read page by page, by keys and by number, near and turned", async ({ openOffice, folder }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const form = await formWith(page, folder, { "通知.pdf": noticePdf(12) });
  await form.thumbnails.first().click();
  const viewer = page.getByRole("dialog");
  const sheet = (number: number) => viewer.getByRole("img", { name: `通知.pdf 第 ${number} 页` });
  await expect(sheet(1)).toBeVisible();
  await expect(viewer.getByText("/ 12 页")).toBeVisible();
  await expect.poll(() => hasInk(sheet(1), { top: 0.12, bottom: 0.18 })).toBe(true);
  // The scan on it: white above, black below.
  expect(await hasInk(sheet(1), { top: 0.3, bottom: 0.36 })).toBe(false);
  expect(await hasInk(sheet(1), { top: 0.4, bottom: 0.46 })).toBe(true);
  expect(await hasInk(sheet(1), { top: 0.5, bottom: 0.9 })).toBe(false);
  await page.keyboard.press("PageDown");
  await expect(sheet(2)).toBeVisible();
  await page.keyboard.press("End");
  await expect(sheet(12)).toBeVisible();
  await expect(viewer.getByRole("button", { name: "下一页" })).toBeDisabled();
  await page.keyboard.press("Home");
  await viewer.getByRole("spinbutton", { name: "页码" }).fill("7");
  await expect(sheet(7)).toBeVisible();
  await sheet(7).click();
  const scale = viewer.getByText(/^\d+%$/);
  const before = await scale.innerText();
  await page.keyboard.press("+");
  await expect(scale).not.toHaveText(before);
  await page.keyboard.press("r");
  await page.keyboard.press("0");
  await expect(sheet(7)).toBeVisible();
  await closeByEscape(page, viewer);
});

const SAID: Readonly<Record<string, RegExp>> = {
  "加密.pdf": /要密码，这里看不了/,
  "损坏.pdf": /打不开，可能已经损坏/,
  "绕圈.pdf": /打不开，可能已经损坏|这一页画不出来/,
};

test("papers that are locked, broken or made to hold the program up get a sentence or a page, and the program lives", async ({
  openOffice,
  folder,
}) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const papers = hostilePdfs();
  const form = await formWith(page, folder, papers);
  page.on("dialog", () => expect("nothing runs").toBe("a dialog"));
  const viewer = page.getByRole("dialog");
  await form.thumbnails.first().click();
  for (const name of Object.keys(papers)) {
    await expect(viewer.getByText(name, { exact: true }).first()).toBeVisible();
    const said = SAID[name];
    if (said !== undefined) await expect(viewer.locator(".viewer-said")).toHaveText(said);
    else await expect(viewer.locator(".paper-sheet, .viewer-said").first()).toBeVisible();
    if (name === "十万页.pdf") {
      await page.keyboard.press("End");
      await expect(viewer.getByText("/ 100000 页")).toBeVisible();
      await expect(viewer.getByRole("img", { name: "十万页.pdf 第 100000 页" })).toBeVisible();
    }
    await page.keyboard.press("ArrowRight");
  }
  await closeByEscape(page, viewer);
  await expect(form.kept).toBeVisible();
});

test("a paper that opens in its own program says so, and is saved from there", async ({ openOffice, folder }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x.xml" ContentType="${main}"/></Types>`;
  const bytes = zipOf({ "[Content_Types].xml": types, "x.xml": "<x/>" });
  const form = await formWith(page, folder, {
    "方案.docx": bytes,
    "名单.xlsx": compoundFile(["EncryptionInfo", "EncryptedPackage"]),
  });
  await expect(form.thumbnails.last()).toContainText("要密码");
  await form.thumbnails.first().click();
  const viewer = page.getByRole("dialog");
  await expect(viewer.getByText(/在它自己的程序里打开/)).toBeVisible();
  const saved = await saveInto(page, join(folder, "另存"), () => viewer.getByRole("button", { name: "另存一份" }).click());
  expect(basename(saved)).toBe("方案.docx");
  await page.keyboard.press("ArrowRight");
  await expect(viewer.getByRole("complementary", { name: "拍摄信息" })).toContainText("打开要密码");
});
