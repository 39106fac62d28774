// Reads bundles in: preview without a trace, or import in one transaction with the originals placed first.
import { basename, dirname } from "node:path";
import { lacksEarlyReason } from "../domain/early-receipt.ts";
import { keyState } from "../domain/key-state.ts";
import { Problem } from "../domain/problem.ts";
import { claimedFrontier } from "./carried-feeds.ts";
import type { Desk } from "./desk.ts";
import { gatherNamed, type NamedMedia } from "./gather-named.ts";
import type { KeptLines, OpenBundle, Progress, ReceivedFile } from "./ports.ts";
import { drain, receiveMedia, takeBackMedia } from "./receive-media.ts";
import { adoptCampaign } from "./adopt-campaign.ts";
import { assertForUs, assertStrangersFit, FROM_COUNTY, isBounded } from "./may-come-in.ts";
import { joinParts } from "./join-parts.ts";
import { removeLeaving } from "./let-go.ts";
import { keepPictures } from "./sent-pictures.ts";
import { explainedByDrive } from "./stay-on-drive.ts";
import { dropStrangers, lookAtVolume, takeVolume } from "./take-volume.ts";
import { originOf, setOf } from "./volume-origin.ts";
import type { Admission, AdmissionPreview, ImportRow } from "./store-port.ts";

export type ImportOptions = Readonly<{
  /** When and how it came; asked once per batch. `receivedMs` defaults to now. */
  receivedMs?: number;
  means: "usb" | "chat" | "mail" | "network" | "other";
  /** Why it is said to have been received before it was exported. */
  earlyReason?: string;
  /** File of an import run that is done when the entries are in. */
  runItem?: number;
  /** It is read to rebuild a lost PC: what the unit's recovery card opened is the unit's own. */
  ownCard?: boolean;
  /** County key that a person compared with the printed notice: it is pinned together with the entries, or not at all. */
  pins?: string;
}>;

/** What a bundle is and would change. */
export type BundlePreview = Readonly<{
  path: string;
  file: string;
  bundleId: string;
  purpose: string;
  recipient: string;
  unit: string;
  unitName: string;
  device: string;
  number: number;
  /** The bundle before it in the series of the key that signed it. */
  previous: string | null;
  signerKey: string;
  exportedMs: number;
  encrypted: boolean;
  /** Whether its signer may write for its unit here. `revoked`: what it wrote before it ended holds, what it wrote later does not. */
  signer: "trusted" | "quarantine" | "revoked";
  alreadyImported: boolean;
  changes: AdmissionPreview;
  /** Originals in the bundle by class, and files that its entries name and that are neither in it nor here. */
  media: Readonly<{ photos: number; videos: number; audio: number; documents: number; sizeBytes: number; missing: number }>;
  /** It builds on an earlier bundle. */
  incremental: boolean;
  /** A pack of the county that is older than one read before: what is newer here stays. */
  older: boolean;
  withheld: readonly string[];
  /** This file's number among the volumes of its bundle, and those that are here, this one not counted. */
  volume: number;
  volumes: number;
  volumesHere: readonly number[];
}>;

/** What an import did. */
export type ImportResult = Omit<BundlePreview, "changes"> & Readonly<{ changes: Admission; receivedMs: number }>;

/**
 * Looks at a bundle: everything is verified, nothing is kept.
 *
 * @param keep takes a copy of the checked entries, and drops it in the end.
 * @throws {Problem} `bundle-*`, `feed-*`, `signature-invalid`, `drive-gone`
 */
export async function previewBundle(
  desk: Desk,
  path: string,
  progress: Progress,
  keep?: (lines: KeptLines) => void,
): Promise<BundlePreview> {
  return withBundle(desk, path, progress, undefined, async (bundle) => {
    const named = await gatherNamed(desk, bundle);
    if (bundle.volume > 1) await lookAtVolume(desk, bundle);
    else await bundle.receiveFiles(drain);
    const described = describe(desk, bundle, path, named);
    const preview = { ...described, changes: await desk.store.previewAdmission(bundle.lines, progress) };
    if (bundle.volume === 1) keep?.(await bundle.keepLines());
    return preview;
  });
}

