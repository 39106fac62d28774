// Memory of one large medium that is cut into volumes and joined again.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { uuidV7 } from "../../../src-main/domain/feed/record-id.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { activityText } from "../made/made-values.ts";
import { inChild } from "./memory.ts";
import type { MemoryReport } from "./memory-child.ts";
import { openCounty, openTown } from "../made/offices.ts";

const BLOCK_BYTES = 2 ** 20;

/** Exports a medium of so many bytes in five volumes, sealed and read back, and imports them at the county. */
export async function memoryOfVolumes(
  folder: string,
  bytes: number,
): Promise<Readonly<{ exported: MemoryReport; imported: MemoryReport }>> {
  await mkdir(folder, { recursive: true });
  const county = await openCounty(folder);
  const town = await openTown(folder, county);
  await recordMedium(town.ws, bytes);
  await Promise.all([town.close(), county.close()]);
  const exported = await inChild("volumes", join(folder, "town"), join(folder, "drive"));
  const imported = await inChild("import", join(folder, "county"), join(folder, "drive"));
  await rm(folder, { recursive: true });
  return { exported, imported };
}

async function recordMedium(ws: Workspace, bytes: number): Promise<void> {
  const file = await ws.media.intakeStream(blocks(bytes), UNWATCHED);
  const { sha256, sizeBytes, crc32 } = file;
  await ws.media.commit([file]);
  ws.store.addMedia([{ sha256, sizeBytes, crc32, ext: "mp4", mime: "video/mp4" }]);
  const attachment = { sha256, sizeBytes, name: "全程录像.mp4", mime: "video/mp4", class: "video" };
  const record = uuidV7(ws.world.nowMs(), ws.world.randomHex(16));
  const { unit } = ws.store.facts();
  ws.store.append([{ kind: "activity", record, unit, audience: "county", value: activityText(0, [attachment]) }]);
}

async function* blocks(bytes: number): AsyncGenerator<Uint8Array> {
  const block = randomBytes(BLOCK_BYTES);
  for (let left = bytes; left > 0; left -= BLOCK_BYTES) {
    block.writeBigUInt64LE(BigInt(left));
    yield block.subarray(0, Math.min(left, BLOCK_BYTES));
  }
}
