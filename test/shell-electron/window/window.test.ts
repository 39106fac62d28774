// Where the window opens, what a right click offers, what is printed: as data.
import { fc, test as law } from "@fast-check/vitest";
import type { Rectangle } from "electron";
import { expect, test } from "vitest";
import { printRequest } from "../../../src-main/api/printing/contract.ts";
import { contextMenu, type ClickedPlace } from "../../../src-main/shell-electron/menus/context-menu.ts";
import { diagnosticsText } from "../../../src-main/shell-electron/failures/diagnostics-text.ts";
import { printAnswer, printOptions, printOutcome, printRuns } from "../../../src-main/shell-electron/printing/print-plan.ts";
import { placeOn, readWindowPlace } from "../../../src-main/shell-electron/window/window-place.ts";
import { within } from "../../../src-main/shell-electron/end/within.ts";
import { fill, sayRunning, WORDS } from "../../../src-main/shell-electron/menus/words.ts";

const area: fc.Arbitrary<Rectangle> = fc.record({
  x: fc.integer({ min: -4000, max: 4000 }),
  y: fc.integer({ min: -2000, max: 2000 }),
  width: fc.integer({ min: 800, max: 4000 }),
  height: fc.integer({ min: 600, max: 2200 }),
});
const kept = fc.record({ bounds: area, maximized: fc.boolean() });

law.prop([fc.array(area, { minLength: 1, maxLength: 3 }), kept])(
  "a window opens whole on a display that is there, or in the middle",
  (areas, place) => {
    const found = placeOn(areas, readWindowPlace(JSON.stringify(place)));
    const isWithin = (one: Rectangle, { x, y, width, height }: Rectangle): boolean =>
      x >= one.x && y >= one.y && x + width <= one.x + one.width && y + height <= one.y + one.height;
    expect(found === undefined || areas.some((one) => isWithin(one, found))).toBe(true);
  },
);
law.prop([area, fc.boolean()])("a window that fits opens where it was left", (one, maximized) => {
  const bounds = { x: one.x + 10, y: one.y + 10, width: 700, height: 500 };
  expect(placeOn([one], readWindowPlace(JSON.stringify({ bounds, maximized })))).toEqual(bounds);
});
test("a window that was left on a display that is gone opens in the middle", () => {
  const bounds = { x: 3000, y: 100, width: 1366, height: 768 };
  expect(placeOn([{ x: 0, y: 0, width: 1920, height: 1040 }], { bounds, maximized: true })).toBeUndefined();
});
law.prop([fc.oneof(fc.string(), fc.json(), fc.constant(undefined))])("a damaged file is no place", (text) => {
  expect(readWindowPlace(text)).toBeUndefined();
});

const flags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };
const place = (isEditable: boolean, selectionText: string): ClickedPlace => ({ isEditable, selectionText, editFlags: flags });
test("a right click offers what can be done there, in Chinese", () => {
  const labels = (clicked: ClickedPlace) => contextMenu(clicked, "zh-CN").map(({ label, role }) => label ?? role);
  expect(labels(place(true, ""))).toEqual(["剪切", "复制", "粘贴", undefined, "全选"]);
  expect(labels(place(false, "城关镇"))).toEqual(["复制"]);
  expect(labels(place(false, "  "))).toEqual([]);
});
test("what cannot be done is shown and cannot be chosen", () => {
  const [cut] = contextMenu({ ...place(true, ""), editFlags: { ...flags, canCut: false } }, "en");
  expect([cut?.role, cut?.enabled]).toEqual(["cut", false]);
});

