// Which files the entries of a bundle name: one look through them, memory by file and not by entry.
import { UNTYPED } from "../domain/kinds/parts.ts";
import { isUnknown } from "../domain/audience.ts";
import type { JsonObject } from "../domain/json.ts";
import type { RecordKey } from "../domain/projected.ts";
import type { Desk } from "./desk.ts";
import { attachmentsOf, namedFiles } from "./named-files.ts";
import type { OpenBundle } from "./ports.ts";
import type { CarriedLine } from "./store-port.ts";

/** What entries say of an attachment. */
export type NamedAttachment = Readonly<{ class: string; mime: string }>;

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
export async function gatherNamed(desk: Desk, bundle: Pick<OpenBundle, "entries" | "originals">): Promise<NamedMedia> {
  const [wanted, strange] = [new Set<string>(), new Set<string>()];
  const attachments = new Map<string, NamedAttachment>();
  const brought = new Set(bundle.originals.map((file) => file.sha256));
  for (const item of desk.store.namedMedia())
    if (!item.here && brought.has(item.sha256)) noteKept(desk, item, wanted, attachments);
  const isStrange = strangeFeeds(desk);
  for await (const batch of bundle.entries())
    for (const line of batch) note(line, isStrange(line) ? strange : wanted, attachments);
  const alone = new Set([...strange].filter((sha256) => !wanted.has(sha256)));
  return { wanted: new Set([...wanted, ...alone]), attachments, strange: alone };
}

/** Whether a line is of a feed whose key is unknown now. A feed's opening comes before its other lines. */
function strangeFeeds(desk: Desk): (line: CarriedLine) => boolean {
  const authority = desk.store.authority();
  const known = new Map<string, boolean>();
  return ({ hash, carried: { entry, value } }) => {
    const feed = entry.seq === 0 ? hash : entry.feed;
    const found = known.get(feed) ?? isUnknown(authority, String(entry.seq === 0 ? value?.["key"] : desk.store.keyOfFeed(feed)));
    known.set(feed, found);
    return found;
  };
}

function note({ carried: { entry, value } }: CarriedLine, wanted: Set<string>, attachments: Map<string, NamedAttachment>): void {
  if (value === null) return;
  for (const sha256 of namedFiles(entry.kind, value)) wanted.add(sha256);
  for (const item of attachmentsOf(value)) attachments.set(String(item["sha256"]), describedBy(item));
}

type Lacking = Readonly<{ sha256: string; record: RecordKey }>;

function noteKept(desk: Desk, { sha256, record }: Lacking, wanted: Set<string>, attachments: Map<string, NamedAttachment>): void {
  const item = attachmentsOf(desk.store.record(record)?.value ?? {}).find((one) => one["sha256"] === sha256);
  if (item === undefined) return;
  wanted.add(sha256);
  attachments.set(sha256, describedBy(item));
}

function describedBy(item: JsonObject): NamedAttachment {
  return { class: String(item["class"]), mime: String(item["mime"] ?? UNTYPED) };
}
