// 压缩版: a clerk makes photos and videos smaller beside their originals and sends those first; the county tells them from originals.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { run } from "../../media/made-files.ts";
import { activityForm, itemSearch } from "../pages/activity-form.ts";
import { pickDrive } from "../pages/folder-picker.ts";
import { closeByEscape, unlock, visit } from "../pages/frame.ts";
import { explainAll } from "../pages/hand-in.ts";
import { mergeFromDrive } from "../pages/inbox.ts";
import { expect, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { takeLargeClip } from "../support/made/clips.ts";
import { takePhotos } from "../support/made/photos.ts";
import { AFTER_MONTH, makeBundles, PIN } from "../support/prepared.ts";
import { expectSound, expectWords } from "../support/sound.ts";

/** The MP4 files that a workspace keeps. */
function keptClips(workspace: string): readonly string[] {
  const media = join(workspace, "media");
  return readdirSync(media, { recursive: true, encoding: "utf8" })
    .filter((name) => /^[0-9a-f]{2}.[0-9a-f]{64}$/.test(name))
    .map((name) => join(media, name))
    .filter((path) => readFileSync(path).toString("latin1", 4, 8) === "ftyp");
}

/** Coding and size of picture and sound, as ffprobe says. */
function streamsOf(path: string): readonly string[] {
  const said = run("ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", path);
  return said
    .split("\n")
    .filter((line) => line !== "")
    .toSorted();
}

/** A new activity with files. */
async function formWith(page: Page, files: readonly string[]) {
  await unlock(page, PIN);
  await visit(page, "/activities/new");
  await itemSearch(page).fill("23209");
  await page.keyboard.press("Enter");
  const form = activityForm(page);
  await handOn(page).pickFiles(form.pick, files);
  await expect(form.thumbnails).toHaveCount(files.length);
  return { form, tools: page.getByRole("group", { name: "压缩版" }) };
}

/** A photo and a video of 720 lines in a new activity, made smaller at 480. */
async function makeOnForm(page: Page, folder: string) {
  const [photo = ""] = await takePhotos(join(folder, "相机"), 1, 720);
  const { form, tools } = await formWith(page, [photo, await takeLargeClip(join(folder, "相机"))]);
  await tools.getByText("480p").click();
  await tools.getByRole("button", { name: "做压缩版" }).click();
  await expect(tools.getByText(/^压缩版 2 个：.+ → .+/)).toBeVisible();
  return {
    form,
    clips: keptClips(join(folder, "town", "workspace"))
      .map(streamsOf)
      .toSorted(),
  };
}

test("a photo and a video are made smaller beside their originals, with the sound as it was", async ({ openOffice, folder }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const { form, clips } = await makeOnForm(page, folder);
  expect(clips).toEqual([
    ["aac", "h264,854,480"],
    ["aac", "vp9,1280,720"],
  ]);
  await expectSound(page, "smaller files on the form");
  await expectWords(page, "smaller files on the form");
  await form.thumbnails.last().click();
  const viewer = page.getByRole("dialog");
  await expect(viewer.getByText(/^压缩版 1 个：/)).toBeVisible();
  await expect(viewer.getByRole("button", { name: "另存压缩版" })).toBeVisible();
  await expectSound(page, "a video with its smaller one");
  await closeByEscape(page, viewer);
});

test("a video that does not come to an end is stopped by a person: nothing of it stays, and it is made when asked again", async ({
  openOffice,
  folder,
}) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const { tools } = await formWith(page, [await takeLargeClip(join(folder, "相机"))]);
  const encode = await page.evaluateHandle(() => {
    const real = Object.getOwnPropertyDescriptor(VideoEncoder.prototype, "encode") ?? {};
    Object.defineProperty(VideoEncoder.prototype, "encode", { ...real, value: () => undefined });
    return real;
  });
  await tools.getByText("480p").click();
  await tools.getByRole("button", { name: "做压缩版" }).click();
  await expect(tools.getByRole("status")).toBeVisible();
  await tools.getByRole("button", { name: "取消" }).click();
  await expect(tools.getByRole("status")).toHaveCount(0);
  expect(keptClips(join(folder, "town", "workspace"))).toHaveLength(1);
  await encode.evaluate((real) => void Object.defineProperty(VideoEncoder.prototype, "encode", real));
  await tools.getByRole("button", { name: "做压缩版" }).click();
  await expect(tools.getByText(/^压缩版 1 个：.+ → .+/)).toBeVisible();
});

