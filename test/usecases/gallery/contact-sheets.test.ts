// 小样 hold the pictures themselves with what they are of, and frames that say why there is none; a book ends where it should.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { allFiles } from "../../../src-main/usecases/gallery/choose-files.ts";
import { contactSheets, MOST_PICTURES } from "../../../src-main/usecases/gallery/contact-sheets.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { codeOf } from "../../support/codes.ts";
import { activity, openOffice, TOWN } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("pictures, names, times and records, twelve a page; what is not here says so", async () => {
  const folder = await tempFolder();
  const { ws, papers } = await openOffice(join(folder, "town"), TOWN);
  const files = Array.from({ length: 15 }, (_, index) => ({
    sha256: index.toString(16).padStart(64, "0"),
    sizeBytes: 10,
    name: `IMG_${index}.jpg`,
    mime: "image/jpeg",
    class: "photo",
    takenAt: "2021-06-01T09:30",
  }));
  const value = activity("宣讲\u202e活动", { attachments: files });
  ws.store.append([{ unit: TOWN, kind: "activity", record: "r", audience: "county", value }]);
  const picture = join(folder, "small.jpg");
  writeFileSync(
    picture,
    await sharp({ create: { width: 64, height: 48, channels: 3, background: "red" } })
      .jpeg()
      .toBuffer(),
  );
  const sent = (sha256: string) => (sha256.endsWith("3") ? { path: picture, sizeBytes: 1 } : undefined);
  const sheets = (chosen = [...allFiles(ws, {})]) =>
    contactSheets({ ...ws, previews: { ...ws.previews, sent } }, papers, chosen, UNWATCHED);
  const drawn: Uint8Array[] = [];
  for await (const bytes of sheets()) drawn.push(bytes);
  expect(drawn).toHaveLength(1);
  const path = join(folder, "小样.pdf");
  writeFileSync(path, drawn[0] ?? "");
  const text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
  const pages = text.split("\f").filter((page) => page.trim() !== "");
  expect(pages).toHaveLength(2);
  expect(pages[0]?.match(/待补/g)).toHaveLength(11);
  expect(text).toContain("IMG_14.jpg");
  expect(text).toContain("宣讲〔U+202E〕活动");
  expect(text).toContain("拍摄 2021-06-01 09:30");
  expect(text).toContain("媒体小样");
  expect(text).toContain("共 15 件，本册 1—15");
  const images = execFileSync("pdfimages", ["-list", path], { encoding: "utf8" }).trim().split("\n").slice(2);
  expect(images).toHaveLength(1);
  expect(await codeOf(async () => void (await sheets([]).next()))).toBe("originals-none");
  expect(MOST_PICTURES % 12, "a book ends with a full page").toBe(0);
});
