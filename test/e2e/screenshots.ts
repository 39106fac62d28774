// Pictures of every screen at both sizes and in both themes, from the demo's month, to be looked at: `npm run screenshots [folder]`.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type Browser, type BrowserContextOptions } from "@playwright/test";
import { DEMO_PIN, runDemo } from "../../src-main/demo/run-demo.ts";
import { unlock, visit } from "./pages/frame.ts";
import { COUNTY_SCREENS, showScreen, TOWN_SCREENS, type ScreenStop } from "./pages/screens.ts";
import { setUpPc } from "./support/office-pc.ts";
import { startClock } from "./support/surroundings.ts";

type Shot = Readonly<{ size: string; theme: "浅色" | "深色"; window: BrowserContextOptions }>;
const SHOTS: readonly Shot[] = [
  { size: "1366", theme: "浅色", window: { viewport: { width: 1366, height: 768 } } },
  { size: "1366", theme: "深色", window: { viewport: { width: 1366, height: 768 } } },
  { size: "150", theme: "浅色", window: { viewport: { width: 911, height: 512 }, deviceScaleFactor: 1.5 } },
];
const OFFICES = [
  { name: "town", workspace: "unit-620724100", screens: TOWN_SCREENS },
  { name: "county", workspace: "county", screens: COUNTY_SCREENS },
] as const;
const NOW = "2021-06-23T10:00";

const target = resolve(process.argv[2] ?? join(tmpdir(), "anbao-screenshots"));
const work = await mkdtemp(join(tmpdir(), "anbao-shots-"));
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  await runDemo(join(work, "demo"), (line) => console.log(line), startClock(NOW).surroundings.pinCost);
  for (const office of OFFICES) for (const shot of SHOTS) await shoot(browser, office, shot);
} finally {
  await browser.close();
  await rm(work, { recursive: true, force: true, maxRetries: 3 });
}
console.log(target);

async function shoot(chrome: Browser, office: (typeof OFFICES)[number], shot: Shot): Promise<void> {
  const name = `${office.name}-${shot.size}-${shot.theme}`;
  const folder = join(target, name);
  await mkdir(folder, { recursive: true });
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
    workspace: join(work, "demo", office.workspace),
  });
  try {
    await pc.start(page);
    await page.screenshot({ path: join(folder, "00-解锁.png") });
    await unlock(page, DEMO_PIN);
    await visit(page, "/settings/screen");
    await page.getByText(shot.theme, { exact: true }).click();
    for (const [index, stop] of office.screens.entries()) {
      await take(stop);
      await page.screenshot({ path: join(folder, `${String(index + 1).padStart(2, "0")}-${stop.name}.png`) });
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
