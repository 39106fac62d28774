// Originals leave as plain files under the names that they came with, beside a list; read back, whole or not at all.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { allFiles, pickedFiles } from "../../../src-main/usecases/gallery/choose-files.ts";
import { exportOriginals } from "../../../src-main/usecases/gallery/export-originals.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { codeOf } from "../../support/codes.ts";
import { activity, openOffice, TOWN } from "../../support/offices/office.ts";
import { plugIn } from "../../support/faults/small-drive.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** Keeps a file as an import does, without looking into it. */
async function keep(ws: Workspace, name: string, shade: number): Promise<JsonObject> {
  const bytes = Buffer.alloc(5000 + shade, shade);
  const file = await ws.media.intakeStream(Readable.from([bytes]), UNWATCHED);
  await ws.media.commit([file]);
  const { sha256, sizeBytes, crc32 } = file;
  ws.store.addMedia([{ sha256, sizeBytes, crc32, ext: "jpg", mime: "image/jpeg" }]);
  return { sha256, sizeBytes, name, mime: "image/jpeg", class: "photo" };
}

/** A town with two activities of one title and day, whose photos bear the same names, and one that has not come. */
async function someOffice() {
  const folder = await tempFolder();
  const { ws, papers } = await openOffice(join(folder, "town"), TOWN);
  const enter = (title: string, startsAt: string, attachments: JsonObject[]) => {
    const value = activity(title, { startsAt, attachments });
    ws.store.append([{ unit: TOWN, kind: "activity", record: startsAt, audience: "county", value }]);
  };
  const three = [await keep(ws, "IMG_1.jpg", 10), await keep(ws, "IMG_1.jpg", 20), await keep(ws, "img_1.JPG", 30)];
  enter("宣讲: 一/二", "2021-06-01T09:00", three);
  enter("宣讲: 一/二", "2021-06-01T10:00", [await keep(ws, "IMG_1.jpg", 40)]);
  const pending = { sha256: "a".repeat(64), sizeBytes: 9, name: "没到.jpg", mime: "image/jpeg", class: "photo" };
  enter("=HYPERLINK(1)", "2021-06-09T09:00", [pending]);
  const stick = join(folder, "U盘");
  mkdirSync(stick);
  const out = (choice = {}, target = stick, progress = UNWATCHED) =>
    exportOriginals(ws, papers, { folder: target, files: allFiles(ws, choice) }, progress);
  return { ws, papers, folder, stick, out };
}

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .toSorted();
const hashOf = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

async function listIn(folder: string): Promise<readonly (readonly string[])[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(folder, "清单.xlsx"));
  const rows: string[][] = [];
  book.worksheets[0]?.eachRow((row) => void rows.push((row.values as unknown[]).slice(1).map((cell) => String(cell ?? ""))));
  const head = rows.findIndex((row) => row[0] === "序号");
  return rows.slice(head + 1).filter((row) => /^\d+$/.test(row[0] ?? ""));
}

test("by unit, day and activity, clashes numbered; the list names every file with its hash, also those that are not here", async () => {
  const { ws, out, stick } = await someOffice();
  const result = await out();
  expect(readdirSync(stick)).toHaveLength(1);
  const first = "城关镇/2021-06-01/宣讲_ 一_二";
  expect(filesBelow(result.folder)).toEqual(
    [
      `${first}/IMG_1.jpg`,
      "城关镇/2021-06-01/宣讲_ 一_二 (2)/IMG_1.jpg",
      "城关镇/2021-06-01/宣讲_ 一_二 (2)/IMG_1 (2).jpg",
      "城关镇/2021-06-01/宣讲_ 一_二 (2)/img_1 (3).JPG",
      "清单.xlsx",
    ].toSorted(),
  );
  expect(result).toMatchObject({ files: 4, records: 2, pending: 1, lost: 0, erased: 0 });
  const rows = await listIn(result.folder);
  expect(rows).toHaveLength(5);
  for (const [, , , , place = "", name = "", , , , , why, sha256] of rows)
    if (why === "") expect(hashOf(join(result.folder, place, name))).toBe(sha256);
  expect(rows.filter((row) => row[10] === "待补").map((row) => [row[3], row[6 - 1], row[11]])).toEqual([
    ["=HYPERLINK(1)", "没到.jpg", "a".repeat(64)],
  ]);
  for (const { attachment } of allFiles(ws, { toDay: "2021-06-02" }))
    expect(hashOf(ws.media.pathOf(attachment.sha256)), "the originals here are untouched").toBe(attachment.sha256);
});

