// Opens the originals of a workspace with their small pictures.
import { join } from "node:path";
import { realFs } from "../../media/keep/fs-port.ts";
import { isProcessAlive } from "../../media/keep/leftovers.ts";
import { openMediaStore } from "../../media/keep/media-store.ts";
import { openPreviewStore } from "../../media/preview/preview-store.ts";
import type { MediaStore } from "../../usecases/ports/files.ts";
import type { MediaReader, Previews } from "../../usecases/ports/media.ts";
import type { World } from "../../usecases/ports/world.ts";

/** What dead processes left on its way in is cleared. @throws {Problem} `disk-full`, `disk-read-only`, `disk-failing` */
export async function openOriginals(
  folder: string,
  { randomHex }: World,
  reader: MediaReader,
): Promise<Readonly<{ media: MediaStore; previews: Previews }>> {
  const root = join(folder, "media");
  const owner = { pid: process.pid, session: randomHex(8) };
  const opening = { owner, startedAtMs: Date.now() - process.uptime() * 1000, nowMs: Date.now(), isAlive: isProcessAlive };
  const media = await openMediaStore({ root, fs: realFs, opening, randomHex });
  return { media, previews: openPreviewStore({ root, fs: realFs, owner, reader, randomHex }) };
}
