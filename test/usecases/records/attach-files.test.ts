// Attaching: what is kept is what was opened; a refusal keeps nothing; a decoder that is slow or not there refuses nothing.
import { appendFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSource } from "../../../src-main/media/keep/open-source.ts";
import { attachFiles, type NewFile } from "../../../src-main/usecases/records/originals/attach-files.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import {
  openDraft,
  readDraft,
  saveDraftAsRecord,
  takeDraftFile,
} from "../../../src-main/usecases/records/drafts/draft-activity.ts";
import { drawPreviews } from "../../../src-main/usecases/sending/describe/draw-previews.ts";
import { drawDemoPhoto } from "../../support/made/demo-photo.ts";
import { leftovers } from "../../support/offices/disk-state.ts";
import { sha256 } from "../../support/made/make-bundle.ts";
import { handOver, enrolledPair, record } from "../../support/offices/office.ts";
import { take } from "../../support/offices/receipts.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const MIB = 1024 * 1024;
const photo = (seed: number) => drawDemoPhoto({ seed, takenAt: "2021-06-16T09:30:00", lat: 39, lon: 99, widthPx: 160 });

async function office(): Promise<
  Readonly<{ folder: string; town: Workspace; county: Workspace; put(name: string, bytes: Uint8Array): string }>
> {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const put = (name: string, bytes: Uint8Array) => (writeFileSync(join(folder, name), bytes), join(folder, name));
  return { folder, county: county.ws, town: town.ws, put };
}

const attach = (ws: Workspace, files: readonly NewFile[], report = (_done: number) => undefined as void) =>
  attachFiles(ws, files, { ...UNWATCHED, report });

async function keptIn(ws: Workspace): Promise<readonly string[]> {
  const kept: string[] = [];
  for await (const file of ws.media.list()) kept.push(file.sha256);
  return kept;
}

test("without a decoder originals are kept by their content, a lie is refused, an export goes without pictures", async () => {
  process.env["ANBAO_NODE"] = join(await tempFolder(), "blocked");
  onTestFinished(() => void delete process.env["ANBAO_NODE"]);
  const { folder, county, town, put } = await office();
  const bytes = await photo(1);
  const path = put("现场.jpg", bytes);
  await record(town, "咨询日", {}, [path]);
  const original = sha256(bytes);
  expect(town.store.media(original)).toMatchObject({ mime: "image/jpeg", ext: "jpg" });
  await expect(attach(town, [{ path, name: "小结.txt" }])).rejects.toMatchObject({ code: "media-type-mismatch" });
  await expect(town.previews.of(original, { mime: "image/jpeg" })).rejects.toMatchObject({ code: "decoder-unavailable" });
  expect(town.previews.stateOf(original)).toBe("later");
  expect(await drawPreviews(town, [original], UNWATCHED)).toEqual([]);
  await take(county, await handOver(folder, town));
  expect(county.store.media(original)).toMatchObject({ mime: "image/jpeg" });
});

test("a file that changes while it is copied is copied once more; one that goes on changing is refused and nothing is kept", async () => {
  const { folder, town, put } = await office();
  const before = await keptIn(town);
  const path = put("说明.txt", Buffer.alloc(3 * MIB, "a"));
  const state = { left: 1 };
  const [kept] = await attach(town, [{ path }], () => {
    if (state.left > 0) appendFileSync(path, "b");
    state.left -= 1;
  });
  expect(kept).toMatchObject({ sha256: sha256(readFileSync(path)), sizeBytes: 3 * MIB + 1 });
  const again = put("日志.txt", Buffer.alloc(3 * MIB, "c"));
  const changing = attach(town, [{ path: again }], () => appendFileSync(again, "d"));
  await expect(changing).rejects.toMatchObject({ code: "file-changing", details: { name: "日志.txt" } });
  expect(await keptIn(town)).toHaveLength(before.length + 1);
  expect(leftovers(join(folder, "town"))).toEqual([]);
});

test("what was opened is kept, whatever lies at its path by then", async () => {
  const { folder, town, put } = await office();
  const [chosen, other] = [await photo(1), await photo(2)];
  const path = put("现场.jpg", chosen);
  const source = await openSource(path, "现场.jpg");
  renameSync(put("other.jpg", other), path);
  const [kept] = await attach(town, [{ source, name: "现场.jpg" }]).finally(() => source.close());
  expect(kept).toMatchObject({ sha256: sha256(chosen), takenAt: "2021-06-16T09:30:00" });
  expect(leftovers(join(folder, "town"))).toEqual([]);
});

test("many files come back in their order; one that is refused keeps all of them out", async () => {
  const { folder, town, put } = await office();
  const photos = await Promise.all([1, 2, 3, 4, 5, 6].map(photo));
  const files = photos.map((bytes, index) => ({ path: put(`${index}.jpg`, bytes) }));
  const kept = await attach(town, files);
  expect(kept.map((one) => one["sha256"])).toEqual(photos.map((bytes) => sha256(bytes)));
  const before = await keptIn(town);
  const bad = [...files, { path: put("坏.jpg", Buffer.from("\0\0\0 no photo")) }, { path: put("new.jpg", await photo(9)) }];
  await expect(attach(town, bad)).rejects.toMatchObject({ code: "media-type-unknown", details: { name: "坏.jpg" } });
  expect(await keptIn(town)).toEqual(before);
  expect(leftovers(join(folder, "town"))).toEqual([]);
});

test("what a slow decoder did not say of a draft's photo is filled in when the draft is saved, or never", async () => {
  const { town, put } = await office();
  const slow: Workspace = { ...town, reader: { ...town.reader, inspect: () => Promise.resolve(BY_HEAD) } };
  const save = async (by: Workspace, seed: number) => {
    const path = put("现场.jpg", await photo(seed));
    const draft = openDraft(town, { from: "new", code: "21101" });
    const taken = await takeDraftFile(slow, draft, { path }, UNWATCHED);
    expect(taken).not.toHaveProperty("takenAt");
    const typed = {
      title: "咨询日",
      startsAt: "2021-06-16T09:00",
      mode: "offline" as const,
      metrics: { sessions: 1, persons: 12 },
    };
    const kept = readDraft(town, draft.id);
    const key = await saveDraftAsRecord(by, { ...kept, value: { ...kept.value, ...typed } }, UNWATCHED);
    const [attachment] = (town.store.record(key)?.value?.["attachments"] ?? []) as unknown as readonly object[];
    return { taken, attachment };
  };
  const [filled, never] = [await save(town, 7), await save(slow, 8)];
  expect(filled.attachment).toEqual({
    ...filled.taken,
    takenAt: "2021-06-16T09:30:00",
    takenOffsetMin: 480,
    widthPx: 160,
    heightPx: 120,
  });
  expect(never.attachment).toEqual(never.taken);
});

const BY_HEAD = { mime: "image/jpeg", ext: "jpg", class: "photo", unlooked: true } as const;
