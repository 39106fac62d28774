// The small pictures that travel beside originals, so that a reader without the program sees what is in a bundle.
import { Problem, type ProblemCode } from "../../../domain/problem.ts";
import type { Needs } from "../../workspace.ts";
import type { BundleSource } from "../../ports/bundles.ts";
import type { Progress } from "../../ports/progress.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";

/** Of a clip there is what a screen has drawn of it. */
const PICTURED: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/webp"]);
/** Pictures drawn at a time: as many as the decoder has workers. */
const AT_ONCE = 2;
/** A picture that cannot be drawn, or not in time, stays out; its original travels all the same. */
const UNDRAWN: ReadonlySet<ProblemCode> = new Set(["media-damaged", "media-too-large", "media-too-slow", "decoder-unavailable"]);

type Preview = BundleSource["previews"][number];

/**
 * Pictures of the originals that have one, in the order given; drawn now where they never were before.
 *
 * @throws {Problem} `cancelled`, `disk-full`, `disk-read-only`
 */
export async function drawPreviews(
  ws: Needs<OriginalReader, "previews">,
  originals: readonly string[],
  progress: Progress,
): Promise<readonly Preview[]> {
  const drawn: (Preview | undefined)[] = new Array<undefined>(originals.length).fill(undefined);
  const left = originals.entries();
  const lane = async () => {
    for (const [index, sha256] of left) {
      if (progress.signal.aborted) throw new Problem("cancelled", {});
      drawn[index] = await drawPreview(ws, sha256);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane));
  const failed = ended.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return drawn.filter((preview) => preview !== undefined);
}

async function drawPreview(ws: Needs<OriginalReader, "previews">, sha256: string): Promise<Preview | undefined> {
  const mime = ws.store.media(sha256)?.mime ?? "";
  if (!PICTURED.has(mime) && !ws.previews.hasPoster(sha256)) return undefined;
  try {
    const file = await ws.previews.of(sha256, { mime });
    return file === undefined ? undefined : { sha256, file };
  } catch (error) {
    if (error instanceof Problem && UNDRAWN.has(error.code)) return undefined;
    throw error;
  }
}
