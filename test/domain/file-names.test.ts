// Names under which files leave: every system takes them, they lead nowhere else, and they say what the file is.
import { fc, test as law } from "@fast-check/vitest";
import { posix, win32 } from "node:path";
import { expect, test } from "vitest";
import { originalFileName, plainFileName } from "../../src-main/domain/file-names.ts";

const foreign = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc
    .array(fc.constantFrom("..", "/", "\\", "C:", "CON", "nul.", ".", " ", "照片", "\u202e", "\0", "📷", ".jpg"), {
      maxLength: 8,
    })
    .map((parts) => parts.join("")),
);

law.prop([foreign])("any text becomes a bare name that Windows and Linux take as it is", (name) => {
  const plain = plainFileName(name, "安报");
  expect([posix.basename(plain), win32.basename(plain)]).toEqual([plain, plain]);
  expect(plain).toMatch(/^[^<>:"/\\|?*\u0000-\u001f\u007f\u202a-\u202e]+$/);
  expect(plain).not.toMatch(/^[. ]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
  expect(Buffer.byteLength(plain)).toBeLessThanOrEqual(240);
  expect(plain.isWellFormed()).toBe(true);
});

law.prop([foreign])("a cleaned name is clean", (name) => {
  const plain = plainFileName(name, "安报");
  expect(plainFileName(plain, "安报")).toBe(plain);
});

test.each([
  ["启动仪式 1.JPG", "jpg", "启动仪式 1.JPG"],
  ["IMG_0001.HEIC", "heic", "IMG_0001.HEIC"],
  ["微信图片", "jpg", "微信图片.jpg"],
  ["发票.exe", "jpg", "发票.exe.jpg"],
  ["a/b:c?.mp4", "mp4", "a_b_c_.mp4"],
  ["CON.jpg", "jpg", "_CON.jpg"],
  ["", "pdf", "原件.pdf"],
])("the original that came as %j of type %s leaves as %j", (name, ext, expected) => {
  expect(originalFileName(name, ext)).toBe(expected);
});

test("a long name keeps its beginning and its extension", () => {
  const name = originalFileName(`${"安全生产月".repeat(60)}.mp4`, "mp4");
  expect(name).toMatch(/^(安全生产月)+[安全生产月]*\.mp4$/);
  expect(Buffer.byteLength(name)).toBeGreaterThan(230);
});
