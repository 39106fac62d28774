// Which files the entries of a bundle name: one look through them, memory by file and not by entry.
import type { Json } from "../../../domain/json.ts";
import { openingOf } from "../../../domain/kinds/opening.ts";
import { attachmentsShown } from "../../../domain/kinds/values.ts";
import { isUnknown } from "../../../domain/trust/audience.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import type { Needs } from "../../workspace.ts";
import { attachmentsNamed, namedFiles } from "./named-files.ts";
import type { OpenBundle } from "../../ports/bundles.ts";
import type { CarriedLine } from "../../ports/lines.ts";
import type { FeedReader } from "../../ports/store/feeds.ts";
import type { TrustReader } from "../../ports/store/trust.ts";
import type { RecordReader } from "../../ports/store/records.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";

type GatherNamedNeeds = Needs<FeedReader & OriginalReader & RecordReader & TrustReader>;

/** What entries say of an attachment, judged or not. */
export type NamedAttachment = Readonly<{ class: string; mime: string; durationMs?: Json | undefined }>;

/**
 * `wanted`: all files by SHA-256, documents included; `attachments`: those of records, as the last entry describes them; `strange`:
 * those that entries of unknown keys alone name.
 */
export type NamedMedia = Readonly<{
  wanted: ReadonlySet<string>;
  attachments: ReadonlyMap<string, NamedAttachment>;
  strange: ReadonlySet<string>;
}>;

/** Looks through the entries of a bundle; files that it or its further volumes bring for records
 * which are here already are named by those. */
export async function gatherNamed(ws: GatherNamedNeeds, bundle: Pick<OpenBundle, "entries" | "originals">): Promise<NamedMedia> {
  const [wanted, strange] = [new Set<string>(), new Set<string>()];
  const attachments = new Map<string, NamedAttachment>();
  const brought = new Set(bundle.originals.map((file) => file.sha256));
  for (const item of ws.store.namedMedia()) if (!item.here && brought.has(item.sha256)) noteKept(ws, item, wanted, attachments);
  const isStrange = strangeFeeds(ws);
  for await (const batch of bundle.entries())
    for (const line of batch) note(line, isStrange(line) ? strange : wanted, attachments);
  const alone = new Set([...strange].filter((sha256) => !wanted.has(sha256)));
  return { wanted: new Set([...wanted, ...alone]), attachments, strange: alone };
}

/** Whether a line is of a feed whose key is unknown now. A feed's opening comes before its other lines. */
function strangeFeeds(ws: Needs<FeedReader & TrustReader>): (line: CarriedLine) => boolean {
  const authority = ws.store.authority();
  const known = new Map<string, boolean>();
  return ({ hash, carried }) => {
    const { seq, feed: named } = carried.entry;
    const feed = seq === 0 ? hash : named;
    const key = () => (seq === 0 ? openingOf(carried)?.key : ws.store.keyOfFeed(feed));
    const found = known.get(feed) ?? isUnknown(authority, key() ?? "");
    known.set(feed, found);
    return found;
  };
}

function note({ carried: { entry, value } }: CarriedLine, wanted: Set<string>, attachments: Map<string, NamedAttachment>): void {
  if (value === null) return;
  for (const sha256 of namedFiles(entry.kind, value)) wanted.add(sha256);
  for (const { sha256, ...said } of attachmentsNamed(value)) attachments.set(sha256, said);
}

type Lacking = Readonly<{ sha256: string; record: RecordKey }>;

function noteKept(
  ws: Needs<RecordReader>,
  { sha256, record }: Lacking,
  wanted: Set<string>,
  attachments: Map<string, NamedAttachment>,
): void {
  const item = attachmentsShown(ws.store.record(record)?.value ?? null).find((one) => one.sha256 === sha256);
  if (item === undefined) return;
  wanted.add(sha256);
  attachments.set(sha256, item);
}
