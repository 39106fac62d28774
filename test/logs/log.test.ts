// The log tells where a program failed, and nothing of what people typed; it stays small.
import { fc, test as law } from "@fast-check/vitest";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Problem } from "../../src-main/domain/problem.ts";
import { openLog } from "../../src-main/logs/log-file.ts";
import { describeFailure, scrubLine } from "../../src-main/logs/log-line.ts";

/** What a clerk of an office types, and what it must never become. */
const PERSONAL = [
  "张三丰",
  "13993612345",
  "chengguan-1",
  "620724199001011234",
  "AGE-SECRET-KEY-1QQQ",
  "机关学习会议纪要",
  "WangGanShi",
];

function failuresAbout(text: string): readonly unknown[] {
  const path = `/home/${text}/文档/${text}.docx`;
  return [
    new Error(`cannot save ${text}`),
    new Error(`first line\n    at ${text} it is\n${text}`),
    new Error("outer", { cause: new TypeError(text, { cause: text }) }),
    Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: "ENOENT", syscall: "open", path }),
    Object.assign(new Error("x"), { code: `${text} ${text}`, name: `${text}!` }),
    new Problem("file-not-found", { name: text }),
    new SyntaxError(`Unexpected token, "${text}" is not valid JSON`),
    text,
    { name: text },
    undefined,
  ];
}

test.each(PERSONAL)("no failure brings %s into the log", (text) => {
  for (const failure of failuresAbout(text)) expect(describeFailure(failure)).not.toContain(text);
});
law.prop([fc.string({ minLength: 3 }).filter((text) => !/^[\w\s:().,/*=←-]*$/.test(text))])(
  "nor any other text of a message",
  (text) => {
    for (const failure of failuresAbout(text)) expect(describeFailure(failure)).not.toContain(text);
  },
);

test("it says what kind of failure it was and where in the code", () => {
  const said = describeFailure(
    Object.assign(new TypeError("secret"), { code: "EBUSY", syscall: "rename", path: "/x/秘密.docx" }),
  );
  expect(said).toMatch(/^TypeError EBUSY rename \*\.docx at .*\(log\.test\.ts:\d+:\d+\)/);
  expect(describeFailure(new Error("a", { cause: new RangeError("b") }))).toMatch(/^Error .* ← RangeError /);
});

test.each([
  ["fatal: cannot open '/home/张三/Anbao/county/anbao.db': busy", ["张三", "home"]],
  ["C:\\Users\\王干事\\Desktop\\报表.xlsx failed", ["王干事", "报表", "Users"]],
  ['SyntaxError: Unexpected token, "chengguan-1 is the pin', ["chengguan-1"]],
  ["phone 13993612345 of 李四", ["13993612345", "李四"]],
  ["(anbao:123): GLib-GObject-CRITICAL **: g_object_ref: assertion 'G_IS_OBJECT' failed", ["G_IS_OBJECT"]],
])("a foreign line keeps its kind and loses what may be a person's: %s", (line, gone) => {
  const kept = scrubLine(line);
  for (const word of gone) expect(kept).not.toContain(word);
  expect(kept).toMatch(/fatal|failed|SyntaxError|phone|GLib-GObject-CRITICAL/);
});

test("five files of at most 1 MB are kept; the newest entry is last", () => {
  const folder = mkdtempSync(join(tmpdir(), "anbao-log-"));
  const log = openLog(folder, "main", () => 0);
  for (let at = 0; at < 4000; at++) log.event(`${at} ${"x".repeat(1900)}`);
  const files = readdirSync(folder).sort();
  expect(files).toEqual(["errors.1.log", "errors.2.log", "errors.3.log", "errors.4.log", "errors.log"]);
  for (const name of files) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1024 * 1024);
  expect(log.last(1)[0]).toContain("main - 3999 ");
  expect(readFileSync(join(folder, "errors.1.log"), "utf8").endsWith("\n")).toBe(true);
  rmSync(folder, { recursive: true });
});

test("a log that cannot be written stops nobody", () => {
  const log = openLog(join(import.meta.filename, "no-folder"), "main", () => 0);
  log.event("x");
  log.failure("1", new Error("y"));
  expect(log.last(3)).toEqual([]);
});
