// What tests of volumes share: an office with files of some size, its hand-in in volumes, what is held of them.
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { beginVolumes, writeVolumes } from "../../../src-main/usecases/sending/write/export-volumes.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { sharpPicture } from "../made/noisy-picture.ts";

/** A real picture that takes about so many bytes. */
export async function largePicture(folder: string, name: string, kiB: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, await sharpPicture(kiB, randomBytes(4).readUInt32LE()));
  return path;
}

/** Exports a hand-in in volumes into a new folder. @returns the paths by volume, from 1. */
export async function handOverVolumes(
  folder: string,
  ws: Workspace,
  limitBytes: number,
  more: Readonly<{ plain?: boolean; full?: boolean; recordsOnly?: boolean }> = {},
): Promise<readonly string[]> {
  const target = join(folder, `stick-${ws.world.randomHex(4)}`);
  mkdirSync(target, { recursive: true });
  const { plain = true, ...rest } = more;
  const request = { purpose: "hand-in", recipient: { kind: "county" }, plain, papers: [], ...rest } as const;
  handIn(ws, { report: "now" });
  const volumes = await beginVolumes(ws, request, limitBytes, UNWATCHED);
  const { files } = await writeVolumes(volumes, target, UNWATCHED);
  await volumes.close();
  return files.map((file) => file.path);
}