/**
 * Imports a bundle or one volume of it: originals become durable first, then entries and log in one transaction. Repeating it
 * changes nothing.
 *
 * @throws {Problem} as {@link previewBundle}, `parts-differ`, `volumes-held-full`, and `received-before-export`, `disk-full`, `disk-read-only`, `quarantine-full`
 */
export async function importBundle(desk: Desk, path: string, options: ImportOptions, progress: Progress): Promise<ImportResult> {
  return withBundle(desk, path, progress, options.pins, async (bundle) => {
    const row = importRow(desk, bundle, path, options);
    const named = await gatherNamed(desk, bundle);
    const before = describe(desk, bundle, path, named);
    if (row.bounded === true) assertStrangersFit(desk, bundle, named);
    if (bundle.volume > 1) {
      await takeVolume(desk, bundle, path, row, options.runItem, progress);
      return { ...before, changes: NO_CHANGES, receivedMs: row.receivedMs };
    }
    await dropStrangers(desk, bundle);
    const received = await receiveMedia(desk, bundle, named, progress);
    const changes = await admitOrTakeBack(
      desk,
      bundle,
      bundle.volumes === 1 ? row : opening(row, bundle, named),
      received,
      progress,
    );
    if (bundle.volumes > 1) await joinParts(desk, bundle, progress);
    await removeLeaving(desk);
    await keepPictures(desk, received.pictures, progress);
    await adoptCampaign(desk);
    noteRefilled(desk, row);
    const counted = { ...changes, dropped: changes.dropped + bundle.dropped };
    return { ...before, signer: standingOf(desk, bundle.signerKey), changes: counted, receivedMs: row.receivedMs };
  });
}

const NO_CHANGES: Admission = {
  added: 0,
  known: 0,
  filled: 0,
  quarantined: 0,
  newRecords: 0,
  changedRecords: 0,
  conflicts: 0,
  dropped: 0,
  erasedMedia: [],
};

/** Volume 1 of several says what is wanted of the others. */
function opening(row: ImportRow, bundle: OpenBundle, { wanted, attachments }: NamedMedia): ImportRow {
  const mimes = new Map([...attachments].map(([sha256, { mime }]) => [sha256, mime]));
  return { ...row, opens: { origin: originOf(bundle), originals: bundle.originals, wanted, mimes } };
}

/** A unit has answered a restored county when nothing is missing beneath what it hands in. */
function noteRefilled(desk: Desk, { purpose, unit, signer, claimed }: ImportRow): void {
  const isAnswer = purpose === "hand-in" && desk.store.authority().grants.has(signer) && desk.store.isRegressed(unit);
  if (isAnswer && desk.store.missing(claimed).length === 0) desk.store.clearRegressed(unit);
}

/** Entries that are refused (a feed of another campaign, a full quarantine, a full disk) or stopped leave no originals behind. */
async function admitOrTakeBack(
  desk: Desk,
  bundle: OpenBundle,
  row: ImportRow,
  { kept, pictures }: Awaited<ReturnType<typeof receiveMedia>>,
  progress: Progress,
): Promise<Admission> {
  const heads = bundle.heads.map(({ feed, seq, hash, sig }) => ({ feed, seq, hash, signature: sig }));
  try {
    return await desk.store.admit(row, heads, bundle.lines, progress);
  } catch (error) {
    await takeBackMedia(desk, kept);
    await desk.media.discard(pictures.map(({ file }) => file));
    throw error;
  }
}

async function withBundle<T>(
  desk: Desk,
  path: string,
  progress: Progress,
  pins: string | undefined,
  work: (bundle: OpenBundle) => Promise<T>,
): Promise<T> {
  const options = { stagingDir: desk.stagingDir, identities: desk.identities(), keyOfFeed: desk.store.keyOfFeed };
  return explainedByDrive(desk, dirname(path), async () => {
    const bundle = await desk.bundles.open(path, options, progress);
    try {
      await assertForUs(desk, bundle, pins, progress.signal);
      return await work(bundle);
    } finally {
      await bundle.close();
    }
  });
}

