// Originals that came in parts, in any order: joined when the last part is here, and kept only if they are what their name says.
import { UNTYPED } from "../domain/kinds/parts.ts";
import type { Desk } from "./desk.ts";
import { letGo } from "./let-go.ts";
import type { OpenBundle, Progress } from "./ports.ts";
import type { Joinable } from "./volume-port.ts";

/**
 * Joins what can be joined of a bundle as its signer lists it, and lets go of what is not needed any more. May be repeated after a kill at any moment.
 *
 * @returns originals whose parts make up something else; those parts are gone.
 * @throws {Problem} `cancelled`, `disk-full`, `disk-read-only`
 */
export async function joinParts(
  desk: Desk,
  { bundleId: bundle, signerKey }: Pick<OpenBundle, "bundleId" | "signerKey">,
  progress: Progress,
): Promise<readonly string[]> {
  const unwatched = { report: () => undefined, signal: progress.signal };
  const wrong: string[] = [];
  for (const joinable of desk.store.joinable(bundle, signerKey)) {
    if (await isJoined(desk, joinable, unwatched)) continue;
    wrong.push(joinable.sha256);
    await letGo(desk, joinable.parts);
  }
  await letGo(desk, desk.store.looseFiles(bundle));
  return wrong;
}

async function isJoined(desk: Desk, { sha256, ext, mime, parts, sizeBytes }: Joinable, progress: Progress): Promise<boolean> {
  const whole = await desk.media.joinKept(parts, progress);
  if (whole.sha256 !== sha256 || whole.sizeBytes !== sizeBytes) {
    await desk.media.discard([whole]);
    return false;
  }
  await desk.media.commit([whole]);
  desk.store.addMedia([{ sha256, sizeBytes, crc32: whole.crc32, ext, mime: mime ?? UNTYPED }]);
  return true;
}
