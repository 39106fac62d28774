// Which files the entries of a bundle name: one look through them, memory by file and not by entry.
import type { Json } from "../../../domain/json.ts";
import { openingOf } from "../../../domain/kinds/opening.ts";
import { attachmentsShown, valueIn } from "../../../domain/kinds/values.ts";
import { LIMITS } from "../../../domain/limits.ts";
import { fitsOriginal, type Rendition } from "../../../domain/renditions/renditions.ts";
import { isUnknown } from "../../../domain/trust/audience.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import type { Needs } from "../../workspace.ts";
import { attachmentsNamed, namedFiles } from "./named-files.ts";
import { describedAs } from "./small-ones.ts";
import type { OpenBundle } from "../../ports/bundles.ts";
import type { CarriedLine } from "../../ports/lines.ts";
import type { FeedReader } from "../../ports/store/feeds.ts";
import type { TrustReader } from "../../ports/store/trust.ts";
import type { RecordReader } from "../../ports/store/records.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";

type GatherNamedNeeds = Needs<FeedReader & OriginalReader & RecordReader & TrustReader>;

/** What entries say of an attachment, judged or not. */
export type NamedAttachment = Readonly<{
  class: string;
  mime: string;
  sizeBytes?: Json | undefined;
  durationMs?: Json | undefined;
}>;

/**
 * `wanted`: all files by SHA-256, documents and smaller files included; `attachments`: those of records, as the last entry describes
 * them; `renditions`: smaller files that fit an original which is neither here nor in the bundle; `strange`: those that entries of
 * unknown keys alone name.
 */
export type NamedMedia = Readonly<{
  wanted: ReadonlySet<string>;
  attachments: ReadonlyMap<string, NamedAttachment>;
  renditions: ReadonlyMap<string, Rendition>;
  strange: ReadonlySet<string>;
}>;

/** Looks through the entries of a bundle; files that it or its further volumes bring for records
 * which are here already are named by those. */
export async function gatherNamed(ws: GatherNamedNeeds, bundle: Pick<OpenBundle, "entries" | "originals">): Promise<NamedMedia> {
  const [wanted, strange] = [new Set<string>(), new Set<string>()];
  const attachments = new Map<string, NamedAttachment>();
  const brought = new Map<string, number>();
  for (const { sha256, sizeBytes } of bundle.originals) brought.set(sha256, sizeBytes + (brought.get(sha256) ?? 0));
  for (const item of ws.store.namedMedia()) if (!item.here && brought.has(item.sha256)) noteKept(ws, item, wanted, attachments);
  const made: Made[] = [...brought.keys()].flatMap((sha256) =>
    ws.store.renditionsNaming(sha256).map((rendition) => ({ rendition, by: wanted })),
  );
  const isStrange = strangeFeeds(ws);
  for await (const batch of bundle.entries())
    for (const line of batch) {
      const by = isStrange(line) ? strange : wanted;
      note(line, by, attachments);
      const rendition = renditionIn(line);
      if (rendition !== undefined && brought.has(rendition.sha256)) made.push({ rendition, by });
    }
  const renditions = fitting(ws, made, brought, attachments);
  const alone = new Set([...strange].filter((sha256) => !wanted.has(sha256)));
  return { wanted: new Set([...wanted, ...alone]), attachments, renditions, strange: alone };
}

/** A smaller file that is in the bundle. `by`: the files that are named by such keys as named it. */
type Made = Readonly<{ rendition: Rendition; by: Set<string> }>;

function renditionIn({ carried: { entry, value } }: CarriedLine): Rendition | undefined {
  return entry.kind === "rendition" ? valueIn("rendition", value) : undefined;
}

/**
 * Those that are taken: of the size that was said, made of an original that a record names and that is neither here nor brought, and smaller
 * than it; few of each original.
 */
function fitting(
  ws: GatherNamedNeeds,
  made: readonly Made[],
  brought: ReadonlyMap<string, number>,
  attachments: ReadonlyMap<string, NamedAttachment>,
): ReadonlyMap<string, Rendition> {
  const taken = new Map<string, Rendition>();
  const count = new Map<string, number>();
  for (const { rendition, by } of made) {
    const { sha256, sizeBytes, madeFrom } = rendition;
    const original = attachments.get(madeFrom) ?? describedAs(ws, madeFrom);
    const isLacking = !brought.has(madeFrom) && ws.store.media(madeFrom) === undefined && !ws.store.isErased(madeFrom);
    const fits = original !== undefined && fitsOriginal(rendition, { ...original, sha256: madeFrom });
    if (!isLacking || !fits || brought.get(sha256) !== sizeBytes) continue;
    const before = count.get(madeFrom) ?? 0;
    if (!taken.has(sha256) && before === LIMITS.renditions) continue;
    count.set(madeFrom, before + Number(!taken.has(sha256)));
    taken.set(sha256, rendition);
    by.add(sha256);
  }
  return taken;
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
