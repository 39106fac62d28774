// Originals are kept until nothing needs them and a person lets them go; files that belong to nobody are moved, never removed.
import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { checkMedia, emptyBin, tidyMedia } from "../../../src-main/usecases/keeping/media-check.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { activity, enrolledPair, openOffice, TOWN } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** Keeps a file as an import does, without looking into it. */
async function keep(ws: Workspace, shade: number): Promise<JsonObject & { sha256: string }> {
  const file = await ws.media.intakeStream(Readable.from([Buffer.alloc(3000 + shade, shade)]), UNWATCHED);
  await ws.media.commit([file]);
  const { sha256, sizeBytes, crc32 } = file;
  ws.store.addMedia([{ sha256, sizeBytes, crc32, ext: "jpg", mime: "image/jpeg" }]);
  return { sha256, sizeBytes, name: `IMG_${shade}.jpg`, mime: "image/jpeg", class: "photo" };
}

function enter(ws: Workspace, record: string, attachments: JsonObject[] | null): void {
  const value = attachments === null ? null : activity(record, { attachments });
  ws.store.append([{ unit: TOWN, kind: "activity", record, audience: "county", value }]);
}

const binOf = (ws: Workspace) => ws.store.idleOriginals().map(({ sha256 }) => sha256);

test("the bin holds what was deleted, removed or never saved, and nothing that a record, a draft or the campaign needs", async () => {
  const { ws } = await openOffice(join(await tempFolder(), "town"), TOWN);
  const [stays, removed, deleted, drafted, dropped] = [
    await keep(ws, 1),
    await keep(ws, 2),
    await keep(ws, 3),
    await keep(ws, 4),
    await keep(ws, 5),
  ];
  enter(ws, "留", [stays, removed]);
  enter(ws, "删", [deleted, stays]);
  const files = { [drafted.sha256]: drafted } as never;
  ws.store.saveDraft({ id: "d", kind: "activity", record: null, value: { value: {}, files }, savedMs: 1 });
  expect(binOf(ws)).toEqual([dropped.sha256]);
  enter(ws, "留", [stays]);
  enter(ws, "删", null);
  ws.store.dropDraft("d");
  const bin = new Map(ws.store.idleOriginals().map((item) => [item.sha256, item]));
  expect([...bin.keys()].toSorted()).toEqual([removed, deleted, drafted, dropped].map(({ sha256 }) => sha256).toSorted());
  expect(bin.get(deleted.sha256)).toMatchObject({
    name: "IMG_3.jpg",
    record: { record: "删", title: "删", day: "2021-06-01T09:00" },
  });
  expect(bin.get(dropped.sha256)).toMatchObject({ name: null, record: null, sizeBytes: 3005 });
  const seen = binOf(ws);
  enter(ws, "删", [deleted]); // restored while the person reads the question
  const gone = await emptyBin(ws, [...seen, stays.sha256]);
  expect(gone).toEqual({ files: 3, sizeBytes: 3002 + 3004 + 3005 });
  expect([removed, drafted, dropped].map(({ sha256 }) => existsSync(ws.media.pathOf(sha256)))).toEqual([false, false, false]);
  expect([stays, deleted].map(({ sha256 }) => existsSync(ws.media.pathOf(sha256)))).toEqual([true, true]);
  expect(await checkMedia(ws, true, UNWATCHED)).toMatchObject({ troubled: [], unaccounted: [], bin: [] });
});

test("what was handed in stays until its deletion was handed in as well", async () => {
  const { town } = await enrolledPair(await tempFolder());
  const { ws } = town;
  const photo = await keep(ws, 7);
  enter(ws, "报", [photo]);
  handIn(ws, { report: "now" });
  enter(ws, "报", null);
  expect(binOf(ws)).toEqual([]);
  handIn(ws, { report: "now" });
  expect(binOf(ws)).toEqual([photo.sha256]);
});

test("a file of nobody is moved with its bytes; one that a record names is taken in; what is new stays", async () => {
  const { ws } = await openOffice(join(await tempFolder(), "town"), TOWN);
  const place = (bytes: Buffer, name = createHash("sha256").update(bytes).digest("hex"), isOld = true): string => {
    const path = ws.media.pathOf(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    if (isOld) utimesSync(path, 1000, 1000);
    return name;
  };
  const [nobodys, fresh] = [place(Buffer.from("谁的")), place(Buffer.from("正在写"), undefined, false)];
  const wanted = place(Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"));
  const changed = place(Buffer.from("变了"), "c".repeat(64));
  const named = (sha256: string) => ({ sha256, sizeBytes: 5, name: "a.pdf", mime: "application/pdf", class: "document" });
  enter(ws, "要", [named(wanted), named(changed)]);
  const { unaccounted } = await checkMedia(ws, false, UNWATCHED);
  expect(unaccounted.map(({ sha256 }) => sha256).toSorted()).toEqual([nobodys, fresh, wanted, changed].toSorted());
  const result = await tidyMedia(ws, UNWATCHED);
  expect(result).toMatchObject({ taken: 1, moved: 2 });
  expect(ws.store.media(wanted)).toMatchObject({ ext: "pdf" });
  expect(existsSync(ws.media.pathOf(fresh))).toBe(true);
  const { found, unaccounted: left } = await checkMedia(ws, true, UNWATCHED);
  expect(found.files.map(({ name }) => name.slice(0, 64)).toSorted()).toEqual([nobodys, changed].toSorted());
  const moved = found.files.find(({ name }) => name.startsWith(nobodys))?.name ?? "";
  expect(readFileSync(join(found.folder, moved), "utf8")).toBe("谁的");
  expect(left.map(({ sha256 }) => sha256)).toEqual([fresh]);
});

test("missing and changed originals are told with the record that names them", async () => {
  const { ws } = await openOffice(join(await tempFolder(), "town"), TOWN);
  const [gone, cut, flipped] = [await keep(ws, 1), await keep(ws, 2), await keep(ws, 3)];
  enter(ws, "宣讲", [gone, cut, flipped]);
  rmSync(ws.media.pathOf(gone.sha256));
  truncateSync(ws.media.pathOf(cut.sha256), 10);
  writeFileSync(ws.media.pathOf(flipped.sha256), Buffer.alloc(3003, 9));
  const { troubled } = await checkMedia(ws, true, UNWATCHED);
  const told = troubled.map(({ trouble, file, record }) => `${trouble} ${file} ${record?.title}`).toSorted();
  expect(told).toEqual(["changed IMG_2.jpg 宣讲", "changed IMG_3.jpg 宣讲", "missing IMG_1.jpg 宣讲"]);
  expect((await checkMedia(ws, false, UNWATCHED)).troubled).toHaveLength(2);
});

test("small pictures are drawn anew; those that senders gave stay", async () => {
  const { ws } = await openOffice(join(await tempFolder(), "town"), TOWN);
  const folder = join(dirname(dirname(ws.media.pathOf("0".repeat(64)))), "previews", "ab");
  mkdirSync(folder, { recursive: true });
  const [own, sent] = [`ab${"0".repeat(62)}.jpg`, `ab${"1".repeat(62)}.sent.jpg`];
  for (const name of [own, sent]) writeFileSync(join(folder, name), "x");
  expect(await ws.previews.drawAnew()).toBe(1);
  expect([existsSync(join(folder, own)), existsSync(join(folder, sent))]).toEqual([false, true]);
});