test("a day, or what was picked, alone; where nothing of it is here nothing is written", async () => {
  const { ws, papers, out, stick } = await someOffice();
  expect(await codeOf(() => out({ fromDay: "2021-06-09", toDay: "2021-06-09" }))).toBe("originals-none");
  expect(await codeOf(() => out({ period: "weekly:99" }))).toBe("period-unknown");
  expect(readdirSync(stick)).toEqual([]);
  const [one] = [...allFiles(ws, { toDay: "2021-06-01" })];
  if (one === undefined) throw new Error("nothing");
  const picked = [{ record: one.record, sha256: one.attachment.sha256 }];
  const result = await exportOriginals(ws, papers, { folder: stick, files: pickedFiles(ws, picked) }, UNWATCHED);
  expect(filesBelow(result.folder)).toEqual(["城关镇/2021-06-01/宣讲_ 一_二/IMG_1.jpg", "清单.xlsx"]);
});

test("an original that changed or is gone is left out and listed, and keeps nothing back", async () => {
  const { ws, out } = await someOffice();
  const [changed, gone, ...others] = [...allFiles(ws, { toDay: "2021-06-01" })].map(({ attachment }) => attachment.sha256);
  const path = ws.media.pathOf(changed ?? "");
  writeFileSync(path, Buffer.alloc(readFileSync(path).byteLength, 7));
  rmSync(ws.media.pathOf(gone ?? ""));
  const result = await out();
  expect(result).toMatchObject({ files: others.length, lost: 2, pending: 1 });
  const rows = await listIn(result.folder);
  expect(rows.filter((row) => row[10] === "缺失或已变").map((row) => row[11])).toEqual(expect.arrayContaining([changed, gone]));
  expect(filesBelow(result.folder)).toHaveLength(others.length + 1);
});

test("stopped, full or differing when read back: nothing is left in the folder", async () => {
  const { ws, papers, folder, out, stick } = await someOffice();
  const abort = new AbortController();
  const stopping = { report: (done: number) => void (done > 0 && abort.abort()), signal: abort.signal };
  expect(await codeOf(() => out({}, stick, stopping))).toBe("cancelled");
  expect(readdirSync(stick)).toEqual([]);
  const small = plugIn(join(folder, "小盘"), 64);
  writeFileSync(join(small.path, "别的"), Buffer.alloc(60 * 1024));
  expect(await codeOf(() => out({}, small.path))).toBe("disk-full");
  expect(readdirSync(small.path)).toEqual(["别的"]);
  const differing = { ...ws, plainFolders: { ...ws.plainFolders, holds: () => Promise.resolve(false) } };
  const request = { folder: stick, files: allFiles(ws, {}) };
  expect(await codeOf(() => exportOriginals(differing, papers, request, UNWATCHED))).toBe("read-back-differs");
  expect(readdirSync(stick)).toEqual([]);
  const pulled = { ...ws.drives, markOf: () => Promise.resolve(String(Math.random())) };
  expect(
    await codeOf(() => exportOriginals({ ...ws, drives: pulled }, papers, { ...request, files: allFiles(ws, {}) }, UNWATCHED)),
  ).toBe("drive-gone");
  expect(await codeOf(() => out({}, join(folder, "没有的")))).toMatch(/folder-missing/);
});