/** Packs and receipts carry all that the county says to everyone, so an earlier one brings nothing newer. */
function isOlderPack(desk: Desk, { statement }: OpenBundle): boolean {
  if (desk.store.facts().role !== "unit" || !FROM_COUNTY.has(statement.purpose)) return false;
  const read = desk.store.imports().filter((row) => FROM_COUNTY.has(row.purpose) && row.signer === statement.sender.key);
  return read.some((row) => row.exportedMs > statement.createdAtMs);
}

function importRow(desk: Desk, bundle: OpenBundle, path: string, options: ImportOptions): ImportRow {
  const { statement } = bundle;
  const readMs = desk.world.nowMs();
  const receivedMs = options.receivedMs ?? readMs;
  const said = options.receivedMs;
  if (said !== undefined && lacksEarlyReason(said, statement.createdAtMs, options.earlyReason))
    throw new Problem("received-before-export", { file: basename(path) });
  return {
    bundle: bundle.bundleId,
    signer: bundle.signerKey,
    purpose: statement.purpose,
    unit: statement.sender.unit,
    number: statement.series.number,
    previous: statement.series.previousBundleId,
    exportedMs: statement.createdAtMs,
    readMs,
    receivedMs,
    means: options.means,
    earlyReason: options.earlyReason ?? null,
    fileName: basename(path),
    ...(options.runItem !== undefined && { runItem: options.runItem }),
    ...(options.pins !== undefined && { pins: options.pins }),
    bounded: isBounded(desk, bundle, options.ownCard === true),
    device: statement.sender.device,
    claimed: claimedFrontier(statement),
    ...(statement.holds !== undefined && { holds: statement.holds }),
  };
}

function describe(desk: Desk, bundle: OpenBundle, path: string, { attachments }: NamedMedia): Omit<BundlePreview, "changes"> {
  const { statement } = bundle;
  const media = bundle.files.filter((file) => file.kind === "media");
  const carried = new Set(bundle.originals.map((file) => file.sha256));
  const set = setOf(desk, bundle);
  const come = (set?.come ?? []).map((one) => one.volume);
  const isHere =
    bundle.volume === 1 ? desk.store.imports().some((row) => row.bundle === bundle.bundleId) : come.includes(bundle.volume);
  return {
    path,
    file: basename(path),
    bundleId: bundle.bundleId,
    purpose: statement.purpose,
    recipient: statement.recipient,
    unit: statement.sender.unit,
    unitName: desk.campaign().units.find((unit) => unit.code === statement.sender.unit)?.name ?? statement.sender.unitName,
    device: statement.sender.device,
    number: statement.series.number,
    exportedMs: statement.createdAtMs,
    encrypted: bundle.encrypted,
    signer: standingOf(desk, bundle.signerKey),
    signerKey: bundle.signerKey,
    previous: statement.series.previousBundleId,
    alreadyImported: isHere,
    media: {
      ...classesOf(media, attachments),
      sizeBytes: media.reduce((sum, file) => sum + file.sizeBytes, 0),
      missing: [...attachments.keys()].filter((sha256) => !carried.has(sha256) && desk.store.media(sha256) === undefined).length,
    },
    incremental: Object.keys(statement.baseFrontier).length > 0,
    older: isOlderPack(desk, bundle),
    withheld: statement.withheld,
    volume: bundle.volume,
    volumes: bundle.volumes,
    volumesHere: come.filter((number) => number !== bundle.volume),
  };
}

function classesOf(
  media: readonly ReceivedFile[],
  named: NamedMedia["attachments"],
): Omit<BundlePreview["media"], "sizeBytes" | "missing"> {
  const of = (name: string) => media.filter((file) => named.get(file.sha256)?.class === name).length;
  return { photos: of("photo"), videos: of("video"), audio: of("audio"), documents: of("document") };
}

function standingOf(desk: Desk, key: string): BundlePreview["signer"] {
  const grant = desk.store.authority().grants.get(key);
  if (grant === undefined) return "quarantine";
  return keyState(grant) === "ended" ? "revoked" : "trusted";
}