/** A PC whose coders are none of those that are named. */
async function withoutCoders(page: Page, ...prefixes: readonly string[]): Promise<void> {
  const deny = (denied: readonly string[]): void => {
    const asked = VideoEncoder.isConfigSupported.bind(VideoEncoder);
    VideoEncoder.isConfigSupported = async (config) =>
      denied.some((prefix) => config.codec.startsWith(prefix)) ? { config, supported: false } : asked(config);
  };
  await page.addInitScript(deny, prefixes);
  await page.evaluate(deny, prefixes);
}

test("where a PC writes no H.264 the video becomes VP9", async ({ openOffice, folder }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await withoutCoders(page, "avc1");
  const { clips } = await makeOnForm(page, folder);
  expect(clips).toEqual([
    ["aac", "vp9,1280,720"],
    ["aac", "vp9,854,480"],
  ]);
});

/** Files of a hand-in: none but small pictures, smaller ones for originals where there are any, or all originals. */
async function handIn(page: Page, files: "none" | "small" | "all"): Promise<void> {
  await visit(page, "/");
  await visit(page, "/hand-in/now");
  await explainAll(page, "两场活动先后举行");
  const smaller = page.getByRole("checkbox", { name: /有压缩版的 1 个先带压缩版/ });
  if (files === "none") await page.getByText("只带记录和小图").click();
  else await smaller.setChecked(files === "small");
  await expectSound(page, `a hand-in with files: ${files}`);
  await page.getByRole("button", { name: "导出报送包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByText("可以安全拔出")).toBeVisible();
}

const marks = (page: Page) => page.getByRole("main").getByText(/^(已到压缩版|佐证待补)$/);

/** The two photos of the new activity at the township. */
async function openPictured(page: Page) {
  await visit(page, "/activities");
  await page.getByText("有照片的活动").click();
  const thumbs = page.getByRole("main").getByRole("button", { name: /^查看 / });
  await expect(thumbs).toHaveCount(2);
  return thumbs;
}

test("the county shows what came whole, what came smaller, and what is still to come", async ({ openOffice, folder }) => {
  await makeBundles(folder, "pictured");
  const town = await openOffice("town", { now: AFTER_MONTH, workspace: join(folder, "电脑", "有照片") });
  const county = await openOffice("county", { now: "2021-06-23T18:00", prepared: "county" });
  await unlock(town.page, PIN);
  await unlock(county.page, PIN);
  const thumbs = await openPictured(town.page);
  await thumbs.first().click();
  const viewer = town.page.getByRole("dialog");
  await viewer.getByRole("button", { name: "做压缩版" }).click();
  await expect(viewer.getByText(/^压缩版 1 个：/)).toBeVisible();
  await closeByEscape(town.page, viewer);
  const marksAfter = async (files: Parameters<typeof handIn>[1], expected: readonly string[]): Promise<void> => {
    await handIn(town.page, files);
    await mergeFromDrive(county.page);
    await visit(county.page, "/media");
    await expect(county.page.getByRole("main").getByRole("button", { name: /^查看 / })).not.toHaveCount(0);
    await expect(marks(county.page)).toHaveText([...expected]);
  };
  await marksAfter("none", ["佐证待补", "佐证待补"]);
  await marksAfter("small", ["已到压缩版"]);
  await marks(county.page).click();
  const seen = county.page.getByRole("dialog");
  await expect(seen.getByText("单位先交来的压缩版，原件还没有到")).toBeVisible();
  const drawn = seen.locator(".viewer-picture img");
  await expect.poll(() => drawn.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expectSound(county.page, "a smaller file at the county");
  await closeByEscape(county.page, seen);
  await marksAfter("all", []);
});
