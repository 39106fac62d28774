// The bundle format as the use cases see it (usecases/ports/bundles.ts).
import { copyFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { textsIn } from "../domain/feed/carried-line.ts";
import type { Position } from "../domain/feed/entry.ts";
import type {
  BundleSource,
  Bundles,
  KeptLines,
  OpenBundle as PortBundle,
  OpenVolumes,
  PeekedBundle as PortPeeked,
  VolumeTarget as PortVolumeTarget,
} from "../usecases/ports/bundles.ts";
import type { Signer } from "../usecases/ports/keys.ts";
import type { CarriedLine as PortLine, CheckedLines } from "../usecases/ports/lines.ts";
import type { ListedOriginal } from "../usecases/ports/store/volumes.ts";
import { generateIdentity } from "./age/age.ts";
import { explaining, writingProblem } from "../disk/disk-problems.ts";
import { allowedSigners } from "../keys/signature/allowed-signers.ts";
import { encodeBundleInfo, parseBundleInfo, type ListedFile } from "./bag/bundle-info.ts";
import type { CarriedLine } from "./bag/entries-file.ts";
import { headBytes, isSignedBy } from "./bag/heads-file.ts";
import { extInName, kindOfName, partIn } from "./names.ts";
import { openBundle, type OpenBundle } from "./read/read-bundle.ts";
import { findBundleFiles } from "./read/find-bundle-files.ts";
import { peekBundle, type PeekedBundle } from "./read/peek-bundle.ts";
import { planDigest } from "./bag/volume-list.ts";
import { planVolumes } from "./volumes/volume-plan.ts";
import { reopenPlan } from "./volumes/volume-reopen.ts";
import type { VolumePlan, VolumeTarget } from "./volumes/volume-writer.ts";
import { writeBundle } from "./write/write-bundle.ts";

/** Builds the port over the real disk. */
export function bundlePort(): Bundles {
  return {
    write: (source, { recipients, ...target }, progress) =>
      writeBundle(
        { ...source, entries: encodeAll(source.entries) },
        { ...target, ...(recipients.length > 0 && { recipients }) },
        progress,
      ),
    plan: async (source, target, progress) =>
      portVolumes(await planVolumes({ ...source, entries: encodeAll(source.entries) }, plainTarget(target), progress), target),
    replan: async ({ bundleId, statement, ...sources }, target) =>
      portVolumes(
        await reopenPlan({ bundleId, info: parseBundleInfo(Buffer.from(statement)) }, sources, plainTarget(target)),
        target,
      ),
    open: async (path, options, progress) => portBundle(await openBundle(path, { ...options, progress })),
    find: findBundleFiles,
    peek: async (path, identities, signal) => portPeeked(await peekBundle(path, identities, signal)),
    newIdentity: generateIdentity,
    signHead,
    isSignedHead: ({ signature, key, ...position }) => isSignedBy({ ...position, sig: signature }, key),
    signersFile: (signers) =>
      allowedSigners(signers.map((signer) => ({ ...signer, namespaces: ["anbao-bundle@v1", "anbao-feed@v1"] as const }))),
  };
}

function plainTarget({ baseName, stagingDir, recipients, limitBytes, named }: PortVolumeTarget): VolumeTarget {
  return { baseName, stagingDir, limitBytes, named, ...(recipients.length > 0 && { recipients }) };
}

function portVolumes(plan: VolumePlan, { fits }: PortVolumeTarget): OpenVolumes {
  return {
    bundleId: plan.bundleId,
    statement: encodeBundleInfo(plan.info),
    volumes: plan.volumes,
    write: (volume, folder, progress) => plan.write(volume, folder, fits, progress),
    close: plan.close,
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

function portPeeked({ info, bundleId, signer, encrypted, sizeBytes }: PeekedBundle): PortPeeked {
  const { format: _format, volume, bundleId: _id, volumes: _volumes, counts: _counts, ...statement } = info;
  return { statement, bundleId, volume, signerKey: signer, encrypted, sizeBytes };
}

function portBundle(bundle: OpenBundle): PortBundle {
  const { format: _format, volume, bundleId: _id, volumes, counts, ...said } = bundle.info;
  const kept = <T>(byFeed: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(byFeed).filter(([feed]) => !bundle.dropped.has(feed)));
  const statement = { ...said, baseFrontier: kept(said.baseFrontier), contains: kept(said.contains) };
  return {
    statement,
    bundleId: bundle.bundleId,
    volume,
    volumes: volumes.length,
    planDigest: planDigest(bundle.info),
    signerKey: bundle.signer.key,
    heads: bundle.heads,
    counts,
    encrypted: bundle.encrypted,
    files: bundle.files,
    originals: volumes.flatMap(({ number, files }) => files.flatMap((file) => listedOriginal(number, file))),
    entries: () => portLines(bundle),
    dropped: bundle.dropped.size,
    lines: linesOf(bundle),
    receiveFiles: bundle.receiveFiles,
    keepLines: () => keepLines(linesOf(bundle)),
    close: bundle.close,
  };
}

function listedOriginal(volume: number, { path, sizeBytes, sha256 }: ListedFile): readonly ListedOriginal[] {
  const part = partIn(path);
  if (part !== undefined) return [{ volume, ...part, sizeBytes, fileSha256: sha256 }];
  if (kindOfName(path) !== "media") return [];
  return [{ volume, sha256, ext: extInName(path) ?? "bin", part: 1, parts: 1, sizeBytes, fileSha256: sha256 }];
}

async function* portLines(bundle: OpenBundle): AsyncGenerator<readonly PortLine[]> {
  for await (const batch of bundle.entryBatches()) yield batch.map(portLine);
}

function linesOf({ entriesPath, info, dropped }: OpenBundle): CheckedLines {
  return { path: entriesPath, count: info.counts.entries, without: dropped };
}

/** Copies the checked entries out of the bundle's own staging folder into the one above it. */
async function keepLines(lines: CheckedLines): Promise<KeptLines> {
  const staging = dirname(lines.path);
  const kept = join(dirname(staging), `${basename(staging)}.jsonl`);
  await explaining(
    () => copyFile(lines.path, kept),
    (cause) => writingProblem(cause, kept),
  );
  return { ...lines, path: kept, drop: () => rm(kept, { force: true }) };
}

function portLine({ line, carried, hash }: CarriedLine): PortLine {
  return { hash, ...textsIn(line, carried), carried };
}
