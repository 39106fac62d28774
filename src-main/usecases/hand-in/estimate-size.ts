// How much a hand-in would hold, before anything is written.
import { cappedSum } from "../../domain/limits.ts";
import type { Needs } from "../workspace.ts";
import { countOriginals, type MediaCounts } from "../records/originals/count-media.ts";
import { asksForSmall } from "../../domain/renditions/renditions.ts";
import { standIns } from "../sending/choose/stand-ins.ts";
import { planContents, type PlanRequest, type ChooseContentsNeeds } from "../sending/choose/choose-contents.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { OriginalReader } from "../ports/store/originals.ts";
import type { RecordReader } from "../ports/store/records.ts";

type EstimateSizeNeeds = ChooseContentsNeeds & Needs<FactReader & OriginalReader & RecordReader>;

/** Bytes of an entry in a bundle on average, of the papers beside the data, and of a small picture. */
const [ENTRY_BYTES, PAPERS_BYTES, PREVIEW_BYTES] = [1500, 300_000, 60_000];

/**
 * Bytes of the next hand-in with files of a draft: each file once, and none that a record already names, which goes or has gone with it.
 * Where the campaign asks for smaller files, those are reckoned with that are there.
 *
 * @throws {Problem} `entry-damaged`
 */
export function estimateWith(ws: EstimateSizeNeeds, files: readonly string[]): number {
  const small = asksForSmall(ws.campaign());
  const { estimateBytes } = estimateHandIn(ws, { full: false, plain: false, recordsOnly: false, small });
  const fresh = new Set(files.filter((sha256) => ws.store.attachedAs(sha256).length === 0));
  const sizes = [...standIns(ws, fresh, small).files].map((file) => (ws.store.media(file)?.sizeBytes ?? 0) + PREVIEW_BYTES);
  return cappedSum([estimateBytes, ...sizes]);
}

/** `small`: originals that a smaller file may stand for. `estimateBytes`: with papers and small pictures. @throws {Problem} `entry-damaged` */
export function estimateHandIn(
  ws: EstimateSizeNeeds,
  request: PlanRequest,
): Readonly<{ records: number; media: MediaCounts; small: number; estimateBytes: number }> {
  const { entries, records, media, of, small, pictures } = planContents(ws, request);
  const counts = countOriginals(ws, media, of);
  const beside = [entries * ENTRY_BYTES, PAPERS_BYTES, pictures * PREVIEW_BYTES];
  return { records, media: counts, small, estimateBytes: cappedSum([counts.sizeBytes, ...beside]) };
}