const page = fc.record({
  svg: fc.string(),
  widthMm: fc.constantFrom(210, 209.999994, 297, 420),
  heightMm: fc.constantFrom(297, 297.000001, 210),
});
law.prop([fc.array(page, { minLength: 1, maxLength: 12 })])(
  "every page is printed once, in order, on paper of its size",
  (pages) => {
    const runs = printRuns(printRequest.parse(pages));
    expect(runs.flatMap((run) => run.pages)).toEqual(pages);
    for (const run of runs) {
      for (const one of run.pages)
        expect(Math.abs(one.widthMm - run.widthMm) + Math.abs(one.heightMm - run.heightMm)).toBeLessThan(0.2);
      const { landscape, pageSize } = printOptions(run);
      expect([landscape, pageSize.height >= pageSize.width]).toEqual([run.widthMm > run.heightMm, true]);
      expect(run.pages.map((_, index) => printAnswer(run, `/page-${index}.svg`)?.text)).toEqual(run.pages.map(({ svg }) => svg));
      expect(printAnswer(run, "/print.html")?.text.match(/<img /g)).toHaveLength(run.pages.length);
    }
    for (const [index, run] of runs.slice(1).entries())
      expect([run.widthMm, run.heightMm]).not.toEqual([runs[index]?.widthMm, runs[index]?.heightMm]);
  },
);
test.each([["/"], ["/page-9.svg"], ["/../x"], ["/page-0.svg/"], ["/index.html"]])("the print window has no %s", (pathname) => {
  const [run] = printRuns([{ svg: "<svg/>", widthMm: 210, heightMm: 297 }]);
  expect(run && printAnswer(run, pathname)).toBeUndefined();
});
test.each([
  [undefined],
  [[]],
  [[{ svg: 1, widthMm: 210, heightMm: 297 }]],
  [[{ svg: "", widthMm: 0, heightMm: 297 }]],
  ["pages"],
])("%j are no pages", (request) => expect(printRequest.safeParse(request).success).toBe(false));
test.each([
  [true, "", null],
  [false, "Print job canceled", "print-cancelled"],
  [false, "Print job failed", "print-failed"],
  [false, "Invalid printer settings", "print-failed"],
  [false, "", "print-failed"],
])("printing that ends with %s %j is told as %s", (success, reason, code) => {
  expect(printOutcome(success, reason)?.code ?? null).toBe(code);
});

test("work that runs is named once a kind", () => {
  expect(sayRunning("zh-CN", ["export", "export", "backup"])).toBe("还有工作没有做完：导出报送包、备份。");
  expect(sayRunning("en", ["nothing-known"])).toBe("Work is still under way: other work.");
});

test("a failure is told with its id and the file that the administrator wants, in both languages", () => {
  for (const language of ["zh-CN", "en"] as const)
    for (const word of ["failed", "broke"] as const) {
      const said = fill(WORDS[language][word], { id: "1a2b3c4d", file: "/srv/x/Anbao/errors.log" });
      expect(said).toMatch(/1a2b3c4d.*\/srv\/x\/Anbao\/errors\.log/);
      expect(said).not.toContain("{");
    }
});

test("what is asked of a process that hangs or has gone comes to an end", async () => {
  const never = new Promise<never>(() => undefined);
  expect(await within(never, Promise.resolve())).toBe("late");
  expect(await within(Promise.reject(new Error("x")), never)).toBe("failed");
  expect(await within(Promise.resolve(["a"]), never)).toEqual(["a"]);
});

test("diagnostics name versions, display and graphics, and say when the data side is silent", () => {
  const facts = {
    program: "0.1.0",
    versions: { electron: "45.4.1", chrome: "156", node: "24" },
    platform: "linux",
    arch: "x64",
    display: "x11",
    usesGraphicsCard: false,
    graphics: { webgl: "disabled" },
    displays: [{ width: 1366, height: 768, scale: 1 }],
  };
  expect(diagnosticsText(facts, "late")).toBe(
    "anbao 0.1.0, Electron 45.4.1, Chromium 156, Node 24\nlinux x64, display x11, screens 1366×768@1\ngraphics off: webgl=disabled\ndata side: does not answer (late)",
  );
  expect(diagnosticsText(facts, ["a", "b"])).toMatch(/\na\nb$/);
});
