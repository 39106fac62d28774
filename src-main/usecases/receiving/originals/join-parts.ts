// Originals that came in parts, in any order: joined when the last part is here, and kept only if they are what their name says.
import { UNTYPED } from "../../../domain/kinds/parts.ts";
import type { Needs } from "../../workspace.ts";
import { letGo } from "../../records/originals/let-go.ts";
import type { OpenBundle } from "../../ports/bundles.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Joinable, VolumeReader } from "../../ports/store/volumes.ts";
import type { OriginalWriter } from "../../ports/store/originals.ts";

/**
 * Joins what can be joined of a bundle as its signer lists it, and lets go of what is not needed any more. May be repeated after a kill at any moment.
 *
 * @returns originals whose parts make up something else; those parts are gone.
 * @throws {Problem} `cancelled`, `disk-full`, `disk-read-only`
 */
export async function joinParts(
  ws: Needs<OriginalWriter & VolumeReader, "media">,
  { bundleId: bundle, signerKey }: Pick<OpenBundle, "bundleId" | "signerKey">,
  progress: Progress,
): Promise<readonly string[]> {
  const unwatched = { report: () => undefined, signal: progress.signal };
  const wrong: string[] = [];
  for (const joinable of ws.store.joinable(bundle, signerKey)) {
    if (await isJoined(ws, joinable, unwatched)) continue;
    wrong.push(joinable.sha256);
    await letGo(ws, joinable.parts);
  }
  await letGo(ws, ws.store.looseFiles(bundle));
  return wrong;
}

async function isJoined(
  ws: Needs<OriginalWriter, "media">,
  { sha256, ext, mime, parts, sizeBytes }: Joinable,
  progress: Progress,
): Promise<boolean> {
  const whole = await ws.media.joinKept(parts, progress);
  if (whole.sha256 !== sha256 || whole.sizeBytes !== sizeBytes) {
    await ws.media.discard([whole]);
    return false;
  }
  await ws.media.commit([whole]);
  ws.store.addMedia([{ sha256, sizeBytes, crc32: whole.crc32, ext, mime: mime ?? UNTYPED }]);
  return true;
}
