// The bundle format as the use cases see it (usecases/ports.ts Bundles).
import type { Position } from "../domain/entry.ts";
import type { Bundles, BundleSource, OpenBundle as PortBundle, Signer } from "../usecases/ports.ts";
import type { CarriedLine as PortLine } from "../usecases/store-port.ts";
import { generateIdentity } from "./age.ts";
import type { CarriedLine } from "./entries-file.ts";
import { headBytes } from "./heads-file.ts";
import { openBundle, type OpenBundle } from "./read-bundle.ts";
import { readStagedLines } from "./staged-lines.ts";
import { writeBundle } from "./write-bundle.ts";

/** Builds the port over the real disk. */
export function bundlePort(): Bundles {
  return {
    write: (source, { folder, baseName, stagingDir, recipients }, progress) =>
      writeBundle(
        { ...source, entries: encodeAll(source.entries) },
        { folder, baseName, stagingDir, ...(recipients.length > 0 && { recipients }) },
        progress,
      ),
    open: async (path, options, progress) => portBundle(await openBundle(path, { ...options, progress })),
    newIdentity: generateIdentity,
    signHead,
  };
}

/** The canonical line of each entry: its parts are canonical already, and stand in the order of their names. */
function* encodeAll(entries: BundleSource["entries"]): Generator<string> {
  for (const { text, salt, value } of entries)
    yield `{"entry":${text},"salt":${salt === null ? "null" : `"${salt}"`},"value":${value ?? "null"}}`;
}

function signHead(position: Position, signer: Signer): string {
  return signer.sign("anbao-feed@v1", headBytes(position));
}

function portBundle(bundle: OpenBundle): PortBundle {
  const { format: _format, volume, bundleId: _id, volumes: _volumes, counts, ...statement } = bundle.info;
  return {
    statement,
    bundleId: bundle.bundleId,
    volume,
    signerKey: bundle.signer.key,
    heads: bundle.heads,
    counts,
    encrypted: bundle.encrypted,
    files: bundle.files,
    entries: () => portLines(bundle),
    lines: () => stagedLines(bundle),
    receiveFiles: bundle.receiveFiles,
    close: bundle.close,
  };
}

async function* portLines(bundle: OpenBundle): AsyncGenerator<readonly PortLine[]> {
  for await (const batch of bundle.entryBatches()) yield batch.map(portLine);
}

function* stagedLines(bundle: OpenBundle): Generator<PortLine> {
  for (const line of readStagedLines(bundle.entriesPath)) yield portLine(line);
}

/** The exact texts of the entry and of its value, as they stand in the canonical line. */
function portLine({ line, carried, hash }: CarriedLine): PortLine {
  const border = line.indexOf(',"salt":');
  const text = line.slice('{"entry":'.length, border);
  const valueText = carried.value === null ? null : line.slice(line.indexOf('"value":', border) + '"value":'.length, -1);
  return { hash, text, valueText, carried };
}
