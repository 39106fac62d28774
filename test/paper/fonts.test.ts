import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { bundledFonts, chooseFonts, FONT_CHAINS, systemFontDirs } from "../../src-main/paper/fonts.ts";
import { familyNamesIn } from "../../src-main/paper/sfnt-names.ts";
import { fontNamed } from "./font-named.ts";

describe("fonts", () => {
  let dir = "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "anbao-fonts-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const write = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(dir, name), bytes);
    return join(dir, name);
  };

  test("the bundled ones are Noto Serif SC and Noto Sans SC", () => {
    expect(bundledFonts().map((path) => familyNamesIn(path)[0])).toEqual([
      "Noto Serif SC",
      "Noto Serif SC",
      "Noto Sans SC",
      "Noto Sans SC",
    ]);
  });

  test("the layouts name the chains in the same order, and Noto last", () => {
    const theme = readFileSync(new URL("../../resources/forms/theme.typ", import.meta.url), "utf8");
    const names = { title: "title", body: "body", heading: "hei", kai: "kai", song: "song" } as const;
    for (const [role, chain] of Object.entries(FONT_CHAINS)) {
      const written = new RegExp(`#let font-${names[role as keyof typeof names]} = \\((.*)\\)`).exec(theme)?.[1] ?? "";
      const families = [...written.matchAll(/"([^"]+)"/g)].map((name) => name[1] ?? "");
      expect(families.slice(0, -1)).toEqual(chain.flatMap((family) => family.names));
      expect(families.at(-1)).toMatch(/^Noto (Serif|Sans) SC$/);
    }
  });

  test("an installed official font is chosen before its stand-in, by its English or Chinese name", () => {
    mkdirSync(join(dir, "truetype"));
    write("a.ttf", fontNamed(["FangSong", "仿宋"]));
    write("truetype/b.TTF", fontNamed(["仿宋_GB2312"]));
    write("c.ttf", fontNamed(["Comic"]));
    const chosen = chooseFonts([dir, join(dir, "missing")]);
    expect(chosen.files).toEqual([join(dir, "truetype", "b.TTF")]);
    expect(chosen.roles).toEqual({
      title: null,
      body: { name: "仿宋_GB2312", official: true },
      heading: null,
      kai: null,
      song: null,
    });
  });

  test("one family may stand for two roles and is loaded once", () => {
    const path = write("simsun.ttf", fontNamed(["SimSun"]));
    const { files, roles } = chooseFonts([dir]);
    expect(files).toEqual([path]);
    expect([roles.title, roles.song]).toEqual([
      { name: "宋体", official: false },
      { name: "宋体", official: true },
    ]);
  });

  test.prop([fc.nat(), fc.nat(255)], { numRuns: 60 })("a cut or damaged file never stops the search", (at, byte) => {
    const whole = fontNamed(["SimHei", "黑体"]);
    const broken = Uint8Array.from(whole);
    broken[at % whole.length] = byte;
    expect(Array.isArray(familyNamesIn(write("x.ttf", broken)))).toBe(true);
    expect(Array.isArray(familyNamesIn(write("y.ttf", whole.slice(0, at % whole.length))))).toBe(true);
  });

  test("what is no font has no names", () => {
    copyFileSync(new URL(import.meta.url), join(dir, "z.ttf"));
    expect(familyNamesIn(join(dir, "z.ttf"))).toEqual([]);
    expect(familyNamesIn(join(dir, "absent.ttf"))).toEqual([]);
  });

  test("each system's own folders are searched", () => {
    expect(systemFontDirs("win32", "h", { WINDIR: "W", LOCALAPPDATA: "L" })).toHaveLength(2);
    expect(systemFontDirs("darwin", "h", {})).toHaveLength(3);
    expect(systemFontDirs("linux", "h", {})[0]).toBe("/usr/share/fonts");
  });
});
