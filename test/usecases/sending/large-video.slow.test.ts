// A video of three gigabytes: taken in and checked in one pass, in bounded memory, while the clip's own header stays readable.
import { appendFileSync, copyFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { openOffice, record, TOWN } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const CLIP = fileURLToPath(new URL("../../../resources/demo/clip.mp4", import.meta.url));
const SIZE_BYTES = 3 * 1024 ** 3;
const MOST_RSS_BYTES = 250 * 1024 ** 2;

/** The demo's clip, followed by one free box up to the wanted size: a sparse file that every player takes. */
function largeClip(folder: string): string {
  const path = join(folder, "三个G.mp4");
  copyFileSync(CLIP, path);
  const header = Buffer.alloc(16);
  header.writeUInt32BE(1, 0);
  header.write("free", 4, "latin1");
  header.writeBigUInt64BE(BigInt(SIZE_BYTES - statSync(CLIP).size), 8);
  appendFileSync(path, header);
  truncateSync(path, SIZE_BYTES);
  return path;
}

test("is attached with its own length and size, in one pass and bounded memory", async () => {
  const folder = await tempFolder();
  const town = await openOffice(join(folder, "town"), TOWN);
  const clip = largeClip(folder);
  const before = process.memoryUsage().rss;
  const peak = { rss: 0 };
  const progress = {
    report: () => void (peak.rss = Math.max(peak.rss, process.memoryUsage().rss)),
    signal: new AbortController().signal,
  };
  const begun = performance.now();
  const key = await record(town.ws, "长视频", {}, [clip]);
  const seconds = (performance.now() - begun) / 1000;
  expect(town.ws.store.record(key)?.value?.["attachments"]).toMatchObject([
    { sizeBytes: SIZE_BYTES, mime: "video/mp4", class: "video" },
  ]);
  expect(seconds).toBeLessThan(120);
  const check = await checkWorkspace(town.ws, true, progress);
  expect(check).toMatchObject({ ok: true, problems: [], media: { missing: 0, damaged: [] } });
  expect(peak.rss - before).toBeLessThan(MOST_RSS_BYTES);
});
