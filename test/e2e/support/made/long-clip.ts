// Our own clip with an empty box behind it, as long as a phone's video of some minutes.
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";

const CLIP = join(import.meta.dirname, "../../../../resources/demo/clip.mp4");

/** Writes a clip that is `boxBytes` longer than ours. */
export async function makeClip(path: string, boxBytes: number): Promise<void> {
  const own = await readFile(CLIP);
  const box = Buffer.alloc(8);
  box.writeUInt32BE(boxBytes, 0);
  box.write("free", 4, "latin1");
  const file = await open(path, "w");
  await file.write(own);
  await file.write(box);
  await file.truncate(own.length + boxBytes);
  await file.close();
}
