// Pictures of every screen at both sizes and in both themes, from the demo's month, to be looked at: `npm run screenshots [folder]`.
// With --readme, those that README.md shows are made anew in their place.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type Browser, type BrowserContextOptions } from "@playwright/test";
import sharp from "sharp";
import { DEMO_PIN, runDemo } from "../../src-main/demo/run-demo.ts";
import { unlock, visit } from "./pages/frame.ts";
import { COUNTY_SCREENS, showScreen, TOWN_SCREENS, type ScreenStop } from "./pages/screens.ts";
import { setUpPc } from "./support/pc/office-pc.ts";
import { sharedTime, startClock } from "./support/pc/surroundings.ts";

type Shot = Readonly<{ size: string; theme: "浅色" | "深色"; window: BrowserContextOptions }>;
const SHOTS: readonly Shot[] = [
  { size: "1366", theme: "浅色", window: { viewport: { width: 1366, height: 768 } } },
  { size: "1366", theme: "深色", window: { viewport: { width: 1366, height: 768 } } },
  { size: "150", theme: "浅色", window: { viewport: { width: 911, height: 512 }, deviceScaleFactor: 1.5 } },
];
type Office = Readonly<{
  name: string;
  workspace: string;
  screens: readonly ScreenStop[];
  /** The pictures of README.md, by the screen's name. */
  readme: Readonly<Record<string, string>>;
}>;
const OFFICES: readonly Office[] = [
  {
    name: "town",
    workspace: "unit-620724100",
    screens: TOWN_SCREENS,
    readme: { 首页: "township-home", "活动-一项": "township-activity", "纸面-附件2": "township-paper" },
  },
  { name: "county", workspace: "county", screens: COUNTY_SCREENS, readme: { 进度: "county-progress" } },
];
const NOW = "2021-06-23T10:00";

const forReadme = process.argv[2] === "--readme";
const target = forReadme
  ? join(import.meta.dirname, "../../resources/readme")
  : resolve(process.argv[2] ?? join(tmpdir(), "anbao-screenshots"));
const work = await mkdtemp(join(tmpdir(), "anbao-shots-"));
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  await runDemo(join(work, "demo"), (line) => console.log(line), startClock(NOW).surroundings.pinCost);
  for (const office of OFFICES) for (const shot of forReadme ? SHOTS.slice(0, 1) : SHOTS) await shoot(browser, office, shot);
} finally {
  await browser.close();
  await rm(work, { recursive: true, force: true, maxRetries: 3 });
}
console.log(target);

/** Where the picture of a screen goes; undefined where README.md shows none of it. */
function fileOf(office: Office, shot: string, stop: ScreenStop, index: number): string | undefined {
  const picture = office.readme[stop.name];
  if (forReadme) return picture === undefined ? undefined : join(target, `${picture}.png`);
  return join(target, shot, `${String(index + 1).padStart(2, "0")}-${stop.name}.png`);
}

async function shoot(chrome: Browser, office: Office, shot: Shot): Promise<void> {
  const name = `${office.name}-${shot.size}-${shot.theme}`;
  if (!forReadme) await mkdir(join(target, name), { recursive: true });
  const context = await chrome.newContext({
    ...shot.window,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const pc = await setUpPc({
    folder: join(work, name),
    stick: join(work, "U盘"),
    now: NOW,
    time: sharedTime(),
    workspace: join(work, "demo", office.workspace),
  });
  try {
    await pc.start(page);
    if (!forReadme) await page.screenshot({ path: join(target, name, "00-解锁.png") });
    await unlock(page, DEMO_PIN);
    await visit(page, "/settings/screen");
    await page.getByText(shot.theme, { exact: true }).click();
    for (const [index, stop] of office.screens.entries()) {
      const path = fileOf(office, name, stop, index);
      if (path === undefined) continue;
      await take(stop);
      const picture = await page.screenshot();
      // What lies in the repository is drawn in few colours.
      await writeFile(path, forReadme ? await sharp(picture).png({ palette: true, colours: 128 }).toBuffer() : picture);
    }
  } finally {
    await context.close();
    await pc.stop();
  }

  async function take(stop: ScreenStop): Promise<void> {
    await showScreen(page, stop);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(() =>
      [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight),
    );
  }
}
