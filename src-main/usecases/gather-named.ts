// Which files the entries of a bundle name: one look through them, memory by file and not by entry.
import type { CarriedLine } from "./store-port.ts";
import { attachmentsOf, namedFiles } from "./named-files.ts";
import type { OpenBundle } from "./ports.ts";

/** What entries say of an attachment. */
export type NamedAttachment = Readonly<{ class: string; mime: string }>;

/** `wanted`: all files by SHA-256, documents included; `attachments`: those of records, as the last entry describes them. */
export type NamedMedia = Readonly<{ wanted: ReadonlySet<string>; attachments: ReadonlyMap<string, NamedAttachment> }>;

/** Looks through the entries of a bundle. */
export async function gatherNamed(bundle: Pick<OpenBundle, "entries">): Promise<NamedMedia> {
  const wanted = new Set<string>();
  const attachments = new Map<string, NamedAttachment>();
  for await (const batch of bundle.entries()) for (const line of batch) note(line, wanted, attachments);
  return { wanted, attachments };
}

function note({ carried: { entry, value } }: CarriedLine, wanted: Set<string>, attachments: Map<string, NamedAttachment>): void {
  if (value === null) return;
  for (const sha256 of namedFiles(entry.kind, value)) wanted.add(sha256);
  for (const item of attachmentsOf(value)) {
    attachments.set(String(item["sha256"]), {
      class: String(item["class"]),
      mime: String(item["mime"] ?? "application/octet-stream"),
    });
  }
}
