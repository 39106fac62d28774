// A program for the bench: opens a workspace in Chromium, scrolls through its gallery, then through as many boxes with nothing behind
// them, and prints the milliseconds between frames of both as JSON.
// `node test/e2e/scroll-gallery.ts FOLDER FRAMES PIN`; the workspace is FOLDER/county.
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { unlock, visit } from "./pages/frame.ts";
import { setUpPc } from "./support/pc/office-pc.ts";
import { sharedTime } from "./support/pc/surroundings.ts";

/** What a quick turn of the wheel moves between two frames. */
const PX_A_FRAME = 60;

const [folder = "", frames = "0", pin = ""] = process.argv.slice(2);
console.log(JSON.stringify(await inChromium(folder, Number(frames))));

type Frames = Readonly<{ gallery: readonly number[]; bare: readonly number[] }>;

async function inChromium(at: string, most: number): Promise<Frames> {
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const pc = await setUpPc({
    folder: join(at, "pc"),
    stick: join(at, "stick"),
    now: "2021-06-23T10:00",
    time: sharedTime(),
    workspace: join(at, "county"),
  });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" })).newPage();
    await pc.start(page);
    await unlock(page, pin);
    await visit(page, "/media");
    await page.locator(".gallery-files").first().waitFor();
    const gallery = await framesOf(page, most);
    await bareScroller(page);
    return { gallery, bare: await framesOf(page, most) };
  } finally {
    await browser.close();
    await pc.stop();
  }
}

/** The page with a list as long in the gallery's place, which a browser scrolls by itself. */
async function bareScroller(page: Page): Promise<void> {
  await page.evaluate(() => {
    const box = '<div style="width:176px;height:160px;margin:5px;border:1px solid;display:inline-block">照片</div>';
    document.body.innerHTML = `<div class="gallery-scroll" style="height:600px;overflow:auto">${box.repeat(3500)}</div>`;
  });
}

/** Milliseconds between frames while the grid moves on with each of them. */
function framesOf(page: Page, frames: number): Promise<readonly number[]> {
  return page.locator(".gallery-scroll").evaluate(
    (element, { frames: most, step }) =>
      new Promise<number[]>((done) => {
        const times: number[] = [];
        const next = (before: number) => (now: number) => {
          times.push(now - before);
          element.scrollTop += step;
          if (times.length < most) requestAnimationFrame(next(now));
          else done(times.slice(1));
        };
        requestAnimationFrame((now) => requestAnimationFrame(next(now)));
      }),
    { frames, step: PX_A_FRAME },
  );
}
