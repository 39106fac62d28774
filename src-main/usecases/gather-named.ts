// Which files the entries of a bundle name: one look through them, memory by file and not by entry.
import type { JsonObject } from "../domain/json.ts";
import type { RecordKey } from "../domain/projected.ts";
import type { Desk } from "./desk.ts";
import { attachmentsOf, namedFiles } from "./named-files.ts";
import type { OpenBundle } from "./ports.ts";
import type { CarriedLine } from "./store-port.ts";

/** What entries say of an attachment. */
export type NamedAttachment = Readonly<{ class: string; mime: string }>;

/** `wanted`: all files by SHA-256, documents included; `attachments`: those of records, as the last entry describes them. */
export type NamedMedia = Readonly<{ wanted: ReadonlySet<string>; attachments: ReadonlyMap<string, NamedAttachment> }>;

/** Looks through the entries of a bundle; files that it or its further volumes bring for records
 * which are here already are named by those. */
export async function gatherNamed(desk: Desk, bundle: Pick<OpenBundle, "entries" | "originals">): Promise<NamedMedia> {
  const wanted = new Set<string>();
  const attachments = new Map<string, NamedAttachment>();
  const brought = new Set(bundle.originals.map((file) => file.sha256));
  for (const item of desk.store.namedMedia())
    if (!item.here && brought.has(item.sha256)) noteKept(desk, item, wanted, attachments);
  for await (const batch of bundle.entries()) for (const line of batch) note(line, wanted, attachments);
  return { wanted, attachments };
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
  return { class: String(item["class"]), mime: String(item["mime"] ?? "application/octet-stream") };
}
