// A name that we write can be held, opened and deleted on every system: whatever it is made from, and without changing good names.
import { describe, expect } from "vitest";
import { fc, test } from "@fast-check/vitest";
import { bytesOf, isPortableName, originalFileName, portableName, smallerFileName } from "../../src-main/domain/file-names.ts";

const anyName = fc.string({ unit: "binary", maxLength: 300 });
const WINDOWS_FORBIDS = /[<>:"/\\|?*\u0000-\u001f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

describe("the nearest portable name", () => {
  test.prop([anyName])("is portable, fits, and is its own nearest one", (name) => {
    const near = portableName(name, "安报");
    expect(isPortableName(near)).toBe(true);
    expect(near).not.toMatch(WINDOWS_FORBIDS);
    expect(bytesOf(near)).toBeLessThanOrEqual(230);
    expect(portableName(near, "安报")).toBe(near);
  });

  test.each([
    ["附件2-城关镇-第1期（6/1—6/7）.pdf", "附件2-城关镇-第1期（6_1—6_7）.pdf"],
    ["城关镇: “安全生产月”?.xlsx", "城关镇_ “安全生产月”_.xlsx"],
    ["CON", "CON_"],
    ["nul.txt", "nul_.txt"],
    ["com¹.anbao.age", "com¹_.anbao.age"],
    ["Lpt1 .pdf", "Lpt1_ .pdf"],
    ["conduct.pdf", "conduct.pdf"],
    ["..\\..\\Startup\\a.bat", "_.._Startup_a.bat"],
    ["照片. . ", "照片"],
    [" .隐藏", "隐藏"],
    ["a\u202egpj.exe", "a_gpj.exe"],
    ["一张照片\u0000.jpg", "一张照片_.jpg"],
    ["\ud800.jpg", "\ufffd.jpg"],
    ["...", "安报"],
    ["", "安报"],
  ])("of %j is %j", (name, near) => {
    expect(portableName(name, "安报")).toBe(near);
    expect(isPortableName(name)).toBe(name === near);
  });

  test("of a long one keeps its ending and no half of a character", () => {
    const near = portableName(`${"🚒".repeat(100)}.anbao.age`, "安报");
    expect(near).toMatch(/^(🚒)+\.anbao\.age$/u);
    expect(bytesOf(near)).toBeGreaterThan(220);
  });
});

test.each([
  ["启动仪式 1.JPG", "jpg", "启动仪式 1.JPG"],
  ["IMG_0001.HEIC", "heic", "IMG_0001.HEIC"],
  ["微信图片", "jpg", "微信图片.jpg"],
  ["发票.exe", "jpg", "发票.exe.jpg"],
  ["脚本.js", "txt", "脚本.js.txt"],
  ["网址.url", "txt", "网址.url.txt"],
  ["曝光台.html", "txt", "曝光台.html"],
  ["公众号文章.mht", "txt", "公众号文章.mht"],
  ["示意图.svg", "txt", "示意图.svg"],
  ["6.16咨询日", "jpg", "6.16咨询日.jpg"],
  ["2021.06.16", "jpg", "2021.06.16.jpg"],
  ["照片.html", "jpg", "照片.html.jpg"],
  ["a/b:c?.mp4", "mp4", "a_b_c_.mp4"],
  ["CON.jpg", "jpg", "CON_.jpg"],
  ["", "pdf", "原件.pdf"],
])("the original that came as %j of type %s leaves as %j", (name, ext, expected) => {
  expect(originalFileName(name, ext)).toBe(expected);
});

test.each([
  ["IMG_0007.PNG", "jpg", "IMG_0007-压缩版.jpg"],
  ["6.16咨询日.jpg", "jpg", "6.16咨询日-压缩版.jpg"],
  ["6.16咨询日", "jpg", "6.16咨询日-压缩版.jpg"],
  ["2021.06.16.mp4", "mp4", "2021.06.16-压缩版.mp4"],
  ["", "jpg", "-压缩版.jpg"],
])("the smaller file of %j leaves as a %s named %j", (name, ext, expected) => {
  expect(smallerFileName(name, ext)).toBe(expected);
});

test("a long name keeps its beginning and its extension", () => {
  const name = originalFileName(`${"安全生产月".repeat(60)}.mp4`, "mp4");
  expect(name).toMatch(/^(安全生产月)+[安全生产月]*\.mp4$/);
  expect(Buffer.byteLength(name)).toBeGreaterThan(215);
});
