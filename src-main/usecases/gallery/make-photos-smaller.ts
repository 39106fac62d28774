// Many photos made smaller, one after the other: what cannot be made smaller is told and keeps no other back.
import type { RenditionSizes } from "../../domain/renditions/renditions.ts";
import { Problem, type ProblemCode } from "../../domain/problem.ts";
import type { Progress } from "../ports/progress.ts";
import type { GalleryFile } from "../ports/store/media/gallery.ts";
import { makePhotoSmaller, type MakeSmallerNeeds } from "../records/originals/make-smaller.ts";

/** Photos of which a smaller one is here now, their bytes and its bytes; the others, and why. */
export type MadeSmallerPhotos = Readonly<{
  made: number;
  fromBytes: number;
  toBytes: number;
  skipped: readonly Readonly<{ name: string; code: ProblemCode }>[];
}>;

/** @throws {Problem} `cancelled`, `disk-*`, `decoder-unavailable`; what was made until then stays. */
export async function makePhotosSmaller(
  ws: MakeSmallerNeeds,
  files: Iterable<GalleryFile>,
  size: RenditionSizes["photo"] | undefined,
  progress: Progress,
): Promise<MadeSmallerPhotos> {
  const photos = new Map([...files].map(({ attachment }) => [attachment.sha256, attachment]));
  const here = [...photos.values()].filter((file) => file.class === "photo" && ws.store.media(file.sha256) !== undefined);
  const skipped: { name: string; code: ProblemCode }[] = [];
  let [made, fromBytes, toBytes] = [0, 0, 0];
  for (const [done, { sha256, name, sizeBytes }] of here.entries()) {
    if (progress.signal.aborted) throw new Problem("cancelled", {});
    try {
      const small = await makePhotoSmaller(ws, sha256, size, progress);
      [made, fromBytes, toBytes] = [made + 1, fromBytes + sizeBytes, toBytes + small.sizeBytes];
    } catch (cause) {
      if (!(cause instanceof Problem) || !isOfTheFile(cause.code)) throw cause;
      skipped.push({ name, code: cause.code });
    }
    progress.report(done + 1, here.length);
  }
  return { made, fromBytes, toBytes, skipped };
}

function isOfTheFile(code: ProblemCode): boolean {
  return code.startsWith("rendition-") || code.startsWith("media-") || code.startsWith("file-");
}
