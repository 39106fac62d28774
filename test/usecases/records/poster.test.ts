// A clip's picture: drawn by a screen, kept as derived from an original that is here, and sent along like any other small picture.
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { attachmentsShown } from "../../../src-main/domain/kinds/values.ts";
import { keepPoster } from "../../../src-main/usecases/records/originals/keep-poster.ts";
import { codeOf } from "../../support/codes.ts";
import { picture } from "../../support/made/sample-files.ts";
import { leftovers } from "../../support/offices/disk-state.ts";
import { enrolledPair, record } from "../../support/offices/office.ts";
import { take } from "../../support/offices/receipts.ts";
import { handOverVolumes } from "../../support/offices/volumes.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { ROOT } from "../../support/tree.ts";

const drawn = (width: number, tone: string) =>
  sharp({ create: { width, height: Math.round((width * 9) / 16), channels: 3, background: tone } })
    .withExif({ IFD0: { Make: "somebody" } })
    .jpeg()
    .toBuffer();

test("a poster is drawn anew and small, is no longer overwritten, and reaches the county before its clip", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const clip = join(folder, "VID_0001.mp4");
  copyFileSync(join(ROOT, "resources/demo/clip.mp4"), clip);
  const photo = await picture(folder, "IMG_0001.png", 9);
  const key = await record(town.ws, "咨询日", {}, [clip, photo]);
  const [film = "", still = ""] = attachmentsShown(town.ws.store.record(key)?.value ?? null).map(({ sha256 }) => sha256);
  const keep = (sha256: string, jpeg: Uint8Array) => codeOf(() => keepPoster(town.ws, sha256, jpeg));
  expect(await keep(still, await drawn(960, "red"))).toBe("file-not-found");
  expect(await keep("ab".repeat(32), await drawn(960, "red"))).toBe("file-not-found");
  expect(await keep(film, Buffer.from("<svg onload=alert(1)>"))).toBe("media-damaged");
  expect(await keep(film, Buffer.concat([Buffer.from("ffd8ffe1", "hex"), Buffer.alloc(99), Buffer.from("ffd9", "hex")]))).toBe(
    "media-damaged",
  );
  expect(town.ws.previews.hasPoster(film)).toBe(false);

  expect(await keep(film, await drawn(960, "red"))).toBe("done");
  const kept = readFileSync((await town.ws.previews.of(film, { mime: "video/mp4" }))?.path ?? "");
  const seen = await sharp(kept).metadata();
  expect(seen).toMatchObject({ format: "jpeg", width: town.ws.previews.edgePx });
  expect(seen.exif).toBeUndefined();
  expect(await keep(film, await drawn(960, "blue"))).toBe("done");
  expect(readFileSync((await town.ws.previews.of(film, { mime: "video/mp4" }))?.path ?? "")).toEqual(kept);
  expect(leftovers(join(folder, "town"))).toEqual([]);

  const [thin = ""] = await handOverVolumes(folder, town.ws, 4_000_000, { recordsOnly: true });
  await take(county.ws, thin);
  expect(county.ws.store.media(film)).toBeUndefined();
  expect((await sharp(readFileSync(county.ws.previews.sent(film)?.path ?? "")).stats()).dominant).toMatchObject({ b: 8, g: 8 });
  await town.ws.media.remove(film);
  expect(town.ws.previews.hasPoster(film)).toBe(false);
});
