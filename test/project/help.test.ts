// The help for an office's IT: the drill fits on one sheet with a box per step, and what the guide names exists under that name.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { targetOf } from "../../resources/release/sign-updates.ts";
import { statementName } from "../../src-main/updates/statement.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { ROOT } from "../support/tree.ts";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const helpFile = (name: string): string => readFileSync(join(ROOT, "resources/help", name), "utf8");
const [drill, guide] = [helpFile("drill.html"), helpFile("it-guide.html")];

/** Prints a page on A4 as a browser does. @returns the PDF's file */
async function printed(html: string): Promise<string> {
  const folder = await tempFolder();
  const [page, pdf] = [join(folder, "page.html"), join(folder, "page.pdf")];
  writeFileSync(page, html);
  execFileSync(
    CHROMIUM,
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--no-pdf-header-footer",
      `--user-data-dir=${join(folder, "profile")}`,
    ].concat(`--print-to-pdf=${pdf}`, pathToFileURL(page).href),
    { stdio: "ignore" },
  );
  return pdf;
}

const factsOf = (pdf: string): string => execFileSync("pdfinfo", [pdf], { encoding: "utf8" });

test("the drill is one sheet of A4 with every step numbered behind a box", async () => {
  const pdf = await printed(drill);
  expect(factsOf(pdf)).toMatch(/Pages: +1\n[\s\S]*\(A4\)/);
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
  const steps = drill.match(/<li>/g)?.length ?? 0;
  const found = [...text.matchAll(/☐ ?(\d+)/g)].map(([, number]) => Number(number)).filter((number) => number <= steps);
  expect(steps).toBeGreaterThan(24);
  expect([...new Set(found)].sort((a, b) => a - b)).toEqual(Array.from({ length: steps }, (_, at) => at + 1));
});

test("it stays one sheet where letters are wider", async () => {
  expect(factsOf(await printed(drill.replace("font: 10.2pt/1.4", "font: 11.2pt/1.4")))).toMatch(/Pages: +1\n/);
});

test("the minutes of the drill's parts come to thirty", () => {
  const minutes = [...drill.matchAll(/<h2>[^（]*（(\d+) 分钟/g)].map(([, count]) => Number(count));
  expect(minutes.reduce((sum, count) => sum + count, 0)).toBe(30);
});

describe("the guide", () => {
  const names = [...guide.matchAll(/anbao-(?:版本|[\d.]+)-[A-Za-z0-9_.-]+/g)].map(([name]) => name.replace("版本", "1.2.0"));

  test.each([...new Set(names)])("%s is named as packages are", (name) => expect(targetOf(name)).toBeDefined());

  test("it shows the statement's name for the package beside it", () => {
    const target = targetOf("anbao-1.2.0-win-x64.exe")!;
    expect(guide).toContain(`\n${statementName(target)} `);
    expect(guide).toContain(`\n${statementName(target)}.sig `);
  });

  test.each(["resources/updates/allowed_signers", "resources/help/drill.html"])("%s is there", (path) => {
    expect(existsSync(join(ROOT, path))).toBe(true);
  });

  test("commands of the checkout are commands of package.json", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };
    const named = [...guide.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test.each([
    ["ANBAO_HOME", "src-main/logs/log-file.ts"],
    ["ANBAO_OZONE", "src-main/shell-electron/start/choose-display.ts"],
    ["errors.log", "src-main/logs/log-file.ts"],
    ["anbao-update@v1", "src-main/keys/signature/sshsig.ts"],
    ["程序更新", "resources/words/zh-CN/office/settings.json"],
    ["复制诊断信息", "resources/words/zh-CN/office/settings.json"],
    ["立即备份", "resources/words/zh-CN/office/keeping.json"],
    ["检查更新", "resources/words/zh-CN/office/updates.json"],
  ])("“%s” is a word of %s", (word, file) => {
    expect([guide.includes(word), readFileSync(join(ROOT, file), "utf8").includes(word)]).toEqual([true, true]);
  });
});
