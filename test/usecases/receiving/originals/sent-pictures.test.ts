// Small pictures that come with “records and small renditions only”: seen while the original is not here, and never longer.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import type { MediaItem } from "../../../../src-main/api/contract-parts.ts";
import type { Host } from "../../../../src-main/api/host.ts";
import { mediaItemsOf } from "../../../../src-main/api/views/media-view.ts";
import type { Workspace } from "../../../../src-main/usecases/workspace.ts";
import { eraseRecord } from "../../../../src-main/usecases/records/versions/erase.ts";
import { filesBelow, leftovers } from "../../../support/offices/disk-state.ts";
import { sha256 } from "../../../support/made/make-bundle.ts";
import { enrolledPair, record, TOWN } from "../../../support/offices/office.ts";
import { take } from "../../../support/offices/receipts.ts";
import { tempFolder } from "../../../support/temp-folder.ts";
import { handOverVolumes, largePicture } from "../../../support/offices/volumes.ts";

async function thinHandIn() {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const path = await largePicture(join(folder, "photos"), "IMG_0007.png", 200);
  await record(town.ws, "咨询日", {}, [path]);
  const [thin = ""] = await handOverVolumes(folder, town.ws, 4_000_000, { recordsOnly: true });
  return { folder, county: county.ws, town: town.ws, thin, original: sha256(readFileSync(path)) };
}

/** The attachment as screens get it. */
function shownAs(ws: Workspace, sha256: string): MediaItem | undefined {
  const host = { mediaUrl: (hash: string, variant: string) => `${hash}/${variant}` } as unknown as Host;
  const record = [...ws.store.namedMedia()].find((item) => item.sha256 === sha256)?.record;
  const value = record === undefined ? null : (ws.store.record(record)?.value ?? null);
  return mediaItemsOf(ws, host, value).find((item) => item.sha256 === sha256);
}

test("kept with the records, replaced by the original, gone with an erasure", async () => {
  const { folder, county, town, thin, original } = await thinHandIn();
  await take(county, thin);
  const sent = county.previews.sent(original);
  const seen = await sharp(readFileSync(sent?.path ?? "")).metadata();
  expect(seen).toMatchObject({ format: "jpeg" });
  expect(Math.max(seen.width, seen.height)).toBeLessThanOrEqual(county.previews.edgePx);
  expect(seen.exif).toBeUndefined();
  expect(county.store.lackingMedia(TOWN)).toEqual([original]);
  expect(leftovers(join(folder, "county"))).toEqual([]);
  expect(shownAs(county, original)).toMatchObject({ state: "pending", previewUrl: `${original}/preview`, originalUrl: null });

  for (const path of await handOverVolumes(folder, town, 150 * 1024, { full: true })) await take(county, path);
  expect(county.store.lackingMedia(TOWN)).toEqual([]);
  const own = await county.previews.of(original, { mime: "image/png" });
  expect(own?.path).not.toBe(sent?.path);
  expect(county.previews.sent(original)).toBeUndefined();
  expect(shownAs(county, original)).toMatchObject({ state: "here", originalUrl: `${original}/original` });
});

test("an erasure takes the picture of an original that never came, and no repeated import brings it back", async () => {
  const { folder, county, thin, original } = await thinHandIn();
  await take(county, thin);
  const key = [...county.store.namedMedia()].find((item) => item.sha256 === original)?.record;
  if (key === undefined) throw new Error("no record names the picture");
  await eraseRecord(county, key, "本人要求");
  await take(county, thin);
  expect(county.previews.sent(original)).toBeUndefined();
  expect(filesBelow(join(folder, "county", "media")).filter((name) => name.includes(original))).toEqual([]);
});
